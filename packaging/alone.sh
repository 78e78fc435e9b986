#!/usr/bin/env bash
# What people install, tried where there is no source tree: packaging/alone.sh
#
# The wheel and the source distribution are built; the second, unpacked elsewhere, must give the same wheel, byte for byte.
# The wheel then goes into an environment of its own, with the locked versions, and is used from another folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
hatch="$root/.venv/bin/python"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PYTHONPATH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

packaging/dist.sh "$work/dist"
wheel=("$work"/dist/bowout-*.whl)
mkdir "$work/unpacked"
tar -xzf "$work"/dist/bowout-*.tar.gz -C "$work/unpacked" --strip-components=1
(cd "$work/unpacked" && "$hatch" -m hatchling build -t wheel -d "$work/again" >"$work/told" 2>&1) || { cat "$work/told" >&2; exit 1; }
cmp "${wheel[0]}" "$work"/again/bowout-*.whl
rm -rf "$work/unpacked" "$work/again"
echo 'the source distribution gives the same wheel'

"${PYTHON:-python3}" -m venv "$work/venv"
pip=("$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-compile)
"${pip[@]}" --require-hashes --only-binary :all: -r requirements.txt
"${pip[@]}" --no-deps --no-index "${wheel[0]}"
cd "$work" # so that the source tree cannot be what is imported
export HOME="$work/home"
mkdir "$HOME"
venv/bin/python -m pip check
venv/bin/agent --version
venv/bin/python -I - "$root" <<'PYTHON'
import sys
from importlib import import_module, resources
from pathlib import Path

for name in ("agent", "connectors"):
    path = Path(import_module(name).__file__).resolve()
    assert not path.is_relative_to(sys.argv[1]), path
shipped = resources.files("agent")
for name in ("config.example.toml", "service/bowout.service", "service/bowout.desktop", "service/bowout.svg",
             "reading/learned/data/encoder.onnx", "reading/learned/data/LICENSE", "reading/words/LICENSE",
             "store/schema.sql", "review/assets/page.js"):
    assert (shipped / name).is_file(), name
PYTHON
venv/bin/agent demo >demo.txt
grep -c . demo.txt | sed 's/$/ lines told by the demo/'

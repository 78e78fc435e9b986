#!/usr/bin/env bash
# The bill of materials of what is installed, CycloneDX in JSON, beside the wheel: packaging/sbom.sh DIST (needs uv)
# It is made of an environment with the wheel and the locked packages, and of what sbom.py knows besides.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dist=${1:?the folder with the wheel}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

uv venv --quiet --no-python-downloads --python "${PYTHON:-.venv/bin/python}" "$work/venv"
uv pip install --quiet --python "$work/venv/bin/python" --require-hashes --only-binary :all: -r requirements.txt
uvx --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py environment --pyproject pyproject.toml --mc-type application \
  --output-reproducible --output-format JSON --output-file "$work/bom.json" "$work/venv/bin/python"
version=$(.venv/bin/python -c 'from agent import __version__; print(__version__)')
.venv/bin/python packaging/sbom.py "$work/bom.json" "$dist/bowout-$version.cdx.json" "$version"
uvx --quiet --from 'cyclonedx-python-lib[validation]==11.12.0' python - "$dist/bowout-$version.cdx.json" <<'PYTHON'
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text(encoding="utf-8"))
sys.exit(str(fault) if fault else 0)
PYTHON
echo "$dist/bowout-$version.cdx.json"

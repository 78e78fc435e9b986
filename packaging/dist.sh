#!/usr/bin/env bash
# Build the wheel and the source distribution of what lies here into a folder: packaging/dist.sh [FOLDER]
# The same commit gives the same bytes, whenever, wherever and by whom it is built: its date is the files' date.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${HATCH:-.venv/bin/python}  # the one with hatchling; PYTHON is what make is told to make an environment with
target=${1:-dist}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
told=$("$python" -m hatchling build -t wheel -t sdist -d "$target" 2>&1) || { echo "$told" >&2; exit 1; }

#!/usr/bin/env bash
# The program with other versions of what it needs than the locked ones: packaging/environments.sh WHAT [TEST...]
#
#   lowest    every direct dependency in the oldest version that pyproject.toml allows
#   newest    everything in the newest version that it allows
#   pythons   the locked versions, with each Python that is claimed and found on this machine
#
# Each environment is made anew under build/ (needs uv), the project goes into it in place, and these tests run: at least
# one suite that works hard with each dependency. Other tests can be named instead. Fails if any environment fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset PYTHONPATH VIRTUAL_ENV
pythons=(3.11 3.12 3.13 3.14)

what=${1:?lowest, newest or pythons}
shift
tests=("$@")
[ $# -gt 0 ] || tests=(
  tests/test_config.py tests/test_ids.py
  tests/store tests/connectors/test_local_contract.py                        # msgspec, icalendar, recurring-ical-events
  tests/letters/test_templates.py tests/demo                                 # jinja2, rich, and the whole job
  tests/reading/test_input.py tests/reading/test_opinion.py                  # onnxruntime, numpy, selectolax
  tests/connectors/test_google_api.py tests/connectors/test_google_sign_in.py # Google's libraries
  tests/connectors/test_outlook_api.py tests/connectors/test_outlook_sign_in.py tests/connectors/test_http.py # msal, httpx
  tests/connectors/test_tokens.py                                            # keyring, jeepney, cryptography
  tests/daemon/test_loop.py tests/daemon/test_schedule.py                    # apscheduler
  tests/desktop/test_notifications.py                                        # dbus-fast
  tests/review/test_process.py tests/review/test_parts.py                    # starlette, hypercorn
)
command -v uv >/dev/null || { echo 'This needs uv: pipx install uv' >&2; exit 1; }

results=()
failed=0

# tried NAME PYTHON INSTALL...: make an environment, install by the given function, run the tests, note how it went.
tried() {
  local name=$1 python=$2 into="build/$1"
  shift 2
  echo "== $name"
  if uv venv --quiet --clear --no-python-downloads --python "$python" "$into" && "$@" "$into/bin/python" &&
    uv pip install --quiet --python "$into/bin/python" --no-deps --no-build-isolation --editable . &&
    nice "$into/bin/python" -m pytest -n "${WORKERS:-auto}" -p no:cacheprovider -m 'not long' --tb=short "${tests[@]}"; then
    results+=("$name: passed with $("$into/bin/python" -V)")
  else
    results+=("$name: FAILED")
    failed=1
  fi
}

resolved() { # STRATEGY PYTHON: what the program needs by that strategy, the tools as new as goes with it
  local list="build/$1.txt"
  uv pip compile --quiet --resolution "$1" --no-header --python "$2" --output-file "$list" --upgrade pyproject.toml &&
    uv pip install --quiet --python "$2" --requirement "$list" &&
    uv pip install --quiet --python "$2" --constraint "$list" --group dev
}
locked() { uv pip install --quiet --python "$1" --require-hashes --only-binary :all: --requirement requirements-dev.txt; }

mkdir -p build
case $what in
  lowest) tried lowest "${pythons[0]}" resolved lowest-direct ;;
  newest)
    for version in "${pythons[@]}"; do
      uv python find --no-python-downloads "$version" >/dev/null 2>&1 && newest=$version
    done
    tried newest "$newest" resolved highest
    ;;
  pythons)
    for version in "${pythons[@]}"; do
      if found=$(uv python find --no-python-downloads "$version" 2>/dev/null); then
        tried "python$version" "$found" locked
      else
        results+=("python$version: not on this machine")
      fi
    done
    ;;
  *) echo "lowest, newest or pythons, not $what" >&2; exit 2 ;;
esac
printf '%s\n' '' "${results[@]}"
exit "$failed"

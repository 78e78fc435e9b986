#!/usr/bin/env bash
# Built twice, is it the same? packaging/reproducible.sh [--with-deb]
#
# The last commit is cloned to two places; each is built at another hour, in another time zone and language, with other rights
# for new files. The wheel, the source distribution and, if wanted, the Debian package have to be the same byte for byte.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=$PWD/.venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH PYTHONPATH
commit=$(git rev-parse HEAD)

build() { # PLACE UMASK ZONE LANGUAGE
  git clone --quiet --no-checkout . "$work/$1"
  git -C "$work/$1" checkout --quiet "$commit"
  (
    umask "$2"
    export TZ=$3 LC_ALL=$4
    HATCH=$python "$work/$1/packaging/dist.sh" dist
    [ "${with:-}" != deb ] || /usr/bin/python3 "$work/$1/packaging/deb.py" "$work/$1/dist" >/dev/null
  )
}
[ "${1:-}" != --with-deb ] || with=deb

build here 022 UTC C.UTF-8
sleep 2 # so that times in whole seconds, and in the two seconds of a zip, differ
build somewhere/else/with/a/longer/path 077 Pacific/Chatham C
status=0
for first in "$work"/here/dist/*; do
  if cmp --quiet "$first" "$work/somewhere/else/with/a/longer/path/dist/${first##*/}"; then
    (cd "${first%/*}" && sha256sum "${first##*/}")
  else
    echo "differs: ${first##*/}"
    status=1
  fi
done
exit "$status"

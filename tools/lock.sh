#!/usr/bin/env bash
# Writes requirements.lock (base) and requirements-dev.lock (base, PostgreSQL, tests): versions and hashes, no addresses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3.11}" -m venv "$place"
"$place/bin/pip" install --quiet --disable-pip-version-check uv

compile() {
  "$place/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

# The editable install is built with hatchling; with it in the lock nothing comes in without a hash.
printf 'hatchling\n' >"$place/build.in"
compile --upgrade pyproject.toml "$place/build.in" --output-file requirements.lock
compile --extra dev pyproject.toml "$place/build.in" --constraint requirements.lock --output-file requirements-dev.lock
grep -c '==' requirements.lock requirements-dev.lock

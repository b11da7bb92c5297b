#!/usr/bin/env bash
# Installs what is missing, builds, and serves on http://127.0.0.1:3000 with the sample in data/.
set -euo pipefail
here=$(dirname "$0")
bash "$here/build.sh" release
cd "$here/.."
exec target/release/coding-ahead serve "$@"

#!/usr/bin/env bash
# Speed and size, each beside something real in the same run. Nothing passes or fails here.
#   RELEASES_DIR   folder with pfs/rvu25d.zip and icd10cm/*.zip, to measure imports with
source "$(dirname "$0")/toolchain.sh"
source "$(dirname "$0")/site.sh"
need_bench
cd "$root"
build_site
cargo build -p server --release --bin coding-ahead --example static_page
cp target/hash.txt target/release/hash.txt
exec python3 .ci/bench.py "${RELEASES_DIR:-$root/../shared/data}"

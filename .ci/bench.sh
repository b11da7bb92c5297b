#!/usr/bin/env bash
# Speed and size, each beside something real in the same run. Nothing passes or fails here.
#   RELEASES_DIR   folder of release files, to measure imports with
source "$(dirname "$0")/toolchain.sh"
source "$(dirname "$0")/site.sh"
source "$(dirname "$0")/postgres.sh"
need_bench
cd "$root"
build_site
cargo build -p server --release --bin coding-ahead --example static_page --example pair_look_up \
    --example claim_check --example edit_page --example fee_strip
cargo build -p case2code --release --example measure
cargo build -p casepilot --release --example questions
cp target/hash.txt target/release/hash.txt
start_postgres
export PATH="$pg_bin:$PATH"
python3 .ci/bench "${RELEASES_DIR:-$root/../shared/data}" "$TEST_POSTGRES_URL"

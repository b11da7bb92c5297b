#!/usr/bin/env bash
# Every test, with all its own set-up: units, properties and stores on SQLite and a PostgreSQL of its own,
# the server over HTTP, then the journeys in Chromium against the real binary.
source "$(dirname "$0")/toolchain.sh"
source "$(dirname "$0")/site.sh"
source "$(dirname "$0")/postgres.sh"
cd "$root"

need_tests
start_postgres
[ -d "${RELEASES_DIR:-$root/../shared/data}" ] ||
    say "skipped: no release files in ../shared/data or RELEASES_DIR; the tests on official files pass without looking"

nextest=(cargo nextest run --workspace --exclude frontend --features app/ssr --profile "$([ -n "${CI:-}" ] && echo ci || echo default)")
say "Rust tests"
"${nextest[@]}"

say "A small language model on its real server (less than a minute)"
bash .ci/model-server.sh "${nextest[@]}" --success-output immediate -E 'package(casepilot) & test(a_real_server_is_asked)'

say "Examples in the documentation"
cargo test --doc --workspace --exclude frontend --features app/ssr --quiet

build_site
say "Building the server"
cargo build -p server
cp target/hash.txt target/debug/hash.txt

say "Questions to CasePilot, on the release files"
bash .ci/questions.sh

say "Journeys in Chromium"
CODING_AHEAD_BIN=$root/target/debug/coding-ahead CODING_AHEAD_SITE=$root/target/site \
    node --test --test-concurrency=1 --test-reporter=spec end2end/tests/*.test.js

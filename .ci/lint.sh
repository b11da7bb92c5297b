#!/usr/bin/env bash
# Formatting, clippy for the server, the browser and the tests, and cargo-deny where it is installed.
source "$(dirname "$0")/toolchain.sh"
need_rust
cd "$root"
cargo fmt --all --check
cargo clippy --workspace --exclude frontend --all-targets --features app/ssr -- -D warnings
cargo clippy -p frontend --target wasm32-unknown-unknown --profile wasm-release -- -D warnings
if have cargo-deny; then
    cargo deny check
else
    say "cargo-deny is not installed: licences and advisories are not checked"
fi

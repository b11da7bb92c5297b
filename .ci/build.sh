#!/usr/bin/env bash
# Builds the product: the browser's files in target/site and the server's binary.
#   build.sh [release|dev]   the profile of the server; the browser's files are always the small ones
source "$(dirname "$0")/toolchain.sh"
source "$(dirname "$0")/site.sh"
profile=${1:-release}

need_build
cd "$root"
build_site
say "Building the server ($profile)"
cargo build -p server --profile "$profile"
folder=$([ "$profile" = dev ] && echo debug || echo "$profile")
cp "$root/target/hash.txt" "$root/target/$folder/hash.txt"

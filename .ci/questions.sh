#!/usr/bin/env bash
# CasePilot's question sets on the release files, where these are at hand: a change that makes more answers wrong fails.
# The 2.5 million edits take long to load, so questions about pairs, and those behind others, are left to `make bench`.
source "$(dirname "$0")/toolchain.sh"
releases=${RELEASES_DIR:-$root/../shared/data}
if [ ! -d "$releases" ]; then
    say "skipped: no release files"
    exit
fi
cd "$root"
need_build
cargo build -p server --quiet
cargo build -p casepilot --example questions --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
url=sqlite:$work/questions.db
files=()
for name in pfs/rvu25a-updated-01_10_2025.zip pfs/rvu25d.zip pfs/zip-carrier-locality-oct-2025.zip \
    ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv ncci/aoc-2024q3-derived.csv \
    icd10cm/icd10cm-order-Jan-2021.zip icd10cm/icd10cm-order-2025-reconstructed.zip \
    icd10cm/icd10cm-tabular-April-2025.zip icd10cm/icd10cm-tabular-April-2026.zip gems/2018-gems.zip \
    hcpcs/2018-Alpha-Numeric-HCPCS-File.zip hcpcs/2019-Alpha-Numeric-HCPCS-File.zip hcpcs/2020_10_hcpc_anweb.xlsx \
    hcpcs/hcpcs-2025-oct-derived.zip pos/pos_codes_cms_derived.csv \
    icd10pcs/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip; do
    [ -f "$releases/$name" ] && files+=("$releases/$name")
done
say "Loading ${#files[@]} release files and the manual"
quietly target/debug/coding-ahead import --licence-holder "tests only" --database-url "$url" "${files[@]}"
quietly target/debug/coding-ahead documents import --database-url "$url" \
    "$releases/ncci/2026_ncci_medicare_policy_manual_all-chapters.pdf"
say "Asking"
sets=crates/casepilot/questions
ask() { target/debug/examples/questions "$work/questions.db" --index "$work/index" --without pair,follow-up "$@"; }
ask "$sets/questions.tsv" --half test --least 93
ask "$sets/questions.tsv" "$sets"/more-?.tsv --half tune --least 96

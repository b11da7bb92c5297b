# Sourced by the other scripts: finds or installs what a build needs and says what it does and why.
# Everything it installs goes outside the clone, so that a second clone is fast.
#
# need_build     Rust with the browser target, wasm-bindgen, wasm-opt, the npm tools
# need_tests     need_build, then nextest, Chromium and PostgreSQL's binaries
# need_bench     need_build, then wrk and sqlite3
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${CODING_AHEAD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/coding-ahead}
tools=$cache/tools
mkdir -p "$tools/bin"
export PATH="$tools/bin:$PATH"
# Dependencies are compiled once per machine; what a build produces still lands in ./target.
export CARGO_BUILD_BUILD_DIR=${CARGO_BUILD_BUILD_DIR:-$cache/build}
export CARGO_TARGET_DIR=$root/target
# Cargo knows the crates of a workspace by their paths inside it, so those of two checkouts are one to it. Whoever
# builds after another checkout makes its sources newer than what that one left: dependencies stay, crates are rebuilt.
mkdir -p "$CARGO_BUILD_BUILD_DIR"
if [ "$(cat "$CARGO_BUILD_BUILD_DIR/.checkout" 2>/dev/null)" != "$root" ]; then
    find "$root"/{app,crates,frontend,server} -type f -not -path '*/target/*' -exec touch {} +
    echo "$root" >"$CARGO_BUILD_BUILD_DIR/.checkout"
fi

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Runs a command with its output in a log; shows the end of the log when it fails.
quietly() {
    local log=$cache/install.log
    "$@" >"$log" 2>&1 || {
        tail -n 25 "$log" >&2
        fail "'$*' failed; the whole output is in $log"
    }
}

apt_install() {
    have apt-get || fail "$* missing, and there is no apt-get to install it with: install it by hand and run this again"
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        have sudo || fail "$* missing: install it as root (apt-get install $*) and run this again"
        as_root=(sudo)
    fi
    if [ -z "${apt_updated:-}" ]; then
        quietly "${as_root[@]}" apt-get update
        apt_updated=1
    fi
    quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

has_wasm_target() { compgen -G "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null; }

# Debian's compiler for the web, and the standard library built once from the source it ships.
need_debian_rust() {
    local packages=(rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web lld) wanted=()
    for package in "${packages[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || wanted+=("$package")
    done
    if [ ${#wanted[@]} -gt 0 ]; then
        say "Installing Debian's Rust (${wanted[*]}): this machine's Rust cannot compile for the browser"
        apt_install "${wanted[@]}"
    fi
    # Two compilers in one build folder fail, so this one comes first for cargo, clippy and rustfmt too.
    export PATH="/usr/bin:$PATH"
    hash -r
    has_wasm_target && return
    say "Building Rust's standard library for the browser, once (about a minute)"
    local work lib
    work=$(mktemp -d)
    mkdir -p "$work/src"
    printf '[package]\nname = "stdlib"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/Cargo.toml"
    : >"$work/src/lib.rs"
    (cd "$work" && CARGO_TARGET_DIR=$work/target CARGO_BUILD_BUILD_DIR=$work/target RUSTC_BOOTSTRAP=1 \
        quietly cargo build --release -Zbuild-std=std,panic_abort,panic_unwind --target wasm32-unknown-unknown)
    lib=$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib
    mkdir -p "$lib" 2>/dev/null || fail "cannot write $lib: run this once as root"
    cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
    rm -rf "$work"
}

need_rust() {
    have cargo || fail "cargo is missing: install Rust 1.94 or newer (https://rustup.rs) and run this again"
    if [ -e "$tools/use-debian-rust" ]; then
        need_debian_rust
        return
    fi
    has_wasm_target && return
    if have rustup; then
        say "Adding the browser target wasm32-unknown-unknown to Rust"
        timeout 90 rustup target add wasm32-unknown-unknown >"$cache/install.log" 2>&1 && has_wasm_target && return
        say "Rust's toolchain server does not answer"
    fi
    have apt-get || fail "no way to get Rust's wasm32-unknown-unknown target: neither rustup nor apt-get can provide it"
    need_debian_rust
    : >"$tools/use-debian-rust"
}

# wasm-bindgen's tool must have exactly the version of the library in Cargo.lock.
need_wasm_bindgen() {
    local version
    version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' "$root/Cargo.lock")
    [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && return
    say "Installing wasm-bindgen $version, which writes the JavaScript side of the browser build (a few minutes)"
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_TARGET_DIR=$cache/install-target quietly cargo install wasm-bindgen-cli --version "=$version" --root "$tools"
    rm -rf "$cache/install-target"
}

# The npm tools (wasm-opt, lightningcss; Playwright and the validators for tests), by end2end's lock file.
need_npm() {
    have node && have npm || fail "Node 20 or newer with npm is missing: install it and run this again"
    local stamp lock=$root/end2end/package-lock.json
    stamp=$(sha256sum "$lock" | cut -c1-16)
    npm_tools=$cache/npm-$stamp
    if [ ! -e "$npm_tools/.complete" ]; then
        say "Installing the npm tools of end2end/package.json (wasm-opt, the style sheet compiler, the browser driver)"
        rm -rf "$npm_tools" && mkdir -p "$npm_tools"
        cp "$root/end2end/package.json" "$lock" "$npm_tools/"
        (cd "$npm_tools" && quietly npm ci --no-audit --no-fund)
        : >"$npm_tools/.complete"
    fi
    [ -L "$root/end2end/node_modules" ] || rm -rf "$root/end2end/node_modules"
    ln -sfn "$npm_tools/node_modules" "$root/end2end/node_modules"
    export PATH="$npm_tools/node_modules/.bin:$PATH"
}

need_nextest() {
    have cargo-nextest && return
    say "Installing cargo-nextest, which runs the tests (a few minutes)"
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_TARGET_DIR=$cache/install-target quietly cargo install cargo-nextest --locked --root "$tools"
    rm -rf "$cache/install-target"
}

need_chromium() {
    export CHROMIUM=${CHROMIUM:-$(command -v chromium || true)}
    [ -n "$CHROMIUM" ] && return
    say "Installing Chromium, for the tests in a real browser"
    apt_install chromium
    CHROMIUM=$(command -v chromium) || fail "the package chromium brought no 'chromium'"
}

need_postgres() {
    pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$pg_bin" ]; then
        say "Installing PostgreSQL's server, for the tests on a real one"
        apt_install postgresql
        pg_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    fi
    [ -x "$pg_bin/initdb" ] || fail "PostgreSQL's initdb is missing from $pg_bin: install the package postgresql"
}

# For `make bench`: the load generator, and the database that imports are compared with.
need_bench() {
    need_build
    local wanted=()
    have wrk || wanted+=(wrk)
    have sqlite3 || wanted+=(sqlite3)
    if [ ${#wanted[@]} -gt 0 ]; then
        say "Installing ${wanted[*]}, to measure with"
        apt_install "${wanted[@]}"
    fi
}

need_build() {
    have cc || {
        say "Installing a C compiler, for the embedded SQLite"
        apt_install build-essential
    }
    need_rust
    need_wasm_bindgen
    need_npm
}

need_tests() {
    need_build
    need_nextest
    need_chromium
    need_postgres
}

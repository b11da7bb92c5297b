# Sourced after toolchain.sh: the browser's files.
#
# build_site   WebAssembly, JavaScript and CSS in target/site, named by their content and precompressed,
#              and target/hash.txt, in which the server finds the names

build_site() {
    local out=$root/target/bindgen site=$root/target/site pkg=$root/target/site/pkg
    say "Building the browser's files"
    cargo build -p frontend --lib --target wasm32-unknown-unknown --profile wasm-release
    # The slow steps run only when their input has changed.
    local wasm=$root/target/wasm32-unknown-unknown/wasm-release/frontend.wasm stamp
    stamp=$(cat "$wasm" "$root"/style/*.css "$root"/public/* "${BASH_SOURCE[0]}" | sha256sum | cut -c1-32)
    [ "$(cat "$out/.stamp" 2>/dev/null)" = "$stamp" ] && [ -d "$pkg" ] && return
    rm -rf "$out" "$site"
    mkdir -p "$out" "$pkg"
    wasm-bindgen "$wasm" --target web --no-typescript --out-name coding-ahead --out-dir "$out"
    wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
        --enable-reference-types --enable-multivalue "$out/coding-ahead_bg.wasm" -o "$out/coding-ahead.wasm"
    lightningcss --bundle --minify --targets '>= 0.5%' "$root/style/main.css" -o "$out/coding-ahead.css"
    cp "$root"/public/* "$site/"
    : >"$root/target/hash.txt"
    local kind hash
    for kind in js wasm css; do
        hash=$(sha256sum "$out/coding-ahead.$kind" | cut -c1-16)
        cp "$out/coding-ahead.$kind" "$pkg/coding-ahead.$hash.$kind"
        echo "$kind: $hash" >>"$root/target/hash.txt"
    done
    node -e '
        const fs = require("fs"), zlib = require("zlib"), folder = process.argv[1];
        const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
        for (const name of fs.readdirSync(folder)) {
            const bytes = fs.readFileSync(`${folder}/${name}`);
            fs.writeFileSync(`${folder}/${name}.br`, zlib.brotliCompressSync(bytes, quality));
            fs.writeFileSync(`${folder}/${name}.gz`, zlib.gzipSync(bytes, { level: 9 }));
        }' "$pkg"
    echo "$stamp" >"$out/.stamp"
}

//! The files that the browser takes a page over with.

use leptos::nonce::Nonce;
use leptos::prelude::*;

/// The names of the browser's files under `/pkg/`.
#[derive(Clone, Debug)]
pub struct BrowserFiles {
    /// JavaScript.
    pub js: String,
    /// WebAssembly.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
}

impl BrowserFiles {
    /// The names out of `hash.txt`, in which the build writes a line `<kind>: <hash>` for each file; without
    /// hashes where there is none.
    pub fn named_by(hashes: &str) -> Self {
        let name = |kind: &str| {
            let hash = hashes
                .lines()
                .find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'));
            match hash {
                Some(hash) => format!("coding-ahead.{}.{kind}", hash.trim()),
                None => format!("coding-ahead.{kind}"),
            }
        };
        Self {
            js: name("js"),
            wasm: name("wasm"),
            css: name("css"),
        }
    }
}

/// The style sheet, and the script that takes the page over. Where a browser cannot run it, the page works as
/// it was drawn.
#[component]
pub(crate) fn BrowserFileLinks(files: BrowserFiles, nonce: Option<Nonce>) -> impl IntoView {
    let BrowserFiles { js, wasm, css } = files;
    let script = format!(
        "import('/pkg/{js}').then(m=>m.default({{module_or_path:'/pkg/{wasm}'}}).then(()=>m.hydrate()))\
         .catch(e=>console.info('This page works without its program:',e))"
    );
    view! {
        <link rel="stylesheet" href=format!("/pkg/{css}") />
        <link rel="modulepreload" href=format!("/pkg/{js}") nonce=nonce.clone() />
        <link rel="preload" href=format!("/pkg/{wasm}") r#as="fetch" r#type="application/wasm" crossorigin="anonymous" />
        <script type="module" nonce=nonce inner_html=script></script>
    }
}

#[cfg(test)]
mod tests {
    use super::BrowserFiles;

    #[test]
    fn the_names_carry_the_hashes_of_the_build() {
        let files = BrowserFiles::named_by("js: 12ab\nwasm: 34cd\ncss: 56ef\n");
        assert_eq!(
            (files.js.as_str(), files.wasm.as_str(), files.css.as_str()),
            (
                "coding-ahead.12ab.js",
                "coding-ahead.34cd.wasm",
                "coding-ahead.56ef.css"
            )
        );
        assert_eq!(BrowserFiles::named_by("").js, "coding-ahead.js");
    }
}

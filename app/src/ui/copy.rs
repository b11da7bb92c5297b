//! Buttons that copy. What the server draws holds nothing that listens, so one listener serves them all.

#[cfg(feature = "hydrate")]
pub(super) use browser::listen;
#[cfg(feature = "ssr")]
pub(crate) use drawing::CopyButton;

#[cfg(feature = "ssr")]
mod drawing {
    use leptos::prelude::*;

    /// Copies a text to the clipboard. Shown only once the program runs.
    #[component]
    pub(crate) fn CopyButton(
        /// What the button says.
        label: &'static str,
        /// What it copies.
        text: String,
    ) -> impl IntoView {
        view! {
            <button type="button" class="button quiet small copy" data-copy=text>
                {label}
            </button>
        }
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement};

    /// Starts to listen; call once.
    pub(in crate::ui) fn listen() {
        // Until now the buttons were hidden: without the program they would do nothing.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-copies", "");
        }
        let listener = window_event_listener(leptos::ev::click, |event| {
            let Some(button) = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest("[data-copy]").ok().flatten())
            else {
                return;
            };
            let button: HtmlElement = button.unchecked_into();
            if let Some(text) = button.get_attribute("data-copy") {
                let _ = window().navigator().clipboard().write_text(&text);
                button.set_text_content(Some("Copied"));
            }
        });
        on_cleanup(move || listener.remove());
    }
}

//! Forms that ask for a page (`method="get"`) lead there without a reload, as links do. Without JavaScript
//! the browser sends them as ever.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;

/// Starts to listen; call once, inside the router.
pub(crate) fn listen() {
    #[cfg(feature = "hydrate")]
    {
        use leptos_router::hooks::use_navigate;
        let navigate = use_navigate();
        Effect::new(move |_| {
            let navigate = navigate.clone();
            let listener = window_event_listener(leptos::ev::submit, move |event| {
                if let Some(address) = browser::address_of(&event) {
                    event.prevent_default();
                    navigate(&address, Default::default());
                }
            });
            on_cleanup(move || listener.remove());
        });
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::event_target;
    use wasm_bindgen::JsCast;
    use web_sys::{FormData, HtmlFormElement, SubmitEvent, UrlSearchParams};

    /// Where a form that asks for a page of this site leads.
    pub(super) fn address_of(event: &SubmitEvent) -> Option<String> {
        let form: HtmlFormElement = event_target(event);
        let action = form.get_attribute("action")?;
        if form.method() != "get" || !action.starts_with('/') || event.default_prevented() {
            return None;
        }
        let fields = FormData::new_with_form(&form).ok()?;
        let query = UrlSearchParams::new_with_str_sequence_sequence(fields.unchecked_ref()).ok()?;
        Some(format!("{action}?{}", String::from(query.to_string())))
    }
}

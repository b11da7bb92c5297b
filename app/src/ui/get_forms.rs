//! Forms that ask for a page (`method="get"`) lead there without a reload, as links do. Without JavaScript
//! the browser sends them as ever. A form without an address asks for the page at hand on another date of service.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;

/// Starts to listen; call once, inside the router.
pub(crate) fn listen() {
    #[cfg(feature = "hydrate")]
    {
        use leptos_router::hooks::use_navigate;
        let navigate = use_navigate();
        super::date_of_service::follow(navigate.clone());
        super::copy::listen();
        crate::case2code::combobox::listen(navigate.clone());
        Effect::new(move |_| {
            let navigate = navigate.clone();
            let listener = window_event_listener(leptos::ev::submit, move |event| {
                if let Some((address, options)) = browser::way_of(&event) {
                    event.prevent_default();
                    navigate(&address, options);
                }
            });
            on_cleanup(move || listener.remove());
        });
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::ui::date_of_service::choose;
    use crate::ui::zip;
    use leptos::prelude::event_target;
    use leptos_router::NavigateOptions;
    use wasm_bindgen::JsCast;
    use web_sys::{FormData, HtmlFormElement, SubmitEvent, UrlSearchParams};

    /// Where a form that asks for a page of this site leads. One without an address asks for the page at hand on
    /// another date, which takes its place.
    pub(super) fn way_of(event: &SubmitEvent) -> Option<(String, NavigateOptions)> {
        let form: HtmlFormElement = event_target(event);
        if form.method() != "get" || event.default_prevented() {
            return None;
        }
        let fields = FormData::new_with_form(&form).ok()?;
        let mut options = NavigateOptions::default();
        let Some(action) = form.get_attribute("action") else {
            (options.replace, options.scroll) = (true, false);
            return Some((choose(&form, &fields.get("on").as_string()?)?, options));
        };
        if !action.starts_with('/') {
            return None;
        }
        if let Some(typed) = fields.get("zip").as_string() {
            zip::remember(&typed);
        }
        options.scroll = !form.has_attribute("data-stays");
        let query = UrlSearchParams::new_with_str_sequence_sequence(fields.unchecked_ref()).ok()?;
        let (path, fragment) = action.split_at(action.find('#').unwrap_or(action.len()));
        Some((
            format!("{path}?{}{fragment}", String::from(query.to_string())),
            options,
        ))
    }
}

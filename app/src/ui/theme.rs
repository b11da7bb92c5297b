//! Light, dark, or as the system has it; kept in the browser.

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
const KEY: &str = "theme";

/// A button that switches between light and dark.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    // The script of the shell has set the theme before anything was drawn; here it is only changed.
    let switch = move |_| {
        #[cfg(feature = "hydrate")]
        {
            use gloo_storage::{LocalStorage, Storage};
            let Some(root) = document().document_element() else {
                return;
            };
            let dark = match root.get_attribute("data-theme").as_deref() {
                Some("dark") => true,
                Some("light") => false,
                _ => system_is_dark(),
            };
            let theme = if dark { "light" } else { "dark" };
            let _ = root.set_attribute("data-theme", theme);
            // A browser without a memory keeps the theme for this page only.
            if super::memory::is_there() {
                let _ = LocalStorage::raw().set_item(KEY, theme);
            }
        }
    };
    view! {
        <button type="button" class="theme-switch" on:click=switch aria-label="Switch between light and dark">
            <span aria-hidden="true">"◐"</span>
        </button>
    }
}

#[cfg(feature = "hydrate")]
fn system_is_dark() -> bool {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

#[cfg(feature = "ssr")]
/// Runs before the first paint: without it a dark page would flash light.
pub(crate) const THEME_SCRIPT: &str = "try{var t=localStorage.getItem('theme');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch(e){}";

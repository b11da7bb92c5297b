//! The codes that this browser opened last; they never leave it.

use crate::ui::date::use_on;
#[cfg(feature = "hydrate")]
use crate::ui::memory;
use codeset::page::CodeLink;
use leptos::prelude::*;

#[cfg(feature = "hydrate")]
const KEY: &str = "recent codes";
#[cfg(feature = "hydrate")]
const MOST: usize = 8;

/// Remembers that a page was opened.
pub(super) fn remember(link: CodeLink) {
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        {
            use gloo_storage::{LocalStorage, Storage};
            // Without a memory there is no list: no harm.
            if !memory::is_there() {
                return;
            }
            let mut links: Vec<CodeLink> = LocalStorage::get(KEY).unwrap_or_default();
            links.retain(|known| known.code != link.code);
            links.insert(0, link.clone());
            links.truncate(MOST);
            let _ = LocalStorage::set(KEY, links);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = &link;
    });
}

/// The list, where there is anything to list.
#[component]
pub(crate) fn RecentCodes() -> impl IntoView {
    let recent = RwSignal::new(Vec::<CodeLink>::new());
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        {
            use gloo_storage::{LocalStorage, Storage};
            if memory::is_there() {
                recent.set(LocalStorage::get(KEY).unwrap_or_default());
            }
        }
    });
    let on = use_on();
    view! {
        <section class="recent" hidden=move || recent.read().is_empty() aria-labelledby="recent-title">
            <h2 id="recent-title">"Opened on this device"</h2>
            {move || view! { <crate::case2code::CodeList links=recent.get() on=on.get() /> }}
        </section>
    }
}

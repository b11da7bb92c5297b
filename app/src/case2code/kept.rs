//! The codes that this browser keeps: pinned ones, and those opened last. They never leave it.

use super::code_list::CodeAnchor;
use crate::ui::date::use_on;
use codeset::Code;
use codeset::page::CodeLink;
use leptos::prelude::*;

/// What is kept. Buttons that pin are drawn by the server or with a list; one listener serves them all.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    /// The last pinned one first.
    pub pinned: RwSignal<Vec<CodeLink>>,
    /// The last opened one first, pinned ones among them.
    pub recent: RwSignal<Vec<CodeLink>>,
}

impl Kept {
    /// Starts keeping; call once, in the root.
    pub(crate) fn provide() {
        let kept = Self {
            pinned: RwSignal::default(),
            recent: RwSignal::default(),
        };
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| browser::start(kept));
        provide_context(kept);
    }

    /// Remembers that a page was opened, and shows on it whether its code is pinned.
    pub(crate) fn remember(link: CodeLink) {
        #[cfg(feature = "hydrate")]
        if let Some(kept) = use_context::<Self>() {
            Effect::new(move |is_known: Option<()>| {
                if is_known.is_none() {
                    browser::add(kept, link.clone());
                }
                let is_pinned = kept.pinned.read().iter().any(|known| known.code == link.code);
                let path = link.code.path();
                request_animation_frame(move || browser::show(&path, is_pinned));
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = link;
    }

    /// The opened ones that are not pinned.
    pub(crate) fn only_recent(self) -> Vec<CodeLink> {
        let pinned = self.pinned.read();
        let is_pinned = |link: &&CodeLink| pinned.iter().any(|known| known.code == link.code);
        let recent = self.recent.read();
        recent.iter().filter(|link| !is_pinned(link)).cloned().collect()
    }
}

/// Pins a code, or no longer. Shown only once the program runs.
#[component]
pub(crate) fn PinButton(
    /// The code.
    code: Code,
    /// Whether it is pinned.
    is_pinned: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet small pin"
            data-pin=code.path()
            aria-pressed=is_pinned.to_string()
            aria-label=format!("Pin {code}")
        >
            "Pin"
        </button>
    }
}

/// The lists, where there is anything to list.
#[component]
pub(crate) fn KeptCodes() -> impl IntoView {
    let kept = expect_context::<Kept>();
    let on = use_on();
    view! {
        <section class="kept pinned" hidden=move || kept.pinned.read().is_empty() aria-labelledby="pinned-title">
            <h2 id="pinned-title">"Pinned"</h2>
            {move || list(kept.pinned.get(), on.get(), true)}
        </section>
        <section class="kept recent" hidden=move || kept.only_recent().is_empty() aria-labelledby="recent-title">
            <h2 id="recent-title">"Opened on this device"</h2>
            {move || list(kept.only_recent(), on.get(), false)}
        </section>
    }
}

fn list(links: Vec<CodeLink>, on: Option<String>, is_pinned: bool) -> AnyView {
    let items = links.into_iter().map(|link| {
        let code = link.code.clone();
        view! {
            <li>
                <CodeAnchor link on=on.clone() />
                <PinButton code is_pinned />
            </li>
        }
    });
    view! { <ul class="code-list">{items.collect_view()}</ul> }.into_any()
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::Kept;
    use crate::ui::memory;
    use codeset::page::CodeLink;
    use gloo_storage::{LocalStorage, Storage};
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement};

    const RECENT: &str = "recent codes";
    const PINNED: &str = "pinned codes";
    const MOST_RECENT: usize = 8;
    const MOST_PINNED: usize = 40;

    /// Reads what is kept and listens to the buttons.
    pub(super) fn start(kept: Kept) {
        kept.load();
        // Until now the buttons were hidden: without a memory they would do nothing.
        if memory::is_there()
            && let Some(root) = document().document_element()
        {
            let _ = root.set_attribute("data-keeps", "");
        }
        let listener = window_event_listener(leptos::ev::click, move |event| {
            let button = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest("[data-pin]").ok().flatten());
            if let Some(path) = button.and_then(|button| button.get_attribute("data-pin")) {
                toggle(kept, &path);
            }
        });
        on_cleanup(move || listener.remove());
    }

    impl Kept {
        /// Reads what is kept anew: another tab may have changed it.
        pub(in crate::case2code) fn load(self) {
            if memory::is_there() {
                self.pinned.set(LocalStorage::get(PINNED).unwrap_or_default());
                self.recent.set(LocalStorage::get(RECENT).unwrap_or_default());
            }
        }
    }

    /// Puts a page that was opened in front.
    pub(super) fn add(kept: Kept, link: CodeLink) {
        kept.load();
        kept.recent.update(|links| {
            links.retain(|known| known.code != link.code);
            links.insert(0, link);
            links.truncate(MOST_RECENT);
        });
        keep(RECENT, kept.recent);
    }

    /// Pins a code, or no longer. Whatever has a button was opened or is pinned, so it is known.
    fn toggle(kept: Kept, path: &str) {
        let is_it = |link: &CodeLink| link.code.path() == path;
        let opened = || {
            kept.recent
                .read_untracked()
                .iter()
                .find(|link| is_it(link))
                .cloned()
        };
        // Other tabs may have pushed the page at hand out of what is stored.
        let here = opened();
        kept.load();
        let opened = here.or_else(opened);
        kept.pinned.update(|links| {
            let before = links.len();
            let mut unpinned = None;
            if let Some(at) = links.iter().position(is_it) {
                unpinned = Some(links.remove(at));
            }
            if links.len() == before
                && let Some(link) = opened.clone()
            {
                links.insert(0, link);
                links.truncate(MOST_PINNED);
            }
            // It stays in reach, to be pinned again.
            if let (Some(link), None) = (unpinned, opened) {
                kept.recent.update(|links| links.push(link));
            }
        });
        keep(PINNED, kept.pinned);
        keep(RECENT, kept.recent);
        // A list is drawn anew, and the button in it: the keyboard stays where it was.
        let selector = format!("[data-pin='{path}']");
        request_animation_frame(move || {
            let is_lost = document()
                .active_element()
                .is_none_or(|element| element.tag_name() == "BODY");
            if is_lost && let Ok(Some(button)) = document().query_selector(&selector) {
                let _ = button.unchecked_into::<HtmlElement>().focus();
            }
        });
    }

    fn keep(key: &str, links: RwSignal<Vec<CodeLink>>) {
        if memory::is_there() {
            let _ = LocalStorage::set(key, &*links.read_untracked());
        }
    }

    /// Shows on the button in the head of a code's page whether it is pinned.
    pub(super) fn show(path: &str, is_pinned: bool) {
        if let Ok(Some(button)) = document().query_selector(&format!(".code-head [data-pin='{path}']")) {
            let _ = button.set_attribute("aria-pressed", if is_pinned { "true" } else { "false" });
        }
    }
}

//! Scroll positions: the browser restores one before the data of a page is there, so a page that loads
//! data restores it again once it is drawn.

use leptos::prelude::*;

/// Remembers where the reader stood on each address, and puts them back when they come back.
#[derive(Clone, Copy)]
pub(crate) struct ScrollMemory {
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "only a browser goes back")
    )]
    going_back: StoredValue<bool>,
}

impl ScrollMemory {
    /// Starts remembering; call once, in the root.
    pub(crate) fn provide() {
        let memory = Self {
            going_back: StoredValue::new(false),
        };
        #[cfg(feature = "hydrate")]
        Effect::new(move |_| {
            // While the reader goes back, the address is already the old page's and the text still the new one's:
            // where that stands is not where they stood.
            let scrolled = window_event_listener(leptos::ev::scrollend, move |_| {
                if !memory.going_back.get_value() {
                    browser::save();
                }
            });
            // A click leads forward, and may lead away before the end of the scrolling was told.
            let clicked = window_event_listener(leptos::ev::click, move |_| {
                memory.going_back.set_value(false);
                browser::save();
            });
            let back =
                window_event_listener(leptos::ev::popstate, move |_| memory.going_back.set_value(true));
            on_cleanup(move || {
                scrolled.remove();
                clicked.remove();
                back.remove();
            });
        });
        provide_context(memory);
    }

    /// Call when a page's data is drawn.
    pub(crate) fn page_is_drawn() {
        #[cfg(feature = "hydrate")]
        request_animation_frame(crate::case2code::combobox::dress);
        #[cfg(feature = "hydrate")]
        if let Some(memory) = use_context::<Self>()
            && memory.going_back.get_value()
        {
            request_animation_frame(move || {
                browser::restore();
                memory.going_back.set_value(false);
            });
        }
    }

    /// The same of a page whose address may point at a part of it, which the browser and the router look for before
    /// it is there.
    pub(crate) fn page_with_parts_is_drawn() {
        #[cfg(feature = "hydrate")]
        if !use_context::<Self>().is_some_and(|memory| memory.going_back.get_value()) {
            request_animation_frame(browser::to_fragment);
        }
        Self::page_is_drawn();
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use gloo_storage::{SessionStorage, Storage};
    use leptos::prelude::{document, window};

    fn key() -> Option<String> {
        let location = window().location();
        Some(format!(
            "scroll {}{}",
            location.pathname().ok()?,
            location.search().ok()?
        ))
    }

    pub(super) fn save() {
        if let (Some(key), Ok(y)) = (key(), window().scroll_y()) {
            // Without storage the reader lands at the top: no harm.
            #[expect(clippy::cast_possible_truncation, reason = "whole pixels do")]
            let _ = SessionStorage::set(key, y as i32);
        }
    }

    /// Brings into view what the address points at.
    pub(super) fn to_fragment() {
        let fragment = window().location().hash().unwrap_or_default();
        if let Some(part) = document().get_element_by_id(fragment.trim_start_matches('#')) {
            // Style sheets know no target that came to be after the address did.
            let _ = part.set_attribute("data-pointed-at", "");
            part.scroll_into_view();
        }
    }

    pub(super) fn restore() {
        if let Some(y) = key().and_then(|key| SessionStorage::get::<i32>(key).ok()) {
            window().scroll_to_with_x_and_y(0.0, f64::from(y));
        }
    }
}

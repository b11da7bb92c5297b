//! One of the six sections, open or locked.

use super::api::SectionContent;
use super::locked::LockedSection;
use crate::ui::drawn::DrawnView;
use codeset::page::SectionId;
use leptos::prelude::*;

/// The section in which the reader registered, until its heading has the focus.
#[derive(Clone, Copy)]
pub(crate) struct LastUnlocked(RwSignal<Option<SectionId>>);

impl LastUnlocked {
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    pub(crate) fn set(self, id: SectionId) {
        self.0.set(Some(id));
    }
}

/// A section.
#[component]
pub(crate) fn SectionView(id: SectionId, content: SectionContent) -> impl IntoView {
    let heading_id = format!("{}-title", id.slug());
    let labelled_by = heading_id.clone();
    let is_open = matches!(content, SectionContent::Open(_));
    let heading = NodeRef::<leptos::html::H2>::new();
    if is_open && let Some(last) = use_context::<LastUnlocked>() {
        Effect::new(move |_| {
            if last.0.get_untracked() == Some(id)
                && let Some(heading) = heading.get()
            {
                last.0.set(None);
                let _ = heading.focus();
            }
        });
    }
    view! {
        <section
            id=id.slug()
            class="section"
            class:locked=!is_open
            data-access=if is_open { "open" } else { "locked" }
            aria-labelledby=labelled_by
        >
            <h2 id=heading_id tabindex="-1" node_ref=heading>
                {id.title()}
            </h2>
            {match content {
                SectionContent::Open(drawn) => view! { <DrawnView drawn /> }.into_any(),
                SectionContent::Locked(summary) => view! { <LockedSection id summary /> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

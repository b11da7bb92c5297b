//! What the loaded releases have said of the code.

use crate::about::word;
use crate::ui::changed::ChangedFields;
use crate::ui::date::{long_date, with_on};
use codeset::release::Source;
use codeset::{Code, CodeSystem};
use leptos::prelude::*;
use reference::history::Event;

/// So many events are shown at once; the others unfold.
const AT_ONCE: usize = 6;

/// The history, newest first.
#[component]
pub(crate) fn History<'a>(
    code: Code,
    mut events: Vec<Event>,
    /// The date of service that links keep.
    on: Option<&'a str>,
) -> impl IntoView + use<> {
    let edits = matches!(code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs).then(|| {
        let link = format!(
            "/about/data/changes?source={}&text={}",
            Source::PtpPractitioner.slug(),
            code.as_str()
        );
        view! {
            <p class="count">
                "Edits have lists of their own: " <a href=with_on(&link, on)>"what changed in the edits of "{code.as_str().to_owned()}</a> "."
            </p>
        }
    });
    if events.is_empty() {
        return view! {
            <p class="notice">"No loaded release has a row about this code."</p>
            {edits}
        }
        .into_any();
    }
    let earlier = events.split_off(events.len().min(AT_ONCE));
    let count = earlier.len();
    view! {
        <ol class="history">{events.into_iter().map(event_view).collect_view()}</ol>
        {(count > 0)
            .then(|| {
                view! {
                    <details class="earlier">
                        <summary>{format!("{count} more")}</summary>
                        <ol class="history">{earlier.into_iter().map(event_view).collect_view()}</ol>
                    </details>
                }
            })}
        {edits}
    }
    .into_any()
}

fn event_view(event: Event) -> impl IntoView {
    let (slug, kind) = match event.kind {
        Some(kind) => (kind.slug(), word(kind)),
        // Since when it has been so, the loaded releases do not say.
        None => ("first", "In the first loaded release"),
    };
    let release = format!("{}, {}", event.source, event.release);
    view! {
        <li>
            <p class="event">
                <time datetime=event.on.to_string()>{long_date(event.on)}</time>
                <span class="change" data-change=slug>
                    {kind}
                </span>
                <span>{event.what}</span>
            </p>
            <ChangedFields fields=event.fields />
            <p class="evidence">{release}</p>
        </li>
    }
}

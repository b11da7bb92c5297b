//! The codes that a search found: each with where it belongs, what is to be known of it, and why it was found.

use crate::ui::date::{long_date, with_on};
use case2code::answer::{Hit, Why};
use case2code::record::TermKind;
use codeset::{Code, CodeSystem, NaiveDate};
use leptos::prelude::*;

/// The codes in their order.
#[component]
pub(super) fn Hits(hits: Vec<Hit>, on: Option<String>, date: NaiveDate) -> impl IntoView {
    let items = hits.into_iter().map(|hit| {
        let system = hit.code.system();
        let title = shown_title(&hit);
        let above = above(&hit);
        view! {
            <li class="hit">
                <a href=with_on(&hit.code.path(), on.as_deref())>
                    <span class="code">{hit.code.as_str().to_owned()}</span>
                    <span class="list-title">{title}</span>
                </a>
                <p class="hit-facts">
                    <span>{system.label()}</span>
                    {standing(&hit, date).map(|words| view! { <span class="mark">{words}</span> })}
                    {above.map(|above| view! { <span class="hit-above">{above}</span> })}
                </p>
                {why(&hit.why).map(|why| view! { <p class="hit-why">{why}</p> })}
            </li>
        }
    });
    view! { <ol class="code-list hits">{items.collect_view()}</ol> }
}

/// The title of a code; our own words where no file brings one.
pub(super) fn shown_title(hit: &Hit) -> String {
    match (&hit.title, &hit.our_name) {
        (title, _) if !title.is_empty() => title.clone(),
        (_, Some(name)) => {
            let mut letters = name.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            format!("{first}{} (our words; no title is loaded)", letters.as_str())
        }
        _ => "No title is loaded".to_owned(),
    }
}

/// What keeps a code from a claim on the day.
fn standing(hit: &Hit, date: NaiveDate) -> Option<String> {
    if let Some(ended) = hit.ended {
        return Some(format!("not in force since {}", long_date(ended)));
    }
    if let Some(begins) = hit.begins {
        return Some(format!("in force from {}", long_date(begins)));
    }
    if !hit.is_in_force {
        return Some(format!("not in force on {}", long_date(date)));
    }
    let has_headers = matches!(hit.code.system(), CodeSystem::Icd10cm | CodeSystem::Icd10pcs);
    (has_headers && hit.billable == Some(false)).then(|| "header: needs more characters".to_owned())
}

/// Where a code belongs.
fn above(hit: &Hit) -> Option<String> {
    // The title of the widest code says where one is; the codes between say how deep.
    let step = |(depth, (code, title)): (usize, &(Code, String))| match depth {
        0 => format!("{code} {title}"),
        _ => code.to_string(),
    };
    let lineage: Vec<String> = hit.above.iter().enumerate().map(step).collect();
    let place = match lineage.is_empty() {
        true => hit.chapter.clone(),
        false => lineage.join(" › "),
    };
    (!place.is_empty()).then_some(place)
}

/// Why a code was found, where its title alone does not say so.
fn why(why: &Why) -> Option<String> {
    let mut reasons: Vec<String> = why
        .read_as
        .iter()
        .map(|(typed, wording)| format!("“{typed}” read as “{wording}”"))
        .collect();
    match why.kind {
        Some(TermKind::Inclusion) => reasons.push(format!("Inclusion term “{}”", why.text)),
        Some(TermKind::Index) => reasons.push(format!("ICD-10-CM index “{}”", why.text)),
        Some(TermKind::Thesaurus) => reasons.push(format!("Also called “{}” (our thesaurus)", why.text)),
        Some(TermKind::ShortTitle) => reasons.push(format!("Short title “{}”", why.text)),
        Some(TermKind::Descriptor) => reasons.push("Words of another official description".to_owned()),
        Some(TermKind::CommonLanguage) => reasons.push("Words of its common-language description".to_owned()),
        Some(TermKind::Title) | None => {}
    }
    (!reasons.is_empty()).then(|| reasons.join(" · "))
}

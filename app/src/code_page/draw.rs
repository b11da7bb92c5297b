//! From what is true of a code to what its reader sees of it.

use super::api::{OpenedBody, OpenedPage, SectionContent};
use super::block::BlockView;
use super::descriptions::{CommonLanguage, Official};
use crate::case2code::CodeList;
use crate::ui::date::long_date;
use crate::ui::drawn::Drawn;
use codeset::access::MeterState;
use codeset::page::CodeLink;
use leptos::prelude::*;
use reference::page::{CodePage, Heading, SectionContent as Content};

/// Draws a page; `on` is the date of service that its links keep.
pub(super) fn page(page: CodePage, meter: MeterState, on: Option<&str>, site: &str) -> OpenedPage {
    let CodePage { code, on: date, access, heading, body } = page;
    let notice = notice(&heading, date);
    let link = CodeLink { code: code.clone(), title: heading.title().to_owned(), billable: heading.billable };
    let body = body.map(|body| OpenedBody {
        descriptions: Drawn::of(view! {
            <Official official=body.official />
            <CommonLanguage prose=body.common_language code=code.clone() site=site.to_owned() />
        }),
        sections: body
            .sections
            .into_iter()
            .map(|section| {
                let content = match section.content {
                    Content::Locked { summary } => SectionContent::Locked(summary),
                    Content::Open { blocks } => SectionContent::Open(Drawn::of(
                        blocks.into_iter().map(|block| view! { <BlockView block on /> }).collect_view(),
                    )),
                };
                (section.id, content)
            })
            .collect(),
        family: if body.neighbours.is_empty() {
            Drawn::of(view! { <p class="notice">"No neighbours are loaded."</p> })
        } else {
            Drawn::of(view! { <CodeList links=body.neighbours on=on.map(str::to_owned) /> })
        },
    });
    OpenedPage { link, on: date, access, notice, meter, body }
}

/// Draws codes like one that does not exist.
pub(super) fn near(links: Vec<CodeLink>, on: Option<String>) -> Option<Drawn> {
    (!links.is_empty()).then(|| Drawn::of(view! { <CodeList links on /> }))
}

/// That the code is not in force on the date of service.
fn notice(heading: &Heading, on: codeset::NaiveDate) -> Option<String> {
    let on = long_date(on);
    match (heading.ended_on, heading.starts_on) {
        (Some(end), _) => Some(format!(
            "Not in force on {on}: the code ended before {}. The title is its last one.",
            long_date(end)
        )),
        (_, Some(start)) => Some(format!(
            "Nothing is loaded for {on}: the earliest loaded release that lists this code begins on {}.",
            long_date(start)
        )),
        _ => None,
    }
}

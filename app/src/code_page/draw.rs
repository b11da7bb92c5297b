//! From what is true of a code to what its reader sees of it.

use super::api::{OpenedBody, OpenedPage, SectionContent};
use super::block::BlockView;
use super::descriptions::{CommonLanguage, Official};
use super::head::CodeHead;
use super::history::History;
use super::paywall::PaywallMarkUp;
use super::side::Contents;
use crate::case2code::{CodeList, LookUpBox};
use crate::casepilot::AskBox;
use crate::meter::MeterBanner;
use crate::ui::date::{long_date, with_on};
use crate::ui::drawn::Drawn;
use crate::ui::gaps::GapsNotice;
use codeset::access::{MeterState, Plan};
use codeset::page::CodeLink;
use leptos::prelude::*;
use reference::history::Event;
use reference::page::{Body, CodePage, Heading, SectionContent as Content};

/// Draws a page; `on` is the date of service that its links keep.
pub(super) fn page(
    page: CodePage,
    history: Option<Vec<Event>>,
    meter: MeterState,
    on: Option<&str>,
    site: &str,
) -> OpenedPage {
    let CodePage {
        code,
        on: date,
        access,
        path,
        heading,
        gaps,
        body,
    } = page;
    let title = heading.title().to_owned();
    let system = code.system();
    let link = CodeLink {
        code: code.clone(),
        title: title.clone(),
        billable: heading.billable,
    };
    let head = Drawn::of(view! {
        <CodeHead link=link.clone() path notice=notice(&heading, date) on=on.map(str::to_owned) />
        {on.is_none().then(|| view! { <p class="on-paper">{format!("Answers for {}", long_date(date))}</p> })}
        <GapsNotice gaps date />
        <PaywallMarkUp link=link.clone() />
    });
    let right = Drawn::of(view! {
        <MeterBanner meter=meter.clone() here=with_on(&code.path(), on) on=on.map(str::to_owned) />
    });
    let ask = Drawn::of(view! { <AskBox code=code.clone() on=on.map(str::to_owned) /> });
    OpenedPage {
        tab_title: if title.is_empty() {
            format!("{system} {code}")
        } else {
            format!("{code} {title}")
        },
        description: format!(
            "{system} code {code}: {title}. Official and common-language description, guidelines, modifiers, NCCI \
             edits and Medicare fees, each with its release."
        ),
        link,
        access,
        head,
        left: Drawn::of(
            body.is_some()
                .then(|| view! { <Contents has_history=history.is_some() /> }),
        ),
        right,
        ask,
        body: match body {
            Some(body) => granted(body, history, &code, on, site),
            None => spent(&meter, on),
        },
    }
}

fn granted(
    body: Body,
    history: Option<Vec<Event>>,
    code: &codeset::Code,
    on: Option<&str>,
    site: &str,
) -> OpenedBody {
    OpenedBody::Granted {
        history: history.map(|events| Drawn::of(view! { <History code=code.clone() events on /> })),
        descriptions: Drawn::of(view! {
            <Official official=body.official />
            <CommonLanguage prose=body.common_language code=code.clone() site=site.to_owned() on />
        }),
        sections: body
            .sections
            .into_iter()
            .map(|section| {
                let content = match section.content {
                    Content::Locked { summary } => SectionContent::Locked(summary),
                    Content::Open { blocks } => SectionContent::Open(Drawn::of(
                        blocks
                            .into_iter()
                            .map(|block| view! { <BlockView block on /> })
                            .collect_view(),
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
    }
}

fn spent(meter: &MeterState, on: Option<&str>) -> OpenedBody {
    let resets = long_date(meter.resets_on);
    let can_register = meter.plan == Plan::Guest;
    let prompt = if can_register {
        let more = meter.more_with_account;
        Drawn::of(view! {
            <p>
                {format!("Create a free account to read on here, with {more} more views. Without one, the count starts anew on {resets}.")}
            </p>
        })
    } else {
        Drawn::of(view! {
            <p>
                {format!("The count starts anew on {resets}. Until then the pages you have opened this month stay open to you; search and the lists are free.")}
            </p>
            <p>
                <a href=with_on("/", on)>"Look up another code"</a>
            </p>
        })
    };
    OpenedBody::Spent { prompt, can_register }
}

/// Draws what is said of a code that does not exist, with codes like it.
pub(super) fn unknown(asked: String, near: Vec<CodeLink>, on: Option<String>) -> Drawn {
    let near = (!near.is_empty()).then(|| {
        view! {
            <h2>"Codes like it"</h2>
            <CodeList links=near on=on.clone() />
        }
    });
    Drawn::of(view! {
        <h1>"No such code is loaded"</h1>
        <p>
            "Nothing loaded here lists “" <span class="code">{asked}</span>
            "”. No view was counted. Look it up by its number or by words of its title:"
        </p>
        <LookUpBox id="unknown-look-up" text="" on />
        {near}
    })
}

/// That the code is not in force on the date of service.
fn notice(heading: &Heading, on: codeset::NaiveDate) -> Option<String> {
    let on = long_date(on);
    if let Some(last) = heading.last_day {
        return Some(format!(
            "Not in force on {on}: the code ended on {}. The title is its last one.",
            long_date(last)
        ));
    }
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

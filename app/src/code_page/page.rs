//! The page: a resource, and a view for each thing it can turn out to be.

use super::api::{Answer, open_code_page};
use super::descriptions::{CommonLanguage, Official};
use super::paywall::PaywallMarkUp;
use super::section::SectionView;
use super::side::{Contents, DateOfService, Neighbours};
use super::spent::SpentPrompt;
use super::unknown::UnknownCode;
use super::{recent, section};
use crate::account::SignedIn;
use crate::meter::MeterBanner;
use crate::ui::date::{long_date, use_on, with_on};
use crate::ui::error_view::ErrorView;
use crate::ui::scroll::ScrollMemory;
use codeset::access::MeterState;
use codeset::page::CodePage;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

/// The route's component: loads the page of the code in the address.
#[component]
pub(crate) fn CodePageView() -> impl IntoView {
    let params = use_params_map();
    let on = use_on();
    let asked = Memo::new(move |_| {
        let params = params.read();
        (params.get("system").unwrap_or_default(), params.get("code").unwrap_or_default(), on.get())
    });
    let answer = Resource::new_blocking(
        move || (asked.get(), SignedIn::version()),
        |((system, code, on), _)| open_code_page(system, code, on),
    );
    // Which locked section the reader registered in: its heading takes the focus when it opens.
    section::LastUnlocked::provide();
    view! {
        <Transition fallback=|| view! { <main class="page" id="content"><p class="loading">"Loading the code…"</p></main> }>
            {move || Suspend::new(async move {
                let answer = answer.await;
                ScrollMemory::page_is_drawn();
                match answer {
                    Ok(Answer::Page(page, meter)) => view! { <Page page=*page meter /> }.into_any(),
                    Ok(Answer::Unknown { asked, near }) => view! { <UnknownCode asked near /> }.into_any(),
                    Err(error) => {
                        view! {
                            <main class="page narrow" id="content">
                                <h1>"This page cannot be shown"</h1>
                                <ErrorView error />
                            </main>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn Page(page: CodePage, meter: MeterState) -> impl IntoView {
    recent::remember(&page);
    let system = page.code.system();
    let title = page.heading.title().to_owned();
    let on = use_on().get_untracked();
    let here = with_on(&page.code.path(), on.as_deref());
    let tab_title = if title.is_empty() { format!("{system} {}", page.code) } else { format!("{} {title}", page.code) };
    let described = format!(
        "{system} code {}: {title}. Official and common-language description, guidelines, modifiers, NCCI edits and Medicare fees, each with its release.",
        page.code
    );
    let access = page.access;
    let notice = dates_notice(&page);
    let badge = page.heading.billable.map(|billable| if billable { "Billable" } else { "Header, not billable" });
    // CPT and HCPCS codes are all reportable; the mark tells something for diagnoses only.
    let badge = badge.filter(|_| matches!(system, codeset::CodeSystem::Icd10cm | codeset::CodeSystem::Icd10pcs));
    let code = page.code.clone();
    view! {
        <Title text=tab_title />
        <Meta name="description" content=described />
        <Link rel="canonical" href=page.code.path() />
        <PaywallMarkUp page=page.clone() />
        <main class="page code-page" id="content" data-access=access.slug()>
            <header class="code-head">
                <nav class="crumbs" aria-label="Where this code belongs">
                    <A href="/codes">"Codes"</A>
                    <A href=format!("/codes/{}", system.slug())>{system.label()}</A>
                </nav>
                <h1>
                    <span class="code">{code.as_str().to_owned()}</span>
                    " "
                    <span class="code-title">{title}</span>
                </h1>
                {badge.map(|badge| view! { <p class="badge">{badge}</p> })}
                {notice.map(|notice| view! { <p class="notice" role="note">{notice}</p> })}
            </header>
            <div class="side side-left">
                {page.body.is_some().then(|| view! { <Contents /> })}
            </div>
            <div class="side side-right">
                <MeterBanner meter=meter.clone() here=here />
                <DateOfService on=page.on />
            </div>
            <div class="text">
                {match page.body {
                    None => view! { <SpentPrompt meter /> }.into_any(),
                    Some(body) => {
                        view! {
                            <Official official=body.official />
                            <CommonLanguage prose=body.common_language code=code.clone() />
                            {body
                                .sections
                                .into_iter()
                                .map(|section| view! { <SectionView section /> })
                                .collect_view()}
                            <Neighbours neighbours=body.neighbours on=on />
                        }
                            .into_any()
                    }
                }}
            </div>
        </main>
    }
    .into_any()
}

/// That the code is not in force on the date of service.
fn dates_notice(page: &CodePage) -> Option<String> {
    let on = long_date(page.on);
    match (page.heading.ended_on, page.heading.starts_on) {
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

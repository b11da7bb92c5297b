//! The page: a resource, and a view for each thing it can turn out to be.

use super::api::{Answer, OpenedPage, open_code_page};
use super::paywall::PaywallMarkUp;
use super::section::SectionView;
use super::side::{Contents, DateOfService};
use super::spent::SpentPrompt;
use super::unknown::UnknownCode;
use super::{recent, section};
use crate::account::SignedIn;
use crate::meter::MeterBanner;
use crate::ui::date::{use_on, with_on};
use crate::ui::drawn::DrawnView;
use crate::ui::error_view::ErrorView;
use crate::ui::scroll::ScrollMemory;
use codeset::CodeSystem;
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
                    Ok(Answer::Page(page)) => view! { <Page page=*page /> }.into_any(),
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
fn Page(page: OpenedPage) -> impl IntoView {
    let OpenedPage { link, on, access, notice, meter, body } = page;
    recent::remember(link.clone());
    let (code, title) = (link.code.clone(), link.title.clone());
    let system = code.system();
    let here = with_on(&code.path(), use_on().get_untracked().as_deref());
    let tab_title = if title.is_empty() { format!("{system} {code}") } else { format!("{code} {title}") };
    let described = format!(
        "{system} code {code}: {title}. Official and common-language description, guidelines, modifiers, NCCI edits and Medicare fees, each with its release."
    );
    // CPT and HCPCS codes are all reportable; the mark tells something for diagnoses only.
    let badge = match (system, link.billable) {
        (CodeSystem::Icd10cm, Some(true)) => Some("Billable"),
        (CodeSystem::Icd10cm, Some(false)) => Some("Header, not billable"),
        _ => None,
    };
    view! {
        <Title text=tab_title />
        <Meta name="description" content=described />
        <Link rel="canonical" href=code.path() />
        <PaywallMarkUp link />
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
            <div class="side side-left">{body.is_some().then(|| view! { <Contents /> })}</div>
            <div class="side side-right">
                <MeterBanner meter=meter.clone() here=here />
                <DateOfService on />
            </div>
            <div class="text">
                {match body {
                    None => view! { <SpentPrompt meter /> }.into_any(),
                    Some(body) => {
                        view! {
                            <DrawnView drawn=body.descriptions />
                            {body
                                .sections
                                .into_iter()
                                .map(|(id, content)| view! { <SectionView id content /> })
                                .collect_view()}
                            <section id="family" class="family" aria-labelledby="family-title">
                                <h2 id="family-title">"Codes next to it"</h2>
                                <DrawnView drawn=body.family />
                            </section>
                        }
                            .into_any()
                    }
                }}
            </div>
        </main>
    }
    .into_any()
}

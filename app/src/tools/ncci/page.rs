//! The page: the form, and what the check says.

use super::form::ClaimForm;
use super::lines::Lines;
use super::pairs::PairTable;
use super::query::{Asked, FILE, PATH};
use super::{check, text};
use crate::PublicError;
use crate::backend::{Backend, find_asker};
use crate::drawn_page::DrawnPage;
use crate::meter::Gate;
use crate::tools::crumbs::ToolCrumbs;
use crate::tools::take_away::TakeAway;
use crate::tools::typed::is_too_long;
use crate::ui::date::long_date;
use crate::ui::drawn::Drawn;
use crate::ui::gaps::GapsNotice;
use crate::ui::link::and_back;
use codeset::access::Plan;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use reference::claim_check::{CheckedClaim, Status};

/// Draws the check that an address asks for.
pub(crate) async fn draw(query: &ParamsMap, on: Option<String>) -> Result<DrawnPage, PublicError> {
    let backend = Backend::from_context()?;
    let date = crate::on_date(on.as_deref(), backend.today())?;
    let asked = Asked::of(query);
    let asker = find_asker(&backend).await?;
    let result = if is_too_long(&asked.text) {
        None
    } else {
        let gate = Gate::of(&backend, &asker).await?;
        Some(check(&backend, &gate, &asked, date).await?)
    };
    let result = result.map(|checked| {
        if checked.lines.is_empty() {
            return view! { <p class="notice">"There are no lines yet: type or paste those of one claim."</p> }
                .into_any();
        }
        let site = backend.settings.public_url.clone();
        let is_guest = asker.plan() == Plan::Guest;
        view! { <Outcome asked=asked.clone() checked site is_guest on=on.clone() /> }.into_any()
    });
    let main = Drawn::of(view! {
        <ToolCrumbs on=on.clone() />
        <h1>"Claim check"</h1>
        <p>
            "What the NCCI edits say of the lines of one claim: one patient, one provider, one day. Free, and not counted as a code page view."
        </p>
        <ClaimForm asked=asked.clone() date on=on.clone() />
        {result}
    });
    Ok(DrawnPage {
        title: "Claim check".to_owned(),
        main,
        is_wide: true,
    })
}

#[component]
fn Outcome(
    asked: Asked,
    checked: CheckedClaim,
    /// The site's own address.
    site: String,
    is_guest: bool,
    on: Option<String>,
) -> impl IntoView {
    let day = checked.on.to_string();
    // It answers for the same day whenever it is opened.
    let permanent = asked.address(PATH, Some(&day));
    let file = asked.address(FILE, Some(&day));
    let copied = text::of(&checked, &format!("{site}{permanent}"));
    let is_fine = checked.lines.iter().all(|line| line.status == Status::Passes);
    let has_locked = checked
        .lines
        .iter()
        .any(|line| line.reasons.iter().any(|reason| reason.locked.is_some()));
    let notes = checked
        .notes
        .iter()
        .map(|note| view! { <p class="notice">{note.clone()}</p> })
        .collect_view();
    let what = format!("{}, {}", checked.setting.label(), long_date(checked.on));
    view! {
        <section class="claim-result" aria-labelledby="result">
            <h2 id="result">"Result"</h2>
            <p class="claim-summary" role="status">
                {checked.summary()} {is_fine.then_some(" No loaded edit denies a line of this claim.")}
            </p>
            <p class="count">{what}</p>
            <p class="hint">
                "“Passes” says that no loaded edit denies the line. It is no approval: payers have rules of their own, and some limits are confidential."
            </p>
            <GapsNotice gaps=checked.gaps.clone() date=checked.on />
            {notes}
            {(is_guest && has_locked).then(|| view! { <NeedsAccount here=permanent.clone() on=on.clone() /> })}
            <Lines lines=checked.lines.clone() on=on.clone() />
        </section>
        {(!checked.pairs.is_empty()).then(|| view! { <PairTable pairs=checked.pairs on /> })}
        <TakeAway text=copied file permanent site />
    }
}

#[component]
fn NeedsAccount(here: String, on: Option<String>) -> impl IntoView {
    view! {
        <p class="notice claim-account">
            "Which indicator, dates, rationale and unit limit stand behind this opens with the codes’ pages in a free account: "
            <a href=and_back("/register", &here, on.as_deref())>"create one"</a> " or "
            <a href=and_back("/sign-in", &here, on.as_deref())>"sign in"</a> "."
        </p>
    }
}

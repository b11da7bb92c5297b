//! The lines of a claim, each with its status and the reasons.

use crate::code_page::EvidenceLine;
use crate::ui::date::with_on;
use codeset::Code;
use leptos::prelude::*;
use reference::claim_check::{CheckedLine, Reason, Row, Status};

/// So many rows of a line stand open; more are folded, and so are those of what passes.
const OPEN_ROWS: usize = 3;

#[component]
pub(super) fn Lines(lines: Vec<CheckedLine>, on: Option<String>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| view! { <Line line on=on.clone() /> });
    view! { <ol class="claim-lines">{lines.collect_view()}</ol> }
}

#[component]
fn Line(line: CheckedLine, on: Option<String>) -> impl IntoView {
    let CheckedLine {
        typed,
        title,
        status,
        reasons,
    } = line;
    let read = match typed.read {
        Ok(read) => {
            let code = view! {
                <a href=with_on(&edits_of(&read.code), on.as_deref()) class="code">
                    {read.code.as_str().to_owned()}
                </a>
            };
            let modifiers = read
                .modifiers
                .iter()
                .map(|modifier| format!("-{modifier}"))
                .collect::<String>();
            let units = format!(" × {}", read.units);
            view! {
                <span class="claim-code">{code} {modifiers} {units}</span>
                {title.map(|title| view! { <span class="list-title">{title}</span> })}
            }
            .into_any()
        }
        Err(_) => view! { <span class="claim-typed">{typed.text}</span> }.into_any(),
    };
    let locked = locked_codes(&reasons);
    let rows = reasons.iter().filter(|reason| reason.row.is_some()).count();
    let reasons = reasons
        .into_iter()
        .map(|reason| {
            let is_open = rows <= OPEN_ROWS && reason.status != Status::Passes;
            view! { <ReasonView reason is_open /> }
        })
        .collect_view();
    view! {
        <li data-status=status.slug()>
            <p class="claim-head">
                <span class="claim-number">{format!("Line {}", typed.number)}</span>
                {read}
                <span class="claim-status" data-status=status.slug()>
                    {status.word()}
                </span>
            </p>
            <ul class="claim-reasons">{reasons}</ul>
            {(!locked.is_empty()).then(|| view! { <Locked codes=locked on /> })}
        </li>
    }
}

#[component]
fn ReasonView(reason: Reason, is_open: bool) -> impl IntoView {
    view! {
        <li data-status=reason.status.slug()>
            {reason.text}
            {reason.row.map(|row| view! { <RowView row is_open /> })}
        </li>
    }
}

#[component]
fn RowView(row: Row, is_open: bool) -> impl IntoView {
    let says = row
        .says
        .into_iter()
        .map(|says| view! { <li>{says}</li> })
        .collect_view();
    view! {
        <details class="claim-row" open=is_open>
            <summary>"Why"</summary>
            <ul>{says}</ul>
            {row.evidence.map(|evidence| view! { <EvidenceLine evidence /> })}
        </details>
    }
}

/// Where the rows are that the reader may not see here.
#[component]
fn Locked(codes: Vec<Code>, on: Option<String>) -> impl IntoView {
    let links = codes
        .iter()
        .enumerate()
        .map(|(at, code)| {
            view! {
                {(at > 0).then_some(", ")}
                <a href=with_on(&edits_of(code), on.as_deref()) class="code">
                    {code.as_str().to_owned()}
                </a>
            }
        })
        .collect_view();
    view! { <p class="claim-locked">"Open " {links} " for the indicator, dates, rationale and limits."</p> }
}

fn locked_codes(reasons: &[Reason]) -> Vec<Code> {
    let mut codes: Vec<_> = reasons
        .iter()
        .filter_map(|reason| reason.locked.clone())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The address of the edits on a code's page.
pub(super) fn edits_of(code: &Code) -> String {
    format!("{}#ncci-edits", code.path())
}

//! The fee schedule rows of a code over time.

use super::super::{Look, name};
use super::{RVU, STATUS};
use crate::CasePilotError;
use crate::cite;
use crate::draft::Draft;
use codeset::mpfs::{Setting, decimal, dollars, status_meaning};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, long_date};
use reference::fees::find_payment_history;
use store::entity::fee;
use store::releases::Released;

const NO_AMOUNT: &str = "no amount";

/// The status of a code since a day.
fn status_said(span: &Released<fee::Model>) -> String {
    let row = &span.row;
    format!(
        "from {} status {} ({}), global days {} ({})",
        long_date(row.valid_from),
        row.status,
        status_meaning(&row.status),
        row.global_days,
        span.release.label
    )
}

/// The fee schedule rows of a code over time.
pub(super) async fn tell(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let wants_rows = RVU.is_in(plain) || STATUS.is_in(plain);
    if wants_rows && !look.shows(code) {
        look.lock(draft, code, SectionId::MedicareCoverage, "What its rows said");
        return Ok(());
    }
    let spans = look.store.list_fee_spans(code.as_str()).await?;
    let spans: Vec<_> = spans
        .into_iter()
        .filter(|span| span.row.modifier.is_empty())
        .collect();
    if spans.is_empty() {
        super::super::fee::no_row(look, draft, code);
        return Ok(());
    }
    let settings: Vec<Setting> = match look.topic.facility {
        Some(true) => vec![Setting::Facility],
        Some(false) => vec![Setting::NonFacility],
        None => Setting::ALL.to_vec(),
    };
    let path = cite::section(code, SectionId::MedicareCoverage);
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for span in &spans {
        let row = &span.row;
        let quote = if look.shows(code) {
            format!(
                "status {}, work {}, total non-facility {}, total facility {}",
                row.status,
                decimal(row.work, 2),
                decimal(row.total_nonfacility, 2),
                decimal(row.total_facility, 2)
            )
        } else {
            String::new()
        };
        all.push(draft.cite(cite::of_row(span, format!("HCPCS {code}"), path.clone(), quote)));
    }
    for setting in settings {
        for since in find_payment_history(look.store, code, setting).await? {
            let amount = since.cents.map_or_else(|| NO_AMOUNT.to_owned(), dollars);
            let release = since.release.clone().unwrap_or_default();
            rows.push(vec![
                long_date(since.from),
                release,
                setting.label().to_owned(),
                amount,
            ]);
        }
    }
    let mut said: Vec<String> = Vec::new();
    if wants_rows && STATUS.is_in(plain) {
        said.extend(spans.iter().map(status_said));
        draft.verdict(format!("{}: {}.", name(code), said.join("; ")), &all);
    } else if RVU.is_in(plain) {
        for span in &spans {
            let row = &span.row;
            said.push(format!(
                "from {} work {}, practice expense {} outside a facility and {} in one, malpractice {}, total {} outside a \
                 facility and {} in one ({})",
                long_date(row.valid_from),
                decimal(row.work, 2),
                decimal(row.pe_nonfacility, 2),
                decimal(row.pe_facility, 2),
                decimal(row.mp, 2),
                decimal(row.total_nonfacility, 2),
                decimal(row.total_facility, 2),
                span.release.label
            ));
        }
        draft.verdict(
            format!("Relative value units of {}: {}.", name(code), said.join("; ")),
            &all,
        );
    } else {
        for row in &rows {
            said.push(format!(
                "from {} {} ({}, {})",
                row[0],
                row[3],
                row[2].to_lowercase(),
                row[1]
            ));
        }
        if rows.iter().all(|row| row[3] == NO_AMOUNT) && look.shows(code) {
            said.extend(spans.iter().map(status_said));
        }
        draft.verdict(
            format!("National payment of {}: {}.", name(code), said.join("; ")),
            &all,
        );
    }
    let same = |setting: Setting| {
        let mut of_setting = rows
            .iter()
            .filter(|row| row.get(2).map(String::as_str) == Some(setting.label()));
        let first = of_setting.next().and_then(|row| row.get(3).cloned());
        of_setting.all(|row| row.get(3) == first.as_ref())
    };
    if !STATUS.is_in(plain) {
        for pair in spans.windows(2) {
            let [old, new] = pair else { continue };
            for (what, before, after) in [
                ("status", &old.row.status, &new.row.status),
                ("global days", &old.row.global_days, &new.row.global_days),
            ] {
                if before != after {
                    draft.fact(
                        format!(
                            "Its {what} changed on {}: {what} {before} before, {what} {after} since ({}).",
                            long_date(new.row.valid_from),
                            new.release.label
                        ),
                        &all,
                    );
                }
            }
        }
    }
    if wants_rows && spans.len() == 1 {
        draft.fact(
            format!(
                "It is the same in all loaded releases up to {}: unchanged.",
                look.release(Source::Mpfs)
            ),
            &all,
        );
    }
    if !rows.is_empty() && Setting::ALL.into_iter().all(same) && !wants_rows {
        draft.fact(
            format!(
                "It is the same in all loaded releases up to {}: unchanged.",
                look.release(Source::Mpfs)
            ),
            &all,
        );
    }
    draft.table(
        format!("National payment of {code} over the loaded releases"),
        &["From", "Release", "Setting", "Amount"],
        rows,
        &all,
    );
    look.gaps(draft, &[Source::Mpfs]);
    draft.page(format!("History of {code}"), format!("{}#history", code.path()));
    Ok(())
}

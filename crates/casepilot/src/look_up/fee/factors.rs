//! Conversion factors and price indices, which belong to no code.

use super::super::Look;
use super::place::Place;
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::claim::MOST_LINES;
use codeset::long_date;
use codeset::mpfs::decimal;
use codeset::release::Source;
use reference::fees::Locality;

pattern!(FACTOR, r"\bconversion factor\b|\bcf\b");
pattern!(ANESTHESIA, r"\banesth\w+\b");
pattern!(INDICES, r"\bgpcis?\b|\bprice ind\w+\b|\bgeographic\b");
pattern!(LOCALITY_WORD, r"\blocality\b|\bmac\b");

/// Whether the locality of a place is asked for.
pub(super) fn names_a_locality(plain: &str) -> bool {
    LOCALITY_WORD.is_in(plain)
}

/// Conversion factors, price indices and localities, which need no code.
pub(super) async fn answer(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    place: &Place,
) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    if FACTOR.is_in(plain) && ANESTHESIA.is_in(plain) {
        if let Place::Localities(localities) = place {
            return anesthesia_factors(look, draft, localities).await;
        }
        let factors = look.store.list_national_anesthesia_factors(look.on).await?;
        for found in &factors {
            let cited = draft.cite(cite::of_row(
                found,
                "National anesthesia conversion factor",
                "/about/data",
                decimal(found.row.factor, 4),
            ));
            draft.verdict(
                format!(
                    "The national anesthesia conversion factor{} is ${} ({}).",
                    whose(&found.row.kind),
                    decimal(found.row.factor, 4)
                        .trim_end_matches('0')
                        .trim_end_matches('.'),
                    found.release.label
                ),
                &[cited],
            );
        }
        if factors.is_empty() {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(
                look.loaded
                    .missing("A national anesthesia conversion factor", Source::Anesthesia),
                &[],
            );
        }
        look.gaps(draft, &[Source::Anesthesia]);
        return Ok(());
    }
    if FACTOR.is_in(plain) {
        draft.step("Checking the conversion factor");
        let factors = look.store.list_conversion_factors(look.on).await?;
        for found in &factors {
            let cited = draft.cite(cite::of_row(
                found,
                "CONV FACTOR",
                "/about/data",
                format!("${}", decimal(found.row.factor, 4)),
            ));
            draft.verdict(
                format!(
                    "The conversion factor{} on {} is ${} ({}).",
                    whose(&found.row.kind),
                    long_date(look.on),
                    decimal(found.row.factor, 4),
                    look.release(Source::Mpfs)
                ),
                &[cited],
            );
        }
        if factors.is_empty() {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(look.loaded.missing("A conversion factor", Source::Mpfs), &[]);
        }
        look.gaps(draft, &[Source::Mpfs]);
        return Ok(());
    }
    if let Place::Localities(localities) = place
        && (INDICES.is_in(plain) || names_a_locality(plain))
    {
        for locality in localities.iter().take(MOST_LINES) {
            let index = |thousandths| decimal(thousandths, 3);
            let gpci = locality.gpci;
            let cited = draft.cite(cite::of_evidence(
                &locality.evidence,
                "/tools/fees",
                format!(
                    "work {}, practice expense {}, malpractice {}",
                    index(gpci.work),
                    index(gpci.pe),
                    index(gpci.mp)
                ),
            ));
            draft.verdict(
                format!(
                    "The price indices (GPCI) of {} (MAC {}, locality {}) are {} for work, {} for practice expense and {} \
                     for malpractice.",
                    locality.label(),
                    locality.mac,
                    locality.number,
                    index(gpci.work),
                    index(gpci.pe),
                    index(gpci.mp)
                ),
                &[cited],
            );
        }
        return Ok(());
    }
    look.ask_for_code(
        draft,
        "a payment",
        "what does Medicare pay for 97110 in ZIP 10001?",
    );
    Ok(())
}

/// The anesthesia conversion factors of some localities.
async fn anesthesia_factors(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    localities: &[Locality],
) -> Result<(), CasePilotError> {
    let factors = look.store.list_anesthesia_factors(look.on).await?;
    for locality in localities.iter().take(MOST_LINES) {
        let is_its = |mac: &str, number: &str| mac == locality.mac && number == locality.number;
        let Some(found) = factors
            .iter()
            .find(|found| is_its(&found.row.mac, &found.row.locality))
        else {
            let what = format!("An anesthesia conversion factor of {}", locality.label());
            draft.outcome = Outcome::NotFound;
            draft.verdict(look.loaded.missing(&what, Source::Anesthesia), &[]);
            continue;
        };
        let factor = decimal(found.row.factor, 2);
        let key = format!("MAC {}, locality {}", locality.mac, locality.number);
        let cited = draft.cite(cite::of_row(
            found,
            key.clone(),
            "/about/data",
            format!("${factor}"),
        ));
        draft.verdict(
            format!(
                "The anesthesia conversion factor of {} ({key}) is ${factor} ({}).",
                locality.label(),
                found.release.label
            ),
            &[cited],
        );
    }
    look.gaps(draft, &[Source::Anesthesia]);
    Ok(())
}

fn whose(kind: &str) -> &'static str {
    match kind.rsplit_once('-') {
        Some((_, "qp")) => " of qualifying APM participants",
        Some((_, "nonqp")) => " of those who are no qualifying APM participants",
        _ => "",
    }
}

//! What Medicare pays: the physician fee schedule, nationally or in a locality.

mod amounts;
mod factors;
mod place;
mod values;

use super::{Look, claim_line, listed, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::situations::priced_by;
use crate::reading::text::pattern;
use amounts::Amounts;
use codeset::claim::{ClaimLine, MOST_LINES};
use codeset::release::Source;
use codeset::{Code, CodeSystem, long_date};
use place::Place;
use reference::fees::FeeBook;

pattern!(RVU, r"\bw?rvus?\b|\brelative values?\b");
pattern!(
    DOLLARS,
    r"\$|\bdollars?\b|\bpay(?:s|ment|ments)?\b|\bpaid\b|\bamounts?\b|\ballowed\b|\bprice\b|\bmoney\b"
);

pub(in crate::look_up) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let lines: Vec<ClaimLine> = look
        .procedures()
        .iter()
        .enumerate()
        .map(|(at, line)| {
            // Modifiers that stand by themselves belong to one code, or to the last.
            let is_last = at + 1 == look.procedures().len();
            let mut more = if is_last {
                look.topic.modifiers.clone()
            } else {
                Vec::new()
            };
            if more.is_empty() && line.modifiers.is_empty() && is_last {
                more.extend(priced_by(&look.reading.situation).map(str::to_owned));
            }
            claim_line(line, &more)
        })
        .collect();
    let of_parts = in_parts(plain, &lines);
    let is_in_parts = !of_parts.is_empty();
    let lines = if is_in_parts { of_parts } else { lines };
    let Some(place) = Place::find(look, draft).await? else {
        return Ok(());
    };
    if lines.is_empty() {
        return factors::answer(look, draft, &place).await;
    }
    if lines.len() > MOST_LINES {
        draft.refuse(
            Outcome::Unclear,
            format!("That is too many codes at once: at most {MOST_LINES} are priced."),
            "Ask about fewer codes.",
        );
        return Ok(());
    }
    let codes: Vec<&Code> = lines.iter().map(|line| &line.code).collect();
    draft.step(match look.loaded.on_day(Source::Mpfs) {
        Some(release) => format!(
            "Pricing {}, fee schedule {}",
            listed(&codes, "and"),
            release.label
        ),
        None => format!("Pricing {}", listed(&codes, "and")),
    });
    let book = FeeBook::find(look.store, &codes, look.on).await?;
    if lines.iter().all(|line| book.rows(&line.code).is_empty()) {
        for code in codes {
            no_row(look, draft, code);
        }
        return Ok(());
    }
    let wants_values = RVU.is_in(plain) || (values::names_a_part(plain) && !plain.contains("pay"));
    if wants_values {
        for line in &lines {
            values::tell(look, draft, &book, line);
        }
    }
    if !wants_values || DOLLARS.is_in(plain) {
        Amounts::tell(look, draft, &book, &lines, &place, !is_in_parts);
    }
    look.gaps(draft, &[Source::Mpfs]);
    let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
    draft.page("Price it with other lines and places", cite::tool("fees", &texts));
    Ok(())
}

/// A service as a whole and in its two parts, where all are asked for.
fn in_parts(plain: &str, lines: &[ClaimLine]) -> Vec<ClaimLine> {
    pattern!(
        BOTH_PARTS,
        r"\bprofessional,? (?:and|&|vs\.?|versus|or) technical\b|\btechnical,? (?:and|&|vs\.?|versus|or) professional\b|\b26 (?:and|vs\.?|&|or) tc\b|\btc (?:and|vs\.?|&|or) 26\b|\b(?:all|both|three|two) (?:components|parts)\b"
    );
    match lines {
        [whole] if BOTH_PARTS.is_in(plain) => ["", "26", "TC"]
            .into_iter()
            .map(|part| ClaimLine {
                modifiers: Code::parse(CodeSystem::Modifier, part).into_iter().collect(),
                ..whole.clone()
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// That the fee schedule has nothing of a code.
pub(in crate::look_up) fn no_row(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) {
    let text = look.loaded.missing(&name(code), Source::Mpfs);
    match look.loaded.on_day(Source::Mpfs) {
        Some(release) => {
            if !draft.has_verdict() {
                draft.outcome = Outcome::NotFound;
            }
            let cited = draft.cite(cite::of_release(
                release,
                format!("no row of {code}"),
                "/about/data",
            ));
            draft.verdict(text, &[cited]);
            draft.fact(
                format!(
                    "That is no price of $0: Medicare may pay {code} by another fee schedule, or not at all."
                ),
                &[cited],
            );
        }
        None => {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(text, &[]);
            if let Some(first) = look.loaded.first(Source::Mpfs) {
                draft.next(format!(
                    "The earliest loaded fee schedule begins on {}: ask for a later day, or let the operator load the \
                     release of that day.",
                    long_date(first.valid_from)
                ));
            }
        }
    }
}

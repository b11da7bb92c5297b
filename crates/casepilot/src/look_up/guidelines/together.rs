//! Whether diagnoses may be coded together: the notes of each that name another.

use super::super::{Look, listed};
use super::notes::{note, tables};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, icd10cm};

/// Whether diagnoses exclude each other.
pub(super) async fn tell(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    codes: &[Code],
) -> Result<(), CasePilotError> {
    draft.step(format!("Reading the excludes notes of {}", listed(codes, "and")));
    let mut found = false;
    let mut seen_any = false;
    for code in codes.iter().take(4) {
        if !look.shows(code) {
            look.lock(draft, code, SectionId::Guidelines, "Its excludes notes");
            continue;
        }
        seen_any = true;
        for (caption, rows, evidence) in tables(look, code).await? {
            if !caption.starts_with("Excludes") {
                continue;
            }
            for row in rows {
                let text = note(&row);
                for other in codes.iter().filter(|other| *other != code) {
                    if !names(&text, other) {
                        continue;
                    }
                    found = true;
                    let cited = draft.cite(cite::of_evidence(
                        &evidence,
                        cite::section(code, SectionId::Guidelines),
                        text.clone(),
                    ));
                    let is_first = caption.starts_with("Excludes1") || caption.starts_with("Excludes 1");
                    draft.verdict(
                        if is_first {
                            format!(
                                "No: an Excludes1 note at {code} or above it names {other} ({text}): the two are not coded \
                                 together, unless they are unrelated to each other."
                            )
                        } else {
                            format!(
                                "Yes, where both are documented: an Excludes2 note at {code} or above it names {other} \
                                 ({text}): it is not included there, and both may be coded."
                            )
                        },
                        &[cited],
                    );
                }
            }
        }
    }
    if !found && seen_any {
        if let Some(release) = look.loaded.on_day(Source::Icd10cmTabular) {
            let cited = draft.cite(cite::of_release(
                release,
                format!("excludes notes of {}", listed(codes, "and")),
                cite::section(&codes[0], SectionId::Guidelines),
            ));
            draft.outcome = Outcome::NotFound;
            draft.verdict(
                format!(
                    "No excludes note between {} was found in {}.",
                    listed(codes, "and"),
                    reference::evidence::release_name(release)
                ),
                &[cited],
            );
            draft.next(
                "Excludes notes in words without a code are not compared: read the notes of both codes.",
            );
        } else {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(
                look.loaded
                    .missing("The notes of the tabular list", Source::Icd10cmTabular),
                &[],
            );
        }
    }
    for code in codes.iter().take(4) {
        draft.page(
            format!("Guidelines of {code}"),
            cite::section(code, SectionId::Guidelines),
        );
    }
    Ok(())
}

/// Whether the codes in a note cover a code: itself, a code above it (`M54.4-`), or a range.
fn names(note: &str, code: &Code) -> bool {
    pattern!(
        CODES,
        r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?:-(?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)?)?"
    );
    let lineage: Vec<String> = icd10cm::lineage(code).iter().map(ToString::to_string).collect();
    let Some(codes) = CODES.get() else { return false };
    codes.find_iter(note).any(|found| {
        let text = found.as_str();
        match text.split_once('-') {
            Some((first, last)) if !last.is_empty() => {
                let category = lineage.last().map_or("", String::as_str);
                first <= code.as_str()
                    && (category <= last || code.as_str() <= last || code.as_str().starts_with(last))
            }
            _ => {
                let text = text.trim_end_matches('-').trim_end_matches('.');
                lineage.iter().any(|above| above == text)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use codeset::CodeSystem;

    #[test]
    fn a_note_names_a_code_by_itself_by_what_is_above_it_and_by_a_range() {
        let code = |text: &str| Code::parse(CodeSystem::Icd10cm, text).unwrap();
        for (note, text, named) in [
            ("lumbago with sciatica (M54.4-)", "M54.41", true),
            ("low back strain (S39.012)", "S39.012A", true),
            ("migraine (G43.-)", "G43.909", true),
            ("headache syndromes (G44.-)", "G43.909", false),
            ("injuries (S00-T88)", "S39.012A", true),
            ("single delivery (O80)", "O80", true),
            ("pain NOS", "M54.41", false),
        ] {
            assert_eq!(names(note, &code(text)), named, "{note} {text}");
        }
    }
}

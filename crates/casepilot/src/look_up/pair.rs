//! May codes be billed together: the NCCI edits between them, and what bypasses these.

use super::{Look, claim_line, listed};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use codeset::Code;
use codeset::claim::{ClaimLine, MOST_LINES, TypedLine};
use codeset::ncci::bypass::LinePair;
use codeset::ncci::{Column, Setting, is_visit};
use codeset::page::SectionId;
use reference::claim_check::{Claim, PairFinding, Status, check_claim};
use reference::evidence;
use std::collections::HashMap;

/// How many pairs without an edit are named one by one.
const NAMED: usize = 6;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let lines = claim_lines(look);
    match lines.len() {
        0 => {
            look.ask_for_code(draft, "an NCCI edit", "may 97530 and 97150 be billed together?");
            return Ok(());
        }
        1 => {
            one_code(draft, &lines[0]);
            return Ok(());
        }
        count if count > MOST_LINES => {
            draft.refuse(
                Outcome::Unclear,
                format!(
                    "That is too many codes at once: at most {MOST_LINES} are checked against each other."
                ),
                "Ask about fewer codes, or check the claim in parts.",
            );
            draft.page("Check a claim", "/tools/ncci");
            return Ok(());
        }
        _ => {}
    }
    let setting = look.topic.setting.unwrap_or_default();
    let source = setting.pairs();
    let release = look
        .loaded
        .on_day(source)
        .and_then(|_| look.loaded.newest(source));
    let codes: Vec<_> = lines.iter().map(|line| line.code.to_string()).collect();
    draft.step(match release {
        Some(release) => format!(
            "Checking {}, {}, {}",
            codes.join(" × "),
            setting.label(),
            release.label
        ),
        None => format!("Checking {}, {}", codes.join(" × "), setting.label()),
    });
    let typed = (1..)
        .zip(&lines)
        .map(|(number, line)| TypedLine {
            number,
            text: line.to_string(),
            read: Ok(line.clone()),
        })
        .collect();
    let checked = check_claim(
        look.store,
        &Claim {
            lines: typed,
            setting,
            on: look.on,
            shows: look.ask.shows,
        },
    )
    .await?;
    let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let path = format!("{}&setting={}", cite::tool("ncci", &texts), setting.slug());
    let Some(release) = release else {
        draft.outcome = Outcome::NotLoaded;
        draft.verdict(
            evidence::missing(
                &format!("Edits of {}", listed(&codes, "and")),
                source,
                None,
                look.on,
            ),
            &[],
        );
        draft.next("That is not an approval: check the edits of that setting and day before billing.");
        draft.page("What is loaded", "/about/data");
        return Ok(());
    };

    let major = major_procedures(look, &lines).await?;
    for pair in &checked.pairs {
        edited(look, draft, &lines, pair, setting, &path, &major);
    }
    let unedited = unedited(&lines, &checked.pairs);
    if !unedited.is_empty() {
        let name = evidence::release_name(release);
        let cited = draft.cite(cite::of_release(
            release,
            format!("no row of {}", pairs_named(&unedited)),
            path.clone(),
        ));
        let text = if unedited.len() > NAMED {
            format!(
                "No edit found between the {} other pairs in {name}.",
                unedited.len()
            )
        } else {
            format!("No edit found between {} in {name}.", pairs_named(&unedited))
        };
        draft.state(text, &[cited]);
        draft.fact(
            "That is not an approval: payers have rules of their own, and documentation has to support each service.",
            &[],
        );
    }
    for line in &checked.lines {
        for reason in &line.reasons {
            if reason.status == Status::NotFound {
                draft.caution(format!("{}: {}", line.typed.text, reason.text), &[]);
            }
        }
    }
    past_edits(look, draft, &lines, setting, &path).await?;
    look.gaps(draft, &[source]);
    draft.page("The whole claim in the claim check", path);
    Ok(())
}

/// The lines of the claim: modifiers that stand by themselves go on the line that an edit would deny, which is told
/// later; on either they count since July 2019.
fn claim_lines(look: &Look<'_>) -> Vec<ClaimLine> {
    let procedures = look.procedures();
    let last = procedures.len().saturating_sub(1);
    let visit = procedures.iter().position(|line| is_visit(&line.code));
    procedures
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let more: Vec<String> = look
                .topic
                .modifiers
                .iter()
                .filter(|modifier| match (modifier.as_str(), visit) {
                    ("24" | "25" | "57" | "27", Some(visit)) => at == visit,
                    (_, Some(visit)) if visit == last && last > 0 => at == last - 1,
                    _ => at == last,
                })
                .cloned()
                .collect();
            claim_line(line, &more)
        })
        .collect()
}

/// Of procedures whose rows the reader may see: whether their global period is that of a major one, 90 days.
type Major = HashMap<Code, bool>;

async fn major_procedures(look: &Look<'_>, lines: &[ClaimLine]) -> Result<Major, CasePilotError> {
    let shown: Vec<&Code> = lines
        .iter()
        .map(|line| &line.code)
        .filter(|code| look.shows(code))
        .collect();
    let codes: Vec<&str> = shown.iter().map(|code| code.as_str()).collect();
    let fees = look.store.list_fees_of(&codes, look.on).await?;
    let days = |code: &Code| {
        let fee = fees.iter().find(|fee| fee.row.code == code.as_str())?;
        Some((code.clone(), fee.row.global_days == "090"))
    };
    Ok(shown.into_iter().filter_map(days).collect())
}

/// The pairs without an edit.
fn unedited<'a>(lines: &'a [ClaimLine], pairs: &[PairFinding]) -> Vec<(&'a ClaimLine, &'a ClaimLine)> {
    let mut unedited = Vec::new();
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            let is_edited = pairs.iter().any(|pair| {
                (pair.column1.code == one.code && pair.column2.code == other.code)
                    || (pair.column1.code == other.code && pair.column2.code == one.code)
            });
            if !is_edited && one.code != other.code {
                unedited.push((one, other));
            }
        }
    }
    unedited
}

fn pairs_named(pairs: &[(&ClaimLine, &ClaimLine)]) -> String {
    let names: Vec<String> = pairs
        .iter()
        .take(NAMED)
        .map(|(one, other)| format!("{} and {}", one.code, other.code))
        .collect();
    names.join("; ")
}

/// A pair with an edit.
fn edited(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    lines: &[ClaimLine],
    pair: &PairFinding,
    setting: Setting,
    path: &str,
    major: &Major,
) {
    let (one, two) = (&pair.column1.code, &pair.column2.code);
    let by: Vec<String> = pair
        .by
        .iter()
        .map(|by| by.split(' ').next().unwrap_or(by).to_owned())
        .collect();
    let Some(row) = &pair.row else {
        let text = match pair.status {
            Status::Bypassed => format!(
                "{one} and {two} are an NCCI edit; modifier {} bypasses it, if the documentation supports it.",
                listed(&by, "and")
            ),
            _ => format!(
                "As billed here {two} (Column 2) is denied beside {one} (Column 1), which stays payable."
            ),
        };
        let cited = draft.cite(cite::of_rule(
            setting.pairs().title(),
            format!("Column 1 = {one}, Column 2 = {two}"),
            path,
            "",
        ));
        draft.verdict(text, &[cited]);
        look.lock(
            draft,
            one,
            SectionId::NcciEdits,
            "The modifier indicator of the edit",
        );
        return;
    };
    let quote = format!(
        "Column 1 {one}, Column 2 {two}, modifier indicator {}, effective {}, rationale: {}",
        row.indicator, row.since, row.rationale
    );
    let cited = draft.cite(cite::of_evidence(&row.evidence, path, quote));
    let verdict = match (row.indicator, pair.status) {
        (_, Status::Bypassed) => format!(
            "Yes, with modifier {}: {two} (Column 2) is edited with {one} (Column 1), and the modifier indicator 1 lets \
             the edit be bypassed, if the documentation supports it.",
            listed(&by, "and")
        ),
        (1, _) => format!(
            "Not as billed here: {two} (Column 2) is denied beside {one} (Column 1) unless an NCCI-associated modifier \
             applies and the documentation supports it (modifier indicator 1)."
        ),
        (indicator, _) if look.topic.modifiers.is_empty() => format!(
            "No: {two} (Column 2) is denied beside {one} (Column 1), and no modifier bypasses the edit (modifier \
             indicator {indicator})."
        ),
        (indicator, _) => format!(
            "No: {two} (Column 2) is denied beside {one} (Column 1), and no modifier bypasses the edit (modifier \
             indicator {indicator}): {} does not help.",
            listed(&look.topic.modifiers, "or")
        ),
    };
    draft.verdict(verdict, &[cited]);
    let line_of = |number: usize| lines.get(number.wrapping_sub(1));
    if let (Some(column1), Some(column2)) = (line_of(pair.column1.line), line_of(pair.column2.line)) {
        let lines = LinePair {
            column1,
            column2,
            setting,
            on: look.on,
        };
        modifiers(draft, &lines, row.indicator, pair.status, cited, major);
    }
    let rationale = row.rationale.trim();
    draft.fact(
        if rationale.is_empty() {
            format!("The edit counts since {}.", row.since)
        } else {
            format!("The edit counts since {}; its rationale: {rationale}.", row.since)
        },
        &[cited],
    );
}

/// What the modifiers of the lines do, and which could help.
fn modifiers(
    draft: &mut Draft<'_>,
    lines: &LinePair<'_>,
    indicator: i32,
    status: Status,
    cited: usize,
    major: &Major,
) {
    let rule = cite::of_rule(
        "NCCI Policy Manual for Medicare Services",
        "Chapter I, section E",
        "/tools/ncci",
        "Modifiers and modifier indicators",
    );
    let present: Vec<String> = [lines.column1, lines.column2]
        .iter()
        .flat_map(|line| {
            line.modifiers
                .iter()
                .map(|modifier| format!("{modifier} on {}", line.code))
        })
        .collect();
    if indicator == 0 {
        for placed in &present {
            draft.fact(
                format!("Modifier {placed} does not help: indicator 0 is never bypassed."),
                &[cited],
            );
        }
        return;
    }
    let bypass = lines.bypass();
    for (placed, why) in &bypass.unhelpful {
        let code = match placed.column {
            Column::One => &lines.column1.code,
            Column::Two => &lines.column2.code,
        };
        let rule = draft.cite(rule.clone());
        draft.fact(
            format!("Modifier {} on {code} does not help: {why}.", placed.modifier),
            &[rule],
        );
    }
    let told: Vec<&str> = bypass
        .unhelpful
        .iter()
        .map(|(placed, _)| placed.modifier.as_str())
        .collect();
    let silent: Vec<String> = [lines.column1, lines.column2]
        .iter()
        .flat_map(|line| line.modifiers.iter())
        .filter(|modifier| {
            !codeset::modifier::is_associated(modifier.as_str()) && !told.contains(&modifier.as_str())
        })
        .map(ToString::to_string)
        .collect();
    if !silent.is_empty() {
        let rule = draft.cite(rule.clone());
        draft.fact(
            format!(
                "Modifier {} does not help: not among the NCCI PTP-associated modifiers, so no edit is bypassed by it.",
                listed(&silent, "and")
            ),
            &[rule],
        );
    }
    if bypass.rests_on_one_site {
        draft.caution(
            "Only one of the lines names its site: the documentation has to name that of the other.",
            &[],
        );
    }
    if status != Status::Bypassed {
        let rule = draft.cite(rule);
        let mut suggestions = lines.suggestions();
        let procedure = [&lines.column1.code, &lines.column2.code]
            .into_iter()
            .find(|code| !is_visit(code));
        // The decision for surgery is told beside a major procedure alone.
        if procedure.and_then(|code| major.get(code)) == Some(&false) {
            suggestions.retain(|suggestion| suggestion.modifiers != "57");
        }
        let rows = suggestions
            .iter()
            .map(|suggestion| {
                let line = match suggestion.column {
                    None => "either".to_owned(),
                    Some(Column::One) => lines.column1.code.to_string(),
                    Some(Column::Two) => lines.column2.code.to_string(),
                };
                vec![suggestion.modifiers.to_owned(), line, suggestion.shows.to_owned()]
            })
            .collect();
        let names: Vec<&str> = suggestions
            .iter()
            .map(|suggestion| suggestion.modifiers)
            .collect();
        draft.fact(
            format!(
                "What could bypass it: modifier {}, each only where the documentation shows what it stands for.",
                listed(&names, "or")
            ),
            &[rule],
        );
        draft.table(
            "What could bypass the edit",
            &["Modifier", "On the line of", "The documentation has to show"],
            rows,
            &[rule],
        );
    }
}

/// Edits of the pairs that ended before the day, or that never counted.
async fn past_edits(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    lines: &[ClaimLine],
    setting: Setting,
    path: &str,
) -> Result<(), CasePilotError> {
    let [one, other] = lines else { return Ok(()) };
    if !(look.shows(&one.code) || look.shows(&other.code)) {
        return Ok(());
    }
    let source = setting.pairs();
    let Some(release) = look.loaded.newest(source) else {
        return Ok(());
    };
    for (column1, column2) in [(one, other), (other, one)] {
        let others = [column2.code.to_string()];
        let history = look
            .store
            .list_pair_history(source, column1.code.as_str(), Column::One, &others)
            .await?;
        for edit in history {
            let Some(ended) = edit
                .deleted
                .filter(|ended| *ended < look.on && edit.indicator != 9)
            else {
                continue;
            };
            let mut citation = cite::of_release(
                release,
                format!("Column 1 = {}, Column 2 = {}", column1.code, column2.code),
                path,
            );
            let last = codeset::long_date(ended);
            citation.quote = format!(
                "modifier indicator {}, effective {}, deletion date {ended} ({last})",
                edit.indicator, edit.effective
            );
            let cited = draft.cite(citation);
            draft.fact(
                format!(
                    "Until {last} {} was denied beside {} (modifier indicator {}); that edit has been deleted.",
                    column2.code, column1.code, edit.indicator
                ),
                &[cited],
            );
        }
    }
    Ok(())
}

/// One code alone.
fn one_code(draft: &mut Draft<'_>, line: &ClaimLine) {
    draft.refuse(
        Outcome::Unclear,
        format!(
            "An NCCI edit is between two codes, and the question names {} alone.",
            line.code
        ),
        format!(
            "Name the other code, as in “{} and 97530 on the same day?”, or look through all edits of {}.",
            line.code, line.code
        ),
    );
    draft.page(
        format!("All edits of {}", line.code),
        format!("{}/ncci-edits", line.code.path()),
    );
}

//! What a manual says: its passages, with the sentences that answer, as printed.

use super::{Look, listed};
use crate::CasePilotError;
use crate::answer::{Citation, Outcome, Role};
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks::{is_about_coding, is_clinical};
use crate::reading::is_procedure;
use crate::reading::text::{Pattern, pattern};
use crate::reading::words::names_a_subject;
use crate::topic::Kind;
use case2code::passages::{AskedPassages, LEAST_MATCHED, LEAST_NEAR, PassageHit, PassageRecord, ahead};
use codeset::{Code, long_date};

/// How many passages are shown.
const SHOWN: usize = 3;

/// How certain the best passage has to be to be told where the question asks a manual ([`certainty`]),
const SURE: f32 = 0.5;
/// and to be shown there as one of the nearest, with a word that it may not answer.
const FAR: f32 = 0.28;

/// How much of the subject that a question names a passage has to meet.
const OF_SUBJECT: f32 = 0.55;

/// How much of a question a passage has to meet to be shown where nothing else answers,
const NEAR: f32 = LEAST_NEAR;
/// to be told where nothing says that a manual is asked, but the words are of the field,
const CLEAR: f32 = 0.42;
/// where not even that: words of everyday life are met by chance,
const STRANGE: f32 = 0.55;
/// and to stand behind an answer out of rows.
const SUPPORT: f32 = 0.36;

/// A question that is so likely for a manual is answered by nothing else.
const CERTAIN: f32 = 0.5;

/// Behind an answer out of rows the best passage stands, too, where it is so likely that a manual is asked.
const LIKELY: f32 = 0.15;

/// A second or third passage has to be so good beside the first.
const BESIDE: f32 = 0.55;

/// A passage of so many characters is quoted as a whole.
const SHORT: usize = 900;

/// The longest text that a citation carries, in characters.
const QUOTED: usize = 1_600;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let names_nothing = look.topic.lines.is_empty() && look.topic.modifiers.is_empty();
    if names_nothing && !names_a_subject(&look.topic.words) && !is_clinical(&look.reading.plain) {
        draft.refuse(
            Outcome::Unclear,
            "It is not clear what the manuals are asked.",
            "Name the services or the rule, as in “what does the manual say about incidental appendectomy?”.",
        );
        return Ok(());
    }
    let hits = find(look, draft, SHOWN);
    let sure = if has_subject(look) { certainty(&hits) } else { FAR };
    if sure >= SURE {
        tell(draft, &hits);
        return Ok(());
    }
    let may_be_another = look.likelihood(Kind::Manual) < CERTAIN;
    if may_be_another
        && (super::modifier_of_situation(look, draft).await? || super::find_code_if_good(look, draft).await?)
    {
        return Ok(());
    }
    if look.search.has_passages(look.on, look.ask.has_account) {
        if sure >= FAR {
            draft.outcome = Outcome::NotFound;
            draft.verdict(
                "No passage of the loaded manuals clearly answers that; these are the nearest.",
                &[],
            );
            for hit in &hits {
                let cited = draft.cite(citation(hit));
                draft.say(Role::Quote, quoted(hit), &[cited]);
            }
            draft.next("Say it in the manual’s words, or name the codes.");
            draft.page("Documents", "/documents");
            return Ok(());
        }
        draft.refuse(
            Outcome::NotFound,
            "No passage of the loaded manuals answers that.",
            "Say it in the manual’s words, or name the codes; the contents of each manual are listed under Documents.",
        );
    } else {
        draft.refuse(
            Outcome::NotLoaded,
            format!("No manual is loaded for {}.", long_date(look.on)),
            "An operator adds one with “coding-ahead documents import”, such as the NCCI Policy Manual of the year.",
        );
    }
    draft.page("Documents", "/documents");
    Ok(())
}

/// How certain it is that the best passage answers: it meets much of the question, is known to answer one like it, or
/// no other comes near. From 0 to 2.8.
fn certainty(hits: &[PassageHit]) -> f32 {
    let Some(best) = hits.first() else { return 0.0 };
    1.2 * best.matched + best.known + 0.6 * ahead(hits)
}

/// Whether a passage has what the question says it is about: `what does the manual say about missed appointments`.
/// Of a question that names no subject in that way, yes.
fn has_subject(look: &Look<'_>) -> bool {
    pattern!(
        ABOUT,
        r"\b(?:manual|polic\w+|ncci|cms|chapter \w+)\b.{0,30}\b(?:about|on|regarding|concerning)\s+(.+)$"
    );
    // `where in the manual are the timely filing limits`
    pattern!(
        WHERE,
        r"\b(?:where|which (?:page|chapter|section))\b.{0,20}\b(?:manual|polic\w+)\b.{0,24}?\b(?:are|is|covers?|talks? about|says?|sets?|mentions?|address\w*|find)\s+(.+)$"
    );
    let subject_by = |pattern: &Pattern| {
        let captures = pattern.get()?.captures(&look.reading.plain)?;
        Some(captures.get(1)?.as_str().to_owned())
    };
    let subject = subject_by(&ABOUT).or_else(|| subject_by(&WHERE));
    let Some(subject) = subject else { return true };
    let hits = look.search.find_passages(&AskedPassages {
        words: &subject,
        codes: &[],
        on: look.on,
        has_account: look.ask.has_account,
        document: None,
        limit: 1,
    });
    hits.first().is_some_and(|best| best.matched >= OF_SUBJECT)
}

/// Answers where a manual clearly does; whether it did. Words that are not of the field have to be met better: they
/// are met by chance.
pub(super) async fn answer_if_good(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    let plain = &look.reading.plain;
    let least = if is_about_coding(plain) || is_clinical(plain) {
        CLEAR
    } else {
        STRANGE
    };
    let hits = find(look, draft, SHOWN);
    let is_good = hits.first().is_some_and(|best| best.matched >= least);
    if is_good {
        tell(draft, &hits);
    }
    Ok(is_good)
}

/// Answers with the nearest passages where nothing else does, and says that they are no more than that; whether there
/// are any.
pub(super) async fn answer_with_nearest(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
) -> Result<bool, CasePilotError> {
    let hits = find(look, draft, SHOWN);
    let is_near = hits.first().is_some_and(|best| best.matched >= NEAR);
    if is_near {
        draft.caution("No passage clearly answers that; the nearest are these.", &[]);
        tell(draft, &hits);
    }
    Ok(is_near)
}

/// Adds what a manual says behind an answer out of rows: at most so many passages that clearly belong to it.
pub(super) async fn support(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    most: usize,
    is_strict: bool,
) -> Result<(), CasePilotError> {
    let names_a_code = |hit: &PassageHit| {
        look.topic
            .lines
            .iter()
            .any(|line| is_procedure(&line.code) && hit.passage.text.contains(line.code.as_str()))
    };
    let belongs = |hit: &PassageHit| match is_strict {
        true => hit.matched >= LEAST_MATCHED,
        false => hit.matched >= SUPPORT || (hit.matched >= NEAR && names_a_code(hit)),
    };
    let hits = find(look, draft, most.max(2));
    let is_asked = look.likelihood(Kind::Manual) >= LIKELY && certainty(&hits) >= SURE;
    let belonging = hits.iter().enumerate().take(most);
    for (_, hit) in belonging.filter(|(at, hit)| belongs(hit) || (is_asked && *at == 0)) {
        let cited = draft.cite(citation(hit));
        draft.say(Role::Quote, quoted(hit), &[cited]);
    }
    Ok(())
}

fn find(look: &Look<'_>, draft: &Draft<'_>, limit: usize) -> Vec<PassageHit> {
    draft.step("Reading the manuals");
    let codes: Vec<Code> = look
        .topic
        .lines
        .iter()
        .map(|line| &line.code)
        .filter(|code| is_procedure(code))
        .cloned()
        .collect();
    // A follow-up is about what was asked before, too, and may say nothing of its own: `where does it say so`.
    pattern!(
        POINTING,
        r"^(?:page|pages|manual|says?|so|where|chapter|policy|section|stand|exactly|\s)*$"
    );
    let own = &look.reading.plain;
    let words = if look.topic.words.is_empty() || look.topic.words == look.reading.words {
        own.clone()
    } else if POINTING.is_in(&look.reading.words) {
        look.topic.words.clone()
    } else {
        format!("{} {own}", look.topic.words)
    };
    look.search.find_passages(&AskedPassages {
        words: &words,
        codes: &codes,
        on: look.on,
        has_account: look.ask.has_account,
        document: None,
        limit,
    })
}

fn tell(draft: &mut Draft<'_>, hits: &[PassageHit]) {
    let Some(best) = hits.first() else { return };
    let first = draft.cite(citation(best));
    let record = &best.passage;
    draft.verdict(
        format!("{} says{}:", record.document_title, at_place(best)),
        &[first],
    );
    draft.say(Role::Quote, whole_or_quoted(best), &[first]);
    let others: Vec<&PassageHit> = hits[1..]
        .iter()
        .filter(|hit| hit.score >= best.score * BESIDE)
        .collect();
    for hit in others {
        let cited = draft.cite(citation(hit));
        draft.say(Role::Quote, quoted(hit), &[cited]);
    }
    draft.page(format!("Read on in {}", record.document_title), path(best));
    draft.caution(
        "These are the manual’s words, chosen by the words of the question; read the passage before relying on it.",
        &[first],
    );
}

/// `, chapter I, page I-14`.
fn at_place(hit: &PassageHit) -> String {
    let record = &hit.passage;
    let mut parts = Vec::new();
    if !record.chapter.is_empty() {
        parts.push(format!("chapter {}", record.chapter));
    }
    if !record.page.is_empty() {
        parts.push(pages(record));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", listed(&parts, "and").replace(" and ", ", "))
    }
}

/// `page I-14`, `pages I-14 to I-15`.
fn pages(record: &PassageRecord) -> String {
    if record.page_end.is_empty() || record.page_end == record.page {
        format!("page {}", record.page)
    } else {
        format!("pages {} to {}", record.page, record.page_end)
    }
}

/// A passage of few sentences as a whole: a rule is best read with its exceptions.
fn whole_or_quoted(hit: &PassageHit) -> String {
    let text = hit.passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= SHORT {
        format!("“{text}”")
    } else {
        quoted(hit)
    }
}

/// The sentences that answer, as printed.
fn quoted(hit: &PassageHit) -> String {
    let text = &hit.passage.text;
    let mut quoted = String::new();
    let mut last = None;
    for (from, to) in &hit.sentences {
        let Some(sentence) = text.get(*from..*to) else {
            continue;
        };
        if let Some(last) = last {
            let between = text.get(last..*from).unwrap_or_default();
            quoted.push_str(if between.trim().is_empty() { " " } else { " … " });
        }
        quoted.push_str(&sentence.split_whitespace().collect::<Vec<_>>().join(" "));
        last = Some(*to);
    }
    if quoted.is_empty() {
        quoted = text.chars().take(QUOTED).collect();
    }
    format!("“{quoted}”")
}

fn citation(hit: &PassageHit) -> Citation {
    let record = &hit.passage;
    let mut place = Vec::new();
    if !record.chapter.is_empty() {
        place.push(format!("Chapter {}", record.chapter));
    }
    if !record.section.is_empty() {
        place.push(record.section.clone());
    }
    if !record.page.is_empty() {
        place.push(pages(record));
    }
    let mut citation = cite::of_rule(
        format!("{}, {}", record.document_title, record.edition),
        place.join(", "),
        path(hit),
        record.text.chars().take(QUOTED).collect::<String>(),
    );
    citation.dates = match record.valid_to.and_then(|to| to.pred_opt()) {
        Some(last) => format!("{} to {}", long_date(record.valid_from), long_date(last)),
        None => format!("since {}", long_date(record.valid_from)),
    };
    citation
}

fn path(hit: &PassageHit) -> String {
    hit.passage.path.clone()
}

//! Which code is for some words: the search, with what it is sure of.

use super::{Look, family};
use crate::CasePilotError;
use crate::answer::{Citation, Outcome};
use crate::cite;
use crate::draft::Draft;
use crate::reading::asks::{is_about_coding, is_clinical};
use crate::reading::text::pattern;
use crate::reading::words::without_cues;
use crate::topic::Kind;
use case2code::answer::{Answer, Hit};
use case2code::filter::Filters;
use case2code::search::Request;
use codeset::CodeSystem;
use reference::gaps::code_source;
use reference::heading::version_on;

/// How many codes are named.
const NAMED: usize = 6;

/// How many codes are looked at where the approach of a procedure tells them apart.
const MOST_LOOKED_AT: usize = 60;

/// An answer of the search below this is a guess.
const SURE: f32 = 0.42;
/// Below this not even the nearest codes are named.
const NEAR: f32 = 0.3;
/// A whole question that is met so well is not taken apart.
const CLEAR: f32 = 0.5;
/// A part of a question has to be met so much better than the whole, and so well.
const AHEAD: f32 = 0.12;
const LEAST_OF_PART: f32 = 0.55;
/// What a part loses by each word that no code has, and where no code has all of its words.
const OF_UNKNOWN: f32 = 0.05;
const OF_PARTIAL: f32 = 0.12;
/// Parts of fewer letters name nothing.
const SHORTEST_PART: usize = 6;
/// So many parts in a row are looked at together, and so many in all.
const JOINED_PARTS: usize = 3;
const MOST_PARTS: usize = 8;
/// A question that is so likely for a code is answered by no rule.
const CERTAIN: f32 = 0.6;
/// Where no word asks for a code and some words were not met, the search has to be surer.
const SURE_OF_A_PART: f32 = 0.55;

pattern!(INPATIENT, r"\bpcs\b|\binpatient procedure\b|\bicd-?10-?pcs\b");
pattern!(
    DIAGNOSIS,
    r"\bicd\b|\bicd-?\s?10(?:-?cm)?\b|\bdx\b|\bdiagnos\w*\b"
);
pattern!(HCPCS, r"\bhcpcs\b|\b[jqgael][- ]?codes?\b|\blevel (?:ii|2)\b");
pattern!(CPT, r"\bcpt\b");
// Only codes of ICD-10-CM tell encounters.
pattern!(
    ENCOUNTER,
    r"\b(?:initial|subsequent|subseq|first)(?: encounter)?\b.{0,12}\b(?:closed|open|encounter|visit)?$|\b(?:initial|subsequent) (?:encounter|closed|open)\b|\bsequela\b|\b[tsvwxyz][- ]codes?\b|\bexternal cause\b"
);

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    if look.topic.words.is_empty() {
        look.ask_for_code(
            draft,
            "a search for codes needs words, and each answer",
            "code for plantar fasciitis",
        );
        return Ok(());
    }
    // What has digits and is no code that is loaded is no word to search for.
    pattern!(NUMBER, r"^[a-z]{0,4}-?\d{2,6}[a-z]?$");
    if let Some(number) = look
        .topic
        .words
        .split_whitespace()
        .find(|word| NUMBER.is_in(word))
        && look.topic.words.split_whitespace().count() == 1
    {
        look.not_found(draft, &number.to_uppercase());
        return Ok(());
    }
    let (mut found, system) = search(look, draft)?;
    family::take_fitting(look, &mut found).await?;
    if found.hits.first().is_none_or(|best| best.score < SURE) {
        // Who names a code set, or surely looks for a code, wants a code.
        if system.is_none()
            && look.likelihood(Kind::FindCode) < CERTAIN
            && (super::modifier_of_situation(look, draft).await?
                || super::manual_if_good(look, draft).await?)
        {
            return Ok(());
        }
        if found.hits.first().is_some_and(|best| best.score >= NEAR) {
            draft.caution("No loaded code is a sure match; the nearest are these.", &[]);
            tell(look, draft, &found).await?;
            draft.page("All results in Case2Code", address(look, system));
            return Ok(());
        }
        let plain = &look.reading.plain;
        if system.is_none()
            && (is_about_coding(plain) || is_clinical(plain))
            && super::nearest_in_manual(look, draft).await?
        {
            return Ok(());
        }
        draft.refuse(
            Outcome::NotFound,
            format!(
                "No loaded code is a good match for “{}”.",
                shortened(&look.topic.words)
            ),
            "Say it in other words, or search with filters. CasePilot does not guess a code.",
        );
        if system == Some(CodeSystem::Cpt) {
            draft.next("CPT titles are licensed by the AMA: without the licensed file CPT codes are found by our own names only.");
        }
    } else {
        tell(look, draft, &found).await?;
    }
    draft.page("All results in Case2Code", address(look, system));
    Ok(())
}

/// Answers where the search is sure; whether it was.
pub(super) async fn answer_if_good(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    if look.topic.words.is_empty() {
        return Ok(false);
    }
    let (mut found, system) = search(look, draft)?;
    family::take_fitting(look, &mut found).await?;
    let is_whole = found.unknown.is_empty() && !found.is_partial && found.corrections.is_empty();
    let words = look.topic.words.split_whitespace().count();
    let least = match (is_whole, words) {
        // One or two words are met by chance.
        (true, 0..=2) => SURE_OF_A_PART,
        (true, _) => SURE,
        (false, _) if is_about_coding(&look.reading.plain) || is_clinical(&look.reading.plain) => {
            SURE_OF_A_PART
        }
        (false, _) => return Ok(false),
    };
    if found.hits.first().is_none_or(|best| best.score < least) {
        return Ok(false);
    }
    tell(look, draft, &found).await?;
    draft.page("All results in Case2Code", address(look, system));
    Ok(true)
}

fn search(look: &Look<'_>, draft: &Draft<'_>) -> Result<(Answer, Option<CodeSystem>), CasePilotError> {
    let plain = &look.reading.plain;
    let system = if INPATIENT.is_in(plain) {
        Some(CodeSystem::Icd10pcs)
    } else if HCPCS.is_in(plain) {
        Some(CodeSystem::Hcpcs)
    } else if DIAGNOSIS.is_in(plain) {
        Some(CodeSystem::Icd10cm)
    } else if CPT.is_in(plain) {
        Some(CodeSystem::Cpt)
    } else if ENCOUNTER.is_in(plain) {
        Some(CodeSystem::Icd10cm)
    } else {
        None
    };
    let words = match system {
        Some(CodeSystem::Icd10pcs) => in_words_of_pcs(&searched(&look.topic.words)),
        _ => searched(&look.topic.words),
    };
    let approach = approach(&words).filter(|_| system == Some(CodeSystem::Icd10pcs));
    // The approach tells the codes apart that the other words find.
    let mut words = match approach {
        Some((said, _)) => words
            .split_whitespace()
            .filter(|word| *word != said)
            .collect::<Vec<_>>()
            .join(" "),
        None => words,
    };
    draft.step(format!("Searching for “{}”", shortened(&words)));
    let find = |text: &str, system, billable| {
        look.search.find(&Request {
            text: text.to_owned(),
            on: look.on,
            filters: Filters {
                system,
                billable,
                ..Filters::default()
            },
            skip: 0,
            take: if approach.is_some() { MOST_LOOKED_AT } else { NAMED },
            is_typing: false,
        })
    };
    let mut found = find(&words, system, None)?;
    // A story names what is looked for in one of its parts.
    let score = |found: &Answer| found.hits.first().map_or(0.0, |best| best.score);
    if score(&found) < CLEAR {
        let mut best = (score(&found) + AHEAD).max(LEAST_OF_PART);
        for part in parts(&look.reading.plain) {
            let of_part = find(&part, system, None)?;
            let less =
                OF_UNKNOWN * of_part.unknown.len() as f32 + if of_part.is_partial { OF_PARTIAL } else { 0.0 };
            let of_this = score(&of_part) - less;
            if of_part.corrections.is_empty() && of_this >= best {
                best = of_this;
                found = of_part;
                words = part;
            }
        }
    }
    // A claim needs a billable code: where a header is best, those below it are looked through.
    if let Some(best) = found.hits.first().filter(|best| best.billable == Some(false)) {
        let billable = find(&words, Some(best.code.system()), Some(true))?;
        let is_near = |hit: &Hit| hit.code.as_str().starts_with(best.code.as_str());
        if let Some(at) = billable.hits.iter().position(is_near) {
            let mut hits = billable.hits;
            hits[..=at].rotate_right(1);
            found.hits = hits;
        }
    }
    if let Some((_, approach)) = approach {
        found.hits = by_approach(look, found.hits, approach)?;
    }
    found.hits.truncate(NAMED);
    Ok((found, system))
}

/// The parts of a question between its signs, by themselves and with the next one, without the words that ask.
fn parts(plain: &str) -> Vec<String> {
    pattern!(
        SIGNS,
        r"[;:!?()]+|[.,]+(?:\s|$)|\s-+\s|->|\bi\.e\.|\b(?:came in with|presents? with|comes? in with|diagnosed with|because of|due to|who has|has|with|that|for|and|when)\b"
    );
    let Some(signs) = SIGNS.get() else {
        return Vec::new();
    };
    let parts: Vec<&str> = signs
        .split(plain)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let mut joined: Vec<String> = without_denied(plain).into_iter().collect();
    for at in 0..parts.len().min(MOST_PARTS) {
        for count in 1..=JOINED_PARTS {
            if let Some(run) = parts.get(at..at + count) {
                let words = searched(&without_cues(&run.join(" ")));
                if words.contains(' ') && words.len() >= SHORTEST_PART && !joined.contains(&words) {
                    joined.push(words);
                }
            }
        }
    }
    joined
}

/// What is told, without what is denied: `gallstones, gallbladder not inflamed, nothing blocked`. None where nothing is.
fn without_denied(plain: &str) -> Option<String> {
    pattern!(
        DENIED,
        r"^(?:and |but )?(?:no|not|nothing|none|never|denies|doesn't|isn't|wasn't)\b|\b(?:not|isn't|aren't|wasn't)\b|\bok(?:ay)?$"
    );
    let clauses: Vec<&str> = plain.split([',', ';', '.']).map(str::trim).collect();
    let kept: Vec<&str> = clauses
        .iter()
        .copied()
        .filter(|clause| !DENIED.is_in(clause))
        .collect();
    let words = searched(&without_cues(&kept.join(" ")));
    (kept.len() < clauses.len() && words.len() >= SHORTEST_PART).then_some(words)
}

/// Those of an approach; where the best one has another, its sibling with this one comes first.
fn by_approach(look: &Look<'_>, hits: Vec<Hit>, approach: &str) -> Result<Vec<Hit>, CasePilotError> {
    const CHARACTERS: [(&str, char); 3] = [
        ("Percutaneous Endoscopic Approach", '4'),
        ("Percutaneous Approach", '3'),
        ("Open Approach", '0'),
    ];
    let is_of = |hit: &Hit| hit.title.ends_with(approach) && hit.billable == Some(true);
    let sibling = hits
        .iter()
        .find(|hit| hit.billable == Some(true))
        .filter(|best| !is_of(best))
        .and_then(|best| {
            let (_, character) = CHARACTERS.iter().find(|(name, _)| *name == approach)?;
            let text = best.code.as_str();
            Some(format!("{}{character}{}", text.get(..4)?, text.get(5..)?))
        });
    let mut kept = Vec::new();
    if let Some(sibling) = sibling {
        let found = look.search.find(&Request {
            text: sibling,
            on: look.on,
            filters: Filters {
                system: Some(CodeSystem::Icd10pcs),
                ..Filters::default()
            },
            skip: 0,
            take: 1,
            is_typing: false,
        })?;
        kept.extend(found.hits.into_iter().filter(is_of));
    }
    kept.extend(hits.into_iter().filter(is_of));
    Ok(kept)
}

/// ICD-10-PCS calls taking out all of a body part a resection, and a part of it an excision.
fn in_words_of_pcs(words: &str) -> String {
    pattern!(
        TAKEN_OUT,
        r"\b(?:taken out|took out|taking out|removed|removal|cut out)\b"
    );
    pattern!(WHOLE, r"\b(?:whole|entire|complete(?:ly)?|total(?:ly)?|all)\b");
    let (Some(taken_out), Some(whole)) = (TAKEN_OUT.get(), WHOLE.get()) else {
        return words.to_owned();
    };
    let name = if whole.is_match(words) {
        "resection"
    } else {
        "excision"
    };
    let named = taken_out.replace_all(words, name);
    if named == words {
        return words.to_owned();
    }
    whole
        .replace_all(&named, " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The approach of ICD-10-PCS that a word means, as its titles say it.
fn approach(words: &str) -> Option<(&'static str, &'static str)> {
    const APPROACHES: [(&str, &str); 9] = [
        ("laparoscopically", "Percutaneous Endoscopic Approach"),
        ("thoracoscopically", "Percutaneous Endoscopic Approach"),
        ("percutaneously", "Percutaneous Approach"),
        ("laparoscopic", "Percutaneous Endoscopic Approach"),
        ("thoracoscopic", "Percutaneous Endoscopic Approach"),
        ("arthroscopic", "Percutaneous Endoscopic Approach"),
        ("lap", "Percutaneous Endoscopic Approach"),
        ("open", "Open Approach"),
        ("percutaneous", "Percutaneous Approach"),
    ];
    APPROACHES
        .into_iter()
        .find(|(said, _)| words.split_whitespace().any(|word| word == *said))
}

/// The words that are searched for, without those that name a code set.
fn searched(words: &str) -> String {
    pattern!(
        SETS,
        r"\b(?:inpatient procedure|procedure|level ii|hcpcs|cpt|j code|j-code|icd|diagnosis|dx|national)\b"
    );
    let Some(sets) = SETS.get() else {
        return words.to_owned();
    };
    // `250mg` are two words.
    pattern!(DOSE, r"\b(\d+)(mg|mcg|ml|gm|g|units?)\b");
    let words = match DOSE.get() {
        Some(dose) => dose.replace_all(words, "$1 $2"),
        None => words.into(),
    };
    let words = words.as_ref();
    let rest = sets
        .replace_all(words, " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if rest.is_empty() { words.to_owned() } else { rest }
}

async fn tell(look: &Look<'_>, draft: &mut Draft<'_>, found: &Answer) -> Result<(), CasePilotError> {
    for correction in &found.corrections {
        draft.caution(
            format!("“{}” was read as “{}”.", correction.typed, correction.taken),
            &[],
        );
    }
    let Some(best) = found.hits.first() else {
        return Ok(());
    };
    draft.found = Some(best.code.clone());
    let mut cites = Vec::with_capacity(found.hits.len());
    for hit in &found.hits {
        cites.push(draft.cite(citation(look, hit).await?));
    }
    let billable = match best.billable {
        Some(false) => ", a header: a claim needs one of the codes below it",
        _ => "",
    };
    draft.verdict(
        format!("{} {}: {}{billable}.", best.code.system(), best.code, title(best)),
        &cites[..1],
    );
    if !best.is_in_force {
        draft.caution(
            format!(
                "{} is not in force on {}.",
                best.code,
                codeset::long_date(look.on)
            ),
            &cites[..1],
        );
    }
    if found.hits.len() > 1 {
        let rows = found
            .hits
            .iter()
            .map(|hit| {
                let billable = match hit.billable {
                    Some(true) => "Billable",
                    Some(false) => "Header",
                    None => "Not told",
                };
                vec![hit.code.to_string(), title(hit), billable.to_owned()]
            })
            .collect();
        draft.table("Best matches", &["Code", "Title", "On a claim"], rows, &cites);
        draft.caution("The words decide, not the record: check the title and the notes of the code against the documentation.", &[]);
    }
    draft.page(format!("Page of {}", best.code), best.code.path());
    if best.code.system() == CodeSystem::Icd10cm {
        draft.question(format!("Which excludes notes does {} have?", best.code));
    }
    Ok(())
}

fn title(hit: &Hit) -> String {
    if hit.title.is_empty() {
        hit.our_name.clone().unwrap_or_default()
    } else {
        hit.title.clone()
    }
}

async fn citation(look: &Look<'_>, hit: &Hit) -> Result<Citation, CasePilotError> {
    let versions = look.store.list_versions(&hit.code).await?;
    let version = version_on(&versions, look.on);
    Ok(match version {
        Some(version) => cite::of_row(
            version,
            format!("{} {}", hit.code.system(), hit.code),
            hit.code.path(),
            title(hit),
        ),
        None => cite::of_rule(
            code_source(hit.code.system()).title(),
            format!("{} {}, our own name", hit.code.system(), hit.code),
            hit.code.path(),
            title(hit),
        ),
    })
}

fn address(look: &Look<'_>, system: Option<CodeSystem>) -> String {
    let words: String = look
        .topic
        .words
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '.' {
                c.to_string()
            } else {
                "+".to_owned()
            }
        })
        .collect();
    let words: String = words.chars().filter(char::is_ascii).collect();
    match system {
        Some(system) => format!("/case2code?q={words}&system={}", system.slug()),
        None => format!("/case2code?q={words}"),
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if text.chars().nth(80).is_some() {
        short.push('…');
    }
    short
}

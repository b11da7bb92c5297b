//! Reading a case: its phrases, what is said of them, and the codes that they lead to.

use super::identifiers::{Identifier, find_identifiers};
use super::phrases::{Phrases, Scan, is_side};
use super::pregnancy::trimester_of;
use super::sections::{Section, SectionKind, section_of, sections};
use super::sentences::{Token, sentences, tokens};
use super::specificity::{Prompt, prompts};
use super::status::{Status, find_cues, status_of};
use super::written_codes::written_codes;
use crate::SearchError;
use crate::answer::Hit;
use crate::facets::{self, Facets, Laterality, Named, Trimester};
use crate::filter::Filters;
use crate::search::{Request, Search};
use crate::table::Table;
use crate::text::Word;
use codeset::{Code, CodeSystem, NaiveDate};
use std::collections::HashMap;

/// How much of a text is read, in characters.
pub const MOST_CHARACTERS: usize = 20_000;

/// How many different phrases are looked up; a note of that length has fewer.
const MOST_LOOKUPS: usize = 80;

/// The most codes of a finding.
const MOST_CANDIDATES: usize = 3;

/// The longest sentence that is taken as one, in words.
const MOST_WORDS_AT_ONCE: usize = 150;

/// What counts as the same score.
const NEARLY: f32 = 0.85;

/// How many codes are looked at for the candidates.
const TAKEN: usize = 20;

/// What the best code has to score, and what the others have to, as a part of it.
const LEAST_SCORE: f32 = 0.65;
/// The same where the note says a side or a trimester that the code may leave open.
const LEAST_WITH_FACETS: f32 = 0.55;
const LEAST_OF_BEST: f32 = 0.6;

/// Something that the text says and a code exists for.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where the text says it, in bytes; the first place first.
    pub spans: Vec<(usize, usize)>,
    /// The words of the first place.
    pub words: String,
    /// What is said about it.
    pub status: Status,
    /// The words that say so, in bytes; none for what is simply stated.
    pub cue: Option<(usize, usize)>,
    /// What to do with it; empty for what is simply stated.
    pub advice: &'static str,
    /// The part of the note where it stands first.
    pub section: Option<SectionKind>,
    /// The codes, the best first.
    pub candidates: Vec<Hit>,
    /// What the best code leaves open.
    pub prompts: Vec<Prompt>,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseReading {
    /// What the text says, in its order.
    pub findings: Vec<Finding>,
    /// What may identify a person.
    pub identifiers: Vec<Identifier>,
    /// The parts of the note.
    pub sections: Vec<Section>,
    /// Whether the text was longer than [`MOST_CHARACTERS`], so that the rest was not read.
    pub is_cut: bool,
    /// Whether there were more phrases than are looked up.
    pub is_crowded: bool,
}

/// A phrase at its place.
struct Mention {
    span: (usize, usize),
    status: Status,
    cue: Option<(usize, usize)>,
    section: Option<SectionKind>,
    query: String,
    asked: Facets,
    code: Option<Code>,
}

/// Reads a case.
///
/// # Errors
/// Only when the index cannot be read; whatever the text is gets a reading.
pub fn read_case(
    search: &Search,
    phrases: &Phrases,
    text: &str,
    on: NaiveDate,
) -> Result<CaseReading, SearchError> {
    let (text, is_cut) = cut(text);
    let mut reading = CaseReading {
        identifiers: find_identifiers(text),
        sections: sections(text),
        is_cut,
        ..CaseReading::default()
    };
    let mut scan = Scan::default();
    let mentions = mentions(search, phrases, text, &reading, &mut scan);
    reading.is_crowded = scan.is_spent();
    let mut known: HashMap<String, Vec<Hit>> = HashMap::new();
    let mut by_code: HashMap<(Code, Status), usize> = HashMap::new();
    for mention in mentions {
        let candidates = match known.get(&mention.query) {
            Some(candidates) => candidates.clone(),
            None if known.len() >= MOST_LOOKUPS => {
                reading.is_crowded = true;
                continue;
            }
            None => {
                let candidates = candidates(search, &mention, on)?;
                known.insert(mention.query.clone(), candidates.clone());
                candidates
            }
        };
        let Some(best) = candidates.first() else {
            continue;
        };
        let is_listed = matches!(
            mention.section,
            Some(SectionKind::Medications | SectionKind::Allergies)
        );
        // Lists of drugs lead to codes for giving them, which is not what they say.
        if is_listed && best.code.system() != CodeSystem::Icd10cm && mention.code.is_none() {
            continue;
        }
        let key = (best.code.clone(), mention.status);
        if let Some(number) = by_code.get(&key) {
            reading.findings[*number].spans.push(mention.span);
            continue;
        }
        by_code.insert(key, reading.findings.len());
        let prompts = match mention.status {
            Status::Affirmed | Status::History => {
                prompts(&search.catalogue.table, &best.code, mention.asked, on)
            }
            _ => Vec::new(),
        };
        reading.findings.push(Finding {
            words: words_of(text, mention.span),
            spans: vec![mention.span],
            status: mention.status,
            cue: mention.cue,
            advice: match mention.section {
                Some(SectionKind::Allergies) => "An allergy is a status: see Z88 and Z91.0.",
                _ => mention.status.advice(),
            },
            section: mention.section,
            candidates,
            prompts,
        });
    }
    join_less_specific(&mut reading.findings);
    Ok(reading)
}

/// The part of a text that is read.
fn cut(text: &str) -> (&str, bool) {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

/// The words of a span in one line.
fn words_of(text: &str, span: (usize, usize)) -> String {
    let words: Vec<&str> = text[span.0..span.1].split_whitespace().collect();
    words.join(" ")
}

/// All phrases and codes of a text in their order.
fn mentions(
    search: &Search,
    phrases: &Phrases,
    text: &str,
    reading: &CaseReading,
    scan: &mut Scan,
) -> Vec<Mention> {
    let table = &search.catalogue.table;
    let codes = written_codes(table, text);
    let trimester = trimester_of(text);
    let is_identifier = |span: (usize, usize)| {
        let at = reading.identifiers.partition_point(|one| one.span.1 <= span.0);
        reading.identifiers.get(at).is_some_and(|one| one.span.0 < span.1)
    };
    let mut mentions = Vec::new();
    for (sentence, words) in parts(text) {
        let cues = find_cues(&words);
        let section = section_of(&reading.sections, text, sentence);
        let kind = section.map(|section| section.kind);
        let of_section = |status: (Status, Option<(usize, usize)>)| match (status.0, section) {
            (Status::Affirmed | Status::History | Status::Uncertain, Some(section))
                if section.kind == SectionKind::Family =>
            {
                (Status::Family, Some(section.heading))
            }
            (Status::Affirmed, Some(section)) if section.kind == SectionKind::Surgical => {
                (Status::History, Some(section.heading))
            }
            _ => status,
        };
        let mut taken: Vec<bool> = words
            .iter()
            .map(|word| {
                let at = reading
                    .sections
                    .partition_point(|section| section.heading.1 <= word.span.0);
                let in_heading = reading
                    .sections
                    .get(at)
                    .is_some_and(|section| section.heading.0 <= word.span.0);
                in_heading || is_identifier(word.span)
            })
            .collect();
        let first_code = codes.partition_point(|(span, _)| span.0 < sentence.0);
        for (span, code) in codes[first_code..]
            .iter()
            .take_while(|(span, _)| span.1 <= sentence.1)
        {
            let of_code = |word: &Token| span.0 <= word.span.0 && word.span.1 <= span.1;
            let Some(first) = words.iter().position(of_code) else {
                continue;
            };
            if taken[first] {
                continue;
            }
            let last = words.iter().rposition(of_code).unwrap_or(first);
            taken[first..=last].fill(true);
            let (status, cue) = of_section(status_of(&cues, (first, last + 1)));
            mentions.push(Mention {
                span: *span,
                status,
                cue,
                section: kind,
                query: code.as_str().to_owned(),
                asked: table
                    .find(code)
                    .map_or(Facets::default(), |number| table.entries[number as usize].facets),
                code: Some(code.clone()),
            });
        }
        for phrase in phrases.find(table, &search.thesaurus, scan, &words, &taken) {
            let (first, last) = (phrase.first(), phrase.last());
            let (status, cue) = of_section(status_of(&cues, (first, last + 1)));
            let said: Vec<&str> = phrase.words.iter().map(|at| words[*at].plain.as_str()).collect();
            let mut query = said.join(" ");
            let (mut asked, span) = facets_around(&words, first, last);
            asked.trimester = asked.trimester.or(trimester);
            for label in [
                asked.laterality.map(Named::label),
                asked.encounter.map(Named::label),
                asked.trimester.map(Named::label),
            ]
            .into_iter()
            .flatten()
            {
                query.push(' ');
                query.push_str(label);
            }
            mentions.push(Mention {
                span,
                status,
                cue,
                section: kind,
                query,
                asked,
                code: None,
            });
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

/// The sentences of a text with their words; what has no end is taken in parts.
fn parts(text: &str) -> impl Iterator<Item = ((usize, usize), Vec<Token>)> {
    sentences(text).into_iter().flat_map(move |sentence| {
        let words = tokens(text, sentence);
        let count = words.len().div_ceil(MOST_WORDS_AT_ONCE).max(1);
        let mut parts = Vec::with_capacity(count);
        if count == 1 {
            parts.push((sentence, words));
        } else {
            for part in words.chunks(MOST_WORDS_AT_ONCE) {
                let begin = part.first().map_or(sentence.0, |word| word.span.0);
                let end = part.last().map_or(sentence.1, |word| word.span.1);
                parts.push(((begin, end), part.to_vec()));
            }
        }
        parts
    })
}

/// The facets that the words around a phrase ask for, as far as no comma or `and` stands between; and the phrase's span
/// with a side right before it.
fn facets_around(words: &[Token], first: usize, last: usize) -> (Facets, (usize, usize)) {
    let is_joint = |word: &Token| {
        word.after_comma
            || word.after_break
            || matches!(word.plain.as_str(), "and" | "or" | "but" | "no" | "denies")
    };
    let mut begin = first;
    while begin > 0 && first - begin < 6 && !is_joint(&words[begin]) {
        begin -= 1;
    }
    if is_joint(&words[begin]) && matches!(words[begin].plain.as_str(), "and" | "or" | "but") {
        begin += 1;
    }
    let mut end = last + 1;
    while end < words.len() && end - last < 7 {
        // `fracture of radius, left`: a side alone behind a comma is part of it.
        let is_side_alone =
            words[end].after_comma && is_side(&words[end].plain) && words.get(end + 1).is_none_or(is_joint);
        if is_joint(&words[end]) && !is_side_alone {
            break;
        }
        end += 1;
    }
    let near: Vec<Word> = words[begin.min(first)..end]
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let next = words.get(begin + at + 1);
            let plain = match word.plain.as_str() {
                "l" if next.is_some() => "left",
                "r" if next.is_some() => "right",
                plain => plain,
            };
            Word {
                plain: plain.to_owned(),
                span: word.span,
            }
        })
        .collect();
    let (_, facets) = facets::take_from_query(near);
    let mut from = first;
    while from > begin && is_side(&words[from - 1].plain) {
        from -= 1;
    }
    let mut to = last;
    while to + 1 < end && is_side(&words[to + 1].plain) {
        to += 1;
    }
    (facets, (words[from].span.0, words[to].span.1))
}

/// The codes that a phrase leads to.
fn candidates(search: &Search, mention: &Mention, on: NaiveDate) -> Result<Vec<Hit>, SearchError> {
    let request = Request {
        // The space says that the last word is whole; counts are not needed.
        text: format!("{} ", mention.query),
        on,
        filters: Filters {
            in_force: mention.code.is_none().then_some(true),
            ..Filters::default()
        },
        skip: 0,
        take: TAKEN,
        is_typing: true,
    };
    let mut hits = search.find(&request)?.hits;
    if let Some(code) = &mention.code {
        hits.retain(|hit| hit.code == *code || hit.above.iter().any(|(above, _)| above == code));
        hits.sort_by_key(|hit| hit.code != *code);
        hits.truncate(MOST_CANDIDATES);
        return Ok(hits);
    }
    let best = hits.first().map_or(0.0, |hit| hit.score);
    // `ED` and `RT` are read as modifiers; a note does not mean these.
    hits.retain(|hit| hit.code.system() != CodeSystem::Modifier);
    let best = hits.first().map_or(best, |hit| hit.score);
    let least = if mention.asked.is_empty() {
        LEAST_SCORE
    } else {
        LEAST_WITH_FACETS
    };
    hits.retain(|hit| best >= least && hit.score >= best * LEAST_OF_BEST);
    put_open_first(&search.catalogue.table, &mut hits, mention.asked);
    hits.truncate(MOST_CANDIDATES);
    Ok(hits)
}

/// Of codes for one condition the one first that says what the note says, no side, encounter or trimester which the note does not say, and
/// that a claim can carry.
fn put_open_first(table: &Table, hits: &mut [Hit], asked: Facets) {
    let differs = |hit: &Hit| {
        let Some(number) = table.find(&hit.code) else {
            return 0;
        };
        let has = table.entries[number as usize].facets;
        let says_side = !matches!(has.laterality, None | Some(Laterality::Unspecified));
        let says_trimester = !matches!(has.trimester, None | Some(Trimester::Unspecified));
        let misses_side = asked.laterality.is_some() && has.laterality != asked.laterality;
        let misses_encounter = asked.encounter.is_some() && has.encounter != asked.encounter;
        let misses_trimester = asked.trimester.is_some() && has.trimester != asked.trimester;
        let misses = [misses_side, misses_encounter, misses_trimester];
        misses.iter().filter(|misses| **misses).count()
            + usize::from(says_side && asked.laterality.is_none())
            + usize::from(has.encounter.is_some() && asked.encounter.is_none())
            + usize::from(says_trimester && asked.trimester.is_none())
    };
    let Some(best) = hits.first() else {
        return;
    };
    let rank = |hit: &Hit| (differs(hit), hit.billable != Some(true));
    let (least, score, category) = (
        rank(best),
        best.score,
        best.code.as_str().get(..3).map(str::to_owned),
    );
    let open = hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| {
            hit.score >= score * NEARLY && hit.code.as_str().get(..3).map(str::to_owned) == category
        })
        .min_by_key(|(at, hit)| (rank(hit), *at));
    if let Some((at, hit)) = open
        && rank(hit) < least
    {
        hits[..=at].rotate_right(1);
    }
}

/// `Left knee pain` and, later, `knee pain`: what is said again with less is no finding of its own.
fn join_less_specific(findings: &mut Vec<Finding>) {
    let mut at = 0;
    while at < findings.len() {
        let one = &findings[at];
        let key = plain_words(&one.words);
        let has_side = key.len() < words_count(&one.words);
        let into = findings.iter().enumerate().position(|(number, other)| {
            let other_key = plain_words(&other.words);
            number != at
                && other.status == one.status
                && !has_side
                && other_key.len() < words_count(&other.words)
                && other_key == key
        });
        match into {
            Some(into) => {
                let joined = findings.remove(at);
                let into = if into > at { into - 1 } else { into };
                findings[into].spans.extend(joined.spans);
                findings[into].spans.sort_unstable();
            }
            None => at += 1,
        }
    }
    findings.sort_by_key(|finding| finding.spans.first().copied());
}

fn plain_words(words: &str) -> Vec<String> {
    let mut plain: Vec<String> = crate::text::words(words)
        .into_iter()
        .map(|word| word.plain)
        .filter(|word| !is_side(word) && !crate::text::is_silent(word))
        .collect();
    plain.sort_unstable();
    plain
}

fn words_count(words: &str) -> usize {
    crate::text::words(words)
        .iter()
        .filter(|word| !crate::text::is_silent(&word.plain))
        .count()
}

//! The phrases of a note that lead to codes, found in memory: every short text of the table is a pattern of stems, and
//! a window of a clause that has all of them is a phrase.

use super::cues;
use super::sentences::Token;
use crate::record::TermKind;
use crate::table::Table;
use crate::text::{self, Stems};
use crate::thesaurus::Thesaurus;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The longest pattern, in stems: longer titles are not written in notes.
const LONGEST: usize = 7;

/// The longest pattern of an index entry; longer ones carry their main terms with them.
const LONGEST_INDEXED: usize = 4;

/// How many words a note may have between the words of a pattern.
const SLACK: usize = 2;

/// The most comparisons for a text, so that no text takes long.
const MOST_CHECKS: usize = 4_000_000;

/// Of the weight of an unknown word: what a pattern of one stem has to have, and one of more.
const LEAST_OF_ONE: f32 = 0.3;
const LEAST_OF_MORE: f32 = 0.42;

/// Words that titles add and notes leave out.
const LEFT_OUT: [&str; 11] = [
    "unspecified",
    "nos",
    "nec",
    "elsewhere",
    "classified",
    "region",
    "organism",
    "site",
    "specified",
    "mellitus",
    "essential",
];

/// Words that are no phrase alone.
const GENERIC: &str = "history patient left right pt hx dx rx tx sx f/u c/o h/o s/p w/o r/o yo y/o bid tid qid prn po qd md \
pa er ed wnl nad ros am pm male female man woman child adult infant day week month year hour minute time today visit office \
exam examination evaluation eval assessment plan treatment therapy care normal abnormal abnormality status post pre level \
unit each per body skin area site upper lower side part joint knee hip shoulder back neck head chest hand foot ankle wrist \
elbow arm leg arms legs eye ear nose throat heart lung liver kidney bone muscle blood urine stool mild moderate severe acute \
chronic new old other none no not with without type stage grade present absent negative positive pressure weight height \
temperature pulse rate motion range strength training exercise exercises home work school daily activity activities function \
assist assistance independent dependent problem complaint condition disease disorder syndrome injury finding symptom sign \
test tests result results study screening screen follow followup return call rest ice heat medication medications drug dose \
tablet oral injection family social mother father brother sister son daughter alcohol tobacco water food air single multiple \
initial subsequent first second third long short high low deep open closed general local primary secondary principal good poor \
fair stable better worse improved goal goals session set sets rep reps supine sitting sit stand standing walk walking gait \
balance transfer transfers bed chair stairs manual active passive full partial total complete limited limitation restricted \
contact risk cause due use used using need needs change changes increase decrease start stop support service procedure \
operation surgery surgical repair removal replacement insertion implant device material foreign bodies object collection \
review record report note number code diagnosis impression subjective objective date birth age pregnancy delivery twin \
labor discharge admission observation emergency department hospital clinic physician provider nurse therapist consult \
consultation referral counseling education information instruction management monitoring medical physical mental personal \
health state position movement point line form group class center central middle inner outer front rear anterior posterior \
medial lateral distal proximal bilateral unilateral superior inferior small large light dark red white clear soft hard dry \
wet cold hot warm cool plus minus about around after before during since until while then than now once twice all any some \
more most less least few many several only also very well fine ok yes this these those lesion mass sensitivity reaction \
response resistance stress strain loss lost gain wt ht bp hr rr va id as be do go if so up us we he she they them in on ct \
mr x ray mri imaging film view views lab labs culture sample ra la rv lv sp se so iv im sq sc cc ml mg mcg kg lb cm mm fl \
ext int abd add ir er rom mmt nl neg breast bowel bladder vagina vaginal lumbar cervical thoracic sacral spine pelvis abdomen \
pelvic abdominal cardiac renal hepatic lungs infection infected wheel radial tibial pos tab cap inj sol susp sig disp refill refills st sv ft ref rec mod max min cga sba";

/// A phrase in the words of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Its words, as numbers of tokens.
    pub words: Vec<usize>,
    /// How much its stems weigh.
    pub weight: f32,
}

impl Phrase {
    /// Its first word.
    pub fn first(&self) -> usize {
        self.words.first().copied().unwrap_or_default()
    }

    /// Its last word.
    pub fn last(&self) -> usize {
        self.words.last().copied().unwrap_or_default()
    }
}

#[derive(Debug)]
struct Pattern {
    stems: Box<[u32]>,
    weight: f32,
    /// Whether the text itself joins parts by `and`, `or` or `with`.
    is_joined: bool,
    /// Whether the words stand side by side.
    is_tight: bool,
}

/// The patterns of all codes.
#[derive(Debug, Default)]
pub struct Phrases {
    patterns: Vec<Pattern>,
    /// The patterns by their rarest stem.
    by_rarest: HashMap<u32, Vec<u32>>,
    /// Stems that only the thesaurus has.
    more: HashMap<String, u32>,
}

/// A word that says something, or a term of the thesaurus that begins with it.
struct Place {
    token: usize,
    /// Stems with the number of words that they stand for.
    stems: Vec<(u32, usize)>,
    /// How many joints there are before it: commas, `and`, `or`.
    joints: u32,
    clause: u32,
}

/// What is found for a note; counts the comparisons.
#[derive(Default)]
pub(crate) struct Scan {
    stems: Stems,
    checks: usize,
}

impl Scan {
    /// Whether comparisons ran out.
    pub(crate) fn is_spent(&self) -> bool {
        self.checks >= MOST_CHECKS
    }
}

impl Phrases {
    /// Prepares the patterns of a table.
    pub fn of(table: &Table, thesaurus: &Thesaurus) -> Self {
        let mut phrases = Self::default();
        let mut known: HashMap<Box<[u32]>, u32> = HashMap::new();
        let mut stemmer = Stems::default();
        let numbers = |words: &mut dyn Iterator<Item = &str>, stemmer: &mut Stems| -> Vec<u32> {
            words.filter_map(|word| table.stem(&stemmer.stem(word))).collect()
        };
        let left_out = numbers(&mut LEFT_OUT.into_iter(), &mut stemmer);
        let generic = numbers(&mut GENERIC.split_whitespace(), &mut stemmer);
        let not = table.stem("not");
        let other = table.stem("other");
        let codes_of_procedures = codeset::CodeSystem::Icd10pcs;
        for entry in &table.entries {
            if matches!(entry.code.system(), codeset::CodeSystem::Modifier)
                || entry.code.system() == codes_of_procedures
            {
                continue;
            }
            let range = entry.terms.start as usize..entry.terms.end as usize;
            for (at, term) in table.terms[range].iter().enumerate() {
                let longest = match term.kind {
                    TermKind::Title | TermKind::Inclusion | TermKind::Thesaurus => LONGEST,
                    TermKind::Index => LONGEST_INDEXED,
                    _ => continue,
                };
                let is_vague = other.is_some_and(|other| term.stems.contains(&other));
                let text = match term.kind {
                    TermKind::Title => entry.titles.get(at).map_or("", |title| title.text.as_str()),
                    _ => &*term.text,
                };
                // What stands in brackets is left out as often as not.
                if text.contains('(') {
                    let mut essential = Vec::new();
                    for word in text::words(&without_brackets(text)) {
                        let number = table.stem(&stemmer.stem(&word.plain));
                        essential.extend(
                            number.filter(|number| !left_out.contains(number) && !essential.contains(number)),
                        );
                    }
                    essential.sort_unstable();
                    if !essential.is_empty() && essential.len() <= longest && !is_vague {
                        phrases.add(table, &mut known, &generic, essential, is_joined(text), false);
                    }
                }
                if term.stems.len() > longest + 2 {
                    continue;
                }
                let is_elsewhere = term.stems.iter().any(|stem| left_out.contains(stem));
                let mut stems: Vec<u32> = term
                    .stems
                    .iter()
                    .copied()
                    .filter(|stem| !(left_out.contains(stem) || is_elsewhere && Some(*stem) == not))
                    .collect();
                if stems.is_empty() || stems.len() > longest || is_vague {
                    continue;
                }
                stems.sort_unstable();
                phrases.add(table, &mut known, &generic, stems, is_joined(text), false);
            }
        }
        for line in thesaurus.entries() {
            if line.means.is_empty() {
                continue;
            }
            let words = text::words(&line.term);
            // One word for another needs no pattern: its meaning is looked for as well.
            let is_form = words.len() == 1 && line.means.iter().all(|means| text::words(means).len() == 1);
            let is_generic = is_form || words.len() == 1 && is_generic(&words[0].plain);
            let mut stems: Vec<u32> = Vec::new();
            for word in words.iter().filter(|word| !text::is_silent(&word.plain)) {
                let number = phrases.number(table, &stemmer.stem(&word.plain));
                if !stems.contains(&number) {
                    stems.push(number);
                }
            }
            stems.sort_unstable();
            let is_letter = words
                .iter()
                .all(|word| word.plain.len() < 2 || text::is_silent(&word.plain));
            if !is_generic && !is_letter && (1..=LONGEST).contains(&stems.len()) {
                let is_joined = is_joined(&line.term);
                phrases.add(table, &mut known, &generic, stems, is_joined, true);
            }
        }
        for (number, pattern) in phrases.patterns.iter().enumerate() {
            let rarest = pattern
                .stems
                .iter()
                .copied()
                .max_by(|one, other| weight(table, *one).total_cmp(&weight(table, *other)));
            if let (Some(rarest), Ok(number)) = (rarest, u32::try_from(number)) {
                phrases.by_rarest.entry(rarest).or_default().push(number);
            }
        }
        phrases
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    fn add(
        &mut self,
        table: &Table,
        known: &mut HashMap<Box<[u32]>, u32>,
        generic: &[u32],
        stems: Vec<u32>,
        is_joined: bool,
        is_tight: bool,
    ) {
        let all: f32 = stems.iter().map(|stem| weight(table, *stem)).sum();
        let least = if stems.len() == 1 {
            LEAST_OF_ONE
        } else {
            LEAST_OF_MORE
        };
        let is_number = stems
            .iter()
            .all(|stem| table.stem_name(*stem).bytes().all(|b| b.is_ascii_digit()) && *stem < FIRST_MORE);
        if stems.iter().all(|stem| generic.contains(stem))
            && (stems.len() == 1 || all < table.weight_of_unknown())
            || is_number
            || all < least * table.weight_of_unknown()
        {
            return;
        }
        let stems = stems.into_boxed_slice();
        if let Some(number) = known.get(&stems) {
            if let Some(pattern) = self.patterns.get_mut(*number as usize) {
                pattern.is_joined |= is_joined;
                pattern.is_tight &= is_tight;
            }
            return;
        }
        known.insert(
            stems.clone(),
            u32::try_from(self.patterns.len()).unwrap_or(u32::MAX),
        );
        self.patterns.push(Pattern {
            stems,
            weight: all,
            is_joined,
            is_tight,
        });
    }

    fn number(&mut self, table: &Table, stem: &str) -> u32 {
        table.stem(stem).unwrap_or_else(|| {
            let next = FIRST_MORE + u32::try_from(self.more.len()).unwrap_or_default();
            *self.more.entry(stem.to_owned()).or_insert(next)
        })
    }

    /// The phrases of a sentence in their order; none overlaps another. Words of `taken` are left alone.
    pub(crate) fn find(
        &self,
        table: &Table,
        thesaurus: &Thesaurus,
        scan: &mut Scan,
        tokens: &[Token],
        taken: &[bool],
    ) -> Vec<Phrase> {
        let places = self.places(table, thesaurus, scan, tokens, taken);
        let mut found: Vec<Phrase> = Vec::new();
        for at in 0..places.len() {
            for number in 0..places[at].stems.len() {
                let (stem, _) = places[at].stems[number];
                for pattern in self.by_rarest.get(&stem).map_or(&[][..], Vec::as_slice) {
                    if scan.is_spent() {
                        break;
                    }
                    let pattern = &self.patterns[*pattern as usize];
                    found.extend(meet(pattern, &places, at, stem, &mut scan.checks));
                }
            }
        }
        found.sort_by(|one, other| {
            other
                .weight
                .total_cmp(&one.weight)
                .then_with(|| one.words.len().cmp(&other.words.len()))
                .then_with(|| one.words.cmp(&other.words))
        });
        let mut free = vec![true; tokens.len()];
        found.retain(|phrase| {
            let range = phrase.first()..=phrase.last();
            let is_free = free[range.clone()].iter().all(|free| *free);
            if is_free {
                free[range].fill(false);
            }
            is_free
        });
        found.sort_by_key(Phrase::first);
        found
    }

    fn places(
        &self,
        table: &Table,
        thesaurus: &Thesaurus,
        scan: &mut Scan,
        tokens: &[Token],
        taken: &[bool],
    ) -> Vec<Place> {
        let stemmed: Vec<String> = tokens.iter().map(|token| scan.stems.stem(&token.plain)).collect();
        let mut places: Vec<Place> = Vec::with_capacity(tokens.len());
        let (mut joints, mut clause) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            if taken.get(at) == Some(&true) || !token.is_word() {
                clause += 1;
                continue;
            }
            let plain = token.plain.as_str();
            if token.after_break
                || matches!(plain, "no" | "denies" | "denied")
                || (cues::stops(&token.plain) && !text::is_silent(&token.plain))
            {
                clause += 1;
            }
            let is_and = matches!(plain, "and" | "or" | "nor");
            if is_and || (token.after_comma && !is_qualifier(plain)) {
                joints += 1;
            }
            if is_side(plain) || text::is_silent(plain) {
                continue;
            }
            let mut stems: Vec<(u32, usize)> = Vec::new();
            if let Some(number) = table
                .stem(&stemmed[at])
                .or_else(|| self.more.get(&stemmed[at]).copied())
            {
                stems.push((number, 1));
            }
            let from = if is_generic(plain) || plain.len() < 2 {
                2
            } else {
                1
            };
            for length in from..=thesaurus.longest().min(4).min(tokens.len() - at) {
                let goes_on = length == 1
                    || (tokens[at + length - 1].is_word()
                        && !tokens[at + length - 1].after_break
                        && taken.get(at + length - 1) != Some(&true));
                if !goes_on {
                    break;
                }
                let key: Vec<&str> = stemmed[at..at + length].iter().map(String::as_str).collect();
                for wording in thesaurus.meanings(&key).iter().take(2) {
                    for word in text::words(wording) {
                        if let Some(number) = table.stem(&scan.stems.stem(&word.plain))
                            && !text::is_silent(&word.plain)
                            && !stems.iter().any(|(known, _)| *known == number)
                        {
                            stems.push((number, length));
                        }
                    }
                }
            }
            places.push(Place {
                token: at,
                stems,
                joints,
                clause,
            });
        }
        places
    }
}

/// The number of the first stem that no text of the table has.
const FIRST_MORE: u32 = 1 << 30;

fn weight(table: &Table, stem: u32) -> f32 {
    if stem >= FIRST_MORE {
        table.weight_of_unknown()
    } else {
        table.weight(stem)
    }
}

/// Whether a pattern is met around a place that has its rarest stem.
fn meet(pattern: &Pattern, places: &[Place], at: usize, rarest: u32, checks: &mut usize) -> Option<Phrase> {
    let most = if pattern.is_tight {
        pattern.stems.len()
    } else {
        pattern.stems.len() + SLACK
    };
    let here = &places[at];
    let mut words: Vec<usize> = Vec::new();
    let (mut first, mut last) = (at, at);
    for stem in &*pattern.stems {
        let mut best: Option<(usize, usize)> = None;
        if *stem == rarest {
            best = here
                .stems
                .iter()
                .find(|(one, _)| one == stem)
                .map(|(_, length)| (at, *length));
        } else {
            // The nearest place that has it.
            'near: for distance in 0..most {
                for place in [at.checked_sub(distance), at.checked_add(distance)] {
                    let Some(place) = place.filter(|place| *place < places.len()) else {
                        continue;
                    };
                    *checks += 1;
                    let is_joint = places[place].joints != here.joints && !pattern.is_joined;
                    if places[place].clause != here.clause || is_joint {
                        continue;
                    }
                    if let Some((_, length)) = places[place].stems.iter().find(|(one, _)| one == stem) {
                        best = Some((place, *length));
                        break 'near;
                    }
                }
            }
        }
        let (place, length) = best?;
        first = first.min(place);
        last = last.max(place);
        if last - first >= most {
            return None;
        }
        words.extend(places[place].token..places[place].token + length);
    }
    *checks += 1;
    if places[last].joints - places[first].joints > u32::from(pattern.is_joined) {
        return None;
    }
    words.sort_unstable();
    words.dedup();
    let between = (last - first + 1).saturating_sub(words.len());
    Some(Phrase {
        words,
        weight: pattern.weight * (1.0 - 0.06 * between as f32),
    })
}

fn is_joined(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word, "and" | "or" | "with" | "And" | "With"))
}

/// Whether a word alone is no phrase.
fn is_generic(word: &str) -> bool {
    GENERIC_WORDS.contains(word)
}

static GENERIC_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| GENERIC.split_whitespace().collect());

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// Words behind a comma that still belong to what stands before it.
fn is_qualifier(word: &str) -> bool {
    matches!(
        word,
        "type"
            | "stage"
            | "grade"
            | "acute"
            | "chronic"
            | "severe"
            | "mild"
            | "moderate"
            | "unspecified"
            | "left"
            | "right"
            | "bilateral"
            | "initial"
            | "subsequent"
            | "sequela"
            | "closed"
            | "open"
            | "displaced"
            | "recurrent"
    )
}

/// Words for a side: they do not count, and are asked for apart.
pub(crate) fn is_side(word: &str) -> bool {
    matches!(
        word,
        "left"
            | "right"
            | "lt"
            | "rt"
            | "l"
            | "r"
            | "bilateral"
            | "bilaterally"
            | "bilat"
            | "both"
            | "b/l"
            | "sided"
            | "side"
    )
}

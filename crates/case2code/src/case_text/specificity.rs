//! What a code leaves open that a claim needs: the side, the encounter, the trimester, the type, more characters.

use crate::facets::{Facets, Laterality, Trimester};
use crate::record::TermKind;
use crate::table::{Entry, Table};
use codeset::{Code, CodeSystem, NaiveDate};

/// The most choices of a question.
const MOST_CHOICES: usize = 12;

/// The most codes that are looked at for the choices.
const MOST_RELATIVES: usize = 400;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// The side.
    Laterality,
    /// The encounter of the seventh character.
    Encounter,
    /// The trimester.
    Trimester,
    /// A more specific code beside one that says "unspecified".
    Kind,
    /// More characters below a header.
    Characters,
}

/// A question that the note has to answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What it is about.
    pub gap: Gap,
    /// In plain words.
    pub question: String,
    /// The answers, each with the code that it leads to.
    pub choices: Vec<(String, Code)>,
}

/// The questions that a code leaves open on a day, or that it answers and the note does not: `asked` is what the note says.
pub fn prompts(table: &Table, code: &Code, asked: Facets, on: NaiveDate) -> Vec<Prompt> {
    let Some(number) = table.find(code) else {
        return Vec::new();
    };
    if code.system() != CodeSystem::Icd10cm {
        return Vec::new();
    }
    let entry = &table.entries[number as usize];
    let mut prompts = Vec::new();
    let mut same = same_condition(table, number, on);
    if asked != entry.facets {
        let at = same.partition_point(|other| *other < number);
        same.insert(at, number);
    }
    let has = entry.facets;
    if asked.laterality.is_none() || matches!(has.laterality, None | Some(Laterality::Unspecified)) {
        let sides = same.iter().copied().filter(|other| {
            let other = &table.entries[*other as usize];
            matches!(other.facets.laterality, Some(side) if side != Laterality::Unspecified)
                && (other.facets.encounter, other.facets.trimester) == (has.encounter, has.trimester)
        });
        let choices = choices(table, sides, |entry| side(entry.facets));
        ask(&mut prompts, Gap::Laterality, "Which side is it?", choices);
    }
    if asked.encounter.is_none() || has.encounter.is_none() {
        let visits = same.iter().copied().filter(|other| {
            let other = &table.entries[*other as usize];
            other.facets.encounter.is_some()
                && (other.facets.laterality, other.facets.trimester) == (has.laterality, has.trimester)
                && other.is_billable(on)
        });
        let choices = choices(table, visits, |entry| encounter(entry, on));
        ask(
            &mut prompts,
            Gap::Encounter,
            "Which encounter is it: active treatment, healing, or a late effect?",
            choices,
        );
    }
    if asked.trimester.is_none() || matches!(has.trimester, None | Some(Trimester::Unspecified)) {
        let trimesters = same.iter().copied().filter(|other| {
            let other = &table.entries[*other as usize];
            matches!(other.facets.trimester, Some(one) if one != Trimester::Unspecified)
                && (other.facets.laterality, other.facets.encounter) == (has.laterality, has.encounter)
        });
        let choices = choices(table, trimesters, |entry| trimester(entry.facets));
        ask(&mut prompts, Gap::Trimester, "Which trimester is it?", choices);
    }
    if let Some(prompt) = kind(table, number, on) {
        prompts.push(prompt);
    }
    if !entry.is_billable(on) && !prompts.iter().any(|prompt| prompt.gap != Gap::Kind) {
        let below = table
            .children(number)
            .filter(|below| table.entries[*below as usize].is_in_force(on));
        let choices = choices(table, below, |entry| title(entry, on));
        ask(
            &mut prompts,
            Gap::Characters,
            &format!(
                "{} is a heading and needs more characters. Which of these is it?",
                code.as_str()
            ),
            choices,
        );
    }
    prompts
}

fn ask(prompts: &mut Vec<Prompt>, gap: Gap, question: &str, choices: Vec<(String, Code)>) {
    if choices.len() > 1 || (gap == Gap::Characters && !choices.is_empty()) {
        prompts.push(Prompt {
            gap,
            question: question.to_owned(),
            choices,
        });
    }
}

fn choices(
    table: &Table,
    numbers: impl Iterator<Item = u32>,
    label: impl Fn(&Entry) -> String,
) -> Vec<(String, Code)> {
    numbers
        .take(MOST_CHOICES)
        .map(|number| {
            let entry = &table.entries[number as usize];
            (label(entry), entry.code.clone())
        })
        .collect()
}

/// The stems of an entry's newest title, without its facets.
fn stems(table: &Table, entry: &Entry) -> Vec<u32> {
    let range = entry.terms.start as usize..entry.terms.end as usize;
    let mut stems = table.terms[range]
        .iter()
        .rfind(|term| term.kind == TermKind::Title)
        .map_or(Vec::new(), |term| term.stems.to_vec());
    stems.sort_unstable();
    stems
}

/// The codes around one whose titles differ from its own only in facets.
fn same_condition(table: &Table, number: u32, on: NaiveDate) -> Vec<u32> {
    let entry = &table.entries[number as usize];
    let own = stems(table, entry);
    // Up as long as the title stays the same but for its facets, and one code more.
    let top = top_of(table, number, &own);
    let top = table.entries[top as usize].parent.unwrap_or(top);
    let begin = table.entries[top as usize].code.as_str();
    table.entries[top as usize + 1..]
        .iter()
        .take(MOST_RELATIVES)
        .take_while(|below| {
            below.code.as_str().starts_with(begin) && below.code.system() == CodeSystem::Icd10cm
        })
        .zip(top + 1..)
        .filter(|(below, at)| *at != number && below.is_in_force(on) && stems(table, below) == own)
        .map(|(_, at)| at)
        .collect()
}

/// The highest code above one whose title is the same but for facets.
fn top_of(table: &Table, number: u32, own: &[u32]) -> u32 {
    let mut top = number;
    while let Some(parent) = table.entries[top as usize].parent {
        if stems(table, &table.entries[parent as usize]) != own {
            break;
        }
        top = parent;
    }
    top
}

/// The more specific codes beside one whose title says "unspecified" of something else than a side.
fn kind(table: &Table, number: u32, on: NaiveDate) -> Option<Prompt> {
    let entry = &table.entries[number as usize];
    let unspecified = table.stem(&crate::text::stem("unspecified"))?;
    let own = stems(table, entry);
    if !own.contains(&unspecified) {
        return None;
    }
    // The level on which the condition itself is chosen: above the side and the encounter.
    let mut level = number;
    while let Some(parent) = table.entries[level as usize].parent {
        let of_parent = stems(table, &table.entries[parent as usize]);
        if of_parent != own {
            break;
        }
        level = parent;
    }
    let mut parent = table.entries[level as usize].parent?;
    // `S93.401A` and `S93.401` stand below `S93.40`, which has the same words.
    if table.entries[level as usize].facets.encounter.is_some() {
        level = parent;
        parent = table.entries[level as usize].parent?;
    }
    let wanted = entry.facets;
    let beside: Vec<u32> = table
        .children(parent)
        .filter(|beside| *beside != level)
        .filter(|beside| {
            let beside = &table.entries[*beside as usize];
            let of_title = stems(table, beside);
            beside.is_in_force(on) && of_title != own && !of_title.contains(&unspecified)
        })
        .map(|beside| like(table, beside, wanted, on))
        .collect();
    let choices = choices(table, beside.into_iter(), |entry| title(entry, on));
    (!choices.is_empty()).then(|| Prompt {
        gap: Gap::Kind,
        question: "The code says \"unspecified\". Does the note say which of these it is?".to_owned(),
        choices,
    })
}

/// The code below one that has some facets, else the code itself.
fn like(table: &Table, number: u32, wanted: Facets, on: NaiveDate) -> u32 {
    let begin = table.entries[number as usize].code.as_str();
    table.entries[number as usize..]
        .iter()
        .take(40)
        .take_while(|below| below.code.as_str().starts_with(begin))
        .position(|below| below.facets == wanted && below.is_billable(on) && below.is_in_force(on))
        .and_then(|at| u32::try_from(at).ok())
        .map_or(number, |at| number + at)
}

fn title(entry: &Entry, on: NaiveDate) -> String {
    entry.title(on).map_or(String::new(), |title| title.text.clone())
}

fn side(facets: Facets) -> String {
    use crate::facets::Named;
    facets.laterality.map_or("", Named::label).to_owned()
}

fn trimester(facets: Facets) -> String {
    use crate::facets::Named;
    facets.trimester.map_or("", Named::label).to_owned()
}

/// The end of the title: `subsequent encounter for fracture with routine healing`.
fn encounter(entry: &Entry, on: NaiveDate) -> String {
    let title = title(entry, on);
    let at = ["initial encounter", "subsequent encounter", "sequela"]
        .iter()
        .filter_map(|words| title.rfind(words))
        .max()
        .unwrap_or_default();
    let end = &title[at..];
    let mut label: String = end.chars().take(1).flat_map(char::to_uppercase).collect();
    label.extend(end.chars().skip(1));
    label
}

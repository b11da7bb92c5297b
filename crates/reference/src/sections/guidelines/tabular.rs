//! The ICD-10-CM tabular list: the chapter and blocks above a code, the notes that hold for it, seventh characters.

use crate::page::{Block, Cell};
use crate::sections::titles::Titles;
use crate::sections::{Subject, fact, table};
use crate::{ReferenceError, evidence};
use codeset::icd10cm;
use codeset::release::Source;
use store::entity::{icd_block, seventh_character, tabular_note};
use store::releases::Released;

const SOURCE: Source = Source::Icd10cmTabular;

/// The kinds of notes in the order of their tables, and what they mean. Other kinds come last.
const KINDS: [(&str, &str); 9] = [
    (
        "inclusionTerm",
        "Inclusion terms: conditions that the code is for",
    ),
    ("includes", "Includes"),
    (
        "excludes1",
        "Excludes 1: not coded here, and not reported beside this code",
    ),
    (
        "excludes2",
        "Excludes 2: not included here, and may be reported beside this code",
    ),
    (
        "codeFirst",
        "Code first: the code of the underlying condition goes before this one",
    ),
    ("useAdditionalCode", "Use an additional code"),
    (
        "codeAlso",
        "Code also: another code may be needed, in the order that the encounter calls for",
    ),
    ("sevenChrNote", "Seventh character"),
    ("notes", "Notes"),
];

/// Where the code stands: its chapter and blocks, the widest first.
type Blocks = Vec<Released<icd_block::Model>>;

/// Every place whose notes hold for the code: itself, what is above it, its blocks and its chapter.
pub(in crate::sections) async fn places(subject: &Subject<'_>) -> Result<Vec<String>, ReferenceError> {
    Ok(places_among(subject, &blocks_above(subject).await?))
}

async fn blocks_above(subject: &Subject<'_>) -> Result<Blocks, ReferenceError> {
    let category = icd10cm::category(subject.code);
    Ok(subject.store.list_icd_blocks(category, subject.on).await?)
}

/// From the nearest to the widest.
fn places_among(subject: &Subject<'_>, blocks: &Blocks) -> Vec<String> {
    let above = icd10cm::ancestors(subject.code);
    std::iter::once(subject.code.to_string())
        .chain(above.iter().rev().map(ToString::to_string))
        .chain(blocks.iter().rev().map(|block| block.row.place.clone()))
        .collect()
}

pub(super) async fn blocks(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let (store, on) = (subject.store, subject.on);
    if subject.loaded.on_day(SOURCE).is_none() {
        let what = "The tabular list’s notes (includes, excludes, code first)";
        return Ok(vec![Block::Notice(subject.loaded.missing(what, SOURCE))]);
    }
    let above = blocks_above(subject).await?;
    let places = places_among(subject, &above);
    let notes = store.list_tabular_notes(&places, on).await?;
    let seventh = nearest(&places, store.list_seventh_characters(&places, on).await?);
    let full_codes = seventh
        .iter()
        .filter_map(|seventh| icd10cm::with_seventh(subject.code, &seventh.row.seventh));
    let titles = subject
        .titles(icd10cm::ancestors(subject.code).into_iter().chain(full_codes))
        .await?;

    let mut blocks = Vec::new();
    blocks.extend(chapter_and_blocks(subject, &above));
    let mut kinds: Vec<&str> = KINDS.map(|(kind, _)| kind).to_vec();
    kinds.extend(notes.iter().map(|note| note.row.kind.as_str()));
    for (index, kind) in kinds.iter().enumerate() {
        if !kinds[..index].contains(kind) {
            blocks.extend(notes_of(subject, kind, &notes, &places, &above, &titles));
        }
    }
    if notes.is_empty() {
        blocks.push(Block::Notice(
            subject
                .loaded
                .missing(&format!("A note on {} or above it", subject.code), SOURCE),
        ));
    }
    blocks.extend(seventh_characters(subject, &seventh, &titles));
    Ok(blocks)
}

/// The chapter and blocks above the code, the widest first.
fn chapter_and_blocks(subject: &Subject<'_>, above: &Blocks) -> Option<Block> {
    let evidence = evidence::of_rows(above, format!("tabular list, above {}", subject.code))?;
    let facts = above.iter().map(|block| {
        let range = format!("{}–{}", block.row.first, block.row.last);
        fact(&place_name(&block.row), range, &block.row.title)
    });
    Some(Block::Facts {
        caption: "Chapter and block".into(),
        facts: facts.collect(),
        evidence,
    })
}

/// `Chapter 13`, `Block M50-M54`.
fn place_name(block: &icd_block::Model) -> String {
    let kind = if block.chapter.is_empty() {
        "Chapter"
    } else {
        "Block"
    };
    format!("{kind} {}", block.place)
}

/// The notes of one kind, those of the code before those of what is above it.
fn notes_of(
    subject: &Subject<'_>,
    kind: &str,
    notes: &[Released<tabular_note::Model>],
    places: &[String],
    above: &Blocks,
    titles: &Titles,
) -> Option<Block> {
    let of_kind: Vec<_> = places
        .iter()
        .flat_map(|place| {
            notes
                .iter()
                .filter(move |note| note.row.kind == kind && note.row.place == *place)
        })
        .collect();
    let stands_at = |place: &str| {
        if let Some(block) = above.iter().find(|block| block.row.place == place) {
            return Cell::Text(format!("{}, {}", place_name(&block.row), block.row.title));
        }
        let code = codeset::Code::parse(subject.code.system(), place).ok();
        match code.and_then(|code| titles.link(&code).cloned()) {
            Some(link) => Cell::Code(link),
            None => Cell::Text(place.to_owned()),
        }
    };
    let rows: Vec<_> = of_kind
        .iter()
        .map(|note| [Cell::Text(note.row.text.clone()), stands_at(&note.row.place)])
        .collect();
    let caption = KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(kind, |(_, caption)| caption);
    let total = rows.len();
    let evidence = evidence::of_all(
        of_kind.iter().map(|note| (&note.row, &note.release)),
        format!("tabular list, {} and above it", subject.code),
    );
    table(caption, ["Note", "Stands at"], rows, total, evidence)
}

/// The seventh characters of the nearest place that defines any: it overrides the wider ones.
fn nearest(
    places: &[String],
    defined: Vec<Released<seventh_character::Model>>,
) -> Vec<Released<seventh_character::Model>> {
    let place = places
        .iter()
        .find(|place| defined.iter().any(|seventh| seventh.row.place == **place))
        .cloned();
    defined
        .into_iter()
        .filter(|seventh| Some(&seventh.row.place) == place.as_ref())
        .collect()
}

/// The seventh characters with the full codes, where the order file lists these: a code with codes of its own below
/// it has none.
fn seventh_characters(
    subject: &Subject<'_>,
    seventh: &[Released<seventh_character::Model>],
    titles: &Titles,
) -> Option<Block> {
    let place = &seventh.first()?.row.place;
    let rows: Vec<_> = seventh
        .iter()
        .map(|seventh| {
            let full = icd10cm::with_seventh(subject.code, &seventh.row.seventh);
            let link = full.and_then(|full| titles.link(&full).cloned());
            [
                Cell::Text(seventh.row.seventh.clone()),
                Cell::Text(seventh.row.meaning.clone()),
                link.map_or_else(|| Cell::Text("–".into()), Cell::Code),
            ]
        })
        .collect();
    let total = rows.len();
    table(
        format!("Seventh characters, defined at {place}"),
        ["Character", "Meaning", "Full code"],
        rows,
        total,
        evidence::of_rows(seventh, format!("tabular list, sevenChrDef of {place}")),
    )
}

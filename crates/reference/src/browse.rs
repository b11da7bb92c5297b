//! The codes of a system, by chapter and block (ICD-10-CM, out of the tabular list), by section (ICD-10-PCS), or by the
//! ranges that coders know (CPT, HCPCS Level II).

use crate::ReferenceError;
use codeset::page::CodeLink;
use codeset::ranges::{self, Range};
use codeset::{Code, CodeSystem, NaiveDate, icd10cm, icd10pcs};
use store::Store;
use store::entity::icd_block;

/// How many codes are read at once while a range is filtered.
const AT_ONCE: u64 = 2_000;

/// A chapter, block, section or range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name in addresses.
    pub slug: String,
    /// What it is, e.g. `Chapter 13`, `M50–M54`.
    pub label: String,
    /// Its subject.
    pub title: String,
    /// Its codes, e.g. `M00–M99`.
    pub range: String,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The places around it, the widest first, and itself; none for the whole system.
    pub path: Vec<Place>,
    /// The places in it.
    pub places: Vec<Place>,
    /// A page of its codes.
    pub codes: Vec<CodeLink>,
    /// The code behind which the next page begins, where there is one.
    pub next: Option<Code>,
}

/// What stands at a place of a system; `None` where there is no such place. Without a place: the places of the whole
/// system, and its codes.
///
/// # Errors
/// Only the database's.
pub async fn find_shelf(
    store: &Store,
    system: CodeSystem,
    place: &str,
    after: &str,
    on: NaiveDate,
    limit: usize,
) -> Result<Option<Shelf>, ReferenceError> {
    if system == CodeSystem::Icd10cm && !place.is_empty() {
        return icd_shelf(store, place, on).await;
    }
    let range = ranges::find_range(system, place);
    if range.is_none() && !place.is_empty() {
        return Ok(None);
    }
    let places = match (system, &range) {
        (_, Some(_)) => Vec::new(),
        (CodeSystem::Icd10cm, None) => {
            let chapters = store.list_icd_places(None, on).await?;
            let mut chapters: Vec<_> = chapters.iter().map(|found| icd_place(&found.row)).collect();
            // `10` comes behind `9`.
            chapters.sort_by_key(|chapter| chapter.slug.parse::<u32>().unwrap_or(u32::MAX));
            chapters
        }
        (_, None) => ranges::ranges(system).into_iter().map(range_place).collect(),
    };
    let (codes, next) = codes_of(store, system, range, after, on, limit).await?;
    Ok(Some(Shelf {
        path: range.map(range_place).into_iter().collect(),
        places,
        codes,
        next,
    }))
}

/// The places above a code, the widest first.
///
/// # Errors
/// Only the database's.
pub async fn list_places_above(
    store: &Store,
    code: &Code,
    on: NaiveDate,
) -> Result<Vec<Place>, ReferenceError> {
    if code.system() != CodeSystem::Icd10cm {
        return Ok(ranges::range_of(code).map(range_place).into_iter().collect());
    }
    let lineage = icd10cm::lineage(code);
    let category = lineage.last().map_or("", Code::as_str);
    let blocks = store.list_icd_blocks(category, on).await?;
    Ok(blocks.iter().map(|found| icd_place(&found.row)).collect())
}

/// A chapter with its blocks, or a block with its categories.
async fn icd_shelf(store: &Store, place: &str, on: NaiveDate) -> Result<Option<Shelf>, ReferenceError> {
    let Some(found) = store.find_icd_place(place, on).await? else {
        return Ok(None);
    };
    let own = &found.row;
    let mut path = Vec::new();
    let mut places = Vec::new();
    if own.chapter.is_empty() {
        let blocks = store.list_icd_places(Some(&own.place), on).await?;
        places.extend(blocks.iter().map(|block| icd_place(&block.row)));
    } else if let Some(chapter) = store.find_icd_place(&own.chapter, on).await? {
        path.push(icd_place(&chapter.row));
    }
    path.push(icd_place(own));
    let categories: Vec<Code> = own
        .categories
        .split_whitespace()
        .filter_map(|category| Code::parse(CodeSystem::Icd10cm, category).ok())
        .collect();
    Ok(Some(Shelf {
        path,
        places,
        codes: store.list_named(&categories, on).await?,
        next: None,
    }))
}

/// A page of the codes of a system or of a range of it.
async fn codes_of(
    store: &Store,
    system: CodeSystem,
    range: Option<Range>,
    after: &str,
    on: NaiveDate,
    limit: usize,
) -> Result<(Vec<CodeLink>, Option<Code>), ReferenceError> {
    let is_last = |link: &CodeLink| {
        range.is_some_and(|range| {
            let text = link.code.as_str();
            text > range.last && !text.starts_with(range.last)
        })
    };
    let belongs = |link: &CodeLink| match range {
        // Of a section of ICD-10-PCS its tables, which lead to their codes.
        Some(range) if system == CodeSystem::Icd10pcs => {
            range.holds(&link.code) && link.code.as_str().len() == icd10pcs::TABLE
        }
        Some(range) => range.holds(&link.code),
        None => true,
    };
    // A text that sorts right before the first code.
    let first = range.map_or("", |range| {
        range.first.get(..range.first.len() - 1).unwrap_or_default()
    });
    let mut after = if after > first {
        after.to_owned()
    } else {
        first.to_owned()
    };
    let mut codes = Vec::new();
    let wanted = limit + 1;
    let at_once = if range.is_some() {
        AT_ONCE
    } else {
        u64::try_from(wanted).unwrap_or(AT_ONCE)
    };
    while codes.len() < wanted {
        let found = store.list_codes(system, "", &after, on, at_once).await?;
        let Some(last) = found.last() else { break };
        after = last.code.as_str().to_owned();
        let is_over = is_last(last) || u64::try_from(found.len()).unwrap_or(u64::MAX) < at_once;
        codes.extend(found.into_iter().filter(|link| belongs(link)));
        if is_over {
            break;
        }
    }
    let has_more = codes.len() > limit;
    codes.truncate(limit);
    let next = codes.last().filter(|_| has_more).map(|link| link.code.clone());
    Ok((codes, next))
}

fn range_place(range: Range) -> Place {
    let codes = if range.first == range.last {
        format!("{}…", range.first)
    } else {
        format!("{}–{}", range.first, range.last)
    };
    Place {
        slug: range.slug.to_owned(),
        label: range.title.to_owned(),
        title: range.title.to_owned(),
        range: codes,
    }
}

fn icd_place(block: &icd_block::Model) -> Place {
    let range = format!("{}–{}", block.first, block.last);
    Place {
        slug: block.place.clone(),
        label: if block.chapter.is_empty() {
            format!("Chapter {}", block.place)
        } else {
            range.clone()
        },
        title: block.title.clone(),
        range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Library, block_row, code_row, load, mue_row};
    use codeset::release::Source;

    const ON: &str = "2026-11-23";

    async fn shelf(
        library: &Library,
        system: CodeSystem,
        place: &str,
        after: &str,
        limit: usize,
    ) -> Option<Shelf> {
        find_shelf(&library.store, system, place, after, ON.parse().unwrap(), limit)
            .await
            .unwrap()
    }

    fn codes(shelf: &Shelf) -> Vec<&str> {
        shelf.codes.iter().map(|link| link.code.as_str()).collect()
    }

    #[tokio::test]
    async fn diagnoses_are_found_by_chapter_block_and_category() {
        let library = Library::new().await;
        load!(
            library,
            Source::Icd10cm,
            "2025-10-01",
            ["M54", "M54.50", "M50", "A00"].map(|code| code_row(&format!("icd10cm/{code}"), "x")),
        );
        load!(
            library,
            Source::Icd10cmTabular,
            "2025-10-01",
            [
                block_row("13", "", ("M00", "M99"), "", "Musculoskeletal"),
                block_row("2", "", ("C00", "D49"), "", "Neoplasms"),
                block_row("M50-M54", "13", ("M50", "M54"), "M50 M54", "Other dorsopathies"),
            ],
        );
        let whole = shelf(&library, CodeSystem::Icd10cm, "", "", 3).await.unwrap();
        let labels: Vec<_> = whole.places.iter().map(|place| place.label.as_str()).collect();
        assert_eq!(labels, ["Chapter 2", "Chapter 13"]);
        assert_eq!(codes(&whole), ["A00", "M50", "M54"]);
        assert_eq!(whole.next.as_ref().map(Code::as_str), Some("M54"));
        let rest = shelf(&library, CodeSystem::Icd10cm, "", "M54", 3).await.unwrap();
        assert_eq!((codes(&rest), rest.next.clone()), (vec!["M54.50"], None));
        let chapter = shelf(&library, CodeSystem::Icd10cm, "13", "", 9).await.unwrap();
        assert_eq!(chapter.places[0].slug, "M50-M54");
        let block = shelf(&library, CodeSystem::Icd10cm, "M50-M54", "", 9)
            .await
            .unwrap();
        assert_eq!(codes(&block), ["M50", "M54"]);
        let path: Vec<_> = block.path.iter().map(|place| place.label.as_str()).collect();
        assert_eq!(path, ["Chapter 13", "M50–M54"]);
        assert_eq!(shelf(&library, CodeSystem::Icd10cm, "99", "", 9).await, None);
        let code = Code::parse(CodeSystem::Icd10cm, "M54.50").unwrap();
        let above = list_places_above(&library.store, &code, ON.parse().unwrap())
            .await
            .unwrap();
        assert_eq!(above, block.path);
    }

    #[tokio::test]
    async fn a_range_holds_its_own_codes_page_by_page() {
        let library = Library::new().await;
        load!(
            library,
            Source::MuePractitioner,
            "2026-01-01",
            ["97110", "97150", "99213", "00142", "0042T", "98000", "G0283"].map(|code| mue_row(code, 1)),
        );
        let first = shelf(&library, CodeSystem::Cpt, "medicine", "", 2).await.unwrap();
        assert_eq!(codes(&first), ["97110", "97150"]);
        let after = first.next.unwrap();
        let second = shelf(&library, CodeSystem::Cpt, "medicine", after.as_str(), 2)
            .await
            .unwrap();
        assert_eq!((codes(&second), second.next.clone()), (vec!["98000"], None));
        let emerging = shelf(&library, CodeSystem::Cpt, "category-iii", "", 9)
            .await
            .unwrap();
        assert_eq!(codes(&emerging), ["0042T"]);
        let letter = shelf(&library, CodeSystem::Hcpcs, "g", "", 9).await.unwrap();
        assert_eq!(codes(&letter), ["G0283"]);
        assert_eq!(shelf(&library, CodeSystem::Cpt, "nonsense", "", 9).await, None);
        let whole = shelf(&library, CodeSystem::Cpt, "", "", 9).await.unwrap();
        assert_eq!(codes(&whole).len(), 6);
    }

    #[tokio::test]
    async fn a_section_of_procedures_lists_its_tables() {
        let library = Library::new().await;
        load!(
            library,
            Source::Icd10pcs,
            "2025-10-01",
            ["0SR", "0SRC0J9", "0SB", "B21"].map(|code| code_row(&format!("icd10pcs/{code}"), "x")),
        );
        let section = shelf(&library, CodeSystem::Icd10pcs, "0", "", 9).await.unwrap();
        assert_eq!(codes(&section), ["0SB", "0SR"]);
        assert_eq!(section.path[0].title, "Medical and Surgical");
    }
}

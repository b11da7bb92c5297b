//! The NCCI Policy Manual of 2026, as CMS publishes it.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

use documents::{Document, Overrides, Passage, read};
use std::path::PathBuf;

const FILE: &str = "ncci/2026_ncci_medicare_policy_manual_all-chapters.pdf";

/// One test, because reading the manual takes longer than all that is asked of it.
#[test]
fn the_manual_is_read_as_it_is_printed() {
    let folder = std::env::var_os("RELEASES_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let Ok(bytes) = std::fs::read(folder.join(FILE)) else {
        println!("skipped: no release files");
        return;
    };
    let manual = read(&bytes, FILE, &Overrides::default()).unwrap();
    what_it_is_and_its_chapters(&manual);
    the_sections_of_a_chapter_follow_the_letters(&manual);
    known_items_stand_where_they_are_printed(&manual);
    the_numbers_of_items_follow_each_other(&manual);
    the_notice_stays_and_what_repeats_on_the_pages_does_not(&manual);
    passages_have_a_length_to_read(&manual);
}

fn passages_of<'a>(manual: &'a Document, chapter: &str, section: &str) -> Vec<&'a Passage> {
    manual
        .passages
        .iter()
        .filter(|it| it.chapter == chapter && it.section == section)
        .collect()
}

fn what_it_is_and_its_chapters(manual: &Document) {
    assert_eq!(manual.title, "Medicare NCCI Policy Manual");
    assert_eq!(manual.edition, "2026");
    assert_eq!(manual.valid_from, "2026-01-01".parse().ok());
    assert_eq!((manual.pages, manual.unread_pages), (287, 0));
    let mut chapters: Vec<(&str, &str)> = manual
        .passages
        .iter()
        .map(|it| (it.chapter.as_str(), it.chapter_title.as_str()))
        .collect();
    chapters.dedup();
    assert_eq!(
        chapters,
        [
            ("Intro", "Introduction"),
            ("I", "General Correct Coding Policies"),
            ("II", "Anesthesia Services (CPT Codes 00000 - 01999)"),
            ("III", "Surgery: Integumentary System (CPT Codes 10000 - 19999)"),
            ("IV", "Surgery: Musculoskeletal System (CPT Codes 20000 - 29999)"),
            (
                "V",
                "Surgery: Respiratory, Cardiovascular, Hemic and Lymphatic Systems (CPT Codes 30000 – 39999)"
            ),
            ("VI", "Surgery: Digestive System (CPT Codes 40000 - 49999)"),
            (
                "VII",
                "Surgery: Urinary, Male Genital, Female Genital, Maternity Care, and Delivery Systems (CPT Codes 50000 - 59999)"
            ),
            (
                "VIII",
                "Surgery: Endocrine, Nervous, Eye and Ocular Adnexa, and Auditory Systems (CPT Codes 60000-69999)"
            ),
            ("IX", "Radiology Services (CPT Codes 70000 - 79999)"),
            ("X", "Pathology and Laboratory Services (CPT Codes 80000 - 89999)"),
            (
                "XI",
                "Medicine and Evaluation and Management Services (CPT Codes 90000 - 99999)"
            ),
            ("XII", "Supplemental Services (HCPCS Level II Codes A0000-V9999)"),
            ("XIII", "Category III Codes (CPT Codes 0001T – 0999T)"),
            ("", "List of Acronyms"),
        ]
    );
}

fn the_sections_of_a_chapter_follow_the_letters(manual: &Document) {
    for (chapter, last) in [
        ("I", 'W'),
        ("II", 'E'),
        ("III", 'L'),
        ("IV", 'I'),
        ("V", 'H'),
        ("VI", 'H'),
        ("VII", 'I'),
        ("VIII", 'I'),
        ("IX", 'H'),
        ("X", 'N'),
        ("XI", 'W'),
        ("XII", 'E'),
        ("XIII", 'E'),
    ] {
        let mut letters: Vec<char> = manual
            .passages
            .iter()
            .filter(|it| it.chapter == chapter && !it.section.is_empty())
            .filter_map(|it| it.section.chars().next())
            .collect();
        letters.dedup();
        assert_eq!(letters, ('A'..=last).collect::<Vec<_>>(), "chapter {chapter}");
    }
}

fn known_items_stand_where_they_are_printed(manual: &Document) {
    let item = |chapter, section: &str| passages_of(manual, chapter, section)[0];
    let reserved = item("XI", "P. Physical Medicine and Rehabilitation › 5.");
    assert_eq!(
        (reserved.page.as_str(), reserved.text.as_str()),
        ("XI-26", "5. Reserved for future use.")
    );
    let standard = item(
        "I",
        "B. Coding Based on Standards of Medical/Surgical Practice › 1.",
    );
    assert_eq!(
        standard.text,
        "1. The component service is an accepted standard of care when performing the comprehensive service."
    );
    assert_eq!(standard.page, "I-8");
    // Two pages.
    let first = item("I", "A. Introduction");
    assert_eq!(first.page, "I-3");
    let modifiers = item("I", "E. Modifiers and Modifier Indicators");
    assert_eq!(modifiers.page, "I-14");
    let purpose = item("Intro", "Purpose");
    assert_eq!(purpose.page, "Intro-3");
    let units = manual
        .passages
        .iter()
        .find(|it| it.text.contains("92507 or 92508 should be reported"))
        .unwrap();
    assert_eq!(
        (
            units.chapter.as_str(),
            units.section.as_str(),
            units.page_end.as_str()
        ),
        ("I", "A. Introduction", "I-6")
    );
    // A line break inside of words and numbers.
    assert!(manual.passages.iter().any(|it| {
        it.text
            .contains("NCCI PTP-associated modifiers when performed on the")
    }));
    assert!(manual.passages.iter().any(|it| {
        it.text
            .contains("IOM Publication 100-04 MCPM Chapter 12 Section 20.4.5")
    }));
}

fn the_numbers_of_items_follow_each_other(manual: &Document) {
    let numbered: Vec<(String, usize)> = manual
        .passages
        .iter()
        .filter_map(|it| {
            let (section, number) = it.section.rsplit_once(" › ")?;
            let number = number.strip_suffix('.')?.parse().ok()?;
            Some((format!("{} {section}", it.chapter), number))
        })
        .collect();
    assert!(numbered.len() > 800, "{}", numbered.len());
    for pair in numbered.windows(2) {
        let [(before, last), (section, number)] = pair else {
            continue;
        };
        let expected = if before == section { last + 1 } else { 1 };
        assert!(
            *number == expected || (before == section && number == last),
            "{section} {number} after {last}"
        );
    }
}

fn the_notice_stays_and_what_repeats_on_the_pages_does_not(manual: &Document) {
    let notices = manual.passages.iter().filter(|it| {
        it.text
            .contains("American Medical Association. All rights reserved.")
    });
    assert_eq!(
        notices.count(),
        14,
        "one a chapter; that of the introduction leaves the rights out"
    );
    for passage in &manual.passages {
        for repeated in ["Revision Date", "Table of Contents", "....", "FOR MEDICARE", "\t"] {
            // The introduction says that the manual has one.
            let is_told = passage.text.contains("includes a Table of Contents")
                || passage.text.contains("As shown in the Table of");
            assert!(
                !passage.text.contains(repeated) || is_told,
                "{repeated}: {passage:?}"
            );
        }
        let label = |page: &str| page.split_once('-').map_or("", |(prefix, _)| prefix).to_owned();
        assert_eq!(label(&passage.page), passage.chapter, "{passage:?}");
        assert_eq!(label(&passage.page_end), passage.chapter, "{passage:?}");
        let lone = [
            format!("\n{}\n", passage.page),
            format!("\n{}\n", passage.page_end),
        ];
        assert!(
            !lone.iter().any(|label| passage.text.contains(label)),
            "{passage:?}"
        );
        assert!(
            !passage.text.ends_with(&format!("\n{}", passage.page)),
            "{passage:?}"
        );
    }
}

fn passages_have_a_length_to_read(manual: &Document) {
    let lengths: Vec<usize> = manual.passages.iter().map(|it| it.text.len()).collect();
    assert!((1100..1300).contains(&lengths.len()), "{}", lengths.len());
    assert!(
        lengths.iter().all(|length| *length <= 2000),
        "{:?}",
        lengths.iter().max()
    );
    let letters: usize = manual
        .passages
        .iter()
        .map(|it| it.text.chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    // pdftotext finds 616,593 letters and digits on the pages that are no tables of contents, with the titles of chapters
    // and sections, which stand beside the passages here.
    println!("{letters} letters");
    assert!((600_000..617_000).contains(&letters), "{letters}");
}

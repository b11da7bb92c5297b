//! The AMA's layouts on invented excerpts.

use super::excerpts;
use crate::detect::Layout;
use crate::row::Row;
use crate::testing::{read, recognised};

/// An excerpt with one place changed; the bytes of its notice that are not UTF-8 do not matter.
fn with(layout: Layout, file: &str, text: &[u8], old: &str, new: &str) -> Result<Vec<Row>, String> {
    let text = String::from_utf8_lossy(text).into_owned();
    assert!(text.contains(old), "{old}");
    read(layout, file, text.replacen(old, new, 1).as_bytes())
}

fn long_with(old: &str, new: &str) -> Result<Vec<Row>, String> {
    with(super::LONG, "LONGULT.txt", excerpts::LONG, old, new)
}

fn medium_with(old: &str, new: &str) -> Result<Vec<Row>, String> {
    with(super::MEDIUM, "MEDU.txt", excerpts::MEDIUM, old, new)
}

fn clinician_with(old: &str, new: &str) -> Result<Vec<Row>, String> {
    let text = excerpts::CLINICIAN.as_bytes();
    with(super::CLINICIAN, "ClinicianDescriptor.txt", text, old, new)
}

#[test]
fn the_rows_begin_behind_the_last_empty_line() {
    let rows = read(super::LONG, "LONGULT.txt", excerpts::LONG).unwrap_or_default();
    let [Row::Code(first), Row::Code(second)] = rows.as_slice() else {
        unreachable!("{rows:?}")
    };
    assert_eq!(
        (first.code.as_str(), first.position, first.billable),
        ("97001", 1, true)
    );
    assert_eq!(
        (first.long_title.as_str(), first.short_title.clone()),
        ("Invented (descriptor)", None)
    );
    assert_eq!((second.code.as_str(), second.position), ("0001U", 2));
}

#[test]
fn damage_is_located() {
    let refused = long_with("97001\t", "9700l\t");
    assert!(refused.is_err_and(|e| e.starts_with("LONGULT.txt, line 6, column code: \"9700l\"")));
    let refused = long_with("0001U\t", "0001U ");
    assert!(refused.is_err_and(|e| e.contains("line 7: the row has no tab")));
    let refused = long_with("0001U\t", "\r\n0001U\t");
    assert!(refused.is_err_and(|e| e.contains("line 8: text follows the empty line 7")));
    let refused = long_with("97001\tInv", "97001\t\tInv");
    assert!(
        refused.is_ok_and(|rows| matches!(&rows[0], Row::Code(row) if row.long_title.starts_with("Inv")))
    );
}

#[test]
fn empty_lines_at_the_end_do_not_hide_the_rows() {
    assert!(long_with("Another\r\n", "Another\r\n\r\n\r\n").is_ok_and(|rows| rows.len() == 2));
}

#[test]
fn the_further_texts_of_a_code() {
    let texts = [
        read(super::MEDIUM, "MEDU.txt", excerpts::MEDIUM),
        read(super::SHORT, "SHORTU.txt", excerpts::SHORT),
        read(
            super::CONSUMER,
            "ConsumerDescriptor.txt",
            excerpts::CONSUMER.as_bytes(),
        ),
        read(
            super::CLINICIAN,
            "ClinicianDescriptor.txt",
            excerpts::CLINICIAN.as_bytes(),
        ),
    ];
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_debug_snapshot!(texts);
    });
}

#[test]
fn damage_in_a_fixed_row_is_located() {
    let refused = medium_with("97001 ", "9700l ");
    assert!(refused.is_err_and(|e| e.starts_with("MEDU.txt, line 5, columns 1–5 (code): \"9700l\"")));
    let refused = medium_with("0001U ", "0001U");
    assert!(refused.is_err_and(|e| e.contains("line 6, column 6 (gap): must be a space")));
    let refused = medium_with("0001U ANOTHER", "0001U ");
    assert!(refused.is_err_and(|e| e.contains("line 6, columns 7– (descriptor): is empty")));
    let refused = medium_with("0001U ANOTHER", &format!("0001U {}", "X".repeat(49)));
    assert!(refused.is_err_and(|e| e.contains("has 49 characters; here are at most 48")));
    let refused = medium_with("97001 ", &format!("97001 {}", "X".repeat(99)));
    assert!(refused.is_err_and(|e| e.contains("line 5, columns 7– (descriptor): has 147 characters")));
    let refused = read(super::SHORT, "SHORTU.txt", excerpts::MEDIUM);
    assert!(refused.is_err_and(|e| e.contains("has 48 characters; here are at most 28")));
    let refused = read(super::MEDIUM, "MEDU.txt", excerpts::LONG);
    assert!(refused.is_err_and(|e| e.contains("without a single row")));
}

#[test]
fn damage_in_a_table_is_located() {
    let refused = clinician_with("\t10000002\t", "\t1000000x\t");
    assert!(
        refused.is_err_and(
            |e| e.contains("line 3, column Clinician Descriptor Id: \"1000000x\" is not a number")
        )
    );
    let refused = clinician_with("\t10000002\t", "\t10000001\t");
    assert!(
        refused.is_err_and(|e| e.contains("line 3: the descriptor 10000001 of 97001 is already on line 2"))
    );
    let refused = clinician_with("Other words", "Other\twords");
    assert!(refused.is_err_and(|e| e.contains("line 3: the row has 5 columns and the header 4")));
    let refused = clinician_with("Clinician Descriptor Id", "Number");
    assert!(
        refused.is_err_and(|e| e.contains("line 1: the header has no column \"Clinician Descriptor Id\""))
    );
    let refused = clinician_with("CPT Code", "Code");
    assert!(refused.is_err_and(|e| e.contains("the row of captions was not found")));
    let below = clinician_with("Concept Id", "A notice\r\nof 2025\r\n\r\nConcept Id");
    assert_eq!(below, clinician_with("Concept", "Concept"));
}

fn said(name: &str, head: &[u8]) -> String {
    recognised(name, head, |info, _| {
        format!("{} {}", info.source.slug(), info.label)
    })
}

#[test]
fn the_notice_tells_the_year_and_else_the_name_or_a_folder() {
    let (medium, clinician) = (excerpts::MEDIUM, excerpts::CLINICIAN.as_bytes());
    assert_eq!(
        said("LONGULT.txt", excerpts::LONG),
        "cpt-descriptors CPT 2023 descriptors"
    );
    assert_eq!(
        said("a/20250101/MEDU.txt", medium),
        "cpt-medium CPT 2023 medium descriptors"
    );
    let silent = String::from_utf8_lossy(medium).replace("1966, 1983-2023", "");
    let in_2025 = "cpt-medium CPT 2025 medium descriptors";
    assert_eq!(
        said("AMA/CPT/20250101/standard/MEDU.txt", silent.as_bytes()),
        in_2025
    );
    assert_eq!(said("MEDU_2025.txt", silent.as_bytes()), in_2025);
    assert!(said("MEDU.txt", silent.as_bytes()).contains("give it its published name, like MEDU_2025.txt"));
    assert_eq!(
        said("renamed_2025.txt", clinician),
        "cpt-clinician CPT 2025 clinician descriptors"
    );
    let noticed = [b"\xa9 2024 Somebody\n\n", clinician].concat();
    assert_eq!(
        said("renamed_2025.txt", &noticed),
        "cpt-clinician CPT 2024 clinician descriptors"
    );
    // A year in a descriptor is none of the release.
    let later = excerpts::CONSUMER.replace("Other words", "Words of 2031");
    assert_eq!(
        said("20250101/ConsumerDescriptor.txt", later.as_bytes()),
        "cpt-consumer CPT 2025 consumer descriptors"
    );
}

#[test]
fn the_content_tells_renamed_texts_apart_as_far_as_it_can() {
    assert_eq!(
        said("a.txt", excerpts::LONG),
        "cpt-descriptors CPT 2023 descriptors"
    );
    assert_eq!(
        said("a.txt", excerpts::MEDIUM),
        "cpt-medium CPT 2023 medium descriptors"
    );
    assert!(said("a.txt", excerpts::SHORT).contains("MEDU.txt or SHORTU.txt"));
    assert_eq!(
        said("a_shortu_2025.txt", excerpts::SHORT),
        "cpt-short CPT 2023 short descriptors"
    );
}

#[test]
fn what_the_ama_delivers_besides_is_known() {
    for (name, says) in [
        ("standard/LONGUT.txt", "LONGULT.txt is read"),
        ("LONGULF.txt", "LONGULT.txt is read"),
        ("MEDUT.txt", "MEDU.txt and SHORTU.txt are read"),
        ("MODUL.txt", "modifiers of CPT"),
        ("CPT Link/history/Deleted_DTK_tab.txt", "history"),
        ("CPTPLA.xml", "laboratory"),
        ("ConsumerDescriptor.xlsx", "as a sheet"),
    ] {
        let reason = said(name, excerpts::LONG);
        assert!(reason.contains(says), "{name}: {reason}");
    }
}

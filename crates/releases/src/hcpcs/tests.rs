//! The three layouts on invented excerpts.

use super::excerpts;
use crate::detect::Layout;
use crate::row::Row;
use crate::testing::{read, recognised};
use codeset::CodeSystem;
use codeset::rows::{CodeRow, HcpcsAttributeRow};

/// The excerpt of the text with one place changed; the bytes of its disclaimer that are not UTF-8 do not matter.
fn text_with(old: &str, new: &str) -> Result<Vec<Row>, String> {
    let text = String::from_utf8_lossy(&excerpts::text()).into_owned();
    assert!(text.contains(old), "{old}");
    read(super::TEXT, "HCPC.txt", text.replacen(old, new, 1).as_bytes())
}

/// The excerpt of a CSV with one place changed.
fn csv_with(layout: Layout, text: &str, old: &str, new: &str) -> Result<Vec<Row>, String> {
    assert!(text.contains(old), "{old}");
    read(layout, "HCPC.csv", text.replacen(old, new, 1).as_bytes())
}

fn table_with(old: &str, new: &str) -> Result<Vec<Row>, String> {
    csv_with(super::TABLE, &excerpts::table(), old, new)
}

fn five_with(old: &str, new: &str) -> Result<Vec<Row>, String> {
    csv_with(super::FIVE_COLUMNS, excerpts::FIVE_COLUMNS, old, new)
}

/// Titles and attributes, which follow each other.
fn pairs(rows: &[Row]) -> Vec<(&CodeRow, &HcpcsAttributeRow)> {
    rows.chunks(2)
        .map(|pair| match pair {
            [Row::Code(title), Row::HcpcsAttribute(attributes)] => (title, &**attributes),
            other => unreachable!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_code_is_one_title_and_one_row_of_attributes() {
    let rows = read(super::TEXT, "HCPC2019_CONTR_ANWEB.txt", &excerpts::text()[..]);
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_debug_snapshot!(rows);
    });
}

#[test]
fn the_sheet_says_what_the_text_says() {
    let text = read(super::TEXT, "HCPC.txt", &excerpts::text()[..]);
    let table = read(super::TABLE, "HCPC.csv", excerpts::table().as_bytes());
    assert!(text.as_ref().is_ok_and(|rows| rows.len() == 6));
    assert_eq!(table, text);
}

#[test]
fn captions_may_be_written_otherwise_and_stand_elsewhere() {
    let rows = table_with("TERM DT,ACTION CD", "Term_Dt,Action  Cd");
    assert_eq!(rows, text_with("Two", "Two"));
    let rows = table_with("MCM1,MCM2", "MCM2,MCM1").unwrap();
    assert_eq!(pairs(&rows)[1].1.carriers_manual, "4450 2100.1");
    let refused = table_with("OPPS_PI", "OPPS_PX");
    assert!(refused.is_err_and(|e| e.contains("line 4: the header has no column \"OPPS_PI\"")));
    let refused = table_with("HCPC,SEQNUM", "HCPC,SEQ");
    assert!(
        refused
            .is_err_and(|e| e.contains("the row of captions was not found: this is not the published HCPCS"))
    );
}

#[test]
fn an_ended_code_keeps_its_last_day_and_the_later_day_of_its_action() {
    let rows = text_with("Two", "Two").unwrap();
    let (title, attributes) = pairs(&rows)[2];
    let day = |text: &str| text.parse().ok();
    assert!(title.billable);
    assert_eq!(title.ended_on, day("2017-12-31"));
    assert_eq!(attributes.ended_on, day("2017-12-31"));
    assert_eq!(attributes.effective_on, day("2018-01-01"));
    assert_eq!(attributes.action, "D");
}

#[test]
fn the_date_of_a_payment_group_may_stand_in_its_place() {
    let rows = text_with("YY20080101", "20080101  ").unwrap();
    assert_eq!(pairs(&rows)[1].1.asc_group, "");
    let refused = text_with("YY20080101", "2020080101");
    assert!(refused.is_err_and(|e| e.contains("column ASC_DT: \"2020080101\" is not a date")));
    let refused = text_with("YY20080101", "YY2008010 ");
    assert!(refused.is_err_and(|e| e.contains("columns 233–240 (ASC_DT): \"2008010\" is not a date")));
}

#[test]
fn a_lost_or_repeated_record_is_noticed() {
    let refused = text_with("G0001002004", "G0001003004");
    assert_eq!(
        refused,
        Err(
            "HCPC.txt, line 8: the record 300 of G0001 does not follow its record 100: one is missing or \
             repeated; download the file again"
                .into()
        )
    );
    let refused = text_with("G0001002004", "G0003002004");
    assert!(refused.is_err_and(|e| {
        e.contains("line 8: the record goes on with G0003, whose first record does not stand before it")
    }));
    let refused = text_with("G0001001003", "G0001000003");
    assert!(refused.is_err_and(|e| e.contains("columns 6–10 (SEQNUM): 0 is not the number of a record")));
    let refused = table_with("\"G0001\",0020", "\"G0001\",0030");
    assert!(refused.is_err_and(|e| e.contains("line 7: the record 30 of G0001 does not follow")));
    let refused = text_with("Q0002", "G0001");
    assert!(refused.is_err_and(|e| e.contains("line 10: the code G0001 is already on line 7")));
}

#[test]
fn the_first_record_is_not_taken_for_a_line_of_the_disclaimer() {
    let refused = text_with("   A1001007", "   A1OO1007");
    assert!(refused.is_err_and(|e| e.starts_with("HCPC.txt, line 6, columns 6–10 (SEQNUM): \"OO100\"")));
    let refused = text_with("   A1001007", "   A1001009");
    assert!(refused.is_err_and(|e| e.contains("line 6, column 11 (RECID): \"9\" is not one of")));
}

#[test]
fn damage_is_located() {
    for (old, new, says) in [
        (
            "G0001001003",
            "G000l001003",
            "columns 1–5 (HCPC): \"G000l\" is not a code like G0283",
        ),
        (
            "1321    A",
            "132     A",
            "columns 122–123 (PRICE): \"2\" is not 2 digits",
        ),
        (
            "19900101",
            "19901301",
            "columns 269–276 (ADD DT): \"19901301\" is not a date",
        ),
        (
            "20200101        B",
            "20200101         ",
            "column 293 (ACTION CD): is empty",
        ),
        (
            "Two  things, per",
            "                ",
            "columns 12–91 (LONG DESCRIPTION): is empty",
        ),
    ] {
        let refused = text_with(old, new);
        assert!(
            refused
                .as_ref()
                .is_err_and(|e| e.starts_with(&format!("HCPC.txt, line 7, {says}"))),
            "{refused:?}"
        );
    }
    let refused = table_with("19900101", "1990");
    assert!(refused.is_err_and(|e| e.contains("line 6, column ADD DT: \"1990\" is not a date")));
    let refused = table_with("\"I\",", "\"I\",,");
    assert!(refused.is_err_and(|e| e.contains("line 8: the row has 49 columns and the header 48")));
}

#[test]
fn dental_and_cpt_codes_are_not_those_of_the_public_file() {
    let refused = text_with("Q0002", "D0002");
    assert!(refused.is_err_and(|e| e.contains("line 10: D0002 is a dental code, whose text belongs to")));
    let refused = five_with("G0001", "D0001");
    assert!(refused.is_err_and(|e| e.contains("line 3: D0001 is a dental code")));
    assert!(text_with("Q0002", "99213").is_err_and(|e| e.contains("is not a code like G0283")));
    // DA is a modifier, not a dental code.
    assert!(text_with("   A1", "   DA").is_ok());
}

#[test]
fn five_columns_tell_the_day_and_no_other_attribute() {
    let rows = five_with("Three", "Three").unwrap();
    let pairs = pairs(&rows);
    let (title, attributes) = pairs[0];
    assert_eq!((title.code.system(), title.position), (CodeSystem::Modifier, 1));
    assert_eq!(title.long_title, "One, two");
    assert_eq!(attributes.added_on, "2002-07-01".parse().ok());
    let (title, attributes) = pairs[1];
    assert_eq!((title.code.as_str(), title.position), ("G0001", 2));
    assert_eq!((title.billable, title.short_title.as_deref()), (true, None));
    assert_eq!((attributes.effective_on, attributes.action.as_str()), (None, ""));

    let refused = five_with("procedure", "produce");
    assert!(refused.is_err_and(|e| e.contains("line 3, column kind: \"produce\" is not one of")));
    let refused = five_with("19900101", "1990");
    assert!(refused.is_err_and(|e| e.contains("line 3, column add_date: \"1990\" is not a date")));
    let refused = five_with("G0001", "G000l");
    assert!(refused.is_err_and(|e| e.contains("line 3, column code: \"G000l\" is not a code like G0283")));
}

fn said(name: &str, head: &[u8]) -> String {
    recognised(name, head, |info, layout| {
        format!("{} {} {}", info.source.slug(), info.label, layout.rank)
    })
}

#[test]
fn the_text_comes_before_the_sheet_and_the_sheet_before_the_five_columns() {
    let text = excerpts::text();
    assert_eq!(said("HCPC2019_CONTR_ANWEB.txt", &text), "hcpcs 2019 January 0");
    let table = excerpts::table();
    assert_eq!(
        said("2020_10_hcpc_anweb.xlsx", table.as_bytes()),
        "hcpcs 2020 October 1"
    );
    let five = excerpts::FIVE_COLUMNS.as_bytes();
    assert_eq!(said("hcpcs_2025_oct.csv", five), "hcpcs 2025 October 2");
    assert!(said("codes.txt", &text).contains("give it its published name, like HCPC2025_OCT_ANWEB.txt"));
    // Damaged, it is still known by its name, and read to say what is wrong.
    assert_eq!(
        said("HCPC2025_JUL_ANWEB.xlsx", b"HCPC,RECID\n"),
        "hcpcs 2025 July 1"
    );
}

#[test]
fn what_lies_beside_it_is_known() {
    for (name, text, says) in [
        (
            "a.prn",
            " HCPCS/MOD      TYPE OF CHANGE    SHORT",
            "changes of a HCPCS release",
        ),
        (
            "a.xlsx",
            "HCPCS/Modifier Code,Type of Change\n",
            "changes of a HCPCS release",
        ),
        (
            "HCPC2019_Corrections_ALPHA.xlsx",
            ",,,2019 ALPHA-NUMERIC HCPCS CORRECTIONS\n",
            "not applied",
        ),
        ("a.prn", "   NOC CODES - HCPCS 2019\n", "not otherwise classified"),
        ("a.txt", "      PROCESSING NOTES\n ____", "processing notes"),
        ("a.txt", "\n  ***  HCPCS Contractor Record - 2019\n", "columns"),
        (
            "HCPC2019_README.txt",
            "2019 ALPHANUMERIC\nHEALTH CARE PROCEDURE CODING SYSTEM (HCPCS)\n",
            "description of the HCPCS files",
        ),
    ] {
        let reason = said(name, text.as_bytes());
        assert!(reason.contains(says), "{name}: {reason}");
    }
}

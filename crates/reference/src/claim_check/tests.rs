//! What is said of claims, out of a small store.

use super::{CheckedClaim, Claim, Status, check_claim};
use crate::testing::{Library, add_on_row, attribute_row, code_row, day, load, mue_row, ptp_row};
use codeset::Code;
use codeset::claim::read_claim;
use codeset::ncci::Setting;
use codeset::release::Source;
use codeset::rows::{MueRow, PtpRow};

const ON: &str = "2026-11-23";

fn soft(column1: &str, column2: &str) -> PtpRow {
    ptp_row(column1, column2)
}

fn hard(column1: &str, column2: &str) -> PtpRow {
    PtpRow {
        indicator: 0,
        ..ptp_row(column1, column2)
    }
}

fn limit(code: &str, units: i32, mai: i32) -> MueRow {
    MueRow {
        mai,
        ..mue_row(code, units)
    }
}

/// Edits, limits, add-on codes and modifiers as of 2024 and later.
async fn library() -> Library {
    let library = Library::new().await;
    load!(
        library,
        Source::PtpPractitioner,
        "2024-07-01",
        [
            soft("97150", "97110"),
            hard("97140", "97124"),
            soft("20610", "99213"),
            PtpRow {
                effective: day("2025-01-01"),
                ..soft("97530", "97150")
            },
            // As if it had never been.
            PtpRow {
                indicator: 9,
                ..soft("97116", "97110")
            },
        ],
    );
    load!(
        library,
        Source::MuePractitioner,
        "2024-07-01",
        [
            limit("97110", 6, 3),
            limit("97150", 1, 2),
            limit("20610", 2, 1),
            limit("22551", 1, 2)
        ],
    );
    load!(
        library,
        Source::AddOn,
        "2024-07-01",
        [
            add_on_row("22552", Some("22551"), 1),
            add_on_row("22614", Some("22612"), 3),
            add_on_row("0054T", None, 2),
        ],
    );
    load!(
        library,
        Source::Hcpcs,
        "2024-07-01",
        ["modifier/GP", "modifier/XS", "modifier/LT", "modifier/RT"].map(|path| code_row(path, "x")),
        ["modifier/GP"].map(attribute_row),
    );
    library
}

async fn check_for(
    library: &Library,
    text: &str,
    on: &str,
    shows: &(dyn Fn(&Code) -> bool + Sync),
) -> CheckedClaim {
    let claim = Claim {
        lines: read_claim(text),
        setting: Setting::Practitioner,
        on: day(on),
        shows,
    };
    check_claim(&library.store, &claim).await.unwrap()
}

/// The claim as a reader sees it who may see all rows.
async fn check(library: &Library, text: &str) -> CheckedClaim {
    check_for(library, text, ON, &|_| true).await
}

fn statuses(checked: &CheckedClaim) -> Vec<Status> {
    checked.lines.iter().map(|line| line.status).collect()
}

/// Everything that is said of a line, by its place.
fn said(checked: &CheckedClaim, at: usize) -> String {
    let reasons = checked.lines[at].reasons.iter().map(|reason| {
        let row = reason.row.as_ref().map(|row| row.says.join(" "));
        format!(
            "{}: {} {}",
            reason.status.slug(),
            reason.text,
            row.unwrap_or_default()
        )
    });
    reasons.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_says(checked: &CheckedClaim, at: usize, parts: &[&str]) {
    let text = said(checked, at);
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[tokio::test]
async fn column_2_is_denied_and_column_1_stays_payable() {
    let library = library().await;
    let checked = check(&library, "97110\n97150").await;
    assert_eq!(statuses(&checked), [Status::Fails, Status::Passes]);
    assert_says(
        &checked,
        0,
        &[
            "Column 2 of the edit with 97150 (line 2): denied, while 97150 stays payable.",
            "Indicator 1: Paid together only with an NCCI-associated modifier",
            "What could bypass it",
            "XS: a separate organ",
        ],
    );
    assert_says(
        &checked,
        1,
        &["Column 1 of the edit with 97110 (line 1): this line stays payable."],
    );
    let pair = &checked.pairs[0];
    assert_eq!((pair.column1.line, pair.column2.line), (2, 1));
    assert_eq!(
        pair.row.as_ref().unwrap().evidence.row,
        "Column 1 = 97150, Column 2 = 97110"
    );
    assert_eq!(checked.summary(), "2 lines: 1 fails, 1 passes.");
}

#[tokio::test]
async fn a_modifier_bypasses_a_soft_edit_on_either_line_and_no_hard_one() {
    let library = library().await;
    for text in ["97150\n97110-59", "97150-XS\n97110"] {
        let checked = check(&library, text).await;
        assert_eq!(statuses(&checked), [Status::Passes, Status::Bypassed], "{text}");
        assert_says(
            &checked,
            1,
            &["is bypassed by", "if the documentation supports it"],
        );
    }
    let checked = check(&library, "97140\n97124-59").await;
    assert_eq!(statuses(&checked), [Status::Passes, Status::Fails]);
    assert_says(&checked, 1, &["Indicator 0: Never paid together"]);
    assert!(!said(&checked, 1).contains("could bypass"));
    let unhelpful = check(&library, "20610\n99213-59").await;
    assert_says(
        &unhelpful,
        1,
        &[
            "Modifier 59 does not help here: it does not belong on an E/M service",
            "59 on line 2 does not help",
            "25 on line 2: an E/M service that is significant",
        ],
    );
    let twice = check(&library, "97150\n97110-59-XS").await;
    assert_eq!(statuses(&twice), [Status::Passes, Status::Fails]);
    assert_says(&twice, 1, &["59 and XS stand together on this line"]);
}

#[tokio::test]
async fn no_edit_found_names_the_release_and_approves_nothing() {
    let library = library().await;
    let checked = check(&library, "97116\n97110").await;
    assert_eq!(statuses(&checked)[1], Status::Passes);
    assert_says(
        &checked,
        1,
        &[
            "No edit with the other lines found in NCCI procedure-to-procedure edits, practitioner services, 2024-07-01.",
        ],
    );
    let alone = check(&library, "97110").await;
    assert_says(&alone, 0, &["There is no other code to compare it with."]);
    for line in 0..2 {
        assert!(!said(&checked, line).to_lowercase().contains("approved"));
    }
}

#[tokio::test]
async fn an_edit_counts_from_its_first_day() {
    let library = library().await;
    let before = check_for(&library, "97530\n97150", "2024-12-31", &|_| true).await;
    assert!(before.pairs.is_empty());
    let after = check_for(&library, "97530\n97150", "2025-01-01", &|_| true).await;
    assert_eq!(after.pairs.len(), 1);
}

#[tokio::test]
async fn units_add_up_by_day_or_stand_by_line() {
    let library = library().await;
    let day = check(&library, "97110 x4\n97110-59 x3").await;
    assert_eq!(statuses(&day), [Status::Fails, Status::Fails]);
    assert_says(
        &day,
        0,
        &[
            "More units of 97110 than its unit limit.",
            "7 units on lines 1, 2; the limit is 6.",
        ],
    );
    let line = check(&library, "20610-LT x2\n20610-RT x2").await;
    assert_eq!(statuses(&line), [Status::Passes, Status::Passes]);
    assert_says(
        &line,
        1,
        &["2 units on line 2; the limit is 2.", "MAI 1: Per claim line"],
    );
    let over = check(&library, "20610-LT x3").await;
    assert_eq!(statuses(&over), [Status::Fails]);
    let none = check(&library, "97140").await;
    assert_says(
        &none,
        0,
        &["A unit limit of 97140 not found in", "not “unlimited”"],
    );
}

#[tokio::test]
async fn an_add_on_code_needs_a_primary_code_by_its_type() {
    let library = library().await;
    let alone = check(&library, "22552").await;
    assert_eq!(statuses(&alone), [Status::Fails]);
    assert_says(
        &alone,
        0,
        &[
            "none of its primary codes is on this claim",
            "Primary codes: 22551.",
        ],
    );
    let beside = check(&library, "22552\n22551").await;
    assert_eq!(beside.lines[0].status, Status::Passes);
    assert_says(&beside, 0, &["its primary code 22551 is on line 2"]);
    for (text, its_type) in [("22614", "Type 3"), ("0054T", "Type 2")] {
        let decided = check(&library, text).await;
        assert_eq!(statuses(&decided), [Status::Look], "{text}");
        assert_says(&decided, 0, &["for the contractor to decide", its_type]);
    }
}

#[tokio::test]
async fn an_add_on_code_falls_with_its_primary_code() {
    let library = library().await;
    load!(
        library,
        Source::PtpPractitioner,
        "2024-10-01",
        [hard("22856", "22551")]
    );
    let checked = check(&library, "22856\n22551\n22552").await;
    assert_eq!(statuses(&checked)[1..], [Status::Fails, Status::Fails]);
    assert_says(&checked, 2, &["its primary code on this claim is denied"]);
}

#[tokio::test]
async fn codes_and_modifiers_that_do_not_exist_are_told_and_the_rest_is_answered() {
    let library = library().await;
    let checked = check(&library, "99999\n97110-QQ\nhello\n97110-GP-76").await;
    assert_eq!(
        statuses(&checked),
        [Status::NotFound, Status::NotFound, Status::Unread, Status::Passes]
    );
    assert_says(&checked, 0, &["No loaded release names 99999"]);
    assert_says(
        &checked,
        1,
        &["Modifier QQ not found in HCPCS Level II, 2024-07-01 for that day"],
    );
    assert_says(&checked, 2, &["“hello” is no CPT or HCPCS code"]);
    assert_eq!(
        checked.summary(),
        "4 lines: 1 could not be read, 2 are not found, 1 passes."
    );
}

#[tokio::test]
async fn a_code_that_has_ended_fails_on_a_day_after() {
    let library = library().await;
    load!(
        library,
        Source::Hcpcs,
        "2025-01-01",
        [code_row("hcpcs/G0283", "x")],
        [attribute_row("hcpcs/G0283")]
    );
    load!(
        library,
        Source::Hcpcs,
        "2026-01-01",
        [code_row("modifier/GP", "x")],
        [attribute_row("modifier/GP")]
    );
    let ended = check(&library, "G0283").await;
    assert_eq!(statuses(&ended), [Status::Fails]);
    assert_says(&ended, 0, &["G0283 is not in force on 23 November 2026."]);
    let before = check_for(&library, "G0283", "2025-06-01", &|_| true).await;
    assert_eq!(statuses(&before), [Status::Passes]);
}

#[tokio::test]
async fn the_same_line_twice_is_pointed_out() {
    let library = library().await;
    let checked = check(&library, "97110-GP\n97110-GP x2\n97110-GP-59").await;
    assert_eq!(statuses(&checked), [Status::Passes, Status::Look, Status::Passes]);
    assert_says(&checked, 1, &["The same code and modifiers as line 1"]);
}

#[tokio::test]
async fn a_day_before_all_data_is_not_loaded_and_says_what_is() {
    let library = library().await;
    let checked = check_for(&library, "97150\n97110", "2010-01-01", &|_| true).await;
    assert_eq!(statuses(&checked), [Status::NotLoaded, Status::NotLoaded]);
    let notes = checked.notes.join("\n");
    for said in [
        "Unit limits not loaded: no release of NCCI medically unlikely edits, practitioner services for 1 January 2010",
        "Edits of pairs of codes not loaded",
        "Add-on codes with their primary codes not loaded",
        "The earliest loaded release begins on 1 July 2024.",
    ] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
    // An edit that a later release repeats is known on its own days.
    let repeated = check_for(&library, "97150\n97110", "2020-01-01", &|_| true).await;
    assert_eq!(statuses(&repeated), [Status::NotLoaded, Status::Fails]);
    assert!(repeated.notes[0].ends_with("Of older edits only those are known that it repeats."));
    let empty = Library::new().await;
    let nothing = check(&empty, "97150").await;
    assert_eq!(statuses(&nothing), [Status::NotFound]);
}

#[tokio::test]
async fn another_setting_has_edits_of_its_own() {
    let library = library().await;
    let claim = |setting| Claim {
        lines: read_claim("97150\n97110"),
        setting,
        on: day(ON),
        shows: &|_| true,
    };
    let hospital = check_claim(&library.store, &claim(Setting::Hospital))
        .await
        .unwrap();
    assert_eq!(statuses(&hospital), [Status::NotLoaded, Status::NotLoaded]);
    let supplier = check_claim(&library.store, &claim(Setting::Supplier))
        .await
        .unwrap();
    assert_eq!(supplier.pairs.len(), 1);
    assert!(
        supplier.notes[0].contains("edits of practitioner services"),
        "{:?}",
        supplier.notes
    );
}

#[tokio::test]
async fn rows_are_given_of_the_codes_that_the_reader_may_see_and_conclusions_of_all() {
    let library = library().await;
    let text = "97150 x2\n97110-59\n97140\n97124\n22552";
    let nobody = check_for(&library, text, ON, &|_| false).await;
    let everybody = check(&library, text).await;
    assert_eq!(statuses(&nobody), statuses(&everybody));
    assert!(nobody.pairs.iter().all(|pair| pair.row.is_none()));
    let all: String = (0..5).map(|at| said(&nobody, at)).collect();
    for gated in [
        "Indicator",
        "MAI",
        "Rationale",
        "the limit is",
        "could bypass",
        "22551",
        "does not help",
    ] {
        assert!(!all.contains(gated), "{gated}: {all}");
    }
    let some = check_for(&library, text, ON, &|code| code.as_str() == "97110").await;
    let shown: Vec<_> = some
        .pairs
        .iter()
        .map(|pair| (pair.column2.code.as_str(), pair.row.is_some()))
        .collect();
    assert_eq!(shown, [("97110", true), ("97124", false)]);
    let locked: Vec<_> = some.lines[0]
        .reasons
        .iter()
        .filter_map(|reason| reason.locked.as_ref())
        .map(Code::as_str)
        .collect();
    assert_eq!(locked, ["97150"]);
}

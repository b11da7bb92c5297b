//! What modifiers do to a line.

use super::*;

/// A row of $100.00 with these indicators: bilateral, assistant, co-surgeon, team.
fn surgery(code: &str, [bilateral, assistant, cosurgeon, team]: [&str; 4]) -> FeeRow {
    FeeRow {
        bilateral: bilateral.into(),
        assistant: assistant.into(),
        cosurgeon: cosurgeon.into(),
        team: team.into(),
        multiple: "2".into(),
        ..row(code, "", [10_000, 0, 0])
    }
}

#[test]
fn modifier_50_pays_by_the_bilateral_indicator() {
    let schedule = Schedule::of(
        ["0", "1", "2", "3", "9"]
            .map(|indicator| surgery(&format!("2000{indicator}"), [indicator, "2", "2", "2"])),
    );
    let each = |code: &str| (schedule.cents(&[code])[0], schedule.words(&[code]).remove(0));
    assert_eq!(each("20001-50"), (15_000, String::new()));
    assert_eq!(each("20003-50"), (20_000, String::new()));
    assert_eq!(
        each("20000-50"),
        (
            10_000,
            "50 does not raise the amount: both sides are paid as one service".into()
        )
    );
    assert_eq!(
        each("20002-50"),
        (
            10_000,
            "50 does not raise the amount: it is that of both sides already".into()
        )
    );
    assert_eq!(
        each("20009-50"),
        (
            10_000,
            "50 does not raise the amount: this service has no sides".into()
        )
    );
}

#[test]
fn both_sides_on_two_lines_are_noted_where_the_file_prices_them_together() {
    let schedule = Schedule::of([
        surgery("20001", ["1", "2", "2", "2"]),
        surgery("20003", ["3", "2", "2", "2"]),
    ]);
    let words = schedule.words(&["20001-LT", "20001-RT", "20003-LT", "20003-RT"]);
    assert!(words[0].starts_with("LT and RT stand on lines of their own") && words[0] == words[1]);
    assert_eq!(words[2..], ["", ""]);
    assert_eq!(schedule.words(&["20001-LT"]), [""]);
}

#[test]
fn an_assistant_is_paid_16_percent_and_one_who_is_no_physician_85_of_that() {
    let schedule = Schedule::of(
        ["0", "1", "2", "9"]
            .map(|indicator| surgery(&format!("2000{indicator}"), ["0", indicator, "2", "2"])),
    );
    for modifier in ["80", "81", "82"] {
        assert_eq!(
            schedule.cents(&[&format!("20002-{modifier}")]),
            [1_600],
            "{modifier}"
        );
    }
    assert_eq!(schedule.cents(&["20002-AS"]), [1_360]);
    assert_eq!(
        schedule.cents(&["20002-80-AS"]),
        [1_360],
        "one assistant, not two"
    );
    assert_eq!(schedule.cents(&["20000-80"]), [1_600]);
    assert_eq!(
        schedule.words(&["20000-80", "20001-AS", "20009-82"]),
        [
            "80 is paid only when documentation shows the medical necessity",
            "AS: an assistant at this surgery is not paid, by statute",
            "82: does not apply to this code",
        ]
    );
    assert_eq!(schedule.cents(&["20001-AS", "20009-82"]), [0, 0]);
}

#[test]
fn co_surgeons_are_paid_62_and_a_half_percent_and_teams_by_report() {
    let schedule = Schedule::of(
        ["0", "1", "2", "9"]
            .map(|indicator| surgery(&format!("2000{indicator}"), ["0", "2", indicator, indicator])),
    );
    assert_eq!(schedule.cents(&["20002-62"]), [6_250]);
    assert_eq!(schedule.cents(&["20001-62"]), [6_250]);
    assert_eq!(
        schedule.words(&["20001-62", "20000-62", "20009-62", "20000-66", "20002-66"]),
        [
            "62 is paid only when documentation shows the medical necessity",
            "62: not permitted for this code",
            "62: does not apply to this code",
            "66: not permitted for this code",
            "Team surgery (66): paid by report, the contractor decides",
        ]
    );
    assert!(schedule.price(&["20001-66"]).is_open());
    assert!(!schedule.price(&["20000-66"]).is_open());
}

#[test]
fn parts_of_the_global_package_are_paid_by_the_shares_of_the_row() {
    let major = FeeRow {
        pre_op: 10,
        intra_op: 69,
        post_op: 21,
        ..row("29881", "", [10_000, 0, 0])
    };
    let schedule = Schedule::of([major, row("99213", "", [100, 0, 0])]);
    assert_eq!(schedule.cents(&["29881-54"]), [7_900]);
    assert_eq!(schedule.cents(&["29881-55"]), [2_100]);
    assert_eq!(schedule.cents(&["29881-56"]), [1_000]);
    assert_eq!(schedule.cents(&["29881-78"]), [6_900]);
    assert_eq!(schedule.cents(&["99213-55"]), [100]);
    assert_eq!(
        schedule.words(&["99213-55"]),
        ["55 does not change the amount: the fee schedule divides no global package for this code"]
    );
}

#[test]
fn therapy_assistants_are_paid_85_percent_since_2022() {
    let schedule = Schedule::of([row("97110", "", [45, 40, 1])]);
    assert_eq!(schedule.cents(&["97110-GP-CQ"]), [73]);
    let before = Terms {
        on: "2021-12-31".parse().unwrap(),
        ..terms()
    };
    let priced = schedule.price_on(&["97110-GO-CO"], &before);
    assert_eq!(priced.cents(), 86);
    assert_eq!(
        words(&priced),
        ["CO lowers the payment for services from 1 January 2022 only"]
    );
}

#[test]
fn what_only_the_contractor_can_weigh_is_noted() {
    let schedule = Schedule::of([row("99213", "", [100, 0, 0])]);
    assert_eq!(
        schedule.words(&["99213-22"]),
        ["22 may change the amount; by how much the contractor decides"]
    );
    let untypical = FeeRow {
        na_facility: true,
        ..row("97150", "", [29, 24, 1])
    };
    let facility = Terms {
        setting: Setting::Facility,
        ..terms()
    };
    let priced = Schedule::of([untypical]).price_on(&["97150"], &facility);
    assert_eq!(words(&priced), ["not typically furnished in a facility"]);
}

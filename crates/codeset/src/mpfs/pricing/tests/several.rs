//! What lines do to each other.

use super::*;

#[test]
fn further_procedures_are_paid_half_and_the_sixth_by_report() {
    let schedule = Schedule::of([
        worth("20000", "2", 10_000),
        worth("20001", "2", 8_000),
        worth("20002", "2", 6_001),
        worth("99213", "0", 5_000),
    ]);
    // Ranked by amount, not as they stand.
    assert_eq!(
        schedule.cents(&["20002", "99213", "20000", "20001"]),
        [3_001, 5_000, 10_000, 4_000]
    );
    let priced = schedule.price(&["20000 x7"]);
    assert_eq!(priced.cents(), 10_000 + 4 * 5_000);
    assert!(priced.is_open(), "two units by report");
    let Outcome::Paid(parts) = &priced.lines[0].outcome else {
        panic!("{priced:?}");
    };
    let units: Vec<_> = parts.iter().map(|part| (part.units, part.cents)).collect();
    assert_eq!(units, [(1, Some(10_000)), (4, Some(5_000)), (2, None)]);
}

#[test]
fn the_ladder_of_before_1995_falls_to_a_quarter() {
    let schedule = Schedule::of(
        [5_000, 4_000, 3_000, 2_000, 1_000]
            .iter()
            .enumerate()
            .map(|(n, cents)| worth(&format!("2000{n}"), "1", *cents)),
    );
    assert_eq!(
        schedule.cents(&["20000", "20001", "20002", "20003", "20004"]),
        [5_000, 2_000, 750, 500, 250]
    );
}

#[test]
fn both_sides_count_before_the_rank() {
    let bilateral = FeeRow {
        bilateral: "1".into(),
        ..worth("20001", "2", 8_000)
    };
    let schedule = Schedule::of([worth("20000", "2", 10_000), bilateral]);
    assert_eq!(schedule.cents(&["20000", "20001-50"]), [5_000, 12_000]);
}

/// The colonoscopies of the manual's example (IOM 100-04, ch. 12 §40.6), with the amounts that it assumes.
fn endoscopies() -> Schedule {
    let of_family = |code: &str, base: &str, cents| FeeRow {
        endoscopic_base: base.into(),
        ..worth(code, "3", cents)
    };
    Schedule::of([
        worth("45378", "2", 25_540),
        of_family("45380", "45378", 28_598),
        of_family("45385", "45378", 37_456),
        worth("43235", "2", 20_000),
        of_family("43239", "43235", 26_000),
        of_family("43251", "43235", 30_000),
        worth("20000", "2", 40_000),
    ])
}

#[test]
fn a_further_endoscopy_of_a_family_is_paid_without_the_base() {
    let schedule = endoscopies();
    let priced = schedule.price(&["45380", "45385"]);
    assert_eq!(priced.lines[0].cents(), 28_598 - 25_540);
    assert_eq!(priced.cents(), 40_514);
    // Alone it is paid in full, and twice it is a family.
    assert_eq!(schedule.cents(&["45380"]), [28_598]);
    assert_eq!(schedule.cents(&["45380 x2"]), [28_598 + 28_598 - 25_540]);
}

#[test]
fn the_base_beside_its_family_is_not_paid() {
    let schedule = endoscopies();
    assert_eq!(schedule.cents(&["45378", "45385"]), [0, 37_456]);
    assert_eq!(schedule.cents(&["45378"]), [25_540]);
}

#[test]
fn a_family_is_ranked_as_one_procedure() {
    let schedule = endoscopies();
    // 405.14 against 400.00: the family is first.
    assert_eq!(
        schedule.cents(&["45380", "45385", "20000"]),
        [3_058, 37_456, 20_000]
    );
    // 360.00 (300.00 + 60.00) against 405.14 of the other family.
    assert_eq!(
        schedule.cents(&["43239", "43251", "45385", "45380"]),
        [3_000, 15_000, 37_456, 3_058]
    );
    // One of each family: two procedures.
    assert_eq!(schedule.cents(&["43251", "45385"]), [15_000, 37_456]);
}

#[test]
fn a_base_that_the_fee_schedule_does_not_pay_leaves_the_further_endoscopy_to_the_contractor() {
    let schedule = endoscopies();
    let rows = ["45380", "45385"].map(|code| schedule.0[code].clone());
    let lines = rows.each_ref().map(|rows| Line {
        rows,
        modifiers: &[],
        units: 1,
    });
    let priced = price(&lines, &BTreeMap::new(), &terms());
    assert_eq!(priced.cents(), 37_456);
    assert!(priced.is_open());
}

fn whole_and_components(code: &str, multiple: &str, technical: i32, professional: i32) -> [FeeRow; 3] {
    ["", "26", "TC"].map(|modifier| {
        let pe = if modifier == "26" { 0 } else { technical };
        let work = if modifier == "TC" { 0 } else { professional };
        FeeRow {
            multiple: multiple.into(),
            pctc: "1".into(),
            imaging_family: "88".into(),
            ..row(code, modifier, [work, pe, 0])
        }
    })
}

#[test]
fn further_imaging_is_reduced_by_component() {
    let schedule = Schedule::of(
        [
            whole_and_components("70450", "4", 8_000, 4_000),
            whole_and_components("70480", "4", 10_000, 3_000),
        ]
        .concat(),
    );
    // The technical component of 70450 is the lower one, the professional one of 70480.
    assert_eq!(
        schedule.cents(&["70450", "70480"]),
        [4_000 + 4_000, 10_000 + 2_850]
    );
    assert_eq!(schedule.cents(&["70450-TC", "70480-TC"]), [4_000, 10_000]);
    assert_eq!(schedule.cents(&["70450-26", "70480-26"]), [4_000, 2_850]);
    assert_eq!(schedule.cents(&["70450-26", "70480-TC"]), [4_000, 10_000]);
    assert_eq!(schedule.cents(&["70450 x2"]), [12_000 + 4_000 + 3_800]);
}

#[test]
fn imaging_without_a_family_is_not_reduced() {
    let lone = whole_and_components("76700", "4", 8_000, 4_000).map(|row| FeeRow {
        imaging_family: "99".into(),
        ..row
    });
    let schedule = Schedule::of([lone, whole_and_components("70480", "4", 10_000, 3_000)].concat());
    assert_eq!(schedule.cents(&["76700 x2", "70480"]), [24_000, 13_000]);
}

#[test]
fn further_cardiovascular_and_ophthalmology_tests_lose_of_the_technical_component() {
    for (multiple, left) in [("6", 75), ("7", 80)] {
        let schedule = Schedule::of(
            [
                whole_and_components("93306", multiple, 10_000, 4_000),
                whole_and_components("93880", multiple, 8_000, 5_000),
            ]
            .concat(),
        );
        assert_eq!(
            schedule.cents(&["93880", "93306"]),
            [80 * left + 5_000, 14_000],
            "{multiple}"
        );
    }
}

#[test]
fn every_therapy_unit_but_the_one_with_the_highest_practice_expense_is_paid_half_of_it() {
    let therapy = |code: &str, values| FeeRow {
        multiple: "5".into(),
        ..row(code, "", values)
    };
    let schedule = Schedule::of([
        therapy("97110", [45, 40, 2]),
        therapy("97140", [43, 36, 1]),
        therapy("97530", [44, 65, 2]),
        row("99213", "", [130, 133, 10]),
    ]);
    // 97530: one unit in full; 97110 three times 45 + 20 + 2; 97140 43 + 18 + 1.
    assert_eq!(
        schedule.cents(&["97110-GP x3", "97530-GO", "97140-GP", "99213"]),
        [201, 111, 62, 273]
    );
    // 44 + 32.5 + 2 is half a cent up.
    assert_eq!(schedule.cents(&["97530 x2"]), [111 + 79]);
    assert_eq!(schedule.cents(&["97110"]), [87]);
    // The assistant's 85% comes last.
    assert_eq!(schedule.cents(&["97530", "97110-GP-CQ"]), [111, 57]);
}

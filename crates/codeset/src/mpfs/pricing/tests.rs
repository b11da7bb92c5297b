//! Claims by hand. One RVU is worth one dollar, so that a row's hundredths are its cents.

mod modifiers;
mod properties;
mod several;

use super::*;
use crate::{Code, CodeSystem};

/// Rows of the fee schedule, by code.
#[derive(Default)]
struct Schedule(BTreeMap<String, Vec<FeeRow>>);

/// A row of an office service with nothing special about it.
fn row(code: &str, modifier: &str, [work, pe, mp]: [i32; 3]) -> FeeRow {
    FeeRow {
        code: Code::parse_procedure(code).unwrap(),
        modifier: modifier.into(),
        status: "A".into(),
        work,
        pe_nonfacility: pe,
        na_nonfacility: false,
        pe_facility: pe / 2,
        na_facility: false,
        mp,
        total_nonfacility: work + pe + mp,
        total_facility: work + pe / 2 + mp,
        pctc: "0".into(),
        global_days: "XXX".into(),
        pre_op: 0,
        intra_op: 0,
        post_op: 0,
        multiple: "0".into(),
        bilateral: "0".into(),
        assistant: "2".into(),
        cosurgeon: "2".into(),
        team: "2".into(),
        endoscopic_base: String::new(),
        supervision: "09".into(),
        imaging_family: "99".into(),
    }
}

/// A row whose whole amount is work.
fn worth(code: &str, multiple: &str, cents: i32) -> FeeRow {
    FeeRow {
        multiple: multiple.into(),
        ..row(code, "", [cents, 0, 0])
    }
}

impl Schedule {
    fn of(rows: impl IntoIterator<Item = FeeRow>) -> Self {
        let mut by_code: BTreeMap<String, Vec<FeeRow>> = BTreeMap::new();
        for row in rows {
            by_code.entry(row.code.as_str().into()).or_default().push(row);
        }
        Self(by_code)
    }

    /// Prices lines written as `code`, `code xUNITS` or `code-MODIFIER-MODIFIER xUNITS`.
    fn price(&self, claim: &[&str]) -> Priced {
        self.price_on(claim, &terms())
    }

    fn price_on(&self, claim: &[&str], terms: &Terms<'_>) -> Priced {
        let bases = self
            .0
            .iter()
            .map(|(code, rows)| (code.clone(), rows[0].clone()))
            .collect();
        let typed: Vec<(&[FeeRow], Vec<Code>, u32)> = claim
            .iter()
            .map(|text| {
                let (service, units) = text.split_once(" x").unwrap_or((text, "1"));
                let mut words = service.split('-');
                let rows = self.0.get(words.next().unwrap()).map_or(&[][..], Vec::as_slice);
                let modifiers = words.map(|word| Code::parse(CodeSystem::Modifier, word).unwrap());
                (rows, modifiers.collect(), units.parse().unwrap())
            })
            .collect();
        let lines: Vec<Line<'_>> = typed
            .iter()
            .map(|(rows, modifiers, units)| Line {
                rows,
                modifiers,
                units: *units,
            })
            .collect();
        price(&lines, &bases, terms)
    }

    /// The amount of each line.
    fn cents(&self, claim: &[&str]) -> Vec<i64> {
        self.price(claim).lines.iter().map(PricedLine::cents).collect()
    }

    /// Why each line is not paid, and what is noted of it.
    fn words(&self, claim: &[&str]) -> Vec<String> {
        words(&self.price(claim))
    }
}

fn words(priced: &Priced) -> Vec<String> {
    priced
        .lines
        .iter()
        .map(|line| {
            let why = match &line.outcome {
                Outcome::Unpaid(why) => vec![why.to_string()],
                Outcome::Paid(_) => vec![],
            };
            let notes = line.notes.iter().map(ToString::to_string);
            why.into_iter().chain(notes).collect::<Vec<_>>().join("; ")
        })
        .collect()
}

static NO_CAPS: Caps = BTreeMap::new();

fn terms() -> Terms<'static> {
    Terms {
        on: "2025-10-01".parse().unwrap(),
        gpci: Gpci::NATIONAL,
        factor: 10_000,
        setting: Setting::NonFacility,
        basis: Basis::Participating,
        caps: &NO_CAPS,
    }
}

#[test]
fn a_line_is_the_amount_of_its_row_times_its_units() {
    let schedule = Schedule::of([row("99213", "", [130, 133, 10])]);
    assert_eq!(schedule.cents(&["99213", "99213 x3"]), [273, 819]);
    let facility = Terms {
        setting: Setting::Facility,
        ..terms()
    };
    assert_eq!(schedule.price_on(&["99213"], &facility).cents(), 206);
}

#[test]
fn each_unit_is_rounded_before_it_is_multiplied() {
    let schedule = Schedule::of([row("97150", "", [29, 24, 1])]);
    let terms = Terms {
        factor: 323_465,
        ..terms()
    };
    assert_eq!(schedule.price_on(&["97150 x3"], &terms).cents(), 3 * 1747);
    let other = Terms {
        basis: Basis::NonParticipating,
        ..terms
    };
    assert_eq!(schedule.price_on(&["97150 x3"], &other).cents(), 3 * 1660);
}

#[test]
fn components_and_discontinued_services_are_paid_by_their_own_rows() {
    let schedule = Schedule::of([
        row("93306", "", [146, 428, 7]),
        row("93306", "26", [146, 52, 4]),
        row("93306", "TC", [0, 376, 3]),
        row("45378", "", [326, 644, 43]),
        row("45378", "53", [163, 322, 22]),
        row("97150", "", [29, 24, 1]),
    ]);
    assert_eq!(schedule.cents(&["93306"]), [581]);
    assert_eq!(schedule.cents(&["93306-26"]), [202]);
    assert_eq!(schedule.cents(&["93306-TC"]), [379]);
    assert_eq!(schedule.cents(&["45378-53"]), [507]);
    let priced = schedule.price(&["97150-TC", "97150-53"]);
    assert_eq!(
        words(&priced),
        [
            "TC does not apply: the fee schedule does not split the code",
            "Discontinued (53): the fee schedule has no amount, the contractor decides"
        ]
    );
    assert_eq!(priced.cents(), 0);
    assert!(!priced.lines[0].is_open() && priced.lines[1].is_open());
}

#[test]
fn what_the_fee_schedule_does_not_pay_is_told_and_never_priced() {
    let status = |code: &str, status: &str| FeeRow {
        status: status.into(),
        ..row(code, "", [100, 0, 0])
    };
    let schedule = Schedule::of([
        status("97010", "B"),
        status("97039", "C"),
        row("20999", "", [0, 0, 0]),
    ]);
    let priced = schedule.price(&["97010", "97039", "20999", "99999"]);
    assert_eq!(priced.cents(), 0);
    assert_eq!(
        words(&priced),
        [
            "Status B. Bundled: payment is included in other services, never separate",
            "Status C. Carrier-priced: the contractor sets the amount",
            "The fee schedule gives no relative values: the contractor sets the amount",
            "Not in the fee schedule of that day",
        ]
    );
    let open: Vec<_> = priced.lines.iter().map(PricedLine::is_open).collect();
    assert_eq!(open, [false, true, true, false]);
}

#[test]
fn what_is_paid_only_alone_is_not_paid_beside_another_service() {
    let alone = FeeRow {
        status: "T".into(),
        ..row("36415", "", [10, 0, 0])
    };
    let schedule = Schedule::of([alone, row("99213", "", [100, 0, 0])]);
    assert_eq!(schedule.cents(&["36415"]), [10]);
    assert_eq!(schedule.cents(&["36415", "99213"]), [0, 100]);
    // A line that is itself not paid does not count.
    assert_eq!(schedule.cents(&["36415", "99999"]), [10, 0]);
}

#[test]
fn a_cap_lowers_the_amount_and_never_raises_it() {
    let schedule = Schedule::of([row("70496", "TC", [0, 300, 4]), row("70450", "TC", [0, 100, 4])]);
    let caps: Caps = ["70496", "70450"]
        .map(|code| ((code.to_owned(), "TC".to_owned()), [250, 120]))
        .into();
    let terms = Terms {
        caps: &caps,
        ..terms()
    };
    let priced = schedule.price_on(&["70496-TC", "70450-TC"], &terms);
    let cents: Vec<_> = priced.lines.iter().map(PricedLine::cents).collect();
    assert_eq!(cents, [250, 104]);
    assert_eq!(words(&priced), ["capped at the hospital outpatient amount", ""]);
    let facility = Terms {
        setting: Setting::Facility,
        ..terms
    };
    assert_eq!(schedule.price_on(&["70496-TC"], &facility).cents(), 120);
}

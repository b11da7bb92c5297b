//! The payment formula.
//!
//! Source: 42 CFR 414.22–414.30; for those who do not participate 42 CFR 414.20(b) and 414.48(b).

use crate::rows::FeeRow;

/// Where a service is furnished, which chooses the practice expense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Setting {
    /// An office, a home and every other place of service that is no facility.
    #[default]
    NonFacility,
    /// A hospital, a skilled nursing facility, an ambulatory surgical center and the like.
    Facility,
}

impl Setting {
    /// Both, as fee schedules list them.
    pub const ALL: [Self; 2] = [Self::NonFacility, Self::Facility];

    /// As captions name it.
    pub fn label(self) -> &'static str {
        match self {
            Self::NonFacility => "Non-facility",
            Self::Facility => "Facility",
        }
    }
}

/// The relative values that one payment rests on, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rvus {
    /// Work.
    pub work: i32,
    /// Practice expense: the facility or the non-facility figure.
    pub pe: i32,
    /// Malpractice.
    pub mp: i32,
}

impl Rvus {
    /// Those of a line of the fee schedule in a setting.
    pub fn of(row: &FeeRow, setting: Setting) -> Self {
        Self {
            work: row.work,
            pe: match setting {
                Setting::NonFacility => row.pe_nonfacility,
                Setting::Facility => row.pe_facility,
            },
            mp: row.mp,
        }
    }

    /// Whether there is nothing to pay by.
    pub fn are_zero(self) -> bool {
        self.work == 0 && self.pe == 0 && self.mp == 0
    }
}

/// Geographic practice cost indices in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gpci {
    /// Work.
    pub work: i32,
    /// Practice expense.
    pub pe: i32,
    /// Malpractice.
    pub mp: i32,
}

impl Gpci {
    /// No adjustment: the national figure.
    pub const NATIONAL: Self = Self {
        work: 1000,
        pe: 1000,
        mp: 1000,
    };
}

/// A share in ten-thousandths: 62.5% is 6250.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub u32);

impl Percent {
    /// The whole.
    pub const WHOLE: Self = Self(10_000);

    /// So many hundredths of the whole.
    pub const fn of_hundred(percent: u32) -> Self {
        Self(percent * 100)
    }

    /// This share of an amount in cents, rounded half up.
    pub fn of(self, cents: i64) -> i64 {
        let exact = i128::from(cents) * i128::from(self.0);
        let whole = i128::from(Self::WHOLE.0);
        to_cents((exact + whole / 2).div_euclid(whole))
    }
}

/// `62.5%`.
impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 100, format!("{:02}", self.0 % 100));
        match rest.trim_end_matches('0') {
            "" => write!(f, "{whole}%"),
            rest => write!(f, "{whole}.{rest}%"),
        }
    }
}

/// Which amount of the fee schedule is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Basis {
    /// What those who participate are allowed.
    #[default]
    Participating,
    /// What those who do not participate are allowed: 95% (42 CFR 414.20(b)).
    NonParticipating,
    /// The most that they may charge without assignment: 115% of that, 109.25% of the whole (42 CFR 414.48(b)).
    LimitingCharge,
}

impl Basis {
    /// All three, as fee schedules list them.
    pub const ALL: [Self; 3] = [Self::Participating, Self::NonParticipating, Self::LimitingCharge];

    /// As captions name it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Participating => "Participating",
            Self::NonParticipating => "Non-participating",
            Self::LimitingCharge => "Limiting charge",
        }
    }

    /// The amount that follows from the participating one. Each is a share of the participating amount in whole
    /// cents, rounded half up: the limiting charge is not 115% of the rounded non-participating amount, which may
    /// differ by a cent.
    pub fn of(self, participating_cents: i64) -> i64 {
        match self {
            Self::Participating => participating_cents,
            Self::NonParticipating => Percent(9_500).of(participating_cents),
            Self::LimitingCharge => Percent(10_925).of(participating_cents),
        }
    }
}

/// The fee schedule amount in cents:
/// `[(work × work GPCI) + (PE × PE GPCI) + (MP × MP GPCI)] × conversion factor`, rounded once, half up.
///
/// `factor` is in ten-thousandths of a dollar. RVUs and indices are never rounded on the way.
pub fn payment_cents(rvus: Rvus, gpci: Gpci, factor: i32) -> i64 {
    payment_cents_with_pe(rvus, gpci, factor, Percent::WHOLE)
}

/// The same with a share of the practice expense; work and malpractice in full.
pub fn payment_cents_with_pe(rvus: Rvus, gpci: Gpci, factor: i32, pe: Percent) -> i64 {
    let part =
        |rvu: i32, index: i32, share: Percent| i128::from(rvu) * i128::from(index) * i128::from(share.0);
    let adjusted = part(rvus.work, gpci.work, Percent::WHOLE)
        + part(rvus.pe, gpci.pe, pe)
        + part(rvus.mp, gpci.mp, Percent::WHOLE);
    // RVU 1e-2 × GPCI 1e-3 × share 1e-4 × factor 1e-4 = 1e-13 dollars; a cent is 1e11 of those.
    const CENT: i128 = 100_000_000_000;
    to_cents((adjusted * i128::from(factor) + CENT / 2).div_euclid(CENT))
}

/// No amount of a real file comes near the end of the scale.
fn to_cents(exact: i128) -> i64 {
    i64::try_from(exact).unwrap_or(if exact < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GROUP_THERAPY: Rvus = Rvus {
        work: 29,
        pe: 24,
        mp: 1,
    };

    #[test]
    fn the_national_amount_of_97150_agrees_with_the_published_one() {
        assert_eq!(payment_cents(GROUP_THERAPY, Gpci::NATIONAL, 323_465), 1747);
        assert_eq!(payment_cents(GROUP_THERAPY, Gpci::NATIONAL, 334_009), 1804);
    }

    #[test]
    fn half_a_cent_is_rounded_up_once() {
        let smallest = Rvus {
            work: 1,
            pe: 0,
            mp: 0,
        };
        assert_eq!(payment_cents(smallest, Gpci::NATIONAL, 5_000), 1);
        assert_eq!(payment_cents(smallest, Gpci::NATIONAL, 4_999), 0);
    }

    #[test]
    fn half_of_the_practice_expense_leaves_work_and_malpractice() {
        // (0.29 + 0.12 + 0.01) × 32.3465 = 13.58553.
        let half = Percent::of_hundred(50);
        assert_eq!(
            payment_cents_with_pe(GROUP_THERAPY, Gpci::NATIONAL, 323_465, half),
            1359
        );
    }

    #[test]
    fn who_does_not_participate_gets_95_percent_and_may_charge_115_of_that() {
        // 17.47 × 0.95 = 16.5965; × 1.0925 = 19.085975.
        assert_eq!(Basis::ALL.map(|basis| basis.of(1747)), [1747, 1660, 1909]);
        // 0.10 × 0.95 = 0.095, half a cent up; 115% of the rounded 0.10 would be 0.115 and 0.12.
        assert_eq!(Basis::ALL.map(|basis| basis.of(10)), [10, 10, 11]);
    }

    #[test]
    fn shares_read_as_people_write_them() {
        let said = [6_250, 10_925, 9_500, 1_360, 10_000].map(|share| Percent(share).to_string());
        assert_eq!(said, ["62.5%", "109.25%", "95%", "13.6%", "100%"]);
    }

    #[test]
    fn figures_beyond_all_measure_stop_at_the_end_of_the_scale() {
        let most = Rvus {
            work: i32::MAX,
            pe: i32::MAX,
            mp: i32::MAX,
        };
        let index = Gpci {
            work: i32::MAX,
            pe: i32::MAX,
            mp: i32::MAX,
        };
        assert_eq!(payment_cents(most, index, i32::MAX), i64::MAX);
        assert_eq!(Basis::LimitingCharge.of(i64::MAX), i64::MAX);
    }

    proptest! {
        #[test]
        fn more_work_never_pays_less(work in 0..100_000i32, more in 0..1000i32, gpci in 300..2000i32, factor in 0..1_000_000i32) {
            let index = Gpci { work: gpci, pe: gpci, mp: gpci };
            let low = payment_cents(Rvus { work, pe: 10, mp: 1 }, index, factor);
            let high = payment_cents(Rvus { work: work + more, pe: 10, mp: 1 }, index, factor);
            prop_assert!(low <= high);
        }

        #[test]
        fn the_three_amounts_keep_their_order(cents in 0..100_000_000i64) {
            let [participating, other, limit] = Basis::ALL.map(|basis| basis.of(cents));
            prop_assert!(other <= participating && participating <= limit);
        }
    }
}

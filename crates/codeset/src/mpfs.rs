//! The Medicare Physician Fee Schedule: what its indicators mean, and the payment formula.
//!
//! Source of the meanings: CMS, Medicare Claims Processing Manual, chapter 23, addendum "MPFSDB record
//! layouts". Source of the formula: 42 CFR 414.22–414.30.

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

/// The fee schedule amount in cents:
/// `[(work × work GPCI) + (PE × PE GPCI) + (MP × MP GPCI)] × conversion factor`, rounded once, half up.
///
/// `factor` is in ten-thousandths of a dollar. RVUs and indices are never rounded on the way.
pub fn payment_cents(rvus: Rvus, gpci: Gpci, factor: i32) -> i64 {
    let part = |rvu: i32, index: i32| i64::from(rvu) * i64::from(index);
    let adjusted = part(rvus.work, gpci.work) + part(rvus.pe, gpci.pe) + part(rvus.mp, gpci.mp);
    // RVU 1e-2 × GPCI 1e-3 × factor 1e-4 = 1e-9 dollars; a cent is 1e7 of those.
    const CENT: i64 = 10_000_000;
    (adjusted * i64::from(factor) + CENT / 2).div_euclid(CENT)
}

/// Cents as `$1,234.56`.
pub fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = ((cents / 100).unsigned_abs(), (cents % 100).unsigned_abs());
    format!("{sign}${}.{rest:02}", grouped(whole))
}

/// A number with commas between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A price in ten-thousandths of a dollar with two decimals or as many as it needs: `$1,579.16`, `$10.5545`.
pub fn price(ten_thousandths: i64) -> String {
    const CENT: i64 = 100;
    let below_a_cent = format!("{:02}", (ten_thousandths % CENT).unsigned_abs());
    dollars(ten_thousandths / CENT) + below_a_cent.trim_end_matches('0')
}

/// An integer of hundredths, thousandths, … as a decimal: `decimal(29, 2)` is `0.29`.
pub fn decimal(value: i32, places: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", value.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// What a status code means for payment.
pub fn status_meaning(status: &str) -> &'static str {
    match status {
        "A" => "Active: paid separately under the fee schedule when covered",
        "B" => "Bundled: payment is included in other services, never separate",
        "C" => "Carrier-priced: the contractor sets the amount",
        "D" | "F" => "Deleted or discontinued",
        "E" => "Excluded from the fee schedule by regulation",
        "G" => "Not valid for Medicare: another code is used (former grace period)",
        "H" => "Deleted modifier",
        "I" => "Not valid for Medicare: Medicare uses another code for the service",
        "J" => "Anesthesia: paid by base and time units, not by RVUs",
        "L" => "Local code: the contractor sets the amount",
        "M" => "Measurement code, for reporting only",
        "N" => "Non-covered by Medicare",
        "P" => "Bundled or excluded: no separate payment",
        "Q" => "Therapy functional information, for reporting only",
        "R" => "Restricted coverage: special rules apply",
        "T" => "Paid only when nothing else payable is billed the same day by the same provider",
        "X" => "Statutory exclusion: outside the physician fee schedule",
        _ => "Unknown status",
    }
}

/// Whether a status pays by the RVUs of its row.
pub fn pays_by_rvus(status: &str) -> bool {
    matches!(status, "A" | "R" | "T")
}

/// What a PC/TC indicator means.
pub fn pctc_meaning(indicator: &str) -> &'static str {
    match indicator {
        "0" => "Physician service: cannot be split, so 26 and TC do not apply",
        "1" => "Diagnostic test: 26 and TC apply",
        "2" => "Professional component only: 26 and TC do not apply",
        "3" => "Technical component only: 26 and TC do not apply",
        "4" => "Global test only: 26 and TC do not apply",
        "5" => "Incident-to service: 26 and TC do not apply",
        "6" => "Laboratory physician interpretation: 26 applies, TC does not",
        "7" => "Therapy service: not paid to a therapist in independent practice for a hospital's patient",
        "8" => "Physician interpretation of a smear: 26 and TC do not apply",
        "9" => "Professional and technical components do not apply",
        _ => "Unknown indicator",
    }
}

/// What the global days mean.
pub fn global_meaning(days: &str) -> &'static str {
    match days {
        "000" => "Same-day care included",
        "010" => "Minor procedure: the day and 10 days after included",
        "090" => "Major procedure: 1 day before, the day and 90 days after included",
        "MMM" => "Maternity: the usual global period does not apply",
        "XXX" => "The global concept does not apply",
        "YYY" => "The contractor decides on a global period",
        "ZZZ" => "Add-on: belongs to the global period of its primary service",
        _ => "Unknown global period",
    }
}

/// What the multiple procedure indicator does to payment.
pub fn multiple_meaning(indicator: &str) -> &'static str {
    match indicator {
        "0" => "No reduction for several procedures",
        "1" => "Reduction 100%, 50%, 25%, 25%, 25%",
        "2" => "Reduction 100%, then 50% for each further procedure",
        "3" => "Endoscopy family rules",
        "4" => "Imaging: technical component 50%, professional component 5% less",
        "5" => "Therapy: half of the practice expense for all but the first unit",
        "6" => "Cardiovascular: technical component 25% less",
        "7" => "Ophthalmology: technical component 20% less",
        "9" => "Does not apply",
        _ => "Unknown indicator",
    }
}

/// What the bilateral indicator does to payment.
pub fn bilateral_meaning(indicator: &str) -> &'static str {
    match indicator {
        "0" => "Modifier 50 does not apply: paid once at 100%",
        "1" => "Modifier 50 applies: 150% for both sides",
        "2" => "Already bilateral: modifier 50 does not apply",
        "3" => "Paid at 100% for each side",
        "9" => "Does not apply",
        _ => "Unknown indicator",
    }
}

/// What the assistant-at-surgery indicator allows (modifiers 80, 81, 82, AS).
pub fn assistant_meaning(indicator: &str) -> &'static str {
    match indicator {
        "0" => "Assistant paid only with documentation of medical necessity",
        "1" => "Assistant not paid by statute",
        "2" => "Assistant may be paid",
        "9" => "Does not apply",
        _ => "Unknown indicator",
    }
}

/// What the co-surgeon (modifier 62) or team surgery (modifier 66) indicator allows.
pub fn surgeons_meaning(indicator: &str) -> &'static str {
    match indicator {
        "0" => "Not permitted",
        "1" => "Paid only with documentation of medical necessity",
        "2" => "Permitted",
        "9" => "Does not apply",
        _ => "Unknown indicator",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_national_amount_of_97150_agrees_with_the_published_one() {
        let rvus = Rvus {
            work: 29,
            pe: 24,
            mp: 1,
        };
        assert_eq!(payment_cents(rvus, Gpci::NATIONAL, 323_465), 1747);
        assert_eq!(payment_cents(rvus, Gpci::NATIONAL, 334_009), 1804);
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
    fn money_and_decimals_read_as_printed() {
        assert_eq!(dollars(1747), "$17.47");
        assert_eq!(dollars(123_456_789), "$1,234,567.89");
        assert_eq!(dollars(5), "$0.05");
        assert_eq!(price(15_791_600), "$1,579.16");
        assert_eq!(price(105_545), "$10.5545");
        assert_eq!(price(2_360), "$0.236");
        assert_eq!((price(0), price(1)), ("$0.00".into(), "$0.0001".into()));
        assert_eq!(decimal(29, 2), "0.29");
        assert_eq!(decimal(323_465, 4), "32.3465");
        assert_eq!(decimal(-5, 2), "-0.05");
    }

    proptest! {
        #[test]
        fn more_work_never_pays_less(work in 0..100_000i32, more in 0..1000i32, gpci in 300..2000i32, factor in 0..1_000_000i32) {
            let index = Gpci { work: gpci, pe: gpci, mp: gpci };
            let low = payment_cents(Rvus { work, pe: 10, mp: 1 }, index, factor);
            let high = payment_cents(Rvus { work: work + more, pe: 10, mp: 1 }, index, factor);
            prop_assert!(low <= high);
        }
    }
}

//! What the indicators of the fee schedule mean.
//!
//! Source: CMS, Medicare Claims Processing Manual, chapter 23, addendum "MPFSDB record layouts".

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
        "7" => {
            "Physical therapy service: not paid to a therapist in independent practice for a hospital's patient"
        }
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

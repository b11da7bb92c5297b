//! How far a physician supervises a diagnostic test.
//!
//! Source: Medicare Claims Processing Manual, chapter 23, addendum "MPFSDB record layouts", field "Physician
//! Supervision of Diagnostic Procedures"; 42 CFR 410.32(b)(3).

/// What a supervision indicator means (column PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES).
pub fn supervision_meaning(indicator: &str) -> &'static str {
    match indicator {
        "01" => "General supervision: under the practitioner’s direction, who need not be there",
        "02" => "Direct supervision: the practitioner is at hand in the office suite throughout",
        "03" => "Personal supervision: the practitioner is in the room",
        "04" => "None where a qualified psychologist does it; otherwise general supervision",
        "05" => "None where a qualified audiologist does it; otherwise direct supervision",
        "06" => "Done by a physician, or by a physical therapist certified in clinical electrophysiology",
        "21" => "By a certified technician under general supervision; otherwise direct supervision",
        "22" => "By a technician with a live connection to a physician",
        "66" => "By a physician, or by a physical therapist certified in electrophysiology and in this test",
        "6A" => {
            "As 66; a certified physical therapist may also supervise another, and only the certified one bills"
        }
        "77" => {
            "By a certified physical therapist, by another under direct supervision, or the technical part by a \
             certified technician under general supervision"
        }
        "7A" => {
            "As 77; a certified physical therapist may also supervise another, and only the certified one bills"
        }
        "09" => "Does not apply: not a diagnostic test under these rules",
        _ => "Unknown indicator",
    }
}

#[cfg(test)]
mod tests {
    use super::supervision_meaning;

    #[test]
    fn every_indicator_of_the_layout_has_words() {
        for known in [
            "01", "02", "03", "04", "05", "06", "09", "21", "22", "66", "6A", "77", "7A",
        ] {
            assert_ne!(supervision_meaning(known), "Unknown indicator", "{known}");
        }
        assert_eq!(supervision_meaning("1"), "Unknown indicator");
    }
}

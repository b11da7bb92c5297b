//! The hospital outpatient prospective payment system: what its indicators mean.
//!
//! Source of the meanings: CMS, OPPS Addendum D1 (status indicators) and D2 (comment indicators).

/// What a status indicator means for payment.
pub fn status_meaning(status: &str) -> &'static str {
    match status {
        "A" => "Paid under another fee schedule or payment system than this one",
        "B" => "Not recognized on an outpatient hospital claim: another code may be",
        "C" => "Inpatient only: not paid to an outpatient department",
        "D" => "Discontinued code",
        "E" | "E1" => "Not covered, or not paid on outpatient claims",
        "E2" => "Not paid: neither a price nor claims data are available",
        "F" => "Paid at reasonable cost: corneal tissue, certain anesthetist services, hepatitis B vaccine",
        "G" => "Pass-through drug or biological: paid separately",
        "H" => "Pass-through device: paid separately at cost",
        "J1" => "Comprehensive APC: one payment for everything on the claim",
        "J2" => "Comprehensive APC when the services on the claim meet its criteria",
        "K" | "K1" | "K2" | "K3" | "K4" => {
            "Drug, biological, radiopharmaceutical or blood product: paid separately"
        }
        "L" => "Influenza, pneumococcal or COVID-19 vaccine: paid at reasonable cost",
        "M" => "Not billable to a Medicare contractor",
        "N" => "Packaged: no separate payment",
        "P" => "Partial hospitalization or intensive outpatient program: paid per day",
        "Q1" => "Packaged with a service of status S, T or V; else paid separately",
        "Q2" => "Packaged with a service of status T; else paid separately",
        "Q3" => "May be paid through a composite APC; else separately or packaged",
        "Q4" => "Laboratory test: packaged with most services; else paid by the laboratory fee schedule",
        "R" => "Blood or blood product: paid separately",
        "S" => "Procedure or service: paid separately, not reduced beside others",
        "T" => "Procedure or service: paid separately, reduced beside other procedures",
        "U" => "Brachytherapy source: paid separately",
        "V" => "Clinic or emergency department visit: paid separately",
        "X" => "Ancillary service: paid separately",
        "Y" => "Durable medical equipment that is not implanted: billed to the equipment contractor",
        _ => "Unknown status",
    }
}

/// What a change indicator means; empty for those without words.
pub fn change_meaning(change: &str) -> &'static str {
    match change {
        "CH" | "*" => "Status, APC or both changed since the release before",
        "NC" | "NF" | "NI" | "NP" => "New code",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_of_addendum_d1_has_words() {
        let known = "A B C D E1 E2 F G H J1 J2 K L M N P Q1 Q2 Q3 Q4 R S T U V Y";
        for status in known.split(' ') {
            assert_ne!(status_meaning(status), "Unknown status", "{status}");
        }
        assert_eq!(status_meaning("Z9"), "Unknown status");
        assert_eq!(status_meaning(""), "Unknown status");
    }
}

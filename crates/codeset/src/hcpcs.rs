//! HCPCS Level II: what the codes in its file mean.
//!
//! Source of the meanings: CMS, record layout of the HCPCS contractor file.

/// What a coverage code (column COV) says of payment by Medicare; empty where it is none of the layout's.
pub fn coverage_meaning(coverage: &str) -> &'static str {
    match coverage {
        "C" => "The contractor decides on coverage",
        "D" => "Special coverage instructions apply",
        "I" => "Not payable by Medicare",
        "M" => "Not covered by Medicare",
        "S" => "Not covered by Medicare, by statute",
        _ => "",
    }
}

/// What the release did with a code (column ACTION CD); empty where it is none of the layout's.
pub fn action_meaning(action: &str) -> &'static str {
    match action {
        "A" => "Added",
        "B" => "Long description and other data changed",
        "C" => "Long description changed",
        "D" => "Discontinued",
        "F" => "Data other than the descriptions changed",
        "N" => "No change",
        "P" => "Payment data changed",
        "R" => "Brought back after it had been discontinued",
        "S" => "Short description changed",
        "T" => "Type of service or BETOS changed",
        _ => "",
    }
}

/// How a price is found under Part B (columns PRICE1–PRICE4); empty where it is none of the layout's.
pub fn pricing_meaning(pricing: &str) -> &'static str {
    match pricing {
        "00" => "Not priced separately by Part B",
        "11" => "Physician fee schedule, by RVUs",
        "12" => "Physician fee schedule, by anesthesia base units",
        "13" => "Physician fee schedule, priced by the contractor",
        "21" => "Laboratory fee schedule, up to the national limit",
        "22" => "Laboratory fee schedule, priced by the contractor",
        "31" => "Equipment fee schedule: frequently serviced equipment",
        "32" => "Equipment fee schedule: inexpensive or routinely purchased equipment",
        "33" => "Equipment fee schedule: oxygen and oxygen equipment",
        "34" => "Equipment fee schedule: supplies",
        "35" => "Equipment fee schedule: surgical dressings",
        "36" => "Equipment fee schedule: capped rental",
        "37" => "Equipment fee schedule: ostomy, tracheostomy and urological supplies",
        "38" => "Equipment fee schedule: orthotics, prosthetics and vision services",
        "39" => "Parenteral and enteral nutrition",
        "45" => "Equipment made for the patient",
        "46" => "Equipment priced by the contractor",
        "51" => "Drug",
        "52" => "Reasonable charge",
        "53" => "Priced by statute",
        "54" => "Vaccination",
        "55" => "Splint or cast",
        "56" => "Intraocular lens inserted in an office",
        "57" => "Priced by the contractor",
        "99" => "Value not established",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_no_layout_has_no_words() {
        for (meaning, code) in [
            (coverage_meaning as fn(&str) -> &'static str, "C"),
            (action_meaning, "N"),
            (pricing_meaning, "32"),
        ] {
            assert_ne!(meaning(code), "");
            assert_eq!(meaning("?"), "");
        }
    }
}

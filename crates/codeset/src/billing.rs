//! What a status of the fee schedule means for a claim.
//!
//! Source: Medicare Claims Processing Manual, chapter 23, addendum "MPFSDB record layouts", field "Status Code", and
//! section 30; in our words.

/// What to do with a code of a status (column STATUS CODE); empty where it is none of the layout's.
pub fn status_advice(status: &str) -> &'static str {
    match status {
        "A" => {
            "Bill it; the amount follows from the relative values. Active does not mean covered: see the policies"
        }
        "B" | "P" => {
            "Do not bill it beside the service that it belongs to; the patient may not be charged for it either"
        }
        "C" => "Bill it with a description of what was done; the contractor sets the amount by the record",
        "D" | "F" | "H" => "Do not bill it: find the code that took its place on the date of service",
        "E" => "Medicare pays for it, if at all, outside this fee schedule",
        "G" | "I" => "Find the code that Medicare takes in its place, often one of HCPCS Level II",
        "J" => "Bill it in base and time units with an anesthesia modifier",
        "L" => "Ask the contractor: the code and its amount are local",
        "M" | "Q" => "For reporting; no amount is paid",
        "N" => {
            "Medicare does not cover it: tell the patient beforehand; GY asks for the denial that another payer needs"
        }
        "R" => {
            "Bill it with what the contractor’s policy asks for; it is paid in the circumstances of that policy"
        }
        "T" => {
            "Bill it alone on the day: beside any other payable service of the same practitioner nothing is paid"
        }
        "X" => {
            "Look for it under another fee schedule, such as that of laboratory tests, ambulances or drugs"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::status_advice;
    use crate::mpfs::status_meaning;

    #[test]
    fn every_status_with_a_meaning_says_what_to_do() {
        for status in ('A'..='Z').map(String::from) {
            let is_known = status_meaning(&status) != "Unknown status";
            assert_eq!(!status_advice(&status).is_empty(), is_known, "{status}");
        }
    }
}

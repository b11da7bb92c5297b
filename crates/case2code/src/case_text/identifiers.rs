//! Likely identifiers of a person in a text: the list of HIPAA's Safe Harbor, 45 CFR 164.514(b)(2)(i)(A) to (R).
//!
//! Rules find what looks like an identifier; they cannot promise that none is left. Whatever a text is made of, the
//! time grows with its length alone: the expressions are those of the `regex` crate.

use super::identifier_rules::{self as rules, Rule};
use std::sync::LazyLock;

/// What an identifier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// A name.
    Name,
    /// Part of an address smaller than a state.
    Place,
    /// A date with more than the year.
    Date,
    /// An age over 89.
    Age,
    /// A telephone number.
    Phone,
    /// A fax number.
    Fax,
    /// An e-mail address.
    Email,
    /// A Social Security number.
    SocialSecurity,
    /// A medical record number.
    MedicalRecord,
    /// A number of a health plan's member.
    HealthPlan,
    /// An account number.
    Account,
    /// A number of a certificate or licence.
    License,
    /// A vehicle's number or plate.
    Vehicle,
    /// A device's identifier or serial number.
    Device,
    /// A web address.
    Url,
    /// An internet protocol address.
    IpAddress,
    /// A biometric identifier.
    Biometric,
    /// A photograph.
    Photo,
    /// Any other number that only one person has.
    Other,
}

impl IdentifierKind {
    /// All of them, in the order of the rule.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::Place,
        Self::Date,
        Self::Age,
        Self::Phone,
        Self::Fax,
        Self::Email,
        Self::SocialSecurity,
        Self::MedicalRecord,
        Self::HealthPlan,
        Self::Account,
        Self::License,
        Self::Vehicle,
        Self::Device,
        Self::Url,
        Self::IpAddress,
        Self::Biometric,
        Self::Photo,
        Self::Other,
    ];

    /// Its name for readers, and what stands in a redacted text.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Date => "date",
            Self::Age => "age over 89",
            Self::Phone => "phone number",
            Self::Fax => "fax number",
            Self::Email => "e-mail address",
            Self::SocialSecurity => "Social Security number",
            Self::MedicalRecord => "medical record number",
            Self::HealthPlan => "health plan number",
            Self::Account => "account number",
            Self::License => "certificate or license number",
            Self::Vehicle => "vehicle number",
            Self::Device => "device number",
            Self::Url => "web address",
            Self::IpAddress => "IP address",
            Self::Biometric => "biometric identifier",
            Self::Photo => "photograph",
            Self::Other => "other unique number",
        }
    }

    /// Its letter in 45 CFR 164.514(b)(2)(i).
    pub fn letter(self) -> char {
        match self {
            Self::Name => 'A',
            Self::Place => 'B',
            Self::Date | Self::Age => 'C',
            Self::Phone => 'D',
            Self::Fax => 'E',
            Self::Email => 'F',
            Self::SocialSecurity => 'G',
            Self::MedicalRecord => 'H',
            Self::HealthPlan => 'I',
            Self::Account => 'J',
            Self::License => 'K',
            Self::Vehicle => 'L',
            Self::Device => 'M',
            Self::Url => 'N',
            Self::IpAddress => 'O',
            Self::Biometric => 'P',
            Self::Photo => 'Q',
            Self::Other => 'R',
        }
    }
}

/// A likely identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// Where it begins and ends in the text, in bytes.
    pub span: (usize, usize),
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(rules::all);

/// The likely identifiers of a text in their order; none overlaps another.
pub fn find_identifiers(text: &str) -> Vec<Identifier> {
    let mut found: Vec<(usize, Identifier)> = Vec::new();
    for (rank, rule) in RULES.iter().enumerate() {
        for captures in rule.pattern.captures_iter(text) {
            let Some(part) = captures.get(1).or_else(|| captures.get(0)) else {
                continue;
            };
            let end = match rule.kind {
                IdentifierKind::Name => part.start() + rules::end_of_name(part.as_str()),
                _ => part.end(),
            };
            let span = trimmed(text, part.start(), end);
            if span.0 < span.1 && (rule.fits)(&text[..span.0], &text[span.0..span.1], &text[span.1..]) {
                found.push((
                    rank,
                    Identifier {
                        kind: rule.kind,
                        span,
                    },
                ));
            }
        }
    }
    // What more specific rules found stands; of others only what is left beside it.
    found.sort_by_key(|(rank, one)| (*rank, one.span.0));
    let mut kept: std::collections::BTreeMap<usize, Identifier> = std::collections::BTreeMap::new();
    for (_, one) in found {
        let before = kept.range(..one.span.1).next_back();
        if before.is_none_or(|(_, other)| other.span.1 <= one.span.0) {
            kept.insert(one.span.0, one);
        }
    }
    kept.into_values().collect()
}

/// A span without the spaces and the punctuation at its end.
fn trimmed(text: &str, begin: usize, end: usize) -> (usize, usize) {
    let part = &text[begin..end];
    let kept = part.trim_end_matches([' ', '\t', ',', ';', ':', '-']);
    let lead = kept.len() - kept.trim_start().len();
    (begin + lead, begin + kept.len().max(lead))
}

/// The text with each identifier's label, in brackets, in its place.
pub fn redact(text: &str, identifiers: &[Identifier]) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut at = 0;
    for one in identifiers {
        let (begin, end) = one.span;
        if begin < at || end < begin {
            continue;
        }
        let (Some(before), true) = (
            text.get(at..begin),
            text.is_char_boundary(end) && end <= text.len(),
        ) else {
            continue;
        };
        redacted.push_str(before);
        redacted.push('[');
        redacted.push_str(one.kind.label());
        redacted.push(']');
        at = end;
    }
    redacted.push_str(text.get(at..).unwrap_or_default());
    redacted
}

#[cfg(test)]
mod tests {
    use super::IdentifierKind::*;
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(IdentifierKind, &str)> {
        find_identifiers(text)
            .into_iter()
            .map(|one| (one.kind, &text[one.span.0..one.span.1]))
            .collect()
    }

    #[test]
    fn every_rule_can_be_read() {
        assert_eq!(RULES.len(), rules::COUNT);
    }

    #[test]
    fn every_letter_of_the_rule_is_found() {
        let mut wrong = Vec::new();
        for (text, kind, part) in [
            ("Patient: John Q. Smith, 62 yo", Name, "John Q. Smith"),
            ("Name: SMITH, JOHN", Name, "SMITH, JOHN"),
            ("patient name: maria lopez", Name, "maria lopez"),
            ("Dr. Sanders. Call if worse", Name, "Sanders"),
            ("seen by Dr. O'Donnell today", Name, "O'Donnell"),
            ("Mrs. García-Lopez reports", Name, "García-Lopez"),
            ("Pt is John Smith and", Name, "John Smith"),
            ("Jane Doe is a 45 y/o female", Name, "Jane Doe"),
            ("Electronically signed by: Ann Lee, PT", Name, "Ann Lee"),
            ("lives at 12 North Oak St, Apt 4", Place, "12 North Oak St, Apt 4"),
            ("Austin, TX 78701", Place, "Austin, TX 78701"),
            ("ZIP: 97110", Place, "97110"),
            ("P.O. Box 123", Place, "P.O. Box 123"),
            ("She lives in Springfield.", Place, "Springfield"),
            ("moved to Cook County", Place, "Cook County"),
            ("seen 03/05/2024 for", Date, "03/05/2024"),
            ("since 3/5", Date, "3/5"),
            ("DOB 1/2/60", Date, "1/2/60"),
            ("on March 5th, 2024", Date, "March 5th, 2024"),
            ("5 Mar 2024", Date, "5 Mar 2024"),
            ("in June 2021 she", Date, "June 2021"),
            ("2024-03-05", Date, "2024-03-05"),
            ("95 yo F", Age, "95 yo"),
            ("92-year-old man", Age, "92-year-old"),
            ("Age: 101", Age, "101"),
            ("call (555) 123-4567 x12", Phone, "(555) 123-4567 x12"),
            ("Fax: 555-123-4567", Fax, "555-123-4567"),
            ("a.b@example.org", Email, "a.b@example.org"),
            ("SSN 123-45-6789", SocialSecurity, "123-45-6789"),
            ("MRN: A12345", MedicalRecord, "A12345"),
            ("MRN 1234567", MedicalRecord, "1234567"),
            ("Member ID: XYZ123456", HealthPlan, "XYZ123456"),
            ("MBI 1EG4-TE5-MK73", HealthPlan, "1EG4-TE5-MK73"),
            ("Account # 998877", Account, "998877"),
            ("License no. PT-12345", License, "PT-12345"),
            ("VIN 1HGCM82633A004352", Vehicle, "1HGCM82633A004352"),
            ("license plate: ABC 1234", Vehicle, "ABC 1234"),
            ("pacemaker serial no. SN-99812", Device, "SN-99812"),
            (
                "see https://example.org/p/1?x=2.",
                Url,
                "https://example.org/p/1?x=2",
            ),
            ("from 192.168.10.7", IpAddress, "192.168.10.7"),
            ("2001:db8::8a2e:370:7334", IpAddress, "2001:db8::8a2e:370:7334"),
            ("fingerprints on file", Biometric, "fingerprints"),
            ("photo of face in chart", Photo, "photo"),
            ("case number 55-1234", Other, "55-1234"),
            ("barcode 1234567890", Other, "1234567890"),
        ] {
            if found(text) != [(kind, part)] {
                wrong.push((text, found(text)));
            }
        }
        assert_eq!(wrong, []);
        let letters: String = IdentifierKind::ALL.iter().map(|kind| kind.letter()).collect();
        assert_eq!(letters, "ABCCDEFGHIJKLMNOPQR");
    }

    #[test]
    fn codes_and_measures_are_no_identifiers() {
        let mut wrong = Vec::new();
        for text in [
            "M54.50, S93.402A, 97110 x 2, G0283, 0SRC0J9, 99213-25; CT 70450; 97110 OR 97112",
            "seen by PA 99214; MD 99213",
            "BP 120/80, HR 72, T 98.6, RR 16, SpO2 98%, pain 4/10, strength 5/5, 20/40",
            "metformin 500 mg bid, insulin 10 units, 1/2 tab, 0.9% NaCl 1,000 mL",
            "at 10:30 am for 45 minutes, 3x/wk for 6 weeks, x3d, total time 38 min",
            "A1c 7.2, Na 138, WBC 11.2, troponin 0.012345678, eGFR 55",
            "in 2019 and since 2021, 62 yo M, 89-year-old",
            "Patient: Reports pain. Patient: Alert and oriented. May improve. The may 5 times",
            "NDC 00781150610 given; photophobia; Bell's palsy; Parkinson disease; L4-L5",
            "Assessment: Low Back Pain. Plan: Physical Therapy. Lives in Texas.",
        ] {
            wrong.extend(found(text));
        }
        assert_eq!(wrong, []);
    }

    #[test]
    fn a_redacted_text_keeps_the_rest() {
        let text = "Patient: John Smith, DOB 01/02/1960, c/o cough since 3/5.";
        let identifiers = find_identifiers(text);
        assert_eq!(
            redact(text, &identifiers),
            "Patient: [name], DOB [date], c/o cough since [date]."
        );
        assert_eq!(
            redact(
                "été",
                &[Identifier {
                    kind: Name,
                    span: (0, 1)
                }]
            ),
            "été"
        );
    }

    proptest! {
        #[test]
        fn spans_are_parts_of_the_text(text in "(?s)[ -~éß🙂\u{200b}\u{202e}א\n]{0,300}|.{0,200}") {
            let identifiers = find_identifiers(&text);
            let mut at = 0;
            for one in &identifiers {
                prop_assert!(one.span.0 >= at && one.span.0 < one.span.1);
                prop_assert!(text.get(one.span.0..one.span.1).is_some());
                at = one.span.1;
            }
            let _ = redact(&text, &identifiers);
        }
    }
}

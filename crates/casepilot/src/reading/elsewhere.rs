//! What coders ask for that none of the files read here holds, and where it stands.

use super::text::{Pattern, pattern};

/// A thing that is asked for, by what names it; what it is called, and where to look it up.
pub(crate) struct Elsewhere {
    pub what: &'static str,
    pub look_up: &'static str,
}

pattern!(DRG, r"\b(?:ms-?\s?|apr-?\s?)?drgs?\b");
pattern!(
    APC,
    r"\bapcs?\b.{0,40}\b(?:\d{4}|rates?|payments?|weights?)\b|\b(?:rates?|payments?|weights?)\b.{0,40}\bapcs?\b|\bopps\b.{0,20}\b(?:rates?|payments?)\b"
);
pattern!(
    ASP,
    r"\basp\b.{0,30}\b(?:pric\w+|limits?|files?|rates?|payments?)\b|\baverage sales? price\b|\b(?:drug )?payment limits?\b|\bpric\w+\b.{0,12}\basp\b"
);
pattern!(
    HCC,
    r"\bhccs?\b|\braf scores?\b|\brisk adjustment (?:score|factor|weight)s?\b"
);
pattern!(
    PAYER,
    r"\b(?:aetna|cigna|uhc|united ?healthcare|humana|bcbs|blue ?cross|anthem|tricare|kaiser|commercial|private)\b.{0,60}\b(?:polic\w+|contract|fee schedule)\b|\b(?:polic\w+|contract|fee schedule)\b.{0,30}\b(?:aetna|cigna|uhc|united ?healthcare|humana|bcbs|blue ?cross|anthem|tricare|kaiser)\b"
);

const ALL: [(&Pattern, Elsewhere); 5] = [
    (
        &DRG,
        Elsewhere {
            what: "Diagnosis-related groups (DRG) and their relative weights",
            look_up: "They stand in the tables of Medicare’s inpatient prospective payment system for the fiscal year.",
        },
    ),
    (
        &APC,
        Elsewhere {
            what: "Payment rates of the outpatient prospective payment system (OPPS) by APC",
            look_up: "They stand in Addenda A and B of the quarter; where an operator has loaded Addendum B, the page of a \
                      code shows its row.",
        },
    ),
    (
        &ASP,
        Elsewhere {
            what: "Payment limits of drugs by their average sales price (ASP)",
            look_up: "They stand in Medicare’s ASP pricing file of the quarter.",
        },
    ),
    (
        &HCC,
        Elsewhere {
            what: "Categories and factors of risk adjustment (HCC)",
            look_up: "They stand in the model’s tables of the payment year.",
        },
    ),
    (
        &PAYER,
        Elsewhere {
            what: "Policies, contracts and fees of commercial payers",
            look_up: "Look into the payer’s own policy: what stands here are Medicare’s rules.",
        },
    ),
];

/// What a question asks for that stands elsewhere.
pub(crate) fn asked_for(plain: &str) -> Option<&'static Elsewhere> {
    ALL.iter()
        .find(|(names, _)| names.is_in(plain))
        .map(|(_, elsewhere)| elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_elsewhere_is_told_from_what_stands_here() {
        for text in [
            "ms-drg 470 relative weight",
            "what is the opps payment rate for apc 5072",
            "asp pricing limit for j9271 this quarter",
            "which hcc does e11.22 map to",
            "does aetna have a policy on 25 with preventive visits",
        ] {
            assert!(asked_for(text).is_some(), "{text}");
        }
        for text in [
            "what does medicare pay for j1885",
            "limiting charge of 99213",
            "status of 97010",
            "is aspiration of a joint billable",
            "private practice, 97110 in the office",
        ] {
            assert!(asked_for(text).is_none(), "{text}");
        }
    }
}

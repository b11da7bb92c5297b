//! What coders ask for that none of the files read here holds, and where it stands.

use super::text::{Pattern, pattern};

/// A thing that is asked for, by what names it; what it is called, and where to look it up.
pub(crate) struct Elsewhere {
    pub what: &'static str,
    pub look_up: &'static str,
    /// Whether it is another payer’s: who names Medicare beside it asks what Medicare does.
    pub is_of_a_payer: bool,
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
    r"(?x)
      \b(?:aetna|cigna|uhc|united\ ?healthcare|humana|bcbs|blue\ ?cross|blue\ ?shield|anthem|tricare|kaiser|commercial|private\ (?:payer|insur\w+|plan))\b.{0,60}\b(?:polic\w+|contracts?|fee\ schedules?|rates?|pays?|fees?|allowables?|allowed|reimburs\w+|cover\w*)\b
    | \b(?:polic\w+|contracts?|fee\ schedules?|rates?|pays?|fees?|allowables?|reimburs\w+|cover\w*)\b.{0,30}\b(?:aetna|cigna|uhc|united\ ?healthcare|humana|bcbs|blue\ ?cross|blue\ ?shield|anthem|tricare|kaiser)\b"
);
pattern!(
    MEDICAID,
    r"\bmedicaid\b.{0,40}\b(?:pays?|payments?|rates?|fees?|fee schedule|allowables?|reimburs\w+|cover\w*|mues?|edits?|polic\w+)\b|\b(?:pays?|payments?|rates?|fees?|fee schedule|reimburs\w+|cover\w*|mues?|edits?)\b.{0,24}\bmedicaid\b"
);
pattern!(
    ICD_11,
    r"\bicd[- ]?(?:11|o(?:-3)?)\b|\bsnomed\b|\bloinc\b|\brxnorm\b|\bndc (?:codes?|numbers?)\b|\brevenue codes? (?:for|of)\b"
);

const ALL: [(&Pattern, Elsewhere); 7] = [
    (
        &ICD_11,
        Elsewhere {
            what: "Codes of other sets than CPT, HCPCS Level II and ICD-10",
            look_up: "Look them up at their publisher; here a code can be found in the sets that are loaded.",
            is_of_a_payer: false,
        },
    ),
    (
        &MEDICAID,
        Elsewhere {
            what: "Fees, edits and policies of Medicaid",
            look_up: "Each state publishes its own; what stands here are Medicare’s.",
            is_of_a_payer: true,
        },
    ),
    (
        &DRG,
        Elsewhere {
            what: "Diagnosis-related groups (DRG) and their relative weights",
            look_up: "They stand in the tables of Medicare’s inpatient prospective payment system for the fiscal year.",
            is_of_a_payer: false,
        },
    ),
    (
        &APC,
        Elsewhere {
            what: "Payment rates of the outpatient prospective payment system (OPPS) by APC",
            look_up: "They stand in Addenda A and B of the quarter; where an operator has loaded Addendum B, the page of a \
                      code shows its row.",
            is_of_a_payer: false,
        },
    ),
    (
        &ASP,
        Elsewhere {
            what: "Payment limits of drugs by their average sales price (ASP)",
            look_up: "They stand in Medicare’s ASP pricing file of the quarter.",
            is_of_a_payer: false,
        },
    ),
    (
        &HCC,
        Elsewhere {
            what: "Categories and factors of risk adjustment (HCC)",
            look_up: "They stand in the model’s tables of the payment year.",
            is_of_a_payer: false,
        },
    ),
    (
        &PAYER,
        Elsewhere {
            what: "Policies, contracts and fees of commercial payers",
            look_up: "Look into the payer’s own policy: what stands here are Medicare’s rules.",
            is_of_a_payer: true,
        },
    ),
];

/// What a question asks for that stands elsewhere.
pub(crate) fn asked_for(plain: &str) -> Option<&'static Elsewhere> {
    ALL.iter()
        .find(|(names, elsewhere)| {
            names.is_in(plain) && !(elsewhere.is_of_a_payer && plain.contains("medicare"))
        })
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
            "aetna rate 99213 in network",
            "what does texas medicaid pay for 97110",
            "icd-11 code for asthma?",
        ] {
            assert!(asked_for(text).is_some(), "{text}");
        }
        for text in [
            "what does medicare pay for j1885",
            "limiting charge of 99213",
            "status of 97010",
            "is aspiration of a joint billable",
            "private practice, 97110 in the office",
            "what does medicare pay for 97110 in private practice",
        ] {
            assert!(asked_for(text).is_none(), "{text}");
        }
    }
}

//! Answers for the tests of this module.

use crate::answer::{Answer, AnswerTable, Author, Citation, Outcome, Role, Sentence};
use crate::topic::Topic;

pub(crate) fn citation(source: &str, place: &str, path: &str, quote: &str) -> Citation {
    Citation {
        source: source.to_owned(),
        place: place.to_owned(),
        dates: "since 1 July 2026".to_owned(),
        path: path.to_owned(),
        quote: quote.to_owned(),
    }
}

pub(crate) fn sentence(role: Role, text: &str, cites: &[usize]) -> Sentence {
    Sentence {
        role,
        text: text.to_owned(),
        cites: cites.to_vec(),
    }
}

pub(crate) fn answer(sentences: Vec<Sentence>, citations: Vec<Citation>) -> Answer {
    Answer {
        outcome: Outcome::Answered,
        topic: Topic::default(),
        on: "2026-08-15".parse().unwrap(),
        sentences,
        tables: Vec::new(),
        citations,
        ways: Vec::new(),
        author: Author::Composed,
    }
}

/// May 97150 and 97530 be billed together?
pub(crate) fn pair() -> Answer {
    answer(
        vec![
            sentence(
                Role::Verdict,
                "Not as billed here: 97150 (Column 2) is denied beside 97530 (Column 1) unless an NCCI-associated modifier \
                 applies and the documentation supports it (modifier indicator 1).",
                &[0],
            ),
            sentence(
                Role::Fact,
                "The edit counts since 1996-01-01; its rationale: CPT Manual or CMS manual coding instruction.",
                &[0],
            ),
            sentence(
                Role::Fact,
                "What could bypass it: modifier 59 or XE, each only where the documentation shows what it stands for.",
                &[1],
            ),
            sentence(Role::Caution, "Payers have rules of their own.", &[]),
            sentence(Role::Next, "Look at the whole claim.", &[]),
        ],
        vec![
            citation(
                "NCCI PTP edits, practitioner, 2026 Q3",
                "Column 1 = 97530, Column 2 = 97150",
                "/tools/ncci?lines=97530%0A97150",
                "Column 1 97530, Column 2 97150, modifier indicator 1, effective 1996-01-01",
            ),
            citation(
                "NCCI Policy Manual for Medicare Services",
                "Chapter I, section E",
                "/tools/ncci",
                "Modifiers",
            ),
        ],
    )
}

/// What does Medicare pay for 97150?
pub(crate) fn fee() -> Answer {
    let mut answer = answer(
        vec![
            sentence(
                Role::Verdict,
                "Medicare pays $17.46 for 97150 in a facility and $18.10 in a non-facility, before the 20% coinsurance.",
                &[0],
            ),
            sentence(Role::Fact, "At most 1 unit of 97150 is paid a day.", &[1]),
            sentence(Role::Fact, "97530 is paid $34.10 in a non-facility.", &[2]),
        ],
        vec![
            citation(
                "Medicare Physician Fee Schedule, 2026 July",
                "HCPCS 97150",
                "/codes/cpt/97150#medicare",
                "work RVU 0.29",
            ),
            citation(
                "Medically Unlikely Edits, practitioner, 2026 Q3",
                "HCPCS 97150",
                "/codes/cpt/97150",
                "MUE 1, indicator 2",
            ),
            citation(
                "Medicare Physician Fee Schedule, 2026 July",
                "HCPCS 97530",
                "/codes/cpt/97530",
                "",
            ),
        ],
    );
    answer.tables.push(AnswerTable {
        caption: "97150 by locality".to_owned(),
        columns: ["Locality", "Facility", "Non-facility"]
            .map(str::to_owned)
            .to_vec(),
        rows: vec![
            ["Manhattan", "$21.77", "$23.05"].map(str::to_owned).to_vec(),
            ["Alabama", "$15.01", "$16.20"].map(str::to_owned).to_vec(),
        ],
        cites: vec![0],
    });
    answer
}

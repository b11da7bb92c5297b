//! A small catalogue.

use case2code::answer::Answer;
use case2code::filter::Filters;
use case2code::index::Catalogue;
use case2code::record::{Record, Term, TermKind, Title};
use case2code::search::{Request, Search};
use case2code::thesaurus::{Entry, Thesaurus};
use codeset::{Code, CodeSystem, NaiveDate};
use std::sync::Arc;

/// The day of most searches.
pub const TODAY: &str = "2025-09-01";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(text: &str) -> Code {
    let (system, code) = text.split_once(':').unwrap();
    Code::parse(CodeSystem::from_slug(system).unwrap(), code).unwrap()
}

fn record(code_text: &str, title: &str, terms: &[(TermKind, &str)]) -> Record {
    let code = code(code_text);
    let is_header = code.system() == CodeSystem::Icd10cm && title.starts_with('#');
    Record {
        chapter: match code.system() {
            CodeSystem::Icd10cm if code.as_str().starts_with('S') => "Injuries".into(),
            CodeSystem::Icd10cm => "Diseases".into(),
            _ => String::new(),
        },
        titles: vec![Title {
            text: title.trim_start_matches('#').to_owned(),
            billable: !is_header,
            from: Some(day("2020-10-01")),
            to: None,
        }],
        terms: terms
            .iter()
            .map(|(kind, text)| Term {
                kind: *kind,
                text: (*text).to_owned(),
            })
            .collect(),
        code,
    }
}

/// Codes of every system; a `#` before a title marks a header.
pub fn records() -> Vec<Record> {
    use TermKind::{CommonLanguage, Inclusion, Thesaurus};
    let mut records = vec![
        record("icd10cm:E10", "#Type 1 diabetes mellitus", &[]),
        record("icd10cm:E11", "#Type 2 diabetes mellitus", &[]),
        record(
            "icd10cm:E11.40",
            "Type 2 diabetes mellitus with diabetic neuropathy, unspecified",
            &[],
        ),
        record(
            "icd10cm:E11.9",
            "Type 2 diabetes mellitus without complications",
            &[],
        ),
        record("icd10cm:I21", "#Acute myocardial infarction", &[]),
        record(
            "icd10cm:I21.9",
            "Acute myocardial infarction, unspecified",
            &[(Inclusion, "Myocardial infarction (acute) NOS")],
        ),
        record("icd10cm:M54", "#Dorsalgia", &[]),
        record("icd10cm:M54.5", "#Low back pain", &[]),
        record(
            "icd10cm:M54.50",
            "Low back pain, unspecified",
            &[(Inclusion, "Loin pain"), (Inclusion, "Lumbago NOS")],
        ),
        record("icd10cm:M54.59", "Other low back pain", &[]),
        record("icd10cm:O12.01", "Gestational edema, first trimester", &[]),
        record("icd10cm:O12.02", "Gestational edema, second trimester", &[]),
        record("icd10cm:S93.4", "#Sprain of ankle", &[]),
        record(
            "icd10cm:S93.401A",
            "Sprain of unspecified ligament of right ankle, initial encounter",
            &[],
        ),
        record(
            "icd10cm:S93.401D",
            "Sprain of unspecified ligament of right ankle, subsequent encounter",
            &[],
        ),
        record(
            "icd10cm:S93.402A",
            "Sprain of unspecified ligament of left ankle, initial encounter",
            &[],
        ),
        record(
            "icd10cm:S93.402D",
            "Sprain of unspecified ligament of left ankle, subsequent encounter",
            &[],
        ),
        record(
            "icd10cm:S93.409A",
            "Sprain of unspecified ligament of unspecified ankle, initial encounter",
            &[],
        ),
        record(
            "icd10pcs:0SRC0J9",
            "Replacement of Right Knee Joint with Synthetic Substitute, Cemented, Open Approach",
            &[],
        ),
        record(
            "hcpcs:G0283",
            "Electrical stimulation (unattended), to one or more areas",
            &[],
        ),
        record("cpt:97110", "Exercises", &[(Thesaurus, "therapeutic exercise")]),
        record("cpt:97112", "Balance and posture training", &[]),
        record(
            "cpt:97150",
            "Group therapy",
            &[(CommonLanguage, "Several people do xylophone exercises at once.")],
        ),
        record("modifier:LT", "Left side", &[]),
    ];
    let mut ended = record("icd10cm:M54.51", "Vertebrogenic low back pain", &[]);
    ended.titles[0].to = Some(day("2024-10-01"));
    records.push(ended);
    records.sort_by(|one, other| one.code.cmp(&other.code));
    records
}

pub fn thesaurus() -> Thesaurus {
    let entry = |term: &str, means: &[&str]| Entry {
        term: term.into(),
        means: means.iter().map(|wording| (*wording).to_owned()).collect(),
        codes: Vec::new(),
        source: "own".into(),
    };
    Thesaurus::of(vec![
        entry("heart attack", &["myocardial infarction"]),
        entry("dm2", &["type 2 diabetes mellitus"]),
        entry("w/o", &["without"]),
    ])
}

pub fn search() -> Search {
    let catalogue = Catalogue::build(records(), None, &|_, _| {}).unwrap();
    Search::new(catalogue, Arc::new(thesaurus()))
}

pub fn request(text: &str) -> Request {
    Request {
        text: text.into(),
        on: day(TODAY),
        filters: Filters::default(),
        skip: 0,
        take: 100,
        is_typing: false,
    }
}

/// The codes of an answer in their order.
pub fn codes(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.code.as_str()).collect()
}

//! Whole notes over a small catalogue.

use super::*;
use crate::index::Catalogue;
use crate::record::{Record, Term, TermKind, Title};
use crate::search::Search;
use crate::thesaurus::{Entry, Thesaurus};
use codeset::{Code, CodeSystem, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Code, whether it is billable, title, further terms.
const CODES: [(&str, bool, &str, &[&str]); 67] = [
    (
        "C50.919",
        true,
        "Malignant neoplasm of unspecified site of unspecified female breast",
        &["Breast cancer"],
    ),
    ("D64.9", true, "Anemia, unspecified", &[]),
    ("E11", false, "Type 2 diabetes mellitus", &[]),
    (
        "E11.40",
        true,
        "Type 2 diabetes mellitus with diabetic neuropathy, unspecified",
        &[],
    ),
    (
        "E11.9",
        true,
        "Type 2 diabetes mellitus without complications",
        &["type 2 diabetes"],
    ),
    ("E66.9", true, "Obesity, unspecified", &[]),
    ("F32.A", true, "Depression, unspecified", &[]),
    (
        "G43.909",
        true,
        "Migraine, unspecified, not intractable, without status migrainosus",
        &["Migraine"],
    ),
    (
        "I10",
        true,
        "Essential (primary) hypertension",
        &["Hypertension", "High blood pressure"],
    ),
    ("I26", false, "Pulmonary embolism", &[]),
    (
        "I26.99",
        true,
        "Other pulmonary embolism without acute cor pulmonale",
        &["Pulmonary embolism NOS"],
    ),
    ("I48.91", true, "Unspecified atrial fibrillation", &[]),
    ("I63.9", true, "Cerebral infarction, unspecified", &["Stroke"]),
    ("J02.9", true, "Acute pharyngitis, unspecified", &["Sore throat"]),
    ("J18.9", true, "Pneumonia, unspecified organism", &["Pneumonia"]),
    ("J20.9", true, "Acute bronchitis, unspecified", &[]),
    (
        "J44.9",
        true,
        "Chronic obstructive pulmonary disease, unspecified",
        &[],
    ),
    (
        "J45.901",
        true,
        "Unspecified asthma with (acute) exacerbation",
        &["Asthma exacerbation"],
    ),
    ("J45.909", true, "Unspecified asthma, uncomplicated", &["Asthma"]),
    (
        "K21.9",
        true,
        "Gastro-esophageal reflux disease without esophagitis",
        &[],
    ),
    ("M25.51", false, "Pain in shoulder", &[]),
    ("M25.511", true, "Pain in right shoulder", &[]),
    ("M25.512", true, "Pain in left shoulder", &[]),
    ("M25.519", true, "Pain in unspecified shoulder", &[]),
    ("M25.56", false, "Pain in knee", &[]),
    ("M25.561", true, "Pain in right knee", &[]),
    ("M25.562", true, "Pain in left knee", &[]),
    ("M25.569", true, "Pain in unspecified knee", &[]),
    ("M54.16", true, "Radiculopathy, lumbar region", &[]),
    ("M54.5", false, "Low back pain", &[]),
    ("M54.50", true, "Low back pain, unspecified", &["Low back pain"]),
    ("M54.51", true, "Vertebrogenic low back pain", &[]),
    ("M62.81", true, "Muscle weakness (generalized)", &[]),
    (
        "M81.0",
        true,
        "Age-related osteoporosis without current pathological fracture",
        &["Osteoporosis"],
    ),
    ("N39.0", true, "Urinary tract infection, site not specified", &[]),
    (
        "O13",
        false,
        "Gestational hypertension without significant proteinuria",
        &[],
    ),
    (
        "O13.1",
        true,
        "Gestational hypertension without significant proteinuria, first trimester",
        &["Gestational hypertension"],
    ),
    (
        "O13.2",
        true,
        "Gestational hypertension without significant proteinuria, second trimester",
        &["Gestational hypertension"],
    ),
    (
        "O13.3",
        true,
        "Gestational hypertension without significant proteinuria, third trimester",
        &["Gestational hypertension"],
    ),
    (
        "O14.90",
        true,
        "Unspecified pre-eclampsia, unspecified trimester",
        &["Preeclampsia"],
    ),
    ("R05.9", true, "Cough, unspecified", &[]),
    ("R06.02", true, "Shortness of breath", &[]),
    ("R07.9", true, "Chest pain, unspecified", &[]),
    ("R11.10", true, "Vomiting, unspecified", &[]),
    (
        "R11.2",
        true,
        "Nausea with vomiting, unspecified",
        &["nausea and vomiting"],
    ),
    (
        "R26.2",
        true,
        "Difficulty in walking, not elsewhere classified",
        &[],
    ),
    ("R50.9", true, "Fever, unspecified", &[]),
    ("R51.9", true, "Headache, unspecified", &[]),
    ("R52", true, "Pain, unspecified", &[]),
    (
        "S52.50",
        false,
        "Unspecified fracture of the lower end of radius",
        &[],
    ),
    (
        "S52.501",
        false,
        "Unspecified fracture of the lower end of right radius",
        &[],
    ),
    (
        "S52.501A",
        true,
        "Unspecified fracture of the lower end of right radius, initial encounter for closed fracture",
        &["fracture of distal radius"],
    ),
    (
        "S52.501D",
        true,
        "Unspecified fracture of the lower end of right radius, subsequent encounter for closed fracture with routine healing",
        &["fracture of distal radius"],
    ),
    (
        "S52.502",
        false,
        "Unspecified fracture of the lower end of left radius",
        &[],
    ),
    (
        "S52.502A",
        true,
        "Unspecified fracture of the lower end of left radius, initial encounter for closed fracture",
        &["fracture of distal radius"],
    ),
    ("S52.51", false, "Fracture of radial styloid process", &[]),
    (
        "S52.511A",
        true,
        "Displaced fracture of right radial styloid process, initial encounter for closed fracture",
        &[],
    ),
    (
        "S93.40",
        false,
        "Sprain of unspecified ligament of ankle",
        &["ankle sprain"],
    ),
    (
        "S93.401",
        false,
        "Sprain of unspecified ligament of right ankle",
        &["ankle sprain"],
    ),
    (
        "S93.401A",
        true,
        "Sprain of unspecified ligament of right ankle, initial encounter",
        &["ankle sprain"],
    ),
    (
        "S93.401D",
        true,
        "Sprain of unspecified ligament of right ankle, subsequent encounter",
        &["ankle sprain"],
    ),
    (
        "S93.402",
        false,
        "Sprain of unspecified ligament of left ankle",
        &["ankle sprain"],
    ),
    (
        "S93.402A",
        true,
        "Sprain of unspecified ligament of left ankle, initial encounter",
        &["ankle sprain"],
    ),
    (
        "S93.402D",
        true,
        "Sprain of unspecified ligament of left ankle, subsequent encounter",
        &["ankle sprain"],
    ),
    ("Z72.0", true, "Tobacco use", &[]),
    ("97110", true, "Therapeutic exercises", &[]),
    ("G0283", true, "Electrical stimulation, unattended", &[]),
];

const WORDINGS: [(&str, &str); 9] = [
    ("SOB", "shortness of breath"),
    ("CP", "chest pain"),
    ("HTN", "hypertension"),
    ("DM2", "type 2 diabetes mellitus"),
    ("PE", "pulmonary embolism"),
    ("CA", "cancer"),
    ("COPD", "chronic obstructive pulmonary disease"),
    ("GERD", "gastro-esophageal reflux disease"),
    ("DM", "diabetes mellitus"),
];

static ALL: LazyLock<(Search, Phrases)> = LazyLock::new(|| {
    let mut records: BTreeMap<Code, Record> = BTreeMap::new();
    for (text, billable, title, terms) in CODES {
        let system = [CodeSystem::Cpt, CodeSystem::Hcpcs, CodeSystem::Icd10cm]
            .into_iter()
            .find(|system| {
                let is_condition = text.len() == 3 || text.contains('.');
                (*system == CodeSystem::Icd10cm) == is_condition && Code::parse(*system, text).is_ok()
            })
            .unwrap();
        let code = Code::parse(system, text).unwrap();
        let record = Record {
            code: code.clone(),
            titles: vec![Title {
                text: title.to_owned(),
                billable,
                from: NaiveDate::from_ymd_opt(2024, 10, 1),
                to: None,
            }],
            terms: terms
                .iter()
                .map(|term| Term {
                    kind: TermKind::Inclusion,
                    text: (*term).to_owned(),
                })
                .collect(),
            chapter: String::new(),
        };
        records.insert(code, record);
    }
    let lines = WORDINGS.iter().map(|(term, means)| Entry {
        term: (*term).to_owned(),
        means: vec![(*means).to_owned()],
        codes: Vec::new(),
        source: "own".to_owned(),
    });
    let thesaurus = Arc::new(Thesaurus::of(lines.collect()));
    let catalogue = Catalogue::build(records.into_values().collect(), None, &|_, _| {}).unwrap();
    let phrases = Phrases::of(&catalogue.table, &thesaurus);
    let search = Search::new(catalogue, thesaurus);
    (search, phrases)
});

fn read(text: &str) -> CaseReading {
    let (search, phrases) = &*ALL;
    read_case(
        search,
        phrases,
        text,
        NaiveDate::from_ymd_opt(2025, 9, 1).unwrap(),
    )
    .unwrap()
}

/// The findings as `words: status code`.
fn lines(text: &str) -> Vec<String> {
    read(text)
        .findings
        .iter()
        .map(|finding| {
            let code = finding.candidates.first().map_or("", |hit| hit.code.as_str());
            format!("{}: {:?} {code}", finding.words, finding.status)
        })
        .collect()
}

#[track_caller]
fn check(notes: &[(&str, &[&str])]) {
    let wrong: Vec<_> = notes
        .iter()
        .filter(|(text, expected)| lines(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  got      {:?}\n  expected {expected:?}", lines(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn notes_of_a_day() {
    check(&[
        (
            "62 yo M c/o SOB x3d, denies CP. h/o HTN, DM2. FH: mother breast CA. R/o PE.",
            &[
                "SOB: Affirmed R06.02",
                "CP: Negated R07.9",
                "HTN: History I10",
                "DM2: History E11",
                "breast CA: Family C50.919",
                "PE: Uncertain I26.99",
            ],
        ),
        (
            "S: Pt is a 64 y/o female referred for low back pain x 6 weeks. Denies fever.\nPMH: hypertension, type 2 diabetes, obesity, osteoporosis.\nA: Signs consistent with lumbar radiculopathy. Muscle weakness, difficulty walking.\nP: 97110 x 2. Dx M54.16",
            &[
                "low back pain: Affirmed M54.50",
                "fever: Negated R50.9",
                "hypertension: Affirmed I10",
                "type 2 diabetes: Affirmed E11.9",
                "obesity: Affirmed E66.9",
                "osteoporosis: Affirmed M81.0",
                "lumbar radiculopathy: Uncertain M54.16",
                "Muscle weakness: Affirmed M62.81",
                "difficulty walking: Affirmed R26.2",
                "97110: Affirmed 97110",
                "M54.16: Affirmed M54.16",
            ],
        ),
        (
            "G2P1 at 32w4d, no headache. Assessment: gestational hypertension, rule out preeclampsia. Return if fever or vomiting develops.",
            &[
                "headache: Negated R51.9",
                "gestational hypertension: Affirmed O13.3",
                "preeclampsia: Uncertain O14.90",
                "fever: Planned R50.9",
                "vomiting: Planned R11.10",
            ],
        ),
        (
            "ED: fell on outstretched hand. Fracture of right distal radius, initial encounter. No headache or vomiting.\nFHx: asthma in mother.",
            &[
                "Fracture of right distal radius: Affirmed S52.501A",
                "headache: Negated R51.9",
                "vomiting: Negated R11.10",
                "asthma: Family J45.909",
            ],
        ),
        (
            "45F w/ cough and sore throat. (-) fever. PMH: asthma, GERD, depression, migraine.\nAssessment:\n1. Acute bronchitis\n2. Asthma exacerbation\n3. ?pneumonia\n4. Tobacco use",
            &[
                "cough: Affirmed R05.9",
                "sore throat: Affirmed J02.9",
                "fever: Negated R50.9",
                "asthma: Affirmed J45.909",
                "GERD: Affirmed K21.9",
                "depression: Affirmed F32.A",
                "migraine: Affirmed G43.909",
                "Acute bronchitis: Affirmed J20.9",
                "Asthma exacerbation: Affirmed J45.901",
                "pneumonia: Uncertain J18.9",
                "Tobacco use: Affirmed Z72.0",
            ],
        ),
        (
            "81-year-old with urinary tract infection. Fracture distal radius, right.",
            &[
                "urinary tract infection: Affirmed N39.0",
                "Fracture distal radius, right: Affirmed S52.501A",
            ],
        ),
        (
            "Stroke was ruled out. Left knee pain and right shoulder pain. Knee pain is worse. Nausea and vomiting.",
            &[
                "Stroke: Negated I63.9",
                "Left knee pain: Affirmed M25.562",
                "right shoulder pain: Affirmed M25.511",
                "Nausea and vomiting: Affirmed R11.2",
            ],
        ),
    ]);
}

#[test]
fn plain_prose_has_no_codes() {
    check(&[
        (
            "The committee reviewed the report and set the date for the next meeting.",
            &[],
        ),
        ("The patient left after a long history of visits.", &[]),
        ("", &[]),
    ]);
}

#[test]
fn what_is_said_twice_is_one_finding() {
    let text = "Left knee pain. HTN. Knee pain at night; hypertension.";
    let reading = read(text);
    let spans: Vec<Vec<&str>> = reading
        .findings
        .iter()
        .map(|finding| {
            finding
                .spans
                .iter()
                .map(|(begin, end)| &text[*begin..*end])
                .collect()
        })
        .collect();
    assert_eq!(
        spans,
        [vec!["Left knee pain", "Knee pain"], vec!["HTN", "hypertension"]]
    );
}

#[test]
fn what_is_open_is_asked() {
    let of = |text: &str| -> Vec<(Gap, Vec<String>)> {
        read(text).findings[0]
            .prompts
            .iter()
            .map(|prompt| {
                let codes = prompt
                    .choices
                    .iter()
                    .map(|(label, code)| format!("{label} {}", code.as_str()));
                (prompt.gap, codes.collect())
            })
            .collect()
    };
    assert_eq!(
        of("knee pain"),
        [(
            Gap::Laterality,
            vec!["Right M25.561".to_owned(), "Left M25.562".to_owned()]
        )]
    );
    assert_eq!(of("left knee pain"), []);
    let sprain = of("left ankle sprain");
    assert!(
        sprain
            .iter()
            .any(|(gap, codes)| *gap == Gap::Encounter && codes[0].ends_with("S93.402A") && codes.len() == 2),
        "{sprain:?}"
    );
    assert_eq!(
        of("M54.50"),
        [(Gap::Kind, vec!["Vertebrogenic low back pain M54.51".to_owned()])]
    );
    // A code that says an encounter which the note does not say asks for it too.
    assert!(
        of("fracture of right distal radius")
            .iter()
            .any(|(gap, codes)| *gap == Gap::Encounter && codes.len() == 2)
    );
    assert!(
        of("gestational hypertension")
            .iter()
            .any(|(gap, codes)| *gap == Gap::Trimester && codes.len() >= 2)
    );
    assert!(of("DM2").iter().any(|(gap, _)| *gap == Gap::Characters));
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    let text = format!("HTN. {}é", "x".repeat(MOST_CHARACTERS - 5));
    let reading = read(&text);
    assert!(reading.is_cut && reading.findings.len() == 1);
    assert!(!read(&text[..MOST_CHARACTERS]).is_cut);
}

#[test]
fn strange_texts_get_an_answer() {
    for text in [
        "🙂".repeat(30_000),
        "\u{200b}\u{202e}\u{2066}".repeat(10_000),
        "אב ".repeat(10_000),
        "<script>alert('cough')</script><b>".repeat(1_000),
        "x".repeat(100_000),
        "a ".repeat(10_000),
        "pain ".repeat(4_000),
        "fracture pain knee ankle ".repeat(900),
        "no ".repeat(7_000),
        "?".repeat(20_000),
        ", ".repeat(10_000),
        "if no h/o ".repeat(2_000),
        "Dr. A".repeat(4_000),
        "1/".repeat(10_000),
        "CC:\n".repeat(5_000),
        "\n".repeat(20_000),
        ":".repeat(20_000),
        "(-)".repeat(7_000),
    ] {
        let begin = std::time::Instant::now();
        read(&text);
        assert!(
            begin.elapsed().as_secs() < 10,
            "{:?}",
            text.chars().take(12).collect::<String>()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn spans_lie_on_the_text(
        parts in prop::collection::vec(
            prop_oneof![
                Just("denies ".to_owned()), Just("HTN".to_owned()), Just(", ".to_owned()), Just("knee pain".to_owned()),
                Just("FH:".to_owned()), Just("\n".to_owned()), Just("R/o ".to_owned()), Just(" left ".to_owned()),
                Just("M54.50".to_owned()), Just("97110".to_owned()), Just(". ".to_owned()), Just("?".to_owned()),
                Just("\u{200b}".to_owned()), Just("’s".to_owned()), Just("🙂".to_owned()), Just("é".to_owned()),
                Just("ﬁ".to_owned()), Just("(–)".to_owned()), "\\PC{0,6}", "[ -~]{0,8}",
            ],
            0..40,
        )
    ) {
        let text = parts.concat();
        let reading = read(&text);
        for finding in &reading.findings {
            prop_assert!(!finding.spans.is_empty() && !finding.candidates.is_empty());
            for (begin, end) in finding.spans.iter().copied().chain(finding.cue) {
                prop_assert!(begin < end && text.get(begin..end).is_some());
            }
        }
        for section in &reading.sections {
            prop_assert!(text.get(section.heading.0..section.heading.1).is_some());
            prop_assert!(text.get(section.body.0..section.body.1).is_some());
        }
        prop_assert!(!reading.is_cut);
    }
}

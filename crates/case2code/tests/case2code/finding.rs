//! What is found, and in which order.

use crate::fixtures::{codes, day, request, search};
use case2code::answer::Count;
use case2code::facets::{Encounter, Laterality};
use case2code::filter::Filters;
use case2code::record::TermKind;
use case2code::search::Request;
use codeset::CodeSystem;

fn first(text: &str) -> String {
    let answer = search().find(&request(text)).unwrap();
    answer
        .hits
        .first()
        .map_or(String::new(), |hit| hit.code.to_string())
}

#[test]
fn a_code_is_found_in_any_spelling_and_comes_first() {
    for text in ["M54.50", "m5450", " m54.50 "] {
        assert_eq!(first(text), "M54.50");
    }
    let answer = search().find(&request("m545")).unwrap();
    assert_eq!(
        codes(&answer),
        ["M54.5", "M54.50", "M54.59", "M54.51"],
        "what has ended comes last"
    );
    assert_eq!(
        codes(&search().find(&request("97150, G0283")).unwrap()),
        ["97150", "G0283"]
    );
}

#[test]
fn ranges_and_wildcards_list_what_they_mean() {
    let list = |text: &str| {
        let answer = search().find(&request(text)).unwrap();
        codes(&answer).join(" ")
    };
    assert_eq!(list("97110-97150"), "97110 97112 97150");
    assert_eq!(list("97110 to 97112"), "97110 97112");
    assert_eq!(list("S93.40*A"), "S93.401A S93.402A S93.409A");
    assert_eq!(list("E1?"), "E10 E11");
    assert_eq!(list("99999-99999"), "");
}

#[test]
fn words_are_found_in_any_order_and_form() {
    for text in [
        "low back pain",
        "pain back low",
        "pains of the lower back",
        "Low  BACK\u{200b} páin",
    ] {
        assert!(first(text).starts_with("M54.5"), "{text}: {}", first(text));
    }
    let answer = search().find(&request("lumbago")).unwrap();
    assert_eq!(answer.hits[0].code.as_str(), "M54.50");
    assert_eq!(answer.hits[0].why.kind, Some(TermKind::Inclusion));
    assert_eq!(answer.hits[0].why.text, "Lumbago NOS");
}

#[test]
fn lay_words_and_abbreviations_are_read_and_said() {
    let answer = search().find(&request("heart attack")).unwrap();
    assert!(answer.hits[0].code.as_str().starts_with("I21"));
    assert_eq!(
        answer.hits[0].why.read_as,
        [("heart attack".to_owned(), "myocardial infarction".to_owned())]
    );
    assert_eq!(first("dm2 w/o complications"), "E11.9");
    assert_eq!(first("dm2 neuropathy"), "E11.40");
}

#[test]
fn errors_of_typing_are_corrected_and_said() {
    let answer = search().find(&request("diabtes type 2")).unwrap();
    assert!(answer.hits[0].code.as_str().starts_with("E11"));
    assert_eq!(answer.corrections[0].typed, "diabtes");
    assert_eq!(answer.corrections[0].taken, "diabetes");
    assert!(first("lowback pain").starts_with("M54.5"));
}

#[test]
fn the_last_word_may_be_half_typed() {
    let typing = |text: &str| {
        let answer = search()
            .find(&Request {
                is_typing: true,
                take: 5,
                ..request(text)
            })
            .unwrap();
        codes(&answer).join(" ")
    };
    assert!(typing("myoc").starts_with("I21"), "{}", typing("myoc"));
    assert!(typing("low back pa").starts_with("M54.5"));
    assert!(typing("9715").starts_with("97150"));
}

#[test]
fn sides_and_encounters_choose_among_equals() {
    assert_eq!(first("left ankle sprain"), "S93.402A");
    assert_eq!(first("rt ankle sprain subsequent encounter"), "S93.401D");
    assert_eq!(first("ankle sprain"), "S93.4");
    assert_eq!(first("gestational edema 2nd trimester"), "O12.02");
    assert_eq!(first("left side"), "LT");
}

#[test]
fn filters_narrow_and_counts_say_what_they_would_leave() {
    let search = search();
    let all = search.find(&request("ankle sprain")).unwrap();
    assert_eq!(all.counts.lateralities.len(), 3);
    let left = search
        .find(&Request {
            filters: Filters {
                laterality: Some(Laterality::Left),
                ..Filters::default()
            },
            ..request("ankle sprain")
        })
        .unwrap();
    assert_eq!(codes(&left), ["S93.402A", "S93.402D"]);
    assert_eq!(left.count, Count::Exactly(2));
    // The choices of the filter itself are counted as if it were not set.
    assert_eq!(left.counts.lateralities, all.counts.lateralities);
    assert_eq!(
        left.counts.encounters,
        [(Encounter::Initial, 1), (Encounter::Subsequent, 1)]
    );
    let none = search
        .find(&Request {
            filters: Filters {
                system: Some(CodeSystem::Hcpcs),
                ..Filters::default()
            },
            ..request("ankle sprain")
        })
        .unwrap();
    assert!(none.hits.is_empty());
    let billable = search
        .find(&Request {
            filters: Filters {
                billable: Some(true),
                ..Filters::default()
            },
            ..request("M54")
        })
        .unwrap();
    assert_eq!(codes(&billable), ["M54.50", "M54.59", "M54.51"]);
}

#[test]
fn a_code_answers_for_its_day() {
    let on = |date: &str| {
        let answer = search()
            .find(&Request {
                on: day(date),
                ..request("vertebrogenic low back pain")
            })
            .unwrap();
        let hit = answer
            .hits
            .iter()
            .find(|hit| hit.code.as_str() == "M54.51")
            .unwrap();
        (hit.is_in_force, hit.ended, hit.begins)
    };
    assert_eq!(on("2024-09-30"), (true, None, None));
    assert_eq!(on("2024-10-01"), (false, Some(day("2024-10-01")), None));
    assert_eq!(on("2019-01-01"), (false, None, Some(day("2020-10-01"))));
}

#[test]
fn pages_are_cuts_of_one_list() {
    let search = search();
    let whole = search.find(&request("pain OR ankle sprain diabetes")).unwrap();
    let mut paged = Vec::new();
    for skip in (0..whole.hits.len()).step_by(3) {
        let page = search
            .find(&Request {
                skip,
                take: 3,
                ..request("pain OR ankle sprain diabetes")
            })
            .unwrap();
        assert_eq!(page.count, whole.count);
        paged.extend(page.hits);
    }
    assert_eq!(paged, whole.hits);
}

#[test]
fn a_hit_says_where_it_belongs_and_tells_nothing_of_gated_texts() {
    let search = search();
    let answer = search.find(&request("M54.50")).unwrap();
    let above: Vec<_> = answer.hits[0]
        .above
        .iter()
        .map(|(code, _)| code.as_str())
        .collect();
    assert_eq!(above, ["M54", "M54.5"]);
    let answer = search.find(&request("xylophone")).unwrap();
    assert_eq!(codes(&answer), ["97150"]);
    assert_eq!(answer.hits[0].why.kind, Some(TermKind::CommonLanguage));
    assert_eq!(answer.hits[0].why.text, "");
    assert!(!format!("{:?}", answer.hits[0]).contains("Several people"));
    let typing = search
        .find(&Request {
            is_typing: true,
            ..request("xylo")
        })
        .unwrap();
    assert!(typing.hits.is_empty(), "its words are not completed either");
}

//! A sentence with a code, a number or a rule says where it stands.

use crate::world::{World, said};
use casepilot::answer::{Answer, Outcome, Role};

const QUESTIONS: [&str; 16] = [
    "can I bill 97150 with 97110",
    "97140 and 97150 and 97110 same day",
    "97110-59 with 97150 on 2026-04-15",
    "mue of 97150",
    "9 units of 97110 ok?",
    "what does medicare pay for 97150 in Manhattan",
    "rvu of 97150",
    "97110 for 20 minutes and 97140 for 15 minutes",
    "which modifiers does 97110 take",
    "global period of 97110",
    "status of 97150",
    "what is M54.50",
    "what is 97150",
    "38 minutes established patient office visit",
    "is M54.5 still billable",
    "KX threshold 2026",
];

/// The sentences of which something has to be seen: verdicts and facts with a digit.
fn uncited(answer: &Answer) -> Vec<&str> {
    answer
        .sentences
        .iter()
        .filter(|sentence| matches!(sentence.role, Role::Verdict | Role::Fact | Role::Quote))
        .filter(|sentence| {
            sentence.cites.is_empty() && sentence.text.bytes().any(|byte| byte.is_ascii_digit())
        })
        .map(|sentence| sentence.text.as_str())
        .collect()
}

/// The numbers of a text: amounts, relative values, counts, indicators; a code is one, too.
fn numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == ','))
        .map(|word| word.trim_matches(['.', ',']).replace(',', ""))
        .filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
        .collect()
}

/// Amounts and relative values of a sentence that nothing it cites holds: what has two decimals.
fn unheld(answer: &Answer) -> Vec<String> {
    let mut unheld = Vec::new();
    for sentence in &answer.sentences {
        let cited = sentence.cites.iter().map(|cite| &answer.citations[*cite]);
        let held: Vec<String> = cited
            .flat_map(|citation| numbers(&format!("{} {}", citation.place, citation.quote)))
            .collect();
        let figures = numbers(&sentence.text)
            .into_iter()
            .filter(|number| number.split_once('.').is_some_and(|(_, cents)| cents.len() == 2));
        for figure in figures.filter(|figure| !held.contains(figure)) {
            unheld.push(format!("{figure} in “{}”", sentence.text));
        }
    }
    unheld
}

#[tokio::test]
async fn every_amount_and_relative_value_stands_in_what_is_cited() {
    let world = World::of_therapy().await;
    for question in [
        "what does medicare pay for 97150 in Manhattan",
        "what does medicare pay for 97150",
        "97110 and 97140 in a facility, national payment",
        "limiting charge of 97110",
        "rvu of 97150",
        "work rvu of 97110",
    ] {
        let answer = world.ask(question).await;
        assert_eq!(answer.outcome, Outcome::Answered, "{question}: {}", said(&answer));
        let has_figures = answer
            .sentences
            .iter()
            .any(|sentence| sentence.text.contains('.'));
        assert!(has_figures, "{question}");
        assert_eq!(unheld(&answer), [""; 0], "{question}");
    }
}

#[tokio::test]
async fn every_sentence_with_a_figure_is_cited() {
    let world = World::of_therapy().await;
    for question in QUESTIONS {
        let answer = world.ask(question).await;
        assert_eq!(answer.outcome, Outcome::Answered, "{question}: {}", said(&answer));
        assert_eq!(uncited(&answer), [""; 0], "{question}");
        for sentence in &answer.sentences {
            assert!(
                sentence.cites.iter().all(|cite| *cite < answer.citations.len()),
                "{question}"
            );
        }
        for citation in &answer.citations {
            assert!(
                citation.path.starts_with('/') && !citation.source.is_empty(),
                "{question}: {citation:?}"
            );
            assert!(!citation.path.contains(' '), "{question}: {}", citation.path);
        }
    }
}

#[tokio::test]
async fn what_is_heard_on_the_way_is_the_answer() {
    use casepilot::event::Event;
    let world = World::of_therapy().await;
    for question in QUESTIONS {
        let (events, answer) = world.events(question, &Default::default()).await;
        let mut sentences = Vec::new();
        let mut citations = Vec::new();
        let mut steps = 0;
        for event in events {
            match event {
                Event::Sentence(sentence) => {
                    assert!(
                        sentence.cites.iter().all(|cite| *cite < citations.len()),
                        "{question}"
                    );
                    sentences.push(sentence);
                }
                Event::Citation(citation) => citations.push(citation),
                Event::Step(_) => steps += 1,
                Event::Done(done) => assert_eq!(*done, answer),
                Event::Table(_) => {}
            }
        }
        assert!(steps > 0, "{question}");
        assert_eq!(
            (sentences, citations),
            (answer.sentences, answer.citations),
            "{question}"
        );
    }
}

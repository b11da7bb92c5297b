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

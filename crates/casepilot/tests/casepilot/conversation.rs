//! Follow-ups go on from the question before them.

use crate::world::{Way, World, said, verdict};
use casepilot::answer::{Answer, Outcome};
use casepilot::topic::Kind;

async fn talk(world: &World, questions: &[&str]) -> Answer {
    let mut before = None;
    let mut last = None;
    for question in questions {
        let way = Way {
            before: before.as_ref(),
            ..Way::default()
        };
        let answer = world.ask_so(question, &way).await;
        before = Some(answer.topic.clone());
        last = Some(answer);
    }
    last.unwrap()
}

#[tokio::test]
async fn a_modifier_is_added_to_the_pair_before() {
    let world = World::of_therapy().await;
    let answer = talk(&world, &["can I bill 97150 with 97110", "and with modifier 59?"]).await;
    assert!(
        verdict(&answer).starts_with("Yes, with modifier 59"),
        "{}",
        said(&answer)
    );
    let answer = talk(&world, &["can I bill 97150 with 97140", "would XS help?"]).await;
    assert!(
        said(&answer).contains("XS on 97140 does not help"),
        "{}",
        said(&answer)
    );
}

#[tokio::test]
async fn a_place_a_day_and_another_code_exchange_what_they_name() {
    let world = World::of_therapy().await;
    let answer = talk(&world, &["what does medicare pay for 97150", "in Manhattan?"]).await;
    assert!(verdict(&answer).contains("MANHATTAN, NY"), "{}", said(&answer));
    let answer = talk(&world, &["mue of 97150", "what about 97110?"]).await;
    assert!(verdict(&answer).contains("97110 is 6 units"), "{}", said(&answer));
    let answer = talk(&world, &["what does medicare pay for 97150", "in 2024?"]).await;
    assert_eq!(answer.outcome, Outcome::NotLoaded, "{}", said(&answer));
}

#[tokio::test]
async fn a_question_of_its_own_forgets_the_one_before() {
    let world = World::of_therapy().await;
    let answer = talk(
        &world,
        &["can I bill 97150 with 97110", "what is the MUE of 97150"],
    )
    .await;
    assert_eq!(answer.topic.kind, Some(Kind::UnitLimit));
    assert_eq!(answer.topic.lines.len(), 1, "{:?}", answer.topic);
}

#[tokio::test]
async fn a_page_lends_its_code() {
    let world = World::of_therapy().await;
    let about = Some(crate::world::procedure("97150"));
    for (question, part) in [
        ("how many units per day?", "The MUE of CPT 97150 is 1 unit"),
        ("what does medicare pay", "97150 is $17.47"),
        (
            "can it be billed with 97110",
            "97110 (Column 2) is denied beside 97150",
        ),
    ] {
        let way = Way {
            about: about.clone(),
            ..Way::default()
        };
        let answer = world.ask_so(question, &way).await;
        assert!(said(&answer).contains(part), "{question}: {}", said(&answer));
    }
}

#[tokio::test]
async fn a_modifier_is_read_behind_any_word() {
    let world = World::of_therapy().await;
    for question in [
        "what is modifier 59?",
        "explain modifier 59",
        "is modifier 59 for that",
        "the 59 modifier",
    ] {
        let answer = world.ask(question).await;
        assert_eq!(answer.topic.modifiers, ["59"], "{question}: {}", said(&answer));
    }
}

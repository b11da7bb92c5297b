//! An answer holds no more than its asker may see.

use crate::world::{Way, World, procedure, said};
use casepilot::answer::{Answer, Outcome};

fn everything(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap()
}

#[tokio::test]
async fn a_guest_hears_conclusions_and_no_rows() {
    let world = World::of_therapy().await;
    let guest = Way {
        is_guest: true,
        ..Way::default()
    };
    for (question, secret) in [
        ("can I bill 97150 with 97110", "indicator 1"),
        ("can I bill 97150 with 97110", "Misuse of Column Two"),
        ("mue of 97110", "6 units"),
        ("mue of 97110", "MAI 3"),
        ("rvu of 97150", "0.29"),
        ("global period of 97110", "XXX"),
        ("status of 97150", "status of CPT 97150 is A"),
        ("what is 97150", "status A"),
        ("what does medicare pay for 97150", "0.24"),
        ("how many minutes for 99213", "20 minutes"),
    ] {
        let open = everything(&world.ask(question).await);
        assert!(
            open.contains(secret),
            "{question} says nothing of {secret} to a member: {open}"
        );
        let answer = world.ask_so(question, &guest).await;
        assert!(
            !everything(&answer).contains(secret),
            "{question}: {}",
            said(&answer)
        );
    }
    let answer = world.ask_so("can I bill 97150 with 97110", &guest).await;
    assert!(
        said(&answer).contains("97110 (Column 2) is denied beside 97150"),
        "{}",
        said(&answer)
    );
    let answer = world.ask_so("mue of 97110", &guest).await;
    assert_eq!(answer.outcome, Outcome::Locked);
    assert!(said(&answer).contains("free account"), "{}", said(&answer));
}

#[tokio::test]
async fn a_reader_sees_the_rows_of_opened_pages_and_of_no_others() {
    let world = World::of_therapy().await;
    let opened = [procedure("97110")];
    let reader = Way {
        sees: Some(&opened),
        ..Way::default()
    };
    let answer = world.ask_so("mue of 97110", &reader).await;
    assert!(said(&answer).contains("6 units"), "{}", said(&answer));
    let answer = world.ask_so("mue of 97150", &reader).await;
    assert_eq!(answer.outcome, Outcome::Locked, "{}", said(&answer));
    assert!(said(&answer).contains("it counts one view"), "{}", said(&answer));
    // One of the two codes is enough for an edit, as it is on the page.
    let answer = world.ask_so("can I bill 97150 with 97110", &reader).await;
    assert!(said(&answer).contains("indicator 1"), "{}", said(&answer));
}

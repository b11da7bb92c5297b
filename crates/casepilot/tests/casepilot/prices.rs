//! What is said of prices: two places, the parts of a service, several lines of a day, modifiers that halve or exclude.

use crate::world::{Way, World, factor, fee, load, locality, said, verdict};
use casepilot::answer::Outcome;
use casepilot::topic::Kind;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{AnesthesiaRow, FeeRow};

/// A test with its two parts, a therapy, and an operation.
async fn world() -> World {
    let world = World::new().await;
    let part = |modifier: &str, work, pe, mp| FeeRow {
        modifier: modifier.into(),
        pctc: "1".into(),
        ..fee("77080", work, pe, mp)
    };
    let therapy = |code: &str, pe| FeeRow {
        multiple: "5".into(),
        pctc: "7".into(),
        ..fee(code, 50, pe, 1)
    };
    let operation = FeeRow {
        multiple: "2".into(),
        assistant: "1".into(),
        global_days: "090".into(),
        pre_op: 10,
        intra_op: 69,
        post_op: 21,
        ..fee("26055", 300, 400, 50)
    };
    load!(
        world.store,
        Source::Mpfs,
        "2025-10-01",
        [
            part("", 20, 90, 2),
            part("26", 20, 7, 1),
            part("TC", 0, 83, 1),
            therapy("97530", 60),
            therapy("97140", 40),
            operation,
        ],
        [factor(323_465)]
    );
    load!(
        world.store,
        Source::Gpci,
        "2025-01-01",
        [
            locality("13202", "01", "NY", "MANHATTAN", [1070, 1180, 1640]),
            locality("13202", "04", "NY", "QUEENS", [1050, 1190, 1700]),
        ]
    );
    load!(
        world.store,
        Source::Anesthesia,
        "2025-01-01",
        [AnesthesiaRow {
            mac: "13202".into(),
            locality: "01".into(),
            name: "MANHATTAN".into(),
            factor: 2_185,
            qp_factor: None,
        }]
    );
    world
}

#[tokio::test]
async fn two_places_are_compared() {
    let answer = world().await.ask("compare 97530 Manhattan vs Queens").await;
    assert_eq!(answer.topic.kind, Some(Kind::Fee));
    let said = said(&answer);
    assert!(said.contains("in MANHATTAN, NY"), "{said}");
    assert!(said.contains("in QUEENS, NY"), "{said}");
}

#[tokio::test]
async fn a_service_is_priced_as_a_whole_and_in_its_parts() {
    let answer = world()
        .await
        .ask("global, professional and technical payment for 77080, national")
        .await;
    // 1.12, 0.28 and 0.84 relative value units at $32.3465.
    for amount in ["$36.23", "$9.06", "$27.17"] {
        assert!(verdict(&answer).contains(amount), "{amount}: {}", said(&answer));
    }
    assert!(
        !said(&answer).contains("All lines on one day"),
        "{}",
        said(&answer)
    );
}

#[tokio::test]
async fn the_technical_part_takes_the_place_of_the_professional_one() {
    let world = world().await;
    let first = world.ask("what does 77080-26 pay nationally").await;
    let way = Way {
        before: Some(&first.topic),
        ..Way::default()
    };
    let then = world
        .ask_so("so how much is the technical part by itself?", &way)
        .await;
    assert!(verdict(&then).contains("77080-TC is $27.17"), "{}", said(&then));
}

#[tokio::test]
async fn the_lines_of_a_day_are_summed_after_the_therapy_reduction() {
    let answer = world()
        .await
        .ask("97530 x1 + 97140 x1 same day, combined national payment after mppr")
        .await;
    assert_eq!(answer.topic.kind, Some(Kind::Fee), "{}", said(&answer));
    // 1.11 and 0.91 units; half of the practice expense of the smaller one, 0.20, is not paid.
    assert!(said(&answer).contains("$58.87"), "{}", said(&answer));
    assert!(said(&answer).contains("50"), "{}", said(&answer));
}

#[tokio::test]
async fn a_further_procedure_is_halved_and_an_assistant_ruled_out() {
    let world = world().await;
    // 7.50 units are $242.60.
    let halved = world.ask("national payment of 26055-51").await;
    assert!(said(&halved).contains("$121.30"), "{}", said(&halved));
    let assistant = world.ask("what does medicare pay for 26055-80").await;
    assert!(
        said(&assistant).contains("Modifier 80 does not apply to CPT 26055"),
        "{}",
        said(&assistant)
    );
}

#[tokio::test]
async fn factors_and_shares_need_no_price() {
    let world = world().await;
    let factor = world.ask("anesthesia conversion factor for Manhattan").await;
    assert!(verdict(&factor).contains("is $21.85"), "{}", said(&factor));
    let shares = world.ask("pre intra post percentages 26055").await;
    assert!(
        said(&shares).contains("10% are for the care before"),
        "{}",
        said(&shares)
    );
    let package = world
        .ask("how many days in total does a 90 day global package cover")
        .await;
    assert!(
        verdict(&package).contains("has 92 days in all"),
        "{}",
        said(&package)
    );
}

#[tokio::test]
async fn a_day_that_does_not_exist_is_said_to() {
    let answer = world().await.ask("97530 national fee on 2025-02-30").await;
    assert!(
        said(&answer).contains("“2025-02-30” is not a date of the calendar"),
        "{}",
        said(&answer)
    );
}

#[tokio::test]
async fn what_other_payers_do_is_not_loaded() {
    let world = world().await;
    for text in ["aetna rate for 97530", "what does Texas Medicaid pay for 97530"] {
        let answer = world.ask(text).await;
        assert_eq!(answer.outcome, Outcome::NotLoaded, "{text}: {}", said(&answer));
    }
}

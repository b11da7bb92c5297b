//! Every figure that an answer states is that of the table, whatever the rows and the words of the question.

use crate::world::{World, factor, fee, load, locality, mue, pair, said, verdict};
use casepilot::answer::Outcome;
use codeset::release::{ReleaseInfo, Source};

/// Numbers that differ from run to run of the loop and never from run to run of the test.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn int(&mut self, range: std::ops::Range<i32>) -> i32 {
        range.start + i32::try_from(self.below(u64::from((range.end - range.start).unsigned_abs()))).unwrap()
    }

    fn one<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[usize::try_from(self.below(items.len() as u64)).unwrap()]
    }
}

/// Codes without a rule of their own (no visits, no therapy).
fn codes(dice: &mut Dice, count: usize) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    while codes.len() < count {
        let code = format!("{:05}", 10_040 + dice.below(59_000));
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// Half up, as the fee schedule rounds: hundredths × thousandths × ten-thousandths of a dollar to cents.
fn cents(rvus: [i32; 3], gpci: [i32; 3], factor: i32) -> i128 {
    let sum: i128 = rvus
        .iter()
        .zip(gpci)
        .map(|(rvu, gpci)| i128::from(*rvu) * i128::from(gpci))
        .sum();
    let (exact, cent) = (sum * i128::from(factor), 10_i128.pow(7));
    (exact + cent / 2) / cent
}

fn dollars(cents: i128) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("${grouped}.{rest:02}")
}

#[tokio::test]
async fn payments_are_those_of_the_fee_schedule() {
    let mut dice = Dice(0x5eed_0001);
    for _ in 0..3 {
        let world = World::new().await;
        let codes = codes(&mut dice, 12);
        let conversion = dice.int(300_000..400_000);
        let rows: Vec<([i32; 3], String)> = codes
            .iter()
            .map(|code| {
                (
                    [dice.int(1..6_000), dice.int(1..9_000), dice.int(1..900)],
                    code.clone(),
                )
            })
            .collect();
        let fees = rows
            .iter()
            .map(|([work, pe, mp], code)| fee(code, *work, *pe, *mp));
        let gpci = [dice.int(900..1_300), dice.int(800..1_500), dice.int(300..2_500)];
        load!(
            world.store,
            Source::Mpfs,
            "2026-01-01",
            fees,
            [factor(conversion)]
        );
        load!(
            world.store,
            Source::Gpci,
            "2026-01-01",
            [locality("09102", "04", "FL", "MIAMI", gpci)]
        );
        for (rvus, code) in &rows {
            let words = dice.one(&[
                "what does medicare pay for CODE",
                "CODE fee",
                "Medicare allowed amount CODE?",
                "how much is CODE paid",
            ]);
            let answer = world.ask(&words.replace("CODE", code)).await;
            let national = dollars(cents(*rvus, [1000; 3], conversion));
            assert!(
                verdict(&answer).contains(&national),
                "{code} {national}: {}",
                said(&answer)
            );
            let there = dollars(cents(*rvus, gpci, conversion));
            let words = dice.one(&[
                "what does medicare pay for CODE in Miami",
                "CODE rate in Florida?",
                "fee CODE miami",
            ]);
            let answer = world.ask(&words.replace("CODE", code)).await;
            assert!(
                verdict(&answer).contains(&there),
                "{code} {there}: {}",
                said(&answer)
            );
            assert!(
                !said(&answer).contains(&national) || national == there,
                "{}",
                said(&answer)
            );
        }
    }
}

#[tokio::test]
async fn unit_limits_are_those_of_the_table() {
    let mut dice = Dice(0x5eed_0002);
    let world = World::new().await;
    let rows: Vec<(String, i32, i32)> = codes(&mut dice, 40)
        .into_iter()
        .map(|code| (code, dice.int(0..400), dice.int(1..4)))
        .collect();
    load!(
        world.store,
        Source::MuePractitioner,
        "2026-04-01",
        rows.iter().map(|(code, units, mai)| mue(code, *units, *mai))
    );
    for (code, units, mai) in &rows {
        let words = dice.one(&[
            "mue for CODE",
            "How many units of CODE can I bill per day?",
            "CODE max units",
            "MAI of CODE",
        ]);
        let answer = world.ask(&words.replace("CODE", code)).await;
        let noun = if *units == 1 { "unit" } else { "units" };
        assert!(
            verdict(&answer).contains(&format!("is {units} {noun}, MAI {mai},")),
            "{code}: {}",
            said(&answer)
        );
    }
    let answer = world.ask("mue of 10021").await;
    assert_eq!(answer.outcome, Outcome::NotFound, "{}", said(&answer));
}

#[tokio::test]
async fn pairs_are_those_of_the_table_in_either_order() {
    let mut dice = Dice(0x5eed_0003);
    let world = World::new().await;
    let all = codes(&mut dice, 60);
    let rows: Vec<(&String, &String, i32)> = all
        .chunks(2)
        .take(25)
        .map(|two| (&two[0], &two[1], dice.int(0..2)))
        .collect();
    load!(
        world.store,
        Source::PtpPractitioner,
        "2024-07-01",
        rows.iter()
            .map(|(column1, column2, indicator)| pair(column1, column2, *indicator, "2010-01-01")),
    );
    for (column1, column2, indicator) in &rows {
        let (first, second) = if dice.below(2) == 0 {
            (column1, column2)
        } else {
            (column2, column1)
        };
        let words = dice.one(&[
            "can I bill ONE with TWO",
            "ONE and TWO same day?",
            "is ONE bundled into TWO",
            "ONE TWO together",
        ]);
        let answer = world
            .ask(&words.replace("ONE", first).replace("TWO", second))
            .await;
        let said = said(&answer);
        assert!(
            said.contains(&format!(
                "{column2} (Column 2) is denied beside {column1} (Column 1)"
            )),
            "{said}"
        );
        assert!(said.contains(&format!("indicator {indicator}")), "{said}");
        assert_eq!(
            said.contains("no modifier bypasses the edit"),
            *indicator == 0,
            "{said}"
        );
        let with = world.ask(&format!("{first}-59 and {second} same day")).await;
        assert_eq!(
            verdict(&with).starts_with("Yes, with modifier 59"),
            *indicator == 1,
            "{}",
            verdict(&with)
        );
    }
    let answer = world.ask(&format!("{} with {} same day", all[50], all[0])).await;
    // The first of them is in no row, and nobody says that it is allowed.
    assert!(
        !verdict(&answer).contains("denied") && !said(&answer).to_lowercase().contains("yes"),
        "{}",
        said(&answer)
    );
}

#[tokio::test]
async fn minutes_make_the_units_of_the_rule() {
    let world = World::of_therapy().await;
    for minutes in 1..=127_u32 {
        let units = (minutes + 7) / 15;
        let answer = world
            .ask(&format!("{minutes} minutes of 97110, how many units?"))
            .await;
        let noun = if units == 1 { "unit" } else { "units" };
        assert!(
            verdict(&answer).contains(&format!("{units} {noun} of 97110")),
            "{minutes}: {}",
            said(&answer)
        );
    }
}

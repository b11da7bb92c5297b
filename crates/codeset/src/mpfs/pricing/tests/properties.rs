//! What holds for any claim.

use super::*;
use proptest::prelude::*;

/// Codes with every indicator, so that any claim meets several rules.
fn schedule() -> Schedule {
    let mut rows = Vec::new();
    for (n, multiple) in ["0", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "7"]
        .iter()
        .enumerate()
    {
        for modifier in ["", "26", "TC", "53"] {
            let n = i32::try_from(n).unwrap();
            let share = if modifier.is_empty() { 2 } else { 1 };
            rows.push(FeeRow {
                multiple: (*multiple).into(),
                bilateral: (n % 4).to_string(),
                endoscopic_base: if *multiple == "3" {
                    "20002".into()
                } else {
                    String::new()
                },
                pctc: "1".into(),
                imaging_family: "88".into(),
                pre_op: 10,
                intra_op: 80,
                post_op: 10,
                // Pairs of equal amounts, where the order could matter.
                ..row(
                    &format!("200{n:02}"),
                    modifier,
                    [n / 2 * 1_111 * share + 7, n * 313 * share, 3],
                )
            });
        }
    }
    Schedule::of(rows)
}

fn line() -> impl Strategy<Value = String> {
    let modifiers = prop::sample::select(vec![
        "", "-26", "-TC", "-50", "-53", "-54", "-62", "-80", "-AS", "-CQ",
    ]);
    (0..12usize, modifiers, 1..9u32)
        .prop_map(|(n, modifiers, units)| format!("200{n:02}{modifiers} x{units}"))
}

proptest! {
    #[test]
    fn the_order_of_the_lines_does_not_matter(
        (claim, shuffled) in prop::collection::vec(line(), 1..8)
            .prop_flat_map(|claim| (Just(claim.clone()), Just(claim).prop_shuffle()))
    ) {
        let schedule = schedule();
        let total = |claim: &[String]| {
            let claim: Vec<&str> = claim.iter().map(String::as_str).collect();
            schedule.price(&claim).cents()
        };
        prop_assert_eq!(total(&claim), total(&shuffled));
    }

    #[test]
    fn a_reduction_never_raises_and_the_sum_is_that_of_its_units(claim in prop::collection::vec(line(), 1..8)) {
        let claim: Vec<&str> = claim.iter().map(String::as_str).collect();
        let priced = schedule().price(&claim);
        let mut sum = 0;
        for line in &priced.lines {
            let Outcome::Paid(parts) = &line.outcome else { continue };
            for part in parts {
                let mut before = line.full_cents.unwrap();
                for step in &part.steps {
                    let raises = matches!(step.effect, Effect::BothSides | Effect::EachSide);
                    prop_assert!(raises || step.cents <= before, "{step:?} after {before}");
                    prop_assert!(step.cents >= 0);
                    before = step.cents;
                }
                prop_assert!(part.cents.is_none_or(|cents| cents == before));
                sum += part.cents.unwrap_or_default() * i64::from(part.units);
            }
        }
        prop_assert_eq!(priced.cents(), sum);
    }

    #[test]
    fn no_unit_is_lost(claim in prop::collection::vec(line(), 1..8)) {
        let claim: Vec<&str> = claim.iter().map(String::as_str).collect();
        for (text, line) in claim.iter().zip(schedule().price(&claim).lines) {
            if let Outcome::Paid(parts) = line.outcome {
                let units: u32 = parts.iter().map(|part| part.units).sum();
                prop_assert!(text.ends_with(&format!(" x{units}")), "{text}: {units}");
            }
        }
    }
}

//! An amount from day to day: a line that steps where it changes, with its values.

use super::between;
use codeset::NaiveDate;
use codeset::mpfs::dollars;
use leptos::prelude::*;
use reference::plot::{Step, Steps};

const HEIGHT: &str = "140";
/// Where the greatest and the least amount stand, in pixels from above.
const TOP: i64 = 26;
const BOTTOM: i64 = 106;

/// A step that is drawn: its days, counted from the first, and its amount.
#[derive(Clone, Copy)]
struct Span {
    begins: i64,
    ends: i64,
    cents: i64,
}

pub(super) fn draw(steps: &Steps) -> AnyView {
    let Some((first, length)) = scale(steps) else {
        return ().into_any();
    };
    let spans = spans(&steps.steps, first, length);
    let amounts = || spans.iter().map(|span| span.cents);
    let (Some(least), Some(most)) = (amounts().min(), amounts().max()) else {
        return ().into_any();
    };
    let days = [0, length];
    let height = |cents: i64| match most - least {
        0 => (TOP + BOTTOM) / 2,
        range => BOTTOM - (BOTTOM - TOP) * (cents - least) / range,
    };
    let lines = spans.iter().enumerate().map(|(at, span)| {
        let y = height(span.cents).to_string();
        let (from, to) = (between(span.begins, days), between(span.ends, days));
        // It rises or falls from the span before, where that ends on the same day.
        let before = at.checked_sub(1).and_then(|before| spans.get(before));
        let rise = before.filter(|before| before.ends == span.begins).map(|before| {
            let (x, y) = (from.clone(), y.clone());
            view! { <line x1=x.clone() x2=x y1=height(before.cents).to_string() y2=y class="rise" /> }
        });
        view! {
            {rise}
            <line x1=from x2=to y1=y.clone() y2=y class="step" />
        }
    });
    let lines = lines.collect_view();
    let labels = labelled(&spans, length).into_iter().map(|span| {
        let y = (height(span.cents) - 8).to_string();
        let is_late = span.begins * 4 > length * 3;
        let (x, anchor) = if is_late {
            (between(span.ends, days), "end")
        } else {
            (between(span.begins, days), "start")
        };
        view! {
            <text x=x y=y text-anchor=anchor>
                {dollars(span.cents)}
            </text>
        }
    });
    let labels = labels.collect_view();
    view! {
        <svg class="steps" width="100%" height=HEIGHT aria-hidden="true">
            <line x1="0" x2="100%" y1="120.5" y2="120.5" class="axis" />
            {lines}
            {labels}
            <text x="2%" y="137" text-anchor="start">
                {first.to_string()}
            </text>
            <text x="98%" y="137" text-anchor="end">
                {steps.until.to_string()}
            </text>
        </svg>
    }
    .into_any()
}

/// The first day, and how many days the scale has: the last step is seen even where it begins at the end.
fn scale(steps: &Steps) -> Option<(NaiveDate, i64)> {
    let first = steps.steps.first()?.from;
    let last = steps.steps.last()?.from;
    let begins = (last - first).num_days();
    let until = (steps.until - first).num_days();
    Some((first, until.max(begins + begins / 10 + 1)))
}

fn spans(steps: &[Step], first: NaiveDate, length: i64) -> Vec<Span> {
    let day = |date: NaiveDate| (date - first).num_days();
    let ends = steps.iter().skip(1).map(|step| day(step.from)).chain([length]);
    steps
        .iter()
        .zip(ends)
        .filter_map(|(step, ends)| {
            Some(Span {
                begins: day(step.from),
                ends,
                cents: step.cents?,
            })
        })
        .collect()
}

/// The spans whose amount is written: the last one, and before it those far enough from the next that is.
fn labelled(spans: &[Span], length: i64) -> Vec<Span> {
    let mut labelled: Vec<Span> = Vec::new();
    for span in spans.iter().rev() {
        let room = labelled.last().map(|next| next.begins - span.begins);
        let is_news = labelled.last().is_none_or(|next| next.cents != span.cents);
        if is_news && room.is_none_or(|room| room * 5 >= length) {
            labelled.push(*span);
        }
    }
    labelled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(days: &[(&str, Option<i64>)], until: &str) -> Steps {
        Steps {
            steps: days
                .iter()
                .map(|(from, cents)| Step {
                    from: from.parse().unwrap(),
                    cents: *cents,
                })
                .collect(),
            until: until.parse().unwrap(),
        }
    }

    #[test]
    fn days_without_an_amount_are_a_gap_and_crowded_labels_are_left_out() {
        let steps = steps(
            &[
                ("2024-01-01", Some(1_768)),
                ("2024-03-09", Some(1_798)),
                ("2025-01-01", None),
                ("2026-01-01", Some(2_138)),
            ],
            "2026-11-23",
        );
        let html = draw(&steps).to_html();
        assert_eq!(html.matches("class=\"step\"").count(), 3, "{html}");
        assert_eq!(html.matches("class=\"rise\"").count(), 1, "{html}");
        assert!(html.contains("$21.38") && html.contains("$17.98"), "{html}");
        assert!(!html.contains("$17.68"), "{html}");
    }

    #[test]
    fn what_holds_no_amount_draws_nothing() {
        assert_eq!(
            draw(&steps(&[], "2026-01-01")).to_html().matches("<svg").count(),
            0
        );
        let none = steps(&[("2026-01-01", None)], "2026-01-01");
        assert_eq!(draw(&none).to_html().matches("<svg").count(), 0);
        let one = steps(&[("2026-01-01", Some(5))], "2020-01-01");
        assert!(draw(&one).to_html().contains("$0.05"));
    }
}

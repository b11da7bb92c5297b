//! Days in a row: one bar in as many parts as there are stretches, the first and the last day at its ends, and a legend
//! that names each part with its days.

use super::percent;
use codeset::long_date;
use leptos::prelude::*;
use reference::plot::Stretch;

const HEIGHT: &str = "28";
/// The bar and the days below it.
const WHOLE_HEIGHT: &str = "52";
const BASELINE: &str = "46";

/// A single day is drawn at least this wide, out of 1,000: on a phone a 92nd of the bar would be too narrow to see.
const NARROWEST: i64 = 35;

pub(super) fn draw(stretches: &[Stretch]) -> impl IntoView + use<> {
    let widths = widths(stretches);
    let whole: i64 = widths.iter().sum();
    let mut before = 0;
    let bars: Vec<_> = (1..)
        .zip(&widths)
        .map(|(part, width)| {
            let (x, length) = (percent(before, whole), percent(*width, whole));
            before += width;
            view! { <rect x=x y="0" width=length height=HEIGHT class=format!("part {}", part_of(part, widths.len())) /> }
        })
        .collect();
    let ends = stretches.first().zip(stretches.last()).map(|(first, last)| {
        view! {
            <text x="0" y=BASELINE>
                {long_date(first.first)}
            </text>
            <text x="100%" y=BASELINE text-anchor="end">
                {long_date(last.last)}
            </text>
        }
    });
    let legend: Vec<_> = (1..)
        .zip(stretches)
        .map(|(part, stretch)| {
            view! {
                <li class=format!("part {}", part_of(part, stretches.len()))>
                    {stretch.label.clone()} " " <span class="value">{days(stretch)}</span>
                </li>
            }
        })
        .collect();
    view! {
        <svg class="timeline" width="100%" height=WHOLE_HEIGHT aria-hidden="true">
            {bars}
            {ends}
        </svg>
        <ul class="legend">{legend}</ul>
    }
}

/// The widths of the parts, out of 1,000 or a little more.
fn widths(stretches: &[Stretch]) -> Vec<i64> {
    let days: i64 = stretches.iter().map(Stretch::days).sum();
    stretches
        .iter()
        .map(|stretch| {
            let share = (stretch.days() * 1000).checked_div(days).unwrap_or_default();
            share.max(NARROWEST)
        })
        .collect()
}

/// The part in the middle, the day itself, is the strong one; with two parts it is the first.
fn part_of(part: usize, parts: usize) -> &'static str {
    match (part, parts) {
        (1, 3) => "part-3",
        (2, 3) | (1, _) => "part-1",
        _ => "part-2",
    }
}

fn days(stretch: &Stretch) -> String {
    match stretch.days() {
        1 => long_date(stretch.first),
        days => format!(
            "{days} days, {} to {}",
            long_date(stretch.first),
            long_date(stretch.last)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(first: &str, last: &str) -> Option<Stretch> {
        Some(Stretch {
            label: String::new(),
            first: first.parse().ok()?,
            last: last.parse().ok()?,
        })
    }

    #[test]
    fn a_single_day_among_many_can_be_seen() {
        let major: Vec<_> = [
            stretch("2025-03-09", "2025-03-09"),
            stretch("2025-03-10", "2025-03-10"),
            stretch("2025-03-11", "2025-06-08"),
        ]
        .into_iter()
        .flatten()
        .collect();
        assert_eq!(widths(&major), [35, 35, 978]);
        let html = draw(&major).to_html();
        assert!(html.contains("90 days, 11 March 2025 to 8 June 2025"), "{html}");
        assert!(!html.contains("viewBox") && !html.contains("style"), "{html}");
        assert_eq!(html.matches("<rect").count(), 3);
    }
}

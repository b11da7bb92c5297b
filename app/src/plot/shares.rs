//! The parts of a sum: one bar, and a legend that names each part with its share.

use super::percent;
use leptos::prelude::*;
use reference::plot::Share;

const HEIGHT: &str = "28";

pub(super) fn draw(shares: &[Share]) -> impl IntoView + use<> {
    let whole: i64 = shares.iter().map(|share| share.size).sum();
    let mut before = 0;
    let bars = shares.iter().enumerate().map(|(index, share)| {
        let (x, width) = (percent(before, whole), percent(share.size, whole));
        before += share.size;
        view! { <rect x=x y="0" width=width height=HEIGHT class=part(index) /> }
    });
    let bars = bars.collect_view();
    let legend = shares.iter().enumerate().map(|(index, share)| {
        let percent = (share.size * 200 + whole)
            .checked_div(whole * 2)
            .unwrap_or_default();
        view! {
            <li class=part(index)>
                {share.label.clone()} " " <span class="value">{format!("{percent}%")}</span>
            </li>
        }
    });
    view! {
        <svg class="shares" width="100%" height=HEIGHT aria-hidden="true">
            {bars}
        </svg>
        <ul class="legend">{legend.collect_view()}</ul>
    }
}

fn part(index: usize) -> String {
    format!("part part-{}", index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_lie_side_by_side_and_say_their_shares() {
        let shares =
            [("Work", 29), ("Practice expense", 24), ("Malpractice", 1)].map(|(label, size)| Share {
                label: label.into(),
                size,
            });
        let html = draw(&shares).to_html();
        for bar in [
            "x=\"0.00%\" y=\"0\" width=\"53.70%\"",
            "x=\"53.70%\" y=\"0\" width=\"44.44%\"",
            "x=\"98.14%\" y=\"0\" width=\"1.85%\"",
        ] {
            assert!(html.contains(bar), "{bar}: {html}");
        }
        for share in ["54%", "44%", "2%"] {
            assert!(html.contains(&format!(">{share}<")), "{share}: {html}");
        }
    }
}

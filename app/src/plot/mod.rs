//! Drawings as SVG. The figures of each stand in a table below it, so a screen reader passes the drawing by.
//!
//! No drawing has a `viewBox`: places and widths are in percent of the column, heights and text in pixels, so that
//! the words keep their size on a phone. Colours come from classes: the style sheet knows light, dark and print.

mod shares;
mod steps;
mod strip;
mod timeline;

use leptos::prelude::*;
use reference::plot::Plot;

/// A drawing.
#[component]
pub(crate) fn PlotView(plot: Plot) -> AnyView {
    match plot {
        Plot::Shares(shares) => shares::draw(&shares).into_any(),
        Plot::Strip(strip) => strip::draw(&strip).into_any(),
        Plot::Steps(steps) => steps::draw(&steps).into_any(),
        Plot::Timeline(stretches) => timeline::draw(&stretches).into_any(),
    }
}

/// A place on a scale in percent with two decimals, e.g. `33.33%`; 0 where the scale has no length.
fn percent(value: i64, whole: i64) -> String {
    const HUNDREDTHS: i64 = 100 * 100;
    let hundredths = match whole {
        0 => 0,
        whole => (i128::from(value) * i128::from(HUNDREDTHS) / i128::from(whole)).clamp(0, HUNDREDTHS.into()),
    };
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// A place between the ends of a scale, which leaves room on both sides; the middle where the ends are one.
fn between(value: i64, [least, most]: [i64; 2]) -> String {
    if least >= most {
        return percent(1, 2);
    }
    let length = most.saturating_sub(least);
    let along = value.saturating_sub(least);
    percent(
        length.saturating_add(along.saturating_mul(48)),
        length.saturating_mul(50),
    )
}

/// How a text stands at a place of a scale, so that it does not run over an end.
fn anchor(value: i64, [least, most]: [i64; 2]) -> &'static str {
    let quarter = most.saturating_sub(least) / 4;
    if value <= least.saturating_add(quarter) && least < most {
        "start"
    } else if value >= most.saturating_sub(quarter) && least < most {
        "end"
    } else {
        "middle"
    }
}

#[cfg(test)]
mod tests {
    use super::{anchor, between, percent};

    #[test]
    fn a_place_between_the_ends_leaves_room_for_its_mark() {
        assert_eq!(between(10, [10, 20]), "2.00%");
        assert_eq!(between(15, [10, 20]), "50.00%");
        assert_eq!(between(20, [10, 20]), "98.00%");
        assert_eq!(between(7, [7, 7]), "50.00%");
    }

    #[test]
    fn a_text_at_an_end_runs_inwards() {
        assert_eq!(anchor(10, [10, 20]), "start");
        assert_eq!(anchor(15, [10, 20]), "middle");
        assert_eq!(anchor(19, [10, 20]), "end");
        assert_eq!(anchor(7, [7, 7]), "middle");
    }

    #[test]
    fn a_place_stays_on_its_scale() {
        assert_eq!(percent(1, 3), "33.33%");
        assert_eq!(percent(5, 4), "100.00%");
        assert_eq!(percent(-1, 4), "0.00%");
        assert_eq!(percent(1, 0), "0.00%");
        assert_eq!(percent(i64::MAX, i64::MAX), "100.00%");
    }
}

//! Drawings as SVG. The figures of each stand in a table below it, so a screen reader passes the drawing by.
//!
//! No drawing has a `viewBox`: places and widths are in percent of the column, heights and text in pixels, so that
//! the words keep their size on a phone. Colours come from classes: the style sheet knows light, dark and print.

mod shares;
mod timeline;

use leptos::prelude::*;
use reference::plot::Plot;

/// A drawing.
#[component]
pub(crate) fn PlotView(plot: Plot) -> AnyView {
    match plot {
        Plot::Shares(shares) => shares::draw(&shares).into_any(),
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

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_place_stays_on_its_scale() {
        assert_eq!(percent(1, 3), "33.33%");
        assert_eq!(percent(5, 4), "100.00%");
        assert_eq!(percent(-1, 4), "0.00%");
        assert_eq!(percent(1, 0), "0.00%");
        assert_eq!(percent(i64::MAX, i64::MAX), "100.00%");
    }
}

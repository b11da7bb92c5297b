//! Amounts along a scale of dollars: a mark for each, and those with a name above and below.

use super::{anchor, between};
use codeset::mpfs::dollars;
use leptos::prelude::*;
use reference::plot::{NamedMark, Strip};

const HEIGHT: &str = "92";

pub(super) fn draw(strip: &Strip) -> AnyView {
    let all = || {
        strip
            .marks
            .iter()
            .chain(strip.named.iter().map(|named| &named.cents))
            .copied()
    };
    let (Some(least), Some(most)) = (all().min(), all().max()) else {
        return ().into_any();
    };
    let ends = [least, most];
    let marks = strip.marks.iter().map(|cents| {
        let x = between(*cents, ends);
        view! { <line x1=x.clone() x2=x y1="28" y2="52" class="mark" /> }
    });
    let marks = marks.collect_view();
    let named = strip
        .named
        .iter()
        .map(|mark| named_mark(mark, ends))
        .collect_view();
    let axis_text = |cents: i64, x: &'static str, anchor: &'static str| {
        view! {
            <text x=x y="90" text-anchor=anchor>
                {dollars(cents)}
            </text>
        }
    };
    let own = strip.named.iter().find(|mark| mark.is_own);
    let legend = own.map(|mark| {
        view! {
            <ul class="legend">
                <li class="own">
                    "Yours: " {mark.label.clone()} " " <span class="value">{dollars(mark.cents)}</span>
                </li>
            </ul>
        }
    });
    view! {
        <svg class="strip" width="100%" height=HEIGHT aria-hidden="true">
            <line x1="0" x2="100%" y1="52.5" y2="52.5" class="axis" />
            {marks}
            {named}
            {axis_text(least, "2%", "start")}
            {(least < most).then(|| axis_text(most, "98%", "end"))}
        </svg>
        {legend}
    }
    .into_any()
}

/// The reader's own stands below the scale, the others above it.
fn named_mark(mark: &NamedMark, ends: [i64; 2]) -> impl IntoView + use<> {
    let x = between(mark.cents, ends);
    let (y1, y2, y) = if mark.is_own {
        ("28", "60", "73")
    } else {
        ("18", "52", "12")
    };
    let label = if mark.is_own { "Yours" } else { mark.label.as_str() };
    let text = format!("{label} {}", dollars(mark.cents));
    view! {
        <line x1=x.clone() x2=x.clone() y1=y1 y2=y2 class="mark named" class:own=mark.is_own />
        <text x=x y=y text-anchor=anchor(mark.cents, ends) class="named">
            {text}
        </text>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_amount_has_a_mark_and_the_readers_own_stands_out() {
        let own = NamedMark {
            label: "MANHATTAN, NY".into(),
            cents: 1_921,
            is_own: true,
        };
        let html = draw(&Strip {
            marks: vec![1_700, 1_747, 1_921],
            named: vec![own],
        })
        .to_html();
        assert_eq!(html.matches("class=\"mark\"").count(), 3, "{html}");
        assert_eq!(html.matches("mark named own").count(), 1, "{html}");
        assert!(
            html.contains("Yours $19.21") && html.contains("MANHATTAN, NY"),
            "{html}"
        );
        assert!(html.contains(">$17.00<"), "{html}");
    }

    #[test]
    fn no_amount_draws_nothing() {
        let nothing = Strip {
            marks: Vec::new(),
            named: Vec::new(),
        };
        assert!(!draw(&nothing).to_html().contains("<svg"));
    }
}

//! What stands on every page: running headers and footers, and the printed numbers of the pages.

use super::lines::{Line, WIDE_GAP};
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

/// So many lines at the top and at the foot of a page may be furniture.
const LINES: usize = 3;

/// The part of the page's height, at the top and at the foot, in which they stand.
const BAND: f32 = 0.16;

/// What stands on so many of [`WINDOW`] pages in a row is furniture; left and right pages may differ.
const REPEATS: usize = 3;
const WINDOW: usize = 6;

/// The printed number of a page, e.g. `I-12`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// What stands before the number, without the hyphen; often empty.
    pub(super) prefix: String,
    number: Number,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Number {
    Arabic(u32),
    /// As printed, with its value.
    Roman(String, u32),
}

impl Label {
    fn value(&self) -> u32 {
        match self.number {
            Number::Arabic(value) | Number::Roman(_, value) => value,
        }
    }

    fn is_followed_by(&self, other: &Self) -> bool {
        self.prefix == other.prefix && other.value() == self.value() + 1
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.prefix.is_empty() {
            write!(f, "{}-", self.prefix)?;
        }
        match &self.number {
            Number::Arabic(value) => write!(f, "{value}"),
            Number::Roman(text, _) => f.write_str(text),
        }
    }
}

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?i:page )?(?:([A-Za-z]{1,12}|\d{1,3})[-–])?(\d{1,5}|[ivxlc]{1,8})(?i: (?:of|/) \d+)?$")
        .ok()
});

/// Takes running headers and footers off the pages; returns the printed number of each page, where it has one.
pub(super) fn take_away(pages: &mut [Vec<Line>]) -> Vec<Option<Label>> {
    let labels = labels(pages);
    let repeated = repeated(pages);
    let edges = Edges::of(pages);
    for (page, label) in pages.iter_mut().zip(&labels) {
        let printed = label.as_ref().map(ToString::to_string);
        let outer = edges.outer_lines(page);
        let mut index = 0;
        page.retain(|line| {
            let is_outer = outer.contains(&index);
            index += 1;
            let is_label = printed
                .as_ref()
                .is_some_and(|printed| label_of(&line.text).is_some_and(|it| it.to_string() == *printed));
            !(is_outer && (is_label || repeated.contains(&key(&line.text))))
        });
    }
    labels
}

/// Where the text of the pages begins and ends, in points.
struct Edges {
    bottom: f32,
    top: f32,
}

impl Edges {
    fn of(pages: &[Vec<Line>]) -> Self {
        let baselines = || pages.iter().flatten().map(|line| line.baseline);
        Self {
            bottom: baselines().fold(f32::MAX, f32::min).max(0.0),
            top: baselines().fold(0.0, f32::max),
        }
    }

    /// The places of the lines of a page that may be furniture.
    fn outer_lines(&self, page: &[Line]) -> HashSet<usize> {
        let band = (self.top - self.bottom) * BAND;
        let mut by_height: Vec<usize> = (0..page.len()).collect();
        let baseline = |index: &usize| page.get(*index).map_or(0.0, |line| line.baseline);
        by_height.sort_by(|a, b| baseline(b).total_cmp(&baseline(a)));
        let top = by_height
            .iter()
            .take(LINES)
            .filter(|it| baseline(it) > self.top - band);
        let foot = by_height
            .iter()
            .rev()
            .take(LINES)
            .filter(|it| baseline(it) < self.bottom + band);
        top.chain(foot).copied().collect()
    }
}

/// The words of a line, whatever its numbers.
fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => {
                if !key.ends_with('#') {
                    key.push('#');
                }
            }
            c if c.is_whitespace() => {}
            c => key.push(c),
        }
    }
    key
}

/// The outer lines that repeat on pages that follow each other.
fn repeated(pages: &[Vec<Line>]) -> HashSet<String> {
    let edges = Edges::of(pages);
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        let keys: HashSet<String> = edges
            .outer_lines(page)
            .into_iter()
            .filter_map(|index| page.get(index))
            .map(|line| key(&line.text))
            .collect();
        for key in keys {
            places.entry(key).or_default().push(number);
        }
    }
    places.retain(|_, pages| {
        pages.windows(REPEATS).any(
            |some| matches!((some.first(), some.last()), (Some(first), Some(last)) if last - first < WINDOW),
        )
    });
    places.into_keys().collect()
}

/// The printed numbers: at the foot or at the top, whichever counts on more often from page to page.
fn labels(pages: &[Vec<Line>]) -> Vec<Option<Label>> {
    let edges = Edges::of(pages);
    let candidates = |is_foot: bool| -> Vec<Option<Label>> {
        pages
            .iter()
            .map(|page| {
                let middle = (edges.top + edges.bottom) / 2.0;
                let mut lines: Vec<&Line> = edges
                    .outer_lines(page)
                    .into_iter()
                    .filter_map(|index| page.get(index))
                    .filter(|line| (line.baseline < middle) == is_foot)
                    .collect();
                lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
                if !is_foot {
                    lines.reverse();
                }
                lines.into_iter().find_map(|line| label_of(&line.text))
            })
            .collect()
    };
    let steps = |labels: &[Option<Label>]| {
        labels
            .windows(2)
            .filter(|pair| matches!(pair, [Some(a), Some(b)] if a.is_followed_by(b)))
            .count()
    };
    let (foot, top) = (candidates(true), candidates(false));
    let labels = match steps(&foot) >= steps(&top) {
        true => foot,
        false => top,
    };
    // Numbers that do not count are something else.
    let found = labels.iter().flatten().count();
    match steps(&labels) * 2 >= found {
        true => labels,
        false => vec![None; pages.len()],
    }
}

/// The number that a line, or a part of it at one end, is.
fn label_of(text: &str) -> Option<Label> {
    let parts = || text.split(WIDE_GAP).map(str::trim);
    [parts().next_back(), parts().next()]
        .into_iter()
        .flatten()
        .find_map(|part| {
            let found = LABEL.as_ref()?.captures(part)?;
            let number = found.get(2)?.as_str();
            let number = match number.parse() {
                Ok(value) => Number::Arabic(value),
                Err(_) => Number::Roman(number.to_owned(), roman(number)?),
            };
            Some(Label {
                prefix: found.get(1).map_or("", |prefix| prefix.as_str()).to_owned(),
                number,
            })
        })
}

/// The value of a Roman numeral in small letters.
fn roman(text: &str) -> Option<u32> {
    let digit = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    let mut value = 0;
    for (index, digit) in digits.iter().enumerate() {
        match digits.get(index + 1) {
            Some(next) if next > digit => value -= i64::from(*digit),
            _ => value += i64::from(*digit),
        }
    }
    u32::try_from(value).ok().filter(|value| *value > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_are_read() {
        let told = |text| label_of(text).map(|label| label.to_string());
        for (text, label) in [
            ("I-12", "I-12"),
            ("Intro–3", "Intro-3"),
            ("January 1, 2026\tPage 7", "7"),
            ("14 of 200", "14"),
            ("xiv", "xiv"),
            ("3-2", "3-2"),
        ] {
            assert_eq!(told(text).as_deref(), Some(label));
        }
        for text in ["Chapter I", "2026 edition", "", "$5"] {
            assert_eq!(told(text), None, "{text}");
        }
        assert_eq!(roman("xiv"), Some(14));
    }
}

//! Paragraphs out of lines: by the space between lines, by indents, and by where a line ends.

use super::hyphens::Words;
use super::lines::{Line, WIDE_GAP};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Its lines as they are printed.
    pub(super) lines: Vec<String>,
    /// Where pages begin in the text, with the page from 0.
    pub(super) pages: Vec<(usize, usize)>,
    pub(super) marker: Option<Marker>,
    /// Where its first line begins, in points.
    pub(super) left: f32,
    /// Where its other lines begin.
    body_left: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// Whether its lines are rows of a table.
    is_table: bool,
    /// How much room its last line leaves, in points.
    room: f32,
}

/// What an item of a list begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    /// As printed, e.g. `3.` or `(b)`.
    Number(String),
}

/// The paragraphs of a document and what is usual in it.
pub(super) struct Paragraphs {
    pub(super) list: Vec<Paragraph>,
    /// Where most of the text that is furthest to the left begins, in points.
    pub(super) left: f32,
    /// The size of most letters, in points.
    pub(super) size: f32,
}

static MARKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^(?:(\(?(?:\d{{1,3}}|[A-Za-z]|[ivx]{{2,5}})[.)])|[•▪◦●■–*-])[ {WIDE_GAP}]+\S"
    ))
    .ok()
});

/// The marker that a line begins with.
fn marker(text: &str) -> Option<Marker> {
    let found = MARKER.as_ref()?.captures(text)?;
    Some(found.get(1).map_or(Marker::Bullet, |number| {
        Marker::Number(number.as_str().to_owned())
    }))
}

/// Makes paragraphs of the lines of pages.
pub(super) fn of(pages: Vec<Vec<Line>>) -> Paragraphs {
    let usual = Usual::of(&pages);
    let words = Words::of(&pages);
    let mut list: Vec<Paragraph> = Vec::new();
    for (page, lines) in pages.into_iter().enumerate() {
        let right = lines.iter().map(|line| line.right).fold(0.0, f32::max);
        // Pages with little text say little about where lines end.
        let right = if lines.len() < 8 {
            right.max(usual.right)
        } else {
            right
        };
        let mut before: Option<Line> = None;
        for line in lines {
            let marker = marker(&line.text);
            let goes_on = match (&before, list.last()) {
                (Some(before), Some(paragraph)) => {
                    usual.goes_on(paragraph, before, &line, marker.as_ref(), right)
                }
                // The first line of a page.
                (None, Some(paragraph)) => goes_on_over_page(paragraph, &line, marker.as_ref()),
                _ => false,
            };
            match list.last_mut() {
                Some(paragraph) if goes_on => paragraph.push(&line, page, right, &words),
                _ => list.push(Paragraph::begin(&line, page, marker, right)),
            }
            before = Some(line);
        }
    }
    for paragraph in &mut list {
        paragraph.text = paragraph
            .text
            .replace(WIDE_GAP, if paragraph.is_table { " | " } else { " " });
    }
    Paragraphs {
        list,
        left: usual.left,
        size: usual.size,
    }
}

impl Paragraph {
    fn begin(line: &Line, page: usize, marker: Option<Marker>, right: f32) -> Self {
        let text = match marker {
            // Between a marker and its text there is room.
            Some(_) => line.text.replacen(WIDE_GAP, " ", 1),
            None => line.text.clone(),
        };
        Self {
            is_table: text.contains(WIDE_GAP),
            lines: vec![line.text.replace(WIDE_GAP, " ")],
            text,
            pages: vec![(0, page)],
            marker,
            left: line.left,
            body_left: line.left,
            size: line.size,
            is_bold: line.is_bold,
            room: right - line.right,
        }
    }

    fn push(&mut self, line: &Line, page: usize, right: f32, words: &Words) {
        let is_next_page = self.pages.last().is_some_and(|(_, last)| *last != page);
        let end = self.text.len();
        if self.is_table {
            self.text.push('\n');
            self.text += &line.text;
        } else {
            words.join(&mut self.text, &line.text);
        }
        if is_next_page {
            self.pages.push((end, page));
        }
        if self.lines.len() == 1 {
            self.body_left = line.left;
        }
        self.lines.push(line.text.replace(WIDE_GAP, " "));
        self.is_bold &= line.is_bold;
        self.room = right - line.right;
    }
}

/// Whether the first word of a line would have had a place in some room, in points, at the end of the line before it.
fn fits(line: &Line, room: f32) -> bool {
    let letters = line.text.split(' ').next().map_or(0, |word| word.chars().count());
    0.5 * line.size * (letters as f32 + 1.0) < room
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', ')', '’'])
        .ends_with(['.', '?', '!', ':'])
}

fn goes_on_over_page(paragraph: &Paragraph, line: &Line, marker: Option<&Marker>) -> bool {
    let is_same_kind = marker.is_none()
        && paragraph.is_bold == line.is_bold
        && !paragraph.is_bold
        && (paragraph.size - line.size).abs() < 0.08 * line.size
        && !paragraph.is_table
        && !line.text.contains(WIDE_GAP);
    is_same_kind
        && (line.text.starts_with(char::is_lowercase)
            || !(ends_sentence(&paragraph.text) || fits(line, paragraph.room)))
}

/// What is usual in a document.
struct Usual {
    left: f32,
    right: f32,
    size: f32,
    /// From one line of the usual size to the next.
    leading: f32,
}

impl Usual {
    fn of(pages: &[Vec<Line>]) -> Self {
        let lines = || pages.iter().flatten();
        let tenths = |value: f32| (value * 10.0).round() as i32;
        let size =
            most(lines().map(|line| (tenths(line.size), line.text.len()))).unwrap_or(100) as f32 / 10.0;
        let gaps = pages.iter().flat_map(|page| page.windows(2)).filter_map(|pair| {
            let [above, below] = pair else { return None };
            let gap = above.baseline - below.baseline;
            let is_usual = tenths(above.size) == tenths(below.size) && gap > 0.8 * size && gap < 2.5 * size;
            is_usual.then_some((tenths(gap), 1))
        });
        let leading = most(gaps).map_or(1.2 * size, |tenths| tenths as f32 / 10.0);
        let mut lefts: HashMap<i32, usize> = HashMap::new();
        for line in lines() {
            *lefts.entry(line.left.round() as i32).or_default() += 1;
        }
        let few = lines().count() / 20;
        let left = lefts
            .into_iter()
            .filter(|(_, count)| *count >= few)
            .map(|(left, _)| left)
            .min();
        Self {
            left: left.unwrap_or_default() as f32,
            right: lines().map(|line| line.right).fold(0.0, f32::max),
            size,
            leading,
        }
    }

    /// Whether a line goes on with a paragraph that ends with the line before it.
    fn goes_on(
        &self,
        paragraph: &Paragraph,
        before: &Line,
        line: &Line,
        marker: Option<&Marker>,
        right: f32,
    ) -> bool {
        let gap = before.baseline - line.baseline;
        let leading = self.leading * (line.size / self.size).max(1.0);
        let is_row = match marker {
            Some(_) => line.text.matches(WIDE_GAP).count() > 1,
            None => line.text.contains(WIDE_GAP),
        };
        if gap > 1.35 * leading || gap < 0.0 || is_row != paragraph.is_table {
            return false;
        }
        if is_row {
            return true;
        }
        if (before.size - line.size).abs() > 0.08 * line.size {
            return false;
        }
        let had_room = fits(line, right - before.right);
        if before.is_bold != line.is_bold && (had_room || line.text.starts_with(char::is_uppercase)) {
            return false;
        }
        if marker.is_some()
            && (line.left < paragraph.body_left - 3.0
                || (paragraph.marker.is_some() && (line.left - paragraph.left).abs() < 3.0)
                || ends_sentence(&before.text)
                || had_room)
        {
            return false;
        }
        if had_room && ends_sentence(&before.text) {
            return false;
        }
        let middle = |line: &Line| (line.left + line.right) / 2.0;
        let is_centred = (middle(before) - middle(line)).abs() < 3.0 && (before.left - line.left).abs() > 1.0;
        // A list without markers: its lines end where they like.
        let is_short = before.right < right - 0.3 * (right - self.left);
        if had_room && is_short && !is_centred && !line.is_bold && line.text.starts_with(char::is_uppercase) {
            return false;
        }
        let indent = line.left - paragraph.body_left;
        let is_first = paragraph.lines.len() == 1;
        let is_indented = match is_first {
            // The first line of a paragraph may be indented, or the others.
            true => false,
            false => indent.abs() > 8.0,
        };
        is_centred || !is_indented
    }
}

/// The value that is met most often.
fn most(values: impl Iterator<Item = (i32, usize)>) -> Option<i32> {
    let mut counts: HashMap<i32, usize> = HashMap::new();
    for (value, count) in values {
        *counts.entry(value).or_default() += count;
    }
    counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, *value))
        .map(|(value, _)| value)
}

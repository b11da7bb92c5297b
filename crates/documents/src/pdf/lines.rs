//! Lines out of the runs of a page.

use super::page::Run;

/// Stands in a line where its parts are far from each other, as before the page number of a table of contents.
pub(super) const WIDE_GAP: char = '\t';

/// A line of a page, in points from the lower left corner.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    /// Whether all of it is bold.
    pub(super) is_bold: bool,
}

/// The lines of a page in the order in which they are read.
pub(super) fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if line.goes_on_with(&run) => line.push(run),
            _ => lines.push(Line::begin(run)),
        }
    }
    for line in &mut lines {
        line.text = tidy(&line.text);
    }
    lines.retain(|line| !line.text.is_empty());
    if !has_columns(&lines) {
        // What stands at the foot of a page is often shown first.
        lines.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
        lines = join_level(lines);
    }
    lines
}

impl Line {
    fn begin(run: Run) -> Self {
        Self {
            is_bold: run.is_bold || run.text.trim().is_empty(),
            text: run.text,
            left: run.left,
            right: run.right,
            baseline: run.baseline,
            size: run.size,
        }
    }

    fn goes_on_with(&self, run: &Run) -> bool {
        let size = self.size.max(run.size);
        (self.baseline - run.baseline).abs() < 0.45 * size && run.left > self.right - 0.5 * size
    }

    fn push(&mut self, run: Run) {
        let is_blank = run.text.trim().is_empty();
        let gap = run.left - self.right;
        let size = self.size.max(run.size);
        if self.text.trim().is_empty() {
            // Blanks before the text do not indent it.
            *self = Self::begin(run);
            return;
        }
        if gap > 2.0 * size {
            self.text.push(WIDE_GAP);
        } else if gap > 0.18 * size && !self.text.ends_with(' ') && !run.text.starts_with(' ') {
            self.text.push(' ');
        }
        if !is_blank {
            self.is_bold &= run.is_bold;
            self.right = run.right;
            // What is raised or lowered is smaller than its line.
            if run.size > self.size {
                (self.size, self.baseline) = (run.size, run.baseline);
            }
        } else {
            self.right = self.right.max(run.right);
        }
        self.text += &run.text;
    }
}

/// Whether lines stand beside each other as in columns of text, so that only their order in the file says how they are
/// read. In a table they are short.
fn has_columns(lines: &[Line]) -> bool {
    const FEW: usize = 5;
    // Every line is held against every other one.
    const MANY: usize = 1000;
    if lines.len() > MANY {
        return false;
    }
    let is_long = |line: &Line| line.right - line.left > 12.0 * line.size;
    let mut beside = 0;
    for (index, line) in lines.iter().enumerate() {
        // Lines that follow each other at one height are parts of one.
        let is_beside = is_long(line)
            && lines.iter().skip(index + 2).any(|other| {
                is_long(other)
                    && (line.baseline - other.baseline).abs() < 0.45 * line.size
                    && (other.left > line.right || line.left > other.right)
            });
        beside += usize::from(is_beside);
    }
    beside > FEW
}

/// Joins lines of one height, from left to right.
fn join_level(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(last) = joined
            .last_mut()
            .filter(|last| (last.baseline - line.baseline).abs() < 0.3 * line.size.min(last.size))
        else {
            joined.push(line);
            continue;
        };
        let (first, second) = match last.left <= line.left {
            true => (last.clone(), line),
            false => (line, last.clone()),
        };
        let gap = if second.left - first.right > 2.0 * first.size {
            WIDE_GAP
        } else {
            ' '
        };
        *last = Line {
            text: format!("{}{gap}{}", first.text, second.text),
            left: first.left,
            right: second.right.max(first.right),
            baseline: first.baseline,
            size: first.size.max(second.size),
            is_bold: first.is_bold && second.is_bold,
        };
    }
    joined
}

/// One blank where there are several, none at the ends; a wide gap stays.
fn tidy(text: &str) -> String {
    let text = text.trim();
    let mut tidy = String::with_capacity(text.len());
    // A hyphen that shows only where a word is broken: at the end of the line.
    let is_hidden = |at: usize, c: char| c == '\u{ad}' && at + c.len_utf8() < text.len();
    for c in text
        .char_indices()
        .filter(|(at, c)| !is_hidden(*at, *c))
        .map(|(_, c)| c)
    {
        let last = tidy.chars().next_back();
        match (c, last) {
            (' ', Some(' ' | WIDE_GAP)) | (WIDE_GAP, Some(WIDE_GAP)) => {}
            (WIDE_GAP, Some(' ')) => {
                tidy.pop();
                tidy.push(WIDE_GAP);
            }
            _ => tidy.push(c),
        }
    }
    tidy
}

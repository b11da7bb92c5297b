//! Cutting a document into passages.

use crate::block::{Block, Text};
use crate::document::Passage;
use crate::sentences;

/// Passages are cut where they would be longer than this, in bytes.
const LONGEST: usize = 1600;

/// A cut leaves no piece shorter than this, in bytes, where it can be helped.
const SHORTEST: usize = 400;

/// Between the headings of a section.
const BETWEEN: &str = " › ";

/// The passages of a document. A passage never spans two sections, and a numbered item is one of its own.
pub(crate) fn cut(blocks: Vec<Block>, labels: &[String]) -> Vec<Passage> {
    let mut cutter = Cutter {
        labels,
        passages: Vec::new(),
        chapter: (String::new(), String::new()),
        headings: Vec::new(),
        item: None,
        texts: Vec::new(),
        bare_heading: None,
    };
    for block in blocks {
        match block {
            Block::Chapter { name, title } => {
                cutter.end_section();
                cutter.chapter = (name, title);
                cutter.headings.clear();
            }
            Block::Heading { level, text, page } => cutter.begin_section(level, text, page),
            Block::Text(text) => cutter.push(text),
        }
    }
    cutter.end_section();
    cutter.passages
}

struct Cutter<'a> {
    labels: &'a [String],
    passages: Vec<Passage>,
    chapter: (String, String),
    headings: Vec<(usize, String)>,
    /// The number of the item that is being read.
    item: Option<String>,
    texts: Vec<Text>,
    /// A heading below which nothing has come yet.
    bare_heading: Option<(usize, Text)>,
}

impl Cutter<'_> {
    fn begin_section(&mut self, level: usize, text: String, page: usize) {
        match self.bare_heading.take() {
            // It says all there is to its section, e.g. “Q. Reserved for future use”.
            Some((bare, heading)) if bare >= level => {
                self.texts.push(heading);
                self.flush();
            }
            _ => self.flush(),
        }
        self.headings.retain(|(above, _)| *above < level);
        self.headings.push((level, text.clone()));
        let heading = Text {
            pages: vec![(0, page)],
            text,
            ..Text::default()
        };
        self.bare_heading = Some((level, heading));
    }

    fn end_section(&mut self) {
        if let Some((_, heading)) = self.bare_heading.take() {
            self.texts.push(heading);
        }
        self.flush();
    }

    fn push(&mut self, text: Text) {
        self.bare_heading = None;
        if text.depth == 0 && (text.number.is_some() || self.item.is_some()) {
            self.flush();
            self.item.clone_from(&text.number);
        }
        self.texts.push(text);
    }

    /// Makes passages of the texts that were gathered.
    fn flush(&mut self) {
        let texts = split_long(join_leads(std::mem::take(&mut self.texts)));
        let item = self.item.take();
        let section: Vec<&str> = self
            .headings
            .iter()
            .map(|(_, heading)| heading.as_str())
            .chain(item.as_deref())
            .collect();
        let section = section.join(BETWEEN);
        for texts in group(&texts) {
            let (Some(first), Some(last)) = (texts.first(), texts.last()) else {
                continue;
            };
            let label = |page: Option<usize>| {
                page.and_then(|page| self.labels.get(page))
                    .cloned()
                    .unwrap_or_default()
            };
            let words: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
            self.passages.push(Passage {
                chapter: self.chapter.0.clone(),
                chapter_title: self.chapter.1.clone(),
                section: section.clone(),
                page: label(first.page_at(0)),
                page_end: label(last.page_at(last.text.len())),
                text: words.join("\n\n"),
            });
        }
    }
}

/// A line such as `Example 2` stands with what follows.
fn join_leads(texts: Vec<Text>) -> Vec<Text> {
    const LONGEST_LEAD: usize = 60;
    let mut joined: Vec<Text> = Vec::with_capacity(texts.len());
    for text in texts {
        let lead = joined.last_mut().filter(|last| {
            last.text.len() <= LONGEST_LEAD
                && last.text.starts_with(char::is_uppercase)
                && last.text.ends_with(char::is_alphanumeric)
        });
        match lead {
            Some(lead) if text.number.is_none() => {
                lead.text += "\n\n";
                let begin = lead.text.len();
                lead.text += &text.text;
                let page = lead.pages.last().map(|(_, page)| *page);
                let pages = text.pages.into_iter().filter(|(_, it)| Some(*it) != page);
                lead.pages
                    .extend(pages.map(|(offset, page)| (begin + offset, page)));
            }
            _ => joined.push(text),
        }
    }
    joined
}

/// Texts of which none is longer than a passage.
fn split_long(texts: Vec<Text>) -> Vec<Text> {
    let mut split = Vec::with_capacity(texts.len());
    for text in texts {
        if text.text.len() <= LONGEST {
            split.push(text);
            continue;
        }
        for (begin, end) in sentences::pieces(&text.text, LONGEST) {
            let page = text.page_at(begin).map(|page| (0, page));
            let later = text
                .pages
                .iter()
                .filter(|(offset, _)| (begin + 1..end).contains(offset))
                .map(|(offset, page)| (offset - begin, *page));
            split.push(Text {
                text: text.text.get(begin..end).unwrap_or_default().trim().to_owned(),
                pages: page.into_iter().chain(later).collect(),
                ..text.clone()
            });
        }
    }
    split
}

/// Texts by passage: as few passages as the longest one allows, and of about the same length.
fn group(texts: &[Text]) -> Vec<&[Text]> {
    let length = |texts: &[Text]| -> usize { texts.iter().map(|text| text.text.len() + 2).sum() };
    let count = length(texts).div_ceil(LONGEST).max(1);
    let target = length(texts) / count;
    let mut groups: Vec<&[Text]> = Vec::new();
    let mut begin = 0;
    for end in 1..=texts.len() {
        let so_far = length(&texts[begin..end]);
        let with_next = texts.get(end).map(|next| so_far + next.text.len() + 2);
        let is_full = with_next.is_none_or(|with_next| {
            with_next > LONGEST + 2
                || (so_far >= SHORTEST && with_next.abs_diff(target) > so_far.abs_diff(target))
        });
        if is_full {
            groups.push(&texts[begin..end]);
            begin = end;
        }
    }
    // What is left over at the end stands with what is before it.
    if let [.., before, last] = groups.as_slice()
        && length(last) < SHORTEST
        && length(before) + length(last) <= LONGEST + SHORTEST
    {
        let both = before.len() + last.len();
        groups.truncate(groups.len() - 2);
        groups.push(&texts[texts.len() - both..]);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: usize, text: &str) -> Block {
        Block::Heading {
            level,
            text: text.into(),
            page: 0,
        }
    }

    fn text(words: &str) -> Block {
        Block::Text(Text {
            text: words.into(),
            pages: vec![(0, 0)],
            ..Text::default()
        })
    }

    fn item(number: &str, depth: usize, words: &str) -> Block {
        Block::Text(Text {
            text: format!("{number} {words}"),
            number: Some(number.into()),
            depth,
            pages: vec![(0, 0)],
        })
    }

    fn told(blocks: Vec<Block>) -> Vec<(String, String)> {
        let passages = cut(blocks, &["I-3".to_owned(), "I-4".to_owned()]);
        passages
            .into_iter()
            .map(|passage| (passage.section, passage.text))
            .collect()
    }

    #[test]
    fn sections_and_numbered_items_are_passages() {
        let told = told(vec![
            heading(0, "A. First"),
            text("One."),
            text("Two."),
            item("1.", 0, "Item."),
            item("a.", 1, "Below."),
            item("2.", 0, "Next."),
            text("After the list."),
            heading(1, "Sub"),
            text("Three."),
            heading(0, "B. Second"),
            text("Four."),
        ]);
        let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            told,
            [
                ("A. First", "One.\n\nTwo."),
                ("A. First › 1.", "1. Item.\n\na. Below."),
                ("A. First › 2.", "2. Next."),
                ("A. First", "After the list."),
                ("A. First › Sub", "Three."),
                ("B. Second", "Four."),
            ]
        );
    }

    #[test]
    fn a_heading_joins_what_follows_or_stands_for_itself() {
        let told = told(vec![
            heading(0, "A. Above"),
            heading(1, "Below"),
            text("Text."),
            heading(0, "Q. Reserved for future use"),
            heading(0, "R. Last"),
        ]);
        let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            told,
            [
                ("A. Above › Below", "Text."),
                ("Q. Reserved for future use", "Q. Reserved for future use"),
                ("R. Last", "R. Last"),
            ]
        );
    }

    #[test]
    fn long_texts_are_cut_and_know_their_pages() {
        let sentence = "A sentence of so many words that follow each other until it ends. ";
        let long = sentence.repeat(60);
        let mut blocks = vec![heading(0, "A. Long")];
        blocks.push(Block::Text(Text {
            text: long.trim().into(),
            pages: vec![(0, 0), (2000, 1)],
            ..Text::default()
        }));
        let passages = cut(blocks, &["I-3".to_owned(), "I-4".to_owned()]);
        assert!(passages.len() >= 3);
        for passage in &passages {
            assert!(
                (SHORTEST..=LONGEST).contains(&passage.text.len()),
                "{}",
                passage.text.len()
            );
            assert!(passage.text.ends_with("ends."));
        }
        let pages: Vec<_> = passages
            .iter()
            .map(|it| (it.page.as_str(), it.page_end.as_str()))
            .collect();
        assert_eq!(pages, [("I-3", "I-3"), ("I-3", "I-4"), ("I-4", "I-4")]);
    }
}

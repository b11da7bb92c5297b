//! Markdown.

use crate::block::{Block, Text, with_chapters};
use crate::document::Draft;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Lists are read so deep; what stands deeper is read as if it stood here.
const DEEPEST: usize = 20;

/// Reads a file of Markdown, with or without front matter. Its first heading of the first level is its title, where it
/// has only one; the highest of the others are the chapters.
pub(crate) fn read(text: &str) -> Draft {
    let text = text.replace("\r\n", "\n");
    let (front, body) = front_matter(&text);
    let mut draft = Draft::default();
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim() {
            "title" => value.clone_into(&mut draft.title),
            "edition" => value.clone_into(&mut draft.edition),
            "valid-from" => draft.valid_from = value.parse().ok(),
            _ => {}
        }
    }
    let mut reader = Reader::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        reader.read(event);
    }
    reader.end_text();
    let (title, blocks) = with_chapters(reader.blocks);
    if draft.title.is_empty() {
        draft.title = title.unwrap_or_default();
    }
    draft.blocks = blocks;
    draft
}

/// The lines between the two `---` at the beginning, and the rest.
fn front_matter(text: &str) -> (&str, &str) {
    text.strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .unwrap_or(("", text))
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    heading: Option<HeadingLevel>,
    /// For each list that is open: the number of its next item, where it has numbers.
    lists: Vec<Option<u64>>,
    /// The marker of the item that begins with the next text.
    marker: Option<Option<u64>>,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_text();
                self.heading = Some(level);
            }
            Event::Start(Tag::List(first)) => {
                self.end_text();
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => {
                self.end_text();
                let number = self.lists.last_mut().and_then(|list| {
                    let number = *list;
                    *list = number.map(|number| number.saturating_add(1));
                    number
                });
                self.marker = Some(number);
            }
            Event::Start(Tag::Paragraph | Tag::Table(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_))
            | Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::Table
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock,
            ) => self.end_text(),
            Event::End(TagEnd::List(_)) => {
                self.end_text();
                self.lists.pop();
            }
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => self.text.push('\n'),
            Event::Start(Tag::TableCell) if !(self.text.is_empty() || self.text.ends_with('\n')) => {
                self.text += " | ";
            }
            Event::Text(text) | Event::Code(text) => self.text += &text,
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            // Mark-up inside is none of the text.
            _ => {}
        }
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let heading = self.heading.take();
        if text.is_empty() {
            return;
        }
        if let Some(level) = heading {
            self.blocks.push(Block::Heading {
                level: level as usize,
                text: text.split_whitespace().collect::<Vec<_>>().join(" "),
                page: 0,
            });
            return;
        }
        let lists = self.lists.len().min(DEEPEST);
        let number = self.marker.flatten().map(|number| format!("{number}."));
        let (text, depth) = match self.marker.take() {
            Some(_) => (
                format!("{} {text}", number.as_deref().unwrap_or("•")),
                lists.saturating_sub(1),
            ),
            None => (text.to_owned(), lists),
        };
        self.blocks.push(Block::Text(Text {
            text,
            number,
            depth,
            pages: Vec::new(),
        }));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Overrides, read};

    #[test]
    fn front_matter_headings_lists_and_tables_are_read() {
        let text = "---\ntitle: \"Billing Handbook\"\nedition: 2026 Q1\nvalid-from: 2026-01-01\nauthor: x\n---\n\
            # Handbook\n\nBefore *all*.\n\n## Timely filing\n\nWithin `12` months.\n<script>x</script>\n\n\
            1. First\n   - below\n2. Second\n\n### Exceptions\n\n| Code | Days |\n| --- | --- |\n| 97150 | 30 |\n\n## Appeals\n\nAsk.";
        let document = read(text.as_bytes(), "handbook.md", &Overrides::default()).unwrap();
        assert_eq!(
            (document.title.as_str(), document.edition.as_str()),
            ("Billing Handbook", "2026 Q1")
        );
        assert_eq!(document.valid_from, "2026-01-01".parse().ok());
        assert_eq!(document.pages, 0);
        let told: Vec<_> = document
            .passages
            .iter()
            .map(|it| (it.chapter_title.as_str(), it.section.as_str(), it.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("", "", "Before all."),
                ("Timely filing", "", "Within 12 months."),
                ("Timely filing", "1.", "1. First\n\n• below"),
                ("Timely filing", "2.", "2. Second"),
                ("Timely filing", "Exceptions", "Code | Days\n97150 | 30"),
                ("Appeals", "", "Ask."),
            ]
        );
    }

    #[test]
    fn text_without_any_heading_is_one_chapter() {
        let document = read(b"Just words.", "notes_2026.txt", &Overrides::default()).unwrap();
        assert_eq!(document.title, "notes 2026");
        assert_eq!(document.chapters(), 1);
        assert_eq!(document.valid_from, None);
    }
}

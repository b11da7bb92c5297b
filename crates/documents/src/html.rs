//! HTML.
//!
//! Only its tokens are looked at, in one pass. A tree of its elements is not built: the rules for mending broken HTML
//! would let a hostile page grow without bound.

use crate::DocumentError;
use crate::block::{Block, Text, with_chapters};
use crate::dates;
use crate::document::Draft;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// So many bytes are given to the tokenizer at once.
const PIECE: usize = 16 * 1024;

/// No tag or comment is longer, in bytes: the tokenizer compares the attributes of a tag with each other.
const LONGEST_TAG: usize = 256 * 1024;

/// Lists are read so deep; what stands deeper is read as if it stood here.
const DEEPEST: usize = 20;

/// What these hold is not the text of the page.
const HIDDEN: [&str; 12] = [
    "script", "style", "nav", "noscript", "template", "svg", "button", "select", "iframe", "object",
    "textarea", "dialog",
];

/// Reads a page. A single heading of the highest level is its title, and those below it are the chapters.
pub(crate) fn read(html: &str) -> Result<Draft, DocumentError> {
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = html;
    let mut silent = 0;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = after;
        let before = tokenizer.sink.0.borrow().tokens;
        input.push_back(StrTendril::from(piece));
        // It stops for scripts alone, which the sink does not run.
        let _ = tokenizer.feed(&input);
        silent = match tokenizer.sink.0.borrow().tokens == before {
            true => silent + piece.len(),
            false => 0,
        };
        if silent > LONGEST_TAG {
            return Err(DocumentError::Damaged("a tag in it does not end".to_owned()));
        }
    }
    tokenizer.end();
    let mut reader = tokenizer.sink.0.into_inner();
    reader.end_text();
    let valid_from = dates::stated(reader.blocks.iter().filter_map(|block| match block {
        Block::Text(text) => Some(text.text.as_str()),
        _ => None,
    }));
    let (heading, blocks) = with_chapters(reader.blocks);
    let title = reader.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Draft {
        title: heading.filter(|heading| !heading.is_empty()).unwrap_or(title),
        valid_from,
        blocks,
        ..Draft::default()
    })
}

/// Receives the tokens.
struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => {
                reader.tokens += 1;
                reader.push(&text);
            }
            Token::TagToken(tag) => {
                reader.tokens += 1;
                return reader.tag(&tag);
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) => reader.tokens += 1,
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    title: String,
    /// Tokens received, to notice a tag without end.
    tokens: u64,
    /// The element that hides what is read, and how often it stands in itself.
    hidden: Option<(String, usize)>,
    is_in_title: bool,
    heading: Option<usize>,
    /// For each list that is open: the number of its next item, where it has numbers.
    lists: Vec<Option<u64>>,
    /// The number, if any, of the item that begins with the next text.
    item: Option<Option<u64>>,
    is_in_table: bool,
}

impl Reader {
    fn push(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if self.is_in_title {
            self.title += text;
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.blank();
            } else if !c.is_control() {
                self.text.push(c);
            }
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let begins = tag.kind == TagKind::StartTag;
        let name = &*tag.name;
        if let Some((hiding, depth)) = &mut self.hidden {
            if hiding == name && !tag.self_closing {
                *depth = if begins {
                    *depth + 1
                } else {
                    depth.saturating_sub(1)
                };
            }
            if *depth == 0 {
                self.hidden = None;
            }
        } else if HIDDEN.contains(&name) {
            if begins && !tag.self_closing {
                self.hidden = Some((name.to_owned(), 1));
            }
        } else {
            self.visible_tag(tag, name, begins);
        }
        match name {
            "script" | "style" if begins => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" if begins => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn visible_tag(&mut self, tag: &Tag, name: &str, begins: bool) {
        match name {
            "title" => self.is_in_title = begins,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_text();
                self.heading =
                    begins.then(|| usize::from(name.as_bytes().get(1).copied().unwrap_or(b'1') - b'0'));
            }
            "ol" | "ul" if begins => {
                self.end_text();
                let first = tag.attrs.iter().find(|it| &*it.name.local == "start");
                let first = first.and_then(|it| it.value.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "ol" | "ul" => {
                self.end_text();
                self.lists.pop();
            }
            "li" => {
                self.end_text();
                self.item = begins.then(|| {
                    let list = self.lists.last_mut()?;
                    let number = *list;
                    *list = number.map(|number| number.saturating_add(1));
                    number
                });
            }
            "table" => {
                self.end_text();
                self.is_in_table = begins;
            }
            "tr" | "caption" => self.end_line(),
            "td" | "th" if begins => {
                self.text.truncate(self.text.trim_end_matches(' ').len());
                if !(self.text.is_empty() || self.text.ends_with('\n')) {
                    self.text += " | ";
                }
            }
            "td" | "th" => self.blank(),
            // A cell is a part of a line.
            _ if self.is_in_table => self.blank(),
            "br" => self.end_line(),
            "address" | "article" | "aside" | "blockquote" | "body" | "center" | "dd" | "details" | "div"
            | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "head" | "header"
            | "hr" | "legend" | "main" | "p" | "pre" | "section" | "summary" => self.end_text(),
            _ => {}
        }
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if let Some(level) = self.heading.take() {
            self.blocks.push(Block::Heading {
                level,
                text: text.replace('\n', " "),
                page: 0,
            });
            return;
        }
        let lists = self.lists.len().min(DEEPEST);
        let item = self.item.take();
        let number = item.flatten().map(|number| format!("{number}."));
        let (text, depth) = match item {
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
    use crate::{DocumentError, Overrides, read};

    #[test]
    fn headings_lists_and_tables_are_read_and_what_is_no_text_is_not() {
        let html = "<!doctype html><html><head><title>Site – Manual</title><style>p{}</style>\
            <script>if (a < b) document.write('<p>no</p>')</script></head><body><nav><ul><li>Home<nav>x</nav></ul></nav>\
            <h1>Payment   Manual</h1><p>Effective January 1, 2026. 5 &lt; 6 &amp; so on</p>\
            <h2>Chapter one</h2><p>Text<br>next line <b>bo</b>ld</p><ol start=3><li><p>Third</p><ul><li>below</ul><li>Fourth</ol>\
            <h3>Rates</h3><table><tr><th>Code<th>Rate<tr><td>97150<td><p>$ 1</p></table>\
            <h2>Chapter two</h2><p>&lt;script&gt;alert(1)&lt;/script&gt;</p></body></html>";
        let document = read(html.as_bytes(), "manual.html", &Overrides::default()).unwrap();
        assert_eq!(document.title, "Payment Manual");
        assert_eq!((document.edition.as_str(), document.pages), ("2026", 0));
        let told: Vec<_> = document
            .passages
            .iter()
            .map(|it| (it.chapter_title.as_str(), it.section.as_str(), it.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("", "", "Effective January 1, 2026. 5 < 6 & so on"),
                ("Chapter one", "", "Text\nnext line bold"),
                ("Chapter one", "3.", "3. Third\n\n• below"),
                ("Chapter one", "4.", "4. Fourth"),
                ("Chapter one", "Rates", "Code | Rate\n97150 | $ 1"),
                ("Chapter two", "", "<script>alert(1)</script>"),
            ]
        );
    }

    #[test]
    fn a_page_without_text_and_one_without_end_are_refused() {
        let read = |html: &str| read(html.as_bytes(), "x.html", &Overrides::default()).unwrap_err();
        assert_eq!(read("<html><script>x</script>"), DocumentError::NoPassage);
        let endless = format!("<html><p>x</p><!-- {}", "y".repeat(1 << 20));
        assert!(matches!(read(&endless), DocumentError::Damaged(_)));
    }

    #[test]
    fn deep_nesting_is_read_as_far_as_it_means_something() {
        let html = format!("<html>{}x{}", "<ul><li>".repeat(100_000), "</ul>".repeat(100_000));
        let document = read(html.as_bytes(), "x.html", &Overrides::default()).unwrap();
        assert_eq!(document.passages[0].text, "• x");
    }
}

//! The plain text of HTML that stands in a cell: one line for each paragraph, list item and row of a table.
//!
//! Only the tokens of the HTML are looked at, in one pass. A tree of its elements is not built: the rules for
//! mending broken HTML would let a hostile cell grow without bound.

mod marks;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use marks::Marks;
use std::cell::RefCell;

/// So many bytes are given to the tokenizer at once.
const PIECE: usize = 16 * 1024;

/// No tag or comment is longer. The tokenizer compares the attributes of a tag with each other, so that the time
/// for one tag grows with the square of its length.
const LONGEST_TAG: usize = 256 * 1024;

/// Lists are indented to this depth.
const DEEPEST_INDENT: usize = 8;

/// An element that no document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tag or comment in it is longer than 256 KiB: this is not the text of a document")]
pub(crate) struct EndlessTag;

/// The text of HTML without its tags, with its entities and its line structure. In text without any tag the
/// line breaks are kept.
pub(crate) fn plain_text(html: &str) -> Result<String, EndlessTag> {
    let writer = Writer {
        keeps_breaks: !html.contains('<'),
        ..Writer::default()
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(writer)), TokenizerOpts::default());
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
        if tokenizer.sink.0.borrow().tokens == before {
            silent += piece.len();
        } else {
            silent = 0;
        }
        if silent > LONGEST_TAG {
            return Err(EndlessTag);
        }
    }
    tokenizer.end();
    Ok(tokenizer.sink.0.into_inner().text)
}

/// Receives the tokens.
struct Sink(RefCell<Writer>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => {
                writer.tokens += 1;
                text.chars().for_each(|c| writer.push(c));
            }
            Token::TagToken(tag) => {
                writer.tokens += 1;
                return writer.tag(&tag);
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) => writer.tokens += 1,
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
}

#[derive(Default)]
struct Writer {
    text: String,
    gap: Gap,
    /// Tokens received, to notice a tag without end.
    tokens: u64,
    /// There are no tags: line breaks mean something.
    keeps_breaks: bool,
    /// Inside of a script or style sheet.
    is_hidden: bool,
    /// Inside of a cell of a table, which is a part of a line.
    is_in_cell: bool,
    /// How many elements raise the text.
    raised: u32,
    lists: Vec<Marks>,
    /// The mark of a list item of which nothing is written yet.
    mark: Option<String>,
}

impl Writer {
    fn push(&mut self, c: char) {
        if self.is_hidden {
            return;
        }
        if c == '\n' && self.keeps_breaks {
            self.widen(Gap::Line);
        } else if c.is_whitespace() {
            self.widen(Gap::Space);
        } else if !c.is_control() {
            self.close_gap();
            self.text.push(if self.raised > 0 { raised(c) } else { c });
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Writes what stands before the next word.
    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Cell => " | ",
                Gap::Line => "\n",
            });
        }
        if let Some(mark) = self.mark.take() {
            self.text.push_str(&mark);
        }
    }

    /// A new line, or inside of a table's cell a space.
    fn end_line(&mut self) {
        self.widen(if self.is_in_cell { Gap::Space } else { Gap::Line });
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let begins = tag.kind == TagKind::StartTag;
        match &*tag.name {
            "script" | "style" => {
                self.is_hidden = begins;
                if begins {
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
            }
            "sup" if begins => self.raised += 1,
            "sup" => self.raised = self.raised.saturating_sub(1),
            "td" | "th" => {
                self.is_in_cell = begins;
                self.widen(Gap::Cell);
            }
            "tr" | "table" => {
                self.is_in_cell = false;
                self.end_line();
            }
            "ol" | "ul" => {
                self.end_line();
                if begins {
                    self.lists.push(Marks::of(tag));
                } else {
                    self.lists.pop();
                }
            }
            "li" => {
                self.end_line();
                self.mark = begins.then(|| self.next_mark());
            }
            "address" | "article" | "aside" | "blockquote" | "br" | "caption" | "center" | "dd" | "div"
            | "dl" | "dt" | "fieldset" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5"
            | "h6" | "header" | "hr" | "legend" | "main" | "nav" | "p" | "pre" | "section" | "tbody"
            | "tfoot" | "thead" => self.end_line(),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// The mark of the next item of the innermost list, indented.
    fn next_mark(&mut self) -> String {
        let depth = self.lists.len().saturating_sub(1).min(DEEPEST_INDENT);
        let mark = self.lists.last_mut().map_or_else(|| "-".into(), Marks::next);
        format!("{}{mark} ", "  ".repeat(depth))
    }
}

/// 10⁹ is not 109.
fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from('⁴') + (u32::from(c) - u32::from('4'))).unwrap_or(c),
        '+' => '⁺',
        '-' | '−' => '⁻',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(html: &str) -> String {
        plain_text(html).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn paragraphs_and_breaks_are_lines_and_spaces_are_one() {
        assert_eq!(
            text("<p>One&nbsp;&nbsp; two\n three</p>\r\n<div><p>Four<br/>five <b>s</b>ix</p></div>"),
            "One two three\nFour\nfive six"
        );
        assert_eq!(text("  \n <p> </p>&nbsp;<br>"), "");
        assert_eq!(text("<h2>Title</h2>Text"), "Title\nText");
    }

    #[test]
    fn text_without_tags_keeps_its_lines() {
        assert_eq!(text("One &amp; two\r\n\r\n  three"), "One & two\nthree");
    }

    #[test]
    fn entities_and_signs_that_are_no_tags_are_kept() {
        assert_eq!(
            text("<i>x</i> &lt; 5 &#8804; y < 7 &le; z &reg; &unreal; & <"),
            "x < 5 ≤ y < 7 ≤ z ® &unreal; & <"
        );
    }

    #[test]
    fn list_items_are_marked_and_indented() {
        assert_eq!(
            text("Both:<ul><li>a</li><li><p>b</p><ol><li>c<li>d</ol></li><li></li></ul>after<li>x"),
            "Both:\n- a\n- b\n  1. c\n  2. d\nafter\n- x"
        );
    }

    #[test]
    fn rows_of_tables_are_lines_whatever_is_in_their_cells() {
        assert_eq!(
            text(
                "<table><tr><th>Code<th>Days</tr><tr><td><p>A</p>\n<p>B</p></td> <td>1<br>2</td></tr></table>end"
            ),
            "Code | Days\nA B | 1 2\nend"
        );
    }

    #[test]
    fn raised_figures_stay_raised() {
        assert_eq!(
            text("10<sup>9</sup>/L, m<sup>2</sup>, CO<sub>2</sub>, 1<sup>st</sup>"),
            "10⁹/L, m², CO2, 1st"
        );
    }

    #[test]
    fn scripts_styles_comments_and_control_characters_are_no_text() {
        assert_eq!(
            text("a<style>p { x }</style><script>if (1 < 2) '<b>'</script>b<!-- c > -->\u{0}\u{7}d"),
            "abd"
        );
        assert_eq!(text("a<script>never closed"), "a");
        assert_eq!(text("a<b title=\"never closed"), "a");
    }

    #[test]
    fn hostile_html_takes_little_room_and_time() {
        let deep = "<div><b><ol><li>".repeat(20_000);
        assert!(text(&format!("{deep}x")).len() < 100);
        // What mending broken HTML would copy into each paragraph.
        let fonts: String = (0..10_000).map(|n| format!("<font x{n}=1><p>y")).collect();
        assert!(text(&fonts).len() < 50_000);
        let items = "<li>z".repeat(50_000);
        assert!(text(&items).len() <= items.len());
        let endless = format!("<a {}>x", "b=1 ".repeat(100_000));
        assert_eq!(plain_text(&endless), Err(EndlessTag));
        let endless = format!("<!-- {}", "-".repeat(300_000));
        assert_eq!(plain_text(&endless), Err(EndlessTag));
        let entities = "&NotEqualTilde;".repeat(20_000);
        assert!(text(&entities).len() <= entities.len());
    }

    proptest! {
        #[test]
        fn no_text_panics_or_grows_much(html in any::<String>()) {
            prop_assert!(text(&html).len() <= 3 * html.len() + 100);
        }

        #[test]
        fn no_tags_panic(parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "<ol start=-1>", "<ol type=a start=27>", "<ol start=99999999999>", "<li>", "</ol>", "<td>", "</td>", "<sup>",
                "</sup>", "5", "x ", "\n", "<table>", "</script>", "<style>", "&#0;", "&#x110000;", "<", "é",
            ]),
            0..60,
        )) {
            let html = parts.concat();
            let text = text(&html);
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
            prop_assert_eq!(text.trim_end(), text.as_str());
        }
    }
}

//! Elements of an XML file with their lines, one at a time: never more in memory than the elements that are open.
//!
//! What no release file holds is refused: entities of one's own, deep nesting, endless texts.

mod watched;

use crate::cell::Cell;
use crate::error::{Column, ReadError, Spot, quoted};
use crate::lines::stopped;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{self, BufRead};
use std::sync::Arc;
use watched::Watched;

/// No text and no tag of a release is near this long, in bytes.
const LONGEST: usize = 100_000;

/// Elements within elements: the tabular list has 10, the indexes at most 14.
const DEEPEST: usize = 20;

const DOWNLOAD_AGAIN: &str = "the file is damaged; download it again";

/// An element whose tag was read.
#[derive(Debug)]
pub(crate) struct Element {
    file: Arc<str>,
    line: u64,
    name: String,
    attributes: Vec<(String, String)>,
    /// Its own text so far, without that of the elements in it, each run of spaces as one.
    text: String,
    space: bool,
}

/// What [`Xml::next`] came across.
#[derive(Debug)]
pub(crate) enum Step {
    /// A start tag; its element is the last of [`Xml::open`].
    Opened,
    /// An end tag, and its element with all its text.
    Closed(Element),
}

/// Reads an XML file tag by tag.
pub(crate) struct Xml<R> {
    reader: Reader<Watched<R>>,
    buffer: Vec<u8>,
    tree: Tree,
}

/// The elements that are open.
struct Tree {
    file: Arc<str>,
    root: &'static str,
    open: Vec<Element>,
    /// Whether the root was closed.
    ended: bool,
}

impl Element {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where its tag is.
    pub fn spot(&self) -> Spot<'_> {
        Spot {
            file: &self.file,
            line: self.line,
        }
    }

    /// Its own text.
    pub fn text(&self) -> Cell<'_> {
        Cell::new(self.spot(), Column::Element(&self.name), self.text.as_bytes())
    }

    /// The value of an attribute; empty where it has none.
    pub fn attribute<'a>(&'a self, name: &'a str) -> Cell<'a> {
        let found = self.attributes.iter().find(|(of, _)| of == name);
        let value = found.map_or("", |(_, value)| value);
        Cell::new(self.spot(), Column::Attribute(&self.name, name), value.as_bytes())
    }

    /// An error about the element as a whole.
    pub fn problem(&self, problem: impl Into<String>) -> ReadError {
        self.spot().problem_in(Column::Element(&self.name), problem)
    }

    /// Refuses text of its own in an element that only holds others.
    pub fn check_no_text(&self) -> Result<(), ReadError> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = quoted(&self.text);
        Err(self.problem(format!(
            "{text} stands between the elements in it; {DOWNLOAD_AGAIN}"
        )))
    }

    fn push(&mut self, text: &str) -> Result<(), ReadError> {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = !self.text.is_empty();
                continue;
            }
            if std::mem::take(&mut self.space) {
                self.text.push(' ');
            }
            self.text.push(c);
        }
        if self.text.len() > LONGEST {
            return Err(self.problem(too_long()));
        }
        Ok(())
    }
}

fn too_long() -> String {
    format!("a text or tag is longer than {LONGEST} bytes: this is not a file of this kind")
}

impl<R: BufRead> Xml<R> {
    /// Reads a file whose outermost element has a given name.
    pub fn new(input: R, file: &str, root: &'static str) -> Self {
        let mut reader = Reader::from_reader(Watched::new(input));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            tree: Tree {
                file: file.into(),
                root,
                open: Vec::new(),
                ended: false,
            },
        }
    }

    /// The elements that are open, from the outermost.
    pub fn open(&self) -> &[Element] {
        &self.tree.open
    }

    /// The line that was read last.
    pub fn here(&self) -> Spot<'_> {
        self.tree.spot(self.reader.get_ref().line())
    }

    /// The next tag; `None` at the end, when all elements are closed.
    pub fn next(&mut self) -> Result<Option<Step>, ReadError> {
        loop {
            self.buffer.clear();
            let line = self.reader.get_ref().line();
            self.reader.get_mut().allow(LONGEST);
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => {
                    let is_too_long = self.reader.get_ref().is_exhausted();
                    return Err(self.tree.refusal(line, error, is_too_long));
                }
            };
            match event {
                Event::Start(tag) => return self.tree.start(line, &tag).map(|()| Some(Step::Opened)),
                Event::End(_) => return self.tree.end(line).map(|element| Some(Step::Closed(element))),
                Event::Text(text) => self.tree.push(line, &text)?,
                Event::CData(text) => self.tree.push(line, &text)?,
                Event::GeneralRef(name) => {
                    let text = self.tree.resolved(line, &name)?;
                    self.tree.push(line, &text)?;
                }
                Event::Decl(declaration) => self.tree.check_declaration(line, &declaration)?,
                Event::DocType(text) if text.contains('[') => {
                    let problem =
                        "a DOCTYPE with declarations of its own is refused: no release file has one";
                    return Err(self.tree.spot(line).problem(problem));
                }
                // Others neither come (empty elements are expanded) nor say anything.
                Event::Empty(_) | Event::DocType(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return self.tree.check_end(line).map(|()| None),
            }
        }
    }

    /// Passes over all that is in the element that was opened last, and its end.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let around = self.tree.open.len().saturating_sub(1);
        while self.tree.open.len() > around && self.next()?.is_some() {}
        Ok(())
    }
}

impl Tree {
    fn spot(&self, line: u64) -> Spot<'_> {
        Spot {
            file: &self.file,
            line,
        }
    }

    fn start(&mut self, line: u64, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = tag.name().into_inner().to_owned();
        if self.open.is_empty() && (self.ended || name != self.root) {
            let (name, root) = (quoted(&name), self.root);
            return Err(self.spot(line).problem(format!(
                "{name} is the outermost element, where one {root} is expected: this is not a file of this kind"
            )));
        }
        if self.open.len() == DEEPEST {
            return Err(self.spot(line).problem(format!(
                "more than {DEEPEST} elements stand within each other: this is not a file of this kind"
            )));
        }
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let value = attribute.map_err(Error::from).and_then(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
                Ok((attribute.key.into_inner().to_owned(), value))
            });
            let problem = |_| {
                let name = quoted(&name);
                self.spot(line)
                    .problem(format!("an attribute of {name} cannot be read; {DOWNLOAD_AGAIN}"))
            };
            attributes.push(value.map_err(problem)?);
        }
        self.open.push(Element {
            file: Arc::clone(&self.file),
            line,
            name,
            attributes,
            text: String::new(),
            space: false,
        });
        Ok(())
    }

    fn end(&mut self, line: u64) -> Result<Element, ReadError> {
        let element = self.open.pop();
        self.ended = self.open.is_empty();
        // The parser refuses an end tag without its start tag itself.
        element.ok_or_else(|| self.spot(line).problem(DOWNLOAD_AGAIN))
    }

    fn push(&mut self, line: u64, text: &str) -> Result<(), ReadError> {
        match self.open.last_mut() {
            Some(element) => element.push(text),
            None if text.trim().is_empty() => Ok(()),
            None => Err(self.spot(line).problem(format!(
                "{} stands outside of the element {}: this is not a file of this kind",
                quoted(text.trim()),
                self.root
            ))),
        }
    }

    /// The text of `&amp;` or `&#233;`.
    fn resolved(&self, line: u64, name: &BytesRef<'_>) -> Result<String, ReadError> {
        let character = name.resolve_char_ref().ok().flatten();
        let known = character.map(String::from);
        let known = known.or_else(|| resolve_predefined_entity(name).map(str::to_owned));
        known.ok_or_else(|| {
            let name = quoted(name);
            self.spot(line).problem(format!(
                "the entity {name} is not one of those that every XML file knows; {DOWNLOAD_AGAIN}"
            ))
        })
    }

    fn check_declaration(&self, line: u64, declaration: &BytesDecl<'_>) -> Result<(), ReadError> {
        match declaration.encoding() {
            None => Ok(()),
            Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
            Some(_) => Err(self
                .spot(line)
                .problem("the encoding is not UTF-8, in which these files are published: save it as such")),
        }
    }

    fn check_end(&self, line: u64) -> Result<(), ReadError> {
        match self.open.last() {
            Some(element) => {
                let name = quoted(&element.name);
                Err(self.spot(line).problem(format!(
                    "the file ends within the element {name} of line {}: download it again",
                    element.line
                )))
            }
            None if self.ended => Ok(()),
            None => Err(self.spot(line).problem(format!(
                "the file ends without the element {}: this is not a file of this kind",
                self.root
            ))),
        }
    }

    /// What the parser says, in words for the operator.
    fn refusal(&self, line: u64, error: Error, is_too_long: bool) -> ReadError {
        let problem = match error {
            _ if is_too_long => too_long(),
            Error::Io(source) => {
                let source = Arc::try_unwrap(source)
                    .unwrap_or_else(|shared| io::Error::new(shared.kind(), shared.to_string()));
                return stopped(&self.file, line, source);
            }
            Error::Syntax(_) => "the file ends in the middle of a tag: download it again".to_owned(),
            Error::Encoding(_) => format!("the text is not UTF-8; {DOWNLOAD_AGAIN}"),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => format!(
                "{} is closed where {} is open; {DOWNLOAD_AGAIN}",
                quoted(&found),
                quoted(&expected)
            ),
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                format!("{} is closed and was not open; {DOWNLOAD_AGAIN}", quoted(&found))
            }
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                format!("an & stands where none is expected; {DOWNLOAD_AGAIN}")
            }
            _ => format!("a tag cannot be read; {DOWNLOAD_AGAIN}"),
        };
        self.spot(line).problem(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Names and texts of the elements in the order of their ends, with their lines.
    fn closed(input: impl BufRead) -> Result<Vec<(u64, String, String)>, String> {
        let mut xml = Xml::new(input, "f.xml", "root");
        let mut closed = Vec::new();
        while let Some(step) = xml.next().map_err(|error| error.to_string())? {
            if let Step::Closed(element) = step {
                closed.push((element.line, element.name, element.text));
            }
        }
        Ok(closed)
    }

    fn refused(text: &str) -> String {
        closed(text.as_bytes()).err().unwrap_or_default()
    }

    #[test]
    fn elements_come_with_their_own_text_and_their_lines() {
        let text = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!DOCTYPE root>\r\n<!-- no\r\nthing -->\r\n\
            <root>\r\n  <a x=\"1 &amp; 2\">one\r\n\t two<b>(three)</b> fo<!-- -->ur</a><c/>\r\n\
            <d><![CDATA[<five>]]> &lt;&#233;&gt;</d></root>\r\n";
        let expected = [
            (7, "b", "(three)"),
            (6, "a", "one two four"),
            (7, "c", ""),
            (8, "d", "<five> <é>"),
            (5, "root", ""),
        ]
        .map(|(line, name, text)| (line, name.to_owned(), text.to_owned()));
        assert_eq!(closed(text.as_bytes()).as_deref(), Ok(&expected[..]));
        // In whatever pieces it comes.
        let pieces = io::BufReader::with_capacity(3, text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(closed(pieces).as_deref(), Ok(&expected[..]));
    }

    #[test]
    fn attributes_are_cells() {
        let mut xml = Xml::new(&b"<root id=\" A00 \"/>"[..], "f.xml", "root");
        assert!(matches!(xml.next(), Ok(Some(Step::Opened))));
        let root = &xml.open()[0];
        assert_eq!(root.attribute("id").raw(), "A00");
        let missing = root
            .attribute("char")
            .some_text()
            .map_err(|error| error.to_string());
        assert_eq!(
            missing,
            Err("f.xml, line 1, attribute char of root: is empty; a text is expected".into())
        );
    }

    #[test]
    fn what_is_in_an_element_can_be_passed_over() {
        let mut xml = Xml::new(&b"<root><a><b>x</b></a><c/></root>"[..], "f.xml", "root");
        let mut names = Vec::new();
        while let Ok(Some(step)) = xml.next() {
            match step {
                Step::Opened if xml.open().last().is_some_and(|last| last.name() == "a") => {
                    xml.skip().unwrap();
                }
                Step::Opened => {}
                Step::Closed(element) => names.push(element.name),
            }
        }
        assert_eq!(names, ["c", "root"]);
    }

    #[test]
    fn a_file_that_was_cut_is_refused_wherever_it_was() {
        let text = "<root>\n<a x=\"1\">one &amp; two</a>\n<b/></root>";
        for end in 0..text.len() {
            let refused = refused(&text[..end]);
            assert!(refused.starts_with("f.xml, line "), "{end}: {refused}");
        }
        assert_eq!(
            refused("<root>\n<a>one"),
            "f.xml, line 2: the file ends within the element \"a\" of line 2: download it again"
        );
        assert!(refused("<root><a").contains("line 1: the file ends in the middle of a tag"));
        assert!(refused("").contains("line 1: the file ends without the element root"));
    }

    #[test]
    fn entities_of_its_own_are_refused() {
        let laughs = "<!DOCTYPE root [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><root>&b;</root>";
        assert!(refused(laughs).contains("line 1: a DOCTYPE with declarations of its own is refused"));
        assert!(refused("<root>\n&b;</root>").contains("line 2: the entity \"b\" is not one of those"));
        assert!(refused("<root>&#xD800;</root>").contains("the entity \"#xD800\""));
        assert!(refused("<root a=\"&b;\"/>").contains("an attribute of \"root\" cannot be read"));
        assert!(refused("<root>a & b</root>").contains("an & stands where none is expected"));
    }

    #[test]
    fn tags_that_do_not_fit_are_refused() {
        assert!(refused("<root><a></b></root>").contains("\"b\" is closed where \"a\" is open"));
        assert!(refused("<root></root></a>").contains("\"a\" is closed and was not open"));
        assert!(refused("<root/><root/>").contains("\"root\" is the outermost element"));
        assert!(
            refused("\n<html/>").contains("line 2: \"html\" is the outermost element, where one root is")
        );
        assert!(
            refused("code,title\n").contains("line 1: \"code,title\" stands outside of the element root")
        );
        assert!(refused("<root/>\nmore").contains("\"more\" stands outside"));
        assert!(refused("<root a=\"1\" a=\"2\"/>").contains("an attribute of \"root\""));
        let deep = |depth: usize| format!("<root>{}{}</root>", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(refused(&deep(DEEPEST)).contains("more than 20 elements"));
        assert_eq!(refused(&deep(DEEPEST - 1)), "");
    }

    #[test]
    fn another_encoding_is_refused() {
        let latin: &[u8] = b"<root>\nM\xe9ni\xe8re</root>";
        assert!(closed(latin).is_err_and(|e| e.starts_with("f.xml, line 1: the text is not UTF-8")));
        let declared = "<?xml version=\"1.0\" encoding=\"windows-1252\"?><root/>";
        assert!(refused(declared).contains("the encoding is not UTF-8"));
    }

    #[test]
    fn endless_texts_tags_and_comments_are_errors_and_not_memory() {
        for start in [
            "",
            "<root>",
            "<root><!--",
            "<root><a ",
            "<root><a x=\"",
            "<root><![CDATA[",
            "<?",
            "<!DOCTYPE ",
        ] {
            let endless = io::Read::chain(start.as_bytes(), io::repeat(b'x'));
            let refused = closed(io::BufReader::new(endless));
            assert!(
                refused
                    .as_ref()
                    .is_err_and(|e| e.contains("longer than 100000 bytes")),
                "{start}: {refused:?}"
            );
        }
        // A text in pieces is as long as the pieces together.
        let pieces = format!("<root>{}</root>", "x&amp;".repeat(LONGEST));
        assert!(refused(&pieces).contains("element root: a text or tag is longer than"));
    }

    #[test]
    fn what_the_system_says_is_passed_on() {
        struct Broken;
        impl io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let input = io::Read::chain(&b"<root>\n"[..], Broken);
        assert_eq!(
            closed(io::BufReader::new(input)),
            Err("f.xml, after line 1: the disk is gone".into())
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[<>/&;!?a-c\\[\\]\"'= \n-]{0,60}") {
            let _ = refused(&text);
            let _ = refused(&format!("<root>{text}</root>"));
        }
    }
}

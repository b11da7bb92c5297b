//! Headings, chapters and the depth of items: paragraphs become blocks.

use super::furniture::Label;
use super::paragraphs::{Marker, Paragraph, Paragraphs};
use crate::block::{Block, Text};
use crate::titles;
use regex::Regex;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// A heading has so many characters and lines at most.
const LONGEST_HEADING: usize = 200;
const MOST_LINES: usize = 4;

/// A heading that is told by its words alone has so many characters at most.
const LONGEST_PLAIN_HEADING: usize = 60;

/// So many headings of the highest level are chapters; of more or fewer it is doubtful.
const CHAPTERS: std::ops::RangeInclusive<usize> = 2..=60;

static CHAPTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?i:chapter|part|appendix) ([IVXLCDM]{1,8}|\d{1,3}|[A-Z])\b[\s:.–—-]*(.*)$").ok()
});

/// `A. Introduction`; in print sometimes without the blank.
static LETTERED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^([A-Z])\.\s*(\p{Lu}.*)$").ok());

/// `2.1.3 Title`.
static NUMBERED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{1,3}(?:\.\d{1,3})*)\.?\s+\p{L}").ok());

/// The range of codes that a chapter is about, as a line of its title.
static CODES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?i:cpt|hcpcs)\b.*(?i:codes)\b").ok());

/// The blocks of a document, and its title where it has one.
pub(super) struct Structure {
    pub(super) title: Option<String>,
    pub(super) blocks: Vec<Block>,
}

/// What a paragraph is.
enum Role {
    Heading(Rank),
    Text,
}

/// The look of a heading, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// In tenths of a point, less than nothing, so that the largest comes first.
    size: i32,
    kind: RankKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RankKind {
    /// By the number of its parts, `2.1.3` having three.
    Numbered(usize),
    Lettered,
    Bold,
    Large,
    /// Told by its words alone.
    Plain,
}

pub(super) fn of(paragraphs: Paragraphs, labels: &[Option<Label>]) -> Structure {
    let by_label = Chapters::by_label(&paragraphs.list, labels);
    let mut reader = Reader {
        usual_size: paragraphs.size,
        usual_left: paragraphs.left,
        letter: None,
        items: Vec::new(),
    };
    let mut drafts: Vec<(Draft, usize)> = Vec::new();
    let mut title = None;
    for (index, paragraph) in paragraphs.list.iter().enumerate() {
        let page = paragraph.pages.first().map_or(0, |(_, page)| *page);
        if let Some(begun) = by_label.as_ref().and_then(|chapters| chapters.begins.get(&index)) {
            drafts.push((Draft::Chapter(begun.clone()), page));
            reader.letter = None;
            reader.items.clear();
        }
        if by_label
            .as_ref()
            .is_some_and(|chapters| chapters.titles.contains(&index))
        {
            continue;
        }
        let next = paragraphs.list.get(index + 1);
        let draft = match reader.role(paragraph, next) {
            Role::Heading(_) if by_label.is_none() && chapter_of(paragraph).is_some() => {
                reader.letter = None;
                reader.items.clear();
                Draft::Chapter(chapter_of(paragraph).unwrap_or_default())
            }
            Role::Heading(rank) => {
                reader.items.clear();
                Draft::Heading(rank, paragraph.text.clone())
            }
            Role::Text => Draft::Text(reader.text(paragraph)),
        };
        if title.is_none() && page == 0 && matches!(draft, Draft::Heading(..) | Draft::Chapter(_)) {
            title = Some(titles::from_capitals(&paragraph.text));
        }
        drafts.push((draft, page));
    }
    let title = by_label.and_then(|chapters| chapters.document_title).or(title);
    Structure {
        title,
        blocks: blocks(drafts),
    }
}

/// A chapter's number or name, and its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ChapterTitle {
    name: String,
    title: String,
}

enum Draft {
    Chapter(ChapterTitle),
    Heading(Rank, String),
    Text(Text),
}

/// Levels for the looks that occur; the highest headings become chapters where nothing else is one.
fn blocks(drafts: Vec<(Draft, usize)>) -> Vec<Block> {
    let mut ranks: BTreeMap<Rank, usize> = BTreeMap::new();
    for (draft, _) in &drafts {
        if let Draft::Heading(rank, _) = draft {
            *ranks.entry(*rank).or_default() += 1;
        }
    }
    let has_chapters = drafts.iter().any(|(draft, _)| matches!(draft, Draft::Chapter(_)));
    // A single highest heading is the document's title: those below it are the chapters.
    let top = ranks
        .iter()
        .find(|(_, count)| CHAPTERS.contains(count))
        .map(|(rank, _)| *rank)
        .filter(|rank| !has_chapters && !matches!(rank.kind, RankKind::Plain));
    let levels: BTreeMap<Rank, usize> = ranks.into_keys().zip(0..).collect();
    drafts
        .into_iter()
        .map(|(draft, page)| match draft {
            Draft::Chapter(ChapterTitle { name, title }) => Block::Chapter { name, title },
            Draft::Heading(rank, text) if Some(rank) == top => Block::Chapter {
                name: String::new(),
                title: text,
            },
            Draft::Heading(rank, text) => Block::Heading {
                level: levels.get(&rank).copied().unwrap_or_default(),
                text,
                page,
            },
            Draft::Text(text) => Block::Text(text),
        })
        .collect()
}

/// Chapters by what stands before the numbers of their pages: `XI-25` is in chapter XI.
struct Chapters {
    /// Where they begin: places of paragraphs.
    begins: HashMap<usize, ChapterTitle>,
    /// The paragraphs that are titles.
    titles: HashSet<usize>,
    document_title: Option<String>,
}

impl Chapters {
    fn by_label(paragraphs: &[Paragraph], labels: &[Option<Label>]) -> Option<Self> {
        let prefix = |page: usize| {
            labels
                .get(page)
                .and_then(Option::as_ref)
                .map(|label| label.prefix.as_str())
        };
        let mut prefixes: Vec<&str> = (0..labels.len())
            .filter_map(prefix)
            .filter(|it| !it.is_empty())
            .collect();
        prefixes.dedup();
        if prefixes.len() < 2 {
            return None;
        }
        let mut chapters = Self {
            begins: HashMap::new(),
            titles: HashSet::new(),
            document_title: None,
        };
        let mut current: Option<&str> = None;
        let mut begun: Option<(usize, ChapterTitle)> = None;
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let page = paragraph.pages.first().map_or(0, |(_, page)| *page);
            let printed = TitleLines::of(paragraph);
            // A page without a number, with a title on it, begins a part of its own.
            let here = prefix(page).unwrap_or_default();
            let is_new = match current {
                Some(current) if current == here => false,
                Some(_) if here.is_empty() => printed.is_title_page,
                _ => true,
            };
            if is_new {
                if let Some((index, title)) = begun.take() {
                    chapters.begins.insert(index, title);
                }
                current = Some(here);
                begun = Some((
                    index,
                    ChapterTitle {
                        name: here.to_owned(),
                        title: String::new(),
                    },
                ));
            }
            let Some((_, chapter)) = &mut begun else { continue };
            let repeats = !chapter.title.is_empty() && printed.title.eq_ignore_ascii_case(&chapter.title);
            if paragraph.is_bold && printed.is_range && !chapter.title.is_empty() {
                if !chapter.title.contains('(') {
                    chapter.title += &format!(" {}", printed.title);
                }
                chapters.titles.insert(index);
                continue;
            }
            let is_chapters =
                paragraph.is_bold && (printed.is_title_page || printed.number.is_some() || repeats);
            if !is_chapters || printed.title.is_empty() {
                continue;
            }
            chapters.titles.insert(index);
            // What is printed in small letters shows how the title is written.
            if chapter.title.is_empty() || printed.title.chars().any(char::is_lowercase) {
                chapter.title.clone_from(&printed.title);
            }
            if let Some(document) = printed.document {
                *named.entry(document).or_default() += 1;
            }
        }
        if let Some((index, title)) = begun {
            chapters.begins.insert(index, title);
        }
        for chapter in chapters.begins.values_mut() {
            chapter.title = titles::from_capitals(&chapter.title);
        }
        chapters.document_title = named
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(title, _)| titles::from_capitals(&title));
        Some(chapters)
    }
}

/// The lines of a chapter's title: `CHAPTER II`, its subject, `CPT CODES 00000-01999`, `FOR`, the document's title.
struct TitleLines {
    number: Option<String>,
    title: String,
    document: Option<String>,
    is_title_page: bool,
    /// Whether it is nothing but a range of codes.
    is_range: bool,
}

impl TitleLines {
    fn of(paragraph: &Paragraph) -> Self {
        let mut lines = paragraph.lines.iter().map(String::as_str).peekable();
        let mut title = Vec::new();
        let number = lines.peek().and_then(|line| {
            let found = CHAPTER.as_ref()?.captures(line)?;
            title.extend(
                found
                    .get(2)
                    .map(|rest| rest.as_str().to_owned())
                    .filter(|rest| !rest.is_empty()),
            );
            Some(found.get(1)?.as_str().to_owned())
        });
        if number.is_some() {
            lines.next();
        }
        let mut document = None;
        while let Some(line) = lines.next() {
            if line.eq_ignore_ascii_case("for") {
                document = Some(lines.by_ref().collect::<Vec<_>>().join(" "));
            } else if CODES.as_ref().is_some_and(|codes| codes.is_match(line)) {
                title.push(format!("({line})"));
            } else {
                title.push(line.to_owned());
            }
        }
        Self {
            is_range: number.is_none()
                && document.is_none()
                && matches!(title.as_slice(), [range] if range.starts_with('(')),
            number,
            title: title.join(" "),
            is_title_page: document.is_some(),
            document,
        }
    }
}

/// The chapter that a heading begins, e.g. `Chapter 3: Billing`.
fn chapter_of(paragraph: &Paragraph) -> Option<ChapterTitle> {
    let printed = TitleLines::of(paragraph);
    Some(ChapterTitle {
        name: printed.number?,
        title: titles::from_capitals(&printed.title),
    })
}

struct Reader {
    usual_size: f32,
    usual_left: f32,
    /// The letter of the last section.
    letter: Option<char>,
    /// Where the items begin that are open, in points.
    items: Vec<f32>,
}

impl Reader {
    fn role(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) -> Role {
        let text = paragraph.text.as_str();
        let is_short = text.chars().count() <= LONGEST_HEADING && paragraph.lines.len() <= MOST_LINES;
        let has_letters = text.chars().any(char::is_alphabetic);
        if !is_short || !has_letters || text.contains('\n') {
            return Role::Text;
        }
        let ends_sentence = text.ends_with(['.', ';', ',', ':']);
        let is_large = paragraph.size > 1.12 * self.usual_size;
        let tenths = -((paragraph.size * 10.0).round() as i32);
        if let Some(letter) = LETTERED
            .as_ref()
            .and_then(|it| it.captures(text))
            .and_then(|it| it.get(1))
        {
            let letter = letter.as_str().chars().next();
            let is_due = letter
                == Some(
                    self.letter
                        .map_or('A', |last| char::from_u32(last as u32 + 1).unwrap_or(last)),
                );
            let is_heading = paragraph.is_bold
                || is_large
                || is_due && self.letter.is_some() && self.stands_alone(paragraph);
            if is_heading && !ends_sentence {
                self.letter = letter;
                return Role::Heading(Rank {
                    size: tenths,
                    kind: RankKind::Lettered,
                });
            }
        }
        let kind = if paragraph.is_bold || is_large {
            match NUMBERED
                .as_ref()
                .and_then(|it| it.captures(text))
                .and_then(|it| it.get(1))
            {
                Some(number) => RankKind::Numbered(number.as_str().split('.').count()),
                None if paragraph.is_bold => RankKind::Bold,
                None => RankKind::Large,
            }
        } else if self.stands_alone(paragraph) && next.is_some() && is_titled(text) {
            RankKind::Plain
        } else {
            return Role::Text;
        };
        match ends_sentence || matches!(paragraph.marker, Some(Marker::Bullet)) {
            true => Role::Text,
            false => Role::Heading(Rank { size: tenths, kind }),
        }
    }

    /// Whether a paragraph is one short line at the left.
    fn stands_alone(&self, paragraph: &Paragraph) -> bool {
        paragraph.lines.len() == 1
            && (paragraph.left - self.usual_left).abs() < 4.0
            && paragraph.text.chars().count() <= LONGEST_PLAIN_HEADING
    }

    fn text(&mut self, paragraph: &Paragraph) -> Text {
        let left = paragraph.left;
        match &paragraph.marker {
            Some(_) => self.items.retain(|item| *item < left - 3.0),
            // What goes on below an item is indented as the item's text is, or as the item.
            None => {
                let usual_left = self.usual_left;
                self.items
                    .retain(|item| *item < left - 3.0 || (*item < left + 3.0 && *item > usual_left + 10.0));
            }
        }
        let depth = self.items.len();
        if paragraph.marker.is_some() {
            self.items.push(left);
        }
        Text {
            text: paragraph.text.clone(),
            number: match &paragraph.marker {
                Some(Marker::Number(number)) => Some(number.clone()),
                _ => None,
            },
            depth,
            pages: paragraph.pages.clone(),
        }
    }
}

/// Whether words are written as in a title: `Medical Examples`. A single word may be anything.
fn is_titled(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    words.len() > 1
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                || word.chars().count() <= 3 && word.chars().all(char::is_lowercase)
        })
        && text.chars().all(|c| c.is_alphabetic() || " &/’-".contains(c))
}

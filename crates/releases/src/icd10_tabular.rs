//! The ICD-10-CM tabular list: codes and their titles, notes, seventh characters, chapters and blocks.
//!
//! Chapters hold blocks (`section`), blocks hold categories (`diag`), and these the codes below them. Codes with a
//! seventh character are not written out in the list: their titles are put together as the order file does.

use crate::detect::{Layout, Sample, Verdict};
use crate::error::{ReadError, Spot, quoted};
use crate::icd10_xml::{self, unknown};
use crate::row::{Reading, Row, RowSource, Seen};
use crate::xml::{Element, Step, Xml};
use codeset::icd10cm::full_codes;
use codeset::release::Source;
use codeset::rows::{CodeRow, IcdBlockRow, SeventhCharacterRow, TabularNoteRow};
use codeset::{Code, CodeSystem};
use std::collections::{HashMap, HashSet, VecDeque};
use std::io::BufRead;

const ROOT: &str = "ICD10CM.tabular";

/// Groups of notes, as the rows name them.
const NOTES: [&str; 9] = [
    "includes",
    "excludes1",
    "excludes2",
    "codeFirst",
    "useAdditionalCode",
    "codeAlso",
    "inclusionTerm",
    "sevenChrNote",
    "notes",
];

/// The longest note has 807 bytes; a note is part of a key, which databases keep short.
const LONGEST_NOTE: usize = 2_000;

/// Characters of a category.
const CATEGORY: usize = 3;

/// A place of the list that is open.
struct Place {
    kind: PlaceKind,
    /// As the rows name it; empty as long as it is not known.
    name: String,
    title: Option<String>,
    /// Of a block: its categories so far.
    categories: Vec<String>,
    /// The seventh characters that are defined here so far.
    sevenths: Vec<SeventhCharacterRow>,
    /// Whether a code stands below it.
    has_below: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlaceKind {
    Chapter,
    Block,
    Code,
}

/// The list.
pub(crate) struct Tabular<R> {
    xml: Xml<R>,
    /// What is open, from the chapter inwards.
    places: Vec<Place>,
    /// Rows that were read and not yet handed on.
    ready: VecDeque<Row>,
    chapters_and_blocks: Seen<String>,
    codes: Seen<Code>,
    notes: HashSet<TabularNoteKey>,
    /// The codes so far.
    position: i32,
    /// The notes of a kind at a place.
    counts: HashMap<(String, &'static str), i32>,
}

/// Place, kind and text.
type TabularNoteKey = (String, &'static str, String);

impl<R: BufRead> Tabular<R> {
    pub fn new(input: R, file: &str) -> Self {
        Self {
            xml: Xml::new(input, file, ROOT),
            places: Vec::new(),
            ready: VecDeque::new(),
            chapters_and_blocks: Seen::new(),
            codes: Seen::new(),
            notes: HashSet::new(),
            position: 0,
            counts: HashMap::new(),
        }
    }

    /// Looks at the element whose tag was opened last.
    fn opened(&mut self) -> Result<(), ReadError> {
        let [.., around, element] = self.xml.open() else {
            return Ok(());
        };
        let kind = match (around.name(), element.name()) {
            (ROOT, "introduction") | ("chapter", "sectionIndex") | (_, "visualImpairment") => {
                return self.xml.skip();
            }
            (ROOT, "chapter") => PlaceKind::Chapter,
            ("chapter", "section") => PlaceKind::Block,
            ("section" | "diag", "diag") => PlaceKind::Code,
            (ROOT, "version") | ("chapter" | "diag", "name" | "desc") | ("section", "desc") => return Ok(()),
            ("diag", "sevenChrDef") | ("sevenChrDef", "extension" | "note") => return Ok(()),
            ("chapter" | "section" | "diag", kind) if NOTES.contains(&kind) => return Ok(()),
            (kind, "note") if NOTES.contains(&kind) => return Ok(()),
            _ => return Err(unknown(around, element)),
        };
        let mut place = Place {
            kind,
            name: String::new(),
            title: None,
            categories: Vec::new(),
            sevenths: Vec::new(),
            has_below: false,
        };
        if kind == PlaceKind::Code
            && let Some(above) = self.places.last_mut()
        {
            above.has_below = true;
        }
        if kind == PlaceKind::Block {
            let id = element.attribute("id");
            place.name = id.some_text()?;
            if range(&place.name).is_none() {
                return Err(id.problem(format!("{} is not a range like A00-A09", quoted(&place.name))));
            }
            let name = || format!("the block {}", place.name);
            self.chapters_and_blocks
                .once(element.spot(), place.name.clone(), name)?;
        }
        self.places.push(place);
        Ok(())
    }

    /// Reads an element whose end was reached.
    fn closed(&mut self, element: &Element) -> Result<(), ReadError> {
        let around = self.xml.open().last().map_or("", |around| around.name());
        match (around, element.name()) {
            (ROOT, "version") => icd10_xml::check_version(element),
            (_, "name") => self.named(element),
            (_, "desc") => self.titled(element),
            ("sevenChrDef", "note") => self.explained(element),
            (_, "extension") => self.extended(element),
            (kind, "note") => match NOTES.into_iter().find(|known| *known == kind) {
                Some(kind) => self.noted(kind, element),
                None => Ok(()),
            },
            (_, "chapter" | "section" | "diag") => {
                element.check_no_text()?;
                self.left(element)
            }
            _ => element.check_no_text(),
        }
    }

    /// The place that is open, where its name is known.
    fn place(&mut self, element: &Element) -> Result<&mut Place, ReadError> {
        let named = self.places.last_mut().filter(|place| !place.name.is_empty());
        named.ok_or_else(|| {
            element.problem("stands before the name of what it belongs to; a name comes first")
        })
    }

    /// The name of a chapter or of a code.
    fn named(&mut self, element: &Element) -> Result<(), ReadError> {
        let Some((place, above)) = self.places.split_last_mut() else {
            return Ok(());
        };
        if !place.name.is_empty() {
            return Err(element.problem(format!("is the second name of {}", place.name)));
        }
        if place.kind == PlaceKind::Chapter {
            place.name = element.text().whole()?.to_string();
            let name = || format!("the chapter {}", place.name);
            return self
                .chapters_and_blocks
                .once(element.spot(), place.name.clone(), name);
        }
        let code = element.text().code(CodeSystem::Icd10cm)?;
        self.codes
            .once(element.spot(), code.clone(), || format!("the code {code}"))?;
        place.name = code.as_str().to_owned();
        let Some(above) = above.last_mut() else {
            return Ok(());
        };
        if above.kind == PlaceKind::Code && !place.name.starts_with(&above.name) {
            let above = &above.name;
            return Err(element.problem(format!(
                "{code} does not belong below {above}: a tag is missing before it"
            )));
        }
        if above.kind == PlaceKind::Block {
            if place.name.len() != CATEGORY {
                let problem =
                    format!("{code} stands in a block, where a category of three characters is expected");
                return Err(element.problem(problem));
            }
            above.categories.push(place.name.clone());
        }
        Ok(())
    }

    /// The title of a place. That of a chapter tells its range.
    fn titled(&mut self, element: &Element) -> Result<(), ReadError> {
        let title = element.text().some_text()?;
        let place = self.place(element)?;
        if place.title.is_some() {
            return Err(element.problem(format!("is the second title of {}", place.name)));
        }
        place.title = Some(title.clone());
        if place.kind == PlaceKind::Chapter {
            let Some((title, (first, last))) = without_range(&title) else {
                let problem = "a range like (A00-B99) is missing at the end of a chapter's title";
                return Err(element.problem(problem));
            };
            let row = IcdBlockRow {
                place: place.name.clone(),
                chapter: String::new(),
                title: title.to_owned(),
                first,
                last,
                categories: String::new(),
            };
            self.ready.push_back(Row::IcdBlock(row));
        }
        Ok(())
    }

    /// A note of a kind. One that a place repeats says nothing new.
    fn noted(&mut self, kind: &'static str, element: &Element) -> Result<(), ReadError> {
        let text = element.text().some_text_within(LONGEST_NOTE)?;
        let place = self.place(element)?.name.clone();
        if !self.notes.insert((place.clone(), kind, text.clone())) {
            return Ok(());
        }
        let count = self.counts.entry((place.clone(), kind)).or_default();
        *count += 1;
        self.ready.push_back(Row::TabularNote(TabularNoteRow {
            place,
            kind: kind.to_owned(),
            text,
            position: *count,
        }));
        Ok(())
    }

    /// A seventh character.
    fn extended(&mut self, element: &Element) -> Result<(), ReadError> {
        let character = element.attribute("char").indicator(1)?;
        let meaning = element.text().some_text_within(LONGEST_NOTE)?;
        let place = self.place(element)?;
        if place.sevenths.iter().any(|known| known.character == character) {
            let problem = format!(
                "the seventh character {character} of {} is already defined",
                place.name
            );
            return Err(element.problem(problem));
        }
        place.sevenths.push(SeventhCharacterRow {
            place: place.name.clone(),
            character,
            meaning,
        });
        Ok(())
    }

    /// A note on the seventh character before it.
    fn explained(&mut self, element: &Element) -> Result<(), ReadError> {
        let note = element.text().some_text_within(LONGEST_NOTE)?;
        let Some(seventh) = self.place(element)?.sevenths.last_mut() else {
            return Err(element.problem("stands before the seventh character that it explains"));
        };
        seventh.meaning.push_str("; ");
        seventh.meaning.push_str(&note);
        if seventh.meaning.len() > LONGEST_NOTE {
            return Err(element.problem(format!(
                "the notes on a seventh character exceed {LONGEST_NOTE} bytes"
            )));
        }
        Ok(())
    }

    /// Hands on what is only known at the end of a place.
    fn left(&mut self, element: &Element) -> Result<(), ReadError> {
        let Some(place) = self.places.pop() else {
            return Ok(());
        };
        let Some(title) = place.title.filter(|_| !place.name.is_empty()) else {
            return Err(element.problem("has no name or no desc"));
        };
        if place.kind == PlaceKind::Code {
            self.list_codes(&place.name, &title, &place.sevenths, place.has_below, element)?;
        } else if place.kind == PlaceKind::Block
            && let Some(own) = range(&place.name)
        {
            let title = match without_range(&title) {
                Some((title, range)) if range == own => title.to_owned(),
                _ => title,
            };
            self.ready.push_back(Row::IcdBlock(IcdBlockRow {
                chapter: self
                    .places
                    .last()
                    .map(|chapter| chapter.name.clone())
                    .unwrap_or_default(),
                title,
                first: own.0,
                last: own.1,
                categories: place.categories.join(" "),
                place: place.name,
            }));
        }
        self.ready
            .extend(place.sevenths.into_iter().map(Row::SeventhCharacter));
        Ok(())
    }
}

impl<R> Tabular<R> {
    /// Hands on a code and, below one that takes a seventh character, the full codes.
    fn list_codes(
        &mut self,
        name: &str,
        title: &str,
        own: &[SeventhCharacterRow],
        has_below: bool,
        element: &Element,
    ) -> Result<(), ReadError> {
        let code =
            Code::parse(CodeSystem::Icd10cm, name).map_err(|problem| element.problem(problem.to_string()))?;
        let mut above = self.places.iter().rev().map(|place| place.sevenths.as_slice());
        let defined = std::iter::once(own)
            .chain(&mut above)
            .find(|rows| !rows.is_empty());
        let full = match defined {
            Some(rows) if !has_below => full_codes(&code, rows),
            _ => Vec::new(),
        };
        self.push_code(code, title.to_owned(), !has_below && full.is_empty());
        for full in full {
            // Notes on the character stand behind a semicolon.
            let meaning = full.meaning.split("; ").next().unwrap_or_default();
            self.push_code(full.code, format!("{title}, {meaning}"), true);
        }
        Ok(())
    }

    fn push_code(&mut self, code: Code, long_title: String, billable: bool) {
        self.position += 1;
        self.ready.push_back(Row::Code(CodeRow {
            code,
            position: self.position,
            billable,
            short_title: None,
            long_title,
            ended_on: None,
        }));
    }
}

/// The two categories of `A00-A09`, or the one of `B20` twice.
fn range(text: &str) -> Option<(String, String)> {
    let category = |text: &str| {
        let code = Code::parse(CodeSystem::Icd10cm, text).ok()?;
        (text.len() == CATEGORY).then(|| code.as_str().to_owned())
    };
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((category(first)?, category(last)?))
}

/// A title and the range in parentheses at its end.
fn without_range(title: &str) -> Option<(&str, (String, String))> {
    let (title, last) = title.strip_suffix(')')?.rsplit_once('(')?;
    Some((title.trim_end(), range(last)?)).filter(|(title, _)| !title.is_empty())
}

impl<R: BufRead> RowSource for Tabular<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Ok(Some(row));
            }
            match self.xml.next()? {
                Some(Step::Opened) => self.opened()?,
                Some(Step::Closed(element)) => self.closed(&element)?,
                None => return Ok(None),
            }
        }
    }

    fn here(&self) -> Spot<'_> {
        self.xml.here()
    }
}

/// The XML.
pub(crate) const XML: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Tabular::new(input, file)))));

/// Tells a file of this kind by its content.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    icd10_xml::opening(file, ROOT)?;
    icd10_xml::release(
        file,
        Source::Icd10cmTabular,
        XML,
        "an ICD-10-CM tabular list",
        "icd10cm-tabular-April-2025.xml",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TABULAR, read, release_folder, verdict};

    fn list(text: &str) -> Result<Vec<Row>, String> {
        read(XML, "tabular.xml", text.as_bytes())
    }

    fn damaged(from: &str, to: &str) -> String {
        assert!(TABULAR.contains(from), "{from}");
        list(&TABULAR.replacen(from, to, 1)).err().unwrap_or_default()
    }

    #[test]
    fn notes_seventh_characters_and_blocks_are_rows() {
        insta::assert_debug_snapshot!(list(TABULAR).unwrap());
    }

    #[test]
    fn a_note_that_a_place_repeats_comes_once() {
        let rows = list(TABULAR).unwrap_or_default();
        let notes = |place: &str, kind: &str| -> Vec<_> {
            let notes = rows.iter().filter_map(|row| match row {
                Row::TabularNote(row) if row.place == place && row.kind == kind => Some(row),
                _ => None,
            });
            notes.map(|row| (row.position, row.text.as_str())).collect()
        };
        assert_eq!(
            notes("A00", "excludes1"),
            [(1, "real cholera (Z99.-)"), (2, "real plague (Z98.-)")]
        );
        // A block of one category has the place of the category.
        assert_eq!(
            notes("B20", "excludes1"),
            [(1, "real injuries (S00-T88)"), (2, "injuries by birth (P10-P15)")]
        );
        // Two groups of one kind are counted on.
        assert_eq!(notes("A0A", "useAdditionalCode").len(), 2);
        assert_eq!(notes("1", "notes")[1], (2, "The second note over two lines."));
        assert_eq!(
            notes("A00-A09", "excludes2"),
            [(1, "invented & other diseases (K00-K95)")]
        );
    }

    #[test]
    fn a_repeated_code_block_or_chapter_is_refused() {
        let code = "<diag><name>A00.0</name><desc>Again</desc></diag>";
        let refused = damaged(
            "</section>\n  </chapter>",
            &format!("<diag><name>A00</name><desc>x</desc>{code}</diag></section></chapter>"),
        );
        assert!(
            refused.contains("the code A00 is already on line 39"),
            "{refused}"
        );
        let block = "<section id=\"B20\"><desc>Again (B20)</desc></section></chapter>";
        assert!(damaged("</chapter>", block).contains("the block B20 is already on line"));
        let chapter = "</chapter><chapter><name>1</name><desc>Again (A00-B20)</desc></chapter>";
        assert!(damaged("</chapter>", chapter).contains("the chapter 1 is already on line"));
        let seventh = "<extension char=\"A\">again</extension></sevenChrDef>";
        assert!(
            damaged("</sevenChrDef>", seventh).contains("the seventh character A of B20 is already defined")
        );
    }

    #[test]
    fn damage_is_located() {
        assert_eq!(
            damaged("<name>A00.0</name>", "<name>A0O.O!</name>"),
            "tabular.xml, line 53, element name: \"A0O.O!\" is not a code like M54.50"
        );
        assert!(
            damaged("<name>A00.0</name>", "<name>A09.0</name>").contains("A09.0 does not belong below A00")
        );
        assert!(
            damaged("<name>A0A</name>", "<name>A0A.1</name>")
                .contains("line 61, element name: A0A.1 stands in")
        );
        assert!(damaged("<name>A00.0</name>", "").contains("line 54, element desc: stands before the name"));
        assert!(
            damaged("<desc>Invented cholera of the knee</desc>", "")
                .contains("element diag: has no name or no")
        );
        assert!(damaged(" (A00-B20)</desc>", "</desc>").contains("line 14, element desc: a range like"));
        assert!(
            damaged("id=\"A00-A09\">\n      <desc>", "id=\"A00-9\"><desc>")
                .contains("attribute id of section")
        );
        assert!(damaged("section id=\"A00-B20\"", "section").contains("attribute id of section: is empty"));
        assert!(
            damaged("char=\"S\"", "char=\"SA\"")
                .contains("attribute char of extension: \"SA\" is not a digit")
        );
        assert!(
            damaged("<version>2025", "<version>next").contains("element version: \"next\" is not 4 digits")
        );
        assert!(damaged("codeAlso>", "codeWith>").contains("codeWith"));
        assert!(damaged("<diag>", "<diag>stray").contains("element diag: \"stray\" stands between"));
        let layout = damaged("<codeFirst>", "<codeFirst><b/>");
        assert!(
            layout.contains("element b: is not expected in codeFirst: the layout has changed"),
            "{layout}"
        );
        let long = format!("<note>{}</note>", "x".repeat(LONGEST_NOTE + 1));
        assert!(damaged("<note>Knee cholera</note>", &long).contains("is longer than 2000 bytes"));
        assert!(damaged("<note>Knee cholera</note>", "<note> </note>").contains("element note: is empty"));
        assert!(
            damaged("ICD10CM.tabular>", "ICD9CM.tabular>").contains("where one ICD10CM.tabular is expected")
        );
    }

    #[test]
    fn a_title_keeps_a_range_that_is_not_its_own() {
        let rows = list(&TABULAR.replace("diseases (A00-A09)</desc>", "diseases (A00-A08)</desc>"));
        let title =
            |row: &Row| matches!(row, Row::IcdBlock(row) if row.title.ends_with("diseases (A00-A08)"));
        assert!(rows.is_ok_and(|rows| rows.iter().any(title)));
    }

    #[test]
    fn the_version_must_agree_with_the_name() {
        let of = |name: &str| verdict(name, TABULAR);
        assert_eq!(
            of("icd10cm-tabular-April-2025.xml"),
            "icd10cm-tabular FY 2025 April 2025-04-01"
        );
        assert_eq!(
            of("icd10c-tabular-April-1-2025.xml"),
            "icd10cm-tabular FY 2025 April 2025-04-01"
        );
        assert_eq!(
            of("icd10cm_tabular_2025.xml"),
            "icd10cm-tabular FY 2025 2024-10-01"
        );
        let other = of("icd10cm_tabular_2026.xml");
        assert!(
            other.contains("version \"2025\", but of FY 2026 by its name"),
            "{other}"
        );
        assert!(
            of("tabular.xml").contains("give it its published name, like icd10cm-tabular-April-2025.xml")
        );
        let addenda = TABULAR.replace("<ICD10CM.tabular>", "<ICD10CM.tabular isAddenda=\"true\">");
        assert!(verdict("icd10cm_tabular_2025.xml", &addenda).contains("the changes"));
        let silent = TABULAR.replace("version>", "edition>");
        assert!(verdict("icd10cm_tabular_2025.xml", &silent).contains("without its version"));
    }

    #[test]
    fn the_official_lists_have_so_many_codes() -> Result<(), Box<dyn std::error::Error>> {
        let Some(folder) = release_folder() else {
            return Ok(());
        };
        for (file, codes) in [("April-2025", 46_498), ("April-2026", 46_881)] {
            let path = folder.join(format!("icd10cm/icd10cm-tabular-{file}.zip"));
            let mut zip = zip::ZipArchive::new(std::fs::File::open(path)?)?;
            let mut list = Tabular::new(std::io::BufReader::new(zip.by_index(0)?), file);
            while list.next_row()?.is_some() {}
            assert_eq!(list.codes.len(), codes);
        }
        Ok(())
    }
}

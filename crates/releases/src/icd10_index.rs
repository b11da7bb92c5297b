//! The ICD-10-CM indexes: of diseases and injuries, of external causes, and the tables of drugs and neoplasms.
//!
//! Main terms hold terms, and these the terms below them. In the tables a term has up to six codes, one for each
//! column that the heading names.

use crate::detect::{Layout, Sample, Verdict, not};
use crate::error::{ReadError, Spot, quoted};
use crate::icd10_xml::{self, unknown};
use crate::row::{Reading, Row, RowSource};
use crate::xml::{Element, Step, Xml};
use codeset::release::Source;
use codeset::rows::IndexTermRow;
use codeset::{Code, CodeSystem};
use std::collections::HashMap;
use std::io::BufRead;

const ROOT: &str = "ICD10CM.index";

/// Between the titles of a path.
const BELOW: &str = " > ";

/// The longest path of 2019 has 217 bytes; a path is a key, which databases keep short.
const LONGEST_PATH: usize = 1_000;

/// The longest text in parentheses has 376 bytes.
const LONGEST_TEXT: usize = 2_000;

/// The longest code with its manifestation is near 20 bytes.
const LONGEST_CODE: usize = 100;

/// The columns of codes in the tables; the first column is the term.
const COLUMNS: [&str; 6] = ["2", "3", "4", "5", "6", "7"];

/// What stands where a column has no code.
const NO_CODE: &str = "--";

/// Words by which the columns of the table of drugs are told from each other.
const DRUG_COLUMNS: [&str; 6] = [
    "accidental",
    "self-harm",
    "assault",
    "undetermined",
    "adverse",
    "underdosing",
];

/// The same of the table of neoplasms.
const NEOPLASM_COLUMNS: [&str; 6] = [
    "primary",
    "secondary",
    "situ",
    "benign",
    "uncertain",
    "unspecified",
];

/// A term that is open.
#[derive(Default)]
struct Term {
    /// The titles down to it; empty as long as its own is not known.
    path: String,
    nonessential: Vec<String>,
    codes: Vec<String>,
    manifestations: Vec<String>,
    see: Vec<String>,
    see_also: Vec<String>,
    /// The codes of the columns of a table.
    cells: [Option<String>; COLUMNS.len()],
    /// Whether its row was handed on: it is when the first term below it begins.
    is_done: bool,
}

/// An index.
pub(crate) struct Index<R> {
    xml: Xml<R>,
    /// What is open, from the main term inwards.
    terms: Vec<Term>,
    /// The captions of a table's columns, in lower case.
    heading: Vec<String>,
    /// How often each path came.
    paths: HashMap<String, i32>,
    position: i32,
}

impl<R: BufRead> Index<R> {
    pub fn new(input: R, file: &str) -> Self {
        Self {
            xml: Xml::new(input, file, ROOT),
            terms: Vec::new(),
            heading: Vec::new(),
            paths: HashMap::new(),
            position: 0,
        }
    }

    /// Looks at the element whose tag was opened last. The first term within another completes that one's row.
    fn opened(&mut self) -> Result<Option<Row>, ReadError> {
        let [.., around, element] = self.xml.open() else {
            return Ok(None);
        };
        match (around.name(), element.name()) {
            ("letter", "mainTerm") => {}
            ("mainTerm" | "term", "term") => check_level(element, self.terms.len())?,
            (ROOT, "version" | "title" | "indexHeading" | "letter")
            | ("indexHeading", "head")
            | ("letter", "title")
            | ("title", "nemod")
            | (
                "mainTerm" | "term",
                "title" | "code" | "manif" | "see" | "seeAlso" | "seecat" | "subcat" | "cell",
            ) => return Ok(None),
            _ => return Err(unknown(around, element)),
        }
        let level = self.terms.len().saturating_sub(1);
        let row = match self.terms.last_mut().filter(|term| !term.is_done) {
            Some(term) => Some(row_of(term, level, around, &mut self.paths, &mut self.position)?),
            None => None,
        };
        self.terms.push(Term::default());
        Ok(row)
    }

    /// Reads an element whose end was reached.
    fn closed(&mut self, element: &Element) -> Result<Option<Row>, ReadError> {
        let around = self.xml.open().last().map_or("", |around| around.name());
        match (around, element.name()) {
            (ROOT, "version") => icd10_xml::check_version(element)?,
            (ROOT | "letter", "title") => {}
            ("indexHeading", "head") => self.captioned(element)?,
            (ROOT, "indexHeading") => check_heading(&self.heading, element)?,
            ("mainTerm" | "term", "title") => self.titled(element)?,
            (_, "cell") => self.coded(element)?,
            (_, "mainTerm" | "term") => {
                element.check_no_text()?;
                let level = self.terms.len().saturating_sub(1);
                let term = self.terms.pop().filter(|term| !term.is_done);
                let row = term
                    .map(|mut term| row_of(&mut term, level, element, &mut self.paths, &mut self.position));
                return row.transpose();
            }
            ("title" | "mainTerm" | "term", name) => {
                if let Some(term) = self.terms.last_mut() {
                    term.says(name, element)?;
                }
            }
            _ => element.check_no_text()?,
        }
        Ok(None)
    }

    /// The caption of a table's column.
    fn captioned(&mut self, element: &Element) -> Result<(), ReadError> {
        let column = element.attribute("col");
        if usize::try_from(column.whole()?).ok() != Some(self.heading.len() + 1) {
            return Err(column.problem(format!(
                "is not {}, the column that follows",
                self.heading.len() + 1
            )));
        }
        if self.heading.len() > COLUMNS.len() {
            return Err(element.problem("is a column more than these tables have: the layout has changed"));
        }
        self.heading.push(element.text().some_text()?.to_lowercase());
        Ok(())
    }

    /// The title of a term, which completes its path.
    fn titled(&mut self, element: &Element) -> Result<(), ReadError> {
        let title = element.text().some_text()?;
        let Some((term, above)) = self.terms.split_last_mut() else {
            return Ok(());
        };
        if !term.path.is_empty() {
            return Err(element.problem("is the second title of one term"));
        }
        term.path = match above.last() {
            Some(above) => format!("{}{BELOW}{title}", above.path),
            None => title,
        };
        if term.path.len() > LONGEST_PATH {
            return Err(element.problem(format!(
                "the term and those it stands in have more than {LONGEST_PATH} bytes, which none here has"
            )));
        }
        Ok(())
    }

    /// A code in a column of a table.
    fn coded(&mut self, element: &Element) -> Result<(), ReadError> {
        if self.heading.is_empty() {
            return Err(element.problem("is a column, and no heading says of what"));
        }
        let column = element.attribute("col").one_of(&COLUMNS)?;
        let index = COLUMNS
            .iter()
            .position(|known| *known == column)
            .unwrap_or_default();
        let text = element.text();
        let code = match &*text.raw() {
            "" | "-" | NO_CODE => NO_CODE.to_owned(),
            code if is_code(code) => code.to_owned(),
            code => {
                return Err(text.problem(format!("{} is not a code, nor {NO_CODE} for none", quoted(code))));
            }
        };
        let term = self.terms.last_mut().filter(|term| !term.is_done);
        let cell = term
            .and_then(|term| term.cells.get_mut(index))
            .ok_or_else(|| late(element))?;
        if cell.replace(code).is_some() {
            return Err(element.problem(format!("is the second of column {column}")));
        }
        Ok(())
    }
}

impl Term {
    /// Takes what an element within it, or within its title, says.
    fn says(&mut self, name: &str, element: &Element) -> Result<(), ReadError> {
        if self.is_done {
            return Err(late(element));
        }
        let (list, longest) = match name {
            "nemod" => (&mut self.nonessential, LONGEST_TEXT),
            "code" => (&mut self.codes, LONGEST_CODE),
            "manif" => (&mut self.manifestations, LONGEST_CODE),
            "seeAlso" => (&mut self.see_also, LONGEST_TEXT),
            _ => (&mut self.see, LONGEST_TEXT),
        };
        let text = element.text().some_text_within(longest)?;
        if list.iter().map(String::len).sum::<usize>() + text.len() > longest {
            return Err(element.problem(format!("one term has more than {longest} bytes of these")));
        }
        list.push(text);
        Ok(())
    }
}

/// The row of a term at a level, from 0.
fn row_of(
    term: &mut Term,
    level: usize,
    element: &Element,
    paths: &mut HashMap<String, i32>,
    position: &mut i32,
) -> Result<Row, ReadError> {
    if term.path.is_empty() {
        return Err(element.problem("has no title"));
    }
    term.is_done = true;
    // Words in brackets that are no code belong to the title: the table of neoplasms has one such place.
    for manifestation in term.manifestations.drain(..) {
        let plain = manifestation.trim_matches(['[', ']']);
        let list = if is_code(plain) {
            &mut term.codes
        } else {
            &mut term.nonessential
        };
        list.push(format!("[{plain}]"));
    }
    let has_codes = term.cells.iter().any(Option::is_some);
    let cells = term.cells.iter().map(|cell| cell.as_deref().unwrap_or(NO_CODE));
    let cells = if has_codes {
        cells.collect::<Vec<_>>().join(" ")
    } else {
        String::new()
    };
    let count = paths.entry(term.path.clone()).or_default();
    let occurrence = *count;
    *count += 1;
    *position += 1;
    Ok(Row::IndexTerm(IndexTermRow {
        path: term.path.clone(),
        occurrence,
        level: i32::try_from(level).unwrap_or(i32::MAX),
        position: *position,
        nonessential: term.nonessential.join(" "),
        code: term.codes.join(" "),
        see: term.see.join("; "),
        see_also: term.see_also.join("; "),
        cells,
    }))
}

/// Whether a text is a code as the indexes print it: `X58`, `Z16.-` or `C79.8-`.
fn is_code(text: &str) -> bool {
    Code::parse(CodeSystem::Icd10cm, text.trim_end_matches(['-', '.'])).is_ok()
}

fn late(element: &Element) -> ReadError {
    element.problem("stands behind the terms below it, where it cannot be told whose it is")
}

/// Refuses a level that is not the number of terms around.
fn check_level(element: &Element, around: usize) -> Result<(), ReadError> {
    let level = element.attribute("level");
    if usize::try_from(level.whole()?).ok() == Some(around) {
        return Ok(());
    }
    Err(level.problem(format!(
        "is not {around}, the number of terms that it stands in: a tag is missing before it"
    )))
}

/// Refuses a table whose columns are others, or in another order.
fn check_heading(heading: &[String], element: &Element) -> Result<(), ReadError> {
    let tables = [("substance", DRUG_COLUMNS), ("neoplasm", NEOPLASM_COLUMNS)];
    let is_table = |(first, columns): &(&str, [&str; COLUMNS.len()])| {
        let words = [*first].into_iter().chain(columns.iter().copied());
        heading.len() == words.clone().count()
            && heading
                .iter()
                .zip(words)
                .all(|(caption, word)| caption.contains(word))
    };
    if tables.iter().any(is_table) {
        return Ok(());
    }
    Err(element
        .problem("names other columns than the tables of drugs and neoplasms have: the layout has changed"))
}

impl<R: BufRead> RowSource for Index<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        loop {
            let row = match self.xml.next()? {
                Some(Step::Opened) => self.opened()?,
                Some(Step::Closed(element)) => self.closed(&element)?,
                None => return Ok(None),
            };
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    fn here(&self) -> Spot<'_> {
        self.xml.here()
    }
}

/// The XML.
pub(crate) const XML: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Index::new(input, file)))));

/// Tells a file of this kind, and which index it is, by its title or heading.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let opening = icd10_xml::opening(file, ROOT)?.to_lowercase();
    let (source, what, example) = if opening.contains(">substance<") {
        (
            Source::Icd10cmDrugIndex,
            "the ICD-10-CM table of drugs",
            "icd10cm-drug-April-2025.xml",
        )
    } else if opening.contains(">neoplasm<") {
        (
            Source::Icd10cmNeoplasmIndex,
            "the ICD-10-CM table of neoplasms",
            "icd10cm-neoplasm-April-2025.xml",
        )
    } else if opening.contains("external cause") {
        (
            Source::Icd10cmExternalIndex,
            "the ICD-10-CM index of external causes",
            "icd10cm-eindex-April-2025.xml",
        )
    } else if opening.contains("index to diseases") {
        (
            Source::Icd10cmIndex,
            "the ICD-10-CM index",
            "icd10cm-index-April-2025.xml",
        )
    } else {
        return not("an ICD-10-CM index, but neither its title nor its heading says which");
    };
    icd10_xml::release(file, source, XML, what, example)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{DRUG_INDEX, EXTERNAL_INDEX, read, verdict};

    fn rows(text: &str) -> Result<Vec<Row>, String> {
        read(XML, "index.xml", text.as_bytes())
    }

    fn damaged(text: &str, from: &str, to: &str) -> String {
        assert!(text.contains(from), "{from}");
        rows(&text.replacen(from, to, 1)).err().unwrap_or_default()
    }

    #[test]
    fn terms_are_rows_with_their_paths() {
        insta::assert_debug_snapshot!(rows(EXTERNAL_INDEX).unwrap());
    }

    #[test]
    fn tables_have_six_codes_a_term() {
        insta::assert_debug_snapshot!(rows(DRUG_INDEX).unwrap());
    }

    #[test]
    fn a_repeated_term_is_numbered() {
        let again = "<mainTerm><title>Bursting</title><code>X58</code></mainTerm></letter></ICD10CM.index>";
        let end = "</letter>\n</ICD10CM.index>";
        let read = rows(&EXTERNAL_INDEX.replace(end, again)).unwrap_or_default();
        let occurrences: Vec<_> = read
            .iter()
            .filter_map(|row| match row {
                Row::IndexTerm(row) if row.path == "Bursting" => Some((row.occurrence, row.position)),
                _ => None,
            })
            .collect();
        assert_eq!(occurrences, [(0, 6), (1, 7)]);
    }

    #[test]
    fn which_index_it_is_stands_in_its_heading_or_title() {
        let name = "icd10cm-x-April-2025.xml";
        assert_eq!(
            verdict(name, EXTERNAL_INDEX),
            "icd10cm-external-index FY 2025 April 2025-04-01"
        );
        assert_eq!(
            verdict(name, DRUG_INDEX),
            "icd10cm-drug-index FY 2025 April 2025-04-01"
        );
        let neoplasms = DRUG_INDEX.replace("Substance", "Neoplasm");
        assert_eq!(
            verdict(name, &neoplasms),
            "icd10cm-neoplasm-index FY 2025 April 2025-04-01"
        );
        let main = |title: &str| EXTERNAL_INDEX.replace("ICD-10-CM External Cause of Injuries Index", title);
        let diseases = main("ICD-10-CM INDEX TO DISEASES and INJURIES");
        assert_eq!(
            verdict("icd10cm_index_2025.xml", &diseases),
            "icd10cm-index FY 2025 2024-10-01"
        );
        assert!(verdict(name, &main("Other")).contains("neither its title nor its heading"));
        let other_year = verdict("icd10cm_eindex_2019.xml", EXTERNAL_INDEX);
        assert!(
            other_year.contains("version \"2025\", but of FY 2019 by its name"),
            "{other_year}"
        );
        let addenda = EXTERNAL_INDEX.replace("<ICD10CM.index>", "<ICD10CM.index isAddenda=\"true\">");
        assert!(verdict(name, &addenda).contains("the changes"));
    }

    #[test]
    fn damage_is_located() {
        let index = |from: &str, to: &str| damaged(EXTERNAL_INDEX, from, to);
        assert_eq!(
            index("<term level=\"2\">", "<term level=\"3\">"),
            "index.xml, line 18, attribute level of term: is not 2, the number of terms that it stands in: \
             a tag is missing before it"
        );
        assert!(index("<term level=\"2\">", "<term>").contains("attribute level of term: is empty"));
        assert!(index("<title>candle</title>", "").contains("line 24, element term: has no title"));
        assert!(
            index("<title>candle</title>", "<title>a</title><title>b</title>")
                .contains("second title of one")
        );
        assert!(
            index("<code>X58</code>", "<codes>X58</codes>")
                .contains("element codes: is not expected in mainTerm")
        );
        assert!(index("<code>X58</code>", "<code> </code>").contains("line 9, element code: is empty"));
        assert!(index("<code>X58</code>", "<cell col=\"2\">X58</cell>").contains("no heading says of what"));
        assert!(
            index("</term>\n    </mainTerm>", "</term><code>X58</code></mainTerm>")
                .contains("behind the terms")
        );
        assert!(index("<mainTerm>", "<mainTerm>stray").contains("\"stray\" stands between"));
        let long = "x".repeat(LONGEST_PATH - 5);
        assert!(
            index("balloon", &long)
                .contains("line 16, element title: the term and those it stands in have more")
        );
        let codes = "<code>X58</code>".repeat(40);
        assert!(index("<code>X58</code>", &codes).contains("more than 100 bytes"));
    }

    #[test]
    fn columns_that_changed_places_are_refused() {
        let table = |from: &str, to: &str| damaged(DRUG_INDEX, from, to);
        assert!(table("Poisoning Assault", "Adverse effect").contains("names other columns"));
        assert!(table("<head col=\"7\">Underdosing</head>", "").contains("names other columns"));
        assert!(table("<head col=\"3\">", "<head col=\"4\">").contains("attribute col of head: is not 3"));
        assert!(
            table("<cell col=\"3\">", "<cell col=\"8\">")
                .contains("attribute col of cell: \"8\" is not one of")
        );
        assert!(table("<cell col=\"3\">", "<cell col=\"2\">").contains("is the second of column 2"));
        assert!(
            table("T51.3X1", "51.3X1").contains("element cell: \"51.3X1\" is not a code, nor -- for none")
        );
        assert!(
            table(
                "<head col=\"7\">Underdosing</head>",
                "<head col=\"7\">Underdosing</head><head col=\"8\">x</head>"
            )
            .contains("a column more")
        );
    }
}

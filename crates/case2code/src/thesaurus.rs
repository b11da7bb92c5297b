//! Lay words, abbreviations and names of conditions that the code sets do not use: `thesaurus/*.tsv`, and what an
//! operator adds.
//!
//! A line has four columns: `term` (what people write), `means` (official wordings, ` | ` between them), `codes`
//! (`system:CODE`, a space between them) and `source`. Either `means` or `codes` may be empty. A line with codes is one
//! more name of these codes; a line with wordings lets the search look for those as well.

use crate::SearchError;
use crate::text::{self, Stems};
use codeset::{Code, CodeSystem};
use include_dir::{Dir, include_dir};
use std::collections::{HashMap, HashSet};
use std::path::Path;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/thesaurus");

const COLUMNS: [&str; 4] = ["term", "means", "codes", "source"];

/// The longest term, in words.
const LONGEST_TERM: usize = 8;

/// A line of a thesaurus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What people write.
    pub term: String,
    /// The wordings that it stands for, the most common first.
    pub means: Vec<String>,
    /// The codes that it names.
    pub codes: Vec<Code>,
    /// Where the line is from.
    pub source: String,
}

/// All lines, and the way from typed words to what they mean.
#[derive(Clone, Debug, Default)]
pub struct Thesaurus {
    entries: Vec<Entry>,
    /// From the stems of a term, a space between them, to its wordings.
    meanings: HashMap<String, Vec<String>>,
    /// The stems of all words of terms that have wordings.
    words: HashSet<String>,
    longest: usize,
}

impl Thesaurus {
    /// The lines that the product brings, and those of an operator's files.
    ///
    /// # Errors
    /// [`SearchError::Thesaurus`] names the first line that cannot be used, [`SearchError::Folder`] a file that cannot
    /// be read.
    pub fn load(more: &[&Path]) -> Result<Self, SearchError> {
        let mut entries = Vec::new();
        let mut files: Vec<_> = FILES.files().collect();
        files.sort_by_key(|file| file.path());
        for file in files {
            let name = file.path().display().to_string();
            if name.ends_with(".tsv") {
                read(&name, file.contents(), &mut entries)?;
            }
        }
        for path in more {
            let bytes = std::fs::read(path).map_err(|problem| SearchError::Folder {
                folder: path.to_path_buf(),
                problem,
            })?;
            read(&path.display().to_string(), &bytes, &mut entries)?;
        }
        Ok(Self::of(entries))
    }

    /// A thesaurus of some lines.
    pub fn of(entries: Vec<Entry>) -> Self {
        let mut stems = Stems::default();
        let mut meanings: HashMap<String, Vec<String>> = HashMap::new();
        let mut words = HashSet::new();
        let mut longest = 0;
        for entry in &entries {
            if entry.means.is_empty() {
                continue;
            }
            let key = key(&mut stems, &entry.term);
            longest = longest.max(key.split(' ').count());
            words.extend(key.split(' ').map(str::to_owned));
            let known = meanings.entry(key).or_default();
            for wording in &entry.means {
                if !known.contains(wording) {
                    known.push(wording.clone());
                }
            }
        }
        Self {
            entries,
            meanings,
            words,
            longest: longest.min(LONGEST_TERM),
        }
    }

    /// The lines.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The longest term that has wordings, in words.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The wordings of a term, given as the stems of its words.
    pub fn meanings(&self, stems: &[&str]) -> &[String] {
        self.meanings.get(&stems.join(" ")).map_or(&[], Vec::as_slice)
    }

    /// Whether a term with wordings has a word, given as its stem.
    pub fn has_word(&self, stem: &str) -> bool {
        self.words.contains(stem)
    }

    /// A line that differs when any line of the thesaurus does.
    pub fn fingerprint(&self) -> String {
        use sha2::{Digest, Sha256};
        let mut sum = Sha256::new();
        for entry in &self.entries {
            sum.update(format!("{entry:?}\n"));
        }
        sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn key(stems: &mut Stems, term: &str) -> String {
    let words: Vec<String> = text::words(term)
        .iter()
        .map(|word| stems.stem(&word.plain))
        .collect();
    words.join(" ")
}

fn read(file: &str, bytes: &[u8], entries: &mut Vec<Entry>) -> Result<(), SearchError> {
    let wrong = |line: u64, problem: String| SearchError::Thesaurus {
        file: file.to_owned(),
        line,
        problem,
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(bytes);
    let heads = reader
        .headers()
        .map_err(|e| wrong(1, format!("not UTF-8 text with tabs: {e}")))?;
    if heads.iter().ne(COLUMNS) {
        return Err(wrong(
            1,
            format!("the first line must be {}, with tabs between", COLUMNS.join(", ")),
        ));
    }
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, csv::Position::line);
            wrong(line, format!("four columns with tabs between are expected: {e}"))
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let column = |at: usize| record.get(at).unwrap_or_default().trim();
        let term = column(0).to_owned();
        let means: Vec<String> = column(1)
            .split(" | ")
            .map(str::trim)
            .filter(|wording| !wording.is_empty())
            .map(str::to_owned)
            .collect();
        let codes = column(2)
            .split_whitespace()
            .map(|text| {
                code(text).ok_or_else(|| wrong(line, format!("{text:?} is no code such as icd10cm:M54.50")))
            })
            .collect::<Result<Vec<Code>, SearchError>>()?;
        if text::words(&term).is_empty() {
            return Err(wrong(line, "the term has no word".to_owned()));
        }
        if means.is_empty() && codes.is_empty() {
            return Err(wrong(line, format!("{term:?} has neither a meaning nor a code")));
        }
        entries.push(Entry {
            term,
            means,
            codes,
            source: column(3).to_owned(),
        });
    }
    Ok(())
}

fn code(text: &str) -> Option<Code> {
    let (system, code) = text.split_once(':')?;
    Code::parse(CodeSystem::from_slug(system)?, code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thesaurus_of_the_product_can_be_read() {
        let thesaurus = Thesaurus::load(&[]).unwrap();
        assert!(
            thesaurus.entries().len() >= 1_500,
            "{}",
            thesaurus.entries().len()
        );
    }

    #[test]
    fn a_wrong_line_is_named() {
        for (text, line, words) in [
            ("term\tmeans\n", 1, "first line"),
            ("term\tmeans\tcodes\tsource\nx\t\t\town\n", 2, "neither"),
            (
                "term\tmeans\tcodes\tsource\nx\ty\t\town\n-\ty\t\town\n",
                3,
                "no word",
            ),
            (
                "term\tmeans\tcodes\tsource\nx\t\tM54\town\n",
                2,
                "no code such as",
            ),
            ("term\tmeans\tcodes\tsource\nx\ty\n", 2, "four columns"),
        ] {
            let error = read("mine.tsv", text.as_bytes(), &mut Vec::new()).unwrap_err();
            assert!(
                matches!(&error, SearchError::Thesaurus { line: at, problem, .. } if *at == line && problem.contains(words)),
                "{error}"
            );
        }
    }

    #[test]
    fn a_term_is_found_in_any_form() {
        let mut entries = Vec::new();
        read(
            "mine.tsv",
            b"term\tmeans\tcodes\tsource\nheart attacks\tmyocardial infarction\t\town\n",
            &mut entries,
        )
        .unwrap();
        let thesaurus = Thesaurus::of(entries);
        assert_eq!(
            thesaurus.meanings(&["heart", "attack"]),
            ["myocardial infarction"]
        );
    }
}

//! What people say of billing rules and what manuals write instead: `wordings/manual.tsv`.
//!
//! A line has two columns with ` | ` between wordings: `typed`, what people write, and `means`, what manuals do. Without
//! the second the first ones mean each other. It stands apart from the thesaurus of codes: "shot" and "report" would
//! lead the search of codes astray.

use super::words::{stem, words};
use crate::text::Stems;
use std::collections::HashMap;

static FILE: &str = include_str!("../../wordings/manual.tsv");

/// The longest wording that is typed, in words.
pub(super) const LONGEST: usize = 6;

/// From the stems of what is typed, a space between them, to the stems of each of its wordings.
#[derive(Debug, Default)]
pub(super) struct Wordings(HashMap<String, Vec<Vec<String>>>);

impl Wordings {
    /// The wordings that the product brings. A line without a typed wording is passed over.
    pub(super) fn load(stems: &mut Stems) -> Self {
        let mut all: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for line in FILE.lines().skip(1) {
            let (typed, means) = line.split_once('\t').unwrap_or((line, ""));
            let typed = read(typed, stems);
            let means = read(means, stems);
            for one in typed.iter().filter(|one| !one.is_empty()) {
                let known = all.entry(one.join(" ")).or_default();
                for wording in if means.is_empty() { &typed } else { &means } {
                    if wording != one && !known.contains(wording) {
                        known.push(wording.clone());
                    }
                }
            }
        }
        Self(all)
    }

    /// The wordings of some typed words, given as stems with a space between them.
    pub(super) fn of(&self, typed: &str) -> Option<&[Vec<String>]> {
        self.0.get(typed).map(Vec::as_slice)
    }
}

fn read(column: &str, stems: &mut Stems) -> Vec<Vec<String>> {
    column
        .split('|')
        .map(|wording| {
            words(wording)
                .iter()
                .map(|word| stem(stems, &word.plain))
                .collect::<Vec<_>>()
        })
        .filter(|stems| !stems.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_wordings_that_can_be_typed() {
        for line in FILE.lines().skip(1) {
            let typed = read(line.split('\t').next().unwrap(), &mut Stems::default());
            assert!(!typed.is_empty(), "{line}");
            assert!(typed.iter().all(|one| one.len() <= LONGEST), "{line}");
            assert_eq!(line.split('\t').count(), 2, "{line}");
        }
    }

    #[test]
    fn wordings_mean_each_other_or_lead_one_way() {
        let wordings = Wordings::load(&mut Stems::default());
        let of = |typed| -> Vec<String> {
            wordings
                .of(typed)
                .unwrap_or_default()
                .iter()
                .map(|one| one.join(" "))
                .collect()
        };
        assert!(of("mue").contains(&"medic unlik edit".to_owned()));
        assert!(of("foley").contains(&"urinar cathet".to_owned()));
        assert!(of("urinar cathet").is_empty());
    }
}

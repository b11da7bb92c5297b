//! Which of two sources answers for the codes and titles of ICD-10-CM on a day.
//!
//! The order file and the tabular list both name every code. The one whose release is the newer on the day answers, the
//! order file where both begin on the same day; a code that the tabular list never named is the order file's alone.

use crate::entity::{code_version, release};
use crate::releases::Released;
use codeset::NaiveDate;
use codeset::release::Source;

/// The sources in question.
pub(crate) const SOURCES: [Source; 2] = [Source::Icd10cm, Source::Icd10cmTabular];

/// A version of a code's title, with or without its release.
pub(crate) trait Version: Clone {
    /// The row.
    fn row(&self) -> &code_version::Model;

    /// The row, to set its days.
    fn row_mut(&mut self) -> &mut code_version::Model;
}

impl Version for code_version::Model {
    fn row(&self) -> &code_version::Model {
        self
    }

    fn row_mut(&mut self) -> &mut code_version::Model {
        self
    }
}

impl Version for Released<code_version::Model> {
    fn row(&self) -> &code_version::Model {
        &self.row
    }

    fn row_mut(&mut self) -> &mut code_version::Model {
        &mut self.row
    }
}

/// Who answers when.
pub(crate) struct Answering {
    /// The first day of each time and whether the tabular list answers in it; each lasts until the next.
    times: Vec<(NaiveDate, bool)>,
}

impl Answering {
    /// Out of the loaded releases of [`SOURCES`].
    pub fn new(releases: &[release::Model]) -> Self {
        let mut times: Vec<_> = releases
            .iter()
            .map(|release| (release.valid_from, is_tabular(&release.source)))
            .collect();
        // On the same day the order file comes last, and so stays.
        times.sort_by_key(|(day, is_tabular)| (*day, !is_tabular));
        Self { times }
    }

    /// The versions of one code that count, each with the days on which it does, oldest first.
    pub fn versions<V: Version>(&self, versions: Vec<V>) -> Vec<V> {
        if !has_tabular(&versions) {
            return versions;
        }
        let mut counting: Vec<V> = versions.iter().flat_map(|version| self.parts(version)).collect();
        counting.sort_by_key(|version| version.row().valid_from);
        counting.dedup_by(|next, last| {
            let goes_on =
                last.row().valid_to == Some(next.row().valid_from) && says_the_same(last.row(), next.row());
            if goes_on {
                last.row_mut().valid_to = next.row().valid_to;
            }
            goes_on
        });
        counting
    }

    /// The parts of a version's days on which its source answers.
    fn parts<V: Version>(&self, version: &V) -> Vec<V> {
        let row = version.row();
        let ends = self.times.iter().skip(1).map(|(day, _)| Some(*day)).chain([None]);
        self.times
            .iter()
            .zip(ends)
            .filter(|((_, is_tabulars), _)| *is_tabulars == is_tabular(&row.source))
            .filter_map(|((from, _), to)| {
                let from = row.valid_from.max(*from);
                let to = [row.valid_to, to].into_iter().flatten().min();
                if to.is_some_and(|to| to <= from) {
                    return None;
                }
                let mut part = version.clone();
                part.row_mut().valid_from = from;
                part.row_mut().valid_to = to;
                Some(part)
            })
            .collect()
    }
}

/// Whether there is anything to decide: the tabular list names the code.
pub(crate) fn has_tabular<V: Version>(versions: &[V]) -> bool {
    versions.iter().any(|version| is_tabular(&version.row().source))
}

fn is_tabular(source: &str) -> bool {
    source == Source::Icd10cmTabular.slug()
}

/// Whether two versions differ in nothing that a reader is told. The order file writes titles without accents.
fn says_the_same(one: &code_version::Model, other: &code_version::Model) -> bool {
    let (own, others) = (one.long_title.chars(), other.long_title.chars());
    one.billable == other.billable
        && own.clone().count() == others.clone().count()
        && own
            .zip(others)
            .all(|(own, other)| own == other || !(own.is_ascii() && other.is_ascii()))
}

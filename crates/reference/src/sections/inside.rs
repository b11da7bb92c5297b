//! How much the sections hold, in numbers only: what a reader without access is told.

use super::{ReferenceError, Subject, guidelines};
use crate::sections::subject::PairCounts;
use codeset::CodeSystem;
use codeset::page::SectionId;
use codeset::release::Source;
use store::coverage::{ArticleList, Support};
use store::crosswalks::Direction;
use store::edits::AddOnRole;

/// How much the sections hold.
#[derive(Default)]
pub(crate) struct Inside {
    articles: Vec<String>,
    has_fees: bool,
    has_outpatient_rate: bool,
    has_attributes: bool,
    pairs: PairCounts,
    limits: u64,
    notes: u64,
    add_ons: u64,
    documents: u64,
    diagnoses: u64,
    mappings: u64,
}

impl Inside {
    pub async fn find(subject: &Subject<'_>) -> Result<Self, ReferenceError> {
        let (store, on) = (subject.store, subject.on);
        let code = subject.code.as_str();
        let mut inside = Self {
            articles: store.list_article_sections(subject.code).await?,
            ..Self::default()
        };
        let listings = store.list_coverage(subject.code, on).await?;
        let mut documents: Vec<_> = listings.iter().map(|listing| listing.document.key()).collect();
        documents.dedup();
        inside.documents = count(&documents);
        if subject.is_procedure() {
            inside.has_fees = !store.list_fees(code, on).await?.is_empty();
            inside.has_outpatient_rate = store.find_opps_rate(code, on).await?.is_some();
            inside.pairs = subject.pair_counts().await?;
            for source in super::ncci_edits::LIMITS {
                inside.limits += u64::from(store.find_mue(source, code, on).await?.is_some());
            }
            for role in [AddOnRole::AddOn, AddOnRole::Primary] {
                inside.add_ons += count(&store.list_add_ons(code, role, on).await?);
            }
            for support in Support::ALL {
                inside.diagnoses += store
                    .count_article_codes(&documents, ArticleList::Diagnoses(support), on)
                    .await?;
            }
        }
        match subject.code.system() {
            CodeSystem::Icd10cm => {
                let places = guidelines::places(subject).await?;
                inside.notes = store.count_tabular_notes(&places, on).await?;
                for direction in [Direction::ToIcd9, Direction::FromIcd9] {
                    inside.mappings += store.count_mappings(code, direction, on).await?;
                }
            }
            CodeSystem::Hcpcs | CodeSystem::Modifier if subject.has(Source::Hcpcs) => {
                inside.has_attributes = store.find_hcpcs_attributes(subject.code, on).await?.is_some();
            }
            _ => {}
        }
        Ok(inside)
    }

    /// What a section holds besides editorial notes.
    fn parts(&self, id: SectionId) -> Vec<String> {
        let fees = self.has_fees.then(|| "figures from the fee schedule".to_owned());
        let parts = match id {
            SectionId::Guidelines => vec![
                counted(
                    self.notes,
                    "note of the tabular list",
                    "notes of the tabular list",
                ),
                counted(self.add_ons, "add-on relation", "add-on relations"),
            ],
            SectionId::Modifiers => vec![fees],
            SectionId::Crosswalks => vec![
                counted(self.mappings, "mapping", "mappings"),
                counted(
                    self.diagnoses,
                    "diagnosis of a coverage article",
                    "diagnoses of coverage articles",
                ),
            ],
            SectionId::NcciEdits => {
                let [column1, column2] = self.pairs.practitioner;
                let hospital = self.pairs.hospital.iter().sum();
                vec![
                    counted(column1, "edit as Column 1", "edits as Column 1"),
                    counted(column2, "edit as Column 2", "edits as Column 2"),
                    counted(
                        hospital,
                        "edit for outpatient hospitals",
                        "edits for outpatient hospitals",
                    ),
                    match self.limits {
                        1 => Some("a unit limit".to_owned()),
                        limits => counted(limits, "unit limit", "unit limits"),
                    },
                ]
            }
            SectionId::Compliance => vec![
                fees,
                self.has_attributes
                    .then(|| "attributes from the HCPCS file".to_owned()),
            ],
            SectionId::MedicareCoverage => vec![
                fees,
                self.has_outpatient_rate
                    .then(|| "an outpatient status".to_owned()),
                counted(self.documents, "coverage document", "coverage documents"),
            ],
        };
        parts.into_iter().flatten().collect()
    }
}

/// One line that says how much a section holds, never what.
pub(crate) fn summary(inside: &Inside, id: SectionId) -> String {
    let mut parts = Vec::new();
    if inside.articles.iter().any(|section| section == id.slug()) {
        parts.push("editorial notes".to_owned());
    }
    parts.extend(inside.parts(id));
    match parts.as_slice() {
        [] => "Inside: what is loaded for this code, and what is not.".to_owned(),
        [one] => format!("Inside: {one}."),
        [first @ .., last] => format!("Inside: {} and {last}.", first.join(", ")),
    }
}

fn count<T>(rows: &[T]) -> u64 {
    u64::try_from(rows.len()).unwrap_or(u64::MAX)
}

/// `1 edit`, `41 edits`; nothing for none.
fn counted(number: u64, one: &str, several: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {several}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_counts_and_tells_nothing() {
        let inside = Inside {
            articles: vec!["guidelines".into()],
            has_fees: true,
            pairs: PairCounts {
                practitioner: [41, 1],
                hospital: [0, 0],
            },
            limits: 1,
            ..Inside::default()
        };
        assert_eq!(
            summary(&inside, SectionId::Guidelines),
            "Inside: editorial notes."
        );
        assert_eq!(
            summary(&inside, SectionId::NcciEdits),
            "Inside: 41 edits as Column 1, 1 edit as Column 2 and a unit limit."
        );
        assert_eq!(
            summary(&inside, SectionId::Crosswalks),
            "Inside: what is loaded for this code, and what is not."
        );
    }

    #[test]
    fn each_section_counts_what_is_its_own() {
        let inside = Inside {
            has_outpatient_rate: true,
            has_attributes: true,
            pairs: PairCounts {
                practitioner: [0, 0],
                hospital: [2, 3],
            },
            limits: 3,
            notes: 7,
            add_ons: 1,
            documents: 2,
            diagnoses: 1,
            mappings: 4,
            ..Inside::default()
        };
        for (id, expected) in [
            (
                SectionId::Guidelines,
                "7 notes of the tabular list and 1 add-on relation",
            ),
            (
                SectionId::Crosswalks,
                "4 mappings and 1 diagnosis of a coverage article",
            ),
            (
                SectionId::NcciEdits,
                "5 edits for outpatient hospitals and 3 unit limits",
            ),
            (SectionId::Compliance, "attributes from the HCPCS file"),
            (
                SectionId::MedicareCoverage,
                "an outpatient status and 2 coverage documents",
            ),
            (
                SectionId::Modifiers,
                "what is loaded for this code, and what is not",
            ),
        ] {
            assert_eq!(summary(&inside, id), format!("Inside: {expected}."));
        }
    }
}

//! The six sections: what each says, and for a reader without access how much it holds.

mod compliance;
mod crosswalks;
mod guidelines;
mod medicare_coverage;
mod modifiers;
mod ncci_edits;

use crate::page::{Block, Evidence, Fact};
use crate::{ReferenceError, evidence};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate};
use store::Store;
use store::edits::Column;
use store::entity::{conversion_factor, fee, release};
use store::releases::Released;

/// A code on a date, and where to look.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub store: &'a Store,
    pub code: &'a Code,
    pub on: NaiveDate,
}

/// What several sections draw on.
pub(crate) struct Facts {
    /// Fee schedule rows, the whole service first.
    pub fees: Vec<Released<fee::Model>>,
    /// The fee schedule release that answers for the day.
    pub fee_release: Option<release::Model>,
    /// Conversion factors of the day.
    pub factors: Vec<Released<conversion_factor::Model>>,
}

/// How much the sections hold, in numbers only.
pub(crate) struct Inside {
    articles: Vec<String>,
    has_fees: bool,
    column1: u64,
    column2: u64,
    has_mue: bool,
}

impl Subject<'_> {
    /// Whether claims to Medicare's fee schedule and NCCI edits know codes of this system.
    pub fn is_procedure(&self) -> bool {
        matches!(self.code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs)
    }

    pub async fn facts(&self) -> Result<Facts, ReferenceError> {
        if !self.is_procedure() {
            return Ok(Facts {
                fees: Vec::new(),
                fee_release: None,
                factors: Vec::new(),
            });
        }
        Ok(Facts {
            fees: self.store.list_fees(self.code.as_str(), self.on).await?,
            fee_release: self.store.find_release(Source::Mpfs, self.on).await?,
            factors: self.store.list_conversion_factors(self.on).await?,
        })
    }

    pub async fn inside(&self) -> Result<Inside, ReferenceError> {
        let articles = self.store.list_article_sections(self.code).await?;
        if !self.is_procedure() {
            return Ok(Inside {
                articles,
                has_fees: false,
                column1: 0,
                column2: 0,
                has_mue: false,
            });
        }
        let code = self.code.as_str();
        let pairs = async |column| {
            self.store
                .count_pairs(Source::PtpPractitioner, code, column, self.on)
                .await
        };
        Ok(Inside {
            articles,
            has_fees: !self.store.list_fees(code, self.on).await?.is_empty(),
            column1: pairs(Column::One).await?,
            column2: pairs(Column::Two).await?,
            has_mue: self
                .store
                .find_mue(Source::MuePractitioner, code, self.on)
                .await?
                .is_some(),
        })
    }
}

impl Facts {
    /// The row of the whole service.
    pub fn fee(&self) -> Option<&Released<fee::Model>> {
        self.fees
            .iter()
            .find(|fee| fee.row.modifier.is_empty())
            .or_else(|| self.fees.first())
    }

    /// A fee schedule row's evidence.
    pub fn fee_evidence(fee: &Released<fee::Model>) -> Evidence {
        let row = &fee.row;
        let key = match row.modifier.as_str() {
            "" => format!("HCPCS {}", row.code),
            modifier => format!("HCPCS {}, MOD {modifier}", row.code),
        };
        evidence::of_row(&fee.release, row.valid_from, row.valid_to, key)
    }

    /// That the fee schedule says nothing of the code.
    pub fn no_fee(&self, subject: &Subject<'_>) -> Block {
        let what = format!("{} {}", subject.code.system(), subject.code);
        Block::Notice(evidence::missing(
            &what,
            Source::Mpfs,
            self.fee_release.as_ref(),
            subject.on,
        ))
    }
}

/// The parts of a section behind its editorial text; at least one.
pub(crate) async fn blocks(
    subject: &Subject<'_>,
    facts: &Facts,
    id: SectionId,
) -> Result<Vec<Block>, ReferenceError> {
    match id {
        SectionId::Guidelines => guidelines::blocks(subject).await,
        SectionId::Modifiers => modifiers::blocks(subject, facts).await,
        SectionId::Crosswalks => Ok(crosswalks::blocks(subject)),
        SectionId::NcciEdits => ncci_edits::blocks(subject).await,
        SectionId::Compliance => Ok(compliance::blocks(subject, facts)),
        SectionId::MedicareCoverage => Ok(medicare_coverage::blocks(subject, facts)),
    }
}

/// One line that says how much a section holds, never what.
pub(crate) fn summary(inside: &Inside, id: SectionId) -> String {
    let mut parts = Vec::new();
    if inside.articles.iter().any(|section| section == id.slug()) {
        parts.push("editorial notes".to_owned());
    }
    match id {
        SectionId::Modifiers | SectionId::Compliance | SectionId::MedicareCoverage if inside.has_fees => {
            parts.push("figures from the fee schedule".to_owned());
        }
        SectionId::NcciEdits => {
            for (count, column) in [(inside.column1, "Column 1"), (inside.column2, "Column 2")] {
                if count > 0 {
                    parts.push(format!(
                        "{count} edit{} as {column}",
                        if count == 1 { "" } else { "s" }
                    ));
                }
            }
            if inside.has_mue {
                parts.push("a unit limit".to_owned());
            }
        }
        _ => {}
    }
    match parts.as_slice() {
        [] => "Inside: what is loaded for this code, and what is not.".to_owned(),
        [one] => format!("Inside: {one}."),
        [first @ .., last] => format!("Inside: {} and {last}.", first.join(", ")),
    }
}

/// A fact of an indicator, its value and the meaning.
fn fact(term: &str, value: impl Into<String>, meaning: impl Into<String>) -> Fact {
    Fact {
        term: term.into(),
        value: value.into(),
        meaning: meaning.into(),
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
            column1: 41,
            column2: 1,
            has_mue: true,
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
}

//! What the sections are about, and what several of them draw on.

use super::documents::Coverage;
use super::{ReferenceError, titles::Titles};
use crate::evidence;
use crate::fees::ZipAnswer;
use crate::loaded::Loaded;
use crate::page::{Block, Evidence};
use codeset::modifier::EditCounts;
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate};
use store::Store;
use store::edits::Column;
use store::entity::{code_version, conversion_factor, fee};
use store::releases::Released;

/// A code on a date, and where to look.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub store: &'a Store,
    pub code: &'a Code,
    pub on: NaiveDate,
    /// Every version of the code, oldest first.
    pub versions: &'a [Released<code_version::Model>],
    /// The one that answers for the day.
    pub version: Option<&'a Released<code_version::Model>>,
    /// The releases that answer.
    pub loaded: &'a Loaded,
    /// The ZIP code that the reader gives, as it was written.
    pub zip: Option<&'a str>,
    /// What becomes of it.
    pub place: Option<&'a ZipAnswer>,
}

/// What several sections draw on.
pub(crate) struct Facts {
    /// Fee schedule rows, the whole service first.
    pub fees: Vec<Released<fee::Model>>,
    /// Conversion factors of the day.
    pub factors: Vec<Released<conversion_factor::Model>>,
    /// How many edits name the code.
    pub pairs: PairCounts,
    /// Those of practitioners in either column, by what a modifier can do to them.
    pub practitioner_edits: EditCounts,
    /// The coverage documents that list the code.
    pub coverage: Coverage,
}

/// How many edits of a setting name a code, as Column 1 and as Column 2.
#[derive(Clone, Copy, Default)]
pub(crate) struct PairCounts {
    pub practitioner: [u64; 2],
    pub hospital: [u64; 2],
}

impl Subject<'_> {
    /// Whether claims to Medicare's fee schedule and NCCI edits know codes of this system.
    pub fn is_procedure(&self) -> bool {
        matches!(self.code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs)
    }

    /// `CPT 97150`, as sentences name the code.
    pub fn name(&self) -> String {
        format!("{} {}", self.code.system(), self.code)
    }

    /// Whether any release of a source is loaded.
    pub fn has(&self, source: Source) -> bool {
        self.loaded.newest(source).is_some()
    }

    pub async fn facts(&self) -> Result<Facts, ReferenceError> {
        let mut facts = Facts {
            fees: Vec::new(),
            factors: Vec::new(),
            pairs: PairCounts::default(),
            practitioner_edits: EditCounts::default(),
            coverage: Coverage::find(self).await?,
        };
        if self.is_procedure() {
            facts.fees = self.store.list_fees(self.code.as_str(), self.on).await?;
            facts.factors = self.store.list_conversion_factors(self.on).await?;
            facts.pairs.hospital = self.count_both_columns(Source::PtpHospital).await?;
            if self.has(Source::PtpPractitioner) {
                let code = self.code.as_str();
                let [as_column1, as_column2] = self
                    .store
                    .count_pairs_by_indicator(Source::PtpPractitioner, code, self.on)
                    .await?;
                facts.pairs.practitioner = [as_column1, as_column2].map(EditCounts::total);
                facts.practitioner_edits = as_column1 + as_column2;
            }
        }
        Ok(facts)
    }

    pub async fn pair_counts(&self) -> Result<PairCounts, ReferenceError> {
        Ok(PairCounts {
            practitioner: self.count_both_columns(Source::PtpPractitioner).await?,
            hospital: self.count_both_columns(Source::PtpHospital).await?,
        })
    }

    async fn count_both_columns(&self, source: Source) -> Result<[u64; 2], ReferenceError> {
        let mut counts = [0, 0];
        if self.has(source) {
            let code = self.code.as_str();
            for (count, column) in counts.iter_mut().zip([Column::One, Column::Two]) {
                *count = self.store.count_pairs(source, code, column, self.on).await?;
            }
        }
        Ok(counts)
    }

    /// The titles of codes of one system or several.
    pub async fn titles(&self, codes: impl IntoIterator<Item = Code>) -> Result<Titles, ReferenceError> {
        let mut codes: Vec<Code> = codes.into_iter().collect();
        codes.sort();
        codes.dedup();
        Ok(Titles::new(self.store.list_named(&codes, self.on).await?))
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
        evidence::of(fee, key)
    }

    /// That the fee schedule says nothing of the code.
    pub fn no_fee(subject: &Subject<'_>) -> Block {
        Block::Notice(subject.loaded.missing(&subject.name(), Source::Mpfs))
    }
}

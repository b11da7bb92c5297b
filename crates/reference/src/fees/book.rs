//! The fee schedule of some codes on a day, to price them anywhere.

use super::Locality;
use crate::page::Evidence;
use crate::sections::Facts;
use crate::{ReferenceError, evidence};
use codeset::claim::ClaimLine;
use codeset::mpfs::pricing::{Caps, Line, Priced, Terms, price};
use codeset::mpfs::{Basis, Gpci, Setting};
use codeset::rows::FeeRow;
use codeset::{Code, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use store::Store;
use store::entity::{conversion_factor, fee, opps_cap};
use store::releases::Released;

/// Whose conversion factor: from 2026 there are two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Apm {
    /// Everybody else's.
    #[default]
    NotQualifying,
    /// That of qualifying participants in an advanced alternative payment model (QP).
    Qualifying,
}

/// What a reader chooses to be priced by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Where the services are furnished.
    pub setting: Setting,
    /// Which amount.
    pub basis: Basis,
    /// By whose conversion factor.
    pub apm: Apm,
}

/// A contractor and the number of a locality.
type Place = (String, String);

/// What the loaded releases say of the fees of some codes on a day.
pub struct FeeBook {
    on: NaiveDate,
    fees: Vec<Released<fee::Model>>,
    rows: BTreeMap<String, Vec<FeeRow>>,
    bases: BTreeMap<String, FeeRow>,
    factors: Vec<Released<conversion_factor::Model>>,
    caps: BTreeMap<Place, Caps>,
}

impl FeeBook {
    /// Opens the book of some codes.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find(store: &Store, codes: &[&Code], on: NaiveDate) -> Result<Self, ReferenceError> {
        let codes: BTreeSet<&str> = codes.iter().map(|code| code.as_str()).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let fees = store.list_fees_of(&codes, on).await?;
        let factors = store.list_conversion_factors(on).await?;
        Self::of(store, fees, factors, on).await
    }

    /// Opens the book of codes whose rows and conversion factors are at hand.
    pub(crate) async fn of(
        store: &Store,
        fees: Vec<Released<fee::Model>>,
        factors: Vec<Released<conversion_factor::Model>>,
        on: NaiveDate,
    ) -> Result<Self, ReferenceError> {
        let mut rows: BTreeMap<String, Vec<FeeRow>> = BTreeMap::new();
        for fee in &fees {
            rows.entry(fee.row.code.clone())
                .or_default()
                .extend(fee.row.to_row());
        }
        let bases: BTreeSet<&str> = fees
            .iter()
            .map(|fee| fee.row.endoscopic_base.as_str())
            .filter(|base| !base.is_empty())
            .collect();
        let bases = if bases.is_empty() {
            Vec::new()
        } else {
            let bases: Vec<&str> = bases.into_iter().collect();
            store.list_fees_of(&bases, on).await?
        };
        let codes: Vec<&str> = rows.keys().map(String::as_str).collect();
        let caps = store.list_opps_caps_of(&codes, None, on).await?;
        let whole_services = bases.iter().filter(|base| base.row.modifier.is_empty());
        Ok(Self {
            on,
            bases: whole_services
                .filter_map(|base| Some((base.row.code.clone(), base.row.to_row()?)))
                .collect(),
            caps: by_place(&caps),
            fees,
            rows,
            factors,
        })
    }

    /// The rows of a code: the whole service first.
    pub fn rows(&self, code: &Code) -> &[FeeRow] {
        self.rows.get(code.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Where a row of a code stands.
    pub fn evidence(&self, code: &Code, modifier: &str) -> Option<Evidence> {
        let is_row =
            |fee: &&Released<fee::Model>| fee.row.code == code.as_str() && fee.row.modifier == modifier;
        self.fees.iter().find(is_row).map(Facts::fee_evidence)
    }

    /// The conversion factor, in ten-thousandths of a dollar, and where it stands; `None` where none is loaded.
    pub fn factor(&self, apm: Apm) -> Option<(i32, Evidence)> {
        let kinds = match apm {
            Apm::NotQualifying => ["physician", "physician-nonqp"],
            Apm::Qualifying => ["physician", "physician-qp"],
        };
        let found = self
            .factors
            .iter()
            .find(|factor| kinds.contains(&factor.row.kind.as_str()))?;
        Some((found.row.factor, evidence::of(found, "CONV FACTOR")))
    }

    /// Whether there is one conversion factor for qualifying APM participants and one for others.
    pub fn has_two_factors(&self) -> bool {
        self.factors.len() > 1
    }

    /// Prices lines in a locality, or without geographic adjustment; `None` without a conversion factor.
    pub fn price(&self, lines: &[ClaimLine], locality: Option<&Locality>, choice: Choice) -> Option<Priced> {
        let lines: Vec<Line<'_>> = lines
            .iter()
            .map(|line| Line {
                rows: self.rows(&line.code),
                modifiers: &line.modifiers,
                units: line.units,
            })
            .collect();
        self.with_terms(locality, choice, |terms| price(&lines, &self.bases, terms))
    }

    /// The amount of one unit of a row, in cents; `None` without a conversion factor.
    pub fn amount(&self, row: &FeeRow, locality: Option<&Locality>, choice: Choice) -> Option<i64> {
        self.with_terms(locality, choice, |terms| terms.amount(row))
    }

    /// The capped payments of a locality.
    fn caps_of(&self, locality: &Locality) -> Option<&Caps> {
        self.caps.get(&(locality.mac.clone(), locality.number.clone()))
    }

    fn with_terms<T>(
        &self,
        locality: Option<&Locality>,
        choice: Choice,
        compute: impl FnOnce(&Terms<'_>) -> T,
    ) -> Option<T> {
        let no_caps = Caps::new();
        let (factor, _) = self.factor(choice.apm)?;
        Some(compute(&Terms {
            on: self.on,
            gpci: locality.map_or(Gpci::NATIONAL, |locality| locality.gpci),
            factor,
            setting: choice.setting,
            basis: choice.basis,
            caps: locality
                .and_then(|locality| self.caps_of(locality))
                .unwrap_or(&no_caps),
        }))
    }
}

/// The caps of each locality.
fn by_place(caps: &[Released<opps_cap::Model>]) -> BTreeMap<Place, Caps> {
    let mut by_place: BTreeMap<Place, Caps> = BTreeMap::new();
    for cap in caps {
        let row = &cap.row;
        let place = (row.mac.clone(), row.locality.clone());
        let key = (row.code.clone(), row.modifier.clone());
        let cents = [row.nonfacility.into(), row.facility.into()];
        by_place.entry(place).or_default().insert(key, cents);
    }
    by_place
}

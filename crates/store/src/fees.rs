//! What Medicare pays practitioners: the physician fee schedule, conversion factors, price indices.

use crate::entity::{anesthesia_factor, conversion_factor, fee, gpci};
use crate::releases::{Released, in_force};
use crate::{Store, StoreError};
use codeset::rows::FeeRow;
use codeset::{Code, NaiveDate, release::Source};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

/// The fee schedules. From 2026 there are two files with the same relative values and different conversion factors.
const SCHEDULES: [Source; 2] = [Source::Mpfs, Source::MpfsQpp];

impl fee::Model {
    /// The row as it stands in the file; `None` where its code is none, which no release loads.
    pub fn to_row(&self) -> Option<FeeRow> {
        Some(FeeRow {
            code: Code::parse_procedure(&self.code).ok()?,
            modifier: self.modifier.clone(),
            status: self.status.clone(),
            work: self.work,
            pe_nonfacility: self.pe_nonfacility,
            na_nonfacility: self.na_nonfacility,
            pe_facility: self.pe_facility,
            na_facility: self.na_facility,
            mp: self.mp,
            total_nonfacility: self.total_nonfacility,
            total_facility: self.total_facility,
            pctc: self.pctc.clone(),
            global_days: self.global_days.clone(),
            pre_op: self.pre_op,
            intra_op: self.intra_op,
            post_op: self.post_op,
            multiple: self.multiple.clone(),
            bilateral: self.bilateral.clone(),
            assistant: self.assistant.clone(),
            cosurgeon: self.cosurgeon.clone(),
            team: self.team.clone(),
            endoscopic_base: self.endoscopic_base.clone(),
            supervision: self.supervision.clone(),
            imaging_family: self.imaging_family.clone(),
        })
    }
}

impl Store {
    /// The fee schedule rows of a code on a day: the whole service first, then its parts (26, TC, 53). The file for
    /// qualifying APM participants repeats them and is not read.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_fees(
        &self,
        code: &str,
        on: NaiveDate,
    ) -> Result<Vec<Released<fee::Model>>, StoreError> {
        let rows = fee::Entity::find()
            .filter(fee::Column::Code.eq(code))
            .filter(fee::Column::Source.eq(Source::Mpfs.slug()))
            .filter(in_force!(fee, on))
            .order_by_asc(fee::Column::Modifier);
        Released::list(rows, &self.db).await
    }

    /// The same of several codes, by code.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_fees_of(
        &self,
        codes: &[&str],
        on: NaiveDate,
    ) -> Result<Vec<Released<fee::Model>>, StoreError> {
        let rows = fee::Entity::find()
            .filter(fee::Column::Code.is_in(codes.iter().copied()))
            .filter(fee::Column::Source.eq(Source::Mpfs.slug()))
            .filter(in_force!(fee, on))
            .order_by_asc(fee::Column::Code)
            .order_by_asc(fee::Column::Modifier);
        Released::list(rows, &self.db).await
    }

    /// All that the loaded releases have said of a code in the fee schedule: the spans of each of its rows, by
    /// modifier and day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_fee_spans(&self, code: &str) -> Result<Vec<Released<fee::Model>>, StoreError> {
        let rows = fee::Entity::find()
            .filter(fee::Column::Code.eq(code))
            .filter(fee::Column::Source.eq(Source::Mpfs.slug()))
            .order_by_asc(fee::Column::Modifier)
            .order_by_asc(fee::Column::ValidFrom);
        Released::list(rows, &self.db).await
    }

    /// The conversion factors of the fee schedule on a day, by kind: one until 2025, from 2026 that of its file and
    /// that of the file for qualifying APM participants.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_conversion_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<conversion_factor::Model>>, StoreError> {
        let rows = conversion_factor::Entity::find()
            .filter(conversion_factor::Column::Source.is_in(SCHEDULES.map(Source::slug)))
            .filter(in_force!(conversion_factor, on))
            .order_by_asc(conversion_factor::Column::Kind);
        Released::list(rows, &self.db).await
    }

    /// The conversion factors of the fee schedule on all days, by kind and day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_conversion_factor_spans(
        &self,
    ) -> Result<Vec<Released<conversion_factor::Model>>, StoreError> {
        let rows = conversion_factor::Entity::find()
            .filter(conversion_factor::Column::Source.is_in(SCHEDULES.map(Source::slug)))
            .order_by_asc(conversion_factor::Column::Kind)
            .order_by_asc(conversion_factor::Column::ValidFrom);
        Released::list(rows, &self.db).await
    }

    /// The national anesthesia conversion factors on a day, by kind: one until 2025, from 2026 that of qualifying APM
    /// participants and that of all others.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_national_anesthesia_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<conversion_factor::Model>>, StoreError> {
        let rows = conversion_factor::Entity::find()
            .filter(conversion_factor::Column::Source.eq(Source::Anesthesia.slug()))
            .filter(in_force!(conversion_factor, on))
            .order_by_asc(conversion_factor::Column::Kind);
        Released::list(rows, &self.db).await
    }

    /// The anesthesia conversion factors of all localities on a day, by name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_anesthesia_factors(
        &self,
        on: NaiveDate,
    ) -> Result<Vec<Released<anesthesia_factor::Model>>, StoreError> {
        let rows = anesthesia_factor::Entity::find()
            .filter(anesthesia_factor::Column::Source.eq(Source::Anesthesia.slug()))
            .filter(in_force!(anesthesia_factor, on))
            .order_by_asc(anesthesia_factor::Column::Name)
            .order_by_asc(anesthesia_factor::Column::Mac)
            .order_by_asc(anesthesia_factor::Column::Locality);
        Released::list(rows, &self.db).await
    }

    /// The price indices of all localities on a day, by state and name.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn list_gpcis(&self, on: NaiveDate) -> Result<Vec<Released<gpci::Model>>, StoreError> {
        let rows = gpci::Entity::find()
            .filter(gpci::Column::Source.eq(Source::Gpci.slug()))
            .filter(in_force!(gpci, on))
            .order_by_asc(gpci::Column::State)
            .order_by_asc(gpci::Column::Name);
        Released::list(rows, &self.db).await
    }

    /// How many localities have price indices on a day.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn count_gpcis(&self, on: NaiveDate) -> Result<u64, StoreError> {
        Ok(gpci::Entity::find()
            .filter(gpci::Column::Source.eq(Source::Gpci.slug()))
            .filter(in_force!(gpci, on))
            .count(&self.db)
            .await?)
    }
}

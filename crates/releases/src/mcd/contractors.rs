//! Medicare contractors, the documents that are theirs and the states that they serve: `contractor.csv`,
//! `*_x_contractor.csv`, `contractor_jurisdiction.csv`.

use super::distinct::Distinct;
use super::family::{DocumentKey, Family};
use super::lookups::Lookups;
use super::reader::{Header, ReadRow};
use crate::cell::Cell;
use crate::error::ReadError;
use crate::row::{Row, Seen};
use crate::table::{Found, Record};
use codeset::NaiveDate;
use codeset::rows::{ContractorRow, CoverageContractorRow, JurisdictionRow};
use std::collections::VecDeque;
use std::sync::Arc;

/// The columns that name a contractor.
struct ContractorKey([Found; 3]);

impl ContractorKey {
    fn find(header: &Header<'_>) -> Result<Self, ReadError> {
        Ok(Self([
            header.find("contractor_id")?,
            header.find("contractor_type_id")?,
            header.find("contractor_version")?,
        ]))
    }

    /// Number, kind and version.
    fn read(&self, row: Record<'_>) -> Result<(i32, i32, i32), ReadError> {
        let [number, kind, version] = &self.0;
        Ok((
            row.cell(number).whole()?,
            row.cell(kind).whole()?,
            row.cell(version).whole()?,
        ))
    }
}

/// `contractor.csv`.
pub(super) struct Contractors {
    contractor: ContractorKey,
    number: Found,
    name: Found,
    seen: Seen<(i32, i32, i32)>,
}

impl Contractors {
    pub fn find(header: &Header<'_>) -> Result<Self, ReadError> {
        Ok(Self {
            contractor: ContractorKey::find(header)?,
            number: header.find("contractor_number")?,
            name: header.find("contractor_bus_name")?,
            seen: Seen::new(),
        })
    }
}

impl ReadRow for Contractors {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let key @ (contractor, kind, version) = self.contractor.read(row)?;
        self.seen.once(row.spot, key, || {
            format!("contractor {contractor} of type {kind}, version {version},")
        })?;
        rows.push_back(Row::Contractor(ContractorRow {
            contractor,
            kind,
            version,
            number: row.cell(&self.number).text()?,
            name: row.cell(&self.name).html_line()?,
        }));
        Ok(())
    }
}

/// `lcd_x_contractor.csv`, `article_x_contractor.csv`.
pub(super) struct Issuers {
    document: DocumentKey,
    contractor: ContractorKey,
    known: Distinct<(i32, i32, i32, i32, i32)>,
}

impl Issuers {
    pub fn find(header: &Header<'_>, family: Family) -> Result<Self, ReadError> {
        Ok(Self {
            document: DocumentKey::find(header, family)?,
            contractor: ContractorKey::find(header)?,
            known: Distinct::new(),
        })
    }
}

impl ReadRow for Issuers {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let (document, version) = self.document.read(row)?;
        let (contractor, kind, contractor_version) = self.contractor.read(row)?;
        let key = (document, version, contractor, kind, contractor_version);
        if self.known.is_new(row.spot, key)? {
            rows.push_back(Row::CoverageContractor(CoverageContractorRow {
                document,
                version,
                contractor,
                kind,
                contractor_version,
            }));
        }
        Ok(())
    }
}

/// `contractor_jurisdiction.csv`, with the states spelled out.
pub(super) struct Jurisdictions {
    contractor: ContractorKey,
    state: Found,
    active: Found,
    ended: Found,
    lookups: Arc<Lookups>,
    /// The first day of the release.
    on: NaiveDate,
    known: Distinct<(i32, i32, i32, String)>,
}

impl Jurisdictions {
    pub fn find(header: &Header<'_>, lookups: &Arc<Lookups>, on: NaiveDate) -> Result<Self, ReadError> {
        Ok(Self {
            contractor: ContractorKey::find(header)?,
            state: header.find("state_id")?,
            active: header.find("active_date")?,
            ended: header.find("term_date")?,
            lookups: Arc::clone(lookups),
            on,
            known: Distinct::new(),
        })
    }
}

impl ReadRow for Jurisdictions {
    fn read(&mut self, row: Record<'_>, rows: &mut VecDeque<Row>) -> Result<(), ReadError> {
        let (contractor, kind, version) = self.contractor.read(row)?;
        let state = self.lookups.state(row.cell(&self.state).whole()?);
        let active = row.cell(&self.active).optional(Cell::day)?;
        let ended = row.cell(&self.ended).optional(Cell::day)?;
        let serves = active.is_none_or(|day| day <= self.on) && ended.is_none_or(|day| self.on <= day);
        let key = (contractor, kind, version, state.clone());
        if serves && self.known.is_new(row.spot, key)? {
            rows.push_back(Row::Jurisdiction(JurisdictionRow {
                contractor,
                kind,
                version,
                state,
            }));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::mcd::testing::{insert_after, read, replaced, table};
    use crate::row::Row;

    const JURISDICTIONS: &str = "contractor_jurisdiction.csv";

    fn states(text: &str) -> Result<Vec<String>, String> {
        let rows = read(JURISDICTIONS, text)?.into_iter();
        Ok(rows
            .filter_map(|row| match row {
                Row::Jurisdiction(row) => Some(row.state),
                _ => None,
            })
            .collect())
    }

    #[test]
    fn a_contractor_serves_the_states_that_are_its_own_on_the_first_day() {
        // One ended the day before, one begins the day after; the last is unknown to the table of states.
        assert_eq!(
            states(&table(JURISDICTIONS)),
            Ok(["MA", "DN", "99"].map(Into::into).into())
        );
        let again = "900,8,1,24,2026-08-01 00:00:00,2014-01-01 00:00:00,\r\n";
        assert_eq!(
            states(&insert_after(JURISDICTIONS, "900,8,1,24", again)),
            states(&table(JURISDICTIONS))
        );
        let refused = states(&replaced(JURISDICTIONS, "2026-08-26 00:00:00", "08/26/2026"));
        assert!(refused.is_err_and(|e| e.contains("column term_date: \"08/26/2026\" is not a date")));
    }

    #[test]
    fn a_contractor_has_one_name() {
        let file = "contractor.csv";
        let rows = read(file, &table(file)).unwrap_or_default();
        let [Row::Contractor(first), Row::Contractor(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!(
            (first.number.as_str(), first.name.as_str()),
            ("14112", "Invented & Sons, Inc.")
        );
        assert_eq!((second.contractor, second.kind, second.version), (901, 9, 2));
        let refused = read(file, &replaced(file, "901,9,2", "900,8,1"));
        assert_eq!(
            refused,
            Err("contractor.csv, line 3: contractor 900 of type 8, version 1, is already on line 2".into())
        );
    }
}

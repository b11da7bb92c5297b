//! Localities: where the price indices are the same.

use crate::loaded::Loaded;
use crate::page::Evidence;
use crate::{ReferenceError, evidence};
use codeset::NaiveDate;
use codeset::mpfs::Gpci;
use codeset::release::Source;
use codeset::zip::five_digits;
use store::Store;
use store::entity::gpci;
use store::releases::Released;

/// A locality on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locality {
    /// Its contractor, five digits.
    pub mac: String,
    /// Its number, two digits.
    pub number: String,
    /// State or territory, two letters.
    pub state: String,
    /// Its name as printed.
    pub name: String,
    /// Its price indices.
    pub gpci: Gpci,
    /// The row of the indices.
    pub evidence: Evidence,
}

impl Locality {
    fn of(found: &Released<gpci::Model>) -> Self {
        let row = &found.row;
        Self {
            mac: row.mac.clone(),
            number: row.locality.clone(),
            state: row.state.clone(),
            name: row.name.clone(),
            gpci: Gpci {
                work: row.work,
                pe: row.pe,
                mp: row.mp,
            },
            evidence: evidence::of(found, format!("MAC {}, Locality {}", row.mac, row.locality)),
        }
    }

    /// `MANHATTAN, NY`.
    pub fn label(&self) -> String {
        format!("{}, {}", self.name, self.state)
    }

    /// `13202-01`, as addresses name it; see [`Locality::parse_key`].
    pub fn key(&self) -> String {
        format!("{}-{}", self.mac, self.number)
    }

    /// Contractor and number out of a key; `None` for what is none.
    pub fn parse_key(key: &str) -> Option<(&str, &str)> {
        let (mac, number) = key.split_once('-')?;
        let is_digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        (is_digits(mac, 5) && is_digits(number, 2)).then_some((mac, number))
    }
}

/// The locality of a contractor and a number on a day.
///
/// # Errors
/// Only the database's.
pub async fn find_locality(
    store: &Store,
    mac: &str,
    number: &str,
    on: NaiveDate,
) -> Result<Option<Locality>, ReferenceError> {
    let found = store.find_gpci(mac, number, on).await?;
    Ok(found.as_ref().map(Locality::of))
}

/// All localities of a day, by state and name.
///
/// # Errors
/// Only the database's.
pub async fn list_localities(store: &Store, on: NaiveDate) -> Result<Vec<Locality>, ReferenceError> {
    let found = store.list_gpcis(on).await?;
    Ok(found.iter().map(Locality::of).collect())
}

/// A ZIP code with its locality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundZip {
    /// Five digits.
    pub zip: String,
    /// The locality.
    pub locality: Locality,
    /// Whether parts of the ZIP code, by its last four digits, lie in other localities.
    pub has_parts: bool,
    /// The counties of the locality as printed; empty where they are not loaded.
    pub counties: Vec<String>,
    /// The row of the ZIP code.
    pub evidence: Evidence,
}

/// What becomes of a ZIP code that a reader gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZipAnswer {
    /// Its locality.
    Found(Box<FoundZip>),
    /// Why there is none, and what to do.
    Problem(String),
}

impl ZipAnswer {
    /// The locality, where there is one.
    pub fn locality(&self) -> Option<&Locality> {
        match self {
            Self::Found(found) => Some(&found.locality),
            Self::Problem(_) => None,
        }
    }

    /// What a reader is told, in one or two sentences.
    pub fn says(&self) -> String {
        match self {
            Self::Problem(problem) => problem.clone(),
            Self::Found(found) => {
                let locality = &found.locality;
                let mut says = format!(
                    "ZIP {} lies in {} (MAC {}, locality {}).",
                    found.zip,
                    locality.label(),
                    locality.mac,
                    locality.number
                );
                if found.has_parts {
                    says.push_str(
                        " Parts of this ZIP code, by its last four digits, lie in another locality: check the \
                         whole ZIP+4.",
                    );
                }
                says
            }
        }
    }
}

/// The locality of a ZIP code as a reader wrote it.
///
/// # Errors
/// Only the database's.
pub async fn find_zip(store: &Store, text: &str, on: NaiveDate) -> Result<ZipAnswer, ReferenceError> {
    let Some(zip) = five_digits(text) else {
        let shown: String = text.chars().filter(|c| !c.is_control()).take(20).collect();
        return Ok(ZipAnswer::Problem(format!(
            "“{shown}” is no ZIP code: write five digits, as in 10001."
        )));
    };
    let loaded = Loaded::find(store, on).await?;
    let problem = |what: &str, source| Ok(ZipAnswer::Problem(loaded.missing(what, source)));
    let Some(found) = store.find_zip_locality(zip, on).await? else {
        return problem(&format!("ZIP code {zip}"), Source::ZipLocality);
    };
    let (mac, number) = (&found.row.mac, &found.row.locality);
    let Some(locality) = find_locality(store, mac, number, on).await? else {
        let what = format!("Locality {number} of MAC {mac}, in which ZIP code {zip} lies,");
        return problem(&what, Source::Gpci);
    };
    let areas = store.list_locality_areas(mac, number, on).await?;
    Ok(ZipAnswer::Found(Box::new(FoundZip {
        zip: zip.to_owned(),
        has_parts: found.row.has_parts,
        counties: areas.into_iter().map(|area| area.row.counties).collect(),
        evidence: evidence::of(&found, format!("ZIP {zip}")),
        locality,
    })))
}

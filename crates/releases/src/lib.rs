//! Release files of public US code sets: read as they are published, one typed row at a time, or refused with
//! file, line and column.
//!
//! [`Package::open`] takes a file or a zip and tells what is in it; [`Package::rows`] reads one part as a
//! stream of [`Row`]s. [`import`] loads a file into the store in one transaction. Nothing is guessed: columns are found by their captions or checked against the fixed
//! layout, every number and code is validated, and a file that was cut off is an error and not a shorter
//! release. (A cut exactly between two rows of an unzipped file cannot be seen; that of a zip can.)
//!
//! | module | file | rows |
//! | --- | --- | --- |
//! | `mpfs` | PPRRVU .csv, .txt | [`Row::Fee`], [`Row::ConversionFactor`] |
//! | `gpci` | GPCIyyyy.csv | [`Row::Gpci`] |
//! | `locality` | yyLOCCO.csv, .txt | [`Row::Locality`] |
//! | `anesthesia` | ANESyyyy.csv, .txt | [`Row::ConversionFactor`], [`Row::Anesthesia`] |
//! | `opps_cap` | OPPSCAP_mmm.csv, .txt | [`Row::OppsCap`] |
//! | `zip_locality` | ZIP5_mmmyyyy.txt, .xlsx | [`Row::ZipLocality`] |
//! | `addendum_b` | OPPS Addendum B .csv, .xlsx | [`Row::OppsRate`] |
//! | `icd10_order` | ICD-10-CM and ICD-10-PCS order files | [`Row::Code`] |
//! | `icd10_tabular` | ICD-10-CM tabular list, XML | [`Row::Code`], [`Row::TabularNote`], [`Row::SeventhCharacter`], [`Row::IcdBlock`] |
//! | `icd10_index` | ICD-10-CM indexes and tables, XML | [`Row::IndexTerm`] |
//! | `gem` | general equivalence mappings of diagnoses | [`Row::Gem`] |
//! | `mue` | NCCI MUE, practitioner, outpatient hospital and DME supplier, .csv, .xlsx | [`Row::Mue`] |
//! | `ptp` | NCCI PTP, practitioner and outpatient hospital, .txt, .xlsx | [`Row::Ptp`] |
//! | `add_on` | NCCI add-on code edits, .csv, .xlsx, .txt | [`Row::AddOn`] |
//! | `place_of_service` | place of service codes, .csv | [`Row::PlaceOfService`] |
//! | `hcpcs` | HCPCS Level II: text, sheet or its CSV, five-column CSV | [`Row::Code`], [`Row::HcpcsAttribute`] |
//! | `cpt` | AMA LONGULT.txt | [`Row::Code`] |
//! | | AMA MEDU, SHORTU, ConsumerDescriptor, ClinicianDescriptor .txt | [`Row::Descriptor`] |
//! | `mcd` | Medicare Coverage Database, zip of CSV tables | [`Row::CoverageDocument`] and the rows that belong to it |

mod add_on;
mod addendum_b;
mod anesthesia;
mod archive;
mod cell;
mod cpt;
mod detect;
mod error;
mod gem;
mod gpci;
mod hcpcs;
mod html;
mod icd10_index;
mod icd10_order;
mod icd10_tabular;
mod icd10_xml;
mod import;
mod lines;
mod locality;
mod mcd;
mod mpfs;
mod mue;
mod naming;
mod ncci_setting;
mod opps_cap;
mod package;
mod place_of_service;
mod plan;
mod ptp;
mod row;
mod sheet;
mod table;
#[cfg(test)]
mod testing;
mod undated;
mod xml;
mod zip_locality;

pub use archive::sha256_of;
pub use error::{ArchiveProblem, READABLE, ReadError};
pub use import::{ImportError, ImportOptions, ImportReport, PartReport, import, import_unit};
pub use package::{Package, Part, Skipped};
pub use plan::{Plan, Unit, plan};
pub use row::{Row, Rows};

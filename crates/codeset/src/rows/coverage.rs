//! The Medicare Coverage Database. The source tells whether a document is an LCD, an article or an NCD; a document
//! is identified by its number and version.

use chrono::NaiveDate;

/// An LCD (`lcd.csv`), an article (`article.csv`) or an NCD (`ncd_trkg.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageDocumentRow {
    /// `lcd_id`, `article_id` or `NCD_id`.
    pub document: i32,
    /// `lcd_version`, `article_version` or `NCD_vrsn_num`.
    pub version: i32,
    /// What readers call it: `L33718`, `A52514`, or the NCD manual section `240.4.1`.
    pub display: String,
    /// Its title.
    pub title: String,
    /// Status as printed; for an NCD its coverage level (1 full, 2 restricted, 3 none).
    pub status: String,
    /// Kind of an article as printed (`article_type`); empty for others.
    pub kind: String,
    /// First day it counts.
    pub effective_on: Option<NaiveDate>,
    /// Last day it counts, where known.
    pub ended_on: Option<NaiveDate>,
    /// Day of its retirement, where it is retired.
    pub retired_on: Option<NaiveDate>,
    /// What it says of indications and limitations, as plain text of the HTML in the file.
    pub text: String,
    /// When the publisher changed it last.
    pub updated_on: Option<NaiveDate>,
}

/// A code in a list of a document (`*_x_hcpc_code.csv`, `article_x_icd10_covered.csv`, …).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageCodeRow {
    /// See [`CoverageDocumentRow::document`].
    pub document: i32,
    /// See [`CoverageDocumentRow::version`].
    pub version: i32,
    /// `hcpcs`, `modifier`, `icd10-covered`, `icd10-noncovered`, `icd10-pcs`, `bill` or `revenue`.
    pub list: String,
    /// The group of the list, from 1.
    pub group: i32,
    /// The code, ICD-10-CM with its dot.
    pub code: String,
    /// Whether it stands for a range (column `range`) or carries an asterisk (column `asterisk`), as printed.
    pub mark: String,
}

/// What is said above a group of codes (`*_group.csv`, column `paragraph`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageGroupRow {
    /// See [`CoverageDocumentRow::document`].
    pub document: i32,
    /// See [`CoverageDocumentRow::version`].
    pub version: i32,
    /// See [`CoverageCodeRow::list`].
    pub list: String,
    /// The group.
    pub group: i32,
    /// The paragraph, as plain text of the HTML in the file.
    pub paragraph: String,
}

/// A contractor to whom a document belongs (`*_x_contractor.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageContractorRow {
    /// See [`CoverageDocumentRow::document`].
    pub document: i32,
    /// See [`CoverageDocumentRow::version`].
    pub version: i32,
    /// See [`ContractorRow::contractor`].
    pub contractor: i32,
    /// See [`ContractorRow::kind`].
    pub kind: i32,
    /// See [`ContractorRow::version`].
    pub contractor_version: i32,
}

/// A document that another one belongs to (`lcd_related_documents.csv`, `article_related_documents.csv`,
/// `*_related_ncd_documents.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageLinkRow {
    /// See [`CoverageDocumentRow::document`].
    pub document: i32,
    /// See [`CoverageDocumentRow::version`].
    pub version: i32,
    /// `lcd`, `article` or `ncd`.
    pub to_kind: String,
    /// The number of the other document.
    pub to_document: i32,
    /// Its version.
    pub to_version: i32,
}

/// A Medicare contractor (`contractor.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractorRow {
    /// `contractor_id`.
    pub contractor: i32,
    /// `contractor_type_id`.
    pub kind: i32,
    /// `contractor_version`.
    pub version: i32,
    /// Its number as claims carry it (`contractor_number`).
    pub number: String,
    /// Its name (`contractor_bus_name`).
    pub name: String,
}

/// A state that a contractor serves (`contractor_jurisdiction.csv` with `state_lookup.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JurisdictionRow {
    /// See [`ContractorRow::contractor`].
    pub contractor: i32,
    /// See [`ContractorRow::kind`].
    pub kind: i32,
    /// See [`ContractorRow::version`].
    pub version: i32,
    /// State or territory, two letters where the file has them.
    pub state: String,
}

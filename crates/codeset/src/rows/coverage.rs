//! The Medicare Coverage Database. The source tells whether a document is an LCD, an article or an NCD; a document
//! is identified by its number and version.

use chrono::NaiveDate;

/// An LCD (`lcd.csv`), an article (`article.csv`) or an NCD (`ncd_trkg.csv`).
///
/// A release lists documents past and to come: each counts from `effective_on` to `ended_on`, and not from
/// `retired_on` on. Some NCDs end before the day on which the version that says so begins, as their file has it:
/// they count on no day.
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
    /// Status as printed (`A` active, `R` retired); for an NCD its coverage level (1 full, 2 restricted, 3 none;
    /// the publisher does not explain the 4 of two of them).
    pub status: String,
    /// Kind of an article, as `article_type_lookup.csv` spells out `article_type`; empty for others.
    pub kind: String,
    /// First day it counts: `rev_eff_date`, or else `orig_det_eff_date`; `article_eff_date`; `NCD_efctv_dt`.
    pub effective_on: Option<NaiveDate>,
    /// Last day it counts, where known: the earlier of `rev_end_date` and `ent_det_end_date`, of
    /// `article_rev_end_date` and `article_end_date`; `NCD_trmntn_dt`.
    pub ended_on: Option<NaiveDate>,
    /// Day of its retirement, where it is retired: `date_retired`. An NCD is retired where its title says
    /// `RETIRED`: from `NCD_trmntn_dt` on, or else from the first day of the version that says so.
    pub retired_on: Option<NaiveDate>,
    /// What it says of indications and limitations, as plain text of the HTML in the file: `indication`,
    /// `description`, or `indctn_lmtn` (`itm_srvc_desc` where that is empty).
    pub text: String,
    /// When the publisher changed it last: `last_updated`; the later of `last_updt_tmstmp` and
    /// `last_clrnc_tmstmp`.
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
    /// The group of the list, from 1; 1 where the list has no groups.
    pub group: i32,
    /// The code, ICD-10-CM with its dot; as printed where it is no code, e.g. `XX000` for "not applicable".
    pub code: String,
    /// What it means in the list besides: its place in a range as printed (column `range`; the codes between the
    /// first and the last are not listed), then `*` where it carries an asterisk (column `asterisk`), which the
    /// group explains; mostly empty. A code may stand in a group once with each mark.
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
    /// See [`CoverageCodeRow::group`].
    pub group: i32,
    /// The paragraph, as plain text of the HTML in the file, then what its asterisk means
    /// (`icd10_covered_ast`); empty where nothing is said.
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

/// A document that is related to another (`lcd_related_documents.csv`, `article_related_documents.csv`,
/// `*_related_ncd_documents.csv`): codes that an LCD is about stand in the article that it is related to.
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
    /// Its version when they were related, 0 where the file does not say. The relation is to the newest version.
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

/// A state that a contractor serves on the first day of the release (`contractor_jurisdiction.csv` with
/// `state_lookup.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JurisdictionRow {
    /// See [`ContractorRow::contractor`].
    pub contractor: i32,
    /// See [`ContractorRow::kind`].
    pub kind: i32,
    /// See [`ContractorRow::version`].
    pub version: i32,
    /// State or territory, two letters where the file has them. Parts of a state have letters of their own,
    /// e.g. `DN` and `UN` in New York; without letters it is its name.
    pub state: String,
}

//! The shape of a dated table, for statements that are the same for all of them.

use codeset::release::Source;
use sea_orm::Value;

/// A dated table: the columns that identify a row and those that it says.
#[derive(Clone, Copy, Debug)]
pub struct DatedTable {
    /// Its name.
    pub name: &'static str,
    /// Columns that identify a row within its source.
    pub key: &'static [&'static str],
    /// Columns that the row states.
    pub content: &'static [&'static str],
    /// The columns that name codes with a page of their own.
    pub names: &'static [Names],
    /// Whether its rows only add to those of another table of the source, and are not counted beside them.
    pub is_companion: bool,
}

/// A column that names a code.
#[derive(Clone, Copy, Debug)]
pub enum Names {
    /// `code`, of the system in the column `system`.
    WithSystem,
    /// A column of codes of one system.
    Of(&'static str, &'static str),
    /// A column of CPT codes (which begin with a digit) and HCPCS Level II codes (which begin with a letter).
    Procedures(&'static str),
}

impl Names {
    /// The expressions of system and code.
    pub(crate) fn expressions(self) -> (String, &'static str) {
        match self {
            Self::WithSystem => ("system".into(), "code"),
            Self::Of(system, column) => (format!("'{system}'"), column),
            Self::Procedures(column) => (
                format!("CASE WHEN substr({column}, 1, 1) < 'A' THEN 'cpt' ELSE 'hcpcs' END"),
                column,
            ),
        }
    }
}

impl DatedTable {
    /// Columns of a staged row.
    pub fn width(&self) -> usize {
        self.key.len() + self.content.len()
    }

    /// Key and content columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.key.iter().chain(self.content).copied()
    }
}

/// A row that can be loaded into a dated table.
pub trait DatedRow: Send {
    /// Where it goes.
    const TABLE: DatedTable;

    /// Appends its values in the order of [`DatedTable::columns`].
    fn values(self, to: &mut Vec<Value>);
}

impl<R: DatedRow> DatedRow for Box<R> {
    const TABLE: DatedTable = R::TABLE;

    fn values(self, to: &mut Vec<Value>) {
        (*self).values(to);
    }
}

/// The tables that the releases of a source fill. A table of the source for which a release has no rows is
/// empty in that release.
pub fn tables_of(source: Source) -> &'static [DatedTable] {
    use super::rows::*;
    match source {
        Source::CptDescriptors | Source::Icd10cm | Source::Icd10pcs => &[CODE_VERSION],
        Source::CptMedium | Source::CptShort | Source::CptConsumer | Source::CptClinician => &[DESCRIPTOR],
        Source::Hcpcs => &[CODE_VERSION, HCPCS_ATTRIBUTE],
        Source::Icd10cmTabular => &[CODE_VERSION, TABULAR_NOTE, SEVENTH_CHARACTER, ICD_BLOCK],
        Source::Icd10cmIndex
        | Source::Icd10cmExternalIndex
        | Source::Icd10cmDrugIndex
        | Source::Icd10cmNeoplasmIndex => &[INDEX_TERM],
        Source::Mpfs | Source::MpfsQpp => &[FEE, CONVERSION_FACTOR],
        Source::Gpci => &[GPCI],
        Source::Locality => &[LOCALITY_AREA],
        Source::ZipLocality => &[ZIP_LOCALITY],
        Source::Anesthesia => &[ANESTHESIA_FACTOR, CONVERSION_FACTOR],
        Source::OppsCap => &[OPPS_CAP],
        Source::OppsAddendumB => &[OPPS_RATE],
        Source::PtpPractitioner | Source::PtpHospital => &[PTP_EDIT],
        Source::MuePractitioner | Source::MueOutpatient | Source::MueDme => &[MUE],
        Source::AddOn => &[ADD_ON],
        Source::GemIcd9 | Source::GemIcd10 => &[GEM],
        Source::PlaceOfService => &[PLACE_OF_SERVICE],
        Source::Lcd | Source::CoverageArticle | Source::Ncd => &[
            COVERAGE_DOCUMENT,
            COVERAGE_CODE,
            COVERAGE_GROUP,
            COVERAGE_CONTRACTOR,
            COVERAGE_LINK,
            CONTRACTOR,
            JURISDICTION,
        ],
    }
}

/// Every dated table once.
pub fn all_tables() -> Vec<DatedTable> {
    let mut tables: Vec<DatedTable> = Vec::new();
    for table in Source::ALL.into_iter().flat_map(tables_of) {
        if tables.iter().all(|known| known.name != table.name) {
            tables.push(*table);
        }
    }
    tables
}

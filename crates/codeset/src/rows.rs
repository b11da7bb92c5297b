//! One typed row of each official release file, as its reader hands it to the store.
//!
//! Figures are integers of the smallest unit a file prints, so that nothing is rounded on the way:
//! RVUs in hundredths, GPCIs in thousandths, conversion factors in ten-thousandths of a dollar, payments in cents.

mod codes;
mod coverage;
mod fees;
mod icd10;
mod ncci;

pub use codes::{CodeRow, DescriptorRow, HcpcsAttributeRow, PlaceOfServiceRow};
pub use coverage::{
    ContractorRow, CoverageCodeRow, CoverageContractorRow, CoverageDocumentRow, CoverageGroupRow,
    CoverageLinkRow, JurisdictionRow,
};
pub use fees::{
    AnesthesiaRow, ConversionFactorRow, FeeRow, GpciRow, LocalityRow, OppsCapRow, OppsRateRow, ZipLocalityRow,
};
pub use icd10::{GemRow, IcdBlockRow, IndexTermRow, SeventhCharacterRow, TabularNoteRow};
pub use ncci::{AddOnRow, MueRow, PtpRow};

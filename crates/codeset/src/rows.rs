//! One typed row of each official release file, as its reader hands it to the store.
//!
//! Figures are integers of the smallest unit a file prints, so that nothing is rounded on the way:
//! RVUs in hundredths, GPCIs in thousandths, conversion factors in ten-thousandths of a dollar.

use crate::Code;
use chrono::NaiveDate;

/// A code with its official titles, from a code set's own file.
///
/// Sources: ICD-10-CM order file (columns 7–13 code, 15 billable, 17–76 short, 78– long); HCPCS Level II;
/// the AMA's LONGULT (code, long descriptor).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// The code, in its canonical form.
    pub code: Code,
    /// Position in the publisher's own order, from 1.
    pub position: i32,
    /// Whether a claim may carry it; `false` for a header.
    pub billable: bool,
    /// The short title, where the source has one.
    pub short_title: Option<String>,
    /// The long, official title.
    pub long_title: String,
}

/// One line of the Medicare Physician Fee Schedule's relative value file (PPRRVU): a code, or its
/// professional (26), technical (TC) or discontinued (53) part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeRow {
    /// The CPT or HCPCS code (column HCPCS).
    pub code: Code,
    /// `26`, `TC`, `53` or empty (column MOD).
    pub modifier: String,
    /// Status code, e.g. `A` (column STATUS CODE).
    pub status: String,
    /// Work RVU in hundredths (column WORK RVU).
    pub work: i32,
    /// Non-facility practice expense RVU in hundredths (column NON-FAC PE RVU).
    pub pe_nonfacility: i32,
    /// `NA` where the service is not typically furnished outside a facility.
    pub na_nonfacility: bool,
    /// Facility practice expense RVU in hundredths (column FACILITY PE RVU).
    pub pe_facility: i32,
    /// `NA` where the service is not typically furnished in a facility.
    pub na_facility: bool,
    /// Malpractice RVU in hundredths (column MP RVU).
    pub mp: i32,
    /// Total non-facility RVU in hundredths, as printed.
    pub total_nonfacility: i32,
    /// Total facility RVU in hundredths, as printed.
    pub total_facility: i32,
    /// PC/TC indicator (column PCTC IND).
    pub pctc: String,
    /// Global days: `000`, `010`, `090`, `MMM`, `XXX`, `YYY`, `ZZZ` (column GLOB DAYS).
    pub global_days: String,
    /// Pre-, intra- and post-operative shares in hundredths (columns PRE OP, INTRA OP, POST OP).
    pub pre_op: i32,
    /// See [`FeeRow::pre_op`].
    pub intra_op: i32,
    /// See [`FeeRow::pre_op`].
    pub post_op: i32,
    /// Multiple procedure indicator (column MULT PROC).
    pub multiple: String,
    /// Bilateral surgery indicator (column BILAT SURG).
    pub bilateral: String,
    /// Assistant at surgery indicator (column ASST SURG).
    pub assistant: String,
    /// Co-surgeon indicator (column CO-SURG).
    pub cosurgeon: String,
    /// Team surgery indicator (column TEAM SURG).
    pub team: String,
    /// Endoscopic base code, or empty (column ENDO BASE).
    pub endoscopic_base: String,
    /// Physician supervision of diagnostic procedures (two digits).
    pub supervision: String,
    /// Diagnostic imaging family indicator (two digits).
    pub imaging_family: String,
}

/// The conversion factor that a PPRRVU file carries on its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionFactorRow {
    /// `physician`, or from 2026 `physician-qp` and `physician-nonqp`.
    pub kind: String,
    /// Dollars for one RVU, in ten-thousandths (32.3465 is 323465).
    pub factor: i32,
}

/// Geographic practice cost indices of one locality (file GPCIyyyy).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GpciRow {
    /// Medicare administrative contractor, five digits with leading zeros.
    pub mac: String,
    /// Locality number, two digits.
    pub locality: String,
    /// State or territory, two letters.
    pub state: String,
    /// Locality name without its footnote stars.
    pub name: String,
    /// Work GPCI in thousandths, with the floors of the file applied.
    pub work: i32,
    /// Practice expense GPCI in thousandths.
    pub pe: i32,
    /// Malpractice GPCI in thousandths.
    pub mp: i32,
}

/// The counties of one fee schedule area (file yyLOCCO).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalityRow {
    /// Medicare administrative contractor, five digits with leading zeros.
    pub mac: String,
    /// Locality number, two digits.
    pub locality: String,
    /// State name as printed, carried down where the file leaves it blank.
    pub state: String,
    /// Fee schedule area.
    pub area: String,
    /// Counties, as printed.
    pub counties: String,
}

/// A medically unlikely edit: the most units of a code for one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MueRow {
    /// `practitioner`, `outpatient` or `dme`.
    pub setting: String,
    /// The CPT or HCPCS code.
    pub code: Code,
    /// Units; 0 is a valid value.
    pub units: i32,
    /// MUE adjudication indicator: 1, 2 or 3.
    pub mai: i32,
    /// Rationale, as printed.
    pub rationale: String,
}

/// An NCCI procedure-to-procedure edit: Column 2 is denied beside Column 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PtpRow {
    /// `practitioner` or `hospital`.
    pub setting: String,
    /// The payable code.
    pub column1: Code,
    /// The code that is denied.
    pub column2: Code,
    /// In existence before 1996 (a `*` in the third column).
    pub before_1996: bool,
    /// First day of the edit. Where a derived source has no real date, the quarter's first day.
    pub effective: NaiveDate,
    /// Last day of the edit; `None` (a `*`) is still in force.
    pub deleted: Option<NaiveDate>,
    /// Modifier indicator: 0, 1 or 9.
    pub indicator: i32,
    /// Rationale, as printed.
    pub rationale: String,
}

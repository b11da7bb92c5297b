//! What Medicare pays, and where.

use crate::Code;

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

/// A national conversion factor: that which a PPRRVU file carries on its rows, or that in the captions of the file
/// ANESyyyy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionFactorRow {
    /// `physician`, or from 2026 `physician-qp` and `physician-nonqp`; `anesthesia`, or from 2026 `anesthesia-qp`
    /// and `anesthesia-nonqp`.
    pub kind: String,
    /// Dollars for one RVU or one anesthesia unit, in ten-thousandths (32.3465 is 323465). The captions of
    /// anesthesia files have up to six decimals and are rounded.
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

/// The anesthesia conversion factor of one locality (file ANESyyyy). The national ones are
/// [`ConversionFactorRow`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnesthesiaRow {
    /// Medicare administrative contractor, five digits with leading zeros.
    pub mac: String,
    /// Locality number, two digits.
    pub locality: String,
    /// Locality name without its footnote stars.
    pub name: String,
    /// Cents for one unit (19.31 is 1931); from 2026 for those who are not qualifying APM participants.
    pub factor: i32,
    /// Cents for one unit of qualifying APM participants; `None` up to 2025, when there was one factor for all.
    pub qp_factor: Option<i32>,
}

/// A payment that is capped at that of the outpatient schedule, in one locality (file OPPSCAP).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OppsCapRow {
    /// The code (column HCPCS).
    pub code: Code,
    /// `TC`, `26` or empty (column MOD).
    pub modifier: String,
    /// Medicare administrative contractor, five digits with leading zeros.
    pub mac: String,
    /// Locality number, two digits.
    pub locality: String,
    /// Status code (column PROCSTAT).
    pub status: String,
    /// Cents in a facility.
    pub facility: i32,
    /// Cents outside a facility.
    pub nonfacility: i32,
}

/// The locality of a ZIP code (file ZIP5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZipLocalityRow {
    /// Five digits (columns 3–7).
    pub zip: String,
    /// Two letters (columns 1–2): a state or territory, or `EM` and `WM`, `EK` and `WK` for the east and the west
    /// of Missouri and of Kansas.
    pub state: String,
    /// Contractor, five digits (columns 8–12).
    pub mac: String,
    /// Locality number, two digits (columns 13–14).
    pub locality: String,
    /// Empty urban, `R` rural, `B` super rural (column 15).
    pub rural: String,
    /// Competitive bidding area of the laboratory demonstration, `Z1` or `Z2`; `Z9` for none (columns 16–17).
    pub lab_locality: String,
    /// Whether parts of the ZIP code (by its last four digits) lie in other localities (column 21).
    pub has_parts: bool,
}

/// The outpatient payment of a code (OPPS Addendum B). An empty cell is no payment, not 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OppsRateRow {
    /// The code.
    pub code: Code,
    /// Status indicator, e.g. `S`, `J1`, `Q1` (column SI).
    pub status: String,
    /// What changed since the release before: `*` (column "* Indicates a Change"), in the addenda of a rule `CH`,
    /// `NC`, `NF` or `NP` (column CI), or empty.
    pub change: String,
    /// Ambulatory payment classification, or empty (column APC).
    pub apc: String,
    /// Relative weight in ten-thousandths.
    pub weight: Option<i32>,
    /// Payment rate in ten-thousandths of a dollar: drugs, which are billed in many units, are priced with up to
    /// four decimals.
    pub payment: Option<i64>,
    /// National unadjusted copayment in cents.
    pub national_copay: Option<i32>,
    /// Minimum unadjusted copayment in cents.
    pub minimum_copay: Option<i32>,
}

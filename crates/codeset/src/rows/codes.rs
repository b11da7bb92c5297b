//! Codes, their texts and attributes.

use crate::Code;
use chrono::NaiveDate;

/// A code with its official titles, from a code set's own file.
///
/// Sources: ICD-10-CM order file (columns 7–13 code, 15 billable, 17–76 short, 78– long); ICD-10-CM tabular list
/// (`name` and `desc` of each `diag`); HCPCS Level II; the AMA's LONGULT (code, long descriptor).
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
    /// The last day of the code, where the file itself says that it has ended or will (HCPCS, TERM DT).
    pub ended_on: Option<NaiveDate>,
}

/// A further text of a code, from the AMA's licensed files: MEDU, SHORTU, ConsumerDescriptor, ClinicianDescriptor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptorRow {
    /// The code.
    pub code: Code,
    /// The publisher's number of the text: of clinician descriptors a code has several (column Clinician
    /// Descriptor Id); empty where a code has one.
    pub number: String,
    /// The text.
    pub text: String,
}

/// What the HCPCS Level II file says of a code besides its texts. Lists are joined by a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HcpcsAttributeRow {
    /// A HCPCS code or a modifier.
    pub code: Code,
    /// Pricing indicators (columns PRICE1–PRICE4), e.g. `32`.
    pub pricing: String,
    /// Multiple pricing indicator (MULT_PI).
    pub multiple_pricing: String,
    /// Coverage Issues Manual references (CIM1–CIM3).
    pub coverage_issues: String,
    /// Medicare Carriers Manual references (MCM1–MCM3).
    pub carriers_manual: String,
    /// Statute number (STATUTE).
    pub statute: String,
    /// Laboratory certification codes (LABCERT1–LABCERT8).
    pub lab_certifications: String,
    /// Codes to see instead or as well (XREF1–XREF5).
    pub cross_references: String,
    /// Coverage code (COV): C, D, I, M or S.
    pub coverage: String,
    /// Payment group of ambulatory surgical centers (ASC_GRP).
    pub asc_group: String,
    /// Processing note number (PROCNOTE).
    pub processing_note: String,
    /// Berenson-Eggers type of service (BETOS).
    pub betos: String,
    /// Types of service (TOS1–TOS5).
    pub types_of_service: String,
    /// Anesthesia base units (ANEST_BU).
    pub anesthesia_units: String,
    /// The day the code was added (ADD DT).
    pub added_on: Option<NaiveDate>,
    /// The day from which the last action counts (ACT EFF DT); it can be later than the end.
    pub effective_on: Option<NaiveDate>,
    /// The last day of the code (TERM DT).
    pub ended_on: Option<NaiveDate>,
    /// What the release did with the code (ACTION CD), e.g. `N` for nothing.
    pub action: String,
}

/// A place of service code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOfServiceRow {
    /// Two digits.
    pub place: String,
    /// `Facility`, `Non-Facility` or, of a code that nobody may use, `Unassigned`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
}

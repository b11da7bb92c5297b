//! The kinds of release files, and what is known of each whatever its content.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A kind of release file. Releases of one source follow each other in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// CPT long descriptors (the AMA's LONGULT).
    CptDescriptors,
    /// CPT medium descriptors (MEDU).
    CptMedium,
    /// CPT short descriptors (SHORTU).
    CptShort,
    /// CPT consumer-friendly descriptors.
    CptConsumer,
    /// CPT clinician descriptors.
    CptClinician,
    /// HCPCS Level II, codes and modifiers.
    Hcpcs,
    /// ICD-10-CM order file.
    Icd10cm,
    /// ICD-10-CM tabular list: codes, notes, seventh characters, chapters and blocks.
    Icd10cmTabular,
    /// ICD-10-CM index of diseases and injuries.
    Icd10cmIndex,
    /// ICD-10-CM index of external causes.
    Icd10cmExternalIndex,
    /// ICD-10-CM table of drugs and chemicals.
    Icd10cmDrugIndex,
    /// ICD-10-CM table of neoplasms.
    Icd10cmNeoplasmIndex,
    /// ICD-10-PCS order file.
    Icd10pcs,
    /// Medicare Physician Fee Schedule, relative value file (PPRRVU); from 2026 the one with the conversion
    /// factor of those who are not qualifying APM participants.
    Mpfs,
    /// The same with the conversion factor of qualifying APM participants (from 2026).
    MpfsQpp,
    /// Geographic practice cost indices.
    Gpci,
    /// Localities and their counties (LOCCO).
    Locality,
    /// ZIP codes and their localities.
    ZipLocality,
    /// Anesthesia conversion factors.
    Anesthesia,
    /// Payments capped at those of the outpatient schedule (OPPSCAP).
    OppsCap,
    /// Outpatient prospective payment, Addendum B.
    OppsAddendumB,
    /// NCCI procedure-to-procedure edits, practitioner services.
    PtpPractitioner,
    /// NCCI procedure-to-procedure edits, outpatient hospital services.
    PtpHospital,
    /// NCCI medically unlikely edits, practitioner services.
    MuePractitioner,
    /// NCCI medically unlikely edits, outpatient hospital services.
    MueOutpatient,
    /// NCCI medically unlikely edits, suppliers of durable equipment.
    MueDme,
    /// NCCI add-on code edits.
    AddOn,
    /// General equivalence mappings from ICD-9-CM to ICD-10-CM.
    GemIcd9,
    /// General equivalence mappings from ICD-10-CM to ICD-9-CM.
    GemIcd10,
    /// Place of service codes.
    PlaceOfService,
    /// Medicare Coverage Database: local coverage determinations.
    Lcd,
    /// Medicare Coverage Database: articles, with the lists of codes.
    CoverageArticle,
    /// Medicare Coverage Database: national coverage determinations.
    Ncd,
}

/// How often a source is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// At the first of January, April, July and October.
    Quarter,
    /// At the first of January.
    Year,
    /// At the first of October, with an update in April.
    FiscalYear,
    /// Every week or so; a month is late.
    Month,
    /// When there is something new: it is never late.
    Irregular,
}

impl Cadence {
    /// The first day that a release of this day no longer answers for: the next one is due then.
    pub fn due_after(self, valid_from: NaiveDate) -> Option<NaiveDate> {
        let year = valid_from.year();
        match self {
            Self::Quarter => {
                let first = NaiveDate::from_ymd_opt(year, valid_from.month0() / 3 * 3 + 1, 1)?;
                first.checked_add_months(Months::new(3))
            }
            Self::Year => NaiveDate::from_ymd_opt(year + 1, 1, 1),
            Self::FiscalYear => NaiveDate::from_ymd_opt(year + i32::from(valid_from.month() >= 10), 10, 1),
            Self::Month => valid_from.checked_add_days(Days::new(31)),
            Self::Irregular => None,
        }
    }
}

/// What is known of a source.
struct Facts {
    slug: &'static str,
    title: &'static str,
    publisher: &'static str,
    page: &'static str,
    cadence: Cadence,
}

const CMS: &str = "CMS";
const NCHS: &str = "CDC/NCHS and CMS";
const AMA: &str = "American Medical Association";
const AMA_PAGE: &str =
    "https://www.ama-assn.org/practice-management/cpt/cpt-licensing-frequently-asked-questions-faqs";
const ICD_PAGE: &str = "https://www.cms.gov/medicare/coding-billing/icd-10-codes";
const RVU_PAGE: &str =
    "https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files";
const PTP_PAGE: &str = "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-procedure-procedure-ptp-edits";
const MUE_PAGE: &str = "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-medically-unlikely-edits-mues";
const MCD_PAGE: &str = "https://www.cms.gov/medicare-coverage-database/downloads/downloads.aspx";

impl Source {
    /// Every source, in the order a reader would list them and in which they are loaded: code sets before what
    /// refers to them.
    pub const ALL: [Self; 33] = [
        Self::CptDescriptors,
        Self::CptMedium,
        Self::CptShort,
        Self::CptConsumer,
        Self::CptClinician,
        Self::Hcpcs,
        Self::Icd10cm,
        Self::Icd10cmTabular,
        Self::Icd10cmIndex,
        Self::Icd10cmExternalIndex,
        Self::Icd10cmDrugIndex,
        Self::Icd10cmNeoplasmIndex,
        Self::Icd10pcs,
        Self::Mpfs,
        Self::MpfsQpp,
        Self::Gpci,
        Self::Locality,
        Self::ZipLocality,
        Self::Anesthesia,
        Self::OppsCap,
        Self::OppsAddendumB,
        Self::PtpPractitioner,
        Self::PtpHospital,
        Self::MuePractitioner,
        Self::MueOutpatient,
        Self::MueDme,
        Self::AddOn,
        Self::GemIcd9,
        Self::GemIcd10,
        Self::PlaceOfService,
        Self::Lcd,
        Self::CoverageArticle,
        Self::Ncd,
    ];

    #[rustfmt::skip] // A table: one source a line.
    const fn facts(self) -> Facts {
        use Cadence::{FiscalYear, Irregular, Month, Quarter, Year};
        const fn facts(
            slug: &'static str,
            title: &'static str,
            publisher: &'static str,
            page: &'static str,
            cadence: Cadence,
        ) -> Facts {
            Facts { slug, title, publisher, page, cadence }
        }
        match self {
            Self::CptDescriptors => facts("cpt-descriptors", "CPT descriptors", AMA, AMA_PAGE, Year),
            Self::CptMedium => facts("cpt-medium", "CPT medium descriptors", AMA, AMA_PAGE, Year),
            Self::CptShort => facts("cpt-short", "CPT short descriptors", AMA, AMA_PAGE, Year),
            Self::CptConsumer => facts("cpt-consumer", "CPT consumer descriptors", AMA, AMA_PAGE, Year),
            Self::CptClinician => facts("cpt-clinician", "CPT clinician descriptors", AMA, AMA_PAGE, Year),
            Self::Hcpcs => facts("hcpcs", "HCPCS Level II", CMS, "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update", Quarter),
            Self::Icd10cm => facts("icd10cm", "ICD-10-CM", NCHS, ICD_PAGE, FiscalYear),
            Self::Icd10cmTabular => facts("icd10cm-tabular", "ICD-10-CM tabular list", NCHS, ICD_PAGE, FiscalYear),
            Self::Icd10cmIndex => facts("icd10cm-index", "ICD-10-CM index", NCHS, ICD_PAGE, FiscalYear),
            Self::Icd10cmExternalIndex => facts("icd10cm-external-index", "ICD-10-CM index of external causes", NCHS, ICD_PAGE, FiscalYear),
            Self::Icd10cmDrugIndex => facts("icd10cm-drug-index", "ICD-10-CM table of drugs and chemicals", NCHS, ICD_PAGE, FiscalYear),
            Self::Icd10cmNeoplasmIndex => facts("icd10cm-neoplasm-index", "ICD-10-CM table of neoplasms", NCHS, ICD_PAGE, FiscalYear),
            Self::Icd10pcs => facts("icd10pcs", "ICD-10-PCS", CMS, ICD_PAGE, FiscalYear),
            Self::Mpfs => facts("mpfs", "Medicare Physician Fee Schedule", CMS, RVU_PAGE, Quarter),
            Self::MpfsQpp => facts("mpfs-qpp", "Medicare Physician Fee Schedule, qualifying APM participants", CMS, RVU_PAGE, Quarter),
            Self::Gpci => facts("gpci", "Geographic practice cost indices", CMS, RVU_PAGE, Year),
            Self::Locality => facts("locality", "Medicare localities", CMS, RVU_PAGE, Year),
            Self::ZipLocality => facts("zip-locality", "ZIP codes and their localities", CMS, "https://www.cms.gov/medicare/payment/fee-schedules", Quarter),
            Self::Anesthesia => facts("anesthesia", "Anesthesia conversion factors", CMS, RVU_PAGE, Year),
            Self::OppsCap => facts("opps-cap", "Physician payments capped at outpatient rates", CMS, RVU_PAGE, Quarter),
            Self::OppsAddendumB => facts("opps-addendum-b", "Outpatient payment rates (OPPS Addendum B)", CMS, "https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient-pps/quarterly-addenda-updates", Quarter),
            Self::PtpPractitioner => facts("ptp-practitioner", "NCCI procedure-to-procedure edits, practitioner services", CMS, PTP_PAGE, Quarter),
            Self::PtpHospital => facts("ptp-hospital", "NCCI procedure-to-procedure edits, outpatient hospital services", CMS, PTP_PAGE, Quarter),
            Self::MuePractitioner => facts("mue-practitioner", "NCCI medically unlikely edits, practitioner services", CMS, MUE_PAGE, Quarter),
            Self::MueOutpatient => facts("mue-outpatient", "NCCI medically unlikely edits, outpatient hospital services", CMS, MUE_PAGE, Quarter),
            Self::MueDme => facts("mue-dme", "NCCI medically unlikely edits, suppliers of durable medical equipment", CMS, MUE_PAGE, Quarter),
            Self::AddOn => facts("add-on", "NCCI add-on code edits", CMS, "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-add-code-edits", Quarter),
            Self::GemIcd9 => facts("gem-icd9", "General equivalence mappings, ICD-9-CM to ICD-10-CM", NCHS, ICD_PAGE, Irregular),
            Self::GemIcd10 => facts("gem-icd10", "General equivalence mappings, ICD-10-CM to ICD-9-CM", NCHS, ICD_PAGE, Irregular),
            Self::PlaceOfService => facts("place-of-service", "Place of service codes", CMS, "https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets", Irregular),
            Self::Lcd => facts("lcd", "Local coverage determinations", CMS, MCD_PAGE, Month),
            Self::CoverageArticle => facts("coverage-article", "Local coverage articles", CMS, MCD_PAGE, Month),
            Self::Ncd => facts("ncd", "National coverage determinations", CMS, MCD_PAGE, Month),
        }
    }

    /// The name used in the database and on the command line.
    pub fn slug(self) -> &'static str {
        self.facts().slug
    }

    /// The source of a [`Source::slug`].
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.slug() == slug)
    }

    /// The name shown to readers.
    pub fn title(self) -> &'static str {
        self.facts().title
    }

    /// Who publishes it.
    pub fn publisher(self) -> &'static str {
        self.facts().publisher
    }

    /// The publisher's page from which its files are loaded.
    pub fn page(self) -> &'static str {
        self.facts().page
    }

    /// How often it is published.
    pub fn cadence(self) -> Cadence {
        self.facts().cadence
    }

    /// In how many files one release is published. They are loaded together or not at all.
    pub fn pieces(self) -> u8 {
        match self {
            Self::PtpPractitioner | Self::PtpHospital => 4,
            _ => 1,
        }
    }

    /// Whether its rows carry text under a licence, whose holder is recorded with the release.
    pub fn needs_licence(self) -> bool {
        self.publisher() == AMA
    }

    /// Whether its rows are shown only inside code pages, to readers who opened them. The titles of codes and
    /// the lists of the code sets are free.
    pub fn is_gated(self) -> bool {
        !matches!(
            self,
            Self::CptDescriptors
                | Self::Hcpcs
                | Self::Icd10cm
                | Self::Icd10cmIndex
                | Self::Icd10cmExternalIndex
                | Self::Icd10cmDrugIndex
                | Self::Icd10cmNeoplasmIndex
                | Self::Icd10pcs
                | Self::PlaceOfService
                | Self::Locality
                | Self::ZipLocality
        )
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_listed_once_and_found_by_its_slug() {
        for source in Source::ALL {
            assert_eq!(Source::from_slug(source.slug()), Some(source));
            assert!(source.page().starts_with("https://"));
        }
    }

    #[test]
    fn a_release_answers_until_the_next_one_is_due() {
        let due = |cadence: Cadence, day: &str| cadence.due_after(day.parse().unwrap()).unwrap().to_string();
        assert_eq!(due(Cadence::Quarter, "2026-07-01"), "2026-10-01");
        assert_eq!(due(Cadence::Quarter, "2026-11-15"), "2027-01-01");
        assert_eq!(due(Cadence::Year, "2025-01-01"), "2026-01-01");
        assert_eq!(due(Cadence::FiscalYear, "2024-10-01"), "2025-10-01");
        assert_eq!(due(Cadence::FiscalYear, "2025-04-01"), "2025-10-01");
        assert_eq!(due(Cadence::Month, "2026-01-01"), "2026-02-01");
        assert_eq!(Cadence::Irregular.due_after("2018-01-01".parse().unwrap()), None);
    }
}

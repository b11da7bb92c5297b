//! Releases: which publication a figure comes from and since when it counts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A kind of release file. Releases of one source follow each other in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Medicare Physician Fee Schedule, relative value file (PPRRVU).
    Mpfs,
    /// Geographic practice cost indices.
    Gpci,
    /// Localities and their counties (LOCCO).
    Locality,
    /// ICD-10-CM order file.
    Icd10cm,
    /// HCPCS Level II.
    Hcpcs,
    /// NCCI medically unlikely edits, practitioner services.
    MuePractitioner,
    /// NCCI procedure-to-procedure edits, practitioner services.
    PtpPractitioner,
    /// CPT descriptors out of the AMA's licensed files.
    CptDescriptors,
}

impl Source {
    /// Every source, in the order a reader would list them.
    pub const ALL: [Self; 8] = [
        Self::CptDescriptors,
        Self::Hcpcs,
        Self::Icd10cm,
        Self::Mpfs,
        Self::Gpci,
        Self::Locality,
        Self::PtpPractitioner,
        Self::MuePractitioner,
    ];

    /// The name used in the database and on the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Mpfs => "mpfs",
            Self::Gpci => "gpci",
            Self::Locality => "locality",
            Self::Icd10cm => "icd10cm",
            Self::Hcpcs => "hcpcs",
            Self::MuePractitioner => "mue-practitioner",
            Self::PtpPractitioner => "ptp-practitioner",
            Self::CptDescriptors => "cpt-descriptors",
        }
    }

    /// The source of a [`Source::slug`].
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.slug() == slug)
    }

    /// The name shown to readers.
    pub fn title(self) -> &'static str {
        match self {
            Self::Mpfs => "Medicare Physician Fee Schedule",
            Self::Gpci => "Geographic practice cost indices",
            Self::Locality => "Medicare localities",
            Self::Icd10cm => "ICD-10-CM",
            Self::Hcpcs => "HCPCS Level II",
            Self::MuePractitioner => "NCCI medically unlikely edits, practitioner services",
            Self::PtpPractitioner => "NCCI procedure-to-procedure edits, practitioner services",
            Self::CptDescriptors => "CPT descriptors",
        }
    }

    /// Who publishes it.
    pub fn publisher(self) -> &'static str {
        match self {
            Self::Icd10cm => "CDC/NCHS and CMS",
            Self::CptDescriptors => "American Medical Association",
            _ => "CMS",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// What a reader learned about a file from its content (and, where the content is silent, its name).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// The kind of file.
    pub source: Source,
    /// Its name for readers, e.g. `2025 October` or `FY 2025`.
    pub label: String,
    /// The first day it counts.
    pub valid_from: NaiveDate,
}

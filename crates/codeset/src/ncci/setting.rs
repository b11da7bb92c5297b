//! Whose claim it is: each setting has edits of its own.

use crate::release::Source;
use serde::{Deserialize, Serialize};

/// Who bills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// Physicians, other practitioners and ambulatory surgical centers.
    #[default]
    Practitioner,
    /// Hospitals for outpatient services, and others whose claims hospital edits apply to.
    Hospital,
    /// Suppliers of equipment.
    Supplier,
}

impl Setting {
    /// Every setting.
    pub const ALL: [Self; 3] = [Self::Practitioner, Self::Hospital, Self::Supplier];

    /// Those with procedure-to-procedure edits of their own.
    pub const WITH_PAIRS: [Self; 2] = [Self::Practitioner, Self::Hospital];

    /// The name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Practitioner => "practitioner",
            Self::Hospital => "hospital",
            Self::Supplier => "supplier",
        }
    }

    /// The setting of a [`Setting::slug`].
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.slug() == slug)
    }

    /// The name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Practitioner => "Practitioner",
            Self::Hospital => "Outpatient hospital",
            Self::Supplier => "Supplier of equipment",
        }
    }

    /// What its edits are about, as their files are named.
    pub fn services(self) -> &'static str {
        match self {
            Self::Practitioner => "practitioner services",
            Self::Hospital => "outpatient hospital services",
            Self::Supplier => "equipment of suppliers",
        }
    }

    /// The procedure-to-procedure edits of the setting. CMS publishes none of suppliers alone: theirs are those of
    /// practitioner services.
    pub fn pairs(self) -> Source {
        match self {
            Self::Practitioner | Self::Supplier => Source::PtpPractitioner,
            Self::Hospital => Source::PtpHospital,
        }
    }

    /// The unit limits of the setting.
    pub fn limits(self) -> Source {
        match self {
            Self::Practitioner => Source::MuePractitioner,
            Self::Hospital => Source::MueOutpatient,
            Self::Supplier => Source::MueDme,
        }
    }
}

//! What every part of the product calls the parts of a code page.

use crate::code::Code;
use serde::{Deserialize, Serialize};

/// One of the six sections, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionId {
    /// How to report the code.
    Guidelines,
    /// Which modifiers apply.
    Modifiers,
    /// Related codes of other systems.
    Crosswalks,
    /// PTP edits and unit limits.
    NcciEdits,
    /// Status, global period, documentation.
    Compliance,
    /// Payment and coverage by Medicare.
    MedicareCoverage,
}

impl SectionId {
    /// The sections in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Guidelines,
        Self::Modifiers,
        Self::Crosswalks,
        Self::NcciEdits,
        Self::Compliance,
        Self::MedicareCoverage,
    ];

    /// The `id` of the section's element.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Guidelines => "guidelines",
            Self::Modifiers => "modifiers",
            Self::Crosswalks => "crosswalks",
            Self::NcciEdits => "ncci-edits",
            Self::Compliance => "compliance",
            Self::MedicareCoverage => "medicare-coverage",
        }
    }

    /// The section's heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Guidelines => "Guidelines",
            Self::Modifiers => "Modifiers",
            Self::Crosswalks => "Crosswalks",
            Self::NcciEdits => "NCCI Edits",
            Self::Compliance => "Compliance",
            Self::MedicareCoverage => "Medicare Coverage",
        }
    }
}

/// A code with the title that a list shows for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeLink {
    /// The code.
    pub code: Code,
    /// Its official title or, without one, our own name for it; empty where there is neither.
    pub title: String,
    /// Whether a claim may carry it; `None` where no code set file says so.
    pub billable: Option<bool>,
}

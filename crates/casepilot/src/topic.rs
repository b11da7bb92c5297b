//! What a question is about.

use codeset::ncci::Setting;
use codeset::{Code, NaiveDate};
use serde::{Deserialize, Serialize};

/// The kinds of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What a code is.
    WhatIs,
    /// Which code is for some words.
    FindCode,
    /// Whether codes may be billed together.
    Pair,
    /// How many units may be billed of a code (MUE).
    UnitLimit,
    /// How many units some minutes make.
    TherapyUnits,
    /// Which modifier, or what a modifier does.
    Modifier,
    /// The global period.
    GlobalPeriod,
    /// What Medicare pays.
    Fee,
    /// Whether a service is covered.
    Coverage,
    /// From one code set to another, or from services to diagnoses.
    Crosswalk,
    /// What changed and when.
    Changes,
    /// The level of a visit by its time.
    VisitLevel,
    /// Guidelines of a code or a topic.
    Guidelines,
    /// What a claim must comply with.
    Compliance,
    /// What a manual says.
    Manual,
}

/// What a question is about: all that the look-ups need to know. A follow-up completes its own out of the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its kind; `None` where it could not be told.
    pub kind: Option<Kind>,
    /// Its codes in order, each with the modifiers written beside it.
    pub lines: Vec<TopicLine>,
    /// Modifiers that stand by themselves.
    pub modifiers: Vec<String>,
    /// ICD-9-CM codes.
    pub icd9: Vec<String>,
    /// The date of service that it names.
    pub on: Option<NaiveDate>,
    /// Who bills, where it says so.
    pub setting: Option<Setting>,
    /// The ZIP code, state or locality that it names, as written.
    pub place: Option<String>,
    /// Whether in a facility, where it says so.
    pub facility: Option<bool>,
    /// What is left of it: the words that are searched for.
    pub words: String,
}

/// A code of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicLine {
    /// The code.
    pub code: Code,
    /// Its modifiers.
    pub modifiers: Vec<String>,
    /// Units, where they are written.
    pub units: Option<u32>,
    /// Minutes, where they are written.
    pub minutes: Option<u32>,
}

impl TopicLine {
    /// A code with nothing beside it.
    pub fn of(code: Code) -> Self {
        Self {
            code,
            modifiers: Vec::new(),
            units: None,
            minutes: None,
        }
    }
}

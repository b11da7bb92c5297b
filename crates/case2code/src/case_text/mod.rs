//! The text of a case: what a note says that codes exist for, and what in it may identify a person.
//!
//! - [`identifiers`] stands alone: it knows no code.
//! - [`sections`] and [`sentences`] take a note apart; [`status`] says what a sentence makes of a phrase.
//! - [`phrases`] finds what leads to codes, [`written_codes`] the codes themselves; [`specificity`] asks what is open.
//!
//! Nothing of a text is logged or kept.

mod cues;
mod identifier_rules;
pub mod identifiers;
pub mod phrases;
pub mod pregnancy;
mod reading;
pub mod sections;
pub mod sentences;
pub mod specificity;
pub mod status;
#[cfg(test)]
mod tests;
pub mod written_codes;

pub use identifiers::{Identifier, IdentifierKind, find_identifiers, redact};
pub use phrases::Phrases;
pub use reading::{CaseReading, Finding, MOST_CHARACTERS, read_case};
pub use sections::{Section, SectionKind};
pub use specificity::{Gap, Prompt};
pub use status::Status;

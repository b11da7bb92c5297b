//! The text of a case: what a note says that codes exist for, and what in it may identify a person.

mod identifier_rules;
pub mod identifiers;

//! CasePilot: coding questions answered with evidence, or not at all.
//!
//! A question is read into a [`topic::Topic`]: its kind, codes, day and place, completed out of the conversation before
//! it. The topic decides which look-ups are made, each of which says as a [`event::Event`] what it checks, and their rows
//! become the sentences of an [`answer::Answer`], every one with the citations that it rests on. What no row says is
//! said to be not loaded or not found. A language model, where there is one ([`model`]), may phrase what was answered, and
//! nothing else.

pub mod answer;
mod answering;
pub mod ask;
mod cite;
mod draft;
mod error;
pub mod event;
mod kind;
mod look_up;
pub mod model;
mod phrased;
mod reading;
mod refuse;
pub mod topic;

pub use ask::{Ask, CasePilot};
pub use error::CasePilotError;

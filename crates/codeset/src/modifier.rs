//! Modifiers: what each means, and which may stand beside a code.
//!
//! Sources: CMS, Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40 (surgery, global period) and
//! chapter 23, addendum "MPFSDB record layouts" (indicators); chapter 5, section 10 (therapy); NCCI Policy Manual for
//! Medicare Services, chapter I, section E (NCCI-associated modifiers). The words are our own.

mod card;
mod circumstance;
mod component;
mod distinct;
mod global;
mod indicator;
mod number;
mod ruling;
mod surgeon;
mod therapy;

pub use card::{Card, Kind, card, is_associated};
pub use indicator::{Fitting, Indicator, fitting};
pub use ruling::{EditCounts, Indicators, Ruling, Situation, Verdict, rulings};

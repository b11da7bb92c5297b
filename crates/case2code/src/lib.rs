//! Case2Code: from words, partial codes and the text of a case to the codes of all loaded code sets.
//!
//! - [`text`] and [`facets`] say what a word is; [`thesaurus`] what people mean by it.
//! - [`gather`] reads the codes with everything that leads to them, as [`record`]s; [`index`] makes them searchable.
//! - [`life`] keeps the index of a server up to date.
//! - [`passages`] finds the passage of a manual that answers a question, and its sentences that do.
//! - [`typed_codes`] and [`query`] read what is typed; [`search`] finds, [`rank`] orders, [`filter`] narrows down.

pub mod answer;
pub mod case_text;
mod collect;
mod error;
pub mod facets;
mod family;
pub mod filter;
pub mod gather;
pub mod index;
pub mod life;
pub mod passages;
pub mod query;
pub mod rank;
pub mod record;
pub mod search;
pub mod table;
pub mod text;
pub mod thesaurus;
pub mod typed_codes;
mod vocabulary;

pub use error::SearchError;
pub use life::Case2Code;

//! Questions asked of small databases, each with rows of its own.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

mod bad_input;
mod citations;
mod conversation;
mod figures;
mod gate;
mod model;
mod passages;
mod prices;
mod titles;
mod world;

//! The search over a few codes that were invented or quoted for it.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

mod bad_input;
mod finding;
mod fixtures;
mod life;
mod passages;

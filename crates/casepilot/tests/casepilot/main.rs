//! Questions asked of small databases, each with rows of its own.

mod bad_input;
mod citations;
mod conversation;
mod figures;
mod gate;
mod model;
mod passages;
mod world;

//! The server of Coding Ahead: router and middleware, the embedded sample, the command line.

pub mod cli;
mod commands;
mod middleware;
mod router;
pub mod sample;
mod system;

pub use router::{Site, router};
pub use system::{SystemClock, SystemRandom};

//! The server of Coding Ahead: router and middleware, the embedded sample, the command line with
//! its downloads.

pub mod cli;
mod commands;
pub mod fetch;
mod middleware;
mod router;
pub mod sample;
mod signals;
mod system;

pub use router::{Site, router};
pub use system::{SystemClock, SystemRandom};

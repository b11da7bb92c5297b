//! What people see: pages, components, and the server functions they call.
//!
//! A folder per thing that a reader would name. Inside one: the page, its parts, and `api.rs` with its
//! server functions: who is asking, one call into a crate, a typed answer.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod about;
mod account;
#[cfg(feature = "ssr")]
pub mod backend;
#[cfg(feature = "ssr")]
mod browse;
#[cfg(feature = "ssr")]
mod browser_files;
pub mod case2code;
#[cfg(feature = "ssr")]
pub mod casepilot;
#[cfg(feature = "ssr")]
pub mod code_edits;
mod code_page;
#[cfg(feature = "ssr")]
mod documents;
mod drawn_page;
mod error;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod meter;
#[cfg(feature = "ssr")]
mod plot;
mod shell;
mod site;
#[cfg(feature = "ssr")]
pub mod tools;
mod ui;

#[cfg(feature = "ssr")]
pub use browser_files::BrowserFiles;
pub use error::PublicError;
pub use shell::App;
#[cfg(feature = "ssr")]
pub use shell::shell;

/// The date of service of a request: the one asked for, or today.
///
/// # Errors
/// 400 when the text is no date.
#[cfg(feature = "ssr")]
fn on_date(on: Option<&str>, today: chrono::NaiveDate) -> Result<chrono::NaiveDate, PublicError> {
    let Some(text) = on.filter(|on| !on.is_empty()) else {
        return Ok(today);
    };
    codeset::date::date_of_service(text).ok_or_else(|| {
        PublicError::new(
            400,
            "This is not a date of service.",
            "Write it as 2026-01-31, with a year from 1900 to 2200.",
        )
        .with_status()
    })
}

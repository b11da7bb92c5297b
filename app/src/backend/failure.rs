//! Internal errors: logged once, shown as an id.

use crate::PublicError;
use http::header::ACCEPT;
use http::request::Parts;
use http::{Method, StatusCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};
use store::StoreError;

/// Logs the cause of an internal error and gives the error that the reader sees instead.
#[track_caller]
pub fn failure(cause: impl Display) -> PublicError {
    // Not a secret, only unlikely to stand twice in one log.
    let id = format!("{:08x}", RandomState::new().hash_one(std::process::id()) as u32);
    let place = std::panic::Location::caller();
    tracing::error!(%id, %place, %cause, "internal error");
    set_status(StatusCode::INTERNAL_SERVER_ERROR);
    PublicError {
        id: Some(id),
        ..PublicError::new(
            500,
            "Something went wrong on our side.",
            "Try again in a moment. If it stays, tell the site’s operator the id.",
        )
    }
}

/// The error that a reader sees when something could not be written.
#[track_caller]
pub fn not_written(error: StoreError) -> PublicError {
    match error {
        StoreError::Busy => PublicError::new(
            503,
            "New releases are being loaded, and your view could not be counted meanwhile.",
            "Nothing was counted. Pages that you opened before are there as ever; open this one in a minute.",
        )
        .with_status(),
        other => failure(other),
    }
}

/// Sets the status of the response at hand, unless that is a redirect: a form posted without JavaScript is
/// answered with the way back to its page, which shows the error.
pub fn set_status(status: StatusCode) {
    let is_plain_form = use_context::<Parts>().is_some_and(|parts| {
        let accept = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        parts.method == Method::POST && accept.is_some_and(|accept| accept.contains("text/html"))
    });
    if let Some(response) = use_context::<ResponseOptions>()
        && !is_plain_form
    {
        response.set_status(status);
    }
}

impl PublicError {
    /// Sets the response's status to the error's own.
    #[must_use]
    pub fn with_status(self) -> Self {
        set_status(StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        self
    }
}

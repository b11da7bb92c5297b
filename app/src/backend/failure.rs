//! Internal errors: logged once, shown as an id.

use crate::PublicError;
use http::StatusCode;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::fmt::Display;

/// Logs the cause of an internal error and gives the error that the reader sees instead.
#[track_caller]
pub fn failure(cause: impl Display) -> PublicError {
    let mut bytes = [0_u8; 4];
    // An id of zeros is still an id: the log line is there.
    let _ = getrandom::fill(&mut bytes);
    let id = format!("{:08x}", u32::from_be_bytes(bytes));
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

/// Sets the status of the response at hand.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
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

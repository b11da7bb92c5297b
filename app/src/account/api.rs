//! The server functions of accounts.

use crate::PublicError;
use crate::ui::drawn::Drawn;
use leptos::prelude::*;

/// Whether somebody is signed in.
#[server(endpoint = "is-signed-in")]
pub async fn is_signed_in() -> Result<bool, PublicError> {
    use crate::backend::{Asker, Backend, find_asker};
    Ok(matches!(
        find_asker(&Backend::from_context()?).await?,
        Asker::Account(_)
    ))
}

/// Draws what the account of who is signed in says of itself.
#[server(endpoint = "account")]
pub async fn draw_account() -> Result<Option<Drawn>, PublicError> {
    use super::details::Details;
    use crate::backend::{Asker, Backend, failure, find_asker};
    use codeset::access::Window;
    let backend = Backend::from_context()?;
    let Asker::Account(account) = find_asker(&backend).await? else {
        return Ok(None);
    };
    let window = Window::of(backend.today());
    let used = backend
        .store
        .find_used(account.reader_id, window.start)
        .await
        .map_err(failure)?;
    let limit = backend.settings.allowances.limit(account.plan());
    Ok(Some(Drawn::of(
        view! { <Details account used limit resets_on=window.resets_on /> },
    )))
}

/// Creates a free account and signs the reader in. Someone who has an account and gives its password is
/// simply signed in.
#[server(endpoint = "register")]
pub async fn register(email: String, password: String, next: Option<String>) -> Result<(), PublicError> {
    super::rules::register(&email, password).await?;
    super::rules::go_to(next.as_deref());
    Ok(())
}

/// Signs a reader in.
#[server(endpoint = "sign-in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<(), PublicError> {
    super::rules::sign_in(&email, password).await?;
    super::rules::go_to(next.as_deref());
    Ok(())
}

/// Signs the reader out.
#[server(endpoint = "sign-out")]
pub async fn sign_out(next: Option<String>) -> Result<(), PublicError> {
    crate::backend::end_session(&crate::backend::Backend::from_context()?).await?;
    super::rules::go_to(next.as_deref());
    Ok(())
}

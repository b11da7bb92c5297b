//! The server functions of accounts.

use crate::PublicError;
use codeset::access::Plan;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// The address they registered with.
    pub email: String,
    /// Their plan.
    pub plan: Plan,
    /// Views used in this window.
    pub used: u32,
    /// Views in this window; `None` is unlimited.
    pub limit: Option<u32>,
    /// The day on which the count starts anew.
    pub resets_on: chrono::NaiveDate,
    /// The day on which they registered.
    pub since: chrono::NaiveDate,
}

/// Who is signed in, if anybody.
#[server(endpoint = "reader")]
pub async fn find_reader() -> Result<Option<Reader>, PublicError> {
    use crate::backend::{Asker, Backend, failure, find_asker};
    use codeset::access::Window;
    let backend = Backend::from_context()?;
    let Asker::Account(account) = find_asker(&backend).await? else {
        return Ok(None);
    };
    let window = Window::of(backend.today());
    let plan = account.plan();
    Ok(Some(Reader {
        used: backend.store.find_used(account.reader_id, window.start).await.map_err(failure)?,
        limit: backend.settings.allowances.limit(plan),
        resets_on: window.resets_on,
        since: account.created_at.date_naive(),
        email: account.email,
        plan,
    }))
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

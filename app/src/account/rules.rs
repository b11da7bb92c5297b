//! Who may register and sign in, and how often somebody may guess.

use crate::PublicError;
use crate::backend::{Asker, Backend, client_network, failure, find_asker, parts, start_session};
use crate::ui::link::is_own_path;
use chrono::{DateTime, Timelike, Utc};
use codeset::access::{Plan, Window};
use email_address::EmailAddress;
use std::str::FromStr;
use store::StoreError;
use store::accounts::{NewAccount, email_key};
use store::entity::account;

/// In characters. Long enough to need no rules on what is in it.
const SHORTEST_PASSWORD: usize = 10;
const LONGEST_PASSWORD: usize = 256;

/// Wrong passwords for one account from one network in a quarter of an hour. The owner, who comes from
/// another network, is not locked out.
const GUESSES_AT_AN_ACCOUNT: u32 = 8;
/// Wrong passwords and registrations from one network in a quarter of an hour.
const TRIES_FROM_A_NETWORK: u32 = 60;

/// Creates an account and signs its reader in; see [`super::api::register`].
pub(crate) async fn register(email: &str, password: String) -> Result<account::Model, PublicError> {
    let email = checked_email(email)?;
    let length = password.chars().count();
    if !(SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&length) {
        return Err(PublicError::new(
            422,
            format!("This password has {length} characters."),
            format!("Use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD}; any characters will do."),
        )
        .about("password")
        .with_status());
    }
    let backend = Backend::from_context()?;
    let guesses = Guesses::of(&backend, &email)?;
    guesses.take(&backend).await?;
    if let Some(account) = backend.store.find_account(&email).await.map_err(failure)? {
        let fits = backend
            .passwords
            .verify(password, Some(account.password_hash.clone()))
            .await
            .map_err(failure)?;
        if fits {
            guesses.give_back(&backend).await?;
            start_session(&backend, account.id).await?;
            return Ok(account);
        }
        return Err(email_taken());
    }

    let visitor_reader = match find_asker(&backend).await? {
        Asker::Guest(reader) => reader,
        Asker::Account(_) => None,
    };
    let password_hash = backend.passwords.hash(password).await.map_err(failure)?;
    let created = backend
        .store
        .create_account(NewAccount {
            email,
            password_hash,
            plan: Plan::Free,
            visitor_reader,
            window_start: Window::of(backend.today()).start,
            now: backend.clock.now(),
        })
        .await
        .map_err(|error| match error {
            StoreError::EmailTaken => email_taken(),
            other => failure(other),
        })?;
    start_session(&backend, created.id).await?;
    Ok(created)
}

pub(super) async fn sign_in(email: &str, password: String) -> Result<(), PublicError> {
    let backend = Backend::from_context()?;
    let wrong = || {
        PublicError::new(
            401,
            "E-mail address and password do not fit together.",
            "Check both and try again, or register if you have no account.",
        )
        .with_status()
    };
    if email.len() > 320 || password.chars().count() > LONGEST_PASSWORD {
        return Err(wrong());
    }
    let guesses = Guesses::of(&backend, email)?;
    guesses.take(&backend).await?;
    let account = backend.store.find_account(email).await.map_err(failure)?;
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let fits = backend.passwords.verify(password, hash).await.map_err(failure)?;
    match account {
        Some(account) if fits => {
            guesses.give_back(&backend).await?;
            start_session(&backend, account.id).await
        }
        _ => Err(wrong()),
    }
}

/// Sends the browser to an address of this site after a form without JavaScript, or in place where there
/// is none.
pub(super) fn go_to(next: Option<&str>) {
    if let Some(next) = next.filter(|next| is_own_path(next)) {
        leptos_axum::redirect(next);
    }
}

fn checked_email(email: &str) -> Result<String, PublicError> {
    let email = email.trim();
    let shown = EmailAddress::from_str(email).is_ok_and(|address| address.domain().contains('.'));
    if shown {
        return Ok(email.to_owned());
    }
    Err(PublicError::new(
        422,
        "This is not an e-mail address.",
        "Write it as name@example.com.",
    )
    .about("email")
    .with_status())
}

fn email_taken() -> PublicError {
    PublicError::new(
        409,
        "No account could be made with this address and password.",
        "If you have an account, sign in instead.",
    )
    .about("email")
    .with_status()
}

/// The tallies of wrong passwords that a try belongs to.
struct Guesses {
    account: String,
    network: String,
    window: DateTime<Utc>,
}

impl Guesses {
    fn of(backend: &Backend, email: &str) -> Result<Self, PublicError> {
        let network = client_network(&parts()?, &backend.settings).unwrap_or_else(|| "own".to_owned());
        let now = backend.clock.now();
        let quarter = now.minute() / 15 * 15;
        let window = now
            .with_minute(quarter)
            .and_then(|t| t.with_second(0))
            .and_then(|t| t.with_nanosecond(0));
        Ok(Self {
            account: format!("guesses {} {network}", email_key(email)),
            network: format!("tries {network}"),
            window: window.unwrap_or(now),
        })
    }

    /// Counts a try before its password is looked at: of many at once no more are looked at than of as many
    /// one after the other.
    async fn take(&self, backend: &Backend) -> Result<(), PublicError> {
        let is_within = async |bucket, limit| {
            backend
                .store
                .tally_within(bucket, self.window, limit)
                .await
                .map_err(failure)
        };
        if is_within(&self.account, GUESSES_AT_AN_ACCOUNT).await? {
            if is_within(&self.network, TRIES_FROM_A_NETWORK).await? {
                return Ok(());
            }
            self.uncount(backend, &self.account).await?;
        }
        Err(PublicError::new(
            429,
            "Too many tries.",
            "Wait a quarter of an hour, then try again.",
        )
        .with_status())
    }

    /// The password fitted: it was no guess.
    async fn give_back(&self, backend: &Backend) -> Result<(), PublicError> {
        self.uncount(backend, &self.account).await?;
        self.uncount(backend, &self.network).await
    }

    async fn uncount(&self, backend: &Backend, bucket: &str) -> Result<(), PublicError> {
        backend.store.untally(bucket, self.window).await.map_err(failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_with_a_domain_registers() {
        assert_eq!(
            checked_email(" ann@example.com ").as_deref(),
            Ok("ann@example.com")
        );
        for wrong in [
            "",
            "ann",
            "ann@",
            "ann@localhost",
            "a b@example.com",
            "ann@example.com\nbcc: x@y.z",
        ] {
            assert!(checked_email(wrong).is_err(), "{wrong:?}");
        }
    }
}

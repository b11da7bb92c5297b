//! Who is asking: an account by its session cookie, else a guest by a visitor cookie.

use super::{Backend, Token, failure, not_written, parts};
use crate::PublicError;
use chrono::Duration;
use codeset::access::Plan;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use store::entity::account;

const SESSION: &str = "session";
const VISITOR: &str = "visitor";

/// How long a browser stays signed in.
const SESSION_DAYS: i64 = 30;
/// How long a browser is known as the same guest.
const VISITOR_DAYS: i64 = 400;

/// Who is asking.
#[derive(Clone, Debug)]
pub enum Asker {
    /// Somebody signed in.
    Account(account::Model),
    /// Somebody else; with a reader when the browser has been counted before.
    Guest(Option<i64>),
}

impl Asker {
    /// The asker's plan.
    pub fn plan(&self) -> Plan {
        match self {
            Self::Account(account) => account.plan(),
            Self::Guest(_) => Plan::Guest,
        }
    }
}

/// Who is asking in the request at hand. A cookie that is forged, expired or foreign counts as none.
///
/// # Errors
/// Only internal ones.
pub async fn find_asker(backend: &Backend) -> Result<Asker, PublicError> {
    find_asker_of(backend, &parts()?.headers).await
}

/// Who is asking in a request with these headers.
///
/// # Errors
/// Only internal ones.
pub async fn find_asker_of(backend: &Backend, headers: &HeaderMap) -> Result<Asker, PublicError> {
    if let Some(token) = cookie(backend, headers, SESSION) {
        let found = backend
            .store
            .find_session(&token.hash(), backend.clock.now())
            .await
            .map_err(failure)?;
        if let Some(account) = found {
            return Ok(Asker::Account(account));
        }
    }
    let reader = match cookie(backend, headers, VISITOR) {
        Some(token) => backend.store.find_visitor(&token.hash()).await.map_err(failure)?,
        None => None,
    };
    Ok(Asker::Guest(reader))
}

/// The reader of a guest who is counted for the first time: a new visitor with a cookie.
///
/// # Errors
/// Only internal ones.
pub async fn guest_reader(backend: &Backend) -> Result<i64, PublicError> {
    let (reader, cookie) = new_guest(backend).await?;
    send_cookie(cookie);
    Ok(reader)
}

/// The same, with the cookie that its browser has to be sent.
///
/// # Errors
/// Only internal ones.
pub(crate) async fn new_guest(backend: &Backend) -> Result<(i64, Option<HeaderValue>), PublicError> {
    let token = Token::generate(backend.random.as_ref());
    let reader = backend
        .store
        .create_visitor(token.hash(), backend.clock.now())
        .await
        .map_err(not_written)?;
    let cookie = cookie_header(backend, VISITOR, token.secret(), Duration::days(VISITOR_DAYS));
    Ok((reader, cookie))
}

/// Signs the browser in with a new token; the session it had before ends.
///
/// # Errors
/// Only internal ones.
pub async fn start_session(backend: &Backend, account_id: i64) -> Result<(), PublicError> {
    forget_session(backend).await?;
    let token = Token::generate(backend.random.as_ref());
    let (now, lasts) = (backend.clock.now(), Duration::days(SESSION_DAYS));
    backend
        .store
        .create_session(token.hash(), account_id, now, now + lasts)
        .await
        .map_err(failure)?;
    set_cookie(backend, SESSION, token.secret(), lasts);
    Ok(())
}

/// Signs the browser out.
///
/// # Errors
/// Only internal ones.
pub async fn end_session(backend: &Backend) -> Result<(), PublicError> {
    forget_session(backend).await?;
    set_cookie(backend, SESSION, "", Duration::zero());
    Ok(())
}

async fn forget_session(backend: &Backend) -> Result<(), PublicError> {
    match cookie(backend, &parts()?.headers, SESSION) {
        Some(token) => backend.store.delete_session(&token.hash()).await.map_err(failure),
        None => Ok(()),
    }
}

/// `__Host-` binds a cookie to this host and to HTTPS; on plain HTTP a browser would refuse it.
fn cookie_name(backend: &Backend, name: &str) -> String {
    if backend.settings.is_https() {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn cookie(backend: &Backend, headers: &HeaderMap, name: &str) -> Option<Token> {
    let name = cookie_name(backend, name);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .and_then(|(_, value)| Token::parse(value))
}

fn set_cookie(backend: &Backend, name: &str, value: &str, lasts: Duration) {
    send_cookie(cookie_header(backend, name, value, lasts));
}

fn cookie_header(backend: &Backend, name: &str, value: &str, lasts: Duration) -> Option<HeaderValue> {
    let secure = if backend.settings.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
        cookie_name(backend, name),
        lasts.num_seconds()
    );
    HeaderValue::from_str(&cookie).ok()
}

/// Sends a cookie with the response at hand.
pub(crate) fn send_cookie(cookie: Option<HeaderValue>) {
    if let (Some(response), Some(cookie)) = (use_context::<ResponseOptions>(), cookie) {
        response.append_header(SET_COOKIE, cookie);
    }
}

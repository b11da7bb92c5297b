//! What happens to a request before a page is drawn.

use app::backend::PeerAddress;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use codeset::{Code, CodeSystem};
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::{HeaderName, Method, StatusCode};
use percent_encoding::percent_decode_str;
use std::net::SocketAddr;

static SEC_PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");

/// Tells the server functions where a request comes from.
pub(crate) async fn note_peer(mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(address)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        request.extensions_mut().insert(PeerAddress(address));
    }
    next.run(request).await
}

/// Sends a reader from any spelling of a code's address to its canonical one.
pub(crate) async fn to_canonical_address(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    match canonical_path(path) {
        Some(canonical) if canonical != path && is_read(&request) => {
            let query = request
                .uri()
                .query()
                .map_or_else(String::new, |query| format!("?{query}"));
            Redirect::permanent(&format!("{canonical}{query}")).into_response()
        }
        _ => next.run(request).await,
    }
}

/// Refuses to prepare a code page ahead of its reader: a browser that gets no page now asks again when the
/// reader really comes, and only then is a view counted.
pub(crate) async fn refuse_prefetch(request: Request, next: Next) -> Response {
    let purpose = request
        .headers()
        .get(&SEC_PURPOSE)
        .and_then(|value| value.to_str().ok());
    let is_prefetch = purpose.is_some_and(|purpose| purpose.contains("prefetch"));
    if is_prefetch && canonical_path(request.uri().path()).is_some() {
        let headers = [(CACHE_CONTROL, "no-store"), (RETRY_AFTER, "0")];
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            headers,
            "Code pages are not prefetched.\n",
        )
            .into_response();
    }
    next.run(request).await
}

fn is_read(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// What belongs to a code's page and has an address behind that of the code.
const BELONGING: [&str; 2] = ["/ncci-edits", "/ncci-edits.csv"];

/// The canonical address of a code page's address, or of what belongs to one; `None` for every other address and for
/// what is no code.
fn canonical_path(path: &str) -> Option<String> {
    // Nothing longer is a code, however it is escaped.
    if path.len() > 256 {
        return None;
    }
    let path = path.trim_end_matches('/');
    let belonging = BELONGING
        .into_iter()
        .find(|end| path.ends_with(end))
        .unwrap_or("");
    let (system, code) = path
        .strip_suffix(belonging)?
        .strip_prefix("/codes/")?
        .split_once('/')?;
    let decode = |text| percent_decode_str(text).decode_utf8().ok();
    let system = CodeSystem::from_slug(decode(system)?.trim())?;
    let code = Code::parse(system, &decode(code)?).ok()?;
    Some(format!("{}{belonging}", code.path()))
}

#[cfg(test)]
mod tests {
    use super::canonical_path;

    #[test]
    fn every_spelling_has_one_canonical_address() {
        for path in [
            "/codes/icd10cm/m5450",
            "/codes/ICD10CM/M54.50",
            "/codes/icd10cm/%6d54%2e50",
            "/codes/icd10cm/%20M54.50%20/",
        ] {
            assert_eq!(
                canonical_path(path).as_deref(),
                Some("/codes/icd10cm/M54.50"),
                "{path}"
            );
        }
        assert_eq!(
            canonical_path("/codes/cpt/97150").as_deref(),
            Some("/codes/cpt/97150")
        );
    }

    #[test]
    fn what_belongs_to_a_code_page_is_led_and_kept_like_it() {
        assert_eq!(
            canonical_path("/codes/hcpcs/g0283/ncci-edits").as_deref(),
            Some("/codes/hcpcs/G0283/ncci-edits")
        );
        assert_eq!(
            canonical_path("/codes/CPT/%2097150/ncci-edits.csv").as_deref(),
            Some("/codes/cpt/97150/ncci-edits.csv")
        );
        assert_eq!(canonical_path("/codes/cpt/ncci-edits"), None);
    }

    #[test]
    fn what_is_no_code_page_is_left_alone() {
        for path in [
            "/",
            "/codes/cpt",
            "/codes/cpt/",
            "/codes/x/97150",
            "/codes/cpt/97150/x",
            "/codes/cpt/%ff",
            "/codes/cpt/%00",
        ] {
            assert_eq!(canonical_path(path), None, "{path}");
        }
        assert_eq!(
            canonical_path(&format!("/codes/cpt/{}", "9".repeat(10_000))),
            None
        );
    }
}

//! What a server answers: the file, what is missing of it, or something else.

use super::partial::Partial;
use super::{Failure, FetchError, shown};
use reqwest::header::{
    CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use reqwest::{Response, StatusCode, Url};

/// Makes sure that an answer brings the file or what is missing of it. Gives the length of the whole, where known.
pub(super) fn check_answer(
    address: &Url,
    response: &Response,
    partial: &mut Partial,
) -> Result<Option<u64>, Failure> {
    let (status, headers) = (response.status(), response.headers());
    let passing = |problem: &str| Failure::Passing(problem.to_owned());
    match status {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => {}
        StatusCode::RANGE_NOT_SATISFIABLE => {
            partial.start_anew(None)?;
            return Err(passing("the server has no rest of the file"));
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
            return Err(Failure::Passing(format!("the server answers {status}")));
        }
        _ if status.is_server_error() => {
            return Err(Failure::Passing(format!("the server answers {status}")));
        }
        _ => {
            return Err(Failure::Lasting(FetchError::Answer {
                address: shown(address),
                status,
            }));
        }
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    }) {
        return Err(page(response));
    }
    if status == StatusCode::OK {
        partial.start_anew(validator(headers))?;
        return Ok(response.content_length());
    }
    let (first, total) = content_range(headers).unwrap_or_default();
    let is_of_another = validator(headers).is_some_and(|now| partial.validator() != Some(now));
    if first != partial.len() || is_of_another {
        partial.start_anew(None)?;
        return Err(passing(
            "the server sent another part of the file than it was asked for",
        ));
    }
    Ok(total)
}

/// First byte and length of the whole, of `bytes 500-999/1000`; the length may be `*`.
fn content_range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?;
    let (span, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (first, _) = span.split_once('-')?;
    Some((first.parse().ok()?, total.parse().ok()))
}

/// What tells whether a file is still the same, byte for byte: a strong ETag or else the time of its last change.
fn validator(headers: &HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    text(ETAG)
        .filter(|etag| etag.starts_with('"'))
        .or_else(|| text(LAST_MODIFIED))
}

/// The header that asks for a file only if it is another one now.
pub(super) fn condition(validator: &str) -> HeaderName {
    if validator.starts_with('"') {
        IF_NONE_MATCH
    } else {
        IF_MODIFIED_SINCE
    }
}

/// That somebody has to look at a page first.
pub(super) fn page(response: &Response) -> Failure {
    Failure::Lasting(FetchError::Page(shown(response.url())))
}

/// Whether a file is a page, whatever its server calls it.
pub(super) fn begins_like_a_page(chunk: &[u8]) -> bool {
    let text = chunk
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(chunk)
        .trim_ascii_start();
    ["<!doctype html", "<html"].iter().any(|begin| {
        text.get(..begin.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(begin.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_etag_vouches_for_nothing() {
        let headers = |pairs: &[(HeaderName, &'static str)]| -> HeaderMap {
            pairs
                .iter()
                .map(|(name, value)| (name.clone(), value.parse().unwrap()))
                .collect()
        };
        let changed = "Wed, 01 Oct 2025 10:00:00 GMT";
        assert_eq!(
            validator(&headers(&[(ETAG, "\"a\""), (LAST_MODIFIED, changed)])),
            Some("\"a\"")
        );
        assert_eq!(
            validator(&headers(&[(ETAG, "W/\"a\""), (LAST_MODIFIED, changed)])),
            Some(changed)
        );
        assert_eq!(validator(&headers(&[(ETAG, "W/\"a\"")])), None);
    }

    #[test]
    fn a_page_is_known_by_its_beginning() {
        assert!(begins_like_a_page(b"\xef\xbb\xbf \n<!DOCTYPE HTML><html>"));
        assert!(begins_like_a_page(b"<HTML lang=en>"));
        assert!(!begins_like_a_page(b"<?xml version=\"1.0\"?>"));
        assert!(!begins_like_a_page(b"PK"));
    }
}

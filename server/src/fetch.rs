//! Downloading a release file: into a folder of its own, on from where a cut left it, never more than allowed.

mod error;
mod name;
mod partial;

pub use error::FetchError;
pub use reqwest::Url;

use partial::Partial;
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_RANGE,
    LAST_MODIFIED, RANGE,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

/// Of an answer that does not come, or not to its end, so many in a row are accepted. One that brought the file
/// further does not count.
const TRIES: u32 = 5;

/// No wait between two tries is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A publisher sends a browser on once or twice.
const MOST_REDIRECTS: usize = 10;

/// So long a server may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(30);

/// So long nothing may come before a connection counts as cut.
const SILENCE: Duration = Duration::from_secs(60);

/// How files are downloaded.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// Each address gets a folder of its own below this one.
    pub folder: PathBuf,
    /// A file with more bytes is refused.
    pub limit: u64,
    /// How long to wait before the second try; every further wait is twice as long, a minute at most.
    pub first_wait: Duration,
}

/// Downloads files. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY` …), the certificates of
/// authorities from the operating system.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    options: FetchOptions,
}

/// A downloaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it lies, under the publisher's name for it.
    pub path: PathBuf,
    /// It had been downloaded before, and the server says that it has not changed.
    pub is_from_before: bool,
}

/// Why one try did not bring the file.
enum Failure {
    /// Another one may.
    Passing(String),
    /// Another one would not.
    Lasting(FetchError),
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self::Lasting(error)
    }
}

/// Sets up TLS for every HTTP client of the program. A second time it does nothing.
pub fn set_up_tls() {
    // An error says that it is set up.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Fetcher {
    /// Gets ready; connects to nothing yet.
    ///
    /// # Errors
    /// [`FetchError::Unready`] when the system's certificates cannot be used.
    pub fn new(options: FetchOptions) -> Result<Self, FetchError> {
        set_up_tls();
        let client = Client::builder()
            .user_agent(concat!("coding-ahead/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .referer(false)
            // The bytes of the file are wanted, as long as the server says they are.
            .no_gzip()
            .no_brotli()
            .redirect(Policy::custom(|attempt| {
                match refusal(attempt.previous(), attempt.url()) {
                    Some(reason) => attempt.error(reason),
                    None => attempt.follow(),
                }
            }))
            .build()
            .map_err(|error| FetchError::Unready(deepest_cause(&error)))?;
        Ok(Self { client, options })
    }

    /// Downloads a file, or goes on with it. `progress` is told how many bytes there are, and of how many where
    /// the server says so.
    ///
    /// # Errors
    /// [`FetchError`]. What has come before a connection broke is kept for the next call.
    pub async fn fetch(
        &self,
        address: &Url,
        progress: &(dyn Fn(u64, Option<u64>) + Sync),
    ) -> Result<Fetched, FetchError> {
        let mut partial = Partial::open(&self.options.folder, address)?;
        let mut longest = partial.len();
        let mut tries = 0;
        let mut wait = self.options.first_wait;
        loop {
            let cause = match self.try_once(address, &mut partial, progress).await {
                Ok(fetched) => return Ok(fetched),
                Err(Failure::Lasting(error)) => return Err(error),
                Err(Failure::Passing(cause)) => cause,
            };
            if partial.len() > longest {
                longest = partial.len();
                tries = 0;
                wait = self.options.first_wait;
            }
            tries += 1;
            if tries == TRIES {
                return Err(FetchError::Broken {
                    address: shown(address),
                    tries,
                    cause,
                    kept: partial.len(),
                });
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    async fn try_once(
        &self,
        address: &Url,
        partial: &mut Partial,
        progress: &(dyn Fn(u64, Option<u64>) + Sync),
    ) -> Result<Fetched, Failure> {
        let mut response = self.ask(address, partial).await?;
        if let Some(path) = partial.finished_path()
            && response.status() == StatusCode::NOT_MODIFIED
        {
            return Ok(Fetched {
                path,
                is_from_before: true,
            });
        }
        let total = check_answer(address, &response, partial)?;
        self.check_size(address, partial, total.unwrap_or_default())?;
        progress(partial.len(), total);
        while let Some(chunk) = response.chunk().await.map_err(passing)? {
            if partial.is_empty() && begins_like_a_page(&chunk) {
                return Err(page(&response));
            }
            let length = partial.len() + chunk.len() as u64;
            self.check_size(address, partial, length)?;
            partial.append(&chunk)?;
            progress(length, total);
        }
        if let Some(total) = total.filter(|total| *total != partial.len()) {
            let came = partial.len();
            partial.start_anew(None)?;
            return Err(Failure::Passing(format!("{came} bytes came instead of {total}")));
        }
        let disposition = response.headers().get(CONTENT_DISPOSITION);
        let name = name::file_name(
            disposition.map(|value| String::from_utf8_lossy(value.as_bytes())),
            response.url(),
            address,
        );
        Ok(Fetched {
            path: partial.finish(&name)?,
            is_from_before: false,
        })
    }

    /// Asks for what is missing of the file.
    async fn ask(&self, address: &Url, partial: &Partial) -> Result<Response, Failure> {
        let mut request = self
            .client
            .get(address.clone())
            .header(ACCEPT_ENCODING, "identity");
        if let Some(validator) = partial.validator() {
            if !partial.is_empty() {
                request = request
                    .header(RANGE, format!("bytes={}-", partial.len()))
                    .header(IF_RANGE, validator);
            } else if partial.finished_path().is_some() {
                request = request.header(condition(validator), validator);
            }
        }
        request.send().await.map_err(|error| {
            if error.is_redirect() {
                Failure::Lasting(FetchError::Redirect {
                    address: shown(address),
                    reason: deepest_cause(&error),
                })
            } else {
                passing(error)
            }
        })
    }

    fn check_size(&self, address: &Url, partial: &mut Partial, bytes: u64) -> Result<(), FetchError> {
        if bytes <= self.options.limit {
            return Ok(());
        }
        partial.start_anew(None)?;
        Err(FetchError::TooLarge {
            address: shown(address),
            bytes,
            limit: self.options.limit,
        })
    }
}

/// Makes sure that an answer brings the file or what is missing of it. Gives the length of the whole, where known.
fn check_answer(address: &Url, response: &Response, partial: &mut Partial) -> Result<Option<u64>, Failure> {
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
fn condition(validator: &str) -> HeaderName {
    if validator.starts_with('"') {
        reqwest::header::IF_NONE_MATCH
    } else {
        reqwest::header::IF_MODIFIED_SINCE
    }
}

/// Why a redirect is not followed, if so.
fn refusal(before: &[Url], to: &Url) -> Option<String> {
    if before.len() > MOST_REDIRECTS {
        Some(format!("it has sent us on {MOST_REDIRECTS} times already"))
    } else if !is_http(to) {
        Some("only http and https addresses are followed".into())
    } else if before.last().is_some_and(|from| from.scheme() == "https") && to.scheme() == "http" {
        Some("what comes without https could be anybody's".into())
    } else {
        None
    }
}

/// Whether a file can be downloaded from an address of this kind.
fn is_http(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https")
}

/// An address to download from; `None` for what is none, like the path of a file.
///
/// # Errors
/// [`FetchError::Address`] for an address that is misspelt or of another kind.
pub fn address(text: &str) -> Option<Result<Url, FetchError>> {
    let (scheme, _) = text.split_once("://")?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then(|| {
        let url = Url::parse(text).ok().filter(is_http);
        url.ok_or_else(|| FetchError::Address(text.to_owned()))
    })
}

/// An address as it may be shown: without a password.
fn shown(address: &Url) -> String {
    let mut address = address.clone();
    // It fails where there can be no password.
    let _ = address.set_password(None);
    address.into()
}

fn page(response: &Response) -> Failure {
    Failure::Lasting(FetchError::Page(shown(response.url())))
}

fn begins_like_a_page(chunk: &[u8]) -> bool {
    let text = chunk
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(chunk)
        .trim_ascii_start();
    ["<!doctype html", "<html"].iter().any(|begin| {
        text.get(..begin.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(begin.as_bytes()))
    })
}

fn passing(error: reqwest::Error) -> Failure {
    Failure::Passing(deepest_cause(&error))
}

/// The words of the cause at the bottom, which those above only wrap.
fn deepest_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_path_is_no_address_and_other_kinds_of_addresses_are_refused() {
        for path in [
            "rvu25d.zip",
            "C:\\files\\rvu25d.zip",
            "/data/a:b.zip",
            "//host/share",
            "2025://x",
        ] {
            assert!(address(path).is_none(), "{path}");
        }
        assert_eq!(
            address("HTTPS://example.org/a.zip").unwrap().unwrap(),
            url("https://example.org/a.zip")
        );
        for other in ["ftp://example.org/a.zip", "file:///etc/passwd", "http://"] {
            let error = address(other).unwrap().unwrap_err().to_string();
            assert!(error.contains(other), "{error}");
        }
    }

    #[test]
    fn a_redirect_is_followed_a_few_times_and_only_to_where_it_is_safe() {
        let (plain, safe) = (url("http://a.example/"), url("https://a.example/"));
        assert_eq!(refusal(std::slice::from_ref(&plain), &plain), None);
        assert_eq!(refusal(std::slice::from_ref(&plain), &safe), None);
        assert_eq!(refusal(std::slice::from_ref(&safe), &safe), None);
        assert!(refusal(std::slice::from_ref(&safe), &plain).is_some());
        assert!(refusal(std::slice::from_ref(&safe), &url("file:///etc/passwd")).is_some());
        assert_eq!(refusal(&vec![safe.clone(); MOST_REDIRECTS], &safe), None);
        assert!(refusal(&vec![safe.clone(); MOST_REDIRECTS + 1], &safe).is_some());
    }

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
    fn a_password_is_not_shown() {
        assert_eq!(
            shown(&url("https://ann:s3cret@example.org/a.zip")),
            "https://ann@example.org/a.zip"
        );
    }

    #[test]
    fn a_page_is_known_by_its_beginning() {
        assert!(begins_like_a_page(b"\xef\xbb\xbf \n<!DOCTYPE HTML><html>"));
        assert!(begins_like_a_page(b"<HTML lang=en>"));
        assert!(!begins_like_a_page(b"<?xml version=\"1.0\"?>"));
        assert!(!begins_like_a_page(b"PK"));
    }
}

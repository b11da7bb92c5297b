//! Where a file is downloaded from, and where a redirect may lead.

use super::FetchError;
use reqwest::Url;

/// A publisher sends a browser on once or twice.
const MOST_REDIRECTS: usize = 10;

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
pub(crate) fn shown(address: &Url) -> String {
    let mut address = address.clone();
    // It fails where there can be no password.
    let _ = address.set_password(None);
    address.into()
}

/// Why a redirect is not followed, if so.
pub(super) fn refusal(before: &[Url], to: &Url) -> Option<String> {
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
    fn a_password_is_not_shown() {
        assert_eq!(
            shown(&url("https://ann:s3cret@example.org/a.zip")),
            "https://ann@example.org/a.zip"
        );
    }
}

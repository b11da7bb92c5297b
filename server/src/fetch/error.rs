//! Why a file was not downloaded, said so that an operator can act on it.

use indicatif::HumanBytes;
use reqwest::StatusCode;
use std::error::Error;
use std::{io, iter};

/// Why a file was not downloaded.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// An address of another kind, or a misspelt one.
    #[error("{0} is no http or https address")]
    Address(String),
    /// Nothing can be downloaded at all.
    #[error("cannot get ready to download: {0}")]
    Unready(String),
    /// The server does not give the file.
    #[error("{address}: the server answers {status}{}", advice(*status))]
    Answer {
        /// The address, without a password.
        address: String,
        /// Its status.
        status: StatusCode,
    },
    /// A page for people stands where a file was expected.
    #[error(
        "{0} is a page and not a file, most likely a licence that somebody has to accept: open it in a browser, \
         accept, and import the file that the browser saves"
    )]
    Page(String),
    /// It is larger than the operator allows.
    #[error(
        "{address}: at least {}, and at most {} are downloaded; allow more with --max-download",
        HumanBytes(*bytes),
        HumanBytes(*limit)
    )]
    TooLarge {
        /// The address, without a password.
        address: String,
        /// So many bytes were announced or came.
        bytes: u64,
        /// So many are allowed.
        limit: u64,
    },
    /// It sends us elsewhere, and there we do not go.
    #[error("{address}: its redirect is not followed: {reason}")]
    Redirect {
        /// The address, without a password.
        address: String,
        /// Why not.
        reason: String,
    },
    /// Whoever answers cannot show to be the one asked for.
    #[error(
        "{address}: no safe connection ({reason}). Where a proxy of your own stands between, the operating system \
         must trust its certificate"
    )]
    Tls {
        /// The address, without a password.
        address: String,
        /// What is wrong.
        reason: String,
    },
    /// The connection did not stand, again and again.
    #[error(
        "{address}: tried {tries} times in vain, lastly: {cause}. What has come ({}) is kept: repeat the command to \
         go on",
        HumanBytes(*kept)
    )]
    Broken {
        /// The address, without a password.
        address: String,
        /// So many tries in a row brought nothing.
        tries: u32,
        /// What stopped the last one.
        cause: String,
        /// So many bytes of the file have come.
        kept: u64,
    },
    /// Another run of the program is downloading the same file.
    #[error("{0} is being downloaded by another run of this program")]
    Busy(String),
    /// The disk.
    #[error("{file}: {source}")]
    Io {
        /// The file or folder.
        file: String,
        /// What the system said.
        source: io::Error,
    },
}

fn advice(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            ": publishers move their files, so look on their page for the address of today"
        }
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            ": download it in a browser and import the file that it saves"
        }
        _ => "",
    }
}

/// What TLS has against the server; such a thing does not pass.
pub(super) fn tls_problem(error: &reqwest::Error) -> Option<String> {
    let mut causes = causes(error);
    causes.find_map(|cause| Some(cause.downcast_ref::<rustls::Error>()?.to_string()))
}

/// The words of the cause at the bottom, which those above only wrap.
pub(super) fn deepest_cause(error: &reqwest::Error) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

/// An error, its cause, the cause of that, and so on.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    fn deeper<'a>(cause: &&'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
        let cause: &'a (dyn Error + 'static) = *cause;
        // An I/O error counts what is in it as itself and not as its cause.
        match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => cause.source(),
        }
    }
    let first: &(dyn Error + 'static) = error;
    iter::successors(Some(first), deeper)
}

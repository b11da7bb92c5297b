//! Why a file was not downloaded, said so that an operator can act on it.

use indicatif::HumanBytes;
use reqwest::StatusCode;

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
    /// The connection did not stand, again and again.
    #[error(
        "{address}: tried {tries} times in vain, lastly: {cause}. {} are kept: repeat the command to go on",
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
        source: std::io::Error,
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

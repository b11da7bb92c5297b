//! Downloading a release file: into a folder of its own, on from where a cut left it, never more than allowed.

mod address;
mod answer;
mod error;
mod name;
mod partial;

pub use address::address;
pub(crate) use address::shown;
pub use error::FetchError;
pub use reqwest::Url;

use address::refusal;
use answer::{begins_like_a_page, check_answer, condition, page};
use error::{deepest_cause, tls_problem};
use partial::Partial;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_DISPOSITION, IF_RANGE, RANGE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use std::path::PathBuf;
use std::time::Duration;

/// Of an answer that does not come, or not to its end, so many in a row are accepted. One that brought the file
/// further does not count.
const TRIES: u32 = 5;

/// No wait between two tries is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

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
            let address = shown(address);
            if error.is_redirect() {
                let reason = deepest_cause(&error);
                Failure::Lasting(FetchError::Redirect { address, reason })
            } else if let Some(reason) = tls_problem(&error) {
                Failure::Lasting(FetchError::Tls { address, reason })
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

fn passing(error: reqwest::Error) -> Failure {
    Failure::Passing(deepest_cause(&error))
}

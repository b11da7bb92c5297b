//! A publisher's web server, which answers as a test says and remembers what it was asked.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// A running server.
pub struct Publisher {
    address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// What it was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    headers: HeaderMap,
}

impl Asked {
    pub fn header(&self, name: header::HeaderName) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Publisher {
    /// One whose answer is made from the number of the request, from 0, and what was asked.
    pub async fn answering(answer: impl Fn(usize, &Asked) -> Response + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (asked.clone(), Arc::new(answer));
        let app = Router::new().fallback(move |uri: Uri, headers: HeaderMap| {
            let path = uri.path().to_owned();
            let asked = Asked { path, headers };
            let number = {
                let mut log = log.lock().unwrap();
                log.push(asked.clone());
                log.len() - 1
            };
            let answer = answer(number, &asked);
            async move { answer }
        });
        tokio::spawn(async { axum::serve(listener, app).await });
        Self { address, asked }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// A file with an ETag, as a proper server answers for it: the rest of it, or that it has not changed, where that
/// is asked for.
pub fn whole(asked: &Asked, file: &[u8], etag: &str) -> Response {
    let answer = Response::builder().header(header::ETAG, etag);
    let content = |bytes: &[u8]| Body::from(bytes.to_vec());
    if asked.header(header::IF_NONE_MATCH) == Some(etag) {
        return answer
            .status(StatusCode::NOT_MODIFIED)
            .body(Body::empty())
            .unwrap();
    }
    let is_same = asked.header(header::IF_RANGE) == Some(etag);
    let range = asked.header(header::RANGE).filter(|_| is_same);
    match range.map(|range| {
        range
            .strip_prefix("bytes=")
            .unwrap()
            .trim_end_matches('-')
            .parse::<usize>()
            .unwrap()
    }) {
        Some(first) => answer
            .status(StatusCode::PARTIAL_CONTENT)
            .header(
                header::CONTENT_RANGE,
                format!("bytes {first}-{}/{}", file.len() - 1, file.len()),
            )
            .body(content(&file[first..]))
            .unwrap(),
        None => answer.body(content(file)).unwrap(),
    }
}

/// The first bytes of a file, and then the connection breaks.
pub fn cut(file: &[u8], after: usize, etag: &str) -> Response {
    let begin = stream::iter([Ok(Bytes::copy_from_slice(&file[..after]))]);
    // What came before is sent on its way first.
    let end = stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(io::Error::other("cut"))
    });
    Response::builder()
        .header(header::ETAG, etag)
        .header(header::CONTENT_LENGTH, file.len())
        .body(Body::from_stream(begin.chain(end)))
        .unwrap()
}

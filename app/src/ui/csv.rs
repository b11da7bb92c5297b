//! CSV files.

use axum::body::{Body, Bytes};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use std::fmt::Display;
use tokio::sync::mpsc;

/// Takes the pieces of a file to whoever reads it.
pub(crate) struct CsvSender(mpsc::Sender<Result<Bytes, std::io::Error>>);

impl CsvSender {
    /// Sends a piece; `false` when nobody reads any more.
    pub async fn send(&self, piece: Vec<u8>) -> bool {
        self.0.send(Ok(piece.into())).await.is_ok()
    }
}

/// A file to save under a name, sent while it is written: it may be longer than memory. An error breaks the answer
/// off, so that nobody takes a part of it for the whole.
pub(crate) fn csv_answer<E, F>(name: &str, write: impl FnOnce(CsvSender) -> F) -> Response
where
    E: Display + Send,
    F: Future<Output = Result<(), E>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(4);
    let writing = write(CsvSender(sender.clone()));
    tokio::spawn(async move {
        if let Err(error) = writing.await {
            let shown = crate::backend::failure(error);
            let _ = sender.send(Err(std::io::Error::other(shown.to_string()))).await;
        }
    });
    let pieces = stream::unfold(receiver, async |mut receiver| {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    });
    // The compression asks once more after the end.
    saved_as(name, Body::from_stream(pieces.fuse()))
}

/// A file to save under a name.
pub(crate) fn csv_file(name: &str, file: Vec<u8>) -> Response {
    saved_as(name, Body::from(file))
}

fn saved_as(name: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.csv\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

/// A line of cells. What a spreadsheet would take for a formula is marked as text.
pub(crate) fn csv_line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let cells = cells.into_iter().map(|cell| {
        let cell = cell.as_ref();
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if is_formula {
            format!("'{cell}")
        } else {
            cell.to_owned()
        }
    });
    // Writing into memory does not fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(csv_line(["=1+1", "a,b", "@x"]), b"'=1+1,\"a,b\",'@x\n");
    }
}

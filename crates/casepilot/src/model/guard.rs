//! Stands between a server and the client library: each event is looked at before the library sees it, so that what is
//! no JSON is not printed into the log, and what does not end takes no memory.

use futures_util::{Stream, StreamExt, stream};
use serde::de::IgnoredAny;
use std::pin::Pin;

/// How long one line may be, in bytes.
const LINE: usize = 64 * 1024;

/// What takes the place of a line.
pub(super) const DONE: &str = r#"{"end":"done"}"#;
pub(super) const BROKEN: &str = r#"{"end":"garbled"}"#;
pub(super) const CUT: &str = r#"{"end":"cut"}"#;
pub(super) const TOO_LONG: &str = r#"{"end":"too-long"}"#;

type Bytes<'a> = Pin<Box<dyn Stream<Item = Result<Vec<u8>, ()>> + Send + 'a>>;

struct Guard<'a> {
    body: Bytes<'a>,
    kept: Vec<u8>,
    left: usize,
    is_over: bool,
}

/// The events of a body, each a line of JSON; the last one says how it ended. At most `most` bytes are read.
pub(super) fn events<'a>(
    body: impl Stream<Item = Result<Vec<u8>, ()>> + Send + 'a,
    most: usize,
) -> impl Stream<Item = Result<Vec<u8>, std::convert::Infallible>> + Send + 'a {
    let guard = Guard {
        body: Box::pin(body),
        kept: Vec::new(),
        left: most,
        is_over: false,
    };
    stream::unfold(guard, |mut guard| async move {
        let events = guard.next().await?;
        Some((Ok(events), guard))
    })
}

impl Guard<'_> {
    async fn next(&mut self) -> Option<Vec<u8>> {
        if self.is_over {
            return None;
        }
        let mut out = Vec::new();
        match self.body.next().await {
            Some(Ok(piece)) => {
                self.kept.extend_from_slice(&piece);
                while let Some(end) = self.kept.iter().position(|byte| *byte == b'\n')
                    && !self.is_over
                {
                    let line: Vec<u8> = self.kept.drain(..=end).collect();
                    self.take(&line, &mut out);
                }
                match self
                    .left
                    .checked_sub(piece.len())
                    .filter(|_| self.kept.len() <= LINE)
                {
                    Some(left) => self.left = left,
                    None => self.end(TOO_LONG, &mut out),
                }
            }
            Some(Err(())) => self.end(CUT, &mut out),
            None => {
                let line = std::mem::take(&mut self.kept);
                self.take(&line, &mut out);
                self.end(CUT, &mut out);
            }
        }
        Some(out)
    }

    fn take(&mut self, line: &[u8], out: &mut Vec<u8>) {
        let Some(data) = line.trim_ascii().strip_prefix(b"data:") else {
            return;
        };
        let data = data.trim_ascii();
        if data == b"[DONE]" {
            self.end(DONE, out);
        } else if serde_json::from_slice::<IgnoredAny>(data).is_ok() && std::str::from_utf8(data).is_ok() {
            event(data, out);
        } else {
            self.end(BROKEN, out);
        }
    }

    fn end(&mut self, how: &str, out: &mut Vec<u8>) {
        if !self.is_over {
            self.is_over = true;
            event(how.as_bytes(), out);
        }
    }
}

fn event(data: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"data: ");
    out.extend_from_slice(data);
    out.extend_from_slice(b"\n\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn guarded(pieces: Vec<Result<Vec<u8>, ()>>, most: usize) -> String {
        let events: Vec<_> = events(stream::iter(pieces), most).collect().await;
        let bytes: Vec<u8> = events.into_iter().flat_map(Result::unwrap_or_default).collect();
        String::from_utf8(bytes).unwrap()
    }

    #[tokio::test]
    async fn a_stream_says_how_it_ended() {
        let good = "event: x\r\ndata: {\"a\":1}\r\n\r\n: ping\ndata: [DONE]\n\ndata: {\"late\":1}\n";
        for size in [1, 5, 500] {
            let pieces = good
                .as_bytes()
                .chunks(size)
                .map(|piece| Ok(piece.to_vec()))
                .collect();
            assert_eq!(
                guarded(pieces, 1000).await,
                format!("data: {{\"a\":1}}\n\ndata: {DONE}\n\n"),
                "{size}"
            );
        }
        let ended = |end: &str| format!("data: {end}\n\n");
        assert_eq!(
            guarded(vec![Ok(b"data: {\"a\":\n".to_vec())], 1000).await,
            ended(BROKEN)
        );
        assert_eq!(
            guarded(vec![Ok(b"data: \"\xff\"\n".to_vec())], 1000).await,
            ended(BROKEN)
        );
        assert_eq!(guarded(vec![Ok(b"<html>".to_vec())], 1000).await, ended(CUT));
        assert_eq!(guarded(vec![Err(())], 1000).await, ended(CUT));
        assert_eq!(guarded(vec![Ok(vec![b'x'; 1001])], 1000).await, ended(TOO_LONG));
        assert_eq!(
            guarded(vec![Ok(vec![b'x'; LINE + 1])], LINE * 2).await,
            ended(TOO_LONG)
        );
    }
}

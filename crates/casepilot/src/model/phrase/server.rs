//! A server on the loopback that follows a script and speaks the protocol, well and badly.

use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// What the server does with a request.
#[derive(Clone)]
pub(super) enum Act {
    /// Streams pieces of text.
    Say(Vec<&'static str>),
    /// Calls a tool.
    Call(&'static str, &'static str),
    /// Answers with a status and a body.
    Status(u16, &'static str),
    /// Sends this body as it is, and closes.
    Raw(&'static [u8]),
    /// Streams pieces, then closes without an end.
    CutAfter(Vec<&'static str>),
    /// Says nothing for long.
    Silence,
    /// Says a piece, then nothing for long.
    Stall(&'static str),
    /// Says this again and again.
    Endless(&'static str),
    /// Sends bytes without the end of a line, again and again.
    Flood,
}

pub(super) struct Server {
    pub address: String,
    pub requests: Arc<Mutex<Vec<Value>>>,
}

/// A server that does one thing after the other.
pub(super) async fn server(acts: Vec<Act>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&requests);
    tokio::spawn(async move {
        for next in acts {
            let (mut socket, _) = listener.accept().await.unwrap();
            let asked = request(&mut socket).await;
            heard.lock().unwrap().push(asked);
            tokio::spawn(async move {
                // The client may hang up; that is what some of these are for.
                let _ = act(&mut socket, next).await;
            });
        }
    });
    Server { address, requests }
}

fn event(delta: &Value, finish: Option<&str>) -> String {
    let chunk = json!({
        "id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }],
    });
    format!("data: {chunk}\n\n")
}

async fn request(socket: &mut TcpStream) -> Value {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let count = socket.read(&mut piece).await.unwrap();
        assert!(count > 0, "the request ends early");
        bytes.extend_from_slice(&piece[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap();
        let body = &bytes[end + 4..];
        if body.len() >= length {
            assert!(head.starts_with("post /v1/chat/completions "), "{head}");
            assert!(head.contains("authorization: bearer sk-test"), "{head}");
            return serde_json::from_slice(body).unwrap();
        }
    }
}

async fn act(socket: &mut TcpStream, act: Act) -> std::io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    if !matches!(act, Act::Status(..) | Act::Silence) {
        socket.write_all(head.as_bytes()).await?;
    }
    match act {
        Act::Say(pieces) => {
            say(socket, json!({ "role": "assistant", "content": null }), None).await?;
            for piece in pieces {
                say(socket, json!({ "content": piece }), None).await?;
            }
            say(socket, json!({}), Some("stop")).await?;
            socket.write_all(b"data: [DONE]\n\n").await
        }
        Act::Call(name, arguments) => {
            let (one, two) = arguments.split_at(arguments.len() / 2);
            let function = json!({ "name": name, "arguments": one });
            say(socket, json!({ "tool_calls": [{ "index": 0, "id": "c1", "type": "function", "function": function }] }), None).await?;
            say(
                socket,
                json!({ "tool_calls": [{ "index": 0, "function": { "arguments": two } }] }),
                None,
            )
            .await?;
            say(socket, json!({}), Some("tool_calls")).await?;
            socket.write_all(b"data: [DONE]\n\n").await
        }
        Act::Status(status, body) => {
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nLocation: http://127.0.0.1:9/\r\nConnection: close\r\n\r\n{body}"
            );
            socket.write_all(answer.as_bytes()).await
        }
        Act::Raw(bytes) => socket.write_all(bytes).await,
        Act::CutAfter(pieces) => {
            for piece in pieces {
                say(socket, json!({ "content": piece }), None).await?;
            }
            Ok(())
        }
        Act::Silence => {
            sleep(Duration::from_secs(10)).await;
            Ok(())
        }
        Act::Stall(piece) => {
            say(socket, json!({ "content": piece }), None).await?;
            sleep(Duration::from_secs(10)).await;
            Ok(())
        }
        Act::Endless(piece) => loop {
            say(socket, json!({ "content": piece }), None).await?;
        },
        Act::Flood => loop {
            socket.write_all(&[b'x'; 4096]).await?;
        },
    }
}

async fn say(socket: &mut TcpStream, delta: Value, finish: Option<&str>) -> std::io::Result<()> {
    socket.write_all(event(&delta, finish).as_bytes()).await?;
    socket.flush().await
}

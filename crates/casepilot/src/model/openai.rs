//! A model behind a server that speaks the chat completions of OpenAI, as most servers for local models do.

use super::guard::{self, events};
use super::{Call, Message, Model, ModelError, Next, tools};
use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use async_openai::middleware::HttpRequestFactory;
use async_trait::async_trait;
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt;
use std::time::Duration;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);
/// How many bytes of protocol one token may take.
const BYTES_PER_TOKEN: usize = 2048;
/// How many tools may be called in one turn; more are not read.
const CALLS: usize = 8;
/// How long the arguments of a call may be, in bytes.
const ARGUMENTS: usize = 4096;

/// A key that is neither printed nor logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a key; spaces around it do not belong to it.
    pub fn new(key: impl AsRef<str>) -> Self {
        Self(key.as_ref().trim().to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl std::str::FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(key))
    }
}

/// Where the model is, and how much it may say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address up to and with the version, e.g. `http://127.0.0.1:8080/v1`.
    pub base_url: String,
    /// The key, where the server wants one.
    pub key: Option<Secret>,
    /// The name of the model, as its server knows it and as readers see it.
    pub model: String,
    /// The most tokens that one answer may have.
    pub most_tokens: u32,
}

/// Why a model cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The address is none, or not of the web.
    #[error(
        "the address of the language model has to begin with http:// or https://, as in http://127.0.0.1:8080/v1"
    )]
    Address,
    /// The address has a name or a password in it, which would be logged.
    #[error("the address of the language model has a name or password in it; give the key by itself")]
    Credentials,
    /// The model has no name.
    #[error("the language model needs a name, as its server knows it")]
    Name,
    /// The key has characters that cannot be sent.
    #[error("the key of the language model has characters that no HTTP header takes")]
    Key,
    /// The system's certificates cannot be used.
    #[error("no HTTP client for the language model: {0}")]
    Http(String),
}

/// A model behind an OpenAI-compatible server.
pub struct OpenAi {
    client: Client<OpenAIConfig>,
    model: String,
    most_tokens: u32,
}

impl OpenAi {
    /// Gets ready; connects to nothing yet.
    ///
    /// # Errors
    /// [`SettingsError`] when the settings cannot be used.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        // An error says that it is set up already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let address = reqwest::Url::parse(settings.base_url.trim()).map_err(|_| SettingsError::Address)?;
        if !matches!(address.scheme(), "http" | "https") || address.host_str().is_none() {
            return Err(SettingsError::Address);
        }
        if !address.username().is_empty() || address.password().is_some() {
            return Err(SettingsError::Credentials);
        }
        if settings.model.trim().is_empty() {
            return Err(SettingsError::Name);
        }
        let key = settings.key.map(|Secret(key)| key).unwrap_or_default();
        // The library would stop the program over such a key.
        if !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(SettingsError::Key);
        }
        let http = reqwest::Client::builder()
            .user_agent(concat!("coding-ahead/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            // The key and the question go to that server and to no other.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .build()
            .map_err(|error| SettingsError::Http(error.without_url().to_string()))?;
        let config = OpenAIConfig::new()
            .with_api_base(address.as_str().trim_end_matches('/'))
            .with_api_key(key)
            // Those of the environment are for other programs.
            .with_org_id("")
            .with_project_id("");
        let most = usize::try_from(settings.most_tokens)
            .unwrap_or(usize::MAX)
            .saturating_mul(BYTES_PER_TOKEN);
        Ok(Self {
            // A service of our own: without the library's retries, which would outlast the reader's patience, and
            // without its log lines, which have texts of servers in them.
            client: Client::build(http.clone(), config).with_http_service(Guarded { http, most }),
            model: settings.model.trim().to_owned(),
            most_tokens: settings.most_tokens,
        })
    }

    fn request(&self, talk: &[Message], may_look_up: bool) -> Value {
        let messages: Vec<Value> = talk.iter().map(message).collect();
        let mut request = json!({
            "model": self.model,
            "messages": messages,
            "stream": true,
            "temperature": 0,
            "max_completion_tokens": self.most_tokens,
        });
        if may_look_up {
            request["tools"] = tools::list();
        }
        request
    }
}

fn message(message: &Message) -> Value {
    match message {
        Message::Rules(text) => json!({ "role": "system", "content": text }),
        Message::Task(text) => json!({ "role": "user", "content": text }),
        Message::Calls(calls) => {
            let calls: Vec<Value> = calls
                .iter()
                .map(|call| {
                    // A server may refuse a talk with arguments that are no JSON, though the model wrote them.
                    let arguments = match serde_json::from_str::<Value>(&call.arguments) {
                        Ok(Value::Object(_)) => call.arguments.as_str(),
                        _ => "{}",
                    };
                    json!({ "id": call.id, "type": "function", "function": { "name": call.name, "arguments": arguments } })
                })
                .collect();
            json!({ "role": "assistant", "content": "", "tool_calls": calls })
        }
        Message::Found { id, text } => json!({ "role": "tool", "tool_call_id": id, "content": text }),
    }
}

/// Sends a request once and guards the answer.
#[derive(Clone)]
struct Guarded {
    http: reqwest::Client,
    most: usize,
}

impl tower::Service<HttpRequestFactory> for Guarded {
    type Response = reqwest::Response;
    type Error = OpenAIError;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Self::Error>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequestFactory) -> Self::Future {
        let Self { http, most } = self.clone();
        Box::pin(async move {
            let request = request.build().await?;
            let answer = http.execute(request).await.map_err(OpenAIError::Reqwest)?;
            if !answer.status().is_success() {
                let status = reqwest::StatusCode::from_u16(answer.status().as_u16()).unwrap_or_default();
                return Err(OpenAIError::ApiError(async_openai::error::ApiErrorResponse {
                    status_code: status,
                    // What the server says may repeat the question or the key.
                    api_error: async_openai::error::ApiError::default(),
                }));
            }
            let body = answer
                .bytes_stream()
                .map(|piece| piece.map(|piece| piece.to_vec()).map_err(|_| ()));
            let body = reqwest::Body::wrap_stream(events(body, most));
            Ok(http::Response::new(body).into())
        })
    }
}

/// A piece of the stream: as little as is needed, so that every dialect is read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Chunk {
    choices: Vec<Choice>,
    error: Option<Value>,
    end: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Choice {
    delta: Delta,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Delta {
    content: Option<String>,
    tool_calls: Option<Vec<CallPiece>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CallPiece {
    index: Option<usize>,
    id: Option<String>,
    function: Option<FunctionPiece>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FunctionPiece {
    name: Option<String>,
    arguments: Option<String>,
}

fn failure(error: &OpenAIError) -> ModelError {
    match error {
        OpenAIError::ApiError(error) => ModelError::Status(error.status_code.as_u16()),
        OpenAIError::Reqwest(error) if error.is_connect() || error.is_request() => ModelError::Unreachable,
        OpenAIError::Reqwest(_) | OpenAIError::StreamError(_) => ModelError::Cut,
        _ => ModelError::Garbled,
    }
}

#[async_trait]
impl Model for OpenAi {
    fn name(&self) -> &str {
        &self.model
    }

    async fn say(
        &self,
        talk: &[Message],
        may_look_up: bool,
        hear: &mut (dyn for<'p> FnMut(&'p str) -> Next + Send),
    ) -> Result<Vec<Call>, ModelError> {
        let request = self.request(talk, may_look_up);
        let chat = self.client.chat();
        // As values: a piece of another shape is an error of ours, and none that the library prints.
        let mut pieces = chat
            .create_stream_byot::<_, Value>(request)
            .await
            .map_err(|error| failure(&error))?;
        let mut calls: Vec<Call> = Vec::new();
        let mut is_finished = false;
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|error| failure(&error))?;
            let chunk: Chunk = serde_json::from_value(piece).map_err(|_| ModelError::Garbled)?;
            if chunk.error.is_some() {
                return Err(ModelError::Failed);
            }
            if let Some(end) = chunk.end {
                return match format!(r#"{{"end":"{end}"}}"#).as_str() {
                    guard::DONE => Ok(calls),
                    // Some servers close instead of saying that they are done.
                    guard::CUT if is_finished => Ok(calls),
                    guard::CUT => Err(ModelError::Cut),
                    guard::TOO_LONG => Err(ModelError::TooLong),
                    _ => Err(ModelError::Garbled),
                };
            }
            let Some(choice) = chunk.choices.into_iter().next() else {
                continue;
            };
            match choice.finish_reason.as_deref() {
                // The text ends in the middle of a sentence.
                Some("length") => return Err(ModelError::TooLong),
                Some("content_filter") => return Err(ModelError::Failed),
                Some(_) => is_finished = true,
                None => {}
            }
            for piece in choice.delta.tool_calls.into_iter().flatten() {
                gather(&mut calls, piece)?;
            }
            let text = choice.delta.content.unwrap_or_default();
            if hear(&text) == Next::Stop {
                return Ok(Vec::new());
            }
        }
        if is_finished {
            Ok(calls)
        } else {
            Err(ModelError::Cut)
        }
    }
}

/// Puts a piece of a call to those before it.
fn gather(calls: &mut Vec<Call>, piece: CallPiece) -> Result<(), ModelError> {
    let is_new = piece
        .id
        .as_ref()
        .is_some_and(|id| !id.is_empty() && calls.iter().all(|call| call.id != *id));
    let at = piece.index.unwrap_or(if is_new {
        calls.len()
    } else {
        calls.len().saturating_sub(1)
    });
    if at >= CALLS {
        return Err(ModelError::TooLong);
    }
    while calls.len() <= at {
        calls.push(Call {
            id: format!("call-{}", calls.len()),
            ..Call::default()
        });
    }
    let call = &mut calls[at];
    if let Some(id) = piece.id.filter(|id| !id.is_empty() && id.len() <= 128) {
        call.id = id;
    }
    let Some(function) = piece.function else {
        return Ok(());
    };
    call.name.push_str(function.name.as_deref().unwrap_or_default());
    call.arguments
        .push_str(function.arguments.as_deref().unwrap_or_default());
    if call.name.len() > 128 || call.arguments.len() > ARGUMENTS {
        return Err(ModelError::TooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(base_url: &str) -> Settings {
        Settings {
            base_url: base_url.to_owned(),
            key: Some(Secret::new("sk-very-secret")),
            model: "m".to_owned(),
            most_tokens: 100,
        }
    }

    #[test]
    fn a_key_is_never_printed() {
        let text = format!("{:?}", settings("http://127.0.0.1/v1"));
        assert!(!text.contains("secret"), "{text}");
    }

    #[test]
    fn settings_are_checked() {
        assert!(OpenAi::new(settings("https://models.example/v1/")).is_ok());
        for address in [
            "",
            "file:///etc/passwd",
            "models.example/v1",
            "ftp://models.example",
        ] {
            assert!(
                matches!(OpenAi::new(settings(address)), Err(SettingsError::Address)),
                "{address}"
            );
        }
        assert!(matches!(
            OpenAi::new(settings("http://me:pw@models.example")),
            Err(SettingsError::Credentials)
        ));
        let mut bad = settings("http://127.0.0.1/v1");
        bad.key = Some(Secret::new("a\nb"));
        assert!(matches!(OpenAi::new(bad), Err(SettingsError::Key)));
    }
}

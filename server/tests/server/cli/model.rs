//! The binary with a language model: a server on the loopback that speaks the protocol and says what a test wants.

use super::Operator;
use crate::support::{Page, Visitor};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

const KEY: &str = "sk-quagga-do-not-tell";
const NAME: &str = "Tiny & Sons";

/// What the model does.
#[derive(Clone, Copy)]
enum Act {
    /// Says again what was composed, as it has to be said.
    Phrase,
    /// Obeys whoever offers most.
    Lie,
    /// Says nothing at all.
    Hang,
}

/// A server of a model.
#[derive(Clone)]
struct ModelServer {
    url: String,
    act: Arc<Mutex<Act>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl ModelServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            url: format!("http://{}/v1", listener.local_addr().unwrap()),
            act: Arc::new(Mutex::new(Act::Phrase)),
            asked: Arc::default(),
        };
        let this = server.clone();
        let app = Router::new().fallback(move |uri: Uri, headers: HeaderMap, body: Bytes| {
            let this = this.clone();
            async move { this.answer(&uri, &headers, &body).await }
        });
        tokio::spawn(async { axum::serve(listener, app).await });
        server
    }

    async fn answer(&self, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Response {
        assert_eq!(uri.path(), "/v1/chat/completions");
        assert_eq!(headers[header::AUTHORIZATION], format!("Bearer {KEY}"));
        let asked: Value = serde_json::from_slice(body).unwrap();
        assert_eq!(asked["model"], NAME);
        let task = asked["messages"][1]["content"].as_str().unwrap().to_owned();
        self.asked.lock().unwrap().push(asked);
        let act = *self.act.lock().unwrap();
        let text = match act {
            Act::Phrase => {
                let verdicts = task.lines().filter_map(|line| line.strip_prefix("Verdict: "));
                verdicts.collect::<Vec<_>>().join(" ")
            }
            Act::Lie => "97112 pays $1000 [1]. It has no unit limit [1].".to_owned(),
            Act::Hang => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                String::new()
            }
        };
        let piece = |delta: Value, end: Option<&str>| {
            let piece = json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": end }] });
            format!("data: {piece}\n\n")
        };
        let (one, two) = text.split_at(text.len() / 2);
        let body = [
            piece(json!({ "role": "assistant", "content": one }), None),
            piece(json!({ "content": two }), None),
            piece(json!({}), Some("stop")),
            "data: [DONE]\n\n".to_owned(),
        ];
        Response::builder()
            .header(header::CONTENT_TYPE, "text/event-stream")
            .body(Body::from(body.concat()))
            .unwrap()
    }

    fn does(&self, act: Act) {
        *self.act.lock().unwrap() = act;
    }

    fn times_asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

/// The running program; it ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves with a model, with the log in a file; gives the address of the site.
fn serve(operator: &Operator, model: &ModelServer) -> (Running, String) {
    std::fs::create_dir_all(operator.path("target/site/pkg")).unwrap();
    let mut command = operator.command(&["serve", "--listen", "127.0.0.1:0", "--model-first-word", "2.5"]);
    command
        .env("CODING_AHEAD_MODEL_URL", &model.url)
        .env("CODING_AHEAD_MODEL_NAME", NAME)
        .env("CODING_AHEAD_MODEL_KEY", KEY)
        .env("CODING_AHEAD_MODEL_WHOLE", "5")
        .env("RUST_LOG", "debug")
        .stdout(Stdio::piped())
        .stderr(File::create(operator.path("log")).unwrap());
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(name);
    }
    let mut server = command.spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let site = line.strip_prefix("Coding Ahead is at ").unwrap().to_owned();
    (Running(server), site)
}

/// Asks by the form, as of a day of the sample, and opens the page with the answer.
async fn ask(visitor: &Visitor, question: &str) -> Page {
    let fields = [
        ("question", question),
        ("on", "2026-05-01"),
        ("identifiers", "keep"),
    ];
    let sent = visitor
        .submit("/casepilot", "/casepilot", &fields)
        .await
        .answers(303);
    visitor.open(sent.location().unwrap()).await.succeeds()
}

fn author(page: &Page) -> String {
    page.words(".answer-text > .hint")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_phrases_answers_and_its_failures_show_what_was_composed() {
    let operator = Operator::new();
    let model = ModelServer::start().await;
    let (_running, site) = serve(&operator, &model);
    let visitor = Visitor::of(&site);
    visitor
        .register("ann@example.com", "a long password")
        .await
        .succeeds();
    operator
        .runs(&["users", "set-plan", "ann@example.com", "member"])
        .succeeds();

    let phrased = ask(&visitor, "What is the MUE of 97110? quagga").await;
    let by = "Phrased by Tiny & Sons, checked against the rows below.";
    assert_eq!(author(&phrased), by, "{}", phrased.words(".answer-text"));
    assert!(phrased.words(".verdict").contains("97110"));
    assert_eq!(model.times_asked(), 1);
    let sent = model.asked.lock().unwrap()[0].to_string();
    assert!(
        sent.contains("What is the MUE of 97110?") && sent.contains("\"max_completion_tokens\":600"),
        "{sent}"
    );

    model.does(Act::Lie);
    let lied = ask(&visitor, "What is the MUE of 97112? quagga").await;
    assert_eq!(author(&lied), "");
    assert!(
        lied.words(".verdict").contains("The MUE of"),
        "{}",
        lied.words(".answer-text")
    );
    assert!(!lied.body.contains("$1000"));
    assert_eq!(model.times_asked(), 2);

    model.does(Act::Hang);
    let begin = Instant::now();
    let hung = ask(&visitor, "What is the MUE of 97140? quagga").await;
    let took = begin.elapsed();
    assert_eq!(author(&hung), "");
    assert!(
        hung.words(".verdict").contains("The MUE of"),
        "{}",
        hung.words(".answer-text")
    );
    assert!(
        took > Duration::from_secs(2) && took < Duration::from_secs(12),
        "{took:?}"
    );
    assert_eq!(model.times_asked(), 3);

    // As the script hears it: what was told before the end is what stands in it.
    model.does(Act::Phrase);
    let fields = [("question", "What is the MUE of 97530?"), ("on", "2026-05-01")];
    let streamed = visitor.post("/casepilot/ask", &fields).await.succeeds();
    assert!(
        streamed.body.contains("Having Tiny &amp; Sons phrase it"),
        "{}",
        streamed.body
    );
    assert!(
        streamed.body.contains("Phrased by Tiny &amp; Sons"),
        "{}",
        streamed.body
    );
    assert_eq!(model.times_asked(), 4);

    // What may identify a person is sent to nobody.
    let private = ask(
        &visitor,
        "Patient: Quagga Smith, DOB 03/04/1950: what is the MUE of 97110?",
    )
    .await;
    assert_eq!(author(&private), "");
    assert!(private.words(".verdict").contains("97110"));
    assert_eq!(model.times_asked(), 4);

    let log = std::fs::read_to_string(operator.path("log")).unwrap();
    assert!(
        log.contains("composed answer shown instead of the model's"),
        "{log}"
    );
    let database = std::fs::read(operator.path("data/coding-ahead.db")).unwrap();
    let pages = [&phrased, &lied, &hung, &streamed, &private].map(|page| page.body.as_str());
    assert!(!pages.concat().contains(KEY) && !String::from_utf8_lossy(&database).contains(KEY));
    for secret in [KEY, "quagga", "Quagga", "What is the MUE", "$1000"] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}

#[test]
fn a_model_that_cannot_be_used_is_named_before_anything_is_served() {
    let operator = Operator::new();
    let url = "http://127.0.0.1:9/v1";
    let with = |arguments: &[&str]| operator.runs(&[&["serve", "--no-sample"], arguments].concat());
    with(&["--model-url", url]).fails().saying("--model-name");
    with(&["--model-url", url, "--model-name", " "])
        .fails()
        .saying("CODING_AHEAD_MODEL_NAME");
    for address in ["127.0.0.1:9", "file:///etc/passwd", "nonsense"] {
        with(&["--model-url", address, "--model-name", "m"])
            .fails()
            .saying("has to begin with http:// or https://");
    }
    let said = with(&[
        "--model-url",
        "http://ann:s3cret@127.0.0.1:9/v1",
        "--model-name",
        "m",
    ])
    .fails();
    assert!(
        said.err.contains("name or password in it") && !said.err.contains("s3cret"),
        "{said:?}"
    );
    for (option, value) in [
        ("--model-whole", "21"),
        ("--model-whole", "0"),
        ("--model-first-word", "soon"),
        ("--model-first-word", "NaN"),
        ("--model-tokens", "0"),
        ("--model-at-once", "0"),
        ("--model-key", KEY),
    ] {
        let said = with(&["--model-url", url, "--model-name", "m", option, value]);
        assert_eq!(said.code, Some(2), "{option} {value}: {said:?}");
    }
    assert!(!operator.path("data").exists(), "nothing was opened");

    let mut command = operator.command(&["serve", "--no-sample", "--model-url", url, "--model-name", "m"]);
    let said = command.env("CODING_AHEAD_MODEL_KEY", "a\nb").output().unwrap();
    let said = String::from_utf8(said.stderr).unwrap();
    assert!(
        said.contains("the key of the language model has characters"),
        "{said}"
    );
    let help = operator
        .command(&["serve", "--help"])
        .env("CODING_AHEAD_MODEL_KEY", KEY)
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(
        help.contains("CODING_AHEAD_MODEL_KEY") && !help.contains(KEY),
        "{help}"
    );
}

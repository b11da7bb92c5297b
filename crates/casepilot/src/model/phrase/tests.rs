use super::super::samples::{citation, fee, pair, sentence};
use super::super::{Found, OpenAi, Secret, Settings};
use super::server::{Act, Server, server};
use super::*;
use async_trait::async_trait;
use serde_json::json;
use std::sync::Mutex;
use tokio::net::TcpListener;

fn phraser(address: &str) -> Phraser {
    let model = OpenAi::new(Settings {
        base_url: address.to_owned(),
        key: Some(Secret::new("sk-test")),
        model: "tiny".to_owned(),
        most_tokens: 300,
    })
    .unwrap();
    let limits = Limits {
        first_word_within: Duration::from_millis(800),
        whole_within: Duration::from_millis(3000),
        at_once: 2,
    };
    Phraser::new(Arc::new(model), limits)
}

/// What the model of this server makes of an answer, and what was told on the way.
async fn phrased(acts: Vec<Act>, composed: Answer, look_ups: &dyn LookUps) -> (Answer, Vec<Event>, Server) {
    let server = server(acts).await;
    let told = Mutex::new(Vec::new());
    let answer = phraser(&server.address)
        .phrase("what is paid for 97150?", composed, look_ups, &|event| {
            told.lock().unwrap().push(event);
        })
        .await;
    (answer, told.into_inner().unwrap(), server)
}

fn texts(answer: &Answer) -> Vec<&str> {
    answer
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect()
}

const GOOD: [&str; 4] = [
    "Medicare pays $17.46 for 97150 in a faci",
    "lity [1]. In a non-facility it",
    " pays $18.10 for 97150, before the 20% coinsurance. [",
    "1]",
];

#[tokio::test]
async fn a_good_phrasing_is_shown_as_it_comes() {
    let (answer, told, server) = phrased(vec![Act::Say(GOOD.to_vec())], fee(), &()).await;
    assert_eq!(answer.author, Author::Model("tiny".to_owned()));
    assert_eq!(
        texts(&answer),
        [
            "Medicare pays $17.46 for 97150 in a facility.",
            "In a non-facility it pays $18.10 for 97150, before the 20% coinsurance.",
        ]
    );
    assert_eq!(
        (answer.sentences[0].role, answer.sentences[1].role),
        (Role::Verdict, Role::Fact)
    );
    assert_eq!((answer.citations, answer.tables), (fee().citations, fee().tables));
    let sentences = told
        .iter()
        .filter(|event| matches!(event, Event::Sentence(_)))
        .count();
    assert_eq!(sentences, 2, "{told:?}");
    let request = server.requests.lock().unwrap()[0].clone();
    assert_eq!(
        (&request["temperature"], &request["stream"]),
        (&json!(0), &json!(true))
    );
    assert_eq!(request["max_completion_tokens"], 300);
    assert_eq!(request["tools"][0]["function"]["name"], "look_up");
    let task = request["messages"][1]["content"].as_str().unwrap();
    assert!(
        task.contains("what is paid for 97150?") && task.contains("work RVU 0.29"),
        "{task}"
    );
}

#[tokio::test]
async fn cautions_and_next_steps_stay_in_our_words() {
    let said = "97150 is denied beside 97530 unless an NCCI-associated modifier applies and the documentation supports it [1].";
    let (answer, ..) = phrased(vec![Act::Say(vec![said])], pair(), &()).await;
    assert_eq!(answer.sentences.len(), 3, "{answer:?}");
    assert_eq!(answer.sentences[1..], pair().sentences[3..]);
}

#[tokio::test]
async fn a_sentence_that_fails_is_removed() {
    let mut pieces = vec!["You asked a good question! "];
    pieces.extend(GOOD);
    pieces.extend([
        " The unit limit of 97150 is 4 [2].",
        " <a href=\"https://evil.example\">At most 1 unit of 97150 is paid a day</a> [2].",
    ]);
    let (answer, told, _) = phrased(vec![Act::Say(pieces)], fee(), &()).await;
    assert_eq!(texts(&answer)[2..], ["At most 1 unit of 97150 is paid a day."]);
    let told = format!("{told:?}");
    assert!(
        !told.contains("good question") && !told.contains("is 4") && !told.contains("evil"),
        "{told}"
    );
}

/// Each of these has to come out as the composed answer, in time.
#[tokio::test]
async fn whatever_goes_wrong_the_composed_answer_stands() {
    let cases: Vec<(&str, Act)> = vec![
        (
            "an invented code",
            Act::Say(vec![
                "Medicare pays $17.46 for 97150 in a facility [1]. ",
                "99999 is better [1].",
            ]),
        ),
        (
            "a wrong amount",
            Act::Say(vec!["Medicare pays $71.46 for 97150 in a facility [1]."]),
        ),
        (
            "no citation",
            Act::Say(vec!["Medicare pays $17.46 for 97150 in a facility."]),
        ),
        (
            "half of the verdict",
            Act::Say(vec!["Medicare pays $17.46 for 97150 in a facility [1]."]),
        ),
        (
            "a contradiction",
            Act::Say(vec!["Medicare does not pay $17.46 for 97150 in a facility [1]."]),
        ),
        (
            "an order that was obeyed",
            Act::Say(vec!["97150 pays $1000 [1]."]),
        ),
        (
            "most of it invented",
            Act::Say(vec![
                GOOD[0],
                GOOD[1],
                GOOD[2],
                "1] It is red [1]. It is blue [1]. The sea is deep [1].",
            ]),
        ),
        (
            "links alone",
            Act::Say(vec!["<script>alert(1)</script>[97150](https://evil.example)"]),
        ),
        ("nothing", Act::Say(vec![])),
        (
            "a thought without end",
            Act::Say(vec!["<think>", "Medicare pays $17.46"]),
        ),
        (
            "too many requests",
            Act::Status(429, r#"{"error":{"message":"slow down"}}"#),
        ),
        ("a failing server", Act::Status(500, "oh no")),
        (
            "a wrong key",
            Act::Status(401, r#"{"error":{"message":"bad key sk-test"}}"#),
        ),
        ("no such model", Act::Status(404, "<html>")),
        ("another server", Act::Status(200, "<html>hello</html>")),
        ("a way to another server", Act::Status(302, "")),
        ("a cut stream", Act::CutAfter(GOOD.to_vec())),
        ("garbage", Act::Raw(b"data: {\"choices\": [}\n\n")),
        ("no text", Act::Raw(b"data: \"\xff\xfe\"\n\n")),
        (
            "another shape",
            Act::Raw(b"data: {\"choices\": 7}\n\ndata: [DONE]\n\n"),
        ),
        (
            "an error on the way",
            Act::Raw(b"data: {\"error\": {\"message\": \"out of memory\"}}\n\n"),
        ),
        ("silence", Act::Silence),
        ("silence after a word", Act::Stall("Medicare")),
        (
            "the same again and again",
            Act::Endless("Medicare pays $17.46 for 97150 in a facility [1]. "),
        ),
        ("a sentence without end", Act::Endless("pays and ")),
        ("a line without end", Act::Flood),
    ];
    for (name, act) in cases {
        let begin = Instant::now();
        let (answer, ..) = phrased(vec![act], fee(), &()).await;
        assert_eq!(answer, fee(), "{name}");
        assert!(
            begin.elapsed() < Duration::from_secs(5),
            "{name}: {:?}",
            begin.elapsed()
        );
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_left_alone_after_three_tries() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let phraser = phraser(&address);
    let asked = Mutex::new(0);
    for _ in 0..5 {
        let tell = |event: Event| *asked.lock().unwrap() += usize::from(matches!(event, Event::Step(_)));
        assert_eq!(phraser.phrase("?", fee(), &(), &tell).await, fee());
    }
    assert_eq!(asked.into_inner().unwrap(), 3);
}

#[tokio::test]
async fn what_is_not_answered_is_not_phrased() {
    let server = server(Vec::new()).await;
    for outcome in Outcome::ALL
        .into_iter()
        .filter(|outcome| *outcome != Outcome::Answered)
    {
        let mut composed = fee();
        composed.outcome = outcome;
        let answer = phraser(&server.address)
            .phrase("?", composed.clone(), &(), &|_| panic!("asked"))
            .await;
        assert_eq!(answer, composed);
    }
    assert!(server.requests.lock().unwrap().is_empty());
}

struct Global;

#[async_trait]
impl LookUps for Global {
    async fn look_up(&self, question: &str) -> Found {
        assert_eq!(question, "global period of 97150?");
        Found {
            sentences: vec![sentence(
                Role::Verdict,
                "97150 has a global period of 0 days.",
                &[0],
            )],
            citations: vec![citation(
                "Medicare Physician Fee Schedule, 2026 July",
                "HCPCS 97150",
                "/codes/cpt/97150",
                "000",
            )],
        }
    }
}

const LOOK_UP_GLOBAL: Act = Act::Call("look_up", r#"{"question":"global period of 97150?"}"#);

#[tokio::test]
async fn a_model_may_look_up_more() {
    let mut pieces = GOOD.to_vec();
    pieces.push(" 97150 has a global period of 0 days [4].");
    let (answer, told, server) = phrased(vec![LOOK_UP_GLOBAL, Act::Say(pieces)], fee(), &Global).await;
    assert_eq!(texts(&answer)[2..], ["97150 has a global period of 0 days."]);
    assert_eq!(
        (answer.sentences[2].cites.as_slice(), answer.citations.len()),
        ([3].as_slice(), 4)
    );
    assert!(told.iter().any(|event| matches!(event, Event::Citation(_))));
    let second = server.requests.lock().unwrap()[1].clone();
    assert_eq!(
        second["messages"][2]["tool_calls"][0]["function"]["name"],
        "look_up"
    );
    assert_eq!(second["messages"][3]["tool_call_id"], "c1");
    let found = second["messages"][3]["content"].as_str().unwrap();
    assert!(found.contains("[4] Medicare Physician Fee Schedule"), "{found}");
}

#[tokio::test]
async fn wrong_calls_are_answered_with_an_error() {
    for (name, arguments) in [
        ("drop_tables", "{}"),
        ("look_up", r#"{"path":"/etc"}"#),
        ("look_up", "not json"),
    ] {
        let acts = vec![Act::Call(name, arguments), Act::Say(GOOD.to_vec())];
        let (answer, _, server) = phrased(acts, fee(), &Global).await;
        assert_eq!(
            answer.author,
            Author::Model("tiny".to_owned()),
            "{name} {arguments}"
        );
        let text = server.requests.lock().unwrap()[1]["messages"][3]["content"].clone();
        assert!(text.as_str().unwrap().starts_with("Error: "), "{text}");
    }
}

#[tokio::test]
async fn look_ups_come_to_an_end() {
    let (answer, _, server) = phrased(vec![LOOK_UP_GLOBAL; 6], fee(), &Global).await;
    assert_eq!(answer, fee());
    let requests = server.requests.lock().unwrap();
    assert_eq!(requests.len(), 5);
    assert!(requests[3].get("tools").is_some() && requests[4].get("tools").is_none());
}

#[tokio::test]
async fn only_so_many_are_phrased_at_once() {
    let server = server(vec![Act::Silence, Act::Silence]).await;
    let phraser = phraser(&server.address);
    let begin = Instant::now();
    let third = async {
        sleep(Duration::from_millis(100)).await;
        let begin = Instant::now();
        phraser.phrase("?", fee(), &(), &|_| ()).await;
        begin.elapsed()
    };
    let (_, _, third) = tokio::join!(
        phraser.phrase("?", fee(), &(), &|_| ()),
        phraser.phrase("?", fee(), &(), &|_| ()),
        third
    );
    assert!(third < Duration::from_millis(500), "{third:?}");
    assert!(begin.elapsed() >= Duration::from_millis(800));
}

/// A real server with a small model, as `.ci/model-server.sh` starts one: whatever it says, what is shown holds.
#[tokio::test]
async fn a_real_server_is_asked() {
    let Ok(address) = std::env::var("CODING_AHEAD_TEST_MODEL") else {
        eprintln!("skipped: no model server; .ci/model-server.sh starts one");
        return;
    };
    let model = OpenAi::new(Settings {
        base_url: address,
        key: None,
        model: "small".to_owned(),
        most_tokens: 40,
    })
    .unwrap();
    let limits = Limits {
        first_word_within: Duration::from_secs(30),
        whole_within: Duration::from_secs(40),
        at_once: 1,
    };
    let heard = Mutex::new(String::new());
    let talk = [
        Message::Rules(prompt::rules()),
        Message::Task(prompt::task("what is paid for 97150?", &fee())),
    ];
    let mut hear = |piece: &str| {
        heard.lock().unwrap().push_str(piece);
        Next::Go
    };
    let Ok(said) = timeout(Duration::from_secs(90), model.say(&talk, false, &mut hear)).await else {
        eprintln!("skipped: the model takes longer than 90 seconds for 40 tokens here");
        return;
    };
    let heard = heard.into_inner().unwrap();
    eprintln!("{said:?}: {heard}");
    assert!(
        matches!(said, Ok(_) | Err(ModelError::TooLong)) && !heard.trim().is_empty(),
        "{said:?}"
    );
    let phraser = Phraser::new(Arc::new(model), limits);
    let composed = fee();
    let told = |event| eprintln!("{event:?}");
    let answer = phraser
        .phrase("what is paid for 97150?", composed.clone(), &(), &told)
        .await;
    match answer.author {
        Author::Composed => assert_eq!(answer, composed),
        Author::Model(_) => {
            let checker = Checker::new("what is paid for 97150?", &composed);
            assert!(
                checker.is_verdict(&answer.sentences[0]) && checker.is_whole(&answer.sentences),
                "{answer:?}"
            );
        }
    }
}

//! CasePilot over HTTP: who may ask how much, what is kept, what is shown to whom.

use crate::support::{Page, TestSite, Visitor, in_parallel, settings};
use app::backend::Settings;
use reqwest::Method;
use std::process::Command;

const PATH: &str = "/casepilot";

/// Asks by the form of the page, as a browser without JavaScript does.
async fn submit(visitor: &Visitor, fields: &[(&str, &str)]) -> Page {
    visitor.submit(PATH, PATH, fields).await
}

/// Asks and follows to the page with the answer.
async fn ask(visitor: &Visitor, question: &str) -> Page {
    let sent = submit(visitor, &[("question", question)]).await.answers(303);
    visitor.open(sent.location().unwrap()).await.succeeds()
}

/// Asks as the script does.
async fn stream(visitor: &Visitor, fields: &[(&str, &str)]) -> Page {
    visitor.post("/casepilot/ask", fields).await
}

/// What the script is told: the kinds of events with their HTML.
fn events(page: &Page) -> Vec<(String, String)> {
    let events = page
        .body
        .split("\n\n")
        .filter_map(|event| event.strip_prefix("data: "));
    events
        .map(|event| {
            let told: serde_json::Value = serde_json::from_str(event).unwrap();
            let text = |name: &str| told[name].as_str().unwrap().to_owned();
            (text("kind"), text("html"))
        })
        .collect()
}

fn kinds(page: &Page) -> Vec<String> {
    events(page).into_iter().map(|(kind, _)| kind).collect()
}

/// Everything in the site's database as text.
fn kept(site: &TestSite) -> String {
    let file = site.database_file();
    [file.clone(), file.with_extension("db-wal")]
        .iter()
        .map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default()).into_owned())
        .collect()
}

/// What the command line says on the site's database.
fn operator(site: &TestSite, arguments: &[&str]) -> String {
    let said = Command::new(env!("CARGO_BIN_EXE_coding-ahead"))
        .args(arguments)
        .args([
            "--database-url",
            &format!("sqlite:{}", site.database_file().display()),
        ])
        .output()
        .unwrap();
    assert!(said.status.success(), "{said:?}");
    String::from_utf8(said.stdout).unwrap()
}

#[tokio::test]
async fn a_question_is_answered_by_a_form_alone_on_a_page_of_its_own() {
    let site = TestSite::start().await;
    let visitor = site.visitor();
    let form = visitor.open(PATH).await.succeeds();
    assert_eq!(form.attribute("form.ask", "method").as_deref(), Some("post"));
    assert!(form.words("[data-left]").starts_with("1 question remaining"));

    let sent = submit(&visitor, &[("question", "What is CPT code 97150?")])
        .await
        .answers(303);
    let address = sent.location().unwrap();
    assert!(
        address.starts_with("/casepilot/") && !address.contains('?'),
        "{address}"
    );
    let page = visitor.open(address).await.succeeds();
    assert_eq!(page.words(".answer .asked"), "What is CPT code 97150?");
    assert!(page.attribute(".answer", "data-outcome").is_some());
    assert!(!page.words(".answer-text .verdict").is_empty());
    // Every number of a source leads to one.
    for cite in page.attributes(".cites a", "href") {
        assert!(!page.html(&format!(".sources li{cite}")).is_empty(), "{cite}");
    }
    assert!(page.words("title").contains("What is CPT code 97150?"));
}

#[tokio::test]
async fn a_guest_asks_one_question_and_an_account_five_with_the_guests() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let first = submit(&guest, &[("question", "What is 97150?")])
        .await
        .answers(303);
    // The same again is free, whatever is left.
    let again = submit(&guest, &[("question", " What is 97150? ")])
        .await
        .answers(303);
    assert_eq!(first.location(), again.location());
    let spent = submit(&guest, &[("question", "What is 97110?")]).await.succeeds();
    assert!(spent.words(".spent-questions").contains("No questions remaining"));
    assert_eq!(spent.words("#question"), "What is 97110?", "it is kept");

    // The form makes the account, and asks with it.
    let account = [
        ("question", "What is 97110?"),
        ("email", "ann@example.org"),
        ("password", "ten letters at least"),
    ];
    let sent = submit(&guest, &account).await.answers(303);
    let page = guest.open(sent.location().unwrap()).await.succeeds();
    assert!(page.words("[data-left]").starts_with("3 questions remaining"));
    // What the guest asked is the account's.
    guest.open(first.location().unwrap()).await.succeeds();
    for n in 0..3 {
        ask(&guest, &format!("What is 9711{n}x?")).await;
    }
    let spent = submit(&guest, &[("question", "What is 97140?")]).await.succeeds();
    let says = spent.words(".spent-questions");
    assert!(says.contains("anew on 1 December 2026"), "{says}");
    assert_eq!(spent.html("#ask-email"), "", "there is an account");

    site.set_time("2026-12-01T00:00:00Z");
    ask(&guest, "What is 97140?").await;
}

#[tokio::test]
async fn a_wrong_password_asks_nothing_and_loses_nothing() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    ask(&guest, "What is 97150?").await;
    let account = [
        ("question", "What is 97110?"),
        ("email", "ann@example.org"),
        ("password", "short"),
    ];
    let page = submit(&guest, &account).await.succeeds();
    assert!(
        page.words(".spent-questions .field-error")
            .contains("5 characters")
    );
    assert_eq!(page.words("#question"), "What is 97110?");
    assert_eq!(
        page.attribute("#ask-email", "value").as_deref(),
        Some("ann@example.org")
    );
}

#[tokio::test]
async fn a_member_asks_without_limit() {
    let site = TestSite::start().await;
    let member = site.member("ann@example.org").await;
    for n in 0..7 {
        ask(&member, &format!("What is 9711{n}?")).await;
    }
    let page = member.open(PATH).await.succeeds();
    assert!(page.words("[data-left]").contains("no limit"));
}

#[tokio::test]
async fn one_of_many_questions_at_once_is_granted_to_a_guest() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    // The page view makes the cookie that all of them send.
    guest.open("/codes/cpt/97150").await.succeeds();
    let pages = in_parallel((0..12).map(|n| {
        let guest = guest.clone();
        async move { stream(&guest, &[("question", &format!("What is 9711{n}?"))]).await }
    }))
    .await;
    let begun = pages.iter().filter(|page| kinds(page)[0] == "begin").count();
    assert_eq!(begun, 1);
    for page in pages {
        assert!([200, 429].contains(&page.status.as_u16()), "{}", page.status);
    }
}

#[tokio::test]
async fn new_guests_meet_the_allowance_of_their_network() {
    let site = TestSite::start().await;
    let settings = Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        new_guests_per_network: 2,
        ..settings()
    };
    let site = site.another_server(settings).await;
    for n in 0..3 {
        let guest = site.visitor().coming_from("203.0.113.9");
        let page = stream(&guest, &[("question", "What is 97150?")]).await;
        let expected = if n < 2 { "begin" } else { "refused" };
        assert_eq!(kinds(&page)[0], expected, "guest {n}");
    }
}

#[tokio::test]
async fn the_script_hears_of_an_answer_while_it_is_made() {
    let site = TestSite::start().await;
    let visitor = site.visitor().sending("accept-encoding", "br, gzip");
    let fields = [
        ("question", "Can it be billed with 97530?"),
        ("about", "cpt/97150"),
        ("on", "2026-03-01"),
    ];
    let page = stream(&visitor, &fields).await.succeeds();
    assert!(page.header("content-type").starts_with("text/event-stream"));
    assert_eq!(page.header("content-encoding"), "", "nothing holds events back");
    assert!(page.header("cache-control").contains("no-store"));
    assert_eq!(page.header("x-accel-buffering"), "no");
    let events = events(&page);
    assert_eq!(events.first().unwrap().0, "begin");
    assert!(events.first().unwrap().1.contains("97150"));
    let (kind, html) = events.last().unwrap();
    assert_eq!(kind, "done");
    assert!(
        html.contains("1 March 2026") && html.contains("class=\"verdict\""),
        "{html}"
    );
    assert!(
        events.iter().all(|(_, html)| !html.contains("<!>")),
        "no marks for the program"
    );
    // It is the one that is kept.
    let list = visitor.open(PATH).await.succeeds();
    let address = list.attribute(".asked-list a", "href").unwrap();
    let kept = visitor.open(&address).await.succeeds();
    assert!(kept.words(".asked-for").contains("About 97150"));
}

#[tokio::test]
async fn a_follow_up_belongs_to_the_conversation() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.org").await;
    let first = ask(&reader, "Can 97150 be billed with 97530?").await;
    let after = first.attribute("form.ask [name=after]", "value").unwrap();
    let sent = submit(&reader, &[("question", "And in March 2025?"), ("after", &after)])
        .await
        .answers(303);
    let both = reader.open(sent.location().unwrap()).await.succeeds();
    assert_eq!(
        both.words(".asked"),
        "Can 97150 be billed with 97530? And in March 2025?"
    );
    let list = reader.open(PATH).await.succeeds();
    assert_eq!(list.attributes(".asked-list li a", "href").len(), 1);
    assert!(list.words(".asked-list").contains("1 more question"));
}

#[tokio::test]
async fn what_identifies_a_person_is_asked_about_first_and_never_kept() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.org").await;
    let question = "Patient: Quagga Smith, DOB 03/04/1950: is 97110 right?";
    let asked = stream(&reader, &[("question", question)]).await.succeeds();
    let (kind, html) = events(&asked).remove(0);
    assert_eq!(kind, "refused");
    assert!(html.contains("<mark") && html.contains("Quagga Smith"), "{html}");
    assert!(html.contains("Patient: [name], DOB [date]"), "{html}");

    let page = submit(&reader, &[("question", question)]).await.succeeds();
    assert!(page.words(".private mark").contains("Quagga Smith"));
    assert_eq!(page.words("#question"), question);
    assert!(
        page.words("[data-left]").starts_with("5 questions"),
        "nothing is counted"
    );
    assert_eq!(page.html(".asked-list"), "", "nothing is kept");

    for choice in ["redact", "keep"] {
        let sent = submit(&reader, &[("question", question), ("identifiers", choice)]).await;
        let answer = reader
            .open(sent.answers(303).location().unwrap())
            .await
            .succeeds();
        assert_eq!(
            answer.words(".asked"),
            "Patient: [name], DOB [date]: is 97110 right?"
        );
        assert!(!answer.body.contains("Quagga"), "{choice}");
    }
    stream(&reader, &[("question", question), ("identifiers", "keep")])
        .await
        .succeeds();
    let all = kept(&site);
    assert!(all.contains("is 97110 right?"));
    assert!(!all.to_lowercase().contains("quagga") && !all.contains("1950"));
}

#[tokio::test]
async fn a_conversation_is_its_readers_own() {
    let site = TestSite::start().await;
    let (ann, bob) = (
        site.registered("ann@example.org").await,
        site.registered("bob@example.org").await,
    );
    let sent = submit(&ann, &[("question", "What is 97150?")]).await.answers(303);
    let address = sent.location().unwrap().split('#').next().unwrap().to_owned();
    let id = address.rsplit('/').next().unwrap();
    for stranger in [&bob, &site.visitor()] {
        stranger.open(&address).await.answers(404);
        let page = stranger
            .post("/api/page", &[("path", &address), ("query", "")])
            .await;
        assert!(!page.body.contains("What is 97150?"), "{}", page.body);
        let judged = stranger
            .post("/casepilot/judge", &[("id", id), ("verdict", "wrong")])
            .await;
        judged.answers(404);
        stranger
            .post("/casepilot/delete", &[("conversation", id)])
            .await
            .answers(303);
    }
    for nothing in [
        "/casepilot/x",
        "/casepilot/0",
        "/casepilot/-1",
        "/casepilot/99999999999999999999",
    ] {
        ann.open(nothing).await.answers(404);
    }
    ann.open(&address).await.succeeds();
    // A follow-up of somebody else's question knows nothing of it.
    let sent = submit(&bob, &[("question", "And now?"), ("after", id)])
        .await
        .answers(303);
    let own = bob.open(sent.location().unwrap()).await.succeeds();
    assert_eq!(own.words(".asked"), "And now?");
}

#[tokio::test]
async fn what_is_typed_stays_text() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.org").await;
    for question in [
        "<script>alert(1)</script> & </textarea><b>97150</b>",
        "\"><img src=x onerror=alert(1)> 97150",
        "97150 🩺 ألم \u{202e} \u{200b}'; DROP TABLE question; --",
    ] {
        let page = ask(&reader, question).await;
        assert_eq!(
            page.html(".answer script") + &page.html("main img") + &page.html("main b"),
            ""
        );
        assert!(
            page.words(".asked")
                .starts_with(question.split(' ').next().unwrap())
        );
        let streamed = stream(&reader, &[("question", question)]).await.succeeds();
        let fragments: String = events(&streamed).into_iter().map(|(_, html)| html).collect();
        for tag in ["<script", "<img", "<b>"] {
            assert!(!fragments.contains(tag), "{fragments}");
        }
        let back = submit(
            &reader,
            &[("question", &format!("{question} {}", "x".repeat(4_000)))],
        )
        .await;
        assert_eq!(back.html("main script"), "");
    }
}

#[tokio::test]
async fn what_is_no_question_is_refused_in_words_and_not_counted() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    for (fields, words) in [
        (
            vec![("question", " \r\n\0 ".to_owned())],
            "There is no question yet",
        ),
        (vec![("x", "y".to_owned())], "There is no question yet"),
        (vec![("question", "x".repeat(4_001))], "has 4,001 characters"),
        (vec![("question", "é ".repeat(5_000))], "has 9,999 characters"),
        (
            vec![
                ("question", "What is 97150?".to_owned()),
                ("on", "yesterday".to_owned()),
            ],
            "no date of service",
        ),
        (
            vec![("question", "What is 97150?".to_owned()), ("zip", "1".to_owned())],
            "not a ZIP code",
        ),
    ] {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let page = submit(&guest, &fields).await;
        assert!(page.status.is_client_error(), "{}", page.status);
        let says = page.words(".ask-says");
        assert!(
            says.contains(words) || says.contains("not a date of service"),
            "{says}"
        );
        let streamed = stream(&guest, &fields).await;
        assert_eq!(kinds(&streamed), ["refused"]);
    }
    let long = "x ".repeat(10_000);
    let page = submit(&guest, &[("question", &long)]).await.answers(422);
    let kept = page.html("#question").matches("x ").count();
    assert!(kept > 9_000, "nothing is lost");
    let larger = "x".repeat(70_000);
    submit(&guest, &[("question", &larger)]).await.answers(413);
    stream(&guest, &[("question", &larger)]).await.answers(413);
    ask(&guest, &"x ".repeat(2_000)).await;
}

#[tokio::test]
async fn a_browser_that_goes_away_leaves_nothing_under_way() {
    let site = TestSite::start().await;
    let reader = site.member("ann@example.org").await;
    for n in 0..8 {
        let request = reader
            .request(Method::POST, "/casepilot/ask")
            .form(&[("question", format!("What is 9711{n}?"))]);
        let mut answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "question {n}");
        assert!(answer.chunk().await.unwrap().is_some());
        drop(answer);
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    // The questions are kept, and asked again with an answer.
    let page = ask(&reader, "What is 97110?").await;
    assert!(!page.words(".verdict").is_empty());
}

#[tokio::test]
async fn an_answer_shows_a_guest_no_figures_of_locked_sections() {
    let site = TestSite::start().await;
    let member = site.member("ann@example.org").await;
    let open = member.open("/codes/cpt/97150").await.succeeds();
    let figures = open.figures("#medicare-coverage");
    assert!(figures.len() > 3, "{figures:?}");
    for question in [
        "What are the relative values of 97150?",
        "What is 97150?",
        "Show me all rows of the fee schedule of 97150",
    ] {
        let guest = site.visitor();
        let page = ask(&guest, question).await;
        let text = page.words(".answer");
        // Amounts are told to everybody; relative values are not.
        let shown: Vec<&String> = figures
            .iter()
            .filter(|figure| {
                !figure.starts_with('$')
                    && text
                        .split_whitespace()
                        .any(|word| word.trim_end_matches([';', '.', ',']) == **figure)
            })
            .collect();
        assert_eq!(shown, Vec::<&String>::new(), "{question}: {text}");
    }
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_gives_nothing_back() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.org").await;
    for n in 0..3 {
        ask(&reader, &format!("What is 9711{n}quagga?")).await;
    }
    let list = reader.open(PATH).await.succeeds();
    let ids = list.attributes(".asked-list [name=conversation]", "value");
    assert_eq!(ids.len(), 3);
    let first = &ids[0];
    let deleted = reader
        .submit(PATH, "/casepilot/delete", &[("conversation", first)])
        .await
        .answers(303);
    assert_eq!(deleted.location(), Some(PATH));
    reader.open(&format!("/casepilot/{first}")).await.answers(404);
    reader
        .submit(PATH, "/casepilot/delete", &[("conversation", "all")])
        .await
        .answers(303);
    let list = reader.open(PATH).await.succeeds();
    assert_eq!(list.html(".asked-list"), "");
    assert!(list.words("[data-left]").starts_with("2 questions remaining"));
    assert!(operator(&site, &["questions", "list"]).contains("No such question"));
}

#[tokio::test]
async fn the_operator_sees_what_readers_think_of_answers() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.org").await;
    let page = ask(&reader, "What is 97150?").await;
    ask(&reader, "What is 97110?").await;
    let id = page.attribute(".judge [name=id]", "value").unwrap();
    let wrong = [
        ("id", id.as_str()),
        ("verdict", "wrong"),
        ("reason", "The indicator is 0, says MRN: A12345"),
    ];
    let form = reader.post("/casepilot/judge", &wrong).await.succeeds();
    assert!(
        form.words(".judged").contains("you said that this is wrong")
            || form.words(".judged").contains("You said that this is wrong")
    );
    let all = operator(&site, &["questions", "list"]);
    assert!(
        all.contains("What is 97150?") && all.contains("What is 97110?"),
        "{all}"
    );
    let listed = operator(&site, &["questions", "list", "--wrong"]);
    assert!(
        listed.contains("What is 97150?") && !listed.contains("97110"),
        "{listed}"
    );
    assert!(
        listed.contains("free") && listed.contains("The indicator is 0, says MRN: [medical record number]"),
        "{listed}"
    );
    assert!(operator(&site, &["questions", "list", "--helpful"]).contains("No such question"));
    // Without JavaScript it leads back to the answer, which remembers.
    let sent = reader
        .submit(PATH, "/casepilot/judge", &[("id", &id), ("verdict", "helpful")])
        .await
        .answers(303);
    let page = reader.open(sent.location().unwrap()).await.succeeds();
    assert!(page.words(".judged").contains("You found this helpful."));
    assert!(operator(&site, &["questions", "list", "--helpful"]).contains("What is 97150?"));
    reader
        .post("/casepilot/judge", &[("id", &id), ("verdict", "perhaps")])
        .await
        .answers(404);
}

#[tokio::test]
async fn the_operator_asks_with_everything_that_is_loaded() {
    let site = TestSite::start().await;
    let said = operator(
        &site,
        &["ask", "What is it?", "--about", "cpt/97150", "--on", "2026-03-01"],
    );
    assert!(said.contains("Answered for 2026-03-01"), "{said}");
    assert!(said.contains("[1]"), "{said}");
}

#[tokio::test]
async fn the_page_of_a_code_has_a_box_that_knows_it() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let page = guest.open("/codes/cpt/97150?on=2025-10-01").await.succeeds();
    let value = |name: &str| page.attribute(&format!(".ask-box [name={name}]"), "value");
    assert_eq!(value("about").as_deref(), Some("cpt/97150"));
    assert_eq!(value("on").as_deref(), Some("2025-10-01"));
    assert_eq!(page.attribute(".ask-box form", "action").as_deref(), Some(PATH));
    let sent = submit(
        &guest,
        &[
            ("question", "Which modifiers?"),
            ("about", "cpt/97150"),
            ("on", "2025-10-01"),
        ],
    )
    .await
    .answers(303);
    let address = sent.location().unwrap();
    assert!(address.contains("?on=2025-10-01#question-"), "{address}");
    let answer = guest.open(address).await.succeeds();
    assert!(answer.words(".asked-for").contains("About 97150"));
    assert!(answer.words(".asked-for").contains("1 October 2025"));
}

#[tokio::test]
async fn every_source_of_an_answer_opens() {
    let site = TestSite::start().await;
    let member = site.member("ann@example.org").await;
    let mut opened = std::collections::BTreeSet::new();
    for question in [
        "What is CPT code 97150?",
        "may 97150 and 97530 be billed together?",
        "mue of 97150",
        "what does Medicare pay for 97150?",
        "rvu of 97150",
        "global days of 97150",
        "status of 97150",
        "which modifiers does 97150 take?",
        "97110 for 20 minutes and 97140 for 15 minutes",
        "38 minutes, established patient, office",
        "what is modifier 59?",
        "KX threshold 2026",
    ] {
        let answer = ask(&member, question).await;
        let sources = answer.attributes(".sources a[href^='/']", "href");
        assert!(!sources.is_empty(), "{question}: {}", answer.words(".answer"));
        for source in sources {
            let (address, part) = source.split_once('#').unwrap_or((&source, ""));
            if !opened.insert(source.clone()) {
                continue;
            }
            let page = member.open(address).await.succeeds();
            assert!(
                part.is_empty() || page.attribute(&format!("[id='{part}']"), "id").is_some(),
                "{question}: {source} has no such part"
            );
        }
    }
    assert!(opened.len() > 8, "{opened:?}");
}

//! No byte of a gated section is in any answer to a reader who may not see it.

use crate::support::{Fragment, Page, TestSite, Visitor};
use reqwest::Method;

/// A code of each kind of page, by system and number.
const CODES: [(&str, &str); 4] = [
    ("cpt", "97150"),
    ("cpt", "99213"),
    ("hcpcs", "G0283"),
    ("icd10cm", "M54.50"),
];

/// What an account opens.
struct Gated {
    system: &'static str,
    code: &'static str,
    /// Of the six sections.
    sections: Vec<Fragment>,
    /// Of the common-language description, which a guest with a view may read.
    common_language: Vec<Fragment>,
    /// RVUs and payments.
    figures: Vec<String>,
}

impl Gated {
    fn path(&self) -> String {
        format!("/codes/{}/{}", self.system, self.code)
    }
}

/// What is behind the gate of each code, seen by somebody who may see it.
async fn behind_the_gate(site: &TestSite) -> Vec<Gated> {
    let member = site.member("mel@example.com").await;
    let mut all = Vec::new();
    for (system, code) in CODES {
        let page = member.open(&format!("/codes/{system}/{code}")).await;
        page.shows("open", "unlimited");
        let gated = Gated {
            system,
            code,
            sections: page.fragments("section[data-access=open]"),
            common_language: page.fragments("#common-language-description"),
            figures: page.figures("section[data-access=open]"),
        };
        // The net must hold before anything is fished for: it finds every piece where it is sent.
        let fetched = member.fetch_code(system, code).await.is_ok();
        for (answer, way) in [(&page, "page"), (&fetched, "server function")] {
            let pieces = gated.sections.len() + gated.common_language.len();
            let found = answer.found(&gated.sections).len() + answer.found(&gated.common_language).len();
            assert_eq!(found, pieces, "{code} by {way}");
        }
        for id in page.attributes("section[data-access=open]", "id") {
            assert!(
                gated.sections.iter().any(|piece| piece.place == id),
                "nothing of {id} of {code} would be recognized"
            );
        }
        all.push(gated);
    }
    let pieces = |n: usize| all[n].sections.len();
    assert!(pieces(0) >= 60, "{} pieces of 97150", pieces(0));
    for figure in ["0.29", "0.24", "0.54", "$17.47"] {
        assert!(
            all[0].figures.iter().any(|known| known == figure),
            "{:?}",
            all[0].figures
        );
    }
    all
}

/// Every answer that somebody can get about a code.
async fn every_answer(visitor: &Visitor, gated: &Gated) -> Vec<(String, Page)> {
    let (system, code) = (gated.system, gated.code);
    let path = gated.path();
    let mut answers = Vec::new();
    for path in [
        path.clone(),
        format!("{path}?on=2025-12-01"),
        format!("{path}?on=2024-12-01"),
        format!("{path}?on=1999-01-01"),
        format!("{path}/"),
        path.to_lowercase(),
        format!("{path}9"),
        format!("/case2code?q={code}"),
        "/case2code?q=patients+group".into(),
        "/case2code?q=low+back+pain".into(),
        format!("/codes/{system}"),
        format!("/codes/{system}?prefix={}", &code[..3]),
        "/codes".into(),
        "/".into(),
        "/about/data".into(),
        "/account".into(),
        format!("/register?next={path}"),
    ] {
        answers.push((format!("GET {path}"), visitor.open(&path).await));
    }
    for encoding in ["identity", "gzip", "br"] {
        let page = visitor.sending("accept-encoding", encoding);
        answers.push((format!("GET {path} in {encoding}"), page.open(&path).await));
    }
    for (name, value) in [
        ("sec-purpose", "prefetch"),
        ("user-agent", "Googlebot/2.1 (+http://www.google.com/bot.html)"),
        ("accept", "application/json"),
        ("range", "bytes=0-99999"),
        ("x-forwarded-for", "127.0.0.1"),
    ] {
        let page = visitor.sending(name, value).open(&path).await;
        answers.push((format!("GET {path} with {name}: {value}"), page));
    }
    let form = format!("system={system}&code={code}");
    let json = format!(r#"{{"system":"{system}","code":"{code}"}}"#);
    for (method, kind, query, body) in [
        (Method::POST, "application/x-www-form-urlencoded", "", form.clone()),
        (
            Method::POST,
            "application/x-www-form-urlencoded",
            "",
            format!("{form}&on=2025-12-01"),
        ),
        (Method::POST, "application/json", "", json),
        (Method::POST, "text/plain", "", form.clone()),
        (Method::GET, "", form.as_str(), String::new()),
        (Method::PUT, "application/x-www-form-urlencoded", "", form.clone()),
    ] {
        for accept in ["application/json", "text/html", "*/*", "application/cbor"] {
            for encoding in ["identity", "br"] {
                let request = visitor
                    .request(method.clone(), &format!("/api/code-page?{query}"))
                    .header("content-type", kind)
                    .header("accept", accept)
                    .header("accept-encoding", encoding)
                    .body(body.clone());
                let what = format!("{method} /api/code-page?{query} {body} as {kind} for {accept} in {encoding}");
                answers.push((what, visitor.send(request).await));
            }
        }
    }
    for (endpoint, fields) in [
        ("page", [("path", path.as_str()), ("query", "")]),
        ("page", [("path", "/case2code"), ("query", "?q=97150")]),
        ("account", [("path", ""), ("query", "")]),
        ("is-signed-in", [("path", ""), ("query", "")]),
    ] {
        let what = format!("POST /api/{endpoint} {fields:?}");
        answers.push((what, visitor.post(&format!("/api/{endpoint}"), &fields).await));
    }
    answers
}

#[track_caller]
fn assert_nothing_of(pieces: &[Fragment], figures: &[String], what: &str, answer: &Page) {
    let found = answer.found(pieces);
    assert!(found.is_empty(), "{what}: {found:#?}");
    let leaked: Vec<_> = figures.iter().filter(|figure| answer.body.contains(*figure)).collect();
    assert!(leaked.is_empty(), "{what}: {leaked:?}");
}

#[tokio::test]
async fn nothing_of_a_section_is_in_any_answer_to_a_guest() {
    let site = TestSite::start().await;
    for gated in behind_the_gate(&site).await {
        let guest = site.visitor();
        guest.open(&gated.path()).await.shows("preview", "0");
        for (what, answer) in every_answer(&guest, &gated).await {
            assert_nothing_of(&gated.sections, &gated.figures, &what, &answer);
        }
    }
}

#[tokio::test]
async fn a_spent_guest_gets_no_text_at_all() {
    let site = TestSite::start().await;
    for gated in behind_the_gate(&site).await {
        let guest = site.visitor();
        guest.open("/codes/cpt/20610").await.shows("preview", "0");
        guest.open(&gated.path()).await.shows("spent", "0");
        for (what, answer) in every_answer(&guest, &gated).await {
            assert_nothing_of(&gated.sections, &gated.figures, &what, &answer);
            assert_nothing_of(&gated.common_language, &[], &what, &answer);
        }
    }
}

#[tokio::test]
async fn a_spent_reader_gets_no_text_at_all() {
    let site = TestSite::start().await;
    let all = behind_the_gate(&site).await;
    let reader = site.registered("ann@example.com").await;
    for code in ["20610", "97110", "97112", "97116", "97140", "97530"] {
        reader.open(&format!("/codes/cpt/{code}")).await.is_ok();
    }
    for gated in all {
        reader.open(&gated.path()).await.shows("spent", "0");
        for (what, answer) in every_answer(&reader, &gated).await {
            assert_nothing_of(&gated.sections, &gated.figures, &what, &answer);
            assert_nothing_of(&gated.common_language, &[], &what, &answer);
        }
    }
}

#[tokio::test]
async fn nobody_s_cookie_opens_a_section() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.com").await;
    let session = reader.cookies();
    reader.sign_out().await.is_ok();
    let all = behind_the_gate(&site).await;
    for cookies in [
        session.as_str(),
        "session=",
        "session=1",
        "session=admin; plan=staff; access=open",
        &format!("session={}", "0".repeat(64)),
        &format!("session={}", "f".repeat(64)),
        "session=' OR 1=1 --",
        "data-access=open",
    ] {
        let forger = site.visitor().with_cookies(cookies);
        let gated = &all[0];
        let page = forger.open(&gated.path()).await;
        page.shows("preview", "0");
        let fetched = forger.fetch_code(gated.system, gated.code).await;
        for answer in [page, fetched] {
            assert_nothing_of(&gated.sections, &gated.figures, cookies, &answer);
        }
    }
}

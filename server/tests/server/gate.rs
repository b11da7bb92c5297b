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

    fn all_text(&self) -> Vec<Fragment> {
        [self.sections.clone(), self.common_language.clone()].concat()
    }
}

/// What is behind the gate of each code, seen by somebody who may see it. The first is 97150.
async fn behind_the_gate(site: &TestSite, codes: &[(&'static str, &'static str)]) -> Vec<Gated> {
    let member = site.member("mel@example.com").await;
    let mut all = Vec::new();
    for &(system, code) in codes {
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
        let fetched = member.fetch_code(system, code).await.succeeds();
        for (answer, way) in [(&page, "page"), (&fetched, "server function")] {
            let pieces = gated.all_text();
            assert_eq!(answer.found(&pieces).len(), pieces.len(), "{code} by {way}");
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
        format!("{path}?on=1999-01-01"),
        format!("{path}/"),
        path.to_lowercase(),
        format!("{path}9"),
        format!("/case2code?q={code}"),
        format!("/codes/{system}?prefix={}", &code[..3]),
        format!("/register?next={path}"),
    ] {
        answers.push((format!("GET {path}"), visitor.open(&path).await));
    }
    for (name, value) in [
        ("accept-encoding", "identity"),
        ("accept-encoding", "gzip"),
        ("accept-encoding", "br"),
        ("accept", "application/json"),
        ("range", "bytes=0-99999"),
        ("sec-purpose", "prefetch"),
        ("user-agent", "Googlebot/2.1 (+http://www.google.com/bot.html)"),
        ("x-forwarded-for", "127.0.0.1"),
    ] {
        let page = visitor.sending(name, value).open(&path).await;
        answers.push((format!("GET {path} with {name}: {value}"), page));
    }
    let form = format!("system={system}&code={code}");
    let dated = format!("{form}&on=2025-12-01");
    let json = format!(r#"{{"system":"{system}","code":"{code}"}}"#);
    let form_type = "application/x-www-form-urlencoded";
    for (method, kind, query, body, encoding) in [
        (Method::POST, form_type, "", form.as_str(), "identity"),
        (Method::POST, form_type, "", dated.as_str(), "br"),
        (Method::POST, "application/json", "", json.as_str(), "gzip"),
        (Method::POST, "text/plain", "", form.as_str(), "identity"),
        (Method::GET, "", form.as_str(), "", "identity"),
        (Method::PUT, form_type, "", form.as_str(), "identity"),
    ] {
        for accept in ["application/json", "text/html", "application/cbor"] {
            let request = visitor
                .request(method.clone(), &format!("/api/code-page?{query}"))
                .header("content-type", kind)
                .header("accept", accept)
                .header("accept-encoding", encoding)
                .body(body.to_owned());
            let what = format!("{method} /api/code-page?{query} {body} as {kind} for {accept} in {encoding}");
            answers.push((what, visitor.send(request).await));
        }
    }
    let fields = [("path", path.as_str()), ("query", "")];
    answers.push((
        format!("/api/page {fields:?}"),
        visitor.post("/api/page", &fields).await,
    ));
    answers
}

/// Every answer that is about no code in particular.
async fn every_free_answer(visitor: &Visitor) -> Vec<(String, Page)> {
    let mut answers = Vec::new();
    for path in [
        "/",
        "/codes",
        "/codes/cpt",
        "/codes/icd10cm?prefix=M54",
        "/case2code?q=patients+group",
        "/case2code?q=low+back+pain",
        "/about/data",
        "/account",
        "/nowhere",
    ] {
        answers.push((format!("GET {path}"), visitor.open(path).await));
    }
    for endpoint in ["account", "is-signed-in"] {
        let path = format!("/api/{endpoint}");
        answers.push((path.clone(), visitor.post(&path, &[]).await));
    }
    answers
}

#[track_caller]
fn assert_nothing_of(pieces: &[Fragment], figures: &[String], what: &str, answer: &Page) {
    let found = answer.found(pieces);
    assert!(found.is_empty(), "{what}: {found:#?}");
    let leaked: Vec<_> = figures
        .iter()
        .filter(|figure| answer.body.contains(*figure))
        .collect();
    assert!(leaked.is_empty(), "{what}: {leaked:?}");
}

#[tokio::test]
async fn nothing_of_a_section_is_in_any_answer_to_a_guest() {
    let site = TestSite::start().await;
    for gated in behind_the_gate(&site, &CODES).await {
        let guest = site.visitor();
        guest.open(&gated.path()).await.shows("preview", "0");
        let about_it = every_answer(&guest, &gated).await;
        for (what, answer) in about_it.into_iter().chain(every_free_answer(&guest).await) {
            assert_nothing_of(&gated.sections, &gated.figures, &what, &answer);
        }
    }
}

#[tokio::test]
async fn a_spent_guest_gets_no_text_at_all() {
    let site = TestSite::start().await;
    for gated in behind_the_gate(&site, &CODES).await {
        let guest = site.visitor();
        guest.open("/codes/cpt/20610").await.shows("preview", "0");
        guest.open(&gated.path()).await.shows("spent", "0");
        for (what, answer) in every_answer(&guest, &gated).await {
            assert_nothing_of(&gated.all_text(), &gated.figures, &what, &answer);
        }
    }
}

#[tokio::test]
async fn a_spent_reader_gets_no_text_at_all() {
    let site = TestSite::start().await;
    let all = behind_the_gate(&site, &CODES).await;
    let reader = site.registered("ann@example.com").await;
    for code in ["20610", "97110", "97112", "97116", "97140", "97530"] {
        reader.open(&format!("/codes/cpt/{code}")).await.succeeds();
    }
    for gated in all {
        reader.open(&gated.path()).await.shows("spent", "0");
        for (what, answer) in every_answer(&reader, &gated).await {
            assert_nothing_of(&gated.all_text(), &gated.figures, &what, &answer);
        }
    }
}

#[tokio::test]
async fn nobody_s_cookie_opens_a_section() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.com").await;
    let session = reader.cookies();
    reader.sign_out().await.succeeds();
    let gated = &behind_the_gate(&site, &CODES[..1]).await[0];
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
        let page = forger.open(&gated.path()).await;
        page.shows("preview", "0");
        let fetched = forger.fetch_code(gated.system, gated.code).await;
        for answer in [page, fetched] {
            assert_nothing_of(&gated.sections, &gated.figures, cookies, &answer);
        }
    }
}

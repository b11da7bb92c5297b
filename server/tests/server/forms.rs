//! Forms without JavaScript, forms of other sites, and the headers around every answer.

use crate::support::{Page, TestSite};
use reqwest::Method;

const PASSWORD: &str = "ten letters at least";

#[tokio::test]
async fn without_javascript_a_reader_registers_in_a_locked_section_and_lands_on_the_open_page() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    let path = "/codes/cpt/97150?on=2025-12-01";
    let page = reader.open(path).await;
    page.shows("preview", "0");
    let form = page.attribute("#guidelines form", "action").unwrap();
    assert_eq!(
        page.attribute("#guidelines form", "method").as_deref(),
        Some("post")
    );
    let fields = [("email", "ann@example.com"), ("password", PASSWORD)];
    let answer = reader.submit(path, &form, &fields).await.answers(302);
    let back = path_of(&site, &answer);
    assert!(back.starts_with(path), "{back}");
    let opened = reader.open(&back).await.succeeds();
    opened.shows("open", "5");
}

#[tokio::test]
async fn without_javascript_an_error_is_shown_on_the_page_of_the_form() {
    let site = TestSite::start().await;
    site.registered("ann@example.com").await;
    let reader = site.visitor();
    for (page, form, fields, says) in [
        (
            "/sign-in?next=/codes/cpt/97150",
            "/api/sign-in",
            [("email", "ann@example.com"), ("password", "wrong horse battery")],
            "E-mail address and password do not fit together.",
        ),
        (
            "/register",
            "/api/register",
            [("email", "bob@example.com"), ("password", "short")],
            "This password has 5 characters. Use 10 to 256",
        ),
        (
            "/codes/cpt/97150",
            "/api/register",
            [("email", "bob@localhost"), ("password", PASSWORD)],
            "This is not an e-mail address.",
        ),
    ] {
        reader.open(page).await.succeeds();
        let answer = reader.submit(page, form, &fields).await.answers(302);
        let back = path_of(&site, &answer);
        assert!(back.starts_with(page), "{back}");
        let shown = reader.open(&back).await.succeeds();
        assert!(
            shown.words("main").contains(says),
            "{page}: {}",
            shown.words("main")
        );
        assert!(
            !back.contains("short") && !back.contains("horse"),
            "a password in an address: {back}"
        );
        if says.starts_with("This") {
            assert!(
                !shown
                    .attributes("main input[aria-invalid=true]", "name")
                    .is_empty()
            );
        }
    }
    assert!(!reader.cookies().contains("session"));
}

#[tokio::test]
async fn without_javascript_a_reader_signs_in_and_out() {
    let site = TestSite::start().await;
    site.registered("ann@example.com").await;
    let reader = site.visitor();
    let fields = [
        ("email", "ann@example.com"),
        ("password", PASSWORD),
        ("next", "/codes/cpt/97150"),
    ];
    let answer = reader
        .submit("/sign-in", "/api/sign-in", &fields)
        .await
        .answers(302);
    assert_eq!(answer.location(), Some("/codes/cpt/97150"));
    let account = reader.open("/account").await.succeeds();
    let form = account.attribute("main form", "action").unwrap();
    let answer = reader
        .submit("/account", &form, &[("next", "/")])
        .await
        .answers(302);
    assert_eq!(answer.location(), Some("/"));
    assert!(
        reader
            .open("/account")
            .await
            .words("main")
            .contains("not signed in")
    );
}

#[tokio::test]
async fn an_error_in_an_address_is_shown_as_text() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    for planted in [
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "eyJzdGF0dXMiOjQyMn0",
        "%00",
        "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
    ] {
        let path = format!("/sign-in?__path=/api/sign-in&__err={planted}");
        let page = reader.open(&path).await.answers(400);
        assert!(!page.body.contains("<script>alert(1)"), "{planted}");
        assert!(!page.body.contains("<img src=x"), "{planted}");
        assert_eq!(page.attributes("main form", "action"), ["/api/sign-in"]);
    }
}

#[tokio::test]
async fn a_form_on_another_site_is_refused() {
    let site = TestSite::start().await;
    let ann = site.registered("ann@example.com").await;
    let own = site.url("");
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("sec-fetch-site", "none", 200),
        ("origin", own.as_str(), 200),
    ] {
        for (form, fields) in [
            ("/api/code-page", vec![("system", "cpt"), ("code", "97150")]),
            (
                "/api/sign-in",
                vec![("email", "ann@example.com"), ("password", PASSWORD)],
            ),
        ] {
            let answer = ann.sending(name, value).post(form, &fields).await;
            assert_eq!(answer.status, status, "{form} with {name}: {value}");
            if status == 403 {
                assert!(answer.set_cookies().is_empty());
            }
        }
    }
    ann.sending("sec-fetch-site", "cross-site")
        .sign_out()
        .await
        .answers(403);
    assert!(
        ann.open("/account").await.words("main").contains("ann@"),
        "still signed in"
    );
    // A link from another site is no form.
    let link = ann
        .sending("sec-fetch-site", "cross-site")
        .open("/codes/cpt/97150")
        .await;
    assert_eq!(link.status, 200);
}

#[tokio::test]
async fn a_form_that_is_too_large_or_not_one_is_refused() {
    let site = TestSite::start().await;
    let visitor = site.visitor();
    let huge = "x".repeat(200_000);
    visitor.register("ann@example.com", &huge).await.answers(413);
    // The same without a length in front.
    let chunked = format!(
        "POST /api/register HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{huge}\r\n0\r\n\r\n",
        huge.len()
    );
    let answer = site.send_raw(chunked.into_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    for (kind, body) in [
        ("application/x-www-form-urlencoded", ""),
        ("application/x-www-form-urlencoded", "email=ann%40example.com"),
        ("application/x-www-form-urlencoded", "%%%=%ff&&&"),
        (
            "application/x-www-form-urlencoded",
            "email[]=a&email[x]=b&password=c",
        ),
        (
            "application/json",
            r#"{"email":"ann@example.com","password":"ten letters at least"}"#,
        ),
        ("multipart/form-data; boundary=x", "--x--"),
        ("", "\0\0\0"),
    ] {
        let request = visitor
            .request(Method::POST, "/api/register")
            .header("content-type", kind)
            .body(body);
        let answer = visitor.send(request).await;
        assert!(
            answer.status.is_client_error(),
            "{kind} {body}: {} {}",
            answer.status,
            answer.body
        );
    }
    assert!(site.store.list_accounts().await.unwrap().is_empty());
    visitor.post("/api/nothing", &[]).await.answers(404);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    for answer in [
        reader.open("/").await,
        reader.open("/codes/cpt/97150").await,
        reader.open("/nowhere").await,
        reader.open("/codes/icd10cm/m5450").await,
        reader.fetch_code("cpt", "97150").await,
        reader.sign_in("ann@example.com", PASSWORD).await,
        reader.open("/healthz").await,
    ] {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{} {}", answer.status, answer.body);
        }
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert_eq!(answer.header("server"), "");
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "this site is not on HTTPS"
        );
    }
}

#[tokio::test]
async fn scripts_need_the_nonce_of_their_own_response() {
    let site = TestSite::start().await;
    let reader = site.visitor();
    let mut nonces = Vec::new();
    for path in [
        "/",
        "/codes/cpt/97150",
        "/codes/cpt/97150",
        "/nowhere",
        "/sign-in",
    ] {
        let page = reader.open(path).await;
        let policy = page.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next());
        let nonce = nonce.unwrap_or_default().to_owned();
        assert!(nonce.len() >= 20, "{path}: {policy}");
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        for danger in ["unsafe-inline", "unsafe-eval' ", "http:", "https:", "*"] {
            assert!(
                !policy.replace("'wasm-unsafe-eval'", "").contains(danger),
                "{path}: {policy}"
            );
        }
        for used in page.attributes("script:not([type='application/ld+json'])", "nonce") {
            assert_eq!(used, nonce, "{path}");
        }
        let scripts = page.attributes("script[nonce]", "nonce").len();
        assert!(scripts > 0, "{path}");
        assert!(
            !page.body.contains(" onclick=") && !page.body.contains(" style=\""),
            "{path}"
        );
        assert!(!nonces.contains(&nonce), "the nonce of {path} was used before");
        nonces.push(nonce);
    }
}

#[tokio::test]
async fn no_code_page_may_be_kept_by_a_cache() {
    let site = TestSite::start().await;
    let ann = site.registered("ann@example.com").await;
    let guest = site.visitor();
    for visitor in [&ann, &guest] {
        for answer in [
            visitor.open("/codes/cpt/97150").await,
            visitor.open("/codes/cpt/97110").await,
            visitor.open("/codes/cpt/12345").await,
            visitor.fetch_code("cpt", "97150").await,
            visitor.open("/account").await,
            visitor.open("/").await,
        ] {
            assert_eq!(
                answer.header("cache-control"),
                "private, no-store",
                "{}",
                answer.body
            );
            assert_eq!((answer.header("etag"), answer.header("last-modified")), ("", ""));
        }
    }
}

/// The path that an answer leads to on this site.
fn path_of(site: &TestSite, answer: &Page) -> String {
    let location = answer.location().unwrap_or_default();
    location
        .strip_prefix(&site.url(""))
        .unwrap_or(location)
        .to_owned()
}

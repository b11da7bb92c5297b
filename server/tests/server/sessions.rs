//! Cookies: what they are, how long they last, and what becomes of those that are not ours.

use crate::support::{TestSite, settings};
use app::backend::Settings;

const PASSWORD: &str = "ten letters at least";

#[tokio::test]
async fn signing_in_gives_a_new_token_and_ends_the_old_one() {
    let site = TestSite::start().await;
    let ann = site.registered("ann@example.com").await;
    let old = ann.cookies();
    assert!(
        site.visitor()
            .with_cookies(&old)
            .open("/account")
            .await
            .words("main")
            .contains("ann@")
    );
    ann.sign_in("ann@example.com", PASSWORD).await.succeeds();
    let new = ann.cookies();
    assert_ne!(old, new);
    let thief = site.visitor().with_cookies(&old);
    assert!(
        thief
            .open("/account")
            .await
            .words("main")
            .contains("not signed in")
    );
    assert!(ann.open("/account").await.words("main").contains("ann@"));

    ann.sign_out().await.succeeds();
    assert!(!ann.cookies().contains("session="), "{}", ann.cookies());
    let thief = site.visitor().with_cookies(&new);
    assert!(
        thief
            .open("/account")
            .await
            .words("main")
            .contains("not signed in")
    );
}

#[tokio::test]
async fn a_token_from_before_signing_in_is_not_taken_over() {
    let site = TestSite::start().await;
    site.registered("ann@example.com").await;
    let planted = format!("session={}", "a".repeat(64));
    let victim = site.visitor().with_cookies(&planted);
    let answer = victim.sign_in("ann@example.com", PASSWORD).await.succeeds();
    let given = answer.set_cookies();
    assert!(
        given[0].starts_with("session=") && !given[0].starts_with(&planted),
        "{given:?}"
    );
    assert!(
        victim
            .open("/account")
            .await
            .words("main")
            .contains("not signed in")
    );
}

#[tokio::test]
async fn a_session_lasts_thirty_days() {
    let site = TestSite::start().await;
    let ann = site.registered("ann@example.com").await;
    let cookies = ann.cookies();
    let ann = site.visitor().with_cookies(&cookies);
    site.set_time("2026-12-23T09:59:59Z");
    assert!(ann.open("/account").await.words("main").contains("ann@"));
    site.set_time("2026-12-23T10:00:00Z");
    assert!(ann.open("/account").await.words("main").contains("not signed in"));
    ann.open("/codes/cpt/97150").await.shows("preview", "0");
}

#[tokio::test]
async fn a_cookie_that_is_not_ours_counts_as_none() {
    let site = TestSite::start().await;
    let ann = site.registered("ann@example.com").await;
    let session = ann.cookies().replace("session=", "");
    assert_eq!(session.len(), 64, "{session}");
    for cookies in [
        String::new(),
        ";;;=;=;".into(),
        "session".into(),
        format!("session={}", session.to_uppercase()),
        format!("session={}", &session[..63]),
        format!("session={session}0"),
        format!("session=\"{session}\""),
        format!("Session={session}"),
        format!("xsession={session}"),
        format!("visitor={session}"),
        format!("__Host-session={session}"),
        format!("session={}", "0".repeat(6_000)),
        "session=%00%0d%0a; visitor=../../etc/passwd".into(),
        "visitor=' OR '1'='1".into(),
        format!("visitor={}", "0".repeat(64)),
        "a=1; ".repeat(1_000),
    ] {
        let visitor = site.visitor().with_cookies(&cookies);
        let page = visitor.open("/account").await.succeeds();
        assert!(page.words("main").contains("not signed in"), "{cookies}");
        let page = visitor.open("/codes/cpt/97150").await.succeeds();
        page.shows("preview", "0");
        // A visitor's id is ours to give: one that was made up is not adopted.
        assert!(page.set_cookies()[0].starts_with("visitor="), "{cookies}");
        assert!(!page.set_cookies()[0].contains(&"0".repeat(64)));
    }
    let beside_others = site
        .visitor()
        .with_cookies(&format!("a=b; session={session}; c=d"));
    assert!(
        beside_others
            .open("/account")
            .await
            .words("main")
            .contains("ann@")
    );
}

#[tokio::test]
async fn bytes_in_a_cookie_that_are_no_text_are_ignored() {
    let site = TestSite::start().await;
    let visitor = site.visitor();
    let header = reqwest::header::HeaderValue::from_bytes(b"session=\xff\xfe").unwrap();
    let request = visitor
        .request(reqwest::Method::GET, "/codes/cpt/97150")
        .header("cookie", header);
    visitor.send(request).await.shows("preview", "0");
}

#[tokio::test]
async fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let visitor = guest.open("/codes/cpt/97150").await.set_cookies();
    let session = guest.register("ann@example.com", PASSWORD).await.set_cookies();
    let gone = guest.sign_out().await.set_cookies();
    for (cookies, name, seconds) in [
        (visitor, "visitor", 400 * 86_400),
        (session, "session", 30 * 86_400),
        (gone, "session", 0),
    ] {
        let [cookie] = cookies.as_slice() else {
            unreachable!("one cookie, not {cookies:?}")
        };
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        assert!(pair.starts_with(&format!("{name}=")), "{cookie}");
        assert_eq!(
            attributes,
            format!("Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}")
        );
    }
}

#[tokio::test]
async fn over_https_a_cookie_is_bound_to_the_host() {
    let site = TestSite::start().await;
    let site = site
        .another_server(Settings {
            public_url: "https://codes.example".into(),
            ..settings()
        })
        .await;
    let guest = site.visitor();
    let page = guest.open("/codes/cpt/97150").await;
    let visitor = page.set_cookies();
    let session = guest.register("ann@example.com", PASSWORD).await.set_cookies();
    for (cookie, name) in [(&visitor[0], "__Host-visitor"), (&session[0], "__Host-session")] {
        assert!(cookie.starts_with(&format!("{name}=")), "{cookie}");
        assert!(
            cookie.contains("; Path=/") && cookie.ends_with("; Secure"),
            "{cookie}"
        );
        assert!(!cookie.to_lowercase().contains("domain"), "{cookie}");
    }
    assert!(page.header("strict-transport-security").starts_with("max-age="));
    // A cookie without the prefix could have been set by a neighbouring host.
    let value = session[0].split(['=', ';']).nth(1).unwrap();
    for (cookies, is_signed_in) in [
        (format!("session={value}"), false),
        (format!("__Host-session={value}"), true),
    ] {
        let words = site
            .visitor()
            .with_cookies(&cookies)
            .open("/account")
            .await
            .words("main");
        assert_eq!(words.contains("ann@example.com"), is_signed_in, "{cookies}");
    }
}

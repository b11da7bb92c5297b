//! Registering, signing in and signing out, and how far somebody gets who guesses.

use crate::support::TestSite;

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn a_reader_registers_signs_out_and_signs_in_again() {
    let site = TestSite::start().await;
    let ann = site.visitor();
    ann.register(" Ann@Example.com ", PASSWORD).await.succeeds();
    let account = ann.open("/account").await.succeeds();
    let words = account.words("main");
    assert!(
        words.contains("Ann@Example.com") && words.contains("0 of 6 used"),
        "{words}"
    );
    assert_eq!(account.words("header .account-menu"), "Account");

    ann.sign_out().await.succeeds();
    let words = ann.open("/account").await.succeeds().words("main");
    assert!(
        words.contains("You are not signed in") && !words.contains("Ann@"),
        "{words}"
    );
    assert_eq!(
        ann.open("/").await.words("header .account-menu"),
        "Log in Register"
    );

    ann.sign_in("ann@example.com", PASSWORD).await.succeeds();
    assert!(
        ann.open("/account")
            .await
            .words("main")
            .contains("Ann@Example.com")
    );
}

#[tokio::test]
async fn a_wrong_password_gets_the_same_answer_for_a_known_and_an_unknown_address() {
    let site = TestSite::start().await;
    site.registered("ann@example.com").await;
    let stranger = site.visitor();
    let known = stranger
        .sign_in("ann@example.com", "wrong horse battery")
        .await
        .answers(401);
    let unknown = stranger
        .sign_in("bob@example.com", "wrong horse battery")
        .await
        .answers(401);
    assert_eq!(known.body, unknown.body);
    let names = |page: &crate::support::Page| -> Vec<String> {
        page.headers.keys().map(ToString::to_string).collect()
    };
    assert_eq!(names(&known), names(&unknown));
    assert_eq!(known.json()["status"], 401);
    assert_eq!(stranger.cookies(), "");
    for (email, password) in [
        ("", ""),
        ("ann@example.com", ""),
        ("ann@example.com\0", "x"),
        ("\u{202e}", "x"),
    ] {
        let answer = stranger.sign_in(email, password).await.answers(401);
        assert_eq!(answer.body, known.body, "{email:?}");
    }
    let endless = "a".repeat(5_000);
    let answer = stranger.sign_in(&endless, &endless).await.answers(401);
    assert_eq!(answer.body, known.body);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_with_the_field_it_is_about() {
    let site = TestSite::start().await;
    let visitor = site.visitor();
    let (short, long) = ("nine char", "x".repeat(257));
    for (email, password, field) in [
        ("ann@example.com", short, "password"),
        ("ann@example.com", "", "password"),
        ("ann@example.com", long.as_str(), "password"),
        ("", PASSWORD, "email"),
        ("ann", PASSWORD, "email"),
        ("ann@localhost", PASSWORD, "email"),
        ("ann@example.com, bob@example.com", PASSWORD, "email"),
        ("ann@example.com\r\nBcc: bob@example.com", PASSWORD, "email"),
        ("ann@exam\0ple.com", PASSWORD, "email"),
    ] {
        let answer = visitor.register(email, password).await.answers(422);
        assert_eq!(answer.json()["field"], field, "{email:?}: {}", answer.body);
    }
    assert_eq!(visitor.cookies(), "");
    // Ten characters of any script are ten characters.
    visitor
        .register("ann@example.com", "密码密码密码密码密码")
        .await
        .succeeds();
}

#[tokio::test]
async fn an_address_is_registered_once_in_any_spelling() {
    let site = TestSite::start().await;
    site.visitor()
        .register("ann@example.com", PASSWORD)
        .await
        .succeeds();
    let other = site.visitor();
    for spelling in ["ann@example.com", "ANN@EXAMPLE.COM", " ann@example.com "] {
        let answer = other
            .register(spelling, "another long password")
            .await
            .answers(409);
        assert_eq!(answer.json()["field"], "email", "{spelling}");
    }
    assert_eq!(other.cookies(), "");
    assert_eq!(site.store.list_accounts().await.unwrap().len(), 1);
    // Who gives the right password has only forgotten that they registered.
    other.register("Ann@example.com", PASSWORD).await.succeeds();
    assert!(
        other
            .open("/account")
            .await
            .words("main")
            .contains("ann@example.com")
    );
}

#[tokio::test]
async fn one_address_registered_twenty_times_at_once_is_one_account() {
    let site = TestSite::start().await;
    let answers = crate::support::in_parallel((0..20).map(|_| {
        let visitor = site.visitor();
        async move {
            visitor
                .register("ann@example.com", PASSWORD)
                .await
                .status
                .as_u16()
        }
    }))
    .await;
    assert!(answers.contains(&200), "{answers:?}");
    // The others were refused, or signed in with the same password, or were more than the tries there are.
    assert!(
        answers.iter().all(|status| [200, 409, 429].contains(status)),
        "{answers:?}"
    );
    assert_eq!(site.store.list_accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_form_leads_to_an_address_of_this_site_alone() {
    let site = TestSite::start().await;
    site.visitor()
        .register("ann@example.com", PASSWORD)
        .await
        .succeeds();
    for (next, leads_there) in [
        ("/codes/cpt/97150?on=2025-12-01", true),
        ("//evil.example", false),
        ("/\\evil.example", false),
        ("https://evil.example/", false),
        ("javascript:alert(1)", false),
        ("/\r\nSet-Cookie: a=b", false),
        ("evil.example", false),
    ] {
        let fields = [
            ("email", "ann@example.com"),
            ("password", PASSWORD),
            ("next", next),
        ];
        for answer in [
            site.visitor().post("/api/sign-in", &fields).await,
            site.visitor().submit("/sign-in", "/api/sign-in", &fields).await,
        ] {
            let location = answer.location().unwrap_or_default();
            assert_eq!(location == next, leads_there, "{next} leads to {location}");
            assert!(!location.contains("evil"), "{location}");
            assert!(answer.headers.get("a").is_none());
        }
        let page = site
            .visitor()
            .open(&format!("/sign-in?next={}", next.replace('\\', "%5C")))
            .await;
        let hidden = page.attribute("main input[name=next]", "value");
        assert!(!hidden.unwrap_or_default().contains("evil"), "{next}");
    }
}

#[tokio::test]
async fn after_eight_wrong_passwords_a_network_waits_and_the_owner_does_not() {
    let site = TestSite::start().await;
    site.visitor()
        .register("ann@example.com", PASSWORD)
        .await
        .succeeds();
    let site = site.behind_a_proxy().await;
    let guesser = site.visitor().coming_from("203.0.113.7");
    for _ in 0..8 {
        guesser
            .sign_in("ann@example.com", "wrong horse battery")
            .await
            .answers(401);
    }
    guesser
        .sign_in("ann@example.com", "wrong horse battery")
        .await
        .answers(429);
    // Not with the right one either, nor from the neighbour's address, nor in another spelling, nor by the
    // other form.
    guesser.sign_in("ann@example.com", PASSWORD).await.answers(429);
    let neighbour = site.visitor().coming_from("203.0.113.99");
    neighbour.sign_in(" ANN@example.com", PASSWORD).await.answers(429);
    neighbour.register("ann@example.com", PASSWORD).await.answers(429);
    assert_eq!(guesser.cookies(), "");

    let owner = site.visitor().coming_from("198.51.100.1");
    owner.sign_in("ann@example.com", PASSWORD).await.succeeds();
    // From the guesser's network other people still get in.
    neighbour.register("bob@example.com", PASSWORD).await.succeeds();
    site.set_time("2026-11-23T10:15:00Z");
    guesser.sign_in("ann@example.com", PASSWORD).await.succeeds();
}

#[tokio::test]
async fn fifty_guesses_at_once_are_no_more_than_one_after_the_other() {
    let site = TestSite::start().await;
    site.visitor()
        .register("ann@example.com", PASSWORD)
        .await
        .succeeds();
    let site = site.behind_a_proxy().await;
    let answers = crate::support::in_parallel((0..50).map(|_| {
        let guesser = site.visitor().coming_from("203.0.113.7");
        async move {
            guesser
                .sign_in("ann@example.com", "wrong horse battery")
                .await
                .status
                .as_u16()
        }
    }))
    .await;
    let tried = answers.iter().filter(|status| **status == 401).count();
    assert!(tried <= 8, "{tried} passwords were tried");
    assert!(
        answers.iter().all(|status| [401, 429].contains(status)),
        "{answers:?}"
    );
}

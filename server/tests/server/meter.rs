//! A guest has one code page view, a registered reader five more, and each is granted exactly once.

use crate::support::{NOW, Page, TestSite, Visitor, in_parallel, on_both_databases, settings};
use app::backend::Settings;
use codeset::CodeSystem;
use reqwest::Method;

on_both_databases! {
    a_guests_first_page_is_a_preview,
    a_second_guest_page_is_refused,
    the_same_code_again_is_free,
    what_is_no_code_page_counts_nothing,
    a_prefetch_is_refused_and_counts_nothing,
    registering_keeps_what_the_guest_used_and_adds_five_views,
    the_count_starts_anew_with_the_month,
    a_member_reads_without_limit,
    the_count_is_the_same_on_another_device,
    two_servers_on_one_database_count_together,
    of_fifty_guest_requests_at_once_one_is_granted,
    of_fifty_requests_for_the_last_view_one_is_granted,
    twenty_openings_of_one_page_at_once_count_once,
    a_network_has_room_for_twenty_new_guests_a_day,
    of_fifty_new_guests_from_a_network_at_once_twenty_are_let_in,
    a_forwarded_address_is_believed_from_a_trusted_proxy_alone,
}

async fn a_guests_first_page_is_a_preview(site: &TestSite) {
    let page = site.visitor().open("/codes/cpt/97150").await.succeeds();
    page.shows("preview", "0");
    assert_eq!(
        page.words("#meter"),
        "0 code page views remaining. Guest accounts are limited to 1 page view. Register free account to get 5 \
         more views. Log in Register"
    );
    let sections = [
        "guidelines",
        "modifiers",
        "crosswalks",
        "ncci-edits",
        "compliance",
        "medicare-coverage",
    ];
    assert_eq!(page.attributes("section[data-access]", "id"), sections);
    for id in sections {
        let section = format!("#{id}[data-access=locked]");
        let words = page.words(&section);
        assert!(words.contains("Register to view content"), "{words}");
        assert!(
            words.contains("Create a free account to unlock this content"),
            "{words}"
        );
        let form = format!("{section} form");
        assert_eq!(page.attribute(&form, "action").as_deref(), Some("/api/register"));
    }
    let official = page.words("#official-description");
    assert!(
        official.contains("Therapeutic procedure(s), group (2 or more individuals)"),
        "{official}"
    );
    assert!(official.contains("© American Medical Association"), "{official}");
    let common = page.words("#common-language-description");
    assert!(
        common.contains("Two or more patients") && common.contains("© Coding Ahead"),
        "{common}"
    );
}

async fn a_second_guest_page_is_refused(site: &TestSite) {
    let guest = site.visitor();
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    let second = guest.open("/codes/cpt/97110").await.succeeds();
    second.shows("spent", "0");
    let words = second.words("main");
    assert!(words.starts_with("Codes CPT Medicine 97110"), "{words}");
    assert!(
        words.contains("the count starts anew on 1 December 2026"),
        "{words}"
    );
    // The box beside the page asks CasePilot; the page itself offers an account and nothing else.
    assert_eq!(
        second.attributes("main form", "action"),
        ["/casepilot", "/api/register"]
    );
    assert!(second.attributes("section[data-access]", "id").is_empty());
    // It was not counted either: after the fetch that a link makes, all is as before.
    assert_eq!(access_of(&guest.fetch_code("cpt", "97110").await), "spent");
}

async fn the_same_code_again_is_free(site: &TestSite) {
    let guest = site.visitor();
    for address in [
        "/codes/cpt/97150",
        "/codes/cpt/97150",
        "/codes/cpt/97150?on=2025-12-01",
    ] {
        guest.open(address).await.shows("preview", "0");
    }
    assert_eq!(access_of(&guest.fetch_code("cpt", " 97150 ").await), "preview");
}

async fn what_is_no_code_page_counts_nothing(site: &TestSite) {
    let guest = site.visitor();
    for (path, status) in [
        ("/", 200),
        ("/codes", 200),
        ("/codes/cpt", 200),
        ("/codes/icd10cm?prefix=M54", 200),
        ("/case2code?q=97150", 200),
        ("/about/data", 200),
        ("/register", 200),
        ("/sign-in", 200),
        ("/account", 200),
        ("/codes/cpt/12345", 404),
        ("/codes/cpt/97150/x", 404),
        ("/codes/cpt/97150?on=yesterday", 400),
        ("/codes/icd10cm/m5450", 308),
        ("/healthz", 200),
        ("/readyz", 200),
    ] {
        let page = guest.open(path).await.answers(status);
        assert!(page.set_cookies().is_empty(), "{path}: {:?}", page.set_cookies());
    }
    guest.fetch_code("cpt", "12345").await.answers(404);
    guest.fetch_code("nonsense", "97150").await.answers(404);
    let head = guest.request(Method::HEAD, "/codes/cpt/97150");
    assert!(guest.send(head).await.set_cookies().is_empty());
    assert_eq!(guest.cookies(), "");
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
}

async fn a_prefetch_is_refused_and_counts_nothing(site: &TestSite) {
    let guest = site.visitor();
    for purpose in ["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip"] {
        let page = guest
            .sending("sec-purpose", purpose)
            .open("/codes/cpt/97110")
            .await;
        assert_eq!(page.status, 503, "{purpose}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.set_cookies().is_empty());
        assert!(page.body.len() < 100, "{}", page.body);
        let list = guest.sending("sec-purpose", purpose).open("/codes/cpt").await;
        assert_eq!(list.status, 200, "lists may be prefetched");
    }
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
}

async fn registering_keeps_what_the_guest_used_and_adds_five_views(site: &TestSite) {
    let reader = site.visitor();
    reader.open("/codes/cpt/97150").await.shows("preview", "0");
    reader
        .register("ann@example.com", "a long password")
        .await
        .succeeds();
    let page = reader.open("/codes/cpt/97150").await;
    page.shows("open", "5");
    assert_eq!(page.attributes("section[data-access=open]", "id").len(), 6);
    for (code, remaining) in [
        ("97110", "4"),
        ("97112", "3"),
        ("97116", "2"),
        ("97140", "1"),
        ("97530", "0"),
    ] {
        reader
            .open(&format!("/codes/cpt/{code}"))
            .await
            .shows("open", remaining);
    }
    let seventh = reader.open("/codes/cpt/99213").await.succeeds();
    seventh.shows("spent", "0");
    let words = seventh.words("main");
    assert!(
        words.contains("The count starts anew on 1 December 2026"),
        "{words}"
    );
    assert_eq!(
        seventh
            .attributes("main form[action='/api/register']", "action")
            .len(),
        0,
        "an account they have"
    );
    reader.open("/codes/cpt/97116").await.shows("open", "0");
}

async fn the_count_starts_anew_with_the_month(site: &TestSite) {
    let guest = site.visitor();
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    site.set_time("2026-11-30T23:59:59Z");
    guest.open("/codes/cpt/97110").await.shows("spent", "0");
    site.set_time("2026-12-01T00:00:00Z");
    let page = guest.open("/codes/cpt/97110").await;
    page.shows("preview", "0");
    let refused = guest.open("/codes/cpt/97150").await;
    refused.shows("spent", "0");
    assert!(refused.words("main").contains("1 January 2027"));
}

async fn a_member_reads_without_limit(site: &TestSite) {
    let member = site.member("mel@example.com").await;
    for code in known_codes(site, 12).await {
        member.open(&code).await.shows("open", "unlimited");
    }
    let page = member.open("/codes/cpt/97150").await;
    assert_eq!(
        page.words("#meter"),
        "Unlimited code page views. Your plan has no limit."
    );
    member.sign_out().await.succeeds();
    member.open("/codes/cpt/97150").await.shows("preview", "0");
}

async fn the_count_is_the_same_on_another_device(site: &TestSite) {
    let desk = site.registered("ann@example.com").await;
    for code in ["97110", "97112", "97116", "97140"] {
        desk.open(&format!("/codes/cpt/{code}")).await.succeeds();
    }
    let phone = site.visitor();
    phone.open("/codes/cpt/99213").await.shows("preview", "0");
    phone
        .sign_in("Ann@Example.com ", "ten letters at least")
        .await
        .succeeds();
    phone.open("/codes/cpt/97110").await.shows("open", "2");
    phone.open("/codes/cpt/97530").await.shows("open", "1");
    desk.open("/codes/cpt/97150").await.shows("open", "0");
    phone.open("/codes/cpt/99214").await.shows("spent", "0");

    // Signed out, the phone is the guest it was, and signed in again the reader.
    phone.sign_out().await.succeeds();
    phone.open("/codes/cpt/97110").await.shows("spent", "0");
    phone.open("/codes/cpt/99213").await.shows("preview", "0");
    phone
        .sign_in("ann@example.com", "ten letters at least")
        .await
        .succeeds();
    phone.open("/codes/cpt/97150").await.shows("open", "0");
}

async fn two_servers_on_one_database_count_together(site: &TestSite) {
    let other = site.another_server(settings()).await;
    let guest = site.visitor();
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
    guest
        .at(&other)
        .open("/codes/cpt/97110")
        .await
        .shows("spent", "0");
    guest
        .at(&other)
        .open("/codes/cpt/97150")
        .await
        .shows("preview", "0");
    guest
        .at(&other)
        .register("ann@example.com", "a long password")
        .await
        .succeeds();
    guest.open("/codes/cpt/97110").await.shows("open", "4");
}

async fn of_fifty_guest_requests_at_once_one_is_granted(site: &TestSite) {
    let guest = site.visitor();
    guest.open("/codes/cpt/97150").await.succeeds();
    // A guest who has a cookie and no view used.
    site.set_time("2026-12-01T09:00:00Z");
    let pages = open_at_once(site, &guest).await;
    assert_eq!(granted(&pages, "preview"), 1, "of {}", pages.len());
    guest.open("/codes/cpt/97150").await.shows("spent", "0");
}

async fn of_fifty_requests_for_the_last_view_one_is_granted(site: &TestSite) {
    let reader = site.registered("ann@example.com").await;
    for code in ["97110", "97112", "97116", "97140", "97530"] {
        reader.open(&format!("/codes/cpt/{code}")).await.succeeds();
    }
    let pages = open_at_once(site, &reader).await;
    assert_eq!(granted(&pages, "open"), 1, "of {}", pages.len());
    reader.open("/codes/cpt/97150").await.shows("spent", "0");
}

async fn twenty_openings_of_one_page_at_once_count_once(site: &TestSite) {
    let reader = site.registered("ann@example.com").await;
    let pages = in_parallel((0..20).map(|_| {
        let reader = reader.clone();
        async move { reader.open("/codes/hcpcs/G0283").await }
    }))
    .await;
    assert_eq!(granted(&pages, "open"), 20);
    reader.open("/codes/hcpcs/G0283").await.shows("open", "5");
}

async fn a_network_has_room_for_twenty_new_guests_a_day(site: &TestSite) {
    let site = site.behind_a_proxy().await;
    let come_from = async |address: &str| {
        let guest = site.visitor().coming_from(address);
        (guest.open("/codes/cpt/97150").await.succeeds(), guest)
    };
    let (_, known) = come_from("203.0.113.1").await;
    for n in 2..=20 {
        come_from(&format!("203.0.113.{n}")).await.0.shows("preview", "0");
    }
    let (refused, refused_guest) = come_from("203.0.113.200").await;
    refused.shows("spent", "0");
    assert_eq!(
        refused.words("#meter .meter-note"),
        "Many new guests came from your network today. Register free account to get 5 more views."
    );
    assert!(
        refused.set_cookies().is_empty(),
        "who is not counted needs no cookie"
    );

    come_from("203.0.114.1").await.0.shows("preview", "0");
    known.open("/codes/cpt/97150").await.shows("preview", "0");
    // An address of IPv6 stands for its /56.
    for n in 0..20 {
        come_from(&format!("2001:db8:1:{n:x}::1"))
            .await
            .0
            .shows("preview", "0");
    }
    come_from("2001:db8:1:ff::1").await.0.shows("spent", "0");
    come_from("2001:db8:1:100::1").await.0.shows("preview", "0");

    // Registering is the way in, and tomorrow there is room again.
    refused_guest
        .register("ann@example.com", "a long password")
        .await
        .succeeds();
    refused_guest.open("/codes/cpt/97150").await.shows("open", "5");
    site.set_time("2026-11-24T00:00:00Z");
    come_from("203.0.113.201").await.0.shows("preview", "0");
}

async fn of_fifty_new_guests_from_a_network_at_once_twenty_are_let_in(site: &TestSite) {
    let site = site.behind_a_proxy().await;
    let pages = in_parallel((1..=50).map(|n| {
        let guest = site.visitor().coming_from(&format!("203.0.113.{n}"));
        async move { guest.open("/codes/cpt/97150").await }
    }))
    .await;
    assert_eq!(granted(&pages, "preview"), 20);
}

async fn a_forwarded_address_is_believed_from_a_trusted_proxy_alone(site: &TestSite) {
    let one_a_day = |proxy: &str| Settings {
        new_guests_per_network: 1,
        trusted_proxies: vec![proxy.parse().unwrap()],
        ..settings()
    };
    let from_one_network = async |site: &TestSite| {
        for n in 1..=3 {
            let guest = site.visitor().coming_from(&format!("198.51.100.{n}"));
            let page = guest.open("/codes/cpt/97150").await;
            page.shows(if n == 1 { "preview" } else { "spent" }, "0");
        }
    };
    // We come from 127.0.0.1, which this site does not take for a proxy: the header is anybody's word.
    let untrusting = site.another_server(one_a_day("10.0.0.0/8")).await;
    for n in 1..=3 {
        let guest = untrusting.visitor().coming_from(&format!("198.51.100.{n}"));
        guest.open("/codes/cpt/97150").await.shows("preview", "0");
    }
    let trusting = site.another_server(one_a_day("127.0.0.0/8")).await;
    from_one_network(&trusting).await;
    // What a visitor puts in front of the proxy's own word is not believed either.
    let forger = trusting.visitor().coming_from("192.0.2.77, 198.51.100.4");
    forger.open("/codes/cpt/97150").await.shows("spent", "0");
}

/// Opens fifty codes at once as one visitor, at two servers, by page and by the page's script.
async fn open_at_once(site: &TestSite, visitor: &Visitor) -> Vec<Page> {
    let other = site.another_server(settings()).await;
    let codes = known_codes(site, 50).await;
    assert_eq!(codes.len(), 50);
    in_parallel(codes.into_iter().enumerate().map(|(n, path)| {
        let visitor = if n % 2 == 0 {
            visitor.clone()
        } else {
            visitor.at(&other)
        };
        async move {
            if n % 4 < 2 {
                return visitor.open(&path).await;
            }
            let code = path.rsplit('/').next().unwrap_or_default();
            visitor.fetch_code("icd10cm", code).await
        }
    }))
    .await
}

/// The addresses of so many ICD-10-CM codes, none of which another test step opens.
async fn known_codes(site: &TestSite, count: u64) -> Vec<String> {
    let on = NOW[..10].parse().unwrap();
    let codes = site
        .store
        .list_codes(CodeSystem::Icd10cm, "", "", on, count)
        .await
        .unwrap();
    codes.iter().map(|link| link.code.path()).collect()
}

/// The access that a server function's answer grants.
fn access_of(answer: &Page) -> String {
    let json = answer.json();
    json["Page"]["access"].as_str().unwrap_or_default().to_owned()
}

/// How many of the pages, or of the answers to the script, have this access; the others must be spent.
fn granted(pages: &[Page], access: &str) -> usize {
    let accesses = pages.iter().map(|page| {
        assert_eq!(page.status, 200, "{}", page.body);
        page.access().unwrap_or_else(|| access_of(page))
    });
    let (granted, refused): (Vec<_>, Vec<_>) = accesses.partition(|found| found == access);
    assert!(refused.iter().all(|other| other == "spent"), "{refused:?}");
    granted.len()
}

//! `/tools/therapy-units`: minutes to units by both rules.

use crate::support::TestSite;

const TOOL: &str = "/tools/therapy-units";
const DAY: &str = "lines=97110%2018%0A97140%0913%0A97116,%2010%0A97035%208%0A97150%2030&on=2025-11-03";

#[tokio::test]
async fn a_day_is_counted_side_by_side_and_explained() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let page = guest.open(&format!("{TOOL}?{DAY}")).await.succeeds();
    let table = page.words(".table.units");
    for row in [
        "97110 18 1 1",
        "97140 13 1 1",
        "97116 10 1 1",
        "97035 8 0 1",
        "97150 30 1 1",
        "Total units 49 timed 4 5",
    ] {
        assert!(table.contains(row), "{row}: {table}");
    }
    let rules = page.words(".unit-rules");
    for step in [
        "49 minutes make 3 units (38 to 52 minutes).",
        "2 units are left. They go to the longest rests: 97140 with 13 minutes, 97116 with 10 minutes.",
        "97035: 8 minutes. 8 is past the middle of a unit. 1 unit.",
        "chapter 5, section 20.2",
    ] {
        assert!(rules.contains(step), "{step}: {rules}");
    }
    let words = page.words("main");
    assert!(words.contains("Untimed: 97150. Reported once"), "{words}");
    assert!(words.contains("KX in 2025 $2,410.00"), "{words}");
    // The address restores what was typed, and its links keep the date.
    assert_eq!(
        page.words("#lines"),
        "97110 18 97140 13 97116, 10 97035 8 97150 30"
    );
    assert_eq!(
        page.attribute("main input[name=on]", "value").as_deref(),
        Some("2025-11-03")
    );
    let code = page.attribute(".table.units a.code", "href");
    assert_eq!(code.as_deref(), Some("/codes/cpt/97110?on=2025-11-03"));
    let copied = page.attribute("[data-copy]", "data-copy").unwrap_or_default();
    assert!(copied.contains("97035: 8 minutes, 0, 1\n"), "{copied}");
    // It counts no view.
    guest.open("/codes/cpt/97150").await.shows("preview", "0");
}

#[tokio::test]
async fn the_link_to_a_count_and_its_file_say_the_same() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let page = guest.open(&format!("{TOOL}?{DAY}")).await.succeeds();
    let links = page.attributes(".take-away a, .permanent a", "href");
    let [file, again] = links.as_slice() else {
        panic!("{links:?}");
    };
    assert_eq!(
        guest.open(again).await.words(".table.units"),
        page.words(".table.units")
    );
    let file = guest.open(file).await.succeeds();
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"therapy-units-2025-11-03.csv\""
    );
    let rows: Vec<_> = file.body.lines().collect();
    assert_eq!(rows.len(), 6, "{rows:?}");
    assert_eq!(rows[4], "2025-11-03,97035,8,by 15 minutes,0,1");
    let wrong = guest.open("/tools/therapy-units.csv?on=2025-02-30").await;
    wrong.answers(400);
}

#[tokio::test]
async fn what_cannot_be_counted_is_named_and_the_rest_is() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let lines = "97110%2024%0A97140%0A97530%200%0A97112%20721%0A<b>x</b>%2020%0A12";
    let page = guest.open(&format!("{TOOL}?lines={lines}")).await.succeeds();
    let words = page.words("main");
    for said in [
        "Line 2: no minutes",
        "Line 3: 0 minutes earn nothing",
        "Line 4: more than 720 minutes",
        "Line 6: no service",
        "Not on the list of therapy codes: <b>x</b>.",
        "97110 24 2 2",
        "<b>x</b> 20 1 1",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(page.attributes("main b", "class").is_empty());
    assert!(!page.body.contains("<b>x"), "typed HTML stays text");
    let nothing = guest.open(TOOL).await.succeeds();
    assert!(nothing.words("main").contains("Show an example"));
    assert!(nothing.words(".table.units").is_empty());
    let example = nothing.attribute("main p a", "href").unwrap_or_default();
    assert!(!guest.open(&example).await.words(".table.units").is_empty());
    let odd = "%00%FF%E2%80%AE%0A97110%209999999999999999999%0A%09%0A,,,;";
    guest.open(&format!("{TOOL}?lines={odd}")).await.succeeds();
}

#[tokio::test]
async fn too_many_lines_and_characters_are_said_to_be_left_out() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let many = "97110%201%0A".repeat(31);
    let page = guest.open(&format!("{TOOL}?lines={many}")).await.succeeds();
    let words = page.words("main");
    assert!(
        words.contains("Line 31: not read: only the first 30 lines are"),
        "{words}"
    );
    assert!(words.contains("97110 30 2 2"), "{words}");
    let long = format!("97110%2024%0A{}%2012", "x".repeat(4000));
    let page = guest.open(&format!("{TOOL}?lines={long}")).await.succeeds();
    let words = page.words("main");
    assert!(
        words.contains("Only the first 4000 characters are read"),
        "{words}"
    );
    assert!(words.contains("97110 24 2 2"), "{words}");
}

#[tokio::test]
async fn the_tool_is_listed_and_says_what_it_does_not_know() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    let tools = guest.open("/tools?on=2031-01-01").await.succeeds();
    let link = format!("{TOOL}?on=2031-01-01");
    assert!(tools.attributes("main a", "href").contains(&link));
    let page = guest.open(&format!("{link}&lines=97110%2024")).await.succeeds();
    let words = page.words("main");
    assert!(
        words.contains("KX in 2031 The amount of this year is not known here."),
        "{words}"
    );
    guest.open(&format!("{TOOL}?on=yesterday")).await.answers(400);
}

//! Codes, their titles and their neighbours.

use crate::common::{
    TestDatabase, code_row, cpt, day, icd10cm, load, load_kinds, mue_row, now, on_both_databases, ptp_row,
    release,
};
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::rows::{CodeRow, DescriptorRow, HcpcsAttributeRow};
use codeset::{Code, CodeSystem};
use store::Store;
use store::articles::Draft;

on_both_databases! {
    a_code_has_a_version_for_each_wording,
    any_release_or_article_makes_a_code_known,
    neighbours_stand_in_the_publishers_order_within_their_category,
    neighbours_of_a_procedure_code_are_the_codes_around_it,
    ended_and_future_codes_are_not_listed,
    a_list_goes_on_after_its_last_code,
    listed_codes_are_found_by_name,
    a_code_without_a_title_is_listed_with_our_own_name,
    a_spelling_is_found_in_every_system_that_has_it,
    codes_are_counted_by_system,
    codes_sort_by_byte_in_every_table,
    a_code_that_its_own_file_ends_is_known_and_not_listed,
    further_texts_and_attributes_count_by_day,
    of_icd_10_cm_the_newer_of_order_file_and_tabular_list_answers,
    a_code_that_the_tabular_list_never_named_is_the_order_files,
}

const TODAY: &str = "2026-11-23";

fn texts(links: &[CodeLink]) -> Vec<&str> {
    links.iter().map(|link| link.code.as_str()).collect()
}

async fn load_diagnoses(store: &Store, valid_from: &str, codes: &[&str]) {
    let rows = codes
        .iter()
        .map(|code| code_row(&icd10cm(code), &format!("Title of {code}")));
    load(store, &release(Source::Icd10cm, valid_from), rows).await;
}

async fn a_code_has_a_version_for_each_wording(db: &TestDatabase) {
    let store = db.open().await;
    let code = icd10cm("M54.5");
    let wording = |billable, short: Option<&str>, long: &str| CodeRow {
        billable,
        short_title: short.map(str::to_owned),
        ..code_row(&code, long)
    };
    load(
        &store,
        &release(Source::Icd10cm, "2020-10-01"),
        [wording(true, None, "Low back pain")],
    )
    .await;
    load(
        &store,
        &release(Source::Icd10cm, "2021-10-01"),
        [wording(false, Some("LBP"), "Low back pain")],
    )
    .await;
    load(
        &store,
        &release(Source::Icd10cm, "2022-10-01"),
        [wording(false, Some("LBP"), "Low back pain")],
    )
    .await;
    load(
        &store,
        &release(Source::Icd10cm, "2023-10-01"),
        [code_row(&icd10cm("M54.50"), "Other")],
    )
    .await;

    let versions = store.list_versions(&code).await.unwrap();
    let told: Vec<_> = versions
        .iter()
        .map(|v| {
            (
                v.row.billable,
                v.row.short_title.as_deref(),
                v.row.valid_from,
                v.row.valid_to,
                &*v.release.label,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                true,
                None,
                day("2020-10-01"),
                Some(day("2021-10-01")),
                "ICD-10-CM of 2020-10-01"
            ),
            (
                false,
                Some("LBP"),
                day("2021-10-01"),
                Some(day("2023-10-01")),
                "ICD-10-CM of 2021-10-01"
            ),
        ]
    );
    assert!(store.list_versions(&icd10cm("M54")).await.unwrap().is_empty());
}

async fn any_release_or_article_makes_a_code_known(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::MuePractitioner, "2024-07-01"),
        [mue_row("97150", 1), mue_row("G0283", 1)],
    )
    .await;
    load(
        &store,
        &release(Source::PtpPractitioner, "2024-07-01"),
        [ptp_row("0001U", "A4556", "2020-01-01", None, 0)],
    )
    .await;
    load_diagnoses(&store, "2024-10-01", &["M54.50"]).await;
    let name = Draft {
        section: "name".into(),
        markdown: "x".into(),
        sources: vec![],
        reviewed_on: day(TODAY),
    };
    store
        .save_articles(&cpt("99213"), vec![name], now())
        .await
        .unwrap();

    for known in ["97150", "G0283", "0001U", "A4556", "99213"] {
        assert!(
            store
                .is_known(&Code::parse_procedure(known).unwrap())
                .await
                .unwrap(),
            "{known}"
        );
    }
    assert!(store.is_known(&icd10cm("m5450")).await.unwrap());
    assert!(!store.is_known(&cpt("97151")).await.unwrap());
    assert!(!store.is_known(&icd10cm("M54.5")).await.unwrap());
}

async fn neighbours_stand_in_the_publishers_order_within_their_category(db: &TestDatabase) {
    let store = db.open().await;
    // The file's own order, with the categories around it.
    let block = [
        "M54", "M54.0", "M54.00", "M54.09", "M54.1", "M54.10", "M54.5", "M54.50", "M54.59", "M54.9",
    ];
    let others = ["M53", "M53.9", "M5A", "M60", "N54.1", "A00.0"];
    load_diagnoses(&store, "2024-10-01", &[&block[..], &others[..]].concat()).await;
    let neighbours = async |code, each| {
        store
            .list_neighbours(&icd10cm(code), day(TODAY), each)
            .await
            .unwrap()
    };

    assert_eq!(
        texts(&neighbours("M54.10", 3).await),
        ["M54.00", "M54.09", "M54.1", "M54.5", "M54.50", "M54.59"]
    );
    assert_eq!(texts(&neighbours("M54", 50).await), block[1..]);
    assert_eq!(texts(&neighbours("M54.9", 50).await), block[..9]);
    // A code that is not there has a place all the same.
    assert_eq!(texts(&neighbours("M54.2", 1).await), ["M54.10", "M54.5"]);
    assert_eq!(texts(&neighbours("M53.9", 9).await), ["M53"]);
    assert!(neighbours("A00.0", 9).await.is_empty());
    assert!(neighbours("M54.10", 0).await.is_empty());
}

async fn neighbours_of_a_procedure_code_are_the_codes_around_it(db: &TestDatabase) {
    let store = db.open().await;
    let codes = [
        "00100", "0001U", "97140", "97150", "97161", "99499", "G0283", "A4556",
    ];
    load(
        &store,
        &release(Source::MuePractitioner, "2024-07-01"),
        codes.map(|code| mue_row(code, 1)),
    )
    .await;
    let neighbours = async |code| {
        store
            .list_neighbours(&Code::parse_procedure(code).unwrap(), day(TODAY), 2)
            .await
            .unwrap()
    };
    assert_eq!(
        texts(&neighbours("97150").await),
        ["00100", "97140", "97161", "99499"]
    );
    assert_eq!(texts(&neighbours("00100").await), ["0001U", "97140", "97150"]);
    assert_eq!(texts(&neighbours("G0283").await), ["A4556"]);
}

async fn ended_and_future_codes_are_not_listed(db: &TestDatabase) {
    let store = db.open().await;
    load_diagnoses(&store, "2023-10-01", &["M54.0", "M54.1", "M54.5"]).await;
    load_diagnoses(&store, "2024-10-01", &["M54.0", "M54.2", "M54.5"]).await;
    let on = async |date| {
        let neighbours = store
            .list_neighbours(&icd10cm("M54.0"), day(date), 9)
            .await
            .unwrap();
        let listed = store
            .list_codes(CodeSystem::Icd10cm, "M54.", "", day(date), 9)
            .await
            .unwrap();
        assert_eq!(texts(&listed)[1..], texts(&neighbours));
        texts(&neighbours).join(" ")
    };
    assert_eq!(on("2023-10-01").await, "M54.1 M54.5");
    assert_eq!(on("2024-09-30").await, "M54.1 M54.5");
    assert_eq!(on("2024-10-01").await, "M54.2 M54.5");
    // Ended codes stay known, and so do their pages.
    assert!(store.is_known(&icd10cm("M54.1")).await.unwrap());
    assert!(
        store
            .list_codes(CodeSystem::Icd10cm, "", "", day("2023-09-30"), 9)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_list_goes_on_after_its_last_code(db: &TestDatabase) {
    let store = db.open().await;
    let codes = ["A00", "M53.9", "M54", "M54.0", "M54.1", "M54.5", "M54.50", "M60"];
    load_diagnoses(&store, "2024-10-01", &codes).await;
    let page = async |prefix, after| {
        let links = store
            .list_codes(CodeSystem::Icd10cm, prefix, after, day(TODAY), 3)
            .await
            .unwrap();
        texts(&links).join(" ")
    };
    assert_eq!(page("", "").await, "A00 M53.9 M54");
    assert_eq!(page("", "M54").await, "M54.0 M54.1 M54.5");
    assert_eq!(page("", "M54.5").await, "M54.50 M60");
    assert_eq!(page("", "M60").await, "");
    assert_eq!(page("M54.", "").await, "M54.0 M54.1 M54.5");
    assert_eq!(page("M54.", "M54.5").await, "M54.50");
    assert_eq!(page("M", "M54.50").await, "M60");
    let below = async |code| store.count_codes_below(&icd10cm(code), day(TODAY)).await.unwrap();
    assert_eq!(below("M54").await, 4);
    assert_eq!(below("M54.5").await, 1);
    assert_eq!(below("M54.50").await, 0);
    for stranger in [
        "%",
        "M5_",
        "'",
        "\\",
        "~",
        "ä",
        "\0",
        "M54\0",
        &"M".repeat(10_000),
    ] {
        assert_eq!(page(stranger, "").await, "", "{stranger}");
    }
    assert!(
        store
            .list_codes(CodeSystem::Cpt, "", "", day(TODAY), 9)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn listed_codes_are_found_by_name(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::MuePractitioner, "2024-07-01"),
        [mue_row("97150", 1), mue_row("97140", 1)],
    )
    .await;
    load_diagnoses(&store, "2024-10-01", &["M54.50", "M54.51"]).await;
    let asked = [icd10cm("M54.50"), cpt("97150"), icd10cm("M54.59"), cpt("99999")];
    let found = store.list_named(&asked, day(TODAY)).await.unwrap();
    assert_eq!(texts(&found), ["97150", "M54.50"]);
    assert!(store.list_named(&[], day(TODAY)).await.unwrap().is_empty());
}

async fn a_code_without_a_title_is_listed_with_our_own_name(db: &TestDatabase) {
    let store = db.open().await;
    load(
        &store,
        &release(Source::MuePractitioner, "2024-07-01"),
        ["97140", "97150"].map(|c| mue_row(c, 1)),
    )
    .await;
    load(
        &store,
        &release(Source::CptDescriptors, "2024-01-01"),
        [code_row(&cpt("97161"), "Official")],
    )
    .await;
    let text = |section: &str, markdown: &str| Draft {
        section: section.into(),
        markdown: markdown.into(),
        sources: vec![],
        reviewed_on: day(TODAY),
    };
    for (code, name) in [("97150", "Group therapy"), ("97161", "Our own name")] {
        let drafts = vec![text("name", "Earlier name"), text("guidelines", "Not a name")];
        store.save_articles(&cpt(code), drafts, now()).await.unwrap();
        store
            .save_articles(&cpt(code), vec![text("name", name)], now())
            .await
            .unwrap();
    }
    let listed = store
        .list_codes(CodeSystem::Cpt, "", "", day(TODAY), 9)
        .await
        .unwrap();
    let told: Vec<_> = listed
        .iter()
        .map(|link| (link.code.as_str(), link.title.as_str(), link.billable))
        .collect();
    assert_eq!(
        told,
        [
            ("97140", "", None),
            ("97150", "Group therapy", None),
            ("97161", "Official", Some(true))
        ]
    );
}

async fn a_spelling_is_found_in_every_system_that_has_it(db: &TestDatabase) {
    let store = db.open().await;
    let pcs = Code::parse(CodeSystem::Icd10pcs, "M5450").unwrap();
    load(
        &store,
        &release(Source::Icd10cm, "2024-10-01"),
        [code_row(&icd10cm("M54.50"), "x"), code_row(&pcs, "y")],
    )
    .await;
    for spelling in ["m5450", " M5450 "] {
        assert_eq!(
            store.find_in_all_systems(spelling).await.unwrap(),
            [icd10cm("M54.50"), pcs.clone()]
        );
    }
    assert_eq!(
        store.find_in_all_systems("M54.50").await.unwrap(),
        [icd10cm("M54.50")]
    );
    for stranger in ["", "M54.5", "' OR 1=1 --", "97150\0", &"M".repeat(10_000)] {
        assert_eq!(store.find_in_all_systems(stranger).await.unwrap(), []);
    }
}

async fn codes_are_counted_by_system(db: &TestDatabase) {
    let store = db.open().await;
    assert_eq!(store.count_codes().await.unwrap(), []);
    load(
        &store,
        &release(Source::MuePractitioner, "2024-07-01"),
        ["97140", "97150", "G0283"].map(|c| mue_row(c, 1)),
    )
    .await;
    assert_eq!(
        store.count_codes().await.unwrap(),
        [(CodeSystem::Cpt, 2), (CodeSystem::Hcpcs, 1)]
    );
}

async fn codes_sort_by_byte_in_every_table(db: &TestDatabase) {
    db.open().await;
    if db.is_postgres() {
        let others = db
            .query(
                "SELECT table_name || '.' || column_name FROM information_schema.columns \
                 WHERE table_schema = 'public' AND column_name IN ('system', 'code', 'column1', 'column2') \
                 AND collation_name IS DISTINCT FROM 'C'",
            )
            .await;
        assert_eq!(others, Vec::<String>::new());
    } else {
        let others = db
            .query("SELECT name FROM sqlite_master WHERE sql LIKE '%COLLATE%'")
            .await;
        assert_eq!(others, Vec::<String>::new());
    }
}

async fn a_code_that_its_own_file_ends_is_known_and_not_listed(db: &TestDatabase) {
    let store = db.open().await;
    let hcpcs = |text| Code::parse(CodeSystem::Hcpcs, text).unwrap();
    let ends = |text, ended_on: Option<&str>| CodeRow {
        ended_on: ended_on.map(day),
        ..code_row(&hcpcs(text), &format!("Title of {text}"))
    };
    let rows = [
        ends("A4556", None),
        ends("A4557", Some("2019-12-31")),
        ends("A4558", Some("2018-12-31")),
    ];
    load(&store, &release(Source::Hcpcs, "2019-01-01"), rows).await;
    let on = async |date| {
        let listed = store
            .list_codes(CodeSystem::Hcpcs, "", "", day(date), 9)
            .await
            .unwrap();
        texts(&listed).join(" ")
    };
    assert_eq!(on("2019-12-31").await, "A4556 A4557");
    assert_eq!(on("2020-01-01").await, "A4556");
    // It keeps its page.
    assert!(store.is_known(&hcpcs("A4558")).await.unwrap());
    let versions = store.list_versions(&hcpcs("A4558")).await.unwrap();
    assert_eq!(versions[0].row.ended_on, Some(day("2018-12-31")));
    let near = store
        .list_neighbours(&hcpcs("A4558"), day("2020-01-01"), 9)
        .await
        .unwrap();
    assert_eq!(texts(&near), ["A4556"]);
}

async fn further_texts_and_attributes_count_by_day(db: &TestDatabase) {
    let store = db.open().await;
    let text = |number: &str, text: &str| DescriptorRow {
        code: cpt("97150"),
        number: number.into(),
        text: text.into(),
    };
    load(
        &store,
        &release(Source::CptMedium, "2025-01-01"),
        [text("", "Medium")],
    )
    .await;
    let clinician = [text("2", "Second"), text("1", "First")];
    load(&store, &release(Source::CptClinician, "2025-01-01"), clinician).await;
    load(
        &store,
        &release(Source::CptMedium, "2026-01-01"),
        [text("", "New medium")],
    )
    .await;
    let on = async |date| {
        let found = store.list_descriptors(&cpt("97150"), day(date)).await.unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|found| format!("{} {}", found.row.source, found.row.text))
            .collect();
        told.join(", ")
    };
    assert_eq!(on("2024-12-31").await, "");
    assert_eq!(
        on("2025-12-31").await,
        "cpt-clinician First, cpt-clinician Second, cpt-medium Medium"
    );
    assert!(on("2026-01-01").await.ends_with("cpt-medium New medium"));

    let codes = [("hcpcs", "E0100"), ("modifier", "GP")]
        .map(|(system, text)| Code::parse(CodeSystem::from_slug(system).unwrap(), text).unwrap());
    let attributes = |code: &Code| HcpcsAttributeRow {
        code: code.clone(),
        pricing: "32".into(),
        multiple_pricing: "A".into(),
        coverage_issues: String::new(),
        carriers_manual: String::new(),
        statute: String::new(),
        lab_certifications: String::new(),
        cross_references: "A4556 A4557".into(),
        coverage: "D".into(),
        asc_group: String::new(),
        processing_note: String::new(),
        betos: "D1E".into(),
        types_of_service: "P R".into(),
        anesthesia_units: String::new(),
        added_on: Some(day("1990-01-01")),
        effective_on: None,
        ended_on: None,
        action: "N".into(),
    };
    load_kinds!(
        store,
        &release(Source::Hcpcs, "2025-10-01"),
        codes.iter().map(|code| code_row(code, "x")),
        codes.iter().map(attributes),
    );
    let coverage = async |code, date| {
        let found = store.find_hcpcs_attributes(code, day(date)).await.unwrap();
        found.map(|found| (found.row.coverage, found.release.valid_from))
    };
    for code in &codes {
        let october = day("2025-10-01");
        assert_eq!(coverage(code, "2025-10-01").await, Some(("D".into(), october)));
        assert_eq!(coverage(code, "2025-09-30").await, None);
    }
    assert_eq!(coverage(&cpt("97150"), "2025-10-01").await, None);
    let added = async |date| store.list_hcpcs_added_on(day(date)).await.unwrap();
    assert_eq!(added("1990-01-01").await, codes);
    assert_eq!(added("1990-01-02").await, []);
}

/// From when to when a code stood as what, billable or not (`-`).
async fn stood(store: &Store, code: &str) -> Vec<String> {
    let versions = store.list_versions(&icd10cm(code)).await.unwrap();
    versions
        .iter()
        .map(|version| {
            let row = &version.row;
            let to = row.valid_to.map(|to| to.to_string()).unwrap_or_default();
            let mark = if row.billable { "" } else { " -" };
            format!(
                "{}–{to} {}{mark} ({})",
                row.valid_from, row.long_title, row.source
            )
        })
        .collect()
}

async fn listed(store: &Store, prefix: &str, on: &str) -> Vec<String> {
    let links = store
        .list_codes(CodeSystem::Icd10cm, prefix, "", day(on), 10)
        .await;
    let told = |link: &CodeLink| format!("{} {} {:?}", link.code, link.title, link.billable);
    links.unwrap().iter().map(told).collect()
}

async fn of_icd_10_cm_the_newer_of_order_file_and_tabular_list_answers(db: &TestDatabase) {
    let store = db.open().await;
    let header = |code: &str, title: &str| CodeRow {
        billable: false,
        ..code_row(&icd10cm(code), title)
    };
    let one = |code: &str, title: &str| code_row(&icd10cm(code), title);
    for (source, from, rows) in [
        (
            Source::Icd10cm,
            "2024-10-01",
            vec![
                one("G35", "Sclerosis of Sjogren"),
                one("G36", "Gone"),
                one("G37", "Old words"),
            ],
        ),
        (
            Source::Icd10cmTabular,
            "2025-04-01",
            vec![
                one("G35", "Sclerosis of Sjögren"),
                one("G36", "Gone"),
                one("G37", "Old words"),
            ],
        ),
        (
            Source::Icd10cmTabular,
            "2026-04-01",
            vec![
                header("G35", "Sclerosis of Sjögren"),
                one("G35.A", "Sclerosis, A"),
                one("G37", "New words"),
            ],
        ),
        (
            Source::Icd10cm,
            "2026-10-01",
            vec![
                header("G35", "Sclerosis of Sjogren"),
                one("G35.A", "Sclerosis, A"),
                one("G37", "Newest words"),
            ],
        ),
    ] {
        load(&store, &release(source, from), rows).await;
    }
    assert_eq!(
        stood(&store, "G35").await,
        [
            "2024-10-01–2026-04-01 Sclerosis of Sjogren (icd10cm)",
            "2026-04-01– Sclerosis of Sjögren - (icd10cm-tabular)"
        ]
    );
    assert_eq!(
        stood(&store, "G36").await,
        ["2024-10-01–2026-04-01 Gone (icd10cm)"]
    );
    assert_eq!(
        stood(&store, "G35.A").await,
        ["2026-04-01– Sclerosis, A (icd10cm-tabular)"]
    );
    assert_eq!(
        stood(&store, "G37").await,
        [
            "2024-10-01–2026-04-01 Old words (icd10cm)",
            "2026-04-01–2026-10-01 New words (icd10cm-tabular)",
            "2026-10-01– Newest words (icd10cm)"
        ]
    );
    assert_eq!(
        listed(&store, "G3", "2025-12-31").await,
        [
            "G35 Sclerosis of Sjögren Some(true)",
            "G36 Gone Some(true)",
            "G37 Old words Some(true)"
        ]
    );
    assert_eq!(
        listed(&store, "G3", "2026-04-01").await,
        [
            "G35 Sclerosis of Sjögren Some(false)",
            "G35.A Sclerosis, A Some(true)",
            "G37 New words Some(true)"
        ]
    );
    assert_eq!(
        listed(&store, "G37", "2026-10-01").await,
        ["G37 Newest words Some(true)"]
    );
    let mut titles = store.list_all_titles().await.unwrap();
    titles.sort_by_key(|title| (title.code.clone(), title.valid_from));
    let told: Vec<_> = titles.iter().map(|title| title.title.as_str()).collect();
    assert_eq!(
        told,
        [
            "Sclerosis of Sjogren",
            "Sclerosis of Sjögren",
            "Sclerosis, A",
            "Gone",
            "Old words",
            "New words",
            "Newest words"
        ]
    );
}

async fn a_code_that_the_tabular_list_never_named_is_the_order_files(db: &TestDatabase) {
    let store = db.open().await;
    load_diagnoses(&store, "2024-10-01", &["A00"]).await;
    load(
        &store,
        &release(Source::Icd10cmTabular, "2025-04-01"),
        [code_row(&icd10cm("B00"), "Listed")],
    )
    .await;
    assert_eq!(stood(&store, "A00").await, ["2024-10-01– Title of A00 (icd10cm)"]);
    assert_eq!(
        listed(&store, "", "2025-05-01").await,
        ["A00 Title of A00 Some(true)", "B00 Listed Some(true)"]
    );
}

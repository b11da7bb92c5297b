//! Loading exports of the Medicare Coverage Database, in miniature, into a SQLite database.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests look at the database from outside the store"
)]

mod miniature;

use codeset::release::Source;
use miniature::tables;
use releases::{ImportError, ImportOptions, ImportReport, import};
use sea_orm::{ColumnTrait, Database, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use std::io::{Cursor, Write};
use std::path::PathBuf;
use store::Store;
use store::entity::{
    contractor, coverage_code, coverage_contractor, coverage_document, coverage_group, coverage_link,
    jurisdiction,
};
use tempfile::TempDir;

/// A database of a test's own and a look into it.
struct Library {
    store: Store,
    db: DatabaseConnection,
    folder: TempDir,
}

impl Library {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db").display().to_string();
        let store = Store::open(&format!("sqlite:{path}")).await.unwrap();
        let db = Database::connect(format!("sqlite://{path}")).await.unwrap();
        Self { store, db, folder }
    }

    /// Imports a file with this content.
    async fn import(&self, name: &str, bytes: &[u8]) -> Result<ImportReport, ImportError> {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        import(&self.store, &path, &ImportOptions::at(now), &|_, _| {}).await
    }

    /// Why a file is refused.
    async fn refusal(&self, name: &str, bytes: &[u8]) -> String {
        self.import(name, bytes).await.unwrap_err().to_string()
    }

    /// Source and label of each loaded release.
    async fn releases(&self) -> Vec<(String, String)> {
        let releases = self.store.list_releases().await.unwrap();
        releases
            .into_iter()
            .map(|release| (release.source, release.label))
            .collect()
    }

    async fn documents(&self, source: Source) -> Vec<coverage_document::Model> {
        coverage_document::Entity::find()
            .filter(coverage_document::Column::Source.eq(source.slug()))
            .order_by_asc(coverage_document::Column::Document)
            .all(&self.db)
            .await
            .unwrap()
    }

    /// List, group, code and mark of each code that is in force on the last day.
    async fn codes(&self, source: Source) -> Vec<(String, i32, String, String)> {
        let rows = coverage_code::Entity::find()
            .filter(coverage_code::Column::Source.eq(source.slug()))
            .filter(coverage_code::Column::ValidTo.is_null())
            .all(&self.db)
            .await
            .unwrap();
        let mut codes: Vec<_> = rows
            .into_iter()
            .map(|row| (row.list, row.code_group, row.code, row.mark))
            .collect();
        codes.sort();
        codes
    }
}

/// The bytes of a zip.
fn zipped<B: AsRef<[u8]>>(members: &[(&str, B)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The tables of a family as bytes; an é is one of Windows-1252, as some are.
fn csvs(family: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = |text: String| {
        let mut bytes = Vec::new();
        for c in text.chars() {
            match c {
                'é' => bytes.push(0xe9),
                other => bytes.extend(other.to_string().bytes()),
            }
        }
        bytes
    };
    tables(family)
        .into_iter()
        .map(|(name, text)| (name, bytes(text)))
        .collect()
}

/// A table as text, changed by `change`.
fn changed(
    tables: &[(&'static str, Vec<u8>)],
    name: &str,
    change: impl Fn(&str) -> String,
) -> Vec<(&'static str, Vec<u8>)> {
    let mut tables = tables.to_vec();
    let (_, bytes) = tables.iter_mut().find(|(known, _)| *known == name).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let new = change(&text);
    assert_ne!(text, new, "{name} has changed");
    *bytes = new.into_bytes();
    tables
}

/// A zip as the publisher makes them: the tables in a zip of their own, beside a database and documents.
fn export(inner: &str, tables: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let mut members = tables.to_vec();
    members.push(("readme_first.txt", b"To view the database ...".to_vec()));
    zipped(&[
        (inner, zipped(&members)),
        ("database.mdb", b"\0\x01\0\0Standard Jet DB".to_vec()),
        ("data dictionary.pdf", b"%PDF-1.7".to_vec()),
        ("readme_first.txt", b"To view the database ...".to_vec()),
    ])
}

/// An LCD in the export of all, and not in the current one.
fn all_lcds() -> Vec<(&'static str, Vec<u8>)> {
    changed(&csvs("lcd"), "lcd.csv", |text| {
        let last = text.lines().last().unwrap();
        format!("{text}{}\r\n", last.replacen("34000,5,", "31000,2,", 1))
    })
}

fn all_data() -> Vec<u8> {
    zipped(&[
        ("all_lcd.zip", export("all_lcd_csv.zip", &all_lcds())),
        ("current_lcd.zip", export("current_lcd_csv.zip", &csvs("lcd"))),
        (
            "current_article.zip",
            export("current_article_csv.zip", &csvs("article")),
        ),
        ("ncd.zip", export("ncd_csv.zip", &csvs("ncd"))),
    ])
}

#[tokio::test]
async fn all_data_is_three_releases_each_of_its_last_change() {
    let library = Library::open().await;
    let report = library.import("all_data.zip", &all_data()).await.unwrap();
    let is = |source: Source, day: &str| (source.slug().to_owned(), day.to_owned());
    assert_eq!(
        library.releases().await,
        [
            is(Source::CoverageArticle, "2026-08-25"),
            is(Source::Lcd, "2026-08-27"),
            is(Source::Ncd, "2026-08-28"),
        ]
    );
    let skipped = |name: &str| {
        let found = report.skipped.iter().find(|skipped| skipped.name.contains(name));
        found.map(|skipped| skipped.reason.as_str())
    };
    assert_eq!(
        skipped("current_lcd.zip/current_lcd_csv.zip"),
        Some("the publisher's notes on the Medicare Coverage Database"),
    );
    assert!(report.skipped.iter().any(|skipped| {
        skipped.name == "current_lcd.zip/current_lcd_csv.zip"
            && skipped.reason == "more documents of the same kind are read from all_lcd.zip/all_lcd_csv.zip"
    }));
    assert!(skipped("database.mdb").is_some_and(|reason| reason.contains("Access database")));

    let lcds = library.documents(Source::Lcd).await;
    let names: Vec<_> = lcds.iter().map(|row| row.display.as_str()).collect();
    assert_eq!(
        names,
        ["L31000", "L33631", "L34000"],
        "all of them, and not the current ones alone"
    );
    assert_eq!(
        lcds[1].text,
        "It is covered when:\n1. one, \"quoted\",\n2. two.\nNot otherwise."
    );
    let articles = library.documents(Source::CoverageArticle).await;
    assert_eq!(
        (articles[0].kind.as_str(), articles[0].text.as_str()),
        ("Billing and Coding", "Café rules apply.")
    );
    let ncds = library.documents(Source::Ncd).await;
    assert_eq!(ncds[0].display, "240.4.10");
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(
        (ncds[1].ended_on, ncds[1].retired_on),
        (day("2021-01-01"), day("2021-01-01"))
    );

    // Again, nothing happens.
    assert!(library.import("again.zip", &all_data()).await.unwrap().was_loaded);
}

#[tokio::test]
async fn an_article_brings_its_lists_its_groups_and_its_relations() {
    let library = Library::open().await;
    let report = library
        .import(
            "current_article.zip",
            &export("current_article_csv.zip", &csvs("article")),
        )
        .await
        .unwrap();
    // Documents, codes and groups are counted; what belongs to them is not.
    assert_eq!(report.parts[0].counts.unwrap().read, 2 + 16 + 10);
    let codes = library.codes(Source::CoverageArticle).await;
    let is = |list: &str, group, code: &str, mark: &str| (list.into(), group, code.into(), mark.into());
    assert_eq!(
        codes,
        [
            is("bill", 1, "012x", ""),
            is("bill", 1, "013x", ""),
            is("hcpcs", 1, "97150", ""),
            is("hcpcs", 1, "G0283", ""),
            is("icd10-covered", 1, "M54.50", ""),
            is("icd10-covered", 1, "M54.59", "*"),
            is("icd10-covered", 2, "G80.0", ""),
            is("icd10-covered", 2, "XX000", ""),
            is("icd10-noncovered", 1, "R52", ""),
            is("icd10-noncovered", 1, "Z00.00", ""),
            is("icd10-pcs", 1, "0SRC0J9", ""),
            is("icd10-pcs", 1, "0SRD0J9", ""),
            is("modifier", 1, "GP", ""),
            is("modifier", 1, "KX", ""),
            is("revenue", 1, "0420", "B"),
            is("revenue", 1, "0429", "E"),
        ]
    );
    let groups = coverage_group::Entity::find()
        .filter(coverage_group::Column::List.eq("icd10-covered"))
        .order_by_asc(coverage_group::Column::CodeGroup)
        .all(&library.db)
        .await
        .unwrap();
    assert_eq!(
        groups[0].paragraph,
        "Back pain:\n- first,\n- second.\n* Only with a second code."
    );
    assert_eq!((groups.len(), groups[1].paragraph.as_str()), (2, ""));

    let links = coverage_link::Entity::find().all(&library.db).await.unwrap();
    let links: Vec<_> = links
        .iter()
        .map(|row| {
            (
                row.document,
                row.to_kind.as_str(),
                row.to_document,
                row.to_version,
            )
        })
        .collect();
    assert_eq!(
        links,
        [
            (53060, "article", 57000, 3),
            (53060, "lcd", 33631, 46),
            (53060, "ncd", 9001, 2),
            (57000, "ncd", 9001, 1),
        ]
    );
    let issuers = coverage_contractor::Entity::find()
        .all(&library.db)
        .await
        .unwrap();
    assert_eq!(
        issuers.iter().map(|row| row.contractor).collect::<Vec<_>>(),
        [900, 901]
    );
    let contractors = contractor::Entity::find().all(&library.db).await.unwrap();
    assert_eq!(contractors[0].name, "Invented & Sons, Inc.");
    // The article's release begins two days before that of the LCDs: one more state still counts.
    let states = jurisdiction::Entity::find().all(&library.db).await.unwrap();
    let states: Vec<_> = states.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, ["DN", "MA", "TX", "99"]);
}

#[tokio::test]
async fn the_next_week_ends_what_it_no_longer_lists() {
    let library = Library::open().await;
    let first = csvs("lcd");
    library
        .import("lcd.zip", &export("current_lcd_csv.zip", &first))
        .await
        .unwrap();
    let later = changed(&first, "lcd.csv", |text| {
        text.replace("2026-08-27 08:00:00", "2026-09-03 08:00:00")
    });
    let later = changed(&later, "lcd_x_hcpc_code.csv", |text| {
        text.replace("A4001", "A4002")
    });
    // The innermost zip alone will do.
    library
        .import("current_lcd_csv.zip", &zipped(&later))
        .await
        .unwrap();
    let codes: Vec<_> = library
        .codes(Source::Lcd)
        .await
        .into_iter()
        .map(|(_, _, code, _)| code)
        .collect();
    assert_eq!(codes, ["A4000", "A4002"]);
    let ended = coverage_code::Entity::find()
        .filter(coverage_code::Column::Code.eq("A4001"))
        .one(&library.db)
        .await
        .unwrap();
    assert_eq!(ended.unwrap().valid_to, "2026-09-03".parse().ok());
    // The state whose service ended in between is gone as well, and another one has begun.
    let states = jurisdiction::Entity::find()
        .filter(jurisdiction::Column::ValidTo.is_null())
        .all(&library.db)
        .await
        .unwrap();
    let states: Vec<_> = states.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, ["MA", "99", "Somewhere"]);
}

#[tokio::test]
async fn a_table_without_its_export_is_refused() {
    let library = Library::open().await;
    for (name, bytes) in csvs("lcd").iter().chain(&csvs("article")).chain(&csvs("ncd")) {
        let told = library.refusal(name, bytes).await;
        assert!(
            told.contains("a table of the Medicare Coverage Database: import the zip that it came in"),
            "{name}: {told}"
        );
    }
    for family in ["lcd", "article", "ncd"] {
        for (missing, _) in csvs(family) {
            let rest: Vec<_> = csvs(family)
                .into_iter()
                .filter(|(name, _)| *name != missing)
                .collect();
            let told = library.refusal("export.zip", &export("csv.zip", &rest)).await;
            assert!(
                told.contains(&format!("({missing} is missing)")) || rest.is_empty(),
                "{missing}: {told}"
            );
        }
    }
    let shared: Vec<_> = csvs("lcd")
        .into_iter()
        .filter(|(name, _)| !name.contains("lcd"))
        .collect();
    let told = library.refusal("shared.zip", &zipped(&shared)).await;
    assert!(
        told.starts_with(
            "shared.zip: the tables of the Medicare Coverage Database in \"shared.zip\" are not"
        ) && told.contains("not those of one kind of documents"),
        "{told}"
    );
    let mixed = [csvs("lcd"), csvs("ncd")].concat();
    assert!(
        library
            .refusal("mixed.zip", &zipped(&mixed))
            .await
            .contains("not those of one kind of documents")
    );
    let mut twice = csvs("ncd");
    twice.push(("ncd_trkg (2).csv", twice[0].1.clone()));
    assert!(
        library
            .refusal("twice.zip", &zipped(&twice))
            .await
            .contains("ncd_trkg.csv and ncd_trkg (2).csv are both ncd_trkg.csv")
    );
    assert_eq!(library.releases().await, []);
}

#[tokio::test]
async fn a_damaged_table_is_named_with_its_path_and_nothing_of_the_file_is_loaded() {
    let library = Library::open().await;
    let article = csvs("article");
    for (table, old, new, told) in [
        (
            "article_x_icd10_covered.csv",
            "53060,12,G80.0",
            "A53060,12,G80.0",
            "line 4, column article_id: \"A53060\" is not a whole number",
        ),
        (
            "article_x_icd10_covered.csv",
            "icd10_code_id",
            "icd9_code_id",
            "line 1: the header has no column \"icd10_code_id\"",
        ),
        (
            "contractor_jurisdiction.csv",
            "900,8,1,24,",
            "900,8,1,",
            "line 2: the row has 6 columns and the header 7",
        ),
        (
            "article_x_hcpc_modifier_group.csv",
            "57000,3,1",
            "53060,12,1",
            "line 3: group 1 of document 53060, version 12, is already on line 2",
        ),
    ] {
        let damaged = changed(&article, table, |text| text.replacen(old, new, 1));
        let all = zipped(&[
            ("ncd.zip", export("ncd_csv.zip", &csvs("ncd"))),
            ("current_article.zip", export("current_article_csv.zip", &damaged)),
        ]);
        let refused = library.refusal("all_data.zip", &all).await;
        let place = format!("current_article.zip/current_article_csv.zip/{table}, {told}");
        assert!(refused.starts_with(&place), "{refused}");
    }
    // A table cut short in a whole zip: its last row is not finished.
    let cut = changed(&csvs("ncd"), "ncd_trkg.csv", |text| {
        text[..text.len() - 20].to_owned()
    });
    let refused = library.refusal("ncd.zip", &export("ncd_csv.zip", &cut)).await;
    assert!(
        refused.starts_with("ncd_csv.zip/ncd_trkg.csv, line 5: the file ends in the middle of a row"),
        "{refused}"
    );
    // One without its dates.
    let undated = changed(&csvs("ncd"), "ncd_trkg.csv", |text| {
        text.replace("last_updt_tmstmp", "updated")
    });
    let refused = library.refusal("ncd.zip", &export("ncd_csv.zip", &undated)).await;
    assert!(
        refused.contains("the header has no column \"last_updt_tmstmp\""),
        "{refused}"
    );
    assert_eq!(library.releases().await, []);
}

#[tokio::test]
async fn hostile_archives_are_refused() {
    let library = Library::open().await;
    let whole = export("ncd_csv.zip", &csvs("ncd"));
    for end in [10, whole.len() / 2, whole.len() - 10] {
        let told = library.refusal("ncd.zip", &whole[..end]).await;
        assert!(told.contains("damaged or incomplete"), "{end}: {told}");
    }
    let mut climbing = csvs("ncd");
    climbing.push(("../lcd.csv", Vec::new()));
    let told = library
        .refusal("ncd.zip", &export("ncd_csv.zip", &climbing))
        .await;
    assert!(told.contains("points out of the archive"), "{told}");
    let deeper = zipped(&[("all.zip", all_data())]);
    assert!(
        library
            .refusal("x.zip", &deeper)
            .await
            .contains("nested too deep")
    );
    for bomb in ["<b>".repeat(500_000), format!("<p {}>", "a=1 ".repeat(100_000))] {
        let bombed = changed(&csvs("ncd"), "ncd_trkg.csv", |text| {
            text.replacen("<p>It was removed.</p>", &bomb, 1)
        });
        let told = library.refusal("ncd.zip", &export("ncd_csv.zip", &bombed)).await;
        assert!(
            told.contains("the row is longer than 1 MiB")
                || told.contains("grows")
                || told.contains("column indctn_lmtn: a tag or comment in it is longer than 256 KiB"),
            "{told}"
        );
    }
    assert_eq!(library.releases().await, []);
}

#[tokio::test]
async fn tables_are_told_by_their_captions_and_strangers_are_left_out() {
    let library = Library::open().await;
    // The names of two tables are exchanged, and a stranger lies beside them.
    let mut tables: Vec<(&str, Vec<u8>)> = csvs("lcd");
    for (name, _) in &mut tables {
        *name = match *name {
            "lcd.csv" => "contractor.csv",
            "contractor.csv" => "lcd.csv",
            other => other,
        };
    }
    tables.push(("foreign.csv", b"a,b\r\n1,2\r\n".to_vec()));
    tables.push((
        "lcd_x_requestor_letters.csv",
        b"33631,46,1,\"Somebody\"\r\n".to_vec(),
    ));
    let report = library.import("lcd.zip", &zipped(&tables)).await.unwrap();
    let reason = |name: &str| {
        let found = report.skipped.iter().find(|skipped| skipped.name == name);
        found.map(|skipped| skipped.reason.clone()).unwrap_or_default()
    };
    assert_eq!(reason("foreign.csv"), "not recognised");
    assert!(reason("lcd_x_requestor_letters.csv").contains("letters"));
    assert_eq!(library.documents(Source::Lcd).await.len(), 2);
}

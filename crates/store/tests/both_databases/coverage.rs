//! Coverage documents that list a code, as of a day.

use crate::common::{
    TestDatabase, cpt, day, document_row, icd10cm, listed_code, load_kinds, on_both_databases, release,
};
use codeset::Code;
use codeset::release::Source;
use codeset::rows::{
    ContractorRow, CoverageCodeRow, CoverageContractorRow, CoverageDocumentRow, CoverageGroupRow,
    CoverageLinkRow,
};
use store::Store;
use store::coverage::{ArticleList, Document, DocumentKey, Support};

on_both_databases! {
    a_document_counts_by_its_own_dates,
    a_document_counts_before_the_download_that_tells_of_it,
    the_last_version_that_counts_answers,
    what_a_later_download_leaves_out_had_ended_by_then,
    a_diagnosis_is_told_by_the_list_it_stands_in,
    contractors_are_named_once,
    related_documents_are_those_in_force,
    diagnoses_of_articles_are_listed_and_counted_by_article_and_group,
}

const ARTICLE: Source = Source::CoverageArticle;

fn key(source: Source, document: i32, version: i32) -> DocumentKey {
    DocumentKey {
        source: source.slug().into(),
        document,
        version,
    }
}

async fn listed(store: &Store, code: &Code, date: &str) -> String {
    let listings = store.list_coverage(code, day(date)).await.unwrap();
    let told: Vec<_> = listings
        .iter()
        .map(|listing| {
            let Document { display, version, .. } = &listing.document;
            format!("{display}/{version} {}", listing.list)
        })
        .collect();
    told.join(", ")
}

async fn a_document_counts_by_its_own_dates(db: &TestDatabase) {
    let store = db.open().await;
    let document = |number, ended_on: Option<&str>, retired_on: Option<&str>| CoverageDocumentRow {
        ended_on: ended_on.map(day),
        retired_on: retired_on.map(day),
        ..document_row(number, &format!("A{number}"), Some("2024-03-01"))
    };
    load_kinds!(
        store,
        &release(ARTICLE, "2024-01-01"),
        [
            document(1, None, None),
            document(2, Some("2024-05-31"), None),
            document(3, None, Some("2024-05-31")),
            document_row(4, "A4", None),
        ],
        [1, 2, 3, 4].map(|number| listed_code(number, "hcpcs", "97150")),
    );
    for (date, expected) in [
        ("2023-12-31", ""),
        ("2024-02-29", "A4/1 hcpcs"),
        ("2024-03-01", "A1/1 hcpcs, A2/1 hcpcs, A3/1 hcpcs, A4/1 hcpcs"),
        ("2024-05-30", "A1/1 hcpcs, A2/1 hcpcs, A3/1 hcpcs, A4/1 hcpcs"),
        ("2024-05-31", "A1/1 hcpcs, A2/1 hcpcs, A4/1 hcpcs"),
        ("2024-06-01", "A1/1 hcpcs, A4/1 hcpcs"),
    ] {
        assert_eq!(listed(&store, &cpt("97150"), date).await, expected, "{date}");
    }
    assert_eq!(listed(&store, &cpt("97140"), "2024-03-01").await, "");
}

async fn a_document_counts_before_the_download_that_tells_of_it(db: &TestDatabase) {
    let store = db.open().await;
    load_kinds!(
        store,
        &release(ARTICLE, "2026-08-30"),
        [document_row(1, "A1", Some("2019-10-01"))],
        [listed_code(1, "hcpcs", "97150")],
    );
    assert_eq!(listed(&store, &cpt("97150"), "2019-09-30").await, "");
    assert_eq!(listed(&store, &cpt("97150"), "2019-10-01").await, "A1/1 hcpcs");
    let listing = store
        .list_coverage(&cpt("97150"), day("2026-09-01"))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(listing.document.title, "Title of A1");
    assert_eq!(
        listing.document.release.label,
        "Local coverage articles of 2026-08-30"
    );
}

async fn the_last_version_that_counts_answers(db: &TestDatabase) {
    let store = db.open().await;
    let version = |version, effective: &str| CoverageDocumentRow {
        version,
        ..document_row(1, "A1", Some(effective))
    };
    let code = |version, code: &str| CoverageCodeRow {
        version,
        ..listed_code(1, "hcpcs", code)
    };
    load_kinds!(
        store,
        &release(ARTICLE, "2026-01-01"),
        [version(4, "2024-01-01"), version(5, "2025-01-01")],
        [code(4, "97150"), code(4, "97140"), code(5, "97150")],
    );
    assert_eq!(listed(&store, &cpt("97150"), "2024-12-31").await, "A1/4 hcpcs");
    assert_eq!(listed(&store, &cpt("97150"), "2025-01-01").await, "A1/5 hcpcs");
    // The later version no longer lists it.
    assert_eq!(listed(&store, &cpt("97140"), "2024-12-31").await, "A1/4 hcpcs");
    assert_eq!(listed(&store, &cpt("97140"), "2025-01-01").await, "");
}

async fn what_a_later_download_leaves_out_had_ended_by_then(db: &TestDatabase) {
    let store = db.open().await;
    let documents = [1, 2].map(|number| document_row(number, &format!("A{number}"), Some("2024-01-01")));
    let codes = [1, 2].map(|number| listed_code(number, "hcpcs", "97150"));
    load_kinds!(
        store,
        &release(ARTICLE, "2026-01-01"),
        documents.clone(),
        codes.clone()
    );
    load_kinds!(
        store,
        &release(ARTICLE, "2026-02-01"),
        documents[..1].iter().cloned(),
        codes[..1].iter().cloned()
    );
    assert_eq!(
        listed(&store, &cpt("97150"), "2026-01-31").await,
        "A1/1 hcpcs, A2/1 hcpcs"
    );
    assert_eq!(listed(&store, &cpt("97150"), "2026-02-01").await, "A1/1 hcpcs");
}

async fn a_diagnosis_is_told_by_the_list_it_stands_in(db: &TestDatabase) {
    let store = db.open().await;
    let marked = |group, mark: &str| CoverageCodeRow {
        group,
        mark: mark.into(),
        ..listed_code(1, "icd10-covered", "M54.50")
    };
    load_kinds!(
        store,
        &release(ARTICLE, "2026-01-01"),
        [1, 2].map(|number| document_row(number, &format!("A{number}"), Some("2024-01-01"))),
        [
            marked(1, ""),
            marked(2, "*"),
            listed_code(2, "icd10-noncovered", "M54.50"),
            listed_code(2, "hcpcs", "97150"),
        ],
    );
    let code = icd10cm("M54.50");
    assert_eq!(
        listed(&store, &code, "2026-01-01").await,
        "A1/1 icd10-covered, A2/1 icd10-noncovered"
    );
    let listings = store.list_coverage(&code, day("2026-01-01")).await.unwrap();
    assert_eq!(listings[0].mark, "*");
    // A list of procedures names no diagnosis that happens to be spelt like one.
    let pcs = Code::parse(codeset::CodeSystem::Icd10pcs, "97150").unwrap();
    assert_eq!(listed(&store, &pcs, "2026-01-01").await, "");
}

async fn contractors_are_named_once(db: &TestDatabase) {
    let store = db.open().await;
    let contractor = |number: i32, kind, name: &str| ContractorRow {
        contractor: number,
        kind,
        version: 1,
        number: format!("0{number}"),
        name: name.into(),
    };
    let of = |document, number, kind| CoverageContractorRow {
        document,
        version: 1,
        contractor: number,
        kind,
        contractor_version: 1,
    };
    load_kinds!(
        store,
        &release(ARTICLE, "2026-01-01"),
        [1, 2].map(|number| document_row(number, &format!("A{number}"), Some("2024-01-01"))),
        [
            contractor(361, 8, "Northern Administrators"),
            contractor(361, 9, "Northern Administrators"),
            contractor(140, 9, "Eastern Administrators"),
        ],
        [
            of(1, 361, 8),
            of(1, 361, 9),
            of(1, 140, 9),
            of(2, 140, 9),
            of(2, 999, 9)
        ],
    );
    let names = async |keys: &[DocumentKey], date| {
        let named = store.list_coverage_contractors(keys, day(date)).await.unwrap();
        let told: Vec<_> = named
            .iter()
            .map(|(key, name)| format!("{} {name}", key.document))
            .collect();
        told.join(", ")
    };
    let both = [key(ARTICLE, 1, 1), key(ARTICLE, 2, 1)];
    assert_eq!(
        names(&both, "2026-01-01").await,
        "1 Eastern Administrators, 1 Northern Administrators, 2 Eastern Administrators"
    );
    assert_eq!(names(&both[1..], "2024-01-01").await, "2 Eastern Administrators");
    assert_eq!(
        names(&[key(Source::Lcd, 1, 1), key(ARTICLE, 1, 2)], "2026-01-01").await,
        ""
    );
    assert_eq!(names(&[], "2026-01-01").await, "");
}

async fn related_documents_are_those_in_force(db: &TestDatabase) {
    let store = db.open().await;
    let link = |to_kind: &str, to_document| CoverageLinkRow {
        document: 1,
        version: 1,
        to_kind: to_kind.into(),
        to_document,
        to_version: 99,
    };
    load_kinds!(
        store,
        &release(ARTICLE, "2026-01-01"),
        [
            document_row(1, "A1", Some("2024-01-01")),
            document_row(2, "A2", Some("2024-01-01"))
        ],
        [link("lcd", 1), link("ncd", 1), link("article", 2), link("lcd", 7)],
    );
    for (source, display) in [(Source::Lcd, "L1"), (Source::Ncd, "240.4.1")] {
        load_kinds!(
            store,
            &release(source, "2026-01-01"),
            [
                document_row(1, display, Some("2025-01-01")),
                document_row(3, "other", Some("2024-01-01")),
            ],
        );
    }
    let related = async |keys: &[DocumentKey], date| {
        let related = store.list_related_coverage(keys, day(date)).await.unwrap();
        let told: Vec<_> = related.iter().map(|document| document.display.clone()).collect();
        told.join(", ")
    };
    let article = [key(ARTICLE, 1, 1)];
    assert_eq!(related(&article, "2025-01-01").await, "L1, 240.4.1");
    assert_eq!(related(&article, "2024-12-31").await, "");
    assert_eq!(related(&[key(ARTICLE, 2, 1)], "2025-01-01").await, "");
    assert_eq!(related(&[], "2025-01-01").await, "");
}

async fn diagnoses_of_articles_are_listed_and_counted_by_article_and_group(db: &TestDatabase) {
    let store = db.open().await;
    let again = CoverageCodeRow {
        group: 2,
        mark: "*".into(),
        ..listed_code(1, "icd10-covered", "M54.50")
    };
    load_kinds!(
        store,
        &release(ARTICLE, "2026-01-01"),
        [1, 2].map(|number| document_row(number, &format!("A{number}"), Some("2024-01-01"))),
        [
            listed_code(1, "icd10-covered", "M54.51"),
            listed_code(1, "icd10-covered", "M54.50"),
            again,
            listed_code(2, "icd10-covered", "M54.50"),
            listed_code(2, "icd10-noncovered", "R52"),
        ],
        [
            group(1, "icd10-covered", 2, "Only with a second code."),
            group(1, "icd10-covered", 1, ""),
            group(2, "hcpcs", 1, "For therapy:"),
        ],
    );
    let said = async |list| {
        let keys = [key(ARTICLE, 1, 1), key(ARTICLE, 2, 1)];
        let groups = store
            .list_article_groups(&keys, list, day("2026-01-01"))
            .await
            .unwrap();
        let told = groups
            .iter()
            .map(|said| format!("{}.{} {}", said.document, said.code_group, said.paragraph));
        told.collect::<Vec<_>>()
    };
    let covered = ArticleList::Diagnoses(Support::Covered);
    assert_eq!(said(covered).await, ["1.2 Only with a second code."]);
    assert_eq!(said(ArticleList::Services).await, ["2.1 For therapy:"]);
    let found = async |keys: &[DocumentKey], support, limit| {
        let found = store
            .list_article_codes(keys, ArticleList::Diagnoses(support), day("2026-01-01"), limit)
            .await
            .unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|found| {
                let (code, article, group) = (&found.code, found.document, found.code_group);
                format!("{code} in {article}.{group}{}", found.mark)
            })
            .collect();
        told.join(", ")
    };
    let count = async |keys: &[DocumentKey], support| {
        store
            .count_article_codes(keys, ArticleList::Diagnoses(support), day("2026-01-01"))
            .await
            .unwrap()
    };
    let both = [key(ARTICLE, 1, 1), key(ARTICLE, 2, 1)];
    assert_eq!(
        found(&both, Support::Covered, 9).await,
        "M54.50 in 1.1, M54.50 in 1.2*, M54.50 in 2.1, M54.51 in 1.1"
    );
    assert_eq!(found(&both, Support::Covered, 1).await, "M54.50 in 1.1");
    assert_eq!(count(&both, Support::Covered).await, 4);
    assert_eq!(found(&both, Support::NotCovered, 9).await, "R52 in 2.1");
    assert_eq!(count(&both[..1], Support::NotCovered).await, 0);
    assert_eq!(found(&[], Support::Covered, 9).await, "");
    assert_eq!(count(&[], Support::Covered).await, 0);
}

fn group(document: i32, list: &str, group: i32, paragraph: &str) -> CoverageGroupRow {
    CoverageGroupRow {
        document,
        version: 1,
        list: list.into(),
        group,
        paragraph: paragraph.into(),
    }
}

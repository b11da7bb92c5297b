//! Rows, releases and people to test with.

use codeset::access::Plan;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{
    AddOnRow, CodeRow, ConversionFactorRow, CoverageCodeRow, CoverageDocumentRow, FeeRow, GemRow,
    IcdBlockRow, MueRow, PtpRow, TabularNoteRow,
};
use codeset::{Code, CodeSystem, NaiveDate};
use sea_orm::prelude::DateTimeUtc;
use store::Store;
use store::accounts::NewAccount;
use store::release_load::{DatedRow, FileStamp, LoadCounts, ReleaseLoad};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn time(text: &str) -> DateTimeUtc {
    text.parse().unwrap()
}

pub fn now() -> DateTimeUtc {
    time("2026-11-23T10:00:00Z")
}

/// The first day of the window that [`now`] lies in.
pub fn this_month() -> NaiveDate {
    day("2026-11-01")
}

pub fn cpt(text: &str) -> Code {
    Code::parse(CodeSystem::Cpt, text).unwrap()
}

pub fn icd10cm(text: &str) -> Code {
    Code::parse(CodeSystem::Icd10cm, text).unwrap()
}

/// A CPT code for each number.
pub fn nth_code(n: usize) -> Code {
    cpt(&format!("{:05}", 10_000 + n))
}

pub fn release(source: Source, valid_from: &str) -> ReleaseInfo {
    ReleaseInfo::new(source, format!("{source} of {valid_from}"), day(valid_from))
}

pub fn stamp() -> FileStamp {
    FileStamp {
        name: "file.zip".into(),
        sha256: "00".repeat(32),
        imported_at: now(),
        licence_holder: None,
    }
}

/// Loads one release as a file of its own.
pub async fn load<R: DatedRow>(
    store: &Store,
    info: &ReleaseInfo,
    rows: impl IntoIterator<Item = R>,
) -> LoadCounts {
    let mut load = store.load(stamp()).await.unwrap();
    let counts = load_release(&mut load, info, rows).await.unwrap();
    load.commit().await.unwrap();
    counts
}

/// Loads a fee schedule with its conversion factor.
pub async fn load_fees(
    store: &Store,
    info: &ReleaseInfo,
    fees: Vec<FeeRow>,
    factor: (&str, i32),
) -> LoadCounts {
    let mut load = store.load(stamp()).await.unwrap();
    let mut release = load.begin(info).await.unwrap().unwrap();
    for fee in fees {
        release.push(fee).await.unwrap();
    }
    let (kind, factor) = (factor.0.to_owned(), factor.1);
    release.push(ConversionFactorRow { kind, factor }).await.unwrap();
    let counts = release.finish().await.unwrap();
    load.commit().await.unwrap();
    counts
}

/// Loads one release with rows of several kinds, each an iterable, as a file of its own.
macro_rules! load_kinds {
    ($store:expr, $info:expr, $($rows:expr),+ $(,)?) => {{
        let mut load = $store.load($crate::common::stamp()).await.unwrap();
        let mut release = load.begin($info).await.unwrap().unwrap();
        $(for row in $rows {
            release.push(row).await.unwrap();
        })+
        release.finish().await.unwrap();
        load.commit().await.unwrap();
    }};
}
pub(crate) use load_kinds;

/// Loads one release of a file; `None` when a later edition of it is loaded.
pub async fn load_release<R: DatedRow>(
    load: &mut ReleaseLoad,
    info: &ReleaseInfo,
    rows: impl IntoIterator<Item = R>,
) -> Option<LoadCounts> {
    let mut release = load.begin(info).await.unwrap()?;
    for row in rows {
        release.push(row).await.unwrap();
    }
    Some(release.finish().await.unwrap())
}

pub fn code_row(code: &Code, title: &str) -> CodeRow {
    CodeRow {
        code: code.clone(),
        position: 1,
        billable: true,
        short_title: None,
        long_title: title.into(),
        ended_on: None,
    }
}

pub fn fee_row(code: &str, modifier: &str, work: i32) -> FeeRow {
    FeeRow {
        code: Code::parse_procedure(code).unwrap(),
        modifier: modifier.into(),
        status: "A".into(),
        work,
        pe_nonfacility: 31,
        na_nonfacility: false,
        pe_facility: 31,
        na_facility: true,
        mp: 1,
        total_nonfacility: work + 32,
        total_facility: work + 32,
        pctc: "0".into(),
        global_days: "XXX".into(),
        pre_op: 0,
        intra_op: 0,
        post_op: 0,
        multiple: "5".into(),
        bilateral: "0".into(),
        assistant: "0".into(),
        cosurgeon: "0".into(),
        team: "0".into(),
        endoscopic_base: String::new(),
        supervision: "09".into(),
        imaging_family: "99".into(),
    }
}

pub fn mue_row(code: &str, units: i32) -> MueRow {
    MueRow {
        code: Code::parse_procedure(code).unwrap(),
        units,
        mai: 2,
        rationale: "CMS Policy".into(),
    }
}

pub fn ptp_row(
    column1: &str,
    column2: &str,
    effective: &str,
    deleted: Option<&str>,
    indicator: i32,
) -> PtpRow {
    PtpRow {
        column1: Code::parse_procedure(column1).unwrap(),
        column2: Code::parse_procedure(column2).unwrap(),
        before_1996: false,
        effective: day(effective),
        occurrence: 0,
        deleted: deleted.map(day),
        indicator,
        rationale: "Misuse of Column Two code with Column One code".into(),
    }
}

/// Version 1 of a document, which counts from a day.
pub fn document_row(document: i32, display: &str, effective_on: Option<&str>) -> CoverageDocumentRow {
    CoverageDocumentRow {
        document,
        version: 1,
        display: display.into(),
        title: format!("Title of {display}"),
        status: "A".into(),
        kind: String::new(),
        effective_on: effective_on.map(day),
        ended_on: None,
        retired_on: None,
        text: "A long text".into(),
        updated_on: None,
    }
}

/// A code in the first group of a list of version 1.
pub fn listed_code(document: i32, list: &str, code: &str) -> CoverageCodeRow {
    CoverageCodeRow {
        document,
        version: 1,
        list: list.into(),
        group: 1,
        code: code.into(),
        mark: String::new(),
    }
}

pub fn add_on_row(add_on: &str, primary: Option<&str>, edit_type: i32) -> AddOnRow {
    AddOnRow {
        add_on: Code::parse_procedure(add_on).unwrap(),
        primary: primary.map(|code| Code::parse_procedure(code).unwrap()),
        edit_type,
        effective: None,
        deleted: None,
    }
}

pub fn note_row(place: &str, kind: &str, text: &str, position: i32) -> TabularNoteRow {
    TabularNoteRow {
        place: place.into(),
        kind: kind.into(),
        text: text.into(),
        position,
    }
}

/// A block with its categories, or without a chapter above it a chapter.
pub fn block_row(place: &str, chapter: &str, range: (&str, &str), categories: &str) -> IcdBlockRow {
    let (first, last) = range;
    IcdBlockRow {
        place: place.into(),
        chapter: chapter.into(),
        title: format!("Title of {place}"),
        first: first.into(),
        last: last.into(),
        categories: categories.into(),
    }
}

pub fn gem_row(from: &str, to: &str) -> GemRow {
    GemRow {
        from_code: from.into(),
        to_code: to.into(),
        scenario: 0,
        choice: 0,
        approximate: true,
        no_map: false,
        combination: false,
    }
}

/// A new visitor's reader.
pub async fn visitor(store: &Store, token: &str) -> i64 {
    store.create_visitor(token.into(), now()).await.unwrap()
}

/// A free account without a guest's past.
pub fn new_account(email: &str) -> NewAccount {
    NewAccount {
        email: email.into(),
        password_hash: "$argon2id$…".into(),
        plan: Plan::Free,
        visitor_reader: None,
        window_start: this_month(),
        now: now(),
    }
}

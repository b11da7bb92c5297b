//! Rows, releases and people to test with.

use codeset::access::Plan;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{CodeRow, ConversionFactorRow, FeeRow, MueRow, PtpRow};
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

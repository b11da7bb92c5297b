//! A database of a test's own, and asking it.

use case2code::Case2Code;
use case2code::life::{Settings, State};
use casepilot::answer::{Answer, Role};
use casepilot::event::Event;
use casepilot::topic::Topic;
use casepilot::{Ask, CasePilot};
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{CodeRow, ConversionFactorRow, FeeRow, GpciRow, MueRow, PtpRow};
use codeset::{Code, CodeSystem, NaiveDate};
use std::sync::Mutex;
use store::Store;
use store::release_load::FileStamp;

/// The day of most questions.
pub const TODAY: &str = "2026-04-15";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn procedure(text: &str) -> Code {
    Code::parse_procedure(text).unwrap()
}

/// A database and what answers out of it.
pub struct World {
    pub store: Store,
    pub pilot: CasePilot,
    search: Case2Code,
    _folder: tempfile::TempDir,
}

/// How a question is asked.
#[derive(Default)]
pub struct Way<'a> {
    pub about: Option<Code>,
    pub on: Option<NaiveDate>,
    pub zip: Option<&'a str>,
    pub before: Option<&'a Topic>,
    /// Codes whose rows the reader may see; all without any list.
    pub sees: Option<&'a [Code]>,
    pub is_guest: bool,
}

/// Loads one release with rows of one kind or several.
macro_rules! load {
    ($store:expr, $source:expr, $from:expr, $($rows:expr),+ $(,)?) => {{
        let mut load = $store.load($crate::world::stamp($source, $from)).await.unwrap();
        let info = ReleaseInfo::new($source, format!("of {}", $from), $crate::world::day($from));
        let mut release = load.begin(&info).await.unwrap().unwrap();
        $(for row in $rows {
            release.push(row).await.unwrap();
        })+
        release.finish().await.unwrap();
        load.commit().await.unwrap();
    }};
}
pub(crate) use load;

pub fn stamp(source: Source, from: &str) -> FileStamp {
    FileStamp {
        name: format!("{}.csv", source.slug()),
        sha256: format!("{} {from}", source.slug()),
        imported_at: Default::default(),
        licence_holder: None,
    }
}

impl World {
    /// An empty database.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("world.db").display());
        let store = Store::open(&address).await.unwrap();
        let search = Case2Code::new(store.clone(), Settings::default());
        Self {
            pilot: CasePilot::new(store.clone(), search.clone()),
            store,
            search,
            _folder: folder,
        }
    }

    /// A few real rows of therapy, with a diagnosis.
    pub async fn of_therapy() -> Self {
        let world = Self::new().await;
        let fees = [
            fee("97110", 45, 39, 1),
            fee("97140", 43, 38, 1),
            fee("97150", 29, 24, 1),
            fee("99213", 130, 138, 10),
        ];
        load!(world.store, Source::Mpfs, "2025-10-01", fees, [factor(323_465)]);
        load!(
            world.store,
            Source::Gpci,
            "2025-01-01",
            [locality("13202", "01", "NY", "MANHATTAN", [1070, 1180, 1640])]
        );
        load!(
            world.store,
            Source::MuePractitioner,
            "2026-04-01",
            [mue("97150", 1, 3), mue("97110", 6, 3)]
        );
        load!(
            world.store,
            Source::PtpPractitioner,
            "2024-07-01",
            [
                pair("97150", "97110", 1, "2020-10-01"),
                pair("97140", "97150", 0, "2020-01-01"),
            ]
        );
        load!(
            world.store,
            Source::Icd10cm,
            "2025-10-01",
            [
                diagnosis("M54.5", "Low back pain", false),
                diagnosis("M54.50", "Low back pain, unspecified", true),
            ]
        );
        world
    }

    /// Asks as a member does.
    pub async fn ask(&self, text: &str) -> Answer {
        self.ask_so(text, &Way::default()).await
    }

    /// Asks in some way.
    pub async fn ask_so(&self, text: &str, way: &Way<'_>) -> Answer {
        self.events(text, way).await.1
    }

    /// Asks, with what was heard on the way.
    pub async fn events(&self, text: &str, way: &Way<'_>) -> (Vec<Event>, Answer) {
        // A busy machine prepares the search longer than a reader waits for it.
        while let State::Building(_) = self.search.state().await.unwrap() {}
        let heard = Mutex::new(Vec::new());
        let answer = self
            .pilot
            .answer(Ask {
                text,
                about: way.about.clone(),
                on: way.on,
                today: day(TODAY),
                zip: way.zip,
                before: way.before,
                shows: &|code: &Code| !way.is_guest && way.sees.is_none_or(|codes| codes.contains(code)),
                has_account: !way.is_guest,
                tell: &|event| heard.lock().unwrap().push(event),
            })
            .await
            .unwrap();
        (heard.into_inner().unwrap(), answer)
    }
}

/// All sentences of an answer.
pub fn said(answer: &Answer) -> String {
    let sentences: Vec<&str> = answer
        .sentences
        .iter()
        .map(|sentence| sentence.text.as_str())
        .collect();
    sentences.join("\n")
}

/// The verdicts of an answer.
pub fn verdict(answer: &Answer) -> String {
    let verdicts: Vec<&str> = answer
        .sentences
        .iter()
        .filter(|sentence| sentence.role == Role::Verdict)
        .map(|sentence| sentence.text.as_str())
        .collect();
    verdicts.join("\n")
}

/// A row of the fee schedule that pays by its relative values, the same in a facility and outside one.
pub fn fee(code: &str, work: i32, pe: i32, mp: i32) -> FeeRow {
    FeeRow {
        code: procedure(code),
        modifier: String::new(),
        status: "A".into(),
        work,
        pe_nonfacility: pe,
        na_nonfacility: false,
        pe_facility: pe,
        na_facility: false,
        mp,
        total_nonfacility: work + pe + mp,
        total_facility: work + pe + mp,
        pctc: "0".into(),
        global_days: "XXX".into(),
        pre_op: 0,
        intra_op: 0,
        post_op: 0,
        multiple: "0".into(),
        bilateral: "0".into(),
        assistant: "0".into(),
        cosurgeon: "0".into(),
        team: "0".into(),
        endoscopic_base: String::new(),
        supervision: "09".into(),
        imaging_family: "99".into(),
    }
}

pub fn factor(factor: i32) -> ConversionFactorRow {
    ConversionFactorRow {
        kind: "physician".into(),
        factor,
    }
}

pub fn locality(mac: &str, number: &str, state: &str, name: &str, [work, pe, mp]: [i32; 3]) -> GpciRow {
    GpciRow {
        mac: mac.into(),
        locality: number.into(),
        state: state.into(),
        name: name.into(),
        work,
        pe,
        mp,
    }
}

pub fn mue(code: &str, units: i32, mai: i32) -> MueRow {
    MueRow {
        code: procedure(code),
        units,
        mai,
        rationale: "Clinical: Data".into(),
    }
}

pub fn pair(column1: &str, column2: &str, indicator: i32, effective: &str) -> PtpRow {
    PtpRow {
        column1: procedure(column1),
        column2: procedure(column2),
        before_1996: false,
        effective: day(effective),
        occurrence: 0,
        deleted: None,
        indicator,
        rationale: "Misuse of Column Two code with Column One code".into(),
    }
}

pub fn diagnosis(code: &str, title: &str, billable: bool) -> CodeRow {
    CodeRow {
        code: Code::parse(CodeSystem::Icd10cm, code).unwrap(),
        position: 1,
        billable,
        short_title: None,
        long_title: title.into(),
        ended_on: None,
    }
}

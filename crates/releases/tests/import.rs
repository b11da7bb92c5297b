//! Loading the publishers' own files into a SQLite database, where these are at hand (`RELEASES_DIR`, or
//! `../shared/data` beside the workspace). They are not part of the project.
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

mod release_folder;

use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate};
use release_folder::release_folder;
use releases::{ImportError, ImportOptions, ImportReport, import};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use store::Store;
use store::entity::fee;
use store::release_load::LoadCounts;
use store::releases::Released;
use tempfile::TempDir;

const OCTOBER: &str = "pfs/rvu25d.zip";
const JANUARY: &str = "pfs/rvu25a-updated-01_10_2025.zip";

/// A database of a test's own, and the folder of release files.
struct Library {
    store: Store,
    files: PathBuf,
    folder: TempDir,
}

impl Library {
    /// `None`, said aloud, where there are no release files.
    async fn open() -> Option<Self> {
        let files = release_folder()?;
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        Some(Self {
            store: Store::open(&address).await.unwrap(),
            files,
            folder,
        })
    }

    async fn import(&self, path: &Path) -> Result<ImportReport, ImportError> {
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        import(&self.store, path, &ImportOptions::at(now), &|_, _| {}).await
    }

    /// Loads an official file and returns what happened to the rows of each source.
    async fn load(&self, file: &str) -> Vec<(Source, LoadCounts)> {
        let report = self.import(&self.files.join(file)).await.unwrap();
        assert!(!report.was_loaded);
        report
            .parts
            .into_iter()
            .map(|part| (part.info.source, part.counts.unwrap()))
            .collect()
    }

    /// The fee schedule's row of a whole service on a day.
    async fn fee(&self, code: &str, on: &str) -> Released<fee::Model> {
        let mut fees = self.store.list_fees(code, day(on)).await.unwrap();
        assert_eq!(fees.len(), 1, "{code} on {on}");
        fees.remove(0)
    }

    /// Everything that can be told apart of the state: the releases, and a code's row on many days.
    async fn state(&self) -> String {
        let mut state = format!("{:?}", self.store.list_releases().await.unwrap());
        for on in [
            "2024-12-31",
            "2025-01-01",
            "2025-09-30",
            "2025-10-01",
            "2026-11-23",
        ] {
            state += &format!("{:?}", self.store.list_fees("97150", day(on)).await.unwrap());
            state += &format!("{}", self.store.count_gpcis(day(on)).await.unwrap());
        }
        state
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn icd10cm(text: &str) -> Code {
    Code::parse(CodeSystem::Icd10cm, text).unwrap()
}

/// A zip's member as text.
fn member(zip: &Path, name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[tokio::test]
async fn the_fee_schedule_of_october_2025_is_loaded_once() {
    let Some(library) = Library::open().await else {
        return;
    };
    let counts = library.load(OCTOBER).await;
    let loaded = |source| counts.iter().find(|(known, _)| *known == source).unwrap().1;
    for (source, rows) in [
        (Source::Mpfs, 19_090),
        (Source::Gpci, 109),
        (Source::Locality, 109),
        (Source::Anesthesia, 109),
        (Source::OppsCap, 16_100),
    ] {
        let all_new = LoadCounts {
            read: rows,
            added: rows,
            closed: 0,
            unchanged: 0,
        };
        assert_eq!(loaded(source), all_new, "{source}");
    }
    assert_eq!(library.store.count_gpcis(day("2025-10-01")).await.unwrap(), 109);

    let fee = library.fee("97150", "2025-10-01").await;
    assert_eq!(
        (
            fee.release.label.as_str(),
            fee.release.file_name.as_str(),
            fee.release.rows_read
        ),
        ("2025 October", "rvu25d.zip", 19_090)
    );
    let row = fee.row;
    assert_eq!(
        (
            row.status.as_str(),
            row.work,
            row.pe_nonfacility,
            row.pe_facility,
            row.mp
        ),
        ("A", 29, 24, 24, 1)
    );
    assert_eq!((row.total_nonfacility, row.total_facility), (54, 54));
    assert_eq!((row.na_nonfacility, row.na_facility), (false, true));
    assert_eq!(
        (
            row.pctc.as_str(),
            row.global_days.as_str(),
            row.multiple.as_str(),
            row.supervision.as_str()
        ),
        ("7", "XXX", "5", "09")
    );
    let factors = library
        .store
        .list_conversion_factors(day("2025-10-01"))
        .await
        .unwrap();
    assert_eq!(factors.len(), 1);
    assert_eq!(
        (factors[0].row.kind.as_str(), factors[0].row.factor),
        ("physician", 323_465)
    );
    assert!(
        library
            .store
            .list_fees("97150", day("2025-09-30"))
            .await
            .unwrap()
            .is_empty()
    );

    let before = library.state().await;
    let again = library.import(&library.files.join(OCTOBER)).await.unwrap();
    assert!(again.was_loaded && again.parts.is_empty());
    let renamed = library.folder.path().join("renamed.zip");
    std::fs::copy(library.files.join(OCTOBER), &renamed).unwrap();
    assert!(
        library.import(&renamed).await.unwrap().was_loaded,
        "the same bytes by another name"
    );
    assert_eq!(library.state().await, before);
}

#[tokio::test]
async fn zip_codes_and_outpatient_payments_are_loaded() {
    let Some(library) = Library::open().await else {
        return;
    };
    for (file, source, rows) in [
        (
            "pfs/zip-carrier-locality-oct-2025.zip",
            Source::ZipLocality,
            42_956,
        ),
        (
            "opps/2023_January_Web_Addendum_B.12212022.xlsx",
            Source::OppsAddendumB,
            17_559,
        ),
    ] {
        let loaded = library.load(file).await;
        let told: Vec<_> = loaded
            .iter()
            .map(|(source, counts)| (*source, counts.added))
            .collect();
        assert_eq!(told, [(source, rows)]);
    }
}

#[tokio::test]
async fn an_older_release_loaded_later_takes_its_own_place() {
    let Some(library) = Library::open().await else {
        return;
    };
    library.load(OCTOBER).await;
    library.load(JANUARY).await;
    // A row that changed, in the file that came first as in the one that came later.
    let january = (
        "2025 January".to_owned(),
        9_047,
        day("2025-01-01"),
        Some(day("2025-10-01")),
    );
    let october = ("2025 October".to_owned(), 17_953, day("2025-10-01"), None);
    for (on, span) in [
        ("2025-01-01", &january),
        ("2025-09-30", &january),
        ("2025-10-01", &october),
        ("2026-11-23", &october),
    ] {
        let fee = library.fee("0446T", on).await;
        let found = (
            fee.release.label,
            fee.row.pe_nonfacility,
            fee.row.valid_from,
            fee.row.valid_to,
        );
        assert_eq!(&found, span, "on {on}");
    }
    // A row that did not change is one span; a code that came or went has the days of its release alone.
    let same = library.fee("97150", "2025-10-01").await;
    assert_eq!(
        (same.row.valid_from, same.row.valid_to),
        (day("2025-01-01"), None)
    );
    for (code, on, is_listed) in [
        ("0948T", "2025-09-30", false),
        ("0948T", "2025-10-01", true),
        ("M1389", "2025-09-30", true),
        ("M1389", "2025-10-01", false),
    ] {
        let fees = library.store.list_fees(code, day(on)).await.unwrap();
        assert_eq!(!fees.is_empty(), is_listed, "{code} on {on}");
    }
    let on = async |text| library.store.find_release(Source::Mpfs, day(text)).await.unwrap();
    assert_eq!(on("2025-10-01").await.unwrap().label, "2025 October");
    assert_eq!(on("2025-09-30").await.unwrap().label, "2025 January");
    assert_eq!(on("2024-12-31").await, None);
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_refused_with_its_line_and_nothing_is_changed() {
    let Some(library) = Library::open().await else {
        return;
    };
    library.load(OCTOBER).await;
    let before = library.state().await;
    let zip = library.files.join(JANUARY);
    let whole = member(&zip, "PPRRVU25_JAN.csv");
    let cut = &whole[..whole.len() / 2];
    let line = cut.split(|byte| *byte == b'\n').count();

    let path = library.folder.path().join("PPRRVU25_JAN.csv");
    std::fs::write(&path, cut).unwrap();
    let error = library.import(&path).await.unwrap_err().to_string();
    assert!(
        error.starts_with(&format!("PPRRVU25_JAN.csv, line {line}")),
        "{error}"
    );
    assert_eq!(library.state().await, before);

    // A good file that is read before the bad one in the same zip is not loaded either.
    let indices = String::from_utf8(member(&zip, "GPCI2025.csv")).unwrap();
    let number = indices.lines().position(|line| line.contains("ALASKA*")).unwrap();
    let damaged = indices.replacen("1.081", "1.O81", 1);
    assert!(damaged != indices);
    let path = library.folder.path().join("rvu25a.zip");
    let mut mixed = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, bytes) in [
        ("PPRRVU25_JAN.csv", whole),
        ("GPCI2025.csv", damaged.into_bytes()),
    ] {
        mixed
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        mixed.write_all(&bytes).unwrap();
    }
    mixed.finish().unwrap();
    let error = library.import(&path).await.unwrap_err().to_string();
    let place = format!("GPCI2025.csv, line {}, column", number + 1);
    assert!(error.starts_with(&place) && error.contains("1.O81"), "{error}");
    assert_eq!(library.state().await, before);

    let half = std::fs::read(library.files.join(JANUARY)).unwrap();
    std::fs::write(&path, &half[..half.len() / 2]).unwrap();
    let error = library.import(&path).await.unwrap_err().to_string();
    assert!(
        error.contains("rvu25a.zip: the zip is damaged or incomplete"),
        "{error}"
    );
    assert_eq!(library.state().await, before);

    // Mended, it is loaded as if nothing had happened.
    library.load(JANUARY).await;
}

#[tokio::test]
async fn a_hcpcs_code_keeps_its_last_day_from_release_to_release() {
    let Some(library) = Library::open().await else {
        return;
    };
    let counts = library.load("hcpcs/2018-Alpha-Numeric-HCPCS-File.zip").await;
    assert_eq!((counts[0].0, counts[0].1.read), (Source::Hcpcs, 6_559));
    let counts = library.load("hcpcs/2020_10_hcpc_anweb.xlsx").await[0].1;
    assert_eq!(counts.read, 7_196);
    assert!(counts.unchanged > 5_000 && counts.closed > 100, "{counts:?}");

    let care = Code::parse(CodeSystem::Hcpcs, "G0503").unwrap();
    let versions = library.store.list_versions(&care).await.unwrap();
    let last_days: Vec<_> = versions
        .iter()
        .map(|version| (version.row.billable, version.row.ended_on))
        .collect();
    assert_eq!(last_days, [(true, Some(day("2017-12-31")))]);
}

#[tokio::test]
async fn a_diagnosis_is_billable_until_a_release_says_otherwise() {
    let Some(library) = Library::open().await else {
        return;
    };
    library.load("icd10cm/icd10cm-order-Jan-2021.zip").await;
    let counts = library.load("icd10cm/icd10cm-order-2025-reconstructed.zip").await[0].1;
    assert_eq!(counts.read, 97_584);
    assert!(
        counts.added > 2_000 && counts.closed > 100 && counts.unchanged > 90_000,
        "{counts:?}"
    );

    let versions = async |text| {
        let versions = library.store.list_versions(&icd10cm(text)).await.unwrap();
        let row = |version: Released<store::entity::code_version::Model>| {
            (version.row.valid_from, version.row.valid_to, version.row.billable)
        };
        versions.into_iter().map(row).collect::<Vec<_>>()
    };
    let (in_2021, in_2025) = (day("2021-01-01"), day("2024-10-01"));
    assert_eq!(
        versions("M54.5").await,
        [(in_2021, Some(in_2025), true), (in_2025, None, false)]
    );
    assert_eq!(versions("M54.50").await, [(in_2025, None, true)]);
    assert_eq!(
        versions("M54.2").await,
        [(in_2021, None, true)],
        "unchanged in both"
    );
}

#[tokio::test]
async fn edits_and_places_of_service_are_loaded_row_for_row() {
    let Some(library) = Library::open().await else {
        return;
    };
    for (file, source, rows) in [
        (
            "ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.xlsx",
            Source::MuePractitioner,
            15_095,
        ),
        ("ncci/aoc-2024q3-derived.csv", Source::AddOn, 7_465),
        ("pos/pos_codes_cms_derived.csv", Source::PlaceOfService, 99),
    ] {
        let counts = library.load(file).await;
        assert!(
            matches!(counts.as_slice(), [(of, counts)] if *of == source && (counts.read, counts.added) == (rows, rows)),
            "{file}: {counts:?}"
        );
    }
}

#[tokio::test]
async fn the_lists_around_icd_10_cm_are_loaded() {
    let Some(library) = Library::open().await else {
        return;
    };
    let read = |counts: &[(Source, LoadCounts)]| -> Vec<_> {
        counts
            .iter()
            .map(|(source, counts)| (*source, counts.read))
            .collect()
    };
    let first = library.load("icd10cm/icd10cm-tabular-April-2025.zip").await;
    // 27,015 of them without the codes.
    assert_eq!(read(&first), [(Source::Icd10cmTabular, 124_599)]);
    let next = library.load("icd10cm/icd10cm-tabular-April-2026.zip").await;
    assert_eq!(read(&next), [(Source::Icd10cmTabular, 125_456)]);
    let (_, next) = next[0];
    assert!(next.unchanged > 123_000 && next.closed > 100, "{next:?}");

    let indexes = library.load("icd10cm/icd10cm-index-2019.zip").await;
    assert_eq!(
        read(&indexes),
        [
            (Source::Icd10cmExternalIndex, 7_585),
            (Source::Icd10cmDrugIndex, 7_418),
            (Source::Icd10cmNeoplasmIndex, 1_939),
        ]
    );
    let mappings = library.load("gems/2018-gems.zip").await;
    assert_eq!(
        read(&mappings),
        [(Source::GemIcd9, 24_860), (Source::GemIcd10, 81_593)]
    );
}

//! Every payment of the fee schedule of October 2025, computed twice: by the product out of a database that the
//! importer filled, and here out of the text of the files, with nothing of the product's. The files are not part of
//! the project (`RELEASES_DIR`, or `../shared/data` beside the workspace).
#![expect(clippy::unwrap_used, reason = "a test has nobody to hand an error to")]

mod release_folder;

use codeset::NaiveDate;
use codeset::mpfs::pricing::{Caps, Terms};
use codeset::mpfs::{Basis, Gpci, Rvus, Setting, payment_cents};
use codeset::rows::FeeRow;
use release_folder::release_folder;
use releases::{ImportOptions, import};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use store::Store;

/// A code and its modifier.
type Key = (String, String);
/// A contractor and a locality's number.
type Place = (String, String);

/// Decimals as millionths of one.
type Millionths = i128;

/// The files by themselves.
struct Files {
    /// Work, practice expense outside and in a facility, malpractice, conversion factor.
    rows: BTreeMap<Key, [Millionths; 5]>,
    /// Work, practice expense, malpractice.
    places: BTreeMap<Place, [Millionths; 3]>,
}

impl Files {
    fn read(zip: &Path) -> Self {
        let fees = member(zip, "PPRRVU2025_Oct.csv");
        let fees = fees.lines().map(cells);
        let rows = fees
            .filter(|cells| cells.len() == 31 && cells[0].len() == 5 && cells[0] != "HCPCS")
            .map(|cells| {
                let figures = [5, 6, 8, 10, 24].map(|at: usize| millionths(&cells[at]));
                ((cells[0].clone(), cells[1].trim().to_owned()), figures)
            });
        let indices = member(zip, "GPCI2025.csv");
        let indices = indices.lines().map(cells);
        let places = indices
            .filter(|cells| cells[0].len() == 5 && cells[0].bytes().all(|byte| byte.is_ascii_digit()))
            .map(|cells| {
                let figures = [4, 5, 6].map(|at: usize| millionths(&cells[at]));
                ((cells[0].clone(), cells[2].clone()), figures)
            });
        Self {
            rows: rows.collect(),
            places: places.collect(),
        }
    }
}

/// The text of a file in a zip; what is no UTF-8 stands in descriptions only.
fn member(zip: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The cells of a line: commas part them, but not between quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.trim_end_matches('\r').chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

fn millionths(text: &str) -> Millionths {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    format!("{}{fraction:0<6}", if whole.is_empty() { "0" } else { whole })
        .parse()
        .unwrap()
}

/// The payment, as one writes it down on paper.
fn on_paper(row: &[Millionths; 5], place: &[Millionths; 3], is_facility: bool) -> i64 {
    let [work, outside, inside, malpractice, factor] = row;
    let expense = if is_facility { inside } else { outside };
    let dollars = (work * place[0] + expense * place[1] + malpractice * place[2]) * factor;
    // Three factors of millionths.
    rounded(dollars * 100, 10_i128.pow(18))
}

/// A division rounded half up.
fn rounded(dividend: i128, divisor: i128) -> i64 {
    let (whole, rest) = (dividend / divisor, dividend % divisor);
    i64::try_from(if 2 * rest >= divisor { whole + 1 } else { whole }).unwrap()
}

/// What the product keeps of the same release.
struct Product {
    rows: Vec<FeeRow>,
    places: BTreeMap<Place, Gpci>,
    factor: i32,
}

impl Product {
    async fn load(zip: &Path, codes: &[&str], on: NaiveDate) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = Store::open(&address).await.unwrap();
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        import(&store, zip, &ImportOptions::at(now), &|_, _| {})
            .await
            .unwrap();
        let mut rows = Vec::new();
        for some in codes.chunks(1_000) {
            let fees = store.list_fees_of(some, on).await.unwrap();
            rows.extend(fees.iter().map(|fee| fee.row.to_row().unwrap()));
        }
        let mut places = BTreeMap::new();
        for index in store.list_gpcis(on).await.unwrap() {
            let gpci = Gpci {
                work: index.row.work,
                pe: index.row.pe,
                mp: index.row.mp,
            };
            places.insert((index.row.mac, index.row.locality), gpci);
        }
        let factors = store.list_conversion_factors(on).await.unwrap();
        assert_eq!(factors.len(), 1);
        Self {
            rows,
            places,
            factor: factors[0].row.factor,
        }
    }
}

#[tokio::test]
async fn every_code_in_every_locality_is_paid_to_the_cent_what_the_files_say() {
    let Some(folder) = release_folder() else {
        return;
    };
    let zip = folder.join("pfs/rvu25d.zip");
    let on: NaiveDate = "2025-10-01".parse().unwrap();
    let files = Files::read(&zip);
    assert_eq!((files.rows.len(), files.places.len()), (19_090, 109));
    let mut codes: Vec<&str> = files.rows.keys().map(|(code, _)| code.as_str()).collect();
    codes.dedup();
    let product = Product::load(&zip, &codes, on).await;
    assert_eq!((product.rows.len(), product.places.len()), (19_090, 109));

    let no_caps = Caps::new();
    let mut compared = 0;
    for (place, gpci) in &product.places {
        let written = &files.places[place];
        for setting in Setting::ALL {
            let terms = Basis::ALL.map(|basis| Terms {
                on,
                gpci: *gpci,
                factor: product.factor,
                setting,
                basis,
                caps: &no_caps,
            });
            for row in &product.rows {
                let key = (row.code.as_str().to_owned(), row.modifier.clone());
                let paper = on_paper(&files.rows[&key], written, setting == Setting::Facility);
                let cents = i128::from(paper);
                let [participating, other, limit] = terms.each_ref().map(|terms| terms.amount(row));
                let expected = (paper, rounded(cents * 95, 100), rounded(cents * 10_925, 10_000));
                assert_eq!(
                    (participating, other, limit),
                    expected,
                    "{key:?} in {place:?}, {setting:?}"
                );
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 19_090 * 109 * 2);

    let group = product
        .rows
        .iter()
        .find(|row| row.code.as_str() == "97150")
        .unwrap();
    let national = |factor| payment_cents(Rvus::of(group, Setting::NonFacility), Gpci::NATIONAL, factor);
    assert_eq!(national(product.factor), 1747);
    assert_eq!(national(334_009), 1804);
}

//! Prices out of a small store.

use super::*;
use crate::testing::{Library, code, day, fee_row, load};
use codeset::claim::{ClaimLine, read_claim};
use codeset::mpfs::pricing::PricedLine;
use codeset::mpfs::{Basis, Setting};
use codeset::release::Source;
use codeset::rows::{ConversionFactorRow, FeeRow, GpciRow, LocalityRow, OppsCapRow, ZipLocalityRow};

const ON: &str = "2025-10-01";

/// A locality whose indices are all the same.
pub(crate) fn gpci_row(number: &str, name: &str, index: i32) -> GpciRow {
    GpciRow {
        mac: "13202".into(),
        locality: number.into(),
        state: "NY".into(),
        name: name.into(),
        work: index,
        pe: index,
        mp: index,
    }
}

pub(crate) fn zip_row(zip: &str, number: &str, has_parts: bool) -> ZipLocalityRow {
    ZipLocalityRow {
        zip: zip.into(),
        state: "NY".into(),
        mac: "13202".into(),
        locality: number.into(),
        rural: String::new(),
        lab_locality: "Z9".into(),
        has_parts,
    }
}

pub(crate) fn factor_row(kind: &str, factor: i32) -> ConversionFactorRow {
    ConversionFactorRow {
        kind: kind.into(),
        factor,
    }
}

/// Fees of October 2025, two localities, three ZIP codes.
pub(crate) async fn two_localities() -> Library {
    let library = Library::new().await;
    let bundled = FeeRow {
        status: "B".into(),
        ..fee_row("97010", "B")
    };
    load!(
        library,
        Source::Mpfs,
        ON,
        [fee_row("97150", "A"), fee_row("97110", "A"), bundled],
        [factor_row("physician", 323_465)]
    );
    load!(
        library,
        Source::Gpci,
        ON,
        [
            gpci_row("01", "MANHATTAN", 1_100),
            gpci_row("99", "REST OF STATE", 950)
        ]
    );
    let zips = [
        zip_row("10001", "01", false),
        zip_row("10463", "99", true),
        zip_row("10999", "03", false),
    ];
    load!(library, Source::ZipLocality, ON, zips);
    let area = LocalityRow {
        mac: "13202".into(),
        locality: "01".into(),
        state: "NEW YORK".into(),
        area: "MANHATTAN".into(),
        counties: "NEW YORK".into(),
    };
    load!(library, Source::Locality, ON, [area]);
    library
}

fn claim(text: &str) -> Vec<ClaimLine> {
    read_claim(text)
        .into_iter()
        .map(|line| line.read.unwrap())
        .collect()
}

async fn list(library: &Library, text: &str, place: Place, choice: Choice) -> PriceList {
    let asked = Asked {
        lines: &claim(text),
        place,
        choice,
        on: day(ON),
    };
    find_price_list(&library.store, &asked).await.unwrap()
}

/// Each place with its total.
fn totals(list: &PriceList) -> Vec<(String, i64)> {
    list.places
        .iter()
        .map(|place| {
            let name = place.locality.as_ref().map_or("National".into(), Locality::label);
            (name, place.priced.cents())
        })
        .collect()
}

#[tokio::test]
async fn a_zip_code_leads_to_its_locality_and_its_counties() {
    let library = two_localities().await;
    let find = async |zip: &str| find_zip(&library.store, zip, day(ON)).await.unwrap();
    let ZipAnswer::Found(found) = find(" 10001-1234 ").await else {
        panic!("not found");
    };
    assert_eq!(
        (&*found.zip, found.locality.key().as_str()),
        ("10001", "13202-01")
    );
    assert_eq!(found.locality.gpci.work, 1_100);
    assert_eq!(found.counties, ["NEW YORK"]);
    assert_eq!((found.has_parts, &*found.evidence.row), (false, "ZIP 10001"));
    assert_eq!(
        find("10001").await.says(),
        "ZIP 10001 lies in MANHATTAN, NY (MAC 13202, locality 01)."
    );
    assert!(find("10463").await.says().contains("Parts of this ZIP code"));
}

#[tokio::test]
async fn a_zip_code_that_leads_nowhere_says_why() {
    let library = two_localities().await;
    let says = async |zip: &str, on: &str| {
        let answer = find_zip(&library.store, zip, day(on)).await.unwrap();
        assert_eq!(answer.locality(), None);
        answer.says()
    };
    assert_eq!(
        says("1000\u{7}", ON).await,
        "“1000” is no ZIP code: write five digits, as in 10001."
    );
    assert_eq!(
        says("99999", ON).await,
        "ZIP code 99999 not found in ZIP codes and their localities, 2025-10-01."
    );
    assert!(
        says("10001", "2024-01-01")
            .await
            .starts_with("ZIP code 10001 not loaded: no release of ZIP codes and their localities")
    );
    assert_eq!(
        says("10999", ON).await,
        "Locality 03 of MAC 13202, in which ZIP code 10999 lies, not found in Geographic practice cost indices, \
         2025-10-01."
    );
}

#[tokio::test]
async fn lines_are_priced_nationally_in_one_locality_and_in_all() {
    let library = two_localities().await;
    let choice = Choice::default();
    // 0.54 × 32.3465 = 17.47; the second unit 0.42 × 32.3465 = 13.59.
    let text = "97150\n97150";
    let national = list(&library, text, Place::National, choice).await;
    assert_eq!(totals(&national), [("National".into(), 1_747 + 1_359)]);
    assert_eq!(national.missing, [""; 0]);
    let one = list(&library, text, Place::One("13202".into(), "01".into()), choice).await;
    assert_eq!(totals(&one), [("MANHATTAN, NY".into(), 1_921 + 1_494)]);
    assert_eq!(one.national.unwrap().cents(), 3_106);
    let all = list(&library, text, Place::All, choice).await;
    assert_eq!(
        totals(&all),
        [
            ("MANHATTAN, NY".into(), 3_415),
            ("REST OF STATE, NY".into(), 1_659 + 1_291)
        ]
    );
    let other = Choice {
        basis: Basis::NonParticipating,
        ..choice
    };
    let one = list(&library, "97150", Place::National, other).await;
    assert_eq!(totals(&one), [("National".into(), 1_660)]);
}

#[tokio::test]
async fn what_is_missing_is_told_and_the_rest_is_priced() {
    let library = two_localities().await;
    let choice = Choice::default();
    let text = "97150\n97010\n99999\n99999";
    let place = Place::One("13202".into(), "77".into());
    let told = list(&library, text, place, choice).await;
    assert_eq!(
        told.missing,
        [
            "CPT 99999 not found in Medicare Physician Fee Schedule, 2025-10-01.",
            "Locality 77 of MAC 13202 not found in Geographic practice cost indices, 2025-10-01."
        ]
    );
    assert!(told.places.is_empty());
    let priced = told.national.unwrap();
    let cents: Vec<_> = priced.lines.iter().map(PricedLine::cents).collect();
    assert_eq!(cents, [1_747, 0, 0, 0]);

    let empty = Library::new().await;
    let told = list(&empty, "97150", Place::All, choice).await;
    assert!(told.places.is_empty() && told.national.is_none());
    assert_eq!(told.missing.len(), 3, "{:?}", told.missing);
    assert!(told.missing.iter().all(|says| says.contains("not loaded")));
}

#[tokio::test]
async fn from_2026_each_kind_of_participant_has_a_conversion_factor() {
    let library = Library::new().await;
    for (source, kind, factor) in [
        (Source::Mpfs, "physician-nonqp", 334_009),
        (Source::MpfsQpp, "physician-qp", 335_675),
    ] {
        let factor = factor_row(kind, factor);
        load!(library, source, "2025-10-01", [fee_row("97150", "A")], [factor]);
    }
    for (apm, cents) in [(Apm::NotQualifying, 1_804), (Apm::Qualifying, 1_813)] {
        let choice = Choice {
            apm,
            ..Choice::default()
        };
        let told = list(&library, "97150", Place::National, choice).await;
        assert_eq!(totals(&told), [("National".into(), cents)]);
        assert!(told.book.has_two_factors());
    }
}

#[tokio::test]
async fn a_cap_counts_in_its_locality_only() {
    let library = two_localities().await;
    let cap = OppsCapRow {
        code: code("cpt/97150"),
        modifier: String::new(),
        mac: "13202".into(),
        locality: "01".into(),
        status: "A".into(),
        facility: 1_000,
        nonfacility: 1_500,
    };
    load!(library, Source::OppsCap, ON, [cap]);
    let all = list(&library, "97150", Place::All, Choice::default()).await;
    assert_eq!(
        totals(&all),
        [
            ("REST OF STATE, NY".into(), 1_659),
            ("MANHATTAN, NY".into(), 1_500)
        ]
    );
}

#[tokio::test]
async fn the_history_of_a_payment_follows_rows_and_factors() {
    let library = Library::new().await;
    let more = FeeRow {
        work: 39,
        ..fee_row("97150", "A")
    };
    for (from, row, factor) in [
        ("2024-01-01", fee_row("97150", "A"), 327_442),
        ("2024-03-09", fee_row("97150", "A"), 332_875),
        ("2025-01-01", fee_row("97150", "B"), 323_465),
        ("2026-01-01", more, 334_009),
    ] {
        load!(
            library,
            Source::Mpfs,
            from,
            [row, fee_row("97110", "A")],
            [factor_row("physician", factor)]
        );
    }
    let of = code("cpt/97150");
    let history = find_payment_history(&library.store, &of, Setting::NonFacility)
        .await
        .unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|since| (since.from.to_string(), since.cents))
        .collect();
    assert_eq!(
        told,
        [
            ("2024-01-01".into(), Some(1_768)),
            ("2024-03-09".into(), Some(1_798)),
            ("2025-01-01".into(), None),
            ("2026-01-01".into(), Some(2_138)),
        ]
    );
    let never = find_payment_history(&library.store, &code("cpt/99999"), Setting::Facility).await;
    assert_eq!(never.unwrap(), []);
}

#[test]
fn a_locality_is_named_by_its_key() {
    assert_eq!(Locality::parse_key("13202-01"), Some(("13202", "01")));
    for none in [
        "",
        "13202",
        "13202-1",
        "1320-01",
        "13202-01-",
        "x3202-01",
        "13202-0١",
    ] {
        assert_eq!(Locality::parse_key(none), None, "{none}");
    }
}

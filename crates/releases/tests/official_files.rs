//! The readers on the publishers' own files, where these are at hand (`RELEASES_DIR`, or `../shared/data`
//! beside the workspace). They are not part of the project.

mod release_folder;

use codeset::icd10cm::{full_codes, seventh_characters};
use codeset::rows::{CodeRow, HcpcsAttributeRow, IcdBlockRow, SeventhCharacterRow, TabularNoteRow};
use codeset::{Code, CodeSystem};
use release_folder::release_folder as folder;
use releases::{Package, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

type Checked<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Labels and rows of a file's parts, by name.
fn read(path: PathBuf) -> Checked<BTreeMap<String, (String, Vec<Row>)>> {
    let mut package = Package::open(&path)?;
    let mut read = BTreeMap::new();
    for part in package.parts().to_vec() {
        let rows = package.rows(&part)?.collect::<Result<Vec<_>, _>>()?;
        let label = format!(
            "{} {} {}",
            part.info.source.slug(),
            part.info.label,
            part.info.valid_from
        );
        read.insert(part.name.clone(), (label, rows));
    }
    assert_eq!(
        package.bytes_read().load(Ordering::Relaxed),
        package.total_bytes(),
        "progress ends at the end"
    );
    Ok(read)
}

const OCTOBER: &str = "pfs/rvu25d.zip";
const JANUARY: &str = "pfs/rvu25a-updated-01_10_2025.zip";

/// The rows of a file of `rvu25d.zip`, read by itself.
fn twin(folder: &Path, name: &str) -> Checked<Vec<Row>> {
    alone(&folder.join(OCTOBER), name)
}

/// The rows of a file of a zip, read by itself.
fn alone(zip: &Path, name: &str) -> Checked<Vec<Row>> {
    Ok(renamed(zip, name, name)?.1)
}

/// Label and rows of a file of a zip, read by itself under another name.
fn renamed(zip: &Path, member: &str, name: &str) -> Checked<(String, Vec<Row>)> {
    let unpacked = tempfile::tempdir()?;
    let path = unpacked.path().join(name);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip)?)?;
    std::io::copy(&mut zip.by_name(member)?, &mut std::fs::File::create(&path)?)?;
    let (_, read) = read(path)?.pop_first().ok_or("nothing read")?;
    Ok(read)
}

fn billable(rows: &[Row]) -> usize {
    rows.iter()
        .filter(|row| matches!(row, Row::Code(code) if code.billable))
        .count()
}

/// What the fee schedules of January and October 2025 say of 97150.
fn check_97150(fees: &[Row]) -> Checked {
    let group = fees.iter().find_map(|row| match row {
        Row::Fee(fee) if fee.code.as_str() == "97150" => Some(fee),
        _ => None,
    });
    let group = group.ok_or("97150 is missing")?;
    assert_eq!(
        (group.status.as_str(), group.work, group.total_nonfacility),
        ("A", 29, 54)
    );
    assert_eq!(
        (
            group.pctc.as_str(),
            group.multiple.as_str(),
            group.modifier.as_str()
        ),
        ("7", "5", "")
    );
    Ok(())
}

#[test]
fn the_fee_schedule_of_october_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let path = folder.join(OCTOBER);
    let read = read(path.clone())?;
    let names: Vec<_> = read.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "25LOCCO.csv",
            "ANES2025.csv",
            "GPCI2025.csv",
            "OPPSCAP_Oct.csv",
            "PPRRVU2025_Oct.csv"
        ]
    );

    let (label, fees) = &read["PPRRVU2025_Oct.csv"];
    assert_eq!(label, "mpfs 2025 October 2025-10-01");
    assert!(
        matches!(&fees[0], Row::ConversionFactor(row) if row.kind == "physician" && row.factor == 323_465)
    );
    assert_eq!(
        fees.iter().filter(|row| matches!(row, Row::Fee(_))).count(),
        19_090
    );
    check_97150(fees)?;

    let (label, indices) = &read["GPCI2025.csv"];
    assert_eq!((label.as_str(), indices.len()), ("gpci 2025 2025-01-01", 109));
    assert!(indices.iter().any(
        |row| matches!(row, Row::Gpci(row) if row.name == "MONTANA" && row.pe == 1000 && row.mac == "03202")
    ));
    assert!(
        indices
            .iter()
            .any(|row| matches!(row, Row::Gpci(row) if row.name == "ALASKA" && row.work == 1500))
    );

    // 110 lines, one of which repeats another.
    let (label, localities) = &read["25LOCCO.csv"];
    assert_eq!(
        (label.as_str(), localities.len()),
        ("locality 2025 2025-01-01", 109)
    );
    assert!(localities.iter().any(|row| matches!(row, Row::Locality(row)
        if row.mac == "01112" && row.locality == "05" && row.state == "CALIFORNIA")));
    assert!(
        localities
            .iter()
            .all(|row| matches!(row, Row::Locality(row) if !row.state.is_empty()))
    );

    let package = Package::open(&path)?;
    let skipped: Vec<_> = package.skipped().iter().map(|file| file.name.as_str()).collect();
    for name in [
        "ANES2025.txt",
        "OPPSCAP_Oct.txt",
        "PPRRVU2025_Oct.txt",
        "RVU25D.pdf",
        "RVU25D.txt",
        "25LOCCO.txt",
        "GPCI2025.txt",
    ] {
        assert!(skipped.contains(&name), "{name} in {skipped:?}");
    }
    assert_eq!(skipped.len(), 7);
    Ok(())
}

#[test]
fn every_locality_with_counties_has_indices() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join(OCTOBER))?;
    let mut indices: Vec<_> = Vec::new();
    let mut counties: Vec<_> = Vec::new();
    for row in read.values().flat_map(|(_, rows)| rows) {
        match row {
            Row::Gpci(row) => indices.push((row.mac.clone(), row.locality.clone())),
            Row::Locality(row) => counties.push((row.mac.clone(), row.locality.clone())),
            _ => {}
        }
    }
    indices.sort();
    counties.sort();
    assert_eq!(indices, counties);
    Ok(())
}

#[test]
fn localities_as_text_are_those_of_the_csv_with_long_lists_cut() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let (csv, text) = (twin(&folder, "25LOCCO.csv")?, twin(&folder, "25LOCCO.txt")?);
    assert_eq!((csv.len(), text.len()), (109, 109));
    let mut cut = 0;
    for rows in csv.iter().zip(&text) {
        let (Row::Locality(csv), Row::Locality(text)) = rows else {
            return Err("another row".into());
        };
        assert_eq!((&csv.mac, &csv.locality), (&text.mac, &text.locality));
        assert!(csv.state == text.state || (csv.state == "CALIFORNIA" && text.state.is_empty()));
        if let Some(start) = text.counties.strip_suffix('…') {
            cut += 1;
            assert!(
                csv.counties.len() > start.len() && csv.counties.starts_with(start),
                "{csv:?}"
            );
        } else {
            // The CSV misspells Orange County.
            assert!(csv.counties == text.counties || csv.locality == "18", "{csv:?}");
        }
    }
    assert_eq!(cut, 9);
    Ok(())
}

#[test]
fn the_fee_schedule_s_text_and_csv_agree_on_every_row() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let (csv, text) = (
        twin(&folder, "PPRRVU2025_Oct.csv")?,
        twin(&folder, "PPRRVU2025_Oct.txt")?,
    );
    assert_eq!(csv.len(), 19_091);
    assert!(csv == text);
    Ok(())
}

#[test]
fn the_fee_schedule_of_january_2025_ends_with_a_dos_mark() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join(JANUARY))?;
    let (label, fees) = &read["PPRRVU25_JAN.csv"];
    assert_eq!(
        (label.as_str(), fees.len()),
        ("mpfs 2025 January 2025-01-01", 18_866)
    );
    check_97150(fees)
}

#[test]
fn the_sheets_of_january_2025_say_the_same_as_its_csv_files() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (file, rows) in [
        ("PPRRVU25_JAN", 18_866),
        ("GPCI2025", 109),
        ("25LOCCO", 109),
        ("ANES2025", 110),
        ("OPPSCAP_JAN", 16_100),
    ] {
        let named = |end: &str| {
            let name = if file == "OPPSCAP_JAN" {
                "OPPSCAP_JAN_2025"
            } else {
                file
            };
            renamed(
                &folder.join(JANUARY),
                &format!("{file}.{end}"),
                &format!("{name}.{end}"),
            )
        };
        let (csv, sheet) = (named("csv")?, named("xlsx")?);
        assert_eq!((&csv.0, csv.1.len()), (&sheet.0, rows), "{file}");
        for (csv, sheet) in csv.1.iter().zip(&sheet.1) {
            assert_eq!(csv, sheet, "{file}");
        }
        assert_eq!(csv.1.len(), sheet.1.len());
    }
    Ok(())
}

#[test]
fn the_anesthesia_factors_of_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let all = read(folder.join(OCTOBER))?;
    let (label, csv) = &all["ANES2025.csv"];
    assert_eq!((label.as_str(), csv.len()), ("anesthesia 2025 2025-01-01", 110));
    assert!(
        matches!(&csv[0], Row::ConversionFactor(row) if row.kind == "anesthesia" && row.factor == 203_178)
    );
    assert!(csv.iter().any(
        |row| matches!(row, Row::Anesthesia(row) if row.mac == "02102" && row.name == "ALASKA" && row.factor == 2786)
    ));
    // The text says the same of each locality, with five names cut.
    let text = twin(&folder, "ANES2025.txt")?;
    assert_eq!(text.len(), 109);
    let mut cut = 0;
    for rows in csv[1..].iter().zip(&text) {
        let (Row::Anesthesia(csv), Row::Anesthesia(text)) = rows else {
            return Err("another row".into());
        };
        assert_eq!((&csv.mac, &csv.locality), (&text.mac, &text.locality));
        assert_eq!((csv.factor, csv.qp_factor), (text.factor, text.qp_factor));
        if let Some(start) = text.name.strip_suffix('…') {
            cut += 1;
            assert!(csv.name.starts_with(start) && csv.name.len() > start.len());
        } else {
            assert_eq!(csv.name, text.name);
        }
    }
    assert_eq!(cut, 5);
    Ok(())
}

#[test]
fn the_payment_caps_of_january_and_october_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let october = read(folder.join(OCTOBER))?;
    let (label, csv) = &october["OPPSCAP_Oct.csv"];
    assert_eq!(
        (label.as_str(), csv.len()),
        ("opps-cap 2025 October 2025-10-01", 16_100)
    );
    assert!(csv.iter().any(|row| matches!(row, Row::OppsCap(row)
        if row.code.as_str() == "93990" && row.modifier == "TC" && row.mac == "15202" && row.facility == 9707)));
    let (label, text) = renamed(&folder.join(OCTOBER), "OPPSCAP_Oct.txt", "OPPSCAP_Oct_2025.txt")?;
    assert_eq!(label, "opps-cap 2025 October 2025-10-01");
    assert!(*csv == text);
    let january = read(folder.join(JANUARY))?;
    let (label, january) = &january["OPPSCAP_JAN.csv"];
    assert_eq!(label, "opps-cap 2025 January 2025-01-01");
    assert!(csv == january, "the publisher repeats the caps");

    // The localities of a contractor with two numbers have the same prices under both.
    let price = |row: &Row, mac: &str| match row {
        Row::OppsCap(row)
            if row.mac == mac && ["17", "18", "71", "72", "73", "74"].contains(&&*row.locality) =>
        {
            Some((
                row.code.clone(),
                row.modifier.clone(),
                row.locality.clone(),
                row.facility,
                row.nonfacility,
            ))
        }
        _ => None,
    };
    let of = |mac: &str| csv.iter().filter_map(|row| price(row, mac)).collect::<Vec<_>>();
    assert_eq!(of("01112").len(), 840);
    assert_eq!(of("01112"), of("01182"));
    Ok(())
}

#[test]
fn the_zip_codes_of_october_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let path = folder.join("pfs/zip-carrier-locality-oct-2025.zip");
    let read = read(path.clone())?;
    let (label, zips) = &read["ZIP5_OCT2025.txt"];
    assert_eq!(
        (label.as_str(), zips.len()),
        ("zip-locality 2025 Q4 2025-10-01", 42_956)
    );
    let with_parts = zips
        .iter()
        .filter(|row| matches!(row, Row::ZipLocality(row) if row.has_parts));
    assert_eq!(with_parts.count(), 580);
    assert!(zips.iter().any(|row| matches!(row, Row::ZipLocality(row)
        if row.zip == "94110" && (row.mac.as_str(), row.locality.as_str()) == ("01112", "05"))));
    assert!(zips.iter().any(|row| matches!(row, Row::ZipLocality(row)
        if row.zip == "83414" && (row.state.as_str(), row.rural.as_str()) == ("WY", "B"))));
    let package = Package::open(&path)?;
    let skipped: Vec<_> = package.skipped().iter().map(|file| file.name.as_str()).collect();
    assert_eq!(skipped, ["ZIP5lyout.txt", "ZIP9lyout.txt"]);
    Ok(())
}

#[test]
fn every_zip_code_lies_in_a_locality_with_indices() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let indices: BTreeSet<_> = twin(&folder, "GPCI2025.csv")?
        .into_iter()
        .filter_map(|row| match row {
            Row::Gpci(row) => Some((row.mac, row.locality)),
            _ => None,
        })
        .collect();
    let read = read(folder.join("pfs/zip-carrier-locality-oct-2025.zip"))?;
    for row in read.values().flat_map(|(_, rows)| rows) {
        let Row::ZipLocality(row) = row else {
            return Err("another row".into());
        };
        assert!(
            indices.contains(&(row.mac.clone(), row.locality.clone())),
            "{row:?}"
        );
    }
    Ok(())
}

#[test]
fn the_outpatient_payments_of_january_2023() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let path = folder.join("opps/2023_January_Web_Addendum_B.12212022.xlsx");
    let package = Package::open(&path)?;
    assert_eq!(package.parts()[0].info.revision, 20_221_221);
    let read = read(path)?;
    let (label, rates) = read.values().next().ok_or("nothing read")?;
    assert_eq!(
        (label.as_str(), rates.len()),
        ("opps-addendum-b 2023 January 2023-01-01", 17_559)
    );
    let rate = |code: &str| {
        rates.iter().find_map(|row| match row {
            Row::OppsRate(row) if row.code.as_str() == code => Some(row),
            _ => None,
        })
    };
    let priced = rates
        .iter()
        .filter(|row| matches!(row, Row::OppsRate(row) if row.payment.is_some()));
    assert_eq!(priced.count(), 6_182);
    let vaccine = rate("0001A").ok_or("0001A is missing")?;
    assert_eq!(
        (vaccine.status.as_str(), vaccine.apc.as_str(), vaccine.weight),
        ("S", "9397", Some(4_851))
    );
    assert_eq!(
        (vaccine.payment, vaccine.national_copay, vaccine.minimum_copay),
        (Some(415_200), Some(0), Some(0))
    );
    let drug = rate("90371").ok_or("90371 is missing")?;
    assert_eq!((drug.payment, drug.national_copay), (Some(1_280_510), None));
    assert_eq!((drug.minimum_copay, drug.change.as_str()), (Some(2_562), "*"));
    let unpaid = rate("0001F").ok_or("0001F is missing")?;
    assert_eq!((unpaid.status.as_str(), unpaid.payment), ("E1", None));
    assert!(rate("G0465").is_some(), "a no-break space stands behind it");
    Ok(())
}

#[test]
fn the_fee_schedule_of_2026_has_one_column_more() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("pfs/PPRRVU2026_Jul_nonQPP.excerpt.redacted.csv"))?;
    let (label, fees) = read.values().next().ok_or("nothing read")?;
    assert_eq!(label, "mpfs 2026 July 2026-07-01");
    assert!(
        matches!(&fees[0], Row::ConversionFactor(row) if row.kind == "physician-nonqp" && row.factor == 334_009)
    );
    assert_eq!(fees.len(), 9);
    Ok(())
}

#[test]
fn the_icd_10_cm_order_files() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (file, label, rows, bills) in [
        (
            "icd10cm-order-Jan-2021.zip",
            "icd10cm FY 2021 January 2021-01-01",
            95_358,
            72_621,
        ),
        (
            "icd10cm-order-2025-reconstructed.zip",
            "icd10cm FY 2025 2024-10-01",
            97_584,
            74_260,
        ),
    ] {
        let read = read(folder.join("icd10cm").join(file))?;
        let (found, codes) = read.values().next().ok_or("nothing read")?;
        assert_eq!(
            (found.as_str(), codes.len(), billable(codes)),
            (label, rows, bills)
        );
    }
    Ok(())
}

/// Whether a code of a release is billable, by its spelling.
fn codes(rows: &[Row]) -> BTreeMap<&str, bool> {
    let codes = rows.iter().filter_map(|row| match row {
        Row::Code(row) => Some((row.code.as_str(), row.billable)),
        _ => None,
    });
    codes.collect()
}

#[test]
fn low_back_pain_was_divided() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let before = read(folder.join("icd10cm/icd10cm-order-Jan-2021.zip"))?;
    let (_, before) = before.values().next().ok_or("nothing read")?;
    assert_eq!(codes(before).get("M54.5"), Some(&true));
    assert_eq!(codes(before).get("M54.50"), None);
    let after = read(folder.join("icd10cm/icd10cm-order-2025-reconstructed.zip"))?;
    let (_, after) = after.values().next().ok_or("nothing read")?;
    assert_eq!(codes(after).get("M54.5"), Some(&false));
    assert_eq!(codes(after).get("M54.50"), Some(&true));
    Ok(())
}

#[test]
fn the_icd_10_pcs_order_file() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let path = folder.join("icd10pcs/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip");
    let read = read(path.clone())?;
    let (label, codes) = &read["icd10pcs_order_2026.txt"];
    assert_eq!(
        (label.as_str(), codes.len(), billable(codes)),
        ("icd10pcs FY 2026 2025-10-01", 80_110, 79_193)
    );
    assert!(matches!(&codes[0], Row::Code(row) if row.code.as_str() == "001" && !row.billable));
    assert!(
        Package::open(&path)?
            .skipped()
            .iter()
            .any(|file| file.name == "order_addenda_2026.txt" && file.reason.contains("the changes"))
    );
    Ok(())
}

/// What a tabular list holds, by the kind of row.
#[derive(Default)]
struct TabularList {
    notes: Vec<TabularNoteRow>,
    sevenths: Vec<SeventhCharacterRow>,
    blocks: Vec<IcdBlockRow>,
}

fn tabular(rows: &[Row]) -> TabularList {
    let mut list = TabularList::default();
    for row in rows.iter().cloned() {
        match row {
            Row::TabularNote(row) => list.notes.push(row),
            Row::SeventhCharacter(row) => list.sevenths.push(row),
            Row::IcdBlock(row) => list.blocks.push(row),
            _ => {}
        }
    }
    list
}

#[test]
fn the_icd_10_cm_tabular_lists() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (year, label, notes, blocks) in [
        (2025, "icd10cm-tabular FY 2025 April 2025-04-01", 24_907, 318),
        (2026, "icd10cm-tabular FY 2026 April 2026-04-01", 25_161, 319),
    ] {
        let read = read(folder.join(format!("icd10cm/icd10cm-tabular-April-{year}.zip")))?;
        let (found, rows) = read.values().next().ok_or("nothing read")?;
        let list = tabular(rows);
        assert_eq!(
            (
                found.as_str(),
                list.notes.len(),
                list.blocks.len(),
                list.sevenths.len()
            ),
            (label, notes, blocks, 1_790)
        );
        let chapters = list.blocks.iter().filter(|row| row.chapter.is_empty());
        assert_eq!(chapters.count(), 22);
        // M1A stands in M05-M14 though the alphabet has it behind M19.
        let gout = list
            .blocks
            .iter()
            .find(|row| row.categories.split(' ').any(|one| one == "M1A"));
        assert!(
            gout.is_some_and(|row| row.place == "M05-M14" && row.chapter == "13"),
            "{gout:?}"
        );
        assert!(list.notes.iter().any(|row| row.place == "M54.5"
            && row.kind == "excludes1"
            && row.text.starts_with("low back strain")));
    }
    Ok(())
}

#[test]
fn the_tabular_list_of_2026_has_a_category_with_a_letter_in_second_place() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("icd10cm/icd10cm-tabular-April-2026.zip"))?;
    let (_, rows) = read.values().next().ok_or("nothing read")?;
    let list = tabular(rows);
    assert!(
        list.blocks
            .iter()
            .any(|row| row.place == "QA0" && row.chapter == "17" && row.categories == "QA0")
    );
    Ok(())
}

#[test]
fn the_tabular_list_has_the_codes_and_titles_of_the_order_file() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let order = read(folder.join("icd10cm/icd10cm-order-2025-reconstructed.zip"))?;
    let (_, order) = order.values().next().ok_or("nothing read")?;
    let list = read(folder.join("icd10cm/icd10cm-tabular-April-2025.zip"))?;
    let (_, list) = list.values().next().ok_or("nothing read")?;
    assert_eq!(codes(list), codes(order));
    let titles = |rows: &[Row]| -> BTreeMap<String, String> {
        let codes = rows.iter().filter_map(|row| match row {
            Row::Code(row) => Some((row.code.as_str().to_owned(), row.long_title.clone())),
            _ => None,
        });
        codes.collect()
    };
    let order = titles(order);
    let differs = |(code, title): &(String, String)| order.get(code).is_none_or(|other| other != title);
    let others: Vec<_> = titles(list).into_iter().filter(differs).collect();
    // The order file writes them without accents, and W44.G with a second space.
    let (ascii, accented): (Vec<_>, Vec<_>) = others.iter().partition(|(_, title)| title.is_ascii());
    assert_eq!((ascii.len(), accented.len()), (1, 151), "{ascii:?}");
    assert_eq!(ascii[0].0, "W44.G");
    Ok(())
}

#[test]
fn seventh_characters_give_exactly_the_billable_codes() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let order = read(folder.join("icd10cm/icd10cm-order-2025-reconstructed.zip"))?;
    let (_, order) = order.values().next().ok_or("nothing read")?;
    let list = read(folder.join("icd10cm/icd10cm-tabular-April-2025.zip"))?;
    let (_, list) = list.values().next().ok_or("nothing read")?;
    let defined = tabular(list).sevenths;
    let injuries = defined
        .iter()
        .filter(|row| row.place == "S01" || row.place == "T20");
    assert_eq!(
        injuries.map(|row| row.character.as_str()).collect::<String>(),
        "ADSADS"
    );

    // The codes that take a seventh character are the headers with nothing below them but full codes.
    let codes = codes(order);
    let is_full = |code: &str| code.len() == "T20.01XA".len();
    let has_below = |code: &str| {
        let below = codes.range(code..).skip(1).map(|(below, _)| *below);
        let mut below = below.take_while(|below| below.starts_with(code.trim_end_matches('.')));
        below.any(|below| !is_full(below))
    };
    let mut full = BTreeSet::new();
    for (text, _) in codes
        .iter()
        .filter(|(text, _)| !is_full(text) && !has_below(text))
    {
        let code = Code::parse(CodeSystem::Icd10cm, text)?;
        full.extend(
            full_codes(&code, &defined)
                .into_iter()
                .map(|full| full.code.as_str().to_owned()),
        );
    }
    // C44.1021 and the like are in the list with all their seven.
    let expected: BTreeSet<_> = codes
        .iter()
        .filter(|(text, billable)| **billable && is_full(text))
        .filter(|(text, _)| {
            Code::parse(CodeSystem::Icd10cm, text)
                .is_ok_and(|code| !seventh_characters(&code, &defined).is_empty())
        })
        .map(|(text, _)| (*text).to_owned())
        .collect();
    assert!(
        full == expected,
        "{:?}",
        full.symmetric_difference(&expected).take(20).collect::<Vec<_>>()
    );
    assert_eq!(full.len(), 51_086);
    Ok(())
}

#[test]
fn the_icd_10_cm_indexes_of_2019() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("icd10cm/icd10cm-index-2019.zip"))?;
    let summary: Vec<_> = read
        .values()
        .map(|(label, rows)| (label.as_str(), rows.len()))
        .collect();
    assert_eq!(
        summary,
        [
            ("icd10cm-drug-index FY 2019 2018-10-01", 7_418),
            ("icd10cm-external-index FY 2019 2018-10-01", 7_585),
            ("icd10cm-neoplasm-index FY 2019 2018-10-01", 1_939),
        ]
    );
    let terms: Vec<_> = read
        .values()
        .flat_map(|(_, rows)| rows)
        .filter_map(|row| match row {
            Row::IndexTerm(row) => Some(row),
            _ => None,
        })
        .collect();
    assert!(terms.iter().any(
        |row| row.path == "Accident > boat, boating > striking swimmer > powered"
            && (row.level, row.code.as_str()) == (3, "V94.11")
    ));
    assert!(terms.iter().any(|row| row.path
        == "Neoplasm, neoplastic > abdomen, abdominal > wall > connective tissue"
        && row.cells == "C49.4 C79.8- -- D21.4 D48.1 D49.2"));
    assert!(terms.iter().any(|row| row.path == "2,4-D"
        && row.cells == "T60.3X1 T60.3X2 T60.3X3 T60.3X4 -- --"
        && row.nonessential == "(dichlorophen-oxyacetic acid)"));
    let repeated = terms.iter().filter(|row| row.occurrence > 0);
    assert_eq!(repeated.count(), 3);
    Ok(())
}

#[test]
fn the_general_equivalence_mappings_of_2018() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("gems/2018-gems.zip"))?;
    let summary: Vec<_> = read
        .values()
        .map(|(label, rows)| (label.as_str(), rows.len()))
        .collect();
    assert_eq!(
        summary,
        [
            ("gem-icd10 FY 2018 2017-10-01", 81_593),
            ("gem-icd9 FY 2018 2017-10-01", 24_860)
        ]
    );
    let maps = |file: &str, from: &str, to: &str| {
        read[file]
            .1
            .iter()
            .any(|row| matches!(row, Row::Gem(row) if row.from_code == from && row.to_code == to))
    };
    assert!(maps("2018_I9gem.txt", "724.2", "M54.5"));
    assert!(maps("2018_I10gem.txt", "M54.5", "724.2"));
    assert!(maps("2018_I9gem.txt", "E984", "NoDx"));
    let without = |file: &str| {
        read[file]
            .1
            .iter()
            .filter(|row| matches!(row, Row::Gem(row) if row.no_map))
            .count()
    };
    assert_eq!(
        (without("2018_I9gem.txt"), without("2018_I10gem.txt")),
        (422, 731)
    );
    Ok(())
}

#[test]
fn the_medically_unlikely_edits_of_april_2026() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"))?;
    let (label, edits) = read.values().next().ok_or("nothing read")?;
    assert_eq!(
        (label.as_str(), edits.len()),
        ("mue-practitioner 2026 Q2 2026-04-01", 15_095)
    );
    assert!(edits.iter().any(|row| matches!(row, Row::Mue(row)
        if row.code.as_str() == "97150" && row.units == 1 && row.mai == 3)));
    let of_line = |row: &&Row| matches!(row, Row::Mue(row) if row.mai == 1);
    assert_eq!(edits.iter().filter(of_line).count(), 41);
    Ok(())
}

#[test]
fn the_sheet_of_the_medically_unlikely_edits_has_the_rows_of_the_csv() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let name = folder.join("ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026");
    let csv: Vec<_> = read(name.with_extension("csv"))?.into_values().collect();
    let sheet: Vec<_> = read(name.with_extension("xlsx"))?.into_values().collect();
    assert!(matches!(sheet.as_slice(), [(_, rows)] if rows.len() == 15_095));
    assert!(csv == sheet);
    Ok(())
}

#[test]
fn add_on_code_edits_of_the_third_quarter_of_2024() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("ncci/aoc-2024q3-derived.csv"))?;
    let (label, edits) = read.values().next().ok_or("nothing read")?;
    assert_eq!(
        (label.as_str(), edits.len()),
        ("add-on 2024 Q3 2024-07-01", 7_465)
    );
    // The contractor decides alone in type 2, and beside the codes that are listed in type 3.
    let mut counts: BTreeMap<(i32, bool), usize> = BTreeMap::new();
    for row in edits {
        let Row::AddOn(row) = row else {
            return Err("another row".into());
        };
        *counts.entry((row.edit_type, row.primary.is_some())).or_default() += 1;
    }
    let expected = [
        ((1, true), 6_860),
        ((2, false), 36),
        ((3, false), 8),
        ((3, true), 561),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    assert!(edits.iter().any(|row| matches!(row, Row::AddOn(row)
        if row.add_on.as_str() == "G2212"
            && row.primary.as_ref().is_some_and(|code| code.as_str() == "99215"))));
    Ok(())
}

#[test]
fn place_of_service_codes() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("pos/pos_codes_cms_derived.csv"))?;
    let (label, places) = read.values().next().ok_or("nothing read")?;
    assert_eq!(
        (label.as_str(), places.len()),
        ("place-of-service 2024 (file without a date) 2024-01-01", 99)
    );
    let kind_of = |wanted: &str| {
        places.iter().find_map(|row| match row {
            Row::PlaceOfService(row) if row.place == wanted => Some(row.kind.as_str()),
            _ => None,
        })
    };
    assert_eq!(kind_of("02"), Some("Facility"));
    assert_eq!(kind_of("10"), Some("Non-Facility"));
    assert_eq!(kind_of("28"), Some("Unassigned"));
    Ok(())
}

/// The codes of a HCPCS file with their attributes.
fn hcpcs(rows: &[Row]) -> Vec<(&CodeRow, &HcpcsAttributeRow)> {
    rows.chunks(2)
        .map(|pair| match pair {
            [Row::Code(title), Row::HcpcsAttribute(attributes)] if title.code == attributes.code => {
                (title, &**attributes)
            }
            other => unreachable!("a code and its attributes, not {other:?}"),
        })
        .collect()
}

fn modifiers(codes: &[(&CodeRow, &HcpcsAttributeRow)]) -> usize {
    let is_modifier = |title: &CodeRow| title.code.system() == CodeSystem::Modifier;
    codes.iter().filter(|(title, _)| is_modifier(title)).count()
}

#[test]
fn hcpcs_of_october_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("hcpcs/hcpcs-2025-oct-derived.zip"))?;
    let (label, rows) = read.values().next().ok_or("nothing read")?;
    let codes = hcpcs(rows);
    assert_eq!(
        (label.as_str(), codes.len(), modifiers(&codes)),
        ("hcpcs 2025 October 2025-10-01", 8_846, 383)
    );
    assert!(codes.iter().any(|(title, attributes)| {
        title.code.as_str() == "G0283" && attributes.added_on.is_some() && attributes.action.is_empty()
    }));
    Ok(())
}

#[test]
fn hcpcs_of_2018_and_2019_as_text() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (file, part, label, codes, marks, ended, beside) in [
        (
            "hcpcs/2019-Alpha-Numeric-HCPCS-File.zip",
            "HCPC2019_CONTR_ANWEB.txt",
            "hcpcs 2019 January 2019-01-01",
            6_800,
            360,
            (515, 515),
            6,
        ),
        (
            "hcpcs/2018-Alpha-Numeric-HCPCS-File.zip",
            "HCPC2018_CONTR_ANWEB_disc.txt",
            "hcpcs 2018 January 2018-01-01",
            6_559,
            354,
            (466, 460),
            6,
        ),
    ] {
        let path = folder.join(file);
        let read = read(path.clone())?;
        assert_eq!(read.keys().collect::<Vec<_>>(), [part]);
        let (found, rows) = &read[part];
        let found_codes = hcpcs(rows);
        assert_eq!(
            (found.as_str(), found_codes.len(), modifiers(&found_codes)),
            (label, codes, marks)
        );
        // An ended code stays listed, and most often its last action counts from a later day.
        let ended_codes = || found_codes.iter().filter(|(title, _)| title.ended_on.is_some());
        let later = ended_codes().filter(|(title, attributes)| attributes.effective_on > title.ended_on);
        assert_eq!((ended_codes().count(), later.count()), ended);
        assert!(ended_codes().all(|(title, _)| title.billable));
        // Dental codes are not in the public file.
        assert!(
            found_codes
                .iter()
                .all(|(title, _)| title.code.system() == CodeSystem::Modifier
                    || !title.code.as_str().starts_with('D'))
        );
        assert_eq!(Package::open(&path)?.skipped().len(), beside);
    }
    Ok(())
}

#[test]
fn hcpcs_of_2019_as_text_and_as_sheet_differ_in_117_codes() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let zip = folder.join("hcpcs/2019-Alpha-Numeric-HCPCS-File.zip");
    let (text, sheet) = (
        alone(&zip, "HCPC2019_CONTR_ANWEB.txt")?,
        alone(&zip, "HCPC2019_CONTR_ANWEB.xlsx")?,
    );
    let (text, sheet) = (hcpcs(&text), hcpcs(&sheet));
    assert_eq!((text.len(), sheet.len()), (6_800, 6_800));
    let (mut dates, mut types) = (0, Vec::new());
    for ((title, attributes), (other_title, other)) in text.into_iter().zip(sheet) {
        assert_eq!(title, other_title);
        let mut same = other.clone();
        // The sheet lacks days of actions …
        if other.effective_on.is_none() && attributes.effective_on.is_some() {
            dates += 1;
            same.effective_on = attributes.effective_on;
        }
        // … and the text two fourth types of service.
        if attributes.types_of_service != other.types_of_service {
            let both = [&*attributes.types_of_service, &*other.types_of_service];
            types.push((title.code.as_str(), both));
            same.types_of_service.clone_from(&attributes.types_of_service);
        }
        assert_eq!(attributes, &same);
    }
    assert_eq!(dates, 115);
    assert_eq!(
        types,
        [("E0210", ["A L P", "A L P R"]), ("E0776", ["A E P", "A E P R"])]
    );
    Ok(())
}

#[test]
fn hcpcs_of_2018_as_text_and_as_sheet_is_the_same() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let zip = folder.join("hcpcs/2018-Alpha-Numeric-HCPCS-File.zip");
    let text = alone(&zip, "HCPC2018_CONTR_ANWEB_disc.txt")?;
    assert!(text == alone(&zip, "HCPC2018_CONTR_ANWEB_disc.xlsx")?);
    Ok(())
}

#[test]
fn hcpcs_of_2020_as_a_sheet_and_of_2026_as_csv() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (file, label, codes, marks) in [
        (
            "hcpcs/2020_10_hcpc_anweb.xlsx",
            "hcpcs 2020 October 2020-10-01",
            7_196,
            371,
        ),
        (
            "hcpcs/HCPC2026_OCT_ANWEB.excerpt.csv",
            "hcpcs 2026 October 2026-10-01",
            8,
            8,
        ),
    ] {
        let read = read(folder.join(file))?;
        let (found, rows) = read.values().next().ok_or("nothing read")?;
        let found_codes = hcpcs(rows);
        assert_eq!(
            (found.as_str(), found_codes.len(), modifiers(&found_codes)),
            (label, codes, marks)
        );
    }
    Ok(())
}

#[test]
fn a_description_longer_than_a_cell_is_joined() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("hcpcs/2020_10_hcpc_anweb.xlsx"))?;
    let (_, rows) = read.values().next().ok_or("nothing read")?;
    let codes = hcpcs(rows);
    let care = codes.iter().find(|(title, _)| title.code.as_str() == "G0503");
    let (care, _) = care.ok_or("G0503 is missing")?;
    let end = "other treatment goals and are prepared for discharge from active treatment";
    assert!(care.long_title.ends_with(end), "{}", care.long_title);
    Ok(())
}

#[test]
fn procedure_to_procedure_edits() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let excerpt = read(folder.join("ncci/ccipra-v322r0-f1.excerpt.txt"))?;
    let (label, edits) = excerpt.values().next().ok_or("nothing read")?;
    assert_eq!(label, "ptp-practitioner 2026 Q3 2026-07-01");
    assert!(edits.len() >= 30);

    // Streamed, as the importer does: each of the four parts has 46 MB.
    let (mut rows, mut active, mut not_first) = (0, 0, 0);
    let mut rationales = Vec::new();
    for part in 1..=4 {
        let path = folder.join(format!("ncci/ccipra-v302r0-f{part}-derived.zip"));
        let mut package = Package::open(&path)?;
        let part = package.parts()[0].clone();
        assert_eq!(part.info.label, "2024 Q3");
        for row in package.rows(&part)? {
            rows += 1;
            let Row::Ptp(row) = row? else {
                return Err("another row".into());
            };
            active += u32::from(row.deleted.is_none());
            not_first += u32::from(row.occurrence > 0);
            if (row.column1.as_str(), row.column2.as_str()) == ("88108", "88162") {
                rationales.push((row.occurrence, row.rationale));
            }
        }
    }
    assert_eq!((rows, active), (2_546_017, 1_669_820));
    // A pair of which two rows have the same days keeps both.
    let expected = [
        (0, "Mutually exclusive procedures".to_owned()),
        (1, "Standards of medical/surgical practice".to_owned()),
    ];
    assert_eq!(rationales, expected);
    assert_eq!(
        not_first, 286_685,
        "rows that begin with another one of their pair"
    );
    Ok(())
}

#[test]
fn what_is_not_read_is_named_and_not_misread() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (file, says) in [
        ("opps/status-indicators.csv", "status indicators"),
        (
            "hcpcs/2019-HCPCS-Record-Layout.zip",
            "description of the HCPCS file's columns",
        ),
        ("hcpcs/2019-HCPCS-NOC-Codes.zip", "not otherwise classified"),
        (
            "hcpcs/2019-HCPCS-Alpha-Numeric-Corrections.zip",
            "corrections of a HCPCS release, which are not applied",
        ),
        ("README.md", "it reads"),
    ] {
        let refused = Package::open(&folder.join(file))
            .map(|_| ())
            .map_err(|error| error.to_string());
        assert!(
            refused.as_ref().is_err_and(|error| error.contains(says)),
            "{file}: {refused:?}"
        );
    }
    Ok(())
}

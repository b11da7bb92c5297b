//! The readers on the publishers' own files, where these are at hand (`RELEASES_DIR`, or `../shared/data`
//! beside the workspace). They are not part of the project.

mod release_folder;

use codeset::icd10cm::{full_codes, seventh_characters};
use codeset::rows::{IcdBlockRow, SeventhCharacterRow, TabularNoteRow};
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

/// The rows of a file of `rvu25d.zip`, read by itself.
fn twin(folder: &Path, name: &str) -> Checked<Vec<Row>> {
    let unpacked = tempfile::tempdir()?;
    let path = unpacked.path().join(name);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(folder.join("pfs/rvu25d.zip"))?)?;
    std::io::copy(&mut zip.by_name(name)?, &mut std::fs::File::create(&path)?)?;
    let (_, (_, rows)) = read(path)?.pop_first().ok_or("nothing read")?;
    Ok(rows)
}

fn billable(rows: &[Row]) -> usize {
    rows.iter()
        .filter(|row| matches!(row, Row::Code(code) if code.billable))
        .count()
}

#[test]
fn the_fee_schedule_of_october_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let path = folder.join("pfs/rvu25d.zip");
    let read = read(path.clone())?;
    let names: Vec<_> = read.keys().map(String::as_str).collect();
    assert_eq!(names, ["25LOCCO.csv", "GPCI2025.csv", "PPRRVU2025_Oct.csv"]);

    let (label, fees) = &read["PPRRVU2025_Oct.csv"];
    assert_eq!(label, "mpfs 2025 October 2025-10-01");
    assert!(
        matches!(&fees[0], Row::ConversionFactor(row) if row.kind == "physician" && row.factor == 323_465)
    );
    assert_eq!(
        fees.iter().filter(|row| matches!(row, Row::Fee(_))).count(),
        19_090
    );
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
        "ANES2025.csv",
        "OPPSCAP_Oct.txt",
        "RVU25D.pdf",
        "RVU25D.txt",
        "25LOCCO.txt",
        "GPCI2025.txt",
    ] {
        assert!(skipped.contains(&name), "{name} in {skipped:?}");
    }
    assert_eq!(skipped.len(), 9);
    Ok(())
}

#[test]
fn every_locality_with_counties_has_indices() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("pfs/rvu25d.zip"))?;
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
    let read = read(folder.join("pfs/rvu25a-updated-01_10_2025.zip"))?;
    let (label, fees) = &read["PPRRVU25_JAN.csv"];
    assert_eq!(
        (label.as_str(), fees.len()),
        ("mpfs 2025 January 2025-01-01", 18_866)
    );
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
    Ok(())
}

#[test]
fn hcpcs_of_october_2025() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    let read = read(folder.join("hcpcs/hcpcs-2025-oct-derived.zip"))?;
    let (label, codes) = read.values().next().ok_or("nothing read")?;
    assert_eq!(
        (label.as_str(), codes.len()),
        ("hcpcs 2025 October 2025-10-01", 8_846)
    );
    let modifiers = codes
        .iter()
        .filter(|row| matches!(row, Row::Code(row) if row.code.system() == CodeSystem::Modifier));
    assert_eq!(modifiers.count(), 383);
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
    let (mut rows, mut active) = (0, 0);
    for part in 1..=4 {
        let path = folder.join(format!("ncci/ccipra-v302r0-f{part}-derived.zip"));
        let mut package = Package::open(&path)?;
        let part = package.parts()[0].clone();
        assert_eq!(part.info.label, "2024 Q3");
        for row in package.rows(&part)? {
            rows += 1;
            active += u32::from(matches!(row?, Row::Ptp(row) if row.deleted.is_none()));
        }
    }
    assert_eq!((rows, active), (2_546_017, 1_669_820));
    Ok(())
}

#[test]
fn what_is_not_read_is_named_and_not_misread() -> Checked {
    let Some(folder) = folder() else { return Ok(()) };
    for (file, says) in [
        ("hcpcs/HCPC2026_OCT_ANWEB.excerpt.csv", "published CSV layout"),
        ("hcpcs/2020_10_hcpc_anweb.xlsx", "spreadsheet"),
        ("ncci/aoc-2024q3-derived.csv", "it reads"),
        ("pos/pos_codes_cms_derived.csv", "it reads"),
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

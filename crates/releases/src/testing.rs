//! Excerpts in the layouts of the official files, with invented figures and texts, and what all readers must
//! survive.

pub(crate) mod fees;
#[path = "../tests/release_folder/mod.rs"]
mod folder;

use crate::detect::{Layout, Verdict, detect};
use crate::row::Row;
use crate::{
    add_on, cpt, gem, gpci, hcpcs, icd10_index, icd10_order, icd10_tabular, locality, mcd, mpfs, mue,
    place_of_service, ptp,
};
use codeset::NaiveDate;
use codeset::release::{ReleaseInfo, Source};
use proptest::prelude::*;
use std::io::BufRead;
use std::path::Path;

pub(crate) use folder::release_folder;

/// All rows, or the first error as text.
pub(crate) fn read(layout: Layout, file: &str, input: impl BufRead + Send) -> Result<Vec<Row>, String> {
    let info = ReleaseInfo::new(Source::Mpfs, "2025", NaiveDate::default());
    let rows = (layout.open)(Box::new(input), file, &info).map_err(|error| error.to_string())?;
    rows.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// What is made of a file: what is told of its release, or the reason why it is not read.
pub(crate) fn recognised(
    name: &str,
    head: &[u8],
    told: impl FnOnce(ReleaseInfo, Layout) -> String,
) -> String {
    match detect(name, head) {
        Verdict::Read(info, layout) => told(info, layout),
        Verdict::Coverage(kind) => kind.file_name(),
        Verdict::Undated(undated, _) => format!("{} of month {}", undated.source.slug(), undated.month),
        Verdict::Not(reason) => reason,
    }
}

/// What a file is taken for, or why it is not read.
pub(crate) fn verdict(name: &str, text: &str) -> String {
    recognised(name, text.as_bytes(), |info, _| {
        format!("{} {} {}", info.source.slug(), info.label, info.valid_from)
    })
}

/// PPRRVU as CSV of 2025.
pub(crate) fn fee_table() -> String {
    let empty = |count| ",".repeat(count);
    [
        format!(",,2025 National Physician Fee Schedule Relative Value File October Release{}", empty(28)),
        format!(",,RELEASED 01/02/2025{}", empty(28)),
        format!(",, , {}NON-FACILITY,FACILITY,", empty(25)),
        format!(",,,,NOT USED{}PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED", empty(21)),
        format!(
            ",,,,FOR,,,NON-FAC,,FACILITY {}SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS",
            empty(16)
        ),
        ",,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,\
         MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT"
            .into(),
        "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,\
         OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT"
            .into(),
        "97001,,\"One, two\",A,,1.20,0.75,,0.50,NA,0.05,2.00,1.75,7,XXX,0.00,0.00,0.00,5,0,0,0,0,,32.3465,\
         09,0,99,0.00,0.00,0.00"
            .into(),
        "43001,26,Three,A,,0.10,0.20,NA,0.20,,0.01,0.31,0.31,1,000,0.10,0.80,0.10,2,0,1,0,0,43235,32.3465,\
         6A,0,88,0.00,0.00,0.00"
            .into(),
        String::new(),
    ]
    .join("\r\n")
}

/// The same two rows as fixed text.
pub(crate) fn fee_text() -> String {
    let line = |start: &str, status: &str, figures: &str, rest: &str, end: &str| {
        let line = format!("{start:<57}{status} {figures}{rest:<30}{end}");
        format!("{line:<171}\r\n")
    };
    [
        "HDR CPT CODES AND DESCRIPTIONS ONLY ARE COPYRIGHT \r\nHDR 2026 SOMEBODY\r\n".to_owned(),
        line(
            "97001  One, two",
            "A",
            "  1.20   0.75     0.50NA  0.05   2.00  1.75",
            "7XXX.00.00.0050000",
            " 32.3465 090 99      0.00   0.00   0.00",
        ),
        line(
            "4300126Three",
            "A",
            "  0.10   0.20NA   0.20    0.01   0.31  0.31",
            "1000.10.80.1020100       43235",
            " 32.34656A 0 88      0.00   0.00   0.00",
        ),
    ]
    .concat()
}

/// GPCI as CSV.
pub(crate) const GPCI: &str = "\
ADDENDUM E. FINAL CY 2025 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY,,,,,,\r\n\
,,,,,,\r\n\
Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2025 PW GPCI (with 1.0 Floor),2025 PE GPCI,2025 MP GPCI\r\n\
01112,CA,05,SAN SOMEWHERE,1.017,1.093,0.662\r\n\
03202,MT,01,MONTANA**,1,1,0.978\r\n\
01212,HI,01,\"HAWAII, GUAM\",1,1.5,0.561\r\n\
\"MAC Assignments as of November 22, 2023\",,,,,,\r\n\
,,,,,,\r\n\
*Work GPCI reflects a 1.5 floor.,,,,,,\r\n";

/// LOCCO as CSV.
pub(crate) const LOCALITY_TABLE: &str = "\
COUNTIES INCLUDED IN 2025 LOCALITIES. (ALPHABETICALLY BY STATE),,,,\r\n\
,,,,\r\n\
Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties\r\n\
,,,,\r\n\
2102,1,ALASKA ,STATEWIDE ,ALL COUNTIES \r\n\
,,,,\r\n\
5302,2,MISSOURI ,TOWN ,\"CLAY, PLATTE \"\r\n\
5302,99,,REST OF STATE*,ALL OTHER COUNTIES\r\n\
5302,99,,REST OF STATE*,ALL OTHER COUNTIES\r\n\
,,,,\r\n\
*  Payment locality is serviced by two carriers.,,,,\r\n";

/// LOCCO as fixed text.
pub(crate) fn locality_text() -> String {
    let row = |mac: &str, number: &str, state: &str, area: &str, counties: &str| {
        format!("    {mac}       {number}    {state:<23}{area:<98}{counties}\r\n")
    };
    [
        "\r\nCOUNTIES INCLUDED IN 2025 LOCALITIES.\r\n\r\n".to_owned(),
        "Medicare AdmiLocality         State            Fee Schedule Area        Counties\r\n\r\n".to_owned(),
        row("02102", "01", "ALASKA", "STATEWIDE", "ALL COUNTIES"),
        "\r\n".to_owned(),
        row(
            "05302",
            "02",
            "MISSOURI",
            "TOWN",
            &"CLAY, PLATTE, SOMEWHERE".repeat(3)[..58],
        ),
        row("05302", "99", "", "REST OF STATE*", "ALL OTHER COUNTIES"),
        row("05302", "99", "", "REST OF STATE*", "ALL OTHER COUNTIES"),
        "\r\n".to_owned(),
        row("01112", "05", "", "A GROUP WITHOUT ITS STATE", "SAN FRANCISCO"),
        "\r\n\r\n*  Payment locality is serviced by two carriers.\r\n".to_owned(),
    ]
    .concat()
}

/// An ICD-10-CM order file with a gap.
pub(crate) fn order_file() -> String {
    [
        ("00001", "A00", 0, "Short one", "Long one"),
        ("00007", "A0011", 1, "Short two", "Long two, unspecified"),
    ]
    .map(|(n, code, flag, short, long)| format!("{n} {code:<7} {flag} {short:<60} {long}\r\n"))
    .concat()
}

/// An ICD-10-PCS order file.
pub(crate) fn pcs_order_file() -> String {
    [
        ("00001", "001", 0, "Some System, Doing", "Some System, Doing"),
        (
            "00002",
            "0016070",
            1,
            "Do to Part",
            "Do to Part with Device, Open Approach",
        ),
    ]
    .map(|(n, code, flag, short, long)| format!("{n} {code:<7} {flag} {short:<60} {long}\r\n"))
    .concat()
}

/// The ICD-10-CM tabular list of an April, with what is passed over.
pub(crate) const TABULAR: &str = include_str!("testing/tabular.xml");

/// The ICD-10-CM index of external causes.
pub(crate) const EXTERNAL_INDEX: &str = include_str!("testing/external_index.xml");

/// The ICD-10-CM table of drugs.
pub(crate) const DRUG_INDEX: &str = include_str!("testing/drug_index.xml");

/// Mappings from ICD-9-CM.
pub(crate) const GEM_ICD9: &str = "\
0010  A000    00000\r\n\
72887 M6281   10000\r\n\
80600 S12000A 10111\r\n\
80600 S14109A 10112\r\n\
E0000 Y990    00000\r\n\
E984  NoDx    11000\r\n\
V5411 S42301D 10000\r\n";

/// Mappings from ICD-10-CM.
pub(crate) const GEM_ICD10: &str = "\
A000    0010  00000\r\n\
S42301D V5411 10000\r\n\
R29700  NoDx  11000\r\n";

/// MUE as CSV, in Windows-1252.
pub(crate) const MUE: &[u8] = b"\"A notice of\n\nCPT\xae is a mark.\",,,\n\
\"HCPCS/\nCPT Code\",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n\
0001U,1,2 Date of Service Edit: Policy,Code Descriptor / CPT Instruction\n\
97001,0,3 Date of Service Edit: Clinical,Nature of Service/Procedure\n";

/// A part of the PTP edits.
pub(crate) const PTP: &str = "\
CPT only copyright 2025 Somebody.\t\t\t\t\t\t\r\n\
Column1/Column2 Edits\t\t\t\t\t\t\r\n\
Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n\
\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n\
\t\t\t\t*=no data\t1=allowed\t\r\n\
\t\t\t\t\t9=not applicable\t\r\n\
0001A\t0591T\t\t20220101\t20231231\t1\tMisuse\r\n\
0001A\t0591T\t\t20240101\t*\t0\tMisuse\r\n\
97001\tG0008\t*\t19960101\t19960101\t9\tMutually exclusive procedures\r\n";

/// The same as the sheet is saved: its cells hold no commas.
pub(crate) fn ptp_sheet() -> String {
    PTP.replace('\t', ",")
}

/// MUE of another setting.
pub(crate) fn mue_of(services: &str) -> String {
    String::from_utf8_lossy(MUE).replace("Practitioner Services", services)
}

/// Add-on code edits as the publisher's sheet is saved.
pub(crate) const ADD_ON: &str = "\
A notice.,,,,,,,\r\n\
AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,\
Special_Instruction_Notes\r\n\
2,0054T,,CCCCC,,2013091,,Contractor Defined Primary Codes\r\n\
1,0071U,2023365,0070U,2024060,2018274,,\r\n\
3,99292,,99291,,2013091,2022365,One (note)\r\n";

/// The same rows in the publisher's fixed text.
pub(crate) fn add_on_text() -> String {
    let line = |start: &str, primary: &str, dates: &str, note: &str| {
        format!("{start:<13}{primary:<12}{dates:<14}{note:<58}\r\n")
    };
    [
        line("20054T", "CCCCC", "2013091", "Contractor Defined Primary Codes"),
        line("10071U2023365", "0070U2024060", "2018274", ""),
        line("399292", "99291", "20130912022365", "One (note)"),
    ]
    .concat()
}

/// Add-on code edits in three columns.
pub(crate) const ADD_ON_SHORT: &str = "\
primary_code,add_on_code,aoc_edit_type\r\n\
CCCCC,0054T,2\r\n\
0070U,0071U,1\r\n\
99291,99292,3\r\n";

/// Place of service codes.
pub(crate) const PLACES: &str = "\
pos_code,pos_type,pos_name,pos_description\r\n\
02,Facility,Somewhere else,\"One, two\"\r\n\
10,Non-Facility,At home,The patient’s own.\r\n\
28,Unassigned,Unassigned,Unassigned\r\n";

/// Each layout, the name its file could have, and an excerpt.
pub(crate) fn excerpts() -> Vec<(Layout, &'static str, Vec<u8>)> {
    let mut excerpts: Vec<(Layout, &'static str, Vec<u8>)> = vec![
        (mpfs::FEE_TABLE, "PPRRVU2025_Oct.csv", fee_table().into_bytes()),
        (mpfs::FEE_TEXT, "PPRRVU2025_Oct.txt", fee_text().into_bytes()),
        (gpci::TABLE, "GPCI2025.csv", GPCI.into()),
        (locality::TABLE, "25LOCCO.csv", LOCALITY_TABLE.into()),
        (locality::TEXT, "25LOCCO.txt", locality_text().into_bytes()),
        (
            icd10_order::CM,
            "icd10cm_order_2025.txt",
            order_file().into_bytes(),
        ),
        (
            icd10_order::PCS,
            "icd10pcs_order_2026.txt",
            pcs_order_file().into_bytes(),
        ),
        (
            icd10_tabular::XML,
            "icd10cm-tabular-April-2025.xml",
            TABULAR.replace('\n', "\r\n").into_bytes(),
        ),
        (
            icd10_index::XML,
            "icd10cm-eindex-April-2025.xml",
            EXTERNAL_INDEX.into(),
        ),
        (icd10_index::XML, "icd10cm_drug_2025.xml", DRUG_INDEX.into()),
        (gem::ICD9, "2018_I9gem.txt", GEM_ICD9.into()),
        (gem::ICD10, "2018_I10gem.txt", GEM_ICD10.into()),
        (
            mue::PRACTITIONER,
            "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
            MUE.into(),
        ),
        (
            mue::OUTPATIENT,
            "MCR_MUE_OutpatientHospitalServices_Eff_04-01-2026.csv",
            mue_of("Outpatient Hospital Services").into_bytes(),
        ),
        (
            mue::SUPPLIER,
            "MCR_MUE_DMESupplierServices_Eff_04-01-2026.xlsx",
            mue_of("DME Supplier Services").into_bytes(),
        ),
        (ptp::TEXT, "ccipra-v302r0-f1.TXT", PTP.into()),
        (ptp::SHEET, "ccioph-v302r0-f1.xlsx", ptp_sheet().into_bytes()),
        (add_on::TABLE, "AOC_V2024Q3-MCR.xlsx", ADD_ON.into()),
        (add_on::TABLE, "aoc-2024q3-derived.csv", ADD_ON_SHORT.into()),
        (add_on::TEXT, "AOC_V2024Q3-F-MCR.txt", add_on_text().into_bytes()),
        (place_of_service::TABLE, "pos_codes_2025-05-01.csv", PLACES.into()),
        (hcpcs::TEXT, "HCPC2019_CONTR_ANWEB.txt", hcpcs::excerpts::text()),
        (
            hcpcs::TABLE,
            "HCPC2026_OCT_ANWEB.csv",
            hcpcs::excerpts::table().into_bytes(),
        ),
        (
            hcpcs::FIVE_COLUMNS,
            "hcpcs_2025_oct.csv",
            hcpcs::excerpts::FIVE_COLUMNS.into(),
        ),
        (cpt::LONG, "LONGULT.txt", cpt::excerpts::LONG.into()),
        (cpt::MEDIUM, "MEDU.txt", cpt::excerpts::MEDIUM.into()),
        (cpt::SHORT, "SHORTU.txt", cpt::excerpts::SHORT.into()),
        (
            cpt::CONSUMER,
            "AMA/CPT/20250101/standard/ConsumerDescriptor.txt",
            cpt::excerpts::CONSUMER.into(),
        ),
        (
            cpt::CLINICIAN,
            "ClinicianDescriptor_2025.txt",
            cpt::excerpts::CLINICIAN.into(),
        ),
    ];
    excerpts.append(&mut fees::excerpts());
    excerpts.extend(mcd::testing::excerpts());
    excerpts
}

fn is_xml(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "xml")
}

#[test]
fn each_layout_is_recognised_and_read_with_either_line_ending() {
    for (layout, name, text) in excerpts() {
        let is_recognised = match detect(name, &text) {
            Verdict::Read(_, found) => found.rank == layout.rank,
            Verdict::Coverage(kind) => kind.file_name() == name,
            Verdict::Undated(..) | Verdict::Not(_) => false,
        };
        assert!(is_recognised, "{name}");
        let rows = read(layout, name, &text[..]);
        assert!(
            rows.as_ref().is_ok_and(|rows| rows.len() >= 2),
            "{name}: {rows:?}"
        );
        let lines_only: Vec<u8> = text.iter().copied().filter(|b| *b != b'\r').collect();
        assert_eq!(read(layout, name, &lines_only[..]), rows, "{name}");
    }
}

#[test]
fn a_file_that_was_cut_anywhere_but_between_rows_is_refused() {
    for (layout, name, text) in excerpts() {
        let whole = read(layout, name, &text[..]);
        for end in 0..text.len() {
            let cut = read(layout, name, &text[..end]);
            // The lines of XML are no rows: it ends with the end of its root.
            let after_row = end == 0 || text[end - 1] == b'\n';
            let between = (after_row && !is_xml(name)) || text[end..].iter().all(u8::is_ascii_whitespace);
            assert!(cut.is_err() || between, "{name} at {end}");
            // What is read of a part is never more than the whole. (The title of a HCPCS code that runs over
            // several rows is shorter when the last is missing.)
            let title_goes_on = name.contains("ANWEB");
            assert!(
                cut.is_err()
                    || title_goes_on
                    || whole
                        .as_ref()
                        .is_ok_and(|whole| cut.is_ok_and(|cut| whole.starts_with(&cut)))
            );
        }
    }
}

#[test]
fn an_empty_file_and_one_without_rows_are_refused() {
    for (layout, name, _) in excerpts() {
        let refused = read(layout, name, &b""[..]);
        assert!(
            refused
                .as_ref()
                .is_err_and(|e| e.starts_with(&format!("{name}, line 1: "))),
            "{refused:?}"
        );
    }
}

#[test]
fn endless_input_is_an_error_and_not_memory() {
    for (layout, name, text) in excerpts() {
        for byte in [b'0', b'"', b'\t', b','] {
            let endless = std::io::BufReader::new(std::io::Read::chain(&text[..], std::io::repeat(byte)));
            let refused = read(layout, name, endless);
            let limit = if is_xml(name) {
                "longer than 100000 bytes"
            } else {
                "longer than 1 MiB"
            };
            assert!(
                refused.as_ref().is_err_and(|e| e.contains(limit)),
                "{name}: {refused:?}"
            );
        }
    }
}

#[test]
fn a_repeated_last_row_is_refused() {
    for (layout, name, text) in excerpts() {
        // LOCCO repeats rows itself; GPCI ends with footnotes; relations of the coverage database are read once; the
        // last line of XML is no row (its readers have tests of their own).
        let may_repeat = ["25LOCCO", "GPCI"]
            .iter()
            .any(|beginning| name.starts_with(beginning));
        if may_repeat || is_xml(name) || mcd::testing::may_repeat(name) {
            continue;
        }
        // Some files end with a row of commas.
        let last = text
            .iter()
            .rposition(u8::is_ascii_alphanumeric)
            .unwrap_or_default();
        let start = text[..last]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        let end = text[last..]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(text.len(), |at| last + at + 1);
        let doubled = [&text[..end], &text[start..end]].concat();
        let refused = read(layout, name, &doubled[..]);
        assert!(
            refused
                .as_ref()
                .is_err_and(|e| e.contains("already on line") || e.contains("does not follow")),
            "{name}: {refused:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for (layout, name, _) in excerpts() {
            let _ = read(layout, name, &bytes[..]);
            let _ = detect(name, &bytes);
        }
        let _ = detect("unknown", &bytes);
    }

    #[test]
    fn damaged_excerpts_never_panic(
        at in any::<proptest::sample::Index>(),
        bytes in proptest::collection::vec(any::<u8>(), 0..8),
    ) {
        for (layout, name, text) in excerpts() {
            let at = at.index(text.len());
            let mut damaged = text.clone();
            damaged.splice(at..(at + bytes.len() / 2).min(text.len()), bytes.iter().copied());
            let _ = read(layout, name, &damaged[..]);
            let _ = detect(name, &damaged);
        }
    }

    #[test]
    fn names_never_panic(name in any::<String>()) {
        for (_, _, text) in excerpts() {
            let _ = detect(&name, &text);
            let _ = detect(&name, b"");
        }
    }
}

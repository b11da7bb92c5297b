//! What a file is: told by its first lines and, where these are silent, by its name.

use crate::cell::decoded;
use crate::cpt::{LongDescriptors, looks_like_row};
use crate::error::ReadError;
use crate::gpci::GpciTable;
use crate::hcpcs::HcpcsTable;
use crate::icd10cm::OrderFile;
use crate::locality::{LocalityTable, LocalityText};
use crate::mpfs::{FeeTable, FeeText};
use crate::mue::MueTable;
use crate::naming;
use crate::ptp::PtpText;
use crate::row::{Reading, Rows};
use codeset::release::{ReleaseInfo, Source};
use std::io::BufRead;

/// So much of a file is looked at.
pub(crate) const HEAD: usize = 64 * 1024;

/// A layout that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// PPRRVU as CSV, with the kind of its conversion factor.
    FeeTable(&'static str),
    /// PPRRVU as fixed text, with the kind of its conversion factor.
    FeeText(&'static str),
    Gpci,
    LocalityTable,
    LocalityText,
    Icd10cm,
    Mue,
    Ptp,
    Hcpcs,
    Cpt,
}

/// What is to be done with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is read.
    Read(ReleaseInfo, Layout),
    /// It is known and not read, or not known: why.
    Not(String),
}

impl Layout {
    /// The layout of the CSV with the same rows, which is preferred.
    pub fn table_twin(self) -> Option<Self> {
        match self {
            Self::FeeText(kind) => Some(Self::FeeTable(kind)),
            Self::LocalityText => Some(Self::LocalityTable),
            _ => None,
        }
    }

    /// The rows of a file of this layout. The header is read at once.
    pub fn rows<'a>(self, input: impl BufRead + Send + 'a, file: &str) -> Result<Rows<'a>, ReadError> {
        Ok(match self {
            Self::FeeTable(kind) => Box::new(Reading::new(FeeTable::new(input, file, kind)?)),
            Self::FeeText(kind) => Box::new(Reading::new(FeeText::new(input, file, kind))),
            Self::Gpci => Box::new(Reading::new(GpciTable::new(input, file)?)),
            Self::LocalityTable => Box::new(Reading::new(LocalityTable::new(input, file)?)),
            Self::LocalityText => Box::new(Reading::new(LocalityText::new(input, file)?)),
            Self::Icd10cm => Box::new(Reading::new(OrderFile::new(input, file))),
            Self::Mue => Box::new(Reading::new(MueTable::new(input, file)?)),
            Self::Ptp => Box::new(Reading::new(PtpText::new(input, file)?)),
            Self::Hcpcs => Box::new(Reading::new(HcpcsTable::new(input, file)?)),
            Self::Cpt => Box::new(Reading::new(LongDescriptors::new(input, file))),
        })
    }
}

/// A file as the rules below see it.
struct Sample<'a> {
    /// The name without folders, in lower case.
    name: String,
    /// The first bytes.
    head: &'a [u8],
    /// The same as text.
    text: String,
}

impl Sample<'_> {
    fn is_csv(&self) -> bool {
        self.name.ends_with(".csv")
    }

    fn named(&self, part: &str) -> bool {
        self.name.contains(part)
    }

    fn says(&self, part: &str) -> bool {
        self.text.contains(part)
    }

    fn first_line(&self) -> &str {
        self.text
            .lines()
            .find(|line| !line.trim_matches([',', ' ']).is_empty())
            .unwrap_or_default()
    }
}

fn not(reason: &str) -> Option<Verdict> {
    Some(Verdict::Not(reason.to_owned()))
}

/// The release, or that the name must tell it.
fn release_or(info: Option<ReleaseInfo>, layout: Layout, what: &str, example: &str) -> Option<Verdict> {
    Some(match info {
        Some(info) => Verdict::Read(info, layout),
        None => Verdict::Not(format!(
            "{what}, but neither its text nor its name tells the release: give it its published name, like {example}"
        )),
    })
}

/// Recognises a file by its name (folders before it do not matter) and its first [`HEAD`] bytes.
pub(crate) fn detect(name: &str, head: &[u8]) -> Verdict {
    let base = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(name)
        .to_ascii_lowercase();
    let sample = Sample {
        name: base,
        head,
        text: decoded(head).into_owned(),
    };
    let rules: [fn(&Sample<'_>) -> Option<Verdict>; 10] = [
        binary,
        fees,
        gpci,
        localities,
        other_fee_files,
        mue,
        ptp,
        icd,
        hcpcs,
        cpt,
    ];
    rules
        .iter()
        .find_map(|rule| rule(&sample))
        .unwrap_or_else(|| Verdict::Not("not recognised".into()))
}

fn binary(file: &Sample<'_>) -> Option<Verdict> {
    if file.head.starts_with(b"%PDF") || file.named(".pdf") {
        not("a PDF document")
    } else if [".xlsx", ".xls"].iter().any(|end| file.name.ends_with(end)) {
        not("a spreadsheet; CSV and text files are read")
    } else if file.head.starts_with(b"PK\x03\x04") {
        not("a zip under another name")
    } else if file.head.contains(&0) {
        not("a binary file")
    } else {
        None
    }
}

/// The kind of the conversion factor. From 2026 there are two, each with its own file.
fn factor_kind(info: &ReleaseInfo, name: &str) -> Option<&'static str> {
    use chrono::Datelike as _;
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if name.contains("nonqp") {
        Some("physician-nonqp")
    } else if name.contains("qp") {
        Some("physician-qp")
    } else {
        (info.valid_from.year() < 2026).then_some("physician")
    }
}

fn fees(file: &Sample<'_>) -> Option<Verdict> {
    let what = "a PPRRVU file";
    let example = "PPRRVU2025_Oct.csv";
    let title = file.first_line().to_ascii_lowercase();
    let titled =
        title.contains("national physician fee schedule relative value file") && title.contains("release");
    let named = file.name.starts_with("pprrvu");
    let fixed = file.head.starts_with(b"HDR ");
    if !(titled || named || (fixed && file.says("CPT CODES AND DESCRIPTIONS"))) {
        return None;
    }
    let info = naming::fee_title(&title)
        .filter(|_| titled)
        .or_else(|| naming::fee_name(&file.name));
    let Some(info) = info else {
        return release_or(None, Layout::FeeText(""), what, example);
    };
    let Some(kind) = factor_kind(&info, &file.name) else {
        return not(
            "a PPRRVU file of 2026 or later, whose name must say whose conversion factor it has: \
             give it its published name, with QPP or nonQPP",
        );
    };
    let layout = if fixed || (!titled && !file.is_csv()) {
        Layout::FeeText(kind)
    } else {
        Layout::FeeTable(kind)
    };
    Some(Verdict::Read(info, layout))
}

fn gpci(file: &Sample<'_>) -> Option<Verdict> {
    let title = file.first_line().to_ascii_uppercase();
    let titled = title.contains("GEOGRAPHIC PRACTICE COST INDICES");
    if !titled && !file.name.starts_with("gpci") {
        return None;
    }
    if !file.is_csv() && !title.contains(",,") {
        return not("the GPCI file as text: the CSV beside it is read");
    }
    let info = naming::yearly(Source::Gpci, &title).filter(|_| titled);
    release_or(
        info.or_else(|| naming::yearly(Source::Gpci, &file.name)),
        Layout::Gpci,
        "a GPCI file",
        "GPCI2025.csv",
    )
}

fn localities(file: &Sample<'_>) -> Option<Verdict> {
    let title = file.first_line().to_ascii_uppercase();
    let titled = title.contains("COUNTIES INCLUDED IN") && title.contains("LOCALITIES");
    if !titled && !file.named("locco") {
        return None;
    }
    let layout = if file.is_csv() {
        Layout::LocalityTable
    } else {
        Layout::LocalityText
    };
    let info = naming::yearly(Source::Locality, &title).filter(|_| titled);
    release_or(
        info,
        layout,
        "a LOCCO file whose title names no year",
        "25LOCCO.txt",
    )
}

/// What else the zip of the fee schedule holds.
fn other_fee_files(file: &Sample<'_>) -> Option<Verdict> {
    if file.name.starts_with("anes") {
        not("anesthesia conversion factors are not read yet")
    } else if file.name.starts_with("oppscap") {
        not("payment caps of the outpatient schedule are not read yet")
    } else if file.name.starts_with("rvu") && file.name.ends_with(".txt") {
        not("the description of the fee schedule's files")
    } else {
        None
    }
}

fn mue(file: &Sample<'_>) -> Option<Verdict> {
    let named = file.named("_mue_");
    if !file.says("MUE Values") && !file.says("MUE Adjudication Indicator") && !named {
        return None;
    }
    let practitioner = file.says("Practitioner Services MUE") || file.named("practitioner");
    if !practitioner {
        return not("MUE of another setting than practitioner services");
    }
    let example = "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv";
    release_or(naming::mue_name(&file.name), Layout::Mue, "a MUE file", example)
}

fn ptp(file: &Sample<'_>) -> Option<Verdict> {
    let titled = file.says("Column1/Column2 Edits") || file.says("Column 1\tColumn 2\t");
    let named = file.name.starts_with("ccipra");
    if !titled && !named {
        return None;
    }
    if !named && !file.named("prac") {
        return not(
            "PTP edits, but its name does not say that they are those of practitioners (ccipra-v322r0-f1.txt)",
        );
    }
    release_or(
        naming::ptp_name(&file.name),
        Layout::Ptp,
        "a PTP file",
        "ccipra-v322r0-f1.txt",
    )
}

/// Whether a line has the order number, the code's gap and the flag of an order file.
fn is_order_line(line: &[u8]) -> bool {
    line.len() > 76
        && line[..5].iter().all(u8::is_ascii_digit)
        && [5, 13, 15, 76].iter().all(|at| line[*at] == b' ')
        && matches!(line[14], b'0' | b'1')
}

fn icd(file: &Sample<'_>) -> Option<Verdict> {
    let first = file.head.split(|b| *b == b'\n').next().unwrap_or_default();
    if file.named("addenda") {
        return not("the changes of an ICD-10 order file; the whole file is read");
    }
    let named = file.named("icd10cm") && file.named("order") && file.name.ends_with(".txt");
    if !named && !is_order_line(first) {
        return None;
    }
    // The order file of ICD-10-PCS has the same layout; its first header is 001.
    if file.named("icd10pcs") || (first.get(6).is_some_and(u8::is_ascii_digit) && !named) {
        return not("an ICD-10-PCS order file, which is not read yet");
    }
    let what = "an ICD-10-CM order file";
    release_or(
        naming::icd10cm_name(&file.name),
        Layout::Icd10cm,
        what,
        "icd10cm_order_2025.txt",
    )
}

fn hcpcs(file: &Sample<'_>) -> Option<Verdict> {
    let first = file.first_line();
    if first.starts_with("HCPC,SEQNUM,RECID,") {
        return not("HCPCS in its published CSV layout, which is not read yet");
    }
    if !(first.starts_with("code,kind,") || (file.named("hcpcs") && file.is_csv())) {
        return None;
    }
    release_or(
        naming::hcpcs_name(&file.name),
        Layout::Hcpcs,
        "a HCPCS file",
        "hcpcs_2025_oct.csv",
    )
}

fn cpt(file: &Sample<'_>) -> Option<Verdict> {
    let named = file.named("longult");
    let mut notice = String::new();
    let mut after_blank = false;
    let mut rows = false;
    for line in file.text.lines() {
        if after_blank && looks_like_row(line.as_bytes()) {
            rows = true;
            break;
        }
        after_blank = line.trim().is_empty();
        notice.push_str(line);
        notice.push('\n');
    }
    if !(named || (rows && notice.contains("American Medical Association"))) {
        return None;
    }
    let what = "CPT descriptors whose licence notice names no year";
    release_or(
        naming::cpt_notice(&notice),
        Layout::Cpt,
        what,
        "LONGULT.txt with its notice",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GPCI, PTP, fee_table, fee_text, order_file};

    fn reason(name: &str, head: &[u8]) -> String {
        match detect(name, head) {
            Verdict::Not(reason) => reason,
            Verdict::Read(info, _) => format!("{} {}", info.source.slug(), info.label),
        }
    }

    #[test]
    fn the_content_says_more_than_the_name() {
        assert_eq!(reason("renamed.csv", fee_table().as_bytes()), "mpfs 2025 October");
        assert_eq!(
            reason("PPRRVU2019_JAN.csv", fee_table().as_bytes()),
            "mpfs 2025 October"
        );
        assert_eq!(reason("folder/renamed.csv", GPCI.as_bytes()), "gpci 2025");
    }

    #[test]
    fn where_the_content_is_silent_the_name_must_speak() {
        assert_eq!(
            reason("PPRRVU25_JAN.txt", fee_text().as_bytes()),
            "mpfs 2025 January"
        );
        assert!(reason("fees.txt", fee_text().as_bytes()).contains("give it its published name"));
        assert!(reason("order.txt", order_file().as_bytes()).contains("like icd10cm_order_2025.txt"));
        assert!(
            reason("edits-v302r0.txt", PTP.as_bytes())
                .contains("does not say that they are those of practitioners")
        );
        assert!(reason("ccioph-v302r0-f1.txt", PTP.as_bytes()).contains("practitioners"));
    }

    #[test]
    fn from_2026_the_name_says_whose_conversion_factor_it_is() {
        let text = fee_table().replace("2025 National", "2026 National");
        for (name, layout) in [
            ("PPRRVU2026_Oct_nonQPP.csv", Layout::FeeTable("physician-nonqp")),
            ("PPRRVU2026_Oct_QPP.csv", Layout::FeeTable("physician-qp")),
        ] {
            assert!(matches!(detect(name, text.as_bytes()), Verdict::Read(_, found) if found == layout));
        }
        assert!(reason("PPRRVU2026_Oct.csv", text.as_bytes()).contains("QPP or nonQPP"));
    }

    #[test]
    fn what_lies_beside_the_fee_schedule_is_known() {
        assert!(reason("ANES2025.csv", b"Contractor,Locality").contains("anesthesia"));
        assert!(reason("OPPSCAP_Oct.txt", b"0633T").contains("caps"));
        assert!(reason("RVU25D.pdf", b"%PDF-1.7").contains("PDF"));
        assert!(reason("PPRRVU25_JAN.xlsx", b"PK\x03\x04").contains("spreadsheet"));
        assert!(reason("GPCI2025.txt", b"ADDENDUM E. FINAL CY 2025 GEOGRAPHIC").contains("CSV"));
        let guide = b"NATIONAL PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE CALENDAR YEAR 2025";
        assert!(reason("RVU25D.txt", guide).contains("description"));
    }

    #[test]
    fn what_is_unknown_is_said_to_be() {
        assert!(reason("notes.txt", b"hello").contains("not recognised"));
        assert!(reason("x", b"\0\0\0").contains("binary"));
        assert!(
            reason(
                "icd10pcs_order_2026.txt",
                format!("00001 001     0 {:<60} Long\n", "Short").as_bytes()
            )
            .contains("ICD-10-PCS")
        );
    }
}

//! What a file is: told by its first lines and, where these are silent, by its name.

use crate::archive::is_database_name;
use crate::cell::decoded;
use crate::error::ReadError;
use crate::row::Rows;
use crate::undated::Undated;
use crate::{
    add_on, addendum_b, anesthesia, cpt, gem, gpci, hcpcs, icd10_index, icd10_order, icd10_tabular, locality,
    mcd, mpfs, mue, opps_cap, place_of_service, ptp, zip_locality,
};
use codeset::release::ReleaseInfo;
use std::io::BufRead;

/// So much of a file is looked at.
pub(crate) const HEAD: usize = 64 * 1024;

/// The text of a file on its way into a reader.
pub(crate) type Input<'a> = Box<dyn BufRead + Send + 'a>;

/// Begins to read a file, whose name stands in messages. The header is read at once.
pub(crate) type Open = for<'a> fn(Input<'a>, &str, &ReleaseInfo) -> Result<Rows<'a>, ReadError>;

/// A layout that is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Its reader.
    pub open: Open,
    /// Of two files with the same rows the one with the lower rank is read.
    pub rank: u8,
}

impl Layout {
    /// The only layout of its rows, or the best of several.
    pub const fn new(open: Open) -> Self {
        Self { open, rank: 0 }
    }

    /// A layout that is read where a better one is missing.
    pub const fn second(open: Open) -> Self {
        Self { open, rank: 1 }
    }

    /// A layout that says less than the others, read where both are missing.
    pub const fn third(open: Open) -> Self {
        Self { open, rank: 2 }
    }
}

/// What is to be done with a file.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// It is read.
    Read(ReleaseInfo, Layout),
    /// It is read if a file beside it tells the year.
    Undated(Undated, Layout),
    /// It is a table of the Medicare Coverage Database: which release it is of, its export tells.
    Coverage(mcd::TableKind),
    /// It is known and not read, or not known: why.
    Not(String),
}

/// A file as the rules below see it.
pub(crate) struct Sample<'a> {
    /// The name without folders, in lower case.
    pub name: String,
    /// The name with the folders before it in its zip, in lower case.
    pub path: String,
    /// The first bytes.
    pub head: &'a [u8],
    /// The same as text.
    pub text: String,
}

impl Sample<'_> {
    /// Whether it is a table with commas, or a sheet, which is read as one.
    pub fn is_csv(&self) -> bool {
        [".csv", ".xlsx"].iter().any(|end| self.name.ends_with(end))
    }

    /// Whether its name holds a text, given in lower case.
    pub fn named(&self, part: &str) -> bool {
        self.name.contains(part)
    }

    /// Whether its beginning holds a text.
    pub fn says(&self, part: &str) -> bool {
        self.text.contains(part)
    }

    /// The first line that says anything.
    pub fn first_line(&self) -> &str {
        self.text
            .lines()
            .find(|line| !line.trim_matches([',', ' ']).is_empty())
            .unwrap_or_default()
    }
}

/// Known, and not read.
pub(crate) fn not(reason: &str) -> Option<Verdict> {
    Some(Verdict::Not(reason.to_owned()))
}

/// The release, or that the name must tell it.
pub(crate) fn release_or(
    info: Option<ReleaseInfo>,
    layout: Layout,
    what: &str,
    example: &str,
) -> Option<Verdict> {
    Some(match info {
        Some(info) => Verdict::Read(info, layout),
        None => Verdict::Not(format!(
            "{what}, but neither its text nor its name tells the release: give it its published name, like {example}"
        )),
    })
}

/// Recognises a file by its name (folders before it do not matter) and its first [`HEAD`] bytes.
pub(crate) fn detect(name: &str, head: &[u8]) -> Verdict {
    let path = name.to_ascii_lowercase();
    let base = path.rsplit(['/', '\\']).next().unwrap_or(&path);
    let sample = Sample {
        name: base.to_owned(),
        path,
        head,
        text: decoded(head).into_owned(),
    };
    let rules: [fn(&Sample<'_>) -> Option<Verdict>; 20] = [
        binary,
        mcd::recognise,
        mpfs::recognise,
        gpci::recognise,
        locality::recognise,
        anesthesia::recognise,
        opps_cap::recognise,
        zip_locality::recognise,
        addendum_b::recognise,
        other_fee_files,
        mue::recognise,
        ptp::recognise,
        add_on::recognise,
        place_of_service::recognise,
        icd10_order::recognise,
        icd10_tabular::recognise,
        icd10_index::recognise,
        hcpcs::recognise,
        cpt::recognise,
        gem::recognise,
    ];
    rules
        .iter()
        .find_map(|rule| rule(&sample))
        .unwrap_or_else(|| Verdict::Not("not recognised".into()))
}

fn binary(file: &Sample<'_>) -> Option<Verdict> {
    if file.head.starts_with(b"%PDF") || file.named(".pdf") {
        not("a PDF document: load a manual with “coding-ahead documents import”")
    } else if is_database_name(&file.name) {
        not("an Access database: the CSV tables beside it are read")
    } else if file.name.ends_with(".xls") {
        not("a spreadsheet of the old format: save it as .xlsx or .csv")
    } else if file.head.starts_with(b"PK\x03\x04") {
        not("a zip under another name")
    } else if file.head.contains(&0) {
        not("a binary file")
    } else {
        None
    }
}

/// What else the zip of the fee schedule holds.
fn other_fee_files(file: &Sample<'_>) -> Option<Verdict> {
    if file.name.starts_with("rvu") && file.name.ends_with(".txt") {
        not("the description of the fee schedule's files")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{GPCI, PTP, fee_table, fee_text, order_file, pcs_order_file, recognised};

    fn reason(name: &str, head: &[u8]) -> String {
        recognised(name, head, |info, _| {
            format!("{} {}", info.source.slug(), info.label)
        })
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
        assert_eq!(
            reason("ccioph-v302r0-f1.txt", PTP.as_bytes()),
            "ptp-hospital 2024 Q3"
        );
    }

    #[test]
    fn from_2026_the_name_says_whose_conversion_factor_it_is() {
        let text = fee_table().replace("2025 National", "2026 National");
        assert_eq!(
            reason("PPRRVU2026_Oct_nonQPP.csv", text.as_bytes()),
            "mpfs 2026 October"
        );
        assert_eq!(
            reason("PPRRVU2026_Oct_QPP.csv", text.as_bytes()),
            "mpfs-qpp 2026 October"
        );
        assert!(reason("PPRRVU2026_Oct.csv", text.as_bytes()).contains("QPP or nonQPP"));
    }

    #[test]
    fn what_lies_beside_the_fee_schedule_is_known() {
        assert_eq!(reason("ANES2025.csv", b"Contractor,Locality"), "anesthesia 2025");
        assert_eq!(reason("OPPSCAP_Oct.txt", b"0633T"), "opps-cap of month 10");
        assert_eq!(reason("OPPSCAP_Oct_2025.txt", b"0633T"), "opps-cap 2025 October");
        assert!(reason("OPPSCAP.txt", b"0633T").contains("like OPPSCAP_Oct_2025.csv"));
        assert!(reason("RVU25D.pdf", b"%PDF-1.7").contains("PDF"));
        assert!(reason("PPRRVU25_JAN.xls", b"\xd0\xcf").contains("spreadsheet"));
        assert!(reason("GPCI2025.txt", b"ADDENDUM E. FINAL CY 2025 GEOGRAPHIC").contains("CSV"));
        let guide = b"NATIONAL PHYSICIAN FEE SCHEDULE RELATIVE VALUE FILE CALENDAR YEAR 2025";
        assert!(reason("RVU25D.txt", guide).contains("description"));
    }

    #[test]
    fn what_is_unknown_is_said_to_be() {
        assert!(reason("notes.txt", b"hello").contains("not recognised"));
        assert!(reason("x", b"\0\0\0").contains("binary"));
    }

    #[test]
    fn order_files_of_diagnoses_and_procedures_are_told_apart() {
        let (cm, pcs) = (order_file(), pcs_order_file());
        assert_eq!(reason("icd10cm_order_2025.txt", cm.as_bytes()), "icd10cm FY 2025");
        assert_eq!(
            reason("icd10pcs_order_2026.txt", pcs.as_bytes()),
            "icd10pcs FY 2026"
        );
        assert_eq!(
            reason("icd10cm_order_2026.txt", pcs.as_bytes()),
            "icd10pcs FY 2026"
        );
        assert!(reason("order.txt", pcs.as_bytes()).contains("like icd10pcs_order_2026.txt"));
        assert!(reason("order_addenda_2026.txt", b"Add:         0TX     Urinary").contains("whole file"));
    }
}

//! A small store to ask pages of, and the words of their sections.

use crate::code_page::find_code_page;
use crate::page::{Block, Cell, CodePage, Evidence, Fact, SectionContent};
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::release::{ReleaseInfo, Source};
use codeset::rows::{
    AddOnRow, CodeRow, CoverageCodeRow, CoverageContractorRow, CoverageDocumentRow, CoverageLinkRow, FeeRow,
    GemRow, HcpcsAttributeRow, IcdBlockRow, MueRow, PtpRow, TabularNoteRow,
};
use codeset::{Code, CodeSystem, NaiveDate};
use store::Store;
use store::release_load::FileStamp;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A code by its address, e.g. `cpt/97150`.
pub(crate) fn code(path: &str) -> Code {
    let (system, text) = path.split_once('/').unwrap();
    Code::parse(CodeSystem::from_slug(system).unwrap(), text).unwrap()
}

/// A store of one test's own.
pub(crate) struct Library {
    pub store: Store,
    _folder: tempfile::TempDir,
}

/// Loads one release with rows of one kind or several, each an iterable.
macro_rules! load {
    ($library:expr, $source:expr, $from:expr, $($rows:expr),+ $(,)?) => {{
        let (file, info) = $crate::testing::release($source, $from);
        let mut load = $library.store.load(file).await.unwrap();
        let mut release = load.begin(&info).await.unwrap().unwrap();
        $(for row in $rows {
            release.push(row).await.unwrap();
        })+
        release.finish().await.unwrap();
        load.commit().await.unwrap();
    }};
}
pub(crate) use load;

/// A release labelled with its first day, out of a file named after its source.
pub(crate) fn release(source: Source, from: &str) -> (FileStamp, ReleaseInfo) {
    let file = FileStamp {
        name: format!("{}.csv", source.slug()),
        sha256: format!("{} {from}", source.slug()),
        imported_at: Default::default(),
        licence_holder: None,
    };
    (file, ReleaseInfo::new(source, from, day(from)))
}

impl Library {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("library.db").display());
        Self {
            store: Store::open(&address).await.unwrap(),
            _folder: folder,
        }
    }

    /// The page of a code, which must be known.
    pub async fn page(&self, path: &str, on: &str, access: Access) -> CodePage {
        self.page_near(path, on, access, None).await
    }

    /// The same for a reader who gives a ZIP code.
    pub async fn page_near(&self, path: &str, on: &str, access: Access, zip: Option<&str>) -> CodePage {
        find_code_page(&self.store, &code(path), day(on), access, zip)
            .await
            .unwrap()
            .unwrap()
    }

    /// The words of an open section.
    pub async fn section(&self, path: &str, on: &str, id: SectionId) -> String {
        words(&self.page(path, on, Access::Open).await, id)
    }
}

/// What a section says, a line for each notice, caption, fact and row.
pub(crate) fn words(page: &CodePage, id: SectionId) -> String {
    let sections = &page.body.as_ref().unwrap().sections;
    let section = sections.iter().find(|section| section.id == id).unwrap();
    match &section.content {
        SectionContent::Locked { summary } => summary.clone(),
        SectionContent::Open { blocks } => blocks.iter().map(block_words).collect::<Vec<_>>().join("\n"),
    }
}

fn block_words(block: &Block) -> String {
    match block {
        Block::Prose(prose) => prose.html.clone(),
        Block::Notice(text) => format!("! {text}"),
        Block::Facts {
            caption,
            facts,
            evidence,
        } => {
            let mut lines = vec![format!("# {caption} [{}: {}]", evidence.release, evidence.row)];
            lines.extend(facts.iter().map(fact_words));
            lines.join("\n")
        }
        Block::Rules {
            caption,
            facts,
            source,
        } => {
            let mut lines = vec![format!("# {caption} [{source}]")];
            lines.extend(facts.iter().map(fact_words));
            lines.join("\n")
        }
        Block::Table {
            caption,
            columns,
            rows,
            total,
            evidence,
        } => {
            assert!(rows.len() <= *total, "{caption}: {} of {total}", rows.len());
            let of = format!("{} of {total}", rows.len());
            table_words(caption, &of, columns, rows, evidence)
        }
        Block::Plot {
            caption,
            plot: _,
            columns,
            rows,
            evidence,
        } => table_words(caption, "drawn", columns, rows, evidence),
        Block::YourZip { zip, says, .. } => format!("? ZIP {zip} | {says}"),
        Block::Ways(ways) => {
            let lines: Vec<_> = ways
                .iter()
                .map(|way| format!("> {} ({})", way.label, way.path))
                .collect();
            lines.join("\n")
        }
    }
}

fn table_words(
    caption: &str,
    of: &str,
    columns: &[String],
    rows: &[Vec<Cell>],
    evidence: &Evidence,
) -> String {
    assert!(rows.iter().all(|row| row.len() == columns.len()), "{caption}");
    let mut lines = vec![format!(
        "# {caption} ({of}) [{}: {}]",
        evidence.release, evidence.row
    )];
    lines.extend(rows.iter().map(|row| {
        let cells: Vec<_> = row.iter().map(cell_words).collect();
        cells.join(" | ")
    }));
    lines.join("\n")
}

fn fact_words(fact: &Fact) -> String {
    format!("{}: {} | {}", fact.term, fact.value, fact.meaning)
}

/// A link stands in brackets.
fn cell_words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Figure(text) => text.clone(),
        Cell::Code(link) => format!("[{}]", link.code),
        Cell::Several(cells) => cells.iter().map(cell_words).collect::<Vec<_>>().join(" "),
    }
}

pub(crate) fn code_row(path: &str, title: &str) -> CodeRow {
    CodeRow {
        code: code(path),
        position: 1,
        billable: true,
        short_title: None,
        long_title: title.into(),
        ended_on: None,
    }
}

pub(crate) fn fee_row(text: &str, status: &str) -> FeeRow {
    FeeRow {
        code: Code::parse_procedure(text).unwrap(),
        modifier: String::new(),
        status: status.into(),
        work: 29,
        pe_nonfacility: 24,
        na_nonfacility: false,
        pe_facility: 24,
        na_facility: true,
        mp: 1,
        total_nonfacility: 54,
        total_facility: 54,
        pctc: "7".into(),
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

pub(crate) fn mue_row(text: &str, units: i32) -> MueRow {
    MueRow {
        code: Code::parse_procedure(text).unwrap(),
        units,
        mai: 3,
        rationale: "Clinical: Data".into(),
    }
}

pub(crate) fn ptp_row(column1: &str, column2: &str) -> PtpRow {
    PtpRow {
        column1: Code::parse_procedure(column1).unwrap(),
        column2: Code::parse_procedure(column2).unwrap(),
        before_1996: false,
        effective: day("2020-01-01"),
        occurrence: 0,
        deleted: None,
        indicator: 1,
        rationale: "Standards of practice".into(),
    }
}

pub(crate) fn add_on_row(add_on: &str, primary: Option<&str>, edit_type: i32) -> AddOnRow {
    AddOnRow {
        add_on: Code::parse_procedure(add_on).unwrap(),
        primary: primary.map(|text| Code::parse_procedure(text).unwrap()),
        edit_type,
        effective: None,
        deleted: None,
    }
}

pub(crate) fn attribute_row(path: &str) -> HcpcsAttributeRow {
    HcpcsAttributeRow {
        code: code(path),
        pricing: String::new(),
        multiple_pricing: String::new(),
        coverage_issues: String::new(),
        carriers_manual: String::new(),
        statute: String::new(),
        lab_certifications: String::new(),
        cross_references: String::new(),
        coverage: String::new(),
        asc_group: String::new(),
        processing_note: String::new(),
        betos: String::new(),
        types_of_service: String::new(),
        anesthesia_units: String::new(),
        added_on: None,
        effective_on: None,
        ended_on: None,
        action: String::new(),
    }
}

pub(crate) fn note_row(place: &str, kind: &str, text: &str) -> TabularNoteRow {
    TabularNoteRow {
        place: place.into(),
        kind: kind.into(),
        text: text.into(),
        position: 1,
    }
}

/// A block with its categories, or without a chapter above it a chapter.
pub(crate) fn block_row(
    place: &str,
    chapter: &str,
    range: (&str, &str),
    categories: &str,
    title: &str,
) -> IcdBlockRow {
    let (first, last) = range;
    IcdBlockRow {
        place: place.into(),
        chapter: chapter.into(),
        title: title.into(),
        first: first.into(),
        last: last.into(),
        categories: categories.into(),
    }
}

pub(crate) fn gem_row(from: &str, to: &str) -> GemRow {
    GemRow {
        from_code: from.into(),
        to_code: to.into(),
        scenario: 0,
        choice: 0,
        approximate: true,
        no_map: false,
        combination: false,
    }
}

/// Version 1 of a document that counts from 2024.
pub(crate) fn document_row(document: i32, display: &str, kind: &str) -> CoverageDocumentRow {
    CoverageDocumentRow {
        document,
        version: 1,
        display: display.into(),
        title: format!("Title of {display}"),
        status: "A".into(),
        kind: kind.into(),
        effective_on: Some(day("2024-01-01")),
        ended_on: None,
        retired_on: None,
        text: "What it says".into(),
        updated_on: None,
    }
}

pub(crate) fn listed_code(document: i32, list: &str, code: &str) -> CoverageCodeRow {
    CoverageCodeRow {
        document,
        version: 1,
        list: list.into(),
        group: 1,
        code: code.into(),
        mark: String::new(),
    }
}

pub(crate) fn contractor_of(document: i32, contractor: i32) -> CoverageContractorRow {
    CoverageContractorRow {
        document,
        version: 1,
        contractor,
        kind: 9,
        contractor_version: 1,
    }
}

pub(crate) fn link_row(document: i32, to_kind: &str, to_document: i32) -> CoverageLinkRow {
    CoverageLinkRow {
        document,
        version: 1,
        to_kind: to_kind.into(),
        to_document,
        to_version: 1,
    }
}

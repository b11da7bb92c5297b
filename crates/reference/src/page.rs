//! A code page on a date, already cut to what its reader may see.

use crate::browse::Place;
use crate::gaps::Gap;
use crate::plot::Plot;
use codeset::access::Access;
use codeset::page::{CodeLink, SectionId};
use codeset::{Code, NaiveDate};

/// Where a fact comes from: the release, its dates and the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The source, e.g. `Medicare Physician Fee Schedule`.
    pub source: String,
    /// Its release, e.g. `2025 October`.
    pub release: String,
    /// First day on which the fact counts.
    pub valid_from: NaiveDate,
    /// First day on which it no longer counts; `None` while no later loaded release says otherwise.
    pub valid_to: Option<NaiveDate>,
    /// The release file.
    pub file: String,
    /// The key of the row in it, e.g. `HCPCS 97150`.
    pub row: String,
}

/// The head of a code page, which every reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The official title, where one is loaded.
    pub official_title: Option<String>,
    /// Our own plain name, where an article gives one.
    pub plain_name: Option<String>,
    /// Whether a claim may carry it; `None` where no code set file says so.
    pub billable: Option<bool>,
    /// The last day of the code as its own file tells it, where that lies before the date of service.
    pub last_day: Option<NaiveDate>,
    /// The first day on which the code was no longer listed, where that lies before the date of service.
    pub ended_on: Option<NaiveDate>,
    /// The first day on which the code is listed, where that lies after the date of service.
    pub starts_on: Option<NaiveDate>,
}

impl Heading {
    /// What the page is headed with.
    pub fn title(&self) -> &str {
        self.official_title
            .as_deref()
            .or(self.plain_name.as_deref())
            .unwrap_or_default()
    }
}

/// The official description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialDescription {
    /// The text as published; `None` where it is not loaded.
    pub text: Option<String>,
    /// What is missing and how an operator adds it, where the text is not loaded.
    pub missing: Option<String>,
    /// The copyright line that the text must carry.
    pub copyright: Option<String>,
    /// The release of the text.
    pub evidence: Option<Evidence>,
    /// Further texts of the owner.
    pub further: Vec<FurtherText>,
}

/// A further official text, under the same copyright.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherText {
    /// What kind of text, e.g. `CPT consumer descriptors`.
    pub kind: String,
    /// The text as published.
    pub text: String,
    /// Its release.
    pub evidence: Evidence,
}

/// An editorial text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// Sanitized HTML.
    pub html: String,
    /// When an editor last reviewed it.
    pub reviewed_on: NaiveDate,
    /// What it rests on.
    pub sources: Vec<String>,
    /// Its revision, from 1.
    pub revision: i32,
}

/// A term, its value and what the value means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// E.g. `Work RVU`.
    pub term: String,
    /// E.g. `0.29`; empty where there are words only.
    pub value: String,
    /// What the value means, in words; may be empty.
    pub meaning: String,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A figure, aligned right.
    Figure(String),
    /// A code, linked to its page.
    Code(CodeLink),
    /// Several codes or words of which the row tells the same.
    Several(Vec<Cell>),
}

/// A way to another page of this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What is there.
    pub label: String,
    /// Its address, without a date of service.
    pub path: String,
}

/// A part of an open section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Editorial text.
    Prose(Prose),
    /// Terms and values out of one release row.
    Facts {
        /// What they are.
        caption: String,
        /// The rows.
        facts: Vec<Fact>,
        /// Their release.
        evidence: Evidence,
    },
    /// A table out of one release.
    Table {
        /// What it lists.
        caption: String,
        /// Column headings.
        columns: Vec<String>,
        /// Rows, each as long as `columns`.
        rows: Vec<Vec<Cell>>,
        /// How many rows there are in all, where `rows` holds only the first of them.
        total: usize,
        /// Its release.
        evidence: Evidence,
    },
    /// A drawing, with the table that it draws.
    Plot {
        /// What it shows.
        caption: String,
        /// The drawing.
        plot: Plot,
        /// Column headings of the table.
        columns: Vec<String>,
        /// Rows of the table, each as long as `columns`.
        rows: Vec<Vec<Cell>>,
        /// Their release.
        evidence: Evidence,
    },
    /// Where the reader is, for what Medicare pays there: a field for the ZIP code.
    YourZip {
        /// The page that asks for it.
        path: String,
        /// What the reader wrote.
        zip: String,
        /// What becomes of it; empty where nothing was written.
        says: String,
    },
    /// Where there is more.
    Ways(Vec<Way>),
    /// Terms and values out of a manual or a law: what no release file carries.
    Rules {
        /// What they are.
        caption: String,
        /// The rows.
        facts: Vec<Fact>,
        /// The manual or law, with chapter and section.
        source: String,
    },
    /// Something is not loaded, not found or needs care; never a blank section.
    Notice(String),
}

/// What a reader gets of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionContent {
    /// Nothing but how much is inside.
    Locked {
        /// One line that says how much is inside, never what.
        summary: String,
    },
    /// Everything.
    Open {
        /// The parts, at least one.
        blocks: Vec<Block>,
    },
}

/// One of the six sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub id: SectionId,
    /// What the reader gets of it.
    pub content: SectionContent,
}

/// Everything below the heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The official description.
    pub official: OfficialDescription,
    /// The common-language description, where an editor wrote one.
    pub common_language: Option<Prose>,
    /// The six sections in order.
    pub sections: Vec<Section>,
    /// The code's family: its neighbours in the publisher's order.
    pub neighbours: Vec<CodeLink>,
}

/// A code page, cut to its reader's access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// The code.
    pub code: Code,
    /// The date of service that the page answers for.
    pub on: NaiveDate,
    /// How much of it this is.
    pub access: Access,
    /// The places around it, the widest first.
    pub path: Vec<Place>,
    /// What every reader may see.
    pub heading: Heading,
    /// The sources whose loaded releases do not answer for the date.
    pub gaps: Vec<Gap>,
    /// The rest; `None` when no view is left.
    pub body: Option<Body>,
}

//! NCCI edits: pairs that are not paid together, and the unit limits.

use super::subject::Facts;
use super::titles::Titles;
use super::{Subject, fact, notice, table, total};
use crate::page::{Block, Cell};
use crate::{ReferenceError, evidence};
use codeset::page::CodeLink;
use codeset::release::Source;
use codeset::{Code, ncci};
use store::edits::Column;
use store::entity::ptp_edit;
use store::releases::Released;

/// How many edits a table shows.
const SHOWN: u64 = 100;

/// The unit limits: of practitioners, outpatient hospitals and suppliers of equipment.
pub(super) const LIMITS: [Source; 3] = [Source::MuePractitioner, Source::MueOutpatient, Source::MueDme];

/// The edits of a setting in which the code stands in one column.
struct Pairs {
    /// Behind the caption.
    setting: &'static str,
    column: Column,
    edits: Vec<Released<ptp_edit::Model>>,
    total: u64,
}

pub(super) async fn blocks(subject: &Subject<'_>, facts: &Facts) -> Result<Vec<Block>, ReferenceError> {
    if !subject.is_procedure() {
        return Ok(vec![Block::Notice(format!(
            "NCCI edits are about CPT and HCPCS codes; {} codes have none.",
            subject.code.system()
        ))]);
    }
    let mut blocks = Vec::new();
    let mut tables = Vec::new();
    let mut missing = Vec::new();
    for (source, setting, counts) in [
        (
            Source::PtpPractitioner,
            "practitioner services",
            facts.pairs.practitioner,
        ),
        (
            Source::PtpHospital,
            "outpatient hospital services",
            facts.pairs.hospital,
        ),
    ] {
        if counts == [0, 0] {
            missing.push(no_edit(subject, source));
        }
        for (column, total) in [Column::One, Column::Two].into_iter().zip(counts) {
            if total > 0 {
                let code = subject.code.as_str();
                tables.push(Pairs {
                    setting,
                    column,
                    edits: subject
                        .store
                        .list_pairs(source, code, column, subject.on, SHOWN)
                        .await?,
                    total,
                });
            }
        }
    }
    let titles = subject.titles(tables.iter().flat_map(Pairs::others)).await?;
    blocks.extend(
        tables
            .into_iter()
            .filter_map(|pairs| pairs.block(subject.code, &titles)),
    );
    blocks.extend(notice(missing));
    blocks.extend(limits(subject).await?);
    Ok(blocks)
}

/// That no edit of a setting names the code.
fn no_edit(subject: &Subject<'_>, source: Source) -> String {
    let (loaded, code) = (subject.loaded, subject.code);
    match loaded.on_day(source).and_then(|_| loaded.newest(source)) {
        Some(release) => format!(
            "No edit found for {code} in {}. That is not an approval: payers have rules of their own.",
            evidence::release_name(release)
        ),
        None => loaded.missing(&format!("Edits of {code}"), source),
    }
}

impl Pairs {
    fn other<'a>(&self, edit: &'a ptp_edit::Model) -> &'a str {
        match self.column {
            Column::One => &edit.column2,
            Column::Two => &edit.column1,
        }
    }

    fn others(&self) -> impl Iterator<Item = Code> {
        self.edits
            .iter()
            .filter_map(|edit| Code::parse_procedure(self.other(&edit.row)).ok())
    }

    fn block(self, code: &Code, titles: &Titles) -> Option<Block> {
        let (number, caption) = match self.column {
            Column::One => (1, "it is paid, the other code is denied"),
            Column::Two => (2, "it is denied, the other code is paid"),
        };
        let rows = self.edits.iter().filter_map(|edit| {
            let edit = &edit.row;
            // Every code of an edit has a page, with a title on the day or without one.
            let code = Code::parse_procedure(self.other(edit)).ok()?;
            let link = titles.link(&code).cloned().unwrap_or(CodeLink {
                code,
                title: String::new(),
                billable: None,
            });
            let since = if edit.before_1996 {
                format!("{} (in existence before 1996)", edit.effective)
            } else {
                edit.effective.to_string()
            };
            Some([
                Cell::Code(link.clone()),
                Cell::Text(link.title),
                Cell::Figure(edit.indicator.to_string()),
                Cell::Text(ncci::ptp_indicator_meaning(edit.indicator).into()),
                Cell::Text(since),
                Cell::Text(edit.rationale.clone()),
            ])
        });
        table(
            format!("{code} as Column {number}: {caption} ({})", self.setting),
            [
                "Other code",
                "Title",
                "Indicator",
                "Meaning",
                "Since",
                "Rationale",
            ],
            rows.collect(),
            total(self.total),
            evidence::of_rows(&self.edits, format!("Column {number} = {code}")),
        )
    }
}

/// The unit limits of the code in each setting, and which are missing.
async fn limits(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let code = subject.code.as_str();
    let mut blocks = Vec::new();
    let mut missing = Vec::new();
    for source in LIMITS {
        let (caption, most) = match source {
            Source::MueOutpatient => (
                "Medically unlikely edit, outpatient hospital services",
                "The most units for one patient, hospital and day",
            ),
            Source::MueDme => (
                "Medically unlikely edit, suppliers of equipment",
                "The most units for one patient, supplier and day",
            ),
            _ => (
                "Medically unlikely edit, practitioner services",
                "The most units for one patient, practitioner and day",
            ),
        };
        match subject.store.find_mue(source, code, subject.on).await? {
            Some(mue) => blocks.push(Block::Facts {
                caption: caption.into(),
                facts: vec![
                    fact("Units", mue.row.units.to_string(), most),
                    fact("MAI", mue.row.mai.to_string(), ncci::mai_meaning(mue.row.mai)),
                    fact("Rationale", &mue.row.rationale, ""),
                ],
                evidence: evidence::of(&mue, format!("HCPCS/CPT {code}")),
            }),
            None => missing.push(subject.loaded.missing(&format!("A unit limit of {code}"), source)),
        }
    }
    if !missing.is_empty() {
        missing.push("Some limits are confidential, so this is not “unlimited”.".into());
    }
    blocks.extend(notice(missing));
    Ok(blocks)
}

//! NCCI edits: pairs that are not paid together, and the unit limits.

use super::subject::Facts;
use super::titles::Titles;
use super::{Subject, fact, notice, table, total};
use crate::edits::{edit_row, no_edit, other_code};
use crate::page::{Block, Cell, Way};
use crate::{ReferenceError, evidence};
use codeset::Code;
use codeset::ncci::{self, Setting};
use codeset::release::Source;
use store::edits::Column;
use store::entity::ptp_edit;
use store::releases::Released;

/// How many edits a table shows; the list of edits has them all.
const SHOWN: u64 = 10;

/// The unit limits: of practitioners, outpatient hospitals and suppliers of equipment.
pub(super) const LIMITS: [Source; 3] = [Source::MuePractitioner, Source::MueOutpatient, Source::MueDme];

/// The edits of a setting in which the code stands in one column.
struct Pairs {
    setting: Setting,
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
    let mut tables = Vec::new();
    let mut missing = Vec::new();
    for (setting, counts) in Setting::WITH_PAIRS
        .into_iter()
        .zip([facts.pairs.practitioner, facts.pairs.hospital])
    {
        let source = setting.pairs();
        if counts == [0, 0] {
            missing.push(no_edit(subject.loaded, subject.code, source));
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
    let mut blocks = Vec::new();
    for pairs in tables {
        blocks.extend(pairs.block(subject.code, &titles));
        blocks.push(pairs.way(subject.code));
    }
    blocks.extend(notice(missing));
    blocks.extend(limits(subject).await?);
    Ok(blocks)
}

impl Pairs {
    fn others(&self) -> impl Iterator<Item = Code> {
        self.edits
            .iter()
            .filter_map(|edit| other_code(&edit.row, self.column))
    }

    fn block(&self, code: &Code, titles: &Titles) -> Option<Block> {
        let number = self.column.number();
        let caption = match self.column {
            Column::One => "it is paid, the other code is denied",
            Column::Two => "it is denied, the other code is paid",
        };
        let rows = self.edits.iter().filter_map(|edit| {
            let edit = edit_row(&edit.row, self.column, &[], &[])?;
            let link = titles.link(&edit.other.code).unwrap_or(&edit.other);
            Some([
                Cell::Code(link.clone()),
                Cell::Text(link.title.clone()),
                Cell::Figure(edit.indicator.to_string()),
                Cell::Text(ncci::ptp_indicator_meaning(edit.indicator).into()),
                Cell::Text(edit.since()),
                Cell::Text(edit.rationale),
            ])
        });
        table(
            format!(
                "{code} as Column {number}: {caption} ({})",
                self.setting.services()
            ),
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

    /// The way to all of them.
    fn way(&self, code: &Code) -> Block {
        let number = self.column.number();
        let label = match self.total {
            1 => "The edit with the history of its pair".to_owned(),
            total => format!(
                "All {} as Column {number}: filter, sort, history, CSV",
                codeset::mpfs::grouped(total)
            ),
        };
        Block::Ways(vec![Way {
            label,
            path: format!(
                "{}/ncci-edits?setting={}&column={number}",
                code.path(),
                self.setting.slug()
            ),
        }])
    }
}

/// The unit limits of the code in each setting, and which are missing.
async fn limits(subject: &Subject<'_>) -> Result<Vec<Block>, ReferenceError> {
    let code = subject.code.as_str();
    let mut blocks = Vec::new();
    let (mut missing, mut not_loaded) = (Vec::new(), Vec::new());
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
            None if subject.loaded.on_day(source).is_none() => not_loaded.push(source),
            None => missing.push(subject.loaded.missing(&format!("A unit limit of {code}"), source)),
        }
    }
    missing.extend(evidence::none_loaded("Unit limits", &not_loaded, subject.on));
    if !missing.is_empty() {
        missing.push("Some limits are confidential, so this is not “unlimited”.".into());
    }
    blocks.extend(notice(missing));
    Ok(blocks)
}

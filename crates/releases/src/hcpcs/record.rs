//! What one record says, in whichever layout.

use super::field::Field;
use crate::cell::Cell;
use crate::error::{Column, ReadError, Spot};
use crate::lines::Line;
use codeset::Code;
use codeset::rows::HcpcsAttributeRow;

/// A record of a published file.
pub(super) trait Record {
    /// Where it is.
    fn spot(&self) -> Spot<'_>;

    /// One cell of a field that has several, from 0.
    fn nth(&self, field: Field, number: usize) -> Cell<'_>;

    /// The cell of a field.
    fn cell(&self, field: Field) -> Cell<'_> {
        self.nth(field, 0)
    }
}

impl Record for Line<'_> {
    fn spot(&self) -> Spot<'_> {
        self.spot
    }

    fn nth(&self, field: Field, number: usize) -> Cell<'_> {
        let place = field.place();
        let (first, last) = place.span(number);
        self.span(first, last, place.caption)
    }
}

/// Nothing but the code.
pub(super) fn no_attributes(code: Code) -> HcpcsAttributeRow {
    HcpcsAttributeRow {
        code,
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

/// The attributes, which the first record of a code carries.
pub(super) fn attributes(record: &impl Record, code: Code) -> Result<HcpcsAttributeRow, ReadError> {
    let text = |field| record.cell(field).text();
    let date = |field| record.cell(field).optional(Cell::date);
    Ok(HcpcsAttributeRow {
        code,
        // The column that every layout fills with two digits: where it is another, the record is shifted.
        pricing: list(record, Field::Pricing, |cell| cell.digits(2))?,
        multiple_pricing: text(Field::MultiplePricing)?,
        coverage_issues: texts(record, Field::CoverageIssues)?,
        carriers_manual: texts(record, Field::CarriersManual)?,
        statute: text(Field::Statute)?,
        lab_certifications: texts(record, Field::LabCertification)?,
        cross_references: texts(record, Field::CrossReference)?,
        coverage: text(Field::Coverage)?,
        asc_group: asc_group(record)?,
        processing_note: text(Field::ProcessingNote)?,
        betos: text(Field::Betos)?,
        types_of_service: texts(record, Field::TypeOfService)?,
        anesthesia_units: text(Field::AnesthesiaUnits)?,
        added_on: date(Field::Added)?,
        effective_on: date(Field::Effective)?,
        ended_on: date(Field::Ended)?,
        action: record.cell(Field::Action).indicator(1)?,
    })
}

/// The cells of a field that hold anything, joined by a space.
fn list<'a>(
    record: &'a impl Record,
    field: Field,
    read: impl Fn(Cell<'a>) -> Result<String, ReadError>,
) -> Result<String, ReadError> {
    let cells = (0..field.place().count).map(|number| record.nth(field, number));
    let filled: Vec<_> = cells
        .filter(|cell| !cell.is_blank())
        .map(read)
        .collect::<Result<_, _>>()?;
    Ok(filled.join(" "))
}

fn texts(record: &impl Record, field: Field) -> Result<String, ReadError> {
    list(record, field, Cell::text)
}

/// The payment group is `YY` or nothing. In 2018 some records have no group, and its date stands where the group
/// should: `20` and `170401`.
fn asc_group(record: &impl Record) -> Result<String, ReadError> {
    let (group, date) = (record.cell(Field::AscGroup), record.cell(Field::AscDate));
    let text = group.text()?;
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()) {
        let date = format!("{text}{}", date.raw());
        let column = Column::Caption(Field::AscDate.place().caption);
        Cell::new(record.spot(), column, date.as_bytes()).date()?;
        return Ok(String::new());
    }
    date.optional(Cell::date)?;
    Ok(text)
}

//! Sheets (.xlsx) as the comma-separated text that they would be saved as: one line for each row of the first
//! sheet, so that the readers of CSV files read them too and name the sheet's rows as lines.

use crate::archive::check_zip;
use crate::error::{ArchiveProblem, ReadError};
use calamine::{Data, DataRef, Reader as _, Xlsx, XlsxError};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom};

/// No release has more columns.
const MOST_COLUMNS: u32 = 200;

/// No release has more rows.
const MOST_ROWS: u32 = 2_000_000;

/// No cell of a release is longer.
const LONGEST_CELL: usize = 100_000;

/// Whether a member is a sheet.
pub(crate) fn is_sheet_name(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".xlsx")
}

/// Writes the first sheet of a workbook into a temporary file.
pub(crate) fn to_csv(mut workbook: impl Read, name: &str) -> Result<std::fs::File, ReadError> {
    let io = |source| ReadError::Io {
        file: name.to_owned(),
        source,
    };
    let mut copy = tempfile::tempfile().map_err(io)?;
    io::copy(&mut workbook, &mut copy).map_err(io)?;
    copy.seek(SeekFrom::Start(0)).map_err(io)?;
    check_zip(&copy, name)?;
    copy.seek(SeekFrom::Start(0)).map_err(io)?;
    let damaged = |error: XlsxError| ReadError::Archive {
        file: name.to_owned(),
        problem: ArchiveProblem::Damaged(error.to_string()),
    };
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(copy)).map_err(damaged)?;
    let Some(first) = book.sheet_names().first().cloned() else {
        return Err(damaged(XlsxError::WorksheetNotFound("the first".into())));
    };
    let mut cells = book.worksheet_cells_reader(&first).map_err(damaged)?;
    let mut out = BufWriter::new(tempfile::tempfile().map_err(io)?);
    let mut row = Vec::<String>::new();
    let mut at = 0;
    let mut width = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (line, column) = cell.get_position();
        if line > MOST_ROWS || column > MOST_COLUMNS || line < at {
            return Err(damaged(XlsxError::Unexpected("a cell outside of any release")));
        }
        while at < line {
            write_row(&mut out, &mut row, &mut width).map_err(io)?;
            at += 1;
        }
        let text = text_of(cell.get_value());
        if text.len() > LONGEST_CELL {
            return Err(damaged(XlsxError::Unexpected(
                "a cell longer than any of a release",
            )));
        }
        let column = column as usize;
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    write_row(&mut out, &mut row, &mut width).map_err(io)?;
    let mut file = out.into_inner().map_err(|error| io(error.into_error()))?;
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    Ok(file)
}

/// Rows end with their last filled cell in a sheet; as text they are as long as the longest before them.
fn write_row(out: &mut impl io::Write, row: &mut Vec<String>, width: &mut usize) -> io::Result<()> {
    if !row.is_empty() {
        *width = row.len().max(*width);
        row.resize(*width, String::new());
        let mut line = csv::Writer::from_writer(&mut *out);
        line.write_record(&*row)?;
        line.flush()?;
    } else {
        out.write_all(b"\n")?;
    }
    row.clear();
    Ok(())
}

/// A cell as it would be saved. Line breaks become spaces: a row is a line.
fn text_of(value: &DataRef<'_>) -> String {
    let plain = match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => match Data::from(other.clone()) {
            Data::Float(number) => number_text(number),
            Data::Error(_) => String::new(),
            other => other.to_string(),
        },
    };
    plain.replace(['\r', '\n'], " ")
}

/// A number as a sheet shows it: with at most 15 digits. What is stored behind these comes from counting in
/// binary fractions: 0.060000000000000005 was 0.06.
fn number_text(number: f64) -> String {
    let shown = format!("{number:.14e}").parse().unwrap_or(number);
    if shown == 0.0 {
        "0".into()
    } else {
        shown.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    /// The parts of the smallest workbook, with these rows as XML.
    pub(crate) fn workbook(rows: &str) -> Vec<u8> {
        let parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"rId1\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
                    .to_owned(),
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                 <sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                    .to_owned(),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"rId1\" \
                 Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
                    .to_owned(),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                     <sheetData>{rows}</sheetData></worksheet>"
                ),
            ),
        ];
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn text(bytes: &[u8]) -> Result<String, String> {
        let mut file = to_csv(bytes, "a.xlsx").map_err(|e| e.to_string())?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|e| e.to_string())?;
        Ok(text)
    }

    #[test]
    fn rows_keep_their_numbers_and_cells_their_columns() {
        let book = workbook(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a, \"b\"\nc</t></is></c></row>\
             <row r=\"3\"><c r=\"A3\"><v>20251001</v></c><c r=\"C3\"><v>0.25</v></c></row>",
        );
        assert_eq!(text(&book), Ok("\"a, \"\"b\"\" c\"\n\n20251001,,0.25\n".into()));
    }

    #[test]
    fn numbers_are_those_that_the_sheet_shows() {
        for (stored, shown) in [
            ("6.0000000000000005E-2", "0.06"),
            ("150.69999999999999", "150.7"),
            ("32.346499999999999", "32.3465"),
            ("20251001", "20251001"),
            ("492900", "492900"),
            ("-0.0", "0"),
            ("1E-4", "0.0001"),
        ] {
            assert_eq!(stored.parse().map(number_text).as_deref(), Ok(shown));
        }
    }

    #[test]
    fn what_no_release_has_is_refused() {
        let far = workbook("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>");
        let far = text(&far);
        assert!(
            far.as_ref().is_err_and(|e| e.contains("outside of any release")),
            "{far:?}"
        );
        let deep = workbook("<row r=\"1048576\"><c r=\"A9999999\"><v>1</v></c></row>");
        assert!(text(&deep).is_err());
        let huge = workbook(&format!(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{}</t></is></c></row>",
            "x1y2".repeat(40_000)
        ));
        assert!(text(&huge).is_err_and(|e| e.contains("longer than any")));
        assert!(text(b"PK\x03\x04 no").is_err());
        let whole = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        for end in (0..whole.len()).step_by(7) {
            assert!(text(&whole[..end]).is_err(), "cut at {end}");
        }
    }
}

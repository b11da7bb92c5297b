//! Anesthesia conversion factors of the localities (files ANESyyyy.csv and .txt).
//!
//! The captions of the CSV hold the national factors: one up to 2025, from 2026 one for qualifying APM participants
//! and one for all others. The text has no national factor and cuts names, so the CSV is read where both are there.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, release_or};
use crate::error::{Column, ReadError, Spot};
use crate::lines::Lines;
use crate::naming;
use crate::row::{Reading, Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use codeset::release::Source;
use codeset::rows::{AnesthesiaRow, ConversionFactorRow};
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::RangeInclusive;

/// The length of a line of the text.
const LINE_LENGTH: usize = 77;

/// What stands between the columns of the text: nothing.
const GAPS: [(usize, usize); 4] = [(6, 12), (15, 18), (59, 67), (72, 73)];

/// The lengths of names that the text has cut: 40 characters, or 39 and a space.
const CUT_NAME: RangeInclusive<usize> = 39..=40;

/// How the columns of factors are called in messages.
const FACTOR: &str = "National Anes CF";
const QP_FACTOR: &str = "Qualifying APM National Anes CF";

/// The CSV: a row of captions, then the localities.
pub(crate) struct AnesthesiaTable<R> {
    table: Table<R>,
    all: Columns,
    mac: Found,
    locality: Found,
    name: Found,
    factor: Found,
    qp_factor: Option<Found>,
    /// What the captions say, until the first locality is read: without one the file has no rows.
    national: Vec<Row>,
    /// The first locality, while the national factors go ahead.
    waiting: VecDeque<Row>,
    localities: Localities,
}

/// The fixed text.
pub(crate) struct AnesthesiaText<R> {
    lines: Lines<R>,
    /// Whether the first line has a factor of qualifying participants, and its number.
    first: Option<(bool, u64)>,
    localities: Localities,
}

/// The localities before.
struct Localities(Seen<(String, String)>);

impl Localities {
    fn row(&mut self, spot: Spot<'_>, row: AnesthesiaRow) -> Result<Row, ReadError> {
        let key = (row.mac.clone(), row.locality.clone());
        self.0.once(spot, key, || {
            format!("the locality {} of {}", row.locality, row.mac)
        })?;
        Ok(Row::Anesthesia(row))
    }
}

impl<R: BufRead> AnesthesiaTable<R> {
    /// Reads the header.
    pub fn new(input: R, file: &str) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        let all = table.captions("the ANES file as CSV", |row| row.filled() > 1)?;
        let spot = table.here();
        let is_factor = |caption: &str| caption.to_ascii_uppercase().contains("ANES CF");
        let is_qp = |caption: &str| {
            let caption = caption.to_ascii_uppercase();
            caption.contains("QUALIFYING") && !caption.contains("NON-QUALIFYING")
        };
        let factor = all.find_by(spot, FACTOR, |caption| is_factor(caption) && !is_qp(caption))?;
        let qp_factor = all.maybe_by(spot, QP_FACTOR, |caption| is_factor(caption) && is_qp(caption))?;
        let national = match &qp_factor {
            Some(qp_factor) => vec![
                national(spot, &all, qp_factor, "anesthesia-qp")?,
                national(spot, &all, &factor, "anesthesia-nonqp")?,
            ],
            None => vec![national(spot, &all, &factor, "anesthesia")?],
        };
        Ok(Self {
            mac: all.find(spot, "Contractor")?,
            locality: all.find(spot, "Locality")?,
            name: all.find(spot, "Locality Name")?,
            factor,
            qp_factor,
            national,
            waiting: VecDeque::new(),
            localities: Localities(Seen::new()),
            all,
            table,
        })
    }

    fn locality(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let read = AnesthesiaRow {
            // The sheet keeps them as numbers.
            mac: row.cell(&self.mac).padded_digits(5)?,
            locality: row.cell(&self.locality).padded_digits(2)?,
            name: row.cell(&self.name).unstarred()?,
            factor: row.cell(&self.factor).cents()?,
            qp_factor: match &self.qp_factor {
                Some(column) => Some(row.cell(column).cents()?),
                None => None,
            },
        };
        self.localities.row(row.spot, read).map(Some)
    }
}

/// The national factor, which stands behind the last word of a caption: `National Anes CF of 20.3178`.
fn national(spot: Spot<'_>, all: &Columns, column: &Found, kind: &str) -> Result<Row, ReadError> {
    let caption = all.caption(column);
    let number = caption.rsplit(' ').next().unwrap_or_default();
    let cell = Cell::new(spot, Column::Caption(caption), number.as_bytes());
    Ok(Row::ConversionFactor(ConversionFactorRow {
        kind: kind.to_owned(),
        factor: cell.rounded_ten_thousandths()?,
    }))
}

impl<R: BufRead> RowSource for AnesthesiaTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        if let Some(row) = self.waiting.pop_front() {
            return Ok(Some(row));
        }
        let locality = self.locality()?;
        if locality.is_some() {
            self.waiting.extend(self.national.drain(..));
        }
        self.waiting.extend(locality);
        Ok(self.waiting.pop_front())
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

impl<R: BufRead> AnesthesiaText<R> {
    /// There is no header.
    pub fn new(input: R, file: &str) -> Self {
        Self {
            lines: Lines::new(input, file),
            first: None,
            localities: Localities(Seen::new()),
        }
    }
}

impl<R: BufRead> RowSource for AnesthesiaText<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() {
                continue;
            }
            line.check_length(LINE_LENGTH)?;
            line.check_gaps(&GAPS)?;
            let mut name = line.span(19, 58, "locality name").unstarred()?;
            if CUT_NAME.contains(&name.chars().count()) {
                name.push('…');
            }
            // The factors have two implied decimals.
            let qp_cell = line.span(68, 71, "factor of qualifying APM participants");
            let qp_factor = qp_cell.optional(Cell::whole)?;
            let (is_told, first) = *self.first.get_or_insert((qp_factor.is_some(), line.spot.line));
            if is_told != qp_factor.is_some() {
                return Err(qp_cell.problem(format!(
                    "a factor stands in some lines and not in others, such as line {first}: the file is damaged, \
                     download it again"
                )));
            }
            let read = AnesthesiaRow {
                mac: line.span(1, 5, "contractor").digits(5)?,
                locality: line.span(13, 14, "locality").digits(2)?,
                name,
                factor: line.span(74, 77, "factor").whole()?,
                qp_factor,
            };
            return self.localities.row(line.spot, read).map(Some);
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The CSV, which has the national factors.
pub(crate) const TABLE: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(AnesthesiaTable::new(input, file)?))));

/// The text, which has only those of the localities.
pub(crate) const TEXT: Layout =
    Layout::second(|input, file, _| Ok(Box::new(Reading::new(AnesthesiaText::new(input, file)))));

/// Tells a file of this kind by its captions or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let is_captioned = file.first_line().to_ascii_uppercase().contains("ANES CF");
    if !is_captioned && !file.name.starts_with("anes") {
        return None;
    }
    let layout = if is_captioned || file.is_csv() {
        TABLE
    } else {
        TEXT
    };
    release_or(
        naming::yearly(Source::Anesthesia, &file.name),
        layout,
        "a file of anesthesia conversion factors",
        "ANES2025.csv",
    )
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::fees::{ANESTHESIA, ANESTHESIA_2026, anesthesia_text};
    use crate::testing::{read, verdict};
    use codeset::rows::AnesthesiaRow;

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::TABLE, "ANES.csv", text.as_bytes())
    }

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::TEXT, "ANES.txt", text.as_bytes())
    }

    fn localities(rows: &[Row]) -> Vec<&AnesthesiaRow> {
        rows.iter()
            .filter_map(|row| match row {
                Row::Anesthesia(row) => Some(row),
                _ => None,
            })
            .collect()
    }

    fn national(rows: &[Row]) -> Vec<(&str, i32)> {
        rows.iter()
            .filter_map(|row| match row {
                Row::ConversionFactor(row) => Some((row.kind.as_str(), row.factor)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_rows_of_the_csv() {
        insta::assert_debug_snapshot!(table(ANESTHESIA));
    }

    #[test]
    fn the_national_factor_stands_in_the_caption() {
        let rows = table(ANESTHESIA).unwrap_or_default();
        assert_eq!(national(&rows), [("anesthesia", 205_678)]);
        assert_eq!(rows.len(), 3);
        let sheet = ANESTHESIA.replace("National Anes CF of", "Anes CF of");
        assert_eq!(table(&sheet).as_ref(), Ok(&rows));
        let none = table(&ANESTHESIA.replace(" of 20.5678", ""));
        assert!(
            none.is_err_and(|e| e.starts_with("ANES.csv, line 1, column National Anes CF: \"CF\" is not"))
        );
    }

    #[test]
    fn from_2026_there_are_two_factors() {
        let rows = table(ANESTHESIA_2026).unwrap_or_default();
        assert_eq!(
            national(&rows),
            [("anesthesia-qp", 206_998), ("anesthesia-nonqp", 205_975)]
        );
        let [first, _] = localities(&rows)[..] else {
            unreachable!("{rows:?}")
        };
        assert_eq!((first.qp_factor, first.factor), (Some(1973), 1963));
    }

    #[test]
    fn a_sheet_s_numbers_get_their_zeros_back() {
        let sheet = ANESTHESIA
            .replace("02102 ,01 ,", "2102,1,")
            .replace("27.80 ", "27.8");
        assert_eq!(table(&sheet), table(ANESTHESIA));
    }

    #[test]
    fn the_text_says_the_same_of_the_localities_but_cuts_names() {
        let (csv, txt) = (table(ANESTHESIA), text(&anesthesia_text(None)));
        let (csv, txt) = (csv.unwrap_or_default(), txt.unwrap_or_default());
        let (csv, txt) = (localities(&csv), localities(&txt));
        assert_eq!(csv[0], txt[0]);
        let start = txt[1].name.strip_suffix('…').unwrap_or_default();
        assert!(start.len() == 39 && csv[1].name.starts_with(start), "{txt:?}");
        assert_eq!((csv[1].factor, txt[1].factor), (2780, 2780));
        let both = text(&anesthesia_text(Some("1973"))).unwrap_or_default();
        assert_eq!(localities(&both)[0].qp_factor, Some(1973));
    }

    #[test]
    fn damage_is_located() {
        let refused = table(&ANESTHESIA.replace("19.63", "19.6e"));
        assert!(
            refused.is_err_and(|e| e.starts_with("ANES.csv, line 2, column National Anes CF: \"19.6e\""))
        );
        let refused = table(&ANESTHESIA.replace("02102 ,01 ,", "10112,00,"));
        assert!(refused.is_err_and(|e| e.contains("line 3: the locality 00 of 10112 is already on line 2")));
        let refused = table(&ANESTHESIA.replace("Contractor,Locality,", "Locality,Contractor,"));
        assert!(refused.is_err_and(|e| e.contains("line 2, column Locality: \"10112\"")));
        let refused = table(&ANESTHESIA.replace(",National Anes", ",Non-national Ane"));
        assert!(refused.is_err_and(|e| e.contains("line 1: the header has no column \"National Anes CF\"")));
        let refused = text(&anesthesia_text(None).replace("10112       00", "10112      00 "));
        assert!(
            refused.is_err_and(|e| e.starts_with("ANES.txt, line 1, columns 6–12 (between the columns)"))
        );
        let refused = text(&anesthesia_text(None).replace("  1963", " 1963"));
        assert!(refused.is_err_and(|e| e.contains("line 1: the line has 76 characters instead of 77")));
        let refused = text(&(anesthesia_text(None) + &anesthesia_text(Some("1973"))));
        assert!(refused.is_err_and(|e| e.contains("line 3, columns 68–71") && e.contains("line 1")));
    }

    #[test]
    fn captions_without_a_locality_are_no_file() {
        let (captions, _) = ANESTHESIA.split_once('\n').unwrap_or_default();
        let refused = table(&format!("{captions}\n,,,\n"));
        assert!(refused.is_err_and(|e| e.contains("without a single row")));
    }

    #[test]
    fn the_year_is_that_of_the_name() {
        assert_eq!(verdict("ANES2025.csv", ANESTHESIA), "anesthesia 2025 2025-01-01");
        assert!(verdict("factors.csv", ANESTHESIA).contains("like ANES2025.csv"));
    }
}

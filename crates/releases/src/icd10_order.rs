//! The order files of ICD-10-CM and ICD-10-PCS: every code, headers included, in the order of the classification.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::lines::Lines;
use crate::naming;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use codeset::CodeSystem;
use codeset::release::Source;
use codeset::rows::CodeRow;
use std::io::BufRead;

/// Fixed width: 1–5 order number, 7–13 code without its dot, 15 `0` for a header and `1` for a billable code,
/// 17–76 short title, from 78 long title.
pub(crate) struct OrderFile<R> {
    lines: Lines<R>,
    system: CodeSystem,
    last_position: i32,
    seen: Seen<String>,
}

impl<R: BufRead> OrderFile<R> {
    pub fn new(input: R, file: &str, system: CodeSystem) -> Self {
        Self {
            lines: Lines::new(input, file),
            system,
            last_position: 0,
            seen: Seen::new(),
        }
    }
}

/// Whether nothing stands in a gap between two columns.
fn check_gap(gap: Cell<'_>) -> Result<(), ReadError> {
    if gap.is_blank() {
        Ok(())
    } else {
        Err(gap.problem("must be a space: the row is shifted"))
    }
}

impl<R: BufRead> RowSource for OrderFile<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() {
                continue;
            }
            for at in [6, 14, 16, 77] {
                check_gap(line.span(at, at, "gap"))?;
            }
            let order = line.span(1, 5, "order number");
            order.digits(5)?;
            let position = order.whole()?;
            // Whole files count by one; excerpts have gaps, which is why more is not asked.
            if position <= self.last_position {
                let last = self.last_position;
                return Err(order.problem(format!(
                    "{position} does not follow {last}: rows are missing or mixed up"
                )));
            }
            self.last_position = position;
            let code = line.span(7, 13, "code").code(self.system)?;
            self.seen
                .once(line.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
            let billable = line.span(15, 15, "billable").one_of(&["0", "1"])? == "1";
            let short_title = line.span(17, 76, "short title").some_text()?;
            let long_title = line.span(78, usize::MAX, "long title").some_text()?;
            return Ok(Some(Row::Code(CodeRow {
                code,
                position,
                billable,
                short_title: Some(short_title),
                long_title,
                ended_on: None,
            })));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The text of ICD-10-CM.
pub(crate) const CM: Layout = Layout::new(|input, file, _| {
    let source = OrderFile::new(input, file, CodeSystem::Icd10cm);
    Ok(Box::new(Reading::new(source)))
});

/// The text of ICD-10-PCS.
pub(crate) const PCS: Layout = Layout::new(|input, file, _| {
    let source = OrderFile::new(input, file, CodeSystem::Icd10pcs);
    Ok(Box::new(Reading::new(source)))
});

/// Whether a line has the order number, the code's gap and the flag of an order file.
fn is_order_line(line: &[u8]) -> bool {
    line.len() > 76
        && line[..5].iter().all(u8::is_ascii_digit)
        && [5, 13, 15, 76].iter().all(|at| line[*at] == b' ')
        && matches!(line[14], b'0' | b'1')
}

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let first = file.head.split(|b| *b == b'\n').next().unwrap_or_default();
    if file.named("addenda") {
        return not("the changes of an ICD-10 order file; the whole file is read");
    }
    let named = file.named("icd10") && file.named("order") && file.name.ends_with(".txt");
    if !named && !is_order_line(first) {
        return None;
    }
    // The first header of ICD-10-PCS is 001; no code of ICD-10-CM begins with a digit.
    let is_pcs = file.named("icd10pcs") || first.get(6).is_some_and(u8::is_ascii_digit);
    let (source, layout, what, example) = if is_pcs {
        (
            Source::Icd10pcs,
            PCS,
            "an ICD-10-PCS order file",
            "icd10pcs_order_2026.txt",
        )
    } else {
        (
            Source::Icd10cm,
            CM,
            "an ICD-10-CM order file",
            "icd10cm_order_2025.txt",
        )
    };
    release_or(naming::icd10_name(source, &file.name), layout, what, example)
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{order_file, pcs_order_file, read};

    fn text(text: impl AsRef<[u8]>) -> Result<Vec<Row>, String> {
        read(super::CM, "order.txt", text.as_ref())
    }

    #[test]
    fn codes_get_their_dot_and_keep_their_number() {
        let rows = text(order_file()).unwrap_or_default();
        let [Row::Code(first), Row::Code(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!(
            (first.code.as_str(), first.position, first.billable),
            ("A00", 1, false)
        );
        assert_eq!(
            (second.code.as_str(), second.position, second.billable),
            ("A00.11", 7, true)
        );
        assert_eq!(second.short_title.as_deref(), Some("Short two"));
        assert_eq!(second.long_title, "Long two, unspecified");
    }

    #[test]
    fn procedures_have_no_dot_and_headers_of_three_characters() {
        let rows = read(super::PCS, "order.txt", pcs_order_file().as_bytes()).unwrap_or_default();
        let [Row::Code(header), Row::Code(procedure)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((header.code.as_str(), header.billable), ("001", false));
        assert_eq!((procedure.code.as_str(), procedure.billable), ("0016070", true));
        let refused = read(
            super::PCS,
            "order.txt",
            pcs_order_file().replace("0016070", "0O16070").as_bytes(),
        );
        assert!(refused.is_err_and(|e| e.contains("is not a code like 0SRC0J9")));
    }

    #[test]
    fn titles_in_windows_1252_are_read_too() {
        let text = text(
            order_file()
                .replace("Long one", "M?ni?re")
                .bytes()
                .map(|b| if b == b'?' { 0xe9 } else { b })
                .collect::<Vec<_>>(),
        );
        assert!(text.is_ok_and(|rows| matches!(&rows[0], Row::Code(row) if row.long_title == "Méniére")));
    }

    #[test]
    fn damage_is_located() {
        let refused = text(order_file().replace("00007", "0000l"));
        assert!(
            refused.is_err_and(|e| e.starts_with("order.txt, line 2, columns 1–5 (order number): \"0000l\""))
        );
        let refused = text(order_file().replace("00007", "00001"));
        assert!(refused.is_err_and(|e| e.contains("1 does not follow 1")));
        let refused = text(order_file().replace("A0011  ", "A00    "));
        assert_eq!(
            refused,
            Err("order.txt, line 2: the code A00 is already on line 1".into())
        );
        let refused = text(order_file().replace("A00     0", "A00     2"));
        assert!(refused.is_err_and(|e| e.contains("column 15 (billable): \"2\" is not one of")));
        let refused = text(order_file().replace("A00     0 Short", "A00     0Short "));
        assert!(refused.is_err_and(|e| e.contains("column 16 (gap): must be a space")));
        let refused = text("00001 A00     0 Short\n");
        assert!(refused.is_err_and(|e| e.contains("columns 78–")));
    }
}

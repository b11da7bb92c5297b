//! The relative value file of the Medicare Physician Fee Schedule (PPRRVU), as CSV and as fixed text.
//!
//! Its codes' short descriptions are the AMA's and are not read. A row's columns are those of
//! [`codeset::rows::FeeRow`]; the conversion factor that every row repeats is yielded once, before the first.

mod row;
mod table;
mod text;

use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::naming;
use crate::row::Reading;
use chrono::Datelike as _;
use codeset::release::{ReleaseInfo, Source};
use table::FeeTable;
use text::FeeText;

/// The CSV names its columns, where the text has only their places: it is preferred.
pub(crate) const FEE_TABLE: Layout = Layout::new(|input, file, info| {
    Ok(Box::new(Reading::new(FeeTable::new(
        input,
        file,
        factor_kind(info),
    )?)))
});

/// The fixed text.
pub(crate) const FEE_TEXT: Layout = Layout::second(|input, file, info| {
    Ok(Box::new(Reading::new(FeeText::new(
        input,
        file,
        factor_kind(info),
    ))))
});

/// The kind of the conversion factor. From 2026 there are two, each with its own file.
fn factor_kind(info: &ReleaseInfo) -> &'static str {
    match (info.source, info.valid_from.year()) {
        (Source::MpfsQpp, _) => "physician-qp",
        (_, ..2026) => "physician",
        _ => "physician-nonqp",
    }
}

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
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
    let name: String = file.name.chars().filter(char::is_ascii_alphanumeric).collect();
    let whose = if name.contains("nonqp") {
        Some(Source::Mpfs)
    } else {
        name.contains("qp").then_some(Source::MpfsQpp)
    };
    let source = whose.unwrap_or(Source::Mpfs);
    let info = naming::fee_title(source, &title)
        .filter(|_| titled)
        .or_else(|| naming::fee_name(source, &file.name));
    let Some(mut info) = info else {
        return release_or(None, FEE_TEXT, what, example);
    };
    if whose.is_none() && info.valid_from.year() >= 2026 {
        return not(
            "a PPRRVU file of 2026 or later, whose name must say whose conversion factor it has: \
             give it its published name, with QPP or nonQPP",
        );
    }
    info.revision = naming::released_on(&file.text).unwrap_or_default();
    let layout = if fixed || (!titled && !file.is_csv()) {
        FEE_TEXT
    } else {
        FEE_TABLE
    };
    Some(Verdict::Read(info, layout))
}

#[cfg(test)]
mod tests {
    use crate::row::Row;
    use crate::testing::{fee_table, fee_text, read};

    fn table(text: &str) -> Result<Vec<Row>, String> {
        read(super::FEE_TABLE, "PPRRVU.csv", text.as_bytes())
    }

    fn text(text: &str) -> Result<Vec<Row>, String> {
        read(super::FEE_TEXT, "PPRRVU.txt", text.as_bytes())
    }

    #[test]
    fn figures_are_read_in_hundredths_after_the_conversion_factor() {
        let rows = table(&fee_table()).unwrap_or_default();
        let [Row::ConversionFactor(factor), Row::Fee(first), Row::Fee(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((factor.kind.as_str(), factor.factor), ("physician", 323_465));
        assert_eq!(
            (first.work, first.pe_nonfacility, first.pe_facility, first.mp),
            (120, 75, 50, 5)
        );
        assert_eq!((first.total_nonfacility, first.total_facility), (200, 175));
        assert_eq!((first.na_nonfacility, first.na_facility), (false, true));
        assert_eq!(
            (second.modifier.as_str(), second.global_days.as_str()),
            ("26", "000")
        );
        assert_eq!((second.pre_op, second.intra_op, second.post_op), (10, 80, 10));
        assert_eq!(
            (second.endoscopic_base.as_str(), second.supervision.as_str()),
            ("43235", "6A")
        );
    }

    #[test]
    fn the_fixed_text_says_the_same() {
        assert_eq!(text(&fee_text()), table(&fee_table()));
    }

    #[test]
    fn a_column_more_and_columns_that_changed_places_are_followed() {
        // As in 2026: PRIC IND after TEAM SURG. And WORK RVU behind NON-FAC PE RVU.
        let moved: String = fee_table()
            .lines()
            .map(|line| {
                let quoted = line.replace("One, two", "One; two");
                let mut cells: Vec<_> = quoted.split(',').collect();
                cells.swap(5, 6);
                cells.insert(
                    23,
                    match cells[0] {
                        "HCPCS" => "IND",
                        "97001" | "43001" => "9",
                        _ if line.contains("STATUS") => "PRIC",
                        _ => "",
                    },
                );
                cells.join(",") + "\n"
            })
            .collect();
        assert!(moved.contains("PRIC"));
        assert_eq!(table(&moved), table(&fee_table()));
    }

    #[test]
    fn the_layout_is_that_of_the_captions_whatever_year_the_title_claims() {
        let later = fee_table().replace("2025 National", "2026 National");
        assert_eq!(table(&later), table(&fee_table()));
        // Rows of 2025 below the captions of 2026, and the other way round.
        let wider = |is_wider: fn(usize) -> bool| -> String {
            let text = fee_table().replace("One, two", "One; two");
            let lines = text.lines().enumerate().map(|(at, line)| {
                let mut cells: Vec<_> = line.split(',').collect();
                if is_wider(at) {
                    cells.insert(23, "9");
                }
                cells.join(",") + "\n"
            });
            lines.collect()
        };
        assert!(
            table(&wider(|line| line < 7))
                .is_err_and(|e| e.contains("line 8: the row has 31 columns and the header 32"))
        );
        assert!(
            table(&wider(|line| line >= 7))
                .is_err_and(|e| e.contains("line 8: the row has 32 columns and the header 31"))
        );
        assert_eq!(table(&wider(|_| true)), table(&fee_table()));
    }

    #[test]
    fn figures_that_changed_places_without_their_captions_are_refused() {
        let moved = fee_table().replace("1.20,0.75,,0.50,NA,0.05,2.00", "1.20,2.00,,0.50,NA,0.05,0.75");
        let refused = table(&moved);
        assert!(refused.is_err_and(|e| e.starts_with("PPRRVU.csv, line 8, column NON-FACILITY TOTAL: ")));
    }

    #[test]
    fn a_letter_in_a_number_is_located() {
        let refused = table(&fee_table().replace("43001,26,Three,A,,0.10", "43001,26,Three,A,,0.1x"));
        assert_eq!(
            refused,
            Err("PPRRVU.csv, line 9, column WORK RVU: \"0.1x\" is not a number with two decimals".into())
        );
        let refused = text(&fee_text().replace("A   0.10", "A   0.1x"));
        assert_eq!(
            refused,
            Err(
                "PPRRVU.txt, line 4, columns 60–65 (work RVU): \"0.1x\" is not a number with two decimals"
                    .into()
            )
        );
    }

    #[test]
    fn a_wrong_header_names_the_missing_column() {
        let refused = table(&fee_table().replace("WORK,", "LABOR,"));
        assert!(refused.is_err_and(|e| {
            e.starts_with("PPRRVU.csv, line 7: the header has no column \"WORK RVU\"; it has \"HCPCS\"")
        }));
        let refused = table(&fee_table().replace("HCPCS,", "CODE,"));
        assert!(refused.is_err_and(|e| e.contains("a row that begins with \"HCPCS\", was not found")));
    }

    #[test]
    fn a_repeated_code_and_modifier_names_both_lines() {
        let refused = table(&fee_table().replace("43001,26", "97001,"));
        assert_eq!(
            refused,
            Err("PPRRVU.csv, line 9: the code 97001 is already on line 8".into())
        );
    }

    #[test]
    fn a_second_conversion_factor_is_refused() {
        let refused = table(&fee_table().replace("43235,32.3465", "43235,32.3466"));
        assert!(refused.is_err_and(|e| e.starts_with("PPRRVU.csv, line 9, column CONV FACTOR: ")));
    }

    #[test]
    fn a_row_that_is_too_short_is_refused() {
        let refused = table(&fee_table().replace("6A,0,88,0.00,0.00,0.00", "6A"));
        assert!(refused.is_err_and(|e| e.contains("line 9: the row has 26 columns and the header 31")));
        let refused = text(&fee_text().replace("4300126Three", "4300126Thre"));
        assert!(refused.is_err_and(|e| e.contains("line 4: the line has 170 characters instead of 171")));
    }
}

//! Tables on a terminal.

/// What stands where there is nothing to say.
pub(super) const NOTHING: &str = "–";

/// The lines of a table, its head first. Columns that say nothing in any row are left out; those of numbers are
/// aligned to the right.
pub(super) fn lines<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> Vec<String> {
    let is_number = |cell: &str| cell == NOTHING || cell.chars().all(|c| c.is_ascii_digit());
    let columns: Vec<_> = (0..N)
        .map(|column| {
            let cells = || rows.iter().map(move |row| row[column].as_str());
            let width = cells().map(|cell| cell.chars().count()).max().unwrap_or_default();
            Column {
                is_shown: width > 0,
                is_of_numbers: cells().all(is_number),
                width: width.max(head[column].chars().count()),
            }
        })
        .collect();
    let line = |cells: [&str; N]| {
        let mut line = String::new();
        for (cell, column) in cells
            .into_iter()
            .zip(&columns)
            .filter(|(_, column)| column.is_shown)
        {
            let gap = " ".repeat(column.width - cell.chars().count());
            line += &match column.is_of_numbers {
                true => format!("{gap}{cell}  "),
                false => format!("{cell}{gap}  "),
            };
        }
        line.trim_end().to_owned()
    };
    let mut lines = vec![line(head)];
    lines.extend(rows.iter().map(|row| line(row.each_ref().map(String::as_str))));
    lines
}

struct Column {
    is_shown: bool,
    is_of_numbers: bool,
    width: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_right_and_columns_of_nothing_nowhere() {
        let row = |cells: [&str; 4]| cells.map(str::to_owned);
        let lines = lines(
            ["name", "rows", "note", "day"],
            &[
                row(["MUE – übrig", "7", "", "today"]),
                row(["a", "12345", "", "–"]),
            ],
        );
        assert_eq!(
            lines,
            [
                "name          rows  day",
                "MUE – übrig      7  today",
                "a            12345  –"
            ]
        );
    }
}

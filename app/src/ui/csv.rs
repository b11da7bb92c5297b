//! Lines of a CSV file.

/// A line of cells. What a spreadsheet would take for a formula is marked as text.
pub(crate) fn csv_line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let cells = cells.into_iter().map(|cell| {
        let cell = cell.as_ref();
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if is_formula {
            format!("'{cell}")
        } else {
            cell.to_owned()
        }
    });
    // Writing into memory does not fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(csv_line(["=1+1", "a,b", "@x"]), b"'=1+1,\"a,b\",'@x\n");
    }
}

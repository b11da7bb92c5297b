//! The shape of a dated table, for statements that are the same for all of them.

use sea_orm::Value;

/// A dated table: the columns that identify a row and those that it says.
#[derive(Clone, Copy, Debug)]
pub struct DatedTable {
    /// Its name.
    pub name: &'static str,
    /// Columns that identify a row within its source.
    pub key: &'static [&'static str],
    /// Columns that the row states.
    pub content: &'static [&'static str],
    /// The query over the staged rows that gives `system, code` of the codes they name.
    pub codes: Option<&'static str>,
}

impl DatedTable {
    /// Columns of a staged row.
    pub fn width(&self) -> usize {
        self.key.len() + self.content.len()
    }

    /// Key and content columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.key.iter().chain(self.content).copied()
    }
}

/// A row that can be staged for a dated table.
pub trait DatedRow: Send {
    /// Where it goes.
    const TABLE: DatedTable;

    /// Appends its values in the order of [`DatedTable::columns`].
    fn values(self, to: &mut Vec<Value>);
}

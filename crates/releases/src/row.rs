//! The rows that readers yield, and the rules that hold for all of them.

use crate::error::{ReadError, Spot};
use codeset::rows::{CodeRow, ConversionFactorRow, FeeRow, GpciRow, LocalityRow, MueRow, PtpRow};
use std::collections::HashMap;
use std::hash::Hash;

/// A row of any release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A code with its titles.
    Code(CodeRow),
    /// Relative value units.
    Fee(Box<FeeRow>),
    /// The conversion factor, once a file and before its first [`Row::Fee`].
    ConversionFactor(ConversionFactorRow),
    /// Geographic practice cost indices.
    Gpci(GpciRow),
    /// The counties of a locality.
    Locality(LocalityRow),
    /// A medically unlikely edit.
    Mue(MueRow),
    /// A procedure-to-procedure edit.
    Ptp(PtpRow),
}

/// The rows of one file, in its order. After an error there are none.
pub type Rows<'a> = Box<dyn Iterator<Item = Result<Row, ReadError>> + Send + 'a>;

/// A reader of one kind of file.
pub(crate) trait RowSource {
    /// The next row, or `None` at the end.
    fn next_row(&mut self) -> Result<Option<Row>, ReadError>;

    /// Where it has arrived.
    fn here(&self) -> Spot<'_>;
}

/// Iterates over a source: ends at the first error, and takes a file without rows for one.
pub(crate) struct Reading<S> {
    source: S,
    any: bool,
    finished: bool,
}

impl<S> Reading<S> {
    pub fn new(source: S) -> Self {
        Self {
            source,
            any: false,
            finished: false,
        }
    }
}

impl<S: RowSource> Iterator for Reading<S> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished {
            return None;
        }
        let next = self.source.next_row();
        match next {
            Ok(Some(row)) => {
                self.any = true;
                Some(Ok(row))
            }
            Ok(None) => {
                self.finished = true;
                (!self.any).then(|| {
                    Err(self
                        .source
                        .here()
                        .problem("the file ends without a single row of data"))
                })
            }
            Err(error) => {
                self.finished = true;
                Some(Err(error))
            }
        }
    }
}

/// The keys of a file that may not repeat, with their lines.
pub(crate) struct Seen<K>(HashMap<K, u64>);

impl<K: Eq + Hash> Seen<K> {
    pub fn new() -> Self {
        Self(HashMap::new())
    }

    /// Remembers a key, or names both lines of a repeated one.
    pub fn once(&mut self, spot: Spot<'_>, key: K, name: impl FnOnce() -> String) -> Result<(), ReadError> {
        match self.0.insert(key, spot.line) {
            None => Ok(()),
            Some(first) => Err(spot.problem(format!("{} is already on line {first}", name()))),
        }
    }
}

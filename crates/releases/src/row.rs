//! The rows that readers yield, and the rules that hold for all of them.

use crate::error::{ReadError, Spot};
use codeset::rows::{
    AddOnRow, AnesthesiaRow, CodeRow, ContractorRow, ConversionFactorRow, CoverageCodeRow,
    CoverageContractorRow, CoverageDocumentRow, CoverageGroupRow, CoverageLinkRow, DescriptorRow, FeeRow,
    GemRow, GpciRow, HcpcsAttributeRow, IcdBlockRow, IndexTermRow, JurisdictionRow, LocalityRow, MueRow,
    OppsCapRow, OppsRateRow, PlaceOfServiceRow, PtpRow, SeventhCharacterRow, TabularNoteRow, ZipLocalityRow,
};
use std::collections::HashMap;
use std::hash::Hash;
use store::StoreError;
use store::release_load::LoadingRelease;

/// Makes the enum of rows, and the way of each into the store.
macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident($row:ty)),* $(,)?) => {
        /// A row of any release.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Row {
            $($(#[$doc])* $name($row)),*
        }

        impl Row {
            /// Hands the row to the release that is being loaded.
            pub(crate) async fn load(self, release: &mut LoadingRelease<'_>) -> Result<(), StoreError> {
                match self {
                    $(Self::$name(row) => release.push(row).await),*
                }
            }
        }
    };
}

rows! {
    /// A code with its titles.
    Code(CodeRow),
    /// A further text of a CPT code.
    Descriptor(DescriptorRow),
    /// What the HCPCS file says of a code besides.
    HcpcsAttribute(Box<HcpcsAttributeRow>),
    /// Relative value units.
    Fee(Box<FeeRow>),
    /// A conversion factor; that of the fee schedule once a file and before its first [`Row::Fee`].
    ConversionFactor(ConversionFactorRow),
    /// Geographic practice cost indices.
    Gpci(GpciRow),
    /// The counties of a locality.
    Locality(LocalityRow),
    /// The locality of a ZIP code.
    ZipLocality(ZipLocalityRow),
    /// The anesthesia conversion factor of a locality.
    Anesthesia(AnesthesiaRow),
    /// A payment capped at the outpatient rate.
    OppsCap(OppsCapRow),
    /// An outpatient payment.
    OppsRate(OppsRateRow),
    /// A medically unlikely edit.
    Mue(MueRow),
    /// A procedure-to-procedure edit.
    Ptp(PtpRow),
    /// An add-on code with a primary code.
    AddOn(AddOnRow),
    /// A note of the ICD-10-CM tabular list.
    TabularNote(TabularNoteRow),
    /// A seventh character.
    SeventhCharacter(SeventhCharacterRow),
    /// A chapter or block of ICD-10-CM.
    IcdBlock(IcdBlockRow),
    /// An entry of an ICD-10-CM index.
    IndexTerm(IndexTermRow),
    /// A mapping between ICD-9-CM and ICD-10-CM.
    Gem(GemRow),
    /// A place of service.
    PlaceOfService(PlaceOfServiceRow),
    /// An LCD, article or NCD.
    CoverageDocument(Box<CoverageDocumentRow>),
    /// A code in a list of such a document.
    CoverageCode(CoverageCodeRow),
    /// What stands above a group of such codes.
    CoverageGroup(CoverageGroupRow),
    /// A contractor of such a document.
    CoverageContractor(CoverageContractorRow),
    /// A document related to another.
    CoverageLink(CoverageLinkRow),
    /// A Medicare contractor.
    Contractor(ContractorRow),
    /// A state that a contractor serves.
    Jurisdiction(JurisdictionRow),
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

    /// How many keys there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Remembers a key, or names both lines of a repeated one.
    pub fn once(&mut self, spot: Spot<'_>, key: K, name: impl FnOnce() -> String) -> Result<(), ReadError> {
        match self.0.insert(key, spot.line) {
            None => Ok(()),
            Some(first) => Err(spot.problem(format!("{} is already on line {first}", name()))),
        }
    }
}

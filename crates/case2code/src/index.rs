//! The index: tantivy's files for finding, and the table in memory for ranking and answering.
//!
//! It has one document for each code with its stored record, out of which the table is put together again when the
//! index is opened; behind these one document for every text that leads to a code, in the order of [`Table::terms`], so
//! that the number of a document tells its term.

use crate::SearchError;
use crate::record::Record;
use crate::table::Table;
pub use crate::vocabulary::Vocabulary;
use std::path::Path;
use std::sync::Arc;
use tantivy::directory::{Directory, MmapDirectory, RamDirectory};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager, WhitespaceTokenizer};
use tantivy::{Index, IndexSettings, ReloadPolicy, Searcher, TantivyDocument};

/// Goes up whenever the same records would give another index.
pub const FORMAT: u32 = 3;

/// Memory of the writer; the postings of all releases need less than half of it.
const WRITER_BYTES: usize = 256 << 20;

/// After so many documents the progress is told.
const STEP: usize = 2_000;

const TOKENIZER: &str = "stems";

/// What can be searched.
pub struct Catalogue {
    /// The codes and their texts.
    pub table: Arc<Table>,
    /// The words of all texts.
    pub vocabulary: Vocabulary,
    pub(crate) searcher: Searcher,
    pub(crate) stems: Field,
}

struct Fields {
    stems: Field,
    record: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs);
    let fields = Fields {
        stems: schema.add_text_field("stems", TextOptions::default().set_indexing_options(indexing)),
        record: schema.add_bytes_field("record", STORED),
    };
    (schema.build(), fields)
}

/// Stems come with spaces between them.
fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(
        TOKENIZER,
        TextAnalyzer::builder(WhitespaceTokenizer::default()).build(),
    );
    tokenizers
}

impl Catalogue {
    /// Builds the index of some records, in a folder or in memory. `tell` hears how many documents are done, and of
    /// how many.
    ///
    /// # Errors
    /// [`SearchError::Index`] when a file cannot be written.
    pub fn build(
        records: Vec<Record>,
        folder: Option<&Path>,
        tell: &dyn Fn(usize, usize),
    ) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let builder = Index::builder()
            .schema(schema)
            .settings(IndexSettings::default())
            .tokenizers(tokenizers());
        let directory: Box<dyn Directory> = match folder {
            Some(folder) => Box::new(MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?),
            None => Box::new(RamDirectory::create()),
        };
        let mut writer = builder.single_segment_index_writer(directory, WRITER_BYTES)?;
        // The number of texts is known when the table is: a code has about two.
        let expected = records.len() * 3;
        for (done, record) in records.iter().enumerate() {
            let mut document = TantivyDocument::default();
            document.add_bytes(fields.record, &to_bytes(record));
            writer.add_document(document)?;
            if done % STEP == 0 {
                tell(done, expected);
            }
        }
        let table = Table::of(records);
        for (done, term) in table.terms.iter().enumerate() {
            let stems: Vec<&str> = term.stems.iter().map(|stem| table.stem_name(*stem)).collect();
            let mut document = TantivyDocument::default();
            document.add_text(fields.stems, stems.join(" "));
            writer.add_document(document)?;
            if done % STEP == 0 {
                tell(
                    table.entries.len() + done,
                    table.entries.len() + table.terms.len(),
                );
            }
        }
        let index = writer.finalize()?;
        Self::over(&index, table, &fields)
    }

    /// Opens an index that was built before.
    ///
    /// # Errors
    /// [`SearchError::Index`] when it is damaged or of another format.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let mut index = Index::open_in_dir(folder)?;
        index.set_tokenizers(tokenizers());
        let damaged = index.validate_checksum()?;
        if !damaged.is_empty() {
            return Err(broken(format!("damaged files: {damaged:?}")));
        }
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(broken("another schema".to_owned()));
        }
        let searcher = searcher(&index)?;
        let [segment] = searcher.segment_readers() else {
            return Err(broken("not one segment".to_owned()));
        };
        let store = segment
            .get_store_reader(16)
            .map_err(tantivy::TantivyError::from)?;
        let mut problem = None;
        // Those of texts have no record; reading ends at the first problem.
        let records = store
            .iter::<TantivyDocument>(segment.alive_bitset())
            .map_while(
                |document| match document.map(|document| record_of(&document, &fields)) {
                    Ok(Some(Ok(record))) => Some(record),
                    Ok(None) => None,
                    Ok(Some(Err(error))) => {
                        problem = Some(error);
                        None
                    }
                    Err(error) => {
                        problem = Some(error.into());
                        None
                    }
                },
            );
        let table = Table::of(records);
        if let Some(problem) = problem {
            return Err(problem);
        }
        if searcher.num_docs() != (table.terms.len() + table.entries.len()) as u64 {
            return Err(broken("records are missing".to_owned()));
        }
        Self::over(&index, table, &fields)
    }

    fn over(index: &Index, table: Table, fields: &Fields) -> Result<Self, SearchError> {
        let vocabulary = Vocabulary::of(table.texts());
        Ok(Self {
            vocabulary,
            table: Arc::new(table),
            searcher: searcher(index)?,
            stems: fields.stems,
        })
    }
}

fn searcher(index: &Index) -> Result<Searcher, SearchError> {
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    Ok(reader.searcher())
}

fn broken(what: String) -> SearchError {
    SearchError::Index(tantivy::TantivyError::SchemaError(what))
}

fn record_of(document: &TantivyDocument, fields: &Fields) -> Option<Result<Record, SearchError>> {
    let bytes = document.get_first(fields.record)?.as_bytes()?;
    Some(from_bytes(bytes))
}

fn to_bytes(record: &Record) -> Vec<u8> {
    serde_json::to_vec(record).unwrap_or_default()
}

fn from_bytes(bytes: &[u8]) -> Result<Record, SearchError> {
    serde_json::from_slice(bytes).map_err(|e| broken(format!("a record cannot be read: {e}")))
}

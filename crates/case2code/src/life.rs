//! The life of the index: built when it is first needed, kept beside the database, built anew when what is loaded has
//! changed or its files are damaged, and exchanged without anybody waiting. The passages of documents are read anew by
//! themselves, within the same look: a document that is imported while the server runs builds no index of codes.

use crate::SearchError;
use crate::gather::gather;
use crate::index::{Catalogue, FORMAT};
use crate::passages::{PassageRecord, Passages};
use crate::search::Search;
use crate::thesaurus::Thesaurus;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::Store;
use store::documents::DocumentInfo;
use tokio::sync::Mutex;

/// How often a server looks whether what is loaded has changed.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How long a search waits for the first index before it says that it is being built.
const WAIT_FOR_FIRST: Duration = Duration::from_secs(2);

/// Where the index is kept, and what is added to the thesaurus.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder of the index; in memory without one.
    pub folder: Option<PathBuf>,
    /// Thesaurus files of the operator.
    pub thesaurus: Vec<PathBuf>,
}

/// What a search can be asked right now.
pub enum State {
    /// The search of what is loaded.
    Ready(Arc<Search>),
    /// The first index is being built; so many per cent are done.
    Building(u8),
}

/// The search of a server: always the newest that is ready.
#[derive(Clone)]
pub struct Case2Code(Arc<Inner>);

struct Inner {
    store: Store,
    settings: Settings,
    current: RwLock<Option<Current>>,
    /// One index is built at a time.
    building: Mutex<()>,
    per_cent: Arc<AtomicU8>,
}

#[derive(Clone)]
struct Current {
    search: Arc<Search>,
    /// What is loaded of codes, as [`fingerprint`] names it.
    of: String,
    /// The documents that its passages are of.
    documents: Arc<[DocumentInfo]>,
}

impl Case2Code {
    /// The search over a database. Nothing is built before it is asked for.
    pub fn new(store: Store, settings: Settings) -> Self {
        Self(Arc::new(Inner {
            store,
            settings,
            current: RwLock::new(None),
            building: Mutex::new(()),
            per_cent: Arc::new(AtomicU8::new(0)),
        }))
    }

    /// The search, or how far its first index is. Waits a little for the first one.
    ///
    /// # Errors
    /// When the database does not answer, or the first index cannot be built.
    pub async fn state(&self) -> Result<State, SearchError> {
        if let Some(current) = self.current() {
            return Ok(State::Ready(current.search));
        }
        let this = self.clone();
        // The building goes on when the reader has gone.
        let first = tokio::spawn(async move { this.refresh().await });
        if let Ok(built) = tokio::time::timeout(WAIT_FOR_FIRST, first).await {
            built??;
        }
        Ok(match self.current() {
            Some(current) => State::Ready(current.search),
            None => State::Building(self.0.per_cent.load(Ordering::Relaxed)),
        })
    }

    /// Brings the search up to date; whether it had to be changed.
    ///
    /// # Errors
    /// When the database does not answer, or the index cannot be written; the search that was ready stays.
    pub async fn refresh(&self) -> Result<bool, SearchError> {
        let _one_at_a_time = self.0.building.lock().await;
        let thesaurus = self.thesaurus()?;
        let of = fingerprint(&self.0.store.find_searchable_state().await?, &thesaurus);
        let documents: Arc<[DocumentInfo]> = self.0.store.list_documents().await?.into();
        let before = self.current();
        let same_codes = before.as_ref().filter(|current| current.of == of);
        let same_documents = before.as_ref().filter(|current| current.documents == documents);
        if same_codes.is_some() && same_documents.is_some() {
            return Ok(false);
        }
        let passages = match same_documents {
            Some(current) => current.search.passages.clone(),
            None => self.read_passages().await?,
        };
        let search = match same_codes {
            Some(current) => current.search.with_passages(passages),
            None => self
                .search_of_codes(&of, thesaurus)
                .await?
                .with_passages(passages),
        };
        let current = Current {
            search: Arc::new(search),
            of,
            documents,
        };
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = Some(current);
        Ok(true)
    }

    /// The search of what is loaded of codes: over the index that was kept, else over a new one.
    async fn search_of_codes(&self, of: &str, thesaurus: Thesaurus) -> Result<Search, SearchError> {
        let kept = self.0.settings.folder.as_ref().map(|folder| folder.join(of));
        let opened = match &kept {
            Some(folder) if folder.is_dir() => self.open(folder.clone()).await?,
            _ => None,
        };
        let catalogue = match opened {
            Some(catalogue) => catalogue,
            None => self.build(&thesaurus, kept).await?,
        };
        Ok(Search::new(catalogue, Arc::new(thesaurus)))
    }

    async fn read_passages(&self) -> Result<Arc<Passages>, SearchError> {
        let all = self.0.store.list_all_passages().await?;
        let records = all.into_iter().map(PassageRecord::from).collect();
        Ok(Arc::new(
            tokio::task::spawn_blocking(move || Passages::of(records)).await?,
        ))
    }

    /// Brings the search up to date again and again; never returns.
    pub async fn keep_fresh(self) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            match self.refresh().await {
                Ok(true) => tracing::info!("the search is up to date"),
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(%error, "the search could not be brought up to date; it is tried again");
                }
            }
        }
    }

    fn current(&self) -> Option<Current> {
        self.0
            .current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn thesaurus(&self) -> Result<Thesaurus, SearchError> {
        let files: Vec<&Path> = self.0.settings.thesaurus.iter().map(PathBuf::as_path).collect();
        Thesaurus::load(&files)
    }

    /// An index that was kept; one that cannot be used is removed.
    async fn open(&self, folder: PathBuf) -> Result<Option<Catalogue>, SearchError> {
        let path = folder.clone();
        match tokio::task::spawn_blocking(move || Catalogue::open(&path)).await? {
            Ok(catalogue) => Ok(Some(catalogue)),
            Err(error) => {
                tracing::warn!(%error, "the kept search index cannot be used; it is built anew");
                remove(&folder)?;
                Ok(None)
            }
        }
    }

    async fn build(&self, thesaurus: &Thesaurus, kept: Option<PathBuf>) -> Result<Catalogue, SearchError> {
        let per_cent = self.0.per_cent.clone();
        per_cent.store(1, Ordering::Relaxed);
        let records = gather(&self.0.store, thesaurus).await?;
        per_cent.store(30, Ordering::Relaxed);
        tracing::info!(codes = records.len(), "building the search index");
        let tell = move |done: usize, all: usize| {
            let share = 30 + done * 70 / all.max(1);
            per_cent.store(u8::try_from(share).unwrap_or(100), Ordering::Relaxed);
        };
        tokio::task::spawn_blocking(move || match kept {
            Some(folder) => build_in(&folder, records, &tell),
            None => Catalogue::build(records, None, &tell),
        })
        .await?
    }
}

/// Builds beside the place where the index belongs and moves it there, so that what stands there is whole. Older
/// indexes go; a server that still uses one keeps its files open.
fn build_in(
    folder: &Path,
    records: Vec<crate::record::Record>,
    tell: &dyn Fn(usize, usize),
) -> Result<Catalogue, SearchError> {
    let place = folder.parent().unwrap_or(Path::new("."));
    create(place)?;
    let part = tempfile::Builder::new()
        .prefix(PART)
        .tempdir_in(place)
        .map_err(|problem| SearchError::Folder {
            folder: place.to_owned(),
            problem,
        })?;
    // The files of a built index stay open, wherever their folder goes.
    let catalogue = Catalogue::build(records, Some(part.path()), tell)?;
    let part = part.keep();
    if std::fs::rename(&part, folder).is_err() {
        // Another server on this machine was faster.
        remove(&part)?;
    }
    sweep(place, folder);
    Ok(catalogue)
}

/// What the names of unfinished indexes begin with.
const PART: &str = "building-";

/// How old an unfinished index is when its builder is taken for dead.
const DEAD: Duration = Duration::from_secs(3600);

fn sweep(place: &Path, kept: &Path) {
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_index = name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit());
        let is_dead = name.starts_with(PART)
            && entry
                .metadata()
                .and_then(|data| data.modified())
                .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > DEAD));
        if path != kept
            && (is_index || is_dead)
            && let Err(error) = remove(&path)
        {
            tracing::warn!(%error, "an old search index stays");
        }
    }
}

fn create(folder: &Path) -> Result<(), SearchError> {
    std::fs::create_dir_all(folder).map_err(|problem| SearchError::Folder {
        folder: folder.to_owned(),
        problem,
    })
}

fn remove(folder: &Path) -> Result<(), SearchError> {
    std::fs::remove_dir_all(folder).map_err(|problem| SearchError::Folder {
        folder: folder.to_owned(),
        problem,
    })
}

/// The name of the index of some state of the database.
fn fingerprint(state: &str, thesaurus: &Thesaurus) -> String {
    let sum = Sha256::digest(format!("{FORMAT}\n{state}\n{}", thesaurus.fingerprint()));
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

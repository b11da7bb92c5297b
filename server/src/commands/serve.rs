//! `coding-ahead serve`.

use super::model::ModelOptions;
use crate::cli::DatabaseOptions;
use crate::signals::stop_signal;
use crate::{Site, SystemClock, SystemRandom, router, sample};
use app::backend::{Backend, Clock, Settings};
use case2code::life::Settings as SearchSettings;
use case2code::thesaurus::Thesaurus;
use clap::Args;
use codeset::access::{Allowances, QuestionAllowances};
use ipnet::IpNet;
use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tokio::net::TcpListener;

/// How often expired sessions, old tallies and questions of guests are swept away.
const SWEEP: Duration = Duration::from_secs(3600);
/// How long questions of guests are kept.
const GUEST_QUESTIONS_DAYS: i64 = 30;

#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Where to listen.
    #[arg(long, env = "CODING_AHEAD_LISTEN", default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// The address that readers use. With https:// cookies are bound to it.
    #[arg(
        long,
        env = "CODING_AHEAD_PUBLIC_URL",
        default_value = "http://127.0.0.1:3000"
    )]
    public_url: String,
    /// The folder of the browser's files, as `make` builds it.
    #[arg(long, env = "CODING_AHEAD_SITE", default_value = "target/site")]
    site: PathBuf,
    /// The site's name.
    #[arg(long, env = "CODING_AHEAD_NAME", default_value = "Coding Ahead")]
    name: String,
    /// An e-mail address for readers.
    #[arg(long, env = "CODING_AHEAD_CONTACT")]
    contact: Option<String>,
    /// Code page views of a guest in a calendar month.
    #[arg(long, env = "CODING_AHEAD_GUEST_VIEWS", default_value_t = Allowances::default().guest)]
    guest_views: u32,
    /// Views that a free account adds to those of a guest.
    #[arg(long, env = "CODING_AHEAD_FREE_MORE_VIEWS", default_value_t = Allowances::default().free_more)]
    free_more_views: u32,
    /// Questions to CasePilot of a guest in a calendar month.
    #[arg(long, env = "CODING_AHEAD_GUEST_QUESTIONS", default_value_t = QuestionAllowances::default().guest)]
    guest_questions: u32,
    /// Questions to CasePilot of a free account in a calendar month; what its guest used is used.
    #[arg(long, env = "CODING_AHEAD_FREE_QUESTIONS", default_value_t = QuestionAllowances::default().free)]
    free_questions: u32,
    /// New guests who may come from one network (IPv4 /24, IPv6 /56) in a day.
    #[arg(long, env = "CODING_AHEAD_NEW_GUESTS_PER_NETWORK", default_value_t = 20)]
    new_guests_per_network: u32,
    /// Networks of proxies whose X-Forwarded-For is believed, separated by commas.
    #[arg(long, env = "CODING_AHEAD_TRUSTED_PROXIES", value_delimiter = ',')]
    trusted_proxies: Vec<IpNet>,
    /// Do not load the embedded sample into an empty database.
    #[arg(long, env = "CODING_AHEAD_NO_SAMPLE")]
    no_sample: bool,
    /// The folder of the search index; beside a SQLite database unless given, in memory beside PostgreSQL.
    #[arg(long, env = "CODING_AHEAD_SEARCH_INDEX")]
    search_index: Option<PathBuf>,
    /// Thesaurus files that are added to our own: tab separated, with the columns term, means, codes, source.
    #[arg(long, env = "CODING_AHEAD_THESAURUS", value_delimiter = ',')]
    thesaurus: Vec<PathBuf>,
    #[command(flatten)]
    model: ModelOptions,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let phraser = self.model.phraser()?;
        let store = self.database.open().await?;
        let clock = Arc::new(SystemClock);
        if !self.no_sample && sample::load_into_empty(&store, clock.now()).await? {
            tracing::info!("loaded the embedded sample into an empty database");
        }
        let search = SearchSettings {
            folder: self
                .search_index
                .or_else(|| self.database.folder().map(|folder| folder.join("search-index"))),
            thesaurus: self.thesaurus,
        };
        // A wrong line of the operator's is better told now than by every search.
        Thesaurus::load(&search.thesaurus.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        let settings = Settings {
            site_name: self.name,
            contact: self.contact,
            public_url: self.public_url.trim_end_matches('/').to_owned(),
            allowances: Allowances {
                guest: self.guest_views,
                free_more: self.free_more_views,
            },
            questions: QuestionAllowances {
                guest: self.guest_questions,
                free: self.free_questions,
            },
            new_guests_per_network: self.new_guests_per_network,
            trusted_proxies: self.trusted_proxies,
            search,
            phraser,
        };
        let site = Site::find(self.site)?;
        let backend = Backend::new(store.clone(), clock.clone(), Arc::new(SystemRandom), settings);
        let refresher = tokio::spawn(backend.case2code.clone().keep_fresh());
        let app = router(backend, site).into_make_service_with_connect_info::<SocketAddr>();
        let listener = TcpListener::bind(self.listen).await.map_err(|e| {
            format!(
                "cannot listen on {}: {e}; choose another address with --listen",
                self.listen
            )
        })?;
        println!("Coding Ahead is at http://{}", listener.local_addr()?);
        let sweeper = tokio::spawn(sweep(store, clock));
        axum::serve(listener, app)
            .with_graceful_shutdown(stop_signal())
            .await?;
        sweeper.abort();
        refresher.abort();
        Ok(())
    }
}

async fn sweep(store: Store, clock: Arc<SystemClock>) {
    let mut hours = tokio::time::interval(SWEEP);
    loop {
        hours.tick().await;
        let now = clock.now();
        let swept = async {
            store.delete_expired_sessions(now).await?;
            store
                .delete_questions_of_guests(now - chrono::Duration::days(GUEST_QUESTIONS_DAYS))
                .await?;
            store.delete_tallies(now - chrono::Duration::days(2)).await
        };
        if let Err(error) = swept.await {
            tracing::warn!(%error, "sweeping expired sessions, tallies and questions of guests failed; it is tried again in an hour");
        }
    }
}

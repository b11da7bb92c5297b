//! A site as it really runs: the whole router on a port of its own, with a clock that a test can set.

use super::Visitor;
use app::backend::{Backend, Clock, Settings};
use chrono::{DateTime, Utc};
use codeset::access::{Allowances, Plan, QuestionAllowances};
use sea_orm::Statement;
use server::{Site, SystemRandom, router, sample};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use store::Store;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// What time it is in every test, until the test says otherwise.
pub const NOW: &str = "2026-11-23T10:00:00Z";

/// A running site with the sample loaded.
pub struct TestSite {
    pub store: Store,
    address: SocketAddr,
    clock: Arc<TestClock>,
    pub(super) database_url: String,
    _folder: Option<Arc<TempDir>>,
}

struct TestClock(Mutex<DateTime<Utc>>);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// The default configuration.
pub fn settings() -> Settings {
    Settings {
        site_name: "Coding Ahead".into(),
        contact: None,
        public_url: "http://127.0.0.1:3000".into(),
        allowances: Allowances::default(),
        questions: QuestionAllowances::default(),
        new_guests_per_network: 20,
        trusted_proxies: Vec::new(),
        search: case2code::life::Settings::default(),
        phraser: None,
    }
}

impl TestSite {
    /// A site on a SQLite database of its own.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        Self {
            _folder: Some(Arc::new(folder)),
            ..Self::on(&address).await
        }
    }

    /// A site on an empty database.
    pub async fn on(database_url: &str) -> Self {
        let clock = Arc::new(TestClock(Mutex::new(NOW.parse().unwrap())));
        let store = Store::open(database_url).await.unwrap();
        assert!(sample::load_into_empty(&store, clock.now()).await.unwrap());
        Self {
            address: serve(&store, &clock, settings()).await,
            store,
            clock,
            database_url: database_url.to_owned(),
            _folder: None,
        }
    }

    /// Another server on the same database, with connections of its own and perhaps another configuration.
    pub async fn another_server(&self, settings: Settings) -> Self {
        let store = Store::open(&self.database_url).await.unwrap();
        Self {
            address: serve(&store, &self.clock, settings).await,
            store,
            clock: self.clock.clone(),
            database_url: self.database_url.clone(),
            _folder: self._folder.clone(),
        }
    }

    /// Another server on the same database, with every statement that it executes.
    pub async fn watched(&self) -> (Self, Arc<Mutex<Vec<Statement>>>) {
        let statements = Arc::new(Mutex::new(Vec::new()));
        let mut store = Store::open(&self.database_url).await.unwrap();
        let executed = statements.clone();
        store.on_statement(move |statement, _| executed.lock().unwrap().push(statement.clone()));
        let site = Self {
            address: serve(&store, &self.clock, settings()).await,
            store,
            clock: self.clock.clone(),
            database_url: self.database_url.clone(),
            _folder: self._folder.clone(),
        };
        (site, statements)
    }

    /// A site behind a proxy on this machine that says where its visitors come from.
    pub async fn behind_a_proxy(&self) -> Self {
        self.another_server(Settings {
            trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
            ..settings()
        })
        .await
    }

    /// A browser that has never been here.
    pub fn visitor(&self) -> Visitor {
        Visitor::of(&self.url(""))
    }

    /// A visitor who has registered.
    pub async fn registered(&self, email: &str) -> Visitor {
        let visitor = self.visitor();
        visitor.register(email, "ten letters at least").await.succeeds();
        visitor
    }

    /// A visitor whose views are not limited.
    pub async fn member(&self, email: &str) -> Visitor {
        let visitor = self.registered(email).await;
        assert!(self.store.save_plan(email, Plan::Member).await.unwrap());
        visitor
    }

    /// The file of its SQLite database.
    pub fn database_file(&self) -> std::path::PathBuf {
        self.database_url.trim_start_matches("sqlite:").into()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sends bytes as they are, past what a client would send, and returns all that comes back.
    pub async fn send_raw(&self, bytes: Vec<u8>) -> String {
        let address = self.address;
        tokio::task::spawn_blocking(move || {
            let mut stream = std::net::TcpStream::connect(address).unwrap();
            stream.write_all(&bytes).unwrap();
            let mut answer = Vec::new();
            // The server may close before it has read everything.
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8_lossy(&answer).into_owned()
        })
        .await
        .unwrap()
    }

    pub fn set_time(&self, time: &str) {
        *self.clock.0.lock().unwrap() = time.parse().unwrap();
    }
}

async fn serve(store: &Store, clock: &Arc<TestClock>, settings: Settings) -> SocketAddr {
    let backend = Backend::new(store.clone(), clock.clone(), Arc::new(SystemRandom), settings);
    let app =
        router(backend, Site::without_browser_files()).into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, app).await });
    address
}

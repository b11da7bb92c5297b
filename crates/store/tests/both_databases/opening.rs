//! Opening a database: the schema forwards and backwards, and every way in which it cannot be opened.

use crate::common::{
    TestDatabase, in_parallel, now, nth_code, on_both_databases, on_postgres, read_only_is_respected,
    this_month, visitor,
};
use sea_orm::{ConnectionTrait, TransactionTrait};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use std::time::{Duration, Instant};
use store::migration::Migrator;
use store::{Store, StoreError};

on_both_databases! {
    the_schema_goes_up_and_down_and_up_again,
    each_step_of_the_schema_can_be_taken_back,
    opening_again_changes_nothing,
    programs_that_start_together_share_one_new_database,
    a_newer_schema_is_refused,
}

const TABLES_ON_SQLITE: &str = "SELECT name FROM sqlite_master \
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY name";
const TABLES_ON_POSTGRES: &str = "SELECT table_name::text FROM information_schema.tables \
    WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY table_name";
const SHAPE_ON_SQLITE: &str = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
const SHAPE_ON_POSTGRES: &str = "SELECT concat_ws(' ', table_name, column_name, data_type, collation_name, is_nullable) \
    FROM information_schema.columns WHERE table_schema = 'public' \
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";

async fn tables(db: &TestDatabase) -> Vec<String> {
    db.query(if db.is_postgres() {
        TABLES_ON_POSTGRES
    } else {
        TABLES_ON_SQLITE
    })
    .await
}

async fn shape(db: &TestDatabase) -> Vec<String> {
    db.query(if db.is_postgres() {
        SHAPE_ON_POSTGRES
    } else {
        SHAPE_ON_SQLITE
    })
    .await
}

async fn the_schema_goes_up_and_down_and_up_again(db: &TestDatabase) {
    db.open().await;
    let (names, before) = (tables(db).await, shape(db).await);
    assert_eq!(names.len(), 42, "{names:?}");

    Migrator::down(&db.connect().await, None).await.unwrap();
    assert_eq!(tables(db).await, Vec::<String>::new());

    let store = db.open().await;
    assert_eq!(shape(db).await, before);
    assert_eq!(store.list_releases().await.unwrap(), []);
}

async fn each_step_of_the_schema_can_be_taken_back(db: &TestDatabase) {
    let connection = db.connect().await;
    let mut shapes = Vec::new();
    for _ in Migrator::migrations() {
        Migrator::up(&connection, Some(1)).await.unwrap();
        shapes.push(shape(db).await);
    }
    while let Some(newest) = shapes.pop() {
        assert_eq!(shape(db).await, newest);
        Migrator::down(&connection, Some(1)).await.unwrap();
    }
    assert_eq!(tables(db).await, Vec::<String>::new());
}

async fn opening_again_changes_nothing(db: &TestDatabase) {
    let reader = visitor(&db.open().await, "token").await;
    let before = shape(db).await;
    let store = db.open().await;
    store.ping().await.unwrap();
    assert_eq!(store.find_visitor("token").await.unwrap(), Some(reader));
    assert_eq!(shape(db).await, before);
}

async fn programs_that_start_together_share_one_new_database(db: &TestDatabase) {
    let opened = in_parallel((0..6).map(|_| {
        let address = db.address.clone();
        async move { Store::open(&address).await.map(|_| ()).map_err(|e| e.to_string()) }
    }))
    .await;
    assert_eq!(opened, vec![Ok(()); 6]);
    assert_eq!(tables(db).await.len(), 42);
}

async fn a_newer_schema_is_refused(db: &TestDatabase) {
    db.open().await;
    db.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_tomorrow', 0)")
        .await;
    let refused = Store::open(&db.address).await.unwrap_err();
    assert!(
        matches!(&refused, StoreError::Newer(name) if name == "m20990101_000001_tomorrow"),
        "{refused:?}"
    );
    assert!(
        refused.to_string().contains("newer version of this program"),
        "{refused}"
    );
}

#[test]
fn a_database_that_is_missing_or_forbidden_is_named_without_its_password() {
    on_postgres(async |db: &TestDatabase| {
        // Since PostgreSQL 15 only its owner may create tables in a new database.
        let role = db.address.rsplit_once('/').unwrap().1;
        db.execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 's3cret'"))
            .await;
        let host = db.address.rsplit_once('@').unwrap().1;
        let forbidden = format!("postgres://{role}:s3cret@{host}");
        for (address, reason) in [
            (forbidden.clone(), "permission denied"),
            (format!("{forbidden}_missing"), "does not exist"),
        ] {
            let opened = Store::open(&address).await;
            assert!(!format!("{opened:?}").contains("s3cret"), "{opened:?}");
            assert_refused(opened, &address.replace(":s3cret", ""), reason);
        }
        db.execute(&format!("DROP ROLE {role}")).await;
    });
}

/// A refusal to open: the error names the address and the reason.
fn assert_refused(opened: Result<Store, StoreError>, address: &str, reason: &str) {
    let refused = opened.unwrap_err();
    assert!(matches!(refused, StoreError::Open { .. }), "{refused:?}");
    let said = refused.to_string();
    assert!(said.contains(address) && said.contains(reason), "{said}");
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused_without_its_password() {
    for address in [
        "mysql://ann:s3cret@db/x",
        "ann:s3cret@db",
        "host=db password=s3cret",
        "data/x.db",
        "",
    ] {
        let refused = Store::open(address).await.unwrap_err();
        assert!(matches!(refused, StoreError::Address(_)), "{refused:?}");
        assert!(
            refused.to_string().contains("use sqlite:<path> or postgres://"),
            "{refused}"
        );
        assert!(!format!("{refused:?}").contains("s3cret"), "{refused:?}");
    }
}

#[tokio::test]
async fn a_missing_folder_is_created_and_one_that_cannot_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not yet/there/100%.db");
    Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
    assert!(path.is_file(), "{path:?}");

    std::fs::write(folder.path().join("file"), "no folder").unwrap();
    let address = format!("sqlite:{}/file/x.db", folder.path().display());
    assert_refused(Store::open(&address).await, &address, "cannot create the folder");
    let address = format!("sqlite:{}", folder.path().display());
    assert_refused(
        Store::open(&address).await,
        &address,
        "unable to open database file",
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    let letter = "Dear reader, this is not a database.\n".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    let address = format!("sqlite:{}", path.display());
    assert_refused(Store::open(&address).await, &address, "file is not a database");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
}

#[tokio::test]
async fn a_read_only_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    std::fs::write(&path, "").unwrap();
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    if !read_only_is_respected(&path) {
        println!("skipped: this user may write read-only files");
        return;
    }
    let address = format!("sqlite:{}", path.display());
    assert_refused(Store::open(&address).await, &address, "readonly");
}

#[tokio::test]
async fn a_reader_on_sqlite_does_not_wait_for_a_writer() {
    let folder = tempfile::tempdir().unwrap();
    let db = TestDatabase {
        address: format!("sqlite:{}", folder.path().join("x.db").display()),
    };
    let store = db.open().await;
    let reader = visitor(&store, "token").await;

    let writer = db.connect().await.begin().await.unwrap();
    writer.execute_unprepared("DELETE FROM visitor").await.unwrap();
    let begin = Instant::now();
    assert_eq!(store.find_visitor("token").await.unwrap(), Some(reader));
    let other = db.open().await;
    assert_eq!(other.find_used(reader, this_month()).await.unwrap(), 0);
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());

    // A writer waits for its turn.
    let view = tokio::spawn(async move {
        other
            .record_view(reader, this_month(), &nth_code(1), 1, now())
            .await
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!view.is_finished());
    writer.rollback().await.unwrap();
    assert!(view.await.unwrap().unwrap().granted);
}

#[tokio::test]
async fn a_writer_that_waits_in_vain_is_told_why() {
    let folder = tempfile::tempdir().unwrap();
    let db = TestDatabase {
        address: format!("sqlite:{}", folder.path().join("x.db").display()),
    };
    let store = db.open().await;
    let reader = visitor(&store, "token").await;
    let writer = db.connect().await.begin().await.unwrap();
    writer.execute_unprepared("DELETE FROM visitor").await.unwrap();
    let view = store
        .record_view(reader, this_month(), &nth_code(1), 1, now())
        .await;
    assert!(matches!(view, Err(StoreError::Busy)), "{view:?}");
}

#[tokio::test]
async fn what_stays_locked_or_silent_is_given_up_after_a_while() {
    let folder = tempfile::tempdir().unwrap();
    let db = TestDatabase {
        address: format!("sqlite:{}", folder.path().join("x.db").display()),
    };
    let locker = db.connect().await;
    locker
        .execute_unprepared("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .await
        .unwrap();
    // Nobody listens on the port of a listener that has gone.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let silent = format!("postgres://ann:s3cret@127.0.0.1:{port}/x");
    let (locked, refused) = tokio::join!(Store::open(&db.address), Store::open(&silent));
    assert_refused(locked, &db.address, "locked");
    assert_refused(refused, &silent.replace(":s3cret", ""), "no server answers");
}

#[tokio::test]
async fn a_schema_that_cannot_be_brought_up_is_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let db = TestDatabase {
        address: format!("sqlite:{}", path.display()),
    };
    // A table in the way of the second step stops it as a full disk would.
    db.execute("CREATE TABLE session (x)").await;
    let refused = Store::open(&db.address).await.unwrap_err();
    assert!(matches!(refused, StoreError::Open { .. }), "{refused:?}");
    assert!(
        !SchemaManager::new(&db.connect().await)
            .has_table("release")
            .await
            .unwrap()
    );
    db.execute("DROP TABLE session").await;
    db.open().await;
}

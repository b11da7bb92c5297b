//! Downloads from a publisher's web server that behaves well or not.

use crate::support::{Asked, Publisher, cut, whole};
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName, IF_RANGE, LOCATION, RANGE,
};
use axum::response::Response;
use futures_util::stream;
use server::fetch::{FetchError, FetchOptions, Fetched, Fetcher};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

const LIMIT: u64 = 1 << 20;

/// A file whose every part differs from every other one.
fn file() -> Vec<u8> {
    (0..20_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn fetcher(folder: &Path) -> Fetcher {
    Fetcher::new(FetchOptions {
        folder: folder.to_owned(),
        limit: LIMIT,
        first_wait: Duration::from_millis(1),
    })
    .unwrap()
}

/// A download into a folder of its own.
async fn fetch(publisher: &Publisher, path: &str) -> (Result<Fetched, FetchError>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let fetched = fetch_into(publisher, path, folder.path()).await;
    (fetched, folder)
}

async fn fetch_into(publisher: &Publisher, path: &str, folder: &Path) -> Result<Fetched, FetchError> {
    let address = publisher.url(path).parse().unwrap();
    fetcher(folder).fetch(&address, &|_, _| {}).await
}

fn answer(status: u16, headers: &[(HeaderName, &str)], body: impl Into<Body>) -> Response {
    let mut answer = Response::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(name, *value);
    }
    answer.body(body.into()).unwrap()
}

fn ranges(asked: &[Asked]) -> Vec<Option<&str>> {
    asked.iter().map(|asked| asked.header(RANGE)).collect()
}

#[tokio::test]
async fn a_file_comes_once_under_the_publishers_name() {
    let publisher = Publisher::answering(|_, asked| whole(asked, &file(), "\"1\"")).await;
    let folder = tempfile::tempdir().unwrap();
    let seen = Mutex::new(Vec::new());
    let address = publisher.url("/files/zip/rvu25d.zip?v=2").parse().unwrap();
    let first = fetcher(folder.path())
        .fetch(&address, &|bytes, total| {
            seen.lock().unwrap().push((bytes, total));
        })
        .await
        .unwrap();
    assert_eq!(std::fs::read(&first.path).unwrap(), file());
    assert_eq!(first.path.file_name().unwrap(), "rvu25d.zip");
    assert!(!first.is_from_before);
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.first(), Some(&(0, Some(80_000))));
    assert_eq!(seen.last(), Some(&(80_000, Some(80_000))));

    let again = fetch_into(&publisher, "/files/zip/rvu25d.zip?v=2", folder.path())
        .await
        .unwrap();
    assert!(again.is_from_before);
    assert_eq!(again.path, first.path);
    assert_eq!(publisher.asked().len(), 2);
}

#[tokio::test]
async fn a_file_that_changed_is_downloaded_again() {
    let publisher = Publisher::answering(|number, asked| {
        whole(
            asked,
            format!("version {number}").as_bytes(),
            &format!("\"{number}\""),
        )
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2 {
        let fetched = fetch_into(&publisher, "/a.csv", folder.path()).await.unwrap();
        assert!(!fetched.is_from_before);
        assert_eq!(
            std::fs::read_to_string(fetched.path).unwrap(),
            format!("version {number}")
        );
    }
}

#[tokio::test]
async fn after_a_cut_the_rest_is_asked_for() {
    let publisher = Publisher::answering(|number, asked| match number {
        0 => cut(&file(), 40_000, "\"1\""),
        _ => whole(asked, &file(), "\"1\""),
    })
    .await;
    let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
    assert_eq!(std::fs::read(fetched.unwrap().path).unwrap(), file());
    let asked = publisher.asked();
    assert_eq!(ranges(&asked), [None, Some("bytes=40000-")]);
    assert_eq!(asked[1].header(IF_RANGE), Some("\"1\""));
}

#[tokio::test]
async fn a_new_run_goes_on_where_the_last_one_gave_up() {
    let publisher = Publisher::answering(|number, asked| match number {
        0 => cut(&file(), 40_000, "\"1\""),
        1..=4 => answer(503, &[], ""),
        _ => whole(asked, &file(), "\"1\""),
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let given_up = fetch_into(&publisher, "/a.zip", folder.path()).await.unwrap_err();
    assert!(
        matches!(given_up, FetchError::Broken { kept: 40_000, .. }),
        "{given_up}"
    );
    assert!(given_up.to_string().contains("503"), "{given_up}");
    let fetched = fetch_into(&publisher, "/a.zip", folder.path()).await.unwrap();
    assert_eq!(std::fs::read(fetched.path).unwrap(), file());
    assert_eq!(ranges(&publisher.asked()).last(), Some(&Some("bytes=40000-")));
}

#[tokio::test]
async fn a_connection_that_breaks_often_is_followed_as_long_as_more_comes() {
    let publisher = Publisher::answering(|number, asked| {
        let file = file();
        let first = number * 8_000;
        if first >= 72_000 {
            return whole(asked, &file, "\"1\"");
        }
        let mut answer = cut(&file[first..], 8_000, "\"1\"");
        if first > 0 {
            *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
            let range = format!("bytes {first}-79999/80000").parse().unwrap();
            answer.headers_mut().insert(CONTENT_RANGE, range);
        }
        answer
    })
    .await;
    let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
    assert_eq!(std::fs::read(fetched.unwrap().path).unwrap(), file());
    assert_eq!(publisher.asked().len(), 10);
}

#[tokio::test]
async fn what_was_cut_is_never_continued_with_another_version() {
    let other: Vec<u8> = file().into_iter().rev().collect();
    for is_proper in [true, false] {
        let new = other.clone();
        let publisher = Publisher::answering(move |number, asked| match number {
            0 => cut(&file(), 40_000, "\"1\""),
            // A proper server sees from If-Range that the file is another one and sends all of it.
            1 if !is_proper => answer(
                206,
                &[(ETAG, "\"2\""), (CONTENT_RANGE, "bytes 40000-79999/80000")],
                new[40_000..].to_vec(),
            ),
            _ => whole(asked, &new, "\"2\""),
        })
        .await;
        let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
        assert!(
            std::fs::read(fetched.unwrap().path).unwrap() == other,
            "{is_proper}"
        );
    }
}

#[tokio::test]
async fn without_anything_that_vouches_for_the_rest_all_of_it_is_asked_for() {
    let publisher = Publisher::answering(|number, asked| match number {
        0 => cut(&file(), 40_000, "W/\"1\""),
        _ => whole(asked, &file(), "W/\"1\""),
    })
    .await;
    let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
    assert_eq!(std::fs::read(fetched.unwrap().path).unwrap(), file());
    assert_eq!(ranges(&publisher.asked()), [None, None]);
}

#[tokio::test]
async fn a_part_that_does_not_fit_is_thrown_away() {
    for (status, range, length) in [
        (206, "bytes 39999-79999/80000", 40_001),
        (206, "nonsense", 10),
        (206, "bytes 40000-79999/80001", 40_000),
        (416, "bytes */39000", 0),
    ] {
        let publisher = Publisher::answering(move |number, asked| match number {
            0 => cut(&file(), 40_000, "\"1\""),
            1 => answer(status, &[(CONTENT_RANGE, range)], vec![7; length]),
            _ => whole(asked, &file(), "\"1\""),
        })
        .await;
        let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
        assert!(
            std::fs::read(fetched.unwrap().path).unwrap() == file(),
            "{status} {range}"
        );
        assert_eq!(ranges(&publisher.asked()), [None, Some("bytes=40000-"), None]);
    }
}

#[tokio::test]
async fn a_file_of_unknown_length_is_downloaded_and_one_that_is_cut_is_not_taken_for_whole() {
    let chunks = || {
        let chunks: Vec<_> = file()
            .chunks(9_000)
            .map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec()))
            .collect();
        Body::from_stream(stream::iter(chunks))
    };
    let publisher = Publisher::answering(move |_, _| answer(200, &[], chunks())).await;
    let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
    assert_eq!(std::fs::read(fetched.unwrap().path).unwrap(), file());

    let publisher = Publisher::answering(|_, _| {
        let mut answer = cut(&file(), 40_000, "\"1\"");
        answer.headers_mut().remove("content-length");
        answer
    })
    .await;
    let (fetched, folder) = fetch(&publisher, "/a.zip").await;
    assert!(matches!(fetched, Err(FetchError::Broken { .. })), "{fetched:?}");
    assert!(
        names_below(folder.path())
            .iter()
            .all(|name| name.starts_with('.'))
    );
}

/// The names of all files below a folder.
fn names_below(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            names.extend(names_below(&entry.path()));
        } else {
            names.push(entry.file_name().into_string().unwrap());
        }
    }
    names
}

#[tokio::test]
async fn too_large_a_file_is_refused_by_its_announced_length_and_by_what_comes() {
    let zeros = vec![0; usize::try_from(LIMIT).unwrap() + 1];
    let announced = zeros.clone();
    let publisher = Publisher::answering(move |_, asked| whole(asked, &announced, "\"1\"")).await;
    let (refused, folder) = fetch(&publisher, "/a.zip").await;
    let refused = refused.unwrap_err();
    assert!(refused.to_string().contains("--max-download"), "{refused}");
    assert!(matches!(refused, FetchError::TooLarge { bytes, .. } if bytes == LIMIT + 1));
    assert!(
        names_below(folder.path())
            .iter()
            .all(|name| name.starts_with('.'))
    );
    assert_eq!(publisher.asked().len(), 1);

    // Without end.
    let publisher = Publisher::answering(|_, _| {
        let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 10_000])));
        answer(200, &[], Body::from_stream(endless))
    })
    .await;
    let (refused, folder) = fetch(&publisher, "/a.zip").await;
    assert!(matches!(refused, Err(FetchError::TooLarge { .. })), "{refused:?}");
    let left: u64 = std::fs::read_dir(folder.path())
        .unwrap()
        .flat_map(|entry| std::fs::read_dir(entry.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    assert!(left < 100, "{left} bytes are left of what was refused");
}

#[tokio::test]
async fn an_answer_that_will_stay_the_same_is_not_asked_for_again() {
    for (status, advice) in [
        (404, "publishers move their files"),
        (403, "in a browser"),
        (204, "204"),
        (304, "304"),
    ] {
        let publisher = Publisher::answering(move |_, _| answer(status, &[], "")).await;
        let (refused, _folder) = fetch(&publisher, "/a.zip").await;
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.contains(&status.to_string()) && refused.contains(advice),
            "{refused}"
        );
        assert_eq!(publisher.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_busy_server_is_asked_again() {
    let publisher = Publisher::answering(|number, asked| match number {
        0 => answer(503, &[], "later"),
        1 => answer(429, &[], "later"),
        _ => whole(asked, &file(), "\"1\""),
    })
    .await;
    let (fetched, _folder) = fetch(&publisher, "/a.zip").await;
    assert_eq!(std::fs::read(fetched.unwrap().path).unwrap(), file());
    assert_eq!(publisher.asked().len(), 3);
}

#[tokio::test]
async fn a_redirect_is_followed_but_not_round_in_a_circle_nor_to_other_kinds_of_addresses() {
    let publisher = Publisher::answering(|_, asked| match asked.path.as_str() {
        "/moved.zip" => answer(302, &[(LOCATION, "/there")], ""),
        "/there" => whole(asked, &file(), "\"1\""),
        "/circle" => answer(301, &[(LOCATION, "/circle")], ""),
        _ => answer(302, &[(LOCATION, "ftp://127.0.0.1/a.zip")], ""),
    })
    .await;
    let (fetched, _folder) = fetch(&publisher, "/moved.zip").await;
    let fetched = fetched.unwrap();
    assert_eq!(std::fs::read(&fetched.path).unwrap(), file());
    assert_eq!(
        fetched.path.file_name().unwrap(),
        "moved.zip",
        "the name that looks like one"
    );
    for (path, says) in [
        ("/circle", "sent us on 10 times"),
        ("/ftp", "only http and https"),
    ] {
        let (refused, _folder) = fetch(&publisher, path).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, FetchError::Redirect { .. }), "{refused:?}");
        assert!(refused.to_string().contains(says), "{refused}");
    }
}

#[tokio::test]
async fn a_page_is_refused_with_the_address_to_open() {
    let publisher = Publisher::answering(|_, asked| match asked.path.as_str() {
        "/licence" => answer(200, &[(CONTENT_TYPE, "Text/HTML; charset=utf-8")], "accept?"),
        "/sent-on" => answer(302, &[(LOCATION, "/licence")], ""),
        _ => answer(
            200,
            &[(CONTENT_TYPE, "application/zip")],
            "\n<!DOCTYPE html><html>accept?",
        ),
    })
    .await;
    for (asked, named) in [
        ("/licence", "/licence"),
        ("/sent-on", "/licence"),
        ("/a.zip", "/a.zip"),
    ] {
        let (refused, folder) = fetch(&publisher, asked).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.starts_with(&publisher.url(named)), "{refused}");
        assert!(refused.contains("open it in a browser"), "{refused}");
        assert!(
            names_below(folder.path())
                .iter()
                .all(|name| name.starts_with('.'))
        );
    }
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let publisher = Publisher::answering(|_, _| {
        let header = "attachment; filename=\"../../../climbed.zip\"";
        answer(200, &[(CONTENT_DISPOSITION, header)], "PK")
    })
    .await;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("deep/down");
    let fetched = fetch_into(&publisher, "/a%2f..%2f..%2fb.zip", &folder)
        .await
        .unwrap();
    assert!(fetched.path.starts_with(&folder), "{fetched:?}");
    assert_eq!(fetched.path.file_name().unwrap(), "climbed.zip");
    assert!(!fetched.path.to_str().unwrap().contains(".."));
}

#[tokio::test]
async fn two_runs_do_not_write_one_file() {
    let publisher = Publisher::answering(|_, _| cut(&file(), 40_000, "\"1\"")).await;
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = tokio::join!(
        fetch_into(&publisher, "/a.zip", folder.path()),
        fetch_into(&publisher, "/a.zip", folder.path())
    );
    assert!(matches!(one, Err(FetchError::Broken { .. })), "{one:?}");
    assert!(matches!(other, Err(FetchError::Busy(_))), "{other:?}");
}

#[tokio::test]
async fn a_server_that_cannot_show_who_it_is_is_not_asked_again() {
    let publisher = Publisher::answering(|_, asked| whole(asked, &file(), "\"1\"")).await;
    let folder = tempfile::tempdir().unwrap();
    let address = publisher
        .url("/a.zip")
        .replace("http:", "https:")
        .parse()
        .unwrap();
    // Before a second try a minute would pass.
    let patient = Fetcher::new(FetchOptions {
        folder: folder.path().to_owned(),
        limit: LIMIT,
        first_wait: Duration::from_secs(60),
    });
    let fetcher = patient.unwrap();
    let refused = tokio::time::timeout(Duration::from_secs(30), fetcher.fetch(&address, &|_, _| {}));
    let refused = refused.await.unwrap().unwrap_err();
    assert!(matches!(refused, FetchError::Tls { .. }), "{refused}");
    assert!(publisher.asked().is_empty());
}

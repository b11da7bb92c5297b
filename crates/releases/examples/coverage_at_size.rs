//! Measures an export of articles of the real size, with invented rows: how fast it is read and loaded, and how
//! much memory that takes.
//!
//! `cargo run --release -p releases --example coverage_at_size -- 400000`

#[path = "../tests/mcd/miniature.rs"]
mod miniature;

use releases::{ImportOptions, Package, import};
use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Instant;
use store::Store;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// As many articles as the current export has, about.
const ARTICLES: usize = 2_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let codes: usize = std::env::args().nth(1).as_deref().unwrap_or("400000").parse()?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("current_article_csv.zip");
    write_export(&path, codes)?;
    println!(
        "export with {codes} covered codes: {} bytes",
        path.metadata()?.len()
    );
    println!("memory before: {}", peak_memory());

    let start = Instant::now();
    let mut package = Package::open(&path)?;
    println!("opened in {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let mut rows = 0_u64;
    for part in package.parts().to_vec() {
        for row in package.rows(&part)? {
            row?;
            rows += 1;
        }
    }
    report("read", rows, start);

    let address = format!("sqlite:{}", folder.path().join("coverage.db").display());
    let store = Store::open(&address).await?;
    let options = ImportOptions::at("2026-11-23T10:00:00Z".parse()?);
    let start = Instant::now();
    import(&store, &path, &options, &|_, _| {}).await?;
    report("loaded as the first release", rows, start);

    let next = folder.path().join("next.zip");
    write_export(&next, codes - codes / 100)?;
    let start = Instant::now();
    import(&store, &next, &options, &|_, _| {}).await?;
    report("loaded as another edition", rows, start);
    Ok(())
}

fn report(what: &str, rows: u64, start: Instant) {
    let time = start.elapsed();
    let rate = u128::from(rows) * 1000 / time.as_millis().max(1);
    println!(
        "{what}: {rows} rows in {:.1} s, {rate} rows a second; peak memory {}",
        time.as_secs_f64(),
        peak_memory()
    );
}

/// The most memory that the process has had, as Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.unwrap_or("not known").trim().to_owned()
}

/// The tables of the miniature, the documents and their covered codes as many as asked for.
fn write_export(path: &Path, codes: usize) -> Result<(), Box<dyn Error>> {
    let mut zip = ZipWriter::new(File::create(path)?);
    for (name, text) in miniature::tables("article") {
        zip.start_file(name, SimpleFileOptions::default())?;
        let captions = text.lines().next().unwrap_or_default();
        match name {
            "article.csv" => write_articles(&mut zip, captions)?,
            "article_x_icd10_covered.csv" => write_codes(&mut zip, captions, codes)?,
            _ => zip.write_all(text.as_bytes())?,
        }
    }
    zip.finish()?;
    Ok(())
}

fn write_articles(out: &mut impl Write, captions: &str) -> std::io::Result<()> {
    write!(out, "{captions}\r\n")?;
    for number in 0..ARTICLES {
        for (place, caption) in captions.split(',').enumerate() {
            let comma = if place > 0 { "," } else { "" };
            write!(out, "{comma}")?;
            match caption {
                "article_id" => write!(out, "{}", 50_000 + number)?,
                "article_version" => write!(out, "7")?,
                "article_type" => write!(out, "10")?,
                "title" => write!(out, "Billing and Coding: Invention {number}")?,
                "article_eff_date" => write!(out, "2019-10-01 00:00:00")?,
                "last_updated" => write!(out, "2026-08-25 12:00:00")?,
                "description" => {
                    write!(out, "\"")?;
                    for paragraph in 0..200 {
                        writeln!(
                            out,
                            "<p>Paragraph {paragraph} of <b>{number}</b>, with {} words &amp; signs.</p>",
                            number * paragraph
                        )?;
                    }
                    write!(out, "\"")?;
                }
                _ => {}
            }
        }
        write!(out, "\r\n")?;
    }
    Ok(())
}

/// Codes spread over the articles, in groups of a hundred.
fn write_codes(out: &mut impl Write, captions: &str, codes: usize) -> std::io::Result<()> {
    write!(out, "{captions}\r\n")?;
    let each = codes.div_ceil(ARTICLES);
    for code in 0..codes {
        let (article, place) = (50_000 + code / each, code % each);
        let letter = char::from(b'A' + u8::try_from(place / 1_000 % 20).unwrap_or_default());
        write!(
            out,
            "{article},7,{letter}{:02}.{},8,{},N,2026-08-20 10:00:00,{place},\"Invented diagnosis, number {place}\",N\r\n",
            place / 10 % 100,
            place % 10,
            place / 100 + 1
        )?;
    }
    Ok(())
}

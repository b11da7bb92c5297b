//! Prints what is read in a case: `case_text DATABASE FILE… [--folder DIR] [--more THESAURUS]…`, with the time that it takes.

use case2code::case_text::{Phrases, read_case};
use case2code::gather::gather;
use case2code::index::Catalogue;
use case2code::search::Search;
use case2code::thesaurus::Thesaurus;
use codeset::NaiveDate;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut options = std::env::args().skip(1);
    let database = options.next().ok_or("the database is missing")?;
    let (mut files, mut more, mut folder) = (Vec::new(), Vec::new(), None);
    while let Some(option) = options.next() {
        match option.as_str() {
            "--folder" => folder = options.next(),
            "--more" => more.extend(options.next()),
            file => files.push(file.to_owned()),
        }
    }
    let more: Vec<&Path> = more.iter().map(Path::new).collect();
    let thesaurus = Arc::new(Thesaurus::load(&more)?);
    let known = folder.as_deref().map(Path::new);
    let catalogue = match known.filter(|folder| folder.join("meta.json").exists()) {
        Some(folder) => Catalogue::open(folder)?,
        None => {
            let store = Store::open(&format!("sqlite:{database}")).await?;
            let records = gather(&store, &thesaurus).await?;
            if let Some(folder) = known {
                std::fs::create_dir_all(folder)?;
            }
            Catalogue::build(records, known, &|_, _| {})?
        }
    };
    let search = Search::new(catalogue, thesaurus);
    let begin = Instant::now();
    let phrases = Phrases::of(&search.catalogue.table, &search.thesaurus);
    println!("{} patterns in {:.1?}", phrases.len(), begin.elapsed());
    let on = NaiveDate::from_ymd_opt(2025, 9, 1).ok_or("a day")?;
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        let first = Instant::now();
        read_case(&search, &phrases, &text, on)?;
        let first = first.elapsed();
        let begin = Instant::now();
        let reading = read_case(&search, &phrases, &text, on)?;
        println!(
            "\n{file}: {} characters, {} findings, first {first:.1?}, again {:.1?}, cut {}, crowded {}",
            text.chars().count(),
            reading.findings.len(),
            begin.elapsed(),
            reading.is_cut,
            reading.is_crowded
        );
        for finding in &reading.findings {
            let cue = finding.cue.map_or("", |(begin, end)| &text[begin..end]);
            println!(
                "  {:<10} {:?} x{} {cue:?}",
                finding.status.label(),
                finding.words,
                finding.spans.len()
            );
            for hit in finding.candidates.iter().take(3) {
                println!("      {:.2} {} {}", hit.score, hit.code.as_str(), hit.title);
            }
            for prompt in &finding.prompts {
                let codes: Vec<_> = prompt.choices.iter().map(|choice| choice.1.as_str()).collect();
                println!("      ? {} {}", prompt.question, codes.join(" "));
            }
        }
        for one in &reading.identifiers {
            println!(
                "  ({}) {}: {:?}",
                one.kind.letter(),
                one.kind.label(),
                &text[one.span.0..one.span.1]
            );
        }
    }
    Ok(())
}

//! Whether a service is covered: local and national coverage documents.

use super::{Look, listed, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, long_date};
use store::coverage::{ArticleList, Document, DocumentKey, Support};
use store::releases::Released;

/// The sources of coverage documents.
const SOURCES: [Source; 3] = [Source::CoverageArticle, Source::Lcd, Source::Ncd];

/// How many documents are named.
const NAMED: usize = 8;

/// How many codes of articles are looked through for the question's diagnoses.
const MOST_CODES: u64 = 20_000;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    draft.step("Looking through coverage documents");
    let loaded: Vec<Source> = SOURCES
        .into_iter()
        .filter(|source| look.loaded.newest(*source).is_some())
        .collect();
    let codes: Vec<&Code> = look.topic.lines.iter().map(|line| &line.code).collect();
    for line in look.procedures() {
        never_covered(look, draft, &line.code).await?;
    }
    if loaded.is_empty() && draft.has_verdict() {
        draft.caution("Coverage documents (LCDs, articles, NCDs) are not loaded.", &[]);
        return Ok(());
    }
    if loaded.is_empty() {
        let what = match codes.as_slice() {
            [] => "Coverage documents (LCDs, articles, NCDs) are".to_owned(),
            codes => format!(
                "Coverage documents (LCDs, articles, NCDs) about {} are",
                listed(codes, "and")
            ),
        };
        draft.refuse(
            Outcome::NotLoaded,
            format!("{what} not loaded, so nothing is said of coverage or of diagnoses that support it."),
            "Look it up in the Medicare Coverage Database, or let the operator load its download with “coding-ahead import”.",
        );
        if let Some(code) = codes.first() {
            draft.page(
                format!("What is loaded of {code}"),
                cite::section(code, SectionId::MedicareCoverage),
            );
        }
        return Ok(());
    }
    let procedures = look.procedures();
    if procedures.is_empty() && look.diagnoses().is_empty() {
        look.ask_for_code(draft, "coverage", "is 64483 covered for M54.16?");
        return Ok(());
    }
    for line in &procedures {
        service(look, draft, &line.code).await?;
    }
    if procedures.is_empty() {
        for diagnosis in look.diagnoses() {
            service(look, draft, diagnosis).await?;
        }
    }
    look.gaps(draft, &loaded);
    draft.caution(
        "Neither a fee nor a document that lists a code is a promise of coverage; a local document counts where its \
         contractor pays the claim.",
        &[],
    );
    Ok(())
}

/// A service that the fee schedule says Medicare never covers.
async fn never_covered(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let fees = look.store.list_fees(code.as_str(), look.on).await?;
    let Some(fee) = fees
        .iter()
        .find(|fee| matches!(fee.row.status.as_str(), "N" | "I"))
    else {
        return Ok(());
    };
    if !look.shows(code) {
        return Ok(());
    }
    let status = &fee.row.status;
    let cited = draft.cite(cite::of_row(
        fee,
        format!("HCPCS {code}"),
        cite::section(code, SectionId::Compliance),
        format!("STATUS {status}"),
    ));
    draft.verdict(
        format!(
            "No: the status of {} is {status}: {}.",
            name(code),
            super::global_period::lower(codeset::mpfs::status_meaning(status))
        ),
        &[cited],
    );
    Ok(())
}

async fn service(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    if !look.shows(code) {
        look.lock(
            draft,
            code,
            SectionId::MedicareCoverage,
            "Which coverage documents list it",
        );
        return Ok(());
    }
    let listings = look.store.list_coverage(code, look.on).await?;
    let mut documents: Vec<&Document> = Vec::new();
    for listing in &listings {
        if !documents
            .iter()
            .any(|known| known.key() == listing.document.key())
        {
            documents.push(&listing.document);
        }
    }
    if documents.is_empty() {
        draft.outcome = Outcome::NotFound;
        let texts: Vec<String> = SOURCES
            .iter()
            .map(|source| {
                look.loaded
                    .missing_in_history(&format!("A document about {}", name(code)), *source)
            })
            .collect();
        draft.verdict(texts.join(" "), &[]);
        draft.next("That is not a denial: contractors decide without a document, too.");
        return Ok(());
    }
    let keys: Vec<DocumentKey> = documents.iter().map(|document| document.key()).collect();
    let contractors = look.store.list_coverage_contractors(&keys, look.on).await?;
    let path = cite::section(code, SectionId::MedicareCoverage);
    let mut cites = Vec::new();
    let mut rows = Vec::new();
    for document in documents.iter().take(NAMED) {
        let names: Vec<&str> = contractors
            .iter()
            .filter(|(key, _)| *key == document.key())
            .map(|(_, name)| name.as_str())
            .collect();
        let since = document
            .effective_on
            .map_or_else(String::new, |day| format!("effective {}", long_date(day)));
        let found = Released {
            row: (*document).clone(),
            release: document.release.clone(),
        };
        cites.push(draft.cite(cite::of_row(
            &found,
            format!("{}, {}", document.display, document.title),
            path.clone(),
            since.clone(),
        )));
        rows.push(vec![
            document.display.clone(),
            document.title.clone(),
            names.join("; "),
            since,
        ]);
    }
    let displays: Vec<&str> = documents
        .iter()
        .take(NAMED)
        .map(|document| document.display.as_str())
        .collect();
    let diagnoses = look.diagnoses();
    if diagnoses.is_empty() || diagnoses.contains(&code) {
        draft.verdict(
            format!(
                "{} stands in {} on {}.",
                name(code),
                listed(&displays, "and"),
                long_date(look.on)
            ),
            &cites,
        );
    }
    for diagnosis in diagnoses.into_iter().filter(|diagnosis| *diagnosis != code) {
        supports(look, draft, code, diagnosis, &documents, &keys, &cites).await?;
    }
    draft.table(
        format!("Documents that list {code}"),
        &["Document", "Title", "Contractors", "In force"],
        rows,
        &cites,
    );
    draft.page(format!("Medicare Coverage of {code}"), path);
    Ok(())
}

/// Whether the articles of a service list a diagnosis.
async fn supports(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    diagnosis: &Code,
    documents: &[&Document],
    keys: &[DocumentKey],
    cites: &[usize],
) -> Result<(), CasePilotError> {
    let mut said = false;
    for support in Support::ALL {
        let list = ArticleList::Diagnoses(support);
        let codes = look
            .store
            .list_article_codes(keys, list, look.on, MOST_CODES)
            .await?;
        let articles: Vec<&str> = documents
            .iter()
            .filter(|document| {
                codes
                    .iter()
                    .any(|found| found.code == diagnosis.as_str() && found.document == document.document)
            })
            .map(|document| document.display.as_str())
            .collect();
        if articles.is_empty() {
            continue;
        }
        said = true;
        draft.verdict(
            match support {
                Support::Covered => format!(
                    "{diagnosis} is among the diagnoses that support {} in {}; the article’s other conditions count, too.",
                    name(code),
                    listed(&articles, "and")
                ),
                Support::NotCovered => format!(
                    "{diagnosis} is among the diagnoses that do not support {} in {}.",
                    name(code),
                    listed(&articles, "and")
                ),
            },
            cites,
        );
    }
    if !said {
        draft.verdict(
            format!(
                "None of the loaded documents about {} lists {diagnosis}, for it or against it.",
                name(code)
            ),
            cites,
        );
    }
    Ok(())
}

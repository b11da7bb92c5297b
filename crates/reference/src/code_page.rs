//! A code page on a date, cut to its reader's access.

use crate::fees::find_zip;
use crate::loaded::Loaded;
use crate::page::{Body, CodePage, Section, SectionContent};
use crate::sections::{self, Subject};
use crate::{ReferenceError, browse, descriptions, gaps, heading, prose};
use codeset::access::Access;
use codeset::page::SectionId;
use codeset::{Code, CodeSystem, NaiveDate};
use store::Store;

/// How many neighbours stand before and after a code.
const NEIGHBOURS: u64 = 5;

/// The page of a code, or `None` for a code that no loaded release or article names. `zip` is the ZIP code that the
/// reader gives, as it was written.
///
/// # Errors
/// Only the database's.
pub async fn find_code_page(
    store: &Store,
    code: &Code,
    on: NaiveDate,
    access: Access,
    zip: Option<&str>,
) -> Result<Option<CodePage>, ReferenceError> {
    if !store.is_known(code).await? {
        return Ok(None);
    }
    let versions = store.list_versions(code).await?;
    let texts: &[&str] = match access {
        Access::Open => &[
            "name",
            "common-language",
            "guidelines",
            "modifiers",
            "crosswalks",
            "ncci-edits",
            "compliance",
            "medicare-coverage",
        ],
        Access::Preview => &["name", "common-language"],
        Access::Spent => &["name"],
    };
    let mut articles = store.list_articles(code, texts).await?;
    let mut take = |section: &str| {
        articles
            .iter()
            .position(|article| article.section == section)
            .map(|found| articles.swap_remove(found))
    };
    let heading = heading::heading(&versions, take("name").map(|name| name.markdown), on);
    let path = browse::list_places_above(store, code, on).await?;
    let gaps = gaps::find_gaps(store, &gaps::page_sources(code.system(), access), on).await?;
    if access == Access::Spent {
        return Ok(Some(CodePage {
            code: code.clone(),
            on,
            access,
            path,
            heading,
            gaps,
            body: None,
        }));
    }

    let version = heading::version_on(&versions, on);
    let further = match code.system() {
        CodeSystem::Cpt => store.list_descriptors(code, on).await?,
        _ => Vec::new(),
    };
    let official = descriptions::official(code, version, further);
    let common_language = take("common-language").map(prose::render);
    let loaded = Loaded::find(store, on).await?;
    let place = match zip {
        Some(zip) if access == Access::Open => Some(find_zip(store, zip, on).await?),
        _ => None,
    };
    let subject = Subject {
        store,
        code,
        on,
        versions: &versions,
        version,
        loaded: &loaded,
        place: place.as_ref(),
        zip,
    };
    let mut sections = Vec::with_capacity(SectionId::ALL.len());
    match access {
        Access::Open => {
            let facts = subject.facts().await?;
            for id in SectionId::ALL {
                let mut blocks = Vec::new();
                blocks.extend(take(id.slug()).map(prose::render).map(crate::page::Block::Prose));
                blocks.extend(sections::blocks(&subject, &facts, id).await?);
                sections.push(Section {
                    id,
                    content: SectionContent::Open { blocks },
                });
            }
        }
        Access::Preview | Access::Spent => {
            let inside = sections::Inside::find(&subject).await?;
            for id in SectionId::ALL {
                let summary = sections::summary(&inside, id);
                sections.push(Section {
                    id,
                    content: SectionContent::Locked { summary },
                });
            }
        }
    }
    let neighbours = store.list_neighbours(code, on, NEIGHBOURS).await?;
    let body = Body {
        official,
        common_language,
        sections,
        neighbours,
    };
    Ok(Some(CodePage {
        code: code.clone(),
        on,
        access,
        path,
        heading,
        gaps,
        body: Some(body),
    }))
}

//! Where the question asks for prices: the nation, the locality of a ZIP code, the localities that a name means.

use super::super::Look;
use super::factors::names_a_locality;
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::places;
use reference::fees::{Locality, ZipAnswer, find_zip};

/// Where it is priced.
pub(super) enum Place {
    National,
    Localities(Vec<Locality>),
}

impl Place {
    /// Where the question asks for prices; `None` when it was said that there is no such place.
    pub async fn find(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<Option<Self>, CasePilotError> {
        let wants_national = look.reading.plain.contains("national");
        let text = match (&look.topic.place, look.ask.zip) {
            (Some(place), _) if !wants_national || look.reading.place.is_some() => place.clone(),
            (None, Some(zip)) if !wants_national => zip.to_owned(),
            _ => return Ok(Some(Place::National)),
        };
        let mut localities = Vec::new();
        for part in places::parts(&text) {
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                localities.extend(places::matching(part, look.localities).into_iter().cloned());
                continue;
            }
            match of_zip(look, draft, part).await? {
                Some(locality) => localities.push(locality),
                None => return Ok(None),
            }
        }
        Ok(Some(if localities.is_empty() {
            Place::National
        } else {
            Place::Localities(localities)
        }))
    }
}

/// The locality of a ZIP code; `None` when it was said that there is none.
async fn of_zip(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    zip: &str,
) -> Result<Option<Locality>, CasePilotError> {
    draft.step(format!("Looking for the locality of ZIP {zip}"));
    match find_zip(look.store, zip, look.on).await? {
        ZipAnswer::Found(found) => {
            let path = format!("/tools/fees?zip={}", found.zip);
            let quote = format!("MAC {}, locality {}", found.locality.mac, found.locality.number);
            let cited = draft.cite(cite::of_evidence(&found.evidence, path, quote));
            draft.fact(ZipAnswer::Found(found.clone()).says(), &[cited]);
            if names_a_locality(&look.reading.plain) && !found.counties.is_empty() {
                let counties = found.counties.join("; ").replace('/', ", ");
                draft.fact(format!("The locality holds: {counties}."), &[cited]);
            }
            Ok(Some(found.locality))
        }
        ZipAnswer::Problem(problem) => {
            draft.outcome = if problem.contains("not loaded") {
                Outcome::NotLoaded
            } else {
                Outcome::NotFound
            };
            draft.verdict(problem, &[]);
            draft.next("Give another ZIP code, a state or a locality, or ask for the national amount.");
            Ok(None)
        }
    }
}

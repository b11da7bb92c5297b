//! The price of a day's lines in one place or in all.

use super::{Choice, FeeBook, Locality, find_locality, list_localities};
use crate::ReferenceError;
use crate::loaded::Loaded;
use codeset::claim::ClaimLine;
use codeset::mpfs::pricing::Priced;
use codeset::release::Source;
use codeset::{Code, NaiveDate};
use std::cmp::Reverse;
use store::Store;

/// Where lines are priced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Without geographic adjustment.
    #[default]
    National,
    /// In one locality: contractor and number.
    One(String, String),
    /// In every locality of the day.
    All,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The lines of one practitioner for one patient on the day.
    pub lines: &'a [ClaimLine],
    /// Where.
    pub place: Place,
    /// By what.
    pub choice: Choice,
    /// The date of service.
    pub on: NaiveDate,
}

/// What the lines are paid in a place.
#[derive(Clone, Debug)]
pub struct PricedPlace {
    /// The place; `None` for the national amounts.
    pub locality: Option<Locality>,
    /// The lines.
    pub priced: Priced,
}

/// What lines are paid.
pub struct PriceList {
    /// What it was priced by.
    pub book: FeeBook,
    /// The national amounts.
    pub national: Option<Priced>,
    /// The places that were asked for, the highest total first.
    pub places: Vec<PricedPlace>,
    /// What is not loaded or not found, in sentences.
    pub missing: Vec<String>,
}

/// Prices lines.
///
/// # Errors
/// Only the database's.
pub async fn find_price_list(store: &Store, asked: &Asked<'_>) -> Result<PriceList, ReferenceError> {
    let codes: Vec<&Code> = asked.lines.iter().map(|line| &line.code).collect();
    let book = FeeBook::find(store, &codes, asked.on).await?;
    let loaded = Loaded::find(store, asked.on).await?;
    let mut missing = not_listed(&book, &loaded, &codes);
    let localities = match &asked.place {
        Place::National => Vec::new(),
        Place::All => list_localities(store, asked.on).await?,
        Place::One(mac, number) => find_locality(store, mac, number, asked.on)
            .await?
            .into_iter()
            .collect(),
    };
    match &asked.place {
        Place::One(mac, number) if localities.is_empty() => {
            missing.push(loaded.missing(&format!("Locality {number} of MAC {mac}"), Source::Gpci));
        }
        Place::All if localities.is_empty() => {
            missing.push(loaded.missing("Price indices of the localities", Source::Gpci));
        }
        _ => {}
    }
    let national = book.price(asked.lines, None, asked.choice);
    if national.is_none() {
        missing.push(loaded.missing("A conversion factor", Source::Mpfs));
    }
    let mut places: Vec<PricedPlace> = localities
        .into_iter()
        .filter_map(|locality| {
            Some(PricedPlace {
                priced: book.price(asked.lines, Some(&locality), asked.choice)?,
                locality: Some(locality),
            })
        })
        .collect();
    places.sort_by_key(|place| Reverse(place.priced.cents()));
    if asked.place == Place::National {
        places.extend(national.clone().map(|priced| PricedPlace {
            locality: None,
            priced,
        }));
    }
    Ok(PriceList {
        book,
        national,
        places,
        missing,
    })
}

/// That the fee schedule of the day lists nothing of a code, once for each.
fn not_listed(book: &FeeBook, loaded: &Loaded, codes: &[&Code]) -> Vec<String> {
    let mut codes: Vec<&Code> = codes
        .iter()
        .copied()
        .filter(|code| book.rows(code).is_empty())
        .collect();
    codes.sort();
    codes.dedup();
    let name = |code: &Code| format!("{} {code}", code.system());
    codes
        .into_iter()
        .map(|code| loaded.missing(&name(code), Source::Mpfs))
        .collect()
}

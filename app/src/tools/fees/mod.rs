//! `/tools/fees`: what Medicare pays for the lines of a day, in one locality or in all.

mod export;
mod form;
mod page;
mod query;
mod rows;
mod said;
mod text;

pub use export::export_fees;
pub(crate) use page::draw;

use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::meter::Gate;
use codeset::NaiveDate;
use codeset::claim::{ClaimLine, TypedLine, read_claim};
use codeset::mpfs::pricing::Priced;
use query::{FeeQuery, Wanted};
use reference::fees::{Asked, Place, PriceList, PricedPlace, ZipAnswer, find_price_list, find_zip};
use said::{SaidLine, said};

/// The answer to a query, as far as its reader may see it.
struct Answer {
    on: NaiveDate,
    typed: Vec<TypedLine>,
    /// What becomes of the ZIP code, where one decides.
    zip: Option<ZipAnswer>,
    place: Place,
    list: PriceList,
    lines: Vec<SaidLine>,
    gate: Gate,
}

impl Answer {
    /// Prices what a query asks for.
    async fn find(
        backend: &Backend,
        gate: Gate,
        query: &FeeQuery,
        on: NaiveDate,
    ) -> Result<Self, PublicError> {
        let zip = match (&query.wanted, query.zip.trim()) {
            (Wanted::ByZip, zip) if !zip.is_empty() => {
                Some(find_zip(&backend.store, zip, on).await.map_err(failure)?)
            }
            _ => None,
        };
        let place = match (&query.wanted, &zip) {
            (Wanted::All, _) => Place::All,
            (Wanted::One(mac, number), _) => Place::One(mac.clone(), number.clone()),
            (_, Some(ZipAnswer::Found(found))) => {
                Place::One(found.locality.mac.clone(), found.locality.number.clone())
            }
            _ => Place::National,
        };
        let typed = read_claim(&query.text);
        let lines: Vec<ClaimLine> = typed
            .iter()
            .filter_map(|line| line.read.as_ref().ok().cloned())
            .collect();
        let asked = Asked {
            lines: &lines,
            place: place.clone(),
            choice: query.choice,
            on,
        };
        let list = find_price_list(&backend.store, &asked).await.map_err(failure)?;
        let mut answer = Self {
            on,
            lines: Vec::new(),
            typed,
            zip,
            place,
            list,
            gate,
        };
        answer.lines = said(&answer.typed, answer.priced(), &answer.gate);
        Ok(answer)
    }

    /// The lines as they are listed: those of the one place, of all places the national ones.
    fn priced(&self) -> Option<&Priced> {
        match self.place {
            Place::All => self.list.national.as_ref(),
            _ => self
                .list
                .places
                .first()
                .map(|place| &place.priced)
                .or(self.list.national.as_ref()),
        }
    }

    /// Where the listed lines are priced.
    fn place_name(&self) -> String {
        let locality = match self.place {
            Place::One(..) => self.list.places.first().and_then(|place| place.locality.as_ref()),
            _ => None,
        };
        locality.map_or_else(
            || "nationally, without geographic adjustment".to_owned(),
            |locality| format!("in {}", locality.label()),
        )
    }

    /// The localities with their totals, the highest first, where all are asked for.
    fn all_places(&self) -> &[PricedPlace] {
        match self.place {
            Place::All => &self.list.places,
            _ => &[],
        }
    }

    /// What the amounts leave open, in one sentence; empty where nothing is.
    fn caution(&self) -> &'static str {
        if self.priced().is_some_and(Priced::is_open) {
            "The total leaves out what the contractor decides."
        } else {
            ""
        }
    }
}

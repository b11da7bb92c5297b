//! What Medicare pays: prices of codes in one locality or in all, and how the national payment changed.

mod book;
mod history;
mod indicators;
mod locality;
mod price_list;

pub use book::{Apm, Choice, FeeBook};
pub use history::{PaymentSince, find_payment_history};
pub use indicators::indicators;
pub use locality::{FoundZip, Locality, ZipAnswer, find_locality, find_zip, list_localities};
pub use price_list::{Asked, Place, PriceList, PricedPlace, find_price_list};

#[cfg(test)]
pub(crate) mod tests;

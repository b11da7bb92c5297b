//! `/tools/ncci`: the claim check. What the NCCI edits say of the lines of one claim.

mod export;
mod form;
mod lines;
mod page;
mod pairs;
mod query;
mod text;

pub use export::export_claim_check;
pub(crate) use page::draw;

use crate::PublicError;
use crate::backend::{Backend, failure};
use crate::meter::Gate;
use codeset::NaiveDate;
use query::Asked;
use reference::claim_check::{CheckedClaim, Claim, check_claim};

/// Checks what an address asks for, as far as the reader may see it.
async fn check(
    backend: &Backend,
    gate: &Gate,
    asked: &Asked,
    on: NaiveDate,
) -> Result<CheckedClaim, PublicError> {
    let claim = Claim {
        lines: codeset::claim::read_claim(&asked.text),
        setting: asked.setting,
        on,
        shows: &|code| gate.shows(code),
    };
    check_claim(&backend.store, &claim).await.map_err(failure)
}

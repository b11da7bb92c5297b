//! What a place of service is, and which rate of the fee schedule counts there.

use super::Look;
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use codeset::release::Source;

/// The kind of a place for which the rates outside a facility count, as the release has it.
const NON_FACILITY: &str = "Non-Facility";

/// Tells each place of service that the question names.
pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    for place in &look.reading.places_of_service {
        draft.step(format!("Looking up place of service {place}"));
        let Some(found) = look.store.find_place_of_service(place, look.on).await? else {
            let what = format!("Place of service {place}");
            draft.outcome = match look.loaded.on_day(Source::PlaceOfService) {
                Some(_) => Outcome::NotFound,
                None => Outcome::NotLoaded,
            };
            draft.state(look.loaded.missing(&what, Source::PlaceOfService), &[]);
            continue;
        };
        let row = &found.row;
        let cited = draft.cite(cite::of_row(
            &found,
            format!("place of service {place}"),
            "/tools/fees",
            format!("{}, {}: {}", row.kind, row.name, row.description),
        ));
        draft.state(format!("Place of service {place} is “{}”.", row.name), &[cited]);
        if row.kind == NON_FACILITY {
            draft.fact(
                format!(
                    "Medicare pays the non-facility rate of the fee schedule in place of service {place}."
                ),
                &[cited],
            );
        } else if row.kind == "Facility" {
            draft.fact(
                format!("Medicare pays practitioners the facility rate of the fee schedule in place of service {place}."),
                &[cited],
            );
        }
        if !row.description.is_empty() {
            draft.fact(row.description.clone(), &[cited]);
        }
    }
    look.gaps(draft, &[Source::PlaceOfService]);
    Ok(())
}

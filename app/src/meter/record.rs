//! Counting an opening of a code page, for whoever asks.

use crate::PublicError;
use crate::backend::{Asker, Backend, client_network, failure, guest_reader, not_written, parts};
use chrono::NaiveTime;
use codeset::Code;
use codeset::access::{Access, MeterState, Window};
use http::Method;
use http::request::Parts;

/// Counts the opening of a code's page and says how much of it the asker may see.
///
/// # Errors
/// Only internal ones; then nothing is counted.
pub(crate) async fn open_page(
    backend: &Backend,
    asker: &Asker,
    code: &Code,
) -> Result<(Access, MeterState), PublicError> {
    let plan = asker.plan();
    let allowances = &backend.settings.allowances;
    let window = Window::of(backend.today());
    let mut meter = MeterState {
        plan,
        limit: allowances.limit(plan),
        used: 0,
        resets_on: window.resets_on,
        more_with_account: allowances.free_more,
        network_exhausted: false,
    };
    let Some(limit) = meter.limit else {
        return Ok((Access::of(plan, true), meter));
    };
    if parts()?.method == Method::HEAD {
        // Nothing is shown, so nothing is counted.
        return Ok((Access::of(plan, false), meter));
    }
    let reader = match asker {
        Asker::Account(account) => account.reader_id,
        Asker::Guest(Some(reader)) => *reader,
        Asker::Guest(None) if has_room_for_guest(backend, &parts()?).await? => guest_reader(backend).await?,
        Asker::Guest(None) => {
            meter.network_exhausted = true;
            return Ok((Access::of(plan, false), meter));
        }
    };
    let view = backend
        .store
        .record_view(reader, window.start, code, limit, backend.clock.now())
        .await
        .map_err(not_written)?;
    meter.used = view.used;
    Ok((Access::of(plan, view.granted), meter))
}

/// Whether one more guest without a cookie may come from the asker's network today.
pub(crate) async fn has_room_for_guest(backend: &Backend, parts: &Parts) -> Result<bool, PublicError> {
    let Some(network) = client_network(parts, &backend.settings) else {
        return Ok(true);
    };
    let today = backend.today().and_time(NaiveTime::MIN).and_utc();
    backend
        .store
        .tally_within(
            &format!("guests {network}"),
            today,
            backend.settings.new_guests_per_network,
        )
        .await
        .map_err(failure)
}

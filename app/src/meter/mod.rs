//! The meter: how many code page views remain.

mod banner;
mod gate;
mod record;

pub(crate) use banner::MeterBanner;
pub(crate) use gate::Gate;
pub(crate) use record::{has_room_for_guest, open_page};

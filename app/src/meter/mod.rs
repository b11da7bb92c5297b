//! The meter: how many code page views remain.

mod banner;
mod record;

pub(crate) use banner::MeterBanner;
pub(crate) use record::open_page;

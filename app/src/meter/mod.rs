//! The meter: how many code page views remain.

mod banner;
#[cfg(feature = "ssr")]
pub(crate) mod record;

pub(crate) use banner::MeterBanner;

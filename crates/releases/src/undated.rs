//! Releases whose files do not name their year: it is that of the fee schedule in the same zip.

use crate::naming;
use crate::package::Part;
use chrono::Datelike as _;
use codeset::release::{ReleaseInfo, Source};

/// A release of which only the month is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Undated {
    /// What it is.
    pub source: Source,
    /// The month from which it counts, 1 to 12.
    pub month: u32,
}

impl Undated {
    /// The release with the year of the fee schedule of this month that lies beside it: in the same folder of the
    /// same zip. Its edition is that of the fee schedule, with which it is published.
    ///
    /// # Errors
    /// Why it is not read: there is no such fee schedule, or there are those of several years.
    pub fn dated_by(self, name: &str, parts: &[Part]) -> Result<ReleaseInfo, String> {
        let dated = |part: &Part| {
            let schedule = &part.info;
            if !matches!(schedule.source, Source::Mpfs | Source::MpfsQpp)
                || folder(&part.name) != folder(name)
            {
                return None;
            }
            let year = schedule.valid_from.year();
            let mut info = naming::month_release(self.source, year, self.month)?;
            info.revision = schedule.revision;
            (info.valid_from == schedule.valid_from).then_some(info)
        };
        let mut found = parts.iter().filter_map(dated);
        let Some(first) = found.next() else {
            return Err(
                "its name has a month and no year, and no fee schedule of that month is beside it: import the zip \
                 that it came in, or add the year to its name, like OPPSCAP_Oct_2025.csv"
                    .into(),
            );
        };
        found.try_fold(first, |latest, next| {
            if next.valid_from != latest.valid_from {
                return Err(
                    "its name has a month and no year, and fee schedules of several years are beside it: add the \
                     year to its name, like OPPSCAP_Oct_2025.csv"
                        .to_owned(),
                );
            }
            Ok(if next.revision > latest.revision { next } else { latest })
        })
    }
}

/// The folders, or the zip in a zip, before a name.
fn folder(name: &str) -> Option<&str> {
    name.rsplit_once(['/', '\\']).map(|(folder, _)| folder)
}

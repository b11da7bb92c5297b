//! The address of a claim check: what it asks for, and how it is written.

use crate::ui::date::with_on;
use codeset::ncci::Setting;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

/// The path of the tool.
pub(super) const PATH: &str = "/tools/ncci";
/// The path of its file.
pub(super) const FILE: &str = "/tools/ncci.csv";

/// A claim with a little of everything, out of codes that the sample has.
pub(super) const EXAMPLE: &str = "97150-GP\n97110-GP-59 x2\n97140-GP\n97124-GP\n20610-RT\n99213-25";

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The lines as they were typed.
    pub text: String,
    /// Who bills.
    pub setting: Setting,
}

impl Asked {
    /// What an address asks for; a setting that does not exist is taken for that of practitioners.
    pub fn of(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).unwrap_or_default();
        Self {
            text: get("lines"),
            setting: Setting::from_slug(&get("setting")).unwrap_or_default(),
        }
    }

    /// The example.
    pub fn example() -> Self {
        Self {
            text: EXAMPLE.to_owned(),
            setting: Setting::default(),
        }
    }

    /// The address of the same check.
    pub fn address(&self, path: &str, on: Option<&str>) -> String {
        // People read this address: what may stand in it as it is does.
        let lines = Url::escape(&self.text).replace("%2D", "-").replace("%20", "+");
        with_on(
            &format!("{path}?lines={lines}&setting={}", self.setting.slug()),
            on,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawn_page::parameters;

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        let asked = Asked {
            text: "97110-59 + & x2\r\n<b>\t\"50%\"".to_owned(),
            setting: Setting::Hospital,
        };
        let address = asked.address(PATH, Some("2025-03-01"));
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(path, PATH);
        assert!(address.ends_with("&setting=hospital&on=2025-03-01"), "{address}");
        assert_eq!(Asked::of(&parameters(query)), asked);
    }

    #[test]
    fn nonsense_asks_for_nothing() {
        let asked = Asked::of(&parameters("setting=x"));
        assert_eq!((asked.text.as_str(), asked.setting), ("", Setting::Practitioner));
    }
}

//! The address of a claim check: what it asks for, and how it is written.

use crate::ui::date::with_on;
use codeset::ncci::Setting;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

/// The path of the tool.
pub(super) const PATH: &str = "/tools/ncci";
/// The path of its file.
pub(super) const FILE: &str = "/tools/ncci.csv";

/// The most characters that are looked at.
pub(super) const MOST_CHARACTERS: usize = 8_000;

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

    /// Whether there is more text than is looked at.
    pub fn is_too_long(&self) -> bool {
        self.text.chars().nth(MOST_CHARACTERS).is_some()
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

/// That a claim is too long, and what to do.
pub(super) fn too_long() -> String {
    format!(
        "This is more than {} characters, which is more than a claim of {} lines has. Check it in parts.",
        codeset::mpfs::grouped(MOST_CHARACTERS as u64),
        codeset::claim::MOST_LINES
    )
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

    #[test]
    fn a_text_is_too_long_by_its_characters() {
        let of = |text: String| Asked {
            text,
            setting: Setting::default(),
        };
        assert!(!of("é".repeat(MOST_CHARACTERS)).is_too_long());
        assert!(of("é".repeat(MOST_CHARACTERS + 1)).is_too_long());
    }
}

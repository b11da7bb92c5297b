//! The address of a price list: what it asks for, and how it is written.

use crate::ui::date::with_on;
use codeset::mpfs::{Basis, Setting};
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;
use reference::fees::{Apm, Choice, Locality};

/// The path of the tool.
pub(super) const PATH: &str = "/tools/fees";
/// The path of its file.
pub(super) const FILE: &str = "/tools/fees.csv";

/// A day of therapy, out of codes that the sample has.
const EXAMPLE: &str = "97110-GP x3\n97530-GP\n97140-GP\n97150-GP-CQ";

/// Where the lines are to be priced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Where the ZIP code lies; nationally without one.
    #[default]
    ByZip,
    /// Without geographic adjustment, whatever the ZIP code.
    National,
    /// In every locality.
    All,
    /// In one: contractor and number.
    One(String, String),
}

impl Wanted {
    fn of(text: &str) -> Self {
        match text {
            "national" => Self::National,
            "all" => Self::All,
            key => Locality::parse_key(key).map_or(Self::ByZip, |(mac, number)| {
                Self::One(mac.to_owned(), number.to_owned())
            }),
        }
    }

    /// As addresses and fields name it.
    pub fn slug(&self) -> String {
        match self {
            Self::ByZip => String::new(),
            Self::National => "national".into(),
            Self::All => "all".into(),
            Self::One(mac, number) => format!("{mac}-{number}"),
        }
    }
}

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FeeQuery {
    /// The lines as they were typed.
    pub text: String,
    /// The ZIP code as it was typed.
    pub zip: String,
    /// Where.
    pub wanted: Wanted,
    /// By what.
    pub choice: Choice,
}

impl FeeQuery {
    /// What an address asks for; a choice that does not exist is taken for the first one.
    pub fn of(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).unwrap_or_default();
        Self {
            text: get("lines"),
            zip: get("zip").chars().filter(|c| !c.is_control()).take(20).collect(),
            wanted: Wanted::of(&get("place")),
            choice: Choice {
                setting: chosen(&Setting::ALL, setting_slug, &get("where")),
                basis: chosen(&Basis::ALL, basis_slug, &get("amount")),
                apm: chosen(&APMS, apm_slug, &get("factor")),
            },
        }
    }

    /// The example: all localities, so that it needs no ZIP code.
    pub fn example() -> Self {
        Self {
            text: EXAMPLE.to_owned(),
            wanted: Wanted::All,
            ..Self::default()
        }
    }

    /// The address of the same list.
    pub fn address(&self, path: &str, on: Option<&str>) -> String {
        let address = format!(
            "{path}?lines={}&zip={}&place={}&where={}&amount={}&factor={}",
            Url::escape(&self.text),
            Url::escape(&self.zip),
            self.wanted.slug(),
            setting_slug(self.choice.setting),
            basis_slug(self.choice.basis),
            apm_slug(self.choice.apm),
        );
        with_on(&address, on)
    }
}

/// Whose conversion factor may be chosen.
pub(super) const APMS: [Apm; 2] = [Apm::NotQualifying, Apm::Qualifying];

pub(super) fn setting_slug(setting: Setting) -> &'static str {
    match setting {
        Setting::NonFacility => "office",
        Setting::Facility => "facility",
    }
}

pub(super) fn basis_slug(basis: Basis) -> &'static str {
    match basis {
        Basis::Participating => "participating",
        Basis::NonParticipating => "non-participating",
        Basis::LimitingCharge => "limit",
    }
}

pub(super) fn apm_slug(apm: Apm) -> &'static str {
    match apm {
        Apm::NotQualifying => "non-qp",
        Apm::Qualifying => "qp",
    }
}

/// What a word chooses among some; the first where it chooses none.
fn chosen<T: Copy + Default>(all: &[T], slug: fn(T) -> &'static str, word: &str) -> T {
    let found = all.iter().copied().find(|one| slug(*one) == word);
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawn_page::parameters;

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        let asked = FeeQuery {
            text: "97110 59 & x2\r\n<b>\t\"50%\"".to_owned(),
            zip: "10001-1234".to_owned(),
            wanted: Wanted::One("13202".into(), "01".into()),
            choice: Choice {
                setting: Setting::Facility,
                basis: Basis::LimitingCharge,
                apm: Apm::Qualifying,
            },
        };
        let address = asked.address(PATH, Some("2025-03-01"));
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!(path, PATH);
        assert!(
            address.ends_with("&place=13202-01&where=facility&amount=limit&factor=qp&on=2025-03-01"),
            "{address}"
        );
        assert_eq!(FeeQuery::of(&parameters(query)), asked);
    }

    #[test]
    fn nonsense_asks_for_what_is_usual() {
        let asked = FeeQuery::of(&parameters("place=x&where=moon&amount=1&factor=&zip=%00"));
        assert_eq!(asked, FeeQuery::default());
    }
}

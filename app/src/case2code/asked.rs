//! The address of a search: what it asks for, and how links to its other pages and filters are written.

use crate::ui::date::with_on;
use case2code::facets::Named;
use case2code::filter::Filters;
use codeset::CodeSystem;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

/// How many codes stand on a page.
pub(super) const ON_A_PAGE: usize = 25;

/// The longest text that an address carries on, in characters. A longer one is cut, and the page says so.
pub(super) const LONGEST_TEXT: usize = 1_000;

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The text.
    pub text: String,
    /// Whether the text was longer.
    pub is_cut: bool,
    /// What it is narrowed down to.
    pub filters: Filters,
    /// The page, from 1.
    pub page: usize,
}

/// What an address asks for; a value that cannot be meant is taken for none.
pub(super) fn asked(query: &ParamsMap) -> Asked {
    let get = |name: &str| query.get(name).unwrap_or_default();
    let yes_no = |name: &str| match get(name).as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let typed = get("q");
    let typed = typed.trim();
    let text: String = typed.chars().take(LONGEST_TEXT).collect();
    Asked {
        is_cut: text.len() < typed.len(),
        text,
        filters: Filters {
            system: CodeSystem::from_slug(&get("system")),
            billable: yes_no("billable"),
            in_force: yes_no("in-force"),
            chapter: Some(get("chapter")).filter(|chapter| !chapter.is_empty() && chapter.len() < 200),
            laterality: Named::from_slug(&get("side")),
            encounter: Named::from_slug(&get("encounter")),
            trimester: Named::from_slug(&get("trimester")),
        },
        page: get("page").parse().unwrap_or(1).clamp(1, 1_000_000),
    }
}

/// The address of a search at a path, on a date of service.
pub(super) fn address(path: &str, asked: &Asked, on: Option<&str>) -> String {
    let mut query = format!("q={}", Url::escape(&asked.text).replace("%20", "+"));
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            query.push_str(&format!("&{name}={value}"));
        }
    };
    let yes_no = |value: Option<bool>| value.map(|yes| if yes { "yes" } else { "no" });
    let filters = &asked.filters;
    add("system", filters.system.map(CodeSystem::slug));
    add("billable", yes_no(filters.billable));
    add("in-force", yes_no(filters.in_force));
    add("chapter", filters.chapter.as_deref().map(Url::escape).as_deref());
    add("side", filters.laterality.map(Named::slug));
    add("encounter", filters.encounter.map(Named::slug));
    add("trimester", filters.trimester.map(Named::slug));
    let page = asked.page.to_string();
    add("page", (asked.page > 1).then_some(page.as_str()));
    with_on(&format!("{path}?{query}"), on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(address: &str) -> Asked {
        asked(&crate::drawn_page::parameters(address.split_once('?').unwrap().1))
    }

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        let address_of = "/case2code?q=left+ankle+%26+foot&system=icd10cm&billable=yes&in-force=no\
             &chapter=Injury%2C%20poisoning&side=left&encounter=initial&trimester=first&page=3&on=2025-03-01";
        let read = parsed(address_of);
        assert_eq!(read.text, "left ankle & foot");
        assert_eq!(read.filters.chapter.as_deref(), Some("Injury, poisoning"));
        assert_eq!(address("/case2code", &read, Some("2025-03-01")), address_of);
    }

    #[test]
    fn nonsense_asks_for_nothing() {
        let read = parsed("/case2code?q=x&system=klingon&billable=maybe&side=up&page=-1&chapter=");
        assert_eq!((read.filters, read.page), (Filters::default(), 1));
    }
}

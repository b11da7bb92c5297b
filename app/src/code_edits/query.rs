//! The address of a list of edits: what it asks for, and how links to its other pages are written.

use crate::drawn_page::filter_text;
use crate::ui::date::with_on;
use codeset::ncci::Setting;
use codeset::{Code, NaiveDate};
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;
use reference::edits::AskedEdits;
use store::edit_list::EditOrder;
use store::edits::Column;

/// The orders, with the names that addresses carry and those that readers see.
pub(super) const ORDERS: [(EditOrder, &str, &str); 3] = [
    (EditOrder::OtherCode, "code", "Other code"),
    (EditOrder::Newest, "newest", "Newest first"),
    (EditOrder::Indicator, "indicator", "Indicator"),
];

/// The name of an order in addresses.
pub(super) fn slug(order: EditOrder) -> &'static str {
    let known = ORDERS.iter().find(|(known, ..)| *known == order);
    known.map_or("", |(_, slug, _)| slug)
}

/// What an address asks for; a value that cannot be meant is taken for none.
pub(super) fn asked(code: Code, on: NaiveDate, query: &ParamsMap) -> AskedEdits {
    let get = |name: &str| query.get(name).unwrap_or_default();
    let setting = get("setting");
    let sort = get("sort");
    AskedEdits {
        code,
        on,
        setting: Setting::WITH_PAIRS
            .into_iter()
            .find(|known| known.slug() == setting)
            .unwrap_or_default(),
        column: match get("column").as_str() {
            "1" => Some(Column::One),
            "2" => Some(Column::Two),
            _ => None,
        },
        indicator: get("indicator")
            .parse()
            .ok()
            .filter(|indicator| (0..=1).contains(indicator)),
        text: filter_text(query),
        order: ORDERS
            .iter()
            .find(|(_, slug, _)| *slug == sort)
            .map_or(EditOrder::default(), |(order, ..)| *order),
        page: get("page").parse().unwrap_or(1),
    }
}

/// The path of the list.
pub(super) fn path(code: &Code) -> String {
    format!("{}/ncci-edits", code.path())
}

/// The address of a page of a list, on a date of service.
pub(super) fn address(path: &str, asked: &AskedEdits, page: u64, on: Option<&str>) -> String {
    let mut query = format!("setting={}", asked.setting.slug());
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            query.push_str(&format!("&{name}={value}"));
        }
    };
    add("column", asked.column.map(|column| column.number().to_string()));
    add(
        "indicator",
        asked.indicator.map(|indicator| indicator.to_string()),
    );
    // Only this one can hold anything.
    add("text", (!asked.text.is_empty()).then(|| Url::escape(&asked.text)));
    add(
        "sort",
        (asked.order != EditOrder::default()).then(|| slug(asked.order).to_owned()),
    );
    add("page", (page > 1).then(|| page.to_string()));
    with_on(&format!("{path}?{query}"), on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(pairs: &[(&str, &str)]) -> AskedEdits {
        let query = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let code = Code::parse_procedure("97150").unwrap();
        asked(code, "2024-08-01".parse().unwrap(), &query)
    }

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        let asked = parsed(&[
            ("setting", "hospital"),
            ("column", "2"),
            ("indicator", "0"),
            ("text", "a & b"),
            ("sort", "newest"),
            ("page", "3"),
        ]);
        assert_eq!(
            address(&path(&asked.code), &asked, asked.page, Some("2024-08-01")),
            "/codes/cpt/97150/ncci-edits?setting=hospital&column=2&indicator=0&text=a%20%26%20b&sort=newest&page=3\
             &on=2024-08-01"
        );
    }

    #[test]
    fn nonsense_asks_for_nothing() {
        let asked = parsed(&[
            ("setting", "x"),
            ("column", "3"),
            ("indicator", "9"),
            ("sort", "'"),
            ("page", "-1"),
        ]);
        assert_eq!(
            (
                asked.setting,
                asked.column,
                asked.indicator,
                asked.order,
                asked.page
            ),
            (Setting::Practitioner, None, None, EditOrder::OtherCode, 1)
        );
    }
}

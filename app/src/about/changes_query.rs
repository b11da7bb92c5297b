//! The address of a list of changes: what it asks for, and how links to its other pages are written.

use crate::drawn_page::filter_text;
use codeset::release::Source;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;
use reference::changes::Asked;
use store::changes::ChangeKind;
use store::release_load::tables_of;

/// The path of the list.
pub(super) const PATH: &str = "/about/data/changes";

/// What an address asks for. A source that does not exist is taken for that of ICD-10-CM, and every other value
/// that cannot be meant for none.
pub(super) fn asked(query: &ParamsMap) -> Asked {
    let get = |name: &str| query.get(name).unwrap_or_default();
    let source = Source::from_slug(&get("source")).unwrap_or(Source::Icd10cm);
    Asked {
        source,
        from: get("from").parse().ok(),
        to: get("to").parse().ok(),
        part: part(source, &get("part")),
        kind: ChangeKind::from_slug(&get("kind")),
        text: filter_text(query),
        page: get("page").parse().unwrap_or(1),
    }
}

/// The name of a part of the source, or none.
fn part(source: Source, name: &str) -> String {
    let known = tables_of(source).iter().find(|table| table.name == name);
    known.map_or_else(String::new, |table| table.name.to_owned())
}

/// The address of the same list; the first page of it unless `page` says otherwise.
pub(super) fn address(path: &str, asked: &Asked, page: u64) -> String {
    let mut pairs = vec![("source", asked.source.slug().to_owned())];
    let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
    add("from", asked.from.map(|day| day.to_string()));
    add("to", asked.to.map(|day| day.to_string()));
    add("part", (!asked.part.is_empty()).then(|| asked.part.clone()));
    add("kind", asked.kind.map(|kind| kind.slug().to_owned()));
    // Only this one can hold anything.
    add("text", (!asked.text.is_empty()).then(|| Url::escape(&asked.text)));
    add("page", (page > 1).then(|| page.to_string()));
    let pairs: Vec<_> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> ParamsMap {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn an_address_asks_for_what_it_was_written_for() {
        let pairs = [
            ("source", "hcpcs"),
            ("from", "2024-01-01"),
            ("to", "2025-01-01"),
            ("part", "hcpcs_attribute"),
            ("kind", "revised"),
            ("text", "a & b"),
            ("page", "3"),
        ];
        let asked = asked(&query(&pairs));
        assert_eq!(
            address(PATH, &asked, asked.page),
            "/about/data/changes?source=hcpcs&from=2024-01-01&to=2025-01-01&part=hcpcs_attribute&kind=revised\
             &text=a%20%26%20b&page=3"
        );
        assert_eq!(
            address(
                "/x",
                &Asked {
                    text: String::new(),
                    ..asked
                },
                1
            )
            .matches("page")
            .count(),
            0
        );
    }

    #[test]
    fn nonsense_asks_for_nothing() {
        let asked = asked(&query(&[
            ("source", "x"),
            ("from", "'"),
            ("kind", "all"),
            ("page", "-1"),
        ]));
        assert_eq!(
            (asked.source, asked.from, asked.kind, asked.page),
            (Source::Icd10cm, None, None, 1)
        );
    }
}

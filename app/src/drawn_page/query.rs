//! The query of an address, taken apart.

use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

/// The parameters of a query, as a browser writes them.
pub(crate) fn parameters(query: &str) -> ParamsMap {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), Url::unescape(&value.replace('+', " "))))
        .collect()
}

/// What is typed into the filter of a list: the parameter `text`, without what nobody types.
pub(crate) fn filter_text(query: &ParamsMap) -> String {
    let typed = query.get("text").unwrap_or_default();
    let typed = typed.trim().chars().filter(|c| !c.is_control());
    typed.take(100).collect()
}

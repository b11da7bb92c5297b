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

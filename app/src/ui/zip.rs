//! The reader's ZIP code, which the browser remembers and adds to addresses of pages that tell what Medicare pays.
//! Before the first paint a script does the same (see [`super::date_of_service`]).

use super::memory;
use codeset::zip::five_digits;
use gloo_storage::{LocalStorage, Storage};
use web_sys::UrlSearchParams;

/// Under which the browser remembers it.
const KEY: &str = "zip";

/// What a form with a field for it says: the five digits are remembered, an emptied field forgets them.
pub(super) fn remember(typed: &str) {
    if !memory::is_there() {
        return;
    }
    let _ = match five_digits(typed) {
        Some(zip) => LocalStorage::raw().set_item(KEY, zip),
        None if typed.is_empty() => LocalStorage::raw().remove_item(KEY),
        None => Ok(()),
    };
}

/// The remembered one, for an address that says nothing of any and whose page asks for it.
pub(super) fn remembered(path: &str, search: &str) -> Option<String> {
    let is_asked = path == "/tools/fees" || (path.starts_with("/codes/") && path.split('/').count() == 4);
    if !is_asked || UrlSearchParams::new_with_str(search).ok()?.has(KEY) || !memory::is_there() {
        return None;
    }
    let zip = LocalStorage::raw().get_item(KEY).ok()??;
    five_digits(&zip).map(str::to_owned)
}

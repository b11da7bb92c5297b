//! Codes in tables, each with its title and a link where it has a page.

use crate::page::Cell;
use codeset::Code;
use codeset::page::CodeLink;
use std::collections::HashMap;

/// The titles of the codes that are listed on the day.
pub(crate) struct Titles(HashMap<Code, CodeLink>);

impl Titles {
    pub fn new(links: Vec<CodeLink>) -> Self {
        Self(links.into_iter().map(|link| (link.code.clone(), link)).collect())
    }

    /// The link to a code, where it is listed.
    pub fn link(&self, code: &Code) -> Option<&CodeLink> {
        self.0.get(code)
    }

    /// Two cells: the code, linked where it is listed, and its title. A text that is no code stands as it is.
    pub fn cells(&self, text: &str, code: Option<&Code>) -> [Cell; 2] {
        match code.and_then(|code| self.link(code)) {
            Some(link) => [Cell::Code(link.clone()), Cell::Text(link.title.clone())],
            None => [Cell::Text(text.to_owned()), Cell::Text(String::new())],
        }
    }
}

//! What the operator calls the site and where readers write to.
//!
//! The server knows it from the configuration and writes it into the document's head, where the browser
//! reads it again.

/// The site's name and contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteInfo {
    /// Its name.
    pub name: String,
    /// An e-mail address.
    pub contact: Option<String>,
}

#[cfg(feature = "ssr")]
impl SiteInfo {
    /// Out of the configuration.
    pub(crate) fn find() -> Self {
        match leptos::prelude::use_context::<crate::backend::Backend>() {
            Some(backend) => {
                Self { name: backend.settings.site_name.clone(), contact: backend.settings.contact.clone() }
            }
            // The routes are listed once at start-up, without a request.
            None => Self { name: "Coding Ahead".to_owned(), contact: None },
        }
    }
}

#[cfg(not(feature = "ssr"))]
impl SiteInfo {
    /// Out of the document's head.
    pub(crate) fn find() -> Self {
        let meta = |name: &str| {
            let found = leptos::prelude::document().query_selector(&format!("meta[name={name}]")).ok().flatten();
            found.and_then(|element| element.get_attribute("content"))
        };
        Self { name: meta("application-name").unwrap_or_default(), contact: meta("contact") }
    }
}

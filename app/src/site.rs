//! What the operator calls the site and where readers write to.
//!
//! The server knows it from the configuration and writes the name into the document's head, where the
//! browser reads it again.

/// The site's name and contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SiteInfo {
    /// Its name.
    pub name: String,
    /// An e-mail address.
    #[cfg(feature = "ssr")]
    pub contact: Option<String>,
}

#[cfg(feature = "ssr")]
impl SiteInfo {
    /// Out of the configuration.
    pub(crate) fn find() -> Self {
        match leptos::prelude::use_context::<crate::backend::Backend>() {
            Some(backend) => Self {
                name: backend.settings.site_name.clone(),
                contact: backend.settings.contact.clone(),
            },
            // The routes are listed once at start-up, without a request.
            None => Self {
                name: "Coding Ahead".to_owned(),
                contact: None,
            },
        }
    }
}

#[cfg(not(feature = "ssr"))]
impl SiteInfo {
    /// Out of the document's head.
    pub(crate) fn find() -> Self {
        let meta = leptos::prelude::document()
            .query_selector("meta[name=application-name]")
            .ok()
            .flatten();
        Self {
            name: meta
                .and_then(|meta| meta.get_attribute("content"))
                .unwrap_or_default(),
        }
    }
}

//! What stands around every page: the skip link, the head with its navigation, the foot.
//!
//! Both are drawn once, by the server; the browser only takes over what listens in them.

use super::theme::ThemeSwitch;
#[cfg(feature = "ssr")]
use super::{
    date::{use_on, with_on},
    date_of_service,
};
use crate::account::AccountMenu;
#[cfg(feature = "ssr")]
use crate::case2code::HeadLookUpBox;
#[cfg(feature = "ssr")]
use crate::site::SiteInfo;
use leptos::prelude::*;

/// The head of every page.
#[component]
pub(crate) fn Head() -> impl IntoView {
    view! {
        // The browser itself follows it ("external"): the router would scroll and leave the keyboard behind.
        <a class="skip" href="#content" rel="external">
            "Skip to the content"
        </a>
        <header class="head">
            <div class="head-inner">
                <div class="head-ways" inner_html=head_ways()></div>
                <div class="head-tools">
                    <AccountMenu />
                    <ThemeSwitch />
                </div>
            </div>
            <div inner_html=date_line()></div>
        </header>
    }
    .into_any()
}

/// The foot of every page.
#[component]
pub(crate) fn Foot() -> impl IntoView {
    view! { <footer class="foot" inner_html=foot()></footer> }.into_any()
}

/// Where the browser leaves the server's drawing as it is.
#[cfg(not(feature = "ssr"))]
fn head_ways() -> String {
    String::new()
}

/// See [`head_ways`].
#[cfg(not(feature = "ssr"))]
fn date_line() -> String {
    String::new()
}

/// See [`head_ways`].
#[cfg(not(feature = "ssr"))]
fn foot() -> String {
    String::new()
}

#[cfg(feature = "ssr")]
fn head_ways() -> String {
    let on = use_on().get_untracked();
    let to = |path| with_on(path, on.as_deref());
    view! {
        <a href=to("/") class="brand">
            <svg class="brand-mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
                <path
                    d="M9 4 3 12l6 8M15 4l6 8-6 8"
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2.4"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                />
            </svg>
            <span>{SiteInfo::find().name}</span>
        </a>
        <nav class="nav" aria-label="Main">
            <a href=to("/codes")>"Codes"</a>
            <a href=to("/case2code")>"Case2Code"</a>
            <a href=to("/casepilot")>"CasePilot"</a>
            <a href=to("/tools")>"Tools"</a>
            <a href=to("/about/data")>"Data"</a>
        </nav>
        <div class="head-asks">
            <HeadLookUpBox on=on.clone() />
            {date_of_service::field()}
        </div>
    }
    .to_html()
}

#[cfg(feature = "ssr")]
fn date_line() -> String {
    date_of_service::line().to_html()
}

#[cfg(feature = "ssr")]
fn foot() -> String {
    let site = SiteInfo::find();
    let on = use_on().get_untracked();
    let (data, documents) = (
        with_on("/about/data", on.as_deref()),
        with_on("/documents", on.as_deref()),
    );
    view! {
        <div class="foot-inner">
            <p>"Every figure names its release and date. Check the publisher’s current file before you bill."</p>
            <p>
                "CPT is a registered trademark of the American Medical Association. CPT codes and descriptors are © American Medical Association. All rights reserved."
            </p>
            <p>
                {site.name} " · " <a href=data>"What is loaded"</a> " · " <a href=documents>"Documents"</a>
                {site
                    .contact
                    .map(|contact| {
                        let address = format!("mailto:{contact}");
                        view! {
                            " · "
                            <a href=address>{contact}</a>
                        }
                    })}
            </p>
        </div>
    }
    .to_html()
}

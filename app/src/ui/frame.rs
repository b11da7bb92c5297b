//! What stands around every page: the skip link, the head with its navigation, the foot.

use super::theme::ThemeSwitch;
use crate::account::AccountMenu;
use crate::site::SiteInfo;
use leptos::prelude::*;
use leptos_router::components::A;

/// The head of every page.
#[component]
pub(crate) fn Head(
    /// What the operator calls the site.
    site: SiteInfo,
) -> impl IntoView {
    view! {
        <a class="skip" href="#content">"Skip to the content"</a>
        <header class="head">
            <div class="head-inner">
                <A href="/" attr:class="brand">
                    <svg class="brand-mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
                        <path d="M9 4 3 12l6 8M15 4l6 8-6 8" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" />
                    </svg>
                    <span>{site.name}</span>
                </A>
                <nav class="nav" aria-label="Main">
                    <A href="/codes">"Codes"</A>
                    <A href="/case2code">"Case2Code"</A>
                    <A href="/about/data">"Data"</A>
                </nav>
                <div class="head-tools">
                    <AccountMenu />
                    <ThemeSwitch />
                </div>
            </div>
        </header>
    }
}

/// The foot of every page.
#[component]
pub(crate) fn Foot(
    /// What the operator calls the site, and where readers write to.
    site: SiteInfo,
) -> impl IntoView {
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <p>
                    "Every figure names its release and date. Check the publisher’s current file before you bill."
                </p>
                <p>
                    "CPT is a registered trademark of the American Medical Association. CPT codes and descriptors are © American Medical Association. All rights reserved."
                </p>
                <p>
                    {site.name} " · " <A href="/about/data">"What is loaded"</A>
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
        </footer>
    }
}

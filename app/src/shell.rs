//! The HTML document around the app, and its routes.

use crate::account::{AccountPage, RegisterPage, SignInPage, SignedIn};
use crate::case2code::Kept;
use crate::code_page::CodePageView;
use crate::drawn_page::DrawnPageView;
use crate::site::SiteInfo;
use crate::ui::frame::{Foot, Head};
use crate::ui::not_found::NotFound;
use crate::ui::scroll::ScrollMemory;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// The document that the server sends.
#[cfg(feature = "ssr")]
pub fn shell(files: crate::BrowserFiles) -> impl IntoView {
    use crate::browser_files::BrowserFileLinks;
    use crate::ui::date_of_service::DATE_SCRIPT;
    use crate::ui::theme::THEME_SCRIPT;
    use leptos::nonce::use_nonce;
    use leptos_meta::MetaTags;
    send_content_security_policy();
    let nonce = use_nonce();
    let site = SiteInfo::find();
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="application-name" content=site.name />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <script nonce=nonce.clone() inner_html=DATE_SCRIPT></script>
                <script nonce=nonce.clone()>{THEME_SCRIPT}</script>
                <BrowserFileLinks files nonce=nonce.clone() />
                <script type="module" src="/casepilot.js" nonce=nonce.clone()></script>
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// Scripts run only with this response's nonce, and nothing is asked of any other host.
#[cfg(feature = "ssr")]
fn send_content_security_policy() {
    use http::{HeaderValue, header::CONTENT_SECURITY_POLICY};
    use leptos::nonce::use_nonce;
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<leptos_axum::ResponseOptions>()) else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'strict-dynamic' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(header) = HeaderValue::from_str(&policy) {
        response.insert_header(CONTENT_SECURITY_POLICY, header);
    }
}

/// The app: what the server draws and the browser takes over.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    SignedIn::provide();
    ScrollMemory::provide();
    Kept::provide();
    let (is_routing, set_is_routing) = signal(false);
    let name = SiteInfo::find().name;
    view! {
        <Router set_is_routing>
            {crate::ui::get_forms::listen()}
            <Title formatter=move |text: String| tab_title(&format!("{text} – {name}")) />
            <Head />
            <div class="progress" class:busy=is_routing aria-hidden="true"></div>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/codes") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/codes/:system") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/codes/:system/:code") view=CodePageView ssr=SsrMode::Async />
                <Route path=path!("/codes/:system/:code/ncci-edits") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/case2code") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/case2code/case") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/casepilot") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/casepilot/:id") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/about/data") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/about/data/changes") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/documents") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/documents/:document") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/documents/:document/:chapter") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/tools") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/tools/:tool") view=DrawnPageView ssr=SsrMode::Async />
                <Route path=path!("/register") view=RegisterPage ssr=SsrMode::Async />
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
            </Routes>
            <Foot />
        </Router>
    }
}

/// The title of the tab. The server writes it into the document as it is, and a search is part of it.
fn tab_title(text: &str) -> String {
    if cfg!(feature = "ssr") {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

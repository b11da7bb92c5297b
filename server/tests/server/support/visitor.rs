//! Somebody with a browser: cookies are kept, redirects are looked at before they are followed.

use super::Page;
use reqwest::cookie::{CookieStore, Jar};
use reqwest::{Client, Method, RequestBuilder, Url};
use std::sync::Arc;

/// Somebody with a browser.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    jar: Arc<Jar>,
    site: Url,
    headers: Vec<(&'static str, String)>,
}

impl Visitor {
    pub fn of(site: &str) -> Self {
        let jar = Arc::new(Jar::default());
        server::fetch::set_up_tls();
        Self {
            client: Client::builder()
                .cookie_provider(jar.clone())
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            jar,
            site: site.parse().unwrap(),
            headers: Vec::new(),
        }
    }

    /// The same browser, which sends one header more.
    pub fn sending(&self, name: &'static str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name, value.to_owned()));
        other
    }

    /// The same browser, behind a proxy that says where it is.
    pub fn coming_from(&self, address: &str) -> Self {
        self.sending("x-forwarded-for", address)
    }

    /// The same browser and cookies at another server of the site.
    pub fn at(&self, site: &super::TestSite) -> Self {
        Self {
            site: site.url("").parse().unwrap(),
            ..self.clone()
        }
    }

    pub async fn open(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    /// Posts a form as the page's script does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self
            .request(Method::POST, path)
            .header("accept", "application/json");
        self.send(request.form(fields)).await
    }

    /// Posts a form of a page as a browser without JavaScript does.
    pub async fn submit(&self, page: &str, form: &str, fields: &[(&str, &str)]) -> Page {
        let request = self
            .request(Method::POST, form)
            .header("accept", "text/html,application/xhtml+xml")
            .header("origin", self.site.origin().ascii_serialization())
            .header("referer", self.site.join(page).unwrap().as_str());
        self.send(request.form(fields)).await
    }

    pub async fn register(&self, email: &str, password: &str) -> Page {
        self.post("/api/register", &[("email", email), ("password", password)])
            .await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Page {
        self.post("/api/sign-in", &[("email", email), ("password", password)])
            .await
    }

    pub async fn sign_out(&self) -> Page {
        self.post("/api/sign-out", &[]).await
    }

    /// What the page's script asks for when the reader follows a link to a code.
    pub async fn fetch_code(&self, system: &str, code: &str) -> Page {
        self.post("/api/code-page", &[("system", system), ("code", code)])
            .await
    }

    /// What the cookies are now, as they are sent.
    pub fn cookies(&self) -> String {
        let cookies = self.jar.cookies(&self.site);
        cookies.map_or_else(String::new, |cookies| cookies.to_str().unwrap().to_owned())
    }

    /// A request to add to and to send.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.site.as_str().trim_end_matches('/'));
        self.headers
            .iter()
            .fold(self.client.request(method, url), |request, (name, value)| {
                request.header(*name, value)
            })
    }

    pub async fn send(&self, request: RequestBuilder) -> Page {
        Page::of(request.send().await.unwrap()).await
    }

    /// The same site in a new browser that sends these cookies, whatever the site says.
    pub fn with_cookies(&self, cookies: &str) -> Self {
        Self::of(self.site.as_str()).sending("cookie", cookies)
    }
}

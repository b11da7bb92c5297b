//! The date of service in the head of every page: the field that sets it, and the line that says it.
//!
//! The server draws both; the browser only writes another date into them ([`follow`]). Their forms have no address of
//! their own: they ask for the page at hand on another date. Without JavaScript the browser sends them with the
//! address' other parameters as the server found them; with it [`super::get_forms`] asks [`choose`] where they lead.
//! A date that was chosen is remembered in the browser and added to addresses without one.

#[cfg(feature = "hydrate")]
pub(super) use browser::{choose, follow};
#[cfg(feature = "ssr")]
pub(super) use drawing::{field, line};

/// Runs before the first paint: without it a page would show today's figures until the program takes it over. A page
/// without a date is left for the one on the remembered date before anything of it is seen; one that is asked for
/// today, however the browser came to ask, forgets the date. In the same way pages that tell what Medicare pays get
/// the remembered ZIP code (see [`super::zip`]).
#[cfg(feature = "ssr")]
pub(crate) const DATE_SCRIPT: &str = "try{\
var k='date of service',u=new URL(location),p=u.searchParams,d=localStorage.getItem(k),z=localStorage.getItem('zip'),r;\
if(p.get('on')==='today'){localStorage.removeItem(k);p.delete('on');history.replaceState(null,'',u)}\
else if(!p.get('on')&&/^\\d{4}-\\d\\d-\\d\\d$/.test(d)){p.set('on',d);r=1}\
if(p.get('zip')===''){localStorage.removeItem('zip')}\
else if(!p.has('zip')&&/^\\d{5}$/.test(z)&&/^\\/(codes\\/[^/]+\\/[^/]+|tools\\/fees)$/.test(u.pathname)){p.set('zip',z);r=1}\
if(r){stop();location.replace(u)}\
}catch(e){}";

/// What the line says.
fn says(on: Option<&str>) -> String {
    match on.map(codeset::date::date_of_service) {
        None => String::new(),
        Some(Some(date)) => format!("Answers for {}", codeset::long_date(date)),
        Some(None) => "This is no date of service".to_owned(),
    }
}

#[cfg(feature = "ssr")]
mod drawing {
    use super::says;
    use crate::backend::Backend;
    use crate::ui::date::{TODAY, use_on};
    use codeset::date::{DATES_OF_SERVICE, date_of_service};
    use leptos::prelude::*;
    use leptos_router::hooks::use_query_map;

    /// The field; it holds today where the address has no date.
    pub(in crate::ui) fn field() -> impl IntoView {
        // The routes are listed once at start-up, without a request.
        let today = use_context::<Backend>().map(|backend| backend.today().to_string());
        let value = match use_on().get_untracked() {
            None => today.clone(),
            // What is no date leaves the field empty.
            Some(on) => date_of_service(&on).map(|date| date.to_string()),
        };
        let [first, last] = DATES_OF_SERVICE;
        view! {
            <form method="get" class="date-of-service" data-today=today>
                {other_parameters()}
                <label for="on">"Date of service"</label>
                <input id="on" name="on" type="date" value=value min=first max=last required autocomplete="off" />
                <button type="submit" class="button quiet small">
                    "Set"
                </button>
            </form>
        }
    }

    /// The line that says which date the pages answer for, where the address has one, and leads back to today.
    pub(in crate::ui) fn line() -> impl IntoView {
        let on = use_on().get_untracked();
        view! {
            <div class="date-line" hidden=on.is_none()>
                <p role="status">{says(on.as_deref())}</p>
                <form method="get" data-today=TODAY>
                    {other_parameters()}
                    <input type="hidden" name="on" value=TODAY />
                    <button type="submit">"Back to today"</button>
                </form>
            </div>
        }
    }

    /// The other parameters of the address, which a form without an address of its own would drop.
    fn other_parameters() -> impl IntoView {
        // What the router itself adds about a form that failed is over with the next page.
        let is_kept = |name: &str| name != "on" && !name.starts_with("__");
        use_query_map().with_untracked(|query| {
            query
                .clone()
                .into_iter()
                .filter(|(name, _)| is_kept(name))
                .map(|(name, value)| view! { <input type="hidden" name=name.into_owned() value=value /> })
                .collect_view()
        })
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::says;
    use crate::ui::date::{use_on, with_on};
    use crate::ui::{memory, zip};
    use codeset::date::date_of_service;
    use gloo_storage::{LocalStorage, Storage};
    use leptos::prelude::*;
    use leptos_router::NavigateOptions;
    use leptos_router::hooks::use_location;
    use wasm_bindgen::JsCast;
    use web_sys::{HtmlAnchorElement, HtmlElement, HtmlFormElement, HtmlInputElement, UrlSearchParams};

    /// Under which the browser remembers the date.
    const KEY: &str = "date of service";

    /// Where a form about the page at hand leads: to the same page on the chosen date. Remembers the date, or forgets
    /// it when it is today.
    pub(in crate::ui) fn choose(form: &HtmlFormElement, date: &str) -> Option<String> {
        let date = Some(date).filter(|date| form.get_attribute("data-today").as_deref() != Some(*date));
        // A browser without a memory keeps the date on the links of the page only.
        if memory::is_there() {
            let _ = match date {
                Some(date) => LocalStorage::raw().set_item(KEY, date),
                None => LocalStorage::raw().remove_item(KEY),
            };
        }
        let here = window().location();
        address(&here.pathname().ok()?, &here.search().ok()?, date, None)
    }

    /// The address of a page on a date, and with another ZIP code where one is given.
    fn address(path: &str, search: &str, date: Option<&str>, zip: Option<&str>) -> Option<String> {
        let query = UrlSearchParams::new_with_str(search).ok()?;
        match date {
            Some(date) => query.set("on", date),
            None => query.delete("on"),
        }
        if let Some(zip) = zip {
            query.set("zip", zip);
        }
        Some(format!("{path}?{}", String::from(query.to_string())))
    }

    /// The remembered date.
    fn remembered() -> Option<String> {
        let date = memory::is_there().then(|| LocalStorage::raw().get_item(KEY).ok()?)?;
        date.filter(|date| date_of_service(date).is_some())
    }

    /// Follows the address: what stands in the head gets its date, and an address without one the remembered date;
    /// without a ZIP code the remembered one, where it counts.
    pub(in crate::ui) fn follow(navigate: impl Fn(&str, NavigateOptions) + 'static) {
        let (here, on) = (use_location(), use_on());
        Effect::new(move |is_drawn: Option<()>| {
            let (path, search, on) = (here.pathname.read(), here.search.read(), on.read());
            let date = if on.is_none() { remembered() } else { None };
            let zip = zip::remembered(&path, &search);
            if (date.is_some() || zip.is_some())
                && let Some(address) =
                    address(&path, &search, date.as_deref().or(on.as_deref()), zip.as_deref())
            {
                // A link's own entry is not in the history yet, so there is nothing to replace.
                let replace = window().location().pathname().is_ok_and(|stands| stands == *path);
                drop((path, search, on));
                navigate(
                    &address,
                    NavigateOptions {
                        replace,
                        ..Default::default()
                    },
                );
            } else if is_drawn.is_some() {
                draw(on.as_deref());
            }
        });
    }

    /// Writes a date into what the server drew of the head and the foot.
    fn draw(on: Option<&str>) -> Option<()> {
        let document = document();
        let line: HtmlElement = document.query_selector(".date-line").ok()??.unchecked_into();
        line.set_hidden(on.is_none());
        line.first_element_child()?.set_text_content(Some(&says(on)));
        let field: HtmlInputElement = document.get_element_by_id("on")?.unchecked_into();
        let today = || field.form()?.get_attribute("data-today");
        field.set_value(&on.map(str::to_owned).or_else(today)?);
        let kept: HtmlInputElement = document
            .query_selector(".head .look-up [name=on]")
            .ok()??
            .unchecked_into();
        kept.set_value(on.unwrap_or_default());
        kept.set_disabled(on.is_none());
        let links = document
            .query_selector_all(".head-ways a, .foot a[href^='/']")
            .ok()?;
        for at in 0..links.length() {
            let link: HtmlAnchorElement = links.item(at)?.unchecked_into();
            link.set_attribute("href", &with_on(&link.pathname(), on)).ok()?;
        }
        Some(())
    }
}

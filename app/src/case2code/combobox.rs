//! The look-up box as a combobox: while somebody types, the server offers codes; an empty box offers those that this
//! browser keeps.
//!
//! Boxes are drawn by the server and hold nothing that listens, so listeners on the window serve them all: the one in
//! the head and those of pages drawn later. What they do follows the editable combobox with a list and manual
//! selection of the ARIA Authoring Practices. One list serves all boxes too; it moves to the form in use.

use super::Kept;
use crate::ui::date::with_on;
use codeset::page::CodeLink;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Element, EventTarget, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent,
    RequestInit, Response, ScrollIntoViewOptions, ScrollLogicalPosition, UrlSearchParams,
};

/// A box.
const BOX: &str = ".look-up [name=q]";
/// What can be chosen.
const OPTION: &str = ".suggest [role=option]";
/// How long the server is not asked after a key.
const AFTER_THE_LAST_KEY: Duration = Duration::from_millis(80);
/// When it is asked again while its index is being built.
const AGAIN: Duration = Duration::from_secs(1);
/// Fewer characters ask for nothing.
const FEWEST: usize = 2;

/// Leads to an address of this site.
type Go = Box<dyn Fn(&str, NavigateOptions)>;

/// Where the keyboard goes in a list.
#[derive(Clone, Copy)]
enum Step {
    Next,
    Previous,
}

struct Combobox {
    /// The list and what is said in its place.
    list: HtmlElement,
    /// Says how much there is to choose.
    says: HtmlElement,
    kept: Kept,
    go: Go,
    /// The number of the active option.
    active: Cell<Option<u32>>,
    /// The number of what was asked last: answers to anything before come too late.
    asked: Cell<u32>,
    /// Whether an answer is still to come.
    is_waiting: Cell<bool>,
    /// A step into the list that is still to come.
    step: Cell<Option<Step>>,
    timer: Cell<Option<TimeoutHandle>>,
    request: RefCell<Option<AbortController>>,
    /// The last answer, by the address that it was asked at.
    last: RefCell<(String, String)>,
}

/// Starts to listen; call once, inside the router.
pub(crate) fn listen(navigate: impl Fn(&str, NavigateOptions) + 'static) {
    let Some(kept) = use_context::<Kept>() else {
        return;
    };
    let mut go: Option<Go> = Some(Box::new(navigate));
    Effect::new(move |_| {
        if let Some(go) = go.take() {
            start(kept, go);
        }
    });
}

/// Says of the boxes that are drawn that they are comboboxes; without the program they are not.
pub(crate) fn dress() {
    let Ok(boxes) = document().query_selector_all(BOX) else {
        return;
    };
    for at in 0..boxes.length() {
        if let Some(one) = boxes.item(at) {
            let one: Element = one.unchecked_into();
            if !one.has_attribute("role") {
                for (name, value) in [
                    ("role", "combobox"),
                    ("aria-autocomplete", "list"),
                    ("aria-controls", "suggestions"),
                    ("aria-expanded", "false"),
                    ("aria-keyshortcuts", "/"),
                ] {
                    let _ = one.set_attribute(name, value);
                }
            }
        }
    }
}

fn start(kept: Kept, go: Go) -> Option<()> {
    let body = document().body()?;
    let says = add(&body, "p", "visually-hidden", "")?;
    says.set_attribute("role", "status").ok()?;
    let list = add(&body, "div", "suggest", "")?;
    list.set_hidden(true);
    dress();
    let combobox = Rc::new(Combobox {
        list: list.unchecked_into(),
        says: says.unchecked_into(),
        kept,
        go,
        active: Cell::new(None),
        asked: Cell::new(0),
        is_waiting: Cell::new(false),
        step: Cell::new(None),
        timer: Cell::new(None),
        request: RefCell::default(),
        last: RefCell::default(),
    });
    // They end with the page.
    let this = combobox.clone();
    window_event_listener(ev::focusin, move |event| {
        if let Some(input) = box_of(event.target()) {
            dress();
            if input.value().is_empty() {
                this.open(&input);
            }
        }
    });
    let this = combobox.clone();
    window_event_listener(ev::focusout, move |event| {
        if let Some(input) = box_of(event.target()) {
            this.close(&input);
        }
    });
    let this = combobox.clone();
    window_event_listener(ev::input, move |event| {
        if let Some(input) = box_of(event.target())
            // What an input method has not finished is no word yet.
            && !event.unchecked_ref::<InputEvent>().is_composing()
        {
            this.typed(&input);
        }
    });
    let this = combobox.clone();
    window_event_listener(ev::compositionend, move |event| {
        if let Some(input) = box_of(event.target()) {
            this.typed(&input);
        }
    });
    let this = combobox.clone();
    window_event_listener(ev::keydown, move |event| {
        let is_used = match box_of(event.target()) {
            Some(input) => this.key(&input, &event),
            None => focus_by_key(&event).is_some(),
        };
        if is_used {
            event.prevent_default();
        }
    });
    window_event_listener(ev::mousedown, |event| {
        // The box keeps the focus.
        if closest(event.target(), ".suggest").is_some() {
            event.prevent_default();
        }
    });
    let this = combobox.clone();
    window_event_listener(ev::click, move |event| {
        let target = event.target();
        if let Some(option) = closest(target.clone(), OPTION) {
            this.choose(&option);
        } else if let Some(input) = box_of(target.clone()) {
            if !this.is_open(&input) {
                this.open(&input);
            }
        } else if closest(target, ".suggest").is_none() {
            this.close_any();
        }
    });
    let this = combobox.clone();
    window_event_listener(ev::submit, move |event| {
        this.close_any();
        let form = closest(event.target(), ".look-up");
        if let Some(input) = form.and_then(|form| form.query_selector(BOX).ok().flatten()) {
            // Once it is known where the form leads.
            request_animation_frame(move || empty(input.unchecked_ref()));
        }
    });
    window_event_listener(ev::popstate, move |_| combobox.close_any());
    Some(())
}

impl Combobox {
    /// What was typed changed.
    fn typed(self: &Rc<Self>, input: &HtmlInputElement) {
        self.activate(input, None);
        self.step.set(None);
        self.ask(input, AFTER_THE_LAST_KEY);
    }

    /// Opens the list for what stands in a box.
    fn open(self: &Rc<Self>, input: &HtmlInputElement) {
        self.ask(input, Duration::ZERO);
    }

    /// Asks for what belongs into the list, unless it is known.
    fn ask(self: &Rc<Self>, input: &HtmlInputElement, after: Duration) {
        self.stop();
        let typed = input.value();
        let typed = typed.trim_start();
        if typed.is_empty() {
            self.show_kept(input);
            return;
        }
        if typed.chars().count() < FEWEST {
            self.close(input);
            return;
        }
        let Some(address) = address(input, typed) else {
            return;
        };
        if self.last.borrow().0 == address {
            self.show_last(input);
            return;
        }
        self.is_waiting.set(true);
        let (this, input) = (self.clone(), input.clone());
        let timer = set_timeout_with_handle(move || this.request(input, address), after);
        self.timer.set(timer.ok());
    }

    /// Asks the server.
    fn request(self: Rc<Self>, input: HtmlInputElement, address: String) {
        let Ok(request) = AbortController::new() else {
            return;
        };
        let options = RequestInit::new();
        options.set_signal(Some(&request.signal()));
        self.request.replace(Some(request));
        let number = self.asked.get();
        spawn_local(async move {
            let answer = fetch(&address, &options).await;
            if self.asked.get() != number {
                return;
            }
            self.is_waiting.set(false);
            let Some(html) = answer else {
                self.close(&input);
                return;
            };
            self.last.replace((address, html));
            self.show_last(&input);
            if self.find("[data-again]").is_some() {
                self.last.take();
                self.ask(&input, AGAIN);
            }
        });
    }

    /// Forgets what was asked and has no answer yet.
    fn stop(&self) {
        self.asked.set(self.asked.get() + 1);
        self.is_waiting.set(false);
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        if let Some(request) = self.request.take() {
            request.abort();
        }
    }

    fn show_last(&self, input: &HtmlInputElement) {
        self.list.set_inner_html(&self.last.borrow().1);
        self.show(input);
    }

    /// Offers the codes that this browser keeps.
    fn show_kept(&self, input: &HtmlInputElement) {
        self.kept.load();
        self.list.set_inner_html("");
        let (pinned, recent) = untrack(|| (self.kept.pinned.get(), self.kept.only_recent()));
        let count = pinned.len() + recent.len();
        if count == 0
            || self
                .draw_kept(input, [("Pinned", pinned), ("Opened on this device", recent)])
                .is_none()
        {
            self.close(input);
            return;
        }
        self.show(input);
    }

    fn draw_kept(&self, input: &HtmlInputElement, groups: [(&str, Vec<CodeLink>); 2]) -> Option<()> {
        let on = on(input);
        let list = add(&self.list, "div", "", "")?;
        list.set_id("suggestions");
        list.set_attribute("role", "listbox").ok()?;
        list.set_attribute("aria-label", "Codes kept on this device")
            .ok()?;
        let mut number = 0;
        for (name, links) in groups {
            if links.is_empty() {
                continue;
            }
            let group = add(&list, "ul", "", "")?;
            group.set_attribute("role", "group").ok()?;
            group.set_attribute("aria-label", name).ok()?;
            let heading = add(&group, "li", "suggest-group", name)?;
            heading.set_attribute("role", "presentation").ok()?;
            for link in links {
                number += 1;
                let option = add(&group, "li", "", "")?;
                option.set_id(&format!("suggestion-{number}"));
                option.set_attribute("role", "option").ok()?;
                option
                    .set_attribute("data-address", &with_on(&link.code.path(), on.as_deref()))
                    .ok()?;
                add(&option, "span", "code", link.code.as_str())?;
                let title = Some(link.title.as_str()).filter(|title| !title.is_empty());
                add(
                    &option,
                    "span",
                    "list-title",
                    title.unwrap_or("No title is loaded"),
                )?;
                add(&option, "span", "list-system", link.code.system().label())?;
            }
        }
        let says = format!("{number} {}", if number == 1 { "code" } else { "codes" });
        list.set_attribute("data-says", &says).ok()
    }

    /// Shows what stands in the list under a box.
    fn show(&self, input: &HtmlInputElement) {
        let Some(form) = input.form() else {
            return;
        };
        if document().active_element().as_ref() != Some(input) {
            return;
        }
        if !form.contains(Some(&self.list)) {
            let _ = form.append_child(&self.list);
        }
        self.list.set_hidden(false);
        let has_options = self.find("[role=option]").is_some();
        let _ = input.set_attribute("aria-expanded", if has_options { "true" } else { "false" });
        self.activate(input, None);
        let said = self
            .find("[data-says]")
            .and_then(|told| told.get_attribute("data-says"));
        self.says.set_text_content(said.as_deref());
        if let Some(step) = self.step.take() {
            self.go_on(input, step);
        }
    }

    fn close(&self, input: &HtmlInputElement) {
        self.stop();
        self.step.set(None);
        self.list.set_hidden(true);
        self.says.set_text_content(None);
        self.activate(input, None);
        let _ = input.set_attribute("aria-expanded", "false");
    }

    /// Closes the list wherever it is open.
    fn close_any(&self) {
        let form = self.list.closest("form").ok().flatten();
        if let Some(input) = form.and_then(|form| form.query_selector(BOX).ok().flatten()) {
            self.close(input.unchecked_ref());
        }
    }

    fn is_open(&self, input: &HtmlInputElement) -> bool {
        !self.list.hidden() && input.form().is_some_and(|form| form.contains(Some(&self.list)))
    }

    /// What a key in a box does; whether it does nothing else.
    fn key(self: &Rc<Self>, input: &HtmlInputElement, event: &KeyboardEvent) -> bool {
        if event.is_composing() || event.ctrl_key() || event.meta_key() {
            return false;
        }
        let is_open = self.is_open(input);
        match (event.key().as_str(), event.alt_key()) {
            ("ArrowDown", true) => self.open(input),
            ("ArrowUp", true) => self.close(input),
            ("ArrowDown", false) => self.take_step(input, Step::Next),
            ("ArrowUp", false) => self.take_step(input, Step::Previous),
            ("Enter", _) => {
                let active = self.active.get().filter(|_| is_open);
                let Some(option) = active.and_then(|number| self.option(number)) else {
                    return false;
                };
                // As a click: who counts on one (positions of pages) hears of it.
                option.click();
            }
            ("Escape", _) if is_open => self.close(input),
            ("Escape", _) if !input.value().is_empty() => {
                self.close(input);
                input.set_value("");
            }
            ("Tab", _) => {
                self.close(input);
                return false;
            }
            ("Home" | "End" | "ArrowLeft" | "ArrowRight", _) => {
                self.activate(input, None);
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Goes to another option; into a list that is not there yet once it is.
    fn take_step(self: &Rc<Self>, input: &HtmlInputElement, step: Step) {
        if self.is_waiting.get() {
            self.step.set(Some(step));
        } else if self.is_open(input) {
            self.go_on(input, step);
        } else {
            self.step.set(Some(step));
            self.open(input);
        }
    }

    fn go_on(&self, input: &HtmlInputElement, step: Step) {
        let count = self
            .list
            .query_selector_all("[role=option]")
            .map_or(0, |all| all.length());
        if count > 0 {
            let next = match (step, self.active.get()) {
                (Step::Next, None) => 1,
                (Step::Next, Some(number)) => number % count + 1,
                (Step::Previous, None | Some(1)) => count,
                (Step::Previous, Some(number)) => number - 1,
            };
            self.activate(input, Some(next));
        }
    }

    /// Makes an option the active one, or none.
    fn activate(&self, input: &HtmlInputElement, number: Option<u32>) {
        if let Some(before) = self.active.take().and_then(|number| self.option(number)) {
            let _ = before.set_attribute("aria-selected", "false");
        }
        let Some(option) = number.and_then(|number| self.option(number)) else {
            let _ = input.remove_attribute("aria-activedescendant");
            return;
        };
        self.active.set(number);
        let _ = option.set_attribute("aria-selected", "true");
        let _ = input.set_attribute("aria-activedescendant", &option.id());
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&nearest);
    }

    fn option(&self, number: u32) -> Option<HtmlElement> {
        Some(self.find(&format!("#suggestion-{number}"))?.unchecked_into())
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.list.query_selector(selector).ok().flatten()
    }

    /// Opens the page of an option.
    fn choose(&self, option: &Element) {
        let Some(address) = option.get_attribute("data-address") else {
            return;
        };
        let form = option.closest("form").ok().flatten();
        if let Some(input) = form.and_then(|form| form.query_selector(BOX).ok().flatten()) {
            let input: HtmlInputElement = input.unchecked_into();
            self.close(&input);
            empty(&input);
            let _ = input.blur();
        }
        (self.go)(&address, NavigateOptions::default());
    }
}

/// Empties the box in the head, which stays there for the next look-up.
fn empty(input: &HtmlInputElement) {
    if input.id() == "head-look-up" {
        input.set_value("");
    }
}

/// `/` anywhere else than in a field leads to the box of the page.
fn focus_by_key(event: &KeyboardEvent) -> Option<()> {
    if event.key() != "/" || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    if closest(event.target(), "input, select, textarea, [contenteditable]").is_some() {
        return None;
    }
    // Where a page has a box of its own, the one in the head is hidden.
    let own = document().query_selector("main .look-up [name=q]").ok()?;
    let input = own.or_else(|| document().query_selector(BOX).ok().flatten())?;
    let input: HtmlInputElement = input.unchecked_into();
    input.focus().ok()?;
    input.select();
    Some(())
}

/// Where the server is asked for what belongs under a box.
fn address(input: &HtmlInputElement, typed: &str) -> Option<String> {
    let query = UrlSearchParams::new().ok()?;
    query.set("q", typed);
    if let Some(on) = on(input) {
        query.set("on", &on);
    }
    Some(format!("/case2code/suggest?{}", String::from(query.to_string())))
}

/// The date of service that a box keeps.
fn on(input: &HtmlInputElement) -> Option<String> {
    let field = input.form()?.query_selector("[name=on]").ok()??;
    Some(field.unchecked_into::<HtmlInputElement>().value()).filter(|on| !on.is_empty())
}

async fn fetch(address: &str, options: &RequestInit) -> Option<String> {
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, options)).await;
    let answer: Response = answer.ok()?.unchecked_into();
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

fn box_of(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.matches(BOX).ok()?.then(|| element.unchecked_into())
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Adds an element; the text is text, whatever stands in it.
fn add(parent: &Element, tag: &str, class: &str, text: &str) -> Option<HtmlElement> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    parent.append_child(&element).ok()?;
    Some(element.unchecked_into())
}

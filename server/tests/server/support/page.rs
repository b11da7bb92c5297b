//! What came back, and what stands in it.

use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Response, StatusCode};
use scraper::{ElementRef, Html, Node, Selector};

/// An answer of the site.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    pub async fn of(response: Response) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    /// The page, which must have been found.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        self.answers(200)
    }

    /// The page, which must have this status.
    #[track_caller]
    pub fn answers(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// How much of a code page this is.
    pub fn access(&self) -> Option<String> {
        self.attribute("main", "data-access")
    }

    /// How many views the banner says remain.
    pub fn remaining(&self) -> Option<String> {
        self.attribute("#meter", "data-remaining")
    }

    /// Whether the page is of this access and its banner says that so many views remain.
    #[track_caller]
    pub fn shows(&self, access: &str, remaining: &str) {
        assert_eq!(
            (self.access().as_deref(), self.remaining().as_deref()),
            (Some(access), Some(remaining)),
            "{} {}",
            self.status,
            self.words("main")
        );
    }

    /// An attribute of the first element that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.body);
        let found = html.select(&parsed(selector)).next()?;
        found.attr(name).map(str::to_owned)
    }

    /// An attribute of each element that a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        Html::parse_document(&self.body)
            .select(&parsed(selector))
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }

    /// The words that a reader sees in the elements that a selector finds.
    pub fn words(&self, selector: &str) -> String {
        let html = Html::parse_document(&self.body);
        let mut words = String::new();
        for found in html.select(&parsed(selector)) {
            for text in texts(found) {
                words.push_str(&text);
                words.push(' ');
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The HTML of the first element that a selector finds.
    pub fn html(&self, selector: &str) -> String {
        let html = Html::parse_document(&self.body);
        html.select(&parsed(selector))
            .next()
            .map_or_else(String::new, |found| found.html())
    }

    /// Where the answer sends the browser.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookies that the answer sets, whole.
    pub fn set_cookies(&self) -> Vec<String> {
        self.headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    /// A server function's answer.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The texts, facts and table rows in the elements that a selector finds. Lines of evidence are left
    /// out: an open description names the same sources.
    pub fn fragments(&self, selector: &str) -> Vec<Fragment> {
        let html = Html::parse_document(&self.body);
        let wholes = parsed("tbody tr, dl.facts > div, p, li, h3");
        let is_source = |whole: &ElementRef<'_>| {
            let mut around = whole.ancestors().filter_map(ElementRef::wrap).chain([*whole]);
            around.any(|element| {
                element
                    .value()
                    .classes()
                    .any(|class| ["evidence", "copyright"].contains(&class))
            })
        };
        let mut fragments = Vec::new();
        for place in html.select(&parsed(selector)) {
            let id = place.attr("id").unwrap_or_default();
            for whole in place.select(&wholes).filter(|whole| !is_source(whole)) {
                let text: String = texts(whole).collect::<Vec<_>>().join(" ");
                fragments.push(Fragment::new(id, &text));
                // A sentence may be quoted without its neighbours.
                fragments.extend(text.split(". ").map(|sentence| Fragment::new(id, sentence)));
            }
        }
        fragments.retain(|fragment| fragment.letters.len() >= Fragment::SHORTEST);
        fragments.sort();
        fragments.dedup();
        fragments
    }

    /// The figures with decimals in the elements that a selector finds: `0.29`, `$17.47`.
    pub fn figures(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        let values = parsed(&format!("{selector} dl.facts .value"));
        let mut figures: Vec<String> = html
            .select(&values)
            .map(|value| texts(value).collect::<String>())
            .filter(|value| value.contains('.') && value.chars().any(|c| c.is_ascii_digit()))
            .collect();
        figures.sort();
        figures.dedup();
        figures
    }

    /// Everything in the answer as bare letters and digits: as it stands (attributes, scripts and JSON
    /// included), with its escapes undone, and as the text that is left without its tags. A fragment that
    /// is in none of them was not sent.
    pub fn haystacks(&self) -> Vec<String> {
        let plain = unescaped(&self.body);
        let mut without_tags = String::new();
        for node in Html::parse_document(&plain).tree.nodes() {
            if let Node::Text(text) = node.value() {
                without_tags.push_str(text);
            }
        }
        let mut haystacks = vec![letters(&self.body), letters(&plain), letters(&without_tags)];
        for (name, value) in &self.headers {
            haystacks.push(letters(&format!(
                "{name}: {}",
                value.to_str().unwrap_or_default()
            )));
        }
        haystacks
    }

    /// Those of the fragments that are in the answer.
    pub fn found<'a>(&self, fragments: &'a [Fragment]) -> Vec<&'a Fragment> {
        let haystacks = self.haystacks();
        let has = |fragment: &&Fragment| haystacks.iter().any(|text| text.contains(&fragment.letters));
        fragments.iter().filter(has).collect()
    }
}

/// A piece of gated text, recognizable in any encoding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fragment {
    /// The id of the section it is from.
    pub place: String,
    /// Its letters and digits.
    pub letters: String,
}

impl Fragment {
    /// Less could stand anywhere.
    const SHORTEST: usize = 12;

    fn new(place: &str, text: &str) -> Self {
        Self {
            place: place.to_owned(),
            letters: letters(text),
        }
    }
}

/// A text's letters and digits alone, in lower case: spaces, quotes and signs differ between encodings.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// JSON's and JavaScript's escapes undone. (Those of HTML are the parser's.)
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(kind) = rest.chars().next() else { break };
        rest = &rest[kind.len_utf8()..];
        match kind {
            'n' | 't' | 'r' => plain.push(' '),
            'u' => {
                let code = rest.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
                plain.extend(code.and_then(char::from_u32));
                rest = rest.get(4..).unwrap_or_default();
            }
            other => plain.push(other),
        }
    }
    plain.push_str(rest);
    plain
}

fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// The text nodes in an element, without those of scripts.
fn texts(element: ElementRef<'_>) -> impl Iterator<Item = String> {
    element.descendants().filter_map(|node| {
        let text = node.value().as_text()?;
        let parent = node.parent().and_then(ElementRef::wrap)?;
        (parent.value().name() != "script").then(|| text.to_string())
    })
}

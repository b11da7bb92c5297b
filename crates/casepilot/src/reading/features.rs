//! What tells the kind of a question apart: its words with what they name put in place of each code and number, what it
//! names at all, what the cues of [`super::kinds`] make of it, and what the manuals and the search have for its words.

use super::Reading;
use super::found::Found;
use super::text::pattern;
use case2code::text::Stems;
use codeset::CodeSystem;

pattern!(
    TOKEN,
    r"(?x)
      (?P<procedure>\b(?:\d{5}|[a-z]\d{4}|\d{4}[a-z])\b)
    | (?P<ninth>\b\d{3}\.\d{1,2}\b)
    | (?P<diagnosis>\b[a-z]\d[0-9a-z](?:\.[0-9a-z]{1,4})\b-?)
    | (?P<year>\b20\d\d\b)
    | (?P<money>\$)
    | (?P<number>\b\d+(?:\.\d+)?\b)
    | (?P<word>[a-z][a-z0-9&/']*)
    | (?P<sign>[?+=x])"
);

/// Into so many steps what was found is divided.
const STEPS: f32 = 6.0;

/// What a question is told by, each with its strength.
pub(crate) fn features(reading: &Reading, found: &Found) -> Vec<(String, f32)> {
    let mut features: Vec<(String, f32)> = vec![("any".to_owned(), 1.0)];
    let mut add = |name: String| {
        if !features.iter().any(|(known, _)| *known == name) {
            features.push((name, 1.0));
        }
    };
    let tokens = tokens(&reading.plain);
    let mut before = "^";
    for token in &tokens {
        add(token.clone());
        add(format!("{before} {token}"));
        before = token;
    }
    for pair in tokens.windows(3) {
        add(format!("{} _ {}", pair[0], pair[2]));
    }
    let count = |system: fn(CodeSystem) -> bool| {
        let count = reading
            .lines
            .iter()
            .filter(|line| system(line.code.system()))
            .count();
        count.min(2)
    };
    let procedures = count(|system| matches!(system, CodeSystem::Cpt | CodeSystem::Hcpcs));
    let diagnoses = count(|system| system == CodeSystem::Icd10cm);
    let attached = reading.lines.iter().any(|line| !line.modifiers.is_empty());
    let units = reading.lines.iter().any(|line| line.units.is_some());
    for (name, value) in [
        ("procedures", procedures),
        ("diagnoses", diagnoses),
        ("pcs", count(|system| system == CodeSystem::Icd10pcs)),
        ("modifiers", reading.modifiers.len().min(2)),
        ("attached", usize::from(attached)),
        ("units", usize::from(units)),
        ("minutes", reading.timed.len().min(2)),
        ("days", reading.days.len().min(2)),
        ("place", usize::from(reading.place.is_some())),
        ("facility", usize::from(reading.facility.is_some())),
        ("ninth", usize::from(!reading.icd9.is_empty())),
        ("unknown", usize::from(!reading.unknown.is_empty())),
    ] {
        add(format!("#{name} {value}"));
        if value > 0 && name != "procedures" {
            add(format!("#{name} {value} #procedures {procedures}"));
        }
    }
    for modifier in &reading.situation {
        add(format!("!{modifier}"));
    }
    add(format!("#length {}", (tokens.len() / 4).min(6)));
    let top = reading.kinds.first().map(|(kind, _)| *kind);
    add(format!("@{top:?}"));
    add(format!(
        "@{top:?} #procedures {procedures} #diagnoses {diagnoses}"
    ));
    for (name, value) in found.measures() {
        add(format!("&{name} {:.0} #procedures {procedures}", value * STEPS));
        add(format!("&{name} {:.0}", value * STEPS));
    }
    features.extend(found.measures().map(|(name, value)| (format!("&{name}"), value)));
    for (kind, weight) in &reading.kinds {
        features.push((format!("@@{kind:?}"), (weight / 4.0).min(2.0)));
    }
    features
}

/// The words of a question by their stems, with a name in place of each code and number.
fn tokens(plain: &str) -> Vec<String> {
    let Some(token) = TOKEN.get() else {
        return Vec::new();
    };
    let mut stems = Stems::default();
    token
        .captures_iter(plain)
        .filter_map(|captures| {
            for name in ["procedure", "ninth", "diagnosis", "year", "number"] {
                if captures.name(name).is_some() {
                    return Some(format!("<{name}>"));
                }
            }
            if captures.name("money").is_some() {
                return Some("$".to_owned());
            }
            if let Some(sign) = captures.name("sign") {
                return Some(sign.as_str().to_owned());
            }
            captures.name("word").map(|word| stems.stem(word.as_str()))
        })
        .collect()
}

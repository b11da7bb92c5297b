//! Where a service is furnished: a ZIP code, a state, a locality of the fee schedule.

use super::text::{Left, pattern};
use reference::fees::Locality;

pattern!(
    ZIP,
    r"\bzip(?:\s?codes?)?\s*(?:is|of|:|#)?\s*(\d{5})(?:-\d{4})?\b"
);
pattern!(ZIP_BEHIND, r"\b(\d{5})(?:-\d{4})?\s+(?:zip|area)\b");
pattern!(ZIP_STATE, r"\b[a-z]{2},?\s+(\d{5})(?:-\d{4})?\b");
pattern!(IN_ZIP, r"\b(?:in|at|near|around)\s+(\d{5})\b");

/// Takes a ZIP code out of a question. What is a code and the only one of the question is none: `helped at 31255`.
pub(crate) fn take_zip(left: &mut Left, is_code: impl Fn(&str) -> bool) -> Option<String> {
    for (place, pattern) in [&ZIP, &ZIP_BEHIND, &ZIP_STATE, &IN_ZIP].into_iter().enumerate() {
        let text = left.text().to_owned();
        let Some(captures) = pattern.get().and_then(|regex| regex.captures(&text)) else {
            continue;
        };
        let (Some(whole), Some(zip)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        // Two letters before five digits are a state, or a word: `of 97110`.
        if place == 2
            && !whole
                .as_str()
                .get(..2)
                .is_some_and(|state| is_state_of(state, zip.as_str()))
        {
            continue;
        }
        if place == 3 && is_code(zip.as_str()) && !names_another_code(&text, zip.as_str()) {
            continue;
        }
        left.take(whole.range());
        return Some(zip.as_str().to_owned());
    }
    None
}

fn names_another_code(text: &str, zip: &str) -> bool {
    pattern!(CODE, r"\b(?:\d{5}|[a-z]\d{4}|\d{4}[a-z])\b");
    CODE.get()
        .is_some_and(|code| code.find_iter(text).any(|found| found.as_str() != zip))
}

/// The states by the first digit of their ZIP codes.
const STATES_BY_DIGIT: [&str; 10] = [
    "ct ma me nh nj pr ri vt vi ae",
    "de ny pa",
    "dc md nc sc va wv",
    "al fl ga ms tn",
    "in ky mi oh",
    "ia mn mt nd sd wi",
    "il ks mo ne",
    "ar la ok tx",
    "az co id nm nv ut wy",
    "ak ca gu hi or wa",
];

/// Whether a ZIP code may be one of a state: `CT 78815` is a scan and its code, `Hartford CT 06103` a place.
fn is_state_of(state: &str, zip: &str) -> bool {
    let digit = zip
        .bytes()
        .next()
        .map_or(0, |digit| usize::from(digit.saturating_sub(b'0')));
    is_state_code(state)
        && STATES_BY_DIGIT
            .get(digit)
            .is_some_and(|states| states.split(' ').any(|it| it == state))
}

/// Takes places of service out of a question, by their two digits.
pub(crate) fn take_places_of_service(left: &mut Left) -> Vec<String> {
    pattern!(
        PLACE_OF_SERVICE,
        r"\b(?:pos|places?[ -]of[ -]service)(?: codes?)?\s*#?\s*(\d{2})\b(?:\s*(?:vs\.?|versus|and|or|/|,|to)\s*(?:pos\s*)?(\d{2})\b)?"
    );
    let Some(pattern) = PLACE_OF_SERVICE.get() else {
        return Vec::new();
    };
    let text = left.text().to_owned();
    let mut places = Vec::new();
    for captures in pattern.captures_iter(&text) {
        if let Some(whole) = captures.get(0) {
            left.take(whole.range());
            places.extend(
                captures
                    .iter()
                    .skip(1)
                    .flatten()
                    .map(|digits| digits.as_str().to_owned()),
            );
        }
    }
    places
}

/// Takes a locality or state out of a question, or two that are compared: `manhattan and queens`.
pub(crate) fn take(left: &mut Left, localities: &[Locality]) -> Option<String> {
    let first = take_one(left, localities)?;
    let second = if are_compared(left.text()) {
        take_one(left, localities)
    } else {
        None
    };
    Some(match second {
        Some(second) => joined(&first, &second),
        None => first,
    })
}

/// Between two places.
const JOINED: &str = " and ";

fn take_one(left: &mut Left, localities: &[Locality]) -> Option<String> {
    let text = left.text().to_owned();
    // The longest name that stands there, a locality before a state.
    let mut names: Vec<String> = localities
        .iter()
        .flat_map(|locality| names_of(&locality.name))
        .collect();
    names.extend(STATES.iter().map(|(_, name)| (*name).to_owned()));
    names.extend(CITIES.iter().map(|(city, _)| (*city).to_owned()));
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in names {
        if let Some(at) = find_words(&text, &name) {
            left.take(at..at + name.len());
            return Some(name);
        }
    }
    pattern!(STATE, r"\b(?:in|for|from)\s+([a-z]{2})(?:\b|$)");
    let captures = STATE.get()?.captures(&text)?;
    let state = captures.get(1)?;
    let (code, _) = STATES.iter().find(|(code, _)| *code == state.as_str())?;
    // `in me`, `for me`, `in or` are words.
    if matches!(*code, "me" | "or" | "in" | "hi" | "ok" | "pa" | "co") && !text.ends_with(state.as_str()) {
        return None;
    }
    left.take(state.range());
    Some((*code).to_owned())
}

/// The places that are compared, or the one.
pub(crate) fn parts(place: &str) -> impl Iterator<Item = &str> {
    place.split(JOINED)
}

/// Two places that are compared.
pub(crate) fn joined(first: &str, second: &str) -> String {
    format!("{first}{JOINED}{second}")
}

/// Whether places are compared.
pub(crate) fn are_compared(text: &str) -> bool {
    pattern!(
        COMPARED,
        r"\b(?:vs\.?|versus|compared?|against|than|differ\w*|both|between)\b"
    );
    COMPARED.is_in(text)
}

/// Whether a ZIP code may be one of a place.
pub(crate) fn is_zip_of(zip: &str, place: &str, localities: &[Locality]) -> bool {
    matching(place, localities)
        .first()
        .is_some_and(|locality| is_state_of(&locality.state.to_lowercase(), zip))
}

/// The localities that a place names.
pub(crate) fn matching<'a>(place: &str, localities: &'a [Locality]) -> Vec<&'a Locality> {
    let place = place.to_lowercase();
    let city = CITIES.iter().find(|(city, _)| *city == place);
    let place = city.map_or(place.as_str(), |(_, place)| place).to_owned();
    let by_name: Vec<_> = localities
        .iter()
        .filter(|locality| names_of(&locality.name).contains(&place))
        .collect();
    if !by_name.is_empty() {
        return by_name;
    }
    let state = STATES
        .iter()
        .find(|(code, name)| *code == place || *name == place);
    match state {
        Some((code, _)) => localities
            .iter()
            .filter(|locality| locality.state.eq_ignore_ascii_case(code))
            .collect(),
        None => Vec::new(),
    }
}

/// The names that a locality goes by, in lower case: whole, without what is in parentheses, and each of the places that
/// a hyphen or comma joins.
fn names_of(name: &str) -> Vec<String> {
    let whole = name.to_lowercase().replace('*', "");
    let whole = whole.trim().to_owned();
    let mut names = vec![whole.clone()];
    for part in whole.split(['(', ')', ',', '/', '-']) {
        let part = part
            .trim()
            .trim_end_matches(" cnty")
            .trim_end_matches(" county")
            .trim();
        let part = part
            .strip_prefix("metropolitan ")
            .or(part.strip_prefix("greater "))
            .unwrap_or(part);
        // `rest of state` and directions name no place by themselves.
        if part.len() >= 4 && !part.starts_with("rest of") && part != "metropolitan" && part != "suburbs" {
            names.push(part.to_owned());
        }
    }
    for (code, state) in STATES {
        if whole == state && code != "dc" {
            // The locality of a whole state is found as the state.
            names.clear();
            names.push(whole.clone());
        }
    }
    names.sort();
    names.dedup();
    names
}

/// Where the words of a name stand in a text.
fn find_words(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(name) {
        let at = from + found;
        let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        if is_border(text[..at].chars().next_back()) && is_border(text[at + name.len()..].chars().next()) {
            return Some(at);
        }
        from = at + name.len();
    }
    None
}

fn is_state_code(code: &str) -> bool {
    STATES.iter().any(|(known, _)| *known == code) && !matches!(code, "or" | "in" | "me" | "of" | "hi" | "ok")
}

/// Cities that no locality is named after, with the state whose only locality they lie in, and short names of those
/// that one is named after.
const CITIES: [(&str, &str); 44] = [
    ("philly", "philadelphia"),
    ("nyc", "manhattan"),
    ("new york city", "manhattan"),
    ("la county", "los angeles"),
    ("honolulu", "hawaii"),
    ("denver", "colorado"),
    ("colorado springs", "colorado"),
    ("nashville", "tennessee"),
    ("memphis", "tennessee"),
    ("phoenix", "arizona"),
    ("tucson", "arizona"),
    ("charlotte", "north carolina"),
    ("raleigh", "north carolina"),
    ("columbus", "ohio"),
    ("cleveland", "ohio"),
    ("cincinnati", "ohio"),
    ("indianapolis", "indiana"),
    ("milwaukee", "wisconsin"),
    ("madison", "wisconsin"),
    ("minneapolis", "minnesota"),
    ("st paul", "minnesota"),
    ("salt lake city", "utah"),
    ("las vegas", "nevada"),
    ("reno", "nevada"),
    ("albuquerque", "new mexico"),
    ("oklahoma city", "oklahoma"),
    ("tulsa", "oklahoma"),
    ("little rock", "arkansas"),
    ("birmingham", "alabama"),
    ("jackson ms", "mississippi"),
    ("charleston sc", "south carolina"),
    ("richmond va", "virginia"),
    ("virginia beach", "virginia"),
    ("des moines", "iowa"),
    ("omaha", "nebraska"),
    ("boise", "idaho"),
    ("billings mt", "montana"),
    ("anchorage", "alaska"),
    ("hartford", "connecticut"),
    ("burlington vt", "vermont"),
    ("sioux falls", "south dakota"),
    ("fargo", "north dakota"),
    ("cheyenne", "wyoming"),
    ("san juan", "puerto rico"),
];

const STATES: [(&str, &str); 53] = [
    ("al", "alabama"),
    ("ak", "alaska"),
    ("az", "arizona"),
    ("ar", "arkansas"),
    ("ca", "california"),
    ("co", "colorado"),
    ("ct", "connecticut"),
    ("dc", "district of columbia"),
    ("de", "delaware"),
    ("fl", "florida"),
    ("ga", "georgia"),
    ("hi", "hawaii"),
    ("ia", "iowa"),
    ("id", "idaho"),
    ("il", "illinois"),
    ("in", "indiana"),
    ("ks", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("ma", "massachusetts"),
    ("md", "maryland"),
    ("me", "maine"),
    ("mi", "michigan"),
    ("mn", "minnesota"),
    ("mo", "missouri"),
    ("ms", "mississippi"),
    ("mt", "montana"),
    ("nc", "north carolina"),
    ("nd", "north dakota"),
    ("ne", "nebraska"),
    ("nh", "new hampshire"),
    ("nj", "new jersey"),
    ("nm", "new mexico"),
    ("nv", "nevada"),
    ("ny", "new york"),
    ("oh", "ohio"),
    ("ok", "oklahoma"),
    ("or", "oregon"),
    ("pa", "pennsylvania"),
    ("pr", "puerto rico"),
    ("ri", "rhode island"),
    ("sc", "south carolina"),
    ("sd", "south dakota"),
    ("tn", "tennessee"),
    ("tx", "texas"),
    ("ut", "utah"),
    ("va", "virginia"),
    ("vi", "virgin islands"),
    ("vt", "vermont"),
    ("wa", "washington"),
    ("wi", "wisconsin"),
    ("wv", "west virginia"),
    ("wy", "wyoming"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_code_behind_a_state_lies_in_it() {
        let zip = |text: &str| take_zip(&mut Left::of(text), |text| text == "31255");
        assert_eq!(zip("hartford ct 06103").as_deref(), Some("06103"));
        assert_eq!(zip("miami, fl 33101").as_deref(), Some("33101"));
        assert_eq!(zip("pet/ct 78815 global"), None);
        assert_eq!(zip("pa 99213"), None);
        assert_eq!(zip("99214 in 60614").as_deref(), Some("60614"));
        assert_eq!(zip("our pa helped at 31255"), None);
        assert_eq!(zip("97110 in 31255").as_deref(), Some("31255"));
        assert_eq!(zip("in 60614?").as_deref(), Some("60614"));
    }

    #[test]
    fn places_of_service_are_read_alone_and_in_pairs() {
        let places = |text: &str| take_places_of_service(&mut Left::of(text));
        assert_eq!(places("pos 19 ?"), ["19"]);
        assert_eq!(places("place of service 19 vs 22"), ["19", "22"]);
        assert_eq!(places("pos of 97110"), [""; 0]);
    }
}

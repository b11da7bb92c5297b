//! How each kind of identifier is written.

use super::identifiers::IdentifierKind as Kind;
use regex::Regex;
use std::net::{Ipv4Addr, Ipv6Addr};

/// A way to write an identifier: its first group, or all of it, is what identifies.
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) pattern: Regex,
    /// Whether it is one: what stands before it, itself, and what stands behind it.
    pub(super) fits: fn(&str, &str, &str) -> bool,
}

/// The states with the first digit of their ZIP codes.
const STATES: [(&str, &str, char); 52] = [
    ("AK", "Alaska", '9'),
    ("AL", "Alabama", '3'),
    ("AR", "Arkansas", '7'),
    ("AZ", "Arizona", '8'),
    ("CA", "California", '9'),
    ("CO", "Colorado", '8'),
    ("CT", "Connecticut", '0'),
    ("DC", "District of Columbia", '2'),
    ("DE", "Delaware", '1'),
    ("FL", "Florida", '3'),
    ("GA", "Georgia", '3'),
    ("HI", "Hawaii", '9'),
    ("IA", "Iowa", '5'),
    ("ID", "Idaho", '8'),
    ("IL", "Illinois", '6'),
    ("IN", "Indiana", '4'),
    ("KS", "Kansas", '6'),
    ("KY", "Kentucky", '4'),
    ("LA", "Louisiana", '7'),
    ("MA", "Massachusetts", '0'),
    ("MD", "Maryland", '2'),
    ("ME", "Maine", '0'),
    ("MI", "Michigan", '4'),
    ("MN", "Minnesota", '5'),
    ("MO", "Missouri", '6'),
    ("MS", "Mississippi", '3'),
    ("MT", "Montana", '5'),
    ("NC", "North Carolina", '2'),
    ("ND", "North Dakota", '5'),
    ("NE", "Nebraska", '6'),
    ("NH", "New Hampshire", '0'),
    ("NJ", "New Jersey", '0'),
    ("NM", "New Mexico", '8'),
    ("NV", "Nevada", '8'),
    ("NY", "New York", '1'),
    ("OH", "Ohio", '4'),
    ("OK", "Oklahoma", '7'),
    ("OR", "Oregon", '9'),
    ("PA", "Pennsylvania", '1'),
    ("PR", "Puerto Rico", '0'),
    ("RI", "Rhode Island", '0'),
    ("SC", "South Carolina", '2'),
    ("SD", "South Dakota", '5'),
    ("TN", "Tennessee", '3'),
    ("TX", "Texas", '7'),
    ("UT", "Utah", '8'),
    ("VA", "Virginia", '2'),
    ("VT", "Vermont", '0'),
    ("WA", "Washington", '9'),
    ("WI", "Wisconsin", '5'),
    ("WV", "West Virginia", '2'),
    ("WY", "Wyoming", '8'),
];

/// Short names of states that notes write for something else.
const AMBIGUOUS: [&str; 20] = [
    "AL", "AR", "CA", "CO", "CT", "DC", "DE", "HI", "ID", "IN", "LA", "MA", "MD", "ME", "MS", "MT", "OK",
    "OR", "PA", "SC",
];

/// Words that follow `Patient:` and are no names.
const NO_NAMES: [&str; 84] = [
    "a",
    "able",
    "active",
    "adult",
    "after",
    "agrees",
    "alert",
    "ambulates",
    "an",
    "and",
    "appears",
    "arrived",
    "arrives",
    "asked",
    "at",
    "awake",
    "aware",
    "came",
    "care",
    "child",
    "comes",
    "complains",
    "counseled",
    "declined",
    "declines",
    "demonstrated",
    "demonstrates",
    "denied",
    "denies",
    "describes",
    "did",
    "does",
    "doing",
    "education",
    "eval",
    "evaluation",
    "female",
    "feels",
    "given",
    "goals",
    "had",
    "has",
    "her",
    "here",
    "his",
    "history",
    "in",
    "information",
    "instructed",
    "is",
    "lives",
    "male",
    "man",
    "may",
    "needs",
    "new",
    "no",
    "not",
    "noted",
    "notes",
    "on",
    "presented",
    "presents",
    "received",
    "reported",
    "reports",
    "returns",
    "says",
    "see",
    "seen",
    "states",
    "status",
    "the",
    "this",
    "tolerated",
    "tolerates",
    "to",
    "unknown",
    "very",
    "was",
    "well",
    "will",
    "with",
    "woman",
];

const NAME: &str = r"(?:\p{Lu}\.|\p{Lu}[\p{L}'’\-]*)(?:,?[ \t]+(?:\p{Lu}\.|\p{Lu}[\p{L}'’\-]*)){0,3}";

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";

/// Between a cue and its number.
const IS: &str =
    r"\s{0,3}(?:(?:number|num|no|nr|id|identifier)\b\.?)?[ \t]*(?:is\b)?[ \t]*[:#=]{0,2}[ \t]*#?[ \t]*";

/// A number as it may be written behind a cue.
const NUMBER: &str = r"([A-Za-z]{0,5}[\-]?[A-Za-z0-9]*[0-9][A-Za-z0-9\-/]*)";

/// Whether what was found is an identifier, by the text before it, its own and that behind it.
type IsOne = fn(&str, &str, &str) -> bool;

fn rules() -> Vec<(Kind, String, IsOne)> {
    let cued = |cues: &str| format!(r"(?i)\b(?:{cues})\b{IS}{NUMBER}");
    let states: Vec<&str> = STATES.iter().map(|state| state.0).collect();
    let states = states.join("|");
    let names: Vec<&str> = STATES.iter().map(|state| state.1).collect();
    let names = names.join("|");
    vec![
        (Kind::Url, r"(?i)\b((?:https?|ftp)://[^\s<>\x22]+[^\s<>\x22.,;:!?)\]]|www\.[^\s<>\x22]+[^\s<>\x22.,;:!?)\]])".into(), always),
        (Kind::Email, r"(?i)[a-z0-9][a-z0-9._%+\-]*@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+".into(), always),
        (Kind::Url, r"(?i)\b[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|org|net|gov|edu|io|info|health)(?:/[^\s<>\x22]*[^\s<>\x22.,;:!?)\]])?".into(), whole_word),
        (Kind::IpAddress, r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b".into(), |_, it, _| it.parse::<Ipv4Addr>().is_ok()),
        (Kind::IpAddress, r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}".into(), is_ipv6),
        (Kind::SocialSecurity, r"\b\d{3}-\d{2}-\d{4}\b".into(), alone),
        (Kind::SocialSecurity, r"(?i)\b(?:ssn?|social security|soc\.? sec\.?)\b[^\d\n]{0,24}(\d[\d\- ]{2,10}\d)".into(), always),
        (Kind::Fax, format!(r"(?i)\b(?:fax|facsimile)\b{IS}((?:\+?1[\-. ]?)?(?:\(\d{{3}}\)[ \t]?|\d{{3}}[\-. ]?)?\d{{3}}[\-. ]?\d{{4}})\b"), always),
        (Kind::Phone, r"(?i)(?:\+?\b1[\-. ]?)?(?:\(\d{3}\)[ \t]?|\b\d{3}[\-. ])\d{3}[\-. ]\d{4}\b(?:[ \t]*(?:x|ext\.?)[ \t]*\d{1,6}\b)?".into(), alone),
        (Kind::Phone, r"(?i)\b(?:tel|telephone|phone|cell|mobile|call|pager)\b[.:# \t]{0,4}(?:at[ \t]+)?(\+?\d[\d\-. ]{5,14}\d)\b".into(), always),
        (Kind::MedicalRecord, cued("mrn|mr#|medical record|med rec|medical rec|chart|patient id|patient|pt id|hospital"), is_long_number),
        (Kind::HealthPlan, r"(?i)\b[1-9][ac-hjkmnp-rt-y][ac-hjkmnp-rt-y0-9]\d-?[ac-hjkmnp-rt-y][ac-hjkmnp-rt-y0-9]\d-?[ac-hjkmnp-rt-y]{2}\d{2}\b".into(), always),
        (Kind::HealthPlan, cued("member|subscriber|policy|group|insurance|medicare|medicaid|mbi|hicn|beneficiary|health plan|plan id|payer id|insured"), is_long_number),
        (Kind::Vehicle, r"\b[A-HJ-NPR-Z0-9]{17}\b".into(), |_, it, _| {
            it.bytes().filter(u8::is_ascii_digit).count() >= 5 && it.bytes().any(|b| b.is_ascii_alphabetic())
        }),
        (Kind::Vehicle, r"(?i)\b(?:licen[cs]e plate|plate|registration plate)\b(?:[ \t]*(?:no\.?|number))?[ \t]*[:#][ \t]*([A-Z0-9]{1,4}[ \-]?[A-Z0-9]{2,5})\b".into(), has_digit),
        (Kind::Device, cued("serial|s/n|sn|udi|imei|device|implant|device serial"), is_long_number),
        (Kind::License, cued("driver'?s? licen[cs]e|licen[cs]e|lic|certificate|certification|cert|dea|npi|passport"), is_long_number),
        (Kind::Account, cued("account|acct|a/c|iban|bank account|credit card|card"), is_long_number),
        (Kind::Other, cued("case|claim|prescription|rx|order|accession|specimen|study|badge|employee|encounter|visit|reference|ref|confirmation|id"), is_marked_number),
        (Kind::Date, r"\b\d{4}[\-/.](?:0?[1-9]|1[0-2])[\-/.](?:[12]\d|3[01]|0?[1-9])\b".into(), alone),
        (Kind::Date, r"\b((?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])/(?:(?:19|20)\d\d|\d\d))\b".into(), alone),
        (Kind::Date, r"\b((?:0?[1-9]|[12]\d|3[01])[\-.](?:0?[1-9]|[12]\d|3[01])[\-.](?:19|20)\d\d)\b".into(), alone),
        (Kind::Date, r"\b(?:0?[1-9]|1[0-2])[/\-](?:19|20)\d\d\b".into(), alone),
        (Kind::Date, format!(r"(?i)\b{MONTH}[ \t]+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?[ \t]+(?:19|20)\d\d\b)?"), is_month),
        (Kind::Date, format!(r"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?[ \t\-]+(?:of[ \t]+)?{MONTH}(?:[ \t,\-]+(?:(?:19|20)\d\d|\d\d)\b|\b)"), is_day_first),
        (Kind::Date, format!(r"(?i)\b{MONTH}(?:[ \t]+of)?,?[ \t]+(?:19|20)\d\d\b"), is_month),
        (Kind::Date, r"(?i)\b(?:on|since|dated?|dob|dos|seen|doi|surgery|born)\b[ \t]*:?[ \t]*((?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))\b".into(), alone),
        (Kind::Age, r"(?i)\b(?:9\d|1[0-3]\d)[ \t\-]*(?:y/?o|y\.o\.|yrs?[ \t\-]+old|years?[ \t\-]+old|years?[ \t]+of[ \t]+age|yr)\b".into(), alone),
        (Kind::Age, r"(?i)\b(?:aged?|age is)\b[ \t]*:?[ \t]*((?:9\d|1[0-3]\d))\b".into(), alone),
        (Kind::Place, r"\b\d{1,6}[ \t]+(?:[NSEW]\.?[ \t]+)?(?:\p{Lu}[\p{L}'’]*\.?[ \t]+|\d{1,3}(?:st|nd|rd|th)[ \t]+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Ter|Circle|Cir|Highway|Hwy|Parkway|Pkwy|Trail|Trl|Square|Sq)\b(?:\.?,?[ \t]+(?:(?:Apt|Unit|Suite|Ste)\b\.?[ \t]*|#)[A-Za-z0-9]+)?".into(), always),
        (Kind::Place, r"(?i)\bp\.?[ \t]?o\.?[ \t]?box[ \t]+\d+\b".into(), always),
        (Kind::Place, format!(r"\b\p{{Lu}}[\p{{L}}'’.\-]+(?:[ \t]\p{{Lu}}[\p{{L}}'’.\-]+){{0,2}},?[ \t]+(?:{states}|{names})\.?,?[ \t]+\d{{5}}(?:-\d{{4}})?\b"), is_zip_of_state),
        (Kind::Place, format!(r"\b(?:{states}|{names})[ \t]+(\d{{5}}(?:-\d{{4}})?)\b"), is_zip_behind_state),
        (Kind::Place, r"(?i)\bzip(?:[ \t]*code)?\b[ \t]*[:#]?[ \t]*(\d{5}(?:-\d{4})?)\b".into(), always),
        (Kind::Place, r"\b\d{5}-\d{4}\b".into(), alone),
        (Kind::Place, format!(r"\b\p{{Lu}}\p{{Ll}}+(?:[ \t]\p{{Lu}}\p{{Ll}}+)?,[ \t]*(?:{states})\b"), is_clear_state),
        (Kind::Place, r"\b(?i:lives in|living in|resides in|resident of|moved to|moved from|born in|home in)[ \t]+((?:\p{Lu}[\p{L}'’\-]+[ \t]?)+(?:,[ \t]*\p{Lu}{2}\b)?)".into(), |_, it, _| {
            STATES.iter().all(|state| state.0 != it && state.1 != it)
        }),
        (Kind::Place, r"\b\p{Lu}[\p{L}'’\-]+[ \t]+County\b".into(), always),
        (Kind::Name, format!(r"\b(?i:mr|mrs|ms|miss|mx|dr|prof|rev)\b\.?[ \t]+({NAME})"), is_name),
        (Kind::Name, format!(r"\b(?i:patient(?:[ \t]+name)?|pt|name|resident|client|guarantor|insured|subscriber|attending|provider|physician|referring|referred by|pcp|surgeon|therapist|nurse|signed by|signed|dictated by|author|mother|father|spouse|husband|wife|guardian|emergency contact|next of kin|contact|employer)[ \t]*:[ \t]*({NAME})"), is_name),
        (Kind::Name, r"(?i)\b(?:patient|pt|first|last|full|maiden)?[ \t]*name[ \t]*[:=][ \t]*(\p{L}[\p{L}'’\-]*\.?(?:,?[ \t]+\p{L}[\p{L}'’\-]*\.?){0,2})".into(), is_name),
        (Kind::Name, r"\b(?i:pt|patient|this|he|she|name)[ \t]+is[ \t]+(\p{Lu}\p{Ll}+(?:[ \t]+\p{Lu}\.)?[ \t]+\p{Lu}[\p{L}'’\-]+)".into(), is_name),
        (Kind::Name, r"\b(?i:named|known as|goes by)[ \t]+(\p{Lu}\p{Ll}+(?:[ \t]+\p{Lu}[\p{L}'’\-]+){0,2})".into(), is_name),
        (Kind::Name, r"\b(\p{Lu}\p{Ll}+(?:[ \t]+\p{Lu}\.)?[ \t]+\p{Lu}[\p{L}'’\-]+)(?:[ \t]+is[ \t]+an?[ \t]+\d{1,3}|,?[ \t]+(?:an?[ \t]+)?\d{1,3}[ \t\-]?(?:y/?o|yr|year)|,[ \t]*(?:M\.?D\.?|D\.?O\.?|DPT|PT|OTR|OT|RN|NP|FNP|APRN|PA-C|PA|LCSW|DC|DPM|DDS|PhD)\b)".into(), is_name),
        (Kind::Biometric, r"(?i)\b(?:finger ?prints?|thumb ?prints?|palm ?prints?|voice ?prints?|retinal? scans?|iris scans?|facial recognition|hand geometry|dna profiles?)\b".into(), always),
        (Kind::Photo, r"(?i)\b(?:photos?|photographs?|selfies?|headshots?|full[ \-]face images?|pictures? of (?:the )?(?:patient|face))\b".into(), always),
        (Kind::Other, r"\b\d{8,}\b".into(), |before, _, behind| {
            let cue = before.trim_end_matches([' ', ':', '#']);
            let is_drug = cue.len() >= 3 && cue.get(cue.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case("ndc"));
            !is_drug && alone(before, "", behind)
        }),
    ]
}

/// How many ways there are.
#[cfg(test)]
pub(super) const COUNT: usize = 47;

/// All ways, the more specific ones first.
pub(super) fn all() -> Vec<Rule> {
    rules()
        .into_iter()
        .filter_map(|(kind, pattern, fits)| {
            let pattern = Regex::new(&pattern).ok()?;
            Some(Rule { kind, pattern, fits })
        })
        .collect()
}

fn always(_: &str, _: &str, _: &str) -> bool {
    true
}

fn has_digit(_: &str, it: &str, _: &str) -> bool {
    it.bytes().any(|b| b.is_ascii_digit())
}

/// Not a part of a longer number, fraction or code.
fn alone(before: &str, _: &str, behind: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-');
    let mut later = behind.chars();
    let next = later.next();
    let goes_on = next == Some('.') && later.next().is_some_and(|c| c.is_ascii_digit());
    !before.ends_with(|c| joins(c) || c == '.') && !next.is_some_and(joins) && !goes_on
}

fn whole_word(before: &str, _: &str, behind: &str) -> bool {
    !before.ends_with(['@', '.', '/']) && !behind.starts_with(char::is_alphanumeric)
}

fn is_ipv6(before: &str, it: &str, behind: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == ':';
    let groups = it.split(':').filter(|group| !group.is_empty()).count();
    (groups >= 3 || it == "::1")
        && !before.ends_with(joins)
        && !behind.starts_with(joins)
        && it.parse::<Ipv6Addr>().is_ok()
}

/// At least four characters and three digits.
fn is_long_number(_: &str, it: &str, _: &str) -> bool {
    it.len() >= 4 && it.bytes().filter(u8::is_ascii_digit).count() >= 3 && !is_measure(it)
}

/// A number behind a word that may stand before other numbers too: the cue must say that a number follows.
fn is_marked_number(before: &str, it: &str, behind: &str) -> bool {
    let cue = before.trim_end();
    let end = cue.char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    let end = cue[end..].to_ascii_lowercase();
    let is_marked = end.ends_with([':', '#', '='])
        || ["number", " no", " no.", " id"]
            .iter()
            .any(|word| end.ends_with(word));
    is_marked && is_long_number(before, it, behind) && it.len() >= 5 && !looks_like_a_code(it)
}

fn is_measure(it: &str) -> bool {
    let lower = it.to_ascii_lowercase();
    [
        "mg", "ml", "mcg", "min", "kg", "lb", "lbs", "cm", "mm", "am", "pm",
    ]
    .iter()
    .any(|unit| {
        lower
            .strip_suffix(unit)
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// `97110`, `G0283`, `99213-25`.
fn looks_like_a_code(it: &str) -> bool {
    let main = it.split('-').next().unwrap_or_default();
    main.len() == 5
        && main.bytes().skip(1).take(3).all(|b| b.is_ascii_digit())
        && main.bytes().all(|b| b.is_ascii_alphanumeric())
        && (main.len() == it.len() || it.len() == 8)
}

fn is_month(_: &str, it: &str, _: &str) -> bool {
    // `may 5 times` and `march 3 miles` are verbs.
    let first = it.split_whitespace().next().unwrap_or_default();
    let is_verb = matches!(first, "may" | "march" | "mar");
    !is_verb
}

fn is_day_first(_: &str, it: &str, _: &str) -> bool {
    let has_small_may = it.contains("may");
    let day: String = it.chars().take_while(char::is_ascii_digit).collect();
    !has_small_may && day.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn state_of(text: &str) -> Option<&'static (&'static str, &'static str, char)> {
    let text = text.trim_end_matches(['.', ',', ' ', '\t']);
    STATES
        .iter()
        .find(|state| text.ends_with(state.0) || text.ends_with(state.1))
}

fn is_zip_of_state(_: &str, it: &str, _: &str) -> bool {
    let at = it.find(|c: char| c.is_ascii_digit()).unwrap_or(it.len());
    let (place, zip) = it.split_at(at);
    state_of(place).is_some_and(|state| {
        zip.starts_with(state.2) && (place.contains(',') || !AMBIGUOUS.contains(&state.0))
    })
}

fn is_zip_behind_state(before: &str, it: &str, _: &str) -> bool {
    state_of(before).is_some_and(|state| {
        it.starts_with(state.2) && (before.trim_end().ends_with(state.1) || !AMBIGUOUS.contains(&state.0))
    })
}

fn is_clear_state(before: &str, it: &str, _: &str) -> bool {
    let is_lived_in = [" in", " from", " of", " to"]
        .iter()
        .any(|word| before.trim_end().ends_with(word));
    state_of(it).is_some_and(|state| is_lived_in || !AMBIGUOUS.contains(&state.0))
}

/// Words in capitals that stand behind a name and are none: what comes next, and degrees.
const BEHIND_NAMES: [&str; 34] = [
    "AGE", "APRN", "CC", "COTA", "DC", "DDS", "DO", "DOB", "DOS", "DPM", "DPT", "DX", "FNP", "HPI", "LCSW",
    "MD", "MR", "MRN", "NP", "OT", "OTR", "PA", "PA-C", "PHD", "PT", "PTA", "RN", "SEX", "SSN", "DATE",
    "TEL", "PHONE", "ADDRESS", "ID",
];

/// Where a name ends in what looks like one.
pub(super) fn end_of_name(it: &str) -> usize {
    let mut at = 0;
    for (number, word) in it.split([' ', '\t']).enumerate() {
        let plain = word.trim_matches(['.', ',']).to_ascii_uppercase();
        if number > 0 && BEHIND_NAMES.contains(&plain.as_str()) {
            return it[..at].trim_end_matches([' ', '\t', ',']).len();
        }
        at += word.len() + 1;
    }
    it.len()
}

fn is_name(_: &str, it: &str, _: &str) -> bool {
    let first: String = it
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    !first.is_empty() && !NO_NAMES.contains(&first.as_str())
}

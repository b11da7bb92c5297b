//! Laterality, encounter and trimester: what a title says of them, and what a query asks for. They are told apart
//! from the words of the condition, so that `left ankle sprain` is not beaten by whatever else is left.

use crate::text::{self, Word};
use serde::{Deserialize, Serialize};

/// The side of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Laterality {
    /// The right side.
    Right,
    /// The left side.
    Left,
    /// Both sides.
    Bilateral,
    /// The title has a side and does not say which.
    Unspecified,
}

/// The encounter of a seventh character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encounter {
    /// While the patient receives active treatment.
    Initial,
    /// Routine care while healing.
    Subsequent,
    /// What the injury left behind.
    Sequela,
}

/// The trimester of a pregnancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trimester {
    /// Less than 14 weeks 0 days.
    First,
    /// 14 weeks 0 days to less than 28 weeks 0 days.
    Second,
    /// 28 weeks 0 days until delivery.
    Third,
    /// The title leaves it open.
    Unspecified,
}

/// What a title says, or a query asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Facets {
    /// The side.
    pub laterality: Option<Laterality>,
    /// The encounter.
    pub encounter: Option<Encounter>,
    /// The trimester.
    pub trimester: Option<Trimester>,
}

/// A facet that can be asked for by name.
pub trait Named: Sized + Copy + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// Its name in addresses.
    fn slug(self) -> &'static str;

    /// Its name for readers.
    fn label(self) -> &'static str;

    /// The one with a name.
    fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.slug() == slug)
    }
}

macro_rules! named {
    ($type:ident { $($one:ident $slug:literal $label:literal),* $(,)? }) => {
        impl Named for $type {
            const ALL: &'static [Self] = &[$(Self::$one),*];

            fn slug(self) -> &'static str {
                match self { $(Self::$one => $slug),* }
            }

            fn label(self) -> &'static str {
                match self { $(Self::$one => $label),* }
            }
        }
    };
}

named! { Laterality {
    Right "right" "Right",
    Left "left" "Left",
    Bilateral "bilateral" "Bilateral",
    Unspecified "unspecified" "Unspecified side",
} }
named! { Encounter {
    Initial "initial" "Initial encounter",
    Subsequent "subsequent" "Subsequent encounter",
    Sequela "sequela" "Sequela",
} }
named! { Trimester {
    First "first" "First trimester",
    Second "second" "Second trimester",
    Third "third" "Third trimester",
    Unspecified "unspecified" "Unspecified trimester",
} }

/// Phrases that name a facet, in plain words, and whether they are part of a title's text too.
const PHRASES: [(&[&str], Facets); 40] = [
    (&["initial", "encounter"], encounter(Encounter::Initial)),
    (&["first", "encounter"], encounter(Encounter::Initial)),
    (&["initial", "visit"], encounter(Encounter::Initial)),
    (&["first", "visit"], encounter(Encounter::Initial)),
    (&["1st", "visit"], encounter(Encounter::Initial)),
    (&["initial", "enc"], encounter(Encounter::Initial)),
    (&["init", "enc"], encounter(Encounter::Initial)),
    (&["subsequent", "encounter"], encounter(Encounter::Subsequent)),
    (&["subsequent", "visit"], encounter(Encounter::Subsequent)),
    (&["subsequent", "enc"], encounter(Encounter::Subsequent)),
    (&["subs", "encntr"], encounter(Encounter::Subsequent)),
    (&["subsequent"], encounter(Encounter::Subsequent)),
    (&["routine", "healing"], encounter(Encounter::Subsequent)),
    (&["first", "trimester"], trimester(Trimester::First)),
    (&["1st", "trimester"], trimester(Trimester::First)),
    (&["first", "tri"], trimester(Trimester::First)),
    (&["1st", "tri"], trimester(Trimester::First)),
    (&["second", "trimester"], trimester(Trimester::Second)),
    (&["2nd", "trimester"], trimester(Trimester::Second)),
    (&["second", "tri"], trimester(Trimester::Second)),
    (&["2nd", "tri"], trimester(Trimester::Second)),
    (&["third", "trimester"], trimester(Trimester::Third)),
    (&["3rd", "trimester"], trimester(Trimester::Third)),
    (&["third", "tri"], trimester(Trimester::Third)),
    (&["3rd", "tri"], trimester(Trimester::Third)),
    (&["unspecified", "trimester"], trimester(Trimester::Unspecified)),
    (&["left", "side"], side(Laterality::Left)),
    (&["left", "sided"], side(Laterality::Left)),
    (&["right", "side"], side(Laterality::Right)),
    (&["right", "sided"], side(Laterality::Right)),
    (&["both", "sides"], side(Laterality::Bilateral)),
    (&["left"], side(Laterality::Left)),
    (&["lt"], side(Laterality::Left)),
    (&["right"], side(Laterality::Right)),
    (&["rt"], side(Laterality::Right)),
    (&["bilateral"], side(Laterality::Bilateral)),
    (&["bilaterally"], side(Laterality::Bilateral)),
    (&["bilat"], side(Laterality::Bilateral)),
    (&["both"], side(Laterality::Bilateral)),
    (&["b/l"], side(Laterality::Bilateral)),
];

const fn side(laterality: Laterality) -> Facets {
    Facets {
        laterality: Some(laterality),
        encounter: None,
        trimester: None,
    }
}

const fn encounter(encounter: Encounter) -> Facets {
    Facets {
        laterality: None,
        encounter: Some(encounter),
        trimester: None,
    }
}

const fn trimester(trimester: Trimester) -> Facets {
    Facets {
        laterality: None,
        encounter: None,
        trimester: Some(trimester),
    }
}

impl Facets {
    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    fn add(&mut self, other: Self) {
        self.laterality = self.laterality.or(other.laterality);
        self.encounter = self.encounter.or(other.encounter);
        self.trimester = self.trimester.or(other.trimester);
    }
}

/// Takes the facets out of the words of a query.
pub fn take_from_query(words: Vec<Word>) -> (Vec<Word>, Facets) {
    let mut facets = Facets::default();
    let mut rest = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let phrase = PHRASES.iter().find(|(phrase, _)| {
            words.len() - at >= phrase.len()
                && phrase
                    .iter()
                    .zip(&words[at..])
                    .all(|(one, word)| *one == word.plain)
        });
        match phrase {
            Some((phrase, facet)) => {
                facets.add(*facet);
                at += phrase.len();
            }
            None => {
                // A late effect is part of what the codes of sequelae say.
                if matches!(words[at].plain.as_str(), "sequela" | "sequelae" | "sequel") {
                    facets.add(encounter(Encounter::Sequela));
                }
                rest.push(words[at].clone());
                at += 1;
            }
        }
    }
    // `left side` alone is a modifier, not a condition without a name.
    if rest.is_empty() {
        return (words, facets);
    }
    (rest, facets)
}

/// The facets of an official title, and the title without the words that say them.
pub fn split_title(title: &str) -> (String, Facets) {
    let mut facets = Facets::default();
    let mut parts: Vec<&str> = title.split(", ").collect();
    while let Some(last) = parts.last() {
        let last = last.trim();
        let found = if last.starts_with("initial encounter") {
            encounter(Encounter::Initial)
        } else if last.starts_with("subsequent encounter") {
            encounter(Encounter::Subsequent)
        } else if last == "sequela" {
            encounter(Encounter::Sequela)
        } else {
            break;
        };
        facets.add(found);
        parts.pop();
    }
    let text = parts.join(", ");
    let words = text::words(&text);
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < words.len() {
        let plain = words[at].plain.as_str();
        let next = words.get(at + 1).map_or("", |word| word.plain.as_str());
        let (found, length) = match (plain, next) {
            ("first", "trimester") => (trimester(Trimester::First), 2),
            ("second", "trimester") => (trimester(Trimester::Second), 2),
            ("third", "trimester") => (trimester(Trimester::Third), 2),
            ("unspecified", "trimester") => (trimester(Trimester::Unspecified), 2),
            ("left", _) => (side(Laterality::Left), 1),
            ("right", _) => (side(Laterality::Right), 1),
            ("bilateral", _) => (side(Laterality::Bilateral), 1),
            ("unspecified", part) if HAS_SIDES.contains(&part) => (side(Laterality::Unspecified), 1),
            _ => (Facets::default(), 0),
        };
        if length == 0 {
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.push_str(plain);
            at += 1;
        } else {
            facets.add(found);
            at += length;
        }
    }
    (kept, facets)
}

/// Parts of the body of which there are two, as titles name them after "unspecified".
const HAS_SIDES: [&str; 40] = [
    "ankle",
    "arm",
    "breast",
    "calf",
    "ear",
    "elbow",
    "extremity",
    "eye",
    "eyelid",
    "femur",
    "fibula",
    "finger",
    "foot",
    "forearm",
    "hand",
    "heel",
    "hip",
    "humerus",
    "joint",
    "kidney",
    "knee",
    "leg",
    "limb",
    "lung",
    "orbit",
    "ovary",
    "patella",
    "radius",
    "shoulder",
    "side",
    "site",
    "testis",
    "thigh",
    "thumb",
    "tibia",
    "toe",
    "ulna",
    "wrist",
    "clavicle",
    "external",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_gives_its_facets_and_keeps_the_condition() {
        let (text, facets) = split_title("Sprain of unspecified ligament of left ankle, initial encounter");
        assert_eq!(text, "sprain of unspecified ligament of ankle");
        assert_eq!(facets.laterality, Some(Laterality::Left));
        assert_eq!(facets.encounter, Some(Encounter::Initial));
        let (text, facets) =
            split_title("Displaced fracture of neck, subsequent encounter for fracture with routine healing");
        assert_eq!(text, "displaced fracture of neck");
        assert_eq!(facets.encounter, Some(Encounter::Subsequent));
        let (text, facets) = split_title("Gestational edema, second trimester");
        assert_eq!(text, "gestational edema");
        assert_eq!(facets.trimester, Some(Trimester::Second));
        let (text, facets) = split_title("Pain in unspecified hip");
        assert_eq!(text, "pain in hip");
        assert_eq!(facets.laterality, Some(Laterality::Unspecified));
    }

    #[test]
    fn a_query_gives_its_facets_and_keeps_the_rest() {
        let (rest, facets) = take_from_query(text::words("lt ankle sprain 1st visit"));
        let rest: Vec<_> = rest.iter().map(|word| word.plain.as_str()).collect();
        assert_eq!(rest, ["ankle", "sprain"]);
        assert_eq!(facets.laterality, Some(Laterality::Left));
        assert_eq!(facets.encounter, Some(Encounter::Initial));
        let (rest, facets) = take_from_query(text::words("sequela of stroke"));
        assert_eq!(rest.len(), 3);
        assert_eq!(facets.encounter, Some(Encounter::Sequela));
    }
}

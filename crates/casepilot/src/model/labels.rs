//! What a figure is said to be: the words beside it that tell it from another figure of the same fact.

use super::figures::{Figure, Reading, Value};
use super::words::Shape;

/// Words that exclude each other.
struct Group {
    applies: fn(&Value) -> bool,
    /// A phrase, in lower case and without hyphens, and which of the group it stands for.
    phrases: &'static [(&'static str, u8)],
}

const GROUPS: [Group; 6] = [
    Group {
        applies: Value::is_quantity,
        phrases: &[
            ("non facility", 1),
            ("nonfacility", 1),
            ("office", 1),
            ("facility", 2),
            ("hospital", 2),
        ],
    },
    Group {
        applies: Value::is_quantity,
        phrases: &[
            ("no more than", 1),
            ("not more than", 1),
            ("not exceed", 1),
            ("at most", 1),
            ("up to", 1),
            ("maximum", 1),
            ("limit", 1),
            ("no fewer than", 2),
            ("no less than", 2),
            ("at least", 2),
            ("minimum", 2),
            ("more than", 3),
            ("exceeds", 3),
            ("exceeding", 3),
            ("over", 3),
            ("above", 3),
            ("less than", 4),
            ("fewer than", 4),
            ("below", 4),
            ("under", 4),
        ],
    },
    Group {
        applies: Value::is_quantity,
        phrases: &[
            ("mue", 1),
            ("unit limit", 1),
            ("limit", 1),
            ("indicator", 2),
            ("mai", 2),
            ("status", 3),
            ("level", 4),
            ("work", 5),
            ("practice expense", 6),
            ("malpractice", 7),
            ("conversion factor", 8),
            ("column", 9),
            ("modifier", 10),
            ("chapter", 11),
            ("locality", 12),
            ("coinsurance", 13),
            ("copay", 13),
            ("limiting charge", 14),
        ],
    },
    Group {
        applies: Value::is_quantity,
        phrases: &[
            ("non participating", 1),
            ("nonparticipating", 1),
            ("participating", 2),
        ],
    },
    Group {
        applies: Value::is_time,
        phrases: &[
            ("from", 1),
            ("since", 1),
            ("effective", 1),
            ("begins", 1),
            ("began", 1),
            ("starts", 1),
            ("started", 1),
            ("starting", 1),
            ("to", 2),
            ("through", 2),
            ("until", 2),
            ("ends", 2),
            ("ended", 2),
            ("deleted", 2),
            ("deletion", 2),
            ("expires", 2),
            ("expired", 2),
            ("terminated", 2),
        ],
    },
    Group {
        applies: |value| matches!(value, Value::Code(_)),
        phrases: &[
            ("column one", 1),
            ("column 1", 1),
            ("column two", 2),
            ("column 2", 2),
        ],
    },
];

/// Whether a figure is still true without this label. An amount of one place is not that of another, and what is more
/// than a number is not that number; what is at most a number may be told as it.
pub(super) fn may_be_left_out(group: usize, label: Option<u8>) -> bool {
    match group {
        0 | 3 => label.is_none(),
        1 => matches!(label, None | Some(1)),
        _ => true,
    }
}

/// What is said of a figure, per group.
pub(super) type Labels = [Option<u8>; GROUPS.len()];

/// Where a label stands.
struct Found {
    at: usize,
    end: usize,
    stands_for: u8,
}

/// The labels of each figure of a text.
pub(super) fn labels(reading: &Reading) -> Vec<Labels> {
    let found: Vec<Vec<Found>> = GROUPS.iter().map(|group| find(reading, group.phrases)).collect();
    let clauses = clauses(reading);
    reading
        .figures
        .iter()
        .map(|figure| {
            let clause = clauses
                .iter()
                .find(|clause| clause.contains(&figure.place.start))
                .cloned()
                .unwrap_or(0..reading.tokens.len());
            std::array::from_fn(|group| {
                if !(GROUPS[group].applies)(&figure.value) {
                    return None;
                }
                nearest(&found[group], figure, &clause)
            })
        })
        .collect()
}

/// Of the labels in the clause of a figure the last before it, or else the first after it.
fn nearest(found: &[Found], figure: &Figure, clause: &std::ops::Range<usize>) -> Option<u8> {
    let inside = || {
        found
            .iter()
            .filter(|label| clause.start <= label.at && label.end <= clause.end)
    };
    inside()
        .rfind(|label| label.end <= figure.place.start)
        .or_else(|| inside().find(|label| label.at >= figure.place.end))
        .map(|label| label.stands_for)
}

/// Where phrases stand, the longest first; they do not overlap.
fn find(reading: &Reading, phrases: &[(&str, u8)]) -> Vec<Found> {
    let words: Vec<(usize, &str)> = reading
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.shape != Shape::Mark)
        .map(|(at, token)| (at, token.lower.as_str()))
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = phrases
            .iter()
            .filter_map(|(phrase, stands_for)| {
                let count = phrase.split(' ').count();
                let stands = words.len() >= at + count
                    && phrase
                        .split(' ')
                        .zip(&words[at..])
                        .all(|(word, (_, is))| word == *is);
                stands.then_some((count, *stands_for))
            })
            .max();
        match here {
            Some((count, stands_for)) => {
                found.push(Found {
                    at: words[at].0,
                    end: words[at + count - 1].0 + 1,
                    stands_for,
                });
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

/// The parts of a sentence that each say something of figures of their own. A part without one belongs to the next.
fn clauses(reading: &Reading) -> Vec<std::ops::Range<usize>> {
    let mut clauses = Vec::new();
    let mut begin = 0;
    for (at, token) in reading.tokens.iter().enumerate() {
        let is_end = matches!(token.text.as_str(), "," | ";" | "(" | ")" | "–" | "—")
            || matches!(token.lower.as_str(), "and" | "but" | "while" | "whereas");
        let has_value = || {
            reading.figures.iter().any(|figure| {
                (begin..at).contains(&figure.place.start)
                    && (figure.value.is_quantity() || figure.value.is_time())
            })
        };
        let is_inside = reading.figures.iter().any(|figure| figure.place.contains(&at));
        if is_end && !is_inside && has_value() {
            clauses.push(begin..at);
            begin = at;
        }
    }
    clauses.push(begin..reading.tokens.len());
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, group: usize) -> Vec<Option<u8>> {
        labels(&Reading::of(text))
            .into_iter()
            .map(|labels| labels[group])
            .collect()
    }

    #[test]
    fn amounts_know_their_place() {
        for text in [
            "$34.10 in a non-facility and $17.46 in a facility",
            "non-facility $34.10, facility $17.46",
            "non-facility: $34.10; facility: $17.46",
            "In a non-facility, it pays $34.10, in a facility, $17.46",
        ] {
            assert_eq!(of(text, 0), [Some(1), Some(2)], "{text}");
        }
    }

    #[test]
    fn a_span_knows_its_ends() {
        assert_eq!(
            of("from 1 January 2024 to 31 December 2025", 4),
            [Some(1), Some(2)]
        );
        assert_eq!(of("at most 3 units, at least 8 minutes", 1), [Some(1), Some(2)]);
        assert_eq!(of("MUE 3, indicator 2", 2), [Some(1), Some(2)]);
    }
}

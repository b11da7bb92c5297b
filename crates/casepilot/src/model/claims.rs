//! What a sentence claims: that something may or may not be billed, is or is not covered, must or need not be.

use super::words::{Shape, Token, plain, stem, tokens};
use std::collections::BTreeSet;

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Facet {
    /// A plain yes or no.
    Answer,
    /// Whether it may be billed.
    Billing,
    /// Whether there is an edit.
    Edit,
    /// Whether an edit is bypassed.
    Bypass,
    /// Whether it is covered.
    Coverage,
    /// Whether a code counts.
    Validity,
    /// Whether something is approved or promised.
    Approval,
    /// Whether something has to be.
    Duty,
}

impl Facet {
    /// Facets that say the same of two codes once a condition is on them: "an edit that a modifier bypasses" and "may be
    /// billed with a modifier".
    pub fn is_of_billing(self) -> bool {
        matches!(self, Self::Answer | Self::Billing | Self::Edit | Self::Bypass)
    }
}

/// What is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It is so under a condition, or not so unless that is met.
    Conditional,
    /// It is not so under a condition, or so unless that is met.
    Otherwise,
}

/// A claim.
pub(super) type Claim = (Facet, Sign);

/// The words that make a claim: stems, what they are about, and whether they say yes.
const WORDS: &[(&str, Facet, bool)] = &[
    ("yes", Facet::Answer, true),
    ("coded", Facet::Billing, true),
    ("bill", Facet::Billing, true),
    ("billable", Facet::Billing, true),
    ("reportable", Facet::Billing, true),
    ("report", Facet::Billing, true),
    ("payable", Facet::Billing, true),
    ("reimbursable", Facet::Billing, true),
    ("allow", Facet::Billing, true),
    ("allowed", Facet::Billing, true),
    ("allowable", Facet::Billing, true),
    ("permitted", Facet::Billing, true),
    ("permit", Facet::Billing, true),
    ("permissible", Facet::Billing, true),
    ("accept", Facet::Billing, true),
    ("acceptable", Facet::Billing, true),
    ("denied", Facet::Billing, false),
    ("deni", Facet::Billing, false),
    ("deny", Facet::Billing, false),
    ("denial", Facet::Billing, false),
    ("bundl", Facet::Billing, false),
    ("prohibit", Facet::Billing, false),
    ("reject", Facet::Billing, false),
    ("disallow", Facet::Billing, false),
    ("edit", Facet::Edit, true),
    ("bypass", Facet::Bypass, true),
    ("override", Facet::Bypass, true),
    ("overrid", Facet::Bypass, true),
    ("help", Facet::Bypass, true),
    ("cover", Facet::Coverage, true),
    ("noncover", Facet::Coverage, false),
    ("exclud", Facet::Coverage, false),
    ("valid", Facet::Validity, true),
    ("active", Facet::Validity, true),
    ("activ", Facet::Validity, true),
    ("invalid", Facet::Validity, false),
    ("inactive", Facet::Validity, false),
    ("delet", Facet::Validity, false),
    ("terminat", Facet::Validity, false),
    ("retir", Facet::Validity, false),
    ("approv", Facet::Approval, true),
    ("approval", Facet::Approval, true),
    ("authoriz", Facet::Approval, true),
    ("guarante", Facet::Approval, true),
    ("must", Facet::Duty, true),
    ("requir", Facet::Duty, true),
    ("mandatory", Facet::Duty, true),
    ("need", Facet::Duty, true),
];

const NEGATIONS: &[&str] = &[
    "no", "not", "never", "none", "nothing", "neither", "nor", "without", "cannot", "unable", "isn't",
    "aren't", "don't", "doesn't", "can't", "won't",
];

const CONDITIONS: &[&str] = &[
    "unless",
    "only",
    "if",
    "when",
    "provided",
    "except",
    "where",
    "requires",
    "requiring",
    "appropriate",
    "depends",
    "allows",
];

/// Words that promise more than a rephrasing may: only evidence with the same word supports them.
const STRONG: &[&str] = &[
    "always",
    "never",
    "guaranteed",
    "every",
    "anything",
    "everything",
    "any",
    "unlimited",
    "free",
    "automatically",
    "exempt",
    "waived",
    "regardless",
    "ignore",
    "forever",
    "anytime",
    "whatever",
    "unconditionally",
    "definitely",
    "certainly",
    "audit",
    "fraud",
];

/// Whether a word denies.
pub(super) fn is_negation(token: &Token) -> bool {
    NEGATIONS.contains(&token.lower.as_str()) || token.lower.ends_with("n't")
}

/// Whether a clause ends here.
fn ends_clause(token: &Token) -> bool {
    matches!(
        token.text.as_str(),
        "," | ";" | ":" | "." | "(" | ")" | "–" | "—" | "!" | "?"
    ) || matches!(
        token.lower.as_str(),
        "but" | "unless" | "if" | "while" | "whereas" | "although" | "however"
    )
}

/// The clauses of a sentence.
pub(super) fn clauses(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens.split(ends_clause).filter(|clause| !clause.is_empty())
}

/// What is claimed in a sentence.
pub(super) fn claims(sentence: &[Token]) -> BTreeSet<Claim> {
    let is_conditional = sentence
        .iter()
        .any(|token| CONDITIONS.contains(&token.lower.as_str()))
        || sentence
            .windows(2)
            .any(|pair| pair[0].lower == "with" && pair[1].lower.starts_with("modifier"));
    let has_unless = sentence.iter().any(|token| token.lower == "unless");
    let sign = |is_so: bool| match (is_conditional, is_so) {
        // Denied unless, and allowed if, are one; allowed unless is another.
        (true, is_so) if is_so != has_unless => Sign::Conditional,
        (true, _) => Sign::Otherwise,
        (false, true) => Sign::Yes,
        (false, false) => Sign::No,
    };
    let mut claims = BTreeSet::new();
    if let Some(first) = sentence.first()
        && matches!(first.lower.as_str(), "no" | "not")
        && sentence
            .get(1)
            .is_some_and(|next| ends_clause(next) || next.lower == "as")
    {
        claims.insert((Facet::Answer, sign(false)));
    }
    for clause in clauses(sentence) {
        let mut negations = 0;
        for (at, token) in clause.iter().enumerate() {
            if is_negation(token) {
                negations += 1;
            }
            if let Some((facet, says_yes)) = claimed(&token.lower) {
                // non-covered; a non-facility denies nothing.
                let is_turned = at >= 2 && clause[at - 1].is("-") && clause[at - 2].lower == "non";
                claims.insert((facet, sign((says_yes != is_turned) == (negations % 2 == 0))));
            }
        }
    }
    claims
}

fn claimed(word: &str) -> Option<(Facet, bool)> {
    let stem = stem(word);
    WORDS
        .iter()
        .find(|(known, ..)| *known == word || *known == stem)
        .map(|(_, facet, says_yes)| (*facet, *says_yes))
}

/// The words of a sentence that promise more than others.
pub(super) fn strong(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens
        .iter()
        .map(|token| token.lower.as_str())
        .filter(|word| STRONG.contains(word))
}

/// Whether one of `claims` supports a claim.
pub(super) fn supports(claims: &BTreeSet<Claim>, (facet, sign): Claim) -> bool {
    claims.contains(&(facet, sign))
        || (sign == Sign::Conditional
            && facet.is_of_billing()
            && claims
                .iter()
                .any(|(facet, sign)| *sign == Sign::Conditional && facet.is_of_billing()))
}

/// The words of a clause that mean something: stems of words with three letters or more that are not among those that
/// every such text has.
pub(super) fn content(tokens: &[Token]) -> BTreeSet<&str> {
    tokens
        .iter()
        .filter(|token| token.shape == Shape::Word && token.lower.chars().count() >= 3)
        .filter(|token| !COMMON.contains(&token.lower.as_str()))
        .map(|token| stem(&token.lower))
        .filter(|word| !COMMON.contains(word))
        .collect()
}

/// Stems that say nothing of a subject.
const COMMON: &[&str] = &[
    "this",
    "that",
    "these",
    "those",
    "with",
    "from",
    "into",
    "have",
    "been",
    "were",
    "will",
    "would",
    "which",
    "what",
    "when",
    "where",
    "there",
    "their",
    "they",
    "them",
    "then",
    "than",
    "also",
    "both",
    "each",
    "such",
    "same",
    "other",
    "more",
    "most",
    "only",
    "about",
    "accord",
    "according",
    "bas",
    "under",
    "over",
    "between",
    "together",
    "separate",
    "separat",
    "code",
    "cod",
    "servic",
    "bill",
    "medicar",
    "releas",
    "sourc",
    "date",
    "dat",
    "effectiv",
    "state",
    "stat",
    "current",
    "must",
    "doe",
    "does",
    "could",
    "should",
    "shall",
    "might",
    "here",
    "beside",
    "because",
    "since",
    "while",
    "after",
    "before",
    "upon",
    "the",
    "and",
    "for",
    "are",
    "was",
    "not",
    "has",
    "had",
    "may",
    "can",
    "its",
    "per",
    "one",
    "two",
    "any",
    "all",
    "but",
    "who",
    "how",
    "why",
    "out",
    "own",
    "see",
    "yet",
    "nor",
    "did",
    "you",
    "our",
    "yes",
    "too",
    "now",
    "get",
    "ha",
];

/// Words that say of two codes which is which: the order of the codes counts.
const DIRECTED: &[&str] = &[
    "denied",
    "denies",
    "beside",
    "bundled",
    "included",
    "includes",
    "maps",
    "map",
    "replaces",
    "replaced",
    "replace",
    "becomes",
    "became",
    "primary",
    "component",
    "into",
    "column",
    "column1",
    "column2",
    "excludes",
];

/// Its words that make it count which code comes first.
pub(super) fn directed(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens
        .iter()
        .map(|token| token.lower.as_str())
        .filter(|word| DIRECTED.contains(word))
}

/// What a clause has in common with another one: its content and its figures.
pub(super) fn gist(tokens: &[Token]) -> BTreeSet<&str> {
    let figures = tokens
        .iter()
        .filter(|token| token.shape == Shape::Figure)
        .map(|token| token.lower.as_str());
    content(tokens).into_iter().chain(figures).collect()
}

/// The claims of a text.
#[cfg(test)]
pub(super) fn claims_of(text: &str) -> BTreeSet<Claim> {
    claims(&tokens(&plain(text)))
}

/// The content of a text, owned.
pub(super) fn content_of(text: &str) -> BTreeSet<String> {
    content(&tokens(&plain(text)))
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_no_and_conditions_are_told_apart() {
        for (text, claim) in [
            (
                "97150 and 97530 may be billed together.",
                (Facet::Billing, Sign::Yes),
            ),
            ("They cannot be billed together.", (Facet::Billing, Sign::No)),
            ("They can't be billed together.", (Facet::Billing, Sign::No)),
            ("97530 is denied beside 97150.", (Facet::Billing, Sign::No)),
            ("97530 is not denied.", (Facet::Billing, Sign::Yes)),
            (
                "97530 is denied unless a modifier applies.",
                (Facet::Billing, Sign::Conditional),
            ),
            (
                "97530 may be billed with modifier 59.",
                (Facet::Billing, Sign::Conditional),
            ),
            ("No edit found between A and B.", (Facet::Edit, Sign::No)),
            ("There is an edit.", (Facet::Edit, Sign::Yes)),
            ("It is not covered.", (Facet::Coverage, Sign::No)),
            ("It is non-covered.", (Facet::Coverage, Sign::No)),
            ("It is noncovered.", (Facet::Coverage, Sign::No)),
            ("That is not an approval.", (Facet::Approval, Sign::No)),
            ("No: it is late.", (Facet::Answer, Sign::No)),
            ("The code is invalid.", (Facet::Validity, Sign::No)),
            ("The code was deleted.", (Facet::Validity, Sign::No)),
        ] {
            assert!(claims_of(text).contains(&claim), "{text}: {:?}", claims_of(text));
        }
        assert!(claims_of("97150 is group therapy.").is_empty());
    }

    #[test]
    fn a_condition_on_an_edit_is_one_on_billing() {
        let edit = claims_of("Yes, with modifier 59: 97530 is edited, and the edit can be bypassed.");
        assert!(supports(&edit, (Facet::Billing, Sign::Conditional)));
        assert!(!supports(&edit, (Facet::Billing, Sign::Yes)));
        assert!(!supports(
            &claims_of("No edit found."),
            (Facet::Billing, Sign::Yes)
        ));
    }
}

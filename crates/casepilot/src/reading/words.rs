//! The words of a question that are left to look for.

use super::text::pattern;

/// Whether words name anything to look for: `it with the other one` does not.
pub(crate) fn names_a_subject(words: &str) -> bool {
    const POINTING: [&str; 30] = [
        "it", "its", "this", "that", "these", "those", "them", "one", "ones", "other", "others", "another",
        "both", "first", "second", "third", "same", "again", "too", "also", "claim", "claims", "denied",
        "denial", "line", "lines", "allowed", "wrong", "with", "together",
    ];
    words
        .split_whitespace()
        .filter(|word| word.len() > 2 && !POINTING.contains(word))
        .count()
        >= 2
}

/// The words of a question without those that only ask.
pub(crate) fn without_cues(left: &str) -> String {
    pattern!(
        ASKING,
        r"(?x)\b(?:what(?:'s|s)?|which|who|when|where|why|how|many|much|is|are|was|were|be|the|a|an|of|for|to|in|on|at|by|do|does|did|can|could|may|should|would|will|i|we|you|me|my|our|us|it|its|this|that|these|those|there|please|pls|plz|hi|hello|hey|thanks|thank|need|want|find|search|look|looking|up|give|get|tell|show|list|codes?|coding|cpt|hcpcs|icd(?:-?10)?(?:-?cm|-?pcs)?|10|icd-?10|cm|pcs|dx|number|right|correct|best|use|using|used|about|have|has|had|any|some|one|if|so|just|know|help|with\ a|billable|new|changed?|compared|since|still|valid|replaced|already|w|bill|report|chart|with$|really|actually|being|been|says?|said|saying|patients?|pts?|he|she|him|her|his|hers|they|them|their|who|came|comes|wrote|writes|documented|doctor|provider|nurse|per|just|for\ it|first\ time|newbie|hi\ all|(?:seen\ )?(?:in|at|to)\ (?:our|the|my)\ (?:ed|er|clinic|office|hospital|urgent\ care|practice)|in\ (?:ed|er))\b|[?!.,;:\x22()\[\]{}]+(?:\s|$)"
    );
    let Some(asking) = ASKING.get() else {
        return left.to_owned();
    };
    let rest = asking.replace_all(left, " ");
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

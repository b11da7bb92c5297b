//! Cutting long paragraphs between sentences.

/// Words after whose full stop a sentence goes on.
const ABBREVIATIONS: [&str; 16] = [
    "e.g", "i.e", "vs", "etc", "no", "nos", "dr", "mr", "mrs", "st", "fig", "sec", "ch", "pub", "cf", "inc",
];

/// The ranges of pieces of a text, each of about the same length and none longer than a limit in bytes where its
/// sentences allow, and in any case where its words do.
pub(crate) fn pieces(text: &str, longest: usize) -> Vec<(usize, usize)> {
    let count = text.len().div_ceil(longest).max(1);
    let target = text.len().div_ceil(count);
    let mut pieces = Vec::new();
    let mut begin = 0;
    let ends = sentence_ends(text);
    while text.len() - begin > longest {
        let wanted = begin + target;
        let end = ends
            .iter()
            .copied()
            .filter(|end| *end > begin + target / 3 && *end <= begin + longest)
            .min_by_key(|end| end.abs_diff(wanted))
            .or_else(|| last_word_end(text, begin, begin + longest))
            .unwrap_or(text.len());
        pieces.push((begin, end));
        begin = end
            + text
                .get(end..)
                .map_or(0, |rest| rest.len() - rest.trim_start().len());
    }
    if begin < text.len() {
        pieces.push((begin, text.len()));
    }
    pieces
}

/// The offsets after the full stops (and what closes with them) that end sentences.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, _) in text.match_indices(['.', '?', '!', ':', ';']) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let closing: usize = rest
            .chars()
            .take_while(|c| matches!(c, '”' | '"' | ')' | '’'))
            .map(char::len_utf8)
            .sum();
        let rest = rest.get(closing..).unwrap_or_default();
        let mut next = rest.chars();
        let begins_anew = next.next().is_some_and(char::is_whitespace)
            && next
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "(“\"".contains(c));
        if begins_anew && !ends_abbreviation(text.get(..at).unwrap_or_default()) {
            ends.push(at + 1 + closing);
        }
    }
    ends
}

fn ends_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || "(“\"".contains(c))
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    ABBREVIATIONS.contains(&word.as_str())
        || (word.chars().count() == 1 && word.chars().all(char::is_alphabetic))
}

/// The end of the last word that ends between two offsets; the later offset itself, or a character less, where there
/// is none.
fn last_word_end(text: &str, begin: usize, limit: usize) -> Option<usize> {
    let limit = (begin + 1..=limit.min(text.len()))
        .rev()
        .find(|limit| text.is_char_boundary(*limit))?;
    let part = text.get(begin..limit)?;
    let word = part.rfind(char::is_whitespace).filter(|at| *at > part.len() / 3);
    Some(word.map_or(limit, |at| begin + at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str, longest: usize) -> Vec<&str> {
        pieces(text, longest)
            .into_iter()
            .map(|(begin, end)| &text[begin..end])
            .collect()
    }

    #[test]
    fn a_paragraph_is_cut_between_sentences() {
        let text =
            "One sentence (e.g. CPT 97150) stands here. The second follows it. “A third.” And a fourth one.";
        assert_eq!(
            cut(text, 60),
            [
                "One sentence (e.g. CPT 97150) stands here.",
                "The second follows it. “A third.” And a fourth one."
            ]
        );
        assert_eq!(cut("short", 60), ["short"]);
        assert_eq!(cut("no end of any sentence in these words", 20).len(), 3);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "([a-zé]{1,9}[ .] ?){0,60}", longest in 5usize..50) {
            let joined: String = cut(&text, longest).concat();
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&joined), letters(&text));
        }
    }
}

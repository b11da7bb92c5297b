//! A passage as sentences.

/// Short forms that end in a full stop and end no sentence, in lower case without it.
const SHORT: [&str; 22] = [
    "e.g", "i.e", "vs", "dr", "mr", "mrs", "ms", "no", "nos", "st", "etc", "approx", "fig", "m.d", "d.o",
    "u.s", "ph.d", "sec", "vol", "cf", "al", "inc",
];

/// The spans of the sentences of a text, in bytes. A paragraph ends one, and so does each point of a list; `e.g.`,
/// `No. 5`, `i.e.` and the number of a point (`12.`) do not.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut begin = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &text[at + c.len_utf8()..];
        let ends = match c {
            '\n' => ends_line(&text[begin..at], rest),
            '.' | '!' | '?' => is_end(&text[begin..at], c, rest),
            _ => false,
        };
        if !ends {
            continue;
        }
        let mut end = at + c.len_utf8();
        // What closes a quotation or a parenthesis belongs to the sentence before it.
        while c != '\n'
            && let Some((at, closing)) = chars.next_if(|(_, c)| matches!(c, '”' | '"' | '’' | ')' | ']'))
        {
            end = at + closing.len_utf8();
        }
        push(&mut spans, text, begin, end);
        begin = end;
    }
    push(&mut spans, text, begin, text.len());
    spans
}

/// Whether a line break ends a sentence: before an empty line and before a point of a list.
fn ends_line(before: &str, rest: &str) -> bool {
    let next = rest.trim_start_matches([' ', '\t']);
    next.starts_with('\n')
        || next.starts_with(['•', '·', '▪', '◦', '●'])
        || is_point(next)
        || before.trim_end().ends_with(':')
}

/// Whether a line begins with `(1)`, `a.`, `12.` or a dash.
fn is_point(line: &str) -> bool {
    let head: String = line.chars().take(5).collect();
    let Some(end) = head.find([' ', '\t']) else {
        return false;
    };
    let mark = &head[..end];
    let inner = mark.trim_matches(['(', ')', '.']);
    matches!(mark, "-" | "–" | "o")
        || (mark.ends_with(['.', ')'])
            && inner.len() <= 2
            && !inner.is_empty()
            && inner.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_end(before: &str, mark: char, rest: &str) -> bool {
    let after = rest.trim_start_matches(['”', '"', '’', ')', ']']);
    if !after.is_empty() && !after.starts_with(char::is_whitespace) {
        return false;
    }
    let next = after.trim_start();
    if mark != '.' {
        return true;
    }
    // `...` stands for what was left out of a descriptor.
    if before.ends_with(['.', ' ']) && next.starts_with(|c: char| c.is_lowercase() || c == '.') {
        return false;
    }
    let word = before
        .rsplit([' ', '\t', '\n', '(', '“', '"', ','])
        .next()
        .unwrap_or_default();
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let ends_anyway = match word.as_str() {
        // `No.` is an answer at the end of a sentence, and a number before one.
        "no" => !next.starts_with(|c: char| c.is_ascii_digit()),
        "etc" => next.starts_with(char::is_uppercase),
        _ => false,
    };
    let is_short = SHORT.contains(&word.as_str()) && !ends_anyway;
    let is_number = before.trim().len() <= 3 && before.trim().bytes().all(|b| b.is_ascii_alphanumeric());
    !is_short && !is_number && !next.starts_with(char::is_lowercase)
}

fn push(spans: &mut Vec<(usize, usize)>, text: &str, begin: usize, end: usize) {
    let part = &text[begin..end];
    let lead = part.len() - part.trim_start().len();
    let length = part.trim().len();
    if length > 0 {
        spans.push((begin + lead, begin + lead + length));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        sentences(text)
            .into_iter()
            .map(|(begin, end)| &text[begin..end])
            .collect()
    }

    #[test]
    fn sentences_end_where_they_do() {
        assert_eq!(
            parts(
                "Use CPT codes 12345, 12346. They describe, e.g., repair (i.e., closure) vs. grafts. See Dr. Lee."
            ),
            [
                "Use CPT codes 12345, 12346.",
                "They describe, e.g., repair (i.e., closure) vs. grafts.",
                "See Dr. Lee."
            ]
        );
        assert_eq!(
            parts(
                "12. Code 38221 (Biopsy...) is not reported. (Code 1 was deleted.) It is “bilateral.” It is one."
            ),
            [
                "12. Code 38221 (Biopsy...) is not reported.",
                "(Code 1 was deleted.)",
                "It is “bilateral.”",
                "It is one."
            ]
        );
        assert_eq!(parts("Volume No. 5 counts."), ["Volume No. 5 counts."]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }

    #[test]
    fn points_of_a_list_and_paragraphs_are_sentences() {
        assert_eq!(
            parts("They include:\n• Draping\n• Cultures\n\nNot\nmore."),
            ["They include:", "• Draping", "• Cultures", "Not\nmore."]
        );
        assert_eq!(
            parts("It is so\n(1) if it is; or\n(2) if not."),
            ["It is so", "(1) if it is; or", "(2) if not."]
        );
    }
}

//! From what a model streams to plain sentences with their citations.

use super::words::plain;

/// How long a sentence may be, in bytes; a longer one is cut, and so fails.
pub(super) const LONGEST: usize = 1200;

const THOUGHT: (&str, &str) = ("<think>", "</think>");

/// Cuts a stream into sentences, each with the citation marks behind it.
#[derive(Default)]
pub(super) struct Sentences {
    kept: String,
    is_thinking: bool,
}

impl Sentences {
    /// Takes the next piece of the stream; gives the sentences that are whole now.
    pub fn push(&mut self, piece: &str) -> Vec<String> {
        self.kept.push_str(piece);
        self.leave_out_thoughts();
        let mut whole = Vec::new();
        if self.is_thinking {
            return whole;
        }
        while let Some(end) = end_of_sentence(&self.kept) {
            let rest = self.kept.split_off(end);
            let sentence = std::mem::replace(&mut self.kept, rest);
            whole.push(sentence);
        }
        if self.kept.len() > LONGEST {
            whole.push(std::mem::take(&mut self.kept));
        }
        whole
    }

    /// What is left at the end of the stream.
    pub fn finish(mut self) -> Option<String> {
        if self.is_thinking {
            return None;
        }
        let rest = std::mem::take(&mut self.kept);
        (!rest.trim().is_empty()).then_some(rest)
    }

    /// What some models write before they answer is not for the reader.
    fn leave_out_thoughts(&mut self) {
        loop {
            if self.is_thinking {
                match self.kept.find(THOUGHT.1) {
                    Some(end) => {
                        self.kept.drain(..end + THOUGHT.1.len());
                        self.is_thinking = false;
                    }
                    None => {
                        // The end mark may come in pieces.
                        let from = self.kept.len().saturating_sub(THOUGHT.1.len());
                        let from = (0..=from)
                            .rev()
                            .find(|at| self.kept.is_char_boundary(*at))
                            .unwrap_or(0);
                        self.kept.drain(..from);
                        return;
                    }
                }
            }
            match self.kept.find(THOUGHT.0) {
                Some(begin) => {
                    // What stood before it was not said to the reader, either: it is a rest of a sentence.
                    self.kept.drain(..begin + THOUGHT.0.len());
                    self.is_thinking = true;
                }
                None => return,
            }
        }
    }
}

/// Words with a full stop that end no sentence.
const SHORT: &[&str] = &[
    "e.g", "i.e", "vs", "no", "nos", "dr", "pub", "ch", "sec", "approx", "cf", "etc", "u.s", "fig", "p", "pp",
];

/// Where the first sentence ends: behind its full stop and the citations after it, once something follows.
fn end_of_sentence(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let begin = text.len() - text.trim_start().len();
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < begin) {
        match c {
            '\n' => return Some(at + 1),
            '.' | '!' | '?' => {
                // Behind it come closing marks, then a space, citations, and what begins the next sentence.
                let mut next = at + 1;
                while bytes
                    .get(next)
                    .is_some_and(|byte| matches!(byte, b'"' | b'\'' | b')' | b'*' | b'_'))
                {
                    next += 1;
                }
                let after = citations_from(text, next);
                let rest = &text[after..];
                let follows = rest.trim_start_matches(' ').chars().next()?;
                let is_apart = rest.starts_with([' ', '\n']) || after > next;
                let is_begin =
                    follows.is_uppercase() || follows.is_numeric() || "\n\"'“‘(*-•#<_[".contains(follows);
                if is_apart && is_begin && !ends_short(&text[..at]) {
                    // An open bracket may be a citation that is not all here yet.
                    if follows == '[' && !rest.contains(']') && rest.len() < 16 {
                        return None;
                    }
                    return Some(after);
                }
            }
            _ => {}
        }
    }
    None
}

/// Behind the citation marks that follow a place, e.g. ` [1] [2, 3]`.
fn citations_from(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let mark = rest.trim_start_matches(' ');
        let Some(inside) = mark.strip_prefix('[') else {
            return at;
        };
        let Some(close) = inside.find(']') else { return at };
        if close > 24
            || !inside[..close]
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b", -".contains(&byte))
        {
            return at;
        }
        at = text.len() - inside.len() + close + 1;
    }
}

fn ends_short(before: &str) -> bool {
    let word = before
        .rsplit([' ', '(', '\n', ','])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    SHORT.contains(&word.as_str())
}

/// A sentence without mark-up, and the numbers of its citations as they are written. `None` of the numbers: a mark
/// that is no citation.
pub(super) fn clean(raw: &str) -> (String, Vec<usize>) {
    let mut text = without_markup(&plain(raw));
    let mut cites = Vec::new();
    let mut kept = String::with_capacity(text.len());
    while let Some(open) = text.find('[') {
        let end = citations_from(&text, open);
        if end <= open {
            kept.push_str(&text[..open]);
            text.drain(..=open);
            continue;
        }
        let marks = text[open..end].to_owned();
        kept.push_str(text[..open].trim_end());
        for number in numbers(&marks) {
            if !cites.contains(&number) {
                cites.push(number);
            }
        }
        text.drain(..end);
    }
    kept.push_str(&text);
    kept.retain(|c| !matches!(c, '[' | ']'));
    (tidy(&kept), cites)
}

/// The numbers of citation marks; `[1-3]` is three.
fn numbers(marks: &str) -> Vec<usize> {
    let mut numbers = Vec::new();
    for part in marks.split(['[', ']', ',', ' ']).filter(|part| !part.is_empty()) {
        match part.split_once('-') {
            Some((from, to)) => {
                let (from, to) = (from.parse().unwrap_or(0), to.parse::<usize>().unwrap_or(0));
                if from > 0 && to >= from && to - from < 20 {
                    numbers.extend(from..=to);
                } else {
                    numbers.push(0);
                }
            }
            None => numbers.push(part.parse().unwrap_or(0)),
        }
    }
    numbers
}

/// Without HTML, links, addresses and the marks of Markdown; the words in them stay, and are checked as all are.
fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
            && let Some(close) = rest.find('>')
        {
            out.push(' ');
            rest = &rest[close + 1..];
        } else if (c == '[' || rest.starts_with("!["))
            && let Some((label, after)) = link(rest)
        {
            // The picture goes with its label, the words of a link stay.
            if c == '[' {
                out.push_str(label);
            }
            rest = after;
        } else if is_address(rest) && !out.ends_with(|c: char| c.is_alphanumeric()) {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '[' | ']'))
                .unwrap_or(rest.len());
            rest = &rest[end..];
        } else {
            if !matches!(c, '*' | '_' | '`' | '#' | '~' | '|' | '<' | '>' | '\\') {
                out.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// `[label](address)` and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let (label, rest) = inside.split_once(']')?;
    let rest = rest.strip_prefix('(')?;
    let (_, after) = rest.split_once(')')?;
    Some((label, after))
}

fn is_address(text: &str) -> bool {
    let starts = |with: &str| {
        text.get(..with.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    [
        "http://",
        "https://",
        "www.",
        "ftp://",
        "mailto:",
        "javascript:",
        "data:",
    ]
    .into_iter()
    .any(starts)
}

/// One space between words, none before a full stop, no mark of a list before it.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut text = words.join(" ");
    for mark in [" .", " ,", " ;", " :", " !", " ?", " )"] {
        text = text.replace(mark, &mark[1..]);
    }
    let bare = text.trim_start_matches(['-', '•', '·', '–', '+', ' ']);
    // 1. and 2)
    let after_digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = bare.len() - after_digits.len() <= 2
        && bare.len() != after_digits.len()
        && (after_digits.starts_with(". ") || after_digits.starts_with(") "));
    let bare = if is_numbered { &after_digits[2..] } else { bare };
    let text = bare.trim();
    // A sentence ends with its mark, wherever the citations stood.
    if text.ends_with(char::is_alphanumeric) || text.ends_with([')', '"', '%']) {
        format!("{text}.")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str, size: usize) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut sentences = Sentences::default();
        let mut all = Vec::new();
        for piece in chars.chunks(size) {
            all.extend(sentences.push(&piece.iter().collect::<String>()));
        }
        all.extend(sentences.finish());
        all.into_iter()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    }

    #[test]
    fn citations_stay_with_their_sentence_however_the_stream_is_cut() {
        let text = "It pays $17.46 [1]. M54.50 counts, e.g. today. [2][3] See (No. 5). [1, 2] Last";
        for size in [1, 2, 3, 7, 100] {
            assert_eq!(
                sentences(text, size),
                [
                    "It pays $17.46 [1].",
                    "M54.50 counts, e.g. today. [2][3]",
                    "See (No. 5). [1, 2]",
                    "Last"
                ],
                "{size}"
            );
        }
    }

    #[test]
    fn thoughts_are_left_out() {
        for size in [1, 4, 100] {
            assert_eq!(
                sentences("<think>Hm. 97150!\n</think>It is so. [1]", size),
                ["It is so. [1]"],
                "{size}"
            );
        }
        assert_eq!(sentences("<think>For ever. And ever.", 3), Vec::<String>::new());
    }

    #[test]
    fn only_plain_text_is_left() {
        for (raw, text, cites) in [
            (
                "- **97150** is [group therapy](https://x.example/a) [1].",
                "97150 is group therapy.",
                vec![1],
            ),
            ("See https://evil.example/?a=1 now [2]", "See now.", vec![2]),
            (
                "<b>Yes</b> <img src=x onerror=alert(1)>[1][2]",
                "Yes.",
                vec![1, 2],
            ),
            ("1. First [1-3]", "First.", vec![1, 2, 3]),
            (
                "![x](http://x.example) It is [nonsense] so [99]",
                "It is nonsense so.",
                vec![99],
            ),
            ("It is 【1】 so.", "It is so.", vec![1]),
        ] {
            assert_eq!(clean(raw), (text.to_owned(), cites), "{raw}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_stream_is_cut_and_cleaned(text in "\\PC*", size in 1_usize..9) {
            for sentence in sentences(&text, size) {
                let _ = clean(&sentence);
            }
        }

        #[test]
        fn any_markup_is_cleaned(text in "[<>\\[\\]()!a-z0-9./:* \n-]{0,80}") {
            for sentence in sentences(&text, 3) {
                let (text, _) = clean(&sentence);
                proptest::prop_assert!(!text.contains(['[', ']']) && !text.contains("<a"), "{text}");
            }
        }
    }
}

//! Texts whose codes lead to their pages.

use crate::ui::date::with_on;
use casepilot::answer::{Answer, Citation};
use codeset::{Code, CodeSystem};
use leptos::prelude::*;

/// The codes that an answer is about: those of its topic and those whose pages it leads to.
pub(super) fn codes_of(answer: &Answer) -> Vec<Code> {
    let lines = answer.topic.lines.iter().map(|line| line.code.clone());
    let mut codes: Vec<Code> = lines.chain(codes_of_citations(&answer.citations)).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The codes whose pages citations lead to.
pub(super) fn codes_of_citations(citations: &[Citation]) -> impl Iterator<Item = Code> + '_ {
    citations.iter().filter_map(|citation| {
        let path = citation.path.strip_prefix("/codes/")?;
        let path = path.split(['#', '?']).next()?;
        let mut parts = path.split('/');
        Code::parse(CodeSystem::from_slug(parts.next()?)?, parts.next()?).ok()
    })
}

/// A text in pieces, each with the code that it is.
fn pieces<'a>(text: &'a str, codes: &[Code]) -> Vec<(&'a str, Option<Code>)> {
    let is_of_code = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let mut pieces = Vec::new();
    let (mut done, mut at) = (0, 0);
    while at < text.len() {
        let Some(begin) = text[at..].find(is_of_code).map(|found| at + found) else {
            break;
        };
        let end = text[begin..]
            .find(|c: char| !is_of_code(c))
            .map_or(text.len(), |found| begin + found);
        let word = text[begin..end].trim_matches('.');
        at = end;
        if let Some(code) = codes.iter().find(|code| code.as_str() == word) {
            let begin = begin + text[begin..end].find(word).unwrap_or_default();
            if done < begin {
                pieces.push((&text[done..begin], None));
            }
            done = begin + word.len();
            pieces.push((&text[begin..done], Some(code.clone())));
        }
    }
    if done < text.len() {
        pieces.push((&text[done..], None));
    }
    pieces
}

/// A text with links to the pages of the codes in it.
pub(super) fn linked(text: &str, codes: &[Code], on: Option<&str>) -> AnyView {
    pieces(text, codes)
        .into_iter()
        .map(|(piece, code)| {
            let piece = piece.to_owned();
            match code {
                Some(code) => view! {
                    <a href=with_on(&code.path(), on) class="code">
                        {piece}
                    </a>
                }
                .into_any(),
                None => piece.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Vec<Code> {
        vec![
            Code::parse(CodeSystem::Cpt, "97150").unwrap(),
            Code::parse(CodeSystem::Icd10cm, "M54.5").unwrap(),
        ]
    }

    #[test]
    fn codes_are_found_as_they_are_printed_and_nothing_else_is() {
        let found = |text: &str| -> Vec<String> {
            let all = pieces(text, &codes());
            assert_eq!(all.iter().map(|(piece, _)| *piece).collect::<String>(), text);
            let codes = all.into_iter().filter(|(_, code)| code.is_some());
            codes.map(|(piece, _)| piece.to_owned()).collect()
        };
        assert_eq!(found("97150 and M54.5."), ["97150", "M54.5"]);
        assert_eq!(found("(97150)×97150-59, é97150"), ["97150", "97150", "97150"]);
        assert_eq!(found("197150, 97150F, M54.50, 97151"), Vec::<String>::new());
        assert_eq!(found(""), Vec::<String>::new());
    }

    #[test]
    fn what_stands_around_a_code_stays_text() {
        let html = linked("<b>97150</b>", &codes(), Some("2025-03-01")).to_html();
        assert!(html.contains("&lt;b&gt;"), "{html}");
        assert!(html.contains("/codes/cpt/97150?on=2025-03-01"), "{html}");
    }
}

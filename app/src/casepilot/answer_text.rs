//! An answer as text to copy: its sentences with the numbers of their sources, and the sources.

use casepilot::answer::{Answer, Author, Role};
use std::fmt::Write;

/// The text; `site` is the site's address.
pub fn answer_text(question: &str, answer: &Answer, site: &str) -> String {
    let cites = |cites: &[usize]| -> String { cites.iter().map(|cite| format!("[{}]", cite + 1)).collect() };
    let mut text = format!("{question}\nAnswered for {}\n\n", answer.on);
    for sentence in &answer.sentences {
        let lead = match sentence.role {
            Role::Verdict | Role::Fact => "",
            Role::Quote => "> ",
            Role::Caution => "Note: ",
            Role::Next => "Next: ",
        };
        let _ = writeln!(text, "{lead}{} {}", sentence.text, cites(&sentence.cites));
    }
    if let Author::Model(model) = &answer.author {
        let _ = writeln!(text, "\nPhrased by {model}, checked against the rows below.");
    }
    for table in &answer.tables {
        let _ = writeln!(text, "\n{} {}", table.caption, cites(&table.cites));
        for row in std::iter::once(&table.columns).chain(&table.rows) {
            let _ = writeln!(text, "{}", row.join("\t"));
        }
    }
    if !answer.citations.is_empty() {
        text.push_str("\nSources\n");
    }
    for (number, citation) in answer.citations.iter().enumerate() {
        let parts = [
            &citation.source,
            &citation.place,
            &citation.dates,
            &citation.quote,
        ];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let _ = writeln!(
            text,
            "[{}] {} {site}{}",
            number + 1,
            parts.join("; "),
            citation.path
        );
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use casepilot::answer::{Citation, Outcome, Sentence};

    #[test]
    fn a_copied_answer_names_its_sources_by_number() {
        let answer = Answer {
            outcome: Outcome::Answered,
            topic: Default::default(),
            on: codeset::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
            sentences: vec![Sentence {
                role: Role::Verdict,
                text: "97150 is a group therapy.".into(),
                cites: vec![0],
            }],
            tables: Vec::new(),
            citations: vec![Citation {
                source: "Fee schedule, 2026".into(),
                place: "HCPCS 97150".into(),
                dates: String::new(),
                path: "/codes/cpt/97150".into(),
                quote: String::new(),
            }],
            ways: Vec::new(),
            author: Author::Composed,
        };
        assert_eq!(
            answer_text("What is 97150?", &answer, "https://codes.example"),
            "What is 97150?\nAnswered for 2026-03-01\n\n97150 is a group therapy. [1]\n\nSources\n[1] Fee schedule, \
             2026; HCPCS 97150 https://codes.example/codes/cpt/97150"
        );
    }
}

//! `coding-ahead questions`.

use super::table::{NOTHING, lines};
use crate::cli::DatabaseOptions;
use clap::{Args, Subcommand};
use std::error::Error;
use store::entity::question;
use store::questions::Verdict;

/// So much of a question or a reason stands in a line.
const LONGEST_CELL: usize = 100;

#[derive(Args, Debug)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List what was asked of CasePilot, the last question first.
    List(ListOptions),
}

#[derive(Args, Debug)]
struct ListOptions {
    /// Only those whose answer a reader called wrong.
    #[arg(long, conflicts_with = "helpful")]
    wrong: bool,
    /// Only those whose answer a reader called helpful.
    #[arg(long)]
    helpful: bool,
    /// At most so many.
    #[arg(long, default_value_t = 50)]
    limit: u32,
}

impl Options {
    pub(crate) async fn run(self) -> Result<(), Box<dyn Error>> {
        let store = self.database.open().await?;
        let Action::List(list) = self.action;
        let verdict = match (list.wrong, list.helpful) {
            (true, _) => Some(Verdict::Wrong),
            (_, true) => Some(Verdict::Helpful),
            _ => None,
        };
        let questions = store.list_all_questions(verdict, list.limit.into()).await?;
        if questions.is_empty() {
            println!("No such question is kept.");
            return Ok(());
        }
        let rows: Vec<[String; 7]> = questions.into_iter().map(row).collect();
        for line in lines(
            [
                "asked at", "plan", "outcome", "verdict", "reason", "about", "question",
            ],
            &rows,
        ) {
            println!("{line}");
        }
        Ok(())
    }
}

fn row(question: question::Model) -> [String; 7] {
    [
        question.asked_at.format("%Y-%m-%d %H:%M").to_string(),
        question.plan,
        question.outcome.unwrap_or_else(|| NOTHING.to_owned()),
        question.verdict.unwrap_or_default(),
        in_a_line(&question.reason.unwrap_or_default()),
        question.about,
        in_a_line(&question.text),
    ]
}

/// The beginning of a text, in one line.
fn in_a_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What steers a terminal is no part of a question.
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    match line.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::in_a_line;

    #[test]
    fn a_cell_is_a_short_line_that_steers_no_terminal() {
        assert_eq!(in_a_line("a\nb\t c\u{1b}[31m"), "a b c[31m");
        assert_eq!(in_a_line(&"é".repeat(101)).chars().count(), 101);
    }
}

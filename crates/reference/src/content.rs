//! The editors' Markdown files: one file per code, front matter, a heading per section.
//!
//! ```text
//! ---
//! system: cpt
//! code: "97150"
//! name: Group therapy
//! reviewed: 2026-11-23
//! sources:
//!   - Medicare Benefit Policy Manual, chapter 15, section 230
//! ---
//!
//! ## Common language
//!
//! …
//! ```

use crate::ReferenceError;
use codeset::page::SectionId;
use codeset::{Code, CodeSystem, NaiveDate};
use serde::Deserialize;
use store::articles::Draft;

/// The heading of the common-language description in a file.
const COMMON_LANGUAGE: &str = "Common language";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    system: String,
    code: String,
    name: String,
    reviewed: String,
    #[serde(default)]
    sources: Vec<String>,
}

/// What a file of editorial content holds.
#[derive(Clone, Debug)]
pub struct Content {
    /// The code it is about.
    pub code: Code,
    /// Its texts.
    pub drafts: Vec<Draft>,
}

/// Reads a file of editorial content.
///
/// # Errors
/// [`ReferenceError::Content`] with the file, the line and what to mend.
pub fn parse(file: &str, text: &str) -> Result<Content, ReferenceError> {
    let wrong = |line: usize, problem: String| ReferenceError::Content {
        file: file.to_owned(),
        line,
        problem,
    };
    let text = text.replace("\r\n", "\n");
    let rest = text.strip_prefix("---\n").ok_or_else(|| {
        wrong(
            1,
            "the file must begin with front matter between lines of “---”".into(),
        )
    })?;
    let (front, body) = rest.split_once("\n---\n").ok_or_else(|| {
        wrong(
            1,
            "the front matter does not end: a line of “---” is missing".into(),
        )
    })?;
    let front_lines = front.lines().count() + 2;
    let matter: FrontMatter = serde_saphyr::from_str(front).map_err(|e| wrong(2, e.to_string()))?;
    let system = CodeSystem::from_slug(&matter.system).ok_or_else(|| {
        wrong(
            2,
            format!(
                "unknown system {:?}: use cpt, hcpcs, icd10cm, icd10pcs or modifier",
                matter.system
            ),
        )
    })?;
    let code = Code::parse(system, &matter.code).map_err(|e| wrong(2, e.to_string()))?;
    let reviewed_on: NaiveDate = matter.reviewed.parse().map_err(|_| {
        wrong(
            2,
            format!("reviewed: {:?} is not a date like 2026-11-23", matter.reviewed),
        )
    })?;
    if matter.name.trim().is_empty() {
        return Err(wrong(
            2,
            "name is empty: give the code a plain name of your own".into(),
        ));
    }
    let draft = |section: &str, markdown: &str| Draft {
        section: section.to_owned(),
        markdown: markdown.trim().to_owned(),
        sources: matter.sources.clone(),
        reviewed_on,
    };

    let mut drafts = vec![draft("name", &matter.name)];
    let mut current: Option<(&'static str, usize)> = None;
    let mut markdown = String::new();
    let mut close = |current: Option<(&'static str, usize)>, markdown: &mut String| {
        match current {
            Some((_, line)) if markdown.trim().is_empty() => {
                return Err(wrong(
                    line,
                    "the section is empty: write it or take the heading out".into(),
                ));
            }
            Some((section, line)) if drafts.iter().any(|d| d.section == section) => {
                return Err(wrong(line, "the section stands twice in the file".into()));
            }
            Some((section, _)) => drafts.push(draft(section, markdown)),
            None => {}
        }
        markdown.clear();
        Ok(())
    };
    for (index, text) in body.lines().enumerate() {
        let line = front_lines + index + 1;
        if let Some(title) = text.strip_prefix("## ") {
            close(current, &mut markdown)?;
            let section = section_of(title.trim()).ok_or_else(|| {
                wrong(
                    line,
                    format!(
                        "{:?} is not a section: use {COMMON_LANGUAGE}, {}",
                        title.trim(),
                        titles()
                    ),
                )
            })?;
            current = Some((section, line));
        } else if current.is_none() && !text.trim().is_empty() {
            return Err(wrong(line, "text before the first section heading (## …)".into()));
        } else {
            markdown.push_str(text);
            markdown.push('\n');
        }
    }
    close(current, &mut markdown)?;
    if drafts.len() == 1 {
        return Err(wrong(front_lines, "the file has no section".into()));
    }
    Ok(Content { code, drafts })
}

fn section_of(title: &str) -> Option<&'static str> {
    if title.eq_ignore_ascii_case(COMMON_LANGUAGE) {
        return Some("common-language");
    }
    SectionId::ALL
        .into_iter()
        .find(|id| id.title().eq_ignore_ascii_case(title))
        .map(SectionId::slug)
}

fn titles() -> String {
    SectionId::ALL.map(SectionId::title).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---\nsystem: cpt\ncode: \"97150\"\nname: Group therapy\nreviewed: 2026-11-23\nsources:\n  - A manual\n---\n\n## Common language\n\nSeveral people.\n\n## NCCI Edits\n\n- one\n- two\n";

    fn problem(text: &str) -> String {
        parse("97150.md", text).unwrap_err().to_string()
    }

    #[test]
    fn a_file_gives_a_text_per_section() {
        let content = parse("97150.md", FILE).unwrap();
        assert_eq!(content.code.as_str(), "97150");
        let texts: Vec<_> = content
            .drafts
            .iter()
            .map(|d| (d.section.as_str(), d.markdown.as_str()))
            .collect();
        assert_eq!(
            texts,
            [
                ("name", "Group therapy"),
                ("common-language", "Several people."),
                ("ncci-edits", "- one\n- two")
            ]
        );
        assert_eq!(content.drafts[1].sources, ["A manual"]);
        let windows = FILE.replace('\n', "\r\n");
        assert_eq!(parse("97150.md", &windows).unwrap().drafts.len(), 3);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert!(problem("# x").starts_with("97150.md, line 1: the file must begin"));
        assert!(
            problem(&FILE.replace("## NCCI Edits", "## Edits"))
                .starts_with("97150.md, line 14: \"Edits\" is not")
        );
        assert!(
            problem(&FILE.replace("Several people.", ""))
                .starts_with("97150.md, line 10: the section is empty")
        );
        assert!(problem(&FILE.replace("NCCI Edits", "Common Language")).contains("stands twice"));
        assert!(problem(&FILE.replace("2026-11-23", "yesterday")).contains("is not a date"));
        assert!(problem(&FILE.replace("cpt", "icd9")).contains("unknown system"));
        assert!(problem(&FILE.replace("97150", "9715")).contains("looks like 97150"));
        assert!(problem(&FILE.replace("name:", "nom:")).contains("nom"));
    }
}

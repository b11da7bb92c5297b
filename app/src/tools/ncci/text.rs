//! A checked claim as plain text, to be copied into a note.

use codeset::long_date;
use reference::claim_check::{CheckedClaim, CheckedLine};

/// The text, with the address that it came from.
pub(super) fn of(checked: &CheckedClaim, address: &str) -> String {
    let mut text = format!(
        "Claim check, {}, {}\n{}\n",
        checked.setting.label(),
        long_date(checked.on),
        checked.summary()
    );
    for line in &checked.lines {
        add_line(&mut text, line);
    }
    if !checked.notes.is_empty() {
        text.push_str(&format!("\n{}\n", checked.notes.join("\n")));
    }
    text.push_str(&format!(
        "\n“Passes” says that no loaded edit denies the line. It is no approval.\n{address}\n"
    ));
    text
}

fn add_line(text: &mut String, line: &CheckedLine) {
    let read = match &line.typed.read {
        Ok(read) => read.to_string(),
        Err(_) => line.typed.text.clone(),
    };
    text.push_str(&format!(
        "\nLine {}: {read}: {}\n",
        line.typed.number,
        line.status.word()
    ));
    for reason in &line.reasons {
        text.push_str(&format!("- {}\n", reason.text));
        for says in reason.row.iter().flat_map(|row| &row.says) {
            text.push_str(&format!("  {says}\n"));
        }
    }
}

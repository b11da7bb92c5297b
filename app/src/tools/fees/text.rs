//! A price list as plain text, to be copied into a note.

use super::Answer;
use super::query::FeeQuery;
use codeset::long_date;
use codeset::mpfs::dollars;

/// The text, with the address that it came from.
pub(super) fn of(query: &FeeQuery, answer: &Answer, address: &str) -> String {
    let choice = query.choice;
    let mut text = format!(
        "What Medicare pays, {}, {}, {}\n",
        choice.basis.label().to_lowercase(),
        choice.setting.label().to_lowercase(),
        long_date(answer.on)
    );
    if let Some(priced) = answer.priced() {
        text.push_str(&format!("{} {}\n", dollars(priced.cents()), answer.place_name()));
    }
    for line in &answer.lines {
        let amount = line.cents.map_or_else(|| "none".to_owned(), dollars);
        text.push_str(&format!("\n{}: {amount}\n", line.line));
        for step in &line.steps {
            text.push_str(&format!("- {step}\n"));
        }
    }
    for place in answer.all_places() {
        if let Some(locality) = &place.locality {
            text.push_str(&format!(
                "\n{} ({} / {}): {}",
                locality.label(),
                locality.mac,
                locality.number,
                dollars(place.priced.cents())
            ));
        }
    }
    let sentences = answer
        .list
        .missing
        .iter()
        .map(String::as_str)
        .chain([answer.caution()]);
    for says in sentences.filter(|says| !says.is_empty()) {
        text.push_str(&format!("\n{says}"));
    }
    text.push_str(&format!("\nNo amount is a promise of coverage.\n{address}\n"));
    text
}

//! The tables that spell out numbers of other tables: `state_lookup.csv`, `article_type_lookup.csv`.

use super::reader::{Header, Records};
use super::table_kind::TableKind;
use crate::error::ReadError;
use std::collections::HashMap;
use std::io::BufRead;

/// Such a table has less than a hundred rows.
const MOST: usize = 10_000;

/// What numbers stand for, in one export.
#[derive(Debug, Default)]
pub(crate) struct Lookups {
    states: HashMap<i32, String>,
    article_types: HashMap<i32, String>,
}

impl Lookups {
    /// Reads a table of them.
    pub fn read(&mut self, kind: TableKind, input: impl BufRead, file: &str) -> Result<(), ReadError> {
        // The letters of a state, or else its name.
        let (known, captions) = match kind {
            TableKind::States => (&mut self.states, ["state_id", "state_abbrev", "description"]),
            _ => (
                &mut self.article_types,
                ["article_type_id", "description", "description"],
            ),
        };
        let find = |header: &Header<'_>| {
            let [number, short, long] = captions.map(|caption| header.find(caption));
            Ok((number?, short?, long?))
        };
        let (mut records, (number, short, long)) = Records::open(input, file, find)?;
        while let Some(row) = records.next()? {
            if known.len() == MOST {
                return Err(row
                    .spot
                    .problem(format!("more than {MOST} rows: this is not a table of names")));
            }
            let short = row.cell(&short);
            let name = if short.is_blank() { row.cell(&long) } else { short };
            known.insert(row.cell(&number).whole()?, name.some_text()?);
        }
        Ok(())
    }

    /// The letters of a state; its number where it is not listed.
    pub fn state(&self, number: i32) -> String {
        let state = self.states.get(&number);
        state.cloned().unwrap_or_else(|| number.to_string())
    }

    /// The name of a kind of articles, where it is listed.
    pub fn article_type(&self, number: &str) -> Option<&str> {
        self.article_types.get(&number.parse().ok()?).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mcd::testing::{replaced, table};

    #[test]
    fn a_state_without_letters_has_its_name_and_an_unknown_one_its_number() {
        let mut lookups = Lookups::default();
        let text = table("state_lookup.csv");
        assert!(
            lookups
                .read(TableKind::States, text.as_bytes(), "state_lookup.csv")
                .is_ok()
        );
        let states = [24, 63, 70, 99].map(|number| lookups.state(number));
        assert_eq!(states, ["MA", "DN", "Somewhere", "99"]);
    }

    #[test]
    fn damage_is_located() {
        let text = replaced("state_lookup.csv", "24,MA", "x,MA");
        let refused = Lookups::default().read(TableKind::States, text.as_bytes(), "state_lookup.csv");
        let refused = refused.map_err(|error| error.to_string());
        assert!(refused.is_err_and(|e| e.contains("line 2, column state_id: \"x\" is not a whole number")));
    }
}

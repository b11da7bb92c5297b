//! The relations of a table, each once.

use crate::error::{ReadError, Spot};
use std::collections::HashSet;
use std::hash::Hash;

/// No table has near as many rows; more would only fill the memory.
const MOST: usize = 4_000_000;

/// Remembers the keys of a table in which a repeated one says nothing new.
pub(super) struct Distinct<K>(HashSet<K>);

impl<K: Eq + Hash> Distinct<K> {
    pub fn new() -> Self {
        Self(HashSet::new())
    }

    /// Whether a key is new.
    pub fn is_new(&mut self, spot: Spot<'_>, key: K) -> Result<bool, ReadError> {
        if self.0.len() == MOST {
            return Err(spot.problem(format!(
                "there are more than {MOST} different rows before this one: this is not a table of the database"
            )));
        }
        Ok(self.0.insert(key))
    }
}

/// A short text in the fixed room of a key, filled up with zeros. What is longer is cut: its length is checked
/// where it is read.
pub(super) fn fixed<const ROOM: usize>(text: &str) -> [u8; ROOM] {
    let mut room = [0; ROOM];
    for (place, byte) in room.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    room
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once() {
        let spot = Spot { file: "f", line: 1 };
        let mut keys = Distinct::new();
        let new: Vec<_> = ["a", "b", "a"]
            .map(|key| keys.is_new(spot, fixed::<4>(key)).ok())
            .into();
        assert_eq!(new, [Some(true), Some(true), Some(false)]);
    }
}

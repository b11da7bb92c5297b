//! How many answers a reader has made at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many answers are made for one reader at a time.
const MOST: u32 = 4;

/// The answers under way on this server, by reader.
#[derive(Clone, Default)]
pub(crate) struct AtOnce(Arc<Mutex<HashMap<i64, u32>>>);

/// An answer under way; it ends when this is dropped.
pub(super) struct UnderWay {
    all: AtOnce,
    reader: i64,
}

impl AtOnce {
    /// Begins an answer, unless the reader has enough of them under way.
    pub(super) fn begin(&self, reader: i64) -> Option<UnderWay> {
        let mut all = self.lock();
        let count = all.entry(reader).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(UnderWay {
            all: self.clone(),
            reader,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<i64, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut all = self.all.lock();
        if let Some(count) = all.get_mut(&self.reader) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.reader);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_has_a_few_answers_made_at_a_time() {
        let all = AtOnce::default();
        let mut under_way: Vec<_> = (0..MOST).map(|_| all.begin(1).unwrap()).collect();
        assert!(all.begin(1).is_none());
        assert!(all.begin(2).is_some(), "somebody else");
        under_way.pop();
        assert!(all.begin(1).is_some());
        drop(under_way);
        assert!(all.lock().is_empty());
    }
}

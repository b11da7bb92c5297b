//! Leaves a model alone for a while after it failed several times.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// How many failures in a row are taken.
const FAILURES: u32 = 3;
/// How long the model is left alone then.
const REST: Duration = Duration::from_secs(60);

/// Counts failures. The moments come from outside, so that tests can choose them.
#[derive(Default)]
pub(super) struct Breaker {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    in_a_row: u32,
    rests_until: Option<Instant>,
}

impl Breaker {
    /// Whether the model may be asked. After a rest one question is let through, and the next only when that went well
    /// or another rest is over.
    pub fn lets_through(&self, now: Instant) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.rests_until {
            Some(until) if now < until => false,
            Some(_) => {
                state.rests_until = Some(now + REST);
                true
            }
            None => true,
        }
    }

    /// The model answered.
    pub fn went_well(&self) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }

    /// The model failed; `lasts` when it will for a while.
    pub fn failed(&self, now: Instant, lasts: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.in_a_row = if lasts {
            FAILURES
        } else {
            state.in_a_row.saturating_add(1)
        };
        if state.in_a_row >= FAILURES {
            state.rests_until = Some(now + REST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn three_failures_make_a_minute_of_rest() {
        let breaker = Breaker::default();
        let begin = Instant::now();
        for _ in 0..2 {
            breaker.failed(begin, false);
        }
        assert!(breaker.lets_through(begin));
        breaker.failed(begin, false);
        assert!(!breaker.lets_through(begin + Duration::from_secs(59)));
        let later = begin + Duration::from_secs(61);
        assert!(breaker.lets_through(later), "one try");
        assert!(!breaker.lets_through(later), "and no more");
        breaker.went_well();
        assert!(breaker.lets_through(later));
    }

    #[tokio::test]
    async fn what_lasts_is_not_tried_again_at_once() {
        let breaker = Breaker::default();
        let begin = Instant::now();
        breaker.failed(begin, true);
        assert!(!breaker.lets_through(begin));
    }
}

//! Lines that repeat another one: without a modifier that says why, a payer takes the second for a duplicate.

use super::{Check, Found, Reason, Status};

pub(super) fn judge(check: &Check<'_>) -> Found {
    let mut found = Found::default();
    for (at, numbered) in check.lines.iter().enumerate() {
        let first = check.lines[..at]
            .iter()
            .find(|earlier| earlier.line.repeats(numbered.line));
        if let Some(first) = first {
            found.add(
                numbered,
                Reason::new(
                    Status::Look,
                    format!(
                        "The same code and modifiers as line {}: a payer takes it for a duplicate. Where it is none, \
                         76 says that the same practitioner repeated the service and 77 that another did, 91 that a \
                         laboratory test was repeated, 59 or XE, XS, XP, XU that the service was distinct; where it \
                         is the same service, add the units up on one line.",
                        first.number
                    ),
                ),
            );
        }
    }
    found
}

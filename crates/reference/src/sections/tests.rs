//! What the sections say of a code, out of a small store.

mod compliance;
mod coverage;
mod guidelines;
mod hcpcs;
mod icd10cm;
mod modifiers;
mod ncci;
mod payments;
mod whole_page;

const ON: &str = "2026-11-23";

/// Asserts that a text has some parts, one after the other.
#[track_caller]
fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part);
        assert!(at.is_some(), "no {part:?} (in this order) in\n{text}");
        rest = &rest[at.unwrap_or_default() + part.len()..];
    }
}

//! Which codes are evaluation and management services, as far as modifiers depend on it.

use crate::{Code, CodeSystem};

/// Whether a code is an evaluation and management (E/M) service of CPT (99202–99499, until 2020 also 99201), or an eye
/// visit (92002–92014), which takes the same modifiers.
pub fn is_visit(code: &Code) -> bool {
    is_between(code, 99201, 99499) || is_between(code, 92002, 92014)
}

/// Whether a code may carry the modifiers of visits (24, 25, 57): visits, and those that have a G code, which their
/// number does not tell from other G codes.
pub(crate) fn may_be_visit(code: &Code) -> bool {
    is_visit(code) || (code.system() == CodeSystem::Hcpcs && code.as_str().starts_with('G'))
}

/// Whether a code is a laboratory test of CPT: 8xxxx, or a proprietary analysis (U).
pub(crate) fn is_laboratory_test(code: &Code) -> bool {
    is_between(code, 80000, 89999) || (code.system() == CodeSystem::Cpt && code.as_str().ends_with('U'))
}

/// Whether a code may be a laboratory test: those of Level II are not told by their number.
pub(super) fn may_be_laboratory_test(code: &Code) -> bool {
    is_laboratory_test(code) || code.system() == CodeSystem::Hcpcs
}

fn is_between(code: &Code, first: u32, last: u32) -> bool {
    code.system() == CodeSystem::Cpt
        && code
            .as_str()
            .parse::<u32>()
            .is_ok_and(|number| (first..=last).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_are_told_by_their_numbers() {
        let code = |text| Code::parse_procedure(text).unwrap();
        for text in ["99201", "99202", "99213", "99285", "99499", "92002", "92014"] {
            assert!(is_visit(&code(text)), "{text}");
        }
        for text in ["99195", "99500", "92015", "97150", "97161", "9921F", "G0463"] {
            assert!(!is_visit(&code(text)), "{text}");
        }
        assert!(may_be_visit(&code("92014")) && may_be_visit(&code("G0463")));
        assert!(!may_be_visit(&code("97161")) && !may_be_visit(&code("A4556")));
        assert!(may_be_laboratory_test(&code("80053")) && may_be_laboratory_test(&code("0001U")));
        assert!(!may_be_laboratory_test(&code("97110")));
        assert!(may_be_laboratory_test(&code("G0306")) && !is_laboratory_test(&code("G0306")));
    }
}

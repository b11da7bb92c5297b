//! How much of a source's changes a reader sees.

use codeset::access::Plan;
use codeset::release::Source;

/// How much is told of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// Everything.
    All,
    /// Which row changed and in which columns; what they say is on the code pages.
    Columns,
    /// Nothing: an account is needed.
    Nothing,
}

/// Titles and lists of code sets are free. What stands in the sections of code pages is counted there, so a list
/// of it tells no more than where to look, but to readers whose views are not counted.
pub(super) fn tells(source: Source, plan: Plan) -> Tells {
    match (source.is_gated(), plan) {
        (false, _) | (true, Plan::Member | Plan::Staff) => Tells::All,
        (true, Plan::Free) => Tells::Columns,
        (true, Plan::Guest) => Tells::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_on_code_pages_is_not_free_in_lists() {
        assert_eq!(tells(Source::Icd10cm, Plan::Guest), Tells::All);
        assert_eq!(tells(Source::Mpfs, Plan::Guest), Tells::Nothing);
        assert_eq!(tells(Source::Mpfs, Plan::Free), Tells::Columns);
        assert_eq!(tells(Source::PtpPractitioner, Plan::Member), Tells::All);
    }
}

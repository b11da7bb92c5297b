//! General equivalence mappings: what their five flags mean.
//!
//! Source of the meanings: CMS and CDC, General Equivalence Mappings, documentation for technical users.

/// The flags of a mapping. The fields are those of [`crate::rows::GemRow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GemFlags {
    /// First flag.
    pub approximate: bool,
    /// Second flag.
    pub no_map: bool,
    /// Third flag.
    pub combination: bool,
    /// Fourth flag.
    pub scenario: i32,
    /// Fifth flag.
    pub choice: i32,
}

impl GemFlags {
    /// The flags in words.
    pub fn meaning(self) -> String {
        if self.no_map {
            return "No code of the other system says it".into();
        }
        let closeness = if self.approximate {
            "Approximate: the two do not mean quite the same"
        } else {
            "Identical in meaning"
        };
        if !self.combination {
            return closeness.into();
        }
        let (scenario, choice) = (self.scenario, self.choice);
        format!(
            "{closeness}. One of several codes needed together: scenario {scenario} takes one code of each of its \
             lists, this one is in list {choice}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDENTICAL: GemFlags = GemFlags {
        approximate: false,
        no_map: false,
        combination: false,
        scenario: 0,
        choice: 0,
    };

    #[test]
    fn each_flag_is_told_in_words() {
        assert_eq!(IDENTICAL.meaning(), "Identical in meaning");
        let approximate = GemFlags {
            approximate: true,
            ..IDENTICAL
        };
        assert!(approximate.meaning().starts_with("Approximate"));
        let combination = GemFlags {
            combination: true,
            scenario: 2,
            choice: 1,
            ..approximate
        };
        assert!(
            combination
                .meaning()
                .ends_with("scenario 2 takes one code of each of its lists, this one is in list 1")
        );
        // A mapping to nothing is flagged approximate too.
        let none = GemFlags {
            no_map: true,
            ..approximate
        };
        assert_eq!(none.meaning(), "No code of the other system says it");
    }
}

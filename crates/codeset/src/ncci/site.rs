//! Where on the body the anatomical modifiers are.

/// The site of an anatomical modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Site {
    modifier: &'static str,
    /// The side of the body that it is on; coronary arteries have none.
    side: Option<Side>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

const LEFT: [&str; 13] = [
    "LT", "E1", "E2", "FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4",
];
const RIGHT: [&str; 13] = [
    "RT", "E3", "E4", "F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9",
];
const CORONARY_ARTERIES: [&str; 5] = ["LC", "LD", "LM", "RC", "RI"];

/// The site that a modifier names; `None` for one that names none.
pub(super) fn site(modifier: &str) -> Option<Site> {
    let sides = [
        (&LEFT[..], Some(Side::Left)),
        (&RIGHT[..], Some(Side::Right)),
        (&CORONARY_ARTERIES[..], None),
    ];
    sides.into_iter().find_map(|(names, side)| {
        let modifier = names.iter().find(|name| **name == modifier)?;
        Some(Site { modifier, side })
    })
}

impl Site {
    /// Whether it is a whole side of the body.
    pub(super) fn is_side(self) -> bool {
        matches!(self.modifier, "LT" | "RT")
    }

    /// Whether one of the sites is the other or a part of it.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.modifier == other.modifier
            || (self.side.is_some() && self.side == other.side && (self.is_side() || other.is_side()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ncci::ASSOCIATED_MODIFIERS;

    #[test]
    fn every_associated_modifier_of_letters_but_x_names_a_site() {
        for modifier in ASSOCIATED_MODIFIERS {
            let is_anatomical = modifier.starts_with(|c: char| c.is_ascii_alphabetic() && c != 'X');
            assert_eq!(site(modifier).is_some(), is_anatomical, "{modifier}");
        }
    }
}

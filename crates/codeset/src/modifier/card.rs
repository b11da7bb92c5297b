//! What a modifier means by itself.

use crate::ncci::ASSOCIATED_MODIFIERS;

/// What a modifier is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A visit within or beside a procedure's global period.
    Visit,
    /// Which part of a service was furnished.
    Part,
    /// How many sides, procedures or surgeons.
    Number,
    /// More, less, stopped or repeated.
    Circumstance,
    /// A procedure within another's global period, or the care shared with others.
    GlobalSurgery,
    /// Apart from another service of the day.
    Distinct,
    /// Where on the body.
    Place,
    /// Under which therapy plan, by whom and above what amount.
    Therapy,
    /// Who bears the cost when Medicare does not.
    Liability,
}

impl Kind {
    /// The kind as a page names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visit => "Visit beside a procedure",
            Self::Part => "Part of a service",
            Self::Number => "Sides, number of procedures or surgeons",
            Self::Circumstance => "Unusual circumstance",
            Self::GlobalSurgery => "Global surgery",
            Self::Distinct => "Distinct service",
            Self::Place => "Place on the body",
            Self::Therapy => "Outpatient therapy",
            Self::Liability => "Liability",
        }
    }
}

/// The rules of a modifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is about.
    pub kind: Kind,
    /// What it says of the service, in our words.
    pub means: &'static str,
    /// Beside which codes it may stand.
    pub stands: &'static str,
    /// What it does to payment by Medicare.
    pub effect: &'static str,
}

impl Card {
    /// The manuals that the cards rest on.
    pub const SOURCE: &'static str = "Medicare Claims Processing Manual, chapters 4 (20.6), 5 (10), 12 (40), 16 (40) and 18; \
                                      NCCI Policy Manual for Medicare Services, chapter I, section E";
}

/// Whether a modifier can pass an NCCI edit with indicator 1.
pub fn is_associated(modifier: &str) -> bool {
    ASSOCIATED_MODIFIERS.contains(&modifier)
}

/// The card of a modifier; `None` where it has none here.
pub fn card(modifier: &str) -> Option<Card> {
    let known = CARDS.iter().find(|(known, _)| *known == modifier);
    known.map(|(_, card)| *card).or_else(|| place(modifier))
}

/// An eyelid, a finger, a toe or a coronary artery.
fn place(modifier: &str) -> Option<Card> {
    let means = match modifier.as_bytes() {
        b"LC" | b"LD" | b"LM" | b"RC" | b"RI" => "The service was on this coronary artery.",
        [b'E', b'1'..=b'4'] => "The service was on this eyelid.",
        [b'F', b'A' | b'1'..=b'9'] => "The service was on this finger or thumb.",
        [b'T', b'A' | b'1'..=b'9'] => "The service was on this toe.",
        _ => return None,
    };
    Some(Card {
        kind: Kind::Place,
        means,
        stands: "On a procedure of that part of the body",
        effect: "None by itself; it shows that two procedures were in two places",
    })
}

const VISIT: &str = "On an evaluation and management code (99202–99499, 92002–92014) only";
const SURGERY: &str = "On a procedure with global days 010 or 090";
const IN_PERIOD: &str = "On a procedure within the global period of an earlier one";
const PAIR: &str = "On either code of an NCCI pair with indicator 1 (until 30 June 2019 on the Column 2 code); never on a visit";
const PASSES: &str = "The edit is passed, and both codes are paid";
const PLAN: &str =
    "On every line of a service under a therapy plan; always required on “always therapy” codes";
const PLAN_EFFECT: &str =
    "None, but a line without it is returned; it says to which threshold the amount counts";
const ASSISTS: &str = "On a procedure whose assistant indicator is 2, or 0 with documentation";

const CARDS: [(&str, Card); 48] = [
    of(
        "22",
        Kind::Circumstance,
        "The procedure took substantially more work than usual.",
        "On a procedure with global days 000, 010 or 090",
        "The contractor may add to the amount after reading the report",
    ),
    of(
        "24",
        Kind::Visit,
        "A visit within the global period of a procedure, for something unrelated to it.",
        VISIT,
        "The visit is paid though the global period runs",
    ),
    of(
        "25",
        Kind::Visit,
        "A visit with substantial work of its own, beyond what the procedure of the day includes.",
        VISIT,
        "The visit is paid beside a procedure with global days 000, 010 or XXX",
    ),
    of(
        "26",
        Kind::Part,
        "The practitioner’s part alone: interpretation and report.",
        "On a code with PC/TC indicator 1 or 6",
        "Paid by the fee schedule’s line 26",
    ),
    of(
        "27",
        Kind::Visit,
        "A further visit of the day in another department of the hospital.",
        "On a hospital’s visit code, on hospital claims only",
        "Each visit is paid; practitioners do not use it",
    ),
    of(
        "50",
        Kind::Number,
        "The same procedure on both sides at one session.",
        "On a code with bilateral indicator 1 or 3, one line with 1 unit",
        "150% with indicator 1, twice 100% with 3; before the reduction for several procedures",
    ),
    of(
        "51",
        Kind::Number,
        "One of several procedures of a session, not the first.",
        "On further procedures with multiple procedure indicator 1, 2 or 3; never on add-on codes",
        "The reduction of the indicator, which most Medicare contractors make without it",
    ),
    of(
        "52",
        Kind::Circumstance,
        "A part of the service was left out by decision.",
        "On a procedure or test without a code for what was done; not on visits or timed codes",
        "The contractor lowers the amount",
    ),
    of(
        "53",
        Kind::Circumstance,
        "Begun and stopped, as going on would have endangered the patient.",
        "On a surgical or diagnostic procedure of a practitioner; hospitals use 73 and 74",
        "The contractor lowers the amount; a few codes have a line 53 in the fee schedule",
    ),
    of(
        "54",
        Kind::GlobalSurgery,
        "The surgery alone; another practitioner gives the care after it.",
        SURGERY,
        "The preoperative and intraoperative shares",
    ),
    of(
        "55",
        Kind::GlobalSurgery,
        "The care after surgery alone.",
        SURGERY,
        "The postoperative share, by the days of care",
    ),
    of(
        "56",
        Kind::GlobalSurgery,
        "The care before surgery alone.",
        SURGERY,
        "Medicare pays that share with the surgery; other payers may divide it",
    ),
    of(
        "57",
        Kind::Visit,
        "The visit at which a major procedure was decided on.",
        VISIT,
        "The visit is paid on the day of a procedure with global days 090, or the day before",
    ),
    of(
        "58",
        Kind::GlobalSurgery,
        "Planned, more extensive, or treatment after a diagnostic procedure.",
        IN_PERIOD,
        "Paid in full; a new global period begins",
    ),
    of(
        "59",
        Kind::Distinct,
        "A distinct service, apart from another one of the day, where no other modifier says more.",
        PAIR,
        PASSES,
    ),
    of(
        "62",
        Kind::Number,
        "Two surgeons did distinct parts of one procedure.",
        "On a code with co-surgeon indicator 2, or 1 with documentation; on both claims",
        "62.5% of the amount for each",
    ),
    of(
        "66",
        Kind::Number,
        "A team of surgeons was needed at once.",
        "On a code with team surgery indicator 2, or 1 with documentation",
        "The contractor prices it by the report",
    ),
    of(
        "76",
        Kind::Circumstance,
        "The same procedure again by the same practitioner.",
        "On a procedure or test that had to be done anew; not on visits or laboratory tests",
        "Paid again; it passes no NCCI edit",
    ),
    of(
        "77",
        Kind::Circumstance,
        "The same procedure again by another practitioner.",
        "On a procedure or test that had to be done anew; not on visits or laboratory tests",
        "Paid again; it passes no NCCI edit",
    ),
    of(
        "78",
        Kind::GlobalSurgery,
        "Back in the operating room to treat a complication of the first procedure.",
        IN_PERIOD,
        "The intraoperative share only; no new global period",
    ),
    of(
        "79",
        Kind::GlobalSurgery,
        "A procedure that has nothing to do with the earlier one, by the same practitioner.",
        IN_PERIOD,
        "Paid in full; a new global period begins",
    ),
    of(
        "80",
        Kind::Number,
        "A physician assisted at surgery.",
        ASSISTS,
        "16% of the amount",
    ),
    of(
        "81",
        Kind::Number,
        "A physician assisted for a part of the surgery.",
        ASSISTS,
        "16% of the amount",
    ),
    of(
        "82",
        Kind::Number,
        "A physician assisted in a teaching hospital, as no qualified resident was available.",
        ASSISTS,
        "16% of the amount",
    ),
    of(
        "33",
        Kind::Circumstance,
        "A preventive service for which the patient owes no share of the cost.",
        "On a service that commercial payers cover as preventive; Medicare has its own, such as PT for a screening \
         colonoscopy that became a treatment",
        "None by Medicare’s fee schedule; the payer waives the patient’s share",
    ),
    of(
        "73",
        Kind::Circumstance,
        "Stopped in a hospital or ambulatory surgical center before anesthesia was given.",
        "On the facility’s claim alone; the surgeon has 53",
        "Half of the facility’s payment",
    ),
    of(
        "74",
        Kind::Circumstance,
        "Stopped in a hospital or ambulatory surgical center after anesthesia was given or the procedure begun.",
        "On the facility’s claim alone; the surgeon has 53",
        "All of the facility’s payment",
    ),
    of(
        "90",
        Kind::Part,
        "A laboratory test that another laboratory performed for the one that bills it.",
        "On a clinical laboratory test that was referred to an outside laboratory",
        "Paid to an independent laboratory under Medicare’s rules for referred tests",
    ),
    of(
        "95",
        Kind::Circumstance,
        "By telehealth, with sound and picture at the same time.",
        "On a service of the payer’s telehealth list; with Medicare the place of service says most of it",
        "None by itself; the place of service decides the rate",
    ),
    of(
        "91",
        Kind::Circumstance,
        "A laboratory test repeated on the day for a further result.",
        "On a clinical laboratory test",
        "Paid again",
    ),
    of(
        "AS",
        Kind::Number,
        "A physician assistant, nurse practitioner or clinical nurse specialist assisted at surgery.",
        ASSISTS,
        "13.6% of the amount: 85% of 16%",
    ),
    of(
        "CO",
        Kind::Therapy,
        "An occupational therapy assistant furnished the service in whole or for more than 10% of it.",
        "Behind GO, on treatment and not on evaluations",
        "85% of what Medicare would pay, from 1 January 2022",
    ),
    of(
        "CQ",
        Kind::Therapy,
        "A physical therapist assistant furnished the service in whole or for more than 10% of it.",
        "Behind GP, on treatment and not on evaluations",
        "85% of what Medicare would pay, from 1 January 2022",
    ),
    of(
        "GN",
        Kind::Therapy,
        "Under a plan of speech-language pathology.",
        PLAN,
        PLAN_EFFECT,
    ),
    of(
        "GO",
        Kind::Therapy,
        "Under a plan of occupational therapy.",
        PLAN,
        PLAN_EFFECT,
    ),
    of(
        "GP",
        Kind::Therapy,
        "Under a plan of physical therapy.",
        PLAN,
        PLAN_EFFECT,
    ),
    of(
        "KX",
        Kind::Therapy,
        "The requirements of the policy are met; in therapy, that treatment above the year’s threshold is necessary and documented.",
        "Behind GN, GO or GP above the threshold; elsewhere as a coverage policy says",
        "Without it, the line above the threshold is denied",
    ),
    of(
        "GA",
        Kind::Liability,
        "A notice that Medicare may not pay was given, as the policy requires.",
        "On a service that is expected to be denied as not necessary, with a signed ABN on file",
        "The patient bears the cost when Medicare denies",
    ),
    of(
        "GX",
        Kind::Liability,
        "A voluntary notice was given for a service that Medicare never covers.",
        "On an excluded service, mostly beside GY",
        "Denied; the patient bears the cost",
    ),
    of(
        "GY",
        Kind::Liability,
        "A service that the law excludes, or that is no Medicare benefit.",
        "On an excluded service",
        "Denied; the patient or another payer bears the cost",
    ),
    of(
        "GZ",
        Kind::Liability,
        "Expected to be denied as not necessary, and no notice was given.",
        "On a service that is expected to be denied, without an ABN",
        "Denied; the practitioner bears the cost",
    ),
    of(
        "LT",
        Kind::Place,
        "On the left side.",
        "On a code whose service has sides (bilateral indicator 0, 1, 2 or 3)",
        "None by itself; it shows that two procedures were on two sides",
    ),
    of(
        "RT",
        Kind::Place,
        "On the right side.",
        "On a code whose service has sides (bilateral indicator 0, 1, 2 or 3)",
        "None by itself; it shows that two procedures were on two sides",
    ),
    of(
        "TC",
        Kind::Part,
        "The technical part alone: equipment, staff and supplies.",
        "On a code with PC/TC indicator 1",
        "Paid by the fee schedule’s line TC",
    ),
    of(
        "XE",
        Kind::Distinct,
        "Apart, as it was at another encounter of the day.",
        PAIR,
        PASSES,
    ),
    of(
        "XP",
        Kind::Distinct,
        "Apart, as another practitioner furnished it.",
        PAIR,
        PASSES,
    ),
    of(
        "XS",
        Kind::Distinct,
        "Apart, as it was on another organ or structure.",
        PAIR,
        PASSES,
    ),
    of(
        "XU",
        Kind::Distinct,
        "Apart, as it does not overlap the usual parts of the other service.",
        PAIR,
        PASSES,
    ),
];

const fn of(
    modifier: &'static str,
    kind: Kind,
    means: &'static str,
    stands: &'static str,
    effect: &'static str,
) -> (&'static str, Card) {
    (
        modifier,
        Card {
            kind,
            means,
            stands,
            effect,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::ruling::tests::{NONE, of};
    use super::*;

    #[test]
    fn every_modifier_that_a_code_is_ruled_on_has_a_card_and_so_has_every_associated_one() {
        for ruling in of("27447", NONE) {
            assert!(card(ruling.modifier).is_some(), "{}", ruling.modifier);
        }
        for modifier in ASSOCIATED_MODIFIERS {
            assert!(card(modifier).is_some(), "{modifier}");
        }
        for unknown in ["", "5", "59X", "F", "FB", "E5", "T0", "ZZ"] {
            assert_eq!(card(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn no_modifier_has_two_cards() {
        for (at, (modifier, _)) in CARDS.iter().enumerate() {
            assert!(
                CARDS[..at].iter().all(|(other, _)| other != modifier),
                "{modifier}"
            );
        }
    }

    #[test]
    fn what_passes_an_edit_is_associated_and_nothing_else() {
        for (modifier, card) in CARDS {
            let passes = card.effect == PASSES;
            assert!(!passes || is_associated(modifier), "{modifier}");
        }
        assert!(!is_associated("51") && !is_associated("GP") && is_associated("F3"));
    }
}

//! What is done to an amount, and why nothing is paid, in words that name no figure of a release.

use crate::mpfs::{Percent, Setting, status_meaning};
use std::fmt;

/// What changes the amount of a unit, in the order in which it is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Modifier 50 with the bilateral indicator 1.
    BothSides,
    /// Modifier 50 with the bilateral indicator 3.
    EachSide,
    /// A further endoscopy of a family is paid without the amount of the family's base procedure.
    EndoscopyLessBase,
    /// A further procedure of the day, by its rank.
    MultipleProcedure(Percent),
    /// The technical component of a further imaging service.
    ImagingTechnical,
    /// The professional component of a further imaging service.
    ImagingProfessional,
    /// The technical component of a further diagnostic cardiovascular service.
    Cardiovascular,
    /// The technical component of a further diagnostic ophthalmology service.
    Ophthalmology,
    /// A further therapy unit: half of its practice expense.
    TherapyPracticeExpense,
    /// Only a part of the global package (modifiers 54, 55, 56, 78).
    GlobalPart(Percent),
    /// Modifier 62.
    CoSurgeon,
    /// Modifiers 80, 81, 82.
    Assistant,
    /// Modifier AS.
    NonPhysicianAssistant,
    /// Modifiers CQ and CO.
    TherapyAssistant,
}

impl Effect {
    /// The share that is paid: of the whole, or of the part that [`fmt::Display`] names.
    pub const fn share(self) -> Option<Percent> {
        Some(match self {
            Self::BothSides => Percent::of_hundred(150),
            Self::EachSide => Percent::of_hundred(200),
            Self::EndoscopyLessBase => return None,
            Self::MultipleProcedure(share) | Self::GlobalPart(share) => share,
            Self::ImagingTechnical | Self::TherapyPracticeExpense => Percent::of_hundred(50),
            Self::ImagingProfessional => Percent::of_hundred(95),
            Self::Cardiovascular => Percent::of_hundred(75),
            Self::Ophthalmology => Percent::of_hundred(80),
            Self::CoSurgeon => Percent(6_250),
            Self::Assistant => Percent::of_hundred(16),
            // 85% of the 16%.
            Self::NonPhysicianAssistant => Percent(1_360),
            Self::TherapyAssistant => Percent::of_hundred(85),
        })
    }

    /// Where the rule stands.
    pub fn citation(self) -> &'static str {
        match self {
            Self::BothSides | Self::EachSide => "Claims Processing Manual ch. 12 §40.7",
            Self::EndoscopyLessBase | Self::MultipleProcedure(_) => "Claims Processing Manual ch. 12 §40.6",
            Self::ImagingTechnical
            | Self::ImagingProfessional
            | Self::Cardiovascular
            | Self::Ophthalmology => "fee schedule file RVUyy, Multiple Procedure",
            Self::TherapyPracticeExpense => "Claims Processing Manual ch. 5 §10.7",
            Self::GlobalPart(_) => "Claims Processing Manual ch. 12 §40.4",
            Self::CoSurgeon => "Claims Processing Manual ch. 12 §40.8",
            Self::Assistant => "Claims Processing Manual ch. 12 §20.4.3",
            Self::NonPhysicianAssistant => "Claims Processing Manual ch. 12 §110.2",
            Self::TherapyAssistant => "Social Security Act §1834(v)",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self {
            Self::BothSides => "both sides (50)",
            Self::EachSide => "each side in full (50)",
            Self::EndoscopyLessBase => "further endoscopy of a family: less the amount of its base procedure",
            Self::MultipleProcedure(_) => "further procedure of the day",
            Self::ImagingTechnical => "further imaging: technical component at",
            Self::ImagingProfessional => "further imaging: professional component at",
            Self::Cardiovascular => "further cardiovascular test: technical component at",
            Self::Ophthalmology => "further ophthalmology test: technical component at",
            Self::TherapyPracticeExpense => "further therapy unit: practice expense at",
            Self::GlobalPart(_) => "part of the global package",
            Self::CoSurgeon => "co-surgeon (62)",
            Self::Assistant => "assistant at surgery (80, 81, 82)",
            Self::NonPhysicianAssistant => "assistant at surgery who is no physician (AS), 85% of 16%",
            Self::TherapyAssistant => "therapy assistant (CQ, CO)",
        };
        match self.share() {
            Some(share) if what.ends_with("at") => write!(f, "{what} {share}"),
            Some(share) => write!(f, "{what}: {share}"),
            None => f.write_str(what),
        }
    }
}

/// Something to know of a line whose amount it does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Modifier 50 does nothing for this code.
    SidesNotPaidApart,
    /// Modifier 50 does nothing: the amount is that of both sides.
    SidesIncluded,
    /// Modifier 50 stands on a code that has no sides.
    NoSides,
    /// The two sides of a code stand on two lines: the file prices them together.
    SidesOnTwoLines,
    /// The modifier is paid only with documentation of medical necessity.
    NeedsDocumentation(String),
    /// What the modifier does to the amount is for the contractor to say.
    ContractorDecides(String),
    /// The modifier's part of the global package is not given for this code.
    NoGlobalPart(String),
    /// CQ and CO lower the payment from 2022.
    NotBefore2022(String),
    /// The service is not typically furnished in the setting.
    NotTypical(Setting),
    /// The amount is capped at that of the outpatient schedule.
    Capped,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SidesNotPaidApart => {
                f.write_str("50 does not raise the amount: both sides are paid as one service")
            }
            Self::SidesIncluded => {
                f.write_str("50 does not raise the amount: it is that of both sides already")
            }
            Self::NoSides => f.write_str("50 does not raise the amount: this service has no sides"),
            Self::SidesOnTwoLines => f.write_str(
                "LT and RT stand on lines of their own, priced one by one; Medicare prices both sides together, \
                 as one line with 50 does here",
            ),
            Self::NeedsDocumentation(modifier) => write!(
                f,
                "{modifier} is paid only when documentation shows the medical necessity"
            ),
            Self::ContractorDecides(modifier) => write!(
                f,
                "{modifier} may change the amount; by how much the contractor decides"
            ),
            Self::NoGlobalPart(modifier) => write!(
                f,
                "{modifier} does not change the amount: the fee schedule divides no global package for this code"
            ),
            Self::NotBefore2022(modifier) => {
                write!(
                    f,
                    "{modifier} lowers the payment for services from 1 January 2022 only"
                )
            }
            Self::NotTypical(Setting::NonFacility) => f.write_str("not typically furnished outside a facility"),
            Self::NotTypical(Setting::Facility) => f.write_str("not typically furnished in a facility"),
            Self::Capped => f.write_str("capped at the hospital outpatient amount"),
        }
    }
}

/// Why no amount is computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The fee schedule lists nothing of the code on the day.
    NotListed,
    /// The status of the row does not pay by relative values.
    Status(String),
    /// The row pays by relative values, and they are all 0.
    NoRelativeValues,
    /// The fee schedule has no row of the code with this modifier.
    NoRow(String),
    /// The code is paid only where nothing else is paid on the day (status T).
    PaidOnlyAlone,
    /// An assistant is not paid by statute (modifiers 80, 81, 82, AS).
    AssistantByStatute(String),
    /// The modifier is not permitted for the code (62, 66).
    NotPermitted(String),
    /// The concept of the modifier does not apply to the code (62, 66, 80, 81, 82, AS).
    DoesNotApply(String),
    /// A team is paid by report (modifier 66).
    Team,
}

impl Why {
    /// Whether there may be a payment, which the contractor sets.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Status(status) => status == "C",
            Self::NoRow(modifier) => modifier == "53",
            Self::NoRelativeValues | Self::Team => true,
            _ => false,
        }
    }

    /// Whether it says what stands in a row of the fee schedule.
    pub fn tells_a_row(&self) -> bool {
        matches!(self, Self::Status(_))
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotListed => f.write_str("Not in the fee schedule of that day"),
            Self::Status(status) => write!(f, "Status {status}. {}", status_meaning(status)),
            Self::NoRelativeValues => {
                f.write_str("The fee schedule gives no relative values: the contractor sets the amount")
            }
            Self::NoRow(modifier) if modifier == "53" => {
                f.write_str("Discontinued (53): the fee schedule has no amount, the contractor decides")
            }
            Self::NoRow(modifier) => write!(
                f,
                "{modifier} does not apply: the fee schedule does not split the code"
            ),
            Self::PaidOnlyAlone => f.write_str(
                "Paid only when nothing else payable is billed the same day by the same practitioner",
            ),
            Self::AssistantByStatute(modifier) => {
                write!(
                    f,
                    "{modifier}: an assistant at this surgery is not paid, by statute"
                )
            }
            Self::NotPermitted(modifier) => write!(f, "{modifier}: not permitted for this code"),
            Self::DoesNotApply(modifier) => write!(f, "{modifier}: does not apply to this code"),
            Self::Team => f.write_str("Team surgery (66): paid by report, the contractor decides"),
        }
    }
}

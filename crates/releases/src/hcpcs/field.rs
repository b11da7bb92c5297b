//! The fields of a HCPCS record, with their places in both published layouts.

/// A field, or several alike: a code has up to four pricing indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Code,
    Sequence,
    Record,
    Long,
    Short,
    Pricing,
    MultiplePricing,
    CoverageIssues,
    CarriersManual,
    Statute,
    LabCertification,
    CrossReference,
    Coverage,
    AscGroup,
    AscDate,
    OppsGroup,
    OppsPolicy,
    OppsDate,
    ProcessingNote,
    Betos,
    TypeOfService,
    AnesthesiaUnits,
    Added,
    Effective,
    Ended,
    Action,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its caption in the sheet; where there are several, each has its number behind it.
    pub caption: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first character in the text, from 1.
    first: usize,
    /// The characters of each in the text; several follow each other without a gap.
    width: usize,
}

impl Field {
    /// All, in the order of both layouts.
    pub const ALL: [Self; 26] = [
        Self::Code,
        Self::Sequence,
        Self::Record,
        Self::Long,
        Self::Short,
        Self::Pricing,
        Self::MultiplePricing,
        Self::CoverageIssues,
        Self::CarriersManual,
        Self::Statute,
        Self::LabCertification,
        Self::CrossReference,
        Self::Coverage,
        Self::AscGroup,
        Self::AscDate,
        Self::OppsGroup,
        Self::OppsPolicy,
        Self::OppsDate,
        Self::ProcessingNote,
        Self::Betos,
        Self::TypeOfService,
        Self::AnesthesiaUnits,
        Self::Added,
        Self::Effective,
        Self::Ended,
        Self::Action,
    ];

    #[rustfmt::skip] // A table: one field a line.
    pub const fn place(self) -> Place {
        const fn several(caption: &'static str, count: usize, first: usize, width: usize) -> Place {
            Place { caption, count, first, width }
        }
        const fn one(caption: &'static str, first: usize, width: usize) -> Place {
            several(caption, 1, first, width)
        }
        match self {
            Self::Code => one("HCPC", 1, 5),
            Self::Sequence => one("SEQNUM", 6, 5),
            Self::Record => one("RECID", 11, 1),
            Self::Long => one("LONG DESCRIPTION", 12, 80),
            Self::Short => one("SHORT DESCRIPTION", 92, 28),
            Self::Pricing => several("PRICE", 4, 120, 2),
            Self::MultiplePricing => one("MULT_PI", 128, 1),
            Self::CoverageIssues => several("CIM", 3, 129, 6),
            Self::CarriersManual => several("MCM", 3, 147, 8),
            Self::Statute => one("STATUTE", 171, 10),
            Self::LabCertification => several("LABCERT", 8, 181, 3),
            Self::CrossReference => several("XREF", 5, 205, 5),
            Self::Coverage => one("COV", 230, 1),
            Self::AscGroup => one("ASC_GRP", 231, 2),
            Self::AscDate => one("ASC_DT", 233, 8),
            Self::OppsGroup => one("OPPS", 241, 3),
            Self::OppsPolicy => one("OPPS_PI", 244, 1),
            Self::OppsDate => one("OPPS_DT", 245, 8),
            Self::ProcessingNote => one("PROCNOTE", 253, 4),
            Self::Betos => one("BETOS", 257, 3),
            Self::TypeOfService => several("TOS", 5, 261, 1),
            Self::AnesthesiaUnits => one("ANEST_BU", 266, 3),
            Self::Added => one("ADD DT", 269, 8),
            Self::Effective => one("ACT EFF DT", 277, 8),
            Self::Ended => one("TERM DT", 285, 8),
            Self::Action => one("ACTION CD", 293, 1),
        }
    }
}

impl Place {
    /// The first and the last character of one of them in the text.
    pub fn span(self, number: usize) -> (usize, usize) {
        let first = self.first + number * self.width;
        (first, first + self.width - 1)
    }

    /// The captions in the sheet.
    pub fn captions(self) -> impl Iterator<Item = String> {
        (1..=self.count).map(move |number| match self.count {
            1 => self.caption.to_owned(),
            _ => format!("{}{number}", self.caption),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_fill_the_text_up_to_the_action_but_for_one_character() {
        let mut next = 1;
        for (index, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, index);
            let place = field.place();
            // Column 260 is a filler.
            let gap = usize::from(field == Field::TypeOfService);
            assert_eq!(place.span(0).0, next + gap, "{field:?}");
            next = place.span(place.count - 1).1 + 1;
        }
        assert_eq!(next, 294);
    }

    #[test]
    fn the_sheet_has_48_columns() {
        let captions: Vec<_> = Field::ALL
            .iter()
            .flat_map(|field| field.place().captions())
            .collect();
        assert_eq!(captions.len(), 48);
        assert_eq!(captions[4..7], ["SHORT DESCRIPTION", "PRICE1", "PRICE2"]);
    }
}

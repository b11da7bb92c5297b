//! The lists of codes that a document can have.

use super::reader::Header;
use crate::cell::Cell;
use crate::error::ReadError;
use crate::table::{Found, Record};
use codeset::{Code, CodeSystem};

/// A list of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// CPT and HCPCS codes.
    Hcpcs,
    /// Modifiers.
    Modifier,
    /// Diagnoses that support medical necessity.
    Icd10Covered,
    /// Diagnoses that do not.
    Icd10Noncovered,
    /// ICD-10-PCS procedures.
    Icd10Pcs,
    /// Types of bill.
    Bill,
    /// Revenue codes.
    Revenue,
}

impl List {
    /// The lists of an article; LCDs have the first alone.
    pub const ALL: [Self; 7] = [
        Self::Hcpcs,
        Self::Modifier,
        Self::Icd10Covered,
        Self::Icd10Noncovered,
        Self::Icd10Pcs,
        Self::Bill,
        Self::Revenue,
    ];

    /// Its name in the release.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hcpcs => "hcpcs",
            Self::Modifier => "modifier",
            Self::Icd10Covered => "icd10-covered",
            Self::Icd10Noncovered => "icd10-noncovered",
            Self::Icd10Pcs => "icd10-pcs",
            Self::Bill => "bill",
            Self::Revenue => "revenue",
        }
    }

    /// The table's name after that of its family.
    pub fn table(self) -> &'static str {
        match self {
            Self::Hcpcs => "x_hcpc_code",
            Self::Modifier => "x_hcpc_modifier",
            Self::Icd10Covered => "x_icd10_covered",
            Self::Icd10Noncovered => "x_icd10_noncovered",
            Self::Icd10Pcs => "x_icd10_pcs_code",
            Self::Bill => "x_bill_code",
            Self::Revenue => "x_revenue_code",
        }
    }

    /// The column of the code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hcpcs => "hcpc_code_id",
            Self::Modifier => "hcpc_modifier_code_id",
            Self::Icd10Covered | Self::Icd10Noncovered => "icd10_code_id",
            Self::Icd10Pcs => "icd10_pcs_code_id",
            Self::Bill => "bill_code_id",
            Self::Revenue => "revenue_code_id",
        }
    }

    /// The column of the group, in this table and in that of the groups.
    pub fn group(self) -> Option<&'static str> {
        match self {
            Self::Hcpcs => Some("hcpc_code_group"),
            Self::Modifier => Some("hcpc_modifier_group"),
            Self::Icd10Covered => Some("icd10_covered_group"),
            Self::Icd10Noncovered => Some("icd10_noncovered_group"),
            Self::Icd10Pcs => Some("icd10_pcs_code_group"),
            Self::Bill | Self::Revenue => None,
        }
    }

    /// The column that says where in a range a code stands.
    pub fn range(self) -> Option<&'static str> {
        (!matches!(self, Self::Modifier | Self::Bill)).then_some("range")
    }

    /// The column of the asterisk, and that of the groups which explains it.
    pub fn asterisk(self) -> Option<[&'static str; 2]> {
        (self == Self::Icd10Covered).then_some(["asterisk", "icd10_covered_ast"])
    }

    /// The canonical spelling of what is a code of the list. What is none, such as `XX000` for "not applicable",
    /// stays as it is printed.
    pub fn spelled(self, printed: String) -> String {
        let code = match self {
            Self::Hcpcs => Code::parse_procedure(&printed),
            Self::Modifier => Code::parse(CodeSystem::Modifier, &printed),
            Self::Icd10Covered | Self::Icd10Noncovered => Code::parse(CodeSystem::Icd10cm, &printed),
            Self::Icd10Pcs => Code::parse(CodeSystem::Icd10pcs, &printed),
            Self::Bill | Self::Revenue => return printed,
        };
        code.map_or(printed, |code| code.as_str().to_owned())
    }
}

/// The column of the group in a table of codes or of groups, where the list has groups.
pub(super) struct GroupColumn(Option<Found>);

impl GroupColumn {
    /// That of a list.
    pub fn find(header: &Header<'_>, list: List) -> Result<Self, ReadError> {
        Ok(Self(header.find_optional(list.group())?))
    }

    /// The number of the group. One that is not given is the only one.
    pub fn read(&self, row: Record<'_>) -> Result<i32, ReadError> {
        let number = self.0.as_ref().map(|group| row.cell(group).optional(Cell::whole));
        Ok(number.transpose()?.flatten().unwrap_or(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_one_spelling_and_what_is_none_stays() {
        for (list, printed, spelled) in [
            (List::Icd10Covered, "m54.50", "M54.50"),
            (List::Icd10Noncovered, "M5450", "M54.50"),
            (List::Icd10Covered, "XX000", "XX000"),
            (List::Hcpcs, "g0283", "G0283"),
            (List::Icd10Pcs, "0sRC0J9", "0SRC0J9"),
            (List::Modifier, "kx", "KX"),
            (List::Modifier, "N/A", "N/A"),
            (List::Bill, "012x", "012x"),
            (List::Revenue, "0420", "0420"),
        ] {
            assert_eq!(list.spelled(printed.to_owned()), spelled);
        }
    }
}

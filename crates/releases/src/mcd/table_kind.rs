//! The tables that are read.

use super::codes::Codes;
use super::contractors::{Contractors, Issuers, Jurisdictions};
use super::documents::Documents;
use super::family::Family;
use super::groups::Groups;
use super::links::Links;
use super::list::List;
use super::lookups::Lookups;
use super::reader::{Header, ReadRow, Reader};
use crate::detect::Input;
use crate::error::ReadError;
use crate::row::{Reading, Rows};
use codeset::release::ReleaseInfo;
use std::sync::Arc;

/// A table that is read, or that another one needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// The documents.
    Documents(Family),
    /// A list of codes.
    Codes(Family, List),
    /// The groups of a list.
    Groups(Family, List),
    /// The contractors of the documents.
    Issuers(Family),
    /// Related LCDs and articles.
    Related(Family),
    /// Related NCDs.
    RelatedNcds(Family),
    /// Contractors.
    Contractors,
    /// The states of contractors.
    Jurisdictions,
    /// The names of states.
    States,
    /// The names of the kinds of articles.
    ArticleTypes,
}

impl TableKind {
    /// The tables that an export of a family must have.
    pub fn of_family(family: Family) -> Vec<Self> {
        let mut kinds = vec![Self::Documents(family)];
        if family == Family::Ncd {
            return kinds;
        }
        let lists = if family == Family::Article {
            &List::ALL[..]
        } else {
            &[List::Hcpcs]
        };
        for list in lists {
            kinds.push(Self::Codes(family, *list));
            if list.group().is_some() {
                kinds.push(Self::Groups(family, *list));
            }
        }
        kinds.extend([
            Self::Issuers(family),
            Self::Related(family),
            Self::RelatedNcds(family),
        ]);
        kinds.extend([Self::Contractors, Self::Jurisdictions, Self::States]);
        if family == Family::Article {
            kinds.push(Self::ArticleTypes);
        }
        kinds
    }

    /// The table of a file with this name and first line.
    pub fn of(name: &str, first_line: &str) -> Option<Self> {
        let captions: Vec<_> = first_line
            .trim_start_matches('\u{feff}')
            .split(',')
            .map(|caption| caption.trim().trim_matches('"').trim())
            .collect();
        let has = |wanted: &&str| {
            captions
                .iter()
                .any(|caption| caption.eq_ignore_ascii_case(wanted))
        };
        let all = || Family::ALL.into_iter().flat_map(Self::of_family);
        let by_captions = all().find(|kind| kind.marks().iter().all(has));
        // A known table with other captions is still that table: what is missing is said when it is read.
        by_captions
            .or_else(|| all().find(|kind| kind.file_name() == name && kind.marks().first().is_some_and(has)))
    }

    /// The published name.
    pub fn file_name(self) -> String {
        let of = |family: Family, rest: &str| format!("{}_{rest}.csv", family.slug());
        match self {
            Self::Documents(Family::Ncd) => "ncd_trkg.csv".into(),
            Self::Documents(family) => format!("{}.csv", family.slug()),
            Self::Codes(family, list) => of(family, list.table()),
            Self::Groups(family, list) => of(family, &format!("{}_group", list.table())),
            Self::Issuers(family) => of(family, "x_contractor"),
            Self::Related(family) => of(family, "related_documents"),
            Self::RelatedNcds(family) => of(family, "related_ncd_documents"),
            Self::Contractors => "contractor.csv".into(),
            Self::Jurisdictions => "contractor_jurisdiction.csv".into(),
            Self::States => "state_lookup.csv".into(),
            Self::ArticleTypes => "article_type_lookup.csv".into(),
        }
    }

    /// Captions that no other table has together.
    fn marks(self) -> Vec<&'static str> {
        let of = |family: Family, rest: &[&'static str]| {
            let [number, _] = family.key();
            [&[number], rest].concat()
        };
        match self {
            Self::Documents(Family::Lcd) => vec!["lcd_id", "title", "rev_eff_date"],
            Self::Documents(Family::Article) => vec!["article_id", "title", "article_eff_date"],
            Self::Documents(Family::Ncd) => vec!["NCD_id", "NCD_mnl_sect", "indctn_lmtn"],
            Self::Codes(family, list) => {
                let columns: Vec<_> = list.group().into_iter().chain([list.code()]).collect();
                of(family, &columns)
            }
            Self::Groups(family, list) => {
                let columns: Vec<_> = list.group().into_iter().chain(["paragraph"]).collect();
                of(family, &columns)
            }
            Self::Issuers(family) => of(family, &["contractor_id", "contractor_type_id"]),
            Self::Related(family) => of(family, &["r_article_id", "r_lcd_id"]),
            Self::RelatedNcds(family) => of(family, &["r_ncd_id"]),
            Self::Contractors => vec!["contractor_id", "contractor_bus_name"],
            Self::Jurisdictions => vec!["contractor_id", "state_id", "term_date"],
            Self::States => vec!["state_id", "state_abbrev"],
            Self::ArticleTypes => vec!["article_type_id", "description"],
        }
    }

    /// The family to whose export alone it belongs.
    pub fn family(self) -> Option<Family> {
        match self {
            Self::Documents(family)
            | Self::Codes(family, _)
            | Self::Groups(family, _)
            | Self::Issuers(family)
            | Self::Related(family)
            | Self::RelatedNcds(family) => Some(family),
            Self::ArticleTypes => Some(Family::Article),
            Self::Contractors | Self::Jurisdictions | Self::States => None,
        }
    }

    /// Whether it only spells out what stands in others.
    pub fn is_lookup(self) -> bool {
        matches!(self, Self::States | Self::ArticleTypes)
    }

    /// Begins to read it.
    pub fn open<'a>(
        self,
        input: Input<'a>,
        file: &str,
        info: &ReleaseInfo,
        lookups: &Arc<Lookups>,
    ) -> Result<Rows<'a>, ReadError> {
        match self {
            Self::Documents(family) => rows(input, file, |header| Documents::find(header, family, lookups)),
            Self::Codes(family, list) => rows(input, file, |header| Codes::find(header, family, list)),
            Self::Groups(family, list) => rows(input, file, |header| Groups::find(header, family, list)),
            Self::Issuers(family) => rows(input, file, |header| Issuers::find(header, family)),
            Self::Related(family) => rows(input, file, |header| {
                Links::find(header, family, &[Family::Article, Family::Lcd])
            }),
            Self::RelatedNcds(family) => {
                rows(input, file, |header| Links::find(header, family, &[Family::Ncd]))
            }
            Self::Contractors => rows(input, file, Contractors::find),
            Self::Jurisdictions => rows(input, file, |header| {
                Jurisdictions::find(header, lookups, info.valid_from)
            }),
            // They are read before the others, and have no rows of their own.
            Self::States | Self::ArticleTypes => Ok(Box::new(std::iter::empty())),
        }
    }
}

fn rows<'a, T: ReadRow + Send + 'a>(
    input: Input<'a>,
    file: &str,
    find: impl FnOnce(&Header<'_>) -> Result<T, ReadError>,
) -> Result<Rows<'a>, ReadError> {
    Ok(Box::new(Reading::new(Reader::new(input, file, find)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mcd::testing::{read, table, tables};

    #[test]
    fn every_table_is_told_by_its_captions_and_by_its_name() {
        for family in Family::ALL {
            let mut known = TableKind::of_family(family);
            for (name, text) in tables(family) {
                let header = text.lines().next().unwrap_or_default();
                let Some(kind) = TableKind::of("renamed.csv", header) else {
                    unreachable!("{name} is not recognised")
                };
                assert_eq!(kind.file_name(), name);
                assert_eq!(TableKind::of(name, kind.marks()[0]), Some(kind), "{name}");
                let backwards: Vec<_> = header.split(',').rev().collect();
                assert_eq!(TableKind::of("x.csv", &backwards.join(",")), Some(kind), "{name}");
                let quoted = format!("\u{feff}\"{}\"", header.to_uppercase().replace(',', "\",\""));
                assert_eq!(TableKind::of("x.csv", &quoted), Some(kind), "{name}");
                known.retain(|other| *other != kind);
            }
            assert_eq!(known, [], "the miniature has all tables");
        }
        assert_eq!(TableKind::of("lcd.csv", "a,b,c"), None);
        assert_eq!(
            TableKind::of(
                "article_x_code_table.csv",
                "article_id,article_version,article_type,code_table_row,brand_name,eff_date,hcpc_code_id"
            ),
            None
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_a_caption() {
        let (file, text) = ("lcd_x_contractor.csv", table("lcd_x_contractor.csv"));
        let marked = read(file, &format!("\u{feff}{text}"));
        assert!(marked.is_ok());
        assert_eq!(marked, read(file, &text));
    }
}

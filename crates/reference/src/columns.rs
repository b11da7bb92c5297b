//! What the columns of dated tables are called, and how their values are written.

use codeset::mpfs::{decimal, dollars, price};
use codeset::{Code, CodeSystem};
use store::release_load::DatedTable;

/// How a column's value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// As it stands.
    Plain,
    /// An integer of hundredths, thousandths …: so many decimals.
    Decimals(usize),
    /// Cents.
    Money,
    /// Ten-thousandths of a dollar.
    Price,
    /// Yes or no.
    Flag,
}

/// The caption of a column and the unit of its values.
fn column(table: &str, column: &str) -> (&'static str, Unit) {
    use Unit::{Decimals, Flag, Money, Plain, Price};
    match (table, column) {
        ("fee", "work") => ("Work RVU", Decimals(2)),
        ("fee", "pe_nonfacility") => ("Practice expense RVU, non-facility", Decimals(2)),
        ("fee", "pe_facility") => ("Practice expense RVU, facility", Decimals(2)),
        ("fee", "mp") => ("Malpractice RVU", Decimals(2)),
        ("fee", "total_nonfacility") => ("Total RVU, non-facility", Decimals(2)),
        ("fee", "total_facility") => ("Total RVU, facility", Decimals(2)),
        ("fee", "na_nonfacility") => ("Not typical outside a facility", Flag),
        ("fee", "na_facility") => ("Not typical in a facility", Flag),
        ("fee", "pctc") => ("PC/TC indicator", Plain),
        ("fee", "pre_op") => ("Preoperative share", Decimals(2)),
        ("fee", "intra_op") => ("Intraoperative share", Decimals(2)),
        ("fee", "post_op") => ("Postoperative share", Decimals(2)),
        ("fee", "multiple") => ("Multiple procedure indicator", Plain),
        ("fee", "bilateral") => ("Bilateral surgery indicator", Plain),
        ("fee", "assistant") => ("Assistant at surgery indicator", Plain),
        ("fee", "cosurgeon") => ("Co-surgeon indicator", Plain),
        ("fee", "team") => ("Team surgery indicator", Plain),
        ("conversion_factor", "factor") => ("Dollars for one RVU or anesthesia unit", Decimals(4)),
        ("gpci", "work") => ("Work GPCI", Decimals(3)),
        ("gpci", "pe") => ("Practice expense GPCI", Decimals(3)),
        ("gpci", "mp") => ("Malpractice GPCI", Decimals(3)),
        ("anesthesia_factor", "factor") => ("Dollars for one unit", Money),
        ("anesthesia_factor", "qp_factor") => ("Dollars for one unit of qualifying APM participants", Money),
        ("opps_cap", "facility") => ("Payment in a facility", Money),
        ("opps_cap", "nonfacility") => ("Payment outside a facility", Money),
        ("opps_rate", "status") => ("Status indicator", Plain),
        ("opps_rate", "apc") => ("APC", Plain),
        ("opps_rate", "weight") => ("Relative weight", Decimals(4)),
        ("opps_rate", "payment") => ("Payment rate", Price),
        ("opps_rate", "national_copay") => ("National copayment", Money),
        ("opps_rate", "minimum_copay") => ("Minimum copayment", Money),
        ("mue", "mai") => ("MAI", Plain),
        ("ptp_edit", "before_1996") => ("In existence before 1996", Flag),
        ("zip_locality", "has_parts") => ("Parts lie in other localities", Flag),
        ("icd_block", "first") => ("First category", Plain),
        ("icd_block", "last") => ("Last category", Plain),
        ("icd_block", "categories") => ("Categories", Plain),
        ("index_term", "target") => ("Code", Plain),
        ("tabular_note", "text") => ("Note", Plain),
        (_, "billable") => ("Billable", Flag),
        (_, "approximate") => ("Approximate", Flag),
        (_, "no_map") => ("No mapping", Flag),
        (_, "combination") => ("Combination", Flag),
        (_, "mac") => ("MAC", Plain),
        (_, "short_title") => ("Short title", Plain),
        (_, "long_title") => ("Title", Plain),
        (_, "ended_on") => ("Last day", Plain),
        (_, "added_on") => ("Added on", Plain),
        (_, "effective_on") => ("Effective on", Plain),
        (_, "retired_on") => ("Retired on", Plain),
        (_, "updated_on") => ("Updated on", Plain),
        (_, "status") => ("Status", Plain),
        (_, "kind") => ("Kind", Plain),
        (_, "text") => ("Text", Plain),
        (_, "name") => ("Name", Plain),
        (_, "title") => ("Title", Plain),
        (_, "state") => ("State", Plain),
        (_, "units") => ("Units", Plain),
        (_, "rationale") => ("Rationale", Plain),
        (_, "deleted") => ("Deletion date", Plain),
        (_, "effective") => ("Effective date", Plain),
        (_, "indicator") => ("Modifier indicator", Plain),
        (_, "global_days") => ("Global days", Plain),
        (_, "endoscopic_base") => ("Endoscopic base", Plain),
        (_, "supervision") => ("Supervision", Plain),
        (_, "imaging_family") => ("Imaging family", Plain),
        (_, "locality") => ("Locality", Plain),
        (_, "counties") => ("Counties", Plain),
        (_, "rural") => ("Rural", Plain),
        (_, "lab_locality") => ("Laboratory locality", Plain),
        (_, "change") => ("Change indicator", Plain),
        (_, "edit_type") => ("Type", Plain),
        (_, "meaning") => ("Meaning", Plain),
        (_, "chapter") => ("Chapter", Plain),
        (_, "level") => ("Level", Plain),
        (_, "nonessential") => ("Nonessential modifiers", Plain),
        (_, "see") => ("See", Plain),
        (_, "see_also") => ("See also", Plain),
        (_, "cells") => ("Codes by column", Plain),
        (_, "description") => ("Description", Plain),
        (_, "display") => ("Number", Plain),
        (_, "mark") => ("Mark", Plain),
        (_, "paragraph") => ("Paragraph", Plain),
        (_, "number") => ("Number", Plain),
        (_, "pricing") => ("Pricing indicators", Plain),
        (_, "multiple_pricing") => ("Multiple pricing indicator", Plain),
        (_, "coverage_issues") => ("Coverage Issues Manual", Plain),
        (_, "carriers_manual") => ("Carriers Manual", Plain),
        (_, "statute") => ("Statute", Plain),
        (_, "lab_certifications") => ("Laboratory certifications", Plain),
        (_, "cross_references") => ("Cross references", Plain),
        (_, "coverage") => ("Coverage", Plain),
        (_, "asc_group") => ("ASC group", Plain),
        (_, "processing_note") => ("Processing note", Plain),
        (_, "betos") => ("BETOS", Plain),
        (_, "types_of_service") => ("Types of service", Plain),
        (_, "anesthesia_units") => ("Anesthesia base units", Plain),
        (_, "action") => ("Action", Plain),
        _ => ("Value", Plain),
    }
}

/// The caption of a column.
pub(crate) fn caption(table: &DatedTable, name: &str) -> &'static str {
    column(table.name, name).0
}

/// A value as readers write it; empty for a null.
pub(crate) fn written(table: &DatedTable, name: &str, value: Option<&str>) -> String {
    let Some(value) = value else {
        return String::new();
    };
    let unit = column(table.name, name).1;
    match (unit, value.parse::<i32>(), value.parse::<i64>()) {
        (Unit::Decimals(places), Ok(number), _) => decimal(number, places),
        (Unit::Money, _, Ok(cents)) => dollars(cents),
        (Unit::Price, _, Ok(ten_thousandths)) => price(ten_thousandths),
        (Unit::Flag, ..) => match value {
            "1" | "true" | "t" => "yes".into(),
            _ => "no".into(),
        },
        _ => value.to_owned(),
    }
}

/// What a table's rows are, for the heading of a list.
pub(crate) fn rows_of(table: &DatedTable) -> &'static str {
    match table.name {
        "code_version" => "Codes",
        "descriptor" => "Descriptors",
        "hcpcs_attribute" => "Attributes of codes",
        "fee" => "Relative values",
        "conversion_factor" => "Conversion factors",
        "gpci" => "Indices",
        "locality_area" => "Localities",
        "zip_locality" => "ZIP codes",
        "anesthesia_factor" => "Localities",
        "opps_cap" => "Capped payments",
        "opps_rate" => "Rates",
        "mue" => "Unit limits",
        "ptp_edit" => "Edits",
        "add_on" => "Add-on edits",
        "tabular_note" => "Notes",
        "seventh_character" => "Seventh characters",
        "icd_block" => "Chapters and blocks",
        "index_term" => "Entries",
        "gem" => "Mappings",
        "place_of_service" => "Places of service",
        "coverage_document" => "Documents",
        "coverage_code" => "Codes in documents",
        "coverage_group" => "Paragraphs",
        "coverage_contractor" => "Contractors of documents",
        "coverage_link" => "Related documents",
        "contractor" => "Contractors",
        "jurisdiction" => "Jurisdictions",
        _ => "Rows",
    }
}

/// What a row is about: the code that leads to its page, where it has one, and the rest of the key in words.
pub(crate) fn subject(table: &DatedTable, key: &[Option<String>]) -> (Option<Code>, String) {
    let value = |name: &str| {
        let place = table.key.iter().position(|column| *column == name)?;
        key.get(place)?.as_deref()
    };
    let code = match (
        value("system"),
        value("code"),
        value("column1").or(value("add_on")),
    ) {
        (Some(system), Some(code), _) => {
            CodeSystem::from_slug(system).and_then(|system| Code::parse(system, code).ok())
        }
        (None, Some(code), _) => Code::parse_procedure(code).ok(),
        (_, None, first) => first.and_then(|code| Code::parse_procedure(code).ok()),
    };
    let is_told = |name: &str| {
        matches!(name, "system" | "occurrence")
            || (code.is_some() && matches!(name, "code" | "column1" | "add_on"))
    };
    let rest = table
        .key
        .iter()
        .zip(key)
        .filter(|(name, _)| !is_told(name))
        .filter_map(|(_, value)| value.as_deref().filter(|value| !value.is_empty()))
        .collect::<Vec<_>>()
        .join(" · ");
    (code, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::release_load::all_tables;

    fn table(name: &str) -> DatedTable {
        all_tables().into_iter().find(|table| table.name == name).unwrap()
    }

    #[test]
    fn every_column_has_a_caption() {
        for table in all_tables() {
            for name in table.telling() {
                assert_ne!(caption(&table, name), "Value", "{}.{name}", table.name);
            }
            assert_ne!(rows_of(&table), "Rows", "{}", table.name);
        }
    }

    #[test]
    fn figures_are_written_in_their_unit() {
        let fee = table("fee");
        assert_eq!(written(&fee, "work", Some("29")), "0.29");
        assert_eq!(written(&fee, "na_facility", Some("1")), "yes");
        assert_eq!(written(&fee, "na_facility", Some("false")), "no");
        assert_eq!(
            written(&table("conversion_factor"), "factor", Some("323465")),
            "32.3465"
        );
        assert_eq!(
            written(&table("opps_rate"), "payment", Some("4929001055")),
            "$492,900.1055"
        );
        assert_eq!(
            written(&table("opps_rate"), "minimum_copay", Some("157916")),
            "$1,579.16"
        );
        assert_eq!(written(&table("opps_rate"), "payment", None), "");
    }

    #[test]
    fn a_row_is_named_by_its_code_and_the_rest_of_its_key() {
        let key = |values: &[&str]| values.iter().map(|v| Some((*v).to_owned())).collect::<Vec<_>>();
        let (code, rest) = subject(&table("fee"), &key(&["97150", "26"]));
        assert_eq!(
            (code.unwrap().path().as_str(), rest.as_str()),
            ("/codes/cpt/97150", "26")
        );
        let (code, rest) = subject(&table("code_version"), &key(&["icd10cm", "M54.50"]));
        assert_eq!((code.unwrap().as_str(), rest.as_str()), ("M54.50", ""));
        let (code, rest) = subject(&table("ptp_edit"), &key(&["97150", "G0283", "2020-01-01", "0"]));
        assert_eq!(
            (code.unwrap().as_str(), rest.as_str()),
            ("97150", "G0283 · 2020-01-01")
        );
        let (code, rest) = subject(&table("tabular_note"), &key(&["M54", "excludes1", "a note"]));
        assert_eq!((code, rest.as_str()), (None, "M54 · excludes1 · a note"));
    }
}

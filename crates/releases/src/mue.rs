//! NCCI medically unlikely edits for practitioner, outpatient hospital and DME supplier services, as CSV and as the
//! sheet beside it.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, Spot};
use crate::naming;
use crate::ncci_setting::Setting;
use crate::row::Reading;
use crate::row::{Row, RowSource, Seen};
use crate::table::{Columns, Found, Table};
use codeset::release::Source;
use codeset::rows::MueRow;
use std::io::BufRead;

/// The header is looked for in so many rows; before it stands a notice of several lines in one cell.
const PREAMBLE_ROWS: usize = 10;

/// The CSV.
pub(crate) struct MueTable<R> {
    table: Table<R>,
    all: Columns,
    code: Found,
    units: Found,
    mai: Found,
    rationale: Found,
    seen: Seen<String>,
}

impl<R: BufRead> MueTable<R> {
    /// Reads the header, which must be that of a setting.
    pub fn new(input: R, file: &str, setting: Setting) -> Result<Self, ReadError> {
        let mut table = Table::new(input, file);
        for _ in 0..PREAMBLE_ROWS {
            let Some(header) = table.next()? else { break };
            if header.filled() > 1 {
                let (spot, all) = (header.spot, Columns::of(header));
                let code = all.find(spot, "HCPCS/ CPT Code")?;
                let units = find_units(&all, spot, setting)?;
                let mai = all.find(spot, "MUE Adjudication Indicator")?;
                let rationale = all.find(spot, "MUE Rationale")?;
                return Ok(Self {
                    table,
                    all,
                    code,
                    units,
                    mai,
                    rationale,
                    seen: Seen::new(),
                });
            }
        }
        Err(table
            .here()
            .problem("the header (HCPCS/CPT Code, MUE Values, …) was not found"))
    }
}

/// The column of the units in a setting.
fn find_units(all: &Columns, spot: Spot<'_>, setting: Setting) -> Result<Found, ReadError> {
    let caption_of = |setting: Setting| format!("{} MUE Values", setting.services());
    let find = |setting: Setting| {
        all.find_by(spot, &caption_of(setting), |caption| {
            caption.to_ascii_lowercase().ends_with("mue values") && Setting::of(caption) == Some(setting)
        })
    };
    find(setting).map_err(|missing| {
        let other = Setting::ALL.into_iter().find(|other| find(*other).is_ok());
        other.map_or(missing, |other| {
            spot.problem(format!(
                "the header has no column \"{}\", as the file's name announces, but \"{}\": give the file its \
                 published name",
                caption_of(setting),
                caption_of(other)
            ))
        })
    })
}

/// The adjudication indicator is the digit that the text begins with: `3 Date of Service Edit: Clinical`.
fn adjudication(cell: Cell<'_>) -> Result<i32, ReadError> {
    let text = cell.raw();
    match text.split(' ').next() {
        Some("1") => Ok(1),
        Some("2") => Ok(2),
        Some("3") => Ok(3),
        _ => Err(cell.problem("does not begin with an adjudication indicator (1, 2 or 3)")),
    }
}

impl<R: BufRead> RowSource for MueTable<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let Some(row) = self.table.next()? else {
            return Ok(None);
        };
        self.all.check_width(row)?;
        let code = row.cell(&self.code).procedure()?;
        self.seen
            .once(row.spot, code.as_str().to_owned(), || format!("the code {code}"))?;
        Ok(Some(Row::Mue(MueRow {
            code,
            units: row.cell(&self.units).whole()?,
            mai: adjudication(row.cell(&self.mai))?,
            rationale: row.cell(&self.rationale).some_text()?,
        })))
    }

    fn here(&self) -> Spot<'_> {
        self.table.here()
    }
}

/// The table of practitioner services.
pub(crate) const PRACTITIONER: Layout = Layout::new(|input, file, _| {
    let table = MueTable::new(input, file, Setting::Practitioner)?;
    Ok(Box::new(Reading::new(table)))
});

/// The table of outpatient hospital services.
pub(crate) const OUTPATIENT: Layout = Layout::new(|input, file, _| {
    let table = MueTable::new(input, file, Setting::Hospital)?;
    Ok(Box::new(Reading::new(table)))
});

/// The table of suppliers.
pub(crate) const SUPPLIER: Layout = Layout::new(|input, file, _| {
    let table = MueTable::new(input, file, Setting::Supplier)?;
    Ok(Box::new(Reading::new(table)))
});

/// Tells a file of this kind by its content or name. Whose edits it has the name announces and the caption of the
/// units must confirm; where the name is silent the caption tells it.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let caption = file.text.lines().find(|line| line.contains("MUE Values"));
    if caption.is_none() && !file.says("MUE Adjudication Indicator") && !file.named("_mue_") {
        return None;
    }
    let (source, layout, example) = match Setting::of(&file.name).or_else(|| Setting::of(caption?)) {
        Some(Setting::Practitioner) => (
            Source::MuePractitioner,
            PRACTITIONER,
            "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
        ),
        Some(Setting::Hospital) => (
            Source::MueOutpatient,
            OUTPATIENT,
            "MCR_MUE_OutpatientHospitalServices_Eff_04-01-2026.csv",
        ),
        Some(Setting::Supplier) => (
            Source::MueDme,
            SUPPLIER,
            "MCR_MUE_DMESupplierServices_Eff_04-01-2026.csv",
        ),
        None => {
            return not(
                "MUE of another setting than practitioner, outpatient hospital or DME supplier services",
            );
        }
    };
    release_or(
        naming::mue_name(source, &file.name),
        layout,
        "a MUE file",
        example,
    )
}

#[cfg(test)]
mod tests {
    use crate::detect::Layout;
    use crate::row::Row;
    use crate::testing::{MUE, mue_of, read, recognised};

    fn table(text: &[u8]) -> Result<Vec<Row>, String> {
        read(super::PRACTITIONER, "MUE.csv", text)
    }

    fn verdict(name: &str, text: &[u8]) -> String {
        recognised(name, text, |info, _| {
            format!("{} {}", info.source.slug(), info.label)
        })
    }

    fn with(old: &str, new: &str) -> Vec<u8> {
        // The one byte that is not UTF-8 does not matter here.
        String::from_utf8_lossy(MUE).replace(old, new).into_bytes()
    }

    #[test]
    fn zero_units_are_a_value_and_the_indicator_is_the_leading_digit() {
        let rows = table(MUE).unwrap_or_default();
        let [Row::Mue(first), Row::Mue(second)] = rows.as_slice() else {
            unreachable!("{rows:?}")
        };
        assert_eq!((first.code.as_str(), first.units, first.mai), ("0001U", 1, 2));
        assert_eq!((second.units, second.mai), (0, 3));
        assert_eq!(second.rationale, "Nature of Service/Procedure");
    }

    #[test]
    fn the_rows_are_read_as_they_stand() {
        insta::assert_debug_snapshot!(table(MUE));
    }

    #[test]
    fn every_setting_has_the_same_rows_under_its_own_caption() {
        let settings: [(Layout, &str); 2] = [
            (super::OUTPATIENT, "Outpatient Hospital Services"),
            (super::SUPPLIER, "DME Supplier Services"),
        ];
        for (layout, services) in settings {
            assert_eq!(read(layout, "MUE.csv", mue_of(services).as_bytes()), table(MUE));
        }
    }

    #[test]
    fn the_setting_is_told_by_name_or_caption() {
        let outpatient = mue_of("Outpatient Hospital Services");
        for (name, text, said) in [
            (
                "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
                MUE,
                "mue-practitioner 2026 Q2",
            ),
            (
                "MCR_MUE_OutpatientHospitalServices_Eff_04-01-2026.csv",
                outpatient.as_bytes(),
                "mue-outpatient 2026 Q2",
            ),
            (
                "MCR_MUE_DMESupplierServices_Eff_01-01-2026.xlsx",
                mue_of("DME Supplier Services").as_bytes(),
                "mue-dme 2026 Q1",
            ),
            (
                "renamed_Eff_04-01-2026.csv",
                outpatient.as_bytes(),
                "mue-outpatient 2026 Q2",
            ),
        ] {
            assert_eq!(verdict(name, text), said, "{name}");
        }
        let other = mue_of("Ambulance Services");
        assert!(verdict("MUE_Eff_04-01-2026.csv", other.as_bytes()).contains("another setting"));
        assert!(
            verdict("outpatient_mue.csv", outpatient.as_bytes()).contains("neither its text nor its name")
        );
    }

    #[test]
    fn a_caption_that_contradicts_the_name_is_refused() {
        let refused = table(mue_of("Outpatient Hospital Services").as_bytes());
        assert_eq!(
            refused,
            Err(
                "MUE.csv, line 4: the header has no column \"Practitioner Services MUE Values\", as the file's \
                 name announces, but \"Outpatient Hospital Services MUE Values\": give the file its published name"
                    .into()
            )
        );
    }

    #[test]
    fn swapped_columns_are_refused_at_the_first_cell() {
        let refused = table(&with("0001U,1,", "1,0001U,"));
        assert!(
            refused.is_err_and(
                |e| e.contains("line 6, column HCPCS/ CPT Code: \"1\" is not a CPT or HCPCS code")
            )
        );
        let refused = table(&with(
            "2 Date of Service Edit: Policy,Code Descriptor / CPT Instruction",
            "Code Descriptor / CPT Instruction,2 Date of Service Edit: Policy",
        ));
        assert!(refused.is_err_and(|e| e.contains("line 6, column MUE Adjudication Indicator")));
    }

    #[test]
    fn damage_is_located_by_the_line_of_the_file() {
        let refused = table(&with("97001,0,", "97001,O,"));
        assert_eq!(
            refused,
            Err(
                "MUE.csv, line 7, column Practitioner Services MUE Values: \"O\" is not a whole number"
                    .into()
            )
        );
        let refused = table(&with("97001,0,3 ", "97001,0,4 "));
        assert!(refused.is_err_and(|e| e.contains("does not begin with an adjudication indicator")));
        let refused = table(&with("97001,", "0001U,"));
        assert_eq!(
            refused,
            Err("MUE.csv, line 7: the code 0001U is already on line 6".into())
        );
        let refused = table(&with("Practitioner Services", "Outpatient"));
        assert!(refused.is_err_and(|e| e.contains("no column \"Practitioner Services MUE Values\"")));
    }
}

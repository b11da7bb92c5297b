//! General equivalence mappings between the diagnoses of ICD-9-CM and ICD-10-CM.

use crate::cell::Cell;
use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{Column, ReadError, Spot, quoted};
use crate::lines::{Line, Lines};
use crate::naming;
use crate::row::{Reading, Row, RowSource, Seen};
use codeset::release::Source;
use codeset::rows::GemRow;
use codeset::{Code, CodeSystem, icd9};
use std::io::BufRead;

/// The target of a code that has none.
const NO_DIAGNOSIS: &str = "NoDx";

/// The direction is looked for in so many lines.
const TELLING_LINES: usize = 1_000;

/// A classification of diagnoses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Diagnoses {
    Icd9,
    Icd10,
}

/// Separated by spaces: source, target, and five flags in one word. Codes have no dots.
pub(crate) struct Mappings<R> {
    lines: Lines<R>,
    from: Diagnoses,
    seen: Seen<(String, String, i32, i32)>,
}

impl<R: BufRead> Mappings<R> {
    fn new(input: R, file: &str, from: Diagnoses) -> Self {
        Self {
            lines: Lines::new(input, file),
            from,
            seen: Seen::new(),
        }
    }
}

impl Diagnoses {
    fn other(self) -> Self {
        match self {
            Self::Icd9 => Self::Icd10,
            Self::Icd10 => Self::Icd9,
        }
    }

    /// The canonical spelling of a code.
    fn spelled(self, text: &str) -> Option<String> {
        match self {
            Self::Icd9 => icd9::spelled(text),
            Self::Icd10 => {
                let code = Code::parse(CodeSystem::Icd10cm, text).ok()?;
                Some(code.as_str().to_owned())
            }
        }
    }

    /// Reads a code, or the word for none where that may stand.
    fn code(self, cell: Cell<'_>) -> Result<String, ReadError> {
        let text = cell.raw();
        let example = match self {
            Self::Icd9 => "an ICD-9-CM code like 72887",
            Self::Icd10 => "an ICD-10-CM code like M6281",
        };
        let problem = || cell.problem(format!("{} is not {example}", quoted(&text)));
        self.spelled(&text).ok_or_else(problem)
    }
}

/// The words of a line, named by their columns.
fn words(line: Line<'_>) -> Result<[Cell<'_>; 3], ReadError> {
    let words = line.bytes.split(u8::is_ascii_whitespace);
    let words: Vec<_> = words.filter(|word| !word.is_empty()).take(4).collect();
    let &[source, target, flags] = words.as_slice() else {
        return Err(line
            .spot
            .problem("the row is not a source, a target and flags, separated by spaces"));
    };
    let cell = |name, bytes| Cell::new(line.spot, Column::Caption(name), bytes);
    Ok([
        cell("source", source),
        cell("target", target),
        cell("flags", flags),
    ])
}

/// The five flags.
struct Flags {
    approximate: bool,
    no_map: bool,
    combination: bool,
    scenario: i32,
    choice: i32,
}

impl Flags {
    fn read(cell: Cell<'_>) -> Result<Self, ReadError> {
        let digits = cell.digits(5)?;
        let wrong = || {
            let flags = quoted(&digits);
            cell.problem(format!(
                "{flags} is not three flags of 0 or 1, a scenario and a choice"
            ))
        };
        let [approximate, no_map, combination, scenario, choice] = digits.as_bytes() else {
            return Err(wrong());
        };
        if [approximate, no_map, combination]
            .iter()
            .any(|flag| **flag > b'1')
        {
            return Err(wrong());
        }
        let flags = Self {
            approximate: *approximate == b'1',
            no_map: *no_map == b'1',
            combination: *combination == b'1',
            scenario: (scenario - b'0').into(),
            choice: (choice - b'0').into(),
        };
        if flags.combination != (flags.scenario > 0) || flags.combination != (flags.choice > 0) {
            let flags = quoted(&digits);
            return Err(cell.problem(format!(
                "{flags}: a combination, and nothing else, has a scenario and a choice"
            )));
        }
        Ok(flags)
    }
}

impl<R: BufRead> RowSource for Mappings<R> {
    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        while let Some(line) = self.lines.next()? {
            if line.is_blank() {
                continue;
            }
            let [from, to, flags] = words(line)?;
            let from_code = self.from.code(from)?;
            let flags = Flags::read(flags)?;
            let is_none = to.raw() == NO_DIAGNOSIS;
            if is_none != flags.no_map {
                return Err(to.problem(format!(
                    "{} does not agree with the second flag, which says whether there is no mapping",
                    quoted(&to.raw())
                )));
            }
            let to_code = if is_none {
                NO_DIAGNOSIS.to_owned()
            } else {
                self.from.other().code(to)?
            };
            let key = (from_code.clone(), to_code.clone(), flags.scenario, flags.choice);
            let name = || format!("the mapping of {from_code} to {to_code}");
            self.seen.once(line.spot, key, name)?;
            return Ok(Some(Row::Gem(GemRow {
                from_code,
                to_code,
                scenario: flags.scenario,
                choice: flags.choice,
                approximate: flags.approximate,
                no_map: flags.no_map,
                combination: flags.combination,
            })));
        }
        Ok(None)
    }

    fn here(&self) -> Spot<'_> {
        self.lines.here()
    }
}

/// The text from ICD-9-CM.
pub(crate) const ICD9: Layout = Layout::new(|input, file, _| {
    let source = Mappings::new(input, file, Diagnoses::Icd9);
    Ok(Box::new(Reading::new(source)))
});

/// The text from ICD-10-CM.
pub(crate) const ICD10: Layout = Layout::new(|input, file, _| {
    let source = Mappings::new(input, file, Diagnoses::Icd10);
    Ok(Box::new(Reading::new(source)))
});

/// Which codes a line maps from.
enum Direction {
    From(Diagnoses),
    /// Between procedures.
    Procedures,
    /// Codes that begin with E or V are of the same shape in both.
    Untold,
}

/// The direction of a line; `None` for one that is no mapping.
fn direction(line: &str) -> Option<Direction> {
    let words: Vec<_> = line.split_ascii_whitespace().collect();
    let [from, to, flags] = words.as_slice() else {
        return None;
    };
    if flags.len() != 5 || !flags.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let is = |of: Diagnoses, code: &str| code == NO_DIAGNOSIS || of.spelled(code).is_some();
    let fits = |of: Diagnoses| is(of, from) && is(of.other(), to);
    match (fits(Diagnoses::Icd9), fits(Diagnoses::Icd10)) {
        (true, true) => Some(Direction::Untold),
        (true, false) => Some(Direction::From(Diagnoses::Icd9)),
        (false, true) => Some(Direction::From(Diagnoses::Icd10)),
        (false, false) => {
            let is_procedure =
                |code: &&str| *code == "NoPCS" || Code::parse(CodeSystem::Icd10pcs, code).is_ok();
            (is_procedure(from) && is_procedure(to)).then_some(Direction::Procedures)
        }
    }
}

/// Tells a file of this kind by its content, and where that is the same in both directions by its name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    const PROCEDURES: &str = "mappings of ICD-10-PCS procedures, which are not read";
    if file.named("gem") && file.named("pcs") {
        return not(PROCEDURES);
    }
    let lines = file.text.lines().filter(|line| !line.trim().is_empty());
    let told = lines
        .take(TELLING_LINES)
        .map_while(direction)
        .find(|direction| !matches!(direction, Direction::Untold));
    let from = match told {
        Some(Direction::Procedures) => return not(PROCEDURES),
        Some(Direction::From(from)) => from,
        _ if file.named("i9gem") => Diagnoses::Icd9,
        _ if file.named("i10gem") => Diagnoses::Icd10,
        _ => return None,
    };
    let (source, layout, example) = match from {
        Diagnoses::Icd9 => (Source::GemIcd9, ICD9, "2018_I9gem.txt"),
        Diagnoses::Icd10 => (Source::GemIcd10, ICD10, "2018_I10gem.txt"),
    };
    let what = "general equivalence mappings";
    release_or(naming::icd10_name(source, &file.name), layout, what, example)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{GEM_ICD9, GEM_ICD10, read, verdict};

    fn mappings(layout: Layout, text: &str) -> Result<Vec<GemRow>, String> {
        let rows = read(layout, "gem.txt", text.as_bytes())?;
        let gem = |row| match row {
            Row::Gem(row) => row,
            other => unreachable!("{other:?}"),
        };
        Ok(rows.into_iter().map(gem).collect())
    }

    #[test]
    fn codes_get_their_dots_in_either_direction() {
        let rows = mappings(ICD9, GEM_ICD9).unwrap_or_default();
        let pairs: Vec<_> = rows
            .iter()
            .map(|row| (row.from_code.as_str(), row.to_code.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("001.0", "A00.0"),
                ("728.87", "M62.81"),
                ("806.00", "S12.000A"),
                ("806.00", "S14.109A"),
                ("E000.0", "Y99.0"),
                ("E984", "NoDx"),
                ("V54.11", "S42.301D"),
            ]
        );
        assert_eq!(
            (rows[3].combination, rows[3].scenario, rows[3].choice),
            (true, 1, 2)
        );
        assert!(rows[5].no_map && rows[5].approximate && !rows[4].approximate);
        let rows = mappings(ICD10, GEM_ICD10).unwrap_or_default();
        assert_eq!(
            (rows[0].from_code.as_str(), rows[0].to_code.as_str()),
            ("A00.0", "001.0")
        );
        assert_eq!(
            (rows[1].from_code.as_str(), rows[1].to_code.as_str()),
            ("S42.301D", "V54.11")
        );
    }

    #[test]
    fn the_lines_tell_the_direction_and_the_name_where_they_do_not() {
        assert_eq!(verdict("2018_gem.txt", GEM_ICD9), "gem-icd9 FY 2018 2017-10-01");
        assert_eq!(
            verdict("2018_I9gem.txt", GEM_ICD10),
            "gem-icd10 FY 2018 2017-10-01"
        );
        assert!(verdict("gem.txt", GEM_ICD9).contains("like 2018_I9gem.txt"));
        let either = "V010 V011 10000\n";
        assert_eq!(verdict("2018_I9gem.txt", either), "gem-icd9 FY 2018 2017-10-01");
        assert_eq!(verdict("2018_I10gem.txt", either), "gem-icd10 FY 2018 2017-10-01");
        assert_eq!(verdict("2018_x.txt", either), "not recognised");
        for text in [
            "0001  6A750Z4 10000\n",
            "0016070 0234  10000\n",
            "0GT00ZZ NoPCS 11000\n",
        ] {
            assert!(verdict("2018.txt", text).contains("procedures"), "{text}");
        }
        assert!(verdict("gem_i9pcs.txt", "8702 B00BZZZ 10000\n").contains("procedures"));
    }

    #[test]
    fn damage_is_located() {
        let refused = |from: &str, to: &str| {
            mappings(ICD9, &GEM_ICD9.replace(from, to))
                .err()
                .unwrap_or_default()
        };
        let swapped = refused("0010  A000    ", "A000  0010    ");
        assert_eq!(
            swapped,
            "gem.txt, line 1, column source: \"A000\" is not an ICD-9-CM code like 72887"
        );
        let columns = "line 2: the row is not a source, a target and flags";
        assert!(refused("72887 M6281", "72887 M6281 9").contains(columns));
        assert!(refused("72887 M6281", "72887      ").contains(columns));
        assert!(
            refused("M6281  ", "M62-1  ").contains("line 2, column target: \"M62-1\" is not an ICD-10-CM")
        );
        assert!(refused("10112", "20112").contains("column flags: \"20112\" is not three flags"));
        assert!(refused("10112", "10012").contains("column flags: \"10012\": a combination"));
        assert!(
            refused("NoDx", "A000").contains("column target: \"A000\" does not agree with the second flag")
        );
        let again = refused("S14109A 10112", "S12000A 10111");
        assert!(
            again.contains("line 4: the mapping of 806.00 to S12.000A is already on line 3"),
            "{again}"
        );
    }
}

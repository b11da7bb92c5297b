//! Releases as titles and file names spell them.

use chrono::Datelike;
use codeset::NaiveDate;
use codeset::date::MONTHS;
use codeset::release::{ReleaseInfo, Source};

/// The runs of letters and the runs of digits of a text, in order: `PPRRVU2025_Oct` has three.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| match (first.is_ascii_digit(), first.is_ascii_alphabetic()) {
            (true, _) => c.is_ascii_digit(),
            (_, true) => c.is_ascii_alphabetic(),
            _ => c == first,
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        if first.is_ascii_alphanumeric() {
            words.push(word);
        }
        rest = tail;
    }
    words
}

/// The number of a month, whole or as its first three letters, in any case.
fn month_number(word: &str) -> Option<u32> {
    let found = MONTHS
        .iter()
        .position(|month| word.eq_ignore_ascii_case(month) || word.eq_ignore_ascii_case(&month[..3]))?;
    u32::try_from(found + 1).ok()
}

/// The years that a release can be of.
fn plausible_year(word: &str) -> Option<i32> {
    word.parse()
        .ok()
        .filter(|year| word.len() == 4 && (1990..=2099).contains(year))
}

fn info(source: Source, label: String, year: i32, month: u32, day: u32) -> Option<ReleaseInfo> {
    Some(ReleaseInfo::new(
        source,
        label,
        NaiveDate::from_ymd_opt(year, month, day)?,
    ))
}

/// `2025 October`: the release of a month.
pub(crate) fn month_release(source: Source, year: i32, month: u32) -> Option<ReleaseInfo> {
    let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    info(source, format!("{year} {name}"), year, month, 1)
}

/// A release of a quarter, from 1 to 4.
fn quarter_release(source: Source, year: i32, quarter: u32) -> Option<ReleaseInfo> {
    let before = quarter.checked_sub(1).filter(|before| *before < 4)?;
    info(source, format!("{year} Q{quarter}"), year, before * 3 + 1, 1)
}

/// `2025 National Physician Fee Schedule Relative Value File October Release`.
pub(crate) fn fee_title(source: Source, title: &str) -> Option<ReleaseInfo> {
    let words = words(title);
    let year = words.iter().find_map(|word| plausible_year(word))?;
    let release = words
        .iter()
        .position(|word| word.eq_ignore_ascii_case("release"))?;
    let month = month_number(words.get(release.checked_sub(1)?)?)?;
    month_release(source, year, month)
}

/// `PPRRVU2025_Oct.txt`, `PPRRVU25_JAN.txt`.
pub(crate) fn fee_name(source: Source, name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let year = match words
        .iter()
        .find(|word| word.bytes().all(|b| b.is_ascii_digit()))?
    {
        year if year.len() == 2 => 2000 + year.parse::<i32>().ok()?,
        year => plausible_year(year)?,
    };
    month_release(source, year, words.iter().find_map(|word| month_number(word))?)
}

/// The month of a name, which need not have a year: `OPPSCAP_Oct.csv`.
pub(crate) fn month_in(name: &str) -> Option<u32> {
    words(name).iter().find_map(|word| month_number(word))
}

/// A day as the number of an edition: that of January 10, 2025, is 20250110. `None` for what is no day of a
/// release: an edition with too high a number would keep out all that correct it.
fn edition_of(year: &str, month: &str, day: &str) -> Option<i32> {
    let year = plausible_year(year)?;
    let day = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
    let within = i32::try_from(day.month() * 100 + day.day()).ok()?;
    Some(year * 10_000 + within)
}

/// The day of a line `RELEASED 01/10/2025` as the number of the edition.
pub(crate) fn released_on(text: &str) -> Option<i32> {
    text.split("RELEASED ").skip(1).find_map(|after| {
        let end = after.find(|c: char| !c.is_ascii_digit() && c != '/');
        let mut parts = after[..end.unwrap_or(after.len())].split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        edition_of(year, month, day)
    })
}

/// `20254`, the year and the quarter.
pub(crate) fn quarter(source: Source, digits: &str) -> Option<ReleaseInfo> {
    let (year, quarter) = digits.split_at_checked(4)?;
    let year = plausible_year(year)?;
    let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    info(source, format!("{year} Q{quarter}"), year, quarter * 3 - 2, 1)
}

/// `ZIP5_OCT2025.txt`, which is named by the quarter like its rows.
pub(crate) fn zip_name(name: &str) -> Option<ReleaseInfo> {
    let year = words(name).iter().find_map(|word| plausible_year(word))?;
    let quarter_of_year = (month_in(name)? - 1) / 3 + 1;
    quarter(Source::ZipLocality, &format!("{year}{quarter_of_year}"))
}

/// `2023_January_Web_Addendum_B.12212022.xlsx`; the day behind the name, also as `12.21.22`, is the edition. The
/// title names the year alone, and must name the same.
pub(crate) fn addendum_b(title: &str, name: &str) -> Option<ReleaseInfo> {
    let found = fee_name(Source::OppsAddendumB, name)?;
    let titled = words(title).iter().find_map(|word| plausible_year(word));
    if titled.is_some_and(|year| year != found.valid_from.year()) {
        return None;
    }
    let behind = name.split_once('.').map_or("", |(_, behind)| behind);
    let revision = match words(behind).as_slice() {
        [date, ..] if date.len() == 8 && date.is_ascii() => edition_of(&date[4..], &date[..2], &date[2..4]),
        [month, day, year, ..] if year.len() == 2 => edition_of(&format!("20{year}"), month, day),
        [month, day, year, ..] => edition_of(year, month, day),
        _ => None,
    };
    Some(ReleaseInfo {
        revision: revision.unwrap_or_default(),
        ..found
    })
}

/// The first year of a title, for the sources that come once a year.
pub(crate) fn yearly(source: Source, title: &str) -> Option<ReleaseInfo> {
    let year = words(title).iter().find_map(|word| plausible_year(word))?;
    info(source, year.to_string(), year, 1, 1)
}

/// `HCPC2025_OCT_ANWEB.csv`, `2020_10_hcpc_anweb.xlsx`, `DERIVED_hcpcs_2025_oct.csv`; `HCPC2019_CONTR_ANWEB.txt`
/// is the release of January, which once was the only one of a year. `…_ANWEB_v2` is a second edition.
pub(crate) fn hcpcs_name(name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let at = words.iter().position(|word| plausible_year(word).is_some())?;
    let year = plausible_year(words.get(at)?)?;
    let find = |wanted: &str| words.iter().position(|word| word.eq_ignore_ascii_case(wanted));
    let named = words.iter().find_map(|word| month_number(word));
    let numbered = || {
        let word = words.get(at + 1).filter(|word| word.len() == 2)?;
        word.parse().ok().filter(|month| (1..=12).contains(month))
    };
    let yearly = || find("anweb").map(|_| 1);
    let month = named.or_else(numbered).or_else(yearly)?;
    let edition = find("v").and_then(|at| words.get(at + 1));
    Some(ReleaseInfo {
        // No number of an edition is longer: with a day for one, all that correct it would be kept out.
        revision: edition
            .filter(|word| word.len() < 3)
            .and_then(|word| word.parse().ok())
            .unwrap_or_default(),
        ..month_release(Source::Hcpcs, year, month)?
    })
}

/// `icd10cm_order_2025.txt` is the fiscal year, which begins in October before it; `icd10cm-order-Jan-2021.txt`
/// and `…-April-…` are updates within it.
pub(crate) fn icd10_name(source: Source, name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let year = words.iter().find_map(|word| plausible_year(word))?;
    match words.iter().find_map(|word| month_number(word)) {
        None => info(source, format!("FY {year}"), year - 1, 10, 1),
        // The months of the calendar year before it would need another year.
        Some(month) if month < 10 => {
            let label = format!(
                "FY {year} {}",
                MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?
            );
            info(source, label, year, month, 1)
        }
        Some(_) => None,
    }
}

/// The fiscal year of a release: that of October 2024 to September 2025 is 2025.
pub(crate) fn fiscal_year(info: &ReleaseInfo) -> i32 {
    info.valid_from.year() + i32::from(info.valid_from.month() >= 10)
}

/// `MCR_MUE_PractitionerServices_Eff_04-01-2026.csv`.
pub(crate) fn mue_name(source: Source, name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let at = words.iter().position(|word| word.eq_ignore_ascii_case("eff"))?;
    let &[month, day, year] = words.get(at + 1..at + 4)? else {
        return None;
    };
    let year = plausible_year(year)?;
    let month: u32 = month.parse().ok()?;
    let label = format!("{year} Q{}", month.checked_sub(1)? / 3 + 1);
    info(source, label, year, month, day.parse().ok()?)
}

/// `ccipra-v302r0-f1.TXT`: version 30 is 2024, its third digit the quarter from 0, then the edition of the release
/// and the number of the file.
pub(crate) fn ptp_name(source: Source, name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let at = words.iter().position(|word| word.eq_ignore_ascii_case("v"))?;
    let version = words
        .get(at + 1)
        .filter(|version| version.len() == 3 && version.is_ascii())?;
    let year = 1994 + version.get(..2)?.parse::<i32>().ok()?;
    let quarter: u32 = version.get(2..)?.parse().ok().filter(|quarter| *quarter < 4)?;
    let number_after = |letter: &str| {
        let mut rest = words.iter().skip(at + 2);
        rest.find(|word| word.eq_ignore_ascii_case(letter))?;
        rest.next()?.parse::<u8>().ok()
    };
    Some(ReleaseInfo {
        revision: number_after("r").unwrap_or_default().into(),
        piece: number_after("f"),
        ..quarter_release(source, year, quarter + 1)?
    })
}

/// `AOC_V2024Q3-MCR.txt`, `aoc-2024q3.csv`; `AOC_V2025Q4_01-MCR.txt` is another edition of its quarter.
pub(crate) fn add_on_name(name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let (at, year) = words.iter().enumerate().find_map(|(at, word)| {
        let quarter_follows = words.get(at + 1)?.eq_ignore_ascii_case("q");
        Some((at, plausible_year(word)?)).filter(|_| quarter_follows)
    })?;
    let edition = words.get(at + 3).and_then(|word| word.parse::<u16>().ok());
    Some(ReleaseInfo {
        revision: edition.unwrap_or_default().into(),
        ..quarter_release(Source::AddOn, year, words.get(at + 2)?.parse().ok()?)?
    })
}

/// `pos_codes_2025-05-01.csv`. The list itself has no date in it. One whose name has none either counts from the
/// first day of 2024: since then code 10 (telehealth in the patient's home) is paid at the non-facility rate, the
/// last change between facility and non-facility that the list shows.
pub(crate) fn place_of_service_name(name: &str) -> Option<ReleaseInfo> {
    let words = words(name);
    let Some(at) = words.iter().position(|word| plausible_year(word).is_some()) else {
        return info(
            Source::PlaceOfService,
            "2024 (file without a date)".into(),
            2024,
            1,
            1,
        );
    };
    let &[year, month, day] = words.get(at..at + 3)? else {
        return None;
    };
    let (year, month, day) = (plausible_year(year)?, month.parse().ok()?, day.parse().ok()?);
    Some(ReleaseInfo {
        valid_from: NaiveDate::from_ymd_opt(year, month, day)?,
        ..month_release(Source::PlaceOfService, year, month)?
    })
}

/// The last year that the AMA's notice claims: it lists many.
pub(crate) fn cpt_notice(source: Source, notice: &str) -> Option<ReleaseInfo> {
    let years = words(notice).into_iter().filter_map(plausible_year);
    cpt_release(source, years.max()?)
}

/// `MEDU_2025.txt`, `AMA/CPT/20250101/standard/MEDU.txt`: the year nearest to the end.
pub(crate) fn cpt_path(source: Source, path: &str) -> Option<ReleaseInfo> {
    let year = |word: &str| match word.len() {
        8 => plausible_year(word.get(..4)?),
        _ => plausible_year(word),
    };
    let found = words(path).into_iter().rev().find_map(year)?;
    cpt_release(source, found)
}

/// `CPT 2025 medium descriptors`.
fn cpt_release(source: Source, year: i32) -> Option<ReleaseInfo> {
    let label = source.title().replacen("CPT", &format!("CPT {year}"), 1);
    info(source, label, year, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(info: Option<ReleaseInfo>) -> Option<(String, String)> {
        info.map(|info| (info.label, info.valid_from.to_string()))
    }

    fn is(label: &str, from: &str) -> Option<(String, String)> {
        Some((label.into(), from.into()))
    }

    #[test]
    fn fee_schedules_are_named_by_month() {
        let title = "2025 National Physician Fee Schedule Relative Value File October Release";
        assert_eq!(
            said(fee_title(Source::Mpfs, title)),
            is("2025 October", "2025-10-01")
        );
        assert_eq!(
            said(fee_title(
                Source::Mpfs,
                "2025 National Physician Fee Schedule Relative Value File"
            )),
            None
        );
        assert_eq!(
            said(fee_name(Source::Mpfs, "PPRRVU25_JAN.txt")),
            is("2025 January", "2025-01-01")
        );
        assert_eq!(
            said(fee_name(Source::Mpfs, "PPRRVU2026_Jul_nonQPP.csv")),
            is("2026 July", "2026-07-01")
        );
        assert_eq!(said(fee_name(Source::Mpfs, "PPRRVU.txt")), None);
        assert_eq!(said(fee_name(Source::Mpfs, "PPRRVU2025.txt")), None);
    }

    #[test]
    fn the_edition_of_a_fee_schedule_is_a_day() {
        assert_eq!(released_on(",,RELEASED 01/10/2025,,,\r\n"), Some(20_250_110));
        assert_eq!(released_on("RELEASED 6/5/2026"), Some(20_260_605));
        assert_eq!(
            released_on("RELEASED EARLY, RELEASED 12/23/2024\n"),
            Some(20_241_223)
        );
        for nonsense in [
            "",
            "RELEASED",
            "RELEASED 99/99/9999",
            "RELEASED 02/30/2025",
            "RELEASED 00/10/2025",
            "RELEASED 01/10/25",
            "RELEASED 01/10/0025",
            "RELEASED 01/10/20250110",
            "RELEASED 01-10-2025",
            "RELEASED 01/10",
            "RELEASED 01/10/２０２５",
            "released 01/10/2025",
        ] {
            assert_eq!(released_on(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn outpatient_payments_are_named_by_month_and_day_of_edition() {
        let title = "Addendum B.- OPPS Payment by HCPCS Code for CY 2023";
        let named = |name: &str| {
            addendum_b(title, name).map(|info| (info.label, info.valid_from.to_string(), info.revision))
        };
        let is = |label: &str, from: &str, edition| Some((label.to_owned(), from.to_owned(), edition));
        assert_eq!(
            named("2023_January_Web_Addendum_B.12212022.xlsx"),
            is("2023 January", "2023-01-01", 20_221_221)
        );
        assert_eq!(
            named("july_2023_web_addendum_b.06.29.23.csv"),
            is("2023 July", "2023-07-01", 20_230_629)
        );
        assert_eq!(
            named("2023 April Addendum B.03.31.2023.csv"),
            is("2023 April", "2023-04-01", 20_230_331)
        );
        assert_eq!(
            named("2023_April_Addendum_B.99992023.csv"),
            is("2023 April", "2023-04-01", 0)
        );
        assert_eq!(
            named("2023_April_Addendum_B.csv"),
            is("2023 April", "2023-04-01", 0)
        );
        assert_eq!(named("2022_January_Web_Addendum_B.csv"), None);
        assert_eq!(named("Addendum_B_2023.csv"), None);
        assert_eq!(named("January_Addendum_B.12212022.csv"), None);
    }

    #[test]
    fn zip_codes_are_named_by_quarter() {
        assert_eq!(
            said(quarter(Source::ZipLocality, "20254")),
            is("2025 Q4", "2025-10-01")
        );
        for digits in ["20255", "20250", "2025", "202541", "00004", "2025x", "２０２５4"] {
            assert_eq!(said(quarter(Source::ZipLocality, digits)), None, "{digits}");
        }
        assert_eq!(said(zip_name("ZIP5_OCT2025.txt")), is("2025 Q4", "2025-10-01"));
        assert_eq!(
            (said(zip_name("ZIP5_2025.txt")), said(zip_name("ZIP5_OCT.txt"))),
            (None, None)
        );
        assert_eq!(
            (
                month_in("OPPSCAP_Oct.csv"),
                month_in("oppscap_jan.txt"),
                month_in("OPPSCAP.csv")
            ),
            (Some(10), Some(1), None)
        );
    }

    #[test]
    fn icd_10_cm_is_named_by_fiscal_year_or_update() {
        assert_eq!(
            said(icd10_name(Source::Icd10cm, "icd10cm_order_2025.txt")),
            is("FY 2025", "2024-10-01")
        );
        assert_eq!(
            said(icd10_name(Source::Icd10cm, "icd10cm-order-Jan-2021.txt")),
            is("FY 2021 January", "2021-01-01")
        );
        assert_eq!(
            said(icd10_name(Source::Icd10cm, "icd10cm-order-April-1-2026.txt")),
            is("FY 2026 April", "2026-04-01")
        );
        assert_eq!(said(icd10_name(Source::Icd10cm, "icd10cm_order.txt")), None);
    }

    #[test]
    fn ncci_edits_are_named_by_quarter() {
        assert_eq!(
            said(mue_name(
                Source::MuePractitioner,
                "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"
            )),
            is("2026 Q2", "2026-04-01")
        );
        assert_eq!(
            said(mue_name(Source::MuePractitioner, "MUE_Eff_13-01-2026.csv")),
            None
        );
        assert_eq!(
            said(mue_name(Source::MuePractitioner, "MUE_Eff_00-01-2026.csv")),
            None
        );
        assert_eq!(
            said(ptp_name(Source::PtpPractitioner, "ccipra-v302r0-f1.TXT")),
            is("2024 Q3", "2024-07-01")
        );
        assert_eq!(
            said(ptp_name(Source::PtpPractitioner, "ccipra-v322r0-f1.txt")),
            is("2026 Q3", "2026-07-01")
        );
        assert_eq!(
            said(ptp_name(Source::PtpPractitioner, "ccipra-v300r1-f1.txt")),
            is("2024 Q1", "2024-01-01")
        );
        assert_eq!(
            said(ptp_name(Source::PtpPractitioner, "ccipra-v304r0-f1.txt")),
            None
        );
        assert_eq!(said(ptp_name(Source::PtpPractitioner, "ccipra.txt")), None);
    }

    #[test]
    fn the_files_and_editions_of_a_quarter_are_told_apart() {
        let of = |name: &str| {
            let info = ptp_name(Source::PtpHospital, name)?;
            Some((info.label, info.revision, info.piece))
        };
        assert_eq!(of("ccioph-v322r0-f1.TXT"), Some(("2026 Q3".into(), 0, Some(1))));
        assert_eq!(
            of("medicare-ncci-2026q2-hospital-ptp-edits-ccioph-v321r1-f4.xlsx"),
            Some(("2026 Q2".into(), 1, Some(4)))
        );
        assert_eq!(of("ccioph-v322r0.txt"), Some(("2026 Q3".into(), 0, None)));
    }

    #[test]
    fn add_on_code_edits_are_named_by_quarter() {
        assert_eq!(
            said(add_on_name("AOC_V2024Q3-MCR.txt")),
            is("2024 Q3", "2024-07-01")
        );
        assert_eq!(
            said(add_on_name("aoc-2024q4-derived.csv")),
            is("2024 Q4", "2024-10-01")
        );
        let edition = |name: &str| add_on_name(name).map(|info| info.revision);
        assert_eq!(edition("AOC_V2026Q2-F-MCR.txt"), Some(0));
        assert_eq!(edition("AOC_V2025Q4_01-MCR.txt"), Some(1));
        for name in [
            "AOC_V2024Q5-MCR.txt",
            "AOC_V2024Q0.txt",
            "AOC_V2024Q4294967295.txt",
            "AOC_V2024.txt",
            "aoc.csv",
        ] {
            assert_eq!(said(add_on_name(name)), None, "{name}");
        }
    }

    #[test]
    fn a_list_of_places_counts_from_the_day_in_its_name_or_from_2024() {
        assert_eq!(
            said(place_of_service_name("pos_codes_2025-05-02.csv")),
            is("2025 May", "2025-05-02")
        );
        assert_eq!(
            said(place_of_service_name("pos_codes_cms_derived.csv")),
            is("2024 (file without a date)", "2024-01-01")
        );
        for name in [
            "pos_codes_2025.csv",
            "pos_codes_2025-13-01.csv",
            "pos_codes_2025-02-29.csv",
        ] {
            assert_eq!(said(place_of_service_name(name)), None, "{name}");
        }
    }

    #[test]
    fn the_other_sources_are_named_by_year_or_month() {
        assert_eq!(
            said(hcpcs_name("HCPC2025_OCT_ANWEB.csv")),
            is("2025 October", "2025-10-01")
        );
        assert_eq!(
            said(hcpcs_name("DERIVED_hcpcs_2025_oct.csv")),
            is("2025 October", "2025-10-01")
        );
        assert_eq!(
            said(hcpcs_name("2020_10_hcpc_anweb.xlsx")),
            is("2020 October", "2020-10-01")
        );
        for name in ["HCPC2019_CONTR_ANWEB.txt", "HCPC2019_ANWEB_w_disclaimer.xlsx"] {
            assert_eq!(said(hcpcs_name(name)), is("2019 January", "2019-01-01"));
        }
        assert_eq!(said(hcpcs_name("hcpcs_2019.csv")), None);
        assert_eq!(said(hcpcs_name("2020_13_hcpcs.csv")), None);
        let edition = |name: &str| hcpcs_name(name).map(|info| (info.label, info.revision));
        assert_eq!(
            edition("HCPC2024_JAN_ANWEB_v4.txt"),
            Some(("2024 January".into(), 4))
        );
        for name in ["HCPC2024_JAN_ANWEB.txt", "HCPC2024_JAN_ANWEB_v20240105.txt"] {
            assert_eq!(edition(name), Some(("2024 January".into(), 0)), "{name}");
        }
        assert_eq!(
            said(yearly(Source::Locality, "COUNTIES INCLUDED IN 2025 LOCALITIES.")),
            is("2025", "2025-01-01")
        );
        assert_eq!(
            said(cpt_notice(
                Source::CptDescriptors,
                "© 1966, 1983-2024, Chicago 60654"
            )),
            is("CPT 2024 descriptors", "2024-01-01")
        );
        assert_eq!(said(cpt_notice(Source::CptShort, "no year")), None);
        for path in ["MEDU_2025.txt", "AMA/CPT/20250101/standard/MEDU.txt"] {
            assert_eq!(
                said(cpt_path(Source::CptMedium, path)),
                is("CPT 2025 medium descriptors", "2025-01-01")
            );
        }
        assert_eq!(said(cpt_path(Source::CptMedium, "1/12345678/MEDU.txt")), None);
    }
}

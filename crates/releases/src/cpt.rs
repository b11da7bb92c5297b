//! The AMA's licensed files of CPT descriptors. LONGULT names the codes and their long descriptors; the others add
//! further texts to them.

mod beside;
#[cfg(test)]
pub(crate) mod excerpts;
mod table;
#[cfg(test)]
mod tests;
mod text;

use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::naming;
use crate::row::Reading;
use codeset::release::Source;
use table::Table;
use text::{Shape, Text};

/// The long descriptors, LONGULT.
pub(crate) const LONG: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Text::new(input, file, Shape::Long)))));

/// The medium descriptors, MEDU.
pub(crate) const MEDIUM: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Text::new(input, file, Shape::Medium)))));

/// The short descriptors, SHORTU.
pub(crate) const SHORT: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Text::new(input, file, Shape::Short)))));

/// The consumer-friendly descriptors.
pub(crate) const CONSUMER: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Table::consumer(input, file)?))));

/// The clinician descriptors.
pub(crate) const CLINICIAN: Layout =
    Layout::new(|input, file, _| Ok(Box::new(Reading::new(Table::clinician(input, file)?))));

/// Tells a file of this kind by its content or name.
pub(crate) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    beside::recognise(file)
        .or_else(|| recognise_table(file))
        .or_else(|| recognise_text(file))
}

fn recognise_table(file: &Sample<'_>) -> Option<Verdict> {
    let (notice, captions) = split(file, |line, _| table::is_header(line));
    let captions = captions.to_ascii_lowercase();
    let says = |part: &str| captions.contains(part);
    if says("clinician descriptor") || file.named("cliniciandescriptor") {
        release(
            file,
            &notice,
            Source::CptClinician,
            CLINICIAN,
            "ClinicianDescriptor_2025.txt",
        )
    } else if says("consumer friendly descriptor") || file.named("consumerdescriptor") {
        release(
            file,
            &notice,
            Source::CptConsumer,
            CONSUMER,
            "ConsumerDescriptor_2025.txt",
        )
    } else {
        None
    }
}

fn recognise_text(file: &Sample<'_>) -> Option<Verdict> {
    let begins = |line: &str, after_blank: bool| after_blank && Shape::of_row(line.as_bytes()).is_some();
    let (notice, row) = split(file, begins);
    let by_name = [
        ("longult", Shape::Long),
        ("medu", Shape::Medium),
        ("shortu", Shape::Short),
    ];
    let mut parts = file.name.split(|c: char| !c.is_ascii_alphabetic());
    let named = parts.find_map(|part| by_name.into_iter().find(|(name, _)| *name == part));
    let shape = match named {
        Some((_, shape)) => shape,
        None if notice.contains("American Medical Association") => Shape::of_row(row.as_bytes())?,
        None => return None,
    };
    match shape {
        Shape::Long => release(file, &notice, Source::CptDescriptors, LONG, "LONGULT_2025.txt"),
        Shape::Medium => release(file, &notice, Source::CptMedium, MEDIUM, "MEDU_2025.txt"),
        // Every short descriptor could be a medium one.
        Shape::Short if named.is_none() => not(
            "CPT descriptors without a tab, but the name does not say which: give it its published name, \
             MEDU.txt or SHORTU.txt",
        ),
        Shape::Short => release(file, &notice, Source::CptShort, SHORT, "SHORTU_2025.txt"),
    }
}

/// The beginning of a file up to the line that begins its rows or captions, and that line. (The other argument of
/// `begins` is whether an empty line stands before it.)
fn split<'a>(file: &'a Sample<'_>, begins: impl Fn(&str, bool) -> bool) -> (String, &'a str) {
    let mut notice = String::new();
    let mut after_blank = false;
    for line in file.text.lines() {
        if begins(line, after_blank) {
            return (notice, line);
        }
        after_blank = line.trim().is_empty();
        notice.push_str(line);
        notice.push('\n');
    }
    (notice, "")
}

/// The notice tells the year, or else the name or a folder in the AMA's zip: `AMA/CPT/20250101/standard/MEDU.txt`.
fn release(
    file: &Sample<'_>,
    notice: &str,
    source: Source,
    layout: Layout,
    example: &str,
) -> Option<Verdict> {
    let info = naming::cpt_notice(source, notice).or_else(|| naming::cpt_path(source, &file.path));
    release_or(info, layout, source.title(), example)
}

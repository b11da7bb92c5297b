//! What the XML files of ICD-10-CM have in common: their version, and what is said of unknown elements.

use crate::detect::{Layout, Sample, Verdict, not, release_or};
use crate::error::{ReadError, quoted};
use crate::naming;
use crate::xml::Element;
use codeset::release::Source;

/// Where the text between two others begins and ends.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

/// What a file with this outermost element says before its first entry.
pub(crate) fn opening<'a>(file: &'a Sample<'_>, root: &str) -> Option<&'a str> {
    let (_, rest) = file.text.split_once(&format!("<{root}"))?;
    let end = ["<letter>", "<chapter>"]
        .iter()
        .filter_map(|entry| rest.find(entry))
        .min();
    rest.get(..end.unwrap_or(rest.len()))
}

/// The release of such a file: its name tells the fiscal year and the month, and its version must agree.
pub(crate) fn release(
    file: &Sample<'_>,
    source: Source,
    layout: Layout,
    what: &str,
    example: &str,
) -> Option<Verdict> {
    if file.says("isAddenda=\"true\"") || file.named("addenda") {
        return not("the changes of an ICD-10-CM list; the whole file is read");
    }
    let info = naming::icd10_name(source, &file.name);
    let Some(version) = between(&file.text, "<version>", "</version>").map(str::trim) else {
        return not(&format!("{what} without its version: download it again"));
    };
    if let Some(info) = &info
        && naming::fiscal_year(info).to_string() != version
    {
        let (version, label) = (quoted(version), &info.label);
        return not(&format!(
            "{what} of version {version}, but of {label} by its name: give it its published name, like {example}"
        ));
    }
    release_or(info, layout, what, example)
}

/// Refuses a version that is no year.
pub(crate) fn check_version(version: &Element) -> Result<(), ReadError> {
    version.text().digits(4).map(|_| ())
}

/// The error for an element that does not belong where it stands.
pub(crate) fn unknown(around: &Element, element: &Element) -> ReadError {
    element.problem(format!(
        "is not expected in {}: the layout has changed, or the file is damaged",
        around.name()
    ))
}

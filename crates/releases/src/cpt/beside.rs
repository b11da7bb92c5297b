//! What the AMA delivers besides the texts that are read.

use crate::detect::{Sample, Verdict, not};

/// Tells such a file by its name.
pub(super) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let stem = file.name.split('.').next().unwrap_or_default();
    if ["longulf", "longut", "longuf"].contains(&stem) {
        not("the long CPT descriptors in another form; LONGULT.txt is read")
    } else if ["medut", "shortut"].contains(&stem) {
        not("CPT descriptors in another form; MEDU.txt and SHORTU.txt are read")
    } else if stem == "modul" {
        not("the modifiers of CPT, which are not read; those of HCPCS come with its codes")
    } else if stem.ends_with("_dtk_tab") {
        not("the history of CPT codes, which is not read")
    } else if stem.starts_with("cptpla") {
        not("proprietary laboratory analyses by themselves, which are not read")
    } else if file.is_csv() && (stem.contains("consumerdescriptor") || stem.contains("cliniciandescriptor")) {
        not("CPT descriptors as a sheet; the AMA's text of the same name is read")
    } else {
        None
    }
}

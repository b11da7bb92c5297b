//! What the zips of HCPCS Level II hold besides the codes.

use crate::detect::{Sample, Verdict, not};

/// Tells such a file by its first lines, and the guides by their names.
pub(super) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    let start: String = file.text.chars().take(2_000).collect();
    let start = start.to_ascii_uppercase();
    let says = |part: &str| start.contains(part);
    if says("HCPCS CORRECTIONS") {
        not(
            "corrections of a HCPCS release, which are not applied: download the release of the next quarter, \
             which has them",
        )
    } else if says("HCPCS/MOD") && says("TYPE OF CHANGE") {
        not("the changes of a HCPCS release; the whole file is read")
    } else if says("NOC CODES") && says("HCPCS") {
        not("a list of the HCPCS codes that are not otherwise classified; they are in the whole file too")
    } else if file.named("proc_notes") || says("  PROCESSING NOTES") {
        not("the processing notes of HCPCS, to which its codes refer by number, are not read")
    } else if says("HCPCS CONTRACTOR RECORD") {
        not("the description of the HCPCS file's columns")
    } else if says("HEALTH CARE PROCEDURE CODING SYSTEM (HCPCS)") {
        not("the description of the HCPCS files")
    } else {
        None
    }
}

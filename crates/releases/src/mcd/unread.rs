//! What else an export holds.

use crate::detect::{Sample, Verdict, not};

/// Tables that are not read: what their names hold, and what they are.
const UNREAD: [(&str, &str); 21] = [
    ("_x_revision_history", "what changed from version to version"),
    ("_x_reason_change", "why documents were changed"),
    ("reason_change_lookup", "why documents are changed"),
    ("_x_synopsis_changes", "which sections were changed"),
    ("synopsis_changes_fields_lookup", "names of sections"),
    ("_x_urls", "addresses that documents name"),
    ("_url_type_lookup", "kinds of addresses"),
    ("_x_sticky_note", "notes on the publisher's pages"),
    ("_x_advisory_committee", "meetings on drafts"),
    (
        "_x_requestor_letters",
        "letters of those who asked for a document, in a table without captions",
    ),
    ("_x_response_to_comment", "comments on drafts"),
    ("_x_code_table", "self-administered drugs by their brands"),
    ("_x_other_coding_group", "codes of other systems in words"),
    (
        "_x_primary_jurisdiction",
        "states of a few documents; those of their contractors are read",
    ),
    ("_related_source_icd9", "documents of the time of ICD-9"),
    ("_future_retire", "documents to be retired"),
    ("draft_contact_lookup", "whom to write about drafts"),
    ("contractor_oversight", "regions that oversee contractors"),
    ("bnft_", "benefit categories of NCDs"),
    ("ncd_pblctn_ref", "manuals that NCDs stand in"),
    ("update_period", "weeks of publication"),
];

/// Small tables of names that nothing read here refers to.
const NAMES: [&str; 4] = [
    "contractor_type_lookup",
    "contractor_subtype_lookup",
    "region_lookup",
    "state_x_region",
];

/// Tells what is known not to be read.
pub(super) fn recognise(file: &Sample<'_>) -> Option<Verdict> {
    if file.name == "readme_first.txt" {
        return not("the publisher's notes on the Medicare Coverage Database");
    }
    let stem = file.name.strip_suffix(".csv")?;
    if let Some((_, what)) = UNREAD.iter().find(|(part, _)| stem.contains(part)) {
        return not(&format!(
            "a table of the Medicare Coverage Database that is not needed: {what}"
        ));
    }
    if NAMES.iter().any(|name| stem.ends_with(name)) {
        return not("a table of the Medicare Coverage Database that is not needed: names");
    }
    let begins = ["lcd_", "article_", "ncd_"]
        .iter()
        .any(|begin| stem.starts_with(begin));
    begins.then(|| {
        Verdict::Not(
            "by its name a table of the Medicare Coverage Database, but with captions that this version does not know"
                .into(),
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::detect::{Verdict, detect};

    fn reason(name: &str, head: &[u8]) -> String {
        match detect(name, head) {
            Verdict::Not(reason) => reason,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_is_not_needed_is_named() {
        for (name, what) in [
            ("lcd_x_requestor_letters.csv", "letters"),
            ("article_x_revision_history.csv", "version to version"),
            ("ncd_trkg_bnft_xref.csv", "benefit categories"),
            ("dmerc_region_lookup.csv", "names"),
            ("readme_first.txt", "notes"),
            (
                "lcd_x_something_new.csv",
                "captions that this version does not know",
            ),
            ("lcd.mdb", "Access database"),
        ] {
            let told = reason(&format!("current_lcd.zip/{name}"), b"33631,46,1,\"Somebody\"\r\n");
            assert!(told.contains(what), "{name}: {told}");
        }
        assert!(reason("foreign.csv", b"a,b\r\n1,2\r\n").contains("not recognised"));
    }
}

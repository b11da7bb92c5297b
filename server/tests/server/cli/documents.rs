//! Loading, listing and removing manuals.

use super::Operator;

const HANDBOOK: &str = "---\ntitle: Billing Handbook\nedition: 2026\nvalid-from: 2026-01-01\n---\n\n\
    ## Timely filing\n\nClaims are filed within twelve months.\n\n## Appeals\n\n1. Ask once.\n2. Ask again.\n";

#[test]
fn a_manual_is_loaded_once_listed_and_removed() {
    let operator = Operator::new();
    operator
        .runs(&["documents"])
        .succeeds()
        .saying("coding-ahead documents import <file>");
    operator.write("handbook.md", HANDBOOK);
    let import = ["documents", "import", "handbook.md"];
    operator
        .runs(&import)
        .succeeds()
        .saying("Billing Handbook, 2026, from 2026-01-01: 3 passages in 2 chapters; loaded, at /documents/billing-handbook-2026");
    operator
        .runs(&import)
        .succeeds()
        .saying("loaded already, nothing to do");
    let listed = operator.runs(&["documents", "list"]).succeeds();
    assert_eq!(listed.out.lines().count(), 2, "{listed:?}");
    assert!(!listed.out.contains("account"), "{listed:?}");

    // Who may read it stays as it was said, until something else is said.
    operator
        .runs(&[
            "documents",
            "import",
            "handbook.md",
            "--accounts-only",
            "--until",
            "2026-12-31",
        ])
        .succeeds()
        .saying("in place of what was there");
    operator.write("handbook.md", &HANDBOOK.replace("twelve", "six"));
    operator
        .runs(&import)
        .succeeds()
        .saying("in place of what was there");
    operator.runs(&["documents"]).succeeds().saying("with an account");
    operator
        .runs(&["documents", "import", "handbook.md", "--for-everybody"])
        .succeeds();
    assert!(!operator.runs(&["documents"]).out.contains("with an account"));

    operator
        .runs(&["documents", "remove", "handbook", "--yes"])
        .fails()
        .saying("billing-handbook-2026 (Billing Handbook)");
    operator
        .runs(&["documents", "remove", "billing-handbook-2026"])
        .fails()
        .saying("repeat with --yes");
    operator
        .runs(&["documents", "remove", "billing-handbook-2026", "--yes"])
        .succeeds()
        .saying("removed Billing Handbook 2026: 3 passages of handbook.md");
}

#[test]
fn what_cannot_be_loaded_is_named_with_what_to_do() {
    let operator = Operator::new();
    operator.write("good.md", HANDBOOK);
    operator.write("undated.md", "# Notes\n\nText.\n");
    operator.write("empty.pdf", "");
    operator.write("scan.docx", "PK\u{3}\u{4}");
    let said = operator
        .runs(&[
            "documents",
            "import",
            "undated.md",
            "empty.pdf",
            "good.md",
            "scan.docx",
            "missing.pdf",
        ])
        .fails()
        .saying("undated.md was not loaded: it does not say from which day it counts: say so with --from")
        .saying("empty.pdf was not loaded: the file is empty: download it again")
        .saying("scan.docx was not loaded: the file is an archive or an office file")
        .saying("missing.pdf was not loaded");
    assert!(said.out.contains("good.md: Billing Handbook"), "{said:?}");
    operator
        .runs(&["documents", "import", "undated.md", "good.md", "--title", "One"])
        .fails()
        .saying("one file at a time");
    operator
        .runs(&[
            "documents",
            "import",
            "undated.md",
            "--from",
            "2026-01-01",
            "--until",
            "2025-12-31",
        ])
        .fails()
        .saying("its last day lies before its first one");
    let wrong = operator.runs(&["documents", "import", "undated.md", "--slug", "Not/So"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    operator
        .runs(&[
            "documents",
            "import",
            "undated.md",
            "--from",
            "2026-01-01",
            "--slug",
            "notes",
            "--edition",
            "2",
        ])
        .succeeds()
        .saying("Notes, 2, from 2026-01-01: 1 passage in 1 chapter; loaded, at /documents/notes");
}

#[test]
fn a_manual_among_release_files_is_told_how_to_be_loaded() {
    let operator = Operator::new();
    operator.write("manual.pdf", "%PDF-1.7\n");
    operator
        .runs(&["import", "manual.pdf"])
        .fails()
        .saying("coding-ahead documents import");
}

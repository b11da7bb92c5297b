//! Whatever the file, the reader answers.

use documents::{DocumentError, Overrides, read};
use proptest::prelude::*;

/// A PDF of these objects, numbered from 1, of which the first is the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in &offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}

/// A PDF with a page for each content stream, and further objects from number 100 on … which the streams may name.
fn pages(contents: &[&str]) -> Vec<u8> {
    let count = contents.len();
    let kids: Vec<String> = (0..count).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> \
             /XObject << /X {} 0 R >> >> >>",
            5 + 2 * page,
            5 + 2 * page
        ));
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    pdf(&objects)
}

fn lines(texts: &[&str]) -> String {
    let mut content = "BT /F1 12 Tf 14 TL 72 700 Td\n".to_owned();
    for text in texts {
        content += &format!("({text}) Tj T*\n");
    }
    content + "ET"
}

fn outcome(bytes: &[u8], name: &str) -> Result<documents::Document, DocumentError> {
    read(bytes, name, &Overrides::default())
}

#[test]
fn a_plain_pdf_has_its_pages_counted() {
    let first = lines(&[
        "This handbook tells how claims are filed and",
        "what happens after that.",
        "Two.",
    ]);
    let second = lines(&[
        "Claims are filed within twelve months of the service, and the day on which they",
        "arrive counts.",
    ]);
    let document = outcome(&pages(&[&first, &second]), "claims-handbook.pdf").unwrap();
    assert_eq!((document.title.as_str(), document.pages), ("claims handbook", 2));
    assert_eq!((document.valid_from, document.edition.as_str()), (None, ""));
    assert_eq!(document.chapters(), 1);
    let pages: Vec<_> = document
        .passages
        .iter()
        .map(|it| (it.page.as_str(), it.page_end.as_str()))
        .collect();
    assert_eq!(pages, [("1", "2")]);
    let text = &document.passages[0].text;
    assert!(
        text.starts_with("This handbook tells how claims are filed and what happens after that."),
        "{text}"
    );
    assert!(text.ends_with("arrive counts."), "{text}");
}

#[test]
fn what_is_no_document_is_told_with_what_to_do() {
    assert_eq!(outcome(b"", "x.pdf").unwrap_err(), DocumentError::Empty);
    assert_eq!(
        outcome(&vec![b'x'; (64 << 20) + 1], "x").unwrap_err(),
        DocumentError::TooLarge
    );
    assert_eq!(
        outcome(&pages(&["", ""]), "x.pdf").unwrap_err(),
        DocumentError::NoText(2)
    );
    assert!(matches!(
        outcome(b"%PDF-1.7 and no more", "x.pdf"),
        Err(DocumentError::Damaged(_))
    ));
    assert!(matches!(
        outcome(&pages(&[]), "x.pdf"),
        Err(DocumentError::Damaged(_))
    ));
    assert!(matches!(
        outcome(b"PK\x03\x04rest", "x.docx"),
        Err(DocumentError::NotADocument(_))
    ));
    assert_eq!(outcome(b"   \n\n", "x.md").unwrap_err(), DocumentError::NoPassage);
}

#[test]
fn a_form_that_shows_itself_ends() {
    let content = format!(
        "/X Do /X Do /X Do {}",
        lines(&["A form that stands in itself, over and over again."])
    );
    assert!(outcome(&pages(&[&content]), "x.pdf").is_ok_and(|it| !it.passages.is_empty()));
}

#[test]
fn deep_nesting_does_not_end_the_program() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let _ = outcome(
        &pdf(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), deep.clone()]),
        "x.pdf",
    );
    let _ = outcome(&pages(&[&format!("{deep} TJ")]), "x.pdf");
    let quotes = "> ".repeat(50_000) + "deep";
    assert!(outcome(quotes.as_bytes(), "x.md").is_ok());
}

#[test]
fn a_part_of_a_pdf_is_read_or_refused() {
    let whole = pages(&[&lines(&[
        "A page with enough words to be one, and some more of them.",
    ])]);
    for end in (0..whole.len()).step_by(7) {
        let _ = outcome(&whole[..end], "x.pdf");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..2000), name in ".{0,9}") {
        let _ = outcome(&bytes, &name);
    }

    #[test]
    fn any_text_is_answered(text in "(?s)(<[a-z0-9]{1,6}>|</[a-z0-9]{1,6}>|# |\n|- |1\\. |\\| |.){0,200}", is_html: bool) {
        let text = if is_html { format!("<html>{text}") } else { text };
        let _ = outcome(text.as_bytes(), "x");
    }

    #[test]
    fn any_content_of_a_page_is_answered(
        content in "(q |Q |BT |ET |/F1 1 Tf |1e9 Td |[0-9.-]{1,6} |\\(.{0,9}\\) Tj |\\[\\(a\\) -9 \\(b\\)\\] TJ |/X Do |[a-zA-Z*'\"]{1,2} |<[0-9A-F]{0,6}> ){0,60}"
    ) {
        let _ = outcome(&pages(&[&content]), "x.pdf");
    }

    #[test]
    fn a_pdf_with_changed_bytes_is_answered(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut file = pages(&[&lines(&["A page with enough words to be one, and some more of them."])]);
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = outcome(&file, "x.pdf");
    }
}

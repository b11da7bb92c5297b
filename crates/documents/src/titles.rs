//! Titles: out of capitals, out of names of files.

/// Words that titles leave small.
const SMALL: [&str; 12] = [
    "a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to",
];

/// Words that stay in capitals.
const CAPITALS: [&str; 10] = [
    "CPT", "HCPCS", "NCCI", "CMS", "MUE", "MUES", "PTP", "AMA", "ICD-10", "E&M",
];

/// A title that is printed in capitals, as titles are written; any other title as it is.
pub(crate) fn from_capitals(title: &str) -> String {
    if title.chars().any(char::is_lowercase) {
        return title.to_owned();
    }
    let words: Vec<String> = title
        .split(' ')
        .enumerate()
        .map(|(index, word)| {
            let small = word.to_lowercase();
            let is_numeral = word.chars().all(|c| "IVXLC".contains(c));
            if index > 0 && SMALL.contains(&small.as_str()) {
                small
            } else if CAPITALS.contains(&word.trim_matches(['(', ')', ',', ':']))
                || is_numeral
                || word.chars().any(|c| c.is_ascii_digit())
            {
                word.to_owned()
            } else {
                // After a stroke or a hyphen, too: “Pathology/Laboratory”.
                let mut begins = true;
                small
                    .chars()
                    .map(|c| {
                        let c = if begins {
                            c.to_uppercase().next().unwrap_or(c)
                        } else {
                            c
                        };
                        begins = matches!(c, '/' | '-' | '(' | '“');
                        c
                    })
                    .collect()
            }
        })
        .collect();
    words.join(" ")
}

/// Names that everybody shortens, the documents themselves, too.
const SHORTENED: [(&str, &str); 2] = [
    ("National Correct Coding Initiative", "NCCI"),
    ("Centers for Medicare & Medicaid Services", "CMS"),
];

/// A title as it is used: `Medicare NCCI Policy Manual`.
pub(crate) fn shortened(title: &str) -> String {
    SHORTENED.iter().fold(title.to_owned(), |title, (name, short)| {
        title.replace(name, short)
    })
}

/// A title for a file that names none.
pub(crate) fn of_file(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let words: Vec<&str> = name
        .split(|c: char| c == '_' || c == '-' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    match words.join(" ") {
        name if name.is_empty() => "Untitled".to_owned(),
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_a_title() {
        assert_eq!(
            from_capitals("SURGERY: EYE AND OCULAR ADNEXA (CPT CODES 60000)"),
            "Surgery: Eye and Ocular Adnexa (CPT Codes 60000)"
        );
        assert_eq!(
            from_capitals("PATHOLOGY/LABORATORY II"),
            "Pathology/Laboratory II"
        );
        assert_eq!(from_capitals("Category III Codes"), "Category III Codes");
        assert_eq!(of_file("a/2026_ncci-manual.v2.pdf"), "2026 ncci manual.v2");
        assert_eq!(of_file(".pdf"), "Untitled");
    }
}

//! The marks of list items: bullets, numbers or letters.

use html5ever::tokenizer::Tag;

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    Bullets,
    /// The number of the next item.
    Numbers(u32),
    /// The letter of the first item, and the place of the next one after it.
    Letters(char, u32),
}

/// The letters of an alphabet.
const LETTERS: u32 = 26;

impl Marks {
    /// Those of a list. Where it says something unusual its items get no numbers: wrong ones would mislead.
    pub fn of(list: &Tag) -> Self {
        let attribute = |name: &str| {
            let mut attributes = list.attrs.iter();
            attributes
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| attribute.value.trim())
        };
        if &*list.name != "ol" {
            return Self::Bullets;
        }
        let first = attribute("start").map_or(Some(1), |start| start.parse().ok());
        let style = attribute("style")
            .and_then(|style| style.split_once("list-style-type:"))
            .map(|(_, after)| after.split(';').next().unwrap_or_default().trim());
        match (style.or(attribute("type")).unwrap_or("1"), first) {
            ("1" | "decimal", Some(first)) => Self::Numbers(first),
            ("a" | "lower-alpha" | "lower-latin", Some(first @ 1..=LETTERS)) => Self::Letters('a', first - 1),
            ("A" | "upper-alpha" | "upper-latin", Some(first @ 1..=LETTERS)) => Self::Letters('A', first - 1),
            _ => Self::Bullets,
        }
    }

    /// The mark of the next item.
    pub fn next(&mut self) -> String {
        match self {
            Self::Bullets => "-".into(),
            Self::Numbers(next) => {
                let mark = format!("{next}.");
                *next = next.saturating_add(1);
                mark
            }
            Self::Letters(_, LETTERS..) => "-".into(),
            Self::Letters(first, next) => {
                let letter = char::from_u32(u32::from(*first) + *next).unwrap_or('-');
                *next += 1;
                format!("{letter}.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::html::plain_text;

    fn text(html: &str) -> String {
        plain_text(html).unwrap_or_default()
    }

    #[test]
    fn items_are_marked_as_their_list_says() {
        assert_eq!(text("<ul><li>x<li>y</ul>"), "- x\n- y");
        assert_eq!(text("<ol start=\"4\"><li>x<li>y</ol>"), "4. x\n5. y");
        assert_eq!(text("<ol type=a><li>x<li>y</ol>"), "a. x\nb. y");
        assert_eq!(
            text("<ol style=\"margin: 0; list-style-type: upper-alpha;\"><li>x<li>y</ol>"),
            "A. x\nB. y"
        );
    }

    #[test]
    fn where_the_number_is_not_known_there_is_none() {
        assert_eq!(text("<ol type=\"i\"><li>x<li>y</ol>"), "- x\n- y");
        assert_eq!(text("<ol start=\"-1\"><li>x</ol>"), "- x");
        assert_eq!(text("<ol type=a start=26><li>x<li>y</ol>"), "z. x\n- y");
        assert_eq!(text("<ol type=a start=27><li>x</ol>"), "- x");
        assert_eq!(
            text("<ol start=4294967295><li>x<li>y</ol>"),
            "4294967295. x\n4294967295. y"
        );
    }
}

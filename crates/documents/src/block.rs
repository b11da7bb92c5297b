//! What a document consists of, whatever its format.

/// A part of a document in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A chapter begins.
    Chapter {
        /// Its number or name; may be empty.
        name: String,
        /// Its title.
        title: String,
    },
    /// A heading.
    Heading {
        /// 0 is the highest.
        level: usize,
        text: String,
        /// The page on which it stands, from 0.
        page: usize,
    },
    /// A paragraph, an item of a list or a row of a table.
    Text(Text),
}

/// A paragraph, an item of a list or a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// Its text with its marker.
    pub(crate) text: String,
    /// The number of an item, e.g. `3.`; not of one with a bullet.
    pub(crate) number: Option<String>,
    /// Below how many items it stands; 0 for what belongs to its section itself.
    pub(crate) depth: usize,
    /// Where pages begin: offsets in the text with the page from 0. Empty where there are no pages.
    pub(crate) pages: Vec<(usize, usize)>,
}

impl Text {
    /// The page of an offset.
    pub(crate) fn page_at(&self, offset: usize) -> Option<usize> {
        let begun = self.pages.iter().rev().find(|(begin, _)| *begin <= offset);
        begun.map(|(_, page)| *page)
    }
}

/// Makes the highest headings chapters. A single one is the title of the document, and those below it are the chapters.
/// Returns the title, too.
pub(crate) fn with_chapters(blocks: Vec<Block>) -> (Option<String>, Vec<Block>) {
    let levels = |blocks: &[Block]| -> Vec<usize> {
        blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { level, .. } => Some(*level),
                _ => None,
            })
            .collect()
    };
    let highest = levels(&blocks).into_iter().min();
    let is_highest = |block: &Block| matches!(block, Block::Heading { level, .. } if Some(*level) == highest);
    let mut blocks = blocks;
    let mut title = None;
    if blocks.iter().filter(|block| is_highest(block)).count() == 1
        && let Some(Block::Heading { text, .. }) = blocks.iter().find(|block| is_highest(block))
        && levels(&blocks).first() == highest.as_ref()
    {
        title = Some(text.clone());
        blocks.retain(|block| !is_highest(block));
    }
    let chapters = levels(&blocks).into_iter().min();
    let blocks = blocks
        .into_iter()
        .map(|block| match block {
            Block::Heading { level, text, .. } if Some(level) == chapters => Block::Chapter {
                name: String::new(),
                title: text,
            },
            block => block,
        })
        .collect();
    (title, blocks)
}

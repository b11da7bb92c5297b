//! Crosswalks: codes of other systems that belong to this one.

use super::Subject;
use crate::page::Block;

pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    vec![Block::Notice(format!(
        "Not loaded: Medicare’s coverage articles and the equivalence mappings, which relate {} codes to other \
         systems. Nothing here says that a combination is covered or not.",
        subject.code.system()
    ))]
}

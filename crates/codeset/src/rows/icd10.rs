//! The ICD-10-CM tabular list and indexes, and the mappings from and to ICD-9-CM.

/// A note of the ICD-10-CM tabular list. It also holds for everything below its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabularNoteRow {
    /// Where it stands: a code with its dot (`M54.5`), a block (`M50-M54`) or a chapter (`13`). The notes of a
    /// block of one category (`B20`) are those of the category.
    pub place: String,
    /// The XML element: `includes`, `excludes1`, `excludes2`, `codeFirst`, `useAdditionalCode`, `codeAlso`,
    /// `inclusionTerm`, `sevenChrNote` or `notes`.
    pub kind: String,
    /// The note.
    pub text: String,
    /// Its place among the notes of its kind, from 1.
    pub position: i32,
}

/// A seventh character that the codes at or below a place take, padded with X where they are shorter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeventhCharacterRow {
    /// The code at which it is defined (`sevenChrDef`), with its dot.
    pub place: String,
    /// The character.
    pub character: String,
    /// Its meaning, e.g. `initial encounter`; behind a semicolon the notes that the list prints below it.
    pub meaning: String,
}

/// A chapter or a block of the ICD-10-CM tabular list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcdBlockRow {
    /// `1`–`22` for a chapter, `A00-A09` for a block, `B20` for a block of one category.
    pub place: String,
    /// The chapter that a block stands in; empty for a chapter.
    pub chapter: String,
    /// Its title, without the range.
    pub title: String,
    /// Its first category, three characters.
    pub first: String,
    /// Its last category.
    pub last: String,
    /// The categories that it lists, joined by a space. Neither the alphabet nor the range tells them: `M1A`
    /// stands between `M10` and `M11`, in `M05-M14`. Empty for a chapter and for a block that only frames others.
    pub categories: String,
}

/// An entry of one of the ICD-10-CM indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexTermRow {
    /// The titles from the main term down to the entry, joined by ` > `, without nonessential modifiers.
    pub path: String,
    /// Which of the entries with this path it is, from 0.
    pub occurrence: i32,
    /// 0 for a main term.
    pub level: i32,
    /// Its place in the index, from 1.
    pub position: i32,
    /// Words in parentheses that change nothing (`nemod`), as printed.
    pub nonessential: String,
    /// The code as printed, e.g. `X58` or `Z16.-`; in brackets behind it the manifestation (`manif`).
    pub code: String,
    /// The term to see instead (`see`, `seecat`, `subcat`).
    pub see: String,
    /// The term to see as well (`seeAlso`).
    pub see_also: String,
    /// The codes of columns 2 to 7 of the tables of drugs and neoplasms, joined by a space, `--` for none;
    /// empty for an entry without codes and in the other indexes.
    pub cells: String,
}

/// A general equivalence mapping of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GemRow {
    /// The code mapped from, with its dot.
    pub from_code: String,
    /// The code mapped to, with its dot; `NoDx` or `NoPCS` where there is none.
    pub to_code: String,
    /// Number of the scenario, 0 where the mapping is no combination (fourth flag).
    pub scenario: i32,
    /// Number of the choice list within the scenario (fifth flag).
    pub choice: i32,
    /// The mapping is approximate (first flag).
    pub approximate: bool,
    /// There is no mapping (second flag).
    pub no_map: bool,
    /// More than one code is needed (third flag).
    pub combination: bool,
}

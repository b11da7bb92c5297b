//! The runs of text of a page: what its content stream shows, where and in which letters.

use super::font::{Font, dictionary_of};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// Forms may stand in each other so deep, and so many may stand on a page.
const DEEPEST_FORM: usize = 10;
const MOST_FORMS: usize = 2000;

/// Graphics states may be kept so deep.
const DEEPEST_STATE: usize = 200;

/// A string as it is shown, in points from the lower left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
}

/// How much content may still be read of a document, and the fonts that were met.
pub(super) struct Reading<'a> {
    document: &'a Document,
    /// Bytes.
    content_left: usize,
    /// Bytes of strings.
    text_left: usize,
    /// Forms on the page at hand.
    forms_left: usize,
    /// Those that stand in each other at the moment.
    open_forms: Vec<ObjectId>,
    fonts: HashMap<ObjectId, Rc<Font>>,
}

/// There is more content than is read.
#[derive(Debug)]
pub(super) enum TooMuch {
    /// Of a page; others can be read.
    OnPage,
    /// Of a document.
    InDocument,
}

/// Of a page so much is read, in bytes.
const LARGEST_PAGE: usize = 32 << 20;

impl<'a> Reading<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            content_left: 256 << 20,
            forms_left: 0,
            open_forms: Vec::new(),
            text_left: 40_000_000,
            fonts: HashMap::new(),
        }
    }

    /// The runs of a page in the order in which they are shown.
    pub(super) fn runs(&mut self, page: ObjectId) -> Result<Vec<Run>, TooMuch> {
        let (Ok(content), Ok((direct, referenced))) = (
            self.document.get_page_content_with_limit(page, LARGEST_PAGE),
            self.document.get_page_resources(page),
        ) else {
            return Err(TooMuch::OnPage);
        };
        let referenced = referenced
            .into_iter()
            .find_map(|id| self.document.get_dictionary(id).ok());
        let empty = Dictionary::new();
        let resources = direct.or(referenced).unwrap_or(&empty);
        self.forms_left = MOST_FORMS;
        let mut runs = Vec::new();
        let upright = Matrix::rotation(inherited_rotation(self.document, page));
        self.read_content(&content, resources, upright, &mut runs)?;
        Ok(runs)
    }

    fn read_content(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        place: Matrix,
        runs: &mut Vec<Run>,
    ) -> Result<(), TooMuch> {
        self.content_left = self
            .content_left
            .checked_sub(content.len())
            .ok_or(TooMuch::InDocument)?;
        let mut state = State::new(place);
        let mut kept = Vec::new();
        for operation in Content::decode_iter(content) {
            // What follows something unreadable is not text that anybody sees.
            let Ok(Operation { operator, operands }) = operation else {
                break;
            };
            let numbers: Vec<f32> = operands.iter().filter_map(|it| it.as_float().ok()).collect();
            match (operator.as_str(), numbers.as_slice()) {
                ("q", _) if kept.len() < DEEPEST_STATE => kept.push(state.clone()),
                ("Q", _) => {
                    if let Some(before) = kept.pop() {
                        state = before;
                    }
                }
                ("cm", &[a, b, c, d, e, f]) => state.place = Matrix([a, b, c, d, e, f]).then(&state.place),
                ("BT", _) => state.begin_line(Matrix::UNIT),
                ("Tm", &[a, b, c, d, e, f]) => state.begin_line(Matrix([a, b, c, d, e, f])),
                ("Td", &[x, y]) => state.move_line(x, y),
                ("TD", &[x, y]) => {
                    state.leading = -y;
                    state.move_line(x, y);
                }
                ("T*", _) => state.move_line(0.0, -state.leading),
                ("Tc", &[spacing]) => state.character_spacing = spacing,
                ("Tw", &[spacing]) => state.word_spacing = spacing,
                ("Tz", &[percent]) => state.stretch = percent / 100.0,
                ("TL", &[leading]) => state.leading = leading,
                ("Ts", &[rise]) => state.rise = rise,
                ("Tf", &[.., size]) => {
                    state.size = size;
                    state.font = operands
                        .first()
                        .and_then(|name| name.as_name().ok())
                        .and_then(|name| self.font(resources, name));
                }
                ("Tj", _) => self.show(&mut state, &operands, runs)?,
                ("'", _) => {
                    state.move_line(0.0, -state.leading);
                    self.show(&mut state, &operands, runs)?;
                }
                ("\"", &[word_spacing, character_spacing, ..]) => {
                    (state.word_spacing, state.character_spacing) = (word_spacing, character_spacing);
                    state.move_line(0.0, -state.leading);
                    self.show(&mut state, &operands, runs)?;
                }
                ("TJ", _) => {
                    if let Some(Object::Array(parts)) = operands.first() {
                        self.show(&mut state, parts, runs)?;
                    }
                }
                ("Do", _) => {
                    if let Some(Ok(name)) = operands.first().map(Object::as_name) {
                        self.read_form(resources, name, &state.place, runs)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads what a form shows. An image shows no text.
    fn read_form(
        &mut self,
        resources: &Dictionary,
        name: &[u8],
        place: &Matrix,
        runs: &mut Vec<Run>,
    ) -> Result<(), TooMuch> {
        let document = self.document;
        let Some(id) = dictionary_of(document, resources, b"XObject")
            .and_then(|forms| forms.get(name).and_then(Object::as_reference).ok())
        else {
            return Ok(());
        };
        let form = document.get_object(id).and_then(Object::as_stream).ok();
        let is_form = |form: &&Stream| {
            let kind = form.dict.get(b"Subtype").and_then(Object::as_name);
            kind.is_ok_and(|kind| kind == b"Form")
        };
        let Some(form) = form.filter(is_form) else {
            return Ok(());
        };
        if self.open_forms.contains(&id) || self.open_forms.len() == DEEPEST_FORM || self.forms_left == 0 {
            return Ok(());
        }
        self.forms_left -= 1;
        let Ok(content) = form.decompressed_content_with_limit(LARGEST_PAGE) else {
            return Ok(());
        };
        let own = dictionary_of(document, &form.dict, b"Resources").unwrap_or(resources);
        let matrix = form
            .dict
            .get_deref(b"Matrix", document)
            .and_then(Object::as_array);
        let matrix: Vec<f32> = matrix
            .map(|matrix| matrix.iter().filter_map(|it| it.as_float().ok()).collect())
            .unwrap_or_default();
        let place = match matrix.as_slice() {
            &[a, b, c, d, e, f] => Matrix([a, b, c, d, e, f]).then(place),
            _ => place.clone(),
        };
        self.open_forms.push(id);
        let outcome = self.read_content(&content, own, place, runs);
        self.open_forms.pop();
        outcome
    }

    fn font(&mut self, resources: &Dictionary, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = dictionary_of(self.document, resources, b"Font")?;
        let entry = fonts.get(name).ok()?;
        let id = entry.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(font.clone());
        }
        let font = fonts
            .get_deref(name, self.document)
            .and_then(Object::as_dict)
            .ok()?;
        let font = Rc::new(Font::read(self.document, font));
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    /// Shows strings, and moves by the numbers between them.
    fn show(&mut self, state: &mut State, parts: &[Object], runs: &mut Vec<Run>) -> Result<(), TooMuch> {
        let Some(font) = state.font.clone() else {
            return Ok(());
        };
        for part in parts {
            if let Object::String(string, _) = part {
                let run = state.show(&font, string);
                self.text_left = self
                    .text_left
                    .checked_sub(string.len())
                    .ok_or(TooMuch::InDocument)?;
                runs.extend(run);
            } else if let Ok(back) = part.as_float() {
                state.advance(-back / 1000.0 * state.size * state.stretch);
            }
        }
        Ok(())
    }
}

/// The state of graphics and text.
#[derive(Clone)]
struct State {
    /// From user space to the page.
    place: Matrix,
    /// From text space to user space, at the beginning of the line.
    line: Matrix,
    /// The same at the pen.
    pen: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    character_spacing: f32,
    word_spacing: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

impl State {
    fn new(place: Matrix) -> Self {
        Self {
            place,
            line: Matrix::UNIT,
            pen: Matrix::UNIT,
            font: None,
            size: 1.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }

    fn begin_line(&mut self, at: Matrix) {
        self.pen = at.clone();
        self.line = at;
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.begin_line(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line));
    }

    fn advance(&mut self, by: f32) {
        self.pen = Matrix([1.0, 0.0, 0.0, 1.0, by, 0.0]).then(&self.pen);
    }

    /// A string at the pen. Text that runs upwards or downwards is none that belongs to the page's.
    fn show(&mut self, font: &Font, string: &[u8]) -> Option<Run> {
        let begin = self.pen.then(&self.place);
        let mut text = String::new();
        for shown in font.show(string) {
            text += &shown.text;
            let spacing = match shown.is_space {
                true => self.character_spacing + self.word_spacing,
                false => self.character_spacing,
            };
            self.advance((shown.width * self.size + spacing) * self.stretch);
        }
        let end = self.pen.then(&self.place);
        let Matrix([a, b, c, d, left, bottom]) = begin;
        let Matrix([.., right, _]) = end;
        let is_level = a.abs() > b.abs() && a > 0.0 && [left, right, bottom].iter().all(|it| it.is_finite());
        (is_level && !text.is_empty()).then(|| Run {
            text,
            left,
            right,
            baseline: bottom + self.rise * d,
            size: self.size.abs() * c.hypot(d),
            is_bold: font.is_bold,
        })
    }
}

/// A transformation: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Debug)]
struct Matrix([f32; 6]);

impl Matrix {
    const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Clockwise by a multiple of 90 degrees.
    fn rotation(degrees: i64) -> Self {
        Self(match degrees.rem_euclid(360) {
            90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            _ => return Self::UNIT,
        })
    }

    /// This one, then another.
    fn then(&self, other: &Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }
}

/// By how much a page is turned when it is shown, in degrees.
fn inherited_rotation(document: &Document, page: ObjectId) -> i64 {
    const HIGHEST_TREE: usize = 50;
    let mut node = document.get_dictionary(page).ok();
    for _ in 0..HIGHEST_TREE {
        let Some(dictionary) = node else { break };
        if let Ok(rotation) = dictionary.get_deref(b"Rotate", document).and_then(Object::as_i64) {
            return rotation;
        }
        node = dictionary_of(document, dictionary, b"Parent");
    }
    0
}

//! Reading a question: what it names, what it asks for, and what it leaves to the question before it.
//!
//! Nothing here knows an answer. A question is normalised ([`text`]), what it names is taken out of it ([`codes`],
//! [`dates`], [`minutes`], [`places`]), and the words that are left tell its kind ([`kinds`]).

pub(crate) mod anatomical;
pub(crate) mod asks;
pub(crate) mod codes;
pub(crate) mod dates;
pub(crate) mod elsewhere;
pub(crate) mod features;
pub(crate) mod follow_up;
pub(crate) mod found;
pub(crate) mod kinds;
pub(crate) mod learned;
pub(crate) mod minutes;
pub(crate) mod places;
pub(crate) mod refusals;
pub(crate) mod situations;
pub(crate) mod spelling;
pub(crate) mod text;
pub(crate) mod words;

use crate::topic::{Kind, Topic, TopicLine};
use case2code::table::Table;
use codeset::ncci::Setting;
use codeset::{Code, NaiveDate};
use dates::NamedDay;
use minutes::Timed;
use reference::fees::Locality;

/// The longest question that is read, in characters.
pub const LONGEST: usize = 4_000;

/// The most codes that are looked up for one question.
pub const MOST_CODES: usize = 30;

/// What a question is read against.
pub(crate) struct Surroundings<'a> {
    /// The codes that exist.
    pub table: &'a Table,
    /// The localities of the day.
    pub localities: &'a [Locality],
    /// Today.
    pub today: NaiveDate,
}

/// A question as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// The text in lower case, without what cannot be seen.
    pub plain: String,
    /// Codes with what is written beside them, in order, each once.
    pub lines: Vec<TopicLine>,
    /// What has the shape of a code and is none that is loaded.
    pub unknown: Vec<String>,
    /// Modifiers that stand by themselves.
    pub modifiers: Vec<String>,
    /// A side that was written as its modifier.
    pub side: Option<&'static str>,
    /// ICD-9-CM codes.
    pub icd9: Vec<String>,
    /// Days and years.
    pub days: Vec<NamedDay>,
    /// What looks like a day and is none.
    pub impossible_day: Option<String>,
    /// Services with minutes.
    pub timed: Vec<Timed>,
    /// Places of service, by their two digits.
    pub places_of_service: Vec<String>,
    /// A ZIP code, state or locality.
    pub place: Option<String>,
    /// Who bills.
    pub setting: Option<Setting>,
    /// In a facility or not.
    pub facility: Option<bool>,
    /// The modifiers for the situation that it tells.
    pub situation: Vec<&'static str>,
    /// Kinds that its words speak for, the strongest first.
    pub kinds: Vec<(Kind, f32)>,
    /// Whether it speaks as the continuation of another.
    pub is_follow_up: bool,
    /// What is left to search for.
    pub words: String,
}

impl Reading {
    /// Reads a question.
    pub fn of(text: &str, around: &Surroundings<'_>) -> Self {
        let typed = text::plain(text);
        let plain = dates::with_whole_years(&spelling::mended(&typed));
        let mut left = text::Left::of(&plain);
        let mut reading = Self {
            timed: minutes::take(&mut left),
            days: dates::take(&mut left, around.today),
            impossible_day: dates::impossible(&plain, around.today),
            ..Self::default()
        };
        reading.places_of_service = places::take_places_of_service(&mut left);
        reading.place = places::take_zip(&mut left, |text| {
            Code::parse_procedure(text).is_ok_and(|code| around.table.find(&code).is_some())
        });
        codes::take(&mut left, around.table, &mut reading);
        if reading.place.is_none() {
            reading.place = places::take(&mut left, around.localities);
        }
        reading.take_zip_among_unknown(&plain);
        reading.take_zip_behind_place(&plain, around.localities);
        reading.setting = kinds::setting(&plain);
        reading.facility = kinds::facility(&plain);
        reading.is_follow_up = follow_up::speaks_as_one(&plain);
        reading.situation = situations::for_situation(&plain);
        reading.kinds = kinds::kinds(&plain, &reading);
        reading.words = words::without_cues(&left.rest());
        if let Some(side) = reading.side {
            reading.words = format!("{} {side}", reading.words).trim().to_owned();
        }
        reading.plain = plain;
        reading
    }

    /// Five digits that are no code may be a ZIP code, where a price is asked for: `99214 nashville 37203`.
    fn take_zip_among_unknown(&mut self, plain: &str) {
        let is_zip = |text: &String| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        let at = self.unknown.iter().position(is_zip);
        if let Some(at) = at
            && !self
                .place
                .as_ref()
                .is_some_and(|place| place.bytes().all(|byte| byte.is_ascii_digit()))
            && self.procedures().count() > 0
            && (kinds::asks_for_price(plain) || self.place.is_some())
        {
            self.place = Some(self.unknown.remove(at));
        }
        // `10013 vs 14201`
        let at = self.unknown.iter().position(is_zip);
        if let (Some(first), Some(at)) = (&self.place, at)
            && is_zip(first)
            && places::are_compared(plain)
        {
            self.place = Some(places::joined(first, &self.unknown.remove(at)));
        }
    }

    /// A code right behind the name of a place, beside another code, is its ZIP code: `97110 in denver 80202`.
    fn take_zip_behind_place(&mut self, plain: &str, localities: &[Locality]) {
        let Some(place) = &self.place else { return };
        let is_behind = |code: &Code| {
            let (zip, comma) = (format!("{place} {code}"), format!("{place}, {code}"));
            (plain.contains(&zip) || plain.contains(&comma))
                && places::is_zip_of(code.as_str(), place, localities)
        };
        if self.procedures().count() < 2 {
            return;
        }
        let at = self
            .lines
            .iter()
            .position(|line| line.code.system() == codeset::CodeSystem::Cpt && is_behind(&line.code));
        if let Some(at) = at {
            let zip = self.lines.remove(at).code;
            // Where one locality is all that the name can mean, no ZIP code has to be known.
            if places::matching(place, localities).len() != 1 {
                self.place = Some(zip.as_str().to_owned());
            }
        }
    }

    /// The strongest kind.
    pub fn kind(&self) -> Option<Kind> {
        self.kinds.first().map(|(kind, _)| *kind)
    }

    /// The topic, before anything is completed.
    pub fn topic(&self) -> Topic {
        Topic {
            kind: self.kind(),
            lines: self.timed_lines(),
            modifiers: self.modifiers.clone(),
            icd9: self.icd9.clone(),
            on: self.day(),
            setting: self.setting,
            place: self.place.clone(),
            facility: self.facility,
            words: self.words.clone(),
        }
    }

    /// The lines with the minutes that stand beside their codes.
    fn timed_lines(&self) -> Vec<TopicLine> {
        let mut lines = self.lines.clone();
        for line in &mut lines {
            let beside = self
                .timed
                .iter()
                .find(|timed| timed.code.as_ref() == Some(&line.code));
            line.minutes = beside.map(|timed| timed.minutes);
        }
        if let ([line], [timed]) = (lines.as_mut_slice(), self.timed.as_slice()) {
            line.minutes = Some(timed.minutes);
        }
        lines
    }

    /// The date of service, where one day or year is named.
    fn day(&self) -> Option<NaiveDate> {
        match self.days.as_slice() {
            [one] => Some(one.day),
            _ => None,
        }
    }

    /// Whether its one code is asked about together with the one of the page.
    pub fn pairs_with_page(&self) -> bool {
        self.procedures().count() == 1 && kinds::speaks_of_two(&self.plain)
    }

    /// The same question with a code that it does not name.
    pub fn with(&self, line: TopicLine) -> Self {
        let mut reading = self.clone();
        reading.lines.push(line);
        reading.kinds = kinds::kinds(&reading.plain, &reading);
        reading
    }

    /// Its kind when the code of the page is added.
    pub fn kind_with_code(&self) -> Option<Kind> {
        kinds::kind_with_code(self)
    }

    /// The codes that a claim line can carry.
    pub fn procedures(&self) -> impl Iterator<Item = &Code> {
        self.lines
            .iter()
            .map(|line| &line.code)
            .filter(|code| is_procedure(code))
    }
}

/// Whether a code is a CPT or HCPCS code.
pub(crate) fn is_procedure(code: &Code) -> bool {
    matches!(
        code.system(),
        codeset::CodeSystem::Cpt | codeset::CodeSystem::Hcpcs
    )
}

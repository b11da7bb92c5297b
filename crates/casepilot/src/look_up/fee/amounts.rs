//! The amounts of lines: each by itself, as a fee schedule has them, and all of one day together.

use super::super::{Look, first_capital, listed, name};
use super::no_row;
use super::place::Place;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::claim::ClaimLine;
use codeset::mpfs::pricing::{Note, Outcome as LineOutcome, PricedLine};
use codeset::mpfs::{Basis, Setting, decimal, dollars, status_meaning};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::FeeRow;
use reference::fees::{Apm, Choice, FeeBook, Locality};
use reference::page::Evidence;

pattern!(
    LIMITING,
    r"\blimiting charge\b|\b(?:most|maximum|max) (?:\w+ ){1,3}(?:may|can|could) charge\b|\b(?:most|maximum|max) (?:charge|to charge)\b"
);
pattern!(NON_PARTICIPATING, r"\bnon[- ]?par(?:ticipating|ticipant)?\b");

/// The amounts of so many localities are said one by one.
const SAID_PLACES: usize = 2;

/// The multiple procedure indicator by which further procedures of a day are halved.
const HALVED: &str = "2";

/// An amount with the setting and the conversion factor that it is for.
type Amount = (Setting, Apm, PricedLine);

/// What lines are priced by.
pub(super) struct Amounts<'a> {
    look: &'a Look<'a>,
    book: &'a FeeBook,
    lines: &'a [ClaimLine],
    basis: Basis,
    settings: Vec<Setting>,
    apms: &'static [Apm],
    factor: (i32, Evidence),
}

impl<'a> Amounts<'a> {
    /// Tells the amounts of lines in a place, and of all of one day together where they are `of_one_day`.
    pub fn tell(
        look: &'a Look<'a>,
        draft: &mut Draft<'_>,
        book: &'a FeeBook,
        lines: &'a [ClaimLine],
        place: &Place,
        of_one_day: bool,
    ) {
        let Some(factor) = book.factor(Apm::NotQualifying) else {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(look.loaded.missing("A conversion factor", Source::Mpfs), &[]);
            return;
        };
        let plain = &look.reading.plain;
        let amounts = Self {
            look,
            book,
            lines,
            basis: if LIMITING.is_in(plain) {
                Basis::LimitingCharge
            } else if NON_PARTICIPATING.is_in(plain) {
                Basis::NonParticipating
            } else {
                Basis::Participating
            },
            settings: match (look.topic.facility, names_both_settings(plain)) {
                (_, true) | (None, _) => Setting::ALL.to_vec(),
                (Some(true), _) => vec![Setting::Facility],
                (Some(false), _) => vec![Setting::NonFacility],
            },
            apms: if book.has_two_factors() {
                &[Apm::NotQualifying, Apm::Qualifying]
            } else {
                &[Apm::NotQualifying]
            },
            factor,
        };
        amounts.tell_in(draft, place, of_one_day);
    }

    fn tell_in(&self, draft: &mut Draft<'_>, place: &Place, of_one_day: bool) {
        let localities: Vec<Option<&Locality>> = match place {
            Place::National => vec![None],
            Place::Localities(all) => all.iter().map(Some).collect(),
        };
        let mut rows = Vec::new();
        let mut table_cites = Vec::new();
        for locality in &localities {
            for line in self.lines {
                let amounts = self.of_line(line, *locality);
                let cites = self.cite(draft, line, *locality, &amounts);
                table_cites.extend(cites.iter().copied());
                if localities.len() <= SAID_PLACES {
                    self.say(draft, line, *locality, &amounts, &cites);
                }
                for (setting, apm, priced) in &amounts {
                    rows.push(vec![
                        line.to_string(),
                        place_name(*locality),
                        format!("{}{}", setting.label(), whose_apm(*apm, self.apms)),
                        amount(priced),
                    ]);
                }
            }
            if of_one_day && self.lines.len() > 1 {
                self.say_together(draft, *locality, &table_cites);
            }
        }
        if localities.len() > SAID_PLACES {
            several_localities(draft, self.lines, &rows, &mut table_cites);
        }
        table_cites.sort_unstable();
        table_cites.dedup();
        if rows.len() > 1 {
            draft.table(
                format!("{} amounts", self.basis.label()),
                &["Line", "Place", "Setting", "Amount"],
                rows,
                &table_cites,
            );
        }
    }

    /// A line by itself, in each setting and by each conversion factor.
    fn of_line(&self, line: &ClaimLine, locality: Option<&Locality>) -> Vec<Amount> {
        let choices = self.settings.iter().flat_map(|setting| {
            self.apms.iter().map(|apm| Choice {
                setting: *setting,
                basis: self.basis,
                apm: *apm,
            })
        });
        choices
            .filter_map(|choice| {
                let priced = self.book.price(std::slice::from_ref(line), locality, choice)?;
                Some((choice.setting, choice.apm, priced.lines.into_iter().next()?))
            })
            .collect()
    }

    /// The amount of all lines of one day, and what reduced it.
    fn say_together(&self, draft: &mut Draft<'_>, locality: Option<&Locality>, cites: &[usize]) {
        let mut sums: Vec<String> = Vec::new();
        let mut reductions: Vec<String> = Vec::new();
        for setting in &self.settings {
            let choice = Choice {
                setting: *setting,
                basis: self.basis,
                apm: Apm::NotQualifying,
            };
            let Some(priced) = self
                .book
                .price(self.lines, locality, choice)
                .filter(|priced| !priced.is_open())
            else {
                continue;
            };
            sums.push(format!(
                "{} ({})",
                dollars(priced.cents()),
                setting.label().to_lowercase()
            ));
            for (line, priced) in self.lines.iter().zip(&priced.lines) {
                for effect in effects(line, priced) {
                    if !reductions.contains(&effect) {
                        reductions.push(effect);
                    }
                }
            }
        }
        if sums.is_empty() {
            return;
        }
        let texts: Vec<String> = self.lines.iter().map(ToString::to_string).collect();
        let sum = draft.cite(cite::of_rule(
            "Medicare Physician Fee Schedule, with its reductions",
            format!("{} on one day", listed(&texts, "and")),
            cite::tool("fees", &texts),
            sums.join(", "),
        ));
        let mut cites = cites.to_vec();
        cites.push(sum);
        cites.sort_unstable();
        cites.dedup();
        draft.fact(
            format!(
                "All lines on one day together: {}, after the reductions for several services.",
                listed(&sums, "and")
            ),
            &cites,
        );
        for reduction in reductions {
            draft.fact(format!("{reduction}."), &cites);
        }
    }

    /// What an amount rests on: the row, the conversion factor, the price indices.
    fn cite(
        &self,
        draft: &mut Draft<'_>,
        line: &ClaimLine,
        locality: Option<&Locality>,
        amounts: &[Amount],
    ) -> Vec<usize> {
        let code = &line.code;
        let modifier = amounts
            .first()
            .map_or("", |(_, _, priced)| priced.row_modifier.as_str());
        let row: Option<&FeeRow> = self.book.rows(code).iter().find(|row| row.modifier == modifier);
        let texts = [line.to_string()];
        let path = match locality {
            Some(locality) => format!("{}&place={}", cite::tool("fees", &texts), locality.key()),
            None => format!("{}&place=national", cite::tool("fees", &texts)),
        };
        let mut cites = Vec::new();
        if let Some(evidence) = self.book.evidence(code, modifier) {
            let quote = match row {
                Some(row) if self.look.shows(code) => format!(
                    "status {}, work {}, PE {} / {}, MP {}",
                    row.status,
                    decimal(row.work, 2),
                    decimal(row.pe_nonfacility, 2),
                    decimal(row.pe_facility, 2),
                    decimal(row.mp, 2)
                ),
                _ => String::new(),
            };
            let shown: Vec<String> = amounts
                .iter()
                .map(|(setting, _, priced)| format!("{} {}", setting.label(), amount(priced)))
                .collect();
            let quote = [quote, shown.join(", ")]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("; ");
            cites.push(draft.cite(cite::of_evidence(&evidence, path, quote)));
        }
        cites.push(draft.cite(cite::of_evidence(
            &self.factor.1,
            "/about/data",
            format!("conversion factor ${}", decimal(self.factor.0, 4)),
        )));
        if let Some(locality) = locality {
            let index = |thousandths| decimal(thousandths, 3);
            cites.push(draft.cite(cite::of_evidence(
                &locality.evidence,
                "/tools/fees",
                format!(
                    "work {}, practice expense {}, malpractice {}",
                    index(locality.gpci.work),
                    index(locality.gpci.pe),
                    index(locality.gpci.mp)
                ),
            )));
        }
        cites
    }

    /// The amounts of a line in one place.
    fn say(
        &self,
        draft: &mut Draft<'_>,
        line: &ClaimLine,
        locality: Option<&Locality>,
        amounts: &[Amount],
        cites: &[usize],
    ) {
        let code = &line.code;
        let Some((_, _, first)) = amounts.first() else {
            return;
        };
        let release = self.look.release(Source::Mpfs);
        if let LineOutcome::Unpaid(why) = &first.outcome {
            if self.book.rows(code).is_empty() {
                no_row(self.look, draft, code);
            } else if why.tells_a_row() && !self.look.shows(code) {
                draft.verdict(
                    format!("No amount is computed for {line} by the fee schedule ({release})."),
                    cites,
                );
                self.look.lock(draft, code, SectionId::Compliance, "The reason");
            } else {
                let status = self.book.rows(code).first().map_or("", |row| row.status.as_str());
                let meaning = status_meaning(status);
                let reason = if why.tells_a_row() {
                    format!(
                        "its status is {status}, {}",
                        super::super::global_period::lower(meaning)
                    )
                } else {
                    why.to_string()
                };
                draft.verdict(
                    format!("No amount is computed for {line} ({release}): {reason}."),
                    cites,
                );
                let row = self.book.rows(code).iter().find(|row| row.modifier.is_empty());
                for modifier in super::super::modifier::ruled_out(code, row, line)
                    .into_iter()
                    .filter(|_| self.look.shows(code))
                {
                    draft.fact(
                        format!("Modifier {modifier} does not apply to {}.", name(code)),
                        cites,
                    );
                }
            }
            return;
        }
        let texts: Vec<String> = amounts
            .iter()
            .map(|(setting, apm, priced)| {
                let whose = match (apm, amounts.len() > 2) {
                    (Apm::Qualifying, _) => " for qualifying APM participants",
                    _ => "",
                };
                format!("{} {}{whose}", amount(priced), in_setting(*setting))
            })
            .collect();
        let amounts_equal = amounts
            .iter()
            .all(|(_, _, priced)| amount(priced) == amount(first));
        let texts = if amounts_equal && amounts.len() > 1 {
            format!("{} in a facility or outside one", amount(first))
        } else {
            listed(&texts, "and")
        };
        let at = locality.map_or_else(
            || "nationally, without geographic adjustment".to_owned(),
            |locality| {
                format!(
                    "in {} (MAC {}, locality {})",
                    locality.label(),
                    locality.mac,
                    locality.number
                )
            },
        );
        let who = match self.basis {
            Basis::Participating => "Medicare’s fee schedule amount of",
            Basis::NonParticipating => "The non-participating amount of",
            Basis::LimitingCharge => "The limiting charge of",
        };
        draft.verdict(format!("{who} {line} is {texts}, {at} ({release})."), cites);
        let row = self
            .book
            .rows(code)
            .iter()
            .find(|row| row.modifier == first.row_modifier);
        if line.has("51") && row.is_some_and(|row| row.multiple == HALVED) {
            let halves: Vec<String> = amounts
                .iter()
                .filter(|(_, _, priced)| !priced.is_open())
                .map(|(setting, _, priced)| {
                    format!("{} {}", dollars((priced.cents() + 1) / 2), in_setting(*setting))
                })
                .collect();
            draft.fact(
                format!(
                    "That is the whole amount; as a further procedure of the day it is paid at 50%: {} (multiple procedure \
                     indicator {HALVED}).",
                    listed(&halves, "and")
                ),
                cites,
            );
        }
        for effect in effects(line, first) {
            draft.fact(format!("{effect}."), cites);
        }
        let notes: Vec<String> = amounts
            .iter()
            .flat_map(|(_, _, priced)| priced.notes.iter().map(Note::to_string))
            .collect();
        let mut told: Vec<&String> = Vec::new();
        for note in &notes {
            if !told.contains(&note) {
                told.push(note);
                draft.caution(format!("{line}: {note}."), cites);
            }
        }
    }
}

/// What changed the amount of a line, unit by unit.
fn effects(line: &ClaimLine, priced: &PricedLine) -> Vec<String> {
    let LineOutcome::Paid(parts) = &priced.outcome else {
        return Vec::new();
    };
    let mut effects: Vec<String> = Vec::new();
    for part in parts {
        for step in &part.steps {
            let effect = format!(
                "{}: {} of {} at {} each",
                first_capital(&step.effect.to_string()),
                part.units,
                line.code,
                dollars(step.cents)
            );
            if !effects.contains(&effect) {
                effects.push(effect);
            }
        }
    }
    effects
}

/// The whole range of a state.
fn several_localities(
    draft: &mut Draft<'_>,
    lines: &[ClaimLine],
    rows: &[Vec<String>],
    cites: &mut Vec<usize>,
) {
    cites.sort_unstable();
    cites.dedup();
    for line in lines {
        let own: Vec<&Vec<String>> = rows
            .iter()
            .filter(|row| row.first() == Some(&line.to_string()))
            .collect();
        let cents = |row: &&Vec<String>| {
            row.last().and_then(|text| {
                text.trim_start_matches('$')
                    .replace([',', '.'], "")
                    .parse::<i64>()
                    .ok()
            })
        };
        let lowest = own
            .iter()
            .filter(|row| cents(row).is_some())
            .min_by_key(|row| cents(row));
        let highest = own
            .iter()
            .filter(|row| cents(row).is_some())
            .max_by_key(|row| cents(row));
        if let (Some(lowest), Some(highest)) = (lowest, highest) {
            draft.verdict(
                format!(
                    "{line} is paid between {} ({}, {}) and {} ({}, {}): the state has several localities.",
                    lowest[3],
                    lowest[1],
                    lowest[2].to_lowercase(),
                    highest[3],
                    highest[1],
                    highest[2].to_lowercase()
                ),
                cites,
            );
            draft.next("Give the ZIP code for the amount of one locality.");
        }
    }
}

/// Whether the amounts in a facility and outside one are both asked for.
pub(super) fn names_both_settings(plain: &str) -> bool {
    // `office versus an outpatient department`, `what is the gap between the office and the hospital`
    pattern!(OFFICE, r"\boffice\b|\bnon-?\s?fac\w*|\bclinic\b|\bpos 11\b");
    pattern!(
        HOSPITAL,
        r"\bhospital\b|\bhopd\b|\bsurgery center\b|\basc\b|\bpos (?:19|2[1-4])\b|\b(?:in|at) (?:a |the )?facility\b"
    );
    pattern!(
        COMPARES,
        r"\bversus\b|\bvs\b|\bdiffer\w*|\bgap\b|\bcompar\w*|\bboth\b|\bbetween\b|\binstead of\b|\bor\b|\bthan\b"
    );
    if OFFICE.is_in(plain) && HOSPITAL.is_in(plain) && COMPARES.is_in(plain) {
        return true;
    }
    pattern!(
        BOTH,
        r"\bfacility (?:and|vs\.?|versus|or|/) ?(?:the )?non-?\s?facility\b|\bnon-?\s?facility (?:and|vs\.?|versus|or) ?(?:the )?facility\b|\bpos \d\d (?:vs\.?|versus|and|or) (?:pos )?\d\d\b|\boffice (?:vs\.?|versus|and|or) (?:hospital|facility)\b|\bhospital (?:vs\.?|versus|or) office\b"
    );
    BOTH.is_in(plain)
}

fn whose_apm(apm: Apm, apms: &[Apm]) -> &'static str {
    match (apms.len(), apm) {
        (1, _) => "",
        (_, Apm::Qualifying) => ", qualifying APM participant",
        _ => ", not a qualifying APM participant",
    }
}

fn place_name(locality: Option<&Locality>) -> String {
    locality.map_or_else(|| "National".to_owned(), Locality::label)
}

fn amount(priced: &PricedLine) -> String {
    match &priced.outcome {
        LineOutcome::Paid(_) if priced.is_open() => "set by the contractor".to_owned(),
        LineOutcome::Paid(_) => dollars(priced.cents()),
        LineOutcome::Unpaid(_) => "no amount".to_owned(),
    }
}

fn in_setting(setting: Setting) -> &'static str {
    match setting {
        Setting::NonFacility => "outside a facility (non-facility)",
        Setting::Facility => "in a facility",
    }
}

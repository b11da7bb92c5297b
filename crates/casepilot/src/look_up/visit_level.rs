//! The level of a visit by its total time.

use super::Look;
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use codeset::page::SectionId;
use codeset::visit_time::{VisitTime, is_emergency_visit, visit_time};
use codeset::{Code, long_date};

/// A family of visits whose levels follow each other.
struct Family {
    name: &'static str,
    codes: &'static [&'static str],
}

const NEW: Family = Family {
    name: "Office visits of new patients",
    codes: &["99202", "99203", "99204", "99205"],
};
const ESTABLISHED: Family = Family {
    name: "Office visits of established patients",
    codes: &["99212", "99213", "99214", "99215"],
};
const INITIAL: Family = Family {
    name: "Initial hospital care",
    codes: &["99221", "99222", "99223"],
};
const SUBSEQUENT: Family = Family {
    name: "Subsequent hospital care",
    codes: &["99231", "99232", "99233"],
};

pattern!(
    WHOSE,
    r"\bnew or est\w*|\best\w* or new\b|\b(?:years?|yrs?)\b|\bnew again\b|\bnot seen\b|\bhasn't been\b|\blast seen\b|\blook-?back\b"
);
const NEW_OR_ESTABLISHED: &str = "A patient is new who was not seen in the last three years by the practitioner or \
                                  another of the same specialty and group; else established.";

pattern!(IS_NEW, r"\bnew\b");
pattern!(
    IS_ESTABLISHED,
    r"\best(?:ablished)?\b|\bfollow[- ]?up\b|\breturn(?:ing)?\b|\bexisting\b"
);
pattern!(
    IS_INITIAL,
    r"\binitial\b|\badmi(?:t|ssion)\w*\b|\bh&p\b|\bhospital day (?:1|one)\b"
);
pattern!(
    IS_SUBSEQUENT,
    r"\bsubsequent\b|\brounding\b|\brounds?\b|\bhospital (?:follow|day)\b"
);
pattern!(
    IS_FIRST_DAY,
    r"\b(?:first|initial) (?:hospital |inpatient )?day\b|\bday of admission\b|\bh&p\b"
);
pattern!(IS_HOSPITAL, r"\bhospital\b|\binpatient\b|\bobservation\b");
pattern!(IS_DISCHARGE, r"\bdischarge\b");
pattern!(IS_EMERGENCY, r"\b(?:ed|er|emergency)\b");

pub(super) fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    draft.step("Checking the times of visit levels");
    let visits: Vec<&Code> = look
        .procedures()
        .iter()
        .map(|line| &line.code)
        .filter(|code| codeset::ncci::is_visit(code))
        .collect();
    let minutes: u32 = look.reading.timed.iter().map(|timed| timed.minutes).sum();
    let plain = &look.reading.plain;
    if visits.iter().any(|code| is_emergency_visit(code)) || (visits.is_empty() && IS_EMERGENCY.is_in(plain))
    {
        let code = visits
            .first()
            .map_or("99281 to 99285".to_owned(), ToString::to_string);
        let rule = draft.cite(rule(look, visits.first().copied()));
        draft.verdict(
            format!("No: time does not choose the level of an emergency department visit ({code}); medical decision making (MDM) does."),
            &[rule],
        );
        return Ok(());
    }
    if IS_DISCHARGE.is_in(plain) && visits.is_empty() {
        discharge(draft, minutes);
        return Ok(());
    }
    if WHOSE.is_in(plain) && visits.is_empty() && minutes == 0 {
        let rule = draft.cite(rule(look, None));
        draft.verdict(NEW_OR_ESTABLISHED, &[rule]);
    }
    let families = families(&visits, plain);
    if families.is_empty() {
        general(look, draft);
        return Ok(());
    }
    for code in &visits {
        let Some(time) = visit_time(code, look.on) else {
            continue;
        };
        if !look.shows(code) {
            look.lock(draft, code, SectionId::Guidelines, "The time");
            continue;
        }
        let rule = draft.cite(rule(look, Some(code)));
        if minutes == 0 {
            draft.verdict(
                format!("{code} takes {} on the day of the encounter.", words(time)),
                &[rule],
            );
        } else if fits(time, minutes) {
            draft.verdict(
                format!("Yes: {minutes} minutes meet {code}, which takes {}.", words(time)),
                &[rule],
            );
        } else if minutes < time.least {
            draft.verdict(
                format!(
                    "No: {minutes} minutes do not meet {code}, which takes {}.",
                    words(time)
                ),
                &[rule],
            );
        } else {
            draft.verdict(
                format!("{minutes} minutes are more than {code} takes: {}.", words(time)),
                &[rule],
            );
        }
    }
    for family in families {
        level(look, draft, family, minutes, !visits.is_empty());
    }
    let any = draft.cite(rule(look, visits.first().copied()));
    if WHOSE.is_in(plain) {
        draft.fact(NEW_OR_ESTABLISHED, &[any]);
    }
    draft.fact(
        "Total time is the practitioner’s own on the day of the encounter, face to face or not; the level may be chosen by \
         medical decision making (MDM, 2 of 3 elements) instead.",
        &[any],
    );
    Ok(())
}

/// The day of discharge from a hospital, whose two codes are told apart by 30 minutes.
fn discharge(draft: &mut Draft<'_>, minutes: u32) {
    let rule = draft.cite(cite::of_rule(
        "CPT and Medicare Claims Processing Manual",
        "Chapter 12, section 30.6.9.2, hospital discharge day management",
        "/codes/cpt/99238#guidelines",
        "99238: 30 minutes or less; 99239: more than 30 minutes, documented",
    ));
    draft.verdict(
        match minutes {
            0 => "Hospital discharge day management: 99238 for 30 minutes or less, 99239 for more than 30 minutes.".to_owned(),
            minutes if minutes > 30 => format!("Hospital discharge day: {minutes} minutes are 99239 (more than 30 minutes, documented)."),
            minutes => format!("Hospital discharge day: {minutes} minutes are 99238 (30 minutes or less)."),
        },
        &[rule],
    );
}

/// The level that some minutes make in a family, with the whole family as a table.
fn level(look: &Look<'_>, draft: &mut Draft<'_>, family: &Family, minutes: u32, is_named: bool) {
    let times: Vec<(Code, VisitTime)> = family
        .codes
        .iter()
        .filter_map(|code| {
            let code = Code::parse_procedure(code).ok()?;
            let time = visit_time(&code, look.on)?;
            Some((code, time))
        })
        .collect();
    let Some((lowest, least)) = times.first() else {
        draft.outcome = Outcome::NotLoaded;
        draft.verdict(
            format!(
                "{}: no times are known here for {}.",
                family.name,
                long_date(look.on)
            ),
            &[],
        );
        return;
    };
    let shows = times.iter().all(|(code, _)| look.shows(code));
    if minutes > 0 {
        let met = times.iter().rev().find(|(_, time)| minutes >= time.least);
        let rule = draft.cite(rule(look, met.map(|(code, _)| code)));
        match met {
            Some((code, time)) if shows => draft.verdict(
                format!("{}: {minutes} minutes are {code} ({}).", family.name, words(*time)),
                &[rule],
            ),
            Some((code, _)) => draft.verdict(format!("{}: {minutes} minutes are {code}.", family.name), &[rule]),
            None if shows => draft.verdict(
                format!(
                    "{}: {minutes} minutes are fewer than any level by time takes; the lowest is {lowest} with {} minutes.",
                    family.name, least.least
                ),
                &[rule],
            ),
            None => draft.verdict(
                format!("{}: {minutes} minutes are fewer than any level by time takes.", family.name),
                &[rule],
            ),
        }
    }
    prolonged(look, draft, family, minutes);
    if shows {
        let rule = draft.cite(rule(look, Some(lowest)));
        if !is_named && minutes == 0 {
            let all: Vec<String> = times
                .iter()
                .map(|(code, time)| format!("{code} {} minutes", time.least))
                .collect();
            draft.verdict(
                format!("{}, total time: {}.", family.name, super::listed(&all, "and")),
                &[rule],
            );
        }
        let rows = times
            .iter()
            .map(|(code, time)| vec![code.to_string(), words(*time)])
            .collect();
        draft.table(
            format!("{} by total time", family.name),
            &["Code", "Total time"],
            rows,
            &[rule],
        );
    } else if !is_named {
        look.lock(draft, lowest, SectionId::Guidelines, "The time of each level");
    }
}

/// Medicare's code for time beyond the highest level of an office visit.
fn prolonged(look: &Look<'_>, draft: &mut Draft<'_>, family: &Family, minutes: u32) {
    let begins = match family.codes.last() {
        Some(&"99205") => 89,
        Some(&"99215") => 69,
        _ => return,
    };
    let asks = look.reading.plain.contains("prolonged") || look.reading.plain.contains("g2212");
    if minutes < begins && !asks {
        return;
    }
    let rule = draft.cite(cite::of_rule(
        "CMS, physician fee schedule final rules since 2021, prolonged office visits",
        "G2212: each 15 minutes beyond the maximum time of the highest level",
        "/codes/hcpcs/G2212",
        "99205: from 89 minutes; 99215: from 69 minutes",
    ));
    let highest = family.codes.last().copied().unwrap_or_default();
    draft.fact(
        format!(
            "Medicare’s prolonged service G2212 begins at {begins} minutes beside {highest}{}.",
            match minutes {
                0 => String::new(),
                minutes if minutes >= begins => format!(": {minutes} minutes reach it"),
                minutes => format!(": {minutes} minutes do not reach it"),
            }
        ),
        &[rule],
    );
}

/// How levels are chosen, without a family.
fn general(look: &Look<'_>, draft: &mut Draft<'_>) {
    let rule = draft.cite(rule(look, None));
    draft.verdict(
        "The level of an office or hospital visit is chosen by medical decision making (MDM, 2 of 3 elements) or by the \
         total time on the day of the encounter, whichever serves.",
        &[rule],
    );
    draft.next(
        "For the time of each level, say whose visit it is: “38 minutes, established patient, office”.",
    );
}

/// The families that a question is about.
fn families(visits: &[&Code], plain: &str) -> Vec<&'static Family> {
    let all = [&NEW, &ESTABLISHED, &INITIAL, &SUBSEQUENT];
    let named: Vec<_> = all
        .into_iter()
        .filter(|family| visits.iter().any(|code| family.codes.contains(&code.as_str())))
        .collect();
    if !named.is_empty() {
        return named;
    }
    if IS_SUBSEQUENT.is_in(plain) && !IS_FIRST_DAY.is_in(plain) {
        return vec![&SUBSEQUENT];
    }
    if IS_INITIAL.is_in(plain) {
        return vec![&INITIAL];
    }
    if IS_HOSPITAL.is_in(plain) {
        return vec![&INITIAL, &SUBSEQUENT];
    }
    match (IS_NEW.is_in(plain), IS_ESTABLISHED.is_in(plain)) {
        (true, false) => vec![&NEW],
        (false, true) => vec![&ESTABLISHED],
        _ if plain.contains("minute") || plain.contains(" min") || plain.contains("office") => {
            vec![&NEW, &ESTABLISHED]
        }
        _ => Vec::new(),
    }
}

fn fits(time: VisitTime, minutes: u32) -> bool {
    minutes >= time.least && time.most.is_none_or(|most| minutes <= most)
}

fn words(time: VisitTime) -> String {
    match time.most {
        Some(most) => format!("{} to {most} minutes", time.least),
        None => format!("{} minutes, met or exceeded", time.least),
    }
}

fn rule(look: &Look<'_>, code: Option<&Code>) -> crate::answer::Citation {
    let time = code.and_then(|code| visit_time(code, look.on));
    let mut citation = cite::of_rule(
        "Guidelines for evaluation and management, as Medicare adopted them",
        "Medicare Claims Processing Manual, chapter 12, section 30.6",
        code.map_or("/codes/cpt/99213#guidelines".to_owned(), |code| {
            cite::section(code, SectionId::Guidelines)
        }),
        String::new(),
    );
    if let (Some(code), Some(time)) = (code, time) {
        if look.shows(code) {
            citation.quote = format!("{code}: {}", words(time));
        }
        citation.dates = format!("since {}", long_date(time.since));
    }
    citation
}

//! What Medicare pays: the physician fee schedule, nationally or in a locality.

use super::{Look, claim_line, listed, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::places;
use crate::reading::text::pattern;
use codeset::claim::{ClaimLine, MOST_LINES};
use codeset::mpfs::pricing::{Note, Outcome as LineOutcome, PricedLine};
use codeset::mpfs::{Basis, Setting, decimal, dollars, status_meaning};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::FeeRow;
use codeset::{Code, CodeSystem, long_date};
use reference::fees::{Apm, Choice, FeeBook, Locality, ZipAnswer, find_zip};

pattern!(RVU, r"\bw?rvus?\b|\brelative values?\b");
pattern!(
    DOLLARS,
    r"\$|\bdollars?\b|\bpay(?:s|ment|ments)?\b|\bpaid\b|\bamounts?\b|\ballowed\b|\bprice\b|\bmoney\b"
);
pattern!(WORK, r"\bwork\b|\bwrvu");
pattern!(PRACTICE, r"\bpractice expense\b|\bpe\b");
pattern!(MALPRACTICE, r"\bmalpractice\b|\bmp\b");
pattern!(FACTOR, r"\bconversion factor\b|\bcf\b");
pattern!(ANESTHESIA, r"\banesth\w+\b");
pattern!(
    LIMITING,
    r"\blimiting charge\b|\b(?:most|maximum|max) (?:\w+ ){1,3}(?:may|can|could) charge\b|\b(?:most|maximum|max) (?:charge|to charge)\b"
);
pattern!(NON_PARTICIPATING, r"\bnon[- ]?par(?:ticipating|ticipant)?\b");
pattern!(INDICES, r"\bgpcis?\b|\bprice ind\w+\b|\bgeographic\b");
pattern!(LOCALITY, r"\blocality\b|\bmac\b");

/// The amounts of so many localities are said one by one.
const SAID_PLACES: usize = 2;

/// The multiple procedure indicator by which further procedures of a day are halved.
const HALVED: &str = "2";

/// Where it is priced.
enum Place {
    National,
    Localities(Vec<Locality>),
}

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let lines: Vec<ClaimLine> = look
        .procedures()
        .iter()
        .enumerate()
        .map(|(at, line)| {
            // Modifiers that stand by themselves belong to one code, or to the last.
            let is_last = at + 1 == look.procedures().len();
            let mut more = if is_last {
                look.topic.modifiers.clone()
            } else {
                Vec::new()
            };
            if more.is_empty() && line.modifiers.is_empty() && is_last {
                more.extend(super::modifier::priced_by(plain).map(str::to_owned));
            }
            claim_line(line, &more)
        })
        .collect();
    let of_parts = in_parts(plain, &lines);
    let is_in_parts = !of_parts.is_empty();
    let lines = if is_in_parts { of_parts } else { lines };
    let Some(place) = place(look, draft).await? else {
        return Ok(());
    };
    if lines.is_empty() {
        return without_codes(look, draft, &place).await;
    }
    if lines.len() > MOST_LINES {
        draft.refuse(
            Outcome::Unclear,
            format!("That is too many codes at once: at most {MOST_LINES} are priced."),
            "Ask about fewer codes.",
        );
        return Ok(());
    }
    let codes: Vec<&Code> = lines.iter().map(|line| &line.code).collect();
    draft.step(match look.loaded.on_day(Source::Mpfs) {
        Some(release) => format!(
            "Pricing {}, fee schedule {}",
            listed(&codes, "and"),
            release.label
        ),
        None => format!("Pricing {}", listed(&codes, "and")),
    });
    let book = FeeBook::find(look.store, &codes, look.on).await?;
    if lines.iter().all(|line| book.rows(&line.code).is_empty()) {
        for code in codes {
            no_row(look, draft, code);
        }
        return Ok(());
    }
    let wants_values =
        RVU.is_in(plain) || ((PRACTICE.is_in(plain) || MALPRACTICE.is_in(plain)) && !plain.contains("pay"));
    if wants_values {
        for line in &lines {
            relative_values(look, draft, &book, line);
        }
    }
    if !wants_values || DOLLARS.is_in(plain) {
        prices(look, draft, &book, &lines, &place, !is_in_parts);
    }
    look.gaps(draft, &[Source::Mpfs]);
    let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
    draft.page("Price it with other lines and places", cite::tool("fees", &texts));
    Ok(())
}

/// A service as a whole and in its two parts, where all are asked for.
fn in_parts(plain: &str, lines: &[ClaimLine]) -> Vec<ClaimLine> {
    pattern!(
        BOTH_PARTS,
        r"\bprofessional,? (?:and|&|vs\.?|versus|or) technical\b|\btechnical,? (?:and|&|vs\.?|versus|or) professional\b|\b26 (?:and|vs\.?|&|or) tc\b|\btc (?:and|vs\.?|&|or) 26\b|\b(?:all|both|three|two) (?:components|parts)\b"
    );
    match lines {
        [whole] if BOTH_PARTS.is_in(plain) => ["", "26", "TC"]
            .into_iter()
            .map(|part| ClaimLine {
                modifiers: Code::parse(CodeSystem::Modifier, part).into_iter().collect(),
                ..whole.clone()
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// That the fee schedule has nothing of a code.
pub(super) fn no_row(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) {
    let text = look.loaded.missing(&name(code), Source::Mpfs);
    match look.loaded.on_day(Source::Mpfs) {
        Some(release) => {
            if !draft.has_verdict() {
                draft.outcome = Outcome::NotFound;
            }
            let cited = draft.cite(cite::of_release(
                release,
                format!("no row of {code}"),
                "/about/data",
            ));
            draft.verdict(text, &[cited]);
            draft.fact(
                format!(
                    "That is no price of $0: Medicare may pay {code} by another fee schedule, or not at all."
                ),
                &[cited],
            );
        }
        None => {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(text, &[]);
            if let Some(first) = look.loaded.first(Source::Mpfs) {
                draft.next(format!(
                    "The earliest loaded fee schedule begins on {}: ask for a later day, or let the operator load the \
                     release of that day.",
                    long_date(first.valid_from)
                ));
            }
        }
    }
}

/// Where the question asks for prices; `None` when it was said that there is no such place.
async fn place(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<Option<Place>, CasePilotError> {
    let wants_national = look.reading.plain.contains("national");
    let text = match (&look.topic.place, look.ask.zip) {
        (Some(place), _) if !wants_national || look.reading.place.is_some() => place.clone(),
        (None, Some(zip)) if !wants_national => zip.to_owned(),
        _ => return Ok(Some(Place::National)),
    };
    let mut localities = Vec::new();
    for part in places::parts(&text) {
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            localities.extend(places::matching(part, look.localities).into_iter().cloned());
            continue;
        }
        match of_zip(look, draft, part).await? {
            Some(locality) => localities.push(locality),
            None => return Ok(None),
        }
    }
    Ok(Some(if localities.is_empty() {
        Place::National
    } else {
        Place::Localities(localities)
    }))
}

/// The locality of a ZIP code; `None` when it was said that there is none.
async fn of_zip(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    zip: &str,
) -> Result<Option<Locality>, CasePilotError> {
    draft.step(format!("Looking for the locality of ZIP {zip}"));
    match find_zip(look.store, zip, look.on).await? {
        ZipAnswer::Found(found) => {
            let path = format!("/tools/fees?zip={}", found.zip);
            let quote = format!("MAC {}, locality {}", found.locality.mac, found.locality.number);
            let cited = draft.cite(cite::of_evidence(&found.evidence, path, quote));
            draft.fact(ZipAnswer::Found(found.clone()).says(), &[cited]);
            if LOCALITY.is_in(&look.reading.plain) && !found.counties.is_empty() {
                let counties = found.counties.join("; ").replace('/', ", ");
                draft.fact(format!("The locality holds: {counties}."), &[cited]);
            }
            Ok(Some(found.locality))
        }
        ZipAnswer::Problem(problem) => {
            draft.outcome = if problem.contains("not loaded") {
                Outcome::NotLoaded
            } else {
                Outcome::NotFound
            };
            draft.verdict(problem, &[]);
            draft.next("Give another ZIP code, a state or a locality, or ask for the national amount.");
            Ok(None)
        }
    }
}

/// Conversion factors, price indices and localities, which need no code.
async fn without_codes(look: &Look<'_>, draft: &mut Draft<'_>, place: &Place) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    if FACTOR.is_in(plain) && ANESTHESIA.is_in(plain) {
        if let Place::Localities(localities) = place {
            return anesthesia_factors(look, draft, localities).await;
        }
        let factors = look.store.list_national_anesthesia_factors(look.on).await?;
        for found in &factors {
            let cited = draft.cite(cite::of_row(
                found,
                "National anesthesia conversion factor",
                "/about/data",
                decimal(found.row.factor, 4),
            ));
            draft.verdict(
                format!(
                    "The national anesthesia conversion factor{} is ${} ({}).",
                    whose(&found.row.kind),
                    decimal(found.row.factor, 4)
                        .trim_end_matches('0')
                        .trim_end_matches('.'),
                    found.release.label
                ),
                &[cited],
            );
        }
        if factors.is_empty() {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(
                look.loaded
                    .missing("A national anesthesia conversion factor", Source::Anesthesia),
                &[],
            );
        }
        look.gaps(draft, &[Source::Anesthesia]);
        return Ok(());
    }
    if FACTOR.is_in(plain) {
        draft.step("Checking the conversion factor");
        let factors = look.store.list_conversion_factors(look.on).await?;
        for found in &factors {
            let cited = draft.cite(cite::of_row(
                found,
                "CONV FACTOR",
                "/about/data",
                format!("${}", decimal(found.row.factor, 4)),
            ));
            draft.verdict(
                format!(
                    "The conversion factor{} on {} is ${} ({}).",
                    whose(&found.row.kind),
                    long_date(look.on),
                    decimal(found.row.factor, 4),
                    look.release(Source::Mpfs)
                ),
                &[cited],
            );
        }
        if factors.is_empty() {
            draft.outcome = Outcome::NotLoaded;
            draft.verdict(look.loaded.missing("A conversion factor", Source::Mpfs), &[]);
        }
        look.gaps(draft, &[Source::Mpfs]);
        return Ok(());
    }
    if let Place::Localities(localities) = place
        && (INDICES.is_in(plain) || LOCALITY.is_in(plain))
    {
        for locality in localities.iter().take(MOST_LINES) {
            let index = |thousandths| decimal(thousandths, 3);
            let gpci = locality.gpci;
            let cited = draft.cite(cite::of_evidence(
                &locality.evidence,
                "/tools/fees",
                format!(
                    "work {}, practice expense {}, malpractice {}",
                    index(gpci.work),
                    index(gpci.pe),
                    index(gpci.mp)
                ),
            ));
            draft.verdict(
                format!(
                    "The price indices (GPCI) of {} (MAC {}, locality {}) are {} for work, {} for practice expense and {} \
                     for malpractice.",
                    locality.label(),
                    locality.mac,
                    locality.number,
                    index(gpci.work),
                    index(gpci.pe),
                    index(gpci.mp)
                ),
                &[cited],
            );
        }
        return Ok(());
    }
    look.ask_for_code(
        draft,
        "a payment",
        "what does Medicare pay for 97110 in ZIP 10001?",
    );
    Ok(())
}

/// The anesthesia conversion factors of some localities.
async fn anesthesia_factors(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    localities: &[Locality],
) -> Result<(), CasePilotError> {
    let factors = look.store.list_anesthesia_factors(look.on).await?;
    for locality in localities.iter().take(MOST_LINES) {
        let is_its = |mac: &str, number: &str| mac == locality.mac && number == locality.number;
        let Some(found) = factors
            .iter()
            .find(|found| is_its(&found.row.mac, &found.row.locality))
        else {
            let what = format!("An anesthesia conversion factor of {}", locality.label());
            draft.outcome = Outcome::NotFound;
            draft.verdict(look.loaded.missing(&what, Source::Anesthesia), &[]);
            continue;
        };
        let factor = decimal(found.row.factor, 2);
        let key = format!("MAC {}, locality {}", locality.mac, locality.number);
        let cited = draft.cite(cite::of_row(
            found,
            key.clone(),
            "/about/data",
            format!("${factor}"),
        ));
        draft.verdict(
            format!(
                "The anesthesia conversion factor of {} ({key}) is ${factor} ({}).",
                locality.label(),
                found.release.label
            ),
            &[cited],
        );
    }
    look.gaps(draft, &[Source::Anesthesia]);
    Ok(())
}

fn whose(kind: &str) -> &'static str {
    match kind.rsplit_once('-') {
        Some((_, "qp")) => " of qualifying APM participants",
        Some((_, "nonqp")) => " of those who are no qualifying APM participants",
        _ => "",
    }
}

/// The relative value units of a line.
fn relative_values(look: &Look<'_>, draft: &mut Draft<'_>, book: &FeeBook, line: &ClaimLine) {
    let code = &line.code;
    let rows = book.rows(code);
    let row = rows
        .iter()
        .find(|row| line.has(&row.modifier))
        .or_else(|| rows.iter().find(|row| row.modifier.is_empty()))
        .or(rows.first());
    let (Some(row), true) = (row, look.shows(code)) else {
        if rows.is_empty() {
            no_row(look, draft, code);
        } else {
            look.lock(
                draft,
                code,
                SectionId::MedicareCoverage,
                "The relative value units",
            );
        }
        return;
    };
    let Some(evidence) = book.evidence(code, &row.modifier) else {
        return;
    };
    let rvu = |hundredths| decimal(hundredths, 2);
    let quote = format!(
        "work {}, PE non-facility {}, PE facility {}, MP {}, total non-facility {}, total facility {}",
        rvu(row.work),
        rvu(row.pe_nonfacility),
        rvu(row.pe_facility),
        rvu(row.mp),
        rvu(row.total_nonfacility),
        rvu(row.total_facility)
    );
    let cited = draft.cite(cite::of_evidence(
        &evidence,
        cite::section(code, SectionId::MedicareCoverage),
        quote,
    ));
    let plain = &look.reading.plain;
    let release = look.release(Source::Mpfs);
    let label = with_modifier(code, &row.modifier);
    let wants = [WORK.is_in(plain), PRACTICE.is_in(plain), MALPRACTICE.is_in(plain)];
    let facility = look.topic.facility.filter(|_| !names_both(plain));
    let practice = match facility {
        Some(true) => format!("{} in a facility", rvu(row.pe_facility)),
        Some(false) => format!("{} outside a facility", rvu(row.pe_nonfacility)),
        None => format!(
            "{} outside a facility, {} in one",
            rvu(row.pe_nonfacility),
            rvu(row.pe_facility)
        ),
    };
    let mut named = Vec::new();
    if wants[0] {
        named.push(format!(
            "The work RVU of {label} is {} ({release}).",
            rvu(row.work)
        ));
    }
    if wants[1] {
        named.push(format!(
            "The practice expense RVU of {label} is {practice} ({release})."
        ));
    }
    if wants[2] {
        named.push(format!(
            "The malpractice RVU of {label} is {} ({release}).",
            rvu(row.mp)
        ));
    }
    if named.is_empty() {
        let total = match facility {
            Some(true) => format!("{} in a facility", rvu(row.total_facility)),
            Some(false) => format!("{} outside a facility", rvu(row.total_nonfacility)),
            None => format!(
                "{} outside a facility, {} in one",
                rvu(row.total_nonfacility),
                rvu(row.total_facility)
            ),
        };
        named.push(format!("The total RVU of {label} is {total} ({release})."));
        if row.total_nonfacility == 0 && row.total_facility == 0 {
            named.push(format!(
                "It has no relative values because its status is {}: {}.",
                row.status,
                super::global_period::lower(status_meaning(&row.status))
            ));
        }
        named.push(format!(
            "They are {} for work, {practice} for practice expense and {} for malpractice.",
            rvu(row.work),
            rvu(row.mp)
        ));
    }
    for (at, text) in named.into_iter().enumerate() {
        if at == 0 {
            draft.verdict(text, &[cited]);
        } else {
            draft.fact(text, &[cited]);
        }
    }
}

fn with_modifier(code: &Code, modifier: &str) -> String {
    if modifier.is_empty() {
        name(code)
    } else {
        format!("{}-{modifier}", name(code))
    }
}

/// The amounts of lines, and of all of one day together where they are `of_one_day`.
fn prices(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    book: &FeeBook,
    lines: &[ClaimLine],
    place: &Place,
    of_one_day: bool,
) {
    let plain = &look.reading.plain;
    let basis = if LIMITING.is_in(plain) {
        Basis::LimitingCharge
    } else if NON_PARTICIPATING.is_in(plain) {
        Basis::NonParticipating
    } else {
        Basis::Participating
    };
    let settings: Vec<Setting> = match (look.topic.facility, names_both(plain)) {
        (_, true) | (None, _) => Setting::ALL.to_vec(),
        (Some(true), _) => vec![Setting::Facility],
        (Some(false), _) => vec![Setting::NonFacility],
    };
    let national = [None];
    let localities: Vec<Option<&Locality>> = match place {
        Place::National => national.to_vec(),
        Place::Localities(all) => all.iter().map(Some).collect(),
    };
    let apms: &[Apm] = if book.has_two_factors() {
        &[Apm::NotQualifying, Apm::Qualifying]
    } else {
        &[Apm::NotQualifying]
    };
    let Some((factor, factor_evidence)) = book.factor(Apm::NotQualifying) else {
        draft.outcome = Outcome::NotLoaded;
        draft.verdict(look.loaded.missing("A conversion factor", Source::Mpfs), &[]);
        return;
    };
    // Each line by itself, as the amounts of a fee schedule are; several lines of a day together below.
    let mut rows = Vec::new();
    let mut table_cites = Vec::new();
    for locality in &localities {
        for line in lines {
            let single = std::slice::from_ref(line);
            let mut amounts: Vec<(Setting, Apm, PricedLine)> = Vec::new();
            for setting in &settings {
                for apm in apms {
                    let choice = Choice {
                        setting: *setting,
                        basis,
                        apm: *apm,
                    };
                    let priced = book.price(single, *locality, choice);
                    amounts.extend(
                        priced
                            .and_then(|priced| priced.lines.into_iter().next())
                            .map(|line| (*setting, *apm, line)),
                    );
                }
            }
            let cites = cites_of(
                look,
                draft,
                book,
                line,
                *locality,
                &amounts,
                factor,
                &factor_evidence,
            );
            table_cites.extend(cites.iter().copied());
            if localities.len() <= SAID_PLACES {
                say(look, draft, book, line, *locality, basis, &amounts, &cites);
            }
            for (setting, apm, priced) in &amounts {
                rows.push(vec![
                    line.to_string(),
                    place_name(*locality),
                    format!("{}{}", setting.label(), whose_apm(*apm, apms)),
                    amount(priced),
                ]);
            }
        }
        if of_one_day && lines.len() > 1 {
            all_together(draft, book, lines, *locality, basis, &settings, &table_cites);
        }
    }
    if localities.len() > SAID_PLACES {
        several_localities(draft, lines, &rows, &mut table_cites);
    }
    table_cites.sort_unstable();
    table_cites.dedup();
    if rows.len() > 1 {
        draft.table(
            format!("{} amounts", basis.label()),
            &["Line", "Place", "Setting", "Amount"],
            rows,
            &table_cites,
        );
    }
}

/// The amount of all lines of one day, and what reduced it.
fn all_together(
    draft: &mut Draft<'_>,
    book: &FeeBook,
    lines: &[ClaimLine],
    locality: Option<&Locality>,
    basis: Basis,
    settings: &[Setting],
    cites: &[usize],
) {
    let mut sums: Vec<String> = Vec::new();
    let mut reductions: Vec<String> = Vec::new();
    for setting in settings {
        let choice = Choice {
            setting: *setting,
            basis,
            apm: Apm::NotQualifying,
        };
        let Some(priced) = book
            .price(lines, locality, choice)
            .filter(|priced| !priced.is_open())
        else {
            continue;
        };
        sums.push(format!(
            "{} ({})",
            dollars(priced.cents()),
            setting.label().to_lowercase()
        ));
        for (line, priced) in lines.iter().zip(&priced.lines) {
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
    let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
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
                step.effect,
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
fn names_both(plain: &str) -> bool {
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

/// What an amount rests on: the row, the conversion factor, the price indices.
#[expect(clippy::too_many_arguments, reason = "an amount has as many sources")]
fn cites_of(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    book: &FeeBook,
    line: &ClaimLine,
    locality: Option<&Locality>,
    amounts: &[(Setting, Apm, PricedLine)],
    factor: i32,
    factor_evidence: &reference::page::Evidence,
) -> Vec<usize> {
    let code = &line.code;
    let modifier = amounts
        .first()
        .map_or("", |(_, _, priced)| priced.row_modifier.as_str());
    let row: Option<&FeeRow> = book.rows(code).iter().find(|row| row.modifier == modifier);
    let texts = [line.to_string()];
    let path = match locality {
        Some(locality) => format!("{}&place={}", cite::tool("fees", &texts), locality.key()),
        None => format!("{}&place=national", cite::tool("fees", &texts)),
    };
    let mut cites = Vec::new();
    if let Some(evidence) = book.evidence(code, modifier) {
        let quote = match row {
            Some(row) if look.shows(code) => format!(
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
        factor_evidence,
        "/about/data",
        format!("conversion factor ${}", decimal(factor, 4)),
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
#[expect(
    clippy::too_many_arguments,
    reason = "an amount is told with where, for whom and by what"
)]
fn say(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    book: &FeeBook,
    line: &ClaimLine,
    locality: Option<&Locality>,
    basis: Basis,
    amounts: &[(Setting, Apm, PricedLine)],
    cites: &[usize],
) {
    let code = &line.code;
    let Some((_, _, first)) = amounts.first() else {
        return;
    };
    let release = look.release(Source::Mpfs);
    if let LineOutcome::Unpaid(why) = &first.outcome {
        if book.rows(code).is_empty() {
            no_row(look, draft, code);
        } else if why.tells_a_row() && !look.shows(code) {
            draft.verdict(
                format!("No amount is computed for {line} by the fee schedule ({release})."),
                cites,
            );
            look.lock(draft, code, SectionId::Compliance, "The reason");
        } else {
            let status = book.rows(code).first().map_or("", |row| row.status.as_str());
            let meaning = status_meaning(status);
            let reason = if why.tells_a_row() {
                format!("its status is {status}, {}", super::global_period::lower(meaning))
            } else {
                why.to_string()
            };
            draft.verdict(
                format!("No amount is computed for {line} ({release}): {reason}."),
                cites,
            );
            let row = book.rows(code).iter().find(|row| row.modifier.is_empty());
            for modifier in super::modifier::ruled_out(code, row, line)
                .into_iter()
                .filter(|_| look.shows(code))
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
    let who = match basis {
        Basis::Participating => "Medicare’s fee schedule amount of",
        Basis::NonParticipating => "The non-participating amount of",
        Basis::LimitingCharge => "The limiting charge of",
    };
    draft.verdict(format!("{who} {line} is {texts}, {at} ({release})."), cites);
    let row = book
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

fn in_setting(setting: Setting) -> &'static str {
    match setting {
        Setting::NonFacility => "outside a facility (non-facility)",
        Setting::Facility => "in a facility",
    }
}

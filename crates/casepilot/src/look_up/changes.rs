//! What changed and when: titles, codes, payments, across the loaded releases.

use super::{Look, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::text::pattern;
use case2code::filter::Filters;
use case2code::search::Request;
use codeset::mpfs::{Setting, decimal, dollars, status_meaning};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::{Code, CodeSystem, NaiveDate, long_date};
use reference::changes::{Asked, find_changes};
use reference::fees::find_payment_history;
use reference::gaps::code_source;
use reference::heading::version_on;
use store::entity::{code_version, fee};
use store::releases::Released;

pattern!(
    PAYMENT,
    r"\bpay\w*\b|\bpaid\b|\bfee\w*\b|\brate\b|\ballowed\b|\breimburs\w*\b|\bamount\b|\bprice\b"
);
pattern!(RVU, r"\bw?rvus?\b");
pattern!(
    STATUS,
    r"\bstatus\b|\bglobal\b|\bindicator\b|\b(?:carrier|contractor)[- ]priced\b|\bactive\b"
);
pattern!(
    NEW_CODES,
    r"\bnew\b|\badded\b|\bdeleted\b|\bchang\w*\b|\brevis\w*\b"
);
pattern!(
    REPLACED,
    r"\breplac\w*\b|\binstead of\b|\bsplit\b|\bexpanded\b|\bdivided\b"
);

/// How many codes are named that may have taken the place of one that ended, and out of how many matches.
const SUCCESSORS: usize = 5;
const MOST_LOOKED_AT: usize = 40;

/// So many codes of a longer list are said.
const SAID: usize = 12;

/// A code that words name has to be met so well by the search.
const SURE: f32 = 0.42;

/// How many codes below a header are named.
const BELOW: u64 = 20;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    if look.topic.lines.is_empty() {
        if let Some(unknown) = look.reading.unknown.first() {
            look.not_found(draft, unknown);
            return Ok(());
        }
        // Words may name a code whose history is asked for.
        if let Some(best) = named_by_words(look)? {
            return titles(look, draft, &best).await;
        }
        return whole_release(look, draft).await;
    }
    for line in look.topic.lines.iter().take(4) {
        code(look, draft, &line.code).await?;
    }
    Ok(())
}

async fn code(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    draft.step(format!("Comparing the loaded releases of {code}"));
    let plain = &look.reading.plain;
    if matches!(code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs)
        && (PAYMENT.is_in(plain) || RVU.is_in(plain) || STATUS.is_in(plain))
    {
        return fees(look, draft, code).await;
    }
    let is_procedure = matches!(code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs);
    if is_procedure && look.store.list_versions(code).await?.is_empty() {
        return fees(look, draft, code).await;
    }
    titles(look, draft, code).await?;
    draft.page(format!("History of {code}"), format!("{}#history", code.path()));
    Ok(())
}

/// The titles of a code over time, whether a claim could carry it, and what is below it.
async fn titles(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let versions = look.store.list_versions(code).await?;
    let source = code_source(code.system());
    if versions.is_empty() {
        return super::what_is::answer(look, draft).await;
    }
    let first_loaded = look.loaded.first(source).map(|release| release.valid_from);
    let mut cites = Vec::new();
    for version in &versions {
        let quote = format!(
            "{}, {}",
            version.row.long_title,
            if version.row.billable {
                "billable"
            } else {
                "header"
            }
        );
        cites.push(draft.cite(cite::of_row(
            version,
            format!("{} {code}", code.system()),
            code.path(),
            quote,
        )));
    }
    on_the_named_days(look, draft, code, &versions, &cites);
    let in_force = versions.iter().position(|version| {
        version.row.valid_from <= look.on && version.row.valid_to.is_none_or(|end| look.on < end)
    });
    let is_icd = matches!(code.system(), CodeSystem::Icd10cm | CodeSystem::Icd10pcs);
    match in_force {
        Some(at) => {
            let version = &versions[at];
            let row = &version.row;
            let ended = row.ended_on.filter(|last| *last < look.on);
            let billable = match (is_icd, row.billable) {
                (true, true) => ", billable",
                (true, false) => ", a header and no longer billable by itself",
                _ => "",
            };
            let billable = if is_icd && !row.billable && !versions.iter().any(|version| version.row.billable)
            {
                ", a header and not billable"
            } else {
                billable
            };
            draft.verdict(
                match ended {
                    Some(last) => format!(
                        "{} ended on {}: “{}”.",
                        name(code),
                        long_date(last),
                        row.long_title
                    ),
                    None => format!(
                        "{} is in force on {}: “{}”{billable}.",
                        name(code),
                        long_date(look.on),
                        row.long_title
                    ),
                },
                &cites[at..=at],
            );
            if is_icd && !row.billable {
                below(look, draft, code, cites[at]).await?;
            }
        }
        None => {
            let next = versions.iter().find(|version| version.row.valid_from > look.on);
            let last = versions
                .iter()
                .rev()
                .find(|version| version.row.valid_from <= look.on);
            match (last.and_then(|version| version.row.valid_to), next) {
                (Some(end), _) => {
                    draft.verdict(
                        format!(
                            "{} is no longer valid: it ended before {}.",
                            name(code),
                            long_date(end)
                        ),
                        &cites,
                    );
                    if let Some(last) = last.filter(|_| is_icd) {
                        successors(look, draft, code, &last.row.long_title).await?;
                    }
                }
                (None, Some(next)) => draft.verdict(
                    format!(
                        "{} was not in the releases loaded for {}: it is listed from {} on.",
                        name(code),
                        long_date(look.on),
                        long_date(next.row.valid_from)
                    ),
                    &cites,
                ),
                (None, None) => {}
            }
        }
    }
    let first = &versions[0];
    if let Some(first_loaded) = first_loaded {
        draft.fact(
            if first.row.valid_from > first_loaded {
                format!(
                    "{code} is new in {}: it is not in the loaded release before it, and is listed since {}.",
                    first.release.label,
                    long_date(first.row.valid_from)
                )
            } else {
                format!(
                    "{code} stands in the earliest loaded release already ({}, from {}): since when before, is not known here.",
                    first.release.label,
                    long_date(first.row.valid_from)
                )
            },
            &cites[..1],
        );
    }
    if code.system() == CodeSystem::Hcpcs {
        of_hcpcs_file(look, draft, code, &versions, &cites).await?;
    }
    let mut change = None;
    for (at, pair) in versions.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        let since = long_date(new.row.valid_from);
        if old.row.long_title != new.row.long_title {
            draft.fact(
                format!(
                    "Since {since} the title is “{}”; before, it was “{}”.",
                    new.row.long_title, old.row.long_title
                ),
                &[cites[at], cites[at + 1]],
            );
            change = Some(at);
        }
        if is_icd && old.row.billable && !new.row.billable {
            draft.fact(
                format!("Since {since} it is a header and no longer billable."),
                &[cites[at], cites[at + 1]],
            );
            change = Some(at);
        }
        if is_icd && !old.row.billable && new.row.billable {
            draft.fact(
                format!("Since {since} it is billable."),
                &[cites[at], cites[at + 1]],
            );
            change = Some(at);
        }
    }
    if change.is_none() && versions.len() == 1 {
        draft.fact(
            format!("The loaded releases since then say the same of {code}."),
            &cites[..1],
        );
    }
    look.gaps(draft, &[source]);
    Ok(())
}

/// What the HCPCS files say of a code beside its title: when it was added, when it ended, and which code to see.
async fn of_hcpcs_file(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) -> Result<(), CasePilotError> {
    let mut said = Vec::new();
    for (version, cited) in versions.iter().zip(cites).rev() {
        let Some(found) = look
            .store
            .find_hcpcs_attributes(code, version.row.valid_from)
            .await?
        else {
            continue;
        };
        let mut say = |text: String| {
            if !said.contains(&text) {
                draft.fact(text.clone(), &[*cited]);
                said.push(text);
            }
        };
        if let Some(added) = found.row.added_on {
            say(format!(
                "The HCPCS file says that {code} was added on {}.",
                long_date(added)
            ));
        }
        let label = &found.release.label;
        if let Some(ended) = found.row.ended_on {
            say(format!(
                "The file of {label} says that {code} ended on {}.",
                long_date(ended)
            ));
        }
        if !found.row.cross_references.is_empty() {
            let others: Vec<&str> = found.row.cross_references.split_whitespace().collect();
            say(format!(
                "The file of {label} refers from {code} to {}.",
                super::listed(&others, "and")
            ));
        }
    }
    let newest = versions.last().filter(|version| version.row.ended_on.is_none());
    if let Some(newest) = newest
        && versions.iter().any(|version| version.row.ended_on.is_some())
    {
        draft.caution(
            format!(
                "The releases contradict each other: {} lists {code} without an end. Check the publisher’s file before \
                 billing it.",
                newest.release.label
            ),
            cites,
        );
    }
    Ok(())
}

/// Codes of the same category in force whose titles are nearest to that of one that ended.
pub(super) async fn successors(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    title: &str,
) -> Result<(), CasePilotError> {
    let category = code.as_str().get(..3).unwrap_or_default();
    let found = look.search.find(&Request {
        text: title.to_owned(),
        on: look.on,
        filters: Filters {
            system: Some(code.system()),
            billable: Some(true),
            ..Filters::default()
        },
        skip: 0,
        take: MOST_LOOKED_AT,
        is_typing: false,
    })?;
    let near: Vec<_> = found
        .hits
        .iter()
        .filter(|hit| hit.is_in_force && hit.code.as_str().starts_with(category))
        .take(SUCCESSORS)
        .collect();
    let Some(best) = near.first() else { return Ok(()) };
    let mut cites = Vec::new();
    let mut rows = Vec::new();
    for hit in &near {
        let versions = look.store.list_versions(&hit.code).await?;
        if let Some(version) = version_on(&versions, look.on) {
            let place = format!("{} {}", hit.code.system(), hit.code);
            cites.push(draft.cite(cite::of_row(version, place, hit.code.path(), hit.title.clone())));
            rows.push(vec![hit.code.to_string(), hit.title.clone()]);
        }
    }
    draft.fact(
        format!(
            "Nearest to its title, “{title}”, among the codes of {category} in force on {} is {}: {}.",
            long_date(look.on),
            best.code,
            best.title
        ),
        &cites,
    );
    draft.table(
        format!("Codes of {category} with titles near that of {code}"),
        &["Code", "Title"],
        rows,
        &cites,
    );
    draft.caution(
        "The releases name no successor of a code that ended: titles are compared, so check the documentation against them.",
        &[],
    );
    Ok(())
}

/// What stood on each day that the question names beside today.
fn on_the_named_days(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    versions: &[Released<code_version::Model>],
    cites: &[usize],
) {
    for named in look.reading.days.iter().filter(|named| named.day != look.on) {
        let day = long_date(named.day);
        let at = versions.iter().position(|version| {
            version.row.valid_from <= named.day && version.row.valid_to.is_none_or(|end| named.day < end)
        });
        let first = look
            .loaded
            .first(code_source(code.system()))
            .map(|release| release.valid_from);
        match at {
            Some(at) => draft.fact(
                format!("On {day} it stood as “{}”.", versions[at].row.long_title),
                &cites[at..=at],
            ),
            None if first.is_some_and(|first| first <= named.day) => {
                draft.fact(
                    format!("On {day} no loaded release listed {code}: it did not exist yet, or no more."),
                    cites,
                );
            }
            None => {}
        }
    }
}

/// The codes below a header.
pub(super) async fn below(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    cited: usize,
) -> Result<(), CasePilotError> {
    let text = code.as_str();
    let links = look
        .store
        .list_codes(code.system(), text, text, look.on, BELOW)
        .await?;
    let links: Vec<_> = links
        .into_iter()
        .filter(|link| link.billable == Some(true) && link.code != *code)
        .collect();
    if links.is_empty() {
        return Ok(());
    }
    let codes: Vec<&str> = links.iter().map(|link| link.code.as_str()).collect();
    let text = if REPLACED.is_in(&look.reading.plain) {
        format!(
            "The more specific codes below {code} replace it: {}.",
            super::listed(&codes, "and")
        )
    } else {
        format!(
            "A claim needs a more specific code below {code}: {}.",
            super::listed(&codes, "or")
        )
    };
    draft.fact(text, &[cited]);
    let rows = links
        .iter()
        .map(|link| vec![link.code.to_string(), link.title.clone()])
        .collect();
    draft.table(
        format!("Billable codes below {code}"),
        &["Code", "Title"],
        rows,
        &[cited],
    );
    Ok(())
}

/// The status of a code since a day.
fn status_said(span: &Released<fee::Model>) -> String {
    let row = &span.row;
    format!(
        "from {} status {} ({}), global days {} ({})",
        long_date(row.valid_from),
        row.status,
        status_meaning(&row.status),
        row.global_days,
        span.release.label
    )
}

const NO_AMOUNT: &str = "no amount";

/// The fee schedule rows of a code over time.
async fn fees(look: &Look<'_>, draft: &mut Draft<'_>, code: &Code) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let wants_rows = RVU.is_in(plain) || STATUS.is_in(plain);
    if wants_rows && !look.shows(code) {
        look.lock(draft, code, SectionId::MedicareCoverage, "What its rows said");
        return Ok(());
    }
    let spans = look.store.list_fee_spans(code.as_str()).await?;
    let spans: Vec<_> = spans
        .into_iter()
        .filter(|span| span.row.modifier.is_empty())
        .collect();
    if spans.is_empty() {
        super::fee::no_row(look, draft, code);
        return Ok(());
    }
    let settings: Vec<Setting> = match look.topic.facility {
        Some(true) => vec![Setting::Facility],
        Some(false) => vec![Setting::NonFacility],
        None => Setting::ALL.to_vec(),
    };
    let path = cite::section(code, SectionId::MedicareCoverage);
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for span in &spans {
        let row = &span.row;
        let quote = if look.shows(code) {
            format!(
                "status {}, work {}, total non-facility {}, total facility {}",
                row.status,
                decimal(row.work, 2),
                decimal(row.total_nonfacility, 2),
                decimal(row.total_facility, 2)
            )
        } else {
            String::new()
        };
        all.push(draft.cite(cite::of_row(span, format!("HCPCS {code}"), path.clone(), quote)));
    }
    for setting in settings {
        for since in find_payment_history(look.store, code, setting).await? {
            let amount = since.cents.map_or_else(|| NO_AMOUNT.to_owned(), dollars);
            let release = since.release.clone().unwrap_or_default();
            rows.push(vec![
                long_date(since.from),
                release,
                setting.label().to_owned(),
                amount,
            ]);
        }
    }
    let mut said: Vec<String> = Vec::new();
    if wants_rows && STATUS.is_in(plain) {
        said.extend(spans.iter().map(status_said));
        draft.verdict(format!("{}: {}.", name(code), said.join("; ")), &all);
    } else if RVU.is_in(plain) {
        for span in &spans {
            let row = &span.row;
            said.push(format!(
                "from {} work {}, practice expense {} outside a facility and {} in one, malpractice {}, total {} outside a \
                 facility and {} in one ({})",
                long_date(row.valid_from),
                decimal(row.work, 2),
                decimal(row.pe_nonfacility, 2),
                decimal(row.pe_facility, 2),
                decimal(row.mp, 2),
                decimal(row.total_nonfacility, 2),
                decimal(row.total_facility, 2),
                span.release.label
            ));
        }
        draft.verdict(
            format!("Relative value units of {}: {}.", name(code), said.join("; ")),
            &all,
        );
    } else {
        for row in &rows {
            said.push(format!(
                "from {} {} ({}, {})",
                row[0],
                row[3],
                row[2].to_lowercase(),
                row[1]
            ));
        }
        if rows.iter().all(|row| row[3] == NO_AMOUNT) && look.shows(code) {
            said.extend(spans.iter().map(status_said));
        }
        draft.verdict(
            format!("National payment of {}: {}.", name(code), said.join("; ")),
            &all,
        );
    }
    let same = |setting: Setting| {
        let mut of_setting = rows
            .iter()
            .filter(|row| row.get(2).map(String::as_str) == Some(setting.label()));
        let first = of_setting.next().and_then(|row| row.get(3).cloned());
        of_setting.all(|row| row.get(3) == first.as_ref())
    };
    if !STATUS.is_in(plain) {
        for pair in spans.windows(2) {
            let [old, new] = pair else { continue };
            for (what, before, after) in [
                ("status", &old.row.status, &new.row.status),
                ("global days", &old.row.global_days, &new.row.global_days),
            ] {
                if before != after {
                    draft.fact(
                        format!(
                            "Its {what} changed on {}: {what} {before} before, {what} {after} since ({}).",
                            long_date(new.row.valid_from),
                            new.release.label
                        ),
                        &all,
                    );
                }
            }
        }
    }
    if wants_rows && spans.len() == 1 {
        draft.fact(
            format!(
                "It is the same in all loaded releases up to {}: unchanged.",
                look.release(Source::Mpfs)
            ),
            &all,
        );
    }
    if !rows.is_empty() && Setting::ALL.into_iter().all(same) && !wants_rows {
        draft.fact(
            format!(
                "It is the same in all loaded releases up to {}: unchanged.",
                look.release(Source::Mpfs)
            ),
            &all,
        );
    }
    draft.table(
        format!("National payment of {code} over the loaded releases"),
        &["From", "Release", "Setting", "Amount"],
        rows,
        &all,
    );
    look.gaps(draft, &[Source::Mpfs]);
    draft.page(format!("History of {code}"), format!("{}#history", code.path()));
    Ok(())
}

/// The code that the words name, without those that ask for a history; none where the search is not sure.
fn named_by_words(look: &Look<'_>) -> Result<Option<Code>, CasePilotError> {
    pattern!(
        ASKING,
        r"\b(?:add(?:ed)?|after|before|lists?|did ?n[o']?t|not|does ?n[o']?t|have|exist(?:ed)?|was ?n[o']?t|were ?n[o']?t|there|now|then|already|yet|brand|of its own|own|edition|version|release|file|books?|years?|changes?|history|20\d\d|19\d\d)\b"
    );
    let Some(asking) = ASKING.get() else {
        return Ok(None);
    };
    let words = asking.replace_all(&look.topic.words, " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return Ok(None);
    }
    let found = look.search.find(&Request {
        text: words,
        on: look.on,
        filters: Filters::default(),
        skip: 0,
        take: 1,
        is_typing: false,
    })?;
    let is_whole = found.unknown.is_empty() && !found.is_partial && found.corrections.is_empty();
    let best = found.hits.into_iter().next();
    Ok(best
        .filter(|best| is_whole && best.score >= SURE)
        .map(|best| best.code))
}

/// What a release of a code set changed.
async fn whole_release(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let source = if plain.contains("hcpcs") {
        Source::Hcpcs
    } else if plain.contains("pcs") {
        Source::Icd10pcs
    } else if plain.contains("fee schedule") || plain.contains("rvu") || plain.contains("mpfs") {
        Source::Mpfs
    } else if plain.contains("icd")
        || plain.contains("diagnos")
        || (NEW_CODES.is_in(plain) && plain.contains("code"))
    {
        Source::Icd10cm
    } else {
        look.ask_for_code(draft, "a history", "what changed for M54.5 since 2021?");
        return Ok(());
    };
    let asked = Asked {
        source,
        from: None,
        to: look.loaded.on_day(source).map(|release| release.valid_from),
        part: String::new(),
        kind: None,
        text: String::new(),
        page: 1,
    };
    let changes = find_changes(look.store, &asked, false).await?;
    let Some((from, to)) = changes.compared else {
        draft.outcome = Outcome::NotLoaded;
        draft.verdict(
            format!(
                "Fewer than two releases of {} are loaded, so nothing can be compared.",
                source.title()
            ),
            &[],
        );
        return Ok(());
    };
    let path = format!("/about/data/changes?source={}", source.slug());
    let cites = [
        draft.cite(cite::of_release(&from, "all rows", path.clone())),
        draft.cite(cite::of_release(&to, "all rows", path.clone())),
    ];
    for part in &changes.parts {
        use store::changes::ChangeKind;
        draft.verdict(
            format!(
                "From {} to {} {} were added, {} ended and {} were revised ({}).",
                from.label,
                to.label,
                part.counts.of(Some(ChangeKind::Added)),
                part.counts.of(Some(ChangeKind::Ended)),
                part.counts.of(Some(ChangeKind::Revised)),
                part.title
            ),
            &cites,
        );
    }
    if source == Source::Hcpcs {
        added_with(look, draft, to.valid_from, &cites[1..]).await?;
    }
    draft.page("The list of changes", path);
    Ok(())
}

/// The HCPCS codes that were added on the first day of the newest release, as the file says.
async fn added_with(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    day: NaiveDate,
    cites: &[usize],
) -> Result<(), CasePilotError> {
    let added = look.store.list_hcpcs_added_on(day).await?;
    let named = look.store.list_named(&added, look.on).await?;
    if named.is_empty() {
        return Ok(());
    }
    let codes: Vec<&str> = named.iter().take(SAID).map(|link| link.code.as_str()).collect();
    let more = named.len().saturating_sub(SAID);
    draft.fact(
        format!(
            "Added on {} by the dates of the file: {}{}.",
            long_date(day),
            super::listed(&codes, "and"),
            if more > 0 {
                format!(", and {more} more")
            } else {
                String::new()
            }
        ),
        cites,
    );
    draft.table(
        format!("HCPCS codes added on {}", long_date(day)),
        &["Code", "Title"],
        named
            .iter()
            .map(|link| vec![link.code.to_string(), link.title.clone()])
            .collect(),
        cites,
    );
    Ok(())
}

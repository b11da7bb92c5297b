//! Which modifier: by the situation that a question tells, and by what the code's indicators allow.

use super::global_period::lower;
use super::{Look, listed, name};
use crate::CasePilotError;
use crate::answer::Outcome;
use crate::cite;
use crate::draft::Draft;
use crate::reading::kinds::{asks_to_bypass, asks_which_modifier};
use crate::reading::learned;
use crate::reading::text::{Pattern, pattern};
use crate::topic::Kind;
use codeset::claim::ClaimLine;
use codeset::modifier::{Card, EditCounts, Indicators, Ruling, Situation, Verdict, card, rulings};
use codeset::ncci::bypass::{self, is_distinct};
use codeset::ncci::{ASSOCIATED_MODIFIERS, is_visit};
use codeset::page::SectionId;
use codeset::release::Source;
use codeset::rows::FeeRow;
use codeset::{Code, CodeSystem};
use reference::fees::indicators;
use reference::heading::version_on;
use store::entity::fee;

pattern!(
    PTA,
    r"\b(?:pt|physical therapy) (?:assistants?|asst)\b|\bptas?\b|\bphysical therap(?:ist|y) assistants?\b|\btherapy assistants?\b"
);
pattern!(
    OTA,
    r"\b(?:ot|occupational therapy) (?:assistants?|asst)\b|\botas?\b|\bcotas?\b|\boccupational therap(?:ist|y) assistants?\b"
);
pattern!(
    NON_PHYSICIAN_ASSISTS,
    r"\b(?:pa|pas|pa-c|np|nps|cns|physician assistants?|nurse practitioners?|clinical nurse)\b.{0,30}\b(?:assist\w*|help(?:s|ed|ing)?)|\bassist\w*.{0,30}\b(?:pa|pa-c|np|cns|physician assistant|nurse practitioner)\b|\bphysician assistant\b.{0,20}\bsurg"
);
pattern!(TEACHING, r"\bresident\b|\bteaching hospital\b");
pattern!(MINIMUM, r"\bminimum assist\w*\b");
pattern!(
    ASSISTS,
    r"\bassist(?:s|ed|ant|ing|ants)?\b|\bhelp(?:s|ed|ing)\b|\bsecond pair of hands\b"
);
pattern!(
    CO_SURGEON,
    r"\bco-?\s?surgeons?\b|\btwo surgeons\b|\bboth surgeons\b|\bsurgeons? of different specialt|\beach (?:do|did|does|doing) (?:their|his|her) (?:own )?part\b|\btheir own part\b"
);
pattern!(
    TEAM,
    r"\bsurgical team\b|\bteam (?:of surgeons|surgery)\b|\bthree surgeons\b"
);
pattern!(
    BILATERAL,
    r"\bbilateral\w*\b|\bboth (?:sides|knees|eyes|hips|shoulders|wrists|ears|feet|hands|legs|arms|breasts|kidneys|ankles|elbows|heels|thumbs)\b"
);
pattern!(
    PROFESSIONAL,
    r"\bprofessional (?:component|part|only)\b|\b(?:only )?(?:reads?|reading|interprets?|interpretation)\b|\binterp\w*\b|\bphysician reading\b|\bpro(?:fessional)? (?:fee|component)\b"
);
pattern!(
    TECHNICAL,
    r"\btechnical (?:component|part|only)\b|\bown(?:s|ed)? (?:the|our|a|an)? ?(?:\w+[- ]?){0,2}(?:machine|equipment|scanner|unit)\b|\boutside (?:radiologist|doc\w*|reader)\b|\bequipment only\b|\breads? elsewhere\b|\b(?:machine|equipment|tech|technician)(?: and \w+)? only\b|\bsuppl(?:y|ies) (?:the )?(?:machine|equipment)\b|\b(?:someone|somebody) else (?:reads|interprets|read)\b|\bread (?:elsewhere|by (?:someone|somebody|another|an outside))\b|\bonly (?:shoots?|takes?) (?:the |a )?\w*\b|\btech(?:nical)? component\b|\bjust the (?:technical|equipment)\b"
);
pattern!(
    PHYSICAL,
    r"\bphysical therap\w*\b|\bpt plan\b|\bby (?:a |the )?pt\b|\bpt (?:services?|plan|bills?)\b"
);
pattern!(
    OCCUPATIONAL,
    r"\boccupational therap\w*\b|\bot plan\b|\bby (?:an |the )?ot\b|\bot (?:services?|plan|bills?)\b"
);
pattern!(SPEECH, r"\bspeech\b|\bslp\b");
pattern!(
    THRESHOLD,
    r"\bthresh+old\b|\bannual (?:limit|cap|amount)\b|\btherapy cap\b|\bover the (?:cap|limit|threshold)\b|\babove the (?:cap|threshold)\b|\bexceed\w* the (?:cap|threshold|therapy)"
);
pattern!(
    DECISION,
    r"\bdecid\w+ (?:on|for)\b.{0,40}\b(?:replacement|surg\w*|operat\w*|\w+ectomy|\w+otomy|\w+plasty)\b|\bdecid\w+ to (?:operate|take|cut)\b|\bdecision (?:for|to|of)\b.{0,24}\b(?:surg\w*|operat\w*|procedure)\b|\bdecid\w+\b.{0,30}\b(?:surg|operat)"
);
pattern!(
    VISIT_SAME_DAY,
    r"\b(?:goes|go|hang|put|append|add|flag)\b.{0,20}\b(?:e/?m|e&m|visit|consult|office)\b|\b(?:also|plus|and) (?:worked up|evaluated|addressed)\b|\b(?:e/?m|e&m|visit|office visit|evaluation)\b.{0,60}\b(?:same day|procedure|injection|minor|separately identifiable)\b|\bsignificant,? (?:and )?separate\w*\b|\bseparately identifiable\b"
);
pattern!(
    IN_GLOBAL,
    r"\b(?:post-?\s?op\w*|global|after surgery|postoperative)\b|\b(?:inside|within|during|in) the (?:90|10|ninety|ten)\b|\b90[- ]days?\b|\b\d+ (?:days|weeks) (?:after|out|post|from)\b|\b(?:days|weeks) out from\b"
);
pattern!(
    UNRELATED,
    r"\bunrelated\b|\bother (?:leg|arm|eye|hip|knee|side|problem)\b|\bnow (?:he|she|they|the patient) (?:broke|fell|has|needs)\b|\babout (?:a|an|her|his)\b|\bfor (?:a|an) (?:new|different)\b|\bnothing to do with\b|\bdifferent (?:problem|condition|reason)\b"
);
pattern!(VISIT, r"\bvisit\b|\be/?m\b|\be&m\b|\boffice\b|\bsaw\b|\bseen\b");
pattern!(
    RETURN,
    r"\b(?:taken|took|went|goes|brought) back (?:to|in)\b|\bhematoma\b.{0,30}\bsurgeon\b|\breturn\w*.{0,30}\b(?:or|operating room|theat)\b|\btakeback\b|\bback to (?:the )?(?:or|operating)\b|\bcomplication\w*\b"
);
pattern!(
    STAGED,
    r"\bstaged\b|\bplanned\b|\bmore extensive\b|\bsecond stage\b"
);
pattern!(
    REPEAT,
    r"\brepeat\w*\b|\bagain\b|\bsecond time\b|\btwice\b|\b(?:2nd|second|third|3rd) (?:and 3rd )?(?:lab|line|film|ekg|test|draw)\b|\b\d ?x (?:today|a day|in one day)\b"
);
pattern!(
    OTHER_PHYSICIAN,
    r"\b(?:another|different|other) (?:physician|doctor|doc|provider|practitioner|surgeon|dr|md|\w+ologist)\b"
);
pattern!(
    LABORATORY,
    r"\bdrawn\b|\btroponin\b|\blab\w*\b|\bblood\b|\btests?\b|\bglucose\b|\bpanel\b|\bpotassium\b"
);
pattern!(
    STOPPED,
    r"\bdiscontinu\w*\b|\bstopped\b|\babort\w*\b|\bterminated\b|\bhalted\b|\bincomplete\b|\bcrashed\b|\bunstable\b|\bcould ?n[o']t (?:finish|continue|complete|go on)\b|\bhad to stop\b"
);
pattern!(BEFORE_ANESTHESIA, r"\b(?:before|prior to) (?:the )?anesth\w*");
pattern!(AFTER_ANESTHESIA, r"\bafter (?:the )?(?:anesth\w*|induction)");
pattern!(
    FACILITY,
    r"\basc\b|\bsurgery center\b|\bambulatory surg\w*\b|\boutpatient hospital\b|\bhospital outpatient\b"
);
pattern!(
    REDUCED,
    r"\b(?:chose|elected|decided) not to\b|\bless than the code\b|\bbit less\b|\bnot all of\b|\breduced?\b|\bpartial\w*\b|\bless than\b|\bunilateral\b.{0,25}\bbilateral code\b|\bone (?:ear|side) only\b|\bnot complet\w*\b"
);
pattern!(
    MORE_WORK,
    r"\bincreased (?:work|procedural)\b|\bunusual\w*\b|\bmuch (?:harder|longer|more)\b|\bsubstantially (?:more|greater)\b|\bextra (?:work|time)\b|\btook twice\b"
);
pattern!(
    MULTIPLE,
    r"\bmultiple procedures?\b|\bsecond procedure\b|\bseveral procedures\b"
);
pattern!(
    ENCOUNTER,
    r"\b(?:separate|different) (?:encounters?|sessions?)\b|\bdifferent times? of (?:the )?day\b|\bmorning\b.{0,30}\bafternoon\b"
);
pattern!(
    STRUCTURE,
    r"\banother (?:structure|organ|site|lesion|area|body part)\b|\bnot the same (?:organ|site|lesion)\b|\b(?:separate|different) (?:structures?|organs?|sites?|lesions?|anatom\w*|body (?:parts?|areas?)|areas?)\b"
);
pattern!(
    PRACTITIONER,
    r"\b(?:separate|different) (?:practitioners?|physicians?)\b"
);
pattern!(
    NON_OVERLAPPING,
    r"\b(?:non-?overlapping|does not overlap|unusual non)\b"
);
pattern!(
    DISTINCT,
    r"\bdistinct\b|\bunbundl\w*\b|\bbypass\w*\b|\bseparate procedure\b|\bseparate (?:15|time)\b|\bget past\b|\bget around\b|\bovercome\b"
);
pattern!(LEFT, r"\bleft\b");
pattern!(
    RIGHT,
    r"\bright (?:side|knee|eye|hip|shoulder|wrist|ear|foot|hand|leg|arm|breast|kidney|ankle|elbow)\b"
);
pattern!(ABN, r"\babn\b|\badvance beneficiary\b");
pattern!(
    NO_ABN,
    r"\b(?:nobody|no one|never|none)\b.{0,30}\babn\b|\b(?:no|without|didn't|not)\b.{0,20}\babn\b|\bforgot\b.{0,20}\babn\b"
);
pattern!(
    EXCLUDED,
    r"\bstatutor\w*\b|\bexcluded\b|\bnon-?covered\b|\bnever (?:a |an )?(?:medicare )?(?:benefit|cover\w*)\b|\bcosmetic\b|\bnot a (?:medicare )?benefit\b"
);
pattern!(VOLUNTARY, r"\bvoluntary\b");
pattern!(
    SURGERY_ONLY,
    r"\bsurgery only\b|\bsurgical care only\b|\btransfer\w* (?:the )?(?:post|care)\b|\bdoes the surgery and\b"
);
pattern!(
    POST_ONLY,
    r"\b(?:only|just) (?:\w+ ){0,2}(?:after-?\s?care|follow[- ]?up care|post-?\s?op\w*)|\bpost-?\s?op\w* (?:care|management) only\b|\btakes? over (?:the )?(?:post|care)\b"
);
pattern!(PRE_ONLY, r"\bpre-?\s?op\w* (?:care |management )?only\b");
pattern!(
    SAME_LINE,
    r"\bsame line\b|\bone line\b|\btogether on\b|\bboth on\b|\bat the same time\b"
);
pattern!(
    THERAPY_CODE,
    r"\balways therapy\b|\btherapy modifier\b|\bplan of care\b"
);

pattern!(
    ANESTHETIST,
    r"\b(?:crna|nurse anesthetist|anesthetist|anesthesia assistant|caa)\b"
);
pattern!(
    WITHOUT_DIRECTION,
    r"\b(?:alone|solo|by (?:himself|herself|themselves)|independent\w*|without (?:medical )?direct\w*|no (?:anesthesiologist|medical direction|md|supervision)|not (?:medically )?directed|unsupervised)\b"
);
pattern!(DIRECTION, r"\b(?:direct(?:ed|s|ion|ing)|supervis\w+|under)\b");
pattern!(
    PERSONALLY,
    r"\banesthesiologist\b.{0,40}\b(?:personally|alone|did the (?:whole )?case|himself|herself)\b"
);
pattern!(
    SEVERAL_ROOMS,
    r"\banesthesiologist\b.{0,40}\b(?:direct\w*|supervis\w*|cover\w*|overs\w*)\b.{0,30}\b(?:two|three|four|2|3|4)\b"
);
pattern!(
    ONE_ANESTHETIST,
    r"\banesthesiologist\b.{0,40}\b(?:direct\w*|supervis\w*)\b.{0,20}\b(?:one|1|a single) (?:crna|anesthetist)\b"
);
pattern!(
    MONITORED,
    r"\bmonitored anesthesia care\b|\bmac anesthesia\b|\bmac case\b"
);

pattern!(
    DISCARDED,
    r"\b(?:discard\w*|wast(?:e|ed|age|ing)|threw (?:\w+ ){0,4}(?:away|out)|thrown (?:\w+ ){0,4}(?:away|out)|throw(?:ing)? (?:\w+ ){0,4}(?:away|out)|left ?over|dumped|tossed)\b"
);
pattern!(
    NOTHING_DISCARDED,
    r"\b(?:no|nothing|zero|none|without)\b.{0,24}\b(?:wast\w+|discard\w*|thrown|left ?over|left)\b|\b(?:whole|entire|full) (?:single[- ](?:dose|use) )?vial\b|\bused (?:it |the )?(?:all|up)\b"
);
pattern!(
    VIAL,
    r"\bvials?\b|\bdrugs?\b|\bsingle[- ](?:dose|use)\b|\bampules?\b"
);
pattern!(
    CHIROPRACTIC,
    r"\bchiro\w*\b|\b9894[012]\b|\bspinal manipulation\b"
);
pattern!(
    ACTIVE_TREATMENT,
    r"\b(?:active|acute|corrective)\b.{0,20}\b(?:treat\w*|care|phase|problem|condition)\b"
);
pattern!(
    WAIVED,
    r"\bclia\b.{0,20}\bwaive\w*\b|\bwaive[dr]\b.{0,24}\b(?:test|lab|clia|kit)\w*"
);

pattern!(
    BILLING,
    r"\b(?:surgeon|surgery|procedures?|visits?|e/?m|e&m|therap\w*|assist\w*|59|modifier|encounters?|post-?\s?op|global|tests?|abn|or|operat\w*|scope|films?|x-?rays?|ekgs?|ecgs?|labs?|doc|claim|code)\b"
);

/// From this likelihood on a learned modifier is told as the one,
const CERTAIN: f32 = 0.6;
/// and below this not at all.
const DOUBTFUL: f32 = 0.08;
/// So many are told where none is certain.
const NEAREST: usize = 3;

/// What a question tells of the situation, and the modifiers for it. What is more special stands before what is less.
const SITUATIONS: [(&[&Pattern], &[&str]); 50] = [
    (&[&NOTHING_DISCARDED, &VIAL], &["JZ"]),
    (&[&DISCARDED, &VIAL], &["JW"]),
    (&[&CHIROPRACTIC, &ACTIVE_TREATMENT], &["AT"]),
    (&[&WAIVED], &["QW"]),
    (&[&MONITORED], &["QS"]),
    (&[&ONE_ANESTHETIST], &["QY"]),
    (&[&SEVERAL_ROOMS], &["QK"]),
    (&[&ANESTHETIST, &WITHOUT_DIRECTION], &["QZ"]),
    (&[&ANESTHETIST, &DIRECTION], &["QX"]),
    (&[&PERSONALLY], &["AA"]),
    (&[&OTA], &["CO"]),
    (&[&PTA], &["CQ"]),
    (&[&TEACHING, &ASSISTS], &["82"]),
    (&[&NON_PHYSICIAN_ASSISTS], &["AS"]),
    (&[&MINIMUM], &["81"]),
    (&[&CO_SURGEON], &["62"]),
    (&[&TEAM], &["66"]),
    (&[&ASSISTS], &["80"]),
    (&[&BILATERAL], &["50"]),
    (&[&DECISION], &["57"]),
    (&[&THRESHOLD], &["KX"]),
    (&[&SPEECH], &["GN"]),
    (&[&OCCUPATIONAL], &["GO"]),
    (&[&PHYSICAL], &["GP"]),
    (&[&THERAPY_CODE], &["GP", "GO", "GN"]),
    (&[&PRE_ONLY], &["56"]),
    (&[&POST_ONLY], &["55"]),
    (&[&SURGERY_ONLY], &["54"]),
    (&[&IN_GLOBAL, &UNRELATED, &VISIT], &["24"]),
    (&[&IN_GLOBAL, &UNRELATED], &["79"]),
    (&[&RETURN], &["78"]),
    (&[&STAGED], &["58"]),
    (&[&BEFORE_ANESTHESIA, &STOPPED], &["73"]),
    (&[&AFTER_ANESTHESIA, &STOPPED, &FACILITY], &["74"]),
    (&[&STOPPED], &["53"]),
    (&[&REPEAT, &LABORATORY], &["91"]),
    (&[&REPEAT, &OTHER_PHYSICIAN], &["77"]),
    (&[&REPEAT], &["76"]),
    (&[&ENCOUNTER], &["XE"]),
    (&[&STRUCTURE], &["XS"]),
    (&[&PRACTITIONER], &["XP"]),
    (&[&NON_OVERLAPPING], &["XU"]),
    (&[&VISIT_SAME_DAY], &["25"]),
    (&[&DISTINCT], &bypass::DISTINCT),
    (&[&TECHNICAL], &["TC"]),
    (&[&PROFESSIONAL], &["26"]),
    (&[&REDUCED], &["52"]),
    (&[&MORE_WORK], &["22"]),
    (&[&MULTIPLE], &["51"]),
    (&[&LEFT], &["LT"]),
];

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    let plain = &look.reading.plain;
    let mut named: Vec<String> = look.topic.modifiers.clone();
    for line in &look.topic.lines {
        for modifier in &line.modifiers {
            if !named.contains(modifier) {
                named.push(modifier.clone());
            }
        }
    }
    let procedures = look.procedures();
    if exclude_each_other(&named) && (SAME_LINE.is_in(plain) || procedures.len() < 2) && named.len() > 1 {
        on_one_line(draft, &named);
    }
    if asks_to_bypass(plain) && procedures.is_empty() {
        for modifier in &named {
            past_an_edit(draft, modifier);
        }
    }
    // `what goes next to GP` asks for another one.
    let asks_for_another = look.topic.kind != Some(Kind::WhatIs)
        && asks_which_modifier(plain)
        && look.topic.lines.iter().all(|line| line.modifiers.is_empty());
    let (mut asked, is_certain) = if named.is_empty() || asks_for_another {
        situation(look)
    } else {
        (Vec::new(), true)
    };
    asked.retain(|modifier| !named.iter().any(|known| known == modifier));
    // `that is wrong, isn't it` asks of the one that it names, too.
    pattern!(
        CHECKS,
        r"\b(?:wrong|right|correct|incorrect|ok|okay|allowed|valid|misuse)\b"
    );
    let is_misplaced =
        |modifier: &String| is_distinct(modifier) && procedures.iter().any(|line| is_visit(&line.code));
    if !asked.is_empty() && !CHECKS.is_in(plain) {
        named.retain(is_misplaced);
    }
    let modifiers: Vec<String> = named
        .iter()
        .cloned()
        .chain(asked.iter().map(|m| (*m).to_owned()))
        .collect();
    if procedures.is_empty() {
        // `modifier?` tells nothing of what happened.
        let tells_nothing = !is_certain && look.topic.words.split_whitespace().count() <= 1;
        if modifiers.is_empty() || tells_nothing {
            if !tells_nothing
                && (super::manual_if_good(look, draft).await?
                    || super::nearest_in_manual(look, draft).await?)
            {
                return Ok(());
            }
            draft.refuse(
                Outcome::Unclear,
                "The question names no code, no modifier and no situation that a modifier is for.",
                "Say what happened, as in “assistant surgeon at 27447” or “what is modifier 59?”.",
            );
            return Ok(());
        }
        draft.step(format!("Looking up modifier {}", listed(&modifiers, "and")));
        if !is_certain {
            draft.caution(
                format!(
                    "Which modifier it is depends on what exactly happened; the nearest are {}.",
                    listed(&modifiers, "and")
                ),
                &[],
            );
        }
        for modifier in &modifiers {
            let is_told = named.contains(modifier);
            if is_told || is_known(look, modifier).await? {
                by_itself(look, draft, modifier, is_certain && !is_told).await?;
            }
        }
        return Ok(());
    }
    for line in procedures.iter().take(4) {
        beside_code(look, draft, &line.code, &modifiers, &named).await?;
    }
    if let [only] = modifiers.as_slice()
        && draft.has_verdict()
        && let Some(card) = card(only)
        && let Ok(code) = Code::parse(CodeSystem::Modifier, only)
        && look.shows(&code)
    {
        let cited = draft.cite(card_citation(&code, &card));
        draft.fact(format!("Modifier {only}: {}", card.means), &[cited]);
        draft.fact(
            format!("What modifier {only} does to payment: {}.", lower(card.effect)),
            &[cited],
        );
    }
    Ok(())
}

/// Answers where the question tells a situation that a modifier is for, without a code; whether it does.
pub(super) async fn answer_situation(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<bool, CasePilotError> {
    let plain = &look.reading.plain;
    let is_certain = for_situation(plain);
    // A side or a repetition alone is said of diagnoses as well.
    let is_weak = matches!(
        is_certain.as_slice(),
        ["LT" | "RT" | "22" | "51" | "76" | "GP" | "GO" | "GN"]
    );
    let asks = asks_which_modifier(plain) || plain.contains("modifier");
    if is_certain.is_empty() || !look.topic.lines.is_empty() || !(BILLING.is_in(plain) && (asks || !is_weak))
    {
        return Ok(false);
    }
    for modifier in is_certain {
        by_itself(look, draft, modifier, true).await?;
    }
    super::manual::support(look, draft, 1, false).await?;
    Ok(true)
}

/// The modifiers for what the question tells, and whether it is certain that they are for that. What the patterns say
/// is certain unless what was learned is against it.
fn situation(look: &Look<'_>) -> (Vec<&'static str>, bool) {
    let told = for_situation(&look.reading.plain);
    if super::anatomical::modifier_of_part(&look.reading.plain).is_some() {
        return (told, true);
    }
    let likely = learned::modifiers(look.features);
    let Some((best, sure)) = likely.first().copied() else {
        return (told, true);
    };
    if told.contains(&best) || (sure < DOUBTFUL && !told.is_empty()) {
        return (told, true);
    }
    if sure >= CERTAIN {
        return (vec![best], true);
    }
    let mut nearest = told;
    let near = likely.iter().take(NEAREST);
    for (modifier, _) in near.filter(|(_, sure)| *sure >= DOUBTFUL) {
        if !nearest.contains(modifier) {
            nearest.push(modifier);
        }
    }
    (nearest, false)
}

/// The modifiers of the first situation that a question tells.
pub(super) fn for_situation(plain: &str) -> Vec<&'static str> {
    if EXCLUDED.is_in(plain) && (ABN.is_in(plain) || plain.contains("modifier") || plain.contains("denial")) {
        return if VOLUNTARY.is_in(plain) || ABN.is_in(plain) {
            vec!["GY", "GX"]
        } else {
            vec!["GY"]
        };
    }
    if NO_ABN.is_in(plain) {
        return vec!["GZ"];
    }
    if ABN.is_in(plain) {
        return vec!["GA"];
    }
    if let Some(part) = super::anatomical::modifier_of_part(plain) {
        return vec![part];
    }
    let situation = SITUATIONS
        .iter()
        .find(|(patterns, _)| patterns.iter().all(|pattern| pattern.is_in(plain)))
        .map(|(_, modifiers)| *modifiers);
    if RIGHT.is_in(plain) && !LEFT.is_in(plain) && !plain.contains("right modifier") {
        return situation.map_or(vec!["RT"], <[_]>::to_vec);
    }
    situation.map_or(Vec::new(), <[_]>::to_vec)
}

/// A modifier that a price depends on, where the question tells its situation in words.
pub(super) fn priced_by(plain: &str) -> Option<&'static str> {
    let found = for_situation(plain);
    found
        .first()
        .copied()
        .filter(|modifier| ["CQ", "CO", "80", "AS", "82", "62", "50", "26", "TC"].contains(modifier))
}

/// The modifiers of a line that the indicators of its code rule out.
pub(super) fn ruled_out(code: &Code, row: Option<&FeeRow>, line: &ClaimLine) -> Vec<&'static str> {
    let found = rulings(&Situation {
        code,
        fee: row.map(|row| Indicators {
            pctc: &row.pctc,
            global_days: &row.global_days,
            multiple: &row.multiple,
            bilateral: &row.bilateral,
            assistant: &row.assistant,
            cosurgeon: &row.cosurgeon,
            team: &row.team,
        }),
        own_rows: &[],
        edits: None,
    });
    let is_its = |ruling: &&Ruling| ruling.verdict == Verdict::RuledOut && line.has(ruling.modifier);
    found
        .iter()
        .filter(is_its)
        .map(|ruling| ruling.modifier)
        .collect()
}

fn exclude_each_other(modifiers: &[String]) -> bool {
    modifiers.iter().filter(|modifier| is_distinct(modifier)).count() > 1
}

fn on_one_line(draft: &mut Draft<'_>, modifiers: &[String]) {
    let distinct: Vec<&String> = modifiers
        .iter()
        .filter(|modifier| is_distinct(modifier))
        .collect();
    let cited = draft.cite(cite::of_rule(
        "NCCI Policy Manual for Medicare Services",
        "Chapter I, section E",
        "/tools/ncci",
        "59, XE, XS, XP and XU exclude each other on one line",
    ));
    draft.verdict(
        format!(
            "No: modifiers {} are never reported together on one line; choose one of them, the one that fits best.",
            listed(&distinct, "and")
        ),
        &[cited],
    );
}

/// Whether a modifier can pass an edit at all.
fn past_an_edit(draft: &mut Draft<'_>, modifier: &str) {
    let cited = draft.cite(cite::of_rule(
        "NCCI Policy Manual for Medicare Services",
        "Chapter I, section E, NCCI PTP-associated modifiers",
        "/tools/ncci",
        ASSOCIATED_MODIFIERS.join(", "),
    ));
    draft.verdict(
        if ASSOCIATED_MODIFIERS.contains(&modifier) {
            format!(
                "Modifier {modifier} is an NCCI PTP-associated modifier: it bypasses an edit with modifier indicator 1, where \
                 the documentation supports it, and none with indicator 0."
            )
        } else {
            format!(
                "No: modifier {modifier} does not help: it is not an NCCI PTP-associated modifier and will not bypass an edit."
            )
        },
        &[cited],
    );
}

fn card_citation(code: &Code, card: &Card) -> crate::answer::Citation {
    cite::of_rule(
        Card::SOURCE,
        format!("Modifier {code}"),
        cite::section(code, SectionId::Modifiers),
        format!("{} {}. {}.", card.means, card.stands, card.effect),
    )
}

/// A modifier without a code beside it.
async fn by_itself(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    modifier: &str,
    is_found: bool,
) -> Result<(), CasePilotError> {
    let Ok(code) = Code::parse(CodeSystem::Modifier, modifier) else {
        return Ok(());
    };
    let known = card(modifier);
    if let Some(card) = known.filter(|_| is_found) {
        // The conclusion is for everybody; what it rests on stands in the section.
        let cited = draft.cite(cite::of_rule(
            Card::SOURCE,
            format!("Modifier {code}"),
            cite::section(&code, SectionId::Modifiers),
            if look.shows(&code) { card.means } else { "" },
        ));
        draft.verdict(format!("Modifier {code} is for that."), &[cited]);
    }
    let versions = look.store.list_versions(&code).await?;
    if let Some(version) = version_on(&versions, look.on) {
        let title = &version.row.long_title;
        let cited = draft.cite(cite::of_row(
            version,
            format!("Modifier {code}"),
            code.path(),
            title.clone(),
        ));
        if is_found && known.is_none() {
            draft.verdict(format!("Modifier {code} is for that."), &[cited]);
        }
        let text = format!("Modifier {code} is “{title}”.");
        draft.state(text, &[cited]);
    }
    match known {
        Some(card) => super::what_is::explain_modifier(look, draft, &code, &card),
        None if versions.is_empty() => look.not_found(draft, modifier),
        None => {}
    }
    draft.page(format!("Page of modifier {code}"), code.path());
    Ok(())
}

/// Whether anything is loaded or written of a modifier.
async fn is_known(look: &Look<'_>, modifier: &str) -> Result<bool, CasePilotError> {
    if card(modifier).is_some() {
        return Ok(true);
    }
    match Code::parse(CodeSystem::Modifier, modifier) {
        Ok(code) => Ok(!look.store.list_versions(&code).await?.is_empty()),
        Err(_) => Ok(false),
    }
}

/// What the indicators of a code make of modifiers.
async fn beside_code(
    look: &Look<'_>,
    draft: &mut Draft<'_>,
    code: &Code,
    modifiers: &[String],
    named: &[String],
) -> Result<(), CasePilotError> {
    draft.step(format!("Checking which modifiers {code} takes"));
    if !look.shows(code) {
        if let Some(first) = modifiers.first().filter(|modifier| !named.contains(modifier)) {
            let modifier = Code::parse(CodeSystem::Modifier, first).ok();
            let path = modifier.map_or_else(|| code.path(), |modifier| modifier.path());
            let cited = draft.cite(cite::of_rule(Card::SOURCE, format!("Modifier {first}"), path, ""));
            draft.verdict(format!("Modifier {first} is for that."), &[cited]);
        }
        look.lock(draft, code, SectionId::Modifiers, "Which modifiers it takes");
        return Ok(());
    }
    let fees = look.store.list_fees(code.as_str(), look.on).await?;
    let fee = fees
        .iter()
        .find(|fee| fee.row.modifier.is_empty())
        .or(fees.first());
    let edits = match look.loaded.newest(Source::PtpPractitioner) {
        Some(_) => {
            let counts = look
                .store
                .count_pairs_by_indicator(Source::PtpPractitioner, code.as_str(), look.on)
                .await?;
            Some(
                counts
                    .into_iter()
                    .fold(EditCounts::default(), |sum, next| sum + next),
            )
        }
        None => None,
    };
    let own_rows: Vec<&str> = fees.iter().map(|fee| fee.row.modifier.as_str()).collect();
    let found = rulings(&Situation {
        code,
        fee: fee.map(|fee| indicators(&fee.row)),
        own_rows: &own_rows,
        edits,
    });
    let cited = match fee {
        Some(fee) => draft.cite(cite::of_row(
            fee,
            format!("HCPCS {code}"),
            cite::section(code, SectionId::Modifiers),
            quote(&fee.row),
        )),
        None => {
            super::fee::no_row(look, draft, code);
            return Ok(());
        }
    };
    if modifiers.is_empty() {
        all(draft, code, &found, cited);
        return Ok(());
    }
    for modifier in modifiers {
        match found.iter().find(|ruling| ruling.modifier == modifier) {
            Some(ruling) => ruled(draft, code, ruling, named.contains(modifier), cited),
            None => {
                if let (Some(card), Ok(own)) = (card(modifier), Code::parse(CodeSystem::Modifier, modifier)) {
                    let rule = draft.cite(card_citation(&own, &card));
                    draft.verdict(
                        format!(
                            "Modifier {modifier}: {} It stands {}.",
                            card.means,
                            lower(card.stands)
                        ),
                        &[rule],
                    );
                } else {
                    by_itself(look, draft, modifier, !named.contains(modifier)).await?;
                }
            }
        }
    }
    Ok(())
}

fn ruled(draft: &mut Draft<'_>, code: &Code, ruling: &Ruling, is_named: bool, cited: usize) {
    let modifier = ruling.modifier;
    let text = match (ruling.verdict, is_named) {
        (Verdict::Applies, true) => format!("Yes: modifier {modifier} applies to {}.", name(code)),
        (Verdict::Applies, false) => format!("Modifier {modifier}: it applies to {}.", name(code)),
        (Verdict::Conditions, true) => format!(
            "Modifier {modifier} may stand on {} under conditions.",
            name(code)
        ),
        (Verdict::Conditions, false) => format!("Modifier {modifier}, under conditions, on {}.", name(code)),
        (Verdict::RuledOut, _) => format!("No: modifier {modifier} does not apply to {}.", name(code)),
    };
    draft.verdict(text, &[cited]);
    draft.fact(ruling.reason.clone(), &[cited]);
    if !ruling.effect.is_empty() {
        draft.fact(
            format!(
                "What modifier {modifier} does to payment: {}.",
                lower(ruling.effect)
            ),
            &[cited],
        );
    }
}

/// All modifiers of a code.
fn all(draft: &mut Draft<'_>, code: &Code, rulings: &[Ruling], cited: usize) {
    let of = |verdict| -> Vec<&str> {
        rulings
            .iter()
            .filter(|ruling| ruling.verdict == verdict)
            .map(|ruling| ruling.modifier)
            .collect()
    };
    let (applies, conditions) = (of(Verdict::Applies), of(Verdict::Conditions));
    let mut text = if applies.is_empty() {
        format!("No modifier is required on {} by its indicators", name(code))
    } else {
        format!("To {} apply {}", name(code), listed(&applies, "and"))
    };
    if conditions.is_empty() {
        text.push('.');
    } else {
        text.push_str(&format!(
            "; under documented conditions {}.",
            listed(&conditions, "and")
        ));
    }
    draft.verdict(text, &[cited]);
    let rows = rulings
        .iter()
        .map(|ruling| {
            vec![
                ruling.modifier.to_owned(),
                ruling.verdict.word().to_owned(),
                ruling.reason.clone(),
                ruling.effect.to_owned(),
            ]
        })
        .collect();
    draft.table(
        format!("Modifiers of {code}"),
        &["Modifier", "Verdict", "Why", "Payment"],
        rows,
        &[cited],
    );
}

/// The indicators as the release prints them.
fn quote(row: &fee::Model) -> String {
    format!(
        "PCTC {}, GLOB DAYS {}, MULT PROC {}, BILAT SURG {}, ASST SURG {}, CO-SURG {}, TEAM SURG {}",
        row.pctc, row.global_days, row.multiple, row.bilateral, row.assistant, row.cosurgeon, row.team
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_situation_leads_to_its_modifier() {
        for (text, modifiers) in [
            ("pa assisted at 47562 what modifier", &["AS"][..]),
            ("the surgeon's assistant, a physician", &["80"]),
            ("treatment given by a pta under the pt", &["CQ"]),
            ("cardiologist only reads the echo 93306", &["26"]),
            ("decision for surgery made at e/m the day before", &["57"]),
            (
                "visit in the post op period for something unrelated, same surgeon",
                &["24"],
            ),
            ("unrelated procedure in the global period", &["79"]),
            ("two procedures at different encounters on the same day", &["XE"]),
            ("repeat lab test same day", &["91"]),
            ("right knee", &["RT"]),
        ] {
            assert_eq!(for_situation(text), modifiers, "{text}");
        }
    }
}

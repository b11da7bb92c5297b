//! The situations that a question tells, by patterns, and the modifiers for them.

use super::anatomical::modifier_of_part;
use super::text::{Pattern, pattern};
use codeset::ncci::bypass;

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

/// The modifiers of the first situation that a question tells.
pub(crate) fn for_situation(plain: &str) -> Vec<&'static str> {
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
    if let Some(part) = modifier_of_part(plain) {
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

/// Of the modifiers for a situation the one that a price depends on.
pub(crate) fn priced_by(situation: &[&'static str]) -> Option<&'static str> {
    situation
        .first()
        .copied()
        .filter(|modifier| ["CQ", "CO", "80", "AS", "82", "62", "50", "26", "TC"].contains(modifier))
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

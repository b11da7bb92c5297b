//! What a question asks for: the cues of each kind, and what it names, weighed against each other.

use super::Reading;
use super::text::{Pattern, pattern};
use crate::topic::Kind;
use codeset::CodeSystem;
use codeset::ncci::Setting;
use codeset::ncci::is_visit;
use codeset::therapy::timing;

pattern!(
    TOGETHER,
    r"\b(?:together|when \d{5} (?:was|is)|same (?:day|date|dos|session|visit|time|claim|encounter|patient)|along ?(?:side|with)|on top of|in addition to|at the same|w/|combo|combination|both|paired?|each other)\b|\+|&"
);
pattern!(
    BUNDLE,
    r"\b(?:n?cci\b(?: edits?)?|ptp|procedure[- ]to[- ]procedure|(?:un)?bundl\w*|edits?\b|column (?:1|2|one|two)|mutually exclusive|conflict\w*|inclusive|included in|component of|separately (?:bill|report|pay|paid)\w*|denied)\b"
);
pattern!(
    BILL,
    r"\b(?:bill\w*|report\w*|charg(?:e|ing|ed)|submit\w*|claim|allow\w*|ok|okay|can i|can we|may i|may we|able to|permitted|deny|denial|denied)\b"
);
pattern!(
    MUE,
    r"\b(?:mues?|medically unlikely|unit limits?|units? (?:per|a|each) (?:day|date|line|claim|visit|session|dos)|max(?:imum)?\b.{0,25}\bunits?|units? (?:max|limit|allow\w*|can i)|how many (?:units?|times|can|may|do|could|should|[a-z]?\d{4,5})|limit(?:s|ed)?(?: on| of| for)? units?|mai\b|adjudication indicators?|more than \w+ units?|over \w+ units?|daily (?:limit|max\w*|ceiling|cap)|ceiling|qty|quantit\w+|unit (?:edit|cap|max|limit)|unit limits?|(?:max|most) (?:tests|injections|treatments|sessions|services|times)|max\b.{0,30}\b(?:day|takes|allows)|(?:\bcap\b|\blimit\b)(?: on| for| of|$)|absolute (?:one|edit|limit)|win (?:it )?on appeal|zero units|exceed\w*|(?:twice|(?:two|three|four|five|six|\d+) times)\b.{0,20}\b(?:day|visit|session|dos|date|claim))\b"
);
pattern!(UNITS, r"\bunits?\b");
pattern!(
    EIGHT,
    r"\b(?:8|eight)[- ]?min(?:ute)?s?\b|\bmidpoint\b|\btimed (?:codes?|minutes?|units?|services?)\b|\btotal (?:treatment |timed )?(?:minutes|time)\b|\brule of (?:8|eight)s?\b"
);
pattern!(
    VISIT,
    r"\b(?:e/?m|e&m|e and m|evaluation and management|office visits?|outpatient visits?|new (?:pt|patients?)|est(?:ablished)? (?:pt|patients?)|level (?:of|for|by)|what level|which level|visit level|visits?|hospital (?:care|inpatient|visit|admission)|initial hospital|subsequent hospital|total time|mdm|em level|inpatient|follow[- ]up|encounter|admission|admit\w*|admitted|rounds?|rounding|discharge|consult\w*|new\b|est\b|established)\b"
);
pattern!(
    HOW_LONG,
    r"\b(?:how (?:many minutes|much time|long)|minimum (?:time|minutes)|time (?:requirement|threshold|range|needed|for)|minutes? (?:required|needed|for|is|are)|minimum|by time|based on time|time[- ]based|using time|time alone|time or mdm|mdm or time)\b"
);
pattern!(
    GLOBAL,
    r"\b(?:globals?\b(?: (?:days?|period|package|surgery))?|post[- ]?op(?:erative)?\b(?: (?:period|days|visits?|care|follow))?|surgical package|\bpackage\b|runs? out|follow[- ]?up (?:days|period)|(?:10|90|zero|0)[- ]day global|days? global|pre[- ]?op)\b"
);
pattern!(
    FEE,
    r"\b(?:wrvus?|most (?:i|we) (?:may|can) charge|pay(?:s|ing|ments?|able)?|paid|reimburs\w*|fees?\b|fee schedule|allowed amount|medicare allow\w*|allowable|rates?|how much|costs?|worth|price[sd]?|pricing|rvus?|relative values?|conversion factor|cf\b|limiting charge|gpcis?|mpfs|pfs|non[- ]?par\w*|lands? in|dollars?|amount|what do(?:es)? medicare (?:pay|allow)|what (?:do|would|will) (?:i|we) get|get for)\b|\$"
);
pattern!(
    COVERAGE,
    r"\b(?:cover(?:s|ed|age)?|medical polic\w+|articles? a?\d+|a5\d{4}|payable with|indications?|lcds?|ncds?|coverage articles?|medical(?:ly)? necess\w*|local coverage|national coverage|non[- ]?covered|mac\b|contractor)\b"
);
pattern!(
    SUPPORTS,
    r"\b(?:diagnos\w+|dx|icd)\b.{0,40}\b(?:support\w*|justif\w*|covered|pay|paid|payable|allow\w*|fly|accept\w*|go(?:es)? with)\b|\b(?:icds|dx|diagnoses)\b.{0,20}\b(?:get|gets|got)\b|\bsupport\w* (?:diagnos\w+|dx|medical)\b"
);
pattern!(
    CROSSWALK,
    r"\b(?:cross-?\s?walk\w*|gems?\b|icd-?\s?9|convert\w*|map(?:s|ped|ping)?\b|equivalent\w*|translate\w*|correspond\w*|codes? (?:are |is )?related|related codes?|i9|nines?\b|in nine|icd nine|before 2015|pre-?2015|old (?:system|chart|icd))\b"
);
pattern!(
    CHANGES,
    r"\b(?:chang(?:e|es|ed)|new (?:icd\S* |cpt |hcpcs )?codes?|newly|brand new|deleted?|deletions?|revis\w+|updat\w+|differ\w* (?:between|from)|since when|when (?:was|did|were|is)|added|history|discontinued|retired|replac(?:e|ed|es|ing)\b|still (?:report|bill|use|code|valid|active|billable|in force|a|use\w*|exist\w*)|expired?|terminated|what's new|went (?:up|down)|increas\w*|decreas\w*|valid (?:in|on|for 20)|anymore|existed?|compared? (?:to|with)|used to|these days|nowadays|got split|was split|split into|gone|renamed?|went away|start(?:ed|ing)? date|effective date|went live|came out|came in|versus now|vs\.? now|same (?:description|title)|own code|a later one|more specific|first appear\w*|introduc\w+|launched|called before|old code|today'?s codes|expanded|valid or not|invalid|since (?:october|january|july|april|20\d\d)|old (?:vs\.?|versus|and|or) new|(?:old|new|previous) (?:title|name|description)|previously|already|before and after|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?: 20\d\d)? (?:vs\.?|versus|to|and|compared to|compared with) (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)\b"
);
pattern!(MODIFIER, r"\b(?:modifiers?|mods?)\b");
pattern!(
    WHICH_MODIFIER,
    r"\b(?:which|what|need(?:s|ed)?|require\w*|right|correct|proper|any|appropriate|best)\b.{0,30}\b(?:modifiers?|mods?)\b|\b(?:modifiers?|mods?)\b.{0,30}\b(?:for|to use|do i|goes?|apply|applies|needed|required|allowed)\b"
);
pattern!(
    SITUATION,
    r"\b(?:assistant|both (?:sides|knees|wrists|eyes|hips|shoulders|ears|feet|hands|legs|arms|breasts|ankles|elbows)|bilateral\w*|co-?\s?surgeons?|two surgeons|their own part|help(?:ed|s)|own(?:s|ed)? (?:the|our|a)|no qualified resident|team of surgeons|professional component|technical component|interpret\w*|interps?|reads?|reading|discontinued|reduced|repeat\w*|unrelated|staged|pta\b|ota\b|cota\b|therapy assistant|left|right|distinct|separate (?:encounter|structure|session|site))\b"
);
pattern!(
    GUIDELINES,
    r"\b(?:guidelines?|excludes?\s?[12]?|code first|use additional|code also|tabular|what else|(?:icd )?book (?:says|tells|say)|to add\b|extra code|another code|second code|stand alone|primaries|last (?:position|character|digit)|go(?:es)? (?:first|before)|conflict|(?:can'?t|cannot) be coded|not be coded|7th|seventh|add[- ]?ons?|primary (?:codes?|procedures?)|parent codes?|includes? notes?|coding instructions?|rules? (?:for|of|on)|sequenc\w*|inclusion terms?|notes?\b|billed with|reported with|document\w*)\b"
);
pattern!(
    COMPLIANCE,
    r"\b(?:complian\w*|status (?:indicator|code|letter)|status\b|pc/?tc|supervis\w*|in the (?:building|room|suite)|on[- ]site|immediately available|who has to be|assistants? (?:at|in|surg\w*)|assist\w*|co-?\s?surg\w*|team surg\w*|valid for medicare|thresholds?|therapy cap|kx\b|billable|payable|bilateral (?:indicator|surgery)|multiple procedure|reduction|mppr|targeted review|audit\w*|incident[- ]to|restrict\w*|bundled|carrier[- ]priced|non-?covered|requirements?)\b"
);
pattern!(
    MANUAL,
    r"\b(?:policy manual|ncci manual|cci manual|manual|chapter (?:[ivx]+|\d+)\b|cms (?:say|polic|guid)\w*|ncci (?:say|polic|state|guid|rule|program|allow|consider)\w*|according to (?:the )?(?:ncci|cms|medicare|manual)|polic(?:y|ies) (?:on|for|about|say))\b"
);
pattern!(
    FIND,
    r"(?x)
      \b(?:what|which|what's|whats|need|give\ me|get|got|looking\ for|find|search|look\ ?up|want)\b.{0,30}\b(?:codes?|icd(?:-?\ ?10)?(?:-?cm|-?pcs)?|cpt|hcpcs|dx|pcs|diagnosis\ code|j-?code|procedure\ code)\b.{0,20}\b(?:for|of|to|is|when|should|do\ i|describes?|covers|means)\b
    | \b(?:codes?|icd(?:-?\ ?10)?(?:-?cm|-?pcs)?|cpt|hcpcs|dx|pcs|j-?code)(?:\ codes?)?\s+(?:for|of|to\ use|describing|that)\b
    | \bhow\ (?:do|to|would|should|can)\ (?:i\ |you\ |we\ )?code\b
    | \b(?:find|search|look\ up|looking\ for|need)\b
    | \b(?:codes?|icd-?10|dx|hcpcs|pcs|cpt)\s*\??$"
);
pattern!(
    WHAT_IS,
    r"\b(?:what(?:'s|s)?\s*(?:is|are|does|do|exactly)?|define|definition|describe|description|descriptor|mean(?:s|ing)?|tell me|explain|look ?up|stand(?:s)? for|about|show|info\w*|details?|official|title|lay|plain)\b"
);
pattern!(
    GLOBAL_TEST,
    r"\bglobal(?:ly)? (?:test|service|component|bill\w*|fee|code|charge)\b|\bbill\w* global(?:ly)?\b"
);
pattern!(CODE_WORD, r"\b(?:codes?|icd\S*|dx|hcpcs|pcs|cpt|diagnosis)\b");
pattern!(ASSISTS, r"\bassist\w*\b");
pattern!(
    HOW_MUCH,
    r"\bhow much\b|\bamount\b|\bwhat do(?:es)? (?:medicare|they) pay\b|\$"
);
pattern!(PLACE_OF_SERVICE, r"\bpos \d\d\b");
pattern!(
    DOCUMENT,
    r"\b(?:lcds?|ncds?|local coverage|national coverage|coverage articles?|articles? a?\d+|a5\d{4}|l3\d{4})\b"
);
pattern!(
    THERAPY_WORDS,
    r"\b(?:therap\w*|timed|units?|treat(?:ed|ment|ing)?|one[- ]on[- ]one|exercises?|manual|gait|8[- ]min\w*|pt|ot)\b"
);
pattern!(ABN, r"\babn\b|\badvance beneficiary\b");
pattern!(
    COMPARED,
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?: 20\d\d)?,? (?:compared (?:to|with)|vs\.?|versus|against|to|and) (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)|\b20\d\d (?:compared (?:to|with)|vs\.?|versus|against) (?:20\d\d|now)"
);
pattern!(
    MONEY,
    r"\b(?:how much|fees?|rates?|amounts?|prices?|national\w*|allowed|reimburs\w*|rvus?|numbers|dollars?)\b|\$"
);
pattern!(
    TOGETHER_ONE,
    r"\btogether with\b|\balong with\b|\bwith (?:it|this)\b|\b(?:can'?t|cannot) be coded\b|\bnot be coded\b"
);
pattern!(
    IS_TIMED,
    r"\b(?:un)?timed\b|\btime[- ]based code\b|\bservice[- ]based\b"
);
pattern!(INSTRUCTIONS, r"\binstructions?\b");
pattern!(
    THRESHOLD,
    r"\b(?:kx|therapy|annual|pt/?slp|ot)\b.{0,25}\b(?:thresholds?|cap|limit)\b.{0,30}\b(?:amount|in 20\d\d|this year|20\d\d|how much)\b|\b(?:thresholds?|cap)\b.{0,12}\b(?:amount|20\d\d)\b"
);
pattern!(
    VERSUS,
    r"\b(?:vs\.?|versus|between|against|compared|and|to|or|than)\b|->|→"
);
pattern!(TIME, r"\btime\b");
pattern!(
    HOSPITAL,
    r"\b(?:hospital side|facility side|on the hospital|hospital outpatient|outpatient hospital|hopd|opps|facility claim|hospital claim|ub-?04|hospital edits?|for (?:a |the )?hospitals?|outpatient (?:dept|department))\b"
);
pattern!(
    PRACTITIONER,
    r"\b(?:practitioners?|physicians?|pro-?fee|professional claim|1500|private practice|asc)\b"
);
pattern!(SUPPLIER, r"\b(?:dme|dmepos|suppliers?)\b");
pattern!(
    NON_FACILITY,
    r"\b(?:non-?\s?facility|office|pos 11|clinic|private practice|home|pos 12|freestanding)\b"
);
pattern!(
    FACILITY,
    r"\b(?:in (?:a |the )?facility|facility|hospital|inpatient|pos (?:19|2[1-4]|31|61)|asc|surgery center|ambulatory surg\w*|emergency (?:room|department)|nursing facility|snf)\b"
);

/// The cues of each kind with their weights.
const CUES: [(Kind, f32, &Pattern); 21] = [
    (Kind::UnitLimit, 3.0, &MUE),
    (Kind::TherapyUnits, 2.0, &EIGHT),
    (Kind::TherapyUnits, 0.5, &UNITS),
    (Kind::VisitLevel, 1.0, &VISIT),
    (Kind::GlobalPeriod, 3.5, &GLOBAL),
    (Kind::Fee, 2.5, &FEE),
    (Kind::Coverage, 3.0, &COVERAGE),
    (Kind::Coverage, 3.2, &SUPPORTS),
    (Kind::Crosswalk, 3.5, &CROSSWALK),
    (Kind::Changes, 2.6, &CHANGES),
    (Kind::Modifier, 2.2, &MODIFIER),
    (Kind::Modifier, 1.6, &WHICH_MODIFIER),
    (Kind::Guidelines, 2.4, &GUIDELINES),
    (Kind::Compliance, 2.3, &COMPLIANCE),
    (Kind::Manual, 2.8, &MANUAL),
    (Kind::FindCode, 1.8, &FIND),
    (Kind::WhatIs, 1.0, &WHAT_IS),
    (Kind::Pair, 1.6, &TOGETHER),
    (Kind::Pair, 1.6, &BUNDLE),
    (Kind::Pair, 0.6, &BILL),
    (Kind::VisitLevel, 0.8, &HOW_LONG),
];

/// The kinds that a question speaks for, the strongest first.
pub(super) fn kinds(plain: &str, reading: &Reading) -> Vec<(Kind, f32)> {
    let mut weights: Vec<(Kind, f32)> = Vec::new();
    let mut add = |kind: Kind, weight: f32| match weights.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, sum)) => *sum += weight,
        None => weights.push((kind, weight)),
    };
    // The therapy has nothing to do with a manual.
    let without_therapy = plain.replace("manual therapy", "therapy");
    let plain = without_therapy.as_str();
    for (kind, weight, cue) in CUES {
        if cue.is_in(plain) {
            add(kind, weight);
        }
    }
    let has = |pattern: &Pattern| pattern.is_in(plain);
    let procedures = reading.procedures().count();
    let is_diagnosis = |code: &codeset::Code| code.system() == CodeSystem::Icd10cm;
    let diagnoses = reading
        .lines
        .iter()
        .filter(|line| is_diagnosis(&line.code))
        .count();
    let visits = reading.procedures().filter(|code| is_visit(code)).count();
    let therapies = reading
        .procedures()
        .filter(|code| timing(code.as_str()).is_some())
        .count();
    let minutes = !reading.timed.is_empty();

    if procedures >= 2 {
        add(Kind::Pair, 2.4);
    }
    if diagnoses >= 2 && procedures == 0 && !has(&CROSSWALK) {
        add(
            Kind::Guidelines,
            if has(&WHAT_IS) && !has(&TOGETHER) {
                0.5
            } else {
                3.4
            },
        );
    }
    if diagnoses == 1 && procedures == 0 && has(&TOGETHER_ONE) {
        add(Kind::Guidelines, 2.5);
    }
    if has(&DOCUMENT) {
        add(Kind::Coverage, 2.5);
    }
    if has(&THRESHOLD) {
        add(Kind::Compliance, 3.5);
    }
    if has(&ABN) {
        add(Kind::Modifier, 3.5);
    }
    if has(&COMPARED) {
        add(Kind::Changes, 3.0);
    }
    if procedures < 2 {
        // One code has no pair; with words beside it a manual may tell.
        add(Kind::Pair, -2.5);
    }
    if procedures > 0 && (reading.place.is_some() || has(&PLACE_OF_SERVICE)) {
        add(Kind::Fee, 2.2);
    } else if has(&FEE) && reading.facility.is_some() {
        add(Kind::Fee, 1.0);
    }
    if has(&ASSISTS) && !has(&HOW_MUCH) && procedures > 0 {
        add(Kind::Compliance, 1.4);
    }
    if has(&GLOBAL_TEST) {
        add(Kind::GlobalPeriod, -3.2);
    }
    if reading.days.len() > 1 && (has(&CHANGES) || has(&VERSUS)) {
        add(Kind::Changes, 3.0);
    }
    let attached = reading.lines.iter().any(|line| !line.modifiers.is_empty());
    if procedures == 1 && (attached || !reading.modifiers.is_empty()) {
        add(Kind::Modifier, 2.1);
    } else if procedures == 1 && has(&SITUATION) {
        add(Kind::Modifier, 2.05);
    }
    let asks_for_units = reading
        .lines
        .iter()
        .any(|line| line.units.is_some_and(|units| units > 1));
    if asks_for_units && procedures == 1 && !has(&FEE) {
        add(Kind::UnitLimit, 2.5);
    }
    if procedures == 1 && has(&UNITS) && !minutes && !has(&EIGHT) {
        add(Kind::UnitLimit, 1.6);
    }
    if procedures > 0 && has(&IS_TIMED) {
        add(Kind::TherapyUnits, 4.0);
    }
    if diagnoses > 0 && has(&INSTRUCTIONS) {
        add(Kind::Guidelines, 2.4);
    }
    if minutes {
        let is_short = plain.split_whitespace().count() <= 4;
        let is_visit = has(&VISIT) || !(has(&THERAPY_WORDS) || is_short);
        if visits > 0 || (therapies == 0 && (has(&VISIT) || procedures == 0) && is_visit) {
            add(Kind::VisitLevel, if visits > 0 { 7.0 } else { 3.5 });
        } else {
            add(Kind::TherapyUnits, if therapies > 0 { 7.0 } else { 4.0 });
        }
        add(Kind::UnitLimit, -2.0);
    }
    if visits > 0 && has(&HOW_LONG) {
        add(Kind::VisitLevel, 2.5);
    }
    if visits == 0 && !minutes && !has(&HOW_LONG) {
        add(Kind::VisitLevel, -1.5);
    }
    if has(&VISIT) && has(&TIME) && reading.lines.len() == visits {
        add(Kind::VisitLevel, 2.2);
    }
    if !minutes && !has(&EIGHT) {
        add(Kind::TherapyUnits, -1.0);
    }
    if diagnoses > 0 && procedures == 0 {
        add(Kind::Manual, -3.0);
        add(Kind::Fee, -2.0);
        if has(&TOGETHER) || has(&BILL) {
            add(Kind::Guidelines, 1.2);
        }
    }
    if procedures > 0 && diagnoses > 0 {
        add(Kind::Coverage, 3.0);
    }
    if procedures >= 2 && reading.place.is_some() && !has(&BUNDLE) {
        add(Kind::Fee, 3.0);
    }
    if procedures > 0 && reading.place.is_some() {
        add(Kind::Compliance, -3.0);
    }
    if !reading.icd9.is_empty() {
        add(Kind::Crosswalk, 5.5);
    }
    if procedures >= 2 {
        if !has(&COMPARED) && reading.days.len() < 2 {
            add(Kind::Changes, -2.0);
        }
        if !has(&MONEY) {
            add(Kind::Fee, -1.5);
        }
    }
    if procedures == 1 && super::asks::asks_which_modifier(plain) && !reading.situation.is_empty() {
        add(Kind::Modifier, 3.0);
    }
    if !reading.lines.is_empty() {
        add(Kind::FindCode, -3.0);
        add(Kind::WhatIs, 1.0);
    }
    if !reading.modifiers.is_empty() && reading.lines.is_empty() {
        add(Kind::Modifier, 2.0);
    }
    if has(&WHICH_MODIFIER) && procedures >= 2 {
        // Which modifier passes the edit is told with the pair.
        add(Kind::Pair, 2.0);
    }
    if procedures >= 2 && has(&GUIDELINES) {
        add(Kind::Guidelines, -1.0);
    }
    if reading.lines.is_empty() && reading.unknown.is_empty() && !minutes {
        // Words alone: a manual answers rules, the search finds codes.
        for kind in [
            Kind::Fee,
            Kind::UnitLimit,
            Kind::GlobalPeriod,
            Kind::Coverage,
            Kind::WhatIs,
        ] {
            add(kind, -1.2);
        }
        if has(&BILL) || has(&BUNDLE) {
            add(Kind::Manual, 1.6);
        }
        if has(&CODE_WORD) {
            add(Kind::FindCode, 1.2);
        }
        if has(&CHANGES) {
            add(Kind::Changes, if has(&CODE_WORD) { 0.8 } else { -1.6 });
        }
    }
    weights.retain(|(_, weight)| *weight > 0.4);
    weights.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    weights
}

/// Whether a question asks what is paid.
pub(super) fn asks_for_price(plain: &str) -> bool {
    FEE.is_in(plain)
}

/// Whether a question speaks of two services on one day.
pub(super) fn speaks_of_two(plain: &str) -> bool {
    TOGETHER.is_in(plain) || BUNDLE.is_in(plain) || plain.contains(" with ")
}

/// The kind of a question to which the page adds the code.
pub(super) fn kind_with_code(reading: &Reading) -> Option<Kind> {
    let plain = &reading.plain;
    let mut weights: Vec<(Kind, f32)> = Vec::new();
    for (kind, weight, cue) in CUES {
        if cue.is_in(plain) && !matches!(kind, Kind::FindCode | Kind::Pair) {
            match weights.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((kind, weight)),
            }
        }
    }
    if !reading.timed.is_empty() {
        weights.push((Kind::TherapyUnits, 6.0));
    }
    weights.sort_by(|one, other| other.1.total_cmp(&one.1));
    weights.first().map(|(kind, _)| *kind)
}

/// Who bills, where the question says so.
pub(super) fn setting(plain: &str) -> Option<Setting> {
    if HOSPITAL.is_in(plain) {
        Some(Setting::Hospital)
    } else if SUPPLIER.is_in(plain) {
        Some(Setting::Supplier)
    } else if PRACTITIONER.is_in(plain) {
        Some(Setting::Practitioner)
    } else {
        None
    }
}

/// Whether the service is furnished in a facility, where the question says so.
pub(super) fn facility(plain: &str) -> Option<bool> {
    // A clinic of a hospital is a part of it.
    pattern!(HOSPITAL_CLINIC, r"\bhospital\b.{0,14}\bclinic\b");
    pattern!(
        THE_FACILITY_ONE,
        r"\b(?:the|that|its) facility (?:one|rate|amount|price|fee|payment)\b"
    );
    if HOSPITAL_CLINIC.is_in(plain) || THE_FACILITY_ONE.is_in(plain) {
        Some(true)
    } else if NON_FACILITY.is_in(plain) {
        Some(false)
    } else if FACILITY.is_in(plain) {
        Some(true)
    } else {
        None
    }
}

/// Whether two things that are named are compared.
pub(crate) fn compares(plain: &str) -> bool {
    VERSUS.is_in(plain)
}

/// Whether a document of coverage is named.
pub(crate) fn names_a_document(plain: &str) -> bool {
    DOCUMENT.is_in(plain)
}

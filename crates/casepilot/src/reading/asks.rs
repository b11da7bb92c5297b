//! What a question says in so many words: whether it names a thing or asks for one. Each is a pattern over the text in
//! lower case; what the kind of a question is learned from stands in [`super::kinds`].

use super::text::pattern;
use crate::topic::Kind;

/// Whether a question asks which modifier it is, whatever modifiers it names beside.
pub(crate) fn asks_which_modifier(plain: &str) -> bool {
    pattern!(
        WHICH,
        r"\b(?:what|which|how)\b.{0,40}\b(?:goes|hang|put|append|add|flag|attach|modifiers?|mods?|next to)\b|\b(?:anything|something|another|else|more|what|which)\b.{0,20}\b(?:besides|beside|in addition to|other than|next to|along with|on top of)\b|\b(?:modifiers?|mods?) for\b|\bx modifier\b"
    );
    WHICH.is_in(plain)
}

/// Whether the words of a question are about coding and billing at all.
pub(crate) fn is_about_coding(plain: &str) -> bool {
    pattern!(
        FIELD,
        r"\b(?:codes?|coding|bill\w*|claims?|denials?|denied|cover\w*|medicare|cpt|hcpcs|icd\S*|dx|ncci|cci|mues?|modifiers?|units?|e/?m|e&m|lcds?|ncds?|cms|rvus?|mpfs|diagnos\w*|procedures?|report(?:ed|ing|able)?|mdm|new patients?|edits?|reimburs\w*|payers?|global|physicians?|practitioners?|therap\w*|surg\w*|anesthes\w*|biops\w*|endoscop\w*|laborator\w*|radiolog\w*)\b"
    );
    FIELD.is_in(plain)
}

/// Whether a price is asked for that belongs to no code: a conversion factor, the indices of a place.
pub(crate) fn needs_no_code_for_a_price(plain: &str) -> bool {
    pattern!(
        GENERAL,
        r"\bconversion factor\b|\bcf\b|\bgpcis?\b|\blocality\b|\bprice ind\w+\b"
    );
    GENERAL.is_in(plain)
}

/// Whether a question asks for what a code is, or for its price, in so many words beside something else.
pub(crate) fn asks_also(kind: Kind, plain: &str) -> bool {
    pattern!(
        DESCRIPTION,
        r"\b(?:description|descriptor|official title|full title|stands? for|(?:what|which) (?:procedure|drug|item|supply))\b"
    );
    pattern!(
        PAYMENT,
        r"\bpayments?\b|\bpmts?\b|\bprices?\b|\brates?\b|\bdollars?\b|\bhow much\b|\bamount\b|\ballowed\b|\bnational(?:ly)?\b|\$"
    );
    pattern!(
        STILL,
        r"\bstill\b.{0,24}\b(?:submit|send|use|bill|ok|okay|fine|valid|report|code|good|active|alive|payable|accepted|exist)\w*\b|\b(?:what|which|who)(?: \w+)? replac\w*\b|\breplaced (?:by|with)\b|\breplacements? (?:for|code)\b|\btook (?:its|the|their) place\b|\bsuccessors?\b"
    );
    pattern!(
        STATUS,
        r"\bstatus\b|\bmedicare (?:accept|recogni[sz]e|pay for|allow)\w*\b"
    );
    pattern!(
        ADD_ON,
        r"\bbase codes?\b|\bby itself\b|\bon its own\b|\balongside\b|\badd-?\s?on\b|\bstand ?alone\b|\bprimary codes?\b"
    );
    match kind {
        Kind::Changes => STILL.is_in(plain),
        Kind::WhatIs => DESCRIPTION.is_in(plain),
        Kind::Compliance => STATUS.is_in(plain),
        Kind::Guidelines => ADD_ON.is_in(plain),
        Kind::Fee => PAYMENT.is_in(plain),
        _ => false,
    }
}

/// Whether minutes are asked for: `99223 how many min`.
pub(crate) fn asks_for_minutes(plain: &str) -> bool {
    pattern!(
        MINUTES,
        r"\bhow (?:many|much) (?:min(?:s|utes?)?|time)\b|\b(?:minimum|least|required?) (?:min(?:s|utes?)?|time)\b|\btime (?:floors?|thresholds?|minimums?|ranges?)\b|\bmin(?:s|utes?)? (?:for|needed|required)\b|\btypical time\b|\b(?:bill|choose|pick|code|level)\b.{0,20}\b(?:by|on|based on) time\b"
    );
    pattern!(TIME, r"\btime\b|\bmin(?:s|utes?)?\b");
    MINUTES.is_in(plain) || (TIME.is_in(plain) && plain.split_whitespace().count() <= SHORT)
}

/// A question of so few words has no other than those that ask.
const SHORT: usize = 4;

/// Whether a question points at something and names it not: `which one should i use`.
pub(crate) fn points_at_something(plain: &str) -> bool {
    pattern!(
        POINTING,
        r"^(?:which|what|is|can|should|do|does) (?:of )?(?:one|ones|it|this|that|these|those|them)\b"
    );
    POINTING.is_in(plain) && plain.split_whitespace().count() <= SHORT + 3
}

/// Whether a sum of several lines or units is asked for, or a national amount.
pub(crate) fn asks_for_a_sum(plain: &str) -> bool {
    pattern!(
        SUM,
        r"(?x)
          \bmppr\b | \bmultiple\ procedure\ (?:payment\ )?(?:reduction|cut|discount)\b
        | \b(?:combined|total|sum|together)\b.{0,30}\b(?:pay\w*|paid|allow\w*|amount|reimburs\w*|dollars)\b
        | \b(?:pay\w*|paid|allow\w*|amount|reimburs\w*|dollars)\b.{0,20}\b(?:combined|total|in\ all|sum)\b"
    );
    pattern!(NATIONAL, r"\bnational(?:ly)?\b");
    pattern!(
        NO_AMOUNT,
        r"\bnational (?:correct|coverage)\b|\bncds?\b|\bedits?\b"
    );
    pattern!(
        LIMIT,
        r"\bhow many\b|\bmax\w*\b|\blimits?\b|\bmues?\b|\bmedically unlikely\b"
    );
    !LIMIT.is_in(plain) && (SUM.is_in(plain) || NATIONAL.is_in(plain) && !NO_AMOUNT.is_in(plain))
}

/// Whether it is asked if something gets past an edit.
pub(crate) fn asks_to_bypass(plain: &str) -> bool {
    pattern!(
        BYPASS,
        r"\b(?:past|bypass\w*|around|unbundl\w*|override\w*|overrid\w*)\b.{0,30}\b(?:edits?|ptp|n?cci)\b|\b(?:edits?|ptp|n?cci)\b.{0,30}\b(?:past|bypass\w*|around|override\w*)\b"
    );
    BYPASS.is_in(plain)
}

/// Whether the minutes of units are asked for, without any code.
pub(crate) fn asks_for_minutes_of_units(plain: &str) -> bool {
    pattern!(
        OF_UNITS,
        r"\bminutes?\b.{0,40}\bunits?\b|\bunits?\b.{0,40}\bminutes?\b|\btimed min\w*\b"
    );
    OF_UNITS.is_in(plain)
}

/// Whether the indicator of a unit limit is asked for.
pub(crate) fn names_the_adjudication_indicator(plain: &str) -> bool {
    pattern!(INDICATOR, r"\badjudication indicators?\b|\bmai\b");
    INDICATOR.is_in(plain)
}

/// Whether a modifier is spoken of.
pub(crate) fn names_modifiers(plain: &str) -> bool {
    pattern!(NAMED, r"\bmodifi?e?rs?\b|\bmods?\b");
    NAMED.is_in(plain)
}

/// Whether an edit between codes is named.
pub(crate) fn names_an_edit(plain: &str) -> bool {
    pattern!(EDIT, r"\bedits?\b|\bn?cci\b|\bptp\b|\b(?:un)?bundl\w*\b");
    EDIT.is_in(plain)
}

/// Whether the base code of an endoscopy is asked for.
pub(crate) fn names_an_endoscopic_base(plain: &str) -> bool {
    pattern!(
        BASE,
        r"\bendoscop\w+\b.{0,12}\b(?:base|family|families)\b|\bbase (?:code|endoscop\w+)\b.{0,20}\bendoscop\w+"
    );
    BASE.is_in(plain)
}

/// Whether the codes of a letter are named: `O codes`.
pub(crate) fn names_codes_by_their_letter(plain: &str) -> bool {
    pattern!(LETTER, r"\b[a-z][- ]codes\b");
    LETTER.is_in(plain)
}

/// Whether the policy manual is named.
pub(crate) fn names_the_manual(plain: &str) -> bool {
    pattern!(NAMED, r"\b(?:policy|ncci|cci|cms) manual\b");
    NAMED.is_in(plain)
}

/// Whether a conversion factor is asked for.
pub(crate) fn names_a_conversion_factor(plain: &str) -> bool {
    pattern!(CONVERSION_FACTOR, r"\bconversion factors?\b");
    CONVERSION_FACTOR.is_in(plain)
}

/// Whether the changes of a whole code set are asked for.
pub(crate) fn is_about_a_release(plain: &str) -> bool {
    pattern!(
        RELEASE,
        r"\b(?:new|added|deleted|changed?|changes|revised|what's new)\b.{0,40}\b(?:codes?|icd\S*|hcpcs|pcs|cpt|release|quarter|fee schedule)\b"
    );
    RELEASE.is_in(plain)
}

/// Whether the words of a question are of medicine: what is done, or to which part of the body.
pub(crate) fn is_clinical(plain: &str) -> bool {
    pattern!(
        CLINICAL,
        r"\b\w*(?:ectomy|otomy|ostomy|oscopy|plasty|graphy|itis|opathy|ology|therapy|centesis|ectomies|ization)\b|\b(?:op|surgeon|surgery|repair\w*|graft\w*|incision\w*|excis\w*|biops\w*|lesions?|fracture\w*|cast|splint|wound\w*|hernia|lens|cataract|eye|knee|hip|shoulder|spine|bowel|bladder|kidney|heart|lung|skin|nerve|vein|artery|catheter|needle|drain\w*|inject\w*|infus\w*|anesth\w*|scope|x-?rays?|films?|scan|collar|mri|ct|ultrasound|lab|specimen|urine|blood|ulcers?|gangrene|wounds?|vent\w*|pacemaker|delivery|pregnan\w*|eval\w*|psych\w*|dialysis|vaccin\w*|allerg\w*|wart|nail|tumor|stent|closed|hydrocele|adhesions|machine|compressor|walker|wheelchair|hospital bed|brace|orthosis|prosthe\w*|oxygen|neb\w*|pump|monitor|strips|supplies|chest|foot|feet|hand|wrist|ankle|elbow|back|neck|thumb|toe|finger|nose|ear|throat|breast|prostate|uter\w*|colon|polyps?|sinus|tooth|rib|femur|tibia|humerus|gout|diabet\w*|pain|cancer|ca|tear|sprain\w*|strain|bursitis|fx)\b"
    );
    CLINICAL.is_in(plain)
}

/// Whether the shares of an operation before, during and after it are asked for.
pub(crate) fn asks_for_shares(plain: &str) -> bool {
    pattern!(
        SHARES,
        r"\bintra-?\s?op\w*\b|\bpre\b.{0,12}\bintra\b|\bpre-?\s?op\w*\b.{0,24}\b(?:percent\w*|share|%)"
    );
    SHARES.is_in(plain)
}

/// The global days of which a question without a code asks how many days they are in all.
pub(crate) fn global_package(plain: &str) -> Option<&'static str> {
    pattern!(
        HOW_MANY,
        r"\bhow many (?:\w+ )?days\b|\bdays in (?:total|all)\b|\btotal days\b"
    );
    pattern!(MAJOR, r"\b90\b|\b090\b|\bmajor\b|\bninety\b");
    pattern!(MINOR, r"\b10\b|\b010\b|\bminor\b|\bten\b");
    match (MAJOR.is_in(plain), MINOR.is_in(plain)) {
        _ if !HOW_MANY.is_in(plain) => None,
        (true, false) => Some("090"),
        (false, true) => Some("010"),
        _ => None,
    }
}

/// Whether the threshold of outpatient therapy is asked for, which belongs to no code.
pub(crate) fn names_threshold(plain: &str) -> bool {
    pattern!(TIME, r"\b(?:time|minutes?)\b");
    pattern!(
        THRESHOLD,
        r"\bthresholds?\b|\btherapy caps?\b|\btargeted (?:medical )?reviews?\b|\bmedical review of (?:therapy|pt|ot)\b|\bcap amount\b"
    );
    // The modifier alone is asked for as one.
    pattern!(KX, r"\bkx\b");
    pattern!(AMOUNT, r"\b(?:amount|limit|dollars?|how much|cap)\b|\$");
    (THRESHOLD.is_in(plain) || KX.is_in(plain) && AMOUNT.is_in(plain)) && !TIME.is_in(plain)
}

//! Questions that are not answered here, and why.

use super::text::pattern;

pattern!(
    MEDICAL,
    r"(?x)
      \bshould\ (?:i|my|we|she|he|the\ patient)\ (?:\w+\ ){0,3}?(?:take|stop|start|keep|see|get|have|go|use|avoid|worry|eat|exercise|increase|reduce|switch|be\ (?:taking|worried))\b
    | \b(?:is|are)\ (?:it|this|that|these|my)\b.{0,40}\b(?:safe|dangerous|serious|contagious|cancerous|normal|harmful)\b
    | \bsafe\ (?:to|for\ (?:me|my|him|her|us)|during)\b
    | \bwhat\ works\ (?:better|best)\b | \bworks\ (?:better|best)\ (?:for|on|against)\b
    | \b(?:side\ effects?|dosages?|doses?\ of|how\ (?:much|many\ mg)\ (?:of\ )?\w+\ (?:should|can|do)\ i\ take|drug\ interactions?)\b
    | \b(?:i|i'm|i\ am|i've|my\ (?:mom|dad|mother|father|son|daughter|wife|husband|kid|child|baby))\ (?:have|has|feel|am\ (?:having|feeling)|having|been\ (?:having|feeling)|keep\ (?:having|getting))\b.{0,80}\b(?:pain|fever|rash|cough|headache|nausea|dizz|bleeding|symptom|hurts?|tired|sick)
    | \b(?:how\ (?:do|can|should)\ (?:i|we|you)|best\ way\ to|what\ helps)\ (?:treat|cure|heal|relieve|get\ rid\ of|stop)\b
    | \b(?:best|right|better|safest)\ (?:treatment|medication|medicine|drug|exercise|diet|therapy)\ for\b
    | \b(?:is|are|would\ be|works?)\ (?:the\ )?(?:best|better|right|safest|safe)\ for\ (?:my|me|him|her|us|a\ (?:child|baby|toddler|kid))\b
    | \b(?:is|are|could|does)\ (?:the|this|that|my)\ .{0,30}\bon\ (?:my|his|her)\b.{0,30}\b(?:cancer\w*|serious|dangerous|normal|infected|contagious|bad|shingles|melanoma|ringworm|look)\b
    | \bwhat\ (?:treatment|medication|medicine|drug|antibiotic|exercise)s?\ (?:is|are|should|works?|helps?|do\ you\ recommend)\b
    | \b(?:would|do|can)\ you\ (?:recommend|advise|suggest)\b.{0,60}\b(?:my|me|him|her)\b
    | \bhow\ (?:much|many)\ \w+\ should\b.{0,40}\b(?:take|get|have)\b
    | \bhow\ much\ \w+\ (?:can|should|may|could)\ (?:i|we|he|she|my\ \w+)\ (?:\w+\ )?(?:give|take|have)\b
    | \b(?:works?|is)\ best\ for\ my\b
    | \bdo\ you\ think\ (?:it's|it\ is|it\ could\ be|i\ have|this\ is)\b
    | \bcan\ i\ (?:stop|take|start|skip)\ (?:my|taking)\b
    | \b(?:can|could|will|would)\ you\ (?:prescribe|treat|diagnose|refill|examine)\b
    | \b(?:could|might)\ i\ have\b
    | \bdo\ i\ have\ (?:an?\ )?(?:cancer|covid|flu|infection|diabetes|disease|condition|stroke|tumor)\b
    | \bmy\ .{0,60}\bwhat\ (?:should|can|do)\ i\ do\b
    | \bis\ \w+\ or\ \w+\ (?:better|safer|stronger)\b
    | \b(?:diagnose|cure)\ (?:me|my)\b
    | \b(?:do|does)\ (?:i|he|she|we|my\ \w+)\ need\ (?:stitches|the\ er|to\ go\ to\ the\ er|an?\ ambulance|surgery|an?\ (?:mri|x-?ray|ct|operation|doctor)|antibiotics|to\ see)\b
    | \bwill\ i\ (?:die|recover|need\ surgery)\b"
);
pattern!(
    ENGLISH,
    r"\b(?:the|is|are|can|what|which|how|for|of|with|and|to|in|on|do|does|bill|code|codes|may|must|need|show|list|tell|find|explain|about|when|who|why|mue|modifier|together|units?|medicare|global|fee|pay|same|day|icd|cpt|hcpcs|vs|for|rvu|edits?|cover\w*|guidelines?)\b"
);
pattern!(
    FOREIGN,
    r"(?x)\b(?:qué|que|cuál|cual|cuánto|cuanto|cuántas|cuantas|código|codigo|puedo|facturar|facturo|para|pour|quel|quelle|puis-je|facturer|est-ce|combien|welche|welcher|wie|kann|ich|und|der|die|das|für|abrechnen|ist|perché|quale|posso|fatturare|qual|cobrar|como|cómo)\b"
);

/// Whether a question asks for medical advice.
pub(crate) fn asks_for_advice(plain: &str) -> bool {
    pattern!(
        BILLING,
        r"\b(?:modifiers?|codes?|bill\w*|cpt|icd\S*|hcpcs|claims?|report(?:ed|ing)?|units?|edits?|medicare|payer|dx)\b"
    );
    // `which one should i use` may be of anything.
    pattern!(POINTING, r"^(?:which|what) (?:one|ones)\b");
    MEDICAL.is_in(plain) && !BILLING.is_in(plain) && !POINTING.is_in(plain)
}

/// Whether a question that is not about coding speaks of somebody's health.
pub(crate) fn speaks_of_health(plain: &str) -> bool {
    pattern!(
        HEALTH,
        r"\b(?:my|i|i'm|we|our)\b.{0,60}\b(?:hurts?|pains?|aches?|fever|rash|bleeding|dizzy|swollen|numb|tingl\w*|cough|vomit\w*|blood (?:sugar|pressure)|symptoms?|sick|pregnan\w*)\b|\b(?:take|takes|taking|taken|on|stop|start|skip|mix|dose|dosage|mg|safe)\b.{0,60}\b(?:ibuprofen|tylenol|aspirin|acetaminophen|antibiotics?|pills?|meds?|medications?|medicine|metformin|lisinopril|insulin|statins?|prednisone|\w+(?:cillin|mycin|pril|sartan|statin|azole|olol|pam))\b|\b(?:er|urgent care|emergency room)\b.{0,20}\bor (?:wait|stay|home)\b|\b(?:hurt\w*|pains?|bleeding|fever)\b.{0,60}\bdo i need\b|\bshould (?:he|she|they|my \w+) (?:get|have|take|be)\b"
    );
    HEALTH.is_in(plain)
}

/// Whether it asks for what coding has no answer to: the weather, a joke, legal advice, help against the law.
pub(crate) fn is_off_topic(plain: &str) -> bool {
    pattern!(
        OFF_TOPIC,
        r"\b(?:weather|snow|rain|forecast|poem|joke|riddle|recipe|lottery|horoscope|cover letter)\b|^knock[ ,-]*knock\b|\b(?:system|hidden|secret|initial|original|internal|previous|prior) (?:prompts?|instructions?)\b|\b(?:instructions|rules|prompt) you (?:were|have been|are) given\b|\bback-?dat(?:e|ing)\b|\b(?:sue|lawsuit|lawyers?|attorneys?|legal advice)\b|\bbrib\w*\b|\bkickbacks?\b.{0,20}\bget\b|\b(?:fake|forge|falsify)\b|\bwithout (?:getting|being) caught\b|\bcommit fraud\b"
    );
    OFF_TOPIC.is_in(plain)
}

/// Whether it is a greeting or thanks and nothing else.
pub(crate) fn is_courtesy(plain: &str) -> bool {
    pattern!(
        COURTESY,
        r"^(?:(?:ok(?:ay)?|great|cool|thanks?|thank you|bye(?: now)?|perfect|nice|got it|good|very much|so much|a lot|that's all|all good|that helps)[\s,!.]*)+$|^(?:(?:hi|hello|hey)[ ,!]*(?:there )?(?:how are you|how's it going|what's up|good (?:morning|day)).*|hi|hello|hey|thanks?(?: you)?(?: very much| so much| a lot)?|ok(?:ay)?|great|cool|bye|good (?:morning|afternoon|evening)|test|yes|no|nice|perfect|got it)[\s!.,?]*(?:there|again|casepilot)?[\s!.,?]*$"
    );
    COURTESY.is_in(plain)
}

/// Whether a question is in another language than English.
pub(crate) fn is_foreign(plain: &str) -> bool {
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let others = plain
        .chars()
        .filter(|c| c.is_alphabetic() && *c > '\u{24f}')
        .count();
    if letters > 3 && others * 2 > letters {
        return true;
    }
    let count =
        |pattern: &super::text::Pattern| pattern.get().map_or(0, |regex| regex.find_iter(plain).count());
    let (foreign, english) = (count(&FOREIGN), count(&ENGLISH));
    foreign >= 2 && foreign > english
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medical_advice_is_told_from_billing() {
        for text in [
            "should i stop taking metformin?",
            "is it safe to take ibuprofen with lisinopril",
            "what is the best treatment for low back pain",
            "i have a fever and a rash, what is it",
        ] {
            assert!(asks_for_advice(text), "{text}");
        }
        for text in [
            "should i bill 97110 with 97140?",
            "should i use modifier 59",
            "what is the code for low back pain",
            "is 97110 safe harbor?",
            "do i need a modifier for 97530",
            "how do i code a fever",
        ] {
            assert!(!asks_for_advice(text), "{text}");
        }
    }

    #[test]
    fn other_languages_are_told_from_english() {
        assert!(is_foreign("¿puedo facturar 97110 y 97140 el mismo día?"));
        assert!(is_foreign("welche ziffer ist das für rückenschmerzen"));
        assert!(is_foreign("腰痛のコードは何ですか"));
        for text in [
            "97110 97140 same day?",
            "ok to bill 97110 para ot",
            "mue 97150",
            "que es",
            "97150",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }
}

//! Questions that are answered without looking anything up, and why.

use crate::answer::Outcome;
use crate::ask::Ask;
use crate::draft::Draft;
use crate::reading::{Reading, elsewhere, refusals};

/// Questions that are answered without looking anything up. Whether it was one.
pub(crate) fn refuse(reading: &Reading, ask: &Ask<'_>, draft: &mut Draft<'_>) -> bool {
    let plain = &reading.plain;
    if plain.chars().filter(|c| c.is_alphanumeric()).count() < 2 && ask.about.is_none() {
        draft.refuse(
            Outcome::NotCoding,
            "There is no question yet.",
            "Type a question, as in “may 97530 and 97150 be billed together?”.",
        );
        return true;
    }
    if refusals::is_foreign(plain) && reading.lines.is_empty() {
        draft.refuse(
            Outcome::Unclear,
            "CasePilot reads questions in English.",
            "Ask in English; codes, dates and ZIP codes are read as they are.",
        );
        return true;
    }
    if refusals::asks_for_advice(plain) && (reading.lines.is_empty() || refusals::speaks_of_health(plain)) {
        medical_advice(draft);
        return true;
    }
    if let Some(elsewhere) = elsewhere::asked_for(plain) {
        draft.refuse(
            Outcome::NotLoaded,
            format!(
                "{} are not loaded: CasePilot does not answer from them.",
                elsewhere.what
            ),
            elsewhere.look_up,
        );
        return true;
    }
    let names_a_code = !reading.lines.is_empty() || !reading.icd9.is_empty();
    if refusals::is_courtesy(plain) || (refusals::is_off_topic(plain) && !names_a_code) {
        not_coding(draft);
        return true;
    }
    false
}

/// Says that medical advice is asked for.
pub(crate) fn medical_advice(draft: &mut Draft<'_>) {
    draft.refuse(
        Outcome::MedicalAdvice,
        "That asks for medical advice, which CasePilot does not give: it answers questions about coding and billing.",
        "Ask a physician or pharmacist; in an emergency call the emergency number.",
    );
}

/// Says that nothing loaded could answer the question.
pub(crate) fn not_coding(draft: &mut Draft<'_>) {
    draft.refuse(
        Outcome::NotCoding,
        "That is not a question about coding or billing that the loaded tables and documents could answer.",
        "CasePilot answers from code sets, fee schedules, edits, coverage documents and manuals: name a code, or say what \
         you want to bill.",
    );
    draft.question("What is CPT code 99213?");
    draft.question("Guidelines for E/M services");
}

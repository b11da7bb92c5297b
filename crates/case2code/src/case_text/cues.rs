//! The cues, the words that only look like cues, and the words that end what a cue says.

use super::sentences::Token;
use super::status::Status;
use std::collections::HashMap;
use std::sync::LazyLock;

/// To which side a cue speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// About what follows.
    Forward,
    /// About what stands before.
    Back,
    /// About both.
    Both,
}

/// A cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) words: Vec<&'static str>,
    /// `None` for words that only look like a cue.
    pub(super) status: Option<Status>,
    pub(super) direction: Direction,
    /// It speaks about a whole list: `denies a, b, c`.
    pub(super) is_list: bool,
    /// It speaks about the words right beside it.
    pub(super) is_short: bool,
    /// It speaks about everything to the end of the clause.
    pub(super) is_open: bool,
}

/// Cues about a list that follows.
const LISTS: [(Status, &str); 6] = [
    (
        Status::Negated,
        "denies|denied|denying|deny|negative for|neg for|denies any|denied any|denies having|no complaints of|(-)|free of|free from|rules out|ruled out for|no evidence of|no sign of|no signs of|no signs or symptoms of|no s/s of|no hx of|no h/o|no history of|no known|no evidence for|no findings of|lack of|lacks|absence of|resolved",
    ),
    (
        Status::History,
        "history of|hx of|h/o|hx|past history of|past medical history of|previous|prior|previously had|remote|s/p|status post|sp|post op|had a history of|personal history of|in the past had|pmh of|pmhx of|pmh significant for|history significant for",
    ),
    (
        Status::Family,
        "family history of|family hx of|fam hx of|fam hx|fhx of|fh of|fhx|family history significant for|family history positive for|strong family history of|family history|family hx",
    ),
    (
        Status::Planned,
        "return if|return for|return precautions for|call if|call for|come back if|go to ed if|go to er if|er if|ed if|seek care if|in case of|watch for|monitor for|monitoring for|at risk for|at risk of|risk of|risks of|risk for|risks including|to prevent|prevention of|prophylaxis for|screening for|screen for|educated on|precautions for|should",
    ),
    (
        Status::Uncertain,
        "r/o|rule out|ro|rule-out|to rule out|differential|differential includes|differential diagnosis|ddx|ddx includes|differential diagnosis includes|evaluate for|eval for|evaluation for|work up for|workup for",
    ),
    (
        Status::Planned,
        "will schedule|scheduled for|schedule for|to schedule|plan for|planned for|planning|will order|consider|refer for|referral for|will need|recommend|recommended|awaiting|pending|candidate for",
    ),
];

/// Cues about what follows, as far as the clause goes.
const FORWARD: [(Status, &str); 5] = [
    (
        Status::Negated,
        "no|not|without|w/o|never|never had|never has|never had any|cannot see|no longer has|no longer|nor|neither|doesn't have|does not have|did not have|didn't have|don't have|do not have|has no|have no|had no|not have|not demonstrate|not show|no new|no acute|no obvious|unremarkable for|without any|without evidence of|not have any",
    ),
    (
        Status::Uncertain,
        "possible|possibly|probable|probably|suspected|suspect|suspects|suspicion of|suspicion for|suspicious for|likely|most likely|presumed|presumptive|questionable|concern for|concerns for|concerning for|concerned for|concerned about|worrisome for|may have|might have|could have|could be|may be|might be|may represent|could represent|appears to be|consistent with|c/w|compatible with|suggestive of|indicative of|working diagnosis|working dx|cannot rule out|can't rule out|cannot exclude|can't exclude|not ruled out for|cannot be excluded",
    ),
    (
        Status::Family,
        "mother had|father had|mother has|father has|brother had|sister had|brother has|sister has|grandmother had|grandfather had|mom had|dad had|mom has|dad has|mother with|father with|brother with|sister with|mother died of|father died of|siblings with|parents had|parents with",
    ),
    (Status::Planned, "if|unless|in the event of|when develops"),
    (Status::History, "former|healed"),
];

/// Cues about what stands before them.
const BACK: [(Status, &str); 5] = [
    (
        Status::Negated,
        "ruled out|was ruled out|is ruled out|were ruled out|been ruled out|has been ruled out|negative|was negative|is negative|were negative|neg|denied by patient|absent|not seen|not present|not noted|not appreciated|not identified|not found|is absent|was absent|unlikely|is unlikely|less likely|none|has resolved|have resolved|is resolved|not demonstrated|not evident",
    ),
    (
        Status::Uncertain,
        "is suspected|was suspected|suspected at this time|cannot be ruled out|can't be ruled out|not ruled out|cannot be excluded|can't be excluded|is possible|is likely|is probable|not excluded|to be ruled out|still to be ruled out|questioned",
    ),
    (
        Status::Family,
        "in mother|in father|in her mother|in her father|in his mother|in his father|in brother|in sister|in family|in the family|in grandmother|in grandfather|runs in family|runs in the family|in a sibling|in siblings",
    ),
    (
        Status::Planned,
        "develops|occurs|develop|occur|precautions|prophylaxis|risk",
    ),
    (Status::History, "in the past|in childhood|as a child"),
];

/// Words that look like a cue and say nothing about what is there.
const FALSE: &str = "no increase|no increase in|no change|no change in|no changes in|no significant change|no improvement|no improvement in|no decrease in|no further|not only|not necessarily|not sure if|not certain if|not certain whether|gram negative|gram neg|rh negative|rh neg|hiv negative|without difficulty|without problem|without problems|without assistance|without assist|no doubt|not able to|not relieved by|not improved|not improving|not helping|not controlled|not well controlled|not responding to|no relief|no relief from|no relief with|no response to|not tolerate|not resolved|unresolved|due to|mother states|mother reports|mother denies|father states|father reports|mother is|father is|mother and|mother brought|mother brings|mother says|mother notes|family history reviewed|history and physical|history of present illness|most likely to|no cause|not yet resolved|not healed|without help|if any|if needed|if necessary|no matter|no problem|with or without|no show|no prior treatment|not limited to|not currently controlled";

/// Words that end what a cue says.
const STOPS: [&str; 52] = [
    "but",
    "however",
    "except",
    "although",
    "though",
    "still",
    "yet",
    "besides",
    "aside",
    "apart",
    "which",
    "who",
    "has",
    "have",
    "reports",
    "reported",
    "reporting",
    "presents",
    "presented",
    "presenting",
    "complains",
    "complaining",
    "c/o",
    "endorses",
    "endorsed",
    "admits",
    "states",
    "stated",
    "says",
    "notes",
    "noted",
    "shows",
    "showed",
    "demonstrates",
    "reveals",
    "revealed",
    "found",
    "is",
    "are",
    "was",
    "were",
    "positive",
    "secondary",
    "because",
    "since",
    "then",
    "due",
    "therefore",
    "shown",
    "diagnosed",
    "today",
    "now",
];

/// Whether a word ends what a cue says.
pub(super) fn stops(word: &str) -> bool {
    STOPS.contains(&word)
}

static CUES: LazyLock<HashMap<&'static str, Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: HashMap<&'static str, Vec<Cue>> = HashMap::new();
    let mut add = |words: &'static str, status, direction, is_list, is_short| {
        for one in words.split('|') {
            let words: Vec<&'static str> = one.split([' ', '-']).collect();
            let words = if one.starts_with('(') { vec![one] } else { words };
            let Some(first) = words.first().copied() else {
                continue;
            };
            let is_open = status == Some(Status::Planned) && matches!(first, "return" | "call" | "if");
            let cue = Cue {
                words,
                status,
                direction,
                is_list,
                is_short,
                is_open,
            };
            cues.entry(first).or_default().push(cue);
        }
    };
    for (status, words) in LISTS {
        add(words, Some(status), Direction::Forward, true, false);
    }
    for (status, words) in FORWARD {
        add(words, Some(status), Direction::Forward, false, false);
    }
    for (status, words) in BACK {
        add(words, Some(status), Direction::Back, false, false);
    }
    add(
        "mother|father|brother|sister|grandmother|grandfather|aunt|uncle",
        Some(Status::Family),
        Direction::Forward,
        false,
        true,
    );
    add("?", Some(Status::Uncertain), Direction::Both, false, true);
    add("vs|versus", Some(Status::Uncertain), Direction::Both, false, true);
    add(FALSE, None, Direction::Forward, false, false);
    for of_word in cues.values_mut() {
        of_word.sort_by_key(|cue| std::cmp::Reverse(cue.words.len()));
    }
    cues
});

/// The longest cue with which some words begin.
pub(super) fn longest(tokens: &[Token]) -> Option<&'static Cue> {
    CUES.get(tokens.first()?.plain.as_str())?.iter().find(|cue| {
        cue.words.len() <= tokens.len()
            && cue
                .words
                .iter()
                .zip(tokens)
                .enumerate()
                .all(|(at, (word, token))| {
                    *word == token.plain && (at == 0 || !(token.after_comma || token.after_break))
                })
    })
}

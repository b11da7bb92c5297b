//! What changed and when: titles, codes, payments, across the loaded releases.

mod fees;
mod releases;
mod titles;

use super::Look;
use crate::CasePilotError;
use crate::draft::Draft;
use crate::reading::text::pattern;
use case2code::filter::Filters;
use case2code::search::Request;
use codeset::{Code, CodeSystem};
pub(super) use titles::{below, successors};

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
    REPLACED,
    r"\breplac\w*\b|\binstead of\b|\bsplit\b|\bexpanded\b|\bdivided\b"
);

/// A code that words name has to be met so well by the search.
const SURE: f32 = 0.42;

pub(super) async fn answer(look: &Look<'_>, draft: &mut Draft<'_>) -> Result<(), CasePilotError> {
    if look.topic.lines.is_empty() {
        if let Some(unknown) = look.reading.unknown.first() {
            look.not_found(draft, unknown);
            return Ok(());
        }
        // Words may name a code whose history is asked for.
        if let Some(best) = named_by_words(look)? {
            return titles::tell(look, draft, &best).await;
        }
        return releases::tell(look, draft).await;
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
        return fees::tell(look, draft, code).await;
    }
    let is_procedure = matches!(code.system(), CodeSystem::Cpt | CodeSystem::Hcpcs);
    if is_procedure && look.store.list_versions(code).await?.is_empty() {
        return fees::tell(look, draft, code).await;
    }
    titles::tell(look, draft, code).await?;
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

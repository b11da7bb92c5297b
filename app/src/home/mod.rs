//! The start: the look-up box, the code systems, and the codes opened last.

use crate::PublicError;
use crate::backend::Backend;
use crate::browse::{SystemList, list_systems};
use crate::case2code::LookUpBox;
use crate::drawn_page::DrawnPage;
use crate::ui::date::with_on;
use crate::ui::drawn::Drawn;
use leptos::prelude::*;

/// Draws `/`.
pub(crate) async fn draw(on: Option<String>) -> Result<DrawnPage, PublicError> {
    crate::on_date(on.as_deref(), Backend::from_context()?.today())?;
    let systems = list_systems().await?;
    let to = |address| with_on(address, on.as_deref());
    let main = Drawn::of(view! {
        <h1>"Look up a medical code"</h1>
        <p class="lead">
            "CPT, HCPCS and ICD-10-CM in official and plain words, with guidelines, modifiers, NCCI edits and Medicare fees. Every figure names its release and date."
        </p>
        <LookUpBox id="home-look-up" text="" on=on.clone() />
        <p class="examples">
            "For example " <a href=to("/codes/cpt/97150")>"97150"</a> ", " <a href=to("/codes/hcpcs/G0283")>"G0283"</a> ", "
            <a href=to("/codes/icd10cm/M54.50")>"M54.50"</a> " or " <a href=to("/case2code?q=low+back+pain")>"low back pain"</a>
        </p>
        <p class="examples">
            "A question? " <a href=to("/casepilot")>"CasePilot"</a> " answers it out of what is loaded, with its sources."
        </p>
        <h2>"Browse"</h2>
        <SystemList systems on=on.clone() />
    });
    Ok(DrawnPage {
        title: "Medical codes with their evidence".to_owned(),
        main,
        is_wide: false,
    })
}

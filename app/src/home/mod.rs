//! The start: the look-up box, the code systems, and the codes opened last.

use crate::browse::Systems;
use crate::case2code::LookUpBox;
use crate::code_page::RecentCodes;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// `/`.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    view! {
        <Title text="Medical codes with their evidence" />
        <main class="page narrow home" id="content">
            <h1>"Look up a medical code"</h1>
            <p class="lead">
                "CPT, HCPCS and ICD-10-CM in official and plain words, with guidelines, modifiers, NCCI edits and Medicare fees. Every figure names its release and date."
            </p>
            <LookUpBox id="home-look-up" />
            <p class="examples">
                "For example " <A href="/codes/cpt/97150">"97150"</A> ", " <A href="/codes/hcpcs/G0283">"G0283"</A> ", "
                <A href="/codes/icd10cm/M54.50">"M54.50"</A> " or "
                <A href="/case2code?q=low+back+pain">"low back pain"</A>
            </p>
            <h2>"Browse"</h2>
            <Systems />
            <RecentCodes />
        </main>
    }
}

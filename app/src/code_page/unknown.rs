//! The page of a code that does not exist, with codes like it.

use crate::case2code::LookUpBox;
use crate::ui::drawn::{Drawn, DrawnView};
use leptos::prelude::*;
use leptos_meta::Title;

/// 404 with near matches.
#[component]
pub(crate) fn UnknownCode(asked: String, near: Option<Drawn>) -> impl IntoView {
    view! {
        <Title text="Code not found" />
        <main class="page narrow" id="content">
            <h1>"No such code is loaded"</h1>
            <p>
                "Nothing loaded here lists “" <span class="code">{asked}</span>
                "”. No view was counted. Look it up by its number or by words of its title:"
            </p>
            <LookUpBox id="unknown-look-up" />
            {near
                .map(|drawn| {
                    view! {
                        <h2>"Codes like it"</h2>
                        <DrawnView drawn />
                    }
                })}
        </main>
    }
}

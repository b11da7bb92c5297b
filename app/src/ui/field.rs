//! A labelled input with its hint and its error.

use leptos::prelude::*;

/// A text field of a form.
#[component]
pub(crate) fn Field(
    /// The name under which the form sends it.
    name: &'static str,
    /// What it is called.
    label: &'static str,
    /// Unique on the page; several forms may stand on one.
    id: String,
    /// `email`, `password` or `text`.
    kind: &'static str,
    /// What a password manager fills in.
    autocomplete: &'static str,
    /// What fits; may be empty.
    hint: &'static str,
    /// What is wrong with it, if anything.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let describing = {
        let error_id = error_id.clone();
        move || match (described.clone(), error.get().is_some()) {
            (Some(hint), true) => Some(format!("{hint} {error_id}")),
            (Some(hint), false) => Some(hint),
            (None, true) => Some(error_id.clone()),
            (None, false) => None,
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type=kind
                autocomplete=autocomplete
                required
                maxlength="256"
                aria-describedby=describing
                aria-invalid=move || error.get().is_some().then_some("true")
            />
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <p class="field-error" id=error_id hidden=move || error.get().is_none()>
                {move || error.get()}
            </p>
        </div>
    }
    .into_any()
}

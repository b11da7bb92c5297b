//! What changed in a row: columns with the words that went and came.

use leptos::prelude::*;
use reference::changes::{ChangedField, Words};

/// The changed columns of a row.
#[component]
pub(crate) fn ChangedFields(fields: Vec<ChangedField>) -> impl IntoView {
    let fields = fields.into_iter().map(|field| {
        let words = field.words.into_iter().map(|words| match words {
            Words::Kept(text) => view! { <span>{text}</span> }.into_any(),
            // The words say it to those who see no colour and no line.
            Words::Gone(text) => {
                view! { <del><span class="visually-hidden">"removed: "</span>{text}</del>" " }.into_any()
            }
            Words::New(text) => {
                view! { <ins><span class="visually-hidden">"new: "</span>{text}</ins> }.into_any()
            }
        });
        view! {
            <div>
                <dt>{field.caption}</dt>
                <dd>{words.collect_view()}</dd>
            </div>
        }
    });
    view! { <dl class="changed">{fields.collect_view()}</dl> }
}

//! A field of several lines.

use leptos::prelude::*;

/// A text as it stands in a field of several lines. The renderer does not escape it there, and a first line break would
/// be dropped.
pub(crate) fn escaped(text: &str) -> String {
    format!(
        "\n{}",
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    )
}

/// A field of several lines with what stands in it.
#[component]
pub(crate) fn TextArea(
    /// Unique on the page.
    id: &'static str,
    /// The name under which the form sends it.
    name: &'static str,
    /// What stands in it.
    text: String,
    /// How many lines are seen.
    rows: usize,
    /// The most characters it takes.
    max_length: usize,
    /// The `id` of what explains it.
    described_by: &'static str,
) -> impl IntoView {
    let escaped = escaped(&text);
    view! {
        <textarea
            id=id
            name=name
            rows=rows.to_string()
            maxlength=max_length.to_string()
            aria-describedby=described_by
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            inner_html=escaped
        ></textarea>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_text() {
        let text = "</textarea><script>alert(1)</script>&amp;".to_owned();
        let html =
            view! { <TextArea id="x" name="x" text rows=3 max_length=10 described_by="y" /> }.to_html();
        assert!(
            html.ends_with(">\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"),
            "{html}"
        );
    }
}

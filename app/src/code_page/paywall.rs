//! Mark-up that tells search engines which part of the page is behind registration.

use codeset::page::CodeLink;
use leptos::prelude::*;

/// schema.org JSON-LD of a metered page.
#[component]
pub(super) fn PaywallMarkUp(link: CodeLink) -> impl IntoView {
    view! { <script type="application/ld+json" inner_html=json_ld(&link)></script> }
}

fn json_ld(link: &CodeLink) -> String {
    let parts: Vec<_> = codeset::page::SectionId::ALL
        .iter()
        .map(|id| {
            serde_json::json!({
                "@type": "WebPageElement",
                "isAccessibleForFree": false,
                "cssSelector": format!("#{}", id.slug()),
            })
        })
        .collect();
    let mark_up = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": format!("{} {}", link.code, link.title),
        "isAccessibleForFree": false,
        "hasPart": parts,
    });
    // "</script>" inside a string would end the element.
    mark_up.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use codeset::{Code, CodeSystem};

    #[test]
    fn a_title_cannot_end_the_script() {
        let link = CodeLink {
            code: Code::parse(CodeSystem::Hcpcs, "G0283").unwrap(),
            title: "</script><script>alert(1)</script>".into(),
            billable: None,
        };
        let json = json_ld(&link);
        assert!(!json.contains('<'), "{json}");
        assert_eq!(json.matches("WebPageElement").count(), 6);
    }
}

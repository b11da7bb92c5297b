//! Editors' Markdown as safe HTML.

use crate::page::Prose;
use pulldown_cmark::{Options, Parser, html};
use store::articles::Article;

/// Renders an article. Whatever its Markdown holds, the HTML has no scripts, styles, images or foreign
/// addresses.
pub(crate) fn render(article: Article) -> Prose {
    let mut raw = String::with_capacity(article.markdown.len() * 2);
    html::push_html(
        &mut raw,
        Parser::new_ext(&article.markdown, Options::ENABLE_TABLES),
    );
    let html = ammonia::Builder::new()
        .rm_tags(["img", "h1", "h2"])
        .url_relative(ammonia::UrlRelative::PassThrough)
        .url_schemes(["https"].into())
        .clean(&raw)
        .to_string();
    Prose {
        html,
        reviewed_on: article.reviewed_on,
        sources: article.sources,
        revision: article.revision,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html_of(markdown: &str) -> String {
        render(Article {
            section: "guidelines".into(),
            revision: 1,
            markdown: markdown.into(),
            sources: vec![],
            reviewed_on: codeset::NaiveDate::MIN,
        })
        .html
    }

    #[test]
    fn markdown_becomes_html_and_links_to_codes_stay() {
        let html = html_of("**One** unit, see [97530](/codes/cpt/97530).\n\n- a\n- b");
        assert!(
            html.contains("<strong>One</strong>") && html.contains("<li>a</li>"),
            "{html}"
        );
        assert!(html.contains("href=\"/codes/cpt/97530\""), "{html}");
    }

    #[test]
    fn nothing_executable_survives() {
        let html = html_of(
            "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n<p style=\"x\" onclick=y>z</p>",
        );
        for danger in ["script", "onerror", "onclick", "javascript:", "style", "<img"] {
            assert!(!html.contains(danger), "{danger} in {html}");
        }
    }
}

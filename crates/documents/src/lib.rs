//! Readers of manuals: PDF, HTML and Markdown, cut into passages that keep chapter, section and page.

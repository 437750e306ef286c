//! One line of Markdown without blocks: for screen, paper and data.
//!
//! In: Markdown. Out: HTML for a label or a summary, the same without links, and plain text, each on one line. What
//! would be a block is text, and so is the author's HTML. Must not know about citations and formulas: `prose` inserts
//! them.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

pub use crate::parse::markdown::options;

#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    pub html: String,
    /// HTML without links and images; their text stays.
    pub paper: String,
    /// The text without markup, not escaped.
    pub plain: String,
}

/// `smart` turns straight quotes, dots and hyphens into typographic ones, as mdBook does.
pub fn render(markdown: &str, smart: bool) -> Inline {
    let line = one_line(markdown);
    if is_without_markup(&line) {
        return Inline { html: line.clone(), paper: line.clone(), plain: line };
    }
    let events: Vec<Event<'_>> = Parser::new_ext(&line, options(smart)).collect();
    let plain = plain_of(&events, &line);
    let is_link = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image)
        )
    };
    if events.iter().any(is_block) {
        let html = html_of(std::iter::once(Event::Text(line.as_str().into())));
        Inline { paper: one_line(&html), html, plain }
    } else if events.iter().any(is_link) {
        let words = events.iter().filter(|event| !is_link(event)).cloned();
        Inline { paper: one_line(&html_of(words)), html: html_of(events.into_iter()), plain }
    } else {
        let html = html_of(events.into_iter());
        Inline { paper: one_line(&html), html, plain }
    }
}

/// Only the `plain` of [`render`], which costs less.
pub fn plain(markdown: &str, smart: bool) -> String {
    let line = one_line(markdown);
    if is_without_markup(&line) {
        return line;
    }
    let events: Vec<Event<'_>> = Parser::new_ext(&line, options(smart)).collect();
    plain_of(&events, &line)
}

/// The text with each run of white space as one space, and none at its ends.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a parser would surely find only text: so it is for most lines, and parsing one costs more than this.
fn is_without_markup(line: &str) -> bool {
    let mut before = ' ';
    line.starts_with(char::is_alphabetic)
        && line.chars().all(|c| {
            // Smart punctuation joins dots and hyphens.
            let joined = matches!(c, '.' | '-') && before == c;
            before = c;
            !joined
                && (c.is_alphanumeric()
                    || matches!(c, ' ' | ',' | '.' | ';' | '-' | '(' | ')' | '%' | '/' | '?'))
        })
}

fn is_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Paragraph
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::Rule => true,
        _ => false,
    }
}

fn html_of<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let shown = events.filter_map(|event| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => None,
        Event::InlineHtml(html) | Event::Html(html) => Some(Event::Text(html)),
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, shown);
    out.replace('\n', " ")
}

fn plain_of(events: &[Event<'_>], line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    if out.is_empty() { line.to_owned() } else { one_line(&out) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_is_one_line() {
        let html = |markdown| render(markdown, true).html;
        assert_eq!(html("a *b*\n`<c>`"), "a <em>b</em> <code>&lt;c&gt;</code>");
        assert_eq!(html("# a <b"), "# a &lt;b");
        assert_eq!(html("- x"), "- x");
        assert_eq!(html("a <b>c</b>"), "a &lt;b&gt;c&lt;/b&gt;");
    }

    #[test]
    fn paper_keeps_the_words_of_links_and_data_only_words() {
        let line = render("a [*b*](c) `d` \"e\"", true);
        assert_eq!(line.html, "a <a href=\"c\"><em>b</em></a> <code>d</code> “e”");
        assert_eq!(line.paper, "a <em>b</em> <code>d</code> “e”");
        assert_eq!(line.plain, "a b d “e”");
        assert_eq!(plain("a *b* `c`", true), "a b c");
        assert_eq!(render("\"e\" -- f...", false).plain, "\"e\" -- f...");
    }

    proptest! {
        #[test]
        fn lines_without_markup_are_what_the_parser_makes_of_them(line in "[a-cé1 ,.;()%/?-]{0,12}") {
            let line = one_line(&line);
            if is_without_markup(&line) {
                let events: Vec<Event<'_>> = Parser::new_ext(&line, options(true)).collect();
                prop_assert_eq!(&plain_of(&events, &line), &line);
                prop_assert_eq!(&html_of(events.into_iter()), &line);
            }
        }
    }
}

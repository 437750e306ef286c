//! Rewrites an author's Markdown into Markdown that mdBook understands.
//!
//! In: a span of a source and what was noted in it. Out: the same text with
//! formulas as MathML, diagrams as SVG and citations as links; all else stays
//! byte for byte. Inline texts become HTML. Must not report anything: what could
//! not be rendered was reported before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::parse::markdown::Markdown;
use crate::source::{Source, Span};

/// What the pieces of one file have in common.
#[derive(Debug)]
pub struct Prose<'a> {
    source: &'a Source,
    /// Replacements in the order of their places.
    edits: Vec<Edit>,
}

/// The number of each cited source, by id, from 1 in the order of the first citation.
pub type Numbers = BTreeMap<String, usize>;

/// Numbers the sources of a file in the order in which they are cited.
pub fn number_sources(markdown: &Markdown) -> Numbers {
    let mut numbers = Numbers::new();
    for id in markdown.citations.iter().flat_map(|citation| &citation.ids) {
        let next = numbers.len() + 1;
        numbers.entry(id.value.clone()).or_insert(next);
    }
    numbers
}

/// A place in a text and what stands there instead.
#[derive(Debug)]
struct Edit {
    span: Span,
    /// In Markdown and in HTML.
    rendered: String,
    /// In a text without markup.
    plain: String,
}

impl<'a> Prose<'a> {
    /// Prepares the replacements of a file. `prefix` keeps its ids apart from those of other files.
    pub fn new(source: &'a Source, markdown: &Markdown, numbers: &Numbers, prefix: &str) -> Self {
        let mut edits = Vec::new();
        for math in &markdown.math {
            edits.extend(math.mathml.as_ref().ok().map(|mathml| Edit {
                span: math.span.clone(),
                rendered: mathml.clone(),
                plain: source.slice(&math.span).trim_matches('$').to_owned(),
            }));
        }
        for diagram in &markdown.diagrams {
            edits.extend(diagram.svg.as_ref().ok().map(|svg| {
                // The fence's own line ending stays behind it.
                let block = source.slice(&diagram.span);
                let end = diagram.span.start + block.trim_end().len();
                Edit { span: diagram.span.start..end, rendered: figure(svg), plain: String::new() }
            }));
        }
        for citation in &markdown.citations {
            let rendered = cite(citation, numbers, prefix);
            edits.push(Edit { span: citation.span.clone(), rendered, plain: String::new() });
        }
        edits.sort_by_key(|edit| edit.span.start);
        Self { source, edits }
    }

    /// Gives a heading an id of its own where mdBook would make one that the page has already.
    /// It knows none of the ids that are written out.
    pub fn keep_apart(&mut self, markdown: &Markdown, taken: &mut BTreeSet<String>, prefix: &str) {
        for heading in markdown.headings.iter().filter(|heading| heading.level > 2) {
            let made = heading_id(&self.plain(&heading.title.span));
            let end = heading.title.span.end;
            let written = self.source.slice(&(end..heading.span.end)).contains('{');
            if written || !taken.contains(&made) {
                continue;
            }
            let id = (1..=u32::MAX)
                .map(|count| format!("{prefix}-{made}-{count}"))
                .find(|id| taken.insert(id.clone()));
            let rendered = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
            self.edits.push(Edit { span: end..end, rendered, plain: String::new() });
        }
        self.edits.sort_by_key(|edit| edit.span.start);
    }

    /// The Markdown of a span, rewritten, with Unix line endings.
    pub fn markdown(&self, span: &Span) -> String {
        let mut out = String::with_capacity(span.len() + span.len() / 8);
        self.pieces(span, |piece| match piece {
            Piece::Written(text) => push_unix(text, &mut out),
            Piece::Replaced(edit) => out.push_str(&edit.rendered),
        });
        out
    }

    /// The text of a heading, rewritten, for a heading of one line.
    pub fn line(&self, span: &Span) -> String {
        let mut line = self.markdown(span).lines().map(str::trim).collect::<Vec<_>>().join(" ");
        // `## C #` would lose its last character.
        if line.ends_with('#') {
            line.pop();
            line.push_str("&#35;");
        }
        line
    }

    /// The text of a span as inline HTML on one line. The author's own HTML is shown as text:
    /// the line stands inside of labels and summaries.
    pub fn html(&self, span: &Span) -> String {
        let (line, edits) = self.with_stand_ins(span);
        let html = inline_html(&line).replace("{{", "&#123;&#123;");
        fill(&html, |index| edits.get(index).map(|edit| edit.rendered.as_str()))
    }

    /// The text of a span as inline HTML for paper: no citation and no link, since a sheet stands
    /// on other pages, too, and cannot be followed.
    pub fn paper(&self, span: &Span) -> String {
        let (line, edits) = self.with_stand_ins(span);
        let html = render_inline(&line, Links::Words).replace("{{", "&#123;&#123;");
        let rendered = |edit: &&Edit| {
            if edit.rendered.starts_with("<math") { edit.rendered.clone() } else { String::new() }
        };
        let rendered: Vec<String> = edits.iter().map(rendered).collect();
        let text = fill(&html, |index| rendered.get(index).map(String::as_str));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of a span without any markup: no citation, formulas as they are written.
    pub fn plain(&self, span: &Span) -> String {
        let (line, edits) = self.with_stand_ins(span);
        let text = fill(&plain(&line), |index| edits.get(index).map(|edit| edit.plain.as_str()));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A text in which one character stands for each replacement, and those replacements.
    fn with_stand_ins(&self, span: &Span) -> (String, Vec<&Edit>) {
        let mut line = String::with_capacity(span.len());
        let mut edits = Vec::new();
        self.pieces(span, |piece| match piece {
            Piece::Written(text) => push_unix(text, &mut line),
            Piece::Replaced(edit) => {
                line.extend(char::from_u32(STAND_IN + u32::try_from(edits.len()).unwrap_or(0)));
                edits.push(edit);
            }
        });
        (line, edits)
    }

    /// What was written in a span and what stands there instead, in order.
    fn pieces<'p>(&'p self, span: &Span, mut push: impl FnMut(Piece<'p>)) {
        let mut at = span.start;
        let first = self.edits.partition_point(|edit| edit.span.start < span.start);
        for edit in &self.edits[first..] {
            if edit.span.end > span.end {
                break;
            }
            if edit.span.start < at {
                continue;
            }
            push(Piece::Written(self.source.slice(&(at..edit.span.start))));
            push(Piece::Replaced(edit));
            at = edit.span.end;
        }
        push(Piece::Written(self.source.slice(&(at..span.end))));
    }
}

/// The id that mdBook makes from the text of a heading.
fn heading_id(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let kept = lower.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

/// A part of a text.
enum Piece<'a> {
    Written(&'a str),
    Replaced(&'a Edit),
}

/// The first of the characters, in a plane for private use, that stand for replacements
/// while a line is read as Markdown.
const STAND_IN: u32 = 0xf_0000;

/// Puts texts where characters stand for them.
fn fill<'t>(text: &str, stands_for: impl Fn(usize) -> Option<&'t str>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c).checked_sub(STAND_IN).and_then(|index| stands_for(index as usize)) {
            Some(replacement) => out.push_str(replacement),
            None => out.push(c),
        }
    }
    out
}

fn figure(svg: &str) -> String {
    format!(
        "<figure class=\"cb-diagram\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram\">{svg}</figure>"
    )
}

fn push_unix(text: &str, out: &mut String) {
    for (index, part) in text.split("\r\n").enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(part);
    }
}

fn cite(citation: &crate::parse::markdown::Citation, numbers: &Numbers, prefix: &str) -> String {
    let mut out = String::from("<sup class=\"cb-citation\">");
    for (index, id) in citation.ids.iter().enumerate() {
        let Some(number) = numbers.get(&id.value) else {
            continue;
        };
        if index > 0 {
            out.push_str(", ");
        }
        // The brackets are written as entities: Markdown would look for a link.
        let _ = write!(
            out,
            "<a href=\"#{prefix}-source-{}\" aria-label=\"Source {number}\">&#91;{number}&#93;</a>",
            id.value
        );
    }
    out.push_str("</sup>");
    out
}

fn inline_options() -> Options {
    Options::ENABLE_STRIKETHROUGH | Options::ENABLE_SMART_PUNCTUATION
}

/// What becomes of links.
#[derive(Clone, Copy, PartialEq)]
enum Links {
    Links,
    Words,
}

/// Inline Markdown as HTML on one line; what would be a block is taken for text.
pub fn inline_html(markdown: &str) -> String {
    render_inline(markdown, Links::Links)
}

fn render_inline(markdown: &str, links: Links) -> String {
    let line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    // A leading zero-width marker would show; an escaped block marker would not parse inline.
    let events = Parser::new_ext(&line, inline_options())
        .filter(|event| !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    let inline_only: Vec<Event<'_>> = events.collect();
    let block = inline_only.iter().any(|event| match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::Rule => true,
        _ => false,
    });
    let mut out = String::with_capacity(line.len());
    if block {
        html::push_html(&mut out, std::iter::once(Event::Text(line.into())));
    } else {
        let as_text = |event| match event {
            Event::InlineHtml(html) | Event::Html(html) => Event::Text(html),
            other => other,
        };
        let is_link = |event: &Event<'_>| {
            matches!(
                event,
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image)
            )
        };
        let shown = inline_only.into_iter().filter(|event| links == Links::Links || !is_link(event));
        html::push_html(&mut out, shown.map(as_text));
    }
    out.replace('\n', " ")
}

/// Inline Markdown as bare text on one line.
pub fn plain(markdown: &str) -> String {
    let line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for event in Parser::new_ext(&line, inline_options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    if out.is_empty() { line } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;

    fn rewrite(text: &str) -> String {
        let source = Source::new("f.md", text);
        let found = markdown::read(&source, &(0..text.len()));
        let numbers = number_sources(&found);
        Prose::new(&source, &found, &numbers, "f").markdown(&(0..text.len()))
    }

    #[test]
    fn leaves_what_it_does_not_know_byte_for_byte() {
        let text = "# A\n\n- *b* `$c$`\n\n> [!NOTE]\n> d\n\n    code\n";
        assert_eq!(rewrite(text), text);
    }

    #[test]
    fn numbers_citations_by_first_use() {
        let text = rewrite("x [@b; @a] y [@a]");
        let numbers: Vec<_> = text.match_indices("&#91;").map(|(at, _)| &text[at + 5..at + 6]).collect();
        assert_eq!(numbers, ["1", "2", "2"]);
    }

    #[test]
    fn inline_html_is_one_line_whatever_is_written() {
        assert_eq!(inline_html("a *b*\n`<c>`"), "a <em>b</em> <code>&lt;c&gt;</code>");
        assert_eq!(inline_html("# a <b"), "# a &lt;b");
        assert_eq!(inline_html("- x"), "- x");
        assert_eq!(inline_html("a <b>c</b>"), "a &lt;b&gt;c&lt;/b&gt;");
        assert_eq!(plain("a *b* `c`"), "a b c");
    }
}

//! Rewrites an author's Markdown into Markdown that mdBook understands.
//!
//! In: a span of a source and what was noted in it. Out: the same text with
//! formulas as MathML, diagrams as SVG and citations as links; all else stays
//! byte for byte. Inline texts become HTML. Must not report anything: what could
//! not be rendered was reported before.

use std::collections::{BTreeMap, BTreeSet};

use crate::inline::{self, Inline};
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

impl Edit {
    /// A sheet has no sources to cite.
    fn on_paper(&self) -> &str {
        if self.rendered.starts_with("<math") { &self.rendered } else { "" }
    }
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

    /// The text of a span as one line. On paper there is no citation: a sheet stands on other pages,
    /// too, and cannot be followed. Bare text has formulas as they are written.
    pub fn inline(&self, span: &Span) -> Inline {
        let (line, edits) = self.with_stand_ins(span);
        let Inline { html, paper, plain } = inline::read(&line);
        let (html, paper) = (without_directives(html), without_directives(paper));
        if edits.is_empty() {
            return Inline { html, paper, plain };
        }
        Inline {
            html: fill(&html, &edits, |edit| &edit.rendered),
            paper: inline::one_line(&fill(&paper, &edits, Edit::on_paper)),
            plain: inline::one_line(&fill(&plain, &edits, |edit| &edit.plain)),
        }
    }

    /// The text of a span without any markup, as in [`Prose::inline`].
    fn plain(&self, span: &Span) -> String {
        let (line, edits) = self.with_stand_ins(span);
        let plain = inline::plain(&line);
        if edits.is_empty() {
            return plain;
        }
        inline::one_line(&fill(&plain, &edits, |edit| &edit.plain))
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

/// HTML in which mdBook finds nothing to expand.
fn without_directives(html: String) -> String {
    if html.contains('{') { html.replace("{{", "&#123;&#123;") } else { html }
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
fn fill(text: &str, edits: &[&Edit], shown: impl Fn(&Edit) -> &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c).checked_sub(STAND_IN).and_then(|index| edits.get(index as usize)) {
            Some(edit) => out.push_str(shown(edit)),
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
    if !text.contains('\r') {
        return out.push_str(text);
    }
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
        let number = number.to_string();
        // The brackets are written as entities: Markdown would look for a link.
        let link = [
            "<a href=\"#",
            prefix,
            "-source-",
            &id.value,
            "\" aria-label=\"Source ",
            &number,
            "\">&#91;",
            &number,
            "&#93;</a>",
        ];
        out.extend(link);
    }
    out.push_str("</sup>");
    out
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
}

//! Rewrites the author's Markdown into Markdown that mdBook understands.
//!
//! In: a span of a source and the notes about it. Out: the same text with formulas as MathML, diagrams as SVG, labs as
//! elements and citations as links. Everything else stays byte for byte, except that line endings become Unix ones.
//! Inline texts become HTML. Must not report anything: a rule has reported what cannot be rendered.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::citations::{Numbers, cite};
use super::inline::{self, Inline};
use super::replacement::Replacement;
use crate::files::page_of_readme;
use crate::parse::markdown::notes::Markdown;
use crate::slug::heading_id;
use crate::source::{Source, Span};

/// A file and what is replaced in it.
#[derive(Debug)]
pub struct Prose<'a> {
    pub(super) source: &'a Source,
    /// Whether mdBook's punctuation is smart.
    smart: bool,
    /// Sorted by place.
    pub(super) edits: Vec<Edit<'a>>,
}

#[derive(Debug)]
pub(super) struct Edit<'a> {
    pub(super) span: Span,
    pub(super) with: Replacement<'a>,
}

impl Edit<'_> {
    /// What is only added at a place comes before what replaces the text there.
    pub(super) fn order(&self) -> (usize, usize) {
        (self.span.start, self.span.end)
    }
}

impl<'a> Prose<'a> {
    /// `prefix` keeps the ids of this file apart from those of other files.
    pub fn new(
        source: &'a Source,
        markdown: &'a Markdown,
        numbers: &Numbers,
        prefix: &str,
        smart: bool,
    ) -> Self {
        let formulas = markdown.math.iter().filter_map(|math| {
            let mathml = math.mathml.as_ref().ok()?;
            if math.fenced {
                return Some(Edit { span: fenced(source, &math.span), with: Replacement::Block(mathml) });
            }
            let tex = math.tex.text.as_str();
            Some(Edit { span: math.span.clone(), with: Replacement::Formula { mathml, tex } })
        });
        let diagrams = markdown.diagrams.iter().filter_map(|diagram| {
            let drawing = diagram.drawing.as_ref().ok()?;
            Some(Edit { span: fenced(source, &diagram.span), with: Replacement::Diagram(drawing) })
        });
        let labs = markdown.labs.iter().flat_map(Replacement::of_lab).map(|(span, with)| Edit { span, with });
        let blocks = formulas.chain(diagrams).chain(labs).flat_map(|edit| {
            let end = edit.span.end;
            let blank = edit.with.is_block().then(|| blank_after(source, end)).flatten();
            [Some(edit), blank.map(|blank| Edit { span: end..end, with: Replacement::Blank(blank) })]
        });
        let citations = markdown.citations.iter().map(|citation| Edit {
            span: citation.span.clone(),
            with: Replacement::Citation(cite(citation, numbers, prefix)),
        });
        let breaks = markdown
            .hard_breaks
            .iter()
            .map(|span| Edit { span: span.clone(), with: Replacement::Break(source.slice(span)) });
        let headings = markdown.headings.iter().chain(&markdown.nested_headings);
        let attributes = headings.filter_map(|heading| {
            let span = heading.attributes.clone()?;
            Some(Edit { with: Replacement::Attributes(source.slice(&span)), span })
        });
        let pages = markdown.links.iter().filter(|link| source.slice(&link.span) == link.value);
        let pages = pages.filter_map(|link| {
            let with = Replacement::Destination(page_of_readme(&link.value)?);
            Some(Edit { span: link.span.clone(), with })
        });
        let mut edits: Vec<Edit<'a>> =
            blocks.flatten().chain(citations).chain(breaks).chain(attributes).chain(pages).collect();
        edits.sort_by_key(Edit::order);
        Self { source, smart, edits }
    }

    /// Adds an id to each heading from a level on if the id that mdBook would make is in `taken`: mdBook keeps only the
    /// ids apart that it makes.
    pub fn add_heading_ids(
        &mut self,
        markdown: &Markdown,
        from_level: u8,
        taken: &mut BTreeSet<String>,
        prefix: &str,
    ) {
        let outer = markdown.headings.iter().filter(|heading| heading.level >= from_level);
        for heading in outer.chain(&markdown.nested_headings) {
            if heading.attributes.is_some() {
                continue;
            }
            let id = heading_id(&self.plain(&heading.title.span));
            let end = heading.title.span.end;
            if !taken.contains(&id) {
                continue;
            }
            let mut ids = (1..=u32::MAX).map(|count| format!("{prefix}-{id}-{count}"));
            if let Some(id) = ids.find(|id| taken.insert(id.clone())) {
                self.edits.push(Edit { span: end..end, with: Replacement::HeadingId(id) });
            }
        }
        self.edits.sort_by_key(Edit::order);
    }

    /// Puts a folder before the relative paths of links and includes: the text is on a page of another folder.
    pub fn move_paths(&mut self, markdown: &'a Markdown, folder: &'a str) {
        let includes = markdown.includes.iter().map(|include| &include.path);
        let paths = markdown.links.iter().chain(includes).filter(|path| {
            let scheme = path.value.find(':').is_some_and(|at| !path.value[..at].contains('/'));
            !scheme && !path.value.is_empty() && !path.value.starts_with(['/', '#'])
        });
        // Two links can share a definition.
        let starts: BTreeSet<usize> = paths.map(|path| path.span.start).collect();
        self.edits.iter_mut().for_each(|edit| edit.with.move_link(&starts, folder));
        self.edits.extend(starts.iter().map(|&at| Edit { span: at..at, with: Replacement::Folder(folder) }));
        self.edits.sort_by_key(Edit::order);
    }

    /// The Markdown of a span for the chapter.
    pub fn markdown(&self, span: &Span) -> String {
        self.rewritten(span, Replacement::in_chapter)
    }

    /// The Markdown of a span for a sheet: without citations, and with ids that differ from those of the chapter.
    pub fn on_sheet(&self, span: &Span) -> String {
        self.rewritten(span, Replacement::on_sheet)
    }

    fn rewritten<'s>(&'s self, span: &Span, shown: impl Fn(&'s Replacement<'a>) -> Cow<'s, str>) -> String {
        let mut out = String::with_capacity(span.len() + span.len() / 8);
        self.pieces(span, |piece| match piece {
            Piece::Written(text) => push_unix(text, &mut out),
            Piece::Replaced(edit) => out.push_str(&shown(&edit.with)),
        });
        out
    }

    /// The text of a heading as Markdown on one line.
    pub fn line(&self, span: &Span) -> String {
        let mut line =
            self.rewritten(span, Replacement::in_line).lines().map(str::trim).collect::<Vec<_>>().join(" ");
        // Markdown drops a `#` at the end of a heading.
        if line.ends_with('#') {
            line.pop();
            line.push_str("&#35;");
        }
        line
    }

    pub fn inline(&self, span: &Span) -> Inline {
        let line = self.with_stand_ins(span);
        let Inline { html, paper, plain } = inline::render(&line.text, self.smart);
        let (html, paper) = (escape_directives(html), escape_directives(paper));
        if line.edits.is_empty() {
            return Inline { html, paper, plain };
        }
        Inline {
            html: line.fill(&html, Replacement::in_line),
            paper: inline::one_line(&line.fill(&paper, Replacement::in_line_on_sheet)),
            plain: inline::one_line(&line.fill(&plain, Replacement::plain)),
        }
    }

    /// Only the plain text of [`Prose::inline`], which costs less.
    fn plain(&self, span: &Span) -> String {
        let line = self.with_stand_ins(span);
        let plain = inline::plain(&line.text, self.smart);
        if line.edits.is_empty() {
            return plain;
        }
        inline::one_line(&line.fill(&plain, Replacement::plain))
    }

    /// The text of a span with one character in place of each replacement, to be parsed as Markdown.
    fn with_stand_ins(&self, span: &Span) -> Line<'_, 'a> {
        let written = self.source.slice(span);
        let edits = &self.edits[self.edits.partition_point(|edit| edit.span.start < span.start)..];
        if edits.first().is_none_or(|edit| edit.span.end > span.end) && !written.contains('\r') {
            // Nothing is replaced in most lines.
            return Line { text: written.into(), first: 0, edits: Vec::new() };
        }
        let first = first_stand_in(written);
        let (mut text, mut edits) = (String::with_capacity(span.len()), Vec::new());
        self.pieces(span, |piece| match piece {
            Piece::Written(written) => push_unix(written, &mut text),
            // A stand-in in an address would be encoded.
            Piece::Replaced(Edit { with: Replacement::Destination(url), .. }) => text.push_str(url),
            Piece::Replaced(Edit { with: Replacement::Folder(folder), .. }) => text.push_str(folder),
            Piece::Replaced(edit) => {
                let stand_in = first + u32::try_from(edits.len()).unwrap_or(0);
                text.extend(char::from_u32(stand_in));
                edits.push(edit);
            }
        });
        Line { text: text.into(), first, edits }
    }

    /// Calls `push` with what a span consists of, in order.
    fn pieces<'p>(&'p self, span: &Span, mut push: impl FnMut(Piece<'p, 'a>)) {
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
fn escape_directives(html: String) -> String {
    if html.contains('{') { html.replace("{{", "&#123;&#123;") } else { html }
}

enum Piece<'p, 'a> {
    Written(&'p str),
    Replaced(&'p Edit<'a>),
}

/// A line with stand-ins, and what they stand in for.
struct Line<'p, 'a> {
    text: Cow<'p, str>,
    /// The stand-in of the first replacement; the second has the next character, and so on.
    first: u32,
    edits: Vec<&'p Edit<'a>>,
}

impl<'p, 'a> Line<'p, 'a> {
    /// Puts the replacements in place of their stand-ins.
    fn fill(&self, text: &str, shown: impl Fn(&'p Replacement<'a>) -> Cow<'p, str>) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match u32::from(c).checked_sub(self.first).and_then(|index| self.edits.get(index as usize)) {
                Some(edit) => out.push_str(&shown(&edit.with)),
                None => out.push(c),
            }
        }
        out
    }
}

/// A character for private use. Neither it nor any after it is in the text.
fn first_stand_in(text: &str) -> u32 {
    const PRIVATE: u32 = 0xf_0000;
    let highest = text.chars().map(u32::from).max().unwrap_or(0);
    if highest < PRIVATE { PRIVATE } else { highest + 1 }
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

/// A fenced block without the line ending after it.
pub(super) fn fenced(source: &Source, block: &Span) -> Span {
    block.start..block.start + source.slice(block).trim_end().len()
}

/// The blank line that must follow HTML in the place of a fenced block that ends at `end`, with its line ending: HTML
/// ends at a blank line, a fenced block needs none.
pub(super) fn blank_after(source: &Source, end: usize) -> Option<String> {
    let line = source.text[..end].rsplit('\n').next()?;
    let prefix = line.trim_end_matches(['`', '~']);
    let next_line = source.text[end..].split('\n').nth(1)?;
    let is_closed = line.len() - prefix.len() >= 3;
    let is_blank = next_line.trim_matches(|c: char| c == '>' || c.is_whitespace()).is_empty();
    (is_closed && !is_blank).then(|| format!("\n{}", prefix.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::super::citations::number_sources;
    use super::*;
    use crate::parse::embedded::macros::Macros;
    use crate::parse::markdown::parse_markdown;

    fn rewrite(text: &str) -> String {
        let source = Source::new("f.md", text);
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        let numbers = number_sources(&found);
        Prose::new(&source, &found, &numbers, "f", true).markdown(&(0..text.len()))
    }

    #[test]
    fn leaves_everything_else_byte_for_byte() {
        let text = "# A\n\n- *b* `$c$`\n\n> [!NOTE]\n> d\n\n    code\n";
        assert_eq!(rewrite(text), text);
    }

    #[test]
    fn money_and_variables_change_nothing_around_them() {
        let texts = [
            "$5-$10",
            "$0.01/$0.02",
            "US$5 and US$6",
            "[$5](a) b [$6](b)",
            "*$HOME/bin* comes before `$PATH`, *not* after",
        ];
        for text in texts {
            assert_eq!(rewrite(text), text);
        }
    }

    #[test]
    fn markdown_after_a_fenced_formula_or_diagram_stays_markdown() {
        let text = rewrite("> ```math\n> x\n> ```\n> *b*\n\n```mermaid\nflowchart LR\n```\n*c*\n");
        assert!(
            text.starts_with("> <p><math") && text.contains("</math></p>\n>\n> *b*\n\n<figure"),
            "{text}"
        );
        assert!(text.ends_with("</figure>\n\n*c*\n"), "{text}");
    }

    #[test]
    fn numbers_citations_by_first_use() {
        let text = rewrite("x [@b; @a] y [@a]");
        let numbers: Vec<_> = text.match_indices("&#91;").map(|(at, _)| &text[at + 5..at + 6]).collect();
        assert_eq!(numbers, ["1", "2", "2"]);
    }
}

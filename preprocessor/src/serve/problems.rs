//! What is wrong with the book, as HTML.
//!
//! In: diagnostics, or the failure of a tool. Out: a [`ProblemsHtml`] for the pages of the last good book, and for when
//! there is none. A book cannot replace these templates: they must work when its own do not. Must not let a message or
//! a file name be markup.

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::{Context, Tera};

use crate::diagnostic::Diagnostic;
use crate::report;

const TEMPLATES: [(&str, &str); 2] = [
    ("page.html", include_str!("../../../templates/serve/page.html")),
    ("problems.html", include_str!("../../../templates/serve/problems.html")),
];

/// The most diagnostics on a page. The terminal has all of them.
const MOST_SHOWN: usize = 50;

/// The most characters of a line that are shown on each side of a mistake.
const CONTEXT: usize = 80;

/// What is wrong with one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemsHtml {
    /// Equal for two editions if the same things are wrong with them.
    pub key: String,
    /// To be added at the end of every page.
    pub page_end: String,
    /// A page of its own, for when there is no book.
    pub page: String,
}

/// The path at which a browser waits for the edition after the one it shows.
pub fn changes_path(id: &str) -> String {
    format!("/-/after/{id}")
}

#[derive(Debug, Serialize)]
struct View<'a> {
    changes: String,
    /// `2 errors, 1 warning`; empty if there are none.
    count: String,
    diagnostics: Vec<DiagnosticView<'a>>,
    /// How many diagnostics are not shown.
    hidden: usize,
    /// Why the tool failed, the outermost reason first.
    reasons: Vec<String>,
}

#[derive(Debug, Serialize)]
struct DiagnosticView<'a> {
    severity: &'static str,
    rule: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
    before: String,
    marked: String,
    after: String,
}

/// The templates, parsed.
#[derive(Debug)]
pub struct ProblemsRenderer {
    tera: Tera,
}

impl ProblemsRenderer {
    pub fn new() -> Result<Self> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.add_raw_templates(TEMPLATES).context("a built-in template does not parse")?;
        Ok(Self { tera })
    }

    /// An edition without problems: its pages only wait for the next one.
    pub fn none(&self, id: &str) -> Result<ProblemsHtml> {
        self.fill(id, &[], Vec::new())
    }

    pub fn content_errors(&self, id: &str, diagnostics: &[Diagnostic]) -> Result<ProblemsHtml> {
        self.fill(id, diagnostics, Vec::new())
    }

    pub fn tool_failure(&self, id: &str, error: &anyhow::Error) -> Result<ProblemsHtml> {
        self.fill(id, &[], error.chain().map(ToString::to_string).collect())
    }

    fn fill(&self, id: &str, diagnostics: &[Diagnostic], reasons: Vec<String>) -> Result<ProblemsHtml> {
        let view = View {
            changes: changes_path(id),
            count: report::count(diagnostics),
            diagnostics: diagnostics.iter().take(MOST_SHOWN).map(diagnostic_view).collect(),
            hidden: diagnostics.len().saturating_sub(MOST_SHOWN),
            reasons,
        };
        let context = Context::from_serialize(&view)?;
        let render = |name| self.tera.render(name, &context).with_context(|| format!("filling {name}"));
        Ok(ProblemsHtml {
            key: serde_json::to_string(&(&view.diagnostics, &view.count, &view.reasons))?,
            page_end: render("problems.html")?,
            page: render("page.html")?,
        })
    }
}

fn diagnostic_view(diagnostic: &Diagnostic) -> DiagnosticView<'_> {
    let source = &diagnostic.source;
    let position = diagnostic.position();
    let span = &diagnostic.span;
    let text = &source.text;
    let start = text[..span.start].rfind('\n').map_or(source.start(), |at| at + 1).min(span.start);
    let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    let marked_end = span.end.min(end);
    DiagnosticView {
        severity: diagnostic.severity.name(),
        rule: diagnostic.rule.id,
        file: &source.path,
        line: position.line,
        column: position.column,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        before: last_of(&text[start..span.start]),
        marked: first_of(&text[span.start..marked_end], 2 * CONTEXT),
        after: first_of(text[marked_end..end].trim_end(), CONTEXT),
    }
}

/// The first characters of a text, with an ellipsis if there are more.
fn first_of(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The last characters of a text, with an ellipsis if there are more.
fn last_of(text: &str) -> String {
    match text.char_indices().rev().nth(CONTEXT) {
        Some((at, character)) => format!("…{}", &text[at + character.len_utf8()..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::book_rules;
    use crate::source::Source;

    fn shown(text: &str, span: std::ops::Range<usize>) -> (String, String, String) {
        let source = Arc::new(Source::new("src/a.md", text));
        let diagnostic = Diagnostic::new(&book_rules::placeholder::RULE, &source, span, "m");
        let view = diagnostic_view(&diagnostic);
        (view.before, view.marked, view.after)
    }

    fn three(before: &str, marked: &str, after: &str) -> (String, String, String) {
        (before.to_owned(), marked.to_owned(), after.to_owned())
    }

    #[test]
    fn the_line_is_shown_around_a_mistake() {
        assert_eq!(shown("one\ntwo three four\r\nfive", 8..13), three("two ", "three", " four"));
        assert_eq!(shown("\u{feff}one", 3..6), three("", "one", ""));
        assert_eq!(shown("a\nb\nc", 0..5), three("", "a", ""), "the first line of several");
        assert_eq!(shown("abc", 3..3), three("abc", "", ""));
        assert_eq!(shown("", 0..0), three("", "", ""));
    }

    #[test]
    fn a_long_line_is_cut_at_characters() {
        let text = format!("{}x{}", "é".repeat(500), "ü".repeat(500));
        let (before, marked, after) = shown(&text, 1000..1001);
        assert_eq!(before, format!("…{}", "é".repeat(CONTEXT)));
        assert_eq!(marked, "x");
        assert_eq!(after, format!("{}…", "ü".repeat(CONTEXT)));
    }

    #[test]
    fn nothing_is_markup_and_many_are_counted() -> Result<()> {
        let source = Arc::new(Source::new("src/<i>&\"'.md", "</pre><script>x</script>"));
        let diagnostic =
            Diagnostic::new(&book_rules::placeholder::RULE, &source, 0..6, "<b>m</b>").help("<u>h</u>");
        let many = vec![diagnostic; MOST_SHOWN + 3];
        let html = ProblemsRenderer::new()?.content_errors("<1>", &many)?;
        for html in [&html.page_end, &html.page] {
            for tag in ["<i>", "</pre><", "<script>x", "<b>", "<u>", "<1>"] {
                assert!(!html.contains(tag), "{tag} in {html}");
            }
            assert!(html.contains("&lt;b&gt;m&lt;") && html.contains("and 3 more"), "{html}");
        }
        let error = anyhow::anyhow!("<b>inner</b>").context("outer");
        let html = ProblemsRenderer::new()?.tool_failure("1", &error)?.page_end;
        assert!(html.contains("outer") && html.contains("&lt;b&gt;inner"), "{html}");
        assert!(!ProblemsRenderer::new()?.none("1")?.page_end.contains("cb-problems"));
        Ok(())
    }
}

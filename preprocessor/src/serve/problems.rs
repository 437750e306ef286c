//! What is wrong with the book, as HTML.
//!
//! In: diagnostics, or the failure of a tool. Out: a [`Page`]: what goes with
//! every page of the last good book, and what stands for one where there is none.
//! The templates are built in and a book cannot replace them: they must work
//! when the book's own do not. Must not let a message or a file name be markup.

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::{Context, Tera};

use crate::diagnostic::Diagnostic;
use crate::report;

const TEMPLATES: [(&str, &str); 2] = [
    ("page.html", include_str!("../../../templates/serve/page.html")),
    ("problems.html", include_str!("../../../templates/serve/problems.html")),
];

/// How many diagnostics a page shows. The terminal has all.
const SHOWN: usize = 50;

/// How many characters of a line stand before and after what is wrong in it.
const AROUND: usize = 80;

/// The HTML of one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What is wrong, to tell whether anything new is.
    pub problems: String,
    /// What is added to the end of every page.
    pub end: String,
    /// A page of its own.
    pub whole: String,
}

/// The path at which a browser waits for the edition after the one with an id.
pub fn changes_path(id: &str) -> String {
    format!("/-/after/{id}")
}

/// All that the templates see.
#[derive(Debug, Serialize)]
struct View<'a> {
    changes: String,
    /// `2 errors, 1 warning`; empty where there are none.
    count: String,
    diagnostics: Vec<DiagnosticView<'a>>,
    /// How many more there are.
    hidden: usize,
    /// What the tool says, the outermost first.
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

/// The templates, ready to be filled.
#[derive(Debug)]
pub struct Problems {
    tera: Tera,
}

impl Problems {
    /// Parses the templates.
    pub fn new() -> Result<Self> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.add_raw_templates(TEMPLATES).context("a built-in template does not parse")?;
        Ok(Self { tera })
    }

    /// The edition with this id has no problems.
    pub fn none(&self, id: &str) -> Result<Page> {
        self.fill(id, &[], Vec::new())
    }

    /// The content has errors.
    pub fn content(&self, id: &str, diagnostics: &[Diagnostic]) -> Result<Page> {
        self.fill(id, diagnostics, Vec::new())
    }

    /// Something else went wrong.
    pub fn tool(&self, id: &str, error: &anyhow::Error) -> Result<Page> {
        self.fill(id, &[], error.chain().map(ToString::to_string).collect())
    }

    fn fill(&self, id: &str, diagnostics: &[Diagnostic], reasons: Vec<String>) -> Result<Page> {
        let view = View {
            changes: changes_path(id),
            count: report::count(diagnostics),
            diagnostics: diagnostics.iter().take(SHOWN).map(diagnostic_view).collect(),
            hidden: diagnostics.len().saturating_sub(SHOWN),
            reasons,
        };
        let context = Context::from_serialize(&view)?;
        let render = |name| self.tera.render(name, &context).with_context(|| format!("filling {name}"));
        Ok(Page {
            problems: serde_json::to_string(&(&view.diagnostics, &view.count, &view.reasons))?,
            end: render("problems.html")?,
            whole: render("page.html")?,
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
        severity: diagnostic.rule.severity.name(),
        rule: diagnostic.rule.id,
        file: &source.path,
        line: position.line,
        column: position.column,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        before: last_of(&text[start..span.start]),
        marked: first_of(&text[span.start..marked_end], 2 * AROUND),
        after: first_of(text[marked_end..end].trim_end(), AROUND),
    }
}

/// The first characters of a text, and whether there are more.
fn first_of(text: &str, count: usize) -> String {
    match text.char_indices().nth(count) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The last characters of a text, and whether there are more.
fn last_of(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
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
    fn the_line_is_shown_around_what_is_wrong() {
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
        assert_eq!(before, format!("…{}", "é".repeat(AROUND)));
        assert_eq!(marked, "x");
        assert_eq!(after, format!("{}…", "ü".repeat(AROUND)));
    }

    #[test]
    fn nothing_is_markup_and_many_are_counted() -> Result<()> {
        let source = Arc::new(Source::new("src/<i>&\"'.md", "</pre><script>x</script>"));
        let diagnostic =
            Diagnostic::new(&book_rules::placeholder::RULE, &source, 0..6, "<b>m</b>").help("<u>h</u>");
        let many = vec![diagnostic; SHOWN + 3];
        let page = Problems::new()?.content("<1>", &many)?;
        for html in [&page.end, &page.whole] {
            for tag in ["<i>", "</pre><", "<script>x", "<b>", "<u>", "<1>"] {
                assert!(!html.contains(tag), "{tag} in {html}");
            }
            assert!(html.contains("&lt;b&gt;m&lt;") && html.contains("and 3 more"), "{html}");
        }
        let error = anyhow::anyhow!("<b>inner</b>").context("outer");
        let page = Problems::new()?.tool("1", &error)?;
        assert!(page.end.contains("outer") && page.end.contains("&lt;b&gt;inner"), "{}", page.end);
        assert!(!Problems::new()?.none("1")?.end.contains("cb-problems"));
        Ok(())
    }
}

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::files::{Kind, in_src, is_markdown};
use crate::parse::book::RawBook;
use crate::parse::toml::front_matter::{FrontMatter, split};
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Span};

pub static RULE: Rule = Rule {
    id: "stray-file",
    severity: Severity::Warning,
    summary: "a file that looks like a case, a drill, a rubric or a sample, and is none",
    reason: "The folder and the ending of a file say what it is. A file elsewhere, or with another spelling of the ending, is in no chapter.",
    example: Example {
        file: "src/cases/other.markdown",
        edit: Edit::CopyOf("src/cases/related-articles.md"),
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let folders = &book.settings.folders;
    for path in book.paths.iter().filter(|path| !book.listed.contains(*path)) {
        let Some(kind) = folders.nearly(path) else { continue };
        let (name, help) = match kind {
            Kind::Case => ("case", "rename it to end in `.md`"),
            Kind::Drill => ("drill", "rename it to end in `.md`"),
            Kind::Rubric => ("rubric", "rename it to end in `.toml`"),
            _ if is_markdown(path) => ("sample", "move it into a folder with the name of its case"),
            _ => ("sample", "rename it to end in `.md`"),
        };
        let source = Arc::new(Source::new(in_src(&book.src, path), ""));
        found.push(Diagnostic::new(&RULE, &source, 0..0, format!("the file is not a {name}")).help(help));
    }
    for source in book.strays.iter().filter(|source| folders.nearly(book.inside(source)).is_none()) {
        if let Some(span) = round_of(source) {
            let message = "the file has the front matter of a case and is none";
            let help = format!("move it into `{}`", in_src(&book.src, &folders.cases));
            found.push(Diagnostic::new(&RULE, source, span, message).help(help));
        }
    }
}

/// The key `round` in a front matter, which only a case has.
fn round_of(source: &Source) -> Option<Span> {
    let FrontMatter::Present { toml, .. } = split(source) else { return None };
    let mut at = toml.start;
    for line in source.slice(&toml).split_inclusive('\n') {
        let is_key = line.strip_prefix("round").is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_key {
            return Some(at..at + "round".len());
        }
        at += line.len();
    }
    None
}

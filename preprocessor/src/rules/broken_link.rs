//! `broken-link`: a relative link to nothing.
//!
//! mdBook never checks links. The target is a chapter of the book, generated ones included, or a file below `src/`.

use super::{Change, Example, Rule};
use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;

/// The rule.
pub static RULE: Rule = Rule {
    id: "broken-link",
    severity: Severity::Error,
    summary: "a relative link to nothing",
    reason: "mdBook never checks links. The target is a chapter of the book, generated ones included, or a file below `src/`.",
    example: Example {
        file: "src/index.md",
        change: Change::Replace { find: "{{#casebook cases}}", with: "See [the rules](rules.md)." },
    },
    check: Some(check),
};

/// Reports relative links whose target the book does not have.
fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let chapters = book.chapters();
    for text in book.texts() {
        for link in &text.markdown.links {
            let Some(target) = target(book, text.source, &link.value) else {
                continue;
            };
            let is_markdown = target.ends_with(".md");
            let page = target.strip_suffix(".html").map(|stem| format!("{stem}.md"));
            let exists = if is_markdown {
                chapters.contains(&target)
            } else {
                book.paths.contains(&target) || page.is_some_and(|page| chapters.contains(&page))
            };
            if !exists {
                let message = match is_markdown && book.paths.contains(&target) {
                    true => format!("`{}` is no chapter of the book", link.value),
                    false => format!("no file `{target}`"),
                };
                let name = target.rsplit('/').next().unwrap_or_default();
                let near = chapters.iter().filter(|known| known.rsplit('/').next() == Some(name)).min();
                let help = match near {
                    Some(near) => format!("link to `{near}`, relative to this file"),
                    None => "write the path relative to this file".to_owned(),
                };
                found.push(Diagnostic::new(&RULE, text.source, link.span.clone(), message).help(help));
            }
        }
    }
}

/// The target of a relative link, relative to `src`; `None` for a link that is not ours to check.
fn target(book: &RawBook, source: &Source, url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let scheme = path.find(':').is_some_and(|at| !path[..at].contains('/'));
    if path.is_empty() || scheme || path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = book.inside(source).split('/').collect();
    parts.pop();
    let decoded = path.replace("%20", " ");
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            // A link above `src` cannot work in the built book.
            ".." => {
                if parts.pop().is_none() {
                    return Some(decoded.clone());
                }
            }
            part => parts.push(part),
        }
    }
    if path.ends_with('/') {
        parts.push("index.md");
    }
    Some(parts.join("/"))
}

use std::path::Path;
use std::sync::Arc;

use super::misplaced_include;
use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::{Source, Spanned};

pub static RULE: Rule = Rule {
    id: "missing-include",
    severity: Severity::Error,
    summary: "an include of a file that does not exist",
    reason: "mdBook would show the directive as text. The path starts at the folder of the file that includes.",
    example: Example {
        file: "src/cases/related-articles.md",
        edit: Edit::Replace {
            find: "Item-to-item counts",
            with: "```text\n{{#include counts.txt}}\n```\n\nItem-to-item counts",
        },
    },
};

/// Reports includes of files that are not below `src`. [`check_outside`] looks at paths that lead out of it.
pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for text in book.including_texts() {
        let lines = misplaced_include::lines(book, &text);
        let includes = text.markdown.includes.iter();
        for include in includes.filter(|include| !lines.contain(include.span.start)) {
            let path = &include.path;
            let missing =
                inside(book.inside(text.source), &path.value).filter(|target| !book.paths.contains(target));
            if let Some(target) = missing {
                found.push(at(text.source, path, &target));
            }
        }
    }
}

/// The same for paths that lead out of `src`; `exists` looks for a file by its path relative to `src`.
pub fn check_outside(book: &RawBook, exists: impl Fn(&Path) -> bool, found: &mut Vec<Diagnostic>) {
    for text in book.including_texts() {
        for path in text.markdown.includes.iter().map(|include| &include.path) {
            let from = book.inside(text.source);
            let folder = Path::new(from).parent().unwrap_or(Path::new(""));
            if inside(from, &path.value).is_none() && !exists(&folder.join(&path.value)) {
                found.push(at(text.source, path, &path.value));
            }
        }
    }
}

fn at(source: &Arc<Source>, path: &Spanned<String>, target: &str) -> Diagnostic {
    let help = "add the file, or write `\\{{` instead of `{{` if this is text";
    Diagnostic::new(&RULE, source, path.span.clone(), format!("no file `{target}`")).help(help)
}

/// The path of an included file relative to `src`; `None` where it leads out of it.
fn inside(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use percent_encoding::percent_decode_str;

use crate::diagnostic::Diagnostic;
use crate::files::leaves;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;
use crate::suggest;

pub static RULE: Rule = Rule {
    id: "broken-link",
    severity: Severity::Error,
    summary: "a relative link whose target does not exist",
    reason: "mdBook does not check links. A target is a chapter of the book, including generated ones, or a file below `src/`.",
    example: Example {
        file: "src/index.md",
        edit: Edit::Replace {
            find: "{{#casebook cases}}",
            with: "See [the rules](rules.md).\n\n{{#casebook cases}}",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    let chapters = book.chapters();
    let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
    // Every folder has a page of the same name.
    let has_own_name = |chapter: &&String| !["index.md", "README.md"].contains(&name_of(chapter));
    for chapter in chapters.iter().filter(|chapter| !leaves(chapter)).filter(has_own_name) {
        by_name.entry(name_of(chapter)).or_insert(chapter);
    }
    let drafts = book.cases.iter().filter(|case| case.draft.is_some());
    let drafts: BTreeSet<&str> = drafts.map(|case| book.inside(&case.source)).collect();
    for text in book.texts() {
        for link in &text.markdown.links {
            let Some(target) = target(book, text.source, &link.value) else {
                continue;
            };
            if drafts.contains(target.as_str()) {
                let message = format!("`{}` is a draft, which a build leaves out", link.value);
                let mut diagnostic = Diagnostic::new(&RULE, text.source, link.span.clone(), message);
                diagnostic.severity = Severity::Warning;
                found.push(diagnostic.help("remove the link, or `draft` in the case"));
                continue;
            }
            let is_markdown = Path::new(&target).extension().is_some_and(|ending| ending == "md");
            let page = target.strip_suffix(".html").map(|stem| format!("{stem}.md"));
            let redirects = &book.settings.redirects;
            let leads_on = redirects.contains(&target)
                || target.strip_suffix(".md").is_some_and(|stem| redirects.contains(&format!("{stem}.html")));
            let exists = if leads_on {
                true
            } else if is_markdown {
                is_chapter(&target, &chapters)
            } else {
                book.paths.contains(&target)
                    || MADE_BY_MDBOOK.contains(&&*target)
                    || page.is_some_and(|page| is_chapter(&page, &chapters))
            };
            if !exists {
                if is_markdown && book.paths.contains(&target) {
                    let message = format!("`{}` is not a chapter of the book", link.value);
                    let diagnostic = Diagnostic::new(&RULE, text.source, link.span.clone(), message);
                    found.push(diagnostic.help("list it in `SUMMARY.md`"));
                    continue;
                }
                let message = format!("no file `{target}`");
                let name = name_of(&target);
                let near = by_name.get(name).or_else(|| {
                    // With the ending any two short names would look alike.
                    let stem = name.strip_suffix(".md")?;
                    let known = by_name.keys().filter_map(|name| name.strip_suffix(".md"));
                    by_name.get(&*format!("{}.md", suggest::nearest(stem, known)?))
                });
                let help = match near {
                    Some(near) => format!("write `{}`", relative(book.inside(text.source), near)),
                    None => "write the path relative to this file".to_owned(),
                };
                found.push(Diagnostic::new(&RULE, text.source, link.span.clone(), message).help(help));
            }
        }
    }
}

/// Pages besides the chapters.
const MADE_BY_MDBOOK: [&str; 3] = ["print.html", "404.html", "toc.html"];

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether `path` is a chapter; `index.md` is also made from `README.md`.
pub(super) fn is_chapter(path: &str, chapters: &BTreeSet<String>) -> bool {
    chapters.contains(path)
        || name_of(path) == "index.md"
            && chapters.contains(&format!("{}README.md", &path[..path.len() - "index.md".len()]))
}

/// The link from one file to another; both are relative to `src`.
fn relative(from: &str, to: &str) -> String {
    let shared = from.split('/').zip(to.split('/')).take_while(|(a, b)| a == b).count();
    let folders = from.matches('/').count();
    let shared = shared.min(folders);
    let rest: Vec<&str> = to.split('/').skip(shared).collect();
    "../".repeat(folders - shared) + &rest.join("/")
}

/// The target of a relative link, relative to `src`; `None` for an absolute link and an anchor.
pub(super) fn target(book: &RawBook, source: &Source, url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    let scheme = path.find(':').is_some_and(|at| !path[..at].contains('/'));
    if path.is_empty() || scheme || path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = book.inside(source).split('/').collect();
    parts.pop();
    // Escapes that make no text are taken as they are.
    let decoded = percent_decode_str(path).decode_utf8().unwrap_or(path.into());
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            // A link above `src` cannot work in the built book.
            ".." => {
                if parts.pop().is_none() {
                    return Some(decoded.into_owned());
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

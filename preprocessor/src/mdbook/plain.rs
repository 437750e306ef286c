//! Chapters for renderers other than mdBook's own: the author's Markdown, without any element of this program.
//!
//! In: the raw book. Out: chapters by path. Must not use the templates, which write HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::parse::book::RawBook;
use crate::parse::case::RawCase;
use crate::parse::directive::Directive;
use crate::parse::markdown::notes::Markdown;
use crate::parse::page::RawPage;
use crate::parse::rubric::RawRubric;
use crate::source::{Source, Span, Spanned};

pub fn plain_chapters(book: &RawBook) -> BTreeMap<String, String> {
    let with_title = |source: &Source, markdown: &Markdown, title: &Option<Spanned<String>>, start: usize| {
        let body = written(source, markdown, start..source.text.len());
        (book.chapter(source), format!("# {}\n\n{body}", text(title.as_ref())))
    };
    let cases = book
        .cases
        .iter()
        .map(|case| with_title(&case.source, &case.markdown, &case.title, case.prompt.start));
    let drills = book
        .drills
        .iter()
        .map(|drill| with_title(&drill.source, &drill.markdown, &drill.title, drill.introduction.start));
    let rubrics = book.rubrics.iter().map(|rubric| (book.chapter(&rubric.source), plain_rubric(rubric)));
    let pages = book.pages.iter().map(|page| (book.inside(&page.source).to_owned(), plain_page(book, page)));
    cases.chain(drills).chain(rubrics).chain(pages).collect()
}

/// A text of the author, in which links to quantities are only their words.
fn written(source: &Source, markdown: &Markdown, span: Span) -> String {
    let mut out = String::with_capacity(span.len());
    let mut at = span.start;
    for figure in markdown.figures.iter().filter(|figure| span.contains(&figure.span.start)) {
        out.extend([source.slice(&(at..figure.span.start)), source.slice(&figure.text)]);
        at = figure.span.end;
    }
    out.push_str(source.slice(&(at..span.end)));
    out
}

fn text(value: Option<&Spanned<String>>) -> &str {
    value.map_or("", |value| &value.value)
}

fn case_link<'a>(book: &RawBook, case: &'a RawCase) -> (String, &'a str) {
    (book.chapter(&case.source), text(case.title.as_ref()))
}

fn plain_rubric(rubric: &RawRubric) -> String {
    let mut out = format!("# {}\n\n{}\n", text(rubric.title.as_ref()), text(rubric.summary.as_ref()));
    for criterion in &rubric.criteria {
        let minutes = criterion.minutes.as_ref().map_or(0, |minutes| minutes.value);
        let _ = write!(
            out,
            "\n## {}\n\n{minutes} minutes. {}\n\n",
            text(criterion.title.as_ref()),
            text(criterion.looks_at.as_ref())
        );
        for (level, descriptor) in &criterion.descriptors {
            let _ = writeln!(out, "- **{}**: {descriptor}", level.value);
        }
    }
    out
}

/// A page with a list of links in place of each directive that lists chapters, and nothing in place of the others.
fn plain_page(book: &RawBook, page: &RawPage) -> String {
    let root = "../".repeat(book.inside(&page.source).matches('/').count());
    let links = |chapters: Vec<(String, &str)>| {
        let link = |(path, title): (String, &str)| format!("- [{title}](<{root}{path}>)\n");
        chapters.into_iter().map(link).collect::<String>()
    };

    let mut out = String::new();
    let mut at = page.body.start;
    for directive in &page.markdown.directives {
        out.push_str(&written(&page.source, &page.markdown, at..directive.span.start));
        at = directive.span.end;
        let chapters = match directive.directive {
            Some(Directive::Begin) => {
                book.cases.first().map(|case| case_link(book, case)).into_iter().collect()
            }
            Some(Directive::Cases) => book.cases.iter().map(|case| case_link(book, case)).collect(),
            Some(Directive::Drills) => book
                .drills
                .iter()
                .map(|drill| (book.chapter(&drill.source), text(drill.title.as_ref())))
                .collect(),
            Some(Directive::Rubrics) => book
                .rubrics
                .iter()
                .map(|rubric| (book.chapter(&rubric.source), text(rubric.title.as_ref())))
                .collect(),
            _ => Vec::new(),
        };
        out.push_str(links(chapters).trim_end());
    }
    out.push_str(&written(&page.source, &page.markdown, at..page.body.end));
    out
}

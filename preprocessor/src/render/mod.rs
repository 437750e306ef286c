//! Fills the templates.
//!
//! In: views. Out: chapters in Markdown. The templates are built in; those in a book's own `templates/` replace them by
//! name. Estimates, which replace a block of the author's Markdown, have none. Must not decide anything about the content.

mod escape;
mod estimates;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::{Context, Delimiters, Tera};

use self::estimates::with_estimates;
use crate::lower::model::{Book, Case, Directive, Drill, Page, PagePart, Rubric};
use crate::slug::prefix_of;
use crate::{reference, view};

/// Every template, by name.
pub const TEMPLATES: [(&str, &str); 27] = [
    ("begin.md", include_str!("../../../templates/begin.md")),
    ("board.css", include_str!("../../../theme/dist/board.css")),
    ("book.md", include_str!("../../../templates/book.md")),
    ("case.md", include_str!("../../../templates/case.md")),
    ("cases.md", include_str!("../../../templates/cases.md")),
    ("criterion.md", include_str!("../../../templates/criterion.md")),
    ("depths.md", include_str!("../../../templates/depths.md")),
    ("drill.md", include_str!("../../../templates/drill.md")),
    ("drills.md", include_str!("../../../templates/drills.md")),
    ("first-paint-board.js", include_str!("../../../theme/dist/first-paint-board.js")),
    ("first-paint-case.js", include_str!("../../../theme/dist/first-paint-case.js")),
    ("first-paint-depth.js", include_str!("../../../theme/dist/first-paint-depth.js")),
    ("first-paint-drill.js", include_str!("../../../theme/dist/first-paint-drill.js")),
    ("first-paint-progress.js", include_str!("../../../theme/dist/first-paint-progress.js")),
    ("format.md", include_str!("../../../templates/format.md")),
    ("interviewer.md", include_str!("../../../templates/interviewer.md")),
    ("page.md", include_str!("../../../templates/page.md")),
    ("progress.md", include_str!("../../../templates/progress.md")),
    ("rubric.md", include_str!("../../../templates/rubric.md")),
    ("rubrics.md", include_str!("../../../templates/rubrics.md")),
    ("rules.md", include_str!("../../../templates/rules.md")),
    ("samples.md", include_str!("../../../templates/samples.md")),
    ("scorecard.md", include_str!("../../../templates/scorecard.md")),
    ("scorecards.md", include_str!("../../../templates/scorecards.md")),
    ("sheet-styles.md", include_str!("../../../templates/sheet-styles.md")),
    ("sheets-edition.txt", include_str!("../../../theme/dist/sheets-edition.txt")),
    ("sources.md", include_str!("../../../templates/sources.md")),
];

/// The size of a long chapter, in bytes: most buffers need not grow.
const LONG_CHAPTER: usize = 48 * 1024;

/// The templates, parsed. The methods fail if one cannot be filled.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// The built-in templates, replaced by those of the same name in `folder`, which need not exist.
    ///
    /// # Errors
    ///
    /// A template in `folder` cannot be read or does not parse.
    pub fn load(folder: &Path) -> Result<Self> {
        let mut tera = Tera::new();
        // With the default `{#`, the id in `## Heading {#id}` would be a comment.
        let comments =
            Delimiters { comment_start: "{*".into(), comment_end: "*}".into(), ..Delimiters::default() };
        tera.set_delimiters(comments).context("setting the template delimiters")?;
        tera.autoescape_on([".md"]);
        tera.set_escape_fn(escape::escape);
        let mut templates = Vec::with_capacity(TEMPLATES.len());
        for (name, built_in) in TEMPLATES {
            let path = folder.join(name);
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => built_in.to_owned(),
                Err(error) => {
                    return Err(error).with_context(|| format!("reading {}", path.display()));
                }
            };
            templates.push((name, text));
        }
        tera.add_raw_templates(templates).context("a template does not parse")?;
        Ok(Self { tera })
    }

    fn fill(&self, name: &str, view: &impl Serialize, root: &str) -> Result<String> {
        let mut context = Context::from_serialize(view)?;
        context.insert("root", root);
        let mut filled = Vec::with_capacity(LONG_CHAPTER);
        self.tera
            .render_to(name, &context, &mut filled)
            .with_context(|| format!("filling the template {name}"))?;
        Ok(String::from_utf8(filled)?)
    }

    pub fn case(&self, book: &Book, case: &Case) -> Result<String> {
        let rubric = book.rubric(&case.round).context("bug: a case without its rubric")?;
        let filled = self.fill("case.md", &view::case(book, rubric, case), &root_of(&case.path))?;
        Ok(with_estimates(filled, &case.estimates))
    }

    /// What every page ends with.
    pub fn page_end(&self, book: &Book) -> Result<String> {
        self.fill("book.md", &view::page_end(book), "")
    }

    pub fn drill(&self, book: &Book, drill: &Drill) -> Result<String> {
        let filled = self.fill("drill.md", &view::drill(book, drill), &root_of(&drill.path))?;
        Ok(with_estimates(filled, &drill.estimates))
    }

    pub fn rubric(&self, book: &Book, rubric: &Rubric) -> Result<String> {
        #[derive(Serialize)]
        struct View<'a> {
            book: view::BookView<'a>,
            rubric: view::RubricView<'a>,
            sheet: view::SheetView<'a>,
        }
        let view = View {
            book: view::book(book),
            rubric: view::rubric(book, rubric),
            sheet: view::sheet_of_rubric(book, rubric),
        };
        self.fill("rubric.md", &view, &root_of(&rubric.path))
    }

    pub fn page(&self, book: &Book, page: &Page) -> Result<String> {
        #[derive(Serialize)]
        struct View<'a> {
            content: String,
            prefix: String,
            sources: Vec<view::SourceView<'a>>,
        }
        let root = root_of(&page.path);
        let mut content = String::new();
        for part in &page.parts {
            match part {
                PagePart::Markdown(text) => content.push_str(text),
                PagePart::Directive(directive) => {
                    content.push_str(self.directive(book, *directive, page)?.trim());
                }
            }
        }
        let content = with_estimates(content, &page.estimates);
        if page.sources.is_empty() {
            return Ok(content);
        }
        let prefix = prefix_of("page", &page.path);
        let view = View { content, prefix, sources: view::sources(&page.sources) };
        self.fill("page.md", &view, &root)
    }

    fn directive(&self, book: &Book, directive: Directive, page: &Page) -> Result<String> {
        #[derive(Serialize)]
        struct Cases<'a> {
            book: view::BookView<'a>,
            #[serde(flatten)]
            board: view::BoardView<'a>,
            data: String,
        }
        #[derive(Serialize)]
        struct Drills<'a> {
            book: view::BookView<'a>,
            cards: Vec<view::DrillCardView<'a>>,
        }
        #[derive(Serialize)]
        struct Rubrics<'a> {
            book: view::BookView<'a>,
            rubrics: Vec<view::RubricView<'a>>,
        }
        #[derive(Serialize)]
        struct Scorecards<'a> {
            book: view::BookView<'a>,
            sheets: Vec<view::SheetView<'a>>,
            rubrics: Vec<view::RubricView<'a>>,
        }
        #[derive(Serialize)]
        struct Begin<'a> {
            book: view::BookView<'a>,
            /// None in a book without cases.
            first: Option<view::CaseCardView<'a>>,
        }
        #[derive(Serialize)]
        struct Progress<'a> {
            #[serde(flatten)]
            begin: Begin<'a>,
            data: String,
        }
        let root = &root_of(&page.path);
        let rubrics = || book.rubrics.iter().map(|rubric| view::rubric(book, rubric)).collect();
        let about = view::book(book);
        let begin =
            || Begin { book: about, first: book.cases.first().map(|case| view::case_card(book, case)) };
        match directive {
            Directive::Begin => self.fill("begin.md", &begin(), root),
            Directive::Cases => {
                let (board, data) = (view::board(book, &page.path), view::card_data(book));
                self.fill("cases.md", &Cases { book: about, board, data }, root)
            }
            Directive::Drills => {
                self.fill("drills.md", &Drills { book: about, cards: view::drill_cards(book) }, root)
            }
            Directive::Rubrics => self.fill("rubrics.md", &Rubrics { book: about, rubrics: rubrics() }, root),
            Directive::Scorecards => {
                let sheets = book.cases.iter().filter_map(|case| {
                    let anchor = prefix_of("scorecard", &case.slug);
                    Some(view::sheet_of_case(book, book.rubric(&case.round)?, case, anchor))
                });
                let view = Scorecards { book: about, sheets: sheets.collect(), rubrics: rubrics() };
                self.fill("scorecards.md", &view, root)
            }
            Directive::Progress => {
                let data = view::progress_data(book);
                self.fill("progress.md", &Progress { begin: begin(), data }, root)
            }
            Directive::Rules => self.fill("rules.md", &reference::rules(), root),
            Directive::Format => self.fill("format.md", &reference::format(), root),
        }
    }
}

/// The way from a chapter to the root of the book.
fn root_of(chapter: &str) -> String {
    "../".repeat(chapter.matches('/').count())
}

//! Prints sheets to PDF with an installed Chromium.
//!
//! In: the root of a book, the cases, a kind of sheet, a paper size, a folder. Out: one PDF per case in that folder.
//! The book is built into a temporary folder inside it, and a PDF gets its name once it is complete. Must not leave
//! anything else behind.

pub mod chromium;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use url::Url;

use self::chromium::Chromium;
use crate::diagnostic;
use crate::files::address;
use crate::mdbook::build;
use crate::mdbook::compile::{BuildError, check_configured};
use crate::mdbook::temporary::Temporary;
use crate::suggest;

/// A sheet of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// The blank scorecard, without any answer: for whoever interviews you
    #[default]
    Blank,
    /// The question, what to listen for, follow-ups and curveballs: it holds answers
    Interviewer,
}

impl Sheet {
    /// The id of the sheet in the chapter, and the end of its PDF's name.
    fn anchor(self) -> &'static str {
        match self {
            Self::Blank => "scorecard",
            Self::Interviewer => "interviewer",
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 × 297 mm
    #[default]
    A4,
    /// 8.5 × 11 in
    Letter,
}

impl Paper {
    /// Without it Chromium would use the paper of its locale.
    fn style(self) -> &'static str {
        match self {
            Self::A4 => "@page { size: A4; }",
            Self::Letter => "@page { size: letter; }",
        }
    }
}

/// What to print.
#[derive(Debug)]
pub struct PrintJob<'a> {
    /// The book's folder.
    pub root: &'a Path,
    /// The slugs of the cases; `None` for all.
    pub cases: Option<&'a [String]>,
    pub sheet: Sheet,
    pub paper: Paper,
    /// The folder for the PDFs; created if missing.
    pub output: &'a Path,
}

/// Prints, and calls `wrote` with each PDF once it is there.
///
/// # Errors
///
/// The content has errors, a case does not exist, there is no browser, or it fails.
pub fn print(job: &PrintJob<'_>, mut wrote: impl FnMut(&Path)) -> Result<(), BuildError> {
    let cases = cases(job)?;
    let chromium = Chromium::find()?;
    let output =
        std::path::absolute(job.output).with_context(|| format!("the folder {}", job.output.display()))?;
    fs::create_dir_all(&output).with_context(|| format!("creating the folder {}", output.display()))?;
    // Not in the system's temporary folder, which a Chromium from a snap cannot read.
    let temporary = Temporary::new(&output, "casebook-print-")
        .with_context(|| format!("writing into {}", output.display()))?;
    let book = build::build_into(job.root, &temporary.path().join("book"))?.folder;
    let book = std::path::absolute(&book).with_context(|| format!("the folder {}", book.display()))?;
    for (slug, chapter) in &cases {
        let page = book.join(address(chapter));
        set_paper(&page, job.paper)?;
        let mut address = Url::from_file_path(&page)
            .map_err(|()| anyhow::anyhow!("the path {} does not make an address", page.display()))?;
        address.set_fragment(Some(job.sheet.anchor()));
        let name = format!("{slug}-{}.pdf", job.sheet.anchor());
        let printed = temporary.path().join(&name);
        chromium.print(address.as_str(), &printed, &temporary.path().join("profile"))?;
        let path = output.join(&name);
        fs::rename(&printed, &path).with_context(|| format!("writing {}", path.display()))?;
        wrote(&job.output.join(&name));
    }
    Ok(())
}

/// The cases to print, each once, in the order given: their slugs and the paths of their chapters.
fn cases(job: &PrintJob<'_>) -> Result<Vec<(String, String)>, BuildError> {
    let config = build::load_config(job.root)?;
    let checked = check_configured(job.root, &config, Vec::new())?;
    if diagnostic::has_errors(&checked.diagnostics) {
        return Err(BuildError::Content(checked.diagnostics));
    }
    let book = checked.book;
    let ready = book.cases.iter().filter(|case| case.draft.is_none());
    let known: Vec<(String, String)> =
        ready.map(|case| (case.slug.clone(), book.chapter(&case.source))).collect();
    let Some(given) = job.cases else {
        return Ok(known);
    };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for slug in given.iter().filter(|slug| seen.insert(slug.as_str())) {
        let Some(case) = known.iter().find(|(known, _)| known == slug) else {
            let help = suggest::help(slug, known.iter().map(|(slug, _)| slug.as_str()));
            return Err(anyhow::anyhow!("unknown case `{slug}`: {help}").into());
        };
        found.push(case.clone());
    }
    Ok(found)
}

/// The style sheet. Without it the whole chapter would be printed, answers included.
const STYLE: &str = include_str!("../../../theme/dist/casebook.css");
/// How a page links to that style sheet; mdBook adds a hash to the name.
const STYLE_NAMES: [&str; 2] = ["theme/dist/casebook", "theme/casebook"];
/// The name of the one for mdBook's own elements.
const OTHER_STYLE: &str = "casebook-mdbook";

/// Sets the paper of a built page, and adds the style sheet if the book does not have it.
fn set_paper(page: &Path, paper: Paper) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("reading {}", page.display()))?;
    let Some((head, body)) = html.split_once("</head>") else {
        bail!("{} has no `</head>`: keep it in the book's own `theme/index.hbs`", page.display());
    };
    let of_ours = head.replace(OTHER_STYLE, "");
    let missing = if STYLE_NAMES.iter().any(|name| of_ours.contains(name)) { "" } else { STYLE };
    let html = format!("{head}<style>{missing}{}</style></head>{body}", paper.style());
    fs::write(page, html).with_context(|| format!("writing {}", page.display()))
}

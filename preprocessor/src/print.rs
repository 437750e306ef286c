//! Prints sheets to PDF with an installed Chromium.
//!
//! In: the root of a book, the cases, a kind of sheet, a paper, a folder. Out: one
//! PDF a case in that folder. The book is built into a temporary folder beside
//! them, and each PDF is moved to its name when it is whole. Must not leave
//! anything else behind, nor write a PDF that Chromium did not finish.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use url::Url;

use crate::build;
use crate::chromium::Chromium;
use crate::compile::{self, Failure};
use crate::diagnostic;
use crate::suggest;

/// Which sheet of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The scorecard without any answer: hand it to whoever interviews you
    #[default]
    Blank,
    /// The prompt, the follow-ups and curveballs, with the key points of their answers
    Interviewer,
}

impl Kind {
    /// The id of the sheet in the chapter, and the end of the name of its PDF.
    fn anchor(self) -> &'static str {
        match self {
            Self::Blank => "scorecard",
            Self::Interviewer => "interviewer",
        }
    }
}

/// The paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 × 297 mm
    #[default]
    A4,
    /// 8.5 × 11 in
    Letter,
}

impl Paper {
    /// Chromium's own default would be that of its locale; a style in the page decides instead.
    fn style(self) -> &'static str {
        match self {
            Self::A4 => "@page { size: A4; }",
            Self::Letter => "@page { size: letter; }",
        }
    }
}

/// What to print.
#[derive(Debug)]
pub struct Order<'a> {
    /// The book's folder.
    pub root: &'a Path,
    /// The cases, or all of them.
    pub slugs: Option<&'a [String]>,
    /// Which sheet.
    pub kind: Kind,
    /// On which paper.
    pub paper: Paper,
    /// The folder for the PDFs; made if it is missing.
    pub output: &'a Path,
}

/// Prints what is ordered and calls `wrote` with each PDF as soon as it is there.
pub fn print(order: &Order<'_>, mut wrote: impl FnMut(&Path)) -> Result<(), Failure> {
    let slugs = cases(order)?;
    let chromium = Chromium::find()?;
    let output = std::path::absolute(order.output)
        .with_context(|| format!("the folder {}", order.output.display()))?;
    fs::create_dir_all(&output).with_context(|| format!("making the folder {}", output.display()))?;
    // Beside the PDFs and not in the system's temporary folder: a Chromium from a snap cannot read that one.
    let temporary = tempfile::Builder::new()
        .prefix("casebook-print-")
        .tempdir_in(&output)
        .with_context(|| format!("writing into {}", output.display()))?;
    let book = build::build(order.root, Some(temporary.path().join("book")))?.folder;
    for slug in &slugs {
        let page = book.join("cases").join(format!("{slug}.html"));
        dress(&page, order.paper)?;
        let mut address =
            Url::from_file_path(&page).map_err(|()| anyhow::anyhow!("{} has no address", page.display()))?;
        address.set_fragment(Some(order.kind.anchor()));
        let name = format!("{slug}-{}.pdf", order.kind.anchor());
        let printed = temporary.path().join(&name);
        chromium.print(address.as_str(), &printed, &temporary.path().join("profile"))?;
        let path = output.join(&name);
        fs::rename(&printed, &path).with_context(|| format!("writing {}", path.display()))?;
        wrote(&order.output.join(&name));
    }
    Ok(())
}

/// The slugs of the cases to print, each once, in the order asked for.
fn cases(order: &Order<'_>) -> Result<Vec<String>, Failure> {
    let config = build::load_config(order.root)?;
    let listed = compile::listed_on_disk(order.root, &config.book.src)?;
    let checked = compile::check(order.root, &config.book.src, listed);
    if diagnostic::has_errors(&checked.diagnostics) {
        return Err(Failure::Content(checked.diagnostics));
    }
    let known: Vec<String> = checked.value.cases.iter().map(|case| case.slug.clone()).collect();
    let Some(asked) = order.slugs else {
        return Ok(known);
    };
    let mut seen = BTreeSet::new();
    for slug in asked {
        if !known.contains(slug) {
            let help = suggest::help(slug, known.iter().map(String::as_str));
            return Err(anyhow::anyhow!("unknown case `{slug}`: {help}").into());
        }
    }
    Ok(asked.iter().filter(|slug| seen.insert(slug.as_str())).cloned().collect())
}

/// The style sheet without which a whole chapter would be printed, answers and all.
const STYLE: &str = include_str!("../../theme/dist/casebook.css");
/// By which a page that has it already is known, whatever mdBook adds to its name: in this repository, in others.
const STYLE_NAMES: [&str; 2] = ["theme/dist/casebook", "theme/casebook"];

/// Fixes the paper of a built page, and gives it the style sheet if its book leaves it out.
fn dress(page: &Path, paper: Paper) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("reading {}", page.display()))?;
    let Some((head, body)) = html.split_once("</head>") else {
        bail!("{} has no `</head>`: the book's own `theme/index.hbs` must keep it", page.display());
    };
    let missing = if STYLE_NAMES.iter().any(|name| head.contains(name)) { "" } else { STYLE };
    let dressed = format!("{head}<style>{missing}{}</style></head>{body}", paper.style());
    fs::write(page, dressed).with_context(|| format!("writing {}", page.display()))
}

//! The edge: arguments in, exit codes out.
//!
//! Exit codes: 0 clean, 1 errors in the content, 2 the tool failed. Standard output is for mdBook's protocol and for
//! the report of `check`; everything else goes to standard error.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use crate::diagnostic;
use crate::mdbook::build::{self, load_config, load_config_or_check};
use crate::mdbook::compile::{BuildError, Drafts, Wanted, check_configured, compile_with};
use crate::mdbook::protocol;
use crate::parse::book::RawBook;
use crate::report::{self, Format, terminal};
use crate::scope::Scope;
use crate::{fix, install, print, scaffold, serve};

const CONTENT_ERRORS: u8 = 1;
const TOOL_FAILURE: u8 = 2;

/// Checks design cases and turns them into chapters to practise, score and print.
///
/// Without a command it is an mdBook preprocessor: it reads a book from standard input and writes the finished book to
/// standard output.
#[derive(Debug, Parser)]
#[command(name = "mdbook-casebook", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Exits with 0 if the preprocessor works with a renderer
    Supports {
        /// The name of the renderer
        renderer: String,
    },
    /// Builds the book once
    Build {
        #[command(flatten)]
        book: Folder,
        /// The folder to build into, instead of the one in book.toml
        #[arg(long, short)]
        dest_dir: Option<PathBuf>,
        /// Opens the book in a browser
        #[arg(long, short)]
        open: bool,
    },
    /// Serves the book, and builds it again at every change
    Serve {
        #[command(flatten)]
        book: Folder,
        /// Opens the book in a browser
        #[arg(long, short)]
        open: bool,
        /// The port to listen on
        #[arg(long, short, default_value_t = 3000)]
        port: u16,
        /// The name or address to listen on; any but loopback shows the book to the network
        #[arg(long, short = 'n', default_value = "127.0.0.1")]
        hostname: String,
    },
    /// Reports everything that is wrong with the book, and builds nothing
    Check {
        /// The book's folder, or files and folders in it to report on
        paths: Vec<PathBuf>,
        /// The book's folder
        #[arg(long)]
        root: Option<PathBuf>,
        /// The format of the report
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Replaces stale numbers with the right ones, then reports what is left
        #[arg(long)]
        fix: bool,
    },
    /// Prints sheets of cases to PDF, with an installed Chromium or Chrome
    Print {
        /// The cases, by file name in cases/ without extension
        #[arg(required_unless_present = "all")]
        slugs: Vec<String>,
        /// Prints every case
        #[arg(long, conflicts_with = "slugs")]
        all: bool,
        /// The sheet to print
        #[arg(long, value_enum, default_value_t)]
        kind: print::Sheet,
        /// The paper size
        #[arg(long, value_enum, default_value_t)]
        paper: print::Paper,
        /// The folder for the PDFs
        #[arg(long, short)]
        output: PathBuf,
        /// The book's folder
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// Writes the skeleton of a case
    New {
        /// The file name without extension: letters, digits, hyphens and underscores
        slug: String,
        /// The rubric, by file name in rubrics/ without extension; needed if the book has several
        #[arg(long)]
        round: Option<String>,
        /// The book's folder
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// Writes a new casebook into an empty folder
    Init {
        #[command(flatten)]
        book: Folder,
    },
    /// Makes an existing book a casebook, or updates its theme
    Install {
        #[command(flatten)]
        book: Folder,
        /// Takes out what `install` added
        #[arg(long)]
        uninstall: bool,
    },
}

// Where a book is: commands without other positional arguments take the folder as one. No doc comment: clap would show
// it as the help of the command.
#[derive(Debug, clap::Args)]
struct Folder {
    /// The book's folder [default: .]
    folder: Option<PathBuf>,
    /// The same as the folder
    #[arg(long, conflicts_with = "folder")]
    root: Option<PathBuf>,
}

impl Folder {
    fn path(self) -> PathBuf {
        self.folder.or(self.root).unwrap_or_else(|| PathBuf::from("."))
    }
}

/// Runs a command, reports its failure, and returns the exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    let result = match arguments.command {
        None => preprocess(),
        // Every renderer gets chapters: mdBook's own with all parts, the others plain Markdown.
        Some(Command::Supports { renderer }) => Ok(ExitCode::from(u8::from(renderer.is_empty()))),
        Some(Command::Build { book, dest_dir, open }) => build_once(&book.path(), dest_dir, open),
        Some(Command::Serve { book, open, port, hostname }) => {
            serve::serve(&book.path(), &hostname, port, open).map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Check { paths, root, format, fix }) => check(root, &paths, format, fix),
        Some(Command::Print { slugs, all, kind, paper, output, root }) => {
            let cases = (!all).then_some(slugs.as_slice());
            let job = print::PrintJob { root: &root, cases, sheet: kind, paper, output: &output };
            print_sheets(&job)
        }
        Some(Command::New { slug, round, root }) => {
            scaffold::new_case(&root, &slug, round.as_deref()).map(|path| {
                let path = path.display();
                done(&format!("wrote {path}, a draft: `serve` shows it, and `check` lists what to fill in"))
            })
        }
        Some(Command::Init { book }) => {
            let root = book.path();
            scaffold::init(&root).map(|()| {
                done(&format!("wrote a casebook; see it with `mdbook-casebook serve {}`", root.display()))
            })
        }
        Some(Command::Install { book, uninstall }) => change_theme(&book.path(), uninstall),
    };
    result.unwrap_or_else(|error| {
        terminal::line(&format!("error: {error:#}{}", next_step(&error)));
        ExitCode::from(TOOL_FAILURE)
    })
}

/// What to do about an error of the system, in brackets; empty if its message says enough.
fn next_step(error: &anyhow::Error) -> &'static str {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kind =
        error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>()).map(std::io::Error::kind);
    match kind {
        Some(StorageFull | QuotaExceeded) => " (free some space, or write to another disk)",
        Some(PermissionDenied | ReadOnlyFilesystem) => {
            " (let this user write there, or choose another folder)"
        }
        _ => "",
    }
}

fn done(text: &str) -> ExitCode {
    terminal::line(text);
    ExitCode::SUCCESS
}

/// Reports why there is no book, unless the tool failed.
fn report_failure(failure: BuildError) -> Result<ExitCode> {
    match failure {
        BuildError::Content(diagnostics) => {
            terminal::diagnostics(&diagnostics);
            Ok(ExitCode::from(CONTENT_ERRORS))
        }
        BuildError::Tool(error) => Err(error),
    }
}

/// The size of a large book as JSON, in bytes. Growing a buffer takes as long as parsing its content, and reserved
/// memory that is never written to costs nothing.
const LARGE_BOOK: usize = 16 * 1024 * 1024;

fn preprocess() -> Result<ExitCode> {
    let mut input = Vec::with_capacity(LARGE_BOOK);
    std::io::stdin().lock().read_to_end(&mut input).context("reading the book from standard input")?;
    let (context, book) = protocol::read_book(&input)?;
    if let Some(warning) = protocol::version_warning(&context) {
        terminal::line(&warning);
    }
    drop(input);
    let wanted = Wanted { drafts: Drafts::LeftOut, renderer: &context.renderer, found: &[] };
    match compile_with(&context.root, &context.config, book, None, wanted) {
        Ok(compiled) => {
            terminal::diagnostics(&compiled.warnings);
            let out = std::io::BufWriter::new(std::io::stdout().lock());
            ignore_broken_pipe(protocol::write_book(&compiled.book, &compiled.chapters, out))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => report_failure(failure),
    }
}

/// Whoever reads the output may stop early, as `head` does.
fn ignore_broken_pipe(written: Result<()>) -> Result<()> {
    let is_broken_pipe = |error: &anyhow::Error| {
        error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    };
    written.or_else(|error| if is_broken_pipe(&error) { Ok(()) } else { Err(error) })
}

fn write_stdout(text: &str) -> Result<()> {
    let mut out = anstream::stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    ignore_broken_pipe(written.context("writing to standard output"))
}

fn build_once(root: &Path, dest_dir: Option<PathBuf>, open: bool) -> Result<ExitCode> {
    // Without settings there is no theme, and the build says so.
    let found = load_config(root).map(|config| install::check_theme(root, &config)).unwrap_or_default();
    match build::build(root, dest_dir, &found) {
        Ok(built) => {
            terminal::diagnostics(&built.warnings);
            terminal::line(&format!("built {}", built.folder.display()));
            if open {
                let page = built.folder.join("index.html");
                opener::open(&page).with_context(|| format!("opening {} in a browser", page.display()))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => report_failure(failure),
    }
}

fn change_theme(root: &Path, uninstall: bool) -> Result<ExitCode> {
    let steps = if uninstall { install::uninstall(root)? } else { install::install(root)? };
    for step in &steps {
        terminal::line(step);
    }
    Ok(done(match (steps.is_empty(), uninstall) {
        (true, true) => "nothing to do: nothing is installed",
        (true, false) => "nothing to do: this version is installed",
        (false, true) => "done; `cases`, `drills`, `rubrics` and `samples` are yours and stay",
        (false, false) => "done; `mdbook-casebook check` says what the book still needs",
    }))
}

fn print_sheets(job: &print::PrintJob<'_>) -> Result<ExitCode> {
    match print::print(job, |path| terminal::line(&format!("wrote {}", path.display()))) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(failure) => report_failure(failure),
    }
}

fn check(root: Option<PathBuf>, paths: &[PathBuf], format: Format, fixes: bool) -> Result<ExitCode> {
    let (root, scope) = Scope::of(root, paths)?;
    let look = || -> Result<(Vec<diagnostic::Diagnostic>, Option<RawBook>)> {
        let (mut diagnostics, book) = match load_config_or_check(&root) {
            Ok(config) => {
                let checked = check_configured(&root, &config, install::check_theme(&root, &config))?;
                (checked.diagnostics, Some(checked.book))
            }
            Err(BuildError::Content(diagnostics)) => (diagnostics, None),
            Err(BuildError::Tool(error)) => return Err(error),
        };
        diagnostics.retain(|found| scope.holds(&found.source.path));
        Ok((diagnostics, book))
    };
    let (mut diagnostics, mut book) = look()?;
    if fixes {
        for fixed in fix::apply(&root, &diagnostics)? {
            let count = report::counted(fixed.count, "number").unwrap_or_default();
            terminal::line(&format!("fixed {count} in {}", fixed.path));
        }
        (diagnostics, book) = look()?;
    }
    write_stdout(&report::render(&diagnostics, format))?;
    if format == Format::Full {
        let count = report::count(&diagnostics);
        let count = if count.is_empty() { "no errors, no warnings" } else { &count };
        let looked_at = scope.name().or_else(|| book.as_ref().map(contents));
        terminal::line(&looked_at.map_or_else(|| count.to_owned(), |what| format!("{what}: {count}")));
    }
    Ok(ExitCode::from(if diagnostic::has_errors(&diagnostics) { CONTENT_ERRORS } else { 0 }))
}

/// `3 cases, 1 drill, 1 rubric, 2 pages`: what was looked at.
fn contents(book: &RawBook) -> String {
    let counts = [
        (book.cases.len(), "case"),
        (book.drills.len(), "drill"),
        (book.rubrics.len(), "rubric"),
        (book.samples.len(), "sample"),
        (book.pages.len(), "page"),
    ];
    let counts: Vec<String> =
        counts.into_iter().filter_map(|(count, noun)| report::counted(count, noun)).collect();
    if counts.is_empty() { "no pages of a casebook".to_owned() } else { counts.join(", ") }
}

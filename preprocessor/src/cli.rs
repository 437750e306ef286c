//! The edge: arguments in, exit codes out.
//!
//! Exit codes: 0 clean, 1 errors in the content, 2 the tool failed. Standard output is for mdBook's protocol and for
//! the report of `check`; everything else goes to standard error.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use crate::check;
use crate::diagnostic;
use crate::mdbook::build::{self, load_config_or_check};
use crate::mdbook::compile::{BuildError, compile};
use crate::mdbook::protocol;
use crate::report::{self, Format, terminal};
use crate::{print, scaffold, serve};

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
        /// The book's folder
        #[arg(default_value = ".")]
        root: PathBuf,
        /// The folder to build into, instead of the one in book.toml
        #[arg(long, short)]
        dest_dir: Option<PathBuf>,
    },
    /// Serves the book, and builds it again at every change
    Serve {
        /// The book's folder
        #[arg(default_value = ".")]
        root: PathBuf,
        /// Opens the book in a browser
        #[arg(long, short)]
        open: bool,
        /// The port to listen on
        #[arg(long, short, default_value_t = 3000)]
        port: u16,
        /// The address to listen on; any but loopback shows the book to the network
        #[arg(long, short = 'n', default_value = "127.0.0.1")]
        hostname: std::net::IpAddr,
    },
    /// Reports everything that is wrong with the book, and builds nothing
    Check {
        /// The book's folder
        #[arg(default_value = ".")]
        root: PathBuf,
        /// The format of the report
        #[arg(long, value_enum, default_value_t)]
        format: Format,
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
        /// The rubric, by file name in rubrics/ without extension
        #[arg(long)]
        round: String,
        /// The book's folder
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// Writes a new casebook into an empty folder
    Init {
        /// The folder
        #[arg(default_value = ".")]
        root: PathBuf,
    },
}

/// Runs a command, reports its failure, and returns the exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    let result = match arguments.command {
        None => preprocess(),
        Some(Command::Supports { renderer }) => Ok(ExitCode::from(u8::from(renderer != "html"))),
        Some(Command::Build { root, dest_dir }) => build_once(&root, dest_dir),
        Some(Command::Serve { root, open, port, hostname }) => {
            serve::serve(&root, (hostname, port).into(), open).map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Check { root, format }) => check(&root, format),
        Some(Command::Print { slugs, all, kind, paper, output, root }) => {
            let cases = (!all).then_some(slugs.as_slice());
            let job = print::PrintJob { root: &root, cases, sheet: kind, paper, output: &output };
            print_sheets(&job)
        }
        Some(Command::New { slug, round, root }) => scaffold::new_case(&root, &slug, &round).map(|path| {
            done(&format!("wrote {}; `mdbook-casebook check` lists what to fill in", path.display()))
        }),
        Some(Command::Init { root }) => scaffold::init(&root).map(|()| {
            done(&format!("wrote a casebook; see it with `mdbook-casebook serve {}`", root.display()))
        }),
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
    drop(input);
    match compile(&context.root, &context.config, book, None) {
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

fn build_once(root: &Path, dest_dir: Option<PathBuf>) -> Result<ExitCode> {
    match build::build(root, dest_dir) {
        Ok(built) => {
            terminal::diagnostics(&built.warnings);
            terminal::line(&format!("built {}", built.folder.display()));
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => report_failure(failure),
    }
}

fn print_sheets(job: &print::PrintJob<'_>) -> Result<ExitCode> {
    match print::print(job, |path| terminal::line(&format!("wrote {}", path.display()))) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(failure) => report_failure(failure),
    }
}

fn check(root: &Path, format: Format) -> Result<ExitCode> {
    let diagnostics = match load_config_or_check(root) {
        Ok(config) => check::check_on_disk(root, &config.book.src)?.diagnostics,
        Err(BuildError::Content(diagnostics)) => diagnostics,
        Err(BuildError::Tool(error)) => return Err(error),
    };
    write_stdout(&report::render(&diagnostics, format))?;
    if format == Format::Full {
        let count = report::count(&diagnostics);
        terminal::line(if count.is_empty() { "no errors, no warnings" } else { &count });
    }
    Ok(ExitCode::from(if diagnostic::has_errors(&diagnostics) { CONTENT_ERRORS } else { 0 }))
}

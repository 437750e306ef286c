//! The edge: arguments in, exit codes out.
//!
//! Exit codes: 0 clean, 1 errors in the content, 2 the tool failed. Reports go to
//! standard error, or to standard output where that is what was asked for; the
//! standard output of the preprocessor protocol belongs to mdBook.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use crate::check;
use crate::diagnostic::{self, Diagnostic};
use crate::mdbook::build::{self, load_config_or_check};
use crate::mdbook::compile::{Failure, compile};
use crate::mdbook::protocol;
use crate::report::{self, Format, terminal};
use crate::{print, scaffold, serve};

/// The content has errors.
pub const CONTENT_ERRORS: u8 = 1;
/// The tool failed.
pub const TOOL_FAILURE: u8 = 2;

/// Checks design cases and turns them into chapters to practise, score and print.
///
/// Without a command it is an mdBook preprocessor: a book on standard input, the
/// finished book on standard output.
#[derive(Debug, Parser)]
#[command(name = "mdbook-casebook", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says by its exit code whether mdBook may use this for a renderer
    Supports {
        /// The name of the renderer
        renderer: String,
    },
    /// Builds the book once
    Build {
        /// The book's folder
        #[arg(default_value = ".")]
        root: PathBuf,
        /// Where to build, instead of what book.toml says
        #[arg(long, short)]
        dest_dir: Option<PathBuf>,
    },
    /// Builds the book and serves it, again at every change
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
        /// The address to listen on; anything but loopback shows the book to the network
        #[arg(long, short = 'n', default_value = "127.0.0.1")]
        hostname: std::net::IpAddr,
    },
    /// Reports everything that is wrong with the book
    Check {
        /// The book's folder
        #[arg(default_value = ".")]
        root: PathBuf,
        /// How to print it
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Prints sheets of cases to PDF, with an installed Chromium or Chrome
    Print {
        /// The cases: file names in cases/ without ending
        #[arg(required_unless_present = "all")]
        slugs: Vec<String>,
        /// Prints every case
        #[arg(long, conflicts_with = "slugs")]
        all: bool,
        /// Which sheet
        #[arg(long, value_enum, default_value_t)]
        kind: print::Kind,
        /// On which paper
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
        /// The file name without ending: letters, digits and hyphens
        slug: String,
        /// The rubric: a file name in rubrics/ without ending
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

/// Runs the program.
pub fn run(arguments: Arguments) -> ExitCode {
    let result = match arguments.command {
        None => preprocess(),
        Some(Command::Supports { renderer }) => Ok(supports(&renderer)),
        Some(Command::Build { root, dest_dir }) => build_once(&root, dest_dir),
        Some(Command::Serve { root, open, port, hostname }) => {
            serve::serve(&root, (hostname, port).into(), open).map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Check { root, format }) => check(&root, format),
        Some(Command::Print { slugs, all, kind, paper, output, root }) => {
            let slugs = (!all).then_some(slugs.as_slice());
            print_sheets(&print::Order { root: &root, slugs, kind, paper, output: &output })
        }
        Some(Command::New { slug, round, root }) => scaffold::new_case(&root, &slug, &round).map(|path| {
            say(&format!("wrote {}; `mdbook-casebook check` lists what to fill in", path.display()))
        }),
        Some(Command::Init { root }) => scaffold::init(&root).map(|()| {
            say(&format!("wrote a casebook; look at it with `mdbook-casebook serve {}`", root.display()))
        }),
    };
    result.unwrap_or_else(|error| {
        terminal::line(&format!("error: {error:#}{}", next_step(&error)));
        ExitCode::from(TOOL_FAILURE)
    })
}

/// What to do about what the system refused, in brackets; nothing where the message says so.
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

fn say(text: &str) -> ExitCode {
    terminal::line(text);
    ExitCode::SUCCESS
}

fn supports(renderer: &str) -> ExitCode {
    if renderer == "html" { ExitCode::SUCCESS } else { ExitCode::from(CONTENT_ERRORS) }
}

/// Prints diagnostics and says how to end.
fn report(diagnostics: &[Diagnostic]) -> ExitCode {
    terminal::diagnostics(diagnostics);
    exit_code(diagnostics)
}

fn exit_code(diagnostics: &[Diagnostic]) -> ExitCode {
    ExitCode::from(if diagnostic::has_errors(diagnostics) { CONTENT_ERRORS } else { 0 })
}

/// The bytes of a large book as JSON. Room for it takes no memory until it is written to,
/// and a buffer that grows takes as long as parsing what it holds.
const LARGE_BOOK: usize = 16 * 1024 * 1024;

fn preprocess() -> Result<ExitCode> {
    let mut input = Vec::with_capacity(LARGE_BOOK);
    std::io::stdin().lock().read_to_end(&mut input).context("reading the book from standard input")?;
    let (context, book) = protocol::read(&input)?;
    drop(input);
    match compile(&context.root, &context.config, book, None) {
        Ok(compiled) => {
            terminal::diagnostics(&compiled.warnings);
            let out = std::io::BufWriter::new(std::io::stdout().lock());
            quietly(protocol::write(&compiled.book, &compiled.chapters, out))?;
            // The process ends here; taking a large book apart first would only cost time.
            std::mem::forget(compiled);
            Ok(ExitCode::SUCCESS)
        }
        Err(Failure::Content(diagnostics)) => Ok(report(&diagnostics)),
        Err(Failure::Tool(error)) => Err(error),
    }
}

/// A reader that has gone is no failure of this program's.
fn quietly(written: Result<()>) -> Result<()> {
    let gone = |error: &anyhow::Error| {
        error
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    };
    written.or_else(|error| if gone(&error) { Ok(()) } else { Err(error) })
}

/// Writes all of it, or ends quietly when the reader has gone.
fn write_stdout(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    quietly(out.write_all(bytes).and_then(|()| out.flush()).context("writing to standard output"))
}

fn build_once(root: &Path, dest_dir: Option<PathBuf>) -> Result<ExitCode> {
    match build::build(root, dest_dir) {
        Ok(built) => {
            terminal::diagnostics(&built.warnings);
            terminal::line(&format!("built {}", built.folder.display()));
            Ok(ExitCode::SUCCESS)
        }
        Err(Failure::Content(diagnostics)) => Ok(report(&diagnostics)),
        Err(Failure::Tool(error)) => Err(error),
    }
}

fn print_sheets(order: &print::Order<'_>) -> Result<ExitCode> {
    match print::print(order, |path| terminal::line(&format!("wrote {}", path.display()))) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(Failure::Content(diagnostics)) => Ok(report(&diagnostics)),
        Err(Failure::Tool(error)) => Err(error),
    }
}

fn check(root: &Path, format: Format) -> Result<ExitCode> {
    let found = match load_config_or_check(root) {
        Ok(config) => check::check_on_disk(root, &config.book.src)?.diagnostics,
        Err(Failure::Content(found)) => found,
        Err(Failure::Tool(error)) => return Err(error),
    };
    let to_terminal = std::io::stdout().is_terminal();
    write_stdout(report::render(&found, format, to_terminal).as_bytes())?;
    if format == Format::Full {
        let count = report::count(&found);
        terminal::line(if count.is_empty() { "no errors, no warnings" } else { &count });
    }
    Ok(exit_code(&found))
}

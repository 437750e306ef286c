//! `mdbook-casebook`: see the library for how it works.

use std::process::ExitCode;

use clap::Parser as _;
use mdbook_casebook::cli::{Arguments, run};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

/// A third faster than the system's on all processors, for a tenth more memory; its next version, with huge
/// pages, takes half as much again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What mdBook says goes where all reports go: standard output is the protocol's.
    // What it says of a summary is a diagnostic here.
    let filter =
        Targets::new().with_default(LevelFilter::WARN).with_target("mdbook_summary", LevelFilter::OFF);
    let reports = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .with_filter(filter);
    tracing_subscriber::registry().with(reports).init();
    run(Arguments::parse())
}

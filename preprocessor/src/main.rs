//! `mdbook-casebook`: see the library for how it works.

use std::process::ExitCode;

use clap::Parser as _;
use mdbook_casebook::cli::{Arguments, run};

fn main() -> ExitCode {
    // What mdBook says goes where all reports go: standard output is the protocol's.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .init();
    run(Arguments::parse())
}

//! A preprocessor that does nothing, as mdBook's own guide writes it: the yardstick
//! of the benchmarks.

use std::io;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (_context, book) = mdbook_preprocessor::parse_input(io::stdin())?;
    serde_json::to_writer(io::stdout(), &book)?;
    Ok(())
}

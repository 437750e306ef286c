//! mdBook alone, of the same version and on the same libraries: the yardstick for
//! the build of a whole book.

use mdbook_driver::MDBook;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::env::args().nth(1).ok_or("the book's folder is missing")?;
    MDBook::load(root)?.build()?;
    Ok(())
}

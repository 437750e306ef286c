//! Any bytes in any file of a book, chosen by libFuzzer. What must hold is in `tests/suite/any_book.rs`.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mdbook_casebook::check::Cache;

#[path = "../../suite/any_book.rs"]
mod any_book;

static LAST: LazyLock<Cache> = LazyLock::new(Cache::default);

fuzz_target!(|input: &[u8]| {
    any_book::holds(input, &LAST);
});

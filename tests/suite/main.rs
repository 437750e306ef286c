//! The tests of the compiler as its users meet it: whole books, whole reports, the binary.
//!
//! `UPDATE=1 cargo test --test suite` writes what the program says now into the expected files; read the difference
//! before committing it.
// Tests may be blunt.
#![allow(clippy::pedantic)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod adversarial;
mod any_book;
mod architecture;
mod books;
mod broken;
mod chapters;
mod commands;
mod disk;
mod estimates;
mod expected;
mod faults;
mod hostile;
mod html;
mod imports;
mod install;
mod labs;
mod leak;
mod messages;
mod neighbours;
mod paper;
mod plots;
mod print;
mod properties;
mod protocol;
mod round_trip;
mod rules;
mod schemas;
mod serve;
mod shown;

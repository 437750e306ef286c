//! Parses TOML text into the fields of a table.
//!
//! [`shapes`] says which keys exist, [`table`] parses by it into [`fields`]; [`front_matter`] finds the TOML at the top
//! of a Markdown file; [`foreign`] reads what is mdBook's. Must not know what a field means.

pub mod fields;
pub mod foreign;
pub mod front_matter;
pub mod shapes;
pub mod table;

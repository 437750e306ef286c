//! From TOML text to the fields of a table.
//!
//! [`shapes`] says which keys exist, [`table`] reads by it, [`fields`] is what was read; [`front_matter`] finds the TOML
//! at the top of a Markdown file. Must not know what a field means.

pub mod fields;
pub mod front_matter;
pub mod shapes;
pub mod table;

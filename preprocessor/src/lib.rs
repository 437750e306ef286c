//! A casebook compiler.
//!
//! The modules, in the order in which a book flows through them. Each may use those before it and none after it; the
//! suite holds this list against the `use` trees.
//!
//! - the ground: [`source`], [`rule`], [`diagnostic`], [`slug`], [`suggest`], [`files`], and [`starter`], the book of
//!   `init` and of the rules' examples
//! - [`file_rules`]: what can be wrong with one file
//! - [`discover`]: a folder to files
//! - [`parse`]: files to raw values
//! - [`book_rules`]: what can be wrong with the book, and [`rules`], the list of all
//! - [`mod@check`]: discovers, parses and runs the rules
//! - [`lower`]: raw values to the model
//! - [`view`]: the model to what templates and the browser see
//! - [`report`]: diagnostics to text
//! - [`reference`]: the pages about rules and keys, and the schemas
//! - [`render`]: views to chapters, through templates
//! - [`mdbook`]: chapters to mdBook's book, and mdBook itself
//! - [`serve`], [`mod@print`], [`scaffold`]: what the commands do
//! - [`cli`]: arguments in, exit codes out

pub mod book_rules;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod discover;
pub mod file_rules;
pub mod files;
pub mod lower;
pub mod mdbook;
pub mod parse;
pub mod print;
pub mod reference;
pub mod render;
pub mod report;
pub mod rule;
pub mod rules;
pub mod scaffold;
pub mod serve;
pub mod slug;
pub mod source;
pub mod starter;
pub mod suggest;
pub mod view;

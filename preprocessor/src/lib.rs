//! A casebook compiler.
//!
//! The modules, in the order in which a book goes through them. Each may use only those before it, and the suite checks
//! that against this list.
//!
//! - for all others: [`source`], [`rule`], [`diagnostic`], [`slug`], [`suggest`], [`json`], [`html`], [`files`]
//! - [`starter`]: the book that a new casebook begins with, and that the examples of rules change
//! - [`file_rules`]: what can be wrong with one file
//! - [`discover`]: from a folder to files
//! - [`parse`]: from files to raw values
//! - [`estimate`]: from raw estimates to their values
//! - [`plot`]: from raw plots to drawings
//! - [`book_rules`]: what can be wrong with the book, and [`rules`], the list of all
//! - [`severities`]: what the author says about rules
//! - [`mod@check`]: discovers, parses, runs the rules
//! - [`lower`]: from raw values to the model
//! - [`view`]: from the model to what templates and the browser get
//! - [`report`]: from diagnostics to text
//! - [`mod@reference`]: the pages about rules and keys, and the JSON schemas
//! - [`render`]: from views to chapters, through templates
//! - [`mdbook`]: from chapters to mdBook's book, and on to HTML
//! - [`serve`], [`mod@print`], [`scaffold`], [`install`], [`fix`]: what the commands do
//! - [`scope`]: which files a check reports on
//! - [`cli`]: arguments in, exit codes out

pub mod book_rules;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod discover;
pub mod estimate;
pub mod file_rules;
pub mod files;
pub mod fix;
pub mod html;
pub mod install;
pub mod json;
pub mod lower;
pub mod mdbook;
pub mod parse;
pub mod plot;
pub mod print;
pub mod reference;
pub mod render;
pub mod report;
pub mod rule;
pub mod rules;
pub mod scaffold;
pub mod scope;
pub mod serve;
pub mod severities;
pub mod slug;
pub mod source;
pub mod starter;
pub mod suggest;
pub mod view;

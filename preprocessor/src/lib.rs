//! A casebook compiler.
//!
//! The stages, in the order in which a book flows through them:
//!
//! 1. [`discover`] reads files; nothing else reads the disk.
//! 2. [`parse`] and [`book`] turn each into raw values with spans; parsing cannot fail.
//! 3. [`rules`] look at all of them and report [`diagnostic`]s.
//! 4. [`lower`] turns raw values into the checked [`model`]; [`prose`] and [`inline`] rewrite Markdown.
//! 5. [`view`], [`sheet`] and [`render`] fill the templates; [`points`] shortens answers.
//! 6. [`apply`] puts the chapters into mdBook's book; [`protocol`] reads and writes it.
//!
//! [`mod@print`] turns sheets into PDFs through [`chromium`]; [`report`] prints diagnostics; [`cli`] is the edge.

pub mod apply;
pub mod book;
pub mod build;
pub mod chromium;
pub mod cli;
pub mod compile;
pub mod diagnostic;
pub mod discover;
pub mod escape;
pub mod inline;
pub mod lower;
pub mod model;
pub mod parse;
pub mod points;
pub mod print;
pub mod prose;
pub mod protocol;
pub mod reference;
pub mod render;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod serve;
pub mod sheet;
pub mod source;
pub mod starter;
pub mod suggest;
pub mod view;

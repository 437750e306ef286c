//! Everything that knows mdBook.
//!
//! [`compile`] goes from a folder to mdBook's book, [`apply`] puts the chapters into it, [`protocol`] reads and writes
//! it as a preprocessor does, [`build`] runs mdBook in this process.

pub mod apply;
pub mod build;
pub mod compile;
pub mod protocol;

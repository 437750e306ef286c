//! Everything that knows mdBook.
//!
//! [`compile`] turns a checked book into mdBook's, [`apply`] puts the chapters into it, [`protocol`] reads and writes
//! it as a preprocessor does, [`build`] runs mdBook in this process.

pub mod apply;
pub mod build;
pub mod compile;
pub mod protocol;

//! Everything that knows mdBook.
//!
//! [`compile`] goes from a folder to mdBook's book, [`apply`] puts the chapters into it, [`plain`] makes those for other
//! renderers, [`protocol`] reads and writes it as a preprocessor does, [`build`] runs mdBook in this process: into the
//! folder that [`place`] allows, by way of a [`temporary`] one.

pub mod apply;
pub mod build;
pub mod compile;
pub mod place;
pub mod plain;
pub mod protocol;
pub mod temporary;

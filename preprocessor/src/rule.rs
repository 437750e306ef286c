//! What a rule is: the name of a defect, why it matters, and a book that has it.
//!
//! Must not know any rule.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The book is not built.
    Error,
    /// The book is built.
    Warning,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A defect that a book can have.
#[derive(Debug)]
pub struct Rule {
    /// The name of the defect, in kebab case; also the name of the rule's file, its anchor and its code in reports.
    pub id: &'static str,
    pub severity: Severity,
    /// The defect as a noun phrase: lowercase start, no final dot.
    pub summary: &'static str,
    /// Why it matters: sentences.
    pub reason: &'static str,
    /// A book that has the defect: shown on the rules page and run as the rule's test.
    pub example: Example,
}

/// The starter book with one file changed.
#[derive(Debug)]
pub struct Example {
    /// The file that is changed or added, relative to the book's root.
    pub file: &'static str,
    pub edit: Edit,
}

#[derive(Debug)]
pub enum Edit {
    /// The first occurrence of a passage is replaced.
    Replace {
        /// The passage; it must occur.
        find: &'static str,
        with: &'static str,
    },
    /// The passages from `first` to `second` and from `second` to the end are swapped.
    Swap {
        /// Where the first passage begins.
        first: &'static str,
        /// Where the second passage begins.
        second: &'static str,
    },
    /// The file has these bytes.
    Whole(&'static [u8]),
    /// The file is a copy of another.
    CopyOf(&'static str),
    /// There is no example: the defect is of a file system, not of a text.
    None,
}

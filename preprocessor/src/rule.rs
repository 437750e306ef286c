//! What a rule is: the name of a defect, why it matters, and a book in which it occurs.
//!
//! Must not know any rule.

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The book is not built.
    Error,
    /// The book is built; the author should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something that can be wrong.
#[derive(Debug)]
pub struct Rule {
    /// The name of the defect: file name, page anchor and messages use it.
    pub id: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// The defect, in one phrase.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub reason: &'static str,
    /// A book in which it occurs: shown on the page of rules, and the rule's test.
    pub example: Example,
}

/// The starter book with one file changed.
#[derive(Debug)]
pub struct Example {
    /// The file that is changed or added, relative to the book's root.
    pub file: &'static str,
    /// How it differs from the starter book's.
    pub edit: Edit,
}

/// How the file of an example differs from the starter book's.
#[derive(Debug)]
pub enum Edit {
    /// The first occurrence of a passage is replaced.
    Replace {
        /// The passage; it must occur.
        find: &'static str,
        /// Its replacement.
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
    /// No text shows it: it takes a file system.
    None,
}

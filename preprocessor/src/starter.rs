//! The book that `init` writes: one rubric, one case, one drill, one sample.
//!
//! It is also the book in which the examples of the rules occur. Must pass
//! `check` without a warning.

/// Path relative to the book's root, and text.
pub const BOOK: [(&str, &str); 12] = [
    ("book.toml", include_str!("../starter/book.toml")),
    ("src/SUMMARY.md", include_str!("../starter/src/SUMMARY.md")),
    ("src/index.md", include_str!("../starter/src/index.md")),
    ("src/cases/index.md", include_str!("../starter/src/cases/index.md")),
    ("src/cases/related-articles.md", include_str!("../starter/src/cases/related-articles.md")),
    ("src/drills/index.md", include_str!("../starter/src/drills/index.md")),
    ("src/drills/estimation.md", include_str!("../starter/src/drills/estimation.md")),
    ("src/rubrics/index.md", include_str!("../starter/src/rubrics/index.md")),
    ("src/rubrics/design.toml", include_str!("../starter/src/rubrics/design.toml")),
    (
        "src/samples/related-articles/a-counting-answer.md",
        include_str!("../starter/src/samples/related-articles/a-counting-answer.md"),
    ),
    ("src/progress.md", include_str!("../starter/src/progress.md")),
    ("src/scorecards.md", include_str!("../starter/src/scorecards.md")),
];

/// The theme files that every casebook needs, relative to its root.
pub const THEME: [(&str, &str); 1] =
    [("theme/casebook/tokens.css", include_str!("../../theme/casebook/tokens.css"))];

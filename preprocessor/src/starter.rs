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

/// Files of the theme with their texts, by their names in the order in which pages load them.
macro_rules! theme {
    ($($name:literal)*) => {
        [$((concat!("theme/casebook/", $name), include_str!(concat!("../../theme/casebook/", $name)))),*]
    };
}

/// The styles that every casebook needs, relative to its root.
pub const STYLES: [(&str, &str); 7] = theme! {
    "tokens.css"
    "case.css"
    "controls.css"
    "practice.css"
    "progress.css"
    "scorecard.css"
    "print.css"
};

/// The scripts that every casebook needs, relative to its root.
pub const SCRIPTS: [(&str, &str); 42] = theme! {
    "scoring.js"
    "clock.js"
    "attempts.js"
    "join.js"
    "merge.js"
    "progress.js"
    "guard.js"
    "storage.js"
    "dom.js"
    "words.js"
    "controls.js"
    "cb-copy.js"
    "cb-undo.js"
    "cb-storage-status.js"
    "visit.js"
    "cb-texts.js"
    "cb-lost.js"
    "cb-toolbar.js"
    "cb-clock.js"
    "cb-review.js"
    "cb-calibration.js"
    "cb-notes.js"
    "cb-scoring.js"
    "cb-interview.js"
    "cb-result.js"
    "cb-sheets.js"
    "cb-print.js"
    "cb-case.js"
    "cb-drill.js"
    "scrollers.js"
    "page-frame.js"
    "attempt-view.js"
    "cb-next.js"
    "cb-heat-map.js"
    "cb-trend.js"
    "cb-over-budget.js"
    "cb-attempts.js"
    "cb-import.js"
    "cb-data.js"
    "cb-progress.js"
    "search-results.js"
    "cb-marks.js"
};

/// All files of `init`: the book and its theme.
pub fn files() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    BOOK.iter().chain(&STYLES).chain(&SCRIPTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files that a `book.toml` loads.
    fn loaded(settings: &str) -> [Vec<String>; 2] {
        let table: toml::Table = settings.parse().unwrap();
        ["additional-css", "additional-js"].map(|key| {
            let list = table["output"]["html"][key].as_array().unwrap();
            list.iter().map(|path| path.as_str().unwrap().to_owned()).collect()
        })
    }

    #[test]
    fn every_book_loads_all_of_the_theme_in_the_same_order() {
        let names = |files: &[(&str, &str)]| files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let ours: [Vec<String>; 2] = [names(&STYLES), names(&SCRIPTS)];
        assert_eq!(loaded(include_str!("../starter/book.toml")), ours);
        assert_eq!(loaded(include_str!("../../book.toml")), ours);
        let mut there: Vec<String> =
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../theme/casebook"))
                .unwrap()
                .map(|entry| format!("theme/casebook/{}", entry.unwrap().file_name().to_string_lossy()))
                .filter(|path| [".css", ".js"].iter().any(|ending| path.ends_with(ending)))
                .collect();
        let mut ours = ours.concat();
        there.sort();
        ours.sort();
        assert_eq!(ours, there, "a file of the theme that no page loads, or one that is not there");
    }
}

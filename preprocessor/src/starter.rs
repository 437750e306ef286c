//! The book that `init` writes: one rubric, one case with a cover and a lab, one drill, one sample, and the theme.
//!
//! The examples of the rules are edits of it. Must pass `check` without a warning.

/// The files without the theme: paths relative to the book's root, and texts.
pub const BOOK: [(&str, &str); 14] = [
    ("book.toml", include_str!("../starter/book.toml")),
    ("src/SUMMARY.md", include_str!("../starter/src/SUMMARY.md")),
    ("src/index.md", include_str!("../starter/src/index.md")),
    ("src/cases/index.md", include_str!("../starter/src/cases/index.md")),
    ("src/cases/related-articles.md", include_str!("../starter/src/cases/related-articles.md")),
    ("src/labs/counts.js", include_str!("../starter/src/labs/counts.js")),
    ("src/covers/related-articles.svg", include_str!("../starter/src/covers/related-articles.svg")),
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

/// The styles and scripts of a casebook: what `book.toml` puts on every page, and the bundles that pages
/// load when they need them. All are made by `theme/bundle.mjs`.
pub const THEME: [(&str, &str); 17] = [
    ("theme/casebook.css", include_str!("../../theme/dist/casebook.css")),
    ("theme/casebook.js", include_str!("../../theme/dist/casebook.js")),
    ("src/casebook/attempts.js", include_str!("../../src/casebook/attempts.js")),
    ("src/casebook/board.js", include_str!("../../src/casebook/board.js")),
    ("src/casebook/calibration.js", include_str!("../../src/casebook/calibration.js")),
    ("src/casebook/cards.js", include_str!("../../src/casebook/cards.js")),
    ("src/casebook/copy.js", include_str!("../../src/casebook/copy.js")),
    ("src/casebook/drill.js", include_str!("../../src/casebook/drill.js")),
    ("src/casebook/drills.js", include_str!("../../src/casebook/drills.js")),
    ("src/casebook/estimate.js", include_str!("../../src/casebook/estimate.js")),
    ("src/casebook/import.js", include_str!("../../src/casebook/import.js")),
    ("src/casebook/lab.js", include_str!("../../src/casebook/lab.js")),
    ("src/casebook/outcome.js", include_str!("../../src/casebook/outcome.js")),
    ("src/casebook/practice.js", include_str!("../../src/casebook/practice.js")),
    ("src/casebook/progress.js", include_str!("../../src/casebook/progress.js")),
    ("src/casebook/saves.js", include_str!("../../src/casebook/saves.js")),
    ("src/casebook/sheets.css", include_str!("../../src/casebook/sheets.css")),
];

/// Styles for mdBook's own elements, which a book lists if it wants them; a new one does.
pub const OF_MDBOOK: (&str, &str) =
    ("theme/casebook-mdbook.css", include_str!("../../theme/dist/casebook-mdbook.css"));

/// All files of `init`: the book and its theme.
pub fn files() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    BOOK.iter().chain(&THEME).chain([&OF_MDBOOK])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_book_loads_the_same_theme() {
        let names = [THEME[0].0, OF_MDBOOK.0, THEME[1].0];
        let this = (include_str!("../../book.toml"), names.map(|path| path.replace("theme/", "theme/dist/")));
        let new = (include_str!("../starter/book.toml"), names.map(str::to_owned));
        for (settings, files) in [this, new] {
            let table: toml::Table = settings.parse().unwrap();
            let listed = |key: &str| table["output"]["html"][key].as_array().unwrap().clone();
            let listed = [listed("additional-css"), listed("additional-js")].concat();
            assert_eq!(listed.iter().filter_map(|path| path.as_str()).collect::<Vec<_>>(), files);
        }
    }

    #[test]
    fn a_new_book_gets_every_bundle_and_no_other() {
        let mut on_disk: Vec<String> =
            std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/casebook"))
                .unwrap()
                .map(|entry| format!("src/casebook/{}", entry.unwrap().file_name().to_string_lossy()))
                .collect();
        on_disk.sort();
        assert_eq!(THEME[2..].iter().map(|(path, _)| *path).collect::<Vec<_>>(), on_disk);
        for (path, _) in &THEME[2..] {
            let name = path.trim_start_matches("src/");
            let asked = match name.trim_start_matches("casebook/").strip_suffix(".js") {
                Some(bundle) => format!("{bundle}:[\""),
                None => format!("{name}?"),
            };
            assert!(THEME[1].1.contains(&asked), "{path} is loaded by no page");
        }
    }
}

//! Plots: one mistake at a time, what is drawn, and distributions against values of mpmath.

use std::fs;
use std::path::Path;

use mdbook_casebook::check::{Checked, check_files, in_memory};
use mdbook_casebook::diagnostic::Diagnostic;
use mdbook_casebook::estimate::distributions::{beta_cdf, beta_pdf, normal_cdf, normal_pdf};
use mdbook_casebook::lower::lower_book;
use mdbook_casebook::render::Templates;
use mdbook_casebook::starter;

use crate::expected::{Expected, tests};

const DRILL: &str = "src/drills/estimation.md";

/// What a plot needs besides its axes and series.
const HEAD: &str = "title: T\ndescription: D\n";

fn checked(text: &str) -> Checked {
    let drill = format!("+++\ntitle = \"Estimation\"\n+++\n\n{text}\n\n## Why?\n\nBecause.\n");
    let others = starter::BOOK.iter().filter(|(path, _)| *path != DRILL);
    let files = others.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let files = files.chain([(DRILL.to_owned(), drill.into_bytes())]).collect();
    let mut found = Vec::new();
    let files = in_memory(files, &mut found);
    check_files(&files, found, None)
}

fn shown(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|d| format!("{} {:?}: {}", d.rule.id, d.source.slice(&d.span), d.message)).collect()
}

fn problems(lines: &str) -> Vec<String> {
    shown(&checked(&format!("```plot\n{HEAD}{lines}\n```")).diagnostics)
}

/// The chapter of the drill with a plot.
fn drawn(text: &str) -> String {
    let Checked { book, estimates, diagnostics } = checked(text);
    assert_eq!(shown(&diagnostics), Vec::<String>::new(), "{text}");
    let book = lower_book(book, &estimates, "T", true).unwrap();
    let templates = Templates::load(Path::new("no/such/folder")).unwrap();
    templates.drill(&book, &book.drills[0]).unwrap()
}

#[test]
fn one_mistake_is_one_message_at_its_place() {
    let is = |lines: &str, expected: &str| assert_eq!(problems(lines), [expected], "{lines}");
    let axes = "x: a, 0..1\ny: b\n";
    is(&format!("{axes}labels: c\nline = x"), "plot-syntax \"labels\": `labels` is not part of a plot");
    is(&format!("{axes}line = x ×"), "plot-syntax \"\": something is missing here");
    is(&format!("{axes}line = x × peak"), "unknown-quantity \"peak\": no quantity `peak`");
    is(&format!("{axes}line = ln(x)"), "non-finite-plot \"ln(x)\": this is infinite at x = 0");
    is(
        &format!("{axes}line = sqrt(x − 0.25)"),
        "non-finite-plot \"sqrt(x − 0.25)\": this has no value at x = 0",
    );
    is(&format!("{axes}line = 1 ÷ (x − 0.5)"), "non-finite-plot \"(x − 0.5)\": this divisor is 0");
    is(
        &format!("{axes}line = x + 3 rows"),
        "unit-mismatch \"x + 3 rows\": a plain number and `rows` cannot be added",
    );
    is(axes, "plot-syntax \"```plot\": the plot shows no data");
    is("x: a, 0..1\nline = x", "plot-syntax \"```plot\": the plot has no `y`");
    is("x: a\ny: b\nline = x", "plot-syntax \"a\": the plot does not say from where to where x goes");
    is("x: a, 1..1\ny: b\nline = x", "empty-range \"1..1\": this range ends where it begins or before");
    is(
        "x: a, 0..1, log\ny: b\nline = x",
        "non-positive-value \"0\": a logarithmic axis cannot show 0 or less",
    );
    is(
        "x: a, -1..1\ny: b, log\nline = x",
        "non-positive-value \"x\": a logarithmic axis cannot show 0 or less",
    );
    is(
        "x: a\ny: b, log\npoints\n1, 2\n2, 0",
        "non-positive-value \"2, 0\": a logarithmic axis cannot show 0 or less",
    );
    is(
        "x: a, log\ny: b\npoints\n1, 2\n0, 2",
        "non-positive-value \"0\": a logarithmic axis cannot show 0 or less",
    );
    is("x: a, log\ny: b\nbar\nrank, 2", "plot-syntax \"a, log\": x has names, and so no range");
    is(
        "x: a\ny: b, log\nbar\n1, 2",
        "plot-syntax \"b, log\": bars begin at 0, which a logarithmic axis cannot show",
    );
    is(
        "x: a\ny: b (ms)\npoints\n1, 2 GB",
        "unit-mismatch \"2 GB\": the axis is in `s`, but this is in `bytes`",
    );
    is("x: a\ny: b\npoints\n1, x", "plot-syntax \"points\": there is no data below `points`");
    is("x: a\ny: b\nline\nrank, 2", "plot-syntax \"line\": x has names, on which no line can be drawn");
    is(
        &format!("{axes}line \"a\" = x\nline = 2 × x"),
        "plot-syntax \"line\": this line has no name, and is not the only series",
    );
    is(
        &format!("{axes}line = x\nmark x \"far\" = 3"),
        "plot-syntax \"3\": `far` is outside of the range of x",
    );
    is(&format!("{axes}line = x\nmark y \"x\" = x"), "plot-syntax \"x\": `x` has no value here");
    let seven: String = (1..=7).map(|n| format!("line \"{n}\" = x ^ {n}\n")).collect();
    is(&format!("{axes}{seven}"), "too-many-series \"line\": the plot has 7 series");
    assert_eq!(
        shown(&checked("```plot\nx: a, 0..1\ny: b\nline = x\n```").diagnostics),
        ["plot-without-title \"```plot\": the plot has no `title` and no `description`"]
    );
    assert_eq!(
        shown(&checked(&format!("```plot wide\n{HEAD}{axes}line = x\n```")).diagnostics),
        ["plot-syntax \"wide\": nothing may follow `plot`"]
    );
}

/// A place in a quote or a list is one in the file.
#[test]
fn a_mistake_in_a_quote_has_its_line_and_column() {
    let text = format!(
        "> ```plot\n> {}> x: a, 0..1\n> y: b\n> line = x × × 2\n> ```",
        HEAD.replace('\n', "\n> ").trim_end_matches("> ")
    );
    let found = checked(&text).diagnostics;
    assert_eq!(found.len(), 1, "{:?}", shown(&found));
    assert_eq!((found[0].position().line, found[0].position().column), (10, 14));
}

#[test]
fn a_quantity_that_is_only_drawn_is_used() {
    let text = |expression: &str| {
        format!(
            "```estimate\npeak = 53k requests/s # measured\nspare = 2 hosts # chosen\n```\n\n```plot\n{HEAD}x: hosts (hosts), 1..9\ny: load (requests/s)\nline = {expression}\n```"
        )
    };
    assert_eq!(shown(&checked(&text("peak ÷ x × 1 host")).diagnostics), Vec::<String>::new());
    assert_eq!(
        shown(&checked(&text("53k requests/s ÷ x × 1 host")).diagnostics),
        ["unused-quantity \"peak\": nothing uses `peak`"]
    );
    assert_eq!(
        shown(&checked(&text("peek ÷ x × 1 host")).diagnostics),
        ["unknown-quantity \"peek\": no quantity `peek`"]
    );
}

/// Every kind of mark and axis, as it is written into a chapter.
#[test]
fn a_plot_is_drawn_as_expected() {
    let plots = [
        "x: load (requests/s), 100..8k, log\ny: latency (ms), 10..200\nline \"model\" = 12 ms ÷ (1 − x ÷ 9k requests/s)\nband \"most\" = 8 ms .. 40 ms\npoints \"seen\"\n| load | latency |\n|---|---|\n| 1k | 14 |\n| 4k | 0.021 s |\nmark x \"today\" = 4k\nmark y \"promise\" = 150",
        "x: stage <of \"the\" service>\ny: time (ms)\nbar\nretrieve, 0..30\n\"rank & {{blend}}\", 30..90\nmark y \"budget\" = 120",
        "x: day\ny: cost ($)\nstep\n| day | now | then |\n| 1 | $20k | 5k |\n| 2 | $25k | |\n| 3 | $40k | 9k |",
        "x: score, 0%..100%\ny: share, 0..1\nbar \"bins\"\n10%, 0.2\n30%, 0.5\n50%, 0.1",
    ];
    let blocks: Vec<String> = plots.iter().map(|lines| format!("```plot\n{HEAD}{lines}\n```\n")).collect();
    let chapter = drawn(&blocks.join("\n"));
    let styles = format!(
        "<style>{}</style>",
        fs::read_to_string(tests().join("../theme/dist/plots.css")).unwrap().trim_end()
    );
    assert_eq!(chapter.matches(&styles).count(), 1);
    let figures: Vec<&str> =
        chapter.lines().filter(|line| line.starts_with("<figure class=\"cb-plot\"")).collect();
    assert_eq!(figures.len(), plots.len());
    let readable = figures.join("\n").replace(&styles, "").replace("><", ">\n<");
    let mut expected = Expected::new("fixtures/plots/drawn");
    expected.compare("plots.html", &format!("{readable}\n"));
    expected.finish();
}

/// A chapter and its sheet are on one page.
#[test]
fn a_plot_on_a_sheet_has_other_ids_and_no_table() {
    let files = starter::BOOK.iter().map(|(path, text)| {
        let plot = format!("```plot\n{HEAD}x: a, 0..1\ny: b\nline = x\n```\n\n### Signals");
        ((*path).to_owned(), text.replacen("### Signals", &plot, 1).into_bytes())
    });
    let mut found = Vec::new();
    let files = in_memory(files.collect(), &mut found);
    let Checked { book, estimates, diagnostics } = check_files(&files, found, None);
    assert_eq!(shown(&diagnostics), Vec::<String>::new());
    let book = lower_book(book, &estimates, "T", true).unwrap();
    let templates = Templates::load(Path::new("no/such/folder")).unwrap();
    let case = templates.case(&book, &book.cases[0]).unwrap();
    assert_eq!(case.matches("id=\"cb-plot-related-articles-1-title\"").count(), 1);
    assert_eq!(case.matches("id=\"sheet-cb-plot-related-articles-1-title\"").count(), 1);
    // One of the plots, and one of the estimates of the starter's case.
    assert_eq!(case.matches("<style>").count() - 2, case.matches("cb-unindexed").count());
    let sheet = case.split_once("sheet-cb-plot").unwrap().1;
    assert!(!sheet.contains("cb-plot-data"));
}

/// A straight line is where its axes say.
#[test]
fn a_line_goes_through_the_places_of_its_values() {
    let chapter =
        drawn(&format!("```plot\n{HEAD}x: a, 0..10\ny: b, 0..100\nline = 10 × x\nmark y \"half\" = 50\n```"));
    let after = |class: &str| {
        let d = chapter.split_once(&format!("class=\"{class}\"")).unwrap().1.split_once("d=\"").unwrap().1;
        d.split_once('"').unwrap().0.to_owned()
    };
    let numbers = |d: &str| -> Vec<f64> {
        d.split(['M', 'L', ' '])
            .filter(|number| !number.is_empty())
            .map(|number| number.parse().unwrap())
            .collect()
    };
    let (axis, line, mark) =
        (numbers(&after("cb-plot-axis")), numbers(&after("cb-plot-line")), numbers(&after("cb-plot-mark")));
    let [left, bottom, right, _] = axis[..] else { panic!("{axis:?}") };
    assert_eq!([line[0], line[1], line[2]], [left, bottom, right]);
    assert!((mark[1] - f64::midpoint(bottom, line[3])).abs() < 0.11, "{mark:?} {line:?}");
}

#[test]
fn distributions_are_right_to_nine_digits() {
    let text = fs::read_to_string(tests().join("fixtures/plots/distributions.json")).unwrap();
    let rows: Vec<(String, f64, f64, f64, f64)> = serde_json::from_str(&text).unwrap();
    assert!(rows.len() > 300);
    for (name, x, first, second, expected) in rows {
        let found = match name.as_str() {
            "normal_pdf" => normal_pdf(x, first, second),
            "normal_cdf" => normal_cdf(x, first, second),
            "beta_pdf" => beta_pdf(x, first, second),
            "beta_cdf" => beta_cdf(x, first, second),
            _ => panic!("{name}"),
        };
        let off = (found - expected).abs() / expected;
        assert!(off < 1e-9, "{name}({x}, {first}, {second}) is {found}, not {expected}: {off:e}");
    }
}

//! Times the stages inside one process: `cargo bench`.
//!
//! The input is the starter's case with its diagram taken out and prose put in
//! until it has 9 KB, the size of a usual chapter; a formula and a diagram are
//! timed on their own. Whole processes are timed by `tests/bench/run.py`.

#![allow(clippy::expect_used, reason = "a benchmark that cannot run ends")]

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use mdbook_casebook::check::{Checked, check_files, in_memory};
use mdbook_casebook::diagnostic::has_errors;
use mdbook_casebook::lower::lower_book;
use mdbook_casebook::parse::case::parse_case;
use mdbook_casebook::parse::embedded::macros::Macros;
use mdbook_casebook::parse::embedded::{diagram, math};
use mdbook_casebook::render::Templates;
use mdbook_casebook::source::Source;
use mdbook_casebook::starter;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const DIAGRAM: &str =
    "flowchart LR\n    V[Visits] --> C[Count pairs] --> T[(Related)]\n    T --> S[Choose three]\n";

fn case(number: usize) -> String {
    let path = "src/cases/related-articles.md";
    let starter = starter::BOOK.iter().find(|(name, _)| *name == path).expect("the starter has a case").1;
    let (before, rest) = starter.split_once("```mermaid").expect("it has a diagram");
    let after = rest.split_once("```").expect("the diagram ends").1;
    let prose =
        "A queue between the two stores absorbs the peak, and its length is the first number to watch.\n\n";
    let filled = format!("{before}{}{after}", prose.repeat(70));
    filled.replacen("Related articles", &format!("Case {number}"), 1)
}

fn book(cases: usize) -> Vec<(String, Vec<u8>)> {
    let other =
        |(path, _): &&(&str, &str)| !path.contains("/samples/") && !path.ends_with("related-articles.md");
    let mut files: Vec<(String, Vec<u8>)> = starter::BOOK
        .iter()
        .filter(other)
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    files.extend((0..cases).map(|number| (format!("src/cases/case-{number}.md"), case(number).into_bytes())));
    files
}

#[divan::bench]
fn parse_one_case(bencher: Bencher<'_, '_>) {
    let source = Arc::new(Source::new("src/cases/case.md", case(0)));
    bencher.bench_local(|| parse_case(black_box(&source), &Macros::default()));
}

#[divan::bench(args = [1, 100, 1_000])]
fn check(bencher: Bencher<'_, '_>, cases: usize) {
    let files = in_memory(book(cases), &mut Vec::new());
    bencher.counter(ItemsCount::new(cases)).bench_local(|| check_files(black_box(&files), Vec::new(), None));
}

#[divan::bench]
fn lower_and_fill_one_case(bencher: Bencher<'_, '_>) {
    let files = in_memory(book(1), &mut Vec::new());
    let Checked { book: raw, estimates, .. } = check_files(&files, Vec::new(), None);
    let templates = Templates::load(std::path::Path::new("/nowhere")).expect("the templates are built in");
    bencher.with_inputs(|| raw.clone()).bench_local_values(|raw| {
        let book = lower_book(black_box(raw), &estimates, "Bench", true).expect("the book is clean");
        templates.case(&book, &book.cases[0]).expect("the template fits")
    });
}

#[divan::bench]
fn formula(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        math::render(
            black_box(r"\frac{a + c}{a + b + n} \le \sum_{i=1}^{n} x_i^2"),
            true,
            &mut Macros::default(),
        )
    });
}

#[divan::bench]
fn flowchart(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| diagram::render(black_box(DIAGRAM), "bench".to_owned()));
}

/// A book with one drill, which has what `block` says.
fn with_drill(block: &str) -> Vec<(String, Vec<u8>)> {
    let text = format!("+++\ntitle = \"T\"\n+++\n\n## Why?\n\nBecause.\n\n{block}");
    let others = book(0).into_iter().filter(|(path, _)| path != "src/drills/estimation.md");
    others.chain([("src/drills/estimation.md".to_owned(), text.into_bytes())]).collect()
}

/// All stages on such a book.
fn bench_drill(bencher: Bencher<'_, '_>, block: &str) {
    let files = in_memory(with_drill(block), &mut Vec::new());
    let templates =
        Templates::load(std::path::Path::new("no/templates")).expect("the built-in templates parse");
    bencher.bench_local(|| {
        let checked = check_files(black_box(&files), Vec::new(), None);
        assert!(!has_errors(&checked.diagnostics), "{:?}", checked.diagnostics);
        let book = lower_book(checked.book, &checked.estimates, "Benchmark", true).expect("it has no errors");
        templates.drill(&book, &book.drills[0]).expect("the template is filled")
    });
}

/// An estimate of 40 quantities, half of them assumptions.
fn estimate_block() -> String {
    let mut text =
        "```estimate load=a0 result=b19\na0 = 1M people # measured\nb0 = a0 × 2 = 2M people\n".to_owned();
    for at in 1..20 {
        let before = at - 1;
        text.push_str(&format!("a{at} = {at} requests/person/day # assumed 0.5..90\n"));
        text.push_str(&format!(
            "b{at} = b{before} × (1 + a{at} ÷ (a{at} + 3 requests/person/day)) <= 9P people\n"
        ));
    }
    text + "```\n"
}

/// All stages on a book with one drill: the difference is what the estimate costs.
#[divan::bench(args = [false, true])]
fn estimate_of_40_quantities(bencher: Bencher<'_, '_>, estimate: bool) {
    bench_drill(bencher, &if estimate { estimate_block() } else { String::new() });
}

/// A small estimate and, if wanted, a plot of three densities and a mark.
fn plot_block(plot: bool) -> String {
    let mut text =
        "```estimate\nrate = 3% # assumed 1%..8%\nboth = rate × 2 = 6%\n```\n\n[6%](=both)\n\n".to_owned();
    if plot {
        text.push_str("```plot\ntitle: T\ndescription: D\nx: rate, 0%..20%\ny: density\n");
        for views in [100, 1_000, 10_000] {
            text.push_str(&format!(
                "line \"{views}\" = beta_pdf(x, 1 + {views} × rate, 1 + {views} × (1 − rate))\n"
            ));
        }
        text.push_str("mark x \"rate\" = rate\n```\n");
    }
    text
}

/// The same for a plot.
#[divan::bench(args = [false, true])]
fn plot_of_three_densities(bencher: Bencher<'_, '_>, plot: bool) {
    bench_drill(bencher, &plot_block(plot));
}

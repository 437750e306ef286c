//! Estimates: one mistake at a time, what `check --fix` writes, and the values that the browser must compute too.

use std::fmt::Write as _;
use std::path::Path;

use mdbook_casebook::check::{Checked, check_files, in_memory};
use mdbook_casebook::diagnostic::Diagnostic;
use mdbook_casebook::estimate::model::{Model, Quantity};
use mdbook_casebook::estimate::outlook::{Breaks, breaks, swings};
use mdbook_casebook::estimate::program::{run as run_program, steps};
use mdbook_casebook::fix::apply;
use mdbook_casebook::lower::lower_book;
use mdbook_casebook::mdbook::plain::plain_chapters;
use mdbook_casebook::parse::estimate::figure::{Scale, format};
use mdbook_casebook::render::Templates;
use mdbook_casebook::starter;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;

use crate::books::{BookTest, chapters};
use crate::commands::run;
use crate::expected::Expected;

const CASE: &str = "src/cases/related-articles.md";
const DRILL: &str = "src/drills/estimation.md";
const SAMPLE: &str = "src/samples/related-articles/a-counting-answer.md";

/// The starter without its own estimate, with texts added to files.
fn checked(added: &[(&str, &str)]) -> Checked {
    let text = |(path, text): &(&str, &str)| {
        let mut text = (*text).to_owned();
        if let Some((before, rest)) = text.split_once("```estimate") {
            // The plot after it shows its quantities.
            let after = rest.split_once("```mermaid").unwrap().1;
            let before = format!("{before}```mermaid");
            text = format!("{before}{after}").replace("[20M rows](=rows)", "20M rows");
        }
        for (_, more) in added.iter().filter(|(file, _)| file == path) {
            text.push_str(&format!("\n\n{more}\n"));
        }
        ((*path).to_owned(), text.into_bytes())
    };
    let mut diagnostics = Vec::new();
    let files = in_memory(starter::BOOK.iter().map(text).collect(), &mut diagnostics);
    check_files(&files, diagnostics, None)
}

fn shown(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|d| format!("{} {:?}: {}", d.rule.id, d.source.slice(&d.span), d.message)).collect()
}

/// What is wrong with an estimate at the end of the starter's drill, and a text below it.
fn problems(estimate: &str, prose: &str) -> Vec<String> {
    shown(&checked(&[(DRILL, &format!("```estimate\n{estimate}\n```\n\n{prose}"))]).diagnostics)
}

#[test]
fn the_napkin_of_the_documentation_is_right() {
    let napkin = "\
monthly  = 600M people                     # measured
share    = 38%                             # assumed 20%..60%
daily    = monthly × share                 = 228M people
each     = 8 requests/person/day           # assumed 2..30
average  = daily × each                    = 21k requests/s
peak     = average × 2.5                   = 53k requests/s
rows     = peak × 1000 rows/request        = 53M rows/s
gpus     = ceil(rows × 57.4 MFLOP/row ÷ 10 TFLOP/s)   = 303 GPUs   <= 340 GPUs   # with a zone lost";
    let prose = "At [53k requests a second](=peak) the ranker needs [303 GPUs](=gpus).";
    assert_eq!(problems(napkin, prose), Vec::<String>::new());
    let Checked { estimates, .. } = checked(&[(DRILL, &format!("```estimate\n{napkin}\n```\n\n{prose}"))]);
    let model = &estimates.models["drills/estimation.md"];
    let load = model.find("daily").unwrap();
    let found = breaks(model, load, |_| true);
    // 303 GPUs are 302.94 rounded up: 340 are exceeded at 340 / 302.94 times the load.
    let [(limit, Breaks::At(factor))] = found[..] else { panic!("{found:?}") };
    let (value, quota) = (600e6 * 0.38 * 8.0 / 86_400.0 * 2.5 * 1000.0 * 57.4e6 / 10e12, 340.0);
    assert_eq!(model.names[limit], "gpus");
    assert!((factor - quota / value).abs() < 1e-6, "{factor}");
    let order: Vec<&str> =
        swings(model, model.find("gpus").unwrap()).iter().map(|s| model.names[s.input].as_str()).collect();
    assert_eq!(order, ["each", "share"]);
}

/// Limits that a load reaches along a line, a root, a square, in steps, by shrinking, and never.
#[test]
fn limits_break_where_a_calculation_by_hand_says() {
    let estimate = "\
load = 10 # measured
line = 3 × load + 4 <= 100
root = sqrt(load) <= 7
square = load^2 <= 1M
steps = ceil(load ÷ 3) <= 40
share = 5 ÷ load >= 2%
both = load × 2 <= quota
quota = 900 + load
far = ln(load) <= 99
still = quota - load <= 901
late = 8 <= 7";
    let text = format!("```estimate load=load\n{estimate}\n```");
    let Checked { estimates, diagnostics: found, .. } = checked(&[(DRILL, &text)]);
    assert_eq!(
        found.iter().filter(|d| d.rule.id != "input-without-source").count(),
        0,
        "{:?}",
        shown(&found)
    );
    let model = &estimates.models["drills/estimation.md"];
    let found: Vec<_> =
        breaks(model, 0, |_| true).into_iter().map(|(at, when)| (model.names[at].as_str(), when)).collect();
    let order = ["late", "line", "root", "steps", "share", "both", "square", "far", "still"];
    assert_eq!(found.iter().map(|(name, _)| *name).collect::<Vec<_>>(), order);
    let by_hand = [3.2, 4.9, 12.0, 25.0, 90.0, 100.0];
    assert_eq!(found[0].1, Breaks::Already);
    for ((name, when), expected) in found[1..7].iter().zip(by_hand) {
        let Breaks::At(factor) = when else { panic!("{name}: {when:?}") };
        // A bound is forgiven a billionth, which a root and a sum make a few of.
        assert!((factor / expected - 1.0).abs() < 1e-8, "{name}: {factor}, not {expected}");
    }
    assert!(found[7..].iter().all(|(_, when)| *when == Breaks::Never), "{found:?}");
}

#[test]
fn one_mistake_is_one_message_at_its_place() {
    let is = |estimate: &str, prose: &str, expected: &str| {
        assert_eq!(problems(estimate, prose), [expected], "{estimate} | {prose}");
    };
    let a = "a = 5 people # chosen";
    is("a = 5 people", "", "input-without-source \"a\": `a` does not say where it comes from");
    is("a = 5 people # the staff", "", "input-without-source \"a\": `a` does not say where it comes from");
    is("a = 5 people # reported", "", "input-without-source \"a\": `a` does not say who reported it");
    is(
        &format!("{a}\nb = a × 3 = 14 people"),
        "",
        "stale-figure \"14 people\": `14 people` is now `15 people`",
    );
    is(a, "[6 people](=a)", "stale-figure \"6 people\": `6` is now `5`");
    is(a, "[5 bytes](=a)", "unit-mismatch \"5 bytes\": the quantity is in `people`, but this is in `bytes`");
    is(a, "[5](=b)", "unknown-quantity \"b\": no quantity `b`");
    is(a, "[5](=elsewhere/b)", "unknown-quantity \"elsewhere/b\": no page `elsewhere` has an estimate");
    is(&format!("{a}\nb = a + 3 GB"), "", "unit-mismatch \"a + 3 GB\": `people` and `bytes` cannot be added");
    is(
        &format!("{a}\nb = a = 5 rows"),
        "",
        "unit-mismatch \"5 rows\": the result is in `people`, but this is in `rows`",
    );
    is(
        &format!("{a}\nb = a = 5"),
        "",
        "unit-mismatch \"5\": the result is in `people`, but this is in a plain number",
    );
    is(
        &format!("{a}\nb = a <= 3 GB"),
        "",
        "unit-mismatch \"3 GB\": the value is in `people`, and its limit in `bytes`",
    );
    is(&format!("{a}\nb = a × c"), "", "unknown-quantity \"c\": no quantity `c`");
    is(&format!("{a}\nb = a ÷ (a - a)"), "", "non-finite-quantity \"(a - a)\": this divisor is 0");
    is(
        &format!("{a}\nb = c\nc = b + a"),
        "",
        "quantity-circle \"b\": `b` is computed from itself: b ← c ← b",
    );
    is(&format!("{a}\na = 3 # chosen"), "", "repeated-quantity \"a\": `a` is already defined on this page");
    is(
        "a = 5 people # assumed 6..9",
        "",
        "range-excludes-value \"6..9\": the range leaves out the value, `5 people`",
    );
    is(&format!("{a}\nb = 5 # chosen"), "", "unused-quantity \"a\": nothing uses `a`");
    is(&format!("{a}\nb = a ×"), "", "estimate-syntax \"\": something is missing here");
    is(&format!("{a}\nb = a + a # assumed 1..9"), "", "estimate-syntax \"1..9\": only an input has a range");
}

#[test]
fn numbers_and_units_are_as_people_write_them() {
    let right = |estimate: &str, prose: &str| {
        assert_eq!(problems(estimate, prose), Vec::<String>::new(), "{estimate} | {prose}");
    };
    right("a = 600M people # assumed 400M..1B", "");
    right("a = 600M people # assumed 400M people..1B people", "");
    right("a = 38% # assumed 20..60", "[38%](=a), [38 percent](=a), [about 38%](=a)");
    right(
        "a = 1.82B requests/day # measured\nb = a = 21k requests/s",
        "[21 thousand requests per second](=b)",
    );
    right("a = 89 # chosen", "[89 machines](=a)");
    right("a = 4 GB # chosen\nb = a + 500 MB = 4.5 GB", "[4.5 GB](=b), [4,500 MB](=b), [4.5](=b)");
    right("a = $3/GPU/hour # reported by the vendor\nb = a × 10 GPUs × 1 day = $720", "[**$720**](=b)");
    right("a = 10 people # chosen\nb = a <= c\nc = 20 people # chosen", "");
    right("x-y = 3 # chosen\nb = x-y - 1 = 2", "[the rest](=b)");
}

#[test]
fn a_page_uses_quantities_of_another() {
    let estimate = "```estimate\npeak = 53k requests/s # measured\n```";
    let uses = "```estimate\nhosts = ceil(estimation/peak ÷ 10k requests/s) = 6 hosts\n```\n\n[53k](=estimation/peak)";
    let both = |uses: &str| shown(&checked(&[(DRILL, estimate), (CASE, uses)]).diagnostics);
    assert_eq!(both(uses), Vec::<String>::new());
    assert_eq!(both(&uses.replace("estimation/", "drills/estimation/")), Vec::<String>::new());
    assert_eq!(
        both("[53k](=estimtion/peak)")[0],
        "unknown-quantity \"estimtion/peak\": no page `estimtion` has an estimate"
    );
    // A circle over two pages.
    let circle = checked(&[
        (DRILL, "```estimate\na = related-articles/b\n```"),
        (CASE, "```estimate\nb = estimation/a\n```"),
    ]);
    let found = shown(&circle.diagnostics);
    assert!(found.len() == 1 && found[0].starts_with("quantity-circle"), "{found:?}");
    // A sample is on the page of its case, and has no estimate of its own.
    let case = (CASE, "```estimate\npeak = 53k requests/s # measured\n```");
    assert_eq!(shown(&checked(&[case, (SAMPLE, "[53k](=peak)")]).diagnostics), Vec::<String>::new());
    let own = shown(&checked(&[(SAMPLE, estimate)]).diagnostics);
    assert!(own.len() == 1 && own[0].starts_with("misplaced-estimate"), "{own:?}");
}

#[test]
fn fixing_writes_only_the_numbers_that_are_stale() {
    let book = BookTest::starter();
    let text = "\u{feff}+++\r\n+++\r\n\r\n```estimate\r\na = 5 people # chosen\r\nb = a × 3 = 14 people  <= 90 people\r\n\
        c = b × $2/person = $28 # é\r\n```\r\n\r\nAbout [**12 thousand** people](=b) cost [$1k](=c)\\. [5](=a)\r\n";
    book.write("src/numbers.md", text);
    book.replace("src/SUMMARY.md", "# Summary\n", "# Summary\n\n[Numbers](numbers.md)\n");
    let stale = "src/numbers.md:6:13: error[stale-figure]: `14 people` is now `15 people`";
    let before = run(&book, &["check", "--format", "concise"]);
    assert!(before.code == 1 && before.out.contains(stale), "{}", before.out);
    // Elsewhere nothing is fixed.
    assert_eq!(run(&book, &["check", "--fix", "src/cases"]).err, "src/cases: no errors, no warnings\n");
    assert_eq!(book.read("src/numbers.md"), text);
    let ran = run(&book, &["check", "--fix", "--format", "concise"]);
    assert_eq!(ran.err, "fixed 4 numbers in src/numbers.md\n");
    assert!(ran.code == 0 && !ran.out.contains("stale-figure"), "{}", ran.out);
    let right = text.replace("= 14 ", "= 15 ").replace("= $28 ", "= $30 ");
    let right = right.replace("12 thousand", "15").replace("$1k", "$30");
    assert_eq!(book.read("src/numbers.md"), right);
    assert_eq!(run(&book, &["check", "--fix", "--format", "concise"]).err, "");
}

/// A file that changed in the meantime is somebody's work.
#[test]
fn a_file_that_is_not_the_one_that_was_checked_is_not_fixed() {
    let book = BookTest::starter();
    let found = || checked(&[(DRILL, "```estimate\na = 2 # chosen\nb = a × 3 = 7\n```")]).diagnostics;
    let failure = apply(book.root(), &found()).unwrap_err().to_string();
    assert!(failure.starts_with("src/drills/estimation.md changed since it was checked"), "{failure}");
    book.write(DRILL, &found()[0].source.text);
    assert_eq!(apply(book.root(), &found()).unwrap().len(), 1);
    assert!(book.read(DRILL).contains("b = a × 3 = 6"));
}

/// A sheet is on the page of its case, so it must not repeat an id; and it is no place for what moves.
#[test]
fn an_estimate_of_an_answer_is_on_its_sheet_without_ids_links_and_programs() {
    let book = BookTest::starter();
    let estimate =
        "```estimate\nspare = 7 hosts # chosen, [@linden2003]\n```\n\n[7 hosts](=spare) more.\n\n### Signals";
    book.replace(CASE, "### Signals", estimate);
    let made = book.compile().unwrap();
    let case = chapters(&made).into_iter().find(|chapter| chapter.name == "Related articles").unwrap();
    let (page, sheet) = case.content.split_once("cb-interviewer").unwrap();
    assert_eq!(case.content.matches("id=\"quantity-cases-related-articles-spare\"").count(), 1);
    assert_eq!(
        page.matches("class=\"cb-figure\" href=\"#quantity-cases-related-articles-spare\"").count(),
        1
    );
    assert!(sheet.contains("7 hosts") && sheet.contains("data-quantity=\"spare\""), "{sheet}");
    for part in ["<cb-estimate", "cb-figure", "cb-figure-number", "cb-citation", "program", "<!--cb-estimate"]
    {
        assert!(!sheet.contains(part), "{part}");
    }
}

#[test]
fn nothing_grows_where_the_author_says_so() {
    let estimate = "a = 2 hosts # chosen\nb = a × 2 = 4 hosts <= 9 hosts";
    for (load, grows) in [("", true), (" load=none", false)] {
        let checked = checked(&[(DRILL, &format!("```estimate{load}\n{estimate}\n```"))]);
        assert_eq!(shown(&checked.diagnostics), Vec::<String>::new());
        let book = lower_book(checked.book, &checked.estimates, "T", true).unwrap();
        let drill =
            Templates::load(Path::new("no/such/folder")).unwrap().drill(&book, &book.drills[0]).unwrap();
        assert_eq!(drill.contains("What breaks first"), grows);
        assert_eq!(drill.contains("\"load\":\"a\""), grows);
    }
}

/// Other renderers get the author's Markdown, in which a link to a quantity leads nowhere.
#[test]
fn a_chapter_for_another_renderer_has_the_words_of_links_and_the_block_as_written() {
    let text =
        "+++\ntitle = \"T\"\n+++\n\n[2 *hosts*](=a) and [3](=a).\n\n```estimate\na = 2 hosts # chosen\n```\n";
    let files = [(DRILL.to_owned(), text.replace("[3]", "[2]").into_bytes())];
    let others = starter::BOOK.iter().filter(|(path, _)| *path != DRILL);
    let others = others.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let mut found = Vec::new();
    let files = in_memory(others.chain(files).collect(), &mut found);
    let plain = plain_chapters(&check_files(&files, found, None).book);
    let drill = &plain["drills/estimation.md"];
    assert!(drill.contains("2 *hosts* and 2.\n\n```estimate\na = 2 hosts # chosen\n```"), "{drill}");
}

/// An expression over the quantities before it, of which there are `count`.
fn expression(count: usize) -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (1_u32..1_000).prop_map(|number| number.to_string()),
        (1_u32..1_000, 0_u32..100).prop_map(|(whole, part)| format!("{whole}.{part:02}")),
        (1_u32..100, select(vec!["k", "M", "%", "bn"]))
            .prop_map(|(number, scale)| format!("{number}{scale}")),
    ];
    let name = any::<Index>().prop_map(move |at| format!("q{}", at.index(count.max(1))));
    let leaf = if count == 0 { number.boxed() } else { prop_oneof![number, name].boxed() };
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = (inner.clone(), select(vec!["+", "−", "×", "÷"]), inner.clone());
        let one = select(vec!["ceil", "floor", "round", "sqrt", "ln", "log2", "log10"]);
        prop_oneof![
            4 => pair.prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
            1 => (inner.clone(), select(vec!["2", "0.5", "-1", "1.7"])).prop_map(|(base, by)| format!("({base})^{by}")),
            1 => (one, inner.clone()).prop_map(|(name, inner)| format!("{name}({inner})")),
            1 => inner.clone().prop_map(|inner| format!("exp(-1 ÷ (1 + ({inner})^2))")),
            1 => inner.clone().prop_map(|inner| format!("(-{inner})")),
            1 => (select(vec!["min", "max"]), inner.clone(), inner).prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
        ]
    })
}

/// Quantities of generated expressions.
fn generated(seed: u8) -> Model {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut lines = String::new();
    for count in 0..180 {
        let text = expression(count.min(12)).new_tree(&mut runner).unwrap().current();
        writeln!(lines, "q{count} = {text} # chosen").unwrap();
    }
    let checked = checked(&[(DRILL, &format!("```estimate\n{lines}```"))]);
    let known = ["non-finite-quantity", "unused-quantity"];
    let other: Vec<_> = checked.diagnostics.iter().filter(|found| !known.contains(&found.rule.id)).collect();
    assert_eq!(other.len(), 0, "{other:?}");
    let mut estimates = checked.estimates;
    estimates.models.remove("drills/estimation.md").unwrap()
}

/// What the browser must come to: programs and their values.
fn programs(model: &Model) -> Vec<serde_json::Value> {
    let program = |quantity: &Option<Quantity>| match quantity {
        Some(Quantity { program, value, .. }) => json!({"program": steps(program), "value": value}),
        None => json!({"program": [], "value": null}),
    };
    model.quantities.iter().map(program).collect()
}

const SCALES: [(&str, Scale); 4] =
    [("-", Scale::Plain), ("k", Scale::Letters), ("bn", Scale::Bare), ("word", Scale::Words)];

/// The texts that the browser must come to: the number, its look, and what is written.
fn texts(number: f64) -> Vec<serde_json::Value> {
    let mut texts = Vec::new();
    for (name, scale) in SCALES {
        for digits in 2..=4 {
            texts.push(json!([number, digits, name, false, format(number, digits, scale, false)]));
        }
        texts.push(json!([number, 2, name, true, format(number, 2, scale, true)]));
    }
    texts
}

#[test]
fn the_browser_has_fixtures_of_values_and_texts() {
    let numbers = [
        0.0, 0.5, 2.5, 9.99, 88.67, 999.6, 1_234.0, 9_999.5, 12_345.6, 52_777.8, 999_600.0, 1.8e9, 2.28e8,
        5e15, 1e20, 1e-9,
    ];
    let lines = |list: Vec<serde_json::Value>| {
        list.iter().map(|one| format!("    {one}")).collect::<Vec<_>>().join(",\n")
    };
    let texts = numbers.into_iter().flat_map(|number| [number, -number]).flat_map(texts).collect();
    let text = format!(
        "{{\n  \"programs\": [\n{}\n  ],\n  \"texts\": [\n{}\n  ]\n}}\n",
        lines(programs(&generated(7))),
        lines(texts)
    );
    let mut expected = Expected::new("fixtures/estimates");
    expected.compare("estimates.json", &text);
    expected.finish();
}

/// A program has the value that compiling it found. `CASEBOOK_ESTIMATES` names a file to write all of it to, with which
/// `tests/run` asks the browser's evaluator for the same.
#[test]
fn programs_of_generated_expressions_have_the_values_that_were_checked() {
    let (mut found, mut compared) = (Vec::new(), 0);
    for seed in 20..28 {
        let model = generated(seed);
        let value = |quantity: &Option<Quantity>| [quantity.as_ref().map_or(f64::NAN, |one| one.value)];
        let values: Vec<[f64; 1]> = model.quantities.iter().map(value).collect();
        for Quantity { program, value, .. } in model.quantities.iter().flatten() {
            let [computed] = run_program(program, &values, &mut Vec::new());
            assert!((computed - value).abs() <= 1e-12 * value.abs(), "{program:?}: {computed}, not {value}");
            compared += 1;
        }
        let numbers = model.quantities.iter().flatten().map(|quantity| quantity.value);
        found.push(
            json!({"programs": programs(&model), "texts": numbers.flat_map(texts).collect::<Vec<_>>()}),
        );
    }
    assert!(compared > 1_000, "{compared}");
    if let Some(path) = std::env::var_os("CASEBOOK_ESTIMATES") {
        std::fs::write(path, serde_json::to_string(&found).unwrap()).unwrap();
    }
}

/// Fifteen digits do not tell them apart.
#[test]
fn a_half_is_rounded_up_and_the_number_below_it_down() {
    let text = |value: f64| format(value, 2, Scale::Plain, false);
    let around = |half: f64| [half.next_down(), half, half.next_up()].map(text);
    assert_eq!(around(0.125), ["0.12", "0.13", "0.13"]);
    assert_eq!(around(6.25), ["6.2", "6.3", "6.3"]);
    assert_eq!(around(11_500.0), ["11,000", "12,000", "12,000"]);
    assert_eq!(around(1.25e15), ["1.2e15", "1.3e15", "1.3e15"]);
}

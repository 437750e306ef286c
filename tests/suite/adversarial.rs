//! Texts made to take long or to overflow a stack: the time for each grows with its length and not with its square.
//!
//! The limits are generous, since tests run without optimization on busy machines; quadratic time misses them by far.

use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use mdbook_casebook::check::{check_files, in_memory};
use mdbook_casebook::diagnostic::Diagnostic;
use mdbook_casebook::parse::embedded::macros::Macros;
use mdbook_casebook::parse::embedded::{diagram, math};
use mdbook_casebook::report::{Format, render};
use mdbook_casebook::starter;

/// The most time for a text of [`SIZE`] bytes.
const LIMIT: Duration = Duration::from_secs(10);
const SIZE: usize = 40_000;
/// The stack, in bytes, of a thread that parses files.
const STACK: usize = 2 * 1024 * 1024;

const CASE: &str = "src/cases/related-articles.md";
const RUBRIC: &str = "src/rubrics/design.toml";
const FRONT: &str = "+++\ntitle = \"T\"\nround = \"design\"\nsummary = \"S\"\n+++\n\nPrompt.\n\n## Goal\n\n";

/// Pieces of Markdown that open, nest, repeat or refer; `{i}` is replaced by a count, `{indent}` by spaces.
const MARKDOWN: &[&str] = &[
    "[",
    "]",
    "![",
    "![a](",
    "[a](",
    "[a](b) ",
    "[x](y.md)\n",
    "[](",
    "[a](<b",
    "[a]: b\n[a] ",
    "[a{i}]: b\n",
    "$",
    "$x$ ",
    "$$ ",
    "$\\frac{a ",
    "|",
    "|a|\n|-|\n",
    "|-",
    "- [ ] ",
    "- [ ] \n",
    "- [ ] L5: x\n",
    "- [ ] L5: a ^\n",
    "^ ",
    "#",
    "#\n",
    "## a\n",
    "## a{i}\n",
    "## a {#",
    "## $x$\n",
    "### Signals\n- [ ] L5: a\n",
    "### Alternatives\n|a|b|\n|-|-|\n|c|d|\n\n",
    "### Curveball at 1: x\n",
    "### Follow-up: x{i}\n",
    "+++\n",
    ">",
    "> > > > > > > > a\n",
    "{{#casebook",
    "{{#casebook x}} ",
    "[@",
    "[@x] ",
    "[@x;",
    "\\[@",
    "`",
    "` `` ``` ",
    "```\n",
    "```mermaid\nA\n```\n",
    "```estimate\n",
    "```estimate\na{i} = a\n```\n",
    "```estimate load=a result=b x\na = b\nb = a\n```\n",
    "[1](=a{i}) ",
    "*",
    "*a _",
    "_a ",
    "**a*",
    "~~a",
    "<",
    "<a ",
    "<!--",
    "<? ",
    "<![CDATA[",
    "&a",
    "\\",
    "TODO ",
    "[^a] ",
    "[^a]: ",
    ": a\n",
    "1. ",
    "{indent}- a\n",
    "\t",
    "\r",
    "\0",
    "\u{301}",
    "a\n=\n",
    "a\n",
    "http://a ",
    "{",
];

const TOML: &[&str] = &[
    "[",
    "[\n",
    "[[criteria]]\n",
    "[[sources]]\nid = \"a{i}\"\n",
    "[[sources]]\nid = \"a\"\n",
    "a = [[[[[[",
    "a={a=",
    "a.",
    "a{i}=1\n",
    "a=1\n",
    "=",
    "=\n",
    "\"",
    "'''\n",
    "#",
    "tags = [\"a\",\n",
    "\"L{i}\", ",
    "\"\\u",
    "a=0",
    "[a{i}.b.c.d]\n",
    "[a",
    "x{i}.y.z.w=1\n",
    "] [ = \" \n",
    "\0",
];

fn repeat(piece: &str, start: &str, size: usize) -> String {
    let mut text = start.to_owned();
    for i in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&piece.replace("{i}", &i.to_string()).replace("{indent}", &"  ".repeat(i % 200)));
    }
    text
}

/// Checks the starter book with one file replaced, and fails when that takes too long.
fn check_in_time(path: &'static str, text: String, name: &str, limit: Duration) -> Vec<Diagnostic> {
    let (sender, receiver) = channel();
    let start = Instant::now();
    std::thread::spawn(move || {
        let mut files: Vec<(String, Vec<u8>)> = starter::BOOK
            .iter()
            .filter(|(other, _)| *other != path)
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect();
        files.push((path.to_owned(), text.into_bytes()));
        let mut diagnostics = Vec::new();
        let files = in_memory(files, &mut diagnostics);
        let _ = sender.send(check_files(&files, diagnostics, None).diagnostics);
    });
    let found = receiver.recv_timeout(limit);
    found.unwrap_or_else(|error| panic!("{name:?} took {:?}: {error}", start.elapsed()))
}

#[test]
fn markdown_is_parsed_in_linear_time() {
    for piece in MARKDOWN {
        check_in_time(CASE, repeat(piece, FRONT, SIZE), piece, LIMIT);
    }
}

#[test]
fn a_signal_is_parsed_in_linear_time() {
    for piece in ["^", " ^a", "`^", "$", ": ", "!"] {
        let signal = repeat(piece, &format!("{FRONT}### Signals\n\n- [ ] L5: a"), SIZE);
        check_in_time(CASE, signal, piece, LIMIT);
    }
}

#[test]
fn toml_is_parsed_in_linear_time() {
    for piece in TOML {
        check_in_time(RUBRIC, repeat(piece, "", SIZE), piece, LIMIT);
        check_in_time(CASE, repeat(piece, "+++\n", SIZE) + "\n+++\n", piece, LIMIT);
    }
}

#[test]
fn half_a_megabyte_of_openings_neither_overflows_nor_hangs() {
    let pieces = [
        "[",
        ">",
        "- ",
        "[@",
        "{{#casebook",
        "`",
        "$",
        "*",
        "_",
        "|",
        "| a ",
        "![",
        "*a _",
        "a|b\n-|-\n",
        "{indent}> - a\n",
    ];
    for piece in pieces {
        check_in_time(CASE, repeat(piece, FRONT, 1 << 19), piece, 2 * LIMIT);
    }
    // One table of very many cells.
    check_in_time(
        CASE,
        repeat("| a ", &format!("{FRONT}| a | b |\n|---|---|\n"), 1 << 19),
        "cells",
        2 * LIMIT,
    );
    check_in_time(
        CASE,
        repeat("| a | b |\n", &format!("{FRONT}| a | b |\n|---|---|\n"), 1 << 19),
        "rows",
        2 * LIMIT,
    );
    for piece in ["[", "a={a="] {
        check_in_time(RUBRIC, repeat(piece, "a = ", 1 << 19), piece, 6 * LIMIT);
    }
}

/// Half a megabyte of mistakes on one line.
#[test]
fn a_report_says_how_many_more_there_are() {
    let text = repeat("[@x] ", FRONT, 1 << 19);
    let count = text.matches("[@x]").count();
    let found = check_in_time(CASE, text, "[@x]", 6 * LIMIT);
    let unknown: Vec<_> = found.iter().filter(|d| d.rule.id == "unknown-source").collect();
    assert_eq!(unknown.len(), 1_001);
    let last = unknown.last().unwrap();
    assert_eq!(last.message, format!("and {} more like this in the file", count - 1_000));
    assert_eq!(last.help.as_deref(), Some("fix the first 1000 and check again"));
    let start = Instant::now();
    let few: Vec<Diagnostic> = unknown.into_iter().rev().take(200).cloned().collect();
    let report = render(&few, Format::Full);
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    assert!(report.len() < 200 * 1_000, "long lines are not cut: {} bytes", report.len());
}

fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

fn names(prefix: &str, count: usize, between: &str) -> String {
    (0..count).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>().join(between)
}

#[test]
fn diagrams_are_drawn_or_rejected_in_time() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let nested = |open: &str, count: usize| {
        let opened: String = (0..count).map(|i| format!("{open} s{i}\n")).collect();
        format!("{opened}A\n{}", "end\n".repeat(count))
    };
    let diagrams = [
        format!("flowchart LR\n {} --> {}", names("a", 80, " & "), names("b", 80, " & ")),
        format!("flowchart LR\n{}", names("a", 90, " --> ")),
        format!("flowchart LR\n{}", names("a", 800, "\n")),
        format!("flowchart LR\n{}", nested("subgraph", 60)),
        format!("flowchart LR\n{}", nested("subgraph", 700)),
        format!("flowchart LR\n{}", many("subgraph s\n", 1000)),
        format!("flowchart LR\n A[\"`{}`\"]", many("**", 9000)),
        format!("flowchart LR\n A{}", many("[", 900)),
        format!("flowchart LR\n A {}> B", many("-", 900)),
        format!("flowchart LR\n{}", many("A-->A\n", 400)),
        format!("sequenceDiagram\n{}", many("A->>B: x\n", 1500)),
        format!("sequenceDiagram\n{}", nested("loop", 700)),
        format!("sequenceDiagram\n{}", many("par x\n", 2000)),
        format!("%%{{init: {}", many("{", 900)),
        format!("---\nconfig: {}\n---\nflowchart LR\nA", many("[", 900)),
        format!("---\n{}\n---\nflowchart LR\nA", many("- ", 400)),
        "flowchart LR\n".repeat(100_000),
    ];
    for code in diagrams {
        let start = Instant::now();
        let name = code[..code.len().min(60)].to_owned();
        on_a_small_stack(move || diagram::render(&code, "x".to_owned()).is_ok());
        assert!(start.elapsed() < LIMIT, "{name:?} took {:?}", start.elapsed());
    }
}

#[test]
fn formulas_are_rendered_or_rejected_in_time() {
    let commands = [
        r"\sqrt",
        r"\frac x",
        r"\frac",
        r"\left(",
        r"\begin{matrix}",
        r"\hat",
        r"\not",
        r"\mathbb",
        r"\bar_",
        r"\overset x",
        r"\sqrt[",
        r"\binom",
        r"\text",
        r"\color{red}",
        r"\substack{",
        r"\mathrm{",
        r"x^",
        r"x_{",
        r"\big",
        r"\xrightarrow",
        r"\underbrace",
        r"\hskip",
        r"\operatorname",
        "{",
        "}",
        "&",
        r"\\",
        "'",
        "^",
        "_",
        "\\",
        "%",
        "é🦀\u{301}",
        r"\let\a",
        r"\def\a{",
        "#",
        "~",
        "\n",
    ];
    for command in commands {
        for count in [3_990 / command.len(), 40_000] {
            let tex = command.repeat(count) + "x";
            let start = Instant::now();
            on_a_small_stack(move || math::render(&tex, false, &mut Macros::default()).is_ok());
            assert!(start.elapsed() < LIMIT, "{command:?} × {count} took {:?}", start.elapsed());
        }
    }
}

/// A macro of a few words can expand to a megabyte.
#[test]
fn a_formula_that_expands_to_too_much_is_rejected() {
    let doubled = |levels: u8| {
        let names: Vec<String> = (0..levels).map(|level| format!("\\{}", char::from(b'a' + level))).collect();
        let define = |pair: &[String]| format!("\\def{}{{{}{}}}", pair[0], pair[1], pair[1]);
        names.windows(2).map(define).collect::<String>() + r"\def\last{x}\a"
    };
    for tex in [r"\def\a{\a\a}\a", r"\newcommand\a[1]{\a{#1#1}}\a x", &doubled(15), &doubled(26)] {
        let failure = math::render(tex, false, &mut Macros::default()).unwrap_err();
        assert!(failure.reason.ends_with("expands to too much"), "{tex}: {}", failure.reason);
    }
    let failure = math::render(r"\let\b\sqrt \b x", false, &mut Macros::default()).unwrap_err();
    assert!(failure.reason.starts_with("it defines a macro"), "{}", failure.reason);
}

/// One estimate of many lines: of names that use each other, that grow, that open and never close.
#[test]
fn estimates_are_evaluated_or_rejected_in_time() {
    let lines = [
        "a{i} = 2 # chosen\n",
        "a{i} = a{i}\n",
        "x = y\ny = x\n",
        "a = ((((((((((\n",
        "a{i} = 10^308 × 10^308\n",
        "a{i} = 9^9^9^9 # assumed 1..2\n",
        "a{i} = 1 w{i}-v{i}-u{i}/t{i}^9 = 3\n",
        "a{i} = --------1\n",
        "a{i} = min(1, 2, 3, 4, 5\n",
        "a{i} = 1e999999999 <= 1e-999999999\n",
        "a{i} = 1 # assumed 0..2\n",
        "= = = <= >= # [@ [@a; @b\n",
        "\u{301}é🦀 = é🦀\n",
    ];
    for line in lines {
        check_in_time(CASE, repeat(line, &format!("{FRONT}```estimate\n"), SIZE), line, LIMIT);
        let links = repeat("[1](=a{i}) ", &format!("{FRONT}```estimate\n{line}```\n\n"), SIZE);
        check_in_time(CASE, links, line, LIMIT);
    }
    // Each uses the one before, and each is an assumption.
    let chain =
        repeat("b{i} = b{i} + a{i}\na{i} = 3 # assumed 1..5\n", &format!("{FRONT}```estimate\n"), SIZE);
    check_in_time(CASE, chain, "a chain", LIMIT);
    let deep = format!("{FRONT}```estimate\na = {}1{}\n```\n", "(".repeat(450), ")".repeat(450));
    check_in_time(CASE, deep, "parentheses", LIMIT);
}

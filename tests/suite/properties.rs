//! What holds for any bytes, for books a few edits away from a good one, and for any formula and diagram.
//!
//! The seed is fixed, so that every run has the same result. `SEED=7` is another, `CASES=100000` tries more inputs.
//! Inputs that failed once are kept in `tests/fuzz/seeds` and tried each time; proptest writes no file.

use std::cell::Cell;
use std::fs;
use std::time::{Duration, Instant};

use mdbook_casebook::check::Cache;
use mdbook_casebook::lower::citations::Numbers;
use mdbook_casebook::lower::prose::Prose;
use mdbook_casebook::parse::embedded::diagram::{self, Drawing, Refusal};
use mdbook_casebook::parse::embedded::macros::Macros;
use mdbook_casebook::parse::embedded::{Failure, math};
use mdbook_casebook::parse::markdown::parse_markdown;
use mdbook_casebook::source::{Source, Span};
use mdbook_casebook::starter;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngSeed, TestRunner};

use crate::any_book::{FILES, holds};
use crate::expected::tests;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Tries a property on many inputs.
pub(crate) fn try_all<S: Strategy>(cases: u32, inputs: &S, property: impl Fn(S::Value)) {
    let config = ProptestConfig {
        cases: number("CASES").and_then(|cases| u32::try_from(cases).ok()).unwrap_or(cases),
        rng_seed: RngSeed::Fixed(number("SEED").unwrap_or(1)),
        failure_persistence: None,
        max_shrink_time: 20_000,
        ..ProptestConfig::default()
    };
    let run = TestRunner::new(config).run(inputs, |input| {
        property(input);
        Ok(())
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}

/// A file that can be replaced: the byte that names it, and its text.
fn file() -> impl Strategy<Value = (u8, &'static str)> {
    let text = |path: &str| starter::BOOK.iter().find(|(name, _)| *name == path).unwrap().1;
    select(FILES.map(|(byte, path)| (byte, text(path))).to_vec())
}

#[test]
fn any_bytes_have_diagnostics_or_chapters() {
    let last = Cache::default();
    let bytes = vec(any::<u8>(), 0..300);
    try_all(300, &(file(), bytes), |((byte, _), bytes)| {
        holds(&[&[byte], bytes.as_slice()].concat(), &last);
    });
}

/// Pieces of the language; in a random row most are out of place.
const TOKENS: &[&str] = &[
    "+++\n",
    "## ",
    "### ",
    "# ",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "Goal",
    "Design",
    "### In short\n\n",
    "### Signals\n\n",
    "### Pitfalls\n",
    "### Alternatives\n\n",
    "### In one minute\n\n",
    "### Follow-up: Why?\n\n",
    "### Curveball at 5: é\n\n",
    "### Curveball at ",
    "- [ ] ",
    "- [x] ",
    "- ",
    "1. ",
    "L5: ",
    "L6!: ",
    "L5",
    "^id",
    " ^",
    ":",
    "!",
    "[@linden2003]",
    "[@a; @b]",
    "[@",
    "]",
    "[",
    "](",
    ")",
    "[a](b.md)",
    "{{#casebook cases}}",
    "{{#casebook ",
    "}}",
    "{{",
    "$",
    "$$",
    "$x^2$",
    "\\frac{",
    "}",
    "`",
    "```",
    "```mermaid\n",
    "flowchart LR\n",
    "A --> B\n",
    "sequenceDiagram\n",
    "```\n",
    "|",
    "| a | b |\n",
    "|---|---|\n",
    "<!--",
    "-->",
    "<div>",
    "</div>\n",
    "<script>",
    "&lt;",
    "\\",
    "*",
    "**",
    "_",
    "~~",
    "> ",
    "> [!NOTE]\n",
    "TODO",
    "é",
    "🦀",
    "e\u{301}",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "title = ",
    "\"T\"",
    "round = \"design\"\n",
    "levels = [",
    "[[criteria]]\n",
    "[criteria.descriptors]\n",
    "[ticks]\n",
    "id = \"a\"\n",
    "minutes = ",
    "-1",
    "9999999999999999999",
    "1e999",
    "nan",
    "0x_",
    "1979-05-27",
    "'''",
    "\"\"\"",
    "{ missed = \"x\" }",
    "=",
    "#",
    ",",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "http://a.b",
    "<http://c>",
    ": ",
    "{#id}",
    "---\n",
    "===\n",
    "- [A](cases/index.md)\n",
    "- [](x.md)\n",
    "../",
    "%20",
];

#[test]
fn any_row_of_tokens_has_diagnostics_or_chapters() {
    let last = Cache::default();
    let rows = vec(select(TOKENS), 0..60);
    let fence = select(vec!["", "+++\ntitle = \"T\"\nround = \"design\"\nsummary = \"S\"\n+++\n"]);
    try_all(400, &(file(), fence, rows), |((byte, _), fence, row)| {
        holds(&[&[byte], fence.as_bytes(), row.concat().as_bytes()].concat(), &last);
    });
}

/// A mistake that an author or a tool makes.
#[derive(Debug, Clone)]
enum Edit {
    Delete(Index, Index),
    Repeat(Index, Index),
    /// A piece of another file, at a place.
    Splice(Index, &'static str, Index, Index),
    Insert(Index, &'static str),
    /// Two lines change places.
    Swap(Index, Index),
    Byte(Index, u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), at()).prop_map(|(from, to)| Edit::Delete(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Edit::Repeat(from, to)),
        1 => (at(), file(), at(), at()).prop_map(|(to, (_, text), from, end)| Edit::Splice(to, text, from, end)),
        4 => (at(), select(TOKENS)).prop_map(|(to, token)| Edit::Insert(to, token)),
        1 => (at(), at()).prop_map(|(one, other)| Edit::Swap(one, other)),
        1 => (at(), any::<u8>()).prop_map(|(to, byte)| Edit::Byte(to, byte)),
    ]
}

/// The most bytes that one edit deletes or repeats, so that most of the file stays good.
const LONGEST_EDIT: usize = 80;

/// A range of a text, short and in order.
fn range(length: usize, from: Index, to: Index) -> std::ops::Range<usize> {
    let start = from.index(length + 1);
    start..length.min(start + to.index(LONGEST_EDIT))
}

fn edited(text: &str, edits: &[Edit]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for edit in edits {
        let length = bytes.len();
        match *edit {
            Edit::Delete(from, to) => drop(bytes.drain(range(length, from, to))),
            Edit::Repeat(from, to) => bytes.extend_from_within(range(length, from, to)),
            Edit::Splice(to, other, from, end) => {
                let piece = &other.as_bytes()[range(other.len(), from, end)];
                let at = to.index(length + 1);
                bytes.splice(at..at, piece.iter().copied());
            }
            Edit::Insert(to, token) => {
                let at = to.index(length + 1);
                bytes.splice(at..at, token.bytes());
            }
            Edit::Swap(one, other) => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                if !lines.is_empty() {
                    let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                    lines.swap(one, other);
                }
                bytes = lines.concat();
            }
            Edit::Byte(to, byte) => {
                if length > 0 {
                    bytes[to.index(length)] = byte;
                }
            }
        }
    }
    bytes
}

/// Gets further than a row of tokens: most of the book still parses.
#[test]
fn a_book_a_few_edits_away_from_a_good_one_has_diagnostics_or_chapters() {
    let (last, built) = (Cache::default(), Cell::new(0));
    try_all(3000, &(file(), vec(edit(), 1..5)), |((byte, text), edits)| {
        let became_chapters = holds(&[&[byte], edited(text, &edits).as_slice()].concat(), &last);
        built.set(built.get() + u32::from(became_chapters));
    });
    // Books with and without errors were tried.
    assert!(built.get() > 50, "{} became chapters", built.get());
}

/// Inputs that failed once, and one of each kind for the fuzzer to start from.
#[test]
fn the_property_holds_for_the_seeds_of_the_fuzzer() {
    let last = Cache::default();
    let mut count = 0;
    for entry in fs::read_dir(tests().join("fuzz/seeds")).unwrap() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        let start = Instant::now();
        holds(&fs::read(&path).unwrap(), &last);
        assert!(start.elapsed() < Duration::from_secs(20), "{} took {:?}", path.display(), start.elapsed());
        count += 1;
    }
    assert!(count >= FILES.len(), "{count} files");
}

/// Pieces of formulas, complete and not.
const TEX: &[&str] = &[
    "\\frac",
    "\\sqrt",
    "\\left",
    "\\right",
    "\\left(",
    "\\right)",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "_",
    "^",
    "&",
    "\\\\",
    "x",
    "1",
    "\\begin{matrix}",
    "\\end{matrix}",
    "\\begin{cases}",
    "\\end{cases}",
    "\\begin{array}{c|}",
    "\\end{array}",
    "\\begin{align}",
    "\\end{align}",
    "\\text{",
    "\\text{é $x$}",
    "\\mathrm",
    "\\hat",
    "\\sum",
    "\\int",
    "\\limits",
    "\\not",
    "=",
    "'",
    "%",
    "#",
    "~",
    "\\",
    "\\,",
    "\\hspace{1em}",
    "\\hskip",
    "1em",
    "\\color{red}",
    "\\overset",
    "\\stackrel",
    "\\xrightarrow[a]",
    "\\operatorname*{",
    "\\big",
    "\\middle|",
    "\\hline",
    "\\tag{1}",
    "\\label",
    "\\char",
    "\"41",
    "\\kern",
    "\\mathop",
    "\\substack",
    "\\dfrac",
    "\\genfrac",
    "\\above",
    "\\over",
    "é",
    "🦀",
    "\u{301}",
    "\n",
    " ",
    "$",
    "\\$",
    "<",
    ">",
    "\\relax",
    "\\phantom",
    "\\rule",
    "\\mathbb{R}",
    "\\binom",
    "\\cr",
    "\\newcommand{\\a}[1]{",
    "\\def\\a#1{",
    "\\a",
    "#1",
    "\\bm",
    "\\boxed{",
    "\\eqref{",
];

/// Pieces of diagrams.
const MERMAID: &[&str] = &[
    "flowchart LR\n",
    "flowchart TD\n",
    "graph\n",
    "sequenceDiagram\n",
    "A",
    "B",
    "-->",
    "--",
    "-.->",
    "==>",
    "---",
    "|x|",
    "[a]",
    "(b)",
    "{c}",
    "[[d]]",
    "[(e)]",
    "((f))",
    ">g]",
    "{{h}}",
    "[/i/]",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "\"",
    "\"x y\"",
    "\n",
    ";",
    " ",
    "&",
    "subgraph s\n",
    "subgraph\n",
    "end\n",
    "end",
    "style A fill:#f00\n",
    "classDef c fill:red\n",
    "class A c\n",
    ":::c",
    "click A \"u\"\n",
    "linkStyle 0 stroke:red\n",
    "linkStyle 9 stroke:red\n",
    "direction TB\n",
    "%% c\n",
    "%%{init: {}}%%\n",
    "accTitle: t\n",
    "accDescr {\n",
    "participant A\n",
    "actor A as b\n",
    "A->>B: x\n",
    "A-->>+B: \n",
    "-B",
    "B-->>-A: y\n",
    "activate A\n",
    "deactivate B\n",
    "Note over A,B: n\n",
    "note left of A: m\n",
    "loop l\n",
    "alt a\n",
    "else e\n",
    "opt o\n",
    "par p\n",
    "and q\n",
    "critical c\n",
    "rect rgb(0,0,0)\n",
    "autonumber\n",
    "box b\n",
    "create participant C\n",
    "destroy C\n",
    "break b\n",
    "é",
    "🦀",
    "\u{202e}",
    "<br>",
    "#35;",
    "`",
    "$$x$$",
    "@{ shape: rect }",
    "~~~",
    "---\ntitle: x\n---\n",
    "\t",
    "\0",
];

#[test]
fn any_formula_is_rendered_or_rejected() {
    let row = (vec(select(TEX), 0..12), any::<bool>());
    try_all(1500, &row, |(row, display)| {
        let tex = row.concat();
        match math::render(&tex, display, &mut Macros::default()) {
            Ok(mathml) => {
                assert!(mathml.starts_with("<math") && mathml.ends_with("</math>"), "{tex}: {mathml}")
            }
            Err(failure) => place_is_inside(&tex, &failure),
        }
    });
}

/// Whether two dollar signs could enclose a formula, whatever else is in the text.
fn may_hold_formula(text: &str) -> bool {
    let starts = text.match_indices('$').map(|(at, _)| at).filter(|at| !text[..*at].ends_with('$'));
    let signs: Vec<Span> =
        starts.map(|at| at..text[at..].find(|c| c != '$').map_or(text.len(), |length| at + length)).collect();
    let encloses = |open: &Span, close: &Span| {
        let inside = &text[open.end..close.start];
        let touches = !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
        let alike = open.len() == close.len() && (open.len() == 2 || open.len() == 1 && touches);
        alike
            && !inside.trim().is_empty()
            && !inside.contains("\n\n")
            && !text[close.end..].starts_with(|c: char| c.is_ascii_digit())
    };
    (1..signs.len()).any(|end| signs[..end].iter().any(|open| encloses(open, &signs[end])))
}

/// Pieces of texts about money.
const MONEY: &[&str] = &[
    "$5", "US$6 ", "-$0.01", "$$7", " $", "$ ", "$\n", "$HOME", "a", " b", " ", "\n", "\n\n", "\n- ", "\n> ",
    "*", "**", "_", "`", "[", "](u)", "{", "\\pi", "|",
];

#[test]
fn a_text_without_formulas_is_not_changed() {
    try_all(2000, &vec(select(MONEY), 0..16), |row| {
        let text = row.concat();
        if may_hold_formula(&text) {
            return;
        }
        let source = Source::new("f.md", text.as_str());
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        let prose = Prose::new(&source, &found, &Numbers::new(), "f", true);
        assert_eq!(prose.markdown(&(0..text.len())), text);
    });
}

#[test]
fn any_diagram_is_drawn_or_rejected() {
    let row = (select(vec!["", "flowchart LR\n", "sequenceDiagram\n"]), vec(select(MERMAID), 0..16));
    try_all(400, &row, |(kind, row)| {
        let code = kind.to_owned() + &row.concat();
        match diagram::render(&code, "any".to_owned()) {
            Ok(Drawing { svg, .. }) => {
                assert!(svg.starts_with("<svg") && !svg.contains('\n'), "{code}: {svg}")
            }
            Err(Refusal::OtherKind) => {}
            Err(Refusal::Failure(failure)) => place_is_inside(&code, &failure),
        }
    });
}

fn place_is_inside(text: &str, failure: &Failure) {
    assert!(!failure.reason.is_empty(), "{text}");
    if let Some(span) = &failure.span {
        assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    }
}

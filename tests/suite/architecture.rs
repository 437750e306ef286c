//! What ARCHITECTURE.md promises about the source tree.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use mdbook_casebook::files::slashed;
use mdbook_casebook::rules::RULES;
use walkdir::{DirEntry, WalkDir};

use crate::expected::tests;

fn repository() -> PathBuf {
    tests().join("..").canonicalize().unwrap()
}

/// Every text below a folder of the repository, by its path relative to that folder.
fn texts(folder: &str) -> Vec<(String, String)> {
    let root = repository().join(folder);
    let generated = ["target", "node_modules", "book", ".git", "test-results"];
    let kept =
        |entry: &DirEntry| entry.depth() == 0 || !generated.iter().any(|name| entry.file_name() == *name);
    let entries = WalkDir::new(&root).sort_by_file_name().into_iter().filter_entry(kept).flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .filter_map(|entry| {
            let name = slashed(entry.path().strip_prefix(&root).unwrap());
            Some((name, fs::read_to_string(entry.path()).ok()?))
        })
        .collect()
}

/// The modules of the program, relative to `preprocessor/src`.
fn modules() -> Vec<(String, String)> {
    let found: Vec<_> =
        texts("preprocessor/src").into_iter().filter(|(name, _)| name.ends_with(".rs")).collect();
    assert!(found.len() > 90, "{} modules", found.len());
    found
}

/// A module without its comments and tests.
fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The name of a module: its path without `.rs` and `/mod.rs`.
fn module_of(path: &str) -> String {
    let path = path.trim_end_matches(".rs");
    path.strip_suffix("/mod").unwrap_or(path).to_owned()
}

#[test]
fn every_module_says_what_it_is_for_and_is_short() {
    let suite = texts("tests/suite").into_iter().map(|(path, text)| (path, text, usize::MAX));
    for (path, text, most) in modules().into_iter().map(|(path, text)| (path, text, 350)).chain(suite) {
        // The fields of a rule say what it is for.
        let says = text.starts_with("//! ") || text.contains("\npub static RULE: Rule = Rule {");
        assert!(says, "{path} does not begin with what it is for");
        let lines = text.lines().count();
        assert!(lines <= most, "{path} has {lines} lines, more than {most}");
    }
}

/// A test that is never run cannot fail.
#[test]
fn every_file_of_the_suite_is_one_of_its_modules() {
    let main = fs::read_to_string(tests().join("suite/main.rs")).unwrap();
    for (path, _) in texts("tests/suite") {
        let name = path.trim_end_matches(".rs");
        assert!(
            name == "main" || main.contains(&format!("\nmod {name};\n")),
            "tests/suite/{path} is never run"
        );
    }
}

#[test]
fn every_test_that_the_architecture_names_exists() {
    let text = fs::read_to_string(repository().join("ARCHITECTURE.md")).unwrap();
    let invariants = text.split("## Invariants").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut named = 0;
    for line in invariants.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let bracket =
            line.trim_end_matches(']').rsplit_once('[').unwrap_or_else(|| panic!("no test: {line}")).1;
        for part in bracket.split("; ") {
            let (kind, names) = part.split_once(": ").unwrap_or_else(|| panic!("{part:?} of {line}"));
            for name in names.split(", ") {
                let paths = match kind {
                    "source" => vec![format!("preprocessor/src/{name}.rs")],
                    "suite" => vec![format!("tests/suite/{name}.rs")],
                    "unit" => vec![format!("tests/browser/unit/{name}.test.js")],
                    "browser" => {
                        vec![format!("tests/browser/{name}.spec.js"), format!("tests/browser/{name}.js")]
                    }
                    _ => panic!("{kind:?} of {line}"),
                };
                let found = paths.iter().find_map(|path| fs::read_to_string(repository().join(path)).ok());
                let text = found.unwrap_or_else(|| panic!("{paths:?} does not exist: {line}"));
                assert!(
                    text.contains("#[test]") || kind == "unit" || kind == "browser",
                    "{paths:?} tests nothing"
                );
                named += 1;
            }
        }
    }
    assert!(named >= 12, "{named} tests are named");
}

/// What touches the outside world, and the modules that may contain it.
const WORLD: [(&[&str], &[&str]); 7] = [
    (
        &[
            "std::fs",
            "fs::read",
            "fs::write",
            "File::open",
            "OpenOptions",
            "WalkDir",
            "canonicalize()",
            "tempfile::",
            "ServeDir::",
        ],
        &[
            "discover",
            "discover/read",
            "fix",
            "install",
            "mdbook/build",
            "mdbook/place",
            "mdbook/temporary",
            "print",
            "print/chromium",
            "render",
            "scaffold",
            "scope",
            "serve/editions",
            "serve/pages",
            "serve/snapshot",
        ],
    ),
    (&["Command::new", "std::process::Child", "process::exit"], &["print/chromium"]),
    (&["io::stdin", "io::stdout"], &["cli"]),
    (&["io::stderr"], &["main", "report/terminal"]),
    (&["tokio::net", "TcpListener", "TcpStream", "UdpSocket"], &["serve"]),
    (&["env::var", "env::set_var"], &["print/chromium"]),
    (&["println!", "print!(", "dbg!", "todo!", "unimplemented!"], &[]),
];

/// A stage that could read files or print would depend on more than its input.
#[test]
fn only_the_edge_touches_the_outside_world() {
    for (signs, allowed) in WORLD {
        let mut found = BTreeSet::new();
        for (path, text) in modules() {
            let code = code(&text);
            if let Some(sign) = signs.iter().find(|sign| code.contains(**sign)) {
                let module = module_of(&path);
                assert!(allowed.contains(&module.as_str()), "{path} has `{sign}`; only {allowed:?} may");
                found.insert(module);
            }
        }
        let allowed: BTreeSet<String> = allowed.iter().map(|&stage| stage.to_owned()).collect();
        assert_eq!(found, allowed, "which modules contain one of {signs:?}, and which may");
    }
}

/// What replaces spans of the author's Markdown with HTML.
const WRITES_HTML: [&str; 7] = [
    "lower/citations.rs",
    "lower/replacement.rs",
    "parse/embedded/diagram/mod.rs",
    "parse/embedded/math.rs",
    "plot/draw.rs",
    "plot/figure.rs",
    "render/estimates.rs",
];
const TAGS: [&str; 24] = [
    "a", "article", "button", "cb", "code", "details", "div", "dl", "em", "figure", "form", "h", "input",
    "label", "li", "math", "ol", "p", "pre", "section", "span", "sup", "svg", "ul",
];
/// What creates or extends a text, right before a literal.
const TEXT_CALLS: [&str; 6] = ["format!(", "write!(", "writeln!(", "push_str(", "String::from(", "concat("];

/// Whether a piece of code has a literal that opens or closes an element.
fn has_html(code: &str) -> bool {
    let code = code.replace("'\"'", "").replace("\\\"", "");
    // Every second piece between quotes is a literal.
    code.split('"').skip(1).step_by(2).any(|literal| {
        literal.match_indices('<').any(|(at, _)| {
            let rest = literal[at + 1..].trim_start_matches('/');
            let ends = |rest: &str| rest.starts_with([' ', '>', '-', '\\', '1', '2', '3', '4']);
            TAGS.iter().any(|tag| rest.strip_prefix(tag).is_some_and(ends))
        })
    })
}

#[test]
fn html_is_written_by_templates() {
    for (path, text) in modules().iter().filter(|(path, _)| !WRITES_HTML.contains(&path.as_str())) {
        let code = code(text);
        for (number, statement) in code.split(";\n").enumerate() {
            let makes_text = TEXT_CALLS.iter().any(|call| statement.contains(call));
            assert!(
                !(makes_text && has_html(statement)),
                "{path}, piece {number}: HTML is for templates:\n{statement}"
            );
        }
    }
    // The search finds what it is for.
    for name in ["lower/citations.rs", "lower/replacement.rs", "parse/embedded/math.rs"] {
        let (_, text) = modules().into_iter().find(|(path, _)| path == name).unwrap();
        assert!(code(&text).split(";\n").any(has_html), "{name}");
    }
}

#[test]
fn every_rule_is_a_file_of_its_name_in_the_list() {
    let mut files: Vec<String> = modules()
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("file_rules/").or(path.strip_prefix("book_rules/")))
        .filter_map(|name| name.strip_suffix(".rs"))
        .filter(|name| *name != "mod")
        .map(|name| name.replace('_', "-"))
        .collect();
    files.sort();
    let listed: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(listed, files, "each file of file_rules/ and book_rules/ is in the list of its mod.rs");
}

#[test]
fn nothing_names_a_place_on_someones_machine() {
    // With a `~`, so that this file does not contain them.
    let places = ["/wo~rk/", "/tmp/se~tup", "/ho~me/", "/ro~ot/", "/Use~rs/", "C:\\Use~rs"]
        .map(|p| p.replace('~', ""));
    let mut count = 0;
    for (path, text) in texts("") {
        for place in &places {
            // Inside an address, `home` is any folder.
            let inside = |before: &str| before.ends_with(|c: char| c.is_ascii_alphanumeric());
            let named = text.match_indices(place.as_str()).any(|(at, _)| !inside(&text[..at]));
            assert!(!named, "{path} names {place}");
        }
        count += 1;
    }
    assert!(count > 300, "{count} files");
}

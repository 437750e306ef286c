//! Which module uses which: the imports run one way, in the order that `lib.rs` gives.
//!
//! The sources are parsed, so that nested groups, `super`, renamed names, and paths in expressions and macros count
//! too. What is compiled only for tests does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use mdbook_casebook::files::slashed;
use syn::visit::{self, Visit};
use walkdir::WalkDir;

use crate::expected::tests;

/// A module as a path of names below the crate, without `mod`: `["parse", "toml", "table"]`.
type Module = Vec<String>;

/// From each module to those that it uses.
type Uses = BTreeMap<Module, BTreeSet<Module>>;

fn sources() -> BTreeMap<Module, String> {
    let root = tests().join("../preprocessor/src");
    let files =
        WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = slashed(entry.path().strip_prefix(&root).unwrap());
            (module(&path), fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn module(path: &str) -> Module {
    let mut names: Module = path.strip_suffix(".rs").unwrap().split('/').map(str::to_owned).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

/// Collects the paths of a file that could name something of this crate.
#[derive(Default)]
struct Paths(Vec<Vec<String>>);

impl Paths {
    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.0.push(with(&name.ident)),
            syn::UseTree::Rename(rename) => self.0.push(with(&rename.ident)),
            syn::UseTree::Glob(_) => self.0.push(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }

    /// Paths in macros, whose tokens are not parsed: `name :: name :: name`.
    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                proc_macro2::TokenTree::Ident(name) if colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                }
                token => {
                    self.0.push(std::mem::take(&mut path));
                    colons = 0;
                    match token {
                        proc_macro2::TokenTree::Ident(name) => path.push(name.to_string()),
                        proc_macro2::TokenTree::Group(group) => self.tokens(group.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.0.push(path);
    }
}

fn only_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !only_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &[]);
    }

    /// The path in `pub(super)` is not an import.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

/// Which of `known` the file of `at` uses.
fn uses_of(at: &Module, text: &str, known: &BTreeSet<Module>) -> BTreeSet<Module> {
    let mut paths = Paths::default();
    paths.visit_file(&syn::parse_file(text).unwrap());
    let mut used = BTreeSet::new();
    for path in paths.0 {
        let (mut base, rest) = match path.first().map(String::as_str) {
            Some("crate") => (Module::new(), &path[1..]),
            Some("self") => (at.clone(), &path[1..]),
            Some("super") => {
                let up = path.iter().take_while(|name| *name == "super").count();
                (at[..at.len().saturating_sub(up)].to_vec(), &path[up..])
            }
            // A module declared in this file.
            Some(_) => (at.clone(), &path[..]),
            None => continue,
        };
        let mut found = (path[0] != *at.last().unwrap() && base != *at).then(|| base.clone());
        for name in rest {
            base.push(name.clone());
            if !known.contains(&base) {
                break;
            }
            found = Some(base.clone());
        }
        used.extend(found.filter(|found| found != at && known.contains(found)));
    }
    used
}

fn uses(sources: &BTreeMap<Module, String>) -> Uses {
    let known: BTreeSet<Module> = sources.keys().cloned().collect();
    sources.iter().map(|(at, text)| (at.clone(), uses_of(at, text, &known))).collect()
}

/// The order in which `lib.rs` names the modules of the crate.
fn declared() -> Vec<String> {
    let text = fs::read_to_string(tests().join("../preprocessor/src/lib.rs")).unwrap();
    let docs = text.lines().filter(|line| line.starts_with("//! - "));
    docs.flat_map(|line| line.split('`').skip(1).step_by(2))
        .map(|name| name.trim_start_matches("mod@").to_owned())
        .collect()
}

/// Arrows that run against an order of the crate's modules.
fn backward(uses: &Uses, order: &[String]) -> Vec<String> {
    let place = |module: &Module| order.iter().position(|name| *name == module[0]);
    let mut found = Vec::new();
    for (from, used) in uses {
        for to in used.iter().filter(|to| to[0] != from[0]) {
            if place(to) >= place(from) {
                found.push(format!("{} uses {}", from.join("/"), to.join("/")));
            }
        }
    }
    found
}

/// A circle of modules, if there is one.
fn circle(uses: &Uses) -> Option<Vec<String>> {
    fn search(
        at: &Module,
        uses: &Uses,
        way: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|module| module == at) {
            return Some(way[start..].iter().map(|module| module.join("/")).collect());
        }
        if !done.insert(at.clone()) {
            return None;
        }
        way.push(at.clone());
        let found = uses.get(at).into_iter().flatten().find_map(|to| search(to, uses, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    uses.keys().find_map(|at| search(at, uses, &mut Vec::new(), &mut done))
}

/// The edges: the binary and the library's list of modules use whatever they name.
fn inner(mut sources: BTreeMap<Module, String>) -> BTreeMap<Module, String> {
    sources.retain(|module, _| *module != ["main"] && *module != ["lib"]);
    sources
}

#[test]
fn imports_run_in_the_order_that_the_library_gives() {
    let sources = inner(sources());
    let top: BTreeSet<&String> = sources.keys().map(|module| &module[0]).collect();
    let order = declared();
    assert_eq!(order.iter().collect::<BTreeSet<_>>(), top, "lib.rs names every module once");
    assert_eq!(order.len(), top.len(), "lib.rs names a module twice");
    let uses = uses(&sources);
    assert_eq!(backward(&uses, &order), Vec::<String>::new());
    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > sources.len(), "hardly an import was read");
}

#[test]
fn imports_close_no_circle() {
    assert_eq!(circle(&uses(&inner(sources()))), None);
}

/// What an arrow in the right direction must not reach either, by the table of stages in ARCHITECTURE.md.
const NEVER: [(&str, &[&str]); 5] = [
    ("diagnostic", &["files", "slug"]),
    ("discover", &["parse"]),
    ("lower", &["diagnostic", "rule", "file_rules", "book_rules", "rules", "check", "discover"]),
    ("view", &["diagnostic", "rule", "parse", "file_rules", "book_rules", "rules", "check", "discover"]),
    ("render", &["diagnostic", "parse", "file_rules", "book_rules", "rules", "check", "discover"]),
];

#[test]
fn a_stage_knows_only_what_comes_in() {
    let uses = uses(&inner(sources()));
    for (stage, never) in NEVER {
        for (from, used) in uses.iter().filter(|(from, _)| from[0] == stage) {
            for to in used {
                assert!(!never.contains(&to[0].as_str()), "{} uses {}", from.join("/"), to.join("/"));
            }
        }
    }
}

/// The test sees what it is for.
#[test]
fn an_arrow_that_runs_back_is_seen_however_it_is_written() {
    let files = |text: &str| {
        let source = |path: &str, text: &str| (module(path), text.to_owned());
        BTreeMap::from([
            source("a.rs", text),
            source("b/mod.rs", "pub fn f() {}"),
            source("b/c.rs", "use crate::a::A;"),
        ])
    };
    let order = ["a".to_owned(), "b".to_owned()];
    let spellings = [
        "use crate::b::c::C;",
        "use crate::{b::{c::{C, D}}};",
        "use super::b::c;",
        "use crate::b as other;",
        "fn x() { crate::b::f() }",
        "fn x() { println!(\"{}\", crate::b::f()) }",
        "type X = Vec<crate::b::c::C>;",
    ];
    for text in spellings {
        assert_eq!(backward(&uses(&files(text)), &order).len(), 1, "{text}");
    }
    assert_eq!(circle(&uses(&files("use crate::b::c::C;"))), Some(vec!["a".to_owned(), "b/c".to_owned()]));
    for text in ["", "#[cfg(test)] mod tests { use crate::b::c::C; }", "// crate::b"] {
        assert_eq!(backward(&uses(&files(text)), &order), Vec::<String>::new(), "{text}");
        assert_eq!(circle(&uses(&files(text))), None, "{text}");
    }
}

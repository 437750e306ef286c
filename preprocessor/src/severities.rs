//! Applies what the author says about rules: in the settings, in the front matter of a file, and by a draft.
//!
//! In: the raw book and its diagnostics. Out: the same diagnostics without those that are allowed, with the severities
//! of the author. Must not look at what a diagnostic is about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::file_rules::{fixed_rule, unknown_rule};
use crate::parse::book::RawBook;
use crate::rule::{Rule, Severity};
use crate::rules::RULES;
use crate::source::{Placed, Source, Spanned};

/// The errors that leave a page whole. A book with any other has no page, or a wrong one.
const RELAXED: [&str; 7] = [
    "broken-link",
    "budget-exceeds-round",
    "diagram-syntax",
    "math-syntax",
    "missing-include",
    "placeholder",
    "stale-figure",
];

const SEVERITIES: [&str; 3] = ["allow", "warn", "error"];

/// Whether the author can allow what a rule reports, and a page can be made of a file that has it.
pub fn is_relaxed(rule: &Rule) -> bool {
    rule.severity == Severity::Warning || RELAXED.contains(&rule.id)
}

/// What a book, or a file of it, says of a rule; `None` is to allow it.
type Said = BTreeMap<&'static str, Option<Severity>>;

pub fn apply(book: &RawBook, diagnostics: &mut Vec<Diagnostic>) {
    let mut wrong = Vec::new();
    let of_book = said_by_settings(book, &mut wrong);
    let allows = allows(book);
    let of_files: BTreeMap<&str, Said> = allows
        .into_iter()
        .filter(|(_, allow)| !allow.is_empty())
        .map(|(source, allow)| (source.path.as_str(), said_by_file(source, allow, &mut wrong)))
        .collect();
    let drafts = drafts(book);
    diagnostics.extend(wrong);
    diagnostics.retain_mut(|found| {
        let of_file = of_files.get(found.source.path.as_str()).and_then(|said| said.get(found.rule.id));
        match of_file.or_else(|| of_book.get(found.rule.id)) {
            Some(None) => return false,
            Some(Some(severity)) => found.severity = *severity,
            None => {}
        }
        if drafts.contains(found.source.path.as_str()) {
            found.severity = Severity::Warning;
        }
        true
    });
}

/// The paths of the files of drafts: the cases, and their samples.
fn drafts(book: &RawBook) -> BTreeSet<&str> {
    let drafts = || book.cases.iter().filter(|case| case.draft.is_some());
    let slugs: BTreeSet<&str> = drafts().map(|case| case.slug.as_str()).collect();
    let samples = book.samples.iter().filter(|sample| slugs.contains(sample.case.as_str()));
    let sources = drafts().map(|case| &case.source).chain(samples.map(|sample| &sample.source));
    sources.map(|source| source.path.as_str()).collect()
}

/// The `allow` of every front matter.
fn allows(book: &RawBook) -> Vec<(&Arc<Source>, &[Spanned<String>])> {
    let cases = book.cases.iter().map(|case| (&case.source, case.allow.as_slice()));
    let drills = book.drills.iter().map(|drill| (&drill.source, drill.allow.as_slice()));
    let samples = book.samples.iter().map(|sample| (&sample.source, sample.allow.as_slice()));
    let pages = book.pages.iter().map(|page| (&page.source, page.allow.as_slice()));
    cases.chain(drills).chain(samples).chain(pages).collect()
}

fn said_by_file(source: &Arc<Source>, allow: &[Spanned<String>], wrong: &mut Vec<Diagnostic>) -> Said {
    let mut said = Said::new();
    for name in allow {
        match rule(source, name, wrong) {
            Some(rule) if is_relaxed(rule) => {
                said.insert(rule.id, None);
            }
            Some(_) => wrong.push(fixed_rule::at(source, name.span.clone(), &name.value)),
            None => {}
        }
    }
    said
}

fn said_by_settings(book: &RawBook, wrong: &mut Vec<Diagnostic>) -> Said {
    let mut said = Said::new();
    for (Placed { source, written: name }, severity) in &book.settings.rules {
        let rule = rule(source, name, wrong);
        let Placed { source, written: severity } = severity;
        let severity = match severity.value.as_str() {
            "allow" => None,
            "warn" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            other => {
                wrong.push(unknown_rule::severity_at(source, severity.span.clone(), other, SEVERITIES));
                continue;
            }
        };
        match rule {
            Some(rule) if is_relaxed(rule) || severity == Some(Severity::Error) => {
                said.insert(rule.id, severity);
            }
            Some(_) => wrong.push(fixed_rule::at(source, name.span.clone(), &name.value)),
            None => {}
        }
    }
    said
}

/// The rule of a name; without one, a diagnostic.
fn rule(source: &Arc<Source>, name: &Spanned<String>, wrong: &mut Vec<Diagnostic>) -> Option<&'static Rule> {
    let found = RULES.iter().find(|rule| rule.id == name.value);
    if found.is_none() {
        let known = RULES.iter().map(|rule| rule.id);
        wrong.push(unknown_rule::at(source, name.span.clone(), &name.value, known));
    }
    found.copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relaxed_rule_is_an_error() {
        for id in RELAXED {
            assert!(RULES.iter().any(|rule| rule.id == id && rule.severity == Severity::Error), "{id}");
        }
    }
}

//! The page of rules.
//!
//! In: the list of rules. Out: each with what the program reports about its example. The examples are run, not quoted.

use serde::Serialize;

use super::example::run_example;
use crate::check::Cache;
use crate::diagnostic::Diagnostic;
use crate::report::{self, Format};
use crate::rule::Rule;
use crate::rules::RULES;

#[derive(Debug, Serialize)]
struct RuleView {
    id: &'static str,
    severity: &'static str,
    summary: &'static str,
    /// The summary, with a capital and a full stop.
    sentence: String,
    reason: &'static str,
    /// What the program says about the example; empty where there is none.
    report: String,
}

#[derive(Debug, Serialize)]
pub struct RulesView {
    rules: Vec<RuleView>,
}

/// Runs the example of every rule.
pub fn rules() -> RulesView {
    // Examples differ from the starter book in one file: the others are parsed once.
    let cache = Cache::default();
    let view = |rule: &&'static Rule| {
        let found = run_example(rule, Some(&cache));
        let reported: Vec<Diagnostic> = found.into_iter().filter(|found| found.rule.id == rule.id).collect();
        RuleView {
            id: rule.id,
            severity: rule.severity.name(),
            summary: rule.summary,
            sentence: sentence(rule.summary),
            reason: rule.reason,
            report: report::render(&reported, Format::Full, false).trim_end().to_owned(),
        }
    };
    RulesView { rules: RULES.iter().map(view).collect() }
}

fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect()) + "."
}

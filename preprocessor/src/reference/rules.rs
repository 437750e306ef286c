//! The page of rules.
//!
//! In: the list of rules, and what the program reports about their examples. Out: the view of the page.

use serde::Serialize;

use crate::rule::Rule;
use crate::rules::RULES;

/// What each rule reports about its example, below a line with its id. The suite runs the examples and writes this file:
/// running them again would cost every build more than the rest of a small book.
const REPORTS: &str = include_str!("../../reference/rules.txt");

#[derive(Debug, Serialize)]
struct RuleView {
    id: &'static str,
    severity: &'static str,
    summary: &'static str,
    /// The summary, with a capital and a full stop.
    sentence: String,
    reason: &'static str,
    /// What the program says about the example; empty where the example takes a file system.
    report: String,
}

#[derive(Debug, Serialize)]
pub struct RulesView {
    rules: Vec<RuleView>,
}

pub fn rules() -> RulesView {
    let view = |rule: &&'static Rule| RuleView {
        id: rule.id,
        severity: rule.severity.name(),
        summary: rule.summary,
        sentence: sentence(rule.summary),
        reason: rule.reason,
        // mdBook would include the files that the examples name.
        report: report_of(rule).replace("{{#", "\\{{#"),
    };
    RulesView { rules: RULES.iter().map(view).collect() }
}

fn report_of(rule: &Rule) -> &'static str {
    let after = REPORTS.split_once(&format!("== {} ==\n", rule.id)).map_or("", |(_, after)| after);
    after.split("\n== ").next().unwrap_or_default().trim()
}

fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect()) + "."
}

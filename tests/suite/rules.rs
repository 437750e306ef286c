//! The example of every rule: the starter book with one thing changed.

use mdbook_casebook::reference::run_example;
use mdbook_casebook::report::{Format, render};
use mdbook_casebook::rule::Edit;
use mdbook_casebook::rules::RULES;

use crate::expected::Expected;

#[test]
fn every_rule_reports_its_example() {
    let mut expected = Expected::new("books/rules");
    for rule in RULES.iter().filter(|rule| !matches!(rule.example.edit, Edit::None)) {
        let found = run_example(rule, None);
        assert!(found.iter().any(|d| d.rule.id == rule.id), "{} does not report its example", rule.id);
        let report = render(&found, Format::Full, false);
        let lines: Vec<&str> = report.lines().map(str::trim_end).collect();
        let others = found.iter().filter(|d| d.rule.id != rule.id).count();
        expected
            .compare(&format!("{}.txt", rule.id), &format!("{}\nother rules: {others}\n", lines.join("\n")));
    }
    expected.finish();
}

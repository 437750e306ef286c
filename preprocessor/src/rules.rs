//! The list of all rules, for the reference page and the tests.
//!
//! A rule lives in [`file_rules`] or in [`book_rules`], by who can see its defect.

use std::sync::LazyLock;

use crate::rule::Rule;
use crate::{book_rules, file_rules};

/// Every rule, by id.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let of_the_book = book_rules::RULES.iter().map(|(rule, _)| *rule);
    let mut rules: Vec<&'static Rule> = file_rules::RULES.into_iter().chain(of_the_book).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
});

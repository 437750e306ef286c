//! The list of all rules, for the rules page and the tests.
//!
//! The rules themselves are in [`file_rules`] and [`book_rules`].

use std::sync::LazyLock;

use crate::rule::Rule;
use crate::{book_rules, file_rules};

/// Every rule, sorted by id.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let of_the_book = book_rules::RULES.iter().map(|(rule, _)| *rule);
    let mut rules: Vec<&'static Rule> = file_rules::RULES.into_iter().chain(of_the_book).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
});

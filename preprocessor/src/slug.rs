//! Ids and slugs: which texts are ids, and how to make one from any text.
//!
//! In: texts. Out: ids that are safe in addresses, element ids and storage keys. Must not know which ids a book has.

use std::collections::BTreeSet;

/// The longest id made from a text, in characters, before a number is added to make it unique.
const LONGEST: usize = 60;

/// The element ids of every page's own parts, which no criterion can have.
pub const PAGE_IDS: [&str; 7] =
    ["scorecard", "scorecard-title", "interviewer", "interviewer-title", "verdict", "cases", "drills"];

/// Whether a text is one or more letters, digits, `-` and `_`.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// Lowercase words joined by hyphens; empty if the text has no letter and no digit.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    // Lowercase first: `İ` becomes two characters, and the second is not a letter.
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A slug of the beginning of a text.
pub fn short_slug(text: &str) -> String {
    let mut slug: String = slug(text).chars().take(LONGEST).collect();
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A slug of a text that is not in `taken`, to which it is added.
pub fn unique(text: &str, taken: &mut BTreeSet<String>) -> String {
    let base = short_slug(text);
    let mut id = base.clone();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{base}-{count}");
    }
    id
}

/// The prefix of the element ids of one case, drill, sample or page: `case-related-articles`.
pub fn prefix_of(kind: &str, name: &str) -> String {
    format!("{kind}-{}", slug(name))
}

/// The id that mdBook makes from the plain text of a heading.
pub fn heading_id(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let kept = lower.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lowercase_words() {
        assert_eq!(slug("States a *latency* target — p99!"), "states-a-latency-target-p99");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn every_slug_with_a_letter_is_an_id() {
        for text in ["İstanbul", "ŉ-grams", "ΑΣ", "x²"] {
            assert!(is_id(&slug(text)), "{text}: {}", slug(text));
        }
    }
}

//! Ids and slugs: which texts are ids, and how to make one from any text.
//!
//! In: texts. Out: ids that are safe in addresses, element ids and storage keys. Must not know which ids a book has.

use std::collections::BTreeSet;

/// The most characters of an id or a slug. Browsers refuse to read what is stored under one of more than 200 UTF-16 units.
pub const LONGEST: usize = 100;

/// What every object has in JavaScript: browsers keep what a reader wrote in objects, by id.
pub const RESERVED: [&str; 12] = [
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// The most characters of [`short_slug`].
const SHORT: usize = 60;

/// The element ids of every page's own parts, which no criterion can have.
pub const PAGE_IDS: [&str; 7] =
    ["scorecard", "scorecard-title", "interviewer", "interviewer-title", "verdict", "cases", "drills"];

/// Why a text is not an id, as what follows its name in a message; `None` for an id.
pub fn flaw(text: &str) -> Option<String> {
    if text.is_empty() || !text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
        Some("has characters other than letters, digits, `-` and `_`".to_owned())
    } else if text.chars().nth(LONGEST).is_some() {
        Some(format!("has more than {LONGEST} characters"))
    } else {
        RESERVED.contains(&text).then(|| "is a name that every JavaScript object has".to_owned())
    }
}

/// Whether a text is an id.
pub fn is_id(text: &str) -> bool {
    flaw(text).is_none()
}

/// An id much like a text, for one that is not an id; `None` where none can be made.
pub fn similar_id(text: &str) -> Option<String> {
    Some(slug(text)).filter(|slug| is_id(slug))
}

/// Lowercase words joined by hyphens, at most [`LONGEST`] characters; empty if the text has no letter and no digit.
pub fn slug(text: &str) -> String {
    cut(words(text), LONGEST)
}

fn cut(mut slug: String, most: usize) -> String {
    if let Some((end, _)) = slug.char_indices().nth(most) {
        slug.truncate(end);
        slug.truncate(slug.trim_end_matches('-').len());
    }
    slug
}

/// Lowercase words joined by hyphens.
fn words(text: &str) -> String {
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
    cut(words(text), SHORT)
}

/// A slug of a text that is not in `taken`, to which it is added.
pub fn unique(text: &str, taken: &mut BTreeSet<String>) -> String {
    let base = short_slug(text);
    let mut id = base.clone();
    let mut count = 1;
    while RESERVED.contains(&&*id) || !taken.insert(id.clone()) {
        count += 1;
        id = format!("{base}-{count}");
    }
    id
}

/// The prefix of the element ids of one case, drill, sample or page: `case-related-articles`.
pub fn prefix_of(kind: &str, name: &str) -> String {
    format!("{kind}-{}", words(name))
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
        assert_eq!(slug(&"ab ".repeat(50)), "ab-".repeat(33) + "a");
        assert_eq!(slug(&"abc ".repeat(50)), "abc-".repeat(24) + "abc");
        assert_eq!(unique("Constructor", &mut BTreeSet::new()), "constructor-2");
    }

    #[test]
    fn an_id_is_short_and_no_name_of_javascript() {
        assert!(is_id(&"é".repeat(LONGEST)) && is_id("proto") && is_id("Constructor"));
        for (text, expected) in [
            ("a b", "has characters other than letters, digits, `-` and `_`"),
            (&"é".repeat(LONGEST + 1), "has more than 100 characters"),
            ("__proto__", "is a name that every JavaScript object has"),
        ] {
            assert_eq!(flaw(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(similar_id("__proto__").as_deref(), Some("proto"));
        assert_eq!(similar_id("constructor"), None);
    }

    #[test]
    fn every_slug_with_a_letter_is_an_id() {
        for text in ["İstanbul", "ŉ-grams", "ΑΣ", "x²"] {
            assert!(is_id(&slug(text)), "{text}: {}", slug(text));
        }
    }
}

//! The numbers of cited sources, and the links that they become.
//!
//! In: citations. Out: a number for each source, and HTML for a citation. Must not know which sources exist.

use std::collections::BTreeMap;

use crate::parse::markdown::notes::{Citation, Markdown};
use crate::source::Spanned;

/// The number of each cited source, by id, from 1 in the order of the first citation.
pub type Numbers = BTreeMap<String, usize>;

/// Numbers the sources of a file in the order in which they are cited.
pub fn number_sources(markdown: &Markdown) -> Numbers {
    let mut numbers = Numbers::new();
    for id in markdown.citations.iter().flat_map(|citation| &citation.ids) {
        let next = numbers.len() + 1;
        numbers.entry(id.value.clone()).or_insert(next);
    }
    numbers
}

pub(super) fn cite(citation: &Citation, numbers: &Numbers, prefix: &str) -> String {
    cite_ids(&citation.ids, numbers, prefix)
}

pub(super) fn cite_ids(ids: &[Spanned<String>], numbers: &Numbers, prefix: &str) -> String {
    let mut out = String::from("<sup class=\"cb-citation\">");
    for (index, id) in ids.iter().enumerate() {
        let Some(number) = numbers.get(&id.value) else {
            continue;
        };
        if index > 0 {
            out.push_str(", ");
        }
        let number = number.to_string();
        // Markdown would take plain brackets for a link.
        let link = [
            "<a href=\"#",
            prefix,
            "-source-",
            &id.value,
            "\" aria-label=\"Source ",
            &number,
            "\">&#91;",
            &number,
            "&#93;</a>",
        ];
        out.extend(link);
    }
    out.push_str("</sup>");
    out
}

//! Text in HTML that this program writes.
//!
//! In: a text. Out: the text as it is written in an element or between quotes. Must not know what is around it.

/// With nothing that mdBook would expand, either.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '{' => out.push_str("&#123;"),
            c => out.push(c),
        }
    }
    out
}

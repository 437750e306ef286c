//! Reads the number in the text of a link to a quantity: `[53k requests a second](=peak)`.
//!
//! In: the text of the link. Out: its first number and the unit behind it. Must not compare it with anything.

use super::figure::{Look, Number, number};
use super::lexer::{CURRENCIES, written_unit};
use super::units::{Unit, unit};
use crate::source::Span;

/// A number in prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// The number with its sign, its currency and its scale; in the file.
    pub span: Span,
    pub number: Number,
    /// Without its unit.
    pub look: Look,
    /// What is written behind it as a unit; that of a plain number if nothing is.
    pub unit: Unit,
    /// Whether the unit is all that is behind the number.
    pub is_complete: bool,
}

/// The first number in a text that begins at `start` of the file.
pub fn quote(text: &str, start: usize) -> Option<Quote> {
    let is_in_word = |at: usize| text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let digit = text.char_indices().find(|(at, c)| c.is_ascii_digit() && !is_in_word(*at))?.0;
    let found = number(&text[digit..])?;
    let mut from = digit;
    let before = text[..from].chars().next_back().filter(|c| CURRENCIES.contains(c));
    from -= before.map_or(0, char::len_utf8);
    // A hyphen behind a word joins it to the number.
    let sign = text[..from].chars().next_back().filter(|c| ['-', '−'].contains(c));
    let sign = sign.filter(|c| {
        let text = &text[..from - c.len_utf8()];
        text.is_empty() || text.ends_with([' ', '*', '('])
    });
    from -= sign.map_or(0, char::len_utf8);
    let end = digit + found.length;
    let (own, is_complete) = unit_in_prose(&text[end..]);
    let money = before.map(|c| unit(c.encode_utf8(&mut [0; 4])));
    let unit = money.map_or(Some(own.clone()), |money| money.times(&own, 1)).unwrap_or(own);
    let look = Look {
        before: before.map(String::from).unwrap_or_default(),
        factor: unit.factor,
        unit: String::new(),
        digits: found.digits,
        scale: found.scale,
        grouped: found.grouped,
    };
    let value = if sign.is_some() { -found.value } else { found.value };
    let number = Number { value, ..found };
    Some(Quote { span: start + from..start + end, number, look, unit, is_complete })
}

/// The unit at the start of a text, `requests a second`, and whether nothing else follows.
fn unit_in_prose(text: &str) -> (Unit, bool) {
    const MARKS: [char; 7] = ['*', '_', '~', '`', ' ', '\u{a0}', '\n'];
    let mut rest = text.trim_start_matches(MARKS);
    let mut found = Unit::none();
    if let Some(Ok((unit, length))) = written_unit(rest) {
        found = unit;
        rest = &rest[length..];
        while let Some((per, length)) = per(rest) {
            match found.times(&per, -1) {
                Some(product) => found = product,
                None => break,
            }
            rest = &rest[length..];
        }
    }
    (found, rest.trim_matches(MARKS).is_empty())
}

/// ` a second`: the unit, and the length of what is written.
fn per(text: &str) -> Option<(Unit, usize)> {
    let article = text.trim_start();
    let words = ["a ", "an ", "per ", "each "].iter().find_map(|word| article.strip_prefix(word))?;
    let length = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let is_word = length > 0 && article.len() < text.len() && words.starts_with(char::is_alphabetic);
    is_word.then(|| (unit(&words[..length]), text.len() - words.len() + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> (String, f64, String, bool) {
        let quote = quote(text, 0).unwrap();
        let value = quote.number.value * quote.unit.factor;
        (text[quote.span].to_owned(), value, quote.unit.dimension.to_string(), quote.is_complete)
    }

    #[test]
    fn prose_writes_units_as_words() {
        let is = |text: &str, number: &str, value: f64, unit: &str, complete: bool| {
            assert_eq!(quoted(text), (number.to_owned(), value, unit.to_owned(), complete), "{text}");
        };
        is("53k requests a second", "53k", 53e3, "requests/s", true);
        is("about 53 thousand requests per second", "53 thousand", 53e3, "requests/s", true);
        is("**89** GPUs", "89", 89.0, "GPUs", true);
        is("89 GPUs at peak", "89", 89.0, "GPUs", false);
        is("8 requests a person a day", "8", 8.0 / 86_400.0, "requests/person/s", true);
        is("$2.5M", "$2.5M", 2.5e6, "$", true);
        is("a loss of -3%", "-3", -0.03, "", true);
        is("H100 needs 40 GB", "40", 40e9, "bytes", true);
        is("53k", "53k", 53e3, "", true);
        is("1.82 billion", "1.82 billion", 1.82e9, "", true);
        assert_eq!(quote("the peak", 0), None);
    }
}

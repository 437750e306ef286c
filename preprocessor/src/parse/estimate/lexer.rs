//! Cuts the text of an estimate into numbers with their units, names and operators.
//!
//! In: a line. Out: one token after the other, with its place. Must not know what an operator does.
//!
//! What is written without a space belongs together: `30 TFLOP/s` is a number with a unit, `rows / 30` a division,
//! `daily-share` a name and `pin-recs/peak` one of another page.

use std::collections::BTreeMap;
use std::iter;

use super::Flaw;
use super::dimension::Dimension;
use super::figure::{Look, Number, number};
use super::units::{Unit, unit};
use crate::source::Span;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// In base units.
    pub value: f64,
    pub dimension: Dimension,
    pub number: Number,
    pub look: Look,
    /// The number, with a currency sign before it and letters such as `k` behind it.
    pub number_span: Span,
    /// The number and its unit.
    pub span: Span,
}

impl Amount {
    /// Whether neither a unit nor a currency is written.
    pub fn is_bare(&self) -> bool {
        self.look.unit.is_empty() && self.look.before.is_empty()
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Amount(Box<Amount>),
    /// A quantity, `peak` or `pin-recs/peak`.
    Name(Span),
    Operator(char, Span),
}

impl Token {
    pub fn span(&self) -> &Span {
        match self {
            Self::Amount(amount) => &amount.span,
            Self::Name(span) | Self::Operator(_, span) => span,
        }
    }
}

/// Signs of money, which come before the number.
pub const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];

/// The span without leading and trailing white space.
pub fn trimmed(text: &str, span: Span) -> Span {
    let written = &text[span.clone()];
    let start = span.start + written.len() - written.trim_start().len();
    start..start + written.trim().len()
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || c == '%' || CURRENCIES.contains(&c)
}

fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of a word at the start of a text, in bytes; 0 if there is none.
fn word(text: &str) -> usize {
    let Some(first) = text.chars().next().filter(|c| is_word(*c)) else { return 0 };
    if !first.is_alphabetic() {
        return first.len_utf8();
    }
    text.find(|c| !continues_word(c)).unwrap_or(text.len())
}

/// The length of a name at the start of a text, with hyphens and the path of a page; 0 if there is none.
pub fn name(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return 0;
    }
    let mut end = text.find(|c| !continues_word(c)).unwrap_or(text.len());
    while let Some(rest) = text[end..].strip_prefix(['-', '/']) {
        let more = rest.find(|c| !continues_word(c)).unwrap_or(rest.len());
        // `each/2` is a division.
        let is_part = more > 0 && (text[end..].starts_with('-') || rest.starts_with(char::is_alphabetic));
        if !is_part {
            break;
        }
        end += 1 + more;
    }
    end
}

/// The words of the unit at the start of a text, each with its power and where it ends.
fn factors(text: &str) -> impl Iterator<Item = (&str, i8, usize)> {
    let mut at = 0;
    iter::from_fn(move || {
        let rest = &text[at..];
        let (sign, skipped) = match rest.chars().next()? {
            '/' => (-1, 1),
            c @ ('-' | '·') if at > 0 => (1, c.len_utf8()),
            c if at == 0 && is_word(c) => (1, 0),
            _ => return None,
        };
        let end = skipped + word(&rest[skipped..]);
        if end == skipped {
            return None;
        }
        let word = &rest[skipped..end];
        // `20%^2` is the square of 20%.
        let (power, digits) = if word == "%" { (1, 0) } else { power(&rest[end..]) };
        at += end + digits;
        Some((word, sign * power, at))
    })
}

/// The unit at the start of a text, without a space in it, and its length in bytes: `requests/person/day`, `GPU-hours`,
/// `/s`, `m^2`. `None` if there is none.
///
/// # Errors
///
/// The unit is too large.
pub fn written_unit(text: &str) -> Option<Result<(Unit, usize), ()>> {
    let (.., length) = factors(text).last()?;
    let mut words = factors(text);
    let product = words.try_fold(Unit::none(), |found, (word, power, _)| found.times(&unit(word), power));
    Some(product.map(|unit| (unit, length)).ok_or(()))
}

/// The units of a text, each read once: an estimate writes the same ones again and again.
#[derive(Debug, Default)]
pub struct Units<'a>(BTreeMap<&'a str, Unit>);

impl<'a> Units<'a> {
    /// The same as [`written_unit`].
    fn written(&mut self, text: &'a str) -> Option<Result<(Unit, usize), ()>> {
        let (.., length) = factors(text).last()?;
        let written = &text[..length];
        if let Some(known) = self.0.get(written) {
            return Some(Ok((known.clone(), length)));
        }
        let found = written_unit(written)?;
        self.0.extend(found.iter().map(|(unit, _)| (written, unit.clone())));
        Some(found)
    }
}

/// `^2` behind a unit: the power and the length of what is written.
fn power(text: &str) -> (i8, usize) {
    let digit = text.strip_prefix('^').and_then(|rest| rest.chars().next()).and_then(|c| c.to_digit(10));
    match digit.and_then(|digit| i8::try_from(digit).ok()).filter(|digit| *digit > 0) {
        Some(power) => (power, 2),
        None => (1, 0),
    }
}

/// The number at the start of a text and its unit, with a space between them or not; `None` if there is no number.
/// `start` is where the text begins.
///
/// # Errors
///
/// The unit is too large.
pub fn amount<'a>(text: &'a str, start: usize, units: &mut Units<'a>) -> Option<Result<Amount, Flaw>> {
    let currency = text.chars().next().filter(|c| CURRENCIES.contains(c)).map_or(0, char::len_utf8);
    let found = number(&text[currency..])?;
    let number_end = currency + found.length;
    let rest = &text[number_end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    // A slash behind a space divides.
    let has_gap = gap > 0 && rest[gap..].starts_with('/');
    let written = if has_gap { None } else { units.written(&rest[gap..]) };
    let (own, unit_end) = match written {
        None => (Unit::none(), number_end),
        Some(Ok((unit, length))) => (unit, number_end + gap + length),
        Some(Err(())) => {
            let span = start + number_end + gap..start + text.trim_end().len();
            return Some(Err(Flaw::new(span, "the unit is too large", "use fewer words in it")));
        }
    };
    let whole = if currency == 0 { Some(own) } else { unit(&text[..currency]).times(&own, 1) };
    let Unit { factor, dimension } = whole?;
    let look = Look {
        before: text[..currency].to_owned(),
        factor,
        unit: text[number_end..unit_end].to_owned(),
        digits: found.digits,
        scale: found.scale,
        grouped: found.grouped,
    };
    Some(Ok(Amount {
        value: found.value * factor,
        dimension,
        number: found,
        look,
        number_span: start..start + number_end,
        span: start..start + unit_end,
    }))
}

/// Cuts a text whose first byte is at `start` of the block.
///
/// # Errors
///
/// A character that means nothing here.
pub fn tokens<'a>(text: &'a str, start: usize, units: &mut Units<'a>) -> Result<Vec<Token>, Flaw> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let token = if let Some(amount) = amount(rest, start + at, units) {
            Token::Amount(Box::new(amount?))
        } else {
            let length = name(rest);
            let operator = match c {
                _ if length > 0 => None,
                '+' | '^' | '(' | ')' | ',' => Some(c),
                '-' | '−' | '–' => Some('-'),
                '*' | '×' | '·' => Some('*'),
                '/' | '÷' => Some('/'),
                _ => {
                    let span = start + at..start + at + c.len_utf8();
                    let help = "use numbers with units, names, `+ − × ÷ ^`, parentheses and functions";
                    return Err(Flaw::new(span, format!("`{c}` means nothing here"), help));
                }
            };
            match operator {
                Some(operator) => Token::Operator(operator, start + at..start + at + c.len_utf8()),
                None => Token::Name(start + at..start + at + length),
            }
        };
        at = token.span().end - start;
        found.push(token);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let of = |token: Token| match token {
            Token::Amount(amount) => format!("{}[{}]", amount.value, amount.dimension),
            Token::Name(span) => text[span].to_owned(),
            Token::Operator(operator, _) => operator.to_string(),
        };
        tokens(text, 0, &mut Units::default()).unwrap().into_iter().map(of).collect()
    }

    #[test]
    fn what_is_written_without_a_space_belongs_together() {
        assert_eq!(shown("peak × 1000 rows/request"), ["peak", "*", "1000[rows/request]"]);
        assert_eq!(shown("600M people / days"), ["600000000[people]", "/", "days"]);
        assert_eq!(shown("30 TFLOP/s ÷ 2"), ["30000000000000[FLOP/s]", "/", "2[]"]);
        assert_eq!(shown("pin-recs/peak - x"), ["pin-recs/peak", "-", "x"]);
        assert_eq!(shown("each/2 ^ 3"), ["each", "/", "2[]", "^", "3[]"]);
        assert_eq!(shown("20%^2 + 3 m^2"), ["0.2[]", "^", "2[]", "+", "3[m^2]"]);
        assert_eq!(shown("8 GPU-hours"), ["28800[GPU-s]"]);
        assert_eq!(shown("2/day"), ["0.000023148148148148147[/s]"]);
        assert_eq!(shown("min(1,000, 5)"), ["min", "(", "1000[]", ",", "5[]", ")"]);
    }

    #[test]
    fn letters_behind_a_number_are_a_scale_or_a_unit() {
        assert_eq!(shown("4KB"), ["4000[bytes]"]);
        assert_eq!(shown("4 B/row"), ["4[bytes/row]"]);
        assert_eq!(shown("1.5B people"), ["1500000000[people]"]);
        assert_eq!(shown("4B"), ["4[bytes]"]);
        assert_eq!(shown("10bn"), ["10000000000[]"]);
        assert_eq!(shown("5ms"), ["0.005[s]"]);
        assert_eq!(shown("5M"), ["5000000[]"]);
        assert_eq!(shown("$2.50/GPU/hour"), ["0.0006944444444444445[$/GPU/s]"]);
        assert_eq!(shown("$3M + 38%"), ["3000000[$]", "+", "0.38[]"]);
        assert_eq!(shown("3e9 x"), ["3000000000[x]"]);
    }

    #[test]
    fn a_character_without_a_meaning_is_a_flaw_at_its_place() {
        assert_eq!(tokens("a ? b", 10, &mut Units::default()).unwrap_err().span, 12..13);
    }
}

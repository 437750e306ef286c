//! Numbers as people write them: `53k`, `1.82 billion`, `10,000`.
//!
//! In: a text, or a value and how its number is to look. Out: the number at its start, or the text of the value. The
//! browser writes the same texts (`theme/src/core/figure.ts`); `tests/fixtures/estimates` holds both to it. Must
//! not know units.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write as _;

/// What stands for thousands, millions and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Nothing: all digits are written.
    Plain,
    /// `k`, `M`, `B` and `T`; a `B` alone would be a byte.
    Letters,
    /// `k`, `M`, `bn` and `T`, before no unit.
    Bare,
    /// ` thousand`, ` million` and so on.
    Words,
}

impl Scale {
    /// The texts for 10³, 10⁶, 10⁹ and 10¹².
    fn texts(self) -> Option<[&'static str; 4]> {
        match self {
            Self::Plain => None,
            Self::Letters => Some(["k", "M", "B", "T"]),
            Self::Bare => Some(["k", "M", "bn", "T"]),
            Self::Words => Some([" thousand", " million", " billion", " trillion"]),
        }
    }
}

/// How a number and its unit are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// A currency sign, or nothing.
    pub before: String,
    /// How many base units the unit has.
    pub factor: f64,
    /// The unit with the space before it.
    pub unit: String,
    /// How many digits are written, from the first that is not 0; at least 1.
    pub digits: u8,
    pub scale: Scale,
    /// Whether thousands are set apart by commas; from five digits on they always are.
    pub grouped: bool,
}

/// The size of a long text of a number, in bytes: most need not grow.
const LONG_TEXT: usize = 24;
/// The most digits that are shown of a computed value.
const MOST_DIGITS: u8 = 4;

impl Look {
    /// The number for a value in base units, with its currency and without its unit.
    pub fn figure(&self, value: f64) -> String {
        let digits = self.digits.clamp(2, MOST_DIGITS);
        let mut number = format(value / self.factor, digits, self.scale, self.grouped);
        number.insert_str(usize::from(number.starts_with('-')), &self.before);
        number
    }

    /// The text of a value in base units, with its unit.
    pub fn text(&self, value: f64) -> String {
        self.figure(value) + &self.unit
    }

    /// All but the unit's text, for the browser: the size of the unit, the digits, the scale with a comma if thousands
    /// are set apart, and the currency, with spaces between them.
    pub fn code(&self) -> String {
        let scale = match self.scale {
            Scale::Plain => "-",
            Scale::Letters => "k",
            Scale::Bare => "bn",
            Scale::Words => "word",
        };
        let grouped = if self.grouped { "," } else { "" };
        format!("{} {} {scale}{grouped} {}", self.factor, self.digits, self.before).trim_end().to_owned()
    }
}

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    pub value: f64,
    /// How far a value may be from it to be written so.
    pub tolerance: f64,
    pub digits: u8,
    pub scale: Scale,
    pub grouped: bool,
    /// In bytes, with its scale.
    pub length: usize,
}

impl Number {
    /// Whether a value, rounded to the digits written, is this number.
    pub fn is(&self, value: f64) -> bool {
        (value - self.value).abs() <= self.tolerance * (1.0 + 1e-9)
    }
}

/// How far a value may be, relative to it, from a number of one digit and zeros.
const ROUNDED: f64 = 0.01;

const SUFFIXES: [(&str, f64); 8] =
    [("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9), ("bn", 1e9), ("T", 1e12), ("P", 1e15), ("B", 1e9)];

/// Words that scale a number in prose, behind a space.
const SCALE_WORDS: [(&str, f64); 4] =
    [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

/// The number at the start of a text; `None` if the text does not begin with a digit.
pub fn number(text: &str) -> Option<Number> {
    let digits_end = |from: usize| {
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut at = digits_end(0);
    if at == 0 {
        return None;
    }
    let mut grouped = false;
    while text[at..].starts_with(',') && digits_end(at + 1) == at + 4 {
        at += 4;
        grouped = true;
    }
    let whole = at;
    if text[at..].starts_with('.') && digits_end(at + 1) > at + 1 {
        at = digits_end(at + 1);
    }
    let decimals = at.saturating_sub(whole + 1);
    let mantissa = if grouped { text[..at].replace(',', "").into() } else { Cow::from(&text[..at]) };
    let exponent = text[at..].strip_prefix(['e', 'E']).and_then(|rest| {
        let sign = usize::from(rest.starts_with(['-', '+']));
        let end = digits_end(at + 1 + sign);
        (end > at + 1 + sign).then_some(end)
    });
    let is_end = |from: usize| !text[from..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let exponent = exponent.filter(|end| is_end(*end));
    let power: i32 = exponent.map_or(0, |end| text[at + 1..end].parse().unwrap_or(i32::MAX / 2));
    at = exponent.unwrap_or(at);
    let (scale, multiple, length) =
        if exponent.is_some() { (Scale::Plain, 1.0, 0) } else { scale_of(&text[at..]) };
    let value: f64 = mantissa.parse::<f64>().ok()? * 10_f64.powi(power.clamp(-400, 400)) * multiple;
    let significant = mantissa.trim_start_matches(['0', '.']);
    let zeros = match decimals {
        0 => significant.len() - significant.trim_end_matches('0').len(),
        _ => 0,
    };
    let significant = significant.bytes().filter(u8::is_ascii_digit).count();
    let power_of_ten = |power: usize| 10_f64.powi(i32::try_from(power).unwrap_or(400));
    let step = 10_f64.powi(power.clamp(-400, 400)) * multiple / power_of_ten(decimals);
    // Zeros at the end may be digits or rounded: `130` is 128, but `90` is not 88.7.
    let rounded = 0.5 * step * power_of_ten(zeros);
    let rounded = if significant - zeros > 1 { rounded } else { rounded.min(ROUNDED * value) };
    let tolerance = rounded.max(0.5 * step);
    // Whole groups of them are a way to write `k`.
    let kept = significant.saturating_sub(zeros / 3 * 3).clamp(1, 12);
    let digits = u8::try_from(kept).unwrap_or(1);
    Some(Number { value, tolerance, digits, scale, grouped, length: at + length })
}

/// What scales a number, by how much, and its length.
fn scale_of(text: &str) -> (Scale, f64, usize) {
    let word = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let letters = &text[..word(text)];
    if let Some((suffix, multiple)) = SUFFIXES.iter().find(|(suffix, _)| *suffix == letters) {
        let behind = text[letters.len()..].trim_start_matches([' ', '\u{a0}']);
        let next = &behind[..word(behind)];
        let has_noun = behind.len() < text.len() - letters.len()
            && next.starts_with(char::is_alphabetic)
            && !matches!(next, "a" | "an" | "per" | "each" | "B");
        return match *suffix {
            "B" if !has_noun => (Scale::Plain, 1.0, 0),
            "bn" => (Scale::Bare, *multiple, suffix.len()),
            _ if has_noun => (Scale::Letters, *multiple, suffix.len()),
            _ => (Scale::Bare, *multiple, suffix.len()),
        };
    }
    if let Some(rest) = text.strip_prefix([' ', '\u{a0}']) {
        let next = &rest[..word(rest)];
        if let Some((_, multiple)) = SCALE_WORDS.iter().find(|(name, _)| *name == next) {
            return (Scale::Words, *multiple, text.len() - rest.len() + next.len());
        }
    }
    (Scale::Plain, 1.0, 0)
}

/// The text of a number with 1 to 14 digits, halves rounded away from 0. A whole number below 10,000 is written out.
pub fn format(value: f64, digits: u8, scale: Scale, grouped: bool) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let mut out = String::with_capacity(LONG_TEXT);
    out.push_str(if value < 0.0 { "-" } else { "" });
    let value = value.abs();
    let near = value.round();
    let is_whole = near > 0.0 && near < 10_000.0 && (value - near).abs() <= 1e-9 * near;
    let texts = scale.texts();
    if is_whole && (texts.is_none() || near < 1_000.0) {
        group(&format!("{near:.0}"), grouped, &mut out);
        return out;
    }
    let (found, exponent) = rounded(value, digits);
    match texts {
        Some(texts) if exponent >= 3 => {
            let step = (exponent / 3).min(4);
            place(&found, exponent - 3 * step, grouped, &mut out);
            let index = usize::try_from(step - 1).unwrap_or(0);
            out.push_str(texts.get(index).copied().unwrap_or_default());
        }
        _ => place(&found, exponent, grouped, &mut out),
    }
    out
}

/// The digits that are looked at first.
const FAST_DIGITS: u8 = 15;

/// The digits of a positive number, fewer than [`FAST_DIGITS`], and the power of ten of the first.
fn rounded(value: f64, digits: u8) -> (String, i32) {
    let mut text = String::with_capacity(LONG_TEXT);
    let _ = write!(text, "{value:.*e}", usize::from(FAST_DIGITS - 1));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mut exponent: i32 = exponent.parse().unwrap_or(0);
    let found = mantissa.bytes().filter(u8::is_ascii_digit);
    let found = found.fold(0, |found, digit| found * 10 + u64::from(digit - b'0'));
    let cut = 10_u64.pow(u32::from(FAST_DIGITS - digits));
    let (mut kept, rest) = (found / cut, found % cut);
    // They are found fast, and say on which side of a half a number is unless they end at one.
    let is_up = match rest.cmp(&(cut / 2)) {
        Ordering::Equal => format!("{value:.60e}").as_bytes()[usize::from(digits) + 1] >= b'5',
        order => order.is_gt(),
    };
    kept += u64::from(is_up);
    if kept == 10_u64.pow(u32::from(digits)) {
        kept /= 10;
        exponent += 1;
    }
    (kept.to_string(), exponent)
}

/// Writes digits, the first of which counts ten to this power.
fn place(text: &str, exponent: i32, grouped: bool, out: &mut String) {
    if !(-7..15).contains(&exponent) {
        let (first, rest) = text.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        out.extend([first, point, rest, "e", &exponent.to_string()]);
        return;
    }
    let Ok(before) = usize::try_from(exponent + 1) else {
        out.push_str("0.");
        out.extend((exponent + 1..0).map(|_| '0'));
        out.push_str(text);
        return;
    };
    match text.split_at_checked(before) {
        Some(("", decimals)) => out.extend(["0.", decimals]),
        Some((whole, decimals)) if !decimals.is_empty() => {
            group(whole, grouped, out);
            out.extend([".", decimals]);
        }
        _ => group(&format!("{text:0<before$}"), grouped, out),
    }
}

/// Sets thousands apart.
fn group(whole: &str, grouped: bool, out: &mut String) {
    if whole.len() < 4 || whole.len() == 4 && !grouped {
        out.push_str(whole);
        return;
    }
    for (at, c) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, value: f64) -> bool {
        number(text).expect("it begins with a digit").is(value)
    }

    #[test]
    fn a_number_is_right_to_the_digits_that_are_written() {
        assert!(written("53k requests", 52_777.8) && !written("53k requests", 53_600.0));
        assert!(written("89", 88.67) && !written("90", 88.67));
        assert!(written("1.82 billion", 1.8240e9) && !written("1.82 billion", 1.83e9));
        assert!(written("2.0", 2.04) && !written("2.0", 2.06) && written("2", 2.4));
        assert!(
            written("46,000", 45_833.0)
                && written("210", 208.3)
                && written("130k", 128_160.0)
                && !written("1,000", 1_042.0)
        );
        assert!(!written("600M people", 612e6) && !written("50k", 52_777.8));
        assert!(written("2.5e3", 2_549.0) && !written("2.5e3", 2_551.0));
        // Either side of a half.
        assert!(written("2", 2.5) && written("3", 2.5) && written("0.05", 0.0451));
        assert_eq!(number("about"), None);
    }

    #[test]
    fn letters_and_words_scale_a_number() {
        let value = |text: &str| number(text).map(|number| (number.value, number.length));
        assert_eq!(value("53k requests"), Some((53e3, 3)));
        assert_eq!(value("1.5B people"), Some((1.5e9, 4)));
        assert_eq!(value("4B"), Some((4.0, 1)));
        assert_eq!(value("4B per row"), Some((4.0, 1)));
        assert_eq!(value("53 thousand requests"), Some((53e3, 11)));
        assert_eq!(value("3e9"), Some((3e9, 3)));
        assert_eq!(value("3 eggs"), Some((3.0, 1)));
        assert_eq!(value("1,234,567.5"), Some((1_234_567.5, 11)));
        assert_eq!(value("1,2345"), Some((1.0, 1)));
        assert_eq!(value("5km"), Some((5.0, 1)));
    }

    #[test]
    fn a_value_is_written_with_so_many_digits() {
        let plain = |value, digits| format(value, digits, Scale::Plain, false);
        assert_eq!(plain(88.67, 2), "89");
        assert_eq!(plain(1_234.0, 2), "1234");
        assert_eq!(format(1_234.0, 2, Scale::Plain, true), "1,234");
        assert_eq!(plain(12_345.6, 2), "12,000");
        assert_eq!(plain(0.012_34, 2), "0.012");
        assert_eq!(plain(2.5, 1), "3");
        assert_eq!(plain(9.99, 2), "10");
        assert_eq!(plain(-0.5, 2), "-0.50");
        assert_eq!(plain(1e20, 2), "1.0e20");
        assert_eq!(plain(0.0, 2), "0");
        assert_eq!(plain(f64::NAN, 2), "—");
        let letters = |value| format(value, 2, Scale::Letters, false);
        assert_eq!([letters(52_777.8), letters(999_600.0), letters(228e6)], ["53k", "1.0M", "230M"]);
        assert_eq!([letters(1.8e9), letters(5e15), letters(12.0)], ["1.8B", "5000T", "12"]);
        assert_eq!(format(53e3, 2, Scale::Words, false), "53 thousand");
        assert_eq!(format(2e9, 2, Scale::Bare, false), "2.0bn");
    }
}

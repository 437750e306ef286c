//! Parses the lines of an estimate.
//!
//! ```text
//! # Traffic                                                        a title
//! share = 38%                              # assumed 20%..60%      an input
//! peak  = average × 2.5 = 53k requests/s   <= 100k requests/s      a result, with a limit
//! ```
//!
//! In: the text of the block. Out: quantities, titles, and what is wrong with a line; a line that is wrong is left out.
//! Must not compute anything.

use super::Flaw;
use super::expression::{self, Expression};
use super::lexer::{Amount, Units, amount, name, trimmed};
use super::note::{RawNote, note};
use crate::source::{Span, Spanned};

/// The most quantities of one block: each is evaluated for each assumption.
pub const MOST_QUANTITIES: usize = 200;
/// The longest line, in bytes.
const LONGEST_LINE: usize = 1_000;

/// `<= 200 GPUs`.
#[derive(Debug, Clone, PartialEq)]
pub struct RawLimit {
    /// Whether the quantity must not be less, rather than not more.
    pub at_least: bool,
    pub expression: Expression,
}

/// A named number. All places are in the text of the block.
#[derive(Debug, Clone, PartialEq)]
pub struct RawQuantity {
    pub name: Spanned<String>,
    pub expression: Expression,
    /// The result as the author has it.
    pub shown: Option<Amount>,
    pub limit: Option<RawLimit>,
    pub note: Option<RawNote>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A line that is only a note.
    Title(Spanned<String>),
    Quantity(Box<RawQuantity>),
    /// The name in a line that does not parse.
    Broken(String),
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && name(text) == text.len() && !text.contains('/')
}

/// Parses the text of a block into its lines and what is wrong with the others.
pub fn parse(text: &str) -> (Vec<Line>, Vec<Flaw>) {
    let (mut lines, mut flaws) = (Vec::new(), Vec::new());
    let mut start = 0;
    let mut quantities = 0;
    let mut units = Units::default();
    for line in text.split_inclusive('\n') {
        let span = trimmed(text, start..start + line.len());
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let written = &text[span.clone()];
        if written.len() > LONGEST_LINE {
            let help = "give parts of it names of their own";
            flaws.push(Flaw::new(span, "this line is too long", help));
            continue;
        }
        if let Some(title) = written.strip_prefix('#') {
            let title = title.trim_start_matches('#').trim();
            if !title.is_empty() {
                lines.push(Line::Title(Spanned::new(title.to_owned(), span)));
            }
            continue;
        }
        quantities += 1;
        if quantities > MOST_QUANTITIES {
            let message = format!("the estimate has more than {MOST_QUANTITIES} quantities");
            flaws.push(Flaw::new(span, message, "make two pages of it"));
            break;
        }
        match quantity(text, span.clone(), &mut units) {
            Ok(quantity) => lines.push(Line::Quantity(Box::new(quantity))),
            Err(flaw) => {
                let named = text[span].split('=').next().map(str::trim).filter(|named| is_name(named));
                lines.extend(named.map(|named| Line::Broken(named.to_owned())));
                flaws.push(flaw);
            }
        }
    }
    (lines, flaws)
}

fn quantity<'a>(text: &'a str, line: Span, units: &mut Units<'a>) -> Result<RawQuantity, Flaw> {
    let written = &text[line.clone()];
    let mut note_at = written.match_indices('#').map(|(at, _)| at);
    let note_at = note_at.find(|at| written[..*at].ends_with(char::is_whitespace));
    let formula = trimmed(text, line.start..note_at.map_or(line.end, |at| line.start + at));
    let note = note_at.map(|at| note(text, line.start + at..line.end, units)).transpose()?;
    let Some(equals) = text[formula.clone()].find('=') else {
        let help = "write `name = value`, or begin a title with `#`";
        return Err(Flaw::new(formula, "this line has no `=`", help));
    };
    let name_span = trimmed(text, formula.start..formula.start + equals);
    let written_name = &text[name_span.clone()];
    if !is_name(written_name) {
        let help = "write one word of letters, digits, `-` and `_` that begins with a letter";
        let message = format!("`{written_name}` is not a name");
        return Err(Flaw::new(if name_span.is_empty() { formula } else { name_span }, message, help));
    }
    let parts = parts(text, formula.start + equals + 1..formula.end);
    let mut parts = parts.into_iter();
    let first = parts.next().map_or(formula.end..formula.end, |(_, span)| span);
    let expression = expression::parse(&text[first.clone()], first.start, units)?;
    let (mut shown, mut limit) = (None, None);
    for (sign, span) in parts {
        match sign {
            Sign::Equals if shown.is_none() && limit.is_none() => {
                shown = Some(whole_amount(&text[span.clone()], span.start, units)?);
            }
            Sign::AtMost | Sign::AtLeast if limit.is_none() => {
                let expression = expression::parse(&text[span.clone()], span.start, units)?;
                limit = Some(RawLimit { at_least: sign == Sign::AtLeast, expression });
            }
            _ => {
                let help = "write one result, and then one limit if there is one";
                return Err(Flaw::new(span, "this is one value too many", help));
            }
        }
    }
    let name = Spanned::new(written_name.to_owned(), name_span);
    Ok(RawQuantity { name, expression, shown, limit, note })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equals,
    AtMost,
    AtLeast,
}

/// What is between the signs `=`, `<=` and `>=`, each with the sign before it.
fn parts(text: &str, span: Span) -> Vec<(Sign, Span)> {
    const SIGNS: [(&str, Sign); 5] = [
        ("<=", Sign::AtMost),
        (">=", Sign::AtLeast),
        ("≤", Sign::AtMost),
        ("≥", Sign::AtLeast),
        ("=", Sign::Equals),
    ];
    let mut found = Vec::new();
    let (mut sign, mut start, mut at) = (Sign::Equals, span.start, span.start);
    while let Some(gap) = text[at..span.end].find(['<', '>', '≤', '≥', '=']) {
        at += gap;
        match SIGNS.iter().find(|(written, _)| text[at..span.end].starts_with(written)) {
            Some((written, next)) => {
                found.push((sign, trimmed(text, start..at)));
                at += written.len();
                (sign, start) = (*next, at);
            }
            None => at += 1,
        }
    }
    found.push((sign, trimmed(text, start..span.end)));
    found
}

/// A text that is a number with its unit and nothing else.
pub fn whole_amount<'a>(text: &'a str, start: usize, units: &mut Units<'a>) -> Result<Amount, Flaw> {
    let unsigned = text.trim_start_matches(['≈', '~', ' ']);
    let (sign, digits) = match unsigned.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, unsigned),
    };
    let at = start + text.len() - digits.len();
    let flaw = || {
        let span = start..start + text.len();
        Flaw::new(span, format!("`{text}` is not a number with a unit"), "write one such as `53k requests/s`")
    };
    let mut found = amount(digits, at, units).ok_or_else(flaw)??;
    if found.span.end != start + text.len() {
        return Err(flaw());
    }
    found.value *= sign;
    found.number.value *= sign;
    found.number_span.start = start + text.len() - unsigned.len();
    found.span.start = found.number_span.start;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::expression::Node;
    use super::super::note::{Origin, Piece};
    use super::*;

    const NAPKIN: &str = "\
# Traffic

monthly  = 600M people                     # reported [@q3-2025]
share    = 38%                             # assumed 20%..60%, from a talk [@a; @b]
daily    = monthly × share                 = 228M people
gpus     = ceil(daily ÷ 30)   = 89 GPUs   <= 200 GPUs   # the zone's quota
low      = daily >= 1
";

    #[test]
    fn a_napkin_is_quantities_with_notes_results_and_limits() {
        let (lines, flaws) = parse(NAPKIN);
        assert_eq!(flaws, []);
        let quantities: Vec<&RawQuantity> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Quantity(quantity) => Some(&**quantity),
                _ => None,
            })
            .collect();
        assert!(matches!(&lines[0], Line::Title(title) if title.value == "Traffic"));
        let names: Vec<&str> = quantities.iter().map(|quantity| quantity.name.value.as_str()).collect();
        assert_eq!(names, ["monthly", "share", "daily", "gpus", "low"]);
        let note = quantities[0].note.as_ref().unwrap();
        assert_eq!(note.origin, Some(Origin::Reported));
        assert!(matches!(&note.pieces[..], [Piece::Citation(_, ids)] if ids[0].value == "q3-2025"));
        let note = quantities[1].note.as_ref().unwrap();
        assert_eq!(&NAPKIN[note.range.as_ref().unwrap().span.clone()], "20%..60%");
        assert!(matches!(&note.pieces[..], [Piece::Text(text), Piece::Citation(_, ids)]
            if text == "from a talk" && ids.len() == 2));
        let shown = quantities[2].shown.as_ref().unwrap();
        assert_eq!(&NAPKIN[shown.number_span.clone()], "228M");
        let limit = quantities[3].limit.as_ref().unwrap();
        assert!(matches!(&limit.expression.node, Node::Amount(amount) if amount.number.is(200.0)));
        assert_eq!(quantities[3].note.as_ref().unwrap().origin, None);
        assert!(quantities[4].limit.as_ref().unwrap().at_least);
    }

    #[test]
    fn what_is_wrong_has_a_place_and_the_other_lines_are_kept() {
        let flaw = |text: &str| {
            let (_, flaws) = parse(text);
            assert_eq!(flaws.len(), 1, "{text}: {flaws:?}");
            (flaws[0].message.clone(), text[flaws[0].span.clone()].to_owned())
        };
        assert_eq!(flaw("daily"), ("this line has no `=`".to_owned(), "daily".to_owned()));
        assert_eq!(flaw("2nd = 3").1, "2nd");
        assert_eq!(flaw("= 3").0, "`` is not a name");
        assert_eq!(flaw("a/b = 3").1, "a/b");
        assert_eq!(flaw("a ="), ("something is missing here".to_owned(), String::new()));
        assert_eq!(flaw("a = 2 × b = many").1, "many");
        assert_eq!(flaw("a = 2 = 3 = 4").1, "4");
        assert_eq!(flaw("a = 2 <= 3 <= 4").1, "4");
        assert_eq!(flaw("a = 2 # assumed 1").1, "1");
        assert_eq!(flaw("a = 2 # assumed 1..").0, "this range has no end");
        assert_eq!(parse("a = 2\nb == \nc = 3").0.len(), 3);
        assert_eq!(parse(&"a = 1\n".repeat(1_000)).1.len(), 1);
        assert_eq!(flaw(&format!("a = {}", "1 + ".repeat(1_000))).0, "this line is too long");
    }

    #[test]
    fn a_negative_result_is_one() {
        let found = whole_amount("-$5M/year", 0, &mut Units::default()).unwrap();
        assert!(found.number.value < 0.0 && found.value < 0.0);
        assert_eq!(found.look.text(-10e6 / (365.0 * 86_400.0)), "-$10M/year");
        assert_eq!((found.number_span, found.span), (0..4, 0..9));
    }
}

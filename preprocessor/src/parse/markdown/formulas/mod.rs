//! Finds the formulas in a Markdown text.
//!
//! In: the Markdown of a body and what the parser finds in it. Out: its formulas, the texts that look like broken ones,
//! and, if the parser takes a part of a formula for markup, a copy of the body in which the inside of each formula is
//! masked, so that Markdown finds nothing in it. The rules are Pandoc's and GitHub's: no
//! formula begins before white space or ends after it, none ends before a digit, and none crosses code, the border of a
//! link, of emphasis or of a block. Must not change anything outside of formulas: there the text means what it means
//! to a Markdown parser that knows no formulas.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};

use self::runs::{is_emphasis, read};
use super::notes::{Inner, Math};
use crate::parse::embedded::macros::Macros;
use crate::parse::embedded::{Failure, math};
use crate::source::{Span, between};

mod pair;
mod runs;

/// How often formulas are given up that would break emphasis or a link, before all are that could.
const MOST_ROUNDS: usize = 8;

/// A formula between dollar signs. All places are in the body.
#[derive(Debug)]
pub(super) struct Formula {
    /// With its dollar signs.
    pub(super) span: Span,
    pub(super) display: bool,
    pub(super) tex: Inner,
    /// What is between the dollar signs, without the prefixes that a quote or a list adds to its lines.
    inside: Vec<Span>,
}

#[derive(Debug, Default)]
pub(super) struct Formulas {
    /// In text order.
    pub(super) found: Vec<Formula>,
    /// What looks like a formula and is none, with the reason.
    pub(super) broken: Vec<(Span, &'static str)>,
    /// The body with formulas masked, of the same length; `None` if the parser finds the same in it as in the body.
    pub(super) masked: Option<String>,
}

impl Formulas {
    /// Renders the formulas and those in `fenced` blocks in the order in which they are written. The body begins at
    /// `offset` in the file; the places of `fenced` are in the file.
    pub(super) fn render(self, fenced: Vec<(Span, Inner)>, offset: usize, mut macros: Macros) -> Vec<Math> {
        let in_file = |span: Span| span.start + offset..span.end + offset;
        let fenced = fenced.into_iter().map(|(span, tex)| (span, tex, true, true));
        let between = self.found.into_iter().map(|Formula { span, mut tex, display, .. }| {
            tex.shift(offset);
            (in_file(span), tex, display, false)
        });
        let mut written: Vec<_> = fenced.chain(between).collect();
        written.sort_by_key(|(span, ..)| span.start);
        let rendered = written.into_iter().map(|(span, tex, display, fenced)| {
            let mathml = math::render(&tex.text, display, &mut macros);
            Math { span, tex, fenced, mathml }
        });
        let broken = self.broken.into_iter().map(|(span, reason)| {
            let mathml = Err(Failure::new(reason));
            Math { span: in_file(span), tex: Inner::default(), fenced: false, mathml }
        });
        let mut formulas: Vec<Math> = rendered.chain(broken).collect();
        formulas.sort_by_key(|math| math.span.start);
        formulas
    }

    /// Whether the parser finds the same around masked formulas: it took them for nothing but text. A bracket may
    /// have kept others from being a link.
    fn are_text(&self, text: &str, events: &[(Event<'_>, Span)]) -> bool {
        // An end between two bytes of a formula.
        let splits = |end: usize| end > 0 && self.contain(end) && self.contain(end - 1);
        !self.found.iter().any(|formula| text[formula.span.clone()].contains(['[', ']']))
            && events.iter().all(|(event, span)| {
                matches!(event, Event::Text(_) | Event::SoftBreak) || !splits(span.start) && !splits(span.end)
            })
    }

    /// Whether a formula begins in a span.
    pub(super) fn begin_in(&self, span: &Span) -> bool {
        !between(&self.found, span, |formula| formula.span.start).is_empty()
    }

    /// Whether a place is in a formula.
    pub(super) fn contain(&self, at: usize) -> bool {
        let after = self.found.partition_point(|formula| formula.span.start <= at);
        after > 0 && self.found[after - 1].span.contains(&at)
    }
}

/// Finds the formulas in the text of a body, in which the parser finds `events` with these options.
pub(super) fn find(text: &str, events: &[(Event<'_>, Span)], options: Options) -> Formulas {
    if !text.contains('$') {
        return Formulas::default();
    }
    let runs = read(text, events);
    let mut given_up = BTreeSet::new();
    let mut round = 0;
    loop {
        let mut formulas = Formulas::default();
        let mut within = Vec::new();
        for run in &runs {
            run.pair(text, &given_up, &mut formulas, &mut within);
        }
        if within.is_empty() {
            formulas.masked = (!formulas.are_text(text, events)).then(|| mask(text, &formulas.found));
            return formulas;
        }
        let masked = mask(text, &formulas.found);
        // Without the formula the emphasis or the link around it has to be one as well.
        let kept = if round < MOST_ROUNDS { arounds(&masked, options) } else { BTreeSet::new() };
        let before = given_up.len();
        given_up.extend(within.iter().filter(|(_, around)| !kept.contains(around)).map(|(sign, _)| *sign));
        if given_up.len() == before {
            formulas.masked = Some(masked);
            return formulas;
        }
        round += 1;
    }
}

/// Emphasis by its start, or a link or an image by both ends: a formula in emphasis may move its end.
type Around = (usize, Option<usize>);

fn arounds(text: &str, options: Options) -> BTreeSet<Around> {
    let events = Parser::new_ext(text, options).into_offset_iter();
    let found = events.filter_map(|(event, span)| match event {
        Event::Start(tag) if is_emphasis(&tag) => Some((span.start, None)),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => Some((span.start, Some(span.end))),
        _ => None,
    });
    found.collect()
}

/// Letters in the place of formulas: a parser finds no Markdown in them, and everything else where it was.
fn mask(text: &str, formulas: &[Formula]) -> String {
    let mut masked = String::with_capacity(text.len());
    for inside in formulas.iter().flat_map(|formula| &formula.inside) {
        masked.push_str(&text[masked.len()..inside.start]);
        // White space breaks lines, bars make tables, a line with a backtick opens no fenced block, and all but the
        // first can be escaped.
        let stays = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'|' | b'`' | b'\\');
        let mask = |byte: u8| if stays(byte) { char::from(byte) } else { 'x' };
        masked.extend(text[inside.clone()].bytes().map(mask));
    }
    masked.push_str(&text[masked.len()..]);
    masked
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use pulldown_cmark::{Event, Parser, Tag};

    use super::{Formulas, find, mask};
    use crate::parse::markdown::options;
    use crate::source::Span;

    fn events(text: &str) -> Vec<(Event<'_>, Span)> {
        Parser::new_ext(text, options(false)).into_offset_iter().collect()
    }

    fn formulas(text: &str) -> Formulas {
        find(text, &events(text), options(false))
    }

    #[test]
    fn only_a_formula_that_changes_the_markup_around_it_is_masked() {
        let is_masked = |text: &str| formulas(text).masked.is_some();
        assert!(
            ["*a* $x_1$ and\n**$y$**", "$\\frac{a}\n{b}$", "$5 [or](u) 6"]
                .iter()
                .all(|text| !is_masked(text))
        );
        assert!(["$a*b$ and $c*d$", "[a $x]$ b](u)", "$`a`$", "$a<b>c$"].iter().all(|text| is_masked(text)));
    }

    /// The code, links, images and HTML in a text.
    fn borders(text: &str) -> Vec<Span> {
        let is_border = |event: &Event<'_>| {
            matches!(
                event,
                Event::Code(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
            )
        };
        events(text).into_iter().filter(|(event, _)| is_border(event)).map(|(_, span)| span).collect()
    }

    const PIECES: [&str; 34] = [
        "$", "$", "$", "$$", "a", "b ", " ", "\n", "\n\n", "\n> ", "\n- ", "5", "{", "}", "\\", "\\\\", "`",
        "``", "*", "**", "_", "~~", "[", "](u)", "](u$v)", "![", "<b>", "</b>", "<u:$>", "|", "\n|-|\n",
        "\\|", "&amp;", "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn outside_of_formulas_a_text_means_what_it_means_without_them(row in vec(select(PIECES.to_vec()), 0..24)) {
            let text = row.concat();
            let formulas = formulas(&text);
            let masked = formulas.masked.clone().unwrap_or_else(|| text.clone());
            prop_assert_eq!(masked.len(), text.len());
            let kept = borders(&masked);
            for border in borders(&text) {
                let inside = |formula: &super::Formula| formula.span.start < border.start && border.end < formula.span.end;
                let is_inside = formulas.found.iter().any(inside);
                prop_assert!(is_inside || kept.contains(&border), "{:?} of {:?} is gone: {:?}", border, text, masked);
                let crosses = |formula: &super::Formula| {
                    let (start, end) = (border.contains(&formula.span.start), border.contains(&(formula.span.end - 1)));
                    start != end
                };
                prop_assert!(!formulas.found.iter().any(crosses), "{:?} of {:?} is crossed", border, text);
            }
        }

        #[test]
        fn a_text_that_is_not_masked_means_what_it_would_mean_masked(row in vec(select(PIECES.to_vec()), 0..24)) {
            let text = row.concat();
            let formulas = formulas(&text);
            if formulas.masked.is_none() {
                let masked = mask(&text, &formulas.found);
                let is_text = |event: &Event<'_>| matches!(event, Event::Text(_));
                let (written, masked) = (events(&text), events(&masked));
                let markup = |events: &[(Event<'_>, Span)]| -> Vec<String> {
                    events.iter().filter(|(event, _)| !is_text(event)).map(|found| format!("{found:?}")).collect()
                };
                let words = |events: Vec<(Event<'_>, Span)>| -> BTreeSet<usize> {
                    let texts = events.into_iter().filter(|(event, _)| is_text(event));
                    texts.flat_map(|(_, span)| span).filter(|at| !formulas.contain(*at)).collect()
                };
                prop_assert_eq!(markup(&written), markup(&masked));
                prop_assert_eq!(words(written), words(masked));
            }
        }

        #[test]
        fn formulas_follow_the_rules(row in vec(select(PIECES.to_vec()), 0..24)) {
            let text = row.concat();
            for formula in formulas(&text).found {
                let sign = if formula.display { "$$" } else { "$" };
                let written = &text[formula.span.clone()];
                let inner = written.strip_prefix(sign).and_then(|inner| inner.strip_suffix(sign));
                prop_assert!(inner.is_some_and(|inner| !inner.trim().is_empty()), "{:?} of {:?}", written, text);
                let touches = inner.is_some_and(|inner| inner.trim() == inner);
                prop_assert!(touches || formula.display, "{:?} of {:?}", written, text);
                prop_assert!(!text[formula.span.end..].starts_with(|c: char| c.is_ascii_digit()), "{:?}", text);
                prop_assert!(!formula.tex.text.contains("\n\n"), "{:?} of {:?}", written, text);
            }
        }
    }
}

//! Pairs the dollar signs of a run: which two enclose a formula.
//!
//! In: a run. Out: its formulas and what looks like a broken one. Must not look at other runs.

use std::collections::BTreeSet;

use super::runs::{Run, Sign};
use super::{Around, Formula, Formulas};
use crate::parse::markdown::notes::Inner;
use crate::source::Span;

impl Run {
    /// Adds the formulas of the run, from left to right. `within` are the openings of those that are in a link or cross
    /// the end of emphasis, with either.
    pub(super) fn pair(
        &self,
        text: &str,
        given_up: &BTreeSet<usize>,
        formulas: &mut Formulas,
        within: &mut Vec<(usize, Around)>,
    ) {
        let mut next = 0;
        while let Some(sign) = self.signs.get(next) {
            next += 1;
            if given_up.contains(&sign.span.start) {
                continue;
            }
            if let Some(code) = &sign.code
                && let Some(formula) = self.in_code(text, sign, code, &self.signs[next])
            {
                formulas.found.push(formula);
                next += 1;
                continue;
            }
            match sign.partner.filter(|partner| self.why_not(text, sign, &self.signs[*partner]).is_none()) {
                Some(partner) => {
                    let end = &self.signs[partner];
                    // What begins in a formula is no emphasis.
                    let ends = |span: &&Span| span.end <= end.span.start && !formulas.contain(span.start);
                    if let Some(emphasis) = sign.emphasis.as_ref().filter(ends) {
                        within.push((sign.span.start, (emphasis.start, None)));
                    }
                    let link = sign.link.as_ref().map(|link| (link.start, Some(link.end)));
                    within.extend(link.map(|link| (sign.span.start, link)));
                    formulas.found.push(self.formula(text, sign, end));
                    next = partner + 1;
                }
                None => {
                    let end = self.signs.get(next).filter(|_| !sign.before_barrier);
                    let broken = self.broken(text, sign, sign.partner.map(|end| &self.signs[end]), end);
                    if let Some((end, reason)) = broken {
                        formulas.broken.push((sign.span.start..end, reason));
                        next += self.signs[next..].iter().take_while(|sign| sign.span.start < end).count();
                    }
                }
            }
        }
    }

    /// The rule after which two signs do not enclose a formula, for the end of a message.
    fn why_not(&self, text: &str, start: &Sign, end: &Sign) -> Option<&'static str> {
        let length = start.span.len();
        let inside = &text[start.span.end..end.span.start];
        let before_digit = text[end.span.end..].starts_with(|c: char| c.is_ascii_digit());
        // In a quote the prefix of the line is before the sign.
        let on_new_line = self.lines.binary_search_by_key(&end.span.start, |line| line.start).is_ok();
        if length > 2 || length != end.span.len() || inside.trim().is_empty() {
            Some("its dollar signs do not match")
        } else if start.link != end.link {
            Some("it crosses the border of a link")
        } else if length == 1 && inside.starts_with(char::is_whitespace) {
            Some("white space follows its first dollar sign")
        } else if length == 1 && (inside.ends_with(char::is_whitespace) || on_new_line) {
            Some("white space precedes its last dollar sign")
        } else if before_digit {
            Some("a digit follows its last dollar sign")
        } else {
            None
        }
    }

    /// The end of what begins at a sign and looks like a broken formula, and the reason.
    ///
    /// `$5 and $6` is none: it has no braces and no command. `outside` is the next sign outside of all braces between.
    fn broken(
        &self,
        text: &str,
        sign: &Sign,
        outside: Option<&Sign>,
        next: Option<&Sign>,
    ) -> Option<(usize, &'static str)> {
        if let Some(next) = next.filter(|next| outside.is_none_or(|outside| outside.span != next.span))
            && self.why_not(text, sign, next).is_none()
        {
            return Some((next.span.end, "its braces do not match"));
        }
        let inside = &text[sign.span.end..];
        let command = inside.trim_start().strip_prefix('\\')?;
        if !command.starts_with(|c: char| c.is_ascii_alphabetic()) || sign.span.len() > 2 {
            return None;
        }
        match outside.map(|end| (end.span.end, self.why_not(text, sign, end))) {
            Some((end, Some(reason))) => Some((end, reason)),
            _ if sign.span.len() == 1 && inside.starts_with(char::is_whitespace) => None,
            _ => Some((sign.span.end, "its end is missing")),
        }
    }

    fn formula(&self, text: &str, start: &Sign, end: &Sign) -> Formula {
        let inside = start.span.end..end.span.start;
        let first = self.lines.partition_point(|line| line.end < inside.start);
        let lines = self.lines[first..].iter().take_while(|line| line.start < inside.end);
        let inside: Vec<Span> =
            lines.map(|line| line.start.max(inside.start)..line.end.min(inside.end)).collect();
        let mut tex = Inner::default();
        for (index, line) in inside.iter().enumerate() {
            if index > 0 {
                tex.push("\n", inside[index - 1].end);
            }
            self.push(text, line, &mut tex);
        }
        Formula { span: start.span.start..end.span.end, display: start.span.len() == 2, tex, inside }
    }

    /// GitHub's other spelling: `` $`a`$ ``.
    fn in_code(&self, text: &str, start: &Sign, code: &Span, end: &Sign) -> Option<Formula> {
        let written = &text[code.clone()];
        let ticks = written.bytes().take_while(|byte| *byte == b'`').count();
        let one_line = !written.contains(['\n', '\r']);
        let before_digit = text[end.span.end..].starts_with(|c: char| c.is_ascii_digit());
        if start.span.len() != 1 || end.span.len() != 1 || start.link != end.link || before_digit || !one_line
        {
            return None;
        }
        let mut tex = Inner::default();
        self.push(text, &(code.start + ticks..code.end - ticks), &mut tex);
        Some(Formula {
            span: start.span.start..end.span.end,
            display: false,
            tex,
            inside: vec![code.clone()],
        })
    }

    /// Adds a piece of a line. In a table, `\|` is `|`, in code as well.
    fn push(&self, text: &str, span: &Span, tex: &mut Inner) {
        let mut at = span.start;
        if self.in_table {
            for (bar, _) in text[span.clone()].match_indices("\\|") {
                tex.push(&text[at..span.start + bar], at);
                at = span.start + bar + 1;
            }
        }
        tex.push(&text[at..span.end], at);
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::embedded::macros::Macros;
    use crate::parse::markdown::parse_markdown;
    use crate::source::Source;

    /// The LaTeX of the formulas in a text.
    fn formulas(text: &str) -> Vec<String> {
        let source = Source::new("f.md", text);
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        found.math.into_iter().map(|math| math.tex.text).collect()
    }

    fn failures(text: &str) -> Vec<(usize, String)> {
        let source = Source::new("f.md", text);
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        found.math.into_iter().filter_map(|m| Some((m.span.start, m.mathml.err()?.reason))).collect()
    }

    #[test]
    fn formulas_that_markdown_takes_for_text_are_failures() {
        assert_eq!(failures(r"a $\frac{b$ c"), [(2, "its braces do not match".to_owned())]);
        assert_eq!(failures(r"a $x$ and $\frac b"), [(10, "its end is missing".to_owned())]);
        assert_eq!(failures("$$\n\\frac{a}\n"), [(0, "its end is missing".to_owned())]);
        assert_eq!(failures("$$\n\\frac{a\n$$\n"), [(0, "its braces do not match".to_owned())]);
    }

    #[test]
    fn prices_and_code_are_not_formulas() {
        assert!(failures("costs $5 and {x} or $6, {y $ z").is_empty());
        assert!(failures("`$\\frac{a$` and \\$\\frac{a\\$").is_empty());
        assert!(failures("```\n$\\frac{a$\n```\n\n    $\\frac\n").is_empty());
    }

    #[test]
    fn no_formula_begins_before_white_space_ends_after_it_or_before_a_digit() {
        let texts = [
            "$5-$10",
            "$0.01/$0.02",
            "US$5 and US$6",
            "a $ x$ b",
            "a $x $ b",
            "a $x\n$ b",
            "> a $x\n>$ b",
            "$$5 or $$6",
            "$$ $$",
            "a $$$x$$$ b",
            "\\$x$",
        ];
        for text in texts {
            assert!(formulas(text).is_empty(), "{text}: {:?}", formulas(text));
        }
        assert_eq!(formulas("$5 or $x$, $k$th"), ["x", "k"]);
    }

    #[test]
    fn no_formula_crosses_code_or_the_border_of_a_link_or_a_block() {
        let texts = [
            "[$5](a) b [$6](b)",
            "[$a](x) b [$b](y)",
            "[a $b](c) d$",
            "![$a](x)$",
            "$a [b$ c](d)",
            "*$HOME/bin* and `$PATH`",
            "`$PATH` or `a$b`$",
            "$a `b` c$",
            "$a\n\nb$",
            "- $a\n- b$",
            "| $a | b$ |\n|---|---|",
            "<b>$a</b> b$",
            "<https://a/$b$>",
            "[a](b$c$d)",
            "<i title='$a$'>",
            "```\n$a$\n```\n",
        ];
        for text in texts {
            assert!(formulas(text).is_empty(), "{text}: {:?}", formulas(text));
        }
    }

    #[test]
    fn a_formula_binds_closer_than_emphasis_that_begins_in_it_or_encloses_it() {
        assert_eq!(formulas("$a*b$ and $c*d$"), ["a*b", "c*d"]);
        assert_eq!(formulas("_the $x_{i}$ here_"), ["x_{i}"]);
        assert_eq!(formulas("**$a**b$** and *c*"), ["a**b"]);
        assert!(formulas("*$a* b$").is_empty());
        assert!(formulas("*$HOME/bin* or *lib:$PATH").is_empty());
        assert_eq!(formulas("*$a* b$ and $c$"), ["c"]);
    }

    #[test]
    fn a_formula_holds_what_would_be_markdown() {
        assert_eq!(
            formulas(r"$f[x](y)$ $a<b>c$ $\text{if $x$ {}}$"),
            ["f[x](y)", "a<b>c", r"\text{if $x$ {}}"]
        );
        assert_eq!(formulas("$$\nx \\\\\n\\,y\n$$"), ["\nx \\\\\n\\,y"]);
        assert_eq!(formulas("> $$\n> \\,x\n> $$"), ["\n\\,x"]);
        assert_eq!(formulas("- a\n  $b\n  c$"), ["b\nc"]);
        assert_eq!(formulas("| $\\|a\\|$ |\n|---|"), ["|a|"]);
    }

    #[test]
    fn a_formula_knows_the_macros_of_those_before_it() {
        let texts =
            ["```math\n\\newcommand{\\R}{\\mathbb{R}}\n```\n\n$x \\in \\R$", "$\\def\\R{r}$ and $\\R$"];
        for text in texts {
            assert!(failures(text).is_empty(), "{text}: {:?}", failures(text));
        }
        assert_eq!(failures("$\\R$ and $\\def\\R{r}$"), [(0, "unknown command `\\R`".to_owned())]);
    }

    #[test]
    fn githubs_other_spellings_are_formulas() {
        assert_eq!(formulas("a $`b/c`$, $``d`e``$"), ["b/c", "d`e"]);
        assert_eq!(formulas("> ```math\n> x\n> ```"), ["x\n"]);
        assert!(formulas("$`a` b`$ and `$`c`$5").is_empty());
        assert_eq!(formulas("$x$`a`$y$"), ["x", "y"]);
    }

    #[test]
    fn what_is_clearly_meant_as_a_formula_is_reported() {
        let reason = |text| failures(text).pop().map(|(_, reason)| reason);
        let white_space = "white space follows its first dollar sign";
        assert_eq!(reason("a $ \\frac{a}{b} $ c").as_deref(), Some(white_space));
        assert_eq!(reason("a $\\pi$3").as_deref(), Some("a digit follows its last dollar sign"));
    }

    #[test]
    fn the_place_of_a_mistake_is_found_in_a_quote() {
        let text = "> $$\n> a\n> \\foo\n> $$";
        let source = Source::new("f.md", text);
        let math = parse_markdown(&source, &(0..text.len()), &Macros::default()).math.remove(0);
        let place = math.tex.place(&math.mathml.expect_err("unknown").span.expect("a place")).expect("text");
        assert_eq!(source.slice(&place), "\\foo");
    }

    #[test]
    fn a_text_full_of_openings_is_scanned_in_time() {
        let texts = ["${", "$", "*$a* ", "$\\a{", "[$a](b", "$`a`", "$}", "*$a", "$ "];
        for piece in texts {
            let start = std::time::Instant::now();
            formulas(&piece.repeat(100_000 / piece.len()));
            assert!(start.elapsed() < std::time::Duration::from_secs(5), "{piece}: {:?}", start.elapsed());
        }
    }
}

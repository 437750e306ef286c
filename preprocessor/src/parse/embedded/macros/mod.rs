//! Rewrites LaTeX that the renderer does not know into LaTeX that it knows.
//!
//! In: a formula, and the macros defined before it: built in, in `book.toml`, or in an earlier formula of the file. Out:
//! the formula with macros expanded and definitions taken out. Must not know what the renderer makes of it.

use std::collections::BTreeMap;

use self::tokens::{Tokens, argument, operator, star, substitute};
use super::Failure;

mod tokens;

/// The longest formula after expansion, and the longest text that a macro expands to, in bytes.
pub(super) const LONGEST: usize = 4_000;
/// The most macros expanded in one formula: a few words can expand to any length.
const MOST_EXPANDED: usize = 500;
/// The most macros expanded within one another.
const DEEPEST: usize = 16;

/// The color of what `\phantom` hides, and the style that the renderer makes of it. The renderer cannot hide anything,
/// so this style is replaced.
const INVISIBLE: &str = "#010203";
pub(super) const INVISIBLE_STYLE: &str = "color: rgb(1 2 3)";

/// Name, number of parameters, replacement.
const BUILT_IN: [(&str, usize, &str); 23] = [
    ("Bbb", 1, r"\mathbb{#1}"),
    ("argmax", 0, r"\operatorname*{arg\,max}"),
    ("argmin", 0, r"\operatorname*{arg\,min}"),
    ("bm", 1, r"\boldsymbol{#1}"),
    ("bold", 1, r"\mathbf{#1}"),
    ("boxed", 1, r"\begin{array}{|c|}\hline #1\\\hline\end{array}"),
    ("ensuremath", 1, "{#1}"),
    ("fbox", 1, r"\boxed{\text{#1}}"),
    ("hbox", 1, r"\text{#1}"),
    ("hphantom", 1, r"\phantom{#1}"),
    ("label", 1, ""),
    ("mathbbm", 1, r"\mathbb{#1}"),
    ("mathds", 1, r"\mathbb{#1}"),
    ("mathscr", 1, r"\mathcal{#1}"),
    ("mbox", 1, r"\text{#1}"),
    ("nonumber", 0, ""),
    ("notag", 0, ""),
    ("phantom", 1, r"{\color{#010203}#1}"),
    ("pmb", 1, r"\boldsymbol{#1}"),
    ("space", 0, r"\ "),
    ("tag", 1, r"\qquad\text{(#1)}"),
    ("textnormal", 1, r"\text{#1}"),
    ("textup", 1, r"\text{#1}"),
];

#[derive(Debug, Clone, PartialEq, Eq)]
struct Macro {
    parameters: usize,
    body: String,
}

/// The macros that a formula knows, and the tags to which it can refer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Macros {
    by_name: BTreeMap<String, Macro>,
    /// The tag of each labelled formula.
    tags: BTreeMap<String, String>,
}

impl Macros {
    /// Defines `\name`. It has as many parameters as the highest `#1`, `#2` … in its body.
    pub fn define(&mut self, name: &str, body: &str) {
        let digits = body.split('#').skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10));
        let parameters = digits.max().map_or(0, |digit| digit as usize);
        self.by_name.insert(name.to_owned(), Macro { parameters, body: body.to_owned() });
    }

    fn get(&self, name: &str) -> Option<(usize, &str)> {
        let defined = self.by_name.get(name).map(|known| (known.parameters, known.body.as_str()));
        let built_in = || BUILT_IN.iter().find(|(known, ..)| *known == name);
        defined.or_else(|| built_in().map(|(_, parameters, body)| (*parameters, *body)))
    }

    /// Expands the macros of a formula and learns what it defines.
    ///
    /// # Errors
    ///
    /// A definition cannot be read, an argument is missing, or the expansion does not end. The failure has a place.
    pub(super) fn expand(&mut self, tex: &str, display: bool) -> Result<String, Failure> {
        let mut expansion = Expansion {
            macros: self,
            display,
            out: String::new(),
            count: 0,
            hidden: 0,
            label: None,
            tag: None,
        };
        expansion.push(tex, 0)?;
        let Expansion { out, hidden, label, tag, .. } = expansion;
        if out.matches(INVISIBLE).count() > hidden {
            return Err(Failure::new(format!("the color `{INVISIBLE}` is that of `\\phantom`")));
        }
        if let (Some(label), Some(tag)) = (label, tag) {
            self.tags.insert(label, tag);
        }
        Ok(if display { in_rows(out) } else { out })
    }
}

/// A formula of several rows in the environment that it needs: `$$` alone has none.
fn in_rows(tex: String) -> String {
    let (mut depth, mut rows, mut columns) = (0_i32, false, false);
    for token in Tokens(&tex) {
        match token {
            "{" | r"\begin" => depth += 1,
            "}" | r"\end" => depth -= 1,
            r"\\" | r"\cr" => rows |= depth == 0,
            "&" => columns |= depth == 0,
            _ => {}
        }
    }
    let environment = match (columns, rows) {
        (true, _) => "aligned",
        (false, true) => "gathered",
        (false, false) => return tex,
    };
    let rows = tex.trim().trim_end_matches(r"\\");
    format!(r"\begin{{{environment}}}{rows}\end{{{environment}}}")
}

struct Expansion<'a> {
    macros: &'a mut Macros,
    display: bool,
    out: String,
    count: usize,
    /// How many parts `\phantom` hides.
    hidden: usize,
    label: Option<String>,
    tag: Option<String>,
}

impl Expansion<'_> {
    fn push(&mut self, tex: &str, depth: usize) -> Result<(), Failure> {
        let mut tokens = Tokens(tex);
        while let Some(token) = tokens.next() {
            let place = tex.len() - tokens.0.len() - token.len()..tex.len() - tokens.0.len();
            let done = match token
                .strip_prefix('\\')
                .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                Some(name) => self.command(name, &mut tokens, depth),
                None => {
                    self.out.push_str(token);
                    Ok(())
                }
            };
            // Only here the place is in the formula; further in it is in the body of a macro.
            done.map_err(|failure| Failure { span: Some(place), ..failure })?;
            if self.out.len() > LONGEST {
                return Err(Failure::new("it is too large"));
            }
        }
        Ok(())
    }

    fn command(&mut self, name: &str, tokens: &mut Tokens<'_>, depth: usize) -> Result<(), Failure> {
        let missing = || Failure::new(format!("an argument of `\\{name}` is missing"));
        match name {
            "def" | "newcommand" | "renewcommand" | "providecommand" | "DeclareMathOperator" => {
                return self.define(name, tokens);
            }
            "let" | "edef" | "gdef" | "xdef" | "futurelet" => {
                return Err(Failure::new(format!(
                    "it defines a macro with `\\{name}`, not with `\\newcommand`"
                )));
            }
            "operatorname" if !self.macros.by_name.contains_key(name) => {
                let limits = star(tokens);
                let text = argument(tokens).ok_or_else(missing)?;
                self.out.push_str(&format!("\\operatorname{{{}}}", operator(text)));
                // Below the name only where there is room.
                self.out.push_str(if limits && self.display { "\\limits " } else { " " });
                return Ok(());
            }
            "ref" | "eqref" if !self.macros.by_name.contains_key(name) => {
                let label = argument(tokens).ok_or_else(missing)?.trim();
                let Some(tag) = self.macros.tags.get(label) else {
                    let before = "no formula before it has this `\\label` and a `\\tag`";
                    return Err(Failure::new(format!("`\\{name}{{{label}}}` points nowhere: {before}")));
                };
                let tag = if name == "ref" { tag.clone() } else { format!("({tag})") };
                self.out.push_str(&format!("\\text{{{tag}}}"));
                return Ok(());
            }
            "tag" if star(tokens) => {
                let tag = argument(tokens).ok_or_else(missing)?;
                self.out.push_str(&format!("\\qquad\\text{{{tag}}}"));
                return Ok(());
            }
            _ => {}
        }
        let Some((parameters, body)) = self.macros.get(name) else {
            self.out.push('\\');
            self.out.push_str(name);
            return Ok(());
        };
        let body = body.to_owned();
        let arguments: Option<Vec<&str>> = (0..parameters).map(|_| argument(tokens)).collect();
        let arguments = arguments.ok_or_else(missing)?;
        match (name, arguments.as_slice()) {
            ("label", [label]) => self.label = Some(label.trim().to_owned()),
            ("phantom", _) => self.hidden += body.matches(INVISIBLE).count(),
            ("tag", [tag]) => self.tag = Some((*tag).to_owned()),
            _ => {}
        }
        self.count += 1;
        let expanded = substitute(&body, &arguments);
        if depth >= DEEPEST || self.count > MOST_EXPANDED || expanded.len() > LONGEST {
            return Err(Failure::new(format!("`\\{name}` expands to too much")));
        }
        self.push(&expanded, depth + 1)?;
        // `\a b` is not `\ab`.
        if parameters == 0 && tokens.0.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.out.push(' ');
        }
        Ok(())
    }

    /// Takes a definition: `\def\a#1{…}`, `\newcommand{\a}[1]{…}`, `\DeclareMathOperator*{\a}{…}`.
    fn define(&mut self, how: &str, tokens: &mut Tokens<'_>) -> Result<(), Failure> {
        let unclear = || Failure::new(format!("what follows `\\{how}` is no name and replacement"));
        let limits = star(tokens);
        let name = argument(tokens).map(str::trim).and_then(|name| name.strip_prefix('\\'));
        let name =
            name.filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let name = name.ok_or_else(unclear)?;
        let rest = tokens.0.trim_start();
        let mut parameters = 0;
        if how == "def" {
            let open = rest.find('{').ok_or_else(unclear)?;
            parameters = rest[..open].matches('#').count();
            tokens.0 = &rest[open..];
        } else if let Some(rest) = rest.strip_prefix('[') {
            let (count, rest) = rest.split_once(']').ok_or_else(unclear)?;
            parameters = count.trim().parse().ok().filter(|count| *count <= 9).ok_or_else(unclear)?;
            if rest.trim_start().starts_with('[') {
                return Err(Failure::new(format!("`\\{name}` has an optional argument")));
            }
            tokens.0 = rest;
        }
        let body = argument(tokens).ok_or_else(unclear)?;
        let body = match how {
            "DeclareMathOperator" => format!("\\operatorname{}{{{body}}}", if limits { "*" } else { "" }),
            _ => body.to_owned(),
        };
        if how != "providecommand" || self.macros.get(name).is_none() {
            self.macros.by_name.insert(name.to_owned(), Macro { parameters, body });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(tex: &str) -> Result<String, String> {
        Macros::default().expand(tex, true).map_err(|failure| failure.reason)
    }

    #[test]
    fn macros_are_expanded_with_their_arguments() {
        assert_eq!(expand(r"\bm x + \bm{yz}").as_deref(), Ok(r"\boldsymbol{x} + \boldsymbol{yz}"));
        assert_eq!(expand(r"\def\f#1#2{#2^{#1}}\f ab").as_deref(), Ok("b^{a}"));
        assert_eq!(
            expand(r"\newcommand{\E}[1]{\mathbb{E}[#1]}\E{\bm X}").as_deref(),
            Ok(r"\mathbb{E}[\boldsymbol{X}]")
        );
        assert_eq!(
            expand(r"\DeclareMathOperator*{\sm}{soft\,max}\sm_x").as_deref(),
            Ok("\\operatorname{soft\u{2009}max}\\limits _x")
        );
        assert_eq!(expand(r"\newcommand\a{\alpha}\a b").as_deref(), Ok(r"\alpha b"));
    }

    #[test]
    fn rows_without_an_environment_get_one() {
        assert_eq!(
            expand(r"a &= b \\ &= c \\").as_deref(),
            Ok(r"\begin{aligned}a &= b \\ &= c \end{aligned}")
        );
        assert_eq!(expand(r"a \\ b").as_deref(), Ok(r"\begin{gathered}a \\ b\end{gathered}"));
        let matrix = r"\begin{matrix} a & b \\ c & d \end{matrix}";
        assert_eq!(expand(matrix).as_deref(), Ok(matrix));
        assert_eq!(Macros::default().expand("a & b", false).as_deref(), Ok("a & b"));
    }

    #[test]
    fn a_reference_needs_a_label_and_a_tag_before_it() {
        let mut macros = Macros::default();
        let failure = macros.expand(r"by \eqref{loss}", false).expect_err("no label");
        assert_eq!(failure.span, Some(3..9));
        assert!(failure.reason.starts_with(r"`\eqref{loss}` points nowhere"), "{}", failure.reason);
        macros.expand(r"x \label{loss} \tag{7}", true).expect("it expands");
        assert_eq!(macros.expand(r"\eqref{loss}", false).as_deref(), Ok(r"\text{(7)}"));
    }

    #[test]
    fn an_expansion_without_end_is_refused() {
        for tex in [
            r"\newcommand\a{\a\a}\a",
            r"\def\a{\b\b}\def\b{\c\c}\def\c{\a}\a",
            r"\newcommand{\a}[1]{\a{#1#1}}\a x",
        ] {
            assert!(expand(tex).is_err_and(|reason| reason.ends_with("expands to too much")), "{tex}");
        }
        assert_eq!(
            expand(r"\let\b\sqrt").map_err(|reason| reason.starts_with("it defines a macro")),
            Err(true)
        );
        assert_eq!(expand(r"\bm").as_ref().map_err(String::as_str), Err(r"an argument of `\bm` is missing"));
    }
}

//! Turns LaTeX into MathML that Markdown leaves alone.
//!
//! In: a formula. Out: `<math>` on one line, safe inside a paragraph or a table cell, or the reason why it does not
//! parse. Must not know where the formula is.

use std::convert::Infallible;
use std::error::Error as _;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, ParserError, Storage, push_mathml};

use super::Failure;
use super::catch_panic::catch_panic;
use super::macros::{INVISIBLE_STYLE, LONGEST, Macros};
use crate::diagnostic::phrase;
use crate::source::Span;

/// The characters inside `\text` that would be taken for markup.
const MARKUP: [(char, &str); 3] = [('<', "&lt;"), ('>', "&gt;"), ('&', "&amp;")];

/// Characters for private use in the place of [`MARKUP`]: some that the formula does not hold.
struct StandIns([char; 3]);

impl StandIns {
    fn new(tex: &str) -> Self {
        let mut free = ('\u{e000}'..).filter(|c| !tex.contains(*c));
        Self(MARKUP.map(|(c, _)| free.next().unwrap_or(c)))
    }

    /// Markup, its stand-in and its entity.
    fn all(&self) -> impl Iterator<Item = (char, char, &'static str)> {
        MARKUP.into_iter().zip(self.0).map(|((markup, entity), stand_in)| (markup, stand_in, entity))
    }

    /// The text of an event with stand-ins for markup; `None` if there is none in it.
    fn replace(&self, event: &Event<'_>) -> Option<String> {
        let Event::Content(Content::Text(text)) = event else {
            return None;
        };
        let replace = |c| self.all().find(|(from, ..)| *from == c).map_or(c, |(_, to, _)| to);
        text.contains(['<', '>', '&']).then(|| text.chars().map(replace).collect())
    }
}

/// The most commands that are parsed on the caller's thread: each nested one takes up to 20 KB of its stack.
const MOST_COMMANDS_HERE: usize = 32;
/// The stack, in bytes, that [`LONGEST`] bytes of nested commands need.
const LARGE_STACK: usize = 64 * 1024 * 1024;
/// The deepest nesting of braces that is rendered.
const DEEPEST: i32 = 64;

/// Renders a formula: on a line of its own if `display`, else inline. It knows `macros` and adds those that it defines.
///
/// # Errors
///
/// The formula is too large, its macros cannot be expanded, or it does not parse. The failure has a place if it is known
/// which command or environment is wrong.
pub fn render(tex: &str, display: bool, macros: &mut Macros) -> Result<String, Failure> {
    if tex.len() > LONGEST {
        return Err(Failure::new(TOO_LARGE));
    }
    let expanded = macros.expand(tex, display)?;
    let mathml =
        render_expanded(&expanded, display).map_err(|failure| in_written(failure, tex, &expanded))?;
    let mathml = mathml.replace(INVISIBLE_STYLE, "visibility: hidden");
    // The renderer leaves out the space between two attributes of a bracket whose size is given.
    let mathml = mathml.replace("\"minsize=", "\" minsize=");
    // Copying and reading aloud give the formula as written.
    let mut alt = String::new();
    let line = tex.split_whitespace().collect::<Vec<_>>().join(" ");
    escape_text(&line, &StandIns::new(&line), &mut alt);
    Ok(mathml.replacen("<math", &format!("<math class=\"cb-math\" alttext=\"{alt}\""), 1))
}

const TOO_LARGE: &str = "it is too large";

/// A failure of the expanded formula with its place in the formula as written, if what failed is written there.
fn in_written(failure: Failure, tex: &str, expanded: &str) -> Failure {
    let Failure { span, reason } = failure;
    let wrong = span.map(|span| &expanded[span]);
    let span = wrong
        .and_then(|wrong| commands(tex).chain(environments(tex)).find(|span| &tex[span.clone()] == wrong));
    Failure { span, reason }
}

fn render_expanded(tex: &str, display: bool) -> Result<String, Failure> {
    // The parser recurses.
    let depth = tex.bytes().scan(0_i32, |depth, byte| {
        *depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        Some(*depth)
    });
    if depth.max().unwrap_or(0) > DEEPEST {
        return Err(Failure::new(TOO_LARGE));
    }
    // `\sqrt\sqrt…` recurses without a brace.
    if tex.matches('\\').count() <= MOST_COMMANDS_HERE {
        return parse(tex, display);
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(LARGE_STACK);
        let thread = builder.spawn_scoped(scope, || parse(tex, display));
        let joined = thread.map(std::thread::ScopedJoinHandle::join);
        joined.ok().and_then(Result::ok).unwrap_or_else(|| Err(Failure::new(GAVE_UP)))
    })
}

/// The most commands or environments that are parsed alone to find the unknown one.
const MOST_TRIED: usize = 64;

const GAVE_UP: &str = "the renderer gave up on it";

fn parse(tex: &str, display: bool) -> Result<String, Failure> {
    let parsed = catch_panic(|| convert(tex, display).map_err(|reason| explain(reason, tex)));
    parsed.unwrap_or_else(|| Err(Failure::new(GAVE_UP)))
}

/// The error is the parser's message, without its context.
fn convert(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events: Result<Vec<Event<'_>>, _> = Parser::new(tex, &storage).collect();
    let events = events.map_err(|error| message(&error))?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let stand_ins = StandIns::new(tex);
    let texts: Vec<Option<String>> = events.iter().map(|event| stand_ins.replace(event)).collect();
    let events = events.into_iter().zip(&texts).map(|(event, text)| match text {
        Some(text) => Event::Content(Content::Text(text)),
        None => event,
    });
    let mut mathml = String::with_capacity(tex.len() * 16);
    push_mathml(&mut mathml, events.map(Ok::<_, Infallible>), config).map_err(|error| error.to_string())?;
    Ok(escape(&mathml, &stand_ins))
}

fn message(error: &ParserError) -> String {
    let reason = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    phrase(&reason).replace("unkown", "unknown")
}

/// Adds the name and the place of an unknown command or environment to the parser's message, which has neither.
///
/// The kind of an error is private to the parser, so that its message is compared with that of a name nobody defines.
fn explain(reason: String, tex: &str) -> Failure {
    let fails_alike = |part: &str| convert(part, false).is_err_and(|other| other == reason);
    // `\hline` is unknown outside of an array.
    let unknown =
        |name: &str| fails_alike(name) && fails_alike(&format!("\\begin{{array}}{{c}}{name} \\end{{array}}"));
    let environment = |name: &str| format!("\\begin{{{name}}}\\end{{{name}}}");
    let (what, place) = if fails_alike(r"\cbunknown") {
        let mut tried = commands(tex).take(MOST_TRIED);
        ("command", tried.find(|span| unknown(&tex[span.clone()])))
    } else if fails_alike(&environment("cbunknown")) {
        let mut tried = environments(tex).take(MOST_TRIED);
        ("environment", tried.find(|span| fails_alike(&environment(&tex[span.clone()]))))
    } else {
        return Failure::new(reason);
    };
    match place {
        Some(span) => {
            Failure { reason: format!("unknown {what} `{}`", &tex[span.clone()]), span: Some(span) }
        }
        None => Failure::new(reason),
    }
}

/// The names in `\begin{…}`.
fn environments(tex: &str) -> impl Iterator<Item = Span> + '_ {
    commands(tex).filter(|span| &tex[span.clone()] == r"\begin").filter_map(|begin| {
        let start = begin.end + 1;
        let length = tex[begin.end..].strip_prefix('{')?.find('}')?;
        Some(start..start + length)
    })
}

/// The commands of a formula: a backslash with the letters after it.
fn commands(tex: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    let next = move || {
        let start = at + tex[at..].find('\\')?;
        let letters = tex[start + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        at = start + 1 + letters;
        if letters == 0 {
            at += tex[at..].chars().next().map_or(0, char::len_utf8);
        }
        Some(start..at)
    };
    std::iter::from_fn(next).filter(|span| span.len() > 1)
}

/// Escapes what MathML needs and what Markdown would interpret.
fn escape(mathml: &str, stand_ins: &StandIns) -> String {
    // The renderer escapes some characters, and writes a space next to a text as an entity HTML alone knows.
    let mathml = stand_ins.all().fold(mathml.replace("&nbsp;", "\u{a0}"), |text, (_, to, entity)| {
        text.replace(entity, &to.to_string())
    });
    let mut out = String::with_capacity(mathml.len() * 2);
    let mut rest = mathml.as_str();
    while let Some(open) = rest.find('<') {
        escape_text(&rest[..open], stand_ins, &mut out);
        rest = &rest[open..];
        // The renderer does not escape a relation such as `<`.
        let is_tag = rest[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        match rest.find('>').filter(|_| is_tag) {
            Some(close) => {
                out.push_str(&rest[..=close]);
                rest = &rest[close + 1..];
            }
            None => {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
    }
    escape_text(rest, stand_ins, &mut out);
    out
}

fn escape_text(text: &str, stand_ins: &StandIns, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c if c.is_ascii_punctuation() => {
                out.push_str("&#");
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            }
            c => match stand_ins.all().find(|(_, stand_in, _)| *stand_in == c) {
                Some((_, _, entity)) => out.push_str(entity),
                None => out.push(c),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::embedded::Failure;
    use crate::parse::embedded::macros::Macros;

    fn render(tex: &str, display: bool) -> Result<String, Failure> {
        super::render(tex, display, &mut Macros::default())
    }

    #[test]
    fn relations_and_texts_are_escaped() {
        let less = render("a < b", false).expect("it parses");
        assert!(less.contains("<mo>&lt;</mo>"), "{less}");
        let text = render(r"\text{<b> & |}", false).expect("it parses");
        assert!(text.contains("&lt;b&gt;") && text.contains("&#124;"), "{text}");
    }

    #[test]
    fn characters_for_private_use_stay() {
        let text = render("\\text{\u{e000} < \u{e001}}", false).expect("it parses");
        assert!(text.contains("\u{e000} &lt; \u{e001}"), "{text}");
    }

    #[test]
    fn a_space_next_to_a_text_is_a_space() {
        let text = render(r"a \text{ if } b", false).expect("it parses");
        assert!(!text.contains("nbsp") && text.contains('\u{a0}'), "{text}");
    }

    #[test]
    fn a_mistake_is_one_line() {
        let failure = render(r"\frac{a", false).expect_err("it does not parse");
        assert_eq!(failure.reason, "unbalanced group found, expected it to be closed with `}`");
    }

    #[test]
    fn an_unknown_name_is_reported_at_its_place() {
        let failure = render(r"\alpha + \foo{x}", false).expect_err("it does not parse");
        assert_eq!((failure.span, failure.reason.as_str()), (Some(9..13), r"unknown command `\foo`"));
        let failure = render(r"\begin{foo}x\end{foo}", false).expect_err("it does not parse");
        assert_eq!((failure.span, failure.reason.as_str()), (Some(7..10), "unknown environment `foo`"));
        let failure = render(r"\frac{\text{a}}{\sqrt b} \begin{cases} a \end{cases} \foo", true)
            .expect_err("it does not parse");
        assert_eq!(failure.reason, r"unknown command `\foo`");
    }

    #[test]
    fn a_message_without_a_name_is_the_parsers() {
        let failure = render(r"\color{nocolor} x", false).expect_err("it does not parse");
        assert_eq!(failure.span, None);
        assert!(failure.reason.starts_with("unknown color. colors must"), "{}", failure.reason);
    }

    #[test]
    fn deep_nesting_is_rejected_before_it_is_parsed() {
        assert!(render(&"{".repeat(100_000), false).is_err());
        assert!(render(&format!("{}{}", "{".repeat(1_000), "}".repeat(1_000)), false).is_err());
        assert!(render(&(r"\hat".repeat(990) + " x"), false).is_ok());
        assert!(render(&(r"\frac x".repeat(500) + " x"), false).is_ok());
        assert!(render(&r"\sqrt".repeat(100_000), false).is_err());
        assert!(render(&format!(r"\def\a{{{}}}\a\a\a x", r"\hat".repeat(400)), false).is_err());
    }

    #[test]
    fn common_commands_that_the_renderer_does_not_know_are_rendered() {
        let inline = [
            r"\bm{x} \boxed{a+b} \mathscr{L} \mbox{if } a\space b",
            r"\argmax_x f \operatorname*{arg\,min}_{y} g",
            r"\phantom{x} \pmb y \mathbbm 1 \fbox{text}",
            r"\DeclareMathOperator{\KL}{KL} \KL(p \| q)",
            r"\newcommand{\R}{\mathbb{R}} x \in \R^n",
        ];
        for tex in inline {
            let mathml = render(tex, false).unwrap_or_else(|failure| panic!("{tex}: {}", failure.reason));
            assert!(!mathml.contains("merror"), "{mathml}");
        }
        for tex in [
            r"x = 1 \tag{1} \label{one}",
            r"a &= b \notag \\ &= c",
            r"a \\ b",
            r"\begin{align} a &= b \nonumber \end{align}",
        ] {
            render(tex, true).unwrap_or_else(|failure| panic!("{tex}: {}", failure.reason));
        }
        assert!(render(r"\operatorname*{arg\,max}_x", true).is_ok_and(|mathml| mathml.contains("<munder>")));
        assert!(render(r"\phantom{x}", true).is_ok_and(|mathml| mathml.contains("visibility: hidden")));
        let big = render(r"\bigl( \Big\| \biggr] \left( x \middle| y \right)", true).unwrap();
        assert!(big.contains("\" minsize=\"") && !big.contains("\"minsize"), "{big}");
        assert!(render(r"\color{#010203} x \phantom{x}", true).is_err());
    }

    #[test]
    fn an_unknown_command_is_not_mistaken_for_one_that_needs_an_array() {
        let failure =
            render(r"\begin{array}{c} \hline a \\ \hline \foo \end{array}", true).expect_err("unknown");
        assert_eq!(
            (failure.span.map(|span| span.start), failure.reason.as_str()),
            (Some(36), r"unknown command `\foo`")
        );
        let failure = render(r"\newcommand{\a}{\foo} \a", true).expect_err("unknown");
        assert_eq!(
            (failure.span.map(|span| span.start), failure.reason.as_str()),
            (Some(16), r"unknown command `\foo`")
        );
        let failure = render(r"\bm{\foo}", true).expect_err("unknown");
        assert_eq!(failure.span, Some(4..8));
    }
}

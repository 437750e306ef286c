//! Turns LaTeX into MathML that survives Markdown.
//!
//! In: a formula. Out: `<math>` on one line, safe inside a paragraph or a table
//! cell, or the reason why it does not parse. Must not know where it stands.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::Failure;
use super::catch_panic::catch_panic;
use crate::diagnostic::phrase;
use crate::source::Span;

/// Stand-ins for characters of a text that would be taken for markup.
const STAND_INS: [(char, char, &str); 3] =
    [('<', '\u{e000}', "&lt;"), ('>', '\u{e001}', "&gt;"), ('&', '\u{e002}', "&amp;")];

/// The largest formula that is rendered, in bytes.
const LARGEST: usize = 4_000;
/// How many commands the parser can nest on any thread: each takes up to 20 KB of its stack.
const SHALLOW: usize = 32;
/// A stack for [`LARGEST`] bytes of nested commands.
const DEEP_STACK: usize = 64 * 1024 * 1024;
/// The deepest nesting of groups that is rendered.
const DEEPEST: i32 = 64;

/// Renders a formula. A failure has a place where a command or an environment is unknown.
pub fn render(tex: &str, display: bool) -> Result<String, Failure> {
    // The parser recurses; nobody writes such a formula by hand.
    let depth = tex.bytes().scan(0_i32, |depth, byte| {
        *depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        Some(*depth)
    });
    if depth.max().unwrap_or(0) > DEEPEST || tex.len() > LARGEST {
        return Err(Failure::new("it is too large"));
    }
    // What a macro expands to could nest without any bound; a formula's own is seen by no other.
    if let Some(span) = commands(tex).find(|span| MACROS.contains(&&tex[span.clone()])) {
        return Err(Failure {
            reason: format!("it defines a macro with `{}`", &tex[span.clone()]),
            span: Some(span),
        });
    }
    // `\sqrt\sqrt…` recurses without a brace.
    if tex.matches('\\').count() <= SHALLOW {
        return guarded(tex, display);
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(DEEP_STACK);
        let thread = builder.spawn_scoped(scope, || guarded(tex, display));
        let joined = thread.map(std::thread::ScopedJoinHandle::join);
        joined.ok().and_then(Result::ok).unwrap_or_else(|| Err(Failure::new(GAVE_UP)))
    })
}

/// How many commands are tried alone to find the one that is unknown.
const MOST_TRIED: usize = 64;

/// Commands that define others.
const MACROS: [&str; 9] = [
    r"\def",
    r"\edef",
    r"\gdef",
    r"\xdef",
    r"\let",
    r"\futurelet",
    r"\newcommand",
    r"\renewcommand",
    r"\providecommand",
];

const GAVE_UP: &str = "the renderer gave up on it";

/// Renders, and names what the parser leaves out. What the parser stumbles over must not take
/// the book with it.
fn guarded(tex: &str, display: bool) -> Result<String, Failure> {
    let converted = catch_panic(|| convert(tex, display).map_err(|reason| describe(&reason, tex)));
    converted.unwrap_or_else(|| Err(Failure::new(GAVE_UP)))
}

/// The error is the first line of the parser's, without its context.
fn convert(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events: Result<Vec<Event<'_>>, _> = Parser::new(tex, &storage).collect();
    let events = events.map_err(|error| error.to_string())?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let texts: Vec<Option<String>> = events.iter().map(stand_in).collect();
    let events = events.into_iter().zip(&texts).map(|(event, text)| match text {
        Some(text) => Event::Content(Content::Text(text)),
        None => event,
    });
    let mut mathml = String::with_capacity(tex.len() * 16);
    push_mathml(&mut mathml, events.map(Ok::<_, std::convert::Infallible>), config)
        .map_err(|error| error.to_string())?;
    Ok(escape(&mathml, tex))
}

/// What the parser says, with the name it leaves out.
fn describe(reason: &str, tex: &str) -> Failure {
    let reason = phrase(reason.trim_start_matches("parsing error: "));
    let named = match reason.as_str() {
        "unknown primitive command found" => {
            // The first command that is unknown alone is the one.
            let unknown =
                |name: &str| convert(name, false).is_err_and(|error| error.contains("unknown primitive"));
            commands(tex)
                .take(MOST_TRIED)
                .find(|span| unknown(&tex[span.clone()]))
                .map(|span| (span, "unknown command"))
        }
        "unkown mathematical environment found" => {
            let unknown = |name: &str| {
                let alone = format!("\\begin{{{name}}}\\end{{{name}}}");
                convert(&alone, false).is_err_and(|error| error.contains("environment found"))
            };
            let name = |span: Span| {
                let rest = tex[span.end..].strip_prefix('{').filter(|_| &tex[span.clone()] == "\\begin")?;
                let start = span.end + 1;
                Some(start..start + rest.find('}')?)
            };
            let mut names = commands(tex).filter_map(name).take(MOST_TRIED);
            names.find(|span| unknown(&tex[span.clone()])).map(|span| (span, "unknown environment"))
        }
        _ => None,
    };
    match named {
        Some((span, what)) => {
            Failure { reason: format!("{what} `{}`", &tex[span.clone()]), span: Some(span) }
        }
        None => Failure::new(reason),
    }
}

/// The commands of a formula: a backslash and the letters after it.
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

/// A text whose markup characters are replaced, if the event is one that has any.
fn stand_in(event: &Event<'_>) -> Option<String> {
    let Event::Content(Content::Text(text)) = event else {
        return None;
    };
    let replace = |c| STAND_INS.iter().find(|(from, ..)| *from == c).map_or(c, |(_, to, _)| *to);
    text.contains(['<', '>', '&']).then(|| text.chars().map(replace).collect())
}

/// Escapes what MathML needs and what Markdown would take for its own.
fn escape(mathml: &str, tex: &str) -> String {
    // The renderer escapes here and there, and writes a space beside a text as an entity.
    let mathml = STAND_INS.iter().fold(mathml.replace("&nbsp;", "\u{a0}"), |text, (_, to, entity)| {
        text.replace(entity, &to.to_string())
    });
    let mut out = String::with_capacity(mathml.len() * 2);
    let mut rest = mathml.as_str();
    while let Some(open) = rest.find('<') {
        escape_text(&rest[..open], &mut out);
        rest = &rest[open..];
        // The renderer writes a relation such as `<` bare: it is no tag then.
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
    escape_text(rest, &mut out);
    // Readers of the source, and copy and paste, get the formula as it was written.
    let mut alt = String::new();
    escape_text(&tex.split_whitespace().collect::<Vec<_>>().join(" "), &mut alt);
    out.replacen("<math", &format!("<math alttext=\"{alt}\""), 1)
}

fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c if c.is_ascii_punctuation() => {
                out.push_str("&#");
                out.push_str(&u32::from(c).to_string());
                out.push(';');
            }
            c => match STAND_INS.iter().find(|(_, stand_in, _)| *stand_in == c) {
                Some((_, _, entity)) => out.push_str(entity),
                None => out.push(c),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_and_texts_are_escaped() {
        let less = render("a < b", false).expect("it parses");
        assert!(less.contains("<mo>&lt;</mo>"), "{less}");
        let text = render(r"\text{<b> & |}", false).expect("it parses");
        assert!(text.contains("&lt;b&gt;") && text.contains("&#124;"), "{text}");
    }

    #[test]
    fn a_space_beside_a_text_is_a_space() {
        let text = render(r"a \text{ if } b", false).expect("it parses");
        assert!(!text.contains("nbsp") && text.contains('\u{a0}'), "{text}");
    }

    #[test]
    fn a_mistake_is_one_line() {
        let failure = render(r"\frac{a", false).expect_err("it does not parse");
        assert_eq!(failure.reason, "unbalanced group found, expected it to be closed with `}`");
    }

    #[test]
    fn what_is_unknown_is_named_and_has_a_place() {
        let failure = render(r"\alpha + \foo{x}", false).expect_err("it does not parse");
        assert_eq!((failure.span, failure.reason.as_str()), (Some(9..13), r"unknown command `\foo`"));
        let failure = render(r"\begin{foo}x\end{foo}", false).expect_err("it does not parse");
        assert_eq!((failure.span, failure.reason.as_str()), (Some(7..10), "unknown environment `foo`"));
    }

    #[test]
    fn a_tower_of_braces_is_refused_and_not_climbed() {
        assert!(render(&"{".repeat(100_000), false).is_err());
        assert!(render(&format!("{}{}", "{".repeat(1_000), "}".repeat(1_000)), false).is_err());
        assert!(render(&(r"\hat".repeat(990) + " x"), false).is_ok());
        assert!(render(&(r"\frac x".repeat(500) + " x"), false).is_ok());
        assert!(render(&r"\sqrt".repeat(100_000), false).is_err());
        assert!(render(&format!(r"\def\a{{{}}}\a\a x", r"\hat".repeat(500)), false).is_err());
    }
}

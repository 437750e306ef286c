//! Reads LaTeX token by token, as far as macros need it.
//!
//! In: LaTeX. Out: its tokens and arguments, and texts with arguments put in. Must not know any command.

/// Commands with their names, escaped characters with their backslash, and other characters.
pub(super) struct Tokens<'a>(pub(super) &'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let first = self.0.chars().next()?;
        let length = match self.0.strip_prefix('\\') {
            Some(rest) => match rest.bytes().take_while(u8::is_ascii_alphabetic).count() {
                0 => 1 + rest.chars().next().map_or(0, char::len_utf8),
                letters => 1 + letters,
            },
            None => first.len_utf8(),
        };
        let (token, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(token)
    }
}

/// Takes a star.
pub(super) fn star(tokens: &mut Tokens<'_>) -> bool {
    let rest = tokens.0.strip_prefix('*');
    tokens.0 = rest.unwrap_or(tokens.0);
    rest.is_some()
}

/// Takes an argument: a group without its braces, or one token.
pub(super) fn argument<'a>(tokens: &mut Tokens<'a>) -> Option<&'a str> {
    tokens.0 = tokens.0.trim_start();
    let start = tokens.0;
    match tokens.next()? {
        "{" => {
            let mut depth = 1;
            loop {
                let before = tokens.0;
                match tokens.next()? {
                    "{" => depth += 1,
                    "}" => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return Some(&start[1..start.len() - before.len()]);
                }
            }
        }
        "}" | "&" | "\\\\" => None,
        token => Some(token),
    }
}

/// A body with its arguments in the place of `#1`, `#2` …
pub(super) fn substitute(body: &str, arguments: &[&str]) -> String {
    let mut pieces = body.split('#');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let number = piece.chars().next().and_then(|digit| digit.to_digit(10));
        match number.and_then(|number| arguments.get((number as usize).checked_sub(1)?)) {
            Some(argument) => {
                out.push_str(argument);
                out.push_str(&piece[1..]);
            }
            None => {
                out.push('#');
                out.push_str(piece);
            }
        }
    }
    out
}

/// The name of an operator without commands: the renderer shows it as it is written.
pub(super) fn operator(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for token in Tokens(text) {
        match token {
            r"\," => name.push('\u{2009}'),
            r"\ " | r"\;" | r"\:" | "~" => name.push(' '),
            "{" | "}" | r"\!" => {}
            token if token.starts_with('\\') && token[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
            }
            token => name.push_str(token.trim_start_matches('\\')),
        }
    }
    name
}

//! Parses one signal: `- [ ] L5!: text ^id`.
//!
//! In: a list item. Out: level, text and id with their places, and whether the signal is a must. Must not know which
//! levels a rubric has.

use std::sync::Arc;

use super::coverage::Coverage;
use super::markdown::notes::Item;
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::slug::{is_id, slug};
use crate::source::{Source, Span, Spanned};

/// A signal as written.
#[derive(Debug, Clone)]
pub struct RawSignal {
    pub level: Spanned<String>,
    /// Whether the level is followed by `!`.
    pub must: bool,
    /// The text, without level and id.
    pub text: Span,
    /// What `^id` says, else a slug of the text with the place of the text.
    pub id: Spanned<String>,
}

/// Parses a list item as a signal. `None` if it is not one, after adding a diagnostic that says why.
pub fn parse_signal(
    source: &Arc<Source>,
    item: &Item,
    coverage: &mut Coverage,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<RawSignal> {
    if item.checkbox.is_none() {
        let whole = coverage.claim(&source.trim(&item.span));
        diagnostics.push(file_rules::signal_without_box::at(source, whole));
        return None;
    }
    let whole = source.trim(&item.text);
    coverage.claim_line(&(item.span.start..whole.end));
    let text = source.slice(&whole);
    let Some((level, must, rest)) = split_level(text) else {
        diagnostics.push(file_rules::signal_without_level::at(source, whole));
        return None;
    };
    let level = Spanned::new(level.to_owned(), whole.start..whole.start + level.len());
    let rest_start = whole.end - rest.len();
    let (text, id) = match split_id(rest) {
        Some((text, id)) => {
            let id_start = whole.end - id.len();
            let span = source.trim(&(rest_start..rest_start + text.len()));
            (span, Spanned::new(id.to_owned(), id_start..whole.end))
        }
        None => {
            let span = source.trim(&(rest_start..whole.end));
            (span.clone(), Spanned::new(slug(source.slice(&span)), span))
        }
    };
    if source.slice(&text).is_empty() {
        let whole = coverage.claim(&source.trim(&item.span));
        diagnostics.push(file_rules::signal_without_text::at(source, whole));
        return None;
    }
    let early: Vec<Span> = early_ids(source, &text).collect();
    // A signal without an id at its end keeps the one that was meant, so that nothing is wrong with its samples.
    let id = match early.first().filter(|_| id.span == text) {
        Some(meant) => {
            let place = meant.start + 1..meant.end;
            Spanned::new(source.slice(&place).to_owned(), place)
        }
        None => id,
    };
    diagnostics.extend(early.into_iter().map(|id| file_rules::misplaced_id::at(source, id)));
    Some(RawSignal { level, must, text, id })
}

/// `L5!: text` → (`L5`, true, ` text`). A level is one word before the first colon.
fn split_level(text: &str) -> Option<(&str, bool, &str)> {
    let (head, rest) = text.split_once(':')?;
    let (level, must) = head.strip_suffix('!').map_or((head, false), |level| (level, true));
    let is_level = !level.is_empty() && level.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
    is_level.then_some((level, must, rest))
}

/// `text ^id` → (`text`, `id`).
fn split_id(text: &str) -> Option<(&str, &str)> {
    let (before, id) = text.rsplit_once('^')?;
    let at_word_start = before.is_empty() || before.ends_with(char::is_whitespace);
    (at_word_start && !id.is_empty() && !id.contains(char::is_whitespace)).then_some((before, id))
}

/// What looks like an id but is not at the end of its signal, such as `^id` before a line break.
fn early_ids<'a>(source: &'a Source, text: &Span) -> impl Iterator<Item = Span> + 'a {
    let (start, text) = (text.start, source.slice(text));
    let (mut last, mut in_code_or_formula) = (0, false);
    text.match_indices('^').filter_map(move |(at, _)| {
        in_code_or_formula ^= text[last..at].matches(['`', '$']).count() % 2 == 1;
        last = at;
        let is_word = at == 0 || text[..at].ends_with(char::is_whitespace);
        if !is_word || in_code_or_formula {
            return None;
        }
        let id = text[at + 1..].split(char::is_whitespace).next()?;
        is_id(id).then(|| start + at..start + at + 1 + id.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_level_must_and_id() {
        assert_eq!(split_level("L5!: x: y"), Some(("L5", true, " x: y")));
        assert_eq!(split_level("Says so: x"), None);
        assert_eq!(split_level("x"), None);
        assert_eq!(split_id(" x ^a-b"), Some((" x ", "a-b")));
        assert_eq!(split_id(" x^2"), None);
        assert_eq!(split_id(" 2 ^ 3"), None);
    }
}

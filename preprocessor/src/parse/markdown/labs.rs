//! Finds the labs in a Markdown text: fenced blocks marked `lab`, of settings and, after a blank line, what is shown
//! where the lab does not run.
//!
//! In: the text of a body. Out: its labs, and a copy of the body in which their fences and settings are blank, so that
//! the rest of each is Markdown like any other. Must not know which labs and which settings exist.

use pulldown_cmark::{CodeBlockKind, Event, Tag};
use toml::de::{DeTable, DeValue};

use super::lost;
use super::notes::{Lab, LabMistake, Markdown};
use super::pass::Pass;
use crate::source::{Span, Spanned};

/// What begins the info line of such a block.
pub(super) const NAME: &str = "lab";

#[derive(Debug, Default)]
pub(super) struct Labs {
    /// In text order; places are in the file.
    pub(super) found: Vec<Lab>,
    /// The body without fences and settings, of the same length; `None` where there is no lab.
    pub(super) masked: Option<String>,
}

/// Whether a fenced block is a lab, by its info line.
pub(super) fn is_lab(info: &str) -> bool {
    info.split([' ', ',', '\t']).next() == Some(NAME)
}

/// Puts labs among what was found. What is masked is for nobody else to read.
pub(super) fn add(labs: Vec<Lab>, found: &mut Markdown, opaque: &mut Vec<Span>) {
    for lab in &labs {
        opaque.extend([lab.head.clone(), lab.tail.clone()]);
        found.links.extend(lab.more.clone());
    }
    found.labs = labs;
}

/// `offset` is where the text begins in the file.
pub(super) fn find(text: &str, offset: usize) -> Labs {
    // Parsing twice costs; most texts have none.
    if !["```lab", "~~~lab", "``` lab", "~~~ lab"].iter().any(|start| text.contains(start)) {
        return Labs::default();
    }
    let mut depth = 0_usize;
    let mut blocks: Vec<Span> = Vec::new();
    for (event, span) in Pass::new(text, offset).events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if depth == 0 && is_lab(&info) && lost::is_closed(&text[span.clone()]) =>
            {
                depth += 1;
                blocks.push(span);
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    if blocks.is_empty() {
        return Labs::default();
    }
    let mut masked = text.as_bytes().to_vec();
    let mut blank = |span: &Span| {
        for byte in &mut masked[span.clone()] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    };
    let mut found = Vec::new();
    for block in blocks {
        let (settings, twin) = parts(text, &block);
        let end = block.start + text[block.clone()].trim_end().len();
        let (head, tail) = (block.start..twin.start, twin.end..end);
        blank(&head);
        blank(&tail);
        let mut lab = read(&text[settings.clone()], settings.start + offset);
        lab.fence = block.start + offset..block.start + offset + fence_length(&text[block.clone()]);
        lab.head = head.start + offset..head.end + offset;
        lab.tail = tail.start + offset..tail.end + offset;
        found.push(lab);
    }
    Labs { found, masked: String::from_utf8(masked).ok() }
}

fn fence_length(block: &str) -> usize {
    block.lines().next().unwrap_or_default().trim_end().len()
}

/// The settings of a block, and what follows them without blank lines around it. The latter is empty where nothing does.
fn parts(text: &str, block: &Span) -> (Span, Span) {
    let inside = &text[block.clone()];
    let start = inside.find('\n').map_or(inside.len(), |at| at + 1);
    // The closing fence is the last line.
    let end = inside.trim_end().rfind('\n').map_or(start, |at| at + 1).max(start);
    let mut settings_end = start;
    for line in inside[start..end].split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        settings_end += line.len();
    }
    let rest = &inside[settings_end..end];
    let twin_end = settings_end + rest.trim_end().len();
    // From the start of its first line: what is indented is code.
    let blank: usize =
        rest.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let twin_start = (settings_end + blank).min(twin_end);
    let at = |place: usize| block.start + place;
    (at(start)..at(settings_end), at(twin_start)..at(twin_end.max(twin_start)))
}

/// Reads settings that begin at `offset` in the file.
fn read(toml: &str, offset: usize) -> Lab {
    let mut lab = Lab::default();
    let in_file = |span: std::ops::Range<usize>| span.start + offset..span.end + offset;
    let (table, errors) = DeTable::parse_recoverable(toml);
    if let Some(error) = errors.first() {
        let span = error.span().unwrap_or(0..0);
        let end = toml[span.start..].find('\n').map_or(toml.len(), |at| span.start + at);
        let span = span.start..span.end.min(end).max(span.start);
        lab.mistakes.push(LabMistake { span: in_file(span), fact: "the settings are not TOML".to_owned() });
        return lab;
    }
    for (key, value) in table.get_ref() {
        let (name, span) = (key.get_ref().clone().into_owned(), in_file(value.span()));
        let json = match value.get_ref() {
            DeValue::String(text) => serde_json::Value::from(text.as_ref()),
            DeValue::Boolean(value) => serde_json::Value::from(*value),
            DeValue::Integer(_) | DeValue::Float(_) => {
                let digits = toml[value.span()].replace('_', "");
                let whole = digits.parse::<i64>().ok().map(serde_json::Number::from);
                let number = || digits.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
                match whole.or_else(number) {
                    Some(number) => serde_json::Value::Number(number),
                    None => {
                        let fact = format!("`{name}` is not a decimal number");
                        lab.mistakes.push(LabMistake { span, fact });
                        continue;
                    }
                }
            }
            _ => {
                let fact = format!("`{name}` is neither a string, a number, nor true or false");
                lab.mistakes.push(LabMistake { span, fact });
                continue;
            }
        };
        match (name.as_str(), json) {
            ("name", serde_json::Value::String(text)) => lab.name = Some(Spanned::new(text, span)),
            ("more", serde_json::Value::String(text)) => {
                // Without its quotes, so that it can be looked at as a link.
                let inside = span.start + 1..span.end.saturating_sub(1).max(span.start + 1);
                lab.more = Some(Spanned::new(text, inside));
            }
            ("name" | "more", _) => {
                lab.mistakes.push(LabMistake { span, fact: format!("`{name}` is not a string") });
            }
            (_, json) => lab.settings.push((name, json)),
        }
    }
    lab.settings.sort_by(|a, b| a.0.cmp(&b.0));
    lab
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_end_at_a_blank_line_and_what_follows_is_markdown() {
        let text = "a\n\n```lab\nname = \"x\"\nseed = 1_000\n\n| b |\n|---|\n| $c$ |\n```\n\nd\n";
        let Labs { found, masked } = find(text, 0);
        let masked = masked.expect("there is a lab");
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.split_whitespace().collect::<Vec<_>>().join(" "), "a | b | |---| | $c$ | d");
        let lab = &found[0];
        assert_eq!(lab.name.as_ref().map(|name| name.value.as_str()), Some("x"));
        assert_eq!(lab.settings, [("seed".to_owned(), serde_json::json!(1000))]);
        assert_eq!(&text[lab.fence.clone()], "```lab");
        assert!(text[lab.head.clone()].ends_with("1_000\n\n") && text[lab.tail.clone()].ends_with("```"));
    }

    #[test]
    fn a_lab_can_hold_code_and_can_be_empty() {
        let text = "````lab\nname = \"x\"\n\n```text\ny\n```\n````\n";
        assert!(find(text, 0).masked.is_some_and(|masked| masked.contains("```text\ny\n```")));
        for text in ["```lab\n```", "```lab\nname = \"x\"\n```\n", "~~~lab\n\n\n~~~\n"] {
            let Labs { found, masked } = find(text, 0);
            assert_eq!(found[0].head.end, found[0].tail.start, "{text}");
            assert_eq!(masked.map(|masked| masked.trim().is_empty()), Some(true), "{text}");
        }
    }

    #[test]
    fn other_blocks_are_left_alone() {
        for text in ["```labs\n```", "    ```lab\n", "> ```lab\n> ```\n", "```lab\nnever closed\n", "`lab`"] {
            assert_eq!(find(text, 0).masked, None, "{text}");
        }
    }
}

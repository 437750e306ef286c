//! A case that is printed as Markdown and parsed again is the same case.
//!
//! Cases are made from parts that a parser could mistake for something else.

use std::sync::Arc;

use mdbook_casebook::parse::case::{RawCase, parse_case};
use mdbook_casebook::parse::embedded::macros::Macros;
use mdbook_casebook::slug::slug;
use mdbook_casebook::source::{Source, Span};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::properties::try_all;

/// A case as its author means it, without places.
#[derive(Debug, Clone, PartialEq)]
struct Case {
    title: String,
    round: String,
    summary: String,
    tags: Vec<String>,
    /// Id and title.
    sources: Vec<(String, String)>,
    prompt: String,
    in_one_minute: Option<String>,
    criteria: Vec<Criterion>,
}

#[derive(Debug, Clone, PartialEq)]
struct Criterion {
    title: String,
    answer: String,
    in_short: Option<String>,
    signals: Vec<Signal>,
    pitfalls: Option<String>,
    /// The rows of the table, and how many cells its header has.
    alternatives: Option<(usize, usize)>,
    /// Question and answer.
    follow_ups: Vec<(String, String)>,
    /// Minute, text and answer.
    curveballs: Vec<(i64, String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Signal {
    level: String,
    must: bool,
    text: String,
    id: String,
}

/// A line with odd words in the middle only: at its start or end they could be syntax.
fn line() -> impl Strategy<Value = String> {
    let odd = [
        "a",
        "naïve",
        "中文",
        "🦀",
        "e\u{301}",
        "*b*",
        "**b c**",
        "`x ^y`",
        "$x^2$",
        "[@one]",
        "L5",
        "L6!",
        "50%",
        "O(n)",
        "<br>",
        "&amp;",
        "1.",
        "-",
        "#",
        "^",
        "x_y",
        "+++",
        "[ ]",
        "p99",
        "\\*",
        "[a](b.md)",
        "http://c.d",
        "**",
        "~~e~~",
        "a:b",
        ":",
        "Signals",
        "=",
        "\"q\"",
        "—",
        "{{x}}",
    ];
    let (first, last) =
        (["Counts", "naïvely", "中文", "Why"], ["rows", "first?", "中文", "é", "p99", "(twice)"]);
    (select(first.to_vec()), vec(select(odd.to_vec()), 0..6), select(last.to_vec())).prop_map(
        |(first, odd, last)| {
            let words: Vec<&str> = std::iter::once(first).chain(odd).chain([last]).collect();
            words.join(" ")
        },
    )
}

/// Blocks of Markdown without a reserved heading.
fn blocks() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        4 => line(),
        1 => (line(), line()).prop_map(|(one, other)| format!("- {one}\n- {other}")),
        1 => line().prop_map(|text| format!("> ## {text}\n>\n> - [ ] L5: {text}")),
        1 => line().prop_map(|text| format!("```text\n## {text}\n\n### Signals\n```")),
        1 => line().prop_map(|text| format!("#### {text}\n\n{text}\n{text}")),
        1 => Just("| a | b |\n|---|---|\n| c | d |".to_owned()),
        1 => Just("$$\n\\frac{a}{b}\n$$".to_owned()),
        1 => Just("<div>\n\n## not ours\n</div>".replace("\n\n", "\n")),
    ];
    vec(block, 1..4).prop_map(|blocks| blocks.join("\n\n"))
}

fn id() -> impl Strategy<Value = String> {
    "[a-zé][a-z0-9_é-]{0,8}"
}

fn signal() -> impl Strategy<Value = Signal> {
    (select(vec!["L5", "L6", "E-4.5"]), any::<bool>(), line(), option::of(id())).prop_map(
        |(level, must, text, id)| {
            let id = id.unwrap_or_else(|| slug(&text));
            Signal { level: level.to_owned(), must, text, id }
        },
    )
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let rest = (
        option::of(blocks()),
        vec(signal(), 1..4),
        option::of(blocks()),
        option::of((1..4_usize, 2..5_usize)),
        vec((line(), blocks()), 0..3),
        vec((0..90_i64, line(), blocks()), 0..3),
    );
    (line(), blocks(), rest).prop_map(
        |(title, answer, (in_short, signals, pitfalls, alternatives, follow_ups, curveballs))| Criterion {
            title,
            answer,
            in_short,
            signals,
            pitfalls,
            alternatives,
            follow_ups,
            curveballs,
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let front = (line(), id(), line(), vec(line(), 0..3), vec((id(), line()), 0..3));
    (front, blocks(), option::of(blocks()), vec(criterion(), 0..4)).prop_map(
        |((title, round, summary, tags, sources), prompt, in_one_minute, criteria)| Case {
            title,
            round,
            summary,
            tags,
            sources,
            prompt,
            in_one_minute,
            criteria,
        },
    )
}

/// A TOML string. JSON's escapes are TOML's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn print(case: &Case) -> String {
    let tags: Vec<String> = case.tags.iter().map(|tag| quoted(tag)).collect();
    let mut out = format!(
        "+++\ntitle = {}\nround = {}\nsummary = {}\ntags = [{}]\n",
        quoted(&case.title),
        quoted(&case.round),
        quoted(&case.summary),
        tags.join(", ")
    );
    for (id, title) in &case.sources {
        out.push_str(&format!("\n[[sources]]\nid = {}\ntitle = {}\n", quoted(id), quoted(title)));
    }
    out.push_str(&format!("+++\n\n{}\n", case.prompt));
    if let Some(answer) = &case.in_one_minute {
        out.push_str(&format!("\n### In one minute\n\n{answer}\n"));
    }
    for criterion in &case.criteria {
        out.push_str(&format!("\n## {}\n\n{}\n", criterion.title, criterion.answer));
        if let Some(in_short) = &criterion.in_short {
            out.push_str(&format!("\n### In short\n\n{in_short}\n"));
        }
        out.push_str("\n### Signals\n\n");
        for Signal { level, must, text, id } in &criterion.signals {
            let must = if *must { "!" } else { "" };
            let id = if *id == slug(text) { String::new() } else { format!(" ^{id}") };
            out.push_str(&format!("- [ ] {level}{must}: {text}{id}\n"));
        }
        if let Some(pitfalls) = &criterion.pitfalls {
            out.push_str(&format!("\n### Pitfalls\n\n{pitfalls}\n"));
        }
        if let Some((rows, cells)) = criterion.alternatives {
            let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(cells));
            out.push_str(&format!(
                "\n### Alternatives\n\n{}{}{}",
                row("x"),
                row("---"),
                row("y").repeat(rows)
            ));
        }
        for (question, answer) in &criterion.follow_ups {
            out.push_str(&format!("\n### Follow-up: {question}\n\n{answer}\n"));
        }
        for (minute, text, answer) in &criterion.curveballs {
            out.push_str(&format!("\n### Curveball at {minute}: {text}\n\n{answer}\n"));
        }
    }
    out
}

/// The parsed case, with Unix line endings.
fn meaning(raw: &RawCase) -> Case {
    let text = |span: &Span| raw.source.slice(span).replace("\r\n", "\n");
    let value = |value: &Option<mdbook_casebook::source::Spanned<String>>| value.clone().unwrap().value;
    let criteria = raw.criteria.iter().map(|criterion| Criterion {
        title: criterion.title.value.clone(),
        answer: criterion.answer.iter().map(text).collect::<Vec<_>>().join("\n\n"),
        in_short: criterion.in_short.as_ref().map(|section| text(&section.body)),
        signals: criterion
            .signals
            .iter()
            .map(|signal| Signal {
                level: signal.level.value.clone(),
                must: signal.must,
                text: text(&signal.text),
                id: signal.id.value.clone(),
            })
            .collect(),
        pitfalls: criterion.pitfalls.as_ref().map(|section| text(&section.body)),
        alternatives: criterion.alternatives_tables.first().map(|table| (table.rows, table.header.len())),
        follow_ups: criterion
            .follow_ups
            .iter()
            .map(|probe| (probe.question.value.clone(), text(&probe.body)))
            .collect(),
        curveballs: criterion
            .curveballs
            .iter()
            .map(|ball| (ball.minute.value, ball.title.value.clone(), text(&ball.body)))
            .collect(),
    });
    Case {
        title: value(&raw.title),
        round: value(&raw.round),
        summary: value(&raw.summary),
        tags: raw.tags.iter().map(|tag| tag.value.clone()).collect(),
        sources: raw.sources.iter().map(|source| (value(&source.id), value(&source.title))).collect(),
        prompt: text(&raw.prompt),
        in_one_minute: raw.in_one_minute.as_ref().map(|section| text(&section.body)),
        criteria: criteria.collect(),
    }
}

/// Every value is the text at its place.
fn places_are_right(raw: &RawCase) {
    let of_sources = raw.sources.iter().flat_map(|source| source.id.iter().chain(&source.title));
    for written in raw.title.iter().chain(&raw.round).chain(&raw.summary).chain(&raw.tags).chain(of_sources) {
        assert_eq!(raw.source.slice(&written.span), quoted(&written.value));
    }
    for criterion in &raw.criteria {
        let signals = criterion.signals.iter().flat_map(|signal| [&signal.level, &signal.id]);
        let probes = criterion.follow_ups.iter().map(|probe| &probe.question);
        let balls = criterion.curveballs.iter().map(|ball| &ball.title);
        for written in signals.chain(probes).chain(balls).chain([&criterion.title]) {
            let there = raw.source.slice(&written.span);
            // The place of an id that is not written is the text that it is made from.
            assert!(there == written.value || slug(there) == written.value, "{there:?}: {:?}", written.value);
        }
        for ball in &criterion.curveballs {
            assert_eq!(raw.source.slice(&ball.minute.span), ball.minute.value.to_string());
        }
    }
}

fn parse(text: String) -> Case {
    let parsed = parse_case(&Arc::new(Source::new("src/cases/any.md", text)), &Macros::default());
    let found: Vec<&str> = parsed.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    places_are_right(&parsed.value);
    meaning(&parsed.value)
}

#[test]
fn a_printed_case_is_parsed_as_it_was() {
    try_all(400, &case(), |case| {
        let text = print(&case);
        let parsed = parse(text.clone());
        assert_eq!(parsed, case, "{text}");
        assert_eq!(print(&parsed), text);
    });
}

#[test]
fn line_endings_byte_order_marks_and_white_space_change_nothing() {
    try_all(200, &case(), |case| {
        let text = print(&case);
        assert_eq!(parse(text.replace('\n', "\r\n")), case, "{text}");
        assert_eq!(parse(format!("\u{feff}{text}")), case, "{text}");
        assert_eq!(parse(text.trim_end().to_owned()), case, "{text}");
        // Not before every heading: one of them is an example in a block of code.
        let loose = text.replace("\n\n## ", "\n\n \n\n## ").replace("\n\n### Follow", "\n\n\n### Follow");
        assert_eq!(parse(loose + "\n \n\n"), case, "{text}");
    });
}

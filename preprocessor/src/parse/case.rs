//! Parses a case: front matter, prompt, criteria and their sections.
//!
//! In: one source. Out: a [`RawCase`] with every place, and diagnostics about
//! the form. Must not look at the rubric: whether a heading is a criterion of it
//! is a rule's business.

use std::sync::Arc;

use super::Parsed;
use super::markdown;
use super::markdown::notes::{Heading, Markdown, Table};
use super::signal::{self, RawSignal};
use super::toml::fields::Fields;
use super::toml::{front_matter, shapes};
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::files::stem;
use crate::source::{Source, Span, Spanned};

/// A cited work as written.
#[derive(Debug, Clone)]
pub struct RawSource {
    /// What citations name.
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub authors: Option<Spanned<String>>,
    pub year: Option<Spanned<i64>>,
    pub venue: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
}

/// The cited works of any front matter.
pub fn sources_of(fields: &Fields) -> Vec<RawSource> {
    let read = |source: &Fields| RawSource {
        id: source.text("id"),
        title: source.text("title"),
        authors: source.text("authors"),
        year: source.integer("year"),
        venue: source.text("venue"),
        url: source.text("url"),
    };
    fields.tables("sources").iter().map(read).collect()
}

/// A reserved section: its heading and what stands under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// The text of the heading.
    pub title: Span,
    /// What stands under it.
    pub body: Span,
}

/// A probe and its answer.
#[derive(Debug, Clone)]
pub struct RawFollowUp {
    /// What is asked.
    pub question: Spanned<String>,
    /// The strong answer.
    pub body: Span,
}

/// A requirement that changes, and its answer.
#[derive(Debug, Clone)]
pub struct RawCurveball {
    /// When it arrives, in minutes from the start.
    pub minute: Spanned<i64>,
    /// What changes.
    pub title: Spanned<String>,
    /// The strong answer.
    pub body: Span,
}

/// A `##` heading and what stands under it.
#[derive(Debug, Clone)]
pub struct RawCriterion {
    /// The text of the heading.
    pub title: Spanned<String>,
    /// The pieces of the model answer, in order.
    pub answer: Vec<Span>,
    /// The section `Signals`.
    pub signals_section: Option<Section>,
    /// The signals in it.
    pub signals: Vec<RawSignal>,
    /// How many of its items could not be read as signals.
    pub unread_signals: usize,
    /// The section `Pitfalls`.
    pub pitfalls: Option<Section>,
    /// The section `Alternatives`.
    pub alternatives: Option<Section>,
    /// The tables in the section `Alternatives`.
    pub alternatives_tables: Vec<Table>,
    /// `### In one minute` headings, which belong before the first criterion.
    pub stray: Vec<Heading>,
    pub follow_ups: Vec<RawFollowUp>,
    pub curveballs: Vec<RawCurveball>,
}

/// A case as written.
#[derive(Debug, Clone)]
pub struct RawCase {
    /// The file.
    pub source: Arc<Source>,
    /// The file name without ending: the identity of the case.
    pub slug: String,
    /// Where the front matter begins.
    pub fence: Span,
    pub title: Option<Spanned<String>>,
    pub round: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub tags: Vec<Spanned<String>>,
    pub sources: Vec<RawSource>,
    /// Whether there was front matter, so that the rest could be read.
    pub readable: bool,
    /// What the interviewer says.
    pub prompt: Span,
    /// The answer in sixty seconds.
    pub in_one_minute: Option<Section>,
    /// The `###` headings before the first criterion that do not belong there.
    pub stray: Vec<Heading>,
    /// The `##` headings, in the order of the file.
    pub criteria: Vec<RawCriterion>,
    /// All that was noted in the body.
    pub markdown: Markdown,
}

/// What a `###` heading means.
enum Reserved<'a> {
    InOneMinute,
    Signals,
    Pitfalls,
    Alternatives,
    FollowUp(&'a str),
    Curveball(&'a str),
    Answer,
}

fn reserved(title: &str) -> Reserved<'_> {
    match title {
        "In one minute" => Reserved::InOneMinute,
        "Signals" => Reserved::Signals,
        "Pitfalls" => Reserved::Pitfalls,
        "Alternatives" => Reserved::Alternatives,
        _ => {
            if let Some(rest) = keyword(title, "Follow-up") {
                Reserved::FollowUp(rest)
            } else if let Some(rest) = keyword(title, "Curveball") {
                Reserved::Curveball(rest)
            } else {
                Reserved::Answer
            }
        }
    }
}

/// What follows a keyword at the start of a heading, if the keyword ends there.
fn keyword<'a>(title: &'a str, word: &str) -> Option<&'a str> {
    let rest = title.strip_prefix(word)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')).then_some(rest)
}

/// Parses a case.
pub fn parse_case(source: &Arc<Source>) -> Parsed<RawCase> {
    let mut diagnostics = Vec::new();
    let front = front_matter::read_required(source, &shapes::CASE, &mut diagnostics);
    let readable = front.is_some();
    let end = source.text.len();
    let (fields, body) = front.unwrap_or((Fields::default(), end..end));
    let markdown = markdown::read(source, &body);
    let mut case = RawCase {
        source: Arc::clone(source),
        slug: stem(&source.path).to_owned(),
        fence: fields.span.clone(),
        title: fields.text("title"),
        round: fields.text("round"),
        summary: fields.text("summary"),
        tags: fields.texts("tags"),
        sources: sources_of(&fields),
        readable,
        prompt: body.start..body.start,
        in_one_minute: None,
        stray: Vec::new(),
        criteria: Vec::new(),
        markdown,
    };
    sections(&mut case, &body, &mut diagnostics);
    Parsed { value: case, diagnostics }
}

fn sections(case: &mut RawCase, body: &Span, diagnostics: &mut Vec<Diagnostic>) {
    let source = Arc::clone(&case.source);
    // A `#` heading is a diagnostic; what follows it belongs where it would without it.
    let headings = case.markdown.headings.iter().filter(|heading| (2..=3).contains(&heading.level));
    let headings: Vec<Heading> = headings.cloned().collect();
    let first = headings.first().map_or(body.end, |heading| heading.span.start);
    case.prompt = source.trim(&(body.start..first));
    for (index, heading) in headings.iter().enumerate() {
        let next = headings.get(index + 1).map_or(body.end, |next| next.span.start);
        let under = source.trim(&(heading.span.end..next));
        match heading.level {
            2 => case.criteria.push(RawCriterion {
                title: heading.title.clone(),
                answer: vec![under],
                signals_section: None,
                signals: Vec::new(),
                unread_signals: 0,
                pitfalls: None,
                alternatives: None,
                alternatives_tables: Vec::new(),
                stray: Vec::new(),
                follow_ups: Vec::new(),
                curveballs: Vec::new(),
            }),
            _ => section(case, heading, under, diagnostics),
        }
    }
}

fn section(case: &mut RawCase, heading: &Heading, body: Span, diagnostics: &mut Vec<Diagnostic>) {
    let source = Arc::clone(&case.source);
    let section = Section { title: heading.title.span.clone(), body: body.clone() };
    let kind = reserved(&heading.title.value);
    // Not trimmed: what begins with white space begins in it.
    let inside = heading.span.end..body.end;
    let Some(criterion) = case.criteria.last_mut() else {
        match kind {
            Reserved::InOneMinute if case.in_one_minute.is_some() => {
                diagnostics.push(file_rules::repeated_section::at(&source, &heading.title));
            }
            Reserved::InOneMinute => case.in_one_minute = Some(section),
            _ => case.stray.push(heading.clone()),
        }
        return;
    };
    let mut once = |slot: &mut Option<Section>| {
        if slot.is_some() {
            diagnostics.push(file_rules::repeated_section::at(&source, &heading.title));
        }
        slot.get_or_insert(section.clone());
    };
    match kind {
        Reserved::InOneMinute => criterion.stray.push(heading.clone()),
        Reserved::Signals => {
            once(&mut criterion.signals_section);
            for item in between(&case.markdown.items, &inside, |item| item.span.start) {
                match signal::read(&source, item, diagnostics) {
                    Some(signal) => criterion.signals.push(signal),
                    None => criterion.unread_signals += 1,
                }
            }
        }
        Reserved::Pitfalls => once(&mut criterion.pitfalls),
        Reserved::Alternatives => {
            once(&mut criterion.alternatives);
            let tables = between(&case.markdown.tables, &inside, |table| table.span.start);
            criterion.alternatives_tables.extend_from_slice(tables);
        }
        Reserved::FollowUp(rest) => match after_colon(&source, heading, rest) {
            Some(question) => criterion.follow_ups.push(RawFollowUp { question, body }),
            None => diagnostics.push(file_rules::follow_up_without_question::at(&source, &heading.title)),
        },
        Reserved::Curveball(rest) => {
            let minute = minute_of(heading, rest);
            match (minute, after_colon(&source, heading, rest)) {
                (Some(minute), Some(title)) => {
                    criterion.curveballs.push(RawCurveball { minute, title, body });
                }
                (None, _) => {
                    diagnostics.push(file_rules::curveball_without_minute::at(&source, &heading.title))
                }
                (_, None) => {
                    diagnostics.push(file_rules::curveball_without_text::at(&source, &heading.title))
                }
            }
        }
        Reserved::Answer => {
            diagnostics.extend(file_rules::misspelled_section::check(&source, &heading.title));
            criterion.answer.push(heading.span.start..body.end.max(heading.span.end));
        }
    }
}

/// Those of `notes`, which are in the order of the text, that begin inside of a span.
fn between<'a, T>(notes: &'a [T], span: &Span, start: impl Fn(&T) -> usize) -> &'a [T] {
    let from = notes.partition_point(|note| start(note) < span.start);
    let to = notes.partition_point(|note| start(note) < span.end);
    &notes[from..to.max(from)]
}

/// The text after the first colon of `rest`, the tail of a heading.
fn after_colon(source: &Source, heading: &Heading, rest: &str) -> Option<Spanned<String>> {
    let (_, text) = rest.split_once(':')?;
    let end = heading.title.span.end;
    let span = source.trim(&(end - text.len()..end));
    let text = source.slice(&span);
    (!text.is_empty()).then(|| Spanned::new(text.to_owned(), span.clone()))
}

/// The number in ` at 35: …`.
fn minute_of(heading: &Heading, rest: &str) -> Option<Spanned<i64>> {
    let before = rest.split_once(':').map_or(rest, |(before, _)| before);
    let number = before.trim().strip_prefix("at")?;
    if !number.starts_with(char::is_whitespace) {
        return None;
    }
    let number = number.trim();
    let start = heading.title.span.end - rest.len() + before.rfind(number)?;
    let value = number.parse().ok()?;
    Some(Spanned::new(value, start..start + number.len()))
}

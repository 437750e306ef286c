//! Parses a case: front matter, prompt, criteria and their sections.
//!
//! ```text
//! +++ front matter +++                RawCase
//! the prompt
//! ### In one minute
//! ## Criterion                        RawCriterion
//! the model answer, with ### headings of its own
//! ### In short
//! ### Signals, with a list            RawSignal
//! ### Pitfalls
//! ### Alternatives, with a table
//! ### Follow-up: …                    RawFollowUp
//! ### Curveball at 20: …              RawCurveball
//! ```
//!
//! In: one source. Out: a [`RawCase`] and diagnostics about its form. Must not look at the rubric: rules check whether
//! a heading is one of its criteria.

use std::sync::Arc;

use super::Parsed;
use super::cited::{RawSource, sources_of};
use super::coverage::Coverage;
use super::embedded::macros::Macros;
use super::markdown::notes::{Heading, Markdown, Table};
use super::markdown::parse_markdown;
use super::signal::{RawSignal, parse_signal};
use super::toml::fields::Fields;
use super::toml::{front_matter, shapes};
use crate::diagnostic::Diagnostic;
use crate::file_rules;
use crate::file_rules::misspelled_section::{
    ALTERNATIVES, CURVEBALL, FOLLOW_UP, IN_ONE_MINUTE, IN_SHORT, PITFALLS, SIGNALS,
};
use crate::files::stem;
use crate::source::{Source, Span, Spanned, between};

/// A section with a reserved heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// The text of the heading.
    pub title: Span,
    pub body: Span,
}

#[derive(Debug, Clone)]
pub struct RawFollowUp {
    pub question: Spanned<String>,
    /// The strong answer.
    pub body: Span,
}

#[derive(Debug, Clone)]
pub struct RawCurveball {
    /// When it arrives, in minutes from the start of the round.
    pub minute: Spanned<i64>,
    pub title: Spanned<String>,
    /// The strong answer.
    pub body: Span,
}

/// A `##` heading and everything under it.
#[derive(Debug, Clone)]
pub struct RawCriterion {
    /// The text of the heading.
    pub title: Spanned<String>,
    /// The pieces of the model answer: under the heading, then each `###` heading of its own with its text.
    pub answer: Vec<Span>,
    /// The answer as it is said.
    pub in_short: Option<Section>,
    pub signals_section: Option<Section>,
    pub signals: Vec<RawSignal>,
    /// How many items under `Signals` are not signals; each has a diagnostic.
    pub rejected_signals: usize,
    pub pitfalls: Option<Section>,
    pub alternatives: Option<Section>,
    pub alternatives_tables: Vec<Table>,
    /// Misplaced `### In one minute` headings.
    pub stray: Vec<Heading>,
    pub follow_ups: Vec<RawFollowUp>,
    pub curveballs: Vec<RawCurveball>,
}

/// A case as written.
#[derive(Debug, Clone)]
pub struct RawCase {
    pub source: Arc<Source>,
    /// The file name without its extension; identifies the case.
    pub slug: String,
    /// The opening `+++`.
    pub fence: Span,
    pub title: Option<Spanned<String>>,
    pub round: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub tags: Vec<Spanned<String>>,
    /// The path of its cover relative to `src`.
    pub cover: Option<Spanned<String>>,
    /// What [`parse_cover`](super::cover::parse_cover) makes of that file.
    pub drawing: Option<String>,
    /// The place among the cases.
    pub order: Option<Spanned<i64>>,
    /// Where the case is said to be a draft, if it is.
    pub draft: Option<Span>,
    /// The rules that are not reported in it.
    pub allow: Vec<Spanned<String>>,
    pub sources: Vec<RawSource>,
    /// Whether the front matter was found; without it nothing else is parsed.
    pub readable: bool,
    /// What the interviewer says.
    pub prompt: Span,
    /// The answer in sixty seconds.
    pub in_one_minute: Option<Section>,
    /// Misplaced `###` headings before the first criterion.
    pub stray: Vec<Heading>,
    /// The `##` headings, in the order of the file.
    pub criteria: Vec<RawCriterion>,
    pub markdown: Markdown,
}

/// What a `###` heading means.
enum Reserved<'a> {
    InOneMinute,
    InShort,
    Signals,
    Pitfalls,
    Alternatives,
    FollowUp(&'a str),
    Curveball(&'a str),
    Answer,
}

fn reserved(title: &str) -> Reserved<'_> {
    match title {
        IN_ONE_MINUTE => Reserved::InOneMinute,
        IN_SHORT => Reserved::InShort,
        SIGNALS => Reserved::Signals,
        PITFALLS => Reserved::Pitfalls,
        ALTERNATIVES => Reserved::Alternatives,
        _ => {
            if let Some(rest) = after_keyword(title, FOLLOW_UP) {
                Reserved::FollowUp(rest)
            } else if let Some(rest) = after_keyword(title, CURVEBALL) {
                Reserved::Curveball(rest)
            } else {
                Reserved::Answer
            }
        }
    }
}

/// What follows `keyword` as a whole word at the start of a heading.
fn after_keyword<'a>(title: &'a str, keyword: &str) -> Option<&'a str> {
    let rest = title.strip_prefix(keyword)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')).then_some(rest)
}

pub fn parse_case(source: &Arc<Source>, macros: &Macros) -> Parsed<RawCase> {
    let mut diagnostics = Vec::new();
    let front = front_matter::parse_required(source, &shapes::CASE, &mut diagnostics);
    let readable = front.is_some();
    let end = source.text.len();
    let (fields, body) = front.unwrap_or((Fields::default(), end..end));
    let markdown = parse_markdown(source, &body, macros);
    let mut case = RawCase {
        source: Arc::clone(source),
        slug: stem(&source.path).to_owned(),
        fence: fields.span.clone(),
        title: fields.text("title"),
        round: fields.text("round"),
        summary: fields.text("summary"),
        tags: fields.texts("tags"),
        cover: fields.text("cover"),
        drawing: None,
        order: fields.integer("order"),
        draft: fields.flag("draft").filter(|draft| draft.value).map(|draft| draft.span),
        allow: fields.texts("allow"),
        sources: sources_of(&fields),
        readable,
        prompt: body.start..body.start,
        in_one_minute: None,
        stray: Vec::new(),
        criteria: Vec::new(),
        markdown,
    };
    let mut coverage = Coverage::default();
    parse_sections(&mut case, &body, &mut coverage, &mut diagnostics);
    case.criteria.iter().for_each(|criterion| coverage.is_whole(criterion.answer.clone()));
    coverage.keep_addresses(&mut case.markdown);
    coverage.report(source, &body, &case.markdown, &mut diagnostics);
    Parsed { value: case, diagnostics }
}

fn parse_sections(
    case: &mut RawCase,
    body: &Span,
    coverage: &mut Coverage,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = Arc::clone(&case.source);
    // `misplaced-heading` reports `#` headings; what follows one stays in the section before it.
    for heading in case.markdown.headings.iter().filter(|heading| heading.level == 1) {
        coverage.claim(&heading.span);
    }
    let headings = case.markdown.headings.iter().filter(|heading| (2..=3).contains(&heading.level));
    let headings: Vec<Heading> = headings.cloned().collect();
    let first = headings.first().map_or(body.end, |heading| heading.span.start);
    case.prompt = coverage.claim(&source.trim(&(body.start..first)));
    coverage.is_whole([case.prompt.clone()]);
    for (index, heading) in headings.iter().enumerate() {
        let next = headings.get(index + 1).map_or(body.end, |next| next.span.start);
        let under = source.trim(&(heading.span.end..next));
        coverage.claim(&heading.span);
        let is_answer = heading.level == 3
            && matches!(reserved(&heading.title.value), Reserved::Answer)
            && !case.criteria.is_empty();
        if let Some(attributes) = heading.attributes.clone().filter(|_| !is_answer) {
            diagnostics.push(file_rules::unused_attributes::at(&source, attributes));
        }
        match heading.level {
            2 => case.criteria.push(RawCriterion {
                title: heading.title.clone(),
                answer: vec![coverage.claim(&under)],
                in_short: None,
                signals_section: None,
                signals: Vec::new(),
                rejected_signals: 0,
                pitfalls: None,
                alternatives: None,
                alternatives_tables: Vec::new(),
                stray: Vec::new(),
                follow_ups: Vec::new(),
                curveballs: Vec::new(),
            }),
            _ => parse_section(case, heading, under, coverage, diagnostics),
        }
    }
}

fn parse_section(
    case: &mut RawCase,
    heading: &Heading,
    body: Span,
    coverage: &mut Coverage,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = Arc::clone(&case.source);
    let section = Section { title: heading.title.span.clone(), body: body.clone() };
    let kind = reserved(&heading.title.value);
    // Every other section is shown as a whole, or its heading is reported.
    if !matches!(kind, Reserved::Signals) || case.criteria.is_empty() {
        coverage.claim(&body);
    }
    if !matches!(kind, Reserved::Signals | Reserved::Answer) {
        coverage.is_whole([body.clone()]);
    }
    // Not trimmed: the span of an item or table can begin with white space.
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
        Reserved::InShort => once(&mut criterion.in_short),
        Reserved::Signals => {
            once(&mut criterion.signals_section);
            for item in between(&case.markdown.items, &inside, |item| item.span.start) {
                match parse_signal(&source, item, coverage, diagnostics) {
                    Some(signal) => criterion.signals.push(signal),
                    None => criterion.rejected_signals += 1,
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
            Some(question) => {
                coverage.claim_line(&question.span);
                criterion.follow_ups.push(RawFollowUp { question, body });
            }
            None => diagnostics.push(file_rules::follow_up_without_question::at(&source, &heading.title)),
        },
        Reserved::Curveball(rest) => {
            let minute = minute_of(heading, rest);
            match (minute, after_colon(&source, heading, rest)) {
                (Some(minute), Some(title)) => {
                    coverage.claim_line(&title.span);
                    criterion.curveballs.push(RawCurveball { minute, title, body });
                }
                (None, _) => {
                    diagnostics.push(file_rules::curveball_without_minute::at(&source, &heading.title));
                }
                (_, None) => {
                    diagnostics.push(file_rules::curveball_without_text::at(&source, &heading.title));
                }
            }
        }
        Reserved::Answer => {
            diagnostics.extend(file_rules::misspelled_section::check(&source, &heading.title));
            criterion.answer.push(heading.span.start..body.end.max(heading.span.end));
        }
    }
}

/// The text after the first colon of `rest`, which is the end of a heading; `None` if there is none.
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

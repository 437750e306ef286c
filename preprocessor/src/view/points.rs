//! The key points of an answer, for an interviewer who listens to one.
//!
//! In: an answer in Markdown. Out: the first sentences of each paragraph and list item as inline HTML, because that is
//! where an answer says what it is about to show. The first paragraph gives more, because it decides. Tables, code and
//! diagrams are left out. Must not cut a sentence.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd, html};

use crate::lower::inline::options;

/// What a footnote in a chapter begins with.
const FOOTNOTE: &str = "<aside class=\"cb-footnote\"";
/// What citations and references to footnotes begin with.
const REFERENCES: [&str; 2] = ["<sup class=\"cb-citation\"", "<sup class=\"footnote-reference\""];

/// The least length of the point from the first paragraph, in characters.
const LEAST_OPENING: usize = 150;
/// The least length of the point from any other paragraph or item, in characters.
const LEAST_POINT: usize = 80;

/// Words before a dot that does not end a sentence.
const ABBREVIATIONS: [&str; 10] = ["e.g", "i.e", "vs", "cf", "al", "approx", "etc", "no", "fig", "eq"];

/// The key points of an answer as inline HTML, one line each.
pub fn key_points(answer: &str, smart: bool) -> Vec<String> {
    let mut points = Vec::new();
    let mut point: Option<Point<'_>> = None;
    // The depth inside tables, code and HTML blocks.
    let mut skipped = 0_usize;
    let mut footnote = false;
    // The target of a full reference is elsewhere in the chapter, so that here it is broken.
    let mut reference = |link: BrokenLink<'_>| {
        (link.link_type == LinkType::Reference).then(|| (CowStr::from(""), CowStr::from("")))
    };
    for event in Parser::new_with_broken_link_callback(answer, options(smart), Some(&mut reference)) {
        match event {
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => skipped += 1,
            Event::End(TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                skipped = skipped.saturating_sub(1);
            }
            Event::Html(html) if html.starts_with(FOOTNOTE) => footnote = true,
            Event::Html(html) if html.starts_with("</aside>") => footnote = false,
            _ if skipped > 0 || footnote || matches!(event, Event::TaskListMarker(_)) => {}
            // A tight item contains no paragraph, and the point of an item ends where a nested list begins.
            Event::Start(
                Tag::Paragraph
                | Tag::Item
                | Tag::List(_)
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition,
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => {
                points.extend(point.take().and_then(Point::finish));
                if !matches!(event, Event::End(_) | Event::Start(Tag::List(_))) {
                    point = Some(Point::new(if points.is_empty() { LEAST_OPENING } else { LEAST_POINT }));
                }
            }
            event => {
                if let Some(point) = &mut point {
                    point.push(event);
                }
            }
        }
    }
    points.extend(point.take().and_then(Point::finish));
    points
}

/// A point while its text is being read.
struct Point<'a> {
    /// In characters.
    least: usize,
    /// In characters.
    length: usize,
    complete: bool,
    /// Whether the next event is in a citation or a reference to a footnote, which are left out: a sheet has neither.
    citation: bool,
    /// Whether the next event is in a formula, where a dot does not end a sentence.
    formula: bool,
    /// The tags to be closed.
    open: Vec<TagEnd>,
    events: Vec<Event<'a>>,
}

impl<'a> Point<'a> {
    fn new(least: usize) -> Self {
        Self {
            least,
            length: 0,
            complete: false,
            citation: false,
            formula: false,
            open: Vec::new(),
            events: Vec::new(),
        }
    }

    fn push(&mut self, event: Event<'a>) {
        if let Event::InlineHtml(html) = &event {
            if REFERENCES.iter().any(|start| html.starts_with(start)) {
                self.citation = true;
            } else if self.citation && html.starts_with("</sup") {
                self.citation = false;
                return;
            }
        }
        if self.complete || self.citation {
            return;
        }
        match event {
            Event::Text(text) if !self.formula => self.push_text(text),
            // Links are useless on paper; their text stays.
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => {
            }
            Event::Start(ref tag) => {
                self.open.push(tag.to_end());
                self.events.push(event);
            }
            Event::End(_) => {
                self.open.pop();
                self.events.push(event);
            }
            // The author's own tags are left out, because a point can end before they are closed.
            Event::InlineHtml(ref html) => {
                let begins = html.starts_with("<math");
                if self.formula || begins {
                    self.formula = (self.formula || begins) && !html.starts_with("</math");
                    self.events.push(event);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                self.end_sentence();
                self.events.push(Event::SoftBreak);
            }
            event => {
                self.length += 3;
                self.events.push(event);
            }
        }
    }

    fn push_text(&mut self, text: CowStr<'a>) {
        let mut from = 0;
        for (at, _) in text.match_indices(['.', '?', '!', '”', '"', ')', '’']) {
            let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
            let before = self.length + text[from..end].chars().count();
            let follows = text[end..].chars().next();
            if follows == Some(' ')
                && before >= self.least
                && ends_sentence(&text[..end])
                && begins_sentence(text[end..].trim_start())
            {
                self.length = before;
                self.complete = true;
                self.events.push(Event::Text(CowStr::from(text[..end].to_owned())));
                return;
            }
            self.length = before;
            from = end;
        }
        self.length += text[from..].chars().count();
        self.events.push(Event::Text(text));
    }

    /// Ends the point where a line ends with its sentence.
    fn end_sentence(&mut self) {
        if let Some(Event::Text(text)) = self.events.last() {
            self.complete = self.length >= self.least && ends_sentence(text);
        }
    }

    fn finish(mut self) -> Option<String> {
        // A directive of mdBook becomes a block, not a sentence.
        let directive =
            |event: Option<&Event<'_>>| matches!(event, Some(Event::Text(text)) if text.starts_with("{{#"));
        if self.length == 0 || directive(self.events.first()) {
            return None;
        }
        while let Some(end) = self.open.pop() {
            self.events.push(Event::End(end));
        }
        let mut out = String::new();
        html::push_html(&mut out, self.events.into_iter());
        Some(one_line(&out))
    }
}

/// A text on one line, without the space that is left between a word and a comma or dot where a citation was.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() && !word.starts_with(['.', ',', ':', ';']) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text ends with a sentence, not with an abbreviation or an initial.
fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '"', ')', '’', ' ']);
    let Some(stripped) = bare.strip_suffix(['.', '?', '!']) else {
        return false;
    };
    if !bare.ends_with('.') {
        return true;
    }
    let word = stripped.rsplit([' ', '(', '“']).next().unwrap_or_default();
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    !single && !ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Whether a text can begin a sentence. An empty one can: markup follows.
fn begins_sentence(text: &str) -> bool {
    text.chars().next().is_none_or(|first| !first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A first paragraph of one sentence.
    fn opening() -> String {
        format!("{}end.", "word ".repeat(LEAST_OPENING / 5))
    }

    /// The points of what follows an opening.
    fn after_opening(text: &str) -> Vec<String> {
        key_points(&format!("{}\n\n{text}", opening()), true).split_off(1)
    }

    #[test]
    fn opens_every_paragraph_and_item_and_leaves_out_the_rest() {
        let answer = format!(
            "{} Never said.\n\n\
             The lead is thin, so slots come first. They cost nothing at all and they may well flip the order. More of it.\n\n\
             - **Slots**: they cost nothing, and in a day or two they may well flip the order of the rows. And more.\n\
             - Hours.\n\n| a | b |\n|---|---|\n| c | d |\n\n```text\ncode\n```\n\n<figure>\ndrawn\n</figure>\n",
            opening()
        );
        assert_eq!(
            key_points(&answer, true),
            [
                opening().as_str(),
                "The lead is thin, so slots come first. They cost nothing at all and they may well flip the order.",
                "<strong>Slots</strong>: they cost nothing, and in a day or two they may well flip the order of the rows.",
                "Hours.",
            ]
        );
    }

    #[test]
    fn cuts_no_sentence_at_a_figure_an_abbreviation_or_a_formula() {
        let of_figures = "It costs about 0.30 points an impression in the median market, e.g. A or B, as measured by S. Han.";
        assert_eq!(after_opening(&format!("{of_figures} Then more.")), [of_figures]);
        let of_formula = "Six hours are five of my batches in the worst market, and that makes for \
            <math><mi>n</mi><mo>.</mo> <mn>2</mn></math> rounds.";
        assert_eq!(after_opening(&format!("{of_formula} Then more.")), [of_formula]);
    }

    #[test]
    fn keeps_the_words_of_citations_links_and_tags_but_nothing_that_needs_the_page() {
        let answer = "A [published](https://x.y) <b>design</b> does [as told][there] \
            <sup class=\"cb-citation\"><a href=\"#s\">&#91;1&#93;</a></sup>. *Open in [0, 1] <i>and";
        assert_eq!(key_points(answer, true), ["A published design does as told. *Open in [0, 1] and"]);
        assert_eq!(key_points("{{#include more.md}}\n\nSaid.", true), ["Said."]);
    }
}

//! Finds the dollar signs of a Markdown text that may begin or end a formula.
//!
//! In: the Markdown of a body and what the parser finds in it. Out: its runs, each the text of one block or cell, with what surrounds each sign. Must
//! not decide what a formula is.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::source::Span;

/// The text of one block or cell.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Its lines, without the prefixes that a quote or a list adds.
    pub(super) lines: Vec<Span>,
    pub(super) signs: Vec<Sign>,
    pub(super) in_table: bool,
}

/// One or more dollar signs in a row.
#[derive(Debug)]
pub(super) struct Sign {
    pub(super) span: Span,
    /// The next sign outside of all braces between.
    pub(super) partner: Option<usize>,
    /// Whether code, or something else that no formula holds, begins before the next sign.
    pub(super) before_barrier: bool,
    /// The code between this sign and the next one, if there is nothing else.
    pub(super) code: Option<Span>,
    /// The innermost link or image around it.
    pub(super) link: Option<Span>,
    /// The innermost emphasis around it.
    pub(super) emphasis: Option<Span>,
}

/// Collects the runs of a text that hold dollar signs.
struct Reader<'a> {
    text: &'a str,
    runs: Vec<Run>,
    lines: Vec<Span>,
    /// Whether the next inline begins a line, and where the line before it ends.
    new_line: bool,
    line_end: usize,
    /// Text in which a dollar sign counts.
    texts: Vec<Span>,
    barriers: Vec<Span>,
    codes: Vec<Span>,
    links: Vec<Span>,
    emphases: Vec<Span>,
    /// Code blocks and links such as `<https://…>` that are open.
    opaque: usize,
    in_table: bool,
}

/// The runs of a text that hold dollar signs.
pub(super) fn read(text: &str, events: &[(Event<'_>, Span)]) -> Vec<Run> {
    let mut reader = Reader {
        text,
        runs: Vec::new(),
        lines: Vec::new(),
        new_line: true,
        line_end: 0,
        texts: Vec::new(),
        barriers: Vec::new(),
        codes: Vec::new(),
        links: Vec::new(),
        emphases: Vec::new(),
        opaque: 0,
        in_table: false,
    };
    for (event, span) in events {
        reader.event(event, span.clone());
    }
    reader.finish();
    reader.runs
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Text(_) if self.opaque == 0 => {
                self.reach(&span);
                self.texts.push(span);
            }
            Event::Code(_) => {
                self.reach(&span);
                self.codes.push(span.clone());
                self.barriers.push(span);
            }
            Event::InlineHtml(html) => {
                self.reach(&span);
                // `a <b> c` can be two relations; the rest is markup.
                if html.starts_with("</") || html.starts_with("<!") || html.contains(['?', '\n']) {
                    self.barriers.push(span);
                }
            }
            Event::FootnoteReference(_) => self.reach(&span),
            Event::SoftBreak | Event::HardBreak => {
                let end = self.text[span.clone()].find(['\n', '\r']).map_or(span.end, |at| span.start + at);
                self.reach(&(span.start..end));
                self.new_line = true;
                self.line_end = span.end;
            }
            Event::Start(tag) if is_emphasis(tag) => {
                self.reach(&(span.start..span.start));
                self.emphases.push(span);
            }
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                self.reach(&span);
                self.barriers.push(span);
                self.opaque += 1;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                self.reach(&(span.start..span.start));
                self.links.push(span);
            }
            Event::End(TagEnd::Link) if self.opaque > 0 => self.opaque -= 1,
            Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
            ) => {
                // Its last line can begin with what closes it.
                let rest = &self.text[self.line_end..span.end];
                let prefix = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
                let start = if self.new_line { self.line_end + prefix } else { span.end };
                self.reach(&(start..span.end));
            }
            Event::Start(tag) => {
                self.finish();
                self.opaque += usize::from(matches!(tag, Tag::CodeBlock(_)));
                self.in_table |= matches!(tag, Tag::Table(_));
            }
            Event::End(tag) => {
                self.finish();
                self.opaque -= usize::from(matches!(tag, TagEnd::CodeBlock));
                self.in_table &= !matches!(tag, TagEnd::Table);
            }
            _ => {}
        }
    }

    /// Extends the current line to the end of an inline.
    fn reach(&mut self, span: &Span) {
        match self.lines.last_mut().filter(|_| !self.new_line) {
            Some(line) => line.end = line.end.max(span.end),
            None => {
                // The backslash of an escape is no part of the text.
                let escape = self.text[..span.start].ends_with('\\');
                self.lines.push(span.start - usize::from(escape)..span.end);
                self.new_line = false;
            }
        }
    }

    fn finish(&mut self) {
        let mut run =
            Run { lines: std::mem::take(&mut self.lines), signs: Vec::new(), in_table: self.in_table };
        // Most runs have none.
        if !self.texts.is_empty() && run.lines.iter().any(|line| self.text[line.clone()].contains('$')) {
            self.find_signs(&mut run);
        }
        if !run.signs.is_empty() {
            self.runs.push(run);
        }
        self.new_line = true;
        self.texts.clear();
        self.barriers.clear();
        self.codes.clear();
        self.links.clear();
        self.emphases.clear();
    }

    /// Notes the dollar signs of a run. It scans the run once.
    fn find_signs(&self, run: &mut Run) {
        let bytes = self.text.as_bytes();
        // By depth of braces, the last sign there.
        let mut open: Vec<Option<usize>> = vec![None];
        let (mut texts, mut barriers) = (self.texts.iter().peekable(), self.barriers.iter().peekable());
        let (mut links, mut emphases) = (Stack::default(), Stack::default());
        for line in &run.lines {
            let mut at = line.start;
            while at < line.end {
                if let Some(barrier) = barriers.next_if(|barrier| barrier.start <= at) {
                    open = vec![None];
                    if let Some(sign) = run.signs.last_mut() {
                        sign.before_barrier = true;
                    }
                    at = at.max(barrier.end);
                    continue;
                }
                match bytes[at] {
                    b'\\' => at += 1,
                    b'{' => open.push(None),
                    b'}' if open.len() > 1 => drop(open.pop()),
                    b'}' => open = vec![None],
                    b'$' => {
                        while texts.next_if(|text| text.end <= at).is_some() {}
                        let length = bytes[at..line.end].iter().take_while(|byte| **byte == b'$').count();
                        if texts.peek().is_some_and(|text| text.start <= at) {
                            let number = run.signs.len();
                            if let Some(sign) = open.last_mut().and_then(|last| last.replace(number)) {
                                run.signs[sign].partner = Some(number);
                            }
                            run.signs.push(Sign {
                                span: at..at + length,
                                partner: None,
                                before_barrier: false,
                                code: None,
                                link: links.innermost(&self.links, at),
                                emphasis: emphases.innermost(&self.emphases, at),
                            });
                        }
                        at += length - 1;
                    }
                    _ => {}
                }
                at += 1;
            }
        }
        self.find_codes(run);
    }

    /// Notes the code that is between two signs and touches both.
    fn find_codes(&self, run: &mut Run) {
        for code in &self.codes {
            let after = run.signs.partition_point(|sign| sign.span.start < code.start);
            if let Some([before, next]) =
                after.checked_sub(1).and_then(|first| run.signs.get_mut(first..first + 2))
                && before.span.end == code.start
                && next.span.start == code.end
            {
                before.code = Some(code.clone());
            }
        }
    }
}

/// The spans around a place that moves forward.
#[derive(Debug, Default)]
struct Stack {
    passed: usize,
    open: Vec<Span>,
}

impl Stack {
    /// The innermost of nested spans, sorted by their starts, around a place.
    fn innermost(&mut self, spans: &[Span], at: usize) -> Option<Span> {
        while let Some(span) = spans.get(self.passed).filter(|span| span.start <= at) {
            self.open.retain(|open| open.end > span.start);
            self.open.push(span.clone());
            self.passed += 1;
        }
        self.open.retain(|open| open.end > at);
        self.open.last().cloned()
    }
}

pub(super) fn is_emphasis(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
}

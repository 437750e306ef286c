//! Whether the tags of an author's HTML match, in each text that is hidden and printed as a whole.
//!
//! In: the spans of such texts and the tags of the file. Out: a diagnostic at each tag without a partner. A partner is in
//! the same text and in the same Markdown element: mdBook closes what is open at the end of a paragraph, drops an end
//! tag whose element is not the innermost one, and adds none of the end tags that HTML lets an author leave out. Must
//! not know what a text is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::markdown::notes::{Markdown, Tag, TagKind};
use crate::diagnostic::Diagnostic;
use crate::file_rules::unbalanced_html::{self, Fault};
use crate::source::{Source, Span, between};

/// What is open in one Markdown element.
#[derive(Default)]
struct Level<'a> {
    open: Vec<&'a Tag>,
    /// How many elements of a name are in `open`.
    names: BTreeMap<&'a str, usize>,
    /// How many of a name were reported as open at the end of an outer one, and still have an end tag to come.
    late: BTreeMap<&'a str, usize>,
}

impl<'a> Level<'a> {
    fn start(&mut self, tag: &'a Tag) {
        self.open.push(tag);
        *self.names.entry(&tag.name).or_default() += 1;
    }

    /// Closes an element. Returns those that were open inside; `None` if there is no such element.
    fn end(&mut self, name: &str) -> Option<Vec<&'a Tag>> {
        self.names.get(name).filter(|count| **count > 0)?;
        let at = self.open.iter().rposition(|open| open.name == name)?;
        let closed = self.open.split_off(at);
        for tag in &closed {
            self.names.entry(&tag.name).and_modify(|count| *count -= 1);
        }
        let inside = closed[1..].to_vec();
        for tag in &inside {
            *self.late.entry(&tag.name).or_default() += 1;
        }
        Some(inside)
    }

    /// Whether an end tag belongs to an element that was reported.
    fn is_late(&mut self, name: &str) -> bool {
        let late = self.late.get_mut(name).filter(|count| **count > 0);
        late.map(|count| *count -= 1).is_some()
    }
}

/// Reports the tags without a partner in texts that consist of one or more spans each.
pub(super) fn check(source: &Arc<Source>, texts: &[Vec<Span>], markdown: &Markdown) -> Vec<Diagnostic> {
    let unknown: BTreeSet<usize> = markdown.swallowed.iter().map(|span| span.start).collect();
    let mut diagnostics = Vec::new();
    for spans in texts {
        let mut levels: BTreeMap<usize, Level<'_>> = BTreeMap::new();
        let mut report = |tag: &Tag, fault: Fault| {
            let unknown = unknown.contains(&tag.span.start);
            // In a paragraph a tag that no browser knows is only swallowed, which has a rule of its own.
            if !unknown || tag.container == 0 {
                let fault = if unknown { Fault::Unknown } else { fault };
                diagnostics.push(unbalanced_html::at(source, tag.span.clone(), &tag.name, fault));
            }
        };
        for tag in spans.iter().flat_map(|span| between(&markdown.tags, span, |tag| tag.span.start)) {
            let level = levels.entry(tag.container).or_default();
            match tag.kind {
                TagKind::Start => level.start(tag),
                TagKind::SelfClosing => report(tag, Fault::SelfClosing),
                TagKind::End => match level.end(&tag.name) {
                    Some(inside) => inside.into_iter().for_each(|open| report(open, Fault::NoEnd)),
                    None if level.is_late(&tag.name) => {}
                    None => report(tag, Fault::NoStart),
                },
            }
        }
        let open = levels.into_values().flat_map(|level| level.open);
        open.for_each(|tag| report(tag, Fault::NoEnd));
    }
    diagnostics
}

//! Footnotes that are hidden with the text around them.
//!
//! In: the footnotes of a file and the references to them. Out: what replaces them in [`Prose`]: each becomes a block
//! where it is written, with links to and from its references. Must not be used for plain pages: their footnotes are
//! mdBook's.

use std::collections::BTreeMap;

use super::prose::{Edit, Prose};
use super::replacement::Replacement;
use crate::parse::markdown::notes::{Footnote, Markdown};

impl Prose<'_> {
    /// Puts each footnote where it is written, so that it is hidden with the text around it: mdBook would move it to the
    /// end of the page. They are numbered in the order of their first references.
    pub fn keep_footnotes(&mut self, markdown: &Markdown, prefix: &str) {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut references: BTreeMap<&str, usize> = BTreeMap::new();
        // Such a line can be on the page more than once.
        let lines = markdown.headings.iter().chain(&markdown.nested_headings).map(|heading| &heading.span);
        let signals = markdown.items.iter().filter(|item| item.checkbox.is_some()).map(|item| &item.span);
        let lines: BTreeMap<usize, usize> = lines.chain(signals).map(|line| (line.start, line.end)).collect();
        let in_line = |at: usize| lines.range(..=at).next_back().is_some_and(|(_, end)| at < *end);
        for reference in &markdown.footnote_references {
            let next = numbers.len() + 1;
            let number = *numbers.entry(&reference.label).or_insert(next);
            let nth = (!in_line(reference.span.start)).then(|| {
                let count = references.entry(&reference.label).or_default();
                *count += 1;
                *count
            });
            let with =
                Replacement::FootnoteReference { id: format!("{prefix}-footnote-{number}"), number, nth };
            self.edits.push(Edit { span: reference.span.clone(), with });
        }
        let mut next = numbers.len();
        for footnote in &markdown.footnotes {
            // The second one of a name has no references.
            let number = numbers.remove(footnote.label.as_str()).unwrap_or_else(|| {
                next += 1;
                next
            });
            let count = references.remove(footnote.label.as_str()).unwrap_or_default();
            self.keep_footnote(footnote, format!("{prefix}-footnote-{number}"), number, count);
        }
        self.edits.sort_by_key(|edit| edit.span.start);
    }

    /// `references` is the number of those with an id.
    fn keep_footnote(&mut self, footnote: &Footnote, id: String, number: usize, references: usize) {
        let Footnote { span, marker, ends_in_paragraph, nested, .. } = footnote;
        let text = self.source.text.as_str();
        let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let marks = if *nested { &text[line..span.start] } else { "" };
        let margin: String =
            marks.chars().map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect();
        let mut lines = span.start;
        while let Some(end) = text[lines..span.end].find('\n') {
            lines += end + 1;
            if text[lines..].starts_with(&margin) {
                let start = lines + margin.len();
                let indented = start..start + text.get(start..span.end).map_or(0, indentation);
                self.edits.push(Edit { span: indented, with: Replacement::Nothing });
            }
        }
        let start = Replacement::FootnoteStart { id: id.clone(), number, margin: margin.clone() };
        self.edits.push(Edit { span: marker.clone(), with: start });
        let with =
            Replacement::FootnoteEnd { id, number, references, margin, in_paragraph: *ends_in_paragraph };
        self.edits.push(Edit { span: span.end..span.end, with });
    }
}

/// The length of the white space at the start of a line that makes it part of a footnote: at most four columns.
fn indentation(line: &str) -> usize {
    let mut columns = 0;
    let white = line.bytes().take_while(|byte| {
        columns += match byte {
            b' ' => 1,
            b'\t' => 4 - columns % 4,
            _ => return false,
        };
        columns <= 4
    });
    white.count()
}

#[cfg(test)]
mod tests {
    use crate::lower::citations::number_sources;
    use crate::lower::prose::Prose;
    use crate::parse::embedded::macros::Macros;
    use crate::parse::markdown::parse_markdown;
    use crate::source::Source;

    fn with_footnotes(text: &str) -> String {
        let source = Source::new("f.md", text);
        let found = parse_markdown(&source, &(0..text.len()), &Macros::default());
        let mut prose = Prose::new(&source, &found, &number_sources(&found), "f", true);
        prose.keep_footnotes(&found, "f");
        prose.markdown(&(0..text.len()))
    }

    #[test]
    fn footnotes_stay_where_they_are_written() {
        let reference = |number: usize, nth: usize| {
            format!(
                "<sup class=\"footnote-reference\" id=\"f-footnote-{number}-{nth}\"><a href=\"#f-footnote-{number}\" aria-label=\"Note {number}\">{number}</a></sup>"
            )
        };
        let back = |number: usize, nth: usize, which: &str| {
            format!(
                "<a class=\"cb-footnote-back\" href=\"#f-footnote-{number}-{nth}\" aria-label=\"Back to reference{which} of note {number}\">↩</a>"
            )
        };
        let start = |number: usize, margin: &str| {
            format!(
                "\n{margin}<aside class=\"cb-footnote\" role=\"note\" id=\"f-footnote-{number}\">\n{margin}<span class=\"cb-footnote-number\">{number}</span>\n{margin}\n{margin}"
            )
        };
        let text = "a[^b] c[^b]\n[^b]: d\n    e\n\n\t```\n\t  f\n\t```\n[^g]: h[^G]\n\n# i[^b]\n";
        let (one, two) = (back(1, 1, " 1"), back(1, 2, " 2"));
        assert_eq!(
            with_footnotes(text),
            [
                "a", &reference(1, 1), " c", &reference(1, 2), "\n", &start(1, ""), "d\ne\n\n```\n  f\n```\n\n<p>",
                &one, " ", &two, "</p>\n</aside>\n\n", &start(2, ""), "h", &reference(2, 1), " ", &back(2, 1, ""),
                "\n\n</aside>\n\n\n# i",
                "<sup class=\"footnote-reference\"><a href=\"#f-footnote-1\" aria-label=\"Note 1\">1</a></sup>\n",
            ]
            .concat()
        );
        let text = "> - a[^b]\n>\n>   [^b]: c\n>\n>       d\n>\n>   e\n";
        assert_eq!(
            with_footnotes(text),
            [
                "> - a",
                &reference(1, 1),
                "\n>\n>   ",
                &start(1, ">   "),
                "c\n>\n>   d ",
                &back(1, 1, ""),
                "\n>   \n>   </aside>\n>   \n>\n>   e\n",
            ]
            .concat()
        );
    }
}

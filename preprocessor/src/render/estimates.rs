//! Puts estimates where the Markdown has marks for them.
//!
//! In: a filled chapter, and its estimates. Out: the chapter with a line of HTML for each mark: it can be in a list or
//! a quote, whose margin only the first line of a block has. Must not look for anything else.

use anyhow::Result;

use super::Templates;
use crate::lower::model::{ESTIMATE_MARK, Estimate, estimate_mark};
use crate::view;

impl Templates {
    /// Fails if the template of estimates cannot be filled.
    pub(super) fn with_estimates(&self, chapter: String, estimates: &[Estimate]) -> Result<String> {
        let mut marks = Vec::new();
        for (number, estimate) in estimates.iter().enumerate() {
            for on_sheet in [false, true] {
                let mark = estimate_mark(number, on_sheet);
                if chapter.contains(&mark) {
                    let html = self.estimate(estimate, on_sheet, marks.is_empty())?;
                    marks.push((mark, html));
                }
            }
        }
        if marks.is_empty() {
            return Ok(chapter);
        }
        let mut pieces = chapter.split(ESTIMATE_MARK);
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let whole = format!("{ESTIMATE_MARK}{piece}");
            match marks.iter().find(|(mark, _)| whole.starts_with(mark)) {
                Some((mark, html)) => out.extend([html, &whole[mark.len()..]]),
                None => out.push_str(&whole),
            }
        }
        Ok(out)
    }

    fn estimate(&self, estimate: &Estimate, on_sheet: bool, is_first: bool) -> Result<String> {
        let filled = self.fill("estimate.md", &view::estimate(estimate, on_sheet, is_first), "")?;
        let mut line = String::with_capacity(filled.len());
        for part in filled.lines().map(str::trim).filter(|part| !part.is_empty()) {
            line.extend([if line.is_empty() { "" } else { " " }, part]);
        }
        Ok(line)
    }
}

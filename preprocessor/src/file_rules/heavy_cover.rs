use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Source;

/// The most bytes of a cover.
pub const MOST: usize = 8 * 1024;

pub static RULE: Rule = Rule {
    id: "heavy-cover",
    severity: Severity::Error,
    summary: "a cover of more than 8 KB",
    reason: "Every page with the cards of the cases has all the covers inside it, and the reader waits for them.",
    example: Example { file: "src/covers/related-articles.svg", edit: Edit::Whole(&HEAVY) },
};

/// A drawing, and then blanks.
static HEAVY: [u8; MOST + 1] = {
    let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"/>"#;
    let mut bytes = [b'\n'; MOST + 1];
    let mut at = 0;
    while at < drawing.len() {
        bytes[at] = drawing[at];
        at += 1;
    }
    bytes
};

/// `bytes`: the size of the file.
pub fn at(source: &Arc<Source>, bytes: usize) -> Diagnostic {
    let start = source.start();
    let message = format!("the cover has {bytes} bytes, but the limit is {MOST}");
    Diagnostic::new(&RULE, source, start..start, message)
        .help("round its numbers to one decimal place, and remove what cannot be seen at the width of a card")
}

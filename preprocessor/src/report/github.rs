//! Workflow commands, which GitHub turns into annotations of a pull request.

use crate::diagnostic::Diagnostic;

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let (start, end) = (diagnostic.position(), diagnostic.end_position());
    // GitHub refuses columns of a place that ends on another line.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let help = diagnostic.help.as_ref().map(|help| format!(" (help: {help})")).unwrap_or_default();
    format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}\n",
        diagnostic.severity.name(),
        property(&diagnostic.source.path),
        start.line,
        end.line,
        property(diagnostic.rule.id),
        data(&format!("{}{help}", diagnostic.message))
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::book_rules::placeholder;
    use crate::source::Source;

    #[test]
    fn columns_are_left_out_if_the_place_spans_lines() {
        let source = Arc::new(Source::new("src/a,b.md", "é TODO\nTBD\n"));
        let at = |span| command(&Diagnostic::new(&placeholder::RULE, &source, span, "m\nn").help("100%"));
        let rest = "title=placeholder::m n (help: 100%25)\n";
        let file = "::error file=src/a%2Cb.md,line=1";
        assert_eq!(at(3..7), format!("{file},endLine=1,col=3,endColumn=7,{rest}"));
        assert_eq!(
            at(3..8),
            format!("{file},endLine=1,col=3,endColumn=7,{rest}"),
            "a line break ends the line"
        );
        assert_eq!(at(3..11), format!("{file},endLine=2,{rest}"));
    }
}

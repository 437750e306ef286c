use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::parse::rubric::DEFAULT_VERDICTS;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Spanned;

pub static RULE: Rule = Rule {
    id: "unordered-verdicts",
    severity: Severity::Error,
    summary: "verdict thresholds in the wrong order",
    reason: "A strong yes needs at least the share of a weak yes, and a weak yes at least that of a weak no.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace {
            find: "summary = \"Half an hour on one design question.\"\n",
            with: "summary = \"Half an hour on one design question.\"\nverdicts = { weak-yes = 0.9 }\n",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for rubric in &book.rubrics {
        let thresholds = [
            ("strong-yes", &rubric.strong_yes, DEFAULT_VERDICTS.strong_yes),
            ("weak-yes", &rubric.weak_yes, DEFAULT_VERDICTS.weak_yes),
            ("weak-no", &rubric.weak_no, DEFAULT_VERDICTS.weak_no),
        ];
        let value = |(_, written, default): &(&str, &Option<Spanned<f64>>, f64)| {
            written.as_ref().map_or(*default, |written| written.value)
        };
        for pair in thresholds.windows(2) {
            let (higher, lower) = (value(&pair[0]), value(&pair[1]));
            let place = pair[1].1.as_ref().or(pair[0].1.as_ref());
            if let Some(place) = place.filter(|_| lower > higher) {
                let message = format!("`{}` is {lower}, more than `{}` at {higher}", pair[1].0, pair[0].0);
                let diagnostic = Diagnostic::new(&RULE, &rubric.source, place.span.clone(), message);
                found.push(diagnostic.help("write the thresholds in falling order"));
            }
        }
    }
}

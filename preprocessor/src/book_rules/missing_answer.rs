use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};
use crate::source::Span;

pub static RULE: Rule = Rule {
    id: "missing-answer",
    severity: Severity::Error,
    summary: "a criterion, follow-up, curveball or question without an answer",
    reason: "A reader opens it and finds nothing. A case also needs a prompt.",
    example: Example {
        file: "src/drills/estimation.md",
        edit: Edit::Replace {
            find: "$2 \\times 10^5 \\times 10^2 = 2 \\times 10^7$: twenty million.\n",
            with: "",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for case in book.cases.iter().filter(|case| case.readable) {
        let source = &case.source;
        let mut require = |missing: &str, what: &str, place: &Span, body: &Span| {
            if source.slice(body).trim().is_empty() {
                let message = format!("{what} has no {missing}");
                let help = format!("write the {missing}");
                found.push(Diagnostic::new(&RULE, source, place.clone(), message).help(help));
            }
        };
        if let Some(section) = &case.in_one_minute {
            require("answer", "`In one minute`", &section.title, &section.body);
        }
        for criterion in &case.criteria {
            if criterion.answer.len() == 1 {
                require("answer", "the criterion", &criterion.title.span, &criterion.answer[0]);
            }
            let sections = [&criterion.in_short, &criterion.pitfalls, &criterion.alternatives];
            for section in sections.into_iter().flatten() {
                require("text", "the section", &section.title, &section.body);
            }
            for follow_up in &criterion.follow_ups {
                require("answer", "the follow-up", &follow_up.question.span, &follow_up.body);
            }
            for curveball in &criterion.curveballs {
                require("answer", "the curveball", &curveball.title.span, &curveball.body);
            }
        }
        if source.slice(&case.prompt).is_empty() {
            let message = "there is no prompt before the first heading";
            let help = "write what the interviewer says after the front matter";
            found.push(Diagnostic::new(&RULE, source, case.prompt.clone(), message).help(help));
        }
    }
    for drill in &book.drills {
        for question in &drill.questions {
            if drill.source.slice(&question.body).is_empty() {
                let message = "the question has no answer";
                let diagnostic =
                    Diagnostic::new(&RULE, &drill.source, question.question.span.clone(), message);
                found.push(diagnostic.help("write the answer"));
            }
        }
        if drill.readable && drill.questions.is_empty() {
            let start = drill.introduction.start;
            let message = "the drill has no questions";
            found.push(
                Diagnostic::new(&RULE, &drill.source, start..start, message)
                    .help("add a `##` heading for each"),
            );
        }
    }
    for sample in book.samples.iter().filter(|sample| sample.readable) {
        if sample.source.slice(&sample.body).is_empty() {
            let message = "the sample has no answer";
            found.push(
                Diagnostic::new(&RULE, &sample.source, sample.body.clone(), message)
                    .help("write it as spoken"),
            );
        }
    }
}

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::{Edit, Example, Rule, Severity};

pub static RULE: Rule = Rule {
    id: "weightless-rubric",
    severity: Severity::Error,
    summary: "a rubric whose weights are all 0",
    reason: "The verdict is a share of the weights of the criteria, and there is no share of nothing.",
    example: Example {
        file: "src/rubrics/design.toml",
        edit: Edit::Replace {
            find: "looks-at = \"What is to be built, for whom, and how one would know that it works.\"\n\
                   [criteria.descriptors]\n\
                   L5 = \"Names the user, the metric and the scale.\"\n\
                   L6 = \"Says which metric would mislead, and why.\"\n\n\
                   [[criteria]]\nid = \"design\"\ntitle = \"Design\"\nminutes = 15\nweight = 2\n",
            with: "weight = 0\n\
                   [criteria.descriptors]\n\
                   L5 = \"Names the user, the metric and the scale.\"\n\
                   L6 = \"Says which metric would mislead, and why.\"\n\n\
                   [[criteria]]\nid = \"design\"\ntitle = \"Design\"\nminutes = 15\nweight = 0\n",
        },
    },
};

pub fn check(book: &RawBook, found: &mut Vec<Diagnostic>) {
    for rubric in &book.rubrics {
        let weights = rubric.criteria.iter().map(|criterion| criterion.weight.as_ref());
        // Where there is none, a criterion has the weight 1.
        let zeros = weights.map(|weight| weight.filter(|weight| weight.value == 0.0));
        if let Some(Some(first)) = zeros.collect::<Option<Vec<_>>>().map(|zeros| zeros.into_iter().next()) {
            let diagnostic = Diagnostic::new(
                &RULE,
                &rubric.source,
                first.span.clone(),
                "the weights of all criteria are 0",
            );
            found.push(diagnostic.help("give the criteria that count a weight"));
        }
    }
}

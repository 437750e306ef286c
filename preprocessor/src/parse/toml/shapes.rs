//! Every table an author can write, key by key: the one place that says so.
//!
//! The reader, the JSON schemas and the format reference are made from these.
//! Must hold no logic.

use super::fields::{Field, Kind, Shape};

const fn required(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, kind, required: true, doc }
}

const fn optional(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, kind, required: false, doc }
}

/// One `[[sources]]` entry.
pub static SOURCE: Shape = Shape {
    name: "source",
    fields: &[
        required("id", Kind::Text, "The id that citations name: `[@id]`."),
        required("title", Kind::Text, "The title of the work."),
        optional("authors", Kind::Text, "The authors, as the list of sources shows them."),
        optional("year", Kind::Integer(1500..=2200), "The year of publication."),
        optional("venue", Kind::Text, "Where it appeared: conference, journal, company blog."),
        optional("url", Kind::Text, "Where to read it: an `http` or `https` address."),
    ],
};

/// The front matter of a case.
pub static CASE: Shape = Shape {
    name: "case front matter",
    fields: &[
        required("title", Kind::Text, "The title of the chapter."),
        required("round", Kind::Text, "The rubric: the file name in `src/rubrics/` without `.toml`."),
        required("summary", Kind::Text, "One sentence for cards and lists."),
        optional("tags", Kind::Texts, "A few words to group cases by."),
        optional("sources", Kind::Tables(&SOURCE), "The cited works, in any order."),
    ],
};

/// The front matter of a drill.
pub static DRILL: Shape = Shape {
    name: "drill front matter",
    fields: &[
        required("title", Kind::Text, "The title of the chapter."),
        optional("summary", Kind::Text, "One sentence for cards and lists."),
        optional(
            "trains",
            Kind::Texts,
            "What the drill trains: a round, or `round/criterion`. A reader with a gap there is sent here.",
        ),
        optional("sources", Kind::Tables(&SOURCE), "The cited works, in any order."),
    ],
};

/// The optional front matter of a plain page.
pub static PAGE: Shape = Shape {
    name: "page front matter",
    fields: &[optional("sources", Kind::Tables(&SOURCE), "The cited works, in any order.")],
};

/// A tick that was not given.
pub static MISSED: Shape = Shape {
    name: "missed signal",
    fields: &[required("missed", Kind::Text, "Why the answer does not show the signal.")],
};

static JUDGEMENT: Kind = Kind::TextOr(&MISSED);

/// The front matter of a sample answer.
pub static SAMPLE: Shape = Shape {
    name: "sample front matter",
    fields: &[
        required("title", Kind::Text, "A neutral title: readers see it before they score."),
        required("level", Kind::Text, "The level the author judges the answer to be at."),
        required(
            "ticks",
            Kind::Map(&JUDGEMENT),
            "Signal id → why it counts as shown, or `{ missed = \"why not\" }`.",
        ),
    ],
};

static DESCRIPTOR: Kind = Kind::Text;

/// One `[[criteria]]` entry of a rubric.
pub static CRITERION: Shape = Shape {
    name: "criterion",
    fields: &[
        required(
            "id",
            Kind::Text,
            "The identity of the criterion; it never changes, readers' scores hang on it.",
        ),
        required("title", Kind::Text, "The title; it is the `##` heading in a case."),
        required("minutes", Kind::Integer(1..=600), "The budget, in minutes."),
        optional("weight", Kind::Number(0.0..=100.0), "The weight in the verdict; 1 if absent."),
        optional("looks-at", Kind::Text, "What the criterion looks at, one sentence."),
        required("descriptors", Kind::Map(&DESCRIPTOR), "Level → what the criterion looks like there."),
    ],
};

/// The shares of criteria that make a verdict.
pub static VERDICTS: Shape = Shape {
    name: "verdicts",
    fields: &[
        optional(
            "strong-yes",
            Kind::Number(0.0..=1.0),
            "The least weighted share for a strong yes; 0.85 if absent.",
        ),
        optional(
            "weak-yes",
            Kind::Number(0.0..=1.0),
            "The least weighted share for a weak yes; 0.6 if absent.",
        ),
        optional(
            "weak-no",
            Kind::Number(0.0..=1.0),
            "The least weighted share for a weak no; 0.35 if absent. Below is a definite no.",
        ),
    ],
};

/// A rubric.
pub static RUBRIC: Shape = Shape {
    name: "rubric",
    fields: &[
        required("title", Kind::Text, "The title of the round."),
        required("minutes", Kind::Integer(1..=600), "The length of the round, in minutes."),
        required("levels", Kind::Texts, "The levels, lowest first."),
        optional("summary", Kind::Text, "One sentence for cards and lists."),
        optional(
            "pass",
            Kind::Number(0.0..=1.0),
            "The least share of a level's signals that attains it; 0.6 if absent.",
        ),
        optional("verdicts", Kind::Table(&VERDICTS), "The thresholds of the verdicts."),
        required("criteria", Kind::Tables(&CRITERION), "The criteria, in the order of the round."),
    ],
};

/// The settings in `book.toml`, under `[preprocessor.casebook]`.
pub static SETTINGS: Shape = Shape {
    name: "[preprocessor.casebook]",
    fields: &[
        optional(
            "id",
            Kind::Text,
            "Keeps this book's stored attempts apart from other books'; made from the title if absent.",
        ),
        optional("version", Kind::Text, "The version that printed sheets carry in their footer."),
        optional("command", Kind::Text, "mdBook's: the program to run."),
        optional(
            "before",
            Kind::Texts,
            "mdBook's: must be `[\"links\", \"index\"]`, so that places in messages are right.",
        ),
        optional("after", Kind::Texts, "mdBook's: the preprocessors that run first."),
        optional("renderers", Kind::Texts, "mdBook's: `[\"html\"]` saves a call."),
    ],
};

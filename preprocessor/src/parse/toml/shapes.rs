//! Every table that an author can write, key by key.
//!
//! The parser, the JSON schemas and the format reference all follow these shapes. Must hold no logic.

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
            "What the drill trains: rounds, or criteria as `round/criterion`. A reader with a gap there is sent to the drill.",
        ),
        optional("sources", Kind::Tables(&SOURCE), "The cited works, in any order."),
    ],
};

/// The optional front matter of a plain page.
pub static PAGE: Shape = Shape {
    name: "page front matter",
    fields: &[optional("sources", Kind::Tables(&SOURCE), "The cited works, in any order.")],
};

/// A signal that a sample answer does not show.
pub static MISSED: Shape = Shape {
    name: "missed signal",
    fields: &[required("missed", Kind::Text, "Why the answer does not show the signal.")],
};

static JUDGEMENT: Kind = Kind::TextOr(&MISSED);

/// The front matter of a sample answer.
pub static SAMPLE: Shape = Shape {
    name: "sample front matter",
    fields: &[
        required(
            "title",
            Kind::Text,
            "A title that does not give the level away: readers see it before they score.",
        ),
        required("level", Kind::Text, "The author's verdict: the level of the answer."),
        required(
            "ticks",
            Kind::Map(&JUDGEMENT),
            "Signal id → why the answer shows the signal, or `{ missed = \"why not\" }`.",
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
            "Identifies the criterion. Never change it: readers' scores are stored by it.",
        ),
        required("title", Kind::Text, "The title; it is the `##` heading in a case."),
        required("minutes", Kind::Integer(1..=600), "The budget, in minutes."),
        optional("weight", Kind::Number(0.0..=100.0), "The weight in the verdict; 1 if absent."),
        optional("looks-at", Kind::Text, "What the criterion looks at, in one sentence."),
        required("descriptors", Kind::Map(&DESCRIPTOR), "Level → what an answer at that level looks like."),
    ],
};

/// The weighted shares of criteria for each verdict.
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
            "The least weighted share for a weak no; 0.35 if absent. Less is a definite no.",
        ),
    ],
};

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
            "The least share of a level's signals that attains the level; 0.6 if absent.",
        ),
        optional("verdicts", Kind::Table(&VERDICTS), "The thresholds for the verdicts."),
        required("criteria", Kind::Tables(&CRITERION), "The criteria, in the order of the round."),
    ],
};

/// `[preprocessor.casebook]` in `book.toml`.
pub static SETTINGS: Shape = Shape {
    name: "[preprocessor.casebook]",
    fields: &[
        optional(
            "id",
            Kind::Text,
            "Keeps this book's stored attempts apart from those of other books; made from the title if absent.",
        ),
        optional("version", Kind::Text, "The version in the footer of printed sheets."),
        optional("command", Kind::Text, "mdBook's: the program to run."),
        optional(
            "before",
            Kind::Texts,
            "mdBook's: must be `[\"links\", \"index\"]`, so that lines in messages are right.",
        ),
        optional("after", Kind::Texts, "mdBook's: the preprocessors that run first."),
        optional("renderers", Kind::Texts, "mdBook's: `[\"html\"]` saves a call."),
    ],
};

//! Every table that an author can write, key by key.
//!
//! The parser, the JSON schemas and the format reference all follow these shapes. Must hold no logic.

use super::fields::{Field, FieldKind, Shape};

const fn required(name: &'static str, kind: FieldKind, doc: &'static str) -> Field {
    Field { name, kind, required: true, doc }
}

const fn optional(name: &'static str, kind: FieldKind, doc: &'static str) -> Field {
    Field { name, kind, required: false, doc }
}

const ALLOW: Field = optional("allow", FieldKind::Texts, "Rules that are not reported in this file.");

/// One `[[sources]]` entry.
pub static SOURCE: Shape = Shape {
    name: "source",
    fields: &[
        required("id", FieldKind::Id, "The id that citations name: `[@id]`."),
        required("title", FieldKind::Text, "The title of the work."),
        optional("authors", FieldKind::Text, "The authors, as the list of sources shows them."),
        optional("year", FieldKind::Integer(1500..=2200), "The year of publication."),
        optional("venue", FieldKind::Text, "Where it appeared: conference, journal, company blog."),
        optional("url", FieldKind::Text, "Where to read it: an `http` or `https` address."),
    ],
};

/// The front matter of a case.
pub static CASE: Shape = Shape {
    name: "case front matter",
    fields: &[
        required("title", FieldKind::Text, "The title of the chapter."),
        required(
            "round",
            FieldKind::Text,
            "The rubric: the file name in the folder of the rubrics without `.toml`.",
        ),
        required("summary", FieldKind::Text, "One sentence for cards and lists."),
        optional("tags", FieldKind::Texts, "A few words to group cases by."),
        optional(
            "cover",
            FieldKind::Text,
            "The picture on the card: the path of an SVG file in the folder of the chapters, such as `covers/<case>.svg`.",
        ),
        optional(
            "order",
            FieldKind::Integer(1..=9999),
            "The place among the cases, lowest first; readers are told to begin with the first. Cases without one follow in the order of their paths.",
        ),
        optional(
            "draft",
            FieldKind::Flag,
            "Whether the case is not ready: `serve` shows it, a build leaves it out, and what is wrong in it is a warning.",
        ),
        ALLOW,
        optional("sources", FieldKind::Tables(&SOURCE), "The cited works, in any order."),
    ],
};

/// The front matter of a drill.
pub static DRILL: Shape = Shape {
    name: "drill front matter",
    fields: &[
        required("title", FieldKind::Text, "The title of the chapter."),
        optional("summary", FieldKind::Text, "One sentence for cards and lists."),
        optional(
            "trains",
            FieldKind::Texts,
            "What the drill trains: rounds, or criteria as `round/criterion`. A reader with a gap there is sent to the drill.",
        ),
        ALLOW,
        optional("sources", FieldKind::Tables(&SOURCE), "The cited works, in any order."),
    ],
};

/// The optional front matter of a plain page.
pub static PAGE: Shape = Shape {
    name: "page front matter",
    fields: &[ALLOW, optional("sources", FieldKind::Tables(&SOURCE), "The cited works, in any order.")],
};

/// A signal that a sample answer does not show.
pub static MISSED: Shape = Shape {
    name: "missed signal",
    fields: &[required("missed", FieldKind::Text, "Why the answer does not show the signal.")],
};

static JUDGEMENT: FieldKind = FieldKind::TextOr(&MISSED);

/// The front matter of a sample answer.
pub static SAMPLE: Shape = Shape {
    name: "sample front matter",
    fields: &[
        required(
            "title",
            FieldKind::Text,
            "A title that does not give the level away: readers see it before they score.",
        ),
        required("level", FieldKind::Text, "The author's verdict: the level of the answer."),
        required(
            "ticks",
            FieldKind::Map(&JUDGEMENT),
            "Signal id → why the answer shows the signal, or `{ missed = \"why not\" }`.",
        ),
        ALLOW,
    ],
};

static DESCRIPTOR: FieldKind = FieldKind::Text;

/// One `[[criteria]]` entry of a rubric.
pub static CRITERION: Shape = Shape {
    name: "criterion",
    fields: &[
        required(
            "id",
            FieldKind::Id,
            "Identifies the criterion. Never change it: readers' scores are stored by it.",
        ),
        required("title", FieldKind::Text, "The title; it is the `##` heading in a case."),
        required("minutes", FieldKind::Integer(1..=600), "The budget, in minutes."),
        optional("weight", FieldKind::Number(0.0..=100.0), "The weight in the verdict; 1 if absent."),
        optional("looks-at", FieldKind::Text, "What the criterion looks at, in one sentence."),
        required(
            "descriptors",
            FieldKind::Map(&DESCRIPTOR),
            "Level → what an answer at that level looks like.",
        ),
    ],
};

/// The weighted shares of criteria for each verdict.
pub static VERDICTS: Shape = Shape {
    name: "verdicts",
    fields: &[
        optional(
            "strong-yes",
            FieldKind::Number(0.0..=1.0),
            "The least weighted share for a strong yes; 0.85 if absent.",
        ),
        optional(
            "weak-yes",
            FieldKind::Number(0.0..=1.0),
            "The least weighted share for a weak yes; 0.6 if absent.",
        ),
        optional(
            "weak-no",
            FieldKind::Number(0.0..=1.0),
            "The least weighted share for a weak no; 0.35 if absent. Less is a definite no.",
        ),
    ],
};

static LEVEL_NAME: FieldKind = FieldKind::Text;

pub static RUBRIC: Shape = Shape {
    name: "rubric",
    fields: &[
        required("title", FieldKind::Text, "The title of the round."),
        required("minutes", FieldKind::Integer(1..=600), "The length of the round, in minutes."),
        required("levels", FieldKind::Ids, "The levels, lowest first."),
        optional(
            "level-names",
            FieldKind::Map(&LEVEL_NAME),
            "Level → what else it is called, where the level alone says little: `L5 = \"senior\"`.",
        ),
        optional("summary", FieldKind::Text, "One sentence for cards and lists."),
        optional(
            "pass",
            // With 0, a level without any tick would be attained.
            FieldKind::Number(0.01..=1.0),
            "The least share of a level's signals that attains the level; 0.6 if absent.",
        ),
        optional("verdicts", FieldKind::Table(&VERDICTS), "The thresholds for the verdicts."),
        optional(
            "in-short-words",
            FieldKind::Integer(1..=1000),
            "The most words of `In short`, the spoken answer to a criterion; 160 if absent.",
        ),
        required("criteria", FieldKind::Tables(&CRITERION), "The criteria, in the order of the round."),
    ],
};

static SEVERITY: FieldKind = FieldKind::Text;

/// `[preprocessor.casebook]` in `book.toml`.
pub static SETTINGS: Shape = Shape {
    name: "[preprocessor.casebook]",
    fields: &[
        optional(
            "id",
            FieldKind::Id,
            "Keeps this book's stored attempts apart from those of other books; made from the title if absent.",
        ),
        optional("version", FieldKind::Text, "The version in the footer of printed sheets."),
        optional(
            "macros",
            FieldKind::Map(&FieldKind::Text),
            "LaTeX commands for all formulas: `R = '\\mathbb{R}'` makes `\\R`; `#1` to `#9` in a text are its arguments.",
        ),
        optional("cases", FieldKind::Text, "The folder of the cases, below `src`; `cases` if absent."),
        optional("drills", FieldKind::Text, "The folder of the drills, below `src`; `drills` if absent."),
        optional("rubrics", FieldKind::Text, "The folder of the rubrics, below `src`; `rubrics` if absent."),
        optional("samples", FieldKind::Text, "The folder of the samples, below `src`; `samples` if absent."),
        optional(
            "rules",
            FieldKind::Map(&SEVERITY),
            "Rule → `allow`, `warn` or `error`: how much it matters in this book.",
        ),
        optional("command", FieldKind::Text, "mdBook's: the program to run."),
        optional(
            "before",
            FieldKind::Texts,
            "mdBook's: must be `[\"links\", \"index\"]`, so that lines in messages are right.",
        ),
        optional("after", FieldKind::Texts, "mdBook's: the preprocessors that run first."),
        optional(
            "optional",
            FieldKind::Flag,
            "mdBook's: whether a book is built without this program where it is not installed.",
        ),
        optional("renderers", FieldKind::Texts, "mdBook's: `[\"html\"]` saves a call."),
    ],
};

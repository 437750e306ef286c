//! Rules about the whole book: defects that show only next to the rubric, the sources or the other files.
//!
//! In: the whole [`RawBook`]. Out: diagnostics. One rule per file: its id, reason and example, and a `check`.
//! Must not change anything.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::parse::book::RawBook;
use crate::rule::Rule;

pub mod broken_link;
pub mod budget_exceeds_round;
pub mod chapter_outside_src;
pub mod criterion_order;
pub mod curveball_outside_round;
pub mod diagram_syntax;
pub mod diagram_without_title;
pub mod late_preprocessor;
pub mod listed_sample;
pub mod malformed_id;
pub mod malformed_lab;
pub mod malformed_macro;
pub mod malformed_slug;
pub mod malformed_url;
pub mod math_syntax;
pub mod misplaced_heading;
pub mod misplaced_include;
pub mod missing_anchor;
pub mod missing_answer;
pub mod missing_chapter;
pub mod missing_cover;
pub mod missing_criterion;
pub mod missing_descriptor;
pub mod missing_in_short;
pub mod missing_include;
pub mod missing_signals;
pub mod missing_twin;
pub mod overlong_in_short;
pub mod path_clash;
pub mod placeholder;
pub mod repeated_criterion;
pub mod repeated_id;
pub mod repeated_slug;
pub mod stray_file;
pub mod uncompiled_include;
pub mod unfinished_case;
pub mod unfixed_order;
pub mod unjudged_signal;
pub mod unknown_case;
pub mod unknown_criterion;
pub mod unknown_directive;
pub mod unknown_lab;
pub mod unknown_level;
pub mod unknown_round;
pub mod unknown_signal;
pub mod unknown_source;
pub mod unknown_target;
pub mod unordered_verdicts;
pub mod unused_rubric;
pub mod unused_source;
pub mod weightless_rubric;
pub mod wrong_columns;

pub type Check = fn(&RawBook, &mut Vec<Diagnostic>);

pub static RULES: [(&Rule, Check); 52] = [
    (&broken_link::RULE, broken_link::check),
    (&budget_exceeds_round::RULE, budget_exceeds_round::check),
    (&chapter_outside_src::RULE, chapter_outside_src::check),
    (&criterion_order::RULE, criterion_order::check),
    (&curveball_outside_round::RULE, curveball_outside_round::check),
    (&diagram_syntax::RULE, diagram_syntax::check),
    (&diagram_without_title::RULE, diagram_without_title::check),
    (&late_preprocessor::RULE, late_preprocessor::check),
    (&listed_sample::RULE, listed_sample::check),
    (&malformed_id::RULE, malformed_id::check),
    (&malformed_lab::RULE, malformed_lab::check),
    (&malformed_macro::RULE, malformed_macro::check),
    (&malformed_slug::RULE, malformed_slug::check),
    (&malformed_url::RULE, malformed_url::check),
    (&math_syntax::RULE, math_syntax::check),
    (&misplaced_heading::RULE, misplaced_heading::check),
    (&misplaced_include::RULE, misplaced_include::check),
    (&missing_anchor::RULE, missing_anchor::check),
    (&missing_answer::RULE, missing_answer::check),
    (&missing_chapter::RULE, missing_chapter::check),
    (&missing_cover::RULE, missing_cover::check),
    (&missing_criterion::RULE, missing_criterion::check),
    (&missing_descriptor::RULE, missing_descriptor::check),
    (&missing_in_short::RULE, missing_in_short::check),
    (&missing_include::RULE, missing_include::check),
    (&missing_signals::RULE, missing_signals::check),
    (&missing_twin::RULE, missing_twin::check),
    (&overlong_in_short::RULE, overlong_in_short::check),
    (&path_clash::RULE, path_clash::check),
    (&placeholder::RULE, placeholder::check),
    (&repeated_criterion::RULE, repeated_criterion::check),
    (&repeated_id::RULE, repeated_id::check),
    (&repeated_slug::RULE, repeated_slug::check),
    (&stray_file::RULE, stray_file::check),
    (&uncompiled_include::RULE, uncompiled_include::check),
    (&unfinished_case::RULE, unfinished_case::check),
    (&unfixed_order::RULE, unfixed_order::check),
    (&unjudged_signal::RULE, unjudged_signal::check),
    (&unknown_case::RULE, unknown_case::check),
    (&unknown_criterion::RULE, unknown_criterion::check),
    (&unknown_directive::RULE, unknown_directive::check),
    (&unknown_lab::RULE, unknown_lab::check),
    (&unknown_level::RULE, unknown_level::check),
    (&unknown_round::RULE, unknown_round::check),
    (&unknown_signal::RULE, unknown_signal::check),
    (&unknown_source::RULE, unknown_source::check),
    (&unknown_target::RULE, unknown_target::check),
    (&unordered_verdicts::RULE, unordered_verdicts::check),
    (&unused_rubric::RULE, unused_rubric::check),
    (&unused_source::RULE, unused_source::check),
    (&weightless_rubric::RULE, weightless_rubric::check),
    (&wrong_columns::RULE, wrong_columns::check),
];

/// Runs all checks in parallel; the diagnostics come unsorted.
pub fn check_book(book: &RawBook) -> Vec<Diagnostic> {
    let run = |(_, check): &(&Rule, Check)| {
        let mut found = Vec::new();
        check(book, &mut found);
        found
    };
    RULES.par_iter().flat_map_iter(run).collect()
}

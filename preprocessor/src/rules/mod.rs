//! What can be wrong with a book: one rule, one file, one list.
//!
//! In: a [`RawBook`]. Out: diagnostics. A rule's id names the defect; its file
//! holds its message, its reason and an example that is also its test. Rules
//! without a `check` are reported by the stage that meets them. Must not change
//! anything.

use rayon::prelude::*;

use crate::book::RawBook;
use crate::diagnostic::{Diagnostic, Severity};

pub mod bad_utf_8;
pub mod broken_link;
pub mod budget_exceeds_round;
pub mod byte_order_mark;
pub mod chapter_outside_src;
pub mod criterion_order;
pub mod curveball_outside_round;
pub mod curveball_without_minute;
pub mod curveball_without_text;
pub mod diagram_syntax;
pub mod diagram_without_title;
pub mod empty_file;
pub mod empty_value;
pub mod file_too_large;
pub mod follow_up_without_question;
pub mod late_preprocessor;
pub mod link_leaves_src;
pub mod malformed_id;
pub mod malformed_slug;
pub mod malformed_url;
pub mod math_syntax;
pub mod misplaced_heading;
pub mod missing_answer;
pub mod missing_chapter;
pub mod missing_criterion;
pub mod missing_descriptor;
pub mod missing_front_matter;
pub mod missing_key;
pub mod missing_signals;
pub mod misspelled_section;
pub mod out_of_range;
pub mod path_clash;
pub mod placeholder;
pub mod repeated_criterion;
pub mod repeated_id;
pub mod repeated_section;
pub mod signal_without_box;
pub mod signal_without_level;
pub mod signal_without_text;
pub mod summary_syntax;
pub mod toml_syntax;
pub mod unclosed_front_matter;
pub mod unfixed_order;
pub mod unjudged_signal;
pub mod unknown_case;
pub mod unknown_criterion;
pub mod unknown_directive;
pub mod unknown_key;
pub mod unknown_level;
pub mod unknown_round;
pub mod unknown_signal;
pub mod unknown_source;
pub mod unknown_target;
pub mod unordered_verdicts;
pub mod unreadable_file;
pub mod unused_rubric;
pub mod unused_source;
pub mod wrong_columns;
pub mod wrong_type;

/// Something that can be wrong.
#[derive(Debug)]
pub struct Rule {
    /// The name of the defect: file, page anchor and message carry it.
    pub id: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// The defect, in one phrase.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub reason: &'static str,
    /// A book in which it occurs.
    pub example: Example,
    /// Looks for it, if no earlier stage does.
    pub check: Option<fn(&RawBook, &mut Vec<Diagnostic>)>,
}

/// The starter book with one thing changed.
#[derive(Debug)]
pub struct Example {
    /// The file that is changed or added, relative to the book's root.
    pub file: &'static str,
    /// What is changed.
    pub change: Change,
}

/// How the file of an example differs from the starter book.
#[derive(Debug)]
pub enum Change {
    /// A passage is replaced.
    Replace {
        /// What stands there.
        find: &'static str,
        /// What stands there instead.
        with: &'static str,
    },
    /// The parts from `first` to `second` and from `second` to the end change places.
    Swap {
        /// Where the first part begins.
        first: &'static str,
        /// Where the second part begins.
        second: &'static str,
    },
    /// The file has these bytes.
    Whole(&'static [u8]),
    /// The file is a copy of another.
    CopyOf(&'static str),
    /// No text shows it: it takes a file system.
    None,
}

/// Every rule, by id.
pub static RULES: &[&Rule] = &[
    &bad_utf_8::RULE,
    &broken_link::RULE,
    &budget_exceeds_round::RULE,
    &byte_order_mark::RULE,
    &chapter_outside_src::RULE,
    &criterion_order::RULE,
    &curveball_outside_round::RULE,
    &curveball_without_minute::RULE,
    &curveball_without_text::RULE,
    &diagram_syntax::RULE,
    &diagram_without_title::RULE,
    &empty_file::RULE,
    &empty_value::RULE,
    &file_too_large::RULE,
    &follow_up_without_question::RULE,
    &late_preprocessor::RULE,
    &link_leaves_src::RULE,
    &malformed_id::RULE,
    &malformed_slug::RULE,
    &malformed_url::RULE,
    &math_syntax::RULE,
    &misplaced_heading::RULE,
    &missing_answer::RULE,
    &missing_chapter::RULE,
    &missing_criterion::RULE,
    &missing_descriptor::RULE,
    &missing_front_matter::RULE,
    &missing_key::RULE,
    &missing_signals::RULE,
    &misspelled_section::RULE,
    &out_of_range::RULE,
    &path_clash::RULE,
    &placeholder::RULE,
    &repeated_criterion::RULE,
    &repeated_id::RULE,
    &repeated_section::RULE,
    &signal_without_box::RULE,
    &signal_without_level::RULE,
    &signal_without_text::RULE,
    &summary_syntax::RULE,
    &toml_syntax::RULE,
    &unclosed_front_matter::RULE,
    &unfixed_order::RULE,
    &unjudged_signal::RULE,
    &unknown_case::RULE,
    &unknown_criterion::RULE,
    &unknown_directive::RULE,
    &unknown_key::RULE,
    &unknown_level::RULE,
    &unknown_round::RULE,
    &unknown_signal::RULE,
    &unknown_source::RULE,
    &unknown_target::RULE,
    &unordered_verdicts::RULE,
    &unreadable_file::RULE,
    &unused_rubric::RULE,
    &unused_source::RULE,
    &wrong_columns::RULE,
    &wrong_type::RULE,
];

/// The most of a kind that one thing can lack or misspell: a list of thousands is a mistake already.
const MOST_OF_A_KIND: usize = 16;

/// Runs all rules. Order and processors do not show in the result once it is sorted.
pub fn check_book(book: &RawBook) -> Vec<Diagnostic> {
    let checks: Vec<_> = RULES.iter().filter_map(|rule| rule.check).collect();
    let run = |check: &fn(&RawBook, &mut Vec<Diagnostic>)| {
        let mut found = Vec::new();
        check(book, &mut found);
        found
    };
    checks.par_iter().flat_map_iter(run).collect()
}

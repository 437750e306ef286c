//! Rules about a single file: its bytes, TOML, front matter, headings and signals.
//!
//! Discovering and parsing report the defects where they find them. One rule per file: its id, reason and example, and
//! the functions that make its diagnostics. Must not look at parsed values, as [`book_rules`](crate::book_rules) do.

use crate::rule::Rule;

pub mod bad_utf_8;
pub mod byte_order_mark;
pub mod control_character;
pub mod curveball_without_minute;
pub mod curveball_without_text;
pub mod empty_file;
pub mod empty_range;
pub mod empty_value;
pub mod estimate_syntax;
pub mod file_too_large;
pub mod fixed_rule;
pub mod follow_up_without_question;
pub mod heavy_cover;
pub mod input_without_source;
pub mod link_leaves_src;
pub mod malformed_cover;
pub mod misplaced_estimate;
pub mod misplaced_id;
pub mod missing_asset;
pub mod missing_front_matter;
pub mod missing_key;
pub mod misspelled_section;
pub mod non_finite_plot;
pub mod non_finite_quantity;
pub mod non_positive_value;
pub mod out_of_range;
pub mod outdated_theme;
pub mod plot_syntax;
pub mod plot_without_title;
pub mod quantity_circle;
pub mod range_excludes_value;
pub mod repeated_quantity;
pub mod repeated_section;
pub mod signal_without_box;
pub mod signal_without_level;
pub mod signal_without_text;
pub mod stale_figure;
pub mod summary_syntax;
pub mod swallowed_text;
pub mod toml_syntax;
pub mod too_many_cells;
pub mod too_many_series;
pub mod unbalanced_html;
pub mod unclosed_block;
pub mod unclosed_front_matter;
pub mod undefined_link;
pub mod unit_mismatch;
pub mod unknown_footnote;
pub mod unknown_key;
pub mod unknown_quantity;
pub mod unknown_rule;
pub mod unplaced_text;
pub mod unreadable_file;
pub mod unsafe_cover;
pub mod unusable_folder;
pub mod unused_attributes;
pub mod unused_definition;
pub mod unused_quantity;
pub mod unwired_theme;
pub mod wrong_type;

pub static RULES: [&Rule; 60] = [
    &bad_utf_8::RULE,
    &byte_order_mark::RULE,
    &control_character::RULE,
    &curveball_without_minute::RULE,
    &curveball_without_text::RULE,
    &empty_file::RULE,
    &empty_range::RULE,
    &empty_value::RULE,
    &estimate_syntax::RULE,
    &file_too_large::RULE,
    &fixed_rule::RULE,
    &follow_up_without_question::RULE,
    &heavy_cover::RULE,
    &input_without_source::RULE,
    &link_leaves_src::RULE,
    &malformed_cover::RULE,
    &misplaced_estimate::RULE,
    &misplaced_id::RULE,
    &missing_asset::RULE,
    &missing_front_matter::RULE,
    &missing_key::RULE,
    &misspelled_section::RULE,
    &non_finite_plot::RULE,
    &non_finite_quantity::RULE,
    &non_positive_value::RULE,
    &out_of_range::RULE,
    &outdated_theme::RULE,
    &plot_syntax::RULE,
    &plot_without_title::RULE,
    &quantity_circle::RULE,
    &range_excludes_value::RULE,
    &repeated_quantity::RULE,
    &repeated_section::RULE,
    &signal_without_box::RULE,
    &signal_without_level::RULE,
    &signal_without_text::RULE,
    &stale_figure::RULE,
    &summary_syntax::RULE,
    &swallowed_text::RULE,
    &toml_syntax::RULE,
    &too_many_cells::RULE,
    &too_many_series::RULE,
    &unbalanced_html::RULE,
    &unclosed_block::RULE,
    &unclosed_front_matter::RULE,
    &undefined_link::RULE,
    &unit_mismatch::RULE,
    &unknown_footnote::RULE,
    &unknown_key::RULE,
    &unknown_quantity::RULE,
    &unknown_rule::RULE,
    &unplaced_text::RULE,
    &unreadable_file::RULE,
    &unsafe_cover::RULE,
    &unusable_folder::RULE,
    &unused_attributes::RULE,
    &unused_definition::RULE,
    &unused_quantity::RULE,
    &unwired_theme::RULE,
    &wrong_type::RULE,
];

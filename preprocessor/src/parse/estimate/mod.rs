//! Parses estimates: small models of named quantities, and the links in prose that quote them.
//!
//! In: the text of a fenced block marked `estimate`, or of a link to `=name`. Out: expressions, figures and notes with
//! their places in that text. Must not look up a name: quantities can be on another page.

pub mod block;
pub mod dimension;
pub mod expression;
pub mod figure;
pub mod lexer;
pub mod note;
pub mod quote;
pub mod units;

use crate::source::Span;

/// What is wrong with a piece of an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// In the text of the block.
    pub span: Span,
    /// One fact: lowercase start, no final dot.
    pub message: String,
    /// The next step: starts with a verb.
    pub help: String,
}

impl Flaw {
    pub fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }
}

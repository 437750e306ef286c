//! What the names of a plot mean.
//!
//! In: an expression. Out: its program. Reports `x` where it has no value. Must not look up a quantity.

use super::problem::Problem;
use crate::estimate::compile::{Compiled, Fault, Meaning, compile};
use crate::estimate::model::PlotNames;
use crate::file_rules::{non_finite_plot, plot_syntax, unit_mismatch};
use crate::parse::estimate::expression::Expression;
use crate::parse::plot::X;

/// What the names of a plot mean, and x.
pub(super) struct Names<'a> {
    pub(super) of_page: &'a PlotNames,
    /// A value of x, where x has a meaning.
    pub(super) x: Option<Meaning>,
}

impl Names<'_> {
    /// The number of x in programs: that of a quantity behind those of the page.
    pub(super) fn x_index(&self) -> usize {
        self.of_page.values.len()
    }

    pub(super) fn compile(&self, expression: &Expression) -> Result<Compiled, Option<Problem>> {
        let meaning = |name: &str| match name {
            X => self.x.clone(),
            _ => self.of_page.meanings.get(name).cloned(),
        };
        compile(expression, &meaning).map_err(|fault| match fault {
            Fault::Units(flaw) => Some(Problem { at: unit_mismatch::at, flaw }),
            Fault::NotFinite(flaw) => Some(Problem { at: non_finite_plot::at, flaw }),
            Fault::Unknown => {
                let mut uses_x = None;
                expression.names(&mut |name| {
                    if name.value == X && self.x.is_none() {
                        uses_x = Some(name.span.clone());
                    }
                });
                let help = "use only quantities and numbers here";
                // Any other name is reported where it should have got its meaning.
                uses_x.map(|span| Problem::new(plot_syntax::at, span, "`x` has no value here", help))
            }
        })
    }
}

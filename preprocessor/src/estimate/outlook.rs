//! What an estimate says about change: what breaks first when a load grows, and which assumption matters.
//!
//! In: a model, and which of its quantities is the load or the result. Out: for each limit the factor at which it
//! breaks, for each assumption how far the result moves. The browser computes the same (`theme/src/core/estimate.ts`).
//! Must not decide how that is shown.

use std::iter;

use super::model::{Limit, Model};
use super::program::{Operation, Program, run};

/// Factors that are tried, up to a million in steps of this many per factor of ten: a limit that breaks and holds again
/// within one is not seen.
const STEPS: f64 = 4.0;
const TRIED: usize = 24;

/// How exactly the factor is found at which a limit breaks, relative to it.
const EXACT: f64 = 1e-10;

/// When a limit breaks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Breaks {
    /// It does not hold as it is.
    Already,
    /// At this factor of the load.
    At(f64),
    /// Not up to a million times the load.
    Never,
}

/// The quantities that a program uses.
fn used(program: &[Operation]) -> impl Iterator<Item = usize> {
    program.iter().filter_map(|operation| match operation {
        Operation::Quantity(index) => Some(*index),
        _ => None,
    })
}

/// By index, whether something in `of` is computed from a quantity or is it.
fn needed(model: &Model, of: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut needed = vec![false; model.quantities.len()];
    of.for_each(|index| needed[index] = true);
    for index in model.order.iter().rev().copied() {
        if let Some(quantity) = model.quantities[index].as_ref().filter(|_| needed[index]) {
            used(&quantity.program).for_each(|at| needed[at] = true);
        }
    }
    needed
}

/// The values of a model under several changes at once.
struct Run<'a, const N: usize> {
    values: Vec<[f64; N]>,
    /// What is needed and follows from the quantities that change, in the order of evaluation.
    moving: Vec<(usize, &'a Program)>,
    stack: Vec<[f64; N]>,
}

impl<'a, const N: usize> Run<'a, N> {
    fn new(model: &'a Model, changed: impl Iterator<Item = usize>, needed: &[bool]) -> Self {
        let value =
            |index: usize| model.quantities[index].as_ref().map_or(f64::NAN, |quantity| quantity.value);
        let mut is_moving = vec![false; model.quantities.len()];
        changed.for_each(|index| is_moving[index] = true);
        let mut moving = Vec::new();
        for index in model.order.iter().copied().filter(|index| needed[*index]) {
            let Some(quantity) = &model.quantities[index] else { continue };
            if !is_moving[index] && used(&quantity.program).any(|at| is_moving[at]) {
                is_moving[index] = true;
                moving.push((index, &quantity.program));
            }
        }
        let values = (0..model.quantities.len()).map(|index| [value(index); N]).collect();
        Self { values, moving, stack: Vec::new() }
    }

    /// Computes what follows from the values that were changed.
    fn follow(&mut self) {
        for (index, program) in &self.moving {
            self.values[*index] = run(program, &self.values, &mut self.stack);
        }
    }

    fn bound(&mut self, limit: &Limit) -> [f64; N] {
        run(&limit.program, &self.values, &mut self.stack)
    }
}

/// When each limit of the quantities that are wanted breaks as `load` grows, by the index of its quantity; the first to
/// break comes first.
pub fn breaks(model: &Model, load: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<(usize, Breaks)> {
    let limits = model.quantities.iter().enumerate().filter(|(index, _)| is_wanted(*index));
    let limits: Vec<(usize, &Limit)> =
        limits.filter_map(|(index, quantity)| Some((index, quantity.as_ref()?.limit.as_ref()?))).collect();
    if limits.is_empty() {
        return Vec::new();
    }
    let step = 10_f64.powf(1.0 / STEPS);
    let mut factors = [1.0; TRIED + 1];
    for at in 1..=TRIED {
        factors[at] = factors[at - 1] * step;
    }
    let all = limits.iter().flat_map(|(index, limit)| used(&limit.program).chain([*index]));
    let mut state = Run::new(model, iter::once(load), &needed(model, all));
    let start = state.values[load][0];
    state.values[load] = factors.map(|factor| start * factor);
    state.follow();
    let mut found: Vec<(usize, Breaks)> = Vec::with_capacity(limits.len());
    for (index, limit) in limits {
        let (bounds, values) = (state.bound(limit), state.values[index]);
        let first = (0..=TRIED).find(|at| !limit.holds(values[*at], bounds[*at]));
        let when = match first {
            None => Breaks::Never,
            Some(0) => Breaks::Already,
            Some(at) => {
                let end = |at: usize| (factors[at], limit.excess(values[at], bounds[at]));
                Breaks::At(breaking(model, load, (index, limit), end(at - 1), end(at)))
            }
        };
        found.push((index, when));
    }
    let order = |breaks: &Breaks| match breaks {
        Breaks::Already => 0.0,
        Breaks::At(factor) => *factor,
        Breaks::Never => f64::INFINITY,
    };
    found.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
    found
}

/// The factor at which a limit breaks, between one at which it holds and one at which it does not, each with how far
/// the value is beyond the bound. Most values are nearly a line there, others are steps: guesses and halvings take turns.
fn breaking(
    model: &Model,
    load: usize,
    (index, limit): (usize, &Limit),
    (mut holds, mut below): (f64, f64),
    (mut breaks, mut above): (f64, f64),
) -> f64 {
    let mut state = Run::new(model, iter::once(load), &needed(model, used(&limit.program).chain([index])));
    let [start] = state.values[load];
    let mut is_guess = true;
    while breaks - holds > EXACT * breaks {
        let near = EXACT / 2.0 * breaks;
        let guess = holds + (breaks - holds) * below / (below - above);
        let middle = match is_guess && guess.is_finite() {
            true => guess.clamp(holds + near, breaks - near),
            false => f64::midpoint(holds, breaks),
        };
        is_guess = !is_guess;
        state.values[load] = [start * middle];
        state.follow();
        let ([bound], [value]) = (state.bound(limit), state.values[index]);
        let excess = limit.excess(value, bound);
        if limit.holds(value, bound) {
            (holds, below) = (middle, excess);
        } else {
            (breaks, above) = (middle, excess);
        }
    }
    breaks
}

/// How far a result moves with one assumption.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// The index of the assumption.
    pub input: usize,
    /// The result at the low end of its range.
    pub at_low: f64,
    /// The result at the high end.
    pub at_high: f64,
}

/// How many assumptions are changed at once.
const TOGETHER: usize = 8;

/// How far `result` moves with each input that has a range, the one that matters most first.
pub fn swings(model: &Model, result: usize) -> Vec<Swing> {
    let needed = needed(model, iter::once(result));
    let inputs = model.quantities.iter().enumerate().filter(|(index, _)| needed[*index]);
    let ranges: Vec<(usize, (f64, f64))> =
        inputs.filter_map(|(index, quantity)| Some((index, quantity.as_ref()?.range?))).collect();
    let mut found = Vec::with_capacity(ranges.len());
    for ranges in ranges.chunks(TOGETHER) {
        let mut state = Run::<{ 2 * TOGETHER }>::new(model, ranges.iter().map(|(input, _)| *input), &needed);
        for (at, (input, (low, high))) in ranges.iter().enumerate() {
            state.values[*input][2 * at] = *low;
            state.values[*input][2 * at + 1] = *high;
        }
        state.follow();
        let ends = state.values[result];
        found.extend(ranges.iter().enumerate().map(|(at, (input, _))| Swing {
            input: *input,
            at_low: ends[2 * at],
            at_high: ends[2 * at + 1],
        }));
    }
    let size = |swing: &Swing| (swing.at_high - swing.at_low).abs();
    found.sort_by(|a, b| size(b).total_cmp(&size(a)));
    found
}

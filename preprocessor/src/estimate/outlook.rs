//! What an estimate says about change: what breaks first when a load grows, and which assumption matters.
//!
//! In: a model, and which of its quantities is the load or the result. Out: for each limit the factor at which it
//! breaks, for each assumption how far the result moves. The browser computes the same (`theme/src/core/estimate.ts`).
//! Must not decide how that is shown.

use super::model::{Limit, Model, Quantity};
use super::program::{Operation, run};

/// The largest factor that is tried.
const LARGEST: f64 = 1e6;
/// Steps per factor of ten on the way to it: a limit that breaks and holds again within one is not seen.
const STEPS: i32 = 4;
/// Halvings of a step: to fifteen digits.
const HALVINGS: u32 = 50;

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

/// The values of a model under one change.
struct Run<'a> {
    values: Vec<f64>,
    /// Which quantities follow from the one that changes, in the order of evaluation.
    moving: Vec<(usize, &'a Quantity)>,
    stack: Vec<f64>,
}

impl<'a> Run<'a> {
    fn new(model: &'a Model, changed: usize) -> Self {
        let value =
            |quantity: &Option<Quantity>| quantity.as_ref().map_or(f64::NAN, |quantity| quantity.value);
        let values = model.quantities.iter().map(value).collect();
        let mut is_moving = vec![false; model.quantities.len()];
        is_moving[changed] = true;
        let mut moving = Vec::new();
        for &index in &model.order {
            let Some(quantity) = model.quantities[index].as_ref().filter(|_| index != changed) else {
                continue;
            };
            if uses(&quantity.program, &is_moving) {
                is_moving[index] = true;
                moving.push((index, quantity));
            }
        }
        Self { values, moving, stack: Vec::new() }
    }

    fn set(&mut self, changed: usize, value: f64) {
        self.values[changed] = value;
        for (index, quantity) in &self.moving {
            self.values[*index] = run(&quantity.program, &self.values, &mut self.stack);
        }
    }

    fn holds(&mut self, index: usize, limit: &Limit) -> bool {
        let bound = run(&limit.program, &self.values, &mut self.stack);
        limit.holds(self.values[index], bound)
    }
}

fn uses(program: &[Operation], is_moving: &[bool]) -> bool {
    program.iter().any(|operation| match operation {
        Operation::Quantity(index) => is_moving[*index],
        _ => false,
    })
}

/// When each limit of a model breaks as `load` grows, by the index of its quantity; the first to break comes first.
pub fn breaks(model: &Model, load: usize) -> Vec<(usize, Breaks)> {
    let limits = model.quantities.iter().enumerate();
    let limits: Vec<(usize, &Limit)> =
        limits.filter_map(|(index, quantity)| Some((index, quantity.as_ref()?.limit.as_ref()?))).collect();
    let mut state = Run::new(model, load);
    let start = state.values[load];
    let mut found: Vec<(usize, Breaks)> = Vec::with_capacity(limits.len());
    let mut open: Vec<(usize, &Limit)> = Vec::new();
    for (index, limit) in limits {
        if state.holds(index, limit) {
            open.push((index, limit));
        } else {
            found.push((index, Breaks::Already));
        }
    }
    let is_still = |(index, limit): &(usize, &Limit)| {
        *index != load
            && !state.moving.iter().any(|(moving, _)| moving == index)
            && !state.moving.iter().any(|(moving, _)| limit.program.contains(&Operation::Quantity(*moving)))
            && !limit.program.contains(&Operation::Quantity(load))
    };
    let still: Vec<usize> = open.iter().filter(|limit| is_still(limit)).map(|(index, _)| *index).collect();
    open.retain(|(index, _)| !still.contains(index));
    found.extend(still.into_iter().map(|index| (index, Breaks::Never)));
    let step = 10_f64.powf(1.0 / f64::from(STEPS));
    let mut low = 1.0;
    while low < LARGEST * 0.99 && !open.is_empty() {
        let high = low * step;
        state.set(load, start * high);
        let (kept, broken): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|(index, limit)| state.holds(*index, limit));
        open = kept;
        for (index, limit) in broken {
            let (mut holds, mut breaks) = (low, high);
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(holds, breaks);
                state.set(load, start * middle);
                if state.holds(index, limit) { holds = middle } else { breaks = middle }
            }
            found.push((index, Breaks::At(breaks)));
        }
        low = high;
    }
    found.extend(open.into_iter().map(|(index, _)| (index, Breaks::Never)));
    let order = |breaks: &Breaks| match breaks {
        Breaks::Already => 0.0,
        Breaks::At(factor) => *factor,
        Breaks::Never => f64::INFINITY,
    };
    found.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
    found
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

/// How far `result` moves with each input that has a range, the one that matters most first.
pub fn swings(model: &Model, result: usize) -> Vec<Swing> {
    let inputs = model.quantities.iter().enumerate();
    let inputs = inputs.filter_map(|(index, quantity)| Some((index, quantity.as_ref()?.range?)));
    let swing = |(input, (low, high)): (usize, (f64, f64))| {
        let mut state = Run::new(model, input);
        let is_moved = input == result || state.moving.iter().any(|(index, _)| *index == result);
        is_moved.then(|| {
            state.set(input, low);
            let at_low = state.values[result];
            state.set(input, high);
            Swing { input, at_low, at_high: state.values[result] }
        })
    };
    let mut found: Vec<Swing> = inputs.filter_map(swing).collect();
    let size = |swing: &Swing| (swing.at_high - swing.at_low).abs();
    found.sort_by(|a, b| size(b).total_cmp(&size(a)));
    found
}

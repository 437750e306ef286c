//! The compiled form of an expression, and its value.
//!
//! In: operations in postfix order and the values of the quantities before it. Out: a number. The browser runs the same
//! programs (`theme/src/core/estimate.ts`); `tests/fixtures/estimates` holds both to the same values. Must not know
//! units: values are in base units.

use std::array;

use serde::{Serialize, Serializer};

use super::distributions;
use crate::parse::estimate::expression::{Function, Operator};

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operation {
    Constant(f64),
    /// A quantity of the same page, by its index.
    Quantity(usize),
    Negative,
    Binary(Operator),
    /// Of one value; `min` and `max` of two, a distribution of three.
    Function(Function),
}

pub type Program = Vec<Operation>;

/// How near a value is to a whole number that is meant, relative to it: `0.3 ÷ 0.1` is 2.9999999999999996.
const NEAR: f64 = 1e-9;

/// The whole number that a value is but for rounding errors; else the value.
fn snapped(value: f64) -> f64 {
    let whole = (value + 0.5).floor();
    if (value - whole).abs() <= NEAR * whole.abs().max(1.0) { whole } else { value }
}

pub fn binary(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Power => left.powf(right),
    }
}

/// The value of a function of one value; the others are of more.
pub fn function(function: Function, value: f64) -> f64 {
    match function {
        Function::Ceil => snapped(value).ceil(),
        Function::Floor => snapped(value).floor(),
        Function::Round => snapped(value + 0.5).floor(),
        Function::Sqrt => value.sqrt(),
        Function::Exp => value.exp(),
        Function::Ln => value.ln(),
        Function::Log2 => value.log2(),
        Function::Log10 => value.log10(),
        Function::Min
        | Function::Max
        | Function::NormalPdf
        | Function::NormalCdf
        | Function::BetaPdf
        | Function::BetaCdf => value,
    }
}

/// The value of a distribution with its two parameters.
pub fn distribution(function: Function, value: f64, first: f64, second: f64) -> f64 {
    match function {
        Function::NormalPdf => distributions::normal_pdf(value, first, second),
        Function::NormalCdf => distributions::normal_cdf(value, first, second),
        Function::BetaPdf => distributions::beta_pdf(value, first, second),
        Function::BetaCdf => distributions::beta_cdf(value, first, second),
        _ => f64::NAN,
    }
}

/// The smaller or the larger of two values.
pub fn extreme(function: Function, left: f64, right: f64) -> f64 {
    if function == Function::Min { left.min(right) } else { left.max(right) }
}

/// The values of a program for several values of the quantities at once, which costs hardly more than for one. `stack`
/// is empty before and after.
pub fn run<const N: usize>(
    program: &[Operation],
    values: &[[f64; N]],
    stack: &mut Vec<[f64; N]>,
) -> [f64; N] {
    for operation in program {
        match *operation {
            Operation::Constant(value) => stack.push([value; N]),
            Operation::Quantity(index) => stack.push(values.get(index).copied().unwrap_or([f64::NAN; N])),
            Operation::Negative => change(stack, |value| -value),
            Operation::Binary(operator) => join(stack, |left, right| binary(operator, left, right)),
            Operation::Function(called @ (Function::Min | Function::Max)) => {
                join(stack, |left, right| extreme(called, left, right));
            }
            Operation::Function(called) if called.is_distribution() => {
                let (second, first, value) = (pop(stack), pop(stack), pop(stack));
                stack.push(array::from_fn(|at| distribution(called, value[at], first[at], second[at])));
            }
            Operation::Function(called) => change(stack, |value| function(called, value)),
        }
    }
    pop(stack)
}

/// Changes the last value.
fn change<const N: usize>(stack: &mut [[f64; N]], by: impl Fn(f64) -> f64) {
    for value in stack.last_mut().into_iter().flatten() {
        *value = by(*value);
    }
}

/// Makes one value of the last two.
fn join<const N: usize>(stack: &mut Vec<[f64; N]>, by: impl Fn(f64, f64) -> f64) {
    if let [.., left, right] = stack.as_mut_slice() {
        for (left, right) in left.iter_mut().zip(right) {
            *left = by(*left, *right);
        }
    }
    stack.pop();
}

/// A program that takes more than it pushed has no value.
fn pop<const N: usize>(stack: &mut Vec<[f64; N]>) -> [f64; N] {
    stack.pop().unwrap_or([f64::NAN; N])
}

/// An operation as the browser gets it: a number, the index of a quantity of the page in brackets, or a word.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Number(f64),
    Quantity(usize),
    Word(&'static str),
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Quantity(index) => [index].serialize(serializer),
            Self::Word(word) => serializer.serialize_str(word),
        }
    }
}

pub fn steps(program: &[Operation]) -> Vec<Step> {
    let step = |operation: &Operation| match *operation {
        Operation::Constant(value) => Step::Number(value),
        Operation::Quantity(index) => Step::Quantity(index),
        Operation::Negative => Step::Word("neg"),
        Operation::Binary(operator) => Step::Word(sign(operator)),
        Operation::Function(function) => Step::Word(Function::name(function)),
    };
    program.iter().map(step).collect()
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Power => "^",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_forgives_what_arithmetic_loses() {
        assert_eq!(function(Function::Ceil, 3.0 / 0.1).to_bits(), 30_f64.to_bits());
        assert_eq!(function(Function::Ceil, 88.67).to_bits(), 89_f64.to_bits());
        assert_eq!(function(Function::Floor, 0.3 / 0.1).to_bits(), 3_f64.to_bits());
        assert_eq!(function(Function::Round, 2.5).to_bits(), 3_f64.to_bits());
        assert_eq!(function(Function::Round, -2.5).to_bits(), (-2_f64).to_bits());
        assert_eq!(function(Function::Round, 2.4).to_bits(), 2_f64.to_bits());
    }

    #[test]
    fn a_program_takes_its_values_in_order() {
        let program = [
            Operation::Quantity(0),
            Operation::Constant(2.0),
            Operation::Binary(Operator::Subtract),
            Operation::Constant(3.0),
            Operation::Function(Function::Max),
        ];
        let mut stack = Vec::new();
        assert_eq!(run(&program, &[[7.0, 1.0]], &mut stack).map(f64::to_bits), [5.0, 3.0].map(f64::to_bits));
        assert!(stack.is_empty());
    }
}

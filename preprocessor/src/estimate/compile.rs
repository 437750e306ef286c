//! Compiles an expression: its program, its value and what it is a value of.
//!
//! In: an expression, and what its names mean. Out: all three, or the first thing that is wrong. Must not know where the
//! expression is written.

use super::program::{Operation, Program, binary, distribution, extreme, function};
use crate::parse::estimate::Flaw;
use crate::parse::estimate::dimension::Dimension;
use crate::parse::estimate::expression::{Expression, Function, Node, Operator};
use crate::parse::estimate::units::{DATA, TIME, WORK};

/// What a name means.
#[derive(Debug, Clone)]
pub struct Meaning {
    pub value: f64,
    pub dimension: Dimension,
    pub operation: Operation,
}

/// What is wrong with an expression.
#[derive(Debug)]
pub enum Fault {
    /// A name means nothing, which is reported where it should have got its meaning.
    Unknown,
    Units(Flaw),
    NotFinite(Flaw),
}

#[derive(Debug)]
pub struct Compiled {
    pub program: Program,
    pub value: f64,
    pub dimension: Dimension,
}

/// `meaning` is asked for each name.
///
/// # Errors
///
/// The first thing that is wrong.
pub fn compile(
    expression: &Expression,
    meaning: &impl Fn(&str) -> Option<Meaning>,
) -> Result<Compiled, Fault> {
    let mut program = Program::new();
    let (value, dimension) = add(expression, meaning, &mut program)?;
    Ok(Compiled { program, value, dimension })
}

/// A dimension for a message.
pub fn named(dimension: &Dimension) -> String {
    if dimension.is_none() { "a plain number".to_owned() } else { format!("`{dimension}`") }
}

/// Whether it is one of things that are counted: a word that does not convert is its own base unit.
pub fn is_count(dimension: &Dimension) -> bool {
    !dimension.has_any(&[TIME, DATA, WORK])
}

fn add(
    expression: &Expression,
    meaning: &impl Fn(&str) -> Option<Meaning>,
    program: &mut Program,
) -> Result<(f64, Dimension), Fault> {
    let (value, dimension) = match &expression.node {
        Node::Amount(amount) => {
            program.push(Operation::Constant(amount.value));
            (amount.value, amount.dimension.clone())
        }
        Node::Name(name) => {
            let found = meaning(&name.value).ok_or(Fault::Unknown)?;
            program.push(found.operation);
            (found.value, found.dimension)
        }
        Node::Negative(inner) => {
            let (value, dimension) = add(inner, meaning, program)?;
            program.push(Operation::Negative);
            (-value, dimension)
        }
        Node::Binary(operator, left, right) => {
            let (left_value, left_dimension) = add(left, meaning, program)?;
            let (right_value, right_dimension) = add(right, meaning, program)?;
            program.push(Operation::Binary(*operator));
            let dimension = match operator {
                Operator::Add | Operator::Subtract => {
                    same(&left_dimension, &right_dimension, expression, *operator)?
                }
                Operator::Multiply => small(left_dimension.times(&right_dimension, 1), expression)?,
                Operator::Divide => {
                    if right_value == 0.0 {
                        let help = "change the divisor so that it is never 0";
                        return Err(Fault::NotFinite(Flaw::new(
                            right.span.clone(),
                            "this divisor is 0",
                            help,
                        )));
                    }
                    small(left_dimension.times(&right_dimension, -1), expression)?
                }
                Operator::Power => power(&left_dimension, &right_dimension, right)?,
            };
            (binary(*operator, left_value, right_value), dimension)
        }
        Node::Call(called, arguments) => call(*called, arguments, expression, meaning, program)?,
    };
    if value.is_finite() {
        return Ok((value, dimension));
    }
    let message = if value.is_nan() { "this has no value" } else { "this is too large to compute with" };
    let help = "check the numbers and the functions in it";
    Err(Fault::NotFinite(Flaw::new(expression.span.clone(), message, help)))
}

fn same(
    left: &Dimension,
    right: &Dimension,
    whole: &Expression,
    operator: Operator,
) -> Result<Dimension, Fault> {
    if left == right {
        return Ok(left.clone());
    }
    let verb = if operator == Operator::Add { "added" } else { "subtracted" };
    let message = format!("{} and {} cannot be {verb}", named(left), named(right));
    let help = "give both the same unit, or multiply by what converts one into the other";
    Err(Fault::Units(Flaw::new(whole.span.clone(), message, help)))
}

fn small(dimension: Option<Dimension>, whole: &Expression) -> Result<Dimension, Fault> {
    let flaw = || Flaw::new(whole.span.clone(), "the unit of this is too large", "cancel some of its words");
    dimension.ok_or_else(|| Fault::Units(flaw()))
}

fn power(base: &Dimension, exponent: &Dimension, right: &Expression) -> Result<Dimension, Fault> {
    let flaw = |message: String, help: &str| Fault::Units(Flaw::new(right.span.clone(), message, help));
    if !exponent.is_none() {
        return Err(flaw(format!("an exponent in {}", named(exponent)), "write a plain number"));
    }
    if base.is_none() {
        return Ok(Dimension::default());
    }
    let whole = |node: &Node, sign: i8| match node {
        Node::Amount(amount) if amount.value.fract() == 0.0 && amount.value.abs() <= 12.0 =>
        {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and at most 12")]
            Some(amount.value as i8 * sign)
        }
        _ => None,
    };
    let exponent = match &right.node {
        Node::Negative(inner) => whole(&inner.node, -1),
        node => whole(node, 1),
    };
    let known = exponent.and_then(|exponent| base.to_the(exponent));
    let message = format!("{} to this power has no unit", named(base));
    known.ok_or_else(|| flaw(message, "write a small whole number, or divide the base by its unit"))
}

fn call(
    called: Function,
    arguments: &[Expression],
    whole: &Expression,
    meaning: &impl Fn(&str) -> Option<Meaning>,
    program: &mut Program,
) -> Result<(f64, Dimension), Fault> {
    if called.is_distribution() {
        return distribution_call(called, arguments, meaning, program);
    }
    let Some((first, others)) = arguments.split_first() else { return Err(Fault::Unknown) };
    let (mut value, dimension) = add(first, meaning, program)?;
    let flaw = |message: String, help: &str| Err(Fault::Units(Flaw::new(first.span.clone(), message, help)));
    match called {
        Function::Min | Function::Max => {
            for other in others {
                let (next, of_next) = add(other, meaning, program)?;
                if of_next != dimension {
                    let message = format!("{} and {} cannot be compared", named(&dimension), named(&of_next));
                    let help = "give both the same unit";
                    return Err(Fault::Units(Flaw::new(whole.span.clone(), message, help)));
                }
                program.push(Operation::Function(called));
                value = extreme(called, value, next);
            }
            return Ok((value, dimension));
        }
        Function::Ceil | Function::Floor | Function::Round if !is_count(&dimension) => {
            let message = format!("`{}` of {} depends on the unit", called.name(), named(&dimension));
            return flaw(message, "divide by the unit first, as in `ceil(size ÷ 1 GB)`");
        }
        Function::Exp | Function::Ln | Function::Log2 | Function::Log10 if !dimension.is_none() => {
            let message = format!("`{}` of {} has no meaning", called.name(), named(&dimension));
            return flaw(message, "divide by the unit first, as in `ln(rows ÷ 1 row)`");
        }
        _ => {}
    }
    let dimension = match called {
        Function::Sqrt => match dimension.root() {
            Some(root) => root,
            None => {
                return flaw(
                    format!("the root of {} has no unit", named(&dimension)),
                    "cancel its unit first",
                );
            }
        },
        _ => dimension,
    };
    program.push(Operation::Function(called));
    Ok((function(called, value), dimension))
}

/// A density is per unit of its value, and a probability a plain number.
fn distribution_call(
    called: Function,
    arguments: &[Expression],
    meaning: &impl Fn(&str) -> Option<Meaning>,
    program: &mut Program,
) -> Result<(f64, Dimension), Fault> {
    let mut values = [0.0, 0.0, 1.0];
    let mut dimension = Dimension::default();
    for (at, argument) in arguments.iter().enumerate() {
        let (value, found) = add(argument, meaning, program)?;
        values[at] = value;
        let is_free = at == 0 && called.is_normal() && arguments.len() > 1;
        if is_free {
            dimension = found;
        } else if found != dimension {
            let message = format!(
                "`{}` needs {} here, and this is in {}",
                called.name(),
                named(&dimension),
                named(&found)
            );
            let help = "give all its values the same unit, or divide by the unit first";
            return Err(Fault::Units(Flaw::new(argument.span.clone(), message, help)));
        }
    }
    for missing in &values[arguments.len()..] {
        program.push(Operation::Constant(*missing));
    }
    program.push(Operation::Function(called));
    let [value, first, second] = values;
    let dimension = match called {
        Function::NormalPdf => dimension.to_the(-1).unwrap_or_default(),
        _ => Dimension::default(),
    };
    Ok((distribution(called, value, first, second), dimension))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::estimate::expression::parse;
    use crate::parse::estimate::lexer::Units;

    fn of(text: &str) -> Result<(f64, String), String> {
        match compile(&parse(text, 0, &mut Units::default()).unwrap(), &|_| None) {
            Ok(found) => Ok((found.value, found.dimension.to_string())),
            Err(Fault::Unknown) => Err("unknown".to_owned()),
            Err(Fault::Units(flaw) | Fault::NotFinite(flaw)) => {
                Err(format!("{} | {}", &text[flaw.span], flaw.message))
            }
        }
    }

    #[test]
    fn units_multiply_and_cancel() {
        let is = |text: &str, value: f64, unit: &str| {
            let (found, dimension) = of(text).unwrap();
            assert!((found - value).abs() <= 1e-9 * value.abs(), "{text} is {found}");
            assert_eq!(dimension, unit, "{text}");
        };
        is("228M people × 8 requests/person/day", 228e6 * 8.0 / 86_400.0, "requests/s");
        is("53M rows/s × 50.4 MFLOP/row ÷ 30 TFLOP/s", 53e6 * 50.4e6 / 30e12, "");
        is("2 GB + 500 MB", 2.5e9, "bytes");
        is("(3 m)^2 + 1 m^2", 10.0, "m^2");
        is("sqrt(16 m^2)", 4.0, "m");
        is("1 GB ÷ 1 Gbit/s", 8.0, "s");
        is("ceil(10 people ÷ 3) + 1 person", 5.0, "people");
        is("ln(exp(2)) × 50%", 1.0, "");
        is("min(3 days, 2 weeks, 50 h)", 180_000.0, "s");
        is("normal_cdf(90 s, 1 min, 30 s) − normal_cdf(1)", 0.0, "");
        is("normal_pdf(1 min, 1 min, 30 s)", 1.0 / (30.0 * std::f64::consts::TAU.sqrt()), "/s");
        is("beta_pdf(50%, 2, 2)", 1.5, "");
    }

    #[test]
    fn what_does_not_go_together_is_named_at_its_place() {
        let wrong = |text: &str, expected: &str| assert_eq!(of(text).unwrap_err(), expected, "{text}");
        wrong(
            "2 + 3 people × 4 GB",
            "2 + 3 people × 4 GB | a plain number and `people-bytes` cannot be added",
        );
        wrong("5 people - 2 B", "5 people - 2 B | `people` and `bytes` cannot be subtracted");
        wrong("ceil(3.5 GB)", "3.5 GB | `ceil` of `bytes` depends on the unit");
        wrong("ln(3 rows)", "3 rows | `ln` of `rows` has no meaning");
        wrong("(3 rows)^0.5", "0.5 | `rows` to this power has no unit");
        wrong("2^(3 rows)", "(3 rows) | an exponent in `rows`");
        wrong("1 ÷ (3 - 3)", "(3 - 3) | this divisor is 0");
        wrong("sqrt(-1)", "sqrt(-1) | this has no value");
        wrong("10^308 × 10", "10^308 × 10 | this is too large to compute with");
        wrong("ln(0)", "ln(0) | this is too large to compute with");
        wrong(
            "beta_cdf(2 rows, 2, 2)",
            "2 rows | `beta_cdf` needs a plain number here, and this is in `rows`",
        );
        wrong("normal_pdf(2 s, 1 s, 3)", "3 | `normal_pdf` needs `s` here, and this is in a plain number");
        wrong("normal_pdf(1, 0, 0)", "normal_pdf(1, 0, 0) | this has no value");
        wrong("max(1, 2 rows)", "max(1, 2 rows) | a plain number and `rows` cannot be compared");
    }
}

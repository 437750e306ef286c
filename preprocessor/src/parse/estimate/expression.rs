//! Parses an expression: `ceil(rows × 50.4 MFLOP/row ÷ 30 TFLOP/s)`.
//!
//! In: a text and where it begins in its block. Out: a tree with places, or what is wrong with it. Must not know which
//! quantities there are, or compute anything.

use std::iter::Peekable;
use std::vec;

use super::Flaw;
use super::lexer::{Amount, Token, Units, tokens};
use crate::source::{Span, Spanned};
use crate::suggest;

/// The deepest nesting; a napkin has none such.
const DEEPEST: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Min,
    Max,
    Ceil,
    Floor,
    Round,
    Sqrt,
    Exp,
    Ln,
    Log2,
    Log10,
    NormalPdf,
    NormalCdf,
    BetaPdf,
    BetaCdf,
}

impl Function {
    pub const ALL: [(&str, Self); 14] = [
        ("min", Self::Min),
        ("max", Self::Max),
        ("ceil", Self::Ceil),
        ("floor", Self::Floor),
        ("round", Self::Round),
        ("sqrt", Self::Sqrt),
        ("exp", Self::Exp),
        ("ln", Self::Ln),
        ("log2", Self::Log2),
        ("log10", Self::Log10),
        ("normal_pdf", Self::NormalPdf),
        ("normal_cdf", Self::NormalCdf),
        ("beta_pdf", Self::BetaPdf),
        ("beta_cdf", Self::BetaCdf),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, function)| *function == self).map_or("", |(name, _)| name)
    }

    /// Whether it is one of a distribution: of a value and two parameters, which a normal one need not have.
    pub fn is_distribution(self) -> bool {
        self.is_normal() || matches!(self, Self::BetaPdf | Self::BetaCdf)
    }

    pub fn is_normal(self) -> bool {
        matches!(self, Self::NormalPdf | Self::NormalCdf)
    }

    /// What is wrong with the number of its arguments: how many it takes, and what to write.
    fn refuses(self, count: usize) -> Option<(&'static str, &'static str)> {
        let (takes, help, is_right) = match self {
            Self::Min | Self::Max => return None,
            Self::NormalPdf | Self::NormalCdf => (
                "one or three values",
                "write a value, or a value, the mean and the deviation",
                matches!(count, 1 | 3),
            ),
            Self::BetaPdf | Self::BetaCdf => {
                ("three values", "write a value and the two parameters", count == 3)
            }
            _ => ("one value", "leave one", count == 1),
        };
        (!is_right).then_some((takes, help))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Amount(Box<Amount>),
    Name(Spanned<String>),
    Negative(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// At least one argument; one or three but for `min` and `max`.
    Call(Function, Vec<Expression>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    pub node: Node,
    /// In the text of the block.
    pub span: Span,
}

impl Expression {
    /// Whether it has a name in it.
    pub fn has_names(&self) -> bool {
        let mut found = false;
        self.names(&mut |_| found = true);
        found
    }

    /// Calls `found` with every name.
    pub fn names<'a>(&'a self, found: &mut impl FnMut(&'a Spanned<String>)) {
        match &self.node {
            Node::Amount(_) => {}
            Node::Name(name) => found(name),
            Node::Negative(inner) => inner.names(found),
            Node::Binary(_, left, right) => {
                left.names(found);
                right.names(found);
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|argument| argument.names(found)),
        }
    }
}

/// Parses `text`, whose first byte is at `start` of the block.
///
/// # Errors
///
/// The first thing that is wrong.
pub fn parse<'a>(text: &'a str, start: usize, units: &mut Units<'a>) -> Result<Expression, Flaw> {
    let mut parser =
        Parser { text, start, tokens: tokens(text, start, units)?.into_iter().peekable(), depth: 0 };
    let found = parser.sum(0)?;
    match parser.tokens.next() {
        None => Ok(found),
        Some(token) => Err(parser.unexpected(&token)),
    }
}

struct Parser<'a> {
    text: &'a str,
    start: usize,
    tokens: Peekable<vec::IntoIter<Token>>,
    depth: usize,
}

/// How tightly an operator binds what is left and right of it.
fn binding(operator: char) -> Option<(Operator, u8, u8)> {
    Some(match operator {
        '+' => (Operator::Add, 1, 2),
        '-' => (Operator::Subtract, 1, 2),
        '*' => (Operator::Multiply, 3, 4),
        '/' => (Operator::Divide, 3, 4),
        '^' => (Operator::Power, 8, 7),
        _ => return None,
    })
}

/// A sign binds looser than `^` and tighter than `×`.
const SIGN: u8 = 5;

impl<'a> Parser<'a> {
    fn written(&self, span: &Span) -> &'a str {
        self.text.get(span.start - self.start..span.end - self.start).unwrap_or_default()
    }

    /// Where the text ends.
    fn end(&self) -> Span {
        let end = self.start + self.text.trim_end().len();
        end..end
    }

    fn unexpected(&self, token: &Token) -> Flaw {
        let written = self.written(token.span());
        let help = match token {
            Token::Operator(')', _) => "remove it, or add a `(` before it",
            Token::Operator(..) => "write a number, a name or a parenthesis before it",
            _ => "write an operator such as `×` before it",
        };
        Flaw::new(token.span().clone(), format!("`{written}` is not expected here"), help)
    }

    fn sum(&mut self, least: u8) -> Result<Expression, Flaw> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let end = self.end();
            let span = self.tokens.peek().map_or(end, |token| token.span().clone());
            return Err(Flaw::new(span, "this is nested too deeply", "give a part of it a name of its own"));
        }
        let mut left = self.operand()?;
        while let Some(Token::Operator(sign, _)) = self.tokens.peek() {
            let Some((operator, to_left, to_right)) = binding(*sign) else { break };
            if to_left < least {
                break;
            }
            self.tokens.next();
            let right = self.sum(to_right)?;
            let span = left.span.start..right.span.end;
            left = Expression { node: Node::Binary(operator, Box::new(left), Box::new(right)), span };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expression, Flaw> {
        match self.tokens.next() {
            Some(Token::Amount(amount)) => {
                Ok(Expression { span: amount.span.clone(), node: Node::Amount(amount) })
            }
            Some(Token::Name(span)) => match self.tokens.peek() {
                Some(Token::Operator('(', _)) => self.call(&span),
                _ => {
                    let name = Spanned::new(self.written(&span).to_owned(), span.clone());
                    Ok(Expression { node: Node::Name(name), span })
                }
            },
            Some(Token::Operator('-', span)) => {
                let inner = self.sum(SIGN)?;
                let span = span.start..inner.span.end;
                Ok(Expression { node: Node::Negative(Box::new(inner)), span })
            }
            Some(Token::Operator('(', open)) => {
                let inner = self.sum(0)?;
                let close = self.close(&open)?;
                Ok(Expression { span: open.start..close.end, node: inner.node })
            }
            Some(token) => Err(self.unexpected(&token)),
            None => {
                let help = "write a number, a name or a parenthesis there";
                Err(Flaw::new(self.end(), "something is missing here", help))
            }
        }
    }

    fn close(&mut self, open: &Span) -> Result<Span, Flaw> {
        match self.tokens.next() {
            Some(Token::Operator(')', close)) => Ok(close),
            Some(token) => Err(self.unexpected(&token)),
            None => Err(Flaw::new(open.clone(), "this parenthesis is not closed", "add a `)`")),
        }
    }

    fn call(&mut self, name: &Span) -> Result<Expression, Flaw> {
        let written = self.written(name);
        let Some((_, function)) = Function::ALL.iter().find(|(known, _)| *known == written) else {
            let help = suggest::help(written, Function::ALL.iter().map(|(name, _)| *name));
            return Err(Flaw::new(name.clone(), format!("no function `{written}`"), help));
        };
        let open = self.tokens.next().map_or_else(|| name.clone(), |token| token.span().clone());
        let mut arguments = vec![self.sum(0)?];
        while let Some(Token::Operator(',', _)) = self.tokens.peek() {
            self.tokens.next();
            arguments.push(self.sum(0)?);
        }
        let close = self.close(&open)?;
        let span = name.start..close.end;
        if let Some((takes, help)) = function.refuses(arguments.len()) {
            let message = format!("`{written}` takes {takes} and has {}", arguments.len());
            return Err(Flaw::new(span, message, help));
        }
        Ok(Expression { node: Node::Call(*function, arguments), span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An expression with all its parentheses.
    fn tree(expression: &Expression) -> String {
        match &expression.node {
            Node::Amount(amount) => amount.value.to_string(),
            Node::Name(name) => name.value.clone(),
            Node::Negative(inner) => format!("(-{})", tree(inner)),
            Node::Binary(operator, left, right) => {
                let sign = match operator {
                    Operator::Add => '+',
                    Operator::Subtract => '-',
                    Operator::Multiply => '*',
                    Operator::Divide => '/',
                    Operator::Power => '^',
                };
                format!("({}{sign}{})", tree(left), tree(right))
            }
            Node::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(tree).collect();
                format!("{}({})", function.name(), arguments.join(","))
            }
        }
    }

    fn parsed(text: &str) -> String {
        tree(&parse(text, 0, &mut Units::default()).unwrap())
    }

    #[test]
    fn operators_bind_as_on_paper() {
        assert_eq!(parsed("a + b × c"), "(a+(b*c))");
        assert_eq!(parsed("a - b − c"), "((a-b)-c)");
        assert_eq!(parsed("a ÷ b * c"), "((a/b)*c)");
        assert_eq!(parsed("-a ^ 2"), "(-(a^2))");
        assert_eq!(parsed("a ^ b ^ c"), "(a^(b^c))");
        assert_eq!(parsed("2 ^ -1 × 3"), "((2^(-1))*3)");
        assert_eq!(parsed("(a + b) × -c"), "((a+b)*(-c))");
        assert_eq!(parsed("min(a, b + 1, 2) / ceil(c)"), "(min(a,(b+1),2)/ceil(c))");
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        let flaw = |text: &str| {
            let flaw = parse(text, 0, &mut Units::default()).unwrap_err();
            (flaw.message, text.get(flaw.span).unwrap().to_owned())
        };
        assert_eq!(flaw("a +"), ("something is missing here".to_owned(), String::new()));
        assert_eq!(flaw("a b"), ("`b` is not expected here".to_owned(), "b".to_owned()));
        assert_eq!(flaw("(a + b"), ("this parenthesis is not closed".to_owned(), "(".to_owned()));
        assert_eq!(flaw("a)"), ("`)` is not expected here".to_owned(), ")".to_owned()));
        assert_eq!(flaw("sine(a)"), ("no function `sine`".to_owned(), "sine".to_owned()));
        assert_eq!(flaw("ceil(a, b)").1, "ceil(a, b)");
        assert_eq!(flaw("beta_pdf(a, b)").0, "`beta_pdf` takes three values and has 2");
        assert_eq!(flaw("normal_cdf(a, b)").0, "`normal_cdf` takes one or three values and has 2");
        assert_eq!(flaw(&"(".repeat(10_000)).0, "this is nested too deeply");
        assert_eq!(flaw(&"-".repeat(10_000)).0, "this is nested too deeply");
        assert_eq!(flaw("").0, "something is missing here");
    }
}

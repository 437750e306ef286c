//! What a quantity is a quantity of: people, bytes, rows per second.
//!
//! In: words and powers. Out: products, quotients and roots of them, and whether two are the same. Must not know which
//! words are units of time or data.

use std::fmt;
use std::sync::Arc;

/// The most different words in one dimension; nobody can picture more.
const MOST_WORDS: usize = 12;
/// The largest power of a word.
const LARGEST_POWER: i8 = 12;

#[derive(Debug, Clone)]
struct Word {
    /// The same for all spellings of a word: `person` and `people`.
    key: Arc<str>,
    /// As the author first wrote it.
    spelling: Arc<str>,
    /// Never 0.
    power: i8,
}

/// A product of words, each to a whole power; without a word it is that of a plain number.
#[derive(Debug, Clone, Default)]
pub struct Dimension(Arc<[Word]>);

impl PartialEq for Dimension {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().all(|word| other.find(&word.key).is_some_and(|same| same.power == word.power))
    }
}

impl Dimension {
    pub fn of(key: impl Into<Arc<str>>, spelling: impl Into<Arc<str>>) -> Self {
        Self(Arc::new([Word { key: key.into(), spelling: spelling.into(), power: 1 }]))
    }

    fn find(&self, key: &str) -> Option<&Word> {
        self.0.iter().find(|word| *word.key == *key)
    }

    /// Whether it is that of a plain number.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a word with one of these keys is in it.
    pub fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.find(key).is_some())
    }

    /// The product with another to a power; `None` if it has too many words or too large powers.
    pub fn times(&self, other: &Self, power: i8) -> Option<Self> {
        if other.is_none() {
            return Some(self.clone());
        }
        if self.is_none() && power == 1 {
            return Some(other.clone());
        }
        let mut product = self.0.to_vec();
        for word in other.0.iter() {
            let added = word.power.checked_mul(power)?;
            match product.iter_mut().find(|mine| mine.key == word.key) {
                Some(mine) => mine.power = mine.power.checked_add(added)?,
                None => product.push(Word { power: added, ..word.clone() }),
            }
        }
        product.retain(|word| word.power != 0);
        let is_small =
            product.len() <= MOST_WORDS && product.iter().all(|word| word.power.abs() <= LARGEST_POWER);
        is_small.then(|| Self(product.into()))
    }

    /// `None` if its powers are too large.
    pub fn to_the(&self, power: i8) -> Option<Self> {
        Self::default().times(self, power)
    }

    /// The square root; `None` if a power is odd.
    pub fn root(&self) -> Option<Self> {
        let halved = self
            .0
            .iter()
            .map(|word| (word.power % 2 == 0).then(|| Word { power: word.power / 2, ..word.clone() }));
        halved.collect::<Option<_>>().map(Self)
    }
}

/// As an author would write it: `requests/person/day`.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let power = |power: i8| if power == 1 { String::new() } else { format!("^{power}") };
        let mut first = true;
        for word in self.0.iter().filter(|word| word.power > 0) {
            write!(f, "{}{}{}", if first { "" } else { "-" }, word.spelling, power(word.power))?;
            first = false;
        }
        for word in self.0.iter().filter(|word| word.power < 0) {
            write!(f, "/{}{}", word.spelling, power(-word.power))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cancel_and_their_order_does_not_matter() {
        let people = Dimension::of("person", "people");
        let requests = Dimension::of("request", "requests");
        let each = requests.times(&people, -1).unwrap();
        assert_eq!(each.to_string(), "requests/people");
        assert_eq!(each.times(&people, 1).unwrap(), requests);
        assert_eq!(people.times(&requests, 1), requests.times(&people, 1));
        assert_ne!(people, requests);
        assert_eq!(people.to_the(2).unwrap().root().unwrap(), people);
        assert_eq!(people.root(), None);
        assert_eq!(people.to_the(100), None);
    }
}

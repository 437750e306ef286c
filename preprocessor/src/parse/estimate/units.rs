//! The units that convert, and every other word as a unit of its own.
//!
//! In: a word such as `GB`, `weeks` or `people`. Out: its size in base units and its dimension. Base units are the
//! second, the byte and the floating-point operation; a percent is a hundredth. Must not know numbers.

use std::borrow::Cow;

use super::dimension::Dimension;

/// The key of time, whose base unit is the second.
pub const TIME: &str = "s";
/// The key of data, whose base unit is the byte.
pub const DATA: &str = "B";
/// The key of arithmetic, whose base unit is one operation.
pub const WORK: &str = "FLOP";

/// What the base units of a dimension are multiplied by, and what they are of.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// How many base units it is.
    pub factor: f64,
    pub dimension: Dimension,
}

impl Unit {
    /// The unit of a plain number.
    pub fn none() -> Self {
        Self { factor: 1.0, dimension: Dimension::default() }
    }

    /// The product with another to a power; `None` if it is too large.
    pub fn times(&self, other: &Self, power: i8) -> Option<Self> {
        let dimension = self.dimension.times(&other.dimension, power)?;
        Some(Self { factor: self.factor * other.factor.powi(i32::from(power)), dimension })
    }
}

const DAY: f64 = 86_400.0;

/// Units of time, in seconds. A month has 30 days and a year 365.
const TIMES: [(&[&str], f64); 10] = [
    (&["ns", "nanosecond", "nanoseconds"], 1e-9),
    (&["µs", "μs", "us", "microsecond", "microseconds"], 1e-6),
    (&["ms", "millisecond", "milliseconds"], 1e-3),
    (&["s", "sec", "secs", "second", "seconds"], 1.0),
    (&["min", "mins", "minute", "minutes"], 60.0),
    (&["h", "hr", "hrs", "hour", "hours"], 3_600.0),
    (&["d", "day", "days"], DAY),
    (&["week", "weeks"], 7.0 * DAY),
    (&["month", "months"], 30.0 * DAY),
    (&["year", "years"], 365.0 * DAY),
];

const PREFIXES: [(&str, f64); 6] =
    [("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18)];
const BINARY: [(&str, f64); 6] = [
    ("Ki", 1_024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
    ("Ei", 1_152_921_504_606_846_976.0),
];

/// The unit of one word.
pub fn unit(word: &str) -> Unit {
    known(word).unwrap_or_else(|| Unit { factor: 1.0, dimension: Dimension::of(key(word).as_ref(), word) })
}

fn known(word: &str) -> Option<Unit> {
    let seconds = TIMES.iter().find(|(names, _)| names.contains(&word)).map(|(_, seconds)| *seconds);
    if let Some(factor) = seconds {
        return Some(Unit { factor, dimension: Dimension::of(TIME, "s") });
    }
    let data = || Dimension::of(DATA, "bytes");
    let per_second = |dimension: Dimension| dimension.times(&Dimension::of(TIME, "s"), -1);
    let sized = |name: &str| {
        let (factor, dimension) = match name {
            "B" => (1.0, data()),
            "bit" | "bits" => (1.0 / 8.0, data()),
            "FLOP" | "FLOPs" => (1.0, Dimension::of(WORK, "FLOP")),
            "FLOPS" => (1.0, per_second(Dimension::of(WORK, "FLOP"))?),
            _ => return None,
        };
        Some(Unit { factor, dimension })
    };
    match word {
        "%" => return Some(Unit { factor: 0.01, ..Unit::none() }),
        "byte" | "bytes" => return sized("B"),
        _ => {}
    }
    let binary = BINARY.iter().find(|(prefix, _)| word.strip_prefix(prefix) == Some("B"));
    if let Some((_, factor)) = binary {
        return Some(Unit { factor: *factor, dimension: data() });
    }
    sized(word).or_else(|| {
        let (prefix, name) = word.split_at_checked(1)?;
        let prefix = if prefix == "K" { "k" } else { prefix };
        let (_, times) = PREFIXES.iter().find(|(known, _)| *known == prefix)?;
        let Unit { factor, dimension } = match name {
            "bps" => Unit { factor: 1.0 / 8.0, dimension: per_second(data())? },
            _ => sized(name)?,
        };
        Some(Unit { factor: times * factor, dimension })
    })
}

/// Nouns whose plural is another word.
const IRREGULAR: [(&str, &str); 4] =
    [("people", "person"), ("persons", "person"), ("indices", "index"), ("vertices", "vertex")];

/// The same for the singular and the plural of a word.
fn key(word: &str) -> Cow<'_, str> {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| word.eq_ignore_ascii_case(plural)) {
        return (*singular).into();
    }
    let is_plural = word.strip_suffix('s').is_some_and(|stem| {
        // The plural of an abbreviation, `GPUs`, is no word such as `bus`.
        stem.ends_with(char::is_uppercase) || stem.len() > 1 && !stem.ends_with(['s', 'u', 'i'])
    });
    let stem = if is_plural { &word[..word.len() - 1] } else { word };
    // `queries` and `query`, `movies` and `movie`, `boxes` and `box`.
    let stem = match (stem.strip_suffix("ie"), stem.strip_suffix('y'), stem.strip_suffix('e')) {
        (Some(start), ..) | (_, Some(start), _) if start.len() > 1 => format!("{start}i"),
        (_, _, Some(start)) if start.len() > 1 => start.to_owned(),
        _ => stem.to_owned(),
    };
    stem.to_lowercase().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_kind_convert() {
        let factor = |word: &str| unit(word).factor;
        assert!((factor("week") / factor("day") - 7.0).abs() < 1e-12);
        assert!((factor("KiB") - 1_024.0).abs() < 1e-12);
        assert_eq!(factor("KB").to_bits(), factor("kB").to_bits());
        assert!((factor("Gbit") - 125e6).abs() < 1e-3);
        assert_eq!(unit("Gbps").dimension, unit("MB").times(&unit("s"), -1).unwrap().dimension);
        assert_eq!(unit("TFLOPS").dimension, unit("GFLOP").times(&unit("day"), -1).unwrap().dimension);
        assert!(unit("%").dimension.is_none());
    }

    #[test]
    fn singular_and_plural_are_one_unit() {
        let pairs = [
            ("request", "requests"),
            ("person", "people"),
            ("query", "queries"),
            ("movie", "movies"),
            ("GPU", "GPUs"),
            ("box", "boxes"),
            ("cache", "caches"),
            ("class", "classes"),
            ("match", "matches"),
            ("bus", "buses"),
            ("index", "indices"),
            ("page", "Pages"),
            ("day-trip", "day-trips"),
            ("key", "keys"),
        ];
        for (one, many) in pairs {
            assert_eq!(unit(one).dimension, unit(many).dimension, "{one} and {many}");
        }
        assert_ne!(unit("rows").dimension, unit("row-groups").dimension);
        assert_ne!(unit("pins").dimension, unit("pings").dimension);
    }
}

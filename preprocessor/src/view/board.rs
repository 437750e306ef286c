//! The board: the cards of all cases, and by what a reader can narrow them down.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::card::{CaseCardView, case_card, hue};
use super::data::hash;
use crate::lower::model::{Book, Case, ID_MARK};
use crate::slug::prefix_of;

#[derive(Debug, Serialize)]
pub struct BoardView<'a> {
    cards: Vec<PinView<'a>>,
    /// Those that have a case, in the order of their first one; empty if there is one only.
    rounds: Vec<RoundChipView<'a>>,
    /// Those of several cases, by name.
    tags: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct RoundChipView<'a> {
    slug: &'a str,
    title: &'a str,
    hue: usize,
}

/// A card with its picture.
#[derive(Debug, Serialize)]
pub(super) struct PinView<'a> {
    #[serde(flatten)]
    card: CaseCardView<'a>,
    /// The cover as HTML; empty if the case has none.
    cover: String,
    /// What is drawn instead.
    pattern: Option<PatternView>,
}

/// Tiles of [`TILE`] units on a side, [`COLUMNS`] to a row.
#[derive(Debug, Serialize)]
pub(super) struct PatternView {
    height: usize,
    tiles: Vec<TileView>,
}

#[derive(Debug, Serialize)]
pub(super) struct TileView {
    x: usize,
    y: usize,
    /// Of a path in a tile of its own.
    shape: &'static str,
    tone: &'static str,
}

const TILE: usize = 64;
const COLUMNS: usize = 5;
const SHAPES: [&str; 8] = [
    "M32 4a28 28 0 1 0 0 56 28 28 0 0 0 0-56z",
    "M4 4h56A56 56 0 0 1 4 60z",
    "M60 4v56A56 56 0 0 1 4 4z",
    "M60 60H4A56 56 0 0 1 60 4z",
    "M4 60V4a56 56 0 0 1 56 56z",
    "M4 4h56L4 60z",
    "M4 4h24v56H4zM36 4h24v56H36z",
    "M4 4h56v24H4zM4 36h56v24H4z",
];
const TONES: [&str; 6] = ["soft", "mid", "soft", "ink", "soft", "mid"];

/// `page`: the path of the page that it is on. Some pages are printed together, so ids are prefixed by it too.
pub fn board<'a>(book: &'a Book, page: &str) -> BoardView<'a> {
    let mut rounds: Vec<RoundChipView<'_>> = Vec::new();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &book.cases {
        if let Some(rubric) = book.rubric(&case.round)
            && !rounds.iter().any(|round| round.slug == rubric.slug)
        {
            rounds.push(RoundChipView {
                slug: &rubric.slug,
                title: &rubric.title,
                hue: hue(book, &rubric.slug),
            });
        }
        for tag in case.tags.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            *uses.entry(tag).or_default() += 1;
        }
    }
    if rounds.len() == 1 {
        rounds.clear();
    }
    BoardView {
        cards: book.cases.iter().map(|case| pin(book, case, page)).collect(),
        rounds,
        tags: uses.into_iter().filter(|(_, cases)| *cases > 1).map(|(tag, _)| tag).collect(),
    }
}

fn pin<'a>(book: &'a Book, case: &'a Case, page: &str) -> PinView<'a> {
    let prefix = prefix_of("cover", &format!("{page} {}", case.slug)) + "-";
    let cover = case.cover.as_deref().map(|cover| cover.replace(ID_MARK, &prefix));
    PinView {
        card: case_card(book, case),
        pattern: cover.is_none().then(|| pattern(&case.slug)),
        cover: cover.unwrap_or_default(),
    }
}

/// The same for the same slug, and another for most others.
fn pattern(slug: &str) -> PatternView {
    let mut state = u32::from_str_radix(&hash(slug), 16).unwrap_or_default() | 1;
    // xorshift32
    let mut below = |most: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        usize::try_from(state >> 8).unwrap_or_default() % most
    };
    let rows = 3 + below(2);
    let accent = below(rows * COLUMNS);
    let tiles = (0..rows * COLUMNS).map(|at| TileView {
        x: at % COLUMNS * TILE,
        y: at / COLUMNS * TILE,
        shape: SHAPES[below(SHAPES.len())],
        tone: if at == accent { "pop" } else { TONES[below(TONES.len())] },
    });
    PatternView { height: rows * TILE, tiles: tiles.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_follows_from_the_slug() {
        let drawn = |slug| format!("{:?}", pattern(slug));
        assert_eq!(drawn("pin-recs"), drawn("pin-recs"));
        assert_ne!(drawn("pin-recs"), drawn("search-autocomplete"));
    }
}

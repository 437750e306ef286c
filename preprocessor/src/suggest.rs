//! "Did you mean": the known name that is nearest to what was written.
//!
//! In: what was written and the known names. Out: a help line. Must not guess when no name is near.

/// The longest name that is compared, in characters. A longer text is not a misspelled name.
const LONGEST: usize = 120;
/// The most known names that are compared: enough for the cases of a very large book.
const MOST_COMPARED: usize = 5_000;
/// The most names in a help.
const MOST_LISTED: usize = 12;

/// The most missing names that a rule reports, and the most unknown names that it compares with them, in one file:
/// thousands help nobody.
pub const MOST_NAMES: usize = 16;

/// The most edits between a name and a misspelling of it: a third of its characters.
fn most_edits(name: &str) -> usize {
    (name.chars().count() / 3).max(1)
}

/// The known name nearest to `written`; `None` if none is near or two are equally near.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let length = folded.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .take(MOST_COMPARED)
        // A difference in length is a lower bound of the distance, and cheap.
        .filter(|name| name.len() <= 4 * LONGEST && name.chars().count().abs_diff(length) <= most_edits(name))
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= most_edits(name))
        .collect();
    near.sort_unstable();
    // `L7` is as near to `L5` as to `L6`.
    match near.as_slice() {
        [(best, _), (second, _), ..] if best == second => None,
        [(_, name), ..] => Some(name),
        [] => None,
    }
}

/// ``write `x` `` if a known name is near, else a list of the known names.
pub fn help<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(written, known.clone()) {
        return format!("write `{name}`");
    }
    let mut names: Vec<String> =
        known.into_iter().map(|name| format!("`{name}`")).take(MOST_LISTED + 1).collect();
    if names.len() > MOST_LISTED {
        names.truncate(MOST_LISTED);
        names.push("…".to_owned());
    }
    match names.as_slice() {
        [] => "remove it".to_owned(),
        [one] => format!("write {one}"),
        many => format!("write one of {}", many.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_misspelling_and_ignores_another_word() {
        let known = ["ml-system-design", "coding"];
        assert_eq!(nearest("ml-sytem-design", known), Some("ml-system-design"));
        assert_eq!(nearest("Coding", known), Some("coding"));
        assert_eq!(nearest("hiring", known), None);
        assert_eq!(nearest("L7", ["L5", "L6"]), None);
    }

    #[test]
    fn lists_the_known_names_when_none_is_near() {
        assert_eq!(help("x", ["summary", "title"]), "write one of `summary`, `title`");
        assert_eq!(help("x", []), "remove it");
    }
}

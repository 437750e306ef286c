//! "Did you mean": the nearest of the names that would have been right.
//!
//! In: what was written and what is known. Out: a help line. Must not guess
//! when nothing is near.

/// The longest name that is compared, in characters.
const LONGEST: usize = 120;
/// The most names that are compared: enough for the cases of a very large book.
const MOST_COMPARED: usize = 5_000;
/// The most names that a list names.
const MOST_LISTED: usize = 12;

/// How many slips turn a name into what was written.
fn slack(name: &str) -> usize {
    (name.chars().count() / 3).max(1)
}

/// The known name nearest to `written`, if it is near enough to be a slip.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    // A name is compared, not a text: what is much longer than a name is no slip.
    let length = folded.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .take(MOST_COMPARED)
        // Each character more or less costs one: most names are too long or too short.
        .filter(|name| name.len() <= 4 * LONGEST && name.chars().count().abs_diff(length) <= slack(name))
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= slack(name))
        .collect();
    near.sort_unstable();
    // `L7` is no nearer to `L6` than to `L5`.
    match near.as_slice() {
        [(best, _), (second, _), ..] if best == second => None,
        [(_, name), ..] => Some(name),
        [] => None,
    }
}

/// ``write `x` `` when a known name is near, else the list of all that are known.
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
    fn finds_a_slip_and_ignores_a_stranger() {
        let known = ["ml-system-design", "coding"];
        assert_eq!(nearest("ml-sytem-design", known), Some("ml-system-design"));
        assert_eq!(nearest("Coding", known), Some("coding"));
        assert_eq!(nearest("hiring", known), None);
        assert_eq!(nearest("L7", ["L5", "L6"]), None);
    }

    #[test]
    fn lists_what_is_known_when_nothing_is_near() {
        assert_eq!(help("x", ["summary", "title"]), "write one of `summary`, `title`");
        assert_eq!(help("x", []), "remove it");
    }
}

//! "Did you mean": the nearest of the names that would have been right.
//!
//! In: what was written and what is known. Out: a help line. Must not guess
//! when nothing is near.

/// The known name nearest to `written`, if it is near enough to be a slip.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    // A name is compared, not a text: what is much longer than a name is no slip.
    if folded.chars().count() > 120 {
        return None;
    }
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// ``write `x` `` when a known name is near, else the list of all that are known.
pub fn help<'a>(written: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(written, known.clone()) {
        return format!("write `{name}`");
    }
    let names: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
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
    }

    #[test]
    fn lists_what_is_known_when_nothing_is_near() {
        assert_eq!(help("x", ["summary", "title"]), "write one of `summary`, `title`");
        assert_eq!(help("x", []), "remove it");
    }
}

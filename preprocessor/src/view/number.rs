//! Numbers as a page shows them.

/// A share, 0 to 1, in whole percent. Halves are rounded up, as `Math.round` does in the browser.
pub(super) fn percent(share: f64) -> String {
    format!("{}", (share * 100.0 + 0.5).floor())
}

/// A number with up to two decimals, without zeros at the end.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_zeros_at_the_end() {
        assert_eq!(number(10.0), "10");
        assert_eq!(number(0.5), "0.5");
    }

    #[test]
    fn halves_of_a_percent_are_rounded_up() {
        assert_eq!(percent(0.625), "63");
        assert_eq!(percent(0.6), "60");
    }
}

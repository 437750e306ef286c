//! Runs a renderer that is not ours and survives it.
//!
//! In: work that may panic. Out: its result, or nothing. What the renderer stumbles over
//! becomes a diagnostic, so its own words for it are not printed. Must hide no panic of
//! this program's.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// The result of some work; `None` if it panicked, about which nothing is printed.
pub(super) fn survive<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let print = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                print(panic);
            }
        }));
    });
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_nothing_and_guards_nothing_after_it() {
        assert_eq!(survive(|| 1), Some(1));
        assert_eq!(survive(|| -> u8 { panic!("not printed") }), None);
        assert!(!GUARDED.get());
        assert_eq!(survive(|| survive(|| -> u8 { panic!("not printed") }).unwrap_or(2)), Some(2));
    }
}

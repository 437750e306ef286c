//! Calls a library that may panic.
//!
//! In: a call. Out: its result, or `None` after a panic. The panic's message is not printed, since the caller reports a
//! diagnostic. Must not be used for this program's own code, whose panics are bugs.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static CATCHING: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// The result of a call; `None` if it panicked.
pub(super) fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    HOOK.call_once(|| {
        let print = take_hook();
        set_hook(Box::new(move |panic| {
            if !CATCHING.get() {
                print(panic);
            }
        }));
    });
    let before = CATCHING.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(before);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_none_and_later_panics_are_printed() {
        assert_eq!(catch_panic(|| 1), Some(1));
        assert_eq!(catch_panic(|| -> u8 { panic!("not printed") }), None);
        assert!(!CATCHING.get());
        assert_eq!(catch_panic(|| catch_panic(|| -> u8 { panic!("not printed") }).unwrap_or(2)), Some(2));
    }
}

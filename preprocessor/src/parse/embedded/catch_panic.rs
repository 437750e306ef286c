//! Calls a library that may panic.
//!
//! In: a call. Out: its result, or `None` after a panic, whose message is not printed: the caller makes a diagnostic of
//! it. Must hide no panic of this program's own.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// The result of a call; `None` if it panicked.
pub(super) fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
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
        assert_eq!(catch_panic(|| 1), Some(1));
        assert_eq!(catch_panic(|| -> u8 { panic!("not printed") }), None);
        assert!(!GUARDED.get());
        assert_eq!(catch_panic(|| catch_panic(|| -> u8 { panic!("not printed") }).unwrap_or(2)), Some(2));
    }
}

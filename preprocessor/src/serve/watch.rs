//! Notices that something may have changed.
//!
//! In: the places of a book. Out: a hint, once the writing has paused. The
//! system's notices may be missing (a network drive, a folder that was put in
//! place of another), so a second without any is a hint, too. Must not decide
//! whether anything has changed: that is the business of [`super::snapshot`].

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::snapshot::Places;
use crate::report::terminal;

/// A pause this long means that an editor has written all. If it has not, the next
/// notice follows at once, and what fails until then is tried again.
const QUIET: Duration = Duration::from_millis(30);
/// Whoever writes without a pause is not waited for longer than this.
const LATEST: Duration = Duration::from_millis(250);
/// Without a notice it is time to look after this long.
const LOOK: Duration = Duration::from_secs(1);

/// What is said to the builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Something may have changed.
    Changed,
    /// It is time to end.
    Stop,
}

/// Waits for hints about a changing set of places.
#[derive(Debug)]
pub struct Watch {
    /// None where the system has no notices to give.
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Sends a word to `words` at every notice of the system.
    pub fn new(words: Sender<Word>) -> Self {
        let notice = move |event: notify::Result<notify::Event>| {
            // Reading is no change, and the build itself reads all files.
            let only_read = event.is_ok_and(|event| {
                matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
            });
            if !only_read {
                // The receiver is gone when the server is.
                let _ = words.send(Word::Changed);
            }
        };
        let watcher = notify::recommended_watcher(notice);
        if let Err(error) = &watcher {
            terminal::line(&format!(
                "the system gives no notice of changes ({error}): looking for them every second"
            ));
        }
        Self { watcher: watcher.ok() }
    }

    /// Asks for notices about all places that exist. Asking twice does no harm, and
    /// is needed where a folder was made or put in place of another.
    pub fn follow(&mut self, places: &Places) {
        let Some(watcher) = &mut self.watcher else {
            return;
        };
        let mut parents: Vec<&Path> = places.files.iter().filter_map(|file| file.parent()).collect();
        parents.sort_unstable();
        parents.dedup();
        // A file is followed through its folder: editors replace files by new ones.
        for parent in parents.into_iter().filter(|parent| !places.folders.iter().any(|f| f == parent)) {
            let _ = watcher.watch(parent, RecursiveMode::NonRecursive);
        }
        for folder in &places.folders {
            let _ = watcher.watch(folder, RecursiveMode::Recursive);
        }
    }
}

/// Waits for a hint. False: it is time to end.
pub fn wait(words: &Receiver<Word>) -> bool {
    match words.recv_timeout(LOOK) {
        Err(RecvTimeoutError::Timeout) => return true,
        Ok(Word::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        Ok(Word::Changed) => {}
    }
    let latest = Instant::now() + LATEST;
    loop {
        let patience = QUIET.min(latest.saturating_duration_since(Instant::now()));
        match words.recv_timeout(patience) {
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Word::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            // A busy writer: what has come in by now is part of this change.
            Ok(Word::Changed) if patience.is_zero() => {
                return !words.try_iter().any(|word| word == Word::Stop);
            }
            Ok(Word::Changed) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn a_burst_is_one_hint_after_a_pause() {
        let (say, heard) = mpsc::channel();
        for _ in 0..100 {
            assert_eq!(say.send(Word::Changed), Ok(()));
        }
        let start = Instant::now();
        assert!(wait(&heard));
        assert!(start.elapsed() >= QUIET);
        assert!(heard.try_recv().is_err(), "nothing is left of the burst");
    }

    #[test]
    fn who_writes_without_a_pause_is_not_waited_for() {
        let (say, heard) = mpsc::channel();
        let writer = thread::spawn(move || {
            let start = Instant::now();
            while start.elapsed() < 4 * LATEST && say.send(Word::Changed).is_ok() {
                thread::sleep(Duration::from_millis(2));
            }
        });
        let start = Instant::now();
        assert!(wait(&heard));
        let took = start.elapsed();
        drop(heard);
        assert!(took >= QUIET && took < 3 * LATEST, "{took:?}");
        assert!(writer.join().is_ok());
    }

    #[test]
    fn a_silent_second_is_a_hint_and_a_stop_is_none() {
        let (say, heard) = mpsc::channel();
        assert!(wait(&heard));
        for words in [vec![Word::Stop], vec![Word::Changed, Word::Stop]] {
            for word in words {
                assert_eq!(say.send(word), Ok(()));
            }
            assert!(!wait(&heard));
        }
        drop(say);
        assert!(!wait(&heard));
    }
}

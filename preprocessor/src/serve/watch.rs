//! Notices that something may have changed.
//!
//! In: the places of a book. Out: a hint, once writing has paused. Notifications of the file system can be missing (on
//! a network drive, or after a folder was replaced), so a second without any is a hint too. Must not decide whether
//! anything has changed: [`super::snapshot`] does.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode};

use super::snapshot::Places;
use crate::report::terminal;

/// How long nothing must be written before a build. An editor that pauses longer within one save causes one more build.
const DEBOUNCE: Duration = Duration::from_millis(30);
/// The longest wait for a pause while something is written all the time.
const DEBOUNCE_LIMIT: Duration = Duration::from_millis(250);
/// How often to look for changes without a notification.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// What the publisher is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Something may have changed.
    MaybeChanged,
    /// The server is shutting down.
    Stop,
}

/// Watches a set of places that can change.
#[derive(Debug)]
pub struct Watch<W = RecommendedWatcher> {
    /// `None` if the system does not notify.
    watcher: Option<W>,
    /// Whether it was said that a place is not watched.
    said: bool,
}

impl Watch {
    /// Sends an event for each notification of the system.
    pub fn new(events: Sender<Event>) -> Self {
        let on_event = move |event: notify::Result<notify::Event>| {
            // The build itself reads all files.
            let only_read = event.is_ok_and(|event| {
                matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
            });
            if !only_read {
                // The receiver is gone once the server shuts down.
                let _ = events.send(Event::MaybeChanged);
            }
        };
        let watcher = notify::recommended_watcher(on_event);
        if let Err(error) = &watcher {
            terminal::line(&not_notified(error));
        }
        Self { said: watcher.is_err(), watcher: watcher.ok() }
    }
}

impl<W: notify::Watcher> Watch<W> {
    /// Asks for notifications about all places that exist. To be called again after each change: a folder that was
    /// created or replaced is not watched yet. Returns what to say if the system refuses, the first time.
    #[must_use]
    pub fn follow(&mut self, places: &Places) -> Option<String> {
        let watcher = self.watcher.as_mut()?;
        let mut parents: Vec<&Path> = places.files.iter().filter_map(|file| file.parent()).collect();
        parents.sort_unstable();
        parents.dedup();
        // A file is watched through its folder, because editors replace files with new ones.
        let parents = parents.into_iter().filter(|parent| !places.folders.iter().any(|f| f == parent));
        let parents = parents.map(|parent| (parent, RecursiveMode::NonRecursive));
        let folders = places.folders.iter().map(|folder| (folder.as_path(), RecursiveMode::Recursive));
        let mut refused = None;
        for (place, mode) in parents.chain(folders) {
            match watcher.watch(place, mode) {
                // One that does not exist is watched once it does.
                Err(error) if place.exists() => refused = refused.or(Some(error)),
                _ => {}
            }
        }
        let refused = refused.filter(|_| !self.said)?;
        self.said = true;
        Some(not_notified(&refused))
    }
}

fn not_notified(error: &notify::Error) -> String {
    format!("cannot watch every file ({error}); checking once a second instead")
}

/// Waits until it is time to look for changes. `false` means stop.
pub fn wait(events: &Receiver<Event>) -> bool {
    match events.recv_timeout(POLL_INTERVAL) {
        Err(RecvTimeoutError::Timeout) => return true,
        Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        Ok(Event::MaybeChanged) => {}
    }
    let deadline = Instant::now() + DEBOUNCE_LIMIT;
    loop {
        let timeout = DEBOUNCE.min(deadline.saturating_duration_since(Instant::now()));
        match events.recv_timeout(timeout) {
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            // At the deadline: what has arrived by now belongs to this change.
            Ok(Event::MaybeChanged) if timeout.is_zero() => {
                return !events.try_iter().any(|event| event == Event::Stop);
            }
            Ok(Event::MaybeChanged) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    /// A system with no watches left.
    #[derive(Debug)]
    struct Exhausted;

    impl notify::Watcher for Exhausted {
        fn new<F: notify::EventHandler>(_: F, _: notify::Config) -> notify::Result<Self> {
            Ok(Self)
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch))
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    fn a_place_that_the_system_does_not_watch_is_said_once() {
        let mut watch = Watch { watcher: Some(Exhausted), said: false };
        let mut places = Places::default();
        places.folders.push("/absent/folder".into());
        assert_eq!(watch.follow(&places), None, "it is watched once it exists");
        places.folders.push(".".into());
        assert_eq!(
            watch.follow(&places).as_deref(),
            Some("cannot watch every file (OS file watch limit reached.); checking once a second instead")
        );
        assert_eq!(watch.follow(&places), None);
    }

    #[test]
    fn a_burst_is_one_hint_after_a_pause() {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..100 {
            assert_eq!(sender.send(Event::MaybeChanged), Ok(()));
        }
        let start = Instant::now();
        assert!(wait(&receiver));
        assert!(start.elapsed() >= DEBOUNCE);
        assert!(receiver.try_recv().is_err(), "no event of the burst is left");
    }

    #[test]
    fn writing_without_a_pause_is_not_waited_for() {
        let (sender, receiver) = mpsc::channel();
        let writer = thread::spawn(move || {
            let start = Instant::now();
            while start.elapsed() < 4 * DEBOUNCE_LIMIT && sender.send(Event::MaybeChanged).is_ok() {
                thread::sleep(Duration::from_millis(2));
            }
        });
        let start = Instant::now();
        assert!(wait(&receiver));
        let took = start.elapsed();
        drop(receiver);
        assert!(took >= DEBOUNCE && took < 3 * DEBOUNCE_LIMIT, "{took:?}");
        assert!(writer.join().is_ok());
    }

    #[test]
    fn a_second_without_events_is_a_hint_and_a_stop_is_not() {
        let (sender, receiver) = mpsc::channel();
        assert!(wait(&receiver));
        for events in [vec![Event::Stop], vec![Event::MaybeChanged, Event::Stop]] {
            for event in events {
                assert_eq!(sender.send(event), Ok(()));
            }
            assert!(!wait(&receiver));
        }
        drop(sender);
        assert!(!wait(&receiver));
    }
}

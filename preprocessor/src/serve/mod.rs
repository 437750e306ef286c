//! Serves a book, and builds it again at every change.
//!
//! In: the root of a book and an address. Out: pages over HTTP, until a signal. A change flows through the modules in
//! this order: [`watch`] says that something may have changed, [`snapshot`] whether it has, [`editions`] builds into a
//! new folder, [`problems`] turns what is wrong into HTML, and [`pages`] answers browsers. Must not write inside the
//! book.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs as _};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use tokio::task::JoinHandle;

use self::editions::{CurrentEdition, Publisher};
use self::watch::Event;
use crate::mdbook::build::load_config;
use crate::mdbook::temporary::Temporary;
use crate::report::terminal;

pub mod editions;
pub mod pages;
pub mod problems;
pub mod snapshot;
pub mod watch;

/// How long requests and a running build have to end after a signal.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// Serves the book at `root` until the process is told to end.
///
/// # Errors
///
/// Before anything is built: the address cannot be used, there is no book at `root`, or no folder to build in can be
/// created. At the end: that folder cannot be removed.
pub fn serve(root: &Path, host: &str, port: u16, open: bool) -> Result<()> {
    let listener = bind(resolve(host, port)?)?;
    if !root.join("book.toml").is_file() {
        load_config(root)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("starting the server")?;
    // Before the folder is created, which an unhandled signal would leave behind.
    let signals = {
        let _entered = runtime.enter();
        Signals::new().context("listening for signals")?
    };
    let parent = std::env::temp_dir();
    let folder = Temporary::new(&parent, "mdbook-casebook-").with_context(|| {
        format!("creating a folder to build in, below {} (set TMPDIR to another)", parent.display())
    })?;
    let result = runtime.block_on(run(root, listener, &folder, signals, open));
    // Does not wait for a build that hangs.
    runtime.shutdown_background();
    let path = folder.path().to_owned();
    folder.close().with_context(|| format!("removing the folder {}", path.display()))?;
    result
}

/// The address of a name. Of several, the first of the older kind: not every system has both for `localhost`.
fn resolve(host: &str, port: u16) -> Result<SocketAddr> {
    let unknown = || format!("the name {host} is unknown: choose another with `--hostname`");
    let found: Vec<SocketAddr> = (host, port).to_socket_addrs().with_context(unknown)?.collect();
    let address = found.iter().find(|address| address.is_ipv4()).or_else(|| found.first());
    address.copied().with_context(unknown)
}

fn bind(address: SocketAddr) -> Result<TcpListener> {
    let (ip, port) = (address.ip(), address.port());
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} of {ip} is in use: choose another with `--port`, or any free one with `--port 0`"
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("port {port} is reserved for the system: choose one from 1024 up with `--port`")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{ip} is not an address of this machine: choose another with `--hostname`")
        }
        _ => anyhow!(error).context(format!("listening on {address}")),
    })?;
    listener.set_nonblocking(true).context("preparing the listener")?;
    Ok(listener)
}

async fn run(
    root: &Path,
    listener: TcpListener,
    folder: &Temporary,
    signals: Signals,
    open: bool,
) -> Result<()> {
    let (events, receiver) = mpsc::channel();
    let (sender, current) = tokio::sync::watch::channel(None);
    let publisher = Publisher::new(root, folder.path(), sender)?;
    let from_watcher = events.clone();
    let publisher = tokio::task::spawn_blocking(move || publisher.run(from_watcher, &receiver));
    serve_until_end(listener, publisher, &events, current, signals, open).await
}

/// Answers browsers with what the publisher makes, until a signal, or until the publisher ends by itself.
async fn serve_until_end(
    listener: TcpListener,
    mut publisher: JoinHandle<()>,
    events: &mpsc::Sender<Event>,
    mut current: tokio::sync::watch::Receiver<CurrentEdition>,
    mut signals: Signals,
    open: bool,
) -> Result<()> {
    let address = listener.local_addr().context("reading the listener's address")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("starting the server")?;
    let ended = tokio::select! {
        built = current.wait_for(Option::is_some) => built.is_err(),
        () = signals.next() => true,
    };
    if ended {
        let _ = events.send(Event::Stop);
        return tokio::select! {
            result = publisher => result.map_err(|error| publisher_failure(Some(error))),
            () = signals.next() => Ok(()),
            () = tokio::time::sleep(SHUTDOWN_TIMEOUT) => Ok(()),
        };
    }
    announce(address, open);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, pages::router(current)).with_graceful_shutdown(async move {
        let _ = stopped.await;
    });
    let server = tokio::spawn(server.into_future());
    tokio::select! {
        result = &mut publisher => return Err(publisher_failure(result.err())),
        () = signals.next() => {}
    }
    let _ = events.send(Event::Stop);
    let _ = stop.send(());
    // The browsers' streams end with the publisher, and the server with its last response.
    let end = async { tokio::join!(publisher, server) };
    tokio::select! {
        _ = end => {}
        () = signals.next() => {}
        () = tokio::time::sleep(SHUTDOWN_TIMEOUT) => {}
    }
    Ok(())
}

/// Without the publisher an old book would be served for ever.
fn publisher_failure(panic: Option<tokio::task::JoinError>) -> anyhow::Error {
    let how = if panic.is_some_and(|error| error.is_panic()) { "panicked" } else { "ended" };
    anyhow!("bug: the builder {how}; please report the message above, and start `serve` again")
}

/// Says where the book is, and opens it in a browser if asked to.
fn announce(address: SocketAddr, open: bool) {
    let mut shown = address;
    if address.ip().is_unspecified() {
        shown.set_ip(if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let url = format!("http://{shown}/");
    if !address.ip().is_loopback() {
        terminal::line(&format!("anyone who can reach {} over the network can read the book", address.ip()));
    }
    terminal::line(&format!("serving the book at {url} until Ctrl+C"));
    if open {
        // On some systems this blocks until the browser is closed.
        std::thread::spawn(move || {
            if let Err(error) = opener::open(&url) {
                terminal::line(&format!("could not open a browser ({error}): open {url} yourself"));
            }
        });
    }
}

/// The signals that end the process: Ctrl+C, termination, hangup.
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    async fn next(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::editions::Edition;
    use super::problems::ProblemsRenderer;
    use super::*;

    /// How `serve` ends when its publisher does, before or after the first edition.
    fn ends_with(publishes: bool, panics: bool) -> Result<String> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let (events, _receiver) = mpsc::channel();
        let (sender, current) = tokio::sync::watch::channel(None);
        let problems = ProblemsRenderer::new()?.none("1")?;
        let edition = Edition { id: "1".to_owned(), site: None, previous: None, problems };
        let ended = runtime.block_on(async {
            let publisher = tokio::task::spawn_blocking(move || {
                if publishes {
                    sender.send_replace(Some(Arc::new(edition)));
                }
                std::thread::sleep(Duration::from_millis(100));
                assert!(!panics, "a panic of the test");
            });
            let listener = bind(resolve("localhost", 0)?)?;
            let end = serve_until_end(listener, publisher, &events, current, Signals::new()?, false);
            tokio::time::timeout(SHUTDOWN_TIMEOUT / 2, end).await.context("still serving")
        });
        runtime.shutdown_background();
        Ok(ended?.map_or_else(|error| error.to_string(), |()| String::new()))
    }

    #[test]
    fn a_publisher_that_panics_or_ends_ends_the_process() -> Result<()> {
        let panicked = ends_with(true, true)?;
        assert!(panicked.starts_with("bug: the builder panicked"), "{panicked}");
        assert_eq!(ends_with(false, true)?, panicked);
        let ended = ends_with(true, false)?;
        assert!(ended.starts_with("bug: the builder ended"), "{ended}");
        Ok(())
    }
}

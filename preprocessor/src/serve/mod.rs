//! Builds a book, serves it, and does both again at every change.
//!
//! In: the root of a book and an address. Out: pages over HTTP until a signal
//! ends it. The parts, in the order in which a change flows through them:
//! [`watch`] says that something may have changed, [`snapshot`] whether it has,
//! [`editions`] builds into a fresh folder and swaps, [`problems`] turns what is
//! wrong into HTML, and [`pages`] answers browsers. Must not write inside the book.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use tempfile::TempDir;
use tokio::sync::watch as cell;

use self::editions::Press;
use self::watch::Word;
use crate::mdbook::build::load_config;
use crate::report::terminal;

pub mod editions;
pub mod pages;
pub mod problems;
pub mod snapshot;
pub mod watch;

/// How long requests and a running build have to end after a signal.
const GRACE: Duration = Duration::from_secs(5);

/// Serves the book at `root` until the process is told to end.
///
/// Fails at once where the address is taken, there is no book, or no folder to build in.
pub fn serve(root: &Path, address: SocketAddr, open: bool) -> Result<()> {
    let listener = bind(address)?;
    if !root.join("book.toml").is_file() {
        load_config(root)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("starting the server")?;
    // Before there is a folder that a signal could leave behind.
    let signals = {
        let _entered = runtime.enter();
        Signals::new().context("listening for signals")?
    };
    let folder = tempfile::Builder::new().prefix("mdbook-casebook-").tempdir().with_context(|| {
        format!(
            "no folder to build in: {} cannot be written; name another in the environment variable TMPDIR",
            std::env::temp_dir().display()
        )
    })?;
    let result = runtime.block_on(run(root, listener, &folder, signals, open));
    // A build that does not end must not keep the process from ending.
    runtime.shutdown_background();
    let path = folder.path().to_owned();
    folder.close().with_context(|| format!("removing the folder {}", path.display()))?;
    result
}

/// Listens before anything is built, so that a port that is taken is known at once.
fn bind(address: SocketAddr) -> Result<TcpListener> {
    let (ip, port) = (address.ip(), address.port());
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} of {ip} is taken: choose another with `--port`, or any free one with `--port 0`"
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("port {port} is kept for the system: choose one from 1024 on with `--port`")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{ip} is no address of this machine: choose another with `--hostname`")
        }
        _ => anyhow!(error).context(format!("listening on {address}")),
    })?;
    listener.set_nonblocking(true).context("preparing the listener")?;
    Ok(listener)
}

async fn run(
    root: &Path,
    listener: TcpListener,
    folder: &TempDir,
    mut signals: Signals,
    open: bool,
) -> Result<()> {
    let address = listener.local_addr().context("asking for the address")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("starting the server")?;
    let (words, heard) = mpsc::channel();
    let (editions, mut shown) = cell::channel(None);
    let press = Press::new(root, folder.path(), editions)?;
    let to_press = words.clone();
    let press = tokio::task::spawn_blocking(move || press.run(to_press, &heard));

    let built = tokio::select! {
        built = shown.wait_for(Option::is_some) => built.is_ok(),
        () = signals.next() => false,
    };
    if built {
        announce(address, open);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let server = axum::serve(listener, pages::router(shown)).with_graceful_shutdown(async move {
            let _ = stopped.await;
        });
        let server = tokio::spawn(server.into_future());
        signals.next().await;
        let _ = words.send(Word::Stop);
        let _ = stop.send(());
        // Streams of changes end with the press, and the server with its last answer.
        let end = async { tokio::join!(press, server) };
        tokio::select! {
            _ = end => {}
            () = signals.next() => {}
            () = tokio::time::sleep(GRACE) => {}
        }
    } else {
        let _ = words.send(Word::Stop);
        tokio::select! {
            _ = press => {}
            () = signals.next() => {}
            () = tokio::time::sleep(GRACE) => {}
        }
    }
    Ok(())
}

/// Says where the book is, once, and opens it if asked to.
fn announce(address: SocketAddr, open: bool) {
    let mut shown = address;
    if address.ip().is_unspecified() {
        shown.set_ip(if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let url = format!("http://{shown}/");
    if !address.ip().is_loopback() {
        terminal::line(&format!("anyone who reaches {} over the network can read the book", address.ip()));
    }
    terminal::line(&format!("serving the book at {url} until Ctrl+C"));
    if open {
        // Some systems wait for the browser.
        std::thread::spawn(move || {
            if let Err(error) = opener::open(&url) {
                terminal::line(&format!("no browser opened ({error}): open {url} in one"));
            }
        });
    }
}

/// What tells the process to end: Ctrl+C, or a signal of the system.
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

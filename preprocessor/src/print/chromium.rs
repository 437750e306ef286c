//! Finds a Chromium and lets it print.
//!
//! In: an address. Out: a PDF. The browser gets a profile of its own, so that no
//! stored attempt and no extension of the user's is on the sheet, and a limit of
//! time. Must not go to the network: the address is a file.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// The environment variable that names the browser.
pub const VARIABLE: &str = "CASEBOOK_CHROMIUM";

/// The commands that a system may have, the likeliest first.
const COMMANDS: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
];

/// Where systems put a browser that is no command.
const PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// How long one page may take on a slow machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// An installed browser.
#[derive(Debug)]
pub struct Chromium {
    program: PathBuf,
}

impl Chromium {
    /// The browser that the environment names, or the first that is installed.
    pub fn find() -> Result<Self> {
        if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
            let program = command(&named).with_context(|| {
                format!("there is no `{}`: set {VARIABLE} to the program of a browser", named.display())
            })?;
            return Ok(Self { program });
        }
        let commands = COMMANDS.iter().filter_map(|name| command(&OsString::from(name)));
        let places = PLACES.iter().map(PathBuf::from).filter(|place| place.is_file());
        let program = commands.chain(places).next().with_context(|| {
            format!(
                "found no Chromium or Chrome to print with: install one, or set {VARIABLE} to its program; \
                 without one, open `cases/….html#scorecard` in any browser and print that"
            )
        })?;
        Ok(Self { program })
    }

    /// Prints the page at an address into a new PDF. `profile` is a folder that may be thrown away.
    pub fn print(&self, address: &str, pdf: &Path, profile: &Path) -> Result<()> {
        let log = profile.with_extension("log");
        let mut print_to = OsString::from("--print-to-pdf=");
        print_to.push(pdf);
        let mut user_data = OsString::from("--user-data-dir=");
        user_data.push(profile);
        let mut command = Command::new(&self.program);
        command
            .args(["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args([user_data, print_to])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).with_context(|| format!("writing {}", log.display()))?);
        if is_root(&log) {
            // The superuser has no sandbox, and Chromium refuses to start without being told.
            command.arg("--no-sandbox");
        }
        let status = self.wait(command.arg(address))?;
        let whole = fs::read(pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF"));
        if !status.success() || !whole {
            bail!(
                "{} printed nothing ({status}){}; set {VARIABLE} to another Chromium or Chrome",
                self.program.display(),
                last_words(&log)
            );
        }
        Ok(())
    }

    fn wait(&self, command: &mut Command) -> Result<ExitStatus> {
        let program = self.program.display();
        let mut child = command.spawn().with_context(|| format!("starting {program}"))?;
        let begun = Instant::now();
        loop {
            if let Some(status) = child.try_wait().with_context(|| format!("waiting for {program}"))? {
                return Ok(status);
            }
            if begun.elapsed() > PATIENCE {
                // It may have ended between the two calls; either way it is gone.
                let _ = child.kill();
                let _ = child.wait();
                bail!("{program} did not print within {} seconds", PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The file of a command: a path as it is, a name as found on the search path.
fn command(name: &OsString) -> Option<PathBuf> {
    let written = PathBuf::from(name);
    if written.components().count() > 1 {
        return written.is_file().then_some(written);
    }
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find_map(|path| {
        let with_ending = path.with_extension(env::consts::EXE_EXTENSION);
        [path, with_ending].into_iter().find(|path| path.is_file())
    })
}

/// Whether this process is the superuser's, told by a file that it has just made.
#[cfg(unix)]
fn is_root(made: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(made).is_ok_and(|metadata| metadata.uid() == 0)
}

#[cfg(not(unix))]
fn is_root(_: &Path) -> bool {
    false
}

/// The last line that the browser complained with, as the end of a message.
fn last_words(log: &Path) -> String {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let last = text.lines().map(str::trim).rfind(|line| !line.is_empty());
    last.map(|line| format!(": {line}")).unwrap_or_default()
}

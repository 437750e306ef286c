//! Finds a Chromium and prints with it.
//!
//! In: the address of a file. Out: a PDF. The browser gets a new profile, so that none of the user's attempts and
//! extensions are on the sheet, and limited time. Must not use the network.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use wait_timeout::ChildExt as _;
use which::which;

/// The environment variable that names the browser.
pub const VARIABLE: &str = "CASEBOOK_CHROMIUM";

/// The commands that a system may have, the most likely first, and where browsers are installed without a command.
const PROGRAMS: [&str; 15] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "brave-browser",
    "chromium-headless-shell",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// How long printing one page may take on a slow machine.
const PRINT_TIMEOUT: Duration = Duration::from_mins(2);

/// An installed browser.
#[derive(Debug)]
pub struct Chromium {
    program: PathBuf,
}

impl Chromium {
    /// The browser that the environment names, or the first that is installed.
    ///
    /// # Errors
    ///
    /// The named browser does not exist, or none is installed.
    pub fn find() -> Result<Self> {
        if let Some(named) = env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
            let program = which(&named).with_context(|| {
                format!("no program `{}`: set {VARIABLE} to that of a browser", named.display())
            })?;
            return Ok(Self { program });
        }
        let program = PROGRAMS.iter().find_map(|name| which(name).ok()).with_context(|| {
            format!(
                "found no Chromium or Chrome to print with: install one, or set {VARIABLE} to its program; \
                 without one, open `cases/….html#scorecard` in any browser and print that"
            )
        })?;
        Ok(Self { program })
    }

    /// Prints the page at an address into a new PDF. `profile` is a new folder; a log is written next to it.
    ///
    /// # Errors
    ///
    /// The browser does not start, fails, writes no PDF, or takes longer than two minutes.
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
            // Letters fitted to the dots of a screen are wider: in a Chromium without window a sheet came out a page longer.
            .arg("--font-render-hinting=none")
            .args([user_data, print_to])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).with_context(|| format!("writing {}", log.display()))?);
        if is_root(&log) {
            // As root, Chromium refuses to start with its sandbox.
            command.arg("--no-sandbox");
        }
        let status = self.wait(command.arg(address))?;
        let is_pdf = fs::read(pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF"));
        if !status.success() || !is_pdf {
            bail!(
                "{} printed nothing ({status}){}; set {VARIABLE} to another Chromium or Chrome",
                self.program.display(),
                last_line(&log)
            );
        }
        Ok(())
    }

    fn wait(&self, command: &mut Command) -> Result<ExitStatus> {
        let program = self.program.display();
        let mut child = command.spawn().with_context(|| format!("starting {program}"))?;
        let ended = child.wait_timeout(PRINT_TIMEOUT).with_context(|| format!("waiting for {program}"))?;
        ended.map_or_else(
            || {
                // Fails only if it has ended in the meantime.
                let _ = child.kill();
                let _ = child.wait();
                bail!("{program} did not print within {} seconds", PRINT_TIMEOUT.as_secs())
            },
            Ok,
        )
    }
}

/// Whether this process runs as root, by the owner of a file that it has just created.
#[cfg(unix)]
fn is_root(created: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(created).is_ok_and(|metadata| metadata.uid() == 0)
}

#[cfg(not(unix))]
fn is_root(_: &Path) -> bool {
    false
}

/// The last line of a log, to be appended to a message.
fn last_line(log: &Path) -> String {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let last = text.lines().map(str::trim).rfind(|line| !line.is_empty());
    last.map(|line| format!(": {line}")).unwrap_or_default()
}

//! `serve`, as authors and browsers use it: the real program on a book of its own.
//!
//! Each test has a book, a port and a temporary folder of its own, and waits for what it expects up to a limit.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use mdbook_casebook::starter;
use tempfile::TempDir;

const CASE: &str = "src/cases/related-articles.md";
const CASE_PAGE: &str = "/cases/related-articles.html";
const PROMPT: &str = "Below each article are three others.";

/// How long anything may take on a slow machine.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A book in a folder of its own, and a folder for what is temporary.
struct Book {
    root: TempDir,
    temporary: TempDir,
}

impl Book {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        for (path, text) in starter::files() {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self { root, temporary: TempDir::new().unwrap() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} holds {from:?}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    /// Puts a new file in the place of the old one, as many editors do: it is never half there.
    fn put(&self, path: &str, text: &str) {
        let new = self.path(&format!("{path}~"));
        fs::write(&new, text).unwrap();
        fs::rename(new, self.path(path)).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-casebook"));
        command.arg("serve").arg(self.root.path()).args(arguments).env("TMPDIR", self.temporary.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn serve(self) -> Server {
        Server::start(self, |book| book.command(&["--port", "0"]))
    }

    fn temporary_files(&self) -> usize {
        fs::read_dir(self.temporary.path()).unwrap().count()
    }
}

/// The program while it serves.
struct Server {
    book: Book,
    child: Child,
    port: u16,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts it and waits for its address.
    fn start(book: Book, command: impl FnOnce(&Book) -> Command) -> Self {
        let mut child = command(&book).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let log = Arc::new(Mutex::new(String::new()));
        let written = Arc::clone(&log);
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let mut log = written.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut server = Self { book, child, port: 0, log };
        let line = server.wait_for("an address", |server| {
            server.log().lines().find(|line| line.contains("serving the book at")).map(str::to_owned)
        });
        let (_, port) =
            line.split_once("http://").unwrap().1.split_once('/').unwrap().0.rsplit_once(':').unwrap();
        server.port = port.parse().unwrap();
        server
    }

    fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    fn get(&self, path: &str) -> Answer {
        ask(self.port, "GET", path, "")
    }

    /// Waits until `look` finds something.
    fn wait_for<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(start.elapsed() < TIMEOUT, "no {what} after {TIMEOUT:?}; the log:\n{}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the terminal shows a text.
    fn says(&self, text: &str) {
        self.wait_for(&format!("{text:?} in the terminal"), |server| {
            server.log().contains(text).then_some(())
        });
    }

    /// Waits until the page contains a text.
    fn page_with(&self, path: &str, text: &str) -> Answer {
        self.wait_for(&format!("{text:?} in {path}"), |server| {
            let answer = server.get(path);
            answer.body.contains(text).then_some(answer)
        })
    }

    /// Sends a signal and waits for the end.
    fn signal(&mut self, name: &str) -> std::process::ExitStatus {
        let kill = Command::new("sh").arg("-c").arg(format!("kill -{name} {}", self.child.id())).status();
        assert!(kill.unwrap().success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < TIMEOUT, "still running; the log:\n{}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// The id of the edition that the page belongs to.
    fn edition(&self) -> &str {
        let (_, rest) = self.body.split_once("data-changes=\"").expect("a page that waits for changes");
        rest.split_once('"').unwrap().0
    }
}

/// Sends a request on a new connection, with exactly this target.
fn ask(port: u16, method: &str, target: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(TIMEOUT)).unwrap();
    let request =
        format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// A browser that waits for the next edition: its response after the head, as it arrives.
fn wait_as_browser(server: &Server, path: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
    stream.set_read_timeout(Some(TIMEOUT)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        reader.read_line(&mut line).unwrap();
    }
    reader
}

fn is_told_to_reload(mut browser: BufReader<TcpStream>) -> bool {
    let mut line = String::new();
    while browser.read_line(&mut line).is_ok_and(|count| count > 0) {
        if line.starts_with("event: reload") {
            return true;
        }
        line.clear();
    }
    false
}

/// The paths of the book's own styles and of the script of its sidebar.
fn parts(page: &Answer) -> impl Iterator<Item = String> {
    let named = page.body.split('"').filter(|part| part.contains("theme/casebook-") || part.contains("toc-"));
    let absolute = named.map(|part| format!("/{}", part.trim_start_matches("../")));
    let found: Vec<String> = absolute.filter(|part| part.contains('.')).collect();
    assert!(found.len() >= 2, "{found:?}");
    found.into_iter()
}

fn is_left_alone(browser: BufReader<TcpStream>) -> bool {
    browser.get_ref().set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    !is_told_to_reload(browser)
}

#[test]
fn pages_are_served_and_nothing_is_kept_by_the_browser() {
    let server = Book::new().serve();
    let page = server.get(CASE_PAGE);
    assert_eq!(page.status, 200);
    assert!(page.body.contains(PROMPT));
    assert!(page.body.contains("new EventSource"));
    assert!(page.head.contains("cache-control: no-store"), "{}", page.head);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(!page.head.contains("last-modified") && !page.head.contains("etag"), "{}", page.head);

    let conditional =
        "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT\r\nIf-None-Match: *\r\nRange: bytes=0-9\r\n";
    let again = ask(server.port, "GET", CASE_PAGE, conditional);
    assert_eq!((again.status, again.body.len()), (200, page.body.len()));

    let head = ask(server.port, "HEAD", CASE_PAGE, "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert!(head.head.contains(&format!("content-length: {}", page.body.len())), "{}", head.head);

    let missing = server.get("/cases/no-such-case.html");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("Document not found (404)") && missing.body.contains("new EventSource"));

    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let refused = ask(server.port, method, CASE_PAGE, "Content-Length: 0\r\n");
        assert_eq!(refused.status, 405, "{method}");
        assert!(refused.head.contains("allow: get, head"), "{}", refused.head);
    }
    let folder = server.get("/cases");
    assert_eq!(folder.status, 307);
    assert!(folder.head.contains("location: /cases/\r\n"), "{}", folder.head);
    assert_eq!(server.log().matches("http://").count(), 1, "{}", server.log());
}

#[test]
fn a_save_shows_up_and_waiting_browsers_are_told() {
    let server = Book::new().serve();
    let before = server.get(CASE_PAGE);
    let browser = wait_as_browser(&server, before.edition());
    server.book.replace(CASE, PROMPT, "Below each article are five others.");
    assert!(is_told_to_reload(browser));
    let after = server.get(CASE_PAGE);
    assert!(after.body.contains("are five others"));
    assert_ne!(after.edition(), before.edition());
    assert!(is_left_alone(wait_as_browser(&server, after.edition())));
    // A browser that was too slow to wait in time is told at once.
    assert!(is_told_to_reload(wait_as_browser(&server, before.edition())));
    server.says("after src/cases/related-articles.md changed");

    // A new case, in a folder that the system has to notice, too.
    let text = server.book.read(CASE);
    fs::write(server.book.path("src/cases/new-case.md"), text.replace("Related articles", "Another case"))
        .unwrap();
    server.page_with("/cases/new-case.html", "Another case");

    // A style, and a configuration that an editor puts in place of the old one.
    fs::write(server.book.path("theme/casebook.css"), ".unheard-of { color: red; }").unwrap();
    server.wait_for("the new style", |server| {
        let page = server.get(CASE_PAGE);
        let style = parts(&page).find(|part| part.ends_with(".css"))?;
        server.get(&style).body.contains("unheard-of").then_some(())
    });
    server.book.put("book.toml", &server.book.read("book.toml").replace("My casebook", "Renamed book"));
    server.page_with(CASE_PAGE, "Renamed book");

    // A template of the book's own, in a folder that was not there before.
    fs::create_dir(server.book.path("templates")).unwrap();
    fs::write(server.book.path("templates/drill.md"), "# The drill's own template\n").unwrap();
    server.page_with("/drills/estimation.html", "The drill’s own template");
    fs::remove_dir_all(server.book.path("templates")).unwrap();
    server.wait_for("the built-in template", |server| {
        (!server.get("/drills/estimation.html").body.contains("own template")).then_some(())
    });
}

#[cfg(unix)]
#[test]
fn a_linked_case_appears_and_what_it_links_to_is_followed() {
    let book = Book::new();
    fs::create_dir(book.path("src/drafts")).unwrap();
    let draft = book.path("src/drafts/linked.txt");
    fs::write(&draft, book.read(CASE).replace("Related articles", "Linked case")).unwrap();
    let server = book.serve();
    std::os::unix::fs::symlink(&draft, server.book.path("src/cases/linked.md")).unwrap();
    server.page_with("/cases/linked.html", "Linked case");
    server.book.replace("src/drafts/linked.txt", PROMPT, "A text behind a link.");
    server.page_with("/cases/linked.html", "A text behind a link.");
}

#[test]
fn what_is_only_touched_or_an_editors_own_makes_no_new_edition() {
    let server = Book::new().serve();
    let before = server.get(CASE_PAGE);
    fs::write(server.book.path(CASE), server.book.read(CASE)).unwrap();
    fs::write(server.book.path("src/cases/.related-articles.md.swp"), "an editor's").unwrap();
    fs::write(server.book.path("src/cases/related-articles.md~"), "an editor's").unwrap();
    fs::create_dir(server.book.path("book")).unwrap();
    fs::write(server.book.path("book/index.html"), "a build's").unwrap();
    // More than enough for a build; the next real change is the first one to be built.
    thread::sleep(Duration::from_millis(1500));
    server.book.replace(CASE, PROMPT, "A real change.");
    let after = server.page_with(CASE_PAGE, "A real change.");
    let number = |answer: &Answer| answer.edition().rsplit_once('-').unwrap().1.parse::<u32>().unwrap();
    assert_eq!(number(&after), number(&before) + 1, "{}", server.log());
}

#[test]
fn a_broken_case_keeps_the_last_good_book_and_shows_what_is_wrong_until_it_is_fixed() {
    let server = Book::new().serve();
    let good = server.get(CASE_PAGE);
    assert!(!good.body.contains("cb-problems"));
    let browser = wait_as_browser(&server, good.edition());
    let round = "round = \"design\"";
    server.book.replace(CASE, round, "round = \"<img src=x onerror=alert(1)>{{ 7 }}\"");
    assert!(is_told_to_reload(browser));

    let broken = server.get(CASE_PAGE);
    assert_eq!(broken.status, 200);
    assert!(broken.body.contains(PROMPT), "the last good page stays");
    let (_, problems) = broken.body.split_once("<aside class=\"cb-problems\"").expect("what is wrong");
    for part in [
        "1 error",
        "unknown-round",
        "src/cases/related-articles.md:3:9",
        "&lt;img src=x onerror=alert(1)&gt;{{ 7 }}",
        "round = <mark>&quot;",
        "help:",
    ] {
        assert!(problems.contains(part), "{part:?} in {problems}");
    }
    assert!(!broken.body.contains("<img src=x"));
    assert!(server.get("/index.html").body.contains("cb-problems"), "on every page");
    for part in
        ["error[unknown-round]", "related-articles.md:3:9", "not built, still serving the last good book"]
    {
        server.says(part);
    }

    // Other problems are news for the browser, the same ones are not.
    let browser = wait_as_browser(&server, broken.edition());
    let name = "src/cases/a<b>&c.md";
    fs::write(server.book.path(name), "").unwrap();
    assert!(is_told_to_reload(browser));
    let worse = server.page_with(CASE_PAGE, "src/cases/a&lt;b&gt;&amp;c.md");
    assert!(!worse.body.contains("a<b>&c"));
    server.book.replace(CASE, PROMPT, "Elsewhere, all is well.");
    server
        .wait_for("a third failure", |server| (server.log().matches("not built").count() >= 3).then_some(()));
    assert_eq!(server.get(CASE_PAGE).edition(), worse.edition());

    let browser = wait_as_browser(&server, worse.edition());
    fs::remove_file(server.book.path(name)).unwrap();
    server.book.replace(CASE, "round = \"<img src=x onerror=alert(1)>{{ 7 }}\"", round);
    assert!(is_told_to_reload(browser));
    let fixed = server.page_with(CASE_PAGE, "Elsewhere, all is well.");
    assert!(!fixed.body.contains("cb-problems"));
}

#[test]
fn a_configuration_or_a_summary_that_is_gone_or_broken_is_said_and_the_book_stays() {
    let server = Book::new().serve();
    for (path, broken) in [
        ("book.toml", None),
        ("book.toml", Some("[book\ntitle = <b>")),
        ("src/SUMMARY.md", None),
        ("src/SUMMARY.md", Some("# Summary\n\n- [A](a.md\n- x\n")),
        ("templates/case.md", Some("{% if <b> %}")),
    ] {
        let path_on_disk = server.book.path(path);
        fs::create_dir_all(path_on_disk.parent().unwrap()).unwrap();
        let good = fs::read(&path_on_disk).ok();
        match broken {
            Some(text) => fs::write(&path_on_disk, text).unwrap(),
            None => fs::remove_file(&path_on_disk).unwrap(),
        }
        let page = server.page_with(CASE_PAGE, "cb-problems");
        let said = &page.body[page.body.find("<aside").unwrap()..];
        assert!(said.contains(path.rsplit('/').next().unwrap()), "{path} {broken:?}: {said}");
        assert!(page.body.contains(PROMPT), "{path} {broken:?}");
        assert!(!said.contains("<b>"), "{path} {broken:?}: {said}");
        match good {
            Some(good) => fs::write(&path_on_disk, good).unwrap(),
            None => fs::remove_file(&path_on_disk).unwrap(),
        }
        server.wait_for("the mended book", |server| {
            (!server.get(CASE_PAGE).body.contains("cb-problems")).then_some(())
        });
    }
}

#[test]
fn a_book_that_is_broken_from_the_start_has_a_page_that_says_why() {
    let book = Book::new();
    book.replace(CASE, "round = \"design\"", "round = \"desing\"");
    let server = book.serve();
    for path in ["/", CASE_PAGE, "/favicon.svg"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 503, "{path}");
        for part in ["There is no book yet", "unknown-round", "related-articles.md:3:9", "new EventSource"] {
            assert!(answer.body.contains(part), "{part:?} in {}", answer.body);
        }
    }
    let browser = wait_as_browser(&server, server.get("/").edition());
    server.book.replace(CASE, "desing", "design");
    assert!(is_told_to_reload(browser));
    assert_eq!(server.get(CASE_PAGE).status, 200);
}

#[test]
fn no_page_is_ever_missing_during_two_hundred_saves() {
    let server = Book::new().serve();
    let text = server.book.read(CASE);
    let done = AtomicBool::new(false);
    let asked = thread::scope(|scope| {
        let mut browsers = Vec::new();
        for path in [CASE_PAGE, "/", "/print.html"] {
            let (server, done) = (&server, &done);
            browsers.push(scope.spawn(move || {
                let mut count = 0;
                while !done.load(Ordering::Relaxed) {
                    let page = server.get(path);
                    assert_eq!(page.status, 200, "{path}");
                    assert!(page.body.contains("</html>") && page.body.contains("new EventSource"), "{path}");
                    // What the page is made of is there, even if the next edition already is.
                    for part in parts(&page) {
                        assert_eq!(server.get(&part).status, 200, "{part} of {path}");
                    }
                    count += 1;
                }
                count
            }));
        }
        // Faster than asked for. Each changes the summary, too: the sidebar's script gets another name.
        let summary = server.book.read("src/SUMMARY.md");
        for save in 1..=200 {
            server.book.put(CASE, &text.replace(PROMPT, &format!("This is save {save}.")));
            server.book.put("src/SUMMARY.md", &summary.replace("Progress", &format!("Progress {save}")));
            thread::sleep(Duration::from_millis(30));
        }
        server.page_with(CASE_PAGE, "This is save 200.");
        done.store(true, Ordering::Relaxed);
        browsers.into_iter().map(|browser| browser.join().unwrap()).collect::<Vec<u32>>()
    });
    assert!(asked.iter().all(|&count| count > 5), "{asked:?}");
    let folder = fs::read_dir(server.book.temporary.path()).unwrap().next().unwrap().unwrap();
    let editions = fs::read_dir(folder.path()).unwrap().count();
    assert!(editions <= 3, "{editions} editions are kept");
    assert!(!server.log().contains("error"), "{}", server.log());
}

#[test]
fn nothing_outside_of_the_book_is_served() {
    let book = Book::new();
    fs::write(book.path("src/not-to-be-found.txt"), "inside").unwrap();
    fs::write(book.path("secret.txt"), "outside").unwrap();
    let root = book.root.path().display().to_string();
    let server = book.serve();
    assert_eq!(server.get("/not-to-be-found.txt").body, "inside");
    let edition = fs::read_dir(server.book.temporary.path()).unwrap().next().unwrap().unwrap().path();
    let sibling = edition.join("sibling.txt");
    fs::write(sibling, "outside").unwrap();
    let absolute = format!("{root}/secret.txt");
    let twice = format!("/{absolute}");
    for target in [
        "/../sibling.txt",
        "/../../sibling.txt",
        "/cases/../../sibling.txt",
        "/cases/../../../sibling.txt",
        "/%2e%2e/sibling.txt",
        "/%2e%2e%2fsibling.txt",
        "/..%2fsibling.txt",
        "/.%2e/sibling.txt",
        "/..%5csibling.txt",
        "/..\\sibling.txt",
        "/%252e%252e/sibling.txt",
        "/..%00/sibling.txt",
        "/index.html%00",
        "/%ff",
        "/cases/index.html/",
        "/index.html/x",
        "//etc/passwd",
        "//cases",
        "/%2fetc%2fpasswd",
        "/file:///etc/passwd",
        "/c:/windows/win.ini",
        absolute.as_str(),
        twice.as_str(),
        "http://localhost/../sibling.txt",
        "../sibling.txt",
    ] {
        let answer = ask(server.port, "GET", target, "");
        assert!(matches!(answer.status, 400 | 404), "{target}: {} {}", answer.status, answer.head);
        assert!(!answer.body.contains("outside") && !answer.body.contains("root:"), "{target}");
        let head = ask(server.port, "HEAD", target, "");
        assert!(matches!(head.status, 400 | 404), "{target}: {} {}", head.status, head.head);
    }
    let long = ask(server.port, "GET", &format!("/{}", "a".repeat(4000)), "");
    assert_eq!(long.status, 404);
}

#[test]
fn a_port_in_use_is_an_error_at_once() {
    let book = Book::new();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let output = book.run(&["--port", &port.to_string()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    let expected = format!(
        "error: port {port} of 127.0.0.1 is in use: choose another with `--port`, or any free one with `--port 0`\n"
    );
    assert_eq!(said, expected);
    assert_eq!(book.temporary_files(), 0);
}

#[test]
fn what_cannot_be_served_is_an_error_with_a_next_step() {
    let book = Book::new();
    let output = book.command(&["--port", "0"]).env("TMPDIR", book.path("no-such-folder")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("creating a folder to build in") && said.contains("TMPDIR"), "{said}");

    fs::remove_file(book.path("book.toml")).unwrap();
    let output = book.run(&["--port", "0"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no book.toml") && said.contains("mdbook-casebook init"), "{said}");

    // An address kept for documentation, which no machine has.
    let output = book.run(&["--port", "0", "--hostname", "192.0.2.1"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("192.0.2.1 is not an address of this machine") && said.contains("--hostname"),
        "{said}"
    );
    assert_eq!(book.temporary_files(), 0);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly_and_leaves_nothing_behind() {
    for name in ["INT", "TERM", "HUP"] {
        let mut server = Book::new().serve();
        let page = server.get(CASE_PAGE);
        assert_eq!(server.book.temporary_files(), 1);
        // A browser that waits, and a connection that is kept open, hold nothing up.
        let mut waiting = wait_as_browser(&server, page.edition());
        let kept = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        let start = Instant::now();
        let status = server.signal(name);
        assert_eq!(status.code(), Some(0), "{name}: {}", server.log());
        assert!(start.elapsed() < Duration::from_secs(4), "{name} took {:?}", start.elapsed());
        assert_eq!(server.book.temporary_files(), 0, "{name}");
        let mut rest = String::new();
        let _ = waiting.read_to_string(&mut rest);
        assert!(!rest.contains("reload"), "{rest}");
        drop(kept);
    }
}

#[cfg(unix)]
#[test]
fn a_signal_during_the_first_build_leaves_nothing_behind() {
    let book = Book::new();
    let mut child = book.command(&["--port", "0"]).stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while book.temporary_files() == 0 {
        assert!(start.elapsed() < TIMEOUT);
        thread::sleep(Duration::from_millis(1));
    }
    Command::new("sh").arg("-c").arg(format!("kill -INT {}", child.id())).status().unwrap();
    let status = child.wait().unwrap();
    assert_eq!((status.code(), book.temporary_files()), (Some(0), 0));
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_chapters_holds_nothing_up() {
    let book = Book::new();
    for name in ["src/pipe", "src/cases/pipe.txt", "theme/pipe"] {
        assert!(Command::new("mkfifo").arg(book.path(name)).status().unwrap().success());
    }
    let server = book.serve();
    assert_eq!(server.get(CASE_PAGE).status, 200);
    server.book.replace("src/index.md", "# ", "# New ");
    server.page_with("/", "New ");
}

#[test]
fn a_name_can_be_listened_on() {
    let server = Server::start(Book::new(), |book| book.command(&["--port", "0", "-n", "localhost"]));
    assert_eq!(server.get("/").status, 200);
    let output = Book::new().run(&["--port", "0", "-n", "no such name"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.starts_with("error: the name no such name is unknown: choose another with `--hostname`"),
        "{said}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn only_this_machine_is_served_unless_asked_otherwise() {
    // Any address of 127.0.0.0/8 reaches this machine, but not a listener on 127.0.0.1 alone.
    let reaches =
        |server: &Server| TcpStream::connect(SocketAddr::from(([127, 0, 0, 2], server.port))).is_ok();
    let server = Book::new().serve();
    assert!(!reaches(&server));
    assert!(!server.log().contains("network"), "{}", server.log());
    drop(server);
    let all = |book: &Book| book.command(&["--port", "0", "--hostname", "0.0.0.0"]);
    let server = Server::start(Book::new(), all);
    assert!(reaches(&server));
    assert!(server.log().contains("anyone who can reach 0.0.0.0 over the network can read the book"));
    assert!(server.log().contains(&format!("http://127.0.0.1:{}/", server.port)));
}

#[test]
fn without_a_desktop_the_book_is_served_anyway() {
    let without_path = |book: &Book| {
        let mut command = book.command(&["--port", "0", "--open"]);
        command.env("PATH", Path::new("/nonexistent"));
        command
    };
    let server = Server::start(Book::new(), without_path);
    server.says("could not open a browser");
    server.says(&format!("open http://127.0.0.1:{}/ yourself", server.port));
    assert_eq!(server.get("/").status, 200);
}

//! Books of other authors, and what other programs do to a book before this one: what is not ours stays as it is.

use std::path::PathBuf;
use std::process::Command;

use mdbook_casebook::files::ENVIRONMENT;
use mdbook_casebook::mdbook::compile::{BuildError, Compiled, Drafts, HTML, Wanted, compile, compile_with};
use mdbook_casebook::report::{Format, render};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use crate::books::{BookTest, chapters};
use crate::protocol::{BINARY, input, run, stderr};

/// Without the theme, which the book does not need.
const TABLE: &str = "\n[preprocessor.casebook]\ncommand = \"mdbook-casebook\"\nbefore = [\"links\", \"index\"]\n\
    rules = { unwired-theme = \"allow\", outdated-theme = \"allow\" }\n";

type Site = Vec<(PathBuf, Vec<u8>)>;

/// What mdBook makes of a book by itself.
fn by_mdbook(book: &BookTest) -> Site {
    let settings = book.read("book.toml");
    book.write("book.toml", settings.split(TABLE).collect::<String>());
    let mut loaded = MDBook::load(book.root()).unwrap();
    loaded.config.build.build_dir = "plain".into();
    loaded.build().unwrap();
    book.write("book.toml", settings);
    let site = book.files("plain");
    std::fs::remove_dir_all(book.path("plain")).unwrap();
    site
}

/// What `mdbook-casebook build` makes of it.
fn by_casebook(book: &BookTest) -> Site {
    let mut command = Command::new(BINARY);
    command.arg("build").arg(book.root()).args(["-d", "ours"]).current_dir(book.root());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stderr(&output);
    // What mdBook itself says, about includes, is no concern here.
    let ours: Vec<&str> = said.lines().filter(|line| !line.starts_with(['E', ' '])).collect();
    assert!(matches!(ours.as_slice(), [line] if line.starts_with("built ")), "{said}");
    let site = book.files("ours");
    std::fs::remove_dir_all(book.path("ours")).unwrap();
    site
}

/// What an installed `mdbook` makes of it with this preprocessor, and without it; `None` if there is none.
fn by_installed_mdbook(book: &BookTest) -> Option<[Site; 2]> {
    Command::new("mdbook").arg("--version").output().ok()?;
    let settings = book.read("book.toml");
    let without: String = settings.split(TABLE).collect();
    let with = format!("{without}{}", TABLE.replace("\"mdbook-casebook\"", &format!("{BINARY:?}")));
    let sites = [with, without].map(|settings| {
        book.write("book.toml", settings);
        let mut command = Command::new("mdbook");
        let output = command.arg("build").arg(book.root()).args(["-d", "plain"]).current_dir(book.root());
        let output = output.output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        let site = book.files("plain");
        std::fs::remove_dir_all(book.path("plain")).unwrap();
        site
    });
    book.write("book.toml", settings);
    Some(sites)
}

/// A book whose sources are its root publishes its settings, too, and our table is in them.
fn without_settings(site: &Site) -> Vec<&(PathBuf, Vec<u8>)> {
    site.iter().filter(|(path, _)| !path.ends_with("book.toml")).collect()
}

fn same(one: &Site, other: &Site) {
    let (one, other) = (without_settings(one), without_settings(other));
    let names = |site: &[&(PathBuf, Vec<u8>)]| site.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    assert!(one.iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "html")).count() > 8);
    for ((path, a), (_, b)) in one.iter().zip(other) {
        assert!(a == b, "{} differs", path.display());
    }
}

/// The foreign book in its variants: as it is, with our table, with a theme, with odd bytes, and with `src = "."`.
fn foreign() -> Vec<(&'static str, BookTest)> {
    let with_table = |book: &BookTest| book.write("book.toml", book.read("book.toml") + TABLE);
    let own_theme = |book: &BookTest| book.write("theme/index.hbs", book.read("own-index.hbs"));
    let plain = BookTest::of("foreign");
    let table = BookTest::of("foreign");
    with_table(&table);
    let theme = BookTest::of("foreign");
    own_theme(&theme);
    with_table(&theme);
    let bytes = BookTest::of("foreign");
    bytes.change_all(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let summary = bytes.read("src/SUMMARY.md");
    bytes.write("src/SUMMARY.md", summary.trim_start_matches('\u{feff}'));
    with_table(&bytes);
    let mut books =
        vec![("plain", plain), ("with our table", table), ("with a theme", theme), ("odd bytes", bytes)];
    for src in [".", "./"] {
        let book = BookTest::empty();
        let of = BookTest::of("foreign");
        for (path, text) in of.files("src") {
            book.write(path.to_str().unwrap(), text);
        }
        book.write("theme/own.css", of.read("theme/own.css"));
        book.write("theme/own.js", of.read("theme/own.js"));
        let settings = of.read("book.toml").replace("language", &format!("src = {src:?}\nlanguage"));
        book.write("book.toml", settings + TABLE);
        books.push((src, book));
    }
    books
}

#[test]
fn a_book_of_another_author_stays_as_mdbook_makes_it() {
    for (name, book) in foreign() {
        println!("{name}");
        assert_eq!(book.check_at(if name.starts_with('.') { name } else { "src" }), "", "{name}");
        same(&by_mdbook(&book), &by_casebook(&book));
    }
}

/// The pages without the lines that load the theme.
fn without_theme(site: Site) -> Site {
    let of_theme = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("casebook") || path.starts_with("casebook")
    };
    let keep = |line: &&str| !line.contains("theme/casebook");
    let lines = |(path, bytes): (PathBuf, Vec<u8>)| {
        if path.extension().is_none_or(|ending| ending != "html") {
            return (path, bytes);
        }
        let text = String::from_utf8(bytes).unwrap();
        // Pages that only lead elsewhere have none.
        assert!(!text.contains("<main") || text.contains("theme/casebook"), "{}", path.display());
        let kept: String = text.split_inclusive('\n').filter(keep).collect();
        (path, kept.into_bytes())
    };
    site.into_iter().filter(|(path, _)| !of_theme(path)).map(lines).collect()
}

fn installed(book: &BookTest) -> Site {
    let settings = book.read("book.toml");
    book.write("book.toml", settings.split(TABLE).collect::<String>());
    let output = Command::new(BINARY).arg("install").arg(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let site = by_casebook(book);
    book.write("book.toml", settings);
    site
}

#[test]
fn with_the_theme_installed_only_the_lines_that_load_it_are_new() {
    let book = BookTest::of("foreign");
    let plain = by_mdbook(&book);
    same(&plain, &without_theme(installed(&book)));
}

/// For a look at the books of others, which are not in this repository.
#[test]
#[ignore = "needs CASEBOOK_FOREIGN, the folders of books separated by `:`"]
fn books_from_elsewhere_stay_as_mdbook_makes_them() {
    for folder in std::env::var("CASEBOOK_FOREIGN").unwrap().split(':') {
        let book = BookTest::of(folder);
        book.write("book.toml", book.read("book.toml") + TABLE);
        let plain = by_mdbook(&book);
        println!("{folder}: {} files", plain.len());
        same(&plain, &by_casebook(&book));
        same(&plain, &without_theme(installed(&book)));
    }
}

#[test]
fn an_installed_mdbook_with_this_preprocessor_changes_nothing_either() {
    for (name, book) in foreign() {
        match by_installed_mdbook(&book) {
            Some([with, without]) => same(&with, &without),
            None => println!("skipped for {name}: no `mdbook` on the path"),
        }
    }
}

/// The theme of a casebook finds out by this element whose attempts a page is about.
#[test]
fn only_pages_that_ask_for_it_get_an_element_of_ours() {
    let book = BookTest::of("everything").compile().unwrap();
    let with: Vec<&str> = chapters(&book)
        .into_iter()
        .filter(|chapter| !chapter.content.contains("<cb-book"))
        .map(|chapter| chapter.name.as_str())
        .collect();
    assert_eq!(with, ["Deeper", "Draft", "Afterword"]);
}

/// A book as earlier preprocessors leave it.
fn changed(book: &BookTest, change: impl Fn(&mut Chapter)) -> Book {
    let mut loaded = book.load().book;
    loaded.for_each_chapter_mut(change);
    loaded
}

fn compiled(book: &BookTest, target: Book) -> Result<Book, String> {
    match compile(book.root(), &book.load().config, target, None) {
        Ok(Compiled { mut book, chapters, warnings }) => {
            chapters.fill(&mut book).unwrap();
            assert_eq!(render(&warnings, Format::Concise), "");
            Ok(book)
        }
        Err(BuildError::Content(found)) => Err(render(&found, Format::Concise)),
        Err(BuildError::Tool(error)) => panic!("{error:#}"),
    }
}

fn chapter<'a>(book: &'a Book, name: &str) -> &'a Chapter {
    let found = chapters(book).into_iter().find(|chapter| chapter.name == name);
    found.unwrap_or_else(|| panic!("no chapter {name}"))
}

#[test]
fn what_earlier_preprocessors_made_of_a_chapter_is_compiled() {
    let book = BookTest::starter();
    let summary = book.read("src/SUMMARY.md") + "- [Case](cases/related-articles.md)\n- [Plain](plain.md)\n";
    book.write("src/SUMMARY.md", summary);
    book.write("src/plain.md", "# Plain\n");
    let translate = |chapter: &mut Chapter| {
        chapter.content =
            chapter.content.replace("A newspaper has", "Eine Zeitung hat").replace("# Plain", "# Schlicht");
        chapter.content = chapter.content.replace("Pick a case", "Wähle einen Fall");
    };
    let translated = changed(&book, translate);
    assert!(chapter(&translated, "Case").content.contains("Eine Zeitung hat"));
    let made = compiled(&book, translated.clone()).unwrap();
    assert!(chapter(&made, "Case").content.contains("Eine Zeitung hat"));
    assert!(!chapter(&made, "Case").content.contains("A newspaper has"));
    assert!(chapter(&made, "Case").content.contains("<cb-case"));
    assert!(chapter(&made, "My casebook").content.contains("Wähle einen Fall"));
    assert_eq!(chapter(&made, "Plain").content, "# Schlicht\n");
    // Through the protocol, too.
    let context = serde_json::from_slice::<(serde_json::Value, Book)>(&input(&book)).unwrap().0;
    let output = run(&serde_json::to_vec(&(context, translated)).unwrap());
    assert_eq!(stderr(&output), "");
    let written: Book = serde_json::from_slice(&output.stdout).unwrap();
    assert!(written == made, "the protocol makes another book");
}

#[test]
fn a_place_in_a_text_that_is_not_on_disk_says_so() {
    let book = BookTest::starter();
    let target = changed(&book, |chapter| {
        chapter.content = chapter.content.replace("{{#casebook cases}}", "TODO {{#casebook cases}}");
    });
    let report = compiled(&book, target).unwrap_err();
    assert!(
        report.starts_with(
            "src/cases/index.md:5:1: error[placeholder]: placeholder `TODO` left over \
             (help: write the text; look in the text that another preprocessor made of the file)\n"
        ),
        "{report}"
    );
    book.replace("src/index.md", "Pick a case", "TODO pick a case");
    let report = compiled(&book, book.load().book).unwrap_err();
    assert!(report.ends_with("(help: write the text)\n"), "{report}");
}

#[test]
fn a_chapter_that_another_preprocessor_made_is_no_missing_one() {
    let book = BookTest::starter();
    let mut target = book.load().book;
    let made = Chapter::new("Made", "# Made\n\nTODO $x$\n".to_owned(), "made.md", Vec::new());
    target.items.push(BookItem::Chapter(made.clone()));
    let asked = Chapter::new("Asked", "# Asked\n\n{{#casebook drills}}\n".to_owned(), "asked.md", Vec::new());
    target.items.push(BookItem::Chapter(asked));
    let compiled = compiled(&book, target).unwrap();
    assert_eq!(*chapter(&compiled, "Made"), made);
    assert!(chapter(&compiled, "Asked").content.contains("cb-card"));
}

/// The starter with its files in other folders.
fn moved() -> BookTest {
    let book = BookTest::starter();
    let settings = "cases = \"practice/design\"\ndrills = \"./practice/short/\"\nrubrics = \"rounds\"\nsamples = \"practice/answers\"\n";
    book.replace("book.toml", "renderers", &format!("{settings}renderers"));
    for (from, to) in [
        ("cases/index.md", "practice/design/index.md"),
        ("cases/related-articles.md", "practice/design/news/related-articles.md"),
        ("drills/index.md", "practice/short/index.md"),
        ("drills/estimation.md", "practice/short/deep/er/estimation.md"),
        ("rubrics/index.md", "rounds/index.md"),
        ("rubrics/design.toml", "rounds/long/design.toml"),
        ("samples/related-articles/a-counting-answer.md", "practice/answers/x/related-articles/a.md"),
    ] {
        book.write(&format!("src/{to}"), book.read(&format!("src/{from}")));
        std::fs::remove_file(book.path(&format!("src/{from}"))).unwrap();
    }
    let summary = book.read("src/SUMMARY.md");
    let summary = summary.replace("(cases/", "(practice/design/").replace("(drills/", "(practice/short/");
    book.write("src/SUMMARY.md", summary.replace("(rubrics/", "(rounds/"));
    // Folders of the author's own, with the names of the defaults.
    book.write("src/cases/law.md", "# A case of law\n\nTODO\n");
    book.write("src/SUMMARY.md", book.read("src/SUMMARY.md") + "- [Law](cases/law.md)\n");
    book
}

#[test]
fn folders_are_settings_and_files_in_folders_below_count() {
    let book = moved();
    assert_eq!(book.check(), "");
    let compiled = book.compile().unwrap();
    let paths: Vec<String> =
        chapters(&compiled).iter().map(|c| c.path.clone().unwrap().display().to_string()).collect();
    for path in [
        "practice/design/news/related-articles.md",
        "practice/short/deep/er/estimation.md",
        "rounds/long/design.md",
    ] {
        assert!(paths.iter().any(|known| known == path), "{path} is not among {paths:?}");
    }
    assert_eq!(chapter(&compiled, "Law").content, "# A case of law\n\nTODO\n");
    let paths = "data-paths=\"&#123;&quot;related-articles&quot;:&quot;practice/design/news/related-articles.html&quot;&#125;\"";
    let index = &chapter(&compiled, "My casebook").content;
    assert!(index.contains(paths), "the browser knows where the case is: {index}");
    let case = &chapters(&compiled).into_iter().find(|c| c.content.contains("<cb-case ")).unwrap().content;
    assert!(case.contains("href=\"../../../rounds/long/design.html\""), "{case}");
    assert!(case.contains("A counting answer") || case.contains("cb-sample"), "it has its sample");
    let output = Command::new(BINARY).arg("build").arg(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    for page in
        ["practice/design/news/related-articles", "practice/short/deep/er/estimation", "rounds/long/design"]
    {
        assert!(book.path(&format!("book/{page}.html")).is_file(), "{page}");
    }
}

#[test]
fn two_files_of_one_name_and_folders_that_cannot_be_are_errors() {
    let book = moved();
    book.write(
        "src/practice/design/related-articles.md",
        book.read("src/practice/design/news/related-articles.md"),
    );
    let report = book.check();
    assert!(
        report.contains(
            "src/practice/design/related-articles.md:1:1: error[repeated-slug]: \
                         `src/practice/design/news/related-articles.md` is a case of the same name"
        ),
        "{report}"
    );
    for (folder, fact) in [
        ("../cases", "is not below `src`"),
        ("/cases", "is not below `src`"),
        (".", "is not below `src`"),
        ("drills", "is also that of the drills"),
    ] {
        let book = BookTest::starter();
        book.replace("book.toml", "renderers", &format!("cases = {folder:?}\nrenderers"));
        let report = book.check();
        let line = report.lines().find(|line| line.contains("error[unusable-folder]")).unwrap_or_default();
        assert!(line.contains(&format!("the folder `{folder}` {fact}")), "{report}");
    }
}

#[test]
fn a_file_that_looks_like_a_case_and_is_none_is_a_warning() {
    let book = BookTest::starter();
    let case = book.read("src/cases/related-articles.md");
    for path in ["cases/a.markdown", "cases/B.MD", "samples/stray.md", "elsewhere/c.md"] {
        book.write(&format!("src/{path}"), &case);
    }
    book.write("src/rubrics/d.TOML", "");
    // None of these looks like one.
    for path in ["cases/notes.txt", "cases/.hidden.md", "cases/picture.svg", "elsewhere/e.md"] {
        book.write(&format!("src/{path}"), "+++\ntitle = \"x\"\n+++\n");
    }
    std::fs::remove_file(book.path("src/cases/.hidden.md")).unwrap();
    let report = book.check();
    let lines: Vec<&str> = report.lines().collect();
    let places = [
        "src/cases/B.MD:1:1: warning[stray-file]: the file is not a case (help: rename it to end in `.md`)",
        "src/cases/a.markdown:1:1: warning[stray-file]: the file is not a case (help: rename it to end in `.md`)",
        "src/elsewhere/c.md:3:1: warning[stray-file]: the file has the front matter of a case and is none (help: move it into `src/cases`)",
        "src/rubrics/d.TOML:1:1: warning[stray-file]: the file is not a rubric (help: rename it to end in `.toml`)",
        "src/samples/stray.md:1:1: warning[stray-file]: the file is not a sample (help: move it into a folder with the name of its case)",
    ];
    assert_eq!(lines, places);
}

#[test]
fn how_much_a_rule_matters_is_the_authors() {
    let case = "src/cases/related-articles.md";
    let with = |rules: &str, allow: &str| {
        let book = BookTest::starter();
        book.replace(case, "Use the text: the nearest", "TODO: the nearest");
        book.replace(case, "+++\ntitle", &format!("+++\n{allow}title"));
        book.write("book.toml", book.read("book.toml") + rules);
        book.check()
    };
    let table = "\n[preprocessor.casebook.rules]\n";
    assert!(with("", "").contains("error[placeholder]"));
    assert!(with(&format!("{table}placeholder = \"warn\"\n"), "").contains("warning[placeholder]"));
    assert_eq!(with(&format!("{table}placeholder = \"allow\"\n"), ""), "");
    assert_eq!(with("", "allow = [\"placeholder\"]\n"), "");
    // The file is nearer than the book.
    assert_eq!(with(&format!("{table}placeholder = \"warn\"\n"), "allow = [\"placeholder\"]\n"), "");
    let report = with(
        &format!("{table}placeholders = \"warn\"\nunused-source = \"no\"\nmissing-key = \"warn\"\n"),
        "",
    );
    for line in [
        "error[unknown-rule]: unknown rule `placeholders` (help: write `placeholder`)",
        "error[unknown-rule]: unknown severity `no` (help: write one of `allow`, `warn`, `error`)",
        "error[fixed-rule]: the rule `missing-key` cannot be allowed",
    ] {
        assert!(report.contains(line), "{line}:\n{report}");
    }
    let report = with(&format!("{table}unused-rubric = \"error\"\nplaceholder = \"allow\"\n"), "");
    assert_eq!(report, "");
    let report = with("", "allow = [\"toml-syntax\"]\n");
    assert!(report.contains(&format!("{case}:2:10: error[fixed-rule]")), "{report}");
}

/// A book can be built with everything that can be allowed.
#[test]
fn what_is_allowed_breaks_no_page() {
    let book = BookTest::starter();
    let case = "src/cases/related-articles.md";
    book.replace(
        case,
        "Use the text: the nearest",
        "TODO $\\frac{a$ [gone](gone.md)\n\n```mermaid\nflowchart LR\n  a -->\n```\n\nThe nearest",
    );
    let rules = ["placeholder", "math-syntax", "broken-link", "diagram-syntax", "diagram-without-title"];
    assert!(rules[..4].iter().all(|rule| book.check().contains(rule)), "{}", book.check());
    book.replace(case, "+++\ntitle", &format!("+++\nallow = {rules:?}\ntitle"));
    assert_eq!(book.check(), "");
    let output = Command::new(BINARY).arg("build").arg(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn a_draft_is_left_out_of_a_build_and_shown_while_it_is_served() {
    let book = BookTest::starter();
    let text = book.read("src/cases/related-articles.md");
    book.write(
        "src/cases/later.md",
        text.replacen("title = ", "draft = true\ntitle = ", 1).replace("Use the text", "TODO"),
    );
    let listed = book.read("src/SUMMARY.md") + "- [Later](cases/later.md)\n";
    book.write("src/SUMMARY.md", &listed);
    let report = book.check();
    assert!(!report.contains("error"), "{report}");
    assert!(report.contains("src/cases/later.md:2:9: warning[unfinished-case]"), "{report}");
    assert!(report.contains("warning[placeholder]"), "{report}");
    let compiled = |drafts| {
        let loaded = book.load();
        let wanted = Wanted { drafts, renderer: HTML, found: &[] };
        let Compiled { mut book, chapters, warnings } =
            compile_with(book.root(), &loaded.config, loaded.book, None, wanted).unwrap();
        assert!(render(&warnings, Format::Concise).contains("warning[unfinished-case]"));
        chapters.fill(&mut book).unwrap();
        book
    };
    let built = compiled(Drafts::LeftOut);
    let draft = chapter(&built, "Later");
    assert!(draft.is_draft_chapter() && draft.content.is_empty(), "{draft:?}");
    assert!(chapters(&built).iter().all(|chapter| !chapter.content.contains("cases/later")));
    let served = compiled(Drafts::Shown);
    assert!(chapter(&served, "Later").content.contains("<strong class=\"cb-draft\">Draft</strong>"));
    assert!(chapter(&served, "My casebook").content.contains("cases/later.html"));
    // Without a round there is no page.
    book.replace("src/cases/later.md", "round = \"design\"\n", "");
    assert!(!book.check().contains("error"), "{}", book.check());
    assert!(chapter(&compiled(Drafts::Shown), "Later").is_draft_chapter());
}

#[test]
fn a_quantity_that_needs_one_of_a_draft_is_on_its_page() {
    let book = BookTest::starter();
    let text = book.read("src/cases/related-articles.md");
    let estimate = "```estimate\nnights = 9 # measured\n```\n\n### Signals";
    let later = text.replacen("title = ", "draft = true\ntitle = ", 1).replacen("### Signals", estimate, 1);
    book.write("src/cases/later.md", later);
    let estimate =
        "```estimate\nyears = later/nights × 2 = 18\n```\n\n[18](=years) and [9](=later/nights)\n\n";
    let drill = book.read("src/drills/estimation.md");
    let (start, question) = drill.split_at(drill.find("\n## ").unwrap() + 1);
    let (question, answer) = question.split_once("\n\n").unwrap();
    book.write("src/drills/estimation.md", format!("{start}{question}\n\n{estimate}{answer}"));
    let report = book.check();
    assert!(!report.contains("error"), "{report}");
    let loaded = book.load();
    let wanted = Wanted { drafts: Drafts::LeftOut, renderer: HTML, found: &[] };
    let compiled = compile_with(book.root(), &loaded.config, loaded.book, None, wanted).unwrap();
    let (mut built, chapters) = (compiled.book, compiled.chapters);
    chapters.fill(&mut built).unwrap();
    let page = &chapter(&built, "Estimation").content;
    assert!(page.contains("data-quantity=\"years\""), "{page}");
    assert!(page.contains("and 9"), "a link to a page that is left out is text: {page}");
}

#[test]
fn settings_of_the_environment_count_and_mdbooks_own_keys_are_taken() {
    let book = BookTest::starter();
    book.replace("book.toml", "renderers", "optional = true\nafter = [\"other\"]\nrenderers");
    assert_eq!(book.check(), "");
    let build = |variables: &[(&str, &str)]| {
        let mut command = Command::new(BINARY);
        command.args(["build", "-d", "book"]).arg(book.root()).current_dir(book.root());
        command.envs(variables.iter().copied()).output().unwrap()
    };
    let output = build(&[
        ("MDBOOK_PREPROCESSOR__CASEBOOK__ID", "from-outside"),
        ("MDBOOK_PREPROCESSOR__CASEBOOK__RULES__PLACEHOLDER", "warn"),
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = book.read("book/cases/related-articles.html");
    assert!(page.contains("data-id=\"from-outside\"") && !page.contains("data-id=\"my-casebook\""));
    let output = build(&[("MDBOOK_PREPROCESSOR__CASEBOOK__IDD", "x")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("unknown key `idd`"), "{}", stderr(&output));
}

#[test]
fn a_setting_of_the_environment_is_reported_where_it_was_set() {
    let book = BookTest::starter();
    let reported = |variables: &[(&str, &str)]| {
        let mut command = Command::new(BINARY);
        command.args(["check", "--format", "concise"]).arg(book.root());
        let variables = variables.iter().map(|(key, value)| (format!("{ENVIRONMENT}__{key}"), value));
        String::from_utf8(command.envs(variables).output().unwrap().stdout).unwrap()
    };
    for (key, value, problem) in [
        ("CASES", "../x", "1:11: error[unusable-folder]: the folder `../x` is not below `src`"),
        ("CASES", "drills", "1:11: error[unusable-folder]: the folder `drills` is also that of the drills"),
        ("ID", "a b", "1:8: error[malformed-id]: the id `a b` has characters other than"),
        ("MACROS__A1", "x", "1:10: error[malformed-macro]: the macro `a1` has characters other than letters"),
        ("RULES__NO_RULE", "warn", "1:9: error[unknown-rule]: unknown rule `no-rule`"),
        ("RULES__PLACEHOLDER", "off", "1:25: error[unknown-rule]: unknown severity `off`"),
        ("AFTER", "[\"links\"]", "1:12: error[late-preprocessor]: `after` names `links`"),
        ("BEFORE", "[\"links\"]", "1:13: warning[unfixed-order]: `before` does not name `index`"),
        ("IDD", "x", "1:1: error[unknown-key]: unknown key `idd`"),
    ] {
        let report = reported(&[(key, value)]);
        assert!(report.contains(&format!("{ENVIRONMENT}:{problem}")), "{problem}: {report}");
        assert!(!report.contains("another preprocessor"), "{report}");
    }
    // What `book.toml` says of the same table stays where it is.
    let rules = book.read("book.toml") + "\n[preprocessor.casebook.rules]\nno-rule = \"warn\"\n";
    book.write("book.toml", rules);
    let report = reported(&[("RULES__PLACEHOLDER", "warn")]);
    assert!(report.starts_with("book.toml:") && report.contains("unknown rule `no-rule`"), "{report}");
    assert_eq!(report.lines().count(), 1, "{report}");
}

#[test]
fn links_that_are_right_are_not_reported_and_a_readme_is_an_index() {
    let book = BookTest::starter();
    let settings = book.read("book.toml") + "\n[output.html.redirect]\n\"/old.html\" = \"index.html\"\n";
    book.write("book.toml", settings);
    book.write("src/part/README.md", "+++\n+++\n\n# Part\n");
    let text = "+++\n+++\n\n# Links\n\n<a@b.c> [old](old.html) [old](old.md) [part](part/README.md#part) [ref]\n\n[ref]: part/README.md\n";
    book.write("src/links.md", text);
    let summary = book.read("src/SUMMARY.md") + "- [Links](./part/../links.md)\n- [Part](part/README.md)\n";
    book.write("src/SUMMARY.md", summary);
    assert_eq!(book.check(), "");
    let output = Command::new(BINARY).arg("build").arg(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let page = book.read("book/links.html");
    assert_eq!(page.matches("href=\"part/index.html#part\"").count(), 1, "{page}");
    assert!(!page.contains("README"), "{page}");
}

#[test]
fn whoever_edits_a_page_is_sent_to_its_file() {
    let book = BookTest::starter();
    book.replace(
        "book.toml",
        "[output.html]\n",
        "[output.html]\nedit-url-template = \"https://x.example/{path}\"\n",
    );
    let output = Command::new(BINARY).arg("build").arg(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let page = book.read("book/rubrics/design.html");
    assert!(page.contains("https://x.example/src/rubrics/design.toml"), "{page}");
    assert!(book.read("book/drills/estimation.html").contains("https://x.example/src/drills/estimation.md"));
}

#[test]
fn other_renderers_get_plain_markdown() {
    let book = BookTest::starter();
    let text = book
        .read("book.toml")
        .replace("renderers = [\"html\"]\n", "")
        .replace("\"mdbook-casebook\"", &format!("{BINARY:?}"));
    book.write("book.toml", text + "\n[output.markdown]\n");
    book.load().build().unwrap();
    assert!(book.read("book/html/cases/related-articles.html").contains("<cb-case"));
    let case = book.read("book/markdown/cases/related-articles.md");
    assert!(case.starts_with("# ") && case.contains("### Signals") && !case.contains("+++"), "{case}");
    let index = book.read("book/markdown/index.md");
    assert!(index.contains("](<cases/related-articles.md>)") && !index.contains("{{#casebook"), "{index}");
    let rubric = book.read("book/markdown/rubrics/design.md");
    assert!(rubric.contains("\n## Design\n") || rubric.contains("\n## "), "{rubric}");
    for (path, bytes) in book.files("book/markdown") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(path.extension().is_none_or(|e| e != "md") || !text.contains("cb-"), "{}", path.display());
    }
}

#[test]
fn another_version_of_mdbook_gets_a_sentence() {
    let book = BookTest::starter();
    let (mut context, target): (serde_json::Value, serde_json::Value) =
        serde_json::from_slice(&input(&book)).unwrap();
    context["mdbook_version"] = "0.4.52".into();
    let old = serde_json::json!([context, { "sections": target["items"], "__non_exhaustive": null }]);
    let output = run(&serde_json::to_vec(&old).unwrap());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: needs mdBook 0.5, was called by 0.4.52\n");
    context["mdbook_version"] = "0.6.0".into();
    let output = run(&serde_json::to_vec(&serde_json::json!([context, target])).unwrap());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "warning: needs mdBook 0.5, was called by 0.6.0\n");
}

/// Links that no browser follows, each at its place.
#[test]
fn places_files_and_labels_that_do_not_exist_are_reported() {
    let book = BookTest::starter();
    let heads = "## Ready-to-use: `Vec<T>` & \"quotes\" -- fast\n\n## Same\n\n## Same\n\n## Named {#own .wide}\n\n> ### Inside\n\n";
    let right = "[1](#ready-to-use-vect--quotes----fast) [2](#same-1) [3](#own) [4](#inside) [5](#html) [6](index.md#my-casebook) \
        [7](cases/related-articles.md#scorecard) [8](cases/related-articles.md#design) [9](rubrics/design.md#verdict) \
        [10](drills/estimation.html) [11](#) [12](#footnote-a) x[^a] a[i][j] [t][ok] [13](#%6fwn)\n\n[^a]: Note.\n\n[ok]: index.md\n\n\
        <p id=\"html\"><img src='picture.svg' alt=''></p>\n\n";
    let page = |text: &str| format!("+++\n+++\n\n# Links\n\n{heads}{right}{text}");
    book.write("src/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    book.write("src/SUMMARY.md", book.read("src/SUMMARY.md") + "- [Links](links.md)\n");
    book.write("src/links.md", page(""));
    assert_eq!(book.check(), "");
    book.write(
        "src/links.md",
        page("[a](#nowhere)\n[b](rubrics/design.md#verdcit)\n<img src=\"gone.png\">\n[c][undefined]\n"),
    );
    let at = page("").lines().count() + 1;
    let lines = [
        format!("src/links.md:{at}:5: warning[missing-anchor]: this page has no place `#nowhere`"),
        format!(
            "src/links.md:{}:5: warning[missing-anchor]: `rubrics/design.md` has no place `#verdcit` (help: write `#verdict`)",
            at + 1
        ),
        format!("src/links.md:{}:11: error[broken-link]: no file `gone.png`", at + 2),
        format!(
            "src/links.md:{}:1: warning[undefined-link]: nothing defines the label of `[c][undefined]`",
            at + 3
        ),
    ];
    let report = book.check();
    assert_eq!(report.lines().count(), lines.len(), "{report}");
    for (line, found) in lines.iter().zip(report.lines()) {
        assert!(found.starts_with(line), "{line}\n{report}");
    }
    // A page that is not ours is mdBook's.
    book.write("src/links.md", page("[a](#nowhere)\n[c][undefined]\n").replace("+++\n", ""));
    assert_eq!(book.check(), "");
}

/// mdBook would stop without a place.
#[test]
fn a_style_sheet_that_does_not_exist_is_reported_at_its_place() {
    let book = BookTest::starter();
    book.replace("book.toml", "\"theme/casebook.css\", ", "\"theme/casebook.css\", \"own.css\", ");
    std::fs::remove_file(book.path("theme/casebook-mdbook.css")).unwrap();
    let report = book.check();
    let line = "book.toml:12:41: error[missing-asset]: no file `own.css` (help: write its path from the folder of \
                `book.toml`, or remove it)\n";
    let theme = "no file `theme/casebook-mdbook.css` (help: run `mdbook-casebook install`, which writes it)";
    assert!(report.contains(line) && report.contains(theme), "{report}");
}

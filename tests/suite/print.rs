//! Paper: the real program prints with a real Chromium, and poppler reads the PDFs.
//!
//! The workbook is built once for all tests. Chromium and poppler must be installed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use mdbook_casebook::check::check_on_disk;
use mdbook_casebook::lower::lower_book;
use mdbook_casebook::lower::model::{Book, Case};
use mdbook_casebook::mdbook::build::load_config;
use mdbook_casebook::print::chromium::Chromium;
use tempfile::TempDir;
use url::Url;

use crate::books::BookTest;
use crate::paper::{Pdf, sentences, words};

/// The narrowest margin of a sheet, in millimeters: the one with the page number.
const MARGIN: f64 = 5.0;

fn workbook_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn run(arguments: &[&str], root: &Path, output: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mdbook-casebook"))
        .arg("print")
        .args(arguments)
        .arg("--root")
        .arg(root)
        .arg("--output")
        .arg(output)
        .output()
        .unwrap()
}

/// The printed files, by name.
fn printed(arguments: &[&str], root: &Path) -> (TempDir, Vec<(String, Pdf)>) {
    let folder = tempfile::tempdir().unwrap();
    let output = run(arguments, root, &folder.path().join("pdfs"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let mut names: Vec<String> = fs::read_dir(folder.path().join("pdfs"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in &names {
        let path = folder.path().join("pdfs").join(name);
        assert!(said.contains(&format!("wrote {}", path.display())), "{said}");
    }
    let open = |name: String| (name.clone(), Pdf::open(folder.path().join("pdfs").join(name)));
    let pdfs = names.into_iter().map(open).collect();
    (folder, pdfs)
}

/// The cases in the order of their files, as [`printed`] gives them.
fn cases_by_name(book: &Book) -> Vec<&Case> {
    let mut cases: Vec<&Case> = book.cases.iter().collect();
    cases.sort_by_key(|case| &case.slug);
    cases
}

/// The checked workbook.
fn workbook() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| book_at(&workbook_root()))
}

fn book_at(root: &Path) -> Book {
    let config = load_config(root).unwrap();
    let checked = check_on_disk(root, &config.book.src).unwrap();
    lower_book(checked.book, &checked.estimates, config.book.title.as_deref().unwrap(), true).unwrap()
}

/// The workbook as HTML.
fn html() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let output = Command::new(env!("CARGO_BIN_EXE_mdbook-casebook"))
            .current_dir(workbook_root())
            .args(["build", "--dest-dir"])
            .arg(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder
    })
}

/// Prints a page of the workbook with changed HTML. `suffix` follows its path in the address.
fn print_page(path: &str, suffix: &str, change: impl Fn(String) -> String) -> Pdf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let page = html().join(path);
    let changed = page.with_file_name(format!("changed-{number}.html"));
    fs::write(&changed, change(fs::read_to_string(&page).unwrap())).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{}{suffix}", Url::from_file_path(&changed).unwrap());
    let pdf = folder.path().join("page.pdf");
    Chromium::find().unwrap().print(&url, &pdf, &folder.path().join("profile")).unwrap();
    let kept = html().join(format!("changed-{number}.pdf"));
    fs::rename(&pdf, &kept).or_else(|_| fs::copy(&pdf, &kept).map(drop)).unwrap();
    Pdf::open(kept)
}

fn on_a4(html: String) -> String {
    html.replacen("</head>", "<style>@page { size: A4; }</style></head>", 1)
}

fn with_script(html: &str, script: &str) -> String {
    html.replacen("<head>", &format!("<head><script>{script}</script>"), 1)
}

/// The sentences of everything that a case answers.
fn answers(case: &Case) -> Vec<String> {
    let mut texts = vec![case.in_one_minute.as_str()];
    for criterion in &case.criteria {
        texts.extend([
            criterion.in_short.as_str(),
            &criterion.answer,
            &criterion.pitfalls,
            &criterion.alternatives,
        ]);
        texts.extend(criterion.follow_ups.iter().map(|probe| probe.answer.as_str()));
        texts.extend(criterion.curveballs.iter().map(|probe| probe.answer.as_str()));
    }
    texts.extend(case.samples.iter().map(|sample| sample.answer.as_str()));
    texts.into_iter().flat_map(sentences).collect()
}

/// Names and dates have 50 millimeters each to be written on, side by side, and evidence more than that.
fn assert_has_room_to_write(pdf: &Pdf, name: &str) {
    const MILLIMETER: f64 = 72.0 / 25.4;
    let page = &pdf.pages[0];
    let place = |text: &str| {
        let found = page.words.iter().find(|word| word.text == text);
        found.unwrap_or_else(|| panic!("{name} lacks {text}"))
    };
    let fields = ["Candidate", "Interviewer", "Date", "Minutes"].map(place);
    for pair in fields.windows(2) {
        let room = (pair[1].left - pair[0].left) / MILLIMETER;
        assert!(room > 51.0, "{name}: {room} mm from {} to {}", pair[0].text, pair[1].text);
        assert!((pair[0].top - pair[1].top).abs() < 1.0, "{name}: {} is on another line", pair[1].text);
    }
    // The minutes of the round are all that is on the line to write on.
    let on_the_line: Vec<&str> = page
        .words
        .iter()
        .filter(|word| word.bottom < fields[0].bottom && word.bottom > fields[0].top - 2.0)
        .map(|word| word.text.as_str())
        .collect();
    assert_eq!(on_the_line.len(), 2, "{name}: {on_the_line:?}");
    assert_eq!(on_the_line[0], "of", "{name}");
    let evidence = (page.width - place("Evidence").left) / MILLIMETER - 9.0;
    assert!(evidence > 56.0, "{name}: {evidence} mm for evidence");
}

fn assert_is_the_blank_scorecard_of(case: &Case, book: &Book, pdf: &Pdf, name: &str) {
    let rubric = book.rubric(&case.round).unwrap();
    assert_eq!(pdf.pages.len(), 1, "{name}");
    pdf.assert_nothing_is_cut_off(MARGIN);
    let text = pdf.words();
    let says = |expected: &str| assert!(text.contains(&words(expected)), "{name} lacks {expected:?}: {text}");
    says(&case.title);
    says(&format!("{}, {} minutes", rubric.title, rubric.minutes));
    for field in ["Candidate", "Interviewer", "Date"] {
        says(field);
    }
    let mut signals = 0;
    for (criterion, written) in rubric.criteria.iter().zip(&case.criteria) {
        says(&criterion.title);
        says(&format!("of {} min", criterion.minutes));
        for signal in &written.signals {
            says(&if signal.must { format!("must {}", signal.text) } else { signal.text.clone() });
            signals += 1;
        }
        for curveball in &written.curveballs {
            says(&format!("Minute {} {}", curveball.minute, curveball.text));
        }
    }
    assert!(signals > 0);
    for level in &rubric.levels {
        says(&format!("Verdict {level} Points of"));
    }
    // Of the two criteria of a new casebook, one has a third of the points and the other the rest: never a weak no.
    let lowest = if rubric.criteria.len() == 2 { "weak yes" } else { "weak no" };
    says(&format!("definite no {lowest} from"));
    says(&format!("{} {}", book.title, book.version));
    // Every tick box is drawn, and nothing on it is ticked.
    assert!(!pdf.pages[0].words.iter().any(|word| word.text.contains('✓')), "{name}");
}

fn assert_gives_nothing_away(case: &Case, text: &str, name: &str) {
    // What a signal or a curveball says is meant to be read, even if an answer says it too.
    let mut meant = String::new();
    for criterion in &case.criteria {
        for signal in &criterion.signals {
            meant.push_str(&words(&signal.text));
            meant.push('\n');
        }
        for curveball in &criterion.curveballs {
            meant.push_str(&words(&curveball.text));
            meant.push('\n');
        }
    }
    let sentences = answers(case);
    assert!(sentences.len() > 10, "{name}: {}", sentences.len());
    for sentence in sentences {
        assert!(!text.contains(&sentence) || meant.contains(&sentence), "{name} gives away {sentence:?}");
    }
    for criterion in &case.criteria {
        for follow_up in &criterion.follow_ups {
            assert!(!text.contains(&words(&follow_up.text)), "{name} asks {:?}", follow_up.text);
        }
    }
}

/// The size of a page in points, for either paper.
fn size_of(paper: &str) -> (f64, f64) {
    if paper == "a4" { (595.0, 842.0) } else { (612.0, 792.0) }
}

fn every_blank_scorecard_on(paper: &str) {
    let book = workbook();
    let (_folder, pdfs) = printed(&["--all", "--paper", paper], &workbook_root());
    assert_eq!(pdfs.len(), book.cases.len());
    for (case, (name, pdf)) in cases_by_name(book).into_iter().zip(&pdfs) {
        assert_eq!(*name, format!("{}-scorecard.pdf", case.slug));
        assert_is_the_blank_scorecard_of(case, book, pdf, name);
        assert_gives_nothing_away(case, &pdf.words(), name);
        assert_has_room_to_write(pdf, name);
        let (width, height) = size_of(paper);
        assert!((pdf.pages[0].width - width).abs() < 1.0 && (pdf.pages[0].height - height).abs() < 1.0);
        // The sheet uses its paper: the foot is at the bottom, the first line at the top.
        let lowest = pdf.pages[0].words.iter().map(|word| word.bottom).fold(0.0, f64::max);
        let highest = pdf.pages[0].words.iter().map(|word| word.top).fold(height, f64::min);
        assert!(lowest > height - 45.0 && highest < 45.0, "{name}: {highest} to {lowest} of {height}");
    }
}

#[test]
fn every_blank_scorecard_is_one_a4_page_without_any_answer() {
    every_blank_scorecard_on("a4");
}

#[test]
fn every_blank_scorecard_is_one_letter_page_without_any_answer() {
    every_blank_scorecard_on("letter");
}

#[test]
fn a_new_casebook_prints_its_scorecard_on_both_papers() {
    let book = BookTest::starter();
    let checked = book_at(book.root());
    let case = &checked.cases[0];
    for paper in ["a4", "letter"] {
        let (_folder, pdfs) = printed(&[&case.slug, "--paper", paper], book.root());
        let [(name, pdf)] = pdfs.as_slice() else { panic!("{} files", pdfs.len()) };
        assert_is_the_blank_scorecard_of(case, &checked, pdf, name);
        assert_gives_nothing_away(case, &pdf.words(), name);
    }
}

#[test]
fn an_interviewers_sheet_holds_the_prompt_what_to_listen_for_and_the_questions_in_order() {
    let book = workbook();
    let (_folder, pdfs) = printed(&["--all", "--kind", "interviewer", "--paper", "letter"], &workbook_root());
    for (case, (name, pdf)) in cases_by_name(book).into_iter().zip(&pdfs) {
        assert_eq!(*name, format!("{}-interviewer.pdf", case.slug));
        assert!(pdf.pages.len() <= 2, "{name}: {} pages", pdf.pages.len());
        pdf.assert_nothing_is_cut_off(MARGIN);
        // What is between two pages would part a sentence that goes on.
        let foot = words(&format!("{}, interviewer's sheet. {} {}", case.title, book.title, book.version));
        let pages = pdf.pages.iter().enumerate().map(|(index, page)| {
            let number = format!("page {} of {}", index + 1, pdf.pages.len());
            page.text.replace(&number, "").replace(&foot, "")
        });
        let text = words(&pages.collect::<Vec<_>>().join(" "));
        for sentence in sentences(&case.prompt) {
            assert!(text.contains(&sentence), "{name} lacks {sentence:?}");
        }
        let mut at = 0;
        for criterion in &case.criteria {
            let mut says = |expected: &str| {
                let expected = words(expected);
                let found = text[at..].find(&expected);
                at += found.unwrap_or_else(|| panic!("{name} lacks {expected:?} in order"));
            };
            for sentence in sentences(&criterion.in_short) {
                says(&sentence);
            }
            for signal in criterion.signals.iter().filter(|it| it.must && criterion.in_short.is_empty()) {
                says(&format!("{} must {}", signal.level, signal.text));
            }
            let follow_ups = criterion.follow_ups.iter().map(|probe| &probe.text);
            let curveballs = criterion.curveballs.iter().map(|probe| &probe.text);
            for question in follow_ups.chain(curveballs) {
                says(question);
            }
        }
    }
    let mut criteria = book.cases.iter().flat_map(|case| &case.criteria);
    assert!(criteria.any(|criterion| !criterion.in_short.is_empty()));
}

#[test]
fn the_blank_scorecard_of_every_rubric_is_one_page_on_both_papers() {
    for rubric in &workbook().rubrics {
        for paper in ["A4", "letter"] {
            let path = format!("rubrics/{}.html", rubric.slug);
            let style = format!("<style>@page {{ size: {paper}; }}</style></head>");
            let pdf = print_page(&path, "#scorecard", |html| html.replacen("</head>", &style, 1));
            assert_eq!(pdf.pages.len(), 1, "{} on {paper}", rubric.slug);
            pdf.assert_nothing_is_cut_off(MARGIN);
            assert_has_room_to_write(&pdf, &format!("{} on {paper}", rubric.slug));
            let text = pdf.words();
            // The title, the blank for the case, the round.
            assert!(
                text.starts_with(&format!("page 1 of 1 scorecard case {}", words(&rubric.title))),
                "{text}"
            );
            for criterion in &rubric.criteria {
                for descriptor in &criterion.descriptors {
                    assert!(text.contains(&words(descriptor)), "{} lacks {descriptor:?}", rubric.slug);
                }
            }
        }
    }
}

#[test]
fn signals_without_number_go_on_below_a_repeated_header_and_no_criterion_is_split() {
    let book = BookTest::starter();
    let path = "src/cases/related-articles.md";
    let text = book.read(path);
    let more: String = (1..=40)
        .map(|n| {
            format!("- [ ] L5: Observes thing number {n} of the many that this case asks for ^extra-X-{n}\n")
        })
        .collect();
    let mut parts = text.split("### Signals\n\n");
    let mut long = parts.next().unwrap().to_owned();
    for (index, part) in parts.enumerate() {
        long += &format!("### Signals\n\n{}{part}", more.replace("-X-", &format!("-{index}-")));
    }
    book.write(path, &long);
    let (_folder, pdfs) = printed(&["related-articles"], book.root());
    let pdf = &pdfs[0].1;
    assert!(pdf.pages.len() > 1);
    pdf.assert_nothing_is_cut_off(MARGIN);
    let checked = book_at(book.root());
    let rubric = &checked.rubrics[0];
    for (index, page) in pdf.pages.iter().enumerate() {
        let text = &page.text;
        // The number in the margin is drawn first.
        let number = format!("page {} of {}", index + 1, pdf.pages.len());
        let title = words(&checked.cases[0].title);
        assert!(text.starts_with(&format!("{number} {title} scorecard")), "page {index}: {text}");
        assert!(text.contains("criterion signals evidence"), "page {index}: {text}");
    }
    for (criterion, written) in rubric.criteria.iter().zip(&checked.cases[0].criteria) {
        let row = |text: &String| {
            text.contains(&format!("{} of {} min", words(&criterion.title), criterion.minutes))
        };
        let on: Vec<usize> = (0..pdf.pages.len()).filter(|&page| row(&pdf.pages[page].text)).collect();
        assert_eq!(on.len(), 1, "{} starts once", criterion.title);
        for signal in &written.signals {
            assert!(
                pdf.pages[on[0]].text.contains(&words(&signal.text)),
                "{} stays with {}",
                signal.text,
                criterion.title
            );
        }
    }
}

#[test]
fn a_sheet_and_a_chapter_in_a_dark_theme_print_black_on_white() {
    for theme in ["navy", "coal", "ayu"] {
        let dark = format!("localStorage.setItem('mdbook-theme', '{theme}')");
        let sheet = print_page("cases/pin-recs.html", "#scorecard", |html| with_script(&html, &dark));
        let shades = sheet.shades(0);
        assert!(shades.len() > 50_000);
        assert_is_white(&shades, 0.65, theme);
    }
    let dark = "localStorage.setItem('mdbook-theme', 'ayu')";
    let chapter = print_page("cases/pin-recs.html", "", |html| with_script(&html, dark));
    for page in 0..chapter.pages.len() {
        assert_is_white(&chapter.shades(page), 0.60, "the chapter in ayu");
    }
    // The theme was really on: the same page on screen would be dark.
    let html = fs::read_to_string(html().join("cases/pin-recs.html")).unwrap();
    assert!(html.contains("localStorage.getItem('mdbook-theme')"));
}

fn assert_is_white(shades: &[u8], share: f64, what: &str) {
    let white = shades.iter().filter(|shade| **shade > 235).count();
    assert!(white as f64 > share * shades.len() as f64, "{what}: {white} of {} white", shades.len());
    // Letters are ink, not grey: the darkest parts of a page with a drawing alone are far from a dark theme's text, 197.
    assert!(shades.iter().any(|shade| *shade < 140), "{what}: nothing dark");
    let corners = [shades[0], shades[shades.len() - 1]];
    assert_eq!(corners, [255, 255], "{what}: the edge of the paper");
}

#[test]
fn a_whole_chapter_prints_what_is_closed_and_no_tool() {
    let book = workbook();
    let case = book.cases.iter().find(|case| case.slug == "search-autocomplete").unwrap();
    let pdf = print_page("cases/search-autocomplete.html", "", on_a4);
    pdf.assert_nothing_is_cut_off(6.0);
    let text = pdf.words();
    let mut compared = 0;
    for criterion in &case.criteria {
        let follow_ups = criterion.follow_ups.iter().map(|probe| &probe.answer);
        for answer in follow_ups.chain(criterion.curveballs.iter().map(|probe| &probe.answer)) {
            let all = sentences(answer);
            // A page break may fall into a sentence, and the page's number with it.
            let shown = all.iter().filter(|sentence| text.contains(*sentence)).count();
            assert!(shown * 10 >= all.len() * 8, "{shown} of {} sentences of {answer:?}", all.len());
            compared += all.len();
        }
    }
    assert!(compared > 60, "{compared}");
    for source in &case.sources {
        let url = words(source.url.as_deref().unwrap());
        let broken = url.replace(' ', "");
        assert!(text.replace(' ', "").contains(&broken), "the address {url:?} can be typed from paper");
    }
    let absent = [
        "start practice",
        "print scorecard",
        "scorecard to print",
        "search this book",
        "keyboard shortcuts",
        "next chapter",
        "back to the chapter",
        "verdict l5 points",
        "keep it to yourself",
        "printing this page",
    ];
    for tool in absent {
        assert!(!text.contains(tool), "{tool:?} is on paper");
    }
}

#[test]
fn the_whole_book_prints_without_scripts_and_without_sheets() {
    let pdf = print_page("print.html", "", |html| {
        let mut bare = String::new();
        let mut parts = html.split("<script");
        bare.push_str(parts.next().unwrap());
        for part in parts {
            bare.push_str(part.split_once("</script>").unwrap().1);
        }
        bare
    });
    pdf.assert_nothing_is_cut_off(5.0);
    let text = pdf.words();
    for case in &workbook().cases {
        let all = answers(case);
        let shown = all.iter().filter(|sentence| text.contains(*sentence)).count();
        assert!(shown * 10 >= all.len() * 8, "{}: {shown} of {} sentences", case.slug, all.len());
    }
    for drill in &workbook().drills {
        assert!(text.contains(&words(&drill.title)));
    }
    assert!(text.contains("the author s level"), "what the author says of a sample is open, too");
    for sheet in
        ["verdict l5 points", "keep it to yourself", "back to the chapter", "candidate interviewer date"]
    {
        assert!(!text.contains(sheet), "{sheet:?} of a sheet is in the book");
    }
}

#[test]
fn the_page_of_scorecards_prints_all_blank_sheets_one_after_the_other() {
    let book = workbook();
    let pdf = print_page("scorecards.html", "", on_a4);
    assert_eq!(pdf.pages.len(), book.cases.len());
    pdf.assert_nothing_is_cut_off(MARGIN);
    let on_page: Vec<&str> = pdf.pages.iter().map(|page| page.text.as_str()).collect();
    let mut begun = BTreeSet::new();
    for case in &book.cases {
        let title = words(&case.title);
        let page = on_page.iter().position(|text| text.contains(&format!(" {title} scorecard")));
        assert!(begun.insert(page.unwrap_or_else(|| panic!("{title} begins a page"))));
        let last = case.criteria.iter().flat_map(|criterion| &criterion.signals).next_back().unwrap();
        assert!(on_page[page.unwrap()].contains(&words(&last.text)));
        assert_gives_nothing_away(case, on_page[page.unwrap()], "the page of scorecards");
    }
    assert!(!pdf.words().contains("for a case of your own"));
}

#[test]
fn a_filled_scorecard_shows_ticks_minutes_evidence_and_verdict_and_may_take_a_second_page() {
    let book = workbook();
    let case = book.cases.iter().find(|case| case.slug == "search-autocomplete").unwrap();
    let rubric = book.rubric(&case.round).unwrap();
    let signals = |index: usize| case.criteria[index].signals.iter();
    let ticks = |index| {
        let all: Vec<String> =
            signals(index).map(|signal| format!("{:?}: {{hash: '', at: 1}}", signal.id)).collect();
        all.join(", ")
    };
    let first = &rubric.criteria[0];
    let long = "Said it twice, and then drew it. ".repeat(60);
    let attempt = format!(
        "{{format: 1, id: 'a', book: {:?}, case: {:?}, title: 't', round: {:?}, kind: 'practice', sample: null,
        startedAt: 1760000000000, updatedAt: 1760000444000, finishedAt: 1760000444000,
        clock: {{on: true, log: [{{at: 1760000000000, type: 'start', criterion: {:?}}}, {{at: 1760000444000, type: 'finish'}}]}},
        criteria: {{{:?}: {{notes: 'drew the loop', evidence: 'one hundred <b>milliseconds</b>', ticks: {{{}}}, override: null}},
                    {:?}: {{notes: '', evidence: {long:?}, ticks: {{}}, override: {{level: 'L5', reason: 'by ear'}}}}}},
        asked: {{}}, shown: {{}}, aside: {{}}}}",
        book.id, case.slug, rubric.slug, first.id, first.id, ticks(0), rubric.criteria[1].id
    );
    let store =
        format!("localStorage.setItem('casebook:v1:{}:attempt:a', JSON.stringify({attempt}))", book.id);
    let pdf = print_page("cases/search-autocomplete.html", "?attempt=a#scorecard", |html| {
        with_script(&on_a4(html), &store)
    });
    let marks = pdf.pages.iter().flat_map(|page| &page.words).filter(|word| word.text.contains('✓')).count();
    assert_eq!(marks, case.criteria[0].signals.len(), "one for each tick, and no other");
    assert_eq!(pdf.pages.len(), 2, "the evidence has grown the sheet");
    pdf.assert_nothing_is_cut_off(MARGIN);
    let text = pdf.words();
    for expected in
        ["7 24 of 7 min", "9 oct 2025", "one hundred b milliseconds b", "level set by hand by ear"]
    {
        assert!(text.contains(expected), "lacks {expected:?}: {text}");
    }
    assert_eq!(text.matches("said it twice").count(), 60, "all of the evidence");
    assert!(text.contains("not scored"), "a verdict that is not whole says so");
    assert!(text.contains("milliseconds b notes drew the loop"), "notes are below the evidence: {text}");
    assert_gives_nothing_away(case, &text, "the filled scorecard");
}

#[test]
fn an_unknown_case_is_named_with_the_one_that_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let pdfs = folder.path().join("pdfs");
    let output = run(&["pin-recs", "serch-autocomplete"], &workbook_root(), &pdfs);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("error: unknown case `serch-autocomplete`: write `search-autocomplete`"), "{said}");
    assert!(!pdfs.exists(), "nothing is printed if one case is unknown");
}

#[test]
fn without_a_browser_it_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let print_with = |variables: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-casebook"));
        command.args(["print", "pin-recs", "--root"]).arg(workbook_root()).arg("-o").arg(folder.path());
        let output =
            command.env_remove("CASEBOOK_CHROMIUM").envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = print_with(&[("PATH", folder.path().to_str().unwrap())]);
    assert!(
        said.contains("found no Chromium or Chrome to print with: install one, or set CASEBOOK_CHROMIUM"),
        "{said}"
    );
    let said = print_with(&[("CASEBOOK_CHROMIUM", "/no/such/browser")]);
    assert!(said.contains("no program `/no/such/browser`: set CASEBOOK_CHROMIUM"), "{said}");
    let said = print_with(&[("CASEBOOK_CHROMIUM", "false")]);
    assert!(said.contains("printed nothing (exit status: 1)"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing temporary is left");
}

#[test]
fn a_book_with_errors_is_reported_and_not_printed() {
    let book = BookTest::starter();
    book.replace("src/cases/related-articles.md", "round = \"design\"", "round = \"desing\"");
    let pdfs = book.path("pdfs");
    let output = run(&["--all"], book.root(), &pdfs);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[unknown-round]"));
    assert!(!pdfs.exists());
}

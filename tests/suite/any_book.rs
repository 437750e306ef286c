//! What must hold for any bytes in any file of a book: called by the properties, and by libFuzzer in `tests/fuzz`.
//!
//! In: bytes, of which the first says which file of the starter the others replace. Must not depend on its callers.

use std::path::Path;

use mdbook_casebook::check::{Cache, check_files, in_memory};
use mdbook_casebook::diagnostic::has_errors;
use mdbook_casebook::lower::lower_book;
use mdbook_casebook::mdbook::apply::Chapters;
use mdbook_casebook::parse::book::RawBook;
use mdbook_casebook::parse::embedded::Failure;
use mdbook_casebook::parse::embedded::diagram::Refusal;
use mdbook_casebook::parse::estimate::block::Line;
use mdbook_casebook::parse::markdown::notes::Markdown;
use mdbook_casebook::render::Templates;
use mdbook_casebook::report::{Format, render};
use mdbook_casebook::source::{Placed, Source, Span};
use mdbook_casebook::starter;
use mdbook_preprocessor::book::Book;

/// The files that can be replaced, and the byte that names each.
pub(crate) const FILES: [(u8, &str); 7] = [
    (b'c', "src/cases/related-articles.md"),
    (b'r', "src/rubrics/design.toml"),
    (b'd', "src/drills/estimation.md"),
    (b's', "src/samples/related-articles/a-counting-answer.md"),
    (b'l', "src/SUMMARY.md"),
    (b'p', "src/index.md"),
    (b'b', "book.toml"),
];

/// Checks the starter with one file replaced: every place is inside its file, and a book without errors becomes
/// chapters. Returns whether it did.
///
/// # Panics
///
/// The property does not hold.
pub(crate) fn holds(input: &[u8], last: &Cache) -> bool {
    let Some((first, bytes)) = input.split_first() else { return false };
    let path = FILES.iter().find(|(byte, _)| byte == first).map_or(FILES[0].1, |(_, path)| path);
    let others = starter::BOOK.iter().filter(|(other, _)| *other != path);
    let mut files: Vec<(String, Vec<u8>)> =
        others.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    files.push((path.to_owned(), bytes.to_vec()));
    let mut diagnostics = Vec::new();
    let files = in_memory(files, &mut diagnostics);
    let parsed = check_files(&files, diagnostics, Some(last));
    spans_are_inside(&parsed.book);
    for found in &parsed.diagnostics {
        let (text, position) = (&found.source.text, found.position());
        assert!(
            text.get(found.span.clone()).is_some(),
            "{:?} of {}: {found:?}",
            found.span,
            found.source.path
        );
        assert!(
            position.line <= text.split('\n').count() && position.column <= text.len() + 1,
            "{position:?}"
        );
        assert!(!found.message.is_empty() && !found.message.contains('\n'), "{found:?}");
        assert!(found.help.is_some(), "no next step: {found:?}");
    }
    for format in [Format::Concise, Format::Full, Format::Json, Format::Github] {
        let report = render(&parsed.diagnostics, format);
        let missing = parsed.diagnostics.iter().find(|found| !report.contains(found.rule.id));
        assert!(missing.is_none(), "a report without {missing:?}");
    }
    for fix in parsed.diagnostics.iter().filter_map(|found| Some((found, found.fix.as_ref()?))) {
        inside(&fix.0.source, [&fix.1.span]);
    }
    if has_errors(&parsed.diagnostics) {
        return false;
    }
    let book = lower_book(parsed.book, &parsed.estimates, "Any", true).unwrap_or_else(|bug| panic!("{bug}"));
    // No folder of templates: the ones in the program are used.
    let templates = Templates::load(Path::new("no/such/folder")).unwrap();
    let chapters = Chapters::new(book, templates).unwrap();
    let mut made = Book::new();
    chapters.place(&mut made);
    chapters.fill(&mut made).unwrap();
    assert!(made.chapters().all(|chapter| !chapter.content.trim().is_empty()));
    true
}

/// [`Diagnostic::new`](mdbook_casebook::diagnostic::Diagnostic::new) corrects a wrong span, which would hide it.
fn spans_are_inside(book: &RawBook) {
    for text in book.texts() {
        markdown_is_inside(text.source, text.markdown);
        for source in text.sources {
            inside(
                text.source,
                source.id.iter().chain(&source.title).chain(&source.url).map(|value| &value.span),
            );
        }
    }
    for case in &book.cases {
        let of = &case.source;
        inside(
            of,
            case.title
                .iter()
                .chain(&case.round)
                .chain(&case.summary)
                .chain(&case.tags)
                .map(|text| &text.span),
        );
        inside(of, [&case.fence, &case.prompt]);
        inside(of, case.in_one_minute.iter().flat_map(|section| [&section.title, &section.body]));
        inside(of, case.stray.iter().flat_map(|heading| [&heading.span, &heading.title.span]));
        for criterion in &case.criteria {
            inside(of, [&criterion.title.span].into_iter().chain(&criterion.answer));
            let sections = [
                &criterion.in_short,
                &criterion.signals_section,
                &criterion.pitfalls,
                &criterion.alternatives,
            ];
            inside(of, sections.into_iter().flatten().flat_map(|section| [&section.title, &section.body]));
            inside(
                of,
                criterion
                    .signals
                    .iter()
                    .flat_map(|signal| [&signal.level.span, &signal.text, &signal.id.span]),
            );
            inside(of, criterion.follow_ups.iter().flat_map(|probe| [&probe.question.span, &probe.body]));
            let curveballs = criterion.curveballs.iter();
            inside(of, curveballs.flat_map(|ball| [&ball.minute.span, &ball.title.span, &ball.body]));
        }
    }
    for drill in &book.drills {
        inside(&drill.source, drill.title.iter().chain(&drill.trains).map(|text| &text.span));
        inside(&drill.source, [&drill.introduction]);
        inside(&drill.source, drill.questions.iter().flat_map(|asked| [&asked.question.span, &asked.body]));
    }
    for sample in &book.samples {
        inside(&sample.source, sample.title.iter().chain(&sample.level).map(|text| &text.span));
        inside(
            &sample.source,
            sample.ticks.iter().map(|tick| &tick.signal.span).chain([&sample.fence, &sample.body]),
        );
    }
    for page in &book.pages {
        inside(&page.source, [&page.body]);
    }
    for rubric in &book.rubrics {
        inside(&rubric.source, rubric.title.iter().chain(&rubric.levels).map(|text| &text.span));
        inside(&rubric.source, rubric.minutes.iter().map(|minutes| &minutes.span));
        for criterion in &rubric.criteria {
            let texts = criterion
                .id
                .iter()
                .chain(&criterion.title)
                .chain(criterion.descriptors.iter().map(|(level, _)| level));
            inside(&rubric.source, texts.map(|text| &text.span).chain([&criterion.span]));
        }
    }
    inside(
        &book.summary_source,
        &book.listed.iter().map(|path| book.summary.place(path)).collect::<Vec<_>>(),
    );
    let settings = &book.settings;
    let pairs = settings.rules.iter().chain(&settings.macros).flat_map(|(key, value)| [key, value]);
    let lists = settings.before.iter().chain(&settings.after).chain(&settings.assets);
    for Placed { source, written } in pairs.chain(lists).chain(&settings.id).chain(&settings.version) {
        inside(source, [&written.span]);
    }
    if let Some(Placed { source, written }) = &settings.table {
        inside(source, [&written.span]);
    }
}

fn markdown_is_inside(source: &Source, found: &Markdown) {
    inside(source, found.headings.iter().flat_map(|heading| [&heading.span, &heading.title.span]));
    inside(source, found.math.iter().map(|math| &math.span));
    inside(
        source,
        found.citations.iter().flat_map(|cited| cited.ids.iter().map(|id| &id.span).chain([&cited.span])),
    );
    inside(source, found.links.iter().map(|link| &link.span));
    inside(source, found.items.iter().flat_map(|item| item.checkbox.iter().chain([&item.span, &item.text])));
    inside(
        source,
        found.tables.iter().flat_map(|table| table.header.iter().map(|cell| &cell.span).chain([&table.span])),
    );
    inside(source, found.directives.iter().flat_map(|asked| [&asked.span, &asked.name.span]));
    inside(source, &found.placeholders);
    for diagram in &found.diagrams {
        inside(source, [&diagram.span]);
        if let Err(Refusal::Failure(Failure { span: Some(span), .. })) = &diagram.drawing {
            inside(source, &diagram.code.place(span));
        }
    }
    for estimate in &found.estimates {
        inside(source, [&estimate.span]);
        inside(source, estimate.names().map(|name| &name.span));
        inside(source, estimate.flaws.iter().map(|flaw| &flaw.span));
        for line in &estimate.lines {
            let Line::Quantity(quantity) = line else { continue };
            let shown = quantity.shown.iter().flat_map(|shown| [&shown.span, &shown.number_span]);
            let spans = [&quantity.name.span, &quantity.expression.span].into_iter().chain(shown);
            inside(source, &spans.map(|span| estimate.place(span)).collect::<Vec<_>>());
        }
    }
    for plot in &found.plots {
        inside(source, [&plot.span]);
        inside(source, plot.flaws.iter().map(|flaw| &flaw.span));
        let mut places = Vec::new();
        plot.raw.expressions(&mut |expression| places.push(plot.place(&expression.span)));
        inside(source, &places);
    }
    for figure in &found.figures {
        inside(source, [&figure.span, &figure.text, &figure.target.span]);
        inside(source, figure.quote.iter().map(|quote| &quote.span));
    }
    for math in &found.math {
        if let Err(Failure { span: Some(span), .. }) = &math.mathml {
            inside(source, &math.tex.place(span));
        }
    }
}

fn inside<'a>(source: &Source, spans: impl IntoIterator<Item = &'a Span>) {
    for span in spans {
        assert!(
            source.text.get(span.clone()).is_some(),
            "{span:?} is outside {} ({} bytes)",
            source.path,
            source.text.len()
        );
    }
}

//! What the templates and the browser see.
//!
//! In: the checked [`model`](crate::model). Out: borrowed structs that can be
//! serialized, and nothing else in the program can. Decides what is shown; the
//! templates decide where. Must not write HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::lower::prefix_of;
use crate::model::{
    Book, Case, CaseCriterion, Curveball, Drill, FollowUp, Rubric, RubricCriterion, Sample, Signal, Source,
};
use crate::points::key_points;
use crate::sheet::{self, SheetView};

/// Words a minute of a reader who thinks while reading.
const READING_SPEED: usize = 220;

/// A level of a rubric with the descriptor of one criterion.
#[derive(Debug, Serialize)]
pub struct DescriptorView<'a> {
    level: &'a str,
    text: &'a str,
}

/// A signal.
#[derive(Debug, Serialize)]
pub struct SignalView<'a> {
    id: &'a str,
    level: &'a str,
    pub(crate) must: bool,
    html: &'a str,
    paper: &'a str,
    #[serde(skip)]
    pub(crate) text: &'a str,
}

/// A follow-up or, with a minute, a curveball.
#[derive(Debug, Serialize)]
pub struct ProbeView<'a> {
    id: &'a str,
    minute: Option<i64>,
    html: &'a str,
    text: &'a str,
    answer: &'a str,
    /// The answer in a few sentences, for the interviewer's sheet.
    points: Vec<String>,
}

/// A criterion of a rubric, and what a case says to it if there is a case.
#[derive(Debug, Serialize)]
pub struct CriterionView<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    /// The minute of the round in which it begins if every budget is kept.
    starts: i64,
    weight: f64,
    looks_at: &'a str,
    descriptors: Vec<DescriptorView<'a>>,
    answer: &'a str,
    signals: Vec<SignalView<'a>>,
    pitfalls: &'a str,
    alternatives: &'a str,
    follow_ups: Vec<ProbeView<'a>>,
    curveballs: Vec<ProbeView<'a>>,
}

/// A verdict and the least share for it.
#[derive(Debug, Serialize)]
pub struct VerdictView {
    name: &'static str,
    percent: String,
}

/// A rubric.
#[derive(Debug, Serialize)]
pub struct RubricView<'a> {
    slug: &'a str,
    title: &'a str,
    minutes: i64,
    slack: i64,
    levels: &'a [String],
    summary: &'a str,
    pass_percent: String,
    verdicts: Vec<VerdictView>,
    criteria: Vec<CriterionView<'a>>,
    cases: Vec<CardView<'a>>,
    drills: Vec<CardView<'a>>,
}

/// A link to a chapter with a sentence about it.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    path: String,
    round: &'a str,
    round_title: &'a str,
    minutes: i64,
    tags: &'a [String],
    questions: usize,
}

/// A cited work.
#[derive(Debug, Serialize)]
pub struct SourceView<'a> {
    id: &'a str,
    number: usize,
    title: &'a str,
    authors: &'a str,
    year: Option<i64>,
    venue: &'a str,
    url: Option<&'a str>,
}

/// A sample answer; its level and ticks are for the browser alone, after the reader's own.
#[derive(Debug, Serialize)]
pub struct SampleView<'a> {
    slug: &'a str,
    title: &'a str,
    level: &'a str,
    answer: &'a str,
    ticks: Vec<TickView<'a>>,
}

/// The author's word on a signal of a sample.
#[derive(Debug, Serialize)]
pub struct TickView<'a> {
    signal: &'a str,
    text: &'a str,
    level: &'a str,
    shown: bool,
    why: &'a str,
}

/// All that the chapter of a case shows.
#[derive(Debug, Serialize)]
pub struct CaseView<'a> {
    book: BookView<'a>,
    slug: &'a str,
    title: &'a str,
    summary: &'a str,
    tags: &'a [String],
    prefix: String,
    reading_minutes: usize,
    rubric: RubricView<'a>,
    prompt: &'a str,
    in_one_minute: &'a str,
    criteria: Vec<CriterionView<'a>>,
    sheet: SheetView<'a>,
    samples: Vec<SampleView<'a>>,
    sources: Vec<SourceView<'a>>,
    /// JSON in which `<` cannot end the element that holds it.
    data: String,
}

/// The book around a page.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BookView<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
}

/// All that the chapter of a drill shows.
#[derive(Debug, Serialize)]
pub struct DrillView<'a> {
    title: &'a str,
    summary: &'a str,
    prefix: String,
    introduction: &'a str,
    questions: Vec<QuestionView<'a>>,
    trains: Vec<TrainsView<'a>>,
    sources: Vec<SourceView<'a>>,
}

/// A question of a drill.
#[derive(Debug, Serialize)]
pub struct QuestionView<'a> {
    question: &'a str,
    answer: &'a str,
}

/// What a drill trains.
#[derive(Debug, Serialize)]
pub struct TrainsView<'a> {
    title: String,
    path: String,
    round: &'a str,
}

pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

pub(crate) fn signal(signal: &Signal) -> SignalView<'_> {
    SignalView {
        id: &signal.id,
        level: &signal.level,
        must: signal.must,
        html: &signal.html,
        paper: &signal.paper,
        text: &signal.text,
    }
}

fn follow_up(probe: &FollowUp) -> ProbeView<'_> {
    ProbeView {
        id: &probe.id,
        minute: None,
        html: &probe.html,
        text: &probe.text,
        answer: &probe.answer,
        points: key_points(&probe.answer),
    }
}

fn curveball(probe: &Curveball) -> ProbeView<'_> {
    let minute = Some(probe.minute);
    ProbeView {
        id: &probe.id,
        minute,
        html: &probe.html,
        text: &probe.text,
        answer: &probe.answer,
        points: key_points(&probe.answer),
    }
}

fn criterion<'a>(
    levels: &'a [String],
    rubric: &'a RubricCriterion,
    case: Option<&'a CaseCriterion>,
) -> CriterionView<'a> {
    let descriptors = levels.iter().zip(&rubric.descriptors);
    let signals = || case.iter().flat_map(|case| &case.signals);
    CriterionView {
        id: &rubric.id,
        title: &rubric.title,
        minutes: rubric.minutes,
        starts: 0,
        weight: rubric.weight,
        looks_at: &rubric.looks_at,
        descriptors: descriptors.map(|(level, text)| DescriptorView { level, text }).collect(),
        answer: case.map_or("", |case| &case.answer),
        signals: signals().map(signal).collect(),
        pitfalls: case.map_or("", |case| &case.pitfalls),
        alternatives: case.map_or("", |case| &case.alternatives),
        follow_ups: case.iter().flat_map(|case| &case.follow_ups).map(follow_up).collect(),
        curveballs: case.iter().flat_map(|case| &case.curveballs).map(curveball).collect(),
    }
}

/// The sources of a file.
pub fn sources(sources: &[Source]) -> Vec<SourceView<'_>> {
    let views = sources.iter().map(|source| SourceView {
        id: &source.id,
        number: source.number,
        title: &source.title,
        authors: &source.authors,
        year: source.year,
        venue: &source.venue,
        url: source.url.as_deref(),
    });
    views.collect()
}

/// The book around a page.
pub fn book(book: &Book) -> BookView<'_> {
    BookView { id: &book.id, title: &book.title, version: &book.version }
}

/// A rubric with its cases and drills.
pub fn rubric<'a>(book: &'a Book, rubric: &'a Rubric) -> RubricView<'a> {
    let spent: i64 = rubric.criteria.iter().map(|criterion| criterion.minutes).sum();
    let trains = |drill: &&Drill| drill.trains.iter().any(|target| round_of(target) == rubric.slug);
    RubricView {
        cases: cards(book).into_iter().filter(|card| card.round == rubric.slug).collect(),
        drills: book.drills.iter().filter(trains).map(drill_card).collect(),
        ..bare_rubric(rubric, spent)
    }
}

fn bare_rubric(rubric: &Rubric, spent: i64) -> RubricView<'_> {
    let verdicts = [
        ("strong yes", rubric.verdicts.strong_yes),
        ("weak yes", rubric.verdicts.weak_yes),
        ("weak no", rubric.verdicts.weak_no),
    ];
    RubricView {
        slug: &rubric.slug,
        title: &rubric.title,
        minutes: rubric.minutes,
        slack: rubric.minutes - spent,
        levels: &rubric.levels,
        summary: &rubric.summary,
        pass_percent: percent(rubric.pass),
        verdicts: verdicts.map(|(name, share)| VerdictView { name, percent: percent(share) }).into(),
        criteria: rubric.criteria.iter().map(|c| criterion(&rubric.levels, c, None)).collect(),
        cases: Vec::new(),
        drills: Vec::new(),
    }
}

fn round_of(target: &str) -> &str {
    target.split('/').next().unwrap_or_default()
}

/// A card for every case.
pub fn cards(book: &Book) -> Vec<CardView<'_>> {
    let mut cards = Vec::with_capacity(book.cases.len());
    for case in &book.cases {
        cards.push(CardView {
            slug: &case.slug,
            title: &case.title,
            summary: &case.summary,
            path: format!("cases/{}.html", case.slug),
            round: &case.round,
            round_title: book.rubric(&case.round).map_or("", |rubric| &rubric.title),
            minutes: book.rubric(&case.round).map_or(0, |rubric| rubric.minutes),
            tags: &case.tags,
            questions: 0,
        });
    }
    cards
}

fn drill_card(drill: &Drill) -> CardView<'_> {
    CardView {
        slug: &drill.slug,
        title: &drill.title,
        summary: &drill.summary,
        path: format!("drills/{}.html", drill.slug),
        round: "",
        round_title: "",
        minutes: 0,
        tags: &[],
        questions: drill.questions.len(),
    }
}

/// A card for every drill.
pub fn drill_cards(book: &Book) -> Vec<CardView<'_>> {
    book.drills.iter().map(drill_card).collect()
}

/// The chapter of a case.
pub fn case<'a>(book_model: &'a Book, rubric: &'a Rubric, case: &'a Case) -> CaseView<'a> {
    let mut spent = 0;
    let criteria = rubric.criteria.iter().zip(&case.criteria).map(|(of_rubric, of_case)| {
        let starts = spent;
        spent += of_rubric.minutes;
        CriterionView { starts, ..criterion(&rubric.levels, of_rubric, Some(of_case)) }
    });
    let criteria = criteria.collect();
    CaseView {
        book: book(book_model),
        slug: &case.slug,
        title: &case.title,
        summary: &case.summary,
        tags: &case.tags,
        prefix: prefix_of("case", &case.slug),
        reading_minutes: case.words.div_ceil(READING_SPEED).max(1),
        rubric: bare_rubric(rubric, spent),
        prompt: &case.prompt,
        in_one_minute: &case.in_one_minute,
        criteria,
        sheet: sheet::of_case(book_model, rubric, case, "scorecard".to_owned()),
        samples: case.samples.iter().map(|sample| sample_view(case, sample)).collect(),
        sources: sources(&case.sources),
        data: script_json(&case_data(book_model, rubric, case)),
    }
}

fn sample_view<'a>(case: &'a Case, sample: &'a Sample) -> SampleView<'a> {
    let signals: BTreeMap<&str, &Signal> = case
        .criteria
        .iter()
        .flat_map(|criterion| &criterion.signals)
        .map(|signal| (signal.id.as_str(), signal))
        .collect();
    let ticks = sample.ticks.iter().filter_map(|tick| {
        let signal = signals.get(tick.signal.as_str())?;
        let (shown, why) = (tick.shown, tick.why.as_str());
        Some(TickView { signal: &tick.signal, text: &signal.text, level: &signal.level, shown, why })
    });
    SampleView {
        slug: &sample.slug,
        title: &sample.title,
        level: &sample.level,
        answer: &sample.answer,
        ticks: ticks.collect(),
    }
}

/// The chapter of a drill.
pub fn drill<'a>(book: &'a Book, drill: &'a Drill) -> DrillView<'a> {
    let trains = drill.trains.iter().filter_map(|target| {
        let rubric = book.rubric(round_of(target))?;
        let criterion = target
            .split_once('/')
            .and_then(|(_, id)| rubric.criteria.iter().find(|criterion| criterion.id == id));
        let page = format!("rubrics/{}.html", rubric.slug);
        Some(TrainsView {
            title: criterion
                .map_or_else(|| rubric.title.clone(), |c| format!("{}: {}", rubric.title, c.title)),
            path: criterion.map_or(page.clone(), |criterion| format!("{page}#{}", criterion.id)),
            round: &rubric.slug,
        })
    });
    DrillView {
        title: &drill.title,
        summary: &drill.summary,
        prefix: prefix_of("drill", &drill.slug),
        introduction: &drill.introduction,
        questions: drill
            .questions
            .iter()
            .map(|question| QuestionView { question: &question.question, answer: &question.answer })
            .collect(),
        trains: trains.collect(),
        sources: sources(&drill.sources),
    }
}

// ---- What the browser reads: camelCase, converted here and nowhere else ----

/// The version of the page data and of the stored attempts.
const FORMAT: u32 = 1;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RoundData<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    levels: &'a [String],
    pass: f64,
    verdicts: VerdictsData,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VerdictsData {
    strong_yes: f64,
    weak_yes: f64,
    weak_no: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SignalData<'a> {
    id: &'a str,
    level: &'a str,
    must: bool,
    hash: String,
    text: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TrainingData<'a> {
    kind: &'static str,
    title: &'a str,
    path: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CriterionData<'a> {
    id: &'a str,
    title: &'a str,
    minutes: i64,
    weight: f64,
    signals: Vec<SignalData<'a>>,
    training: Vec<TrainingData<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProbeData<'a> {
    id: &'a str,
    criterion: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    minute: Option<i64>,
    title: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TickData<'a> {
    shown: bool,
    why: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SampleData<'a> {
    id: &'a str,
    title: &'a str,
    level: &'a str,
    ticks: BTreeMap<&'a str, TickData<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CaseName<'a> {
    id: &'a str,
    title: &'a str,
    path: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CaseData<'a> {
    format: u32,
    book: &'a str,
    case: CaseName<'a>,
    round: RoundData<'a>,
    criteria: Vec<CriterionData<'a>>,
    follow_ups: Vec<ProbeData<'a>>,
    curveballs: Vec<ProbeData<'a>>,
    samples: Vec<SampleData<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProgressCase<'a> {
    id: &'a str,
    title: &'a str,
    path: String,
    round: &'a str,
    criteria: Vec<CriterionData<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProgressData<'a> {
    format: u32,
    book: &'a str,
    rounds: Vec<RoundData<'a>>,
    cases: Vec<ProgressCase<'a>>,
}

fn round_data(rubric: &Rubric) -> RoundData<'_> {
    let verdicts = rubric.verdicts;
    RoundData {
        id: &rubric.slug,
        title: &rubric.title,
        minutes: rubric.minutes,
        levels: &rubric.levels,
        pass: rubric.pass,
        verdicts: VerdictsData {
            strong_yes: verdicts.strong_yes,
            weak_yes: verdicts.weak_yes,
            weak_no: verdicts.weak_no,
        },
    }
}

/// A short fingerprint of a signal's text: it changes when the text does.
fn hash(text: &str) -> String {
    use std::hash::Hasher as _;
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(text.as_bytes());
    let [a, b, c, d, ..] = hasher.finish().to_be_bytes();
    format!("{a:02x}{b:02x}{c:02x}{d:02x}")
}

/// Where a gap in a criterion is trained: first the drills made for it, then those for the round, then other cases.
fn training<'a>(book: &'a Book, case: &Case, criterion: &str) -> Vec<TrainingData<'a>> {
    let exact = format!("{}/{criterion}", case.round);
    let drill = |target: &str| {
        let trains = |drill: &&Drill| drill.trains.iter().any(|written| written == target);
        book.drills.iter().filter(trains).map(drill_card).collect::<Vec<_>>()
    };
    let drills = drill(&exact).into_iter().chain(drill(&case.round));
    let drills = drills.map(|card| TrainingData { kind: "drill", title: card.title, path: card.path });
    let others = book.cases.iter().filter(|other| other.round == case.round && other.slug != case.slug);
    let others = others.map(|other| TrainingData {
        kind: "case",
        title: &other.title,
        path: format!("cases/{}.html", other.slug),
    });
    drills.take(3).chain(others.take(2)).collect()
}

fn criteria_data<'a>(book: &'a Book, rubric: &'a Rubric, case: &'a Case) -> Vec<CriterionData<'a>> {
    let data = |(of_rubric, of_case): (&'a RubricCriterion, &'a CaseCriterion)| CriterionData {
        id: &of_rubric.id,
        title: &of_rubric.title,
        minutes: of_rubric.minutes,
        weight: of_rubric.weight,
        signals: of_case
            .signals
            .iter()
            .map(|signal| SignalData {
                id: &signal.id,
                level: &signal.level,
                must: signal.must,
                hash: hash(&signal.text),
                text: &signal.text,
            })
            .collect(),
        training: training(book, case, &of_rubric.id),
    };
    rubric.criteria.iter().zip(&case.criteria).map(data).collect()
}

fn case_data<'a>(book: &'a Book, rubric: &'a Rubric, case: &'a Case) -> CaseData<'a> {
    let pairs = || rubric.criteria.iter().zip(&case.criteria);
    let follow_ups = pairs().flat_map(|(of_rubric, of_case)| {
        of_case.follow_ups.iter().map(|probe| ProbeData {
            id: &probe.id,
            criterion: &of_rubric.id,
            minute: None,
            title: &probe.text,
        })
    });
    let curveballs = pairs().flat_map(|(of_rubric, of_case)| {
        of_case.curveballs.iter().map(|probe| ProbeData {
            id: &probe.id,
            criterion: &of_rubric.id,
            minute: Some(probe.minute),
            title: &probe.text,
        })
    });
    let mut curveballs: Vec<_> = curveballs.collect();
    curveballs.sort_by_key(|curveball| curveball.minute);
    let samples = case.samples.iter().map(|sample| SampleData {
        id: &sample.slug,
        title: &sample.title,
        level: &sample.level,
        ticks: sample
            .ticks
            .iter()
            .map(|tick| (tick.signal.as_str(), TickData { shown: tick.shown, why: &tick.why }))
            .collect(),
    });
    CaseData {
        format: FORMAT,
        book: &book.id,
        case: CaseName { id: &case.slug, title: &case.title, path: format!("cases/{}.html", case.slug) },
        round: round_data(rubric),
        criteria: criteria_data(book, rubric, case),
        follow_ups: follow_ups.collect(),
        curveballs,
        samples: samples.collect(),
    }
}

fn every_case(book: &Book) -> ProgressData<'_> {
    let cases = book.cases.iter().filter_map(|case| {
        let rubric = book.rubric(&case.round)?;
        Some(ProgressCase {
            id: &case.slug,
            title: &case.title,
            path: format!("cases/{}.html", case.slug),
            round: &case.round,
            criteria: criteria_data(book, rubric, case),
        })
    });
    ProgressData {
        format: FORMAT,
        book: &book.id,
        rounds: book.rubrics.iter().map(round_data).collect(),
        cases: cases.collect(),
    }
}

/// The data of the progress page.
pub fn progress_data(book: &Book) -> String {
    script_json(&every_case(book))
}

/// The data of the cards of cases: what a verdict needs, without the texts.
pub fn card_data(book: &Book) -> String {
    let mut data = every_case(book);
    for criterion in data.cases.iter_mut().flat_map(|case| &mut case.criteria) {
        criterion.training.clear();
        for signal in &mut criterion.signals {
            signal.text = "";
        }
    }
    script_json(&data)
}

/// JSON that can stand in a script element: no `<`, one line, nothing that mdBook would expand.
fn script_json(value: &impl Serialize) -> String {
    // Serializing plain structs to memory does not fail.
    serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c").replace("{{", "{\\u007b")
}

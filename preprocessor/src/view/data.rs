//! Page data: what the browser gets on pages of cases, on lists of cases, and on the progress page.
//!
//! In: the [`model`](crate::lower::model). Out: JSON for a script element, in camelCase, which is converted here and
//! nowhere else. `theme/src/core/page-data.ts` describes it. Must not contain what the browser does not use.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::files::address;
use crate::json::script_json;
use crate::lower::model::{Book, Case, CaseCriterion, Rubric, RubricCriterion};

/// The version of the page data: `PAGE_FORMAT` in `theme/src/core/page-data.ts`.
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
    /// Absent where only the verdict is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// Only on the page of the case: an attempt contains the words that were ticked.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
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
struct ProgressDrill<'a> {
    id: &'a str,
    title: &'a str,
    path: String,
    /// Ids.
    questions: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProgressData<'a> {
    format: u32,
    book: &'a str,
    rounds: Vec<RoundData<'a>>,
    cases: Vec<ProgressCase<'a>>,
    /// Only on the progress page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    drills: Vec<ProgressDrill<'a>>,
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

/// 32 bits in hexadecimal that tell whether a signal was reworded since it was ticked, or a question since it was
/// marked. Attempts and drill logs are stored with it.
pub(super) fn hash(text: &str) -> String {
    // FNV-1a. Browsers store it, so it must stay as it is.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

/// Where to train a criterion: up to three drills, those for the criterion before those for the round, then up to two
/// other cases.
fn training<'a>(book: &'a Book, case: &Case, criterion: &str) -> Vec<TrainingData<'a>> {
    let exact = format!("{}/{criterion}", case.round);
    let drills_for = |target: &str| {
        let target = target.to_owned();
        book.drills.iter().filter(move |drill| drill.trains.contains(&target))
    };
    let of_round = drills_for(&case.round).filter(|drill| !drill.trains.contains(&exact));
    let drills = drills_for(&exact).chain(of_round).map(|drill| TrainingData {
        kind: "drill",
        title: &drill.title,
        path: address(&drill.path),
    });
    let others = book.cases.iter().filter(|other| other.round == case.round && other.slug != case.slug);
    let others =
        others.map(|other| TrainingData { kind: "case", title: &other.title, path: address(&other.path) });
    drills.take(3).chain(others.take(2)).collect()
}

/// How much a page contains about a case's criteria. Each includes the one before.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
enum Detail {
    /// What verdicts are computed from.
    Verdict,
    /// Also where to train, and hashes of the signals.
    Progress,
    /// Also the texts of the signals.
    Full,
}

fn criteria_data<'a>(
    book: &'a Book,
    rubric: &'a Rubric,
    case: &'a Case,
    detail: Detail,
) -> Vec<CriterionData<'a>> {
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
                hash: (detail >= Detail::Progress).then(|| hash(&signal.text)),
                text: (detail == Detail::Full).then_some(&signal.text),
            })
            .collect(),
        training: if detail >= Detail::Progress { training(book, case, &of_rubric.id) } else { Vec::new() },
    };
    rubric.criteria.iter().zip(&case.criteria).map(data).collect()
}

/// The data of the page of a case.
pub(super) fn case_data(book: &Book, rubric: &Rubric, case: &Case) -> String {
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
    script_json(&CaseData {
        format: FORMAT,
        book: &book.id,
        case: CaseName { id: &case.slug, title: &case.title, path: address(&case.path) },
        round: round_data(rubric),
        criteria: criteria_data(book, rubric, case, Detail::Full),
        follow_ups: follow_ups.collect(),
        curveballs,
        samples: samples.collect(),
    })
}

fn every_case(book: &Book, detail: Detail) -> String {
    let cases = book.cases.iter().filter_map(|case| {
        let rubric = book.rubric(&case.round)?;
        Some(ProgressCase {
            id: &case.slug,
            title: &case.title,
            path: address(&case.path),
            round: &case.round,
            criteria: criteria_data(book, rubric, case, detail),
        })
    });
    let drills = book.drills.iter().filter(|_| detail >= Detail::Progress).map(|drill| ProgressDrill {
        id: &drill.slug,
        title: &drill.title,
        path: address(&drill.path),
        questions: drill.questions.iter().map(|question| question.id.as_str()).collect(),
    });
    script_json(&ProgressData {
        format: FORMAT,
        book: &book.id,
        rounds: book.rubrics.iter().map(round_data).collect(),
        cases: cases.collect(),
        drills: drills.collect(),
    })
}

/// The data of the progress page.
pub fn progress_data(book: &Book) -> String {
    every_case(book, Detail::Progress)
}

/// The data of the cards of cases.
pub fn card_data(book: &Book) -> String {
    every_case(book, Detail::Verdict)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_fingerprint_is_the_first_half_of_fnv_1a() {
        assert_eq!(super::hash(""), "cbf29ce4");
        assert_eq!(super::hash("foobar"), "85944171");
    }
}

//! What is looked at: reviews, reports, what it was worth, and what came of it.

use domain::api::CasePage;
use domain::support::{
    Evaluation, Evidence, Impact, Outcome, Rag, Report, ReportKind, Review, Step, StepKind, ToldTo,
    Weighed, draft_report,
};

use crate::pages::support::form::{Ask, Form, How, Written, Wrong};

fn evidence() -> How {
    How::AnyOf(
        Evidence::ALL
            .iter()
            .map(|one| (one.words().to_owned(), one.words().to_owned()))
            .collect(),
    )
}

fn read_evidence(written: &Written) -> Vec<Evidence> {
    let many = written.many("evidence");
    let all = Evidence::ALL.into_iter();
    all.filter(|one| many.iter().any(|word| word == one.words()))
        .collect()
}

fn objectives(page: &CasePage) -> Vec<String> {
    let plan = page.case.plan.as_ref();
    plan.map_or_else(Vec::new, |plan| {
        plan.objectives.iter().map(|one| one.words()).collect()
    })
}

/// How each objective was when it was last looked at, as the form writes it.
fn last(page: &CasePage) -> String {
    let count = objectives(page).len();
    let parts: Vec<String> = (0..count)
        .filter_map(|at| {
            let rag = page.case.last_rag(u16::try_from(at).ok()?)?;
            Some(format!("{at}:{}", rag.words()))
        })
        .collect();
    parts.join(",")
}

fn weighed(written: &Written) -> Vec<Weighed> {
    written
        .rags("weighed")
        .into_iter()
        .map(|(objective, rag)| Weighed {
            objective,
            rag,
            words: String::new(),
        })
        .collect()
}

pub fn review(page: &CasePage) -> Form {
    let outcomes = Outcome::ALL
        .iter()
        .map(|one| (one.words().to_owned(), one.words().to_owned()))
        .collect();
    let mut asks = vec![
        Ask::new("on", "Held on", How::Day).at_first(page.today.to_string()),
        Ask::new("chair", "Chaired by", How::Line)
            .hint("Somebody of the school: the review is the school’s")
            .at_first(page.case.request.accountable.clone()),
    ];
    if !objectives(page).is_empty() {
        asks.push(
            Ask::new(
                "weighed",
                "How each objective is going",
                How::Rags(objectives(page)),
            )
            .at_first(last(page)),
        );
    }
    asks.extend([
        Ask::new("impact", "What is different for pupils", How::Words)
            .hint("Impact, not activity. That nothing is different is an answer too."),
        Ask::new("evidence", "It rests on", evidence()),
        Ask::new("outcome", "What it comes to", How::OneOf(outcomes)),
        Ask::new("reason", "Why, and what happens now", How::Words),
        Ask::new("next", "Next review", How::Day),
        Ask::new(
            "vulnerable",
            "Progress is so far below what was hoped that the school may be vulnerable",
            How::Tick,
        ),
    ]);
    const FIELDS: &[&str] = &[
        "on",
        "chair",
        "weighed",
        "impact",
        "evidence",
        "outcome",
        "reason",
        "next",
        "vulnerable",
    ];
    Form::new(StepKind::Review, FIELDS, asks, |written| {
        let outcome = written.text("outcome");
        let outcome = Outcome::ALL.into_iter().find(|one| one.words() == outcome);
        Ok(Step::Review {
            review: Box::new(Review {
                on: written.day("on")?,
                chair: written.text("chair"),
                weighed: weighed(written),
                evidence: read_evidence(written),
                impact: written.text("impact"),
                outcome: outcome.ok_or(("outcome", "Choose what it comes to"))?,
                reason: written.text("reason"),
                next: written.day_if("next")?,
                vulnerable: written.tick("vulnerable"),
            }),
        })
    })
}

pub fn report(page: &CasePage) -> Form {
    let ending = page.case.stage_kind() == domain::support::StageKind::Ending;
    let first = draft_report(&page.case, ReportKind::Final, page.today);
    let time = first.time;
    let today = page.today;
    let kinds = [ReportKind::Interim, ReportKind::Final]
        .iter()
        .map(|one| (one.words().to_owned(), one.words().to_owned()))
        .collect();
    let rests = first
        .evidence
        .iter()
        .map(|one| one.words())
        .collect::<Vec<_>>()
        .join(",");
    let mut asks = vec![
        Ask::new("kind", "Which", How::OneOf(kinds)).at_first(if ending {
            ReportKind::Final.words()
        } else {
            ReportKind::Interim.words()
        }),
    ];
    if !objectives(page).is_empty() {
        asks.push(
            Ask::new(
                "weighed",
                "Where each objective stands",
                How::Rags(objectives(page)),
            )
            .at_first(last(page)),
        );
    }
    asks.extend([
        Ask::new("progress", "What was done", How::Words)
            .hint("Filled in from the records of the visits; change it as you like")
            .at_first(first.progress),
        Ask::new("impact", "What is different for pupils", How::Words).at_first(first.impact),
        Ask::new("evidence", "It rests on", evidence()).at_first(rests),
        Ask::new("lasting", "What keeps it up", How::Words).at_first(first.lasting),
    ]);
    const FIELDS: &[&str] = &[
        "kind", "weighed", "progress", "impact", "evidence", "lasting",
    ];
    Form::new(StepKind::Report, FIELDS, asks, move |written| {
        let kind = if written.text("kind") == ReportKind::Final.words() {
            ReportKind::Final
        } else {
            ReportKind::Interim
        };
        Ok(Step::Report {
            report: Box::new(Report {
                kind,
                on: today,
                weighed: weighed(written),
                evidence: read_evidence(written),
                progress: written.text("progress"),
                impact: written.text("impact"),
                lasting: written.text("lasting"),
                time,
            }),
        })
    })
}

fn scores() -> How {
    How::OneOf(
        [
            ("4", "4, very much"),
            ("3", "3"),
            ("2", "2"),
            ("1", "1, not at all"),
        ]
        .map(|(key, word)| (key.to_owned(), word.to_owned()))
        .into(),
    )
}

pub fn evaluate() -> Form {
    let asks = vec![
        Ask::new(
            "impact",
            "Did it change what you asked it to change?",
            scores(),
        ),
        Ask::new(
            "leader",
            "Did the leader bring your people along?",
            scores(),
        ),
        Ask::new("value", "Was it worth the money and the time?", scores()),
        Ask::new("again", "We would ask this leader again", How::Tick),
        Ask::new("words", "Why, in a line", How::Words),
    ];
    const FIELDS: &[&str] = &["impact", "leader", "value", "again", "words"];
    Form::new(StepKind::Evaluate, FIELDS, asks, |written| {
        let score = |id: &'static str| -> Result<u8, Wrong> {
            written.text(id).parse().map_err(|_| (id, "Choose 1 to 4"))
        };
        Ok(Step::Evaluate {
            evaluation: Box::new(Evaluation {
                impact: score("impact")?,
                leader: score("leader")?,
                value: score("value")?,
                would_again: written.tick("again"),
                words: written.text("words"),
            }),
        })
    })
    .lead("It counts in the leader’s record, beside what other schools said; a single answer weighs little.")
}

pub fn assure() -> Form {
    let choices = [("yes", "It is complete"), ("no", "Send it back")]
        .map(|(key, word)| (key.to_owned(), word.to_owned()))
        .into();
    let asks = vec![
        Ask::new("passed", "The final report", How::OneOf(choices)),
        Ask::new("note", "What is missing, or what you noticed", How::Words),
    ];
    Form::new(StepKind::Assure, &["passed", "note"], asks, |written| {
        let passed = match written.text("passed").as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(("passed", "Say whether it is complete")),
        };
        Ok(Step::Assure {
            passed,
            note: written.text("note"),
        })
    })
}

pub fn impact() -> Form {
    let asks = vec![
        Ask::new("measure", "What was looked at", How::Line),
        Ask::new("before", "Before", How::Line),
        Ask::new("after", "Now", How::Line),
        Ask::new("pupils", "How many pupils the figures are about", How::Line)
            .hint("Empty where the figure is of no pupils"),
        Ask::new("words", "What one may conclude, and what not", How::Words),
    ];
    const FIELDS: &[&str] = &["measure", "before", "after", "pupils", "words"];
    Form::new(StepKind::Impact, FIELDS, asks, |written| {
        let pupils = match written.text("pupils").as_str() {
            "" => None,
            text => Some(
                text.parse()
                    .map_err(|_| ("pupils", "Write a number of pupils"))?,
            ),
        };
        Ok(Step::Impact {
            impact: Box::new(Impact {
                measure: written.text("measure"),
                before: written.text("before"),
                after: written.text("after"),
                pupils,
                words: written.text("words"),
            }),
        })
    })
}

fn told_to() -> Vec<(String, String)> {
    ToldTo::ALL
        .map(|one| (one.key().to_owned(), one.words().to_owned()))
        .to_vec()
}

pub fn study(page: &CasePage) -> Form {
    let reached: Vec<String> = objectives(page)
        .into_iter()
        .enumerate()
        .filter(|(at, _)| {
            u16::try_from(*at)
                .ok()
                .and_then(|at| page.case.last_rag(at))
                == Some(Rag::Green)
        })
        .map(|(_, words)| words)
        .collect();
    let asks = vec![
        Ask::new("title", "Title", How::Line),
        Ask::new(
            "text",
            "What the school needed, what was done, what came of it",
            How::Words,
        )
        .at_first(reached.join("\n")),
        Ask::new("quote", "A sentence of the school’s own", How::Line),
        Ask::new("told_to", "Who may read it", How::OneOf(told_to()))
            .hint("The schools say yes to this"),
    ];
    Form::new(
        StepKind::Study,
        &["title", "text", "quote", "told_to"],
        asks,
        |written| {
            let key = written.text("told_to");
            let told_to = ToldTo::ALL.into_iter().find(|one| one.key() == key);
            Ok(Step::Study {
                title: written.text("title"),
                text: written.text("text"),
                quote: written.text("quote"),
                told_to: told_to.ok_or(("told_to", "Choose who may read it"))?,
            })
        },
    )
    .lead("Nobody else reads it before both schools have said yes; then it stands in the library.")
}

//! A form for each step.
//!
//! Long because each step has its form here.

use std::sync::Arc;

use domain::api::StatutoryPage as Page;
use domain::calendar::working_days_after;
use domain::support::statutory::{Found, Ground, Leading, Notice, Power, Step, StepKind};

use crate::pages::support::form::{Ask, How, Written, Wrong};

type Make = Arc<dyn Fn(&Written) -> Result<Step, Wrong> + Send + Sync>;

/// A form for one step.
#[derive(Clone)]
pub struct StatutoryForm {
    pub kind: StepKind,
    pub lead: &'static str,
    pub asks: Vec<Ask>,
    pub fields: &'static [&'static str],
    pub make: Make,
}

fn form(
    kind: StepKind,
    fields: &'static [&'static str],
    asks: Vec<Ask>,
    make: impl Fn(&Written) -> Result<Step, Wrong> + Send + Sync + 'static,
) -> StatutoryForm {
    StatutoryForm {
        kind,
        lead: "",
        asks,
        fields,
        make: Arc::new(make),
    }
}

fn powers() -> Vec<(String, String)> {
    Power::ALL
        .iter()
        .enumerate()
        .map(|(at, one)| (at.to_string(), format!("{}, {}", one.words(), one.law())))
        .collect()
}

fn power(written: &Written) -> Result<Power, Wrong> {
    let at: usize = written
        .text("power")
        .parse()
        .map_err(|_| ("power", "Choose a power"))?;
    Power::ALL
        .get(at)
        .copied()
        .ok_or(("power", "Choose a power"))
}

fn chosen<T: Copy>(written: &Written, id: &str, all: &[T]) -> Vec<T> {
    let chosen = written.many(id);
    let chosen = chosen.iter().filter_map(|one| one.parse::<usize>().ok());
    chosen.filter_map(|at| all.get(at).copied()).collect()
}

fn words(label: &str) -> Ask {
    Ask::new("words", label, How::Words)
}

fn two(yes: &str, no: &str) -> How {
    How::OneOf(vec![
        ("yes".to_owned(), yes.to_owned()),
        ("no".to_owned(), no.to_owned()),
    ])
}

/// Yes or no, chosen.
fn yes(written: &Written, id: &'static str) -> Result<bool, Wrong> {
    match written.text(id).as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err((id, "Choose one")),
    }
}

pub fn of(kind: StepKind, page: &Page) -> StatutoryForm {
    let today = page.today;
    let later = |days: u32| working_days_after(today, days).to_string();
    let day = |id: &'static str, label: &str, value: String| {
        Ask::new(id, label, How::Day).at_first(value)
    };
    match kind {
        StepKind::Begin => form(
            kind,
            &["why"],
            vec![Ask::new(
                "why",
                "The concerns, and how the school was told",
                How::Words,
            )],
            |written| {
                Ok(Step::Begin {
                    why: written.text("why"),
                })
            },
        ),
        StepKind::Early => form(
            kind,
            &["what", "by"],
            vec![
                Ask::new("what", "What was agreed", How::Words),
                day("by", "By", later(20)),
            ],
            |written| {
                Ok(Step::Early {
                    what: written.text("what"),
                    by: written.day("by")?,
                })
            },
        ),
        StepKind::PreWarn => form(
            kind,
            &["concerns", "plan_by"],
            vec![
                Ask::new(
                    "concerns",
                    "The concerns, as the letter has them",
                    How::Words,
                ),
                day(
                    "plan_by",
                    "The plan is due by",
                    later(page.periods.plan_days),
                ),
            ],
            |written| {
                Ok(Step::PreWarn {
                    concerns: written.text("concerns"),
                    plan_by: written.day("plan_by")?,
                })
            },
        ),
        StepKind::Warn => warn(page),
        StepKind::Represent => form(
            kind,
            &["words", "received"],
            vec![
                words("What the governing body says of the notice"),
                day("received", "Received on", today.to_string()),
            ],
            |written| {
                Ok(Step::Represent {
                    words: written.text("words"),
                    received: written.day("received")?,
                })
            },
        ),
        StepKind::Answer => form(
            kind,
            &["stands", "words"],
            vec![
                Ask::new("stands", "The notice", two("Stands", "Is withdrawn")),
                words("Why"),
            ],
            |written| {
                Ok(Step::Answer {
                    stands: yes(written, "stands")?,
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Outcome => form(
            kind,
            &["complied", "words"],
            vec![
                Ask::new(
                    "complied",
                    "The notice was",
                    two("Complied with", "Not complied with"),
                ),
                words("What that rests on"),
            ],
            |written| {
                Ok(Step::Outcome {
                    complied: yes(written, "complied")?,
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Found => {
            let all = Found::ALL
                .iter()
                .enumerate()
                .map(|(at, one)| (at.to_string(), one.words().to_owned()));
            form(
                kind,
                &["found", "on", "words"],
                vec![
                    Ask::new(
                        "found",
                        "It was found that the school",
                        How::OneOf(all.collect()),
                    ),
                    day("on", "Told on", today.to_string()),
                    words("In a line"),
                ],
                |written| {
                    let found = chosen(written, "found", &Found::ALL).first().copied();
                    Ok(Step::Found {
                        found: found.ok_or(("found", "Choose one"))?,
                        on: written.day("on")?,
                        words: written.text("words"),
                    })
                },
            )
        }
        StepKind::Propose => form(
            kind,
            &["powers", "words"],
            vec![
                Ask::new("powers", "Powers", How::AnyOf(powers())),
                words("The notice in writing, in a line"),
            ],
            |written| {
                Ok(Step::Propose {
                    powers: chosen(written, "powers", &Power::ALL),
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Consult => form(
            kind,
            &["power", "whom", "words"],
            vec![
                Ask::new("power", "On", How::From(powers())),
                Ask::new("whom", "Whom", How::Line).at_first("The governing body"),
                words("What they said"),
            ],
            |written| {
                Ok(Step::Consult {
                    power: power(written)?,
                    whom: written.text("whom"),
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Consent => form(
            kind,
            &["on", "words"],
            vec![
                day("on", "Given on", today.to_string()),
                words("Reference, and any condition"),
            ],
            |written| {
                Ok(Step::Consent {
                    on: written.day("on")?,
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Use => form(
            kind,
            &["power", "from", "words"],
            vec![
                Ask::new("power", "Power", How::From(powers())),
                day("from", "From", today.to_string()),
                words("Who, and on what terms"),
            ],
            |written| {
                Ok(Step::Use {
                    power: power(written)?,
                    from: written.day("from")?,
                    words: written.text("words"),
                })
            },
        ),
        StepKind::End => form(
            kind,
            &["power", "on", "words"],
            vec![
                Ask::new("power", "Power", How::From(powers())),
                day("on", "Ended on", today.to_string()),
                words("Why"),
            ],
            |written| {
                Ok(Step::End {
                    power: power(written)?,
                    on: written.day("on")?,
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Lead => {
            let all = Leading::ALL
                .iter()
                .enumerate()
                .map(|(at, one)| (at.to_string(), one.words().to_owned()));
            form(
                kind,
                &["leading", "from", "words"],
                vec![
                    Ask::new("leading", "What", How::From(all.collect())),
                    day("from", "From", today.to_string()),
                    words("Who, and why"),
                ],
                |written| {
                    let leading = chosen(written, "leading", &Leading::ALL).first().copied();
                    Ok(Step::Lead {
                        leading: leading.ok_or(("leading", "Choose one"))?,
                        from: written.day("from")?,
                        words: written.text("words"),
                    })
                },
            )
        }
        StepKind::Inform => form(
            kind,
            &["whom", "words"],
            vec![
                Ask::new("whom", "Whom", How::Line).at_first("The regions group"),
                words("What they were told"),
            ],
            |written| {
                Ok(Step::Inform {
                    whom: written.text("whom"),
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Order => form(
            kind,
            &["on", "words"],
            vec![
                day("on", "Made on", today.to_string()),
                words("The sponsor, and when the school is to convert"),
            ],
            |written| {
                Ok(Step::Order {
                    on: written.day("on")?,
                    words: written.text("words"),
                })
            },
        ),
        StepKind::Close => form(
            kind,
            &["words"],
            vec![words("What came of it")],
            |written| {
                Ok(Step::Close {
                    words: written.text("words"),
                })
            },
        ),
    }
}

/// What section 60(4) says is in a notice.
fn warn(page: &Page) -> StatutoryForm {
    let today = page.today;
    let grounds = Ground::ALL.iter().enumerate().map(|(at, one)| {
        (
            at.to_string(),
            format!("{} ({})", crate::words::capital(one.words()), one.law()),
        )
    });
    let later = |days: u32| working_days_after(today, days).to_string();
    let mut made = form(
        StepKind::Warn,
        &[
            "grounds",
            "matters",
            "required",
            "comply_by",
            "minded",
            "represent_by",
            "copies",
        ],
        vec![
            Ask::new("grounds", "Grounds", How::AnyOf(grounds.collect())),
            Ask::new("matters", "The matters it rests on", How::Words),
            Ask::new("required", "What the governing body must do", How::Words),
            Ask::new("comply_by", "To be complied with by", How::Day).at_first(later(40)),
            Ask::new(
                "minded",
                "If not, the authority is minded to",
                How::AnyOf(powers()),
            ),
            Ask::new(
                "represent_by",
                "The governing body may speak until",
                How::Day,
            )
            .hint("Not a period of the Act since 2016: your own practice")
            .at_first(later(page.periods.representation_days)),
            Ask::new("copies", "Copies, between commas", How::Line)
                .at_first(page.copies.join(", ")),
        ],
        |written| {
            Ok(Step::Warn {
                notice: Box::new(Notice {
                    grounds: chosen(written, "grounds", &Ground::ALL),
                    matters: written.text("matters"),
                    required: written.text("required"),
                    comply_by: written.day("comply_by")?,
                    minded: chosen(written, "minded", &Power::ALL),
                    copies: written
                        .many("copies")
                        .iter()
                        .map(|one| one.trim().to_owned())
                        .filter(|one| !one.is_empty())
                        .collect(),
                    represent_by: written.day("represent_by")?,
                }),
            })
        },
    );
    made.lead = "Once given it stands as it is written, and head and governors can read it.";
    made
}

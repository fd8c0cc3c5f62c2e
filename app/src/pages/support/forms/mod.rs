//! What each step asks.

mod agreed;
mod looked_at;

pub use agreed::pounds;

use domain::api::CasePage;
use domain::support::{Body, Step, StepKind};

use self::agreed::{draft, fund, oversee, scope};
use self::looked_at::{assure, evaluate, impact, report, review, study};
use super::form::{Ask, Form, How};

/// The form of a step; none: one press is enough, or it has a page of its own.
pub fn form(kind: StepKind, page: &CasePage) -> Option<Form> {
    match kind {
        StepKind::Return => Some(words(
            kind,
            &["question"],
            Ask::new("question", "What do you need to know?", How::Words),
            |question| Step::Return { question },
        )),
        StepKind::Signpost => Some(words(
            kind,
            &["offer"],
            Ask::new("offer", "Which offer fits, and how to reach it", How::Words),
            |offer| Step::Signpost { offer, of: None },
        )),
        StepKind::Scope => Some(scope(page)),
        StepKind::Fund => Some(fund(page)),
        StepKind::Oversee => Some(oversee(page)),
        StepKind::Escalate => Some(escalate()),
        StepKind::Commission => Some(why(kind, "Who does it, and with which money", |why| {
            Step::Commission { why }
        })),
        StepKind::Refuse => Some(why(kind, "Why nobody can", |why| Step::Refuse { why })),
        StepKind::Decline => Some(why(kind, "Why not", |why| Step::Decline { why }).lead(
            "The next in line is asked at once, where there is one. The others read your reason.",
        )),
        StepKind::Draft => Some(draft(page)),
        StepKind::Review => Some(review(page)),
        StepKind::Resume => Some(why(kind, "Why now", |why| Step::Resume { why })),
        StepKind::End => Some(words(
            kind,
            &["exit"],
            Ask::new(
                "exit",
                "What keeps it up when nobody comes any more",
                How::Words,
            )
            .hint("Who in the school carries it on, and when somebody looks at it again"),
            |exit| Step::End { exit },
        )),
        StepKind::Report => Some(report(page)),
        StepKind::Evaluate => Some(evaluate()),
        StepKind::Assure => Some(assure()),
        StepKind::Impact => Some(impact()),
        StepKind::Study => Some(study(page)),
        StepKind::Withdraw => Some(
            why(kind, "Why", |why| Step::Withdraw { why })
                .lead(if leads_a_team(page) {
                    "Days that are held are let go, and the need is closed. The team goes with it: its specialists are let go too, but for those whose work is agreed."
                } else {
                    "Days that are held are let go, and the need is closed."
                }),
        ),
        StepKind::EndEarly => Some(
            why(kind, "Why, and what notice was given", |why| {
                Step::EndEarly { why }
            })
            .lead("Both schools read this. A final report is still written."),
        ),
        StepKind::Concern => Some(
            words(
                kind,
                &["text"],
                Ask::new("text", "What is wrong", How::Words),
                |text| Step::Concern { text },
            )
            .lead(
                "A worry about a child's safety is said at once to your designated lead, not here.",
            ),
        ),
        StepKind::Talk => Some(words(
            kind,
            &["text"],
            Ask::new("text", "Who talked, and what came of it", How::Words),
            |text| Step::Talk { text },
        )),
        _ => None,
    }
}

fn words(
    kind: StepKind,
    fields: &'static [&'static str],
    ask: Ask,
    make: impl Fn(String) -> Step + Send + Sync + 'static,
) -> Form {
    let id = ask.id;
    Form::new(kind, fields, vec![ask], move |written| {
        Ok(make(written.text(id)))
    })
}

fn why(kind: StepKind, label: &str, make: impl Fn(String) -> Step + Send + Sync + 'static) -> Form {
    words(kind, &["why"], Ask::new("why", label, How::Words), make)
}

fn escalate() -> Form {
    let bodies = Body::ALL
        .iter()
        .map(|body| (body.words().to_owned(), crate::words::capital(body.words())))
        .collect();
    let asks = vec![
        Ask::new("to", "To", How::OneOf(bodies)).at_first(Body::Authority.words()),
        Ask::new("why", "Why it cannot be met here", How::Words),
    ];
    Form::new(StepKind::Escalate, &["to", "why"], asks, |written| {
        let to = written.text("to");
        let body = Body::ALL.into_iter().find(|body| body.words() == to);
        Ok(Step::Escalate {
            to: body.unwrap_or(Body::Authority),
            why: written.text("why"),
        })
    })
}

/// Whether there are specialists beside this one, its lead.
fn leads_a_team(page: &CasePage) -> bool {
    !page.team.is_empty() && !page.team.iter().any(|one| one.lead)
}

//! One answer by a link in a letter, for somebody who has no account. Opening it decides nothing: programs open
//! links too. The page shows what that person reads of that case, asks, and a button answers, once.

mod said;
mod written;

use std::fmt::Write;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::api::TakeStep;
use domain::brokerage::Areas;
use domain::calendar::{Date, day_words};
use domain::schools::ChangeId;
use domain::support::{AskedFor, Case, Part, Question, ReportKind, Step, part, questions};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::plain::{capital, document, escaped};
use super::support;
use crate::App;
use crate::db::mail::{self, Linked};
use crate::db::{people, support as cases};
use crate::error::{Error, Result};
use crate::session::{Token, TokenHash, Visitor};
use said::Said;
use written::Wrong;

/// A link that is good, and what it is good for.
struct Good {
    visitor: Visitor,
    case: Case,
    question: Question,
}

/// What a link comes to.
enum Found {
    Good(Box<Good>),
    /// Good for nothing any more, and why.
    Over(&'static str),
}

async fn find(conn: &mut PgConnection, hash: TokenHash) -> Result<Found> {
    const NONE: &str = "This link is not one of ours. Perhaps a part of it is missing.";
    const OTHERWISE: &str = "This is not asked any more: it was answered, or settled otherwise.";
    let Some(linked) = mail::linked(conn, hash).await? else {
        return Ok(Found::Over(NONE));
    };
    let Linked {
        authority,
        person,
        question,
        ..
    } = linked;
    if linked.used.is_some() {
        return Ok(Found::Over(
            "You have answered. A link is good for one answer.",
        ));
    }
    if linked.expired {
        return Ok(Found::Over(
            "This link is older than 14 days. Ask whoever brokers the support for a new one.",
        ));
    }
    let profile = people::profile(conn, authority, person).await?;
    let case = cases::lock(conn, linked.case).await?;
    let (Some(profile), Some(case)) = (profile, case) else {
        return Ok(Found::Over(OTHERWISE));
    };
    let theirs = part(&profile.actor, &case.whose()) == Some(question.whose);
    if !theirs || !questions(&case).contains(&question) {
        return Ok(Found::Over(OTHERWISE));
    }
    let visitor = Visitor::of(profile, hash);
    Ok(Found::Good(Box::new(Good {
        visitor,
        case,
        question,
    })))
}

/// `GET /answer/{token}`
pub async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let mut tx = app.pool.begin().await?;
    Ok(match find(&mut tx, Token::of_letter(&token)).await? {
        Found::Good(good) => page(StatusCode::OK, &asked(&good, None, None)),
        Found::Over(why) => over(why),
    })
}

/// `POST /answer/{token}`
pub async fn answer(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(said): Form<Said>,
) -> Result<Response> {
    let hash = Token::of_letter(&token);
    let mut tx = app.pool.begin().await?;
    // The board's lock first, as wherever days are freed; the link's own is taken after it.
    let authority = mail::authority_of(&mut tx, hash).await?;
    if let Some(authority) = authority
        && said.one("say") == "no"
    {
        crate::db::enter(&mut tx, authority).await?;
        crate::db::board::lock(&mut tx, authority).await?;
    }
    let good = match find(&mut tx, hash).await? {
        Found::Good(good) => good,
        Found::Over(why) => return Ok(over(why)),
    };
    let wrong = |wrong: &Wrong| {
        let again = asked(&good, Some(&said), Some(wrong));
        page(StatusCode::UNPROCESSABLE_ENTITY, &again)
    };
    let step = match step(&good, &said, hash) {
        Ok(step) => step,
        Err(fault) => return Ok(wrong(&fault)),
    };
    let taken = TakeStep {
        id: ChangeId(Uuid::new_v5(&Uuid::NAMESPACE_URL, hash.bytes())),
        base: good.case.revision,
        step,
    };
    match support::take(&mut tx, &good.visitor, good.case.id, &taken).await {
        Ok(_) => {
            mail::used(&mut tx, hash).await?;
            tx.commit().await?;
            support::woken(&app, good.visitor.actor.authority, &taken);
            Ok(page(
                StatusCode::OK,
                "<h1>Thank you</h1>\n<p role=\"status\">Your answer is recorded, with your name and the time. You can close this page.</p>\n",
            ))
        }
        Err(Error::Invalid { title, fields }) => {
            let first = fields.first();
            Ok(wrong(&first.map_or_else(
                || Wrong::at("", &title),
                |one| Wrong::at(&one.field, &one.reason),
            )))
        }
        Err(error @ Error::Stale { .. }) => Ok(wrong(&Wrong::at("", &error.to_string()))),
        Err(error) => Err(error),
    }
}

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// Of which kind the report is that a link asks for.
fn report_kind(asked: AskedFor) -> ReportKind {
    match asked {
        AskedFor::Interim => ReportKind::Interim,
        _ => ReportKind::Final,
    }
}

/// The step an answer is.
fn step(good: &Good, said: &Said, hash: TokenHash) -> Result<Step, Wrong> {
    let words = || said.one("words").to_owned();
    let asked = good.question.asked;
    match (asked, said.one("say")) {
        (AskedFor::Consent { .. }, "yes") => Ok(Step::Agree),
        (AskedFor::Consent { .. }, "no") => Ok(Step::Decline { why: words() }),
        (AskedFor::Signature { .. }, "sign") => Ok(Step::Sign),
        (AskedFor::Record { visit }, say @ ("right" | "wrong")) => Ok(Step::Confirm {
            visit,
            accurate: say == "right",
            comment: words(),
        }),
        (AskedFor::Visit { .. }, "visit") => {
            let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, hash.bytes());
            let visit = Box::new(written::visit(&good.case, said, id)?);
            Ok(Step::Visit { visit })
        }
        (AskedFor::Report | AskedFor::Interim, "report") => {
            let kind = report_kind(asked);
            let report = Box::new(written::report(&good.case, said, kind, today())?);
            Ok(Step::Report { report })
        }
        _ => Err(Wrong::at("", "choose one of the answers")),
    }
}

fn page(status: StatusCode, body: &str) -> Response {
    let whole = document("Your answer", "answer", "Alongside", body);
    (status, Html(whole)).into_response()
}

fn over(why: &str) -> Response {
    let body = format!("<h1>Nothing to answer</h1>\n<p>{}</p>\n", escaped(why));
    page(StatusCode::GONE, &body)
}

/// What is asked, with what this person reads of it, what they wrote, and what of that is wrong.
fn asked(good: &Good, said: Option<&Said>, wrong: Option<&Wrong>) -> String {
    let case = good.case.clone().seen(good.question.whose);
    let area = case
        .scope
        .as_ref()
        .map_or(case.request.area, |one| one.area);
    let (from, to) = case.days();
    let mut facts = vec![
        ("School", case.school.clone()),
        ("About", capital(&Areas::standard().word(area))),
        (
            "Days",
            format!(
                "{}, {} to {}",
                case.half_days().words(),
                day_words(from),
                day_words(to)
            ),
        ),
    ];
    if let Some(helper) = &case.helper {
        let home = if helper.home_name.is_empty() {
            String::new()
        } else {
            format!(", {}", helper.home_name)
        };
        facts.push(("Leader", format!("{}{home}", helper.name)));
    }
    let (title, form) = match good.question.asked {
        AskedFor::Consent { .. } => {
            facts.push(("Asked for", case.request.outcome.clone()));
            let title = match good.question.whose {
                Part::Head => "Does this leader suit you?",
                Part::Leader => "Can you take this on?",
                _ => "Do you release them?",
            };
            (title, consent())
        }
        AskedFor::Signature { .. } => {
            terms(&case, good.question.whose, &mut facts);
            let form = button("sign", "Sign as ", &good.visitor.name);
            ("Sign the agreement", form)
        }
        AskedFor::Record { visit } => {
            let found = case.visits.iter().find(|one| one.visit.id == visit);
            if let Some(one) = found {
                facts.push((
                    "Visit",
                    format!(
                        "{}, {} day, {}",
                        day_words(one.visit.on),
                        one.visit.time.words(),
                        one.visit.mode.words().to_lowercase()
                    ),
                ));
                facts.push(("By", one.by.name.clone()));
                facts.push(("Met", one.visit.met.join(", ")));
                facts.push(("Done", one.visit.done.clone()));
                let next = one.visit.next.as_ref();
                facts.push((
                    "Next",
                    next.map_or_else(String::new, |next| next.text.clone()),
                ));
            }
            ("Is this record right?", record())
        }
        AskedFor::Visit { .. } => {
            written::so_far(&case, &mut facts);
            let first = written::first(today());
            let form = written::visit_form(&case, said.unwrap_or(&first), wrong);
            ("Record your visit", form)
        }
        asked @ (AskedFor::Report | AskedFor::Interim) => {
            written::so_far(&case, &mut facts);
            let kind = report_kind(asked);
            let first = written::first_report(&case, kind, today());
            let form = written::report_form(&case, said.unwrap_or(&first), wrong);
            (kind.words(), form)
        }
    };
    let mut body = format!(
        "<h1>{title}</h1>\n<p>{}, you are asked.</p>\n",
        escaped(&good.visitor.name)
    );
    if let Some(wrong) = wrong {
        let reason = escaped(&capital(&wrong.reason));
        let words = match wrong.field.as_str() {
            "" => reason,
            field => format!("<a href=\"#{}\">{reason}</a>", escaped(field)),
        };
        let _infallible = writeln!(body, "<p role=\"alert\">{words}.</p>");
    }
    body.push_str("<dl>\n");
    for (name, words) in facts.iter().filter(|(_, words)| !words.trim().is_empty()) {
        let _infallible = writeln!(body, "<dt>{name}</dt><dd>{}</dd>", escaped(words));
    }
    body.push_str("</dl>\n");
    body.push_str(&form);
    body
}

/// What is signed.
fn terms(case: &Case, whose: Part, facts: &mut Vec<(&'static str, String)>) {
    let Some(agreement) = &case.agreement else {
        return;
    };
    let terms = &agreement.terms;
    facts.push(("Version", agreement.version.to_string()));
    facts.push(("It helped when", terms.measures.clone()));
    facts.push(("Who does what", terms.roles.clone()));
    if whose != Part::Leader {
        let pence =
            |sum: u64| domain::support::money::Pence(i64::try_from(sum).unwrap_or(i64::MAX));
        facts.push((
            "Cost",
            format!(
                "{} a day, {} together; {} pays",
                pence(terms.day_rate.into()).words(),
                pence(agreement.cost()).words(),
                terms.payer
            ),
        ));
    }
    facts.push(("Notice", format!("{} weeks", terms.notice_weeks)));
}

fn button(say: &str, words: &str, more: &str) -> String {
    format!(
        "<form method=\"post\"><p><button name=\"say\" value=\"{say}\">{words}{}</button></p></form>\n",
        escaped(more)
    )
}

fn consent() -> String {
    let yes = button("yes", "Say yes", "");
    format!(
        "{yes}<h2>Or say no</h2>\n<form method=\"post\">\n<p><label for=\"words\">Why not</label>\n\
         <textarea id=\"words\" name=\"words\" rows=\"3\" maxlength=\"2000\" required></textarea></p>\n\
         <p><button name=\"say\" value=\"no\">Say no</button></p>\n</form>\n"
    )
}

fn record() -> String {
    let right = button("right", "This is right", "");
    format!(
        "{right}<h2>Or say what is not right</h2>\n<form method=\"post\">\n<p><label for=\"words\">What is not right</label>\n\
         <textarea id=\"words\" name=\"words\" rows=\"3\" maxlength=\"2000\" required></textarea></p>\n\
         <p><button name=\"say\" value=\"wrong\">Say so</button></p>\n</form>\n"
    )
}

//! What a school is given: the programme of its category with its clock, and the year's calendar.

use domain::api::FilePage as Page;
use domain::calendar::{Date, day_words};
use domain::support::caseload::{Item, Run, Seat, UnderProgramme};
use leptos::prelude::*;

use super::entry_form::{Desk, behind};
use super::forms;
use crate::components::level_mark::mark;
use crate::words::near_day;

pub fn programme(desk: Desk, page: &Page) -> Option<AnyView> {
    let under = page.under.as_ref()?;
    let today = page.today;
    let rows = under
        .items
        .iter()
        .map(|one| item(one, today))
        .collect_view();
    let writes = matches!(page.seat, Seat::Officer | Seat::Contact);
    let acts = writes.then(|| {
        forms::elements(page, &page.way)
            .into_iter()
            .map(|element| behind(desk, forms::done(page, element)))
            .collect_view()
    });
    let acts = acts.map(|acts| view! { <div class="other-acts no-print"><span class="quiet">"Record as done:"</span>{acts}</div> });
    Some(
        view! {
            <section class="opens">
                <h2>{under.words.clone()}</h2>
                {clock(under, today)}
                <ul class="programme">{rows}</ul>
                {acts}
            </section>
        }
        .into_any(),
    )
}

/// The stay as a line from the first day to the limit, with the warning and today on it.
fn clock(under: &UnderProgramme, today: Date) -> AnyView {
    const WIDE: i32 = 560;
    let length = (under.limit.to_julian_day() - under.since.to_julian_day()).max(1);
    let at = |day: Date| {
        let past = (day.to_julian_day() - under.since.to_julian_day()).clamp(0, length);
        past * WIDE / length
    };
    let words = match under.run {
        Run::Left => format!(
            "In it from {} to {}. What was gained is to be kept up.",
            day_words(under.since),
            under.left.map_or_else(String::new, day_words)
        ),
        Run::Running => format!(
            "Since {}. Warning {}, limit {}.",
            day_words(under.since),
            day_words(under.warn),
            day_words(under.limit)
        ),
        Run::Warned => format!(
            "Since {}. The warning was {}: it must be out by {}.",
            day_words(under.since),
            day_words(under.warn),
            day_words(under.limit)
        ),
        Run::Over => format!(
            "Since {}. The limit was {}: it goes further up.",
            day_words(under.since),
            day_words(under.limit)
        ),
    };
    let end = under.left.unwrap_or(today);
    let late = matches!(under.run, Run::Warned | Run::Over).then_some("");
    view! {
        <p class="clock-words" data-late=late>{late.map(|_| mark(Some(domain::risk::Level::High)))} {words}</p>
        <svg class="clock-line" viewBox="-1 0 562 16" width="562" height="16" aria-hidden="true">
            <path class="whole" d=format!("M0 8h{WIDE}")></path>
            <path class="passed" d=format!("M0 8h{}", at(end))></path>
            <path class="warn" d=format!("M{} 2v12", at(under.warn))></path>
            <path class="limit" d=format!("M{WIDE} 0v16")></path>
        </svg>
    }
    .into_any()
}

fn item(one: &Item, today: Date) -> AnyView {
    let late = one.late(today);
    let (state, when) = match (one.done, one.due) {
        (Some(done), _) => ("done", format!("done {}", near_day(done, today))),
        (None, None) => ("open", "by agreement".to_owned()),
        (None, Some(_)) if late == 1 => ("late", "a working day late".to_owned()),
        (None, Some(_)) if late > 1 => ("late", format!("{late} working days late")),
        (None, Some(due)) => ("open", format!("by {}", near_day(due, today))),
    };
    let period = (!one.period.is_empty()).then(|| view! { <small>{one.period.clone()}</small> });
    view! { <li data-state=state><span>{one.words.clone()} " " {period}</span> <b>{when}</b></li> }
        .into_any()
}

/// What the year asks of every school, old term by old term.
pub fn year(page: &Page) -> Option<AnyView> {
    if page.expected.is_empty() {
        return None;
    }
    let rows = page
        .expected
        .iter()
        .map(|one| {
            let (state, when) = match one.held {
                Some(day) => ("done", format!("held {}", near_day(day, page.today))),
                None if one.by < page.today => ("late", "not held".to_owned()),
                None => ("open", format!("by {}", near_day(one.by, page.today))),
            };
            view! { <li data-state=state><span>{one.words.clone()} " " <small>"old term " {one.half_term}</small></span> <b>{when}</b></li> }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                <h2>"The year’s calendar"</h2>
                <ul class="programme">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

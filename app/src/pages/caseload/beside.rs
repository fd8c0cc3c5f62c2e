//! Beside a file: who is named and was, the days, and everybody who comes.

use domain::api::FilePage as Page;
use domain::calendar::day_words;
use domain::support::caseload::{ContactRole, Seat};
use leptos::prelude::*;

use super::entry_form::{Desk, behind};
use super::forms;
use crate::components::level_mark::mark;
use crate::pages::support::table::days_bar;
use crate::words::near_day;

pub fn beside(desk: Desk, page: &Page) -> AnyView {
    view! { {coming(page)} {days(desk, page)} {named(desk, page)} }.into_any()
}

fn named(desk: Desk, page: &Page) -> AnyView {
    let roles = page
        .way
        .roles
        .iter()
        .map(|role| of_role(desk, page, role))
        .collect_view();
    view! { <section><h2>"Who is named"</h2>{roles}</section> }.into_any()
}

fn of_role(desk: Desk, page: &Page, role: &ContactRole) -> AnyView {
    let mut all: Vec<_> = page
        .file
        .contacts
        .iter()
        .filter(|one| one.role == role.key)
        .collect();
    all.reverse();
    let rows = all
        .into_iter()
        .map(|one| {
            let who = one.person.as_ref().map_or("nobody", |by| by.name.as_str());
            let days = match one.to {
                _ if one.from > page.today => format!("from {}", day_words(one.from)),
                None => format!("since {}", day_words(one.from)),
                Some(to) => format!("{} to {}", day_words(one.from), day_words(to)),
            };
            let why = (!one.why.is_empty()).then(|| format!(" {}", one.why));
            let now = page.file.contact(role.key, page.today).is_some_and(|now| now.from == one.from);
            view! { <li data-now=now.then_some("")><b>{who.to_owned()}</b> <small>{days}. {why}</small></li> }
        })
        .collect_view();
    let now = page.file.contact(role.key, page.today).is_some();
    let gap = (!now && role.every_school).then(|| {
        view! { <p class="nobody">{mark(Some(domain::risk::Level::High))} "Nobody is named. Every school has one."</p> }
    });
    let acts = (page.seat == Seat::Officer).then(|| {
        view! {
            {behind(desk, forms::name(page, role))}
            {now.then(|| behind(desk, forms::nobody(page, role)))}
        }
    });
    view! {
        <h3>{role.words.clone()}</h3>
        {gap}
        <ul class="named-history">{rows}</ul>
        <div class="other-acts no-print">{acts}</div>
    }
    .into_any()
}

fn days(desk: Desk, page: &Page) -> AnyView {
    let drawn = page.drawn;
    let own = page.file.allowance.as_ref().map(|(_, word)| {
        view! { <p class="small-print">"Days of its own: " {word.words.clone()} " (" {word.by.name.clone()} ")"</p> }
    });
    let acts = (page.seat == Seat::Officer).then(|| behind(desk, forms::days(page)));
    view! {
        <section>
            <h2>"Days this year"</h2>
            <p class="days-used">{days_bar(drawn.used, drawn.given)} <b>{drawn.used.words()}</b> " of " {drawn.given.words()} " used, " {drawn.left().words()} " left"</p>
            <p class="days-used">{days_bar(drawn.used_in_school, drawn.given_in_school)} <b>{drawn.used_in_school.words()}</b> " of " {drawn.given_in_school.words()} " in school"</p>
            {own}
            <div class="other-acts no-print">{acts}</div>
        </section>
    }
    .into_any()
}

fn coming(page: &Page) -> Option<AnyView> {
    if page.coming.is_empty() && page.clashes.is_empty() {
        return None;
    }
    let clashes = page
        .clashes
        .iter()
        .map(|one| view! { <p class="clash">{mark(Some(domain::risk::Level::High))} <span>{one.words()} "."</span></p> })
        .collect_view();
    let rows = page
        .coming
        .iter()
        .map(|one| {
            let when = one.on.map_or_else(|| "no day yet".to_owned(), |on| near_day(on, page.today));
            let opens = page.seat == Seat::Officer && !one.href.is_empty();
            let who = if opens {
                view! { <a href=one.href.clone()>{one.who.clone()}</a> }.into_any()
            } else {
                one.who.clone().into_any()
            };
            view! { <li><span class="when">{when}</span><span>{who} <small>{one.what.clone()}</small></span></li> }
        })
        .collect_view();
    Some(
        view! {
            <section>
                <h2>"Who comes"</h2>
                {clashes}
                <ul class="days">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

//! One case: whose turn it is, what was asked and agreed, what was given, and what came of it.

use domain::api::CasePage as Page;
use domain::brokerage::Areas;
use domain::calendar::day_words;
use domain::schools::{CaseId, PersonId};
use domain::support::{Part, Quarters, StageKind};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{about, acts, drafts, elsewhere, given, money, newer, outcome, table, visit_draft};
use crate::api;
use crate::browser::clock_words;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{capital, near_day};

#[component]
pub fn CasePage(signed: SignedIn) -> impl IntoView {
    drafts::Drafts::begin();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id").and_then(|id| id.parse::<CaseId>().ok()))
    });
    let person = signed.actor.person;
    let loaded = load(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => visit_draft::case(person, id).await,
                None => Err(api::nothing_there("There is no such case")),
            }
        }
    });
    let waiting = visit_draft::waiting_here(person);
    // What waited here was sent: the case is read again with it.
    Effect::new(move |before: Option<usize>| {
        let now = waiting.get().count;
        if before.is_some_and(|before| before > now) {
            loaded.again();
        }
        now
    });
    loaded.page("the case", move |page| {
        drawn(person, RwSignal::new(page), waiting)
    })
}

fn drawn(
    person: PersonId,
    page: RwSignal<Page>,
    waiting: RwSignal<visit_draft::Waiting>,
) -> AnyView {
    let title = Signal::derive(move || page.with(|page| page.case.school.clone()));
    let parts = move || {
        let now = page.get();
        if now.offers.is_empty() && now.history.is_empty() {
            return gone().into_any();
        }
        view! {
            {acts::turn(page)}
            {elsewhere::offers(page)}
            {about::consent(&now)}
            {about::agreement(&now)}
            {given::plan(&now)}
            {given::visits(page)}
            {given::reviews(&now)}
            {given::reports(&now)}
            {outcome::outcome(&now)}
            {about::overseer(&now)}
            {about::request(&now)}
        }
        .into_any()
    };
    let beside = move || {
        let now = page.get();
        view! { {road(&now)} {days(&now)} {about::team(&now)} {money::money(&now)} {about::beside(&now)} {history(&now)} }
    };
    view! {
        <div class="two-columns case-page">
            <div class="main-column">
                <Heading title page=Signal::derive(move || format!("Support, {}", title.get()))/>
                <p class="facts-line">{move || page.with(line)}</p>
                {visit_draft::on_this_device(waiting)}
                {newer::newer(person, page)}
                {parts}
            </div>
            <aside aria-label="The case at a glance">{beside}</aside>
        </div>
    }
    .into_any()
}

/// "Writing, 6 days. Marcus Bell, Quarry Top Primary. Led by Imran Siddle."
fn line(page: &Page) -> AnyView {
    let case = &page.case;
    let area = case
        .scope
        .as_ref()
        .map_or(case.request.area, |one| one.area);
    let (from, to) = case.days();
    let leader = case.helper.as_ref().map(|one| {
        let home = if one.home_name.is_empty() {
            String::new()
        } else {
            format!(", {}", one.home_name)
        };
        let seen = page.part != Part::Governor;
        let name = one.name.clone();
        let name = if seen {
            view! { <a href=format!("/leaders/{}", one.leader)>{name}</a> }.into_any()
        } else {
            name.into_any()
        };
        view! { " " {name} {home} "." }
    });
    let broker = case
        .broker
        .as_ref()
        .map(|by| format!(" Led by {}.", by.name));
    view! {
        <a href=format!("/schools/{}", case.urn)>{case.school.clone()}</a> ": "
        {Areas::standard().word(area)} ", " {case.half_days().words()} " days, " {day_words(from)} " to " {day_words(to)} "."
        {leader} {broker} " "
        <a class="no-print" href=format!("/support/combined/{}", case.urn)>"All support of the school this year"</a>
    }
    .into_any()
}

fn gone() -> AnyView {
    view! {
        <section class="opens">
            <h2 id="stands" tabindex="-1">"You said no"</h2>
            <p>"It is recorded with your reason. The case is not yours any more, so nothing of it is shown."</p>
            <p><a href="/support">"Back to support"</a></p>
        </section>
    }
    .into_any()
}

/// The main stages, and which of them it has passed.
const ROAD: [(&str, StageKind); 8] = [
    ("Asked for", StageKind::Submitted),
    ("Scoped", StageKind::Scoped),
    ("Consent", StageKind::Asked),
    ("Agreement", StageKind::Matched),
    ("Under way", StageKind::Agreed),
    ("Reported", StageKind::Ending),
    ("Checked", StageKind::Evaluated),
    ("Impact", StageKind::Closed),
];

fn road(page: &Page) -> AnyView {
    let here = page.case.stage_kind();
    let ended = matches!(
        here,
        StageKind::Signposted | StageKind::Withdrawn | StageKind::Unmet
    );
    let stages = ROAD
        .iter()
        .enumerate()
        .map(|(at, (words, from))| {
            let next = ROAD.get(at + 1).map(|(_, next)| *next);
            let state = if ended || here < *from {
                "ahead"
            } else if next.is_some_and(|next| here >= next) || here.over() {
                "done"
            } else {
                "here"
            };
            view! { <li data-state=state aria-current=(state == "here").then_some("step")>{*words}<span class="visually-hidden">{match state { "done" => ", done", "here" => ", now", _ => ", not yet" }}</span></li> }
        })
        .collect_view();
    view! { <section><h2>"The way"</h2><ol class="road">{stages}</ol></section> }.into_any()
}

fn days(page: &Page) -> Option<AnyView> {
    let case = &page.case;
    if case.stage_kind() < StageKind::Agreed {
        return None;
    }
    let (used, all) = (case.used(), Quarters::from(case.half_days()));
    let next = case
        .next_visit()
        .map(|day| format!("Next visit {}.", near_day(day, page.today)));
    Some(
        view! {
            <section>
                <h2>"Days"</h2>
                <p class="days-used">{table::days_bar(used, all)} <b>{used.words()}</b> " of " {all.words()} " given"</p>
                <p class="small-print">{next}</p>
            </section>
        }
        .into_any(),
    )
}

fn history(page: &Page) -> AnyView {
    let today = page.today;
    let events = page
        .history
        .iter()
        .rev()
        .map(|event| {
            let who = match (&event.who, event.part) {
                (Some(who), Some(part)) => format!("{who}, {}", part.words()),
                (Some(who), None) => who.clone(),
                (None, _) => "By rule".to_owned(),
            };
            let day = event.at.day();
            let when = if day == today {
                clock_words(event.at, false)
            } else {
                near_day(day, today)
            };
            view! { <li><span class="when">{when}</span><span>{capital(&event.words)} <small>{who}</small></span></li> }
        })
        .collect_view();
    view! { <section><h2>"What happened"</h2><ol class="days history">{events}</ol></section> }
        .into_any()
}

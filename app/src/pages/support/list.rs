//! Every case somebody has a part in: where it stands, whose turn it is, and until when.

use domain::access::Action;
use domain::api::{CaseRow, SupportPage as Page};
use domain::calendar::Date;
use domain::support::{StageKind, late};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::dates;
use super::table;
use super::visit_draft;
use crate::browser;
use crate::components::chip::Chip;
use crate::components::heading::Heading;
use crate::keyboard::{KeyHelp, page_keys};
use crate::load::load;
use crate::session::SignedIn;
use crate::state::support::{Asked, Shown, mine};
use crate::words::{capital, count_words};

const KEYS: [KeyHelp; 1] = [KeyHelp {
    keys: "/",
    does: "find a case",
}];

#[component]
pub fn SupportPage(signed: SignedIn) -> impl IntoView {
    let (person, leads) = (signed.actor.person, signed.actor.leader.is_some());
    let page = load(move || visit_draft::list(person, leads));
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| Asked::read(|name| query.get(name))));
    let navigate = use_navigate();
    let ask = Callback::new(move |asked: Asked| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("/support{}", asked.write()), options);
    });
    page_keys(&KEYS, move |event| {
        let find = event.key() == "/";
        if find {
            browser::focus("find");
        }
        find
    });
    let waiting = visit_draft::waiting_here(person);
    if leads {
        visit_draft::keep_ready(person, page);
    }
    let requests = signed.may(Action::RequestSupport).then(|| {
        view! { <a class="button primary no-print" href="/support/new">"Ask for support"</a> }
    });
    // Governors may be sought as leaders and have no page of them.
    let sought = (signed.may(Action::ReadRecruitment) && !signed.may(Action::ReadLeaders)).then(|| {
        view! { <a class="button small no-print" href="/leaders/recruitment">"Recruitment of leaders"</a> }
    });
    let offers = signed.may(Action::ReadOrganisations).then(|| {
        view! { <a class="button small no-print" href="/support/offers">"Offers"</a> }
    });
    let ready = move |page: Page| {
        let today = page.today;
        let seconds = page.record_seconds;
        let rows = StoredValue::new(page.cases);
        view! {
            <p class="lead" role="status">{rows.with_value(|rows| said(rows, today))}</p>
            <Filters rows asked ask today/>
            <table::CaseTable rows asked ask today/>
            {seconds.map(form_time)}
        }
        .into_any()
    };
    view! {
        <div class="page support">
            <div class="leaders-head"><Heading title="Support"/><div class="actions">{offers} {sought} {requests} <a class="button small no-print" href="/library">"What worked"</a></div></div>
            {visit_draft::on_this_device(waiting)}
            {page.view("support", ready)}
            {dates::own_dates()}
        </div>
    }
}

/// "31 cases are open: 12 under way, 4 wait for consent. Two things are yours; one is late."
fn said(rows: &[CaseRow], today: Date) -> String {
    let count = |takes: &dyn Fn(&CaseRow) -> bool| rows.iter().filter(|row| takes(row)).count();
    let open = count(&|row| !row.case.stage.over());
    if rows.is_empty() {
        return "There is no support yet that you have a part in.".to_owned();
    }
    let mut parts = Vec::new();
    for (kind, words) in [
        (Shown::UnderWay, "under way"),
        (Shown::Before, "not agreed yet"),
    ] {
        let found = count(&|row| kind.takes(row, today));
        if found > 0 {
            parts.push(format!("{} {words}", count_words(found)));
        }
    }
    let waits = count(&|row| row.case.stage == StageKind::Asked);
    if waits > 0 {
        parts.push(format!("{} waiting for consent", count_words(waits)));
    }
    let whole = match open {
        0 => "No case is open".to_owned(),
        1 => "One case is open".to_owned(),
        open => format!("{} cases are open", capital(&count_words(open))),
    };
    let parts = if parts.is_empty() {
        String::new()
    } else {
        format!(": {}", parts.join(", "))
    };
    let own: Vec<u32> = rows
        .iter()
        .filter_map(|row| mine(row, today))
        .map(|one| late(one, today))
        .collect();
    let overdue = own.iter().filter(|days| **days > 0).count();
    let yours = match (own.len(), overdue) {
        (0, _) => " Nothing of it waits for you.".to_owned(),
        (1, 0) => " One waits for you.".to_owned(),
        (1, _) => " One waits for you, and is late.".to_owned(),
        (own, 0) => format!(" {} wait for you.", capital(&count_words(own))),
        (own, late) => format!(
            " {} wait for you; {} late.",
            capital(&count_words(own)),
            match late {
                1 => "one is".to_owned(),
                late => format!("{} are", count_words(late)),
            }
        ),
    };
    format!("{whole}{parts}.{yours}")
}

fn form_time(seconds: u32) -> AnyView {
    let words = if seconds < 120 {
        format!("{seconds} seconds")
    } else {
        format!("{} minutes", seconds / 60)
    };
    view! { <p class="small-print">"The record of a visit takes " {words} " to fill in, the middle one of the last 200. It is meant to take at most three minutes."</p> }
        .into_any()
}

#[component]
fn Filters(
    rows: StoredValue<Vec<CaseRow>>,
    asked: Memo<Asked>,
    ask: Callback<Asked>,
    today: Date,
) -> impl IntoView {
    let chips = Shown::ALL
        .map(|shown| {
            let count =
                rows.with_value(|rows| rows.iter().filter(|row| shown.takes(row, today)).count());
            let chosen = Signal::derive(move || asked.get().shown == shown);
            let press = move |()| {
                let mut now = asked.get_untracked();
                now.shown = if now.shown == shown {
                    Shown::default()
                } else {
                    shown
                };
                ask.run(now);
            };
            view! { <Chip label=format!("{} {count}", shown.words()) chosen on_press=Callback::new(press)/> }
        })
        .into_iter()
        .collect_view();
    let find = move |event| {
        let mut now = asked.get_untracked();
        now.find = event_target_value(&event);
        ask.run(now);
    };
    view! {
        <div class="leader-filters no-print" role="search">
            <div class="field find">
                <label for="find">"Find a school, a leader or a subject"</label>
                <input id="find" type="search" prop:value=move || asked.get().find on:input=find/>
            </div>
            <div class="leader-chips">{chips}</div>
        </div>
    }
}

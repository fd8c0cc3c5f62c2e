//! The schools somebody looks after, or all of them: who is named, the days, what was seen of each section, and
//! what is late.

use domain::access::Action;
use domain::api::{CaseloadPage as Page, CaseloadRow};
use domain::schools::{Key, PersonId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::table::Grid;
use crate::api;
use crate::components::chip::Chip;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{capital, count_words};

/// Which schools are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    All,
    Mine,
    Unnamed,
    Late,
    Unanswered,
    Clash,
}

const SHOWN: [(Shown, &str, &str); 6] = [
    (Shown::Mine, "mine", "Yours"),
    (Shown::All, "all", "All"),
    (Shown::Unnamed, "unnamed", "Nobody named"),
    (Shown::Late, "late", "Programme late"),
    (Shown::Unanswered, "unanswered", "Asks for something"),
    (Shown::Clash, "clash", "Clash"),
];

impl Shown {
    fn takes(self, row: &CaseloadRow, me: PersonId) -> bool {
        match self {
            Self::All => true,
            Self::Mine => row.held.iter().any(|one| one.by.id == me),
            Self::Unnamed => !row.unnamed.is_empty(),
            Self::Late => row.under.as_ref().is_some_and(|one| !one.late.is_empty()),
            Self::Unanswered => row.unanswered.is_some(),
            Self::Clash => !row.clashes.is_empty(),
        }
    }
}

#[component]
pub fn CaseloadPage(signed: SignedIn) -> impl IntoView {
    let page = load(api::caseload);
    let me = signed.actor.person;
    let names = signed.may(Action::ChangeCaseload);
    let peers = signed.may(Action::ReadPeers).then(|| {
        view! { <a class="button small no-print" href="/peers">"Peer reviews"</a> }
    });
    let actions = names.then(|| {
        view! {
            <a class="button small no-print" href="/caseload/hand-over">"Hand over"</a>
            <a class="button small no-print" href="/caseload/way">"Way of working"</a>
            <a class="button small no-print" href="/statutory">"Early and statutory action"</a>
        }
    });
    view! {
        <div class="page caseload">
            <div class="leaders-head"><Heading title="Caseload"/><div class="actions">{actions} {peers}</div></div>
            {page.view("the caseload", move |page: Page| view! { <Drawn page me/> }.into_any())}
        </div>
    }
}

#[component]
fn Drawn(page: Page, me: PersonId) -> impl IntoView {
    let query = use_query_map();
    let navigate = use_navigate();
    let mine = page.rows.iter().any(|row| Shown::Mine.takes(row, me));
    let first = if mine { Shown::Mine } else { Shown::All };
    let shown = Memo::new(move |_| {
        let asked = query.with(|query| query.get("show"));
        let known = SHOWN
            .iter()
            .find(|(_, key, _)| asked.as_deref() == Some(*key));
        known.map_or(first, |(shown, ..)| *shown)
    });
    let by = Memo::new(move |_| {
        let asked = query.with(|query| query.get("key"))?;
        asked.parse::<Key>().ok()
    });
    let lead = said(&page, me);
    let counts = by_key(&page);
    let rows = StoredValue::new(page.rows);
    let chips = SHOWN
        .iter()
        .filter_map(|(of, key, words)| {
            let count = rows.with_value(|rows| rows.iter().filter(|row| of.takes(row, me)).count());
            let always = *of == Shown::All;
            if count == 0 && !always {
                return None;
            }
            let chosen = Signal::derive(move || shown.get() == *of);
            let navigate = navigate.clone();
            let press = move |()| go(&navigate, key, by.get_untracked());
            Some(view! { <Chip label=format!("{words} {count}") chosen on_press=Callback::new(press)/> })
        })
        .collect_view();
    let navigate = use_navigate();
    let key_chips = counts
        .into_iter()
        .map(|(of, words, count)| {
            let chosen = Signal::derive(move || by.get() == Some(of));
            let navigate = navigate.clone();
            let press = move |()| {
                let next = (by.get_untracked() != Some(of)).then_some(of);
                let shown = shown.get_untracked();
                let show = SHOWN.iter().find(|(one, ..)| *one == shown);
                go(&navigate, show.map_or("all", |(_, key, _)| *key), next);
            };
            view! { <Chip label=format!("{words} {count}") chosen on_press=Callback::new(press)/> }
        })
        .collect_view();
    let key_line = page.way.keys.first().map(|_| {
        view! { <div class="leader-chips key-chips no-print" role="group" aria-label="Keys to improvement"><span class="quiet">"Keys this year, by visits and requests:"</span>{key_chips}</div> }
    });
    let (way, today) = (StoredValue::new(page.way), page.today);
    let grid = move || {
        let shown = shown.get();
        let rows: Vec<CaseloadRow> = rows.with_value(|rows| {
            rows.iter()
                .filter(|row| shown.takes(row, me))
                .filter(|row| {
                    by.get()
                        .is_none_or(|by| row.keys.iter().any(|(key, _)| *key == by))
                })
                .cloned()
                .collect()
        });
        view! { <Grid rows way=way.get_value() today/> }
    };
    view! {
        <p class="lead" role="status">{lead}</p>
        <div class="leader-chips no-print">{chips}</div>
        {key_line}
        {grid}
    }
}

/// The list as its address says it.
fn go(navigate: &impl Fn(&str, NavigateOptions), show: &str, key: Option<Key>) {
    let options = NavigateOptions {
        replace: true,
        scroll: false,
        ..NavigateOptions::default()
    };
    let key = key.map_or_else(String::new, |key| format!("&key={key}"));
    navigate(&format!("/caseload?show={show}{key}"), options);
}

/// How often each key to improvement was worked on in these schools this year.
fn by_key(page: &Page) -> Vec<(Key, String, u32)> {
    page.way
        .keys
        .iter()
        .map(|one| {
            let all = page.rows.iter().flat_map(|row| &row.keys);
            let count = all
                .filter(|(key, _)| *key == one.key)
                .map(|(_, count)| count)
                .sum();
            (one.key, one.words.clone(), count)
        })
        .collect()
}

/// "12 schools are yours. Two have nobody named; one programme has something late."
fn said(page: &Page, me: PersonId) -> String {
    let count = |shown: Shown| page.rows.iter().filter(|row| shown.takes(row, me)).count();
    if page.rows.is_empty() {
        return "You are named for no school.".to_owned();
    }
    let schools = |count: usize| match count {
        1 => "one school".to_owned(),
        count => format!("{} schools", count_words(count)),
    };
    let (all, mine) = (page.rows.len(), count(Shown::Mine));
    let whole = match mine {
        0 => format!("{} here.", capital(&schools(all))),
        mine if mine == all => format!("{}, all of them yours.", capital(&schools(all))),
        mine => format!("{}, of {}, are yours.", capital(&schools(mine)), all),
    };
    let late = [
        (count(Shown::Unnamed), "with nobody named"),
        (count(Shown::Late), "with a programme that is late"),
        (count(Shown::Unanswered), "waiting for an answer"),
        (count(Shown::Clash), "where visits clash"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{} {words}", schools(count)))
    .collect::<Vec<_>>();
    if late.is_empty() {
        format!("{whole} Everybody is named, and nothing is late.")
    } else {
        format!("{whole} {}.", capital(&late.join(", ")))
    }
}

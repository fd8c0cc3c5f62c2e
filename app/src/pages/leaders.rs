//! System leaders: who they are, what they can help with, and how much of them is free.

mod ahead;
mod bar;
mod fairness;
mod filters;
mod table;
mod terms;
mod types;

pub use fairness::FairnessPage;
pub use terms::TermsPage;

use domain::access::Action;
use domain::api::LeaderList;
use domain::brokerage::HalfDays;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::keyboard::{KeyHelp, page_keys};
use crate::load::load;
use crate::session::SignedIn;
use crate::state::leaders::Asked;

const KEYS: [KeyHelp; 1] = [KeyHelp {
    keys: "/",
    does: "find a leader",
}];

#[component]
pub fn LeadersPage(signed: SignedIn) -> impl IntoView {
    let today = signed.today;
    let leaders = load(api::leaders);
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| Asked::read(|name| query.get(name))));
    let navigate = use_navigate();
    let ask = Callback::new(move |asked: Asked| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("/leaders{}", asked.write()), options);
    });
    page_keys(&KEYS, move |event| {
        let find = event.key() == "/";
        if find {
            browser::focus("find");
        }
        find
    });
    let keeps = signed.may(Action::ChangeLeader);
    let add = keeps.then(|| {
        view! { <a class="button small no-print" href="/leaders/new">"Add a leader"</a> }
    });
    let more = signed.may(Action::Plan).then(|| {
        view! {
            <a class="button small no-print" href="/leaders/terms">"Capacity by term"</a>
            <a class="button small no-print" href="/leaders/fairness">"Who gets the work"</a>
        }
    });
    let around = signed.may(Action::ReadOrganisations).then(|| {
        view! { <a class="button small no-print" href="/schools/organisations">"Organisations"</a> }
    });
    let sought = signed.may(Action::ReadRecruitment).then(|| {
        view! { <a class="button small no-print" href="/leaders/recruitment">"Recruitment"</a> }
    });
    let own = signed.actor.leader.map(|id| {
        view! { <a class="button small no-print" href=format!("/leaders/{id}")>"Your own page"</a> }
    });
    let ready = move |list: LeaderList| {
        let kinds = RwSignal::new(list.types.clone());
        let list = StoredValue::new(list);
        view! {
            <p class="lead" role="status">{move || shown(list, &asked.get())}</p>
            <filters::Filters list asked ask/>
            <table::LeaderTable list asked ask today/>
            {keeps.then(|| view! { <types::Types kinds/> })}
        }
        .into_any()
    };
    view! {
        <div class="page leaders">
            <div class="leaders-head"><Heading title="Leaders"/><div class="actions">{own} {sought} {around} {more} {add}</div></div>
            {leaders.view("leaders", ready)}
        </div>
    }
}

/// "16 of 40 leaders shown. 32 of their 249 days a year are free."
fn shown(list: StoredValue<LeaderList>, asked: &Asked) -> String {
    list.with_value(|list| {
        let taken: Vec<_> = list
            .leaders
            .iter()
            .filter(|leader| asked.takes(leader, &list.types))
            .collect();
        let yearly = HalfDays(taken.iter().map(|leader| leader.yearly.0).sum());
        let free = HalfDays(taken.iter().map(|leader| leader.free().0).sum());
        let (count, all) = (taken.len(), list.leaders.len());
        let who = match (asked.filters(), count) {
            (true, _) => format!("{count} of {all} leaders shown."),
            (false, 1) => "1 leader.".to_owned(),
            (false, _) => format!("{count} leaders."),
        };
        if count == 0 {
            return who;
        }
        format!(
            "{who} {} of their {} days a year are free.",
            free.words(),
            yearly.words()
        )
    })
}

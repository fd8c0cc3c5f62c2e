//! The made-up people one may be, one of each role first.

use domain::access::Role;
use domain::api::{DemoPerson, Demonstration};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Answer};

/// The order in which chairs are offered.
const ROLES: [Role; 7] = [
    Role::PartnershipLead,
    Role::Officer,
    Role::Broker,
    Role::Headteacher,
    Role::Leader,
    Role::Governor,
    Role::Administrator,
];

pub fn people(found: Demonstration, entered: Callback<Answer<()>>) -> AnyView {
    let mut first = Vec::new();
    let mut others = Vec::new();
    for role in ROLES {
        // Of each role the one most is said about.
        let mut of_role: Vec<DemoPerson> = found
            .people
            .iter()
            .filter(|one| one.role == role)
            .cloned()
            .collect();
        of_role.sort_by_key(|one| std::cmp::Reverse(one.about.chars().count()));
        let mut of_role = of_role.into_iter();
        first.extend(of_role.next());
        others.extend(of_role);
    }
    let more = others.len();
    view! {
        <section class="sign-in-people" aria-labelledby="demo-heading">
            <header>
                <h2 id="demo-heading">"Or look round a made-up district"</h2>
                <span class="demonstration">"Demonstration"</span>
            </header>
            <p class="lead">"Invented schools, invented leaders, a meeting in progress. Choose whose chair to sit in."</p>
            {found.of_another_version.then(|| view! {
                <p class="hint">"Another version of Alongside made this district up: some pages may be empty. " <code>"alongside demo --reset"</code> " makes it again."</p>
            })}
            <ul class="people opens">{first.into_iter().map(|one| chair(one, entered)).collect_view()}</ul>
            {(more > 0).then(|| view! {
                <details class="more-people">
                    <summary>{format!("{more} more people")}</summary>
                    <ul class="people">{others.into_iter().map(|one| chair(one, entered)).collect_view()}</ul>
                </details>
            })}
            <p class="hint">"Open two in two windows to see a change arrive on both. " <kbd class="key-cap">"?"</kbd> " shows the keys on every page."</p>
        </section>
    }
    .into_any()
}

fn chair(one: DemoPerson, entered: Callback<Answer<()>>) -> AnyView {
    let busy = RwSignal::new(false);
    let id = one.id;
    let sit = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::demo_sign_in(id).await;
            busy.set(false);
            entered.run(answer);
        });
    };
    view! {
        <li>
            <button type="button" class="chair" on:click=sit>
                <span><b>{one.name}</b> <small>{one.role.words()}</small></span>
                <span>{move || if busy.get() { "Signing in".to_owned() } else { one.about.clone() }}</span>
                <svg viewBox="0 0 8 12" width="8" height="12" aria-hidden="true"><path d="M1.5 1 6.5 6l-5 5"></path></svg>
            </button>
        </li>
    }
    .into_any()
}

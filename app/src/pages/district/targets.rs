//! What is to be reached, and by when: how many schools are there and whether the middle one is on its
//! way. Officers set a target here and take it back.

use std::sync::Arc;

use domain::access::Action;
use domain::api::{TargetState, WithdrawTarget};
use domain::calendar::day_words;
use domain::risk::{Aim, Pace, Scheme, TargetId, target_words};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::District;
use super::set_target::{Setting, said};
use crate::api;
use crate::components::chip::pressed;
use crate::components::field::Field;
use crate::components::median_chart::{median_chart, median_table};
use crate::session::SignedIn;
use crate::words::{capital, count_words};

pub fn targets(
    district: &District,
    signed: &SignedIn,
    standing: RwSignal<Vec<TargetState>>,
) -> AnyView {
    let scheme = district.scheme.clone();
    let may = signed.may(Action::SetTargets);
    let asking = RwSignal::new(None);
    let finding = move || standing.with(|all| finding(all));
    let lines = {
        let scheme = scheme.clone();
        move || {
            standing
                .get()
                .iter()
                .map(|one| target(one, &scheme, standing, may.then_some(asking)))
                .collect_view()
        }
    };
    let set = may.then(|| view! { <Setting scheme=scheme.clone() standing today=district.today/> });
    view! {
        <section class="section targets">
            <div class="section-head"><h2>{finding}</h2> <span>"counted over the schools on this page"</span></div>
            {lines}
            {set}
        </section>
    }
    .into_any()
}

fn finding(all: &[TargetState]) -> String {
    let good = |one: &&TargetState| matches!(one.progress.pace, Pace::There | Pace::OnCourse);
    let good = all.iter().filter(good).count();
    match (all.len(), good) {
        (0, _) => "No target is set".to_owned(),
        (1, 1) => "The one target is reached or on course".to_owned(),
        (1, _) => "The one target is not on course".to_owned(),
        (all, good) => format!(
            "{} of {} targets are reached or on course",
            capital(&count_words(good)),
            count_words(all)
        ),
    }
}

fn target(
    one: &TargetState,
    scheme: &Arc<Scheme>,
    standing: RwSignal<Vec<TargetState>>,
    asking: Option<RwSignal<Option<TargetId>>>,
) -> AnyView {
    let Some(rule) = scheme.indicator(one.target.indicator).cloned() else {
        return ().into_any();
    };
    let progress = &one.progress;
    let (pace, word) = match progress.pace {
        Pace::There => ("there", "Reached"),
        Pace::OnCourse => ("on-course", "On course"),
        Pace::Behind => ("behind", "Not on course"),
        Pace::Missed => ("missed", "Missed"),
        Pace::NotKnown => ("not-known", "Not known"),
    };
    let aim = match one.target.aim {
        Aim::National => None,
        Aim::Number(number) => Some(number),
    };
    let title = target_words(&rule, &one.target);
    let words = progress.words(&rule, one.target.aim);
    let course = progress.pace_words(&rule, one.target.by);
    let set = format!("Set by {}, {}.", one.set_by, day_words(one.set_at.day()));
    let drawn = median_chart(
        &rule,
        &progress.years,
        aim,
        format!("{title}. {words} {course}"),
    );
    let id = one.id;
    let table = median_table(&rule, &progress.years);
    let withdraw = asking.map(|asking| view! { <Withdraw id standing asking/> });
    view! {
        <article class="target" data-pace=pace>
            <div>
                <h3>{title}</h3>
                <p><b class="pace">{word}</b> " " {words} " " {course}</p>
                <p class="small-print">{set}</p>
                <details class="no-print"><summary>"As a table"</summary>{table}</details>
                {withdraw}
            </div>
            {drawn}
        </article>
    }
    .into_any()
}

/// Takes a target back, with why. The form is there only while it is asked for.
#[component]
fn Withdraw(
    id: TargetId,
    standing: RwSignal<Vec<TargetState>>,
    /// The one that is about to be taken back.
    asking: RwSignal<Option<TargetId>>,
) -> impl IntoView {
    let why = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let asked = WithdrawTarget {
            why: why.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::withdraw_target(id, &asked).await;
            busy.set(false);
            match answer {
                Ok(all) => {
                    asking.set(None);
                    standing.set(all);
                }
                Err(failure) => problem.set(Some(said(&failure))),
            }
        });
    };
    let open = move || asking.get() == Some(id);
    view! {
        <button type="button" class="link no-print" aria-expanded=move || pressed(open())
            on:click=move |_| asking.update(|now| *now = (*now != Some(id)).then_some(id))>"Take it back"</button>
        <Show when=open>
            <form class="form no-print" novalidate on:submit=submit>
                <Field id="why-back" label="Why is it taken back?" value=why voice=true problem=problem required=true/>
                <button class="button" data-busy=move || busy.get().then_some("")>"Take the target back"</button>
            </form>
        </Show>
    }
}

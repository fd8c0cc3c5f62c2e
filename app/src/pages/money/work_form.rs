//! What happened to the money of one piece of support: signed, a visit, released, ended, asked back.

use domain::api::WorkState;
use domain::schools::{ClawBackId, CommitmentId, PotId};
use domain::support::money::{Change, Place};
use leptos::prelude::*;

use super::desk::{Asking, Choose, Desk};
use crate::browser::new_id;
use crate::components::field::Field;
use crate::sending::Send;
use crate::words::half_days;

/// What one may say happened.
const HAPPENED: [(&str, &str); 6] = [
    ("commit", "All have signed: commit what is reserved"),
    ("draw", "A visit used days: draw"),
    ("release", "A report was accepted: release what is drawn"),
    (
        "reserved",
        "It does not come about: return what is reserved",
    ),
    ("committed", "It ended early: return what is committed"),
    ("back", "Ask released money back"),
];

#[component]
pub fn WorkForm(
    desk: Desk,
    id: CommitmentId,
    chosen: RwSignal<Option<CommitmentId>>,
) -> impl IntoView {
    let asking = Asking::new(desk, &["why", "amount", "days", "pots"]);
    let state = desk
        .page
        .with_untracked(|page| page.work.iter().find(|one| one.work.id == id).cloned());
    let Some(state) = state else {
        return ().into_any();
    };
    let what = RwSignal::new(next(&state).to_owned());
    let pots: Vec<(String, String)> = state
        .work
        .pots
        .iter()
        .map(|share| (share.pot.to_string(), desk.pot(share.pot)))
        .collect();
    let pot = RwSignal::new(pots.first().map_or_else(String::new, |one| one.0.clone()));
    let several = pots.len() > 1;
    let amount = RwSignal::new(String::new());
    let days = RwSignal::new("1".to_owned());
    let name = state.work.what.clone();
    let there = StoredValue::new(state);
    // What is there to be moved is written already.
    Effect::new(move || {
        let place = place(&what.get());
        let pot = pot.get().parse::<PotId>().ok();
        let held = there.with_value(|state| {
            let found = state.held.iter().find(|(one, _)| Some(*one) == pot)?;
            Some(found.1.at(place?))
        });
        amount.set(held.map_or_else(String::new, |held| held.figures()));
    });
    let back = StoredValue::new(ClawBackId(new_id()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let change = read(
            asking,
            (id, back.get_value()),
            (&what.get_untracked(), &pot.get_untracked()),
            (&amount.get_untracked(), &days.get_untracked()),
        );
        if let Some(change) = change {
            asking.ask(change, move || {
                chosen.set(None);
                crate::browser::focus("work");
            });
        }
    };
    let all = HAPPENED
        .iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
        .collect::<Vec<_>>();
    let with_sum = Memo::new(move |_| place(&what.get()).is_some());
    let with_days = Memo::new(move |_| what.get() == "draw");
    let problem = asking.sending;
    view! {
        <form class="form record-form no-print" novalidate on:submit=submit>
            <h3>{name}</h3>
            <Choose id="happened" label="What happened" all chosen=what/>
            <Show when=move || with_days.get()>
                <Field id="days" label="Days used" hint="½ for half a day" value=days problem=problem.problem("days") required=true/>
            </Show>
            <Show when=move || with_sum.get()>
                {several.then(|| view! { <Choose id="pots" label="Pot" all=pots.clone() chosen=pot problem=problem.problem("pots")/> })}
                <Field id="amount" label="Pounds" value=amount problem=problem.problem("amount") required=true/>
            </Show>
            <Field id="why" label="Why, and on what paper" value=asking.why voice=true problem=problem.problem("why") required=true/>
            <div class="actions">
                <Send sending=asking.sending words="Record it" primary=true/>
                <button type="button" class="button quiet" on:click=move |_| chosen.set(None)>"Leave it"</button>
            </div>
        </form>
    }
    .into_any()
}

/// What is likely to happen next.
fn next(state: &WorkState) -> &'static str {
    let any = |place| {
        state
            .held
            .iter()
            .any(|(_, held)| held.at(place) != domain::support::money::Pence::ZERO)
    };
    if any(Place::Reserved) {
        "commit"
    } else if any(Place::Committed) || state.work.used < state.work.half_days {
        "draw"
    } else if any(Place::Drawn) {
        "release"
    } else {
        "back"
    }
}

/// Where the money is that would move; none: the form asks for no sum.
fn place(what: &str) -> Option<Place> {
    match what {
        "release" => Some(Place::Drawn),
        "reserved" => Some(Place::Reserved),
        "committed" => Some(Place::Committed),
        "back" => Some(Place::Released),
        _ => None,
    }
}

/// The change that is written; none where something cannot be read, which is said.
fn read(
    asking: Asking,
    (commitment, back): (CommitmentId, ClawBackId),
    (what, pot): (&str, &str),
    (amount, days): (&str, &str),
) -> Option<Change> {
    let pot = || {
        let found = pot.parse::<PotId>().ok();
        if found.is_none() {
            asking
                .sending
                .say("", "No pot pays for it: there is nothing to move");
        }
        found
    };
    Some(match what {
        "commit" => Change::Commit { commitment },
        "draw" => {
            let Some(half_days) = half_days(days) else {
                asking.sending.say("days", "Write days, such as 1 or 1½");
                return None;
            };
            Change::Draw {
                commitment,
                half_days,
                visit: None,
            }
        }
        "release" => Change::Release {
            pot: pot()?,
            commitment,
            amount: asking.sum("amount", amount)?,
        },
        "back" => Change::AskBack {
            id: back,
            pot: pot()?,
            commitment,
            amount: asking.sum("amount", amount)?,
        },
        from => Change::Return {
            pot: pot()?,
            from: place(from)?,
            commitment: Some(commitment),
            amount: asking.sum("amount", amount)?,
        },
    })
}

//! Money comes into a pot, goes back, or goes on into the next.

use std::sync::Arc;

use domain::api::{MoneyPage as Page, PotLedger};
use domain::schools::PotId;
use domain::support::money::{Change, Place, Pot};
use leptos::prelude::*;

use super::desk::{Asking, Choose, Desk};
use crate::components::field::Field;
use crate::load::Load;
use crate::sending::Send;

const HAPPENED: [(&str, &str); 4] = [
    ("grant", "A grant came in"),
    ("carry_in", "Money of an earlier year is carried in"),
    ("forward", "What is left goes on into another pot"),
    ("return", "What is available goes back to the funder"),
];

#[component]
pub fn PotForms(desk: Desk, pot: Arc<Pot>, read: Load<(PotLedger, Page)>) -> impl IntoView {
    let asking = Asking::new(desk, &["why", "amount", "to"]);
    let what = RwSignal::new("grant".to_owned());
    let amount = RwSignal::new(String::new());
    let id = pot.id;
    let others: Vec<(String, String)> = desk.page.with_untracked(|page| {
        page.pots
            .iter()
            .filter(|one| one.pot.id != id && one.pot.standing.is_there())
            .map(|one| (one.pot.id.to_string(), one.pot.name.clone()))
            .collect()
    });
    let to = RwSignal::new(others.first().map_or_else(String::new, |one| one.0.clone()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let Some(amount) = asking.sum("amount", &amount.get_untracked()) else {
            return;
        };
        let change = match what.get_untracked().as_str() {
            "grant" => Change::Grant { pot: id, amount },
            "carry_in" => Change::CarryIn { pot: id, amount },
            "return" => Change::Return {
                pot: id,
                from: Place::Available,
                commitment: None,
                amount,
            },
            _ => match to.get_untracked().parse::<PotId>() {
                Ok(to) => Change::CarryForward {
                    from: id,
                    to,
                    amount,
                },
                Err(_) => return asking.sending.say("to", "There is no other pot"),
            },
        };
        asking.ask(change, move || read.again());
    };
    let all: Vec<(String, String)> = HAPPENED
        .iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
        .collect();
    let forward = Memo::new(move |_| what.get() == "forward");
    let problem = asking.sending;
    view! {
        <details class="no-print pot-form">
            <summary>"Record money that came in or went on"</summary>
            <form class="form record-form" novalidate on:submit=submit>
                <Choose id="happened" label="What happened" all chosen=what/>
                <Show when=move || forward.get()>
                    <Choose id="to" label="Into" all=others.clone() chosen=to problem=problem.problem("to")/>
                </Show>
                <Field id="amount" label="Pounds" value=amount problem=problem.problem("amount") required=true/>
                <Field id="why" label="Why, and on what paper" value=asking.why voice=true problem=problem.problem("why") required=true/>
                <div class="actions"><Send sending=asking.sending words="Record it" primary=true/></div>
            </form>
        </details>
    }
}

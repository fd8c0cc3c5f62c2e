//! The rules of a pot are changed, and how they were changed before.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::{LedgerRow, MoneyPage as Page, PotLedger};
use domain::calendar::day_words;
use domain::schools::{School, Urn};
use domain::support::money::{Change, Pot, not_allowed};
use leptos::prelude::*;

use super::desk::{Asking, Desk};
use super::limits::{self, Limits};
use crate::components::field::Field;
use crate::load::Load;
use crate::sending::Send;

const FIELDS: [&str; 8] = [
    "why",
    "pot-rate",
    "pot-brokerage",
    "pot-areas",
    "pot-schools",
    "pot-reports",
    "pot-report-2",
    "pot-report-3",
];

#[component]
pub fn RulesForm(
    desk: Desk,
    ledger: Arc<PotLedger>,
    read: Load<(PotLedger, Page)>,
) -> impl IntoView {
    let asking = Asking::new(desk, &FIELDS);
    let pot = ledger.pot.id;
    let limits = Limits::of(&ledger.pot.rules, &ledger.pot.reports);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let Some((rules, reports)) = limits.read(asking) else {
            return;
        };
        let change = Change::SetRules {
            pot,
            rules: Box::new(rules),
            reports,
        };
        asking.ask(change, move || read.again());
    };
    view! {
        <details class="no-print pot-form">
            <summary>"Change the rules"</summary>
            <form class="form record-form" novalidate on:submit=submit>
                {limits::may_pay(asking, limits)}
                {limits::reports(asking, limits)}
                <p class="hint" role="status">{not_these(desk, ledger, limits)}</p>
                <Field id="rules-why" label="Why, and on what paper" value=asking.why voice=true problem=asking.sending.problem("why") required=true/>
                <div class="actions"><Send sending=asking.sending words="Change the rules" primary=true/></div>
            </form>
        </details>
    }
}

/// What of that which goes on the rules as they are written would not have allowed.
fn not_these(desk: Desk, ledger: Arc<PotLedger>, limits: Limits) -> impl Fn() -> String {
    let schools: BTreeMap<Urn, School> = ledger
        .schools
        .iter()
        .map(|school| (school.urn, school.clone()))
        .collect();
    move || {
        let pot = Pot {
            rules: limits.now(),
            ..ledger.pot.clone()
        };
        let of = ledger.work.len();
        let stands = "What was put aside before keeps its price and stands.";
        match not_allowed(&pot, &ledger.work, &schools, desk.today).len() {
            0 => format!("These rules would have allowed all that it pays for now. {stands}"),
            1 => format!(
                "Of {of} that it pays for now, these rules would not have allowed 1. {stands}"
            ),
            many => format!(
                "Of {of} that it pays for now, these rules would not have allowed {many}. {stands}"
            ),
        }
    }
}

/// How the rules were changed, the latest first.
pub fn history(ledger: &PotLedger) -> Option<AnyView> {
    let rows: Vec<&LedgerRow> = ledger.rows.iter().rev().filter(|row| row.rules).collect();
    let lines = rows
        .iter()
        .map(|row| {
            let what = row.what.trim_start_matches("Rules: ").to_owned();
            view! {
                <li>{day_words(row.on)} ", " {row.by.clone()} ": " {what} ". " <q class="voice">{row.why.clone()}</q></li>
            }
        })
        .collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="pot-history" open>
                <summary>"How its rules were changed"</summary>
                <ul class="plain-list">{lines}</ul>
            </details>
        }
        .into_any()
    })
}

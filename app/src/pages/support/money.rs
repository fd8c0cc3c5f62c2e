//! The money of a case: where it is, for those who may read it.

use domain::api::CasePage as Page;
use domain::support::StepKind;
use domain::support::money::{CaseMoney, Pence, Place};
use leptos::prelude::*;

use crate::pages::money::pot_bar;

/// From what is promised to what is paid on.
const PLACES: [(Place, &str); 4] = [
    (Place::Reserved, "Put aside"),
    (Place::Committed, "Agreed, not used"),
    (Place::Drawn, "Used by visits"),
    (Place::Released, "Paid on"),
];

pub fn money(page: &Page) -> Option<AnyView> {
    let Some(money) = &page.money else {
        let names = page.offers.contains(&StepKind::Fund) && page.case.pays.is_none();
        return names.then(|| {
            view! {
                <section><h2>"Money"</h2><p class="small-print">"Nobody is named to pay yet, so none is put aside."</p></section>
            }
            .into_any()
        });
    };
    let rows = PLACES
        .into_iter()
        .map(|(place, words)| fact(words, money.held.at(place)))
        .collect_view();
    // What a school pays itself is asked for by invoice: nothing of it is put aside here.
    let left = if money.held.came_in > Pence::ZERO {
        format!(
            "{} of {} left",
            money.remaining().words(),
            money.held.came_in.words()
        )
    } else {
        "No pot pays for it".to_owned()
    };
    let school = (money.school > Pence::ZERO).then(|| fact("The school pays itself", money.school));
    let pots = money
        .pots
        .iter()
        .map(|(name, held)| {
            view! { <li>{name.clone()} ", " {held.came_in.words()}</li> }
        })
        .collect_view();
    let brokerage = money
        .brokerage
        .map(|kept| format!(", of which the broker keeps {}", kept.words()));
    Some(
        view! {
            <section>
                <h2>"Money"</h2>
                <p class="case-sum">{left}</p>
                {bar(money)}
                <dl class="case-money">{rows} {school}</dl>
                <p class="small-print">{money.day.words()} " a day" {brokerage} "."</p>
                {(!money.pots.is_empty()).then(|| view! { <ul class="plain-list small-print">{pots}</ul> })}
            </section>
        }
        .into_any(),
    )
}

fn bar(money: &CaseMoney) -> Option<AnyView> {
    (money.held.came_in > Pence::ZERO).then(|| pot_bar("Money of this case", money.held))
}

fn fact(words: &'static str, sum: Pence) -> Option<AnyView> {
    (sum > Pence::ZERO)
        .then(|| view! { <div><dt>{words}</dt><dd>{sum.words()}</dd></div> }.into_any())
}

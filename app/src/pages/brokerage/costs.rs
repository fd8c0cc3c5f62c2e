//! What the plan costs, in all and need by need, and whether the pots have it.

use domain::brokerage::pots::{Bill, Cost, Pence};
use domain::brokerage::words::Names;
use leptos::prelude::*;

use crate::state::brokerage::BoardState;

/// Where a pot has less than the plan needs of it: said before anybody proposes it, and why it cannot be.
#[component]
pub fn Overspent(state: BoardState) -> impl IntoView {
    let words = Memo::new(move |_| {
        let (board, bill) = (state.board.get()?, state.bill.get()?);
        bill.refusal(Names(&board))
    });
    view! {
        <div role="status">
            {move || words.get().map(|words| view! {
                <p class="overspent"><b>"Not to be proposed as it is."</b> " " {words}</p>
            })}
        </div>
    }
}

#[component]
pub fn Costs(state: BoardState) -> impl IntoView {
    move || {
        let (board, bill) = (state.board.get()?, state.bill.get()?);
        if bill.costs.is_empty() && bill.unpriced == 0 {
            return None;
        }
        let names = Names(&board);
        let rows = super::plan::order(state)
            .into_iter()
            .filter_map(|need| {
                let cost = bill.costs.get(&need)?;
                Some(view! {
                    <tr>
                        <th scope="row">{names.school(need).to_owned()} <small>", " {names.area(need)}</small></th>
                        <td class="number">{cost.whole.words()}</td>
                        <td>{shared(&bill, cost)}</td>
                    </tr>
                })
            })
            .collect_view();
        Some(view! {
            <section class="plan-costs" aria-labelledby="plan-costs">
                <h2 id="plan-costs">"What the plan costs: " {bill.whole().words()}</h2>
                {payers(&bill)}
                <details>
                    <summary>"Need by need"</summary>
                    <table>
                        <thead><tr><th scope="col">"Need"</th><th scope="col" class="number">"Costs"</th><th scope="col">"Who pays"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </section>
        })
    }
}

/// Over the list of matches that are about to be proposed.
pub fn in_short(state: BoardState) -> Option<AnyView> {
    let bill = state.bill.get()?;
    (!bill.costs.is_empty()).then(|| {
        view! {
            <p>"It costs " <b>{bill.whole().words()}</b> ". Money of those who are named is put aside at once."</p>
            {payers(&bill)}
        }
        .into_any()
    })
}

/// Pot by pot, what schools pay, and what nobody is named for.
fn payers(bill: &Bill) -> AnyView {
    let pots = bill
        .pots
        .iter()
        .map(|pot| {
            let short = (pot.short() > Pence::ZERO).then_some("");
            view! { <li data-short=short>{pot.words()}</li> }
        })
        .collect_view();
    let line = |sum: Pence, words: &'static str| {
        (sum > Pence::ZERO).then(|| view! { <li>{words} ": " {sum.words()}</li> })
    };
    let unpriced = (bill.unpriced > 0).then(|| {
        view! { <li>"Price not known, no day rate is written: " {bill.unpriced}</li> }
    });
    view! {
        <ul class="plain-list">
            {pots}
            {line(bill.schools(), "Schools themselves")}
            {line(bill.unnamed(), "Nobody is named to pay")}
            {unpriced}
        </ul>
    }
    .into_any()
}

/// "£1,000 Forum pot, £400 the school".
pub fn shared(bill: &Bill, cost: &Cost) -> String {
    if !cost.named {
        return "nobody is named to pay".to_owned();
    }
    let name = |of| {
        let found = bill.pots.iter().find(|pot| pot.pot == of);
        found.map_or_else(String::new, |pot| pot.name.clone())
    };
    let pots = cost
        .pots
        .iter()
        .map(|share| format!("{} {}", share.amount.words(), name(share.pot)));
    let school = (cost.school > Pence::ZERO).then(|| format!("{} the school", cost.school.words()));
    let short = (cost.short > Pence::ZERO).then(|| format!("{} short", cost.short.words()));
    let all: Vec<String> = pots.chain(school).chain(short).collect();
    all.join(", ")
}

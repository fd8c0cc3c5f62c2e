//! Pins the plan could not keep, each with why, and the way to let go of it.

use domain::brokerage::words::Names;
use domain::brokerage::{BoardChange, Refusal};
use leptos::prelude::*;

use crate::state::brokerage::BoardState;

#[component]
pub fn NotKept(state: BoardState) -> impl IntoView {
    let list = move || {
        let solved = state.solved.get()?;
        let names = Names(&solved.board);
        let rows: Vec<_> = solved
            .plan
            .broken_pins
            .iter()
            .map(|pin| {
                let pair = pin.pair;
                let refusals = solved.question.refusals(pair).iter().map(Refusal::words);
                let mut why: Vec<String> = refusals.collect();
                if why.is_empty() {
                    why.push(pin.reason.words().to_owned());
                }
                let (leader, school) = (names.leader(pair.leader), names.school(pair.need));
                let said = format!("Unpin {leader} at {school}");
                view! {
                    <li>
                        <b>{leader.to_owned()} " at " {school.to_owned()} ": "</b> {why.join(" ")} " "
                        <button type="button" class="link no-print" aria-label=said
                            on:click=move |_| state.change(BoardChange::Unpin { pair })>"Unpin"</button>
                    </li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <div class="overspent">
                    <p><b>"Pins the plan could not keep"</b></p>
                    <ul class="plain-list">{rows}</ul>
                </div>
            }
        })
    };
    view! { <div role="status">{list}</div> }
}

//! Proposing the plan to its schools, said once more before it is done: days are reserved by it.

use domain::brokerage::words::Names;
use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::state::brokerage::BoardState;

#[component]
pub fn Propose(state: BoardState, open: RwSignal<bool>) -> impl IntoView {
    // Whatever the server said is on the page: the dialog goes.
    Effect::new(move |was: Option<bool>| {
        let now = state.accepting.get();
        if was == Some(true) && !now {
            open.set(false);
        }
        now
    });
    let busy = move || state.accepting.get();
    view! {
        <Dialog open title="Propose this plan to the schools">
            {move || what(state)}
            <div class="actions">
                <button type="button" class="button primary" data-busy=move || busy().then_some("") on:click=move |_| state.accept()>
                    {move || if busy() { "Proposing" } else { "Propose" }}
                </button>
                <button type="button" class="button" on:click=move |_| open.set(false)>"Not yet"</button>
            </div>
        </Dialog>
    }
}

fn what(state: BoardState) -> Option<AnyView> {
    let solved = state.solved.get()?;
    let plan = &solved.plan;
    let names = Names(&solved.board);
    let rows = super::plan::order(state)
        .into_iter()
        .filter_map(|need| {
            let leader = plan.leader(need)?;
            Some(view! {
                <li><b>{names.school(need).to_owned()}</b> " " {names.area(need)} ": " {names.leader(leader).to_owned()}</li>
            })
        })
        .collect_view();
    let unmet = plan.unmet.len();
    let left = match unmet {
        0 => "Every need is met.".to_owned(),
        1 => "One need is left unmet and stays open.".to_owned(),
        many => format!("{many} needs are left unmet and stay open."),
    };
    Some(
        view! {
            <p>
                {plan.matches.len()} " matches, " {domain::brokerage::days(plan.half_days())}
                " reserved. The schools are asked next; the server solves the plan again first and stops if it finds another. " {left}
            </p>
            {super::costs::in_short(state)}
            <ul class="propose-list">{rows}</ul>
        }
        .into_any(),
    )
}

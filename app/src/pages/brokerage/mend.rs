//! What would make an unmet need possible: each the least of its kind, found by solving again, and tried
//! with one press.

use domain::brokerage::words::Names;
use domain::brokerage::{BoardChange, Mend, Mended};
use leptos::prelude::*;

use super::Chosen;
use crate::state::brokerage::{BoardState, Mends};

/// Beside a need that nobody has.
#[component]
pub fn Possible(state: BoardState, chosen: Chosen) -> impl IntoView {
    let mends = RwSignal::new(Mends::default());
    let unmet = Memo::new(move |_| {
        let need = chosen.need.get()?;
        state.solved.with(|solved| {
            solved
                .as_ref()?
                .plan
                .unmet
                .contains_key(&need)
                .then_some(need)
        })
    });
    Effect::new(move || {
        if let (Some(solved), Some(need)) = (state.solved.get(), unmet.get()) {
            state.ask_mends(solved, need, mends);
        }
    });
    let list = move || {
        let solved = state.solved.get()?;
        let names = Names(&solved.board);
        let Mends { found, done } = mends.get();
        let nothing = (done && found.is_empty())
            .then(|| view! { <p>"No one change is enough. It takes several together."</p> });
        let looking = (!done).then(|| view! { <p class="hint">"Solving"</p> });
        let rows = found
            .into_iter()
            .map(|mended| row(state, chosen, mended, names))
            .collect_view();
        Some(view! { <ul class="answers">{rows}</ul> {nothing} {looking} })
    };
    move || {
        unmet.get()?;
        Some(view! {
            <section class="why-not possible" aria-labelledby="possible">
                <h2 id="possible">"What would make it possible"</h2>
                <div aria-live="polite">{list}</div>
                <p class="hint">"The least that is enough, each found by solving the whole plan again. None takes anybody from another need."</p>
            </section>
        })
    }
}

fn row(state: BoardState, chosen: Chosen, mended: Mended, names: Names<'_>) -> AnyView {
    let (change, outcome) = (mended.change(names), mended.outcome(names));
    let said = format!("Try it: {change}");
    let waive = match &mended.mend {
        Mend::Waive { pair, refusal } => chosen.waives.button(
            *pair,
            std::slice::from_ref(refusal),
            names.leader(pair.leader),
        ),
        _ => None,
    };
    let act = move |_| match &mended.mend {
        // What brokers hold to is theirs to change: it is done, and can be undone.
        Mend::Allow { pair } => state.change(BoardChange::Allow { pair: *pair }),
        Mend::Unpin { pin } => state.change(BoardChange::Unpin { pair: *pin }),
        _ => state.trial.set(Some(mended.clone())),
    };
    view! {
        <li>
            <span class="what"><b>{change}</b> <span>{outcome}</span></span>
            <span class="act no-print"><button type="button" class="link" aria-label=said on:click=act>"Try"</button> {waive}</span>
        </li>
    }
    .into_any()
}

/// Over the plan while something is tried.
#[component]
pub fn Trial(state: BoardState) -> impl IntoView {
    move || {
        let mended = state.trial.get()?;
        let solved = state.solved.get()?;
        let names = Names(&solved.board);
        Some(view! {
            <section class="trial" role="status">
                <h2>"Only tried: nothing of it is so"</h2>
                <p><b>{mended.change(names)} "."</b> " " {mended.outcome(names)}</p>
                <button type="button" class="button small no-print" on:click=move |_| state.trial.set(None)>"Back to the plan as it is"</button>
            </section>
        })
    }
}

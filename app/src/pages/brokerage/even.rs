//! The switch for sharing the days evenly among plans as good, and what it changes, by name.

use domain::brokerage::words::Names;
use leptos::prelude::*;

use crate::state::brokerage::BoardState;

#[component]
pub fn Evenly(state: BoardState) -> impl IntoView {
    let said = move || {
        let solved = state.solved.get()?;
        let even = solved.even.as_ref()?;
        Some(even.words(Names(&solved.board)))
    };
    view! {
        <div class="evenly">
            <label class="check no-print">
                <input type="checkbox" prop:checked=move || state.sharing.get()
                    on:change=move |event| state.sharing.set(event_target_checked(&event))/>
                "Of plans as good, the one that shares days and long drives most evenly"
            </label>
            <p role="status">{said}</p>
        </div>
    }
}

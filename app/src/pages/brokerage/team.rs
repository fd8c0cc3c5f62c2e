//! Teams on the board: what a row says of its team, and the team beside the need that is looked at.

use domain::brokerage::words::Names;
use domain::brokerage::{Board, Team, teams};
use domain::schools::NeedId;
use leptos::prelude::*;

use super::Chosen;
use crate::state::brokerage::BoardState;
use crate::words::capital;

/// The team a need belongs to.
pub fn of(board: &Board, need: NeedId) -> Option<Team<'_>> {
    let in_it = |team: &Team<'_>| team.0.iter().any(|part| part.id == need);
    teams(board.needs.values()).into_iter().find(in_it)
}

/// "Team of 3 · whole", of the team of a need; none: it is alone.
pub fn words(state: BoardState, need: NeedId) -> Option<String> {
    let solved = state.solved.get()?;
    let team = of(&solved.board, need)?;
    let agreed = |id: NeedId| solved.board.needs.get(&id).is_some_and(|part| !part.open());
    Some(team.words(|part| agreed(part) || solved.plan.leader(part).is_some()))
}

/// Beside the need that is looked at: its team, and the way to a specialist more.
#[component]
pub fn Beside(state: BoardState, chosen: Chosen, on_beside: Callback<NeedId>) -> impl IntoView {
    move || {
        let need = chosen.need.get()?;
        let solved = state.solved.get()?;
        let names = Names(&solved.board);
        let lead = solved.board.needs.get(&need)?.lead();
        // Where the lead is closed there is nothing to be beside.
        let more = solved.board.needs.contains_key(&lead).then(|| {
            view! {
                <button type="button" class="link no-print" on:click=move |_| on_beside.run(lead)>
                    "Ask for a specialist beside it"
                </button>
            }
        });
        let team = of(&solved.board, need).map(|team| {
            let rows = team
                .0
                .iter()
                .map(|part| {
                    let leader = part.matched.or_else(|| solved.plan.leader(part.id));
                    let who = leader.map_or("nobody yet", |leader| names.leader(leader));
                    let (id, area) = (part.id, capital(&names.area(part.id)));
                    let days = domain::brokerage::days(part.draft.half_days);
                    let lead = part.draft.of.is_none().then_some(", lead");
                    let here = (id == need).then_some("true");
                    let open = part.open();
                    let named = if open {
                        view! {
                            <a href=format!("/brokerage?show={id}") aria-current=here on:click=move |event| {
                                event.prevent_default();
                                chosen.choose.run(id);
                            }>{area}</a>
                        }
                        .into_any()
                    } else {
                        area.into_any()
                    };
                    view! { <li>{named} {lead} ": " <b>{who.to_owned()}</b> ", " {days}</li> }
                })
                .collect_view();
            let days = domain::brokerage::days(team.half_days());
            view! {
                <h2>{words(state, need)} <small>", " {days}</small></h2>
                <ul class="plain-list">{rows}</ul>
            }
        });
        Some(view! { <section class="team-beside" aria-label="The team">{team} {more}</section> })
    }
}

//! What moved by the last change, and what the server refused.

use domain::brokerage::words::Names;
use domain::brokerage::{BoardChange, Moved as Move};
use leptos::prelude::*;

use crate::state::brokerage::BoardState;

/// Moves that are named one by one.
const NAMED: usize = 4;

#[component]
pub fn Moved(state: BoardState) -> impl IntoView {
    let strip = move || {
        let (last, moves) = state.moved()?;
        let solved = state.solved.get()?;
        let names = Names(&solved.board);
        let school = names.school(last.change.pair().need);
        let by = match &last.change {
            BoardChange::Pin { .. } => format!("by the pin on {school}"),
            BoardChange::Unpin { .. } => format!("by letting go of {school}"),
            BoardChange::Exclude { .. } => format!("by ruling a pair out at {school}"),
            BoardChange::Allow { .. } => format!("by allowing a pair at {school}"),
        };
        let of = solved.plan.met().1;
        let count = match moves.len() {
            0 => format!("Nothing moved, {by}"),
            moved => format!("{moved} of {of}, {by}"),
        };
        let more = moves.len().saturating_sub(NAMED);
        let named = moves
            .iter()
            .take(NAMED)
            .map(|one| move_view(one, names))
            .collect_view();
        let done = match state.accepted.get() {
            Some(_) => None,
            None => Some(view! {
                <button type="button" class="link no-print" on:click=move |_| state.undo()>"Undo"</button>
            }),
        };
        Some(view! {
            <div class="what-moved">
                <h2>"What moved"</h2>
                <p>{count}</p>
                <ul>
                    {named}
                    {(more > 0).then(|| view! { <li>"and " {more} " more"</li> })}
                </ul>
                {done}
            </div>
        })
    };
    let said = move || match state.accepted.get() {
        Some(1) => Some("1 match is proposed. Its days are reserved.".to_owned()),
        Some(matches) => Some(format!(
            "{matches} matches are proposed. Their days are reserved."
        )),
        None => None,
    };
    view! {
        <div role="status" class="moved-place">
            {strip}
            {move || said().map(|words| view! { <p class="what-moved">{words}</p> })}
        </div>
    }
}

fn move_view(one: &Move, names: Names<'_>) -> AnyView {
    let from = one
        .from
        .map_or_else(|| "nobody".to_owned(), |leader| names.brief(leader));
    let to = one
        .to
        .map_or_else(|| "nobody".to_owned(), |leader| names.brief(leader));
    view! {
        <li>
            {names.school(one.need).to_owned()} " "
            <del>{from}</del> " " {to} " " <b>{signed(one.points)}</b>
        </li>
    }
    .into_any()
}

/// "+6", "−11".
fn signed(hundredths: i64) -> String {
    let whole = (hundredths.abs() + 50) / 100;
    match hundredths {
        ..0 => format!("\u{2212}{whole}"),
        _ => format!("+{whole}"),
    }
}

/// Why the server refused, and how the plan that was sent differs from the one now.
#[component]
pub fn Trouble(state: BoardState) -> impl IntoView {
    move || {
        let trouble = state.trouble.get()?;
        let solved = state.solved.get()?;
        let names = Names(&solved.board);
        let moves = state.refused_difference();
        let lines = moves.iter().map(|one| move_view(one, names)).collect_view();
        let fields = trouble
            .problem
            .fields
            .iter()
            .map(|field| view! { <li>{field.reason.clone()}</li> })
            .collect_view();
        let differs = (!moves.is_empty()).then(|| {
            view! {
                <p>"Since you looked, the best plan has become another one:"</p>
                <ul class="moves">{lines}</ul>
            }
        });
        Some(view! {
            <section class="problem-summary" role="alert">
                <h2>{trouble.problem.title.clone()}</h2>
                <p>{trouble.problem.detail.clone()}</p>
                <ul>{fields}</ul>
                {differs}
                <button type="button" class="button small" on:click=move |_| state.trouble.set(None)>"Understood"</button>
            </section>
        })
    }
}

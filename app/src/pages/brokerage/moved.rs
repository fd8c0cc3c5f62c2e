//! What moved by the last change, and what the server refused.

use domain::api::{BoardDone, BoardRecorded, Pair};
use domain::brokerage::words::{self, Names};
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
        let school = names.school(last.change.need());
        let who = last
            .by
            .as_ref()
            .map_or_else(String::new, |name| format!("{name}’s "));
        let by = match &last.change {
            BoardChange::Pin { .. } if last.by.is_none() => format!("by the pin on {school}"),
            BoardChange::Pin { .. } => format!("by {who}pin on {school}"),
            BoardChange::Unpin { .. } => format!("by {who}letting go of {school}"),
            BoardChange::Exclude { .. } => format!("by {who}ruling a pair out at {school}"),
            BoardChange::Allow { .. } => format!("by {who}allowing a pair at {school}"),
            BoardChange::Waive { .. } if last.by.is_none() => format!("by the waiver at {school}"),
            BoardChange::Waive { .. } => format!("by {who}waiver at {school}"),
            BoardChange::Unwaive { .. } => format!("by {who}taking back a waiver at {school}"),
            BoardChange::Pays { .. } => format!("by {who}naming who pays for {school}"),
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
        let undo = (!last.undo.is_empty()).then(|| {
            view! { <button type="button" class="link no-print" on:click=move |_| state.undo()>"Undo"</button> }
        });
        Some(view! {
            <div class="what-moved">
                <h2>"What moved"</h2>
                <p>{count}</p>
                <ul>
                    {named}
                    {(more > 0).then(|| view! { <li>"and " {more} " more"</li> })}
                </ul>
                {undo}
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
    // The strip has its place before anything moved, so that the table stays where it is.
    let nothing = move || {
        (state.last.with(Option::is_none) && state.accepted.get().is_none()).then(|| {
            view! {
                <div class="what-moved" data-empty="">
                    <h2>"What moved"</h2>
                    <p>"Nothing yet. Pin somebody, and the best plan with that pin stands here at once."</p>
                </div>
            }
        })
    };
    view! {
        <div role="status" class="moved-place">
            {strip}
            {nothing}
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
            <del>{from}</del> " " {to} " " <b>{words::signed(one.points)}</b>
        </li>
    }
    .into_any()
}

/// What the server says besides: for a change that came between, who did what and when, as data.
fn detail(text: &str, names: Names<'_>) -> Option<String> {
    if let Ok(theirs) = serde_json::from_str::<BoardRecorded>(text) {
        let BoardDone::Changed { change } = &theirs.change else {
            return None;
        };
        let pair = change.pair();
        let leader = pair.map_or("somebody", |pair| names.leader(pair.leader));
        let school = names.school(change.need());
        let did = match change {
            BoardChange::Pin { .. } => format!("pinned {leader} at {school}"),
            BoardChange::Unpin { .. } => format!("let go of {leader} at {school}"),
            BoardChange::Exclude { .. } => format!("ruled out {leader} at {school}"),
            BoardChange::Allow { .. } => format!("allowed {leader} at {school} again"),
            BoardChange::Waive { waiver } => {
                format!("waived {:?} for {leader} at {school}", waiver.rule)
            }
            BoardChange::Unwaive { rule, .. } => {
                format!("took back the waiver of {rule:?} for {leader} at {school}")
            }
            BoardChange::Pays { .. } => format!("named who pays for {school}"),
        };
        let at = crate::browser::clock_words(theirs.at, false);
        return Some(format!(
            "{} {did} at {at}. That stands; yours was not made.",
            theirs.by.name
        ));
    }
    // Pairs are compared below, where they have names.
    let words = serde_json::from_str::<Vec<Pair>>(text).is_err() && !text.is_empty();
    words.then(|| text.to_owned())
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
                <p>{detail(&trouble.problem.detail, names)}</p>
                <ul>{fields}</ul>
                {differs}
                <button type="button" class="button small" on:click=move |_| state.trouble.set(None)>"Understood"</button>
            </section>
        })
    }
}

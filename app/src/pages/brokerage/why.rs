//! Why not someone else: each answer found by solving the whole plan again with that pair forced.

use std::sync::Arc;

use domain::api::Pair;
use domain::brokerage::words::Names;
use domain::brokerage::{BoardChange, Hold, Rule, WhyNot as Verdict, cautions};
use leptos::prelude::*;

use super::Chosen;
use crate::components::fit_bar::fit_table;
use crate::state::brokerage::{BoardState, Solved, Why};

/// Who is shown before one asks for all: those who may, and those a rule stops.
const WHO_MAY: usize = 4;
const STOPPED: usize = 3;

/// Leaders to answer for, and how many more there are.
fn asked(solved: &Solved, chosen: Chosen, all: bool) -> (Vec<Pair>, usize) {
    let Some(need) = chosen.need.get() else {
        return (Vec::new(), 0);
    };
    let question = &solved.question;
    let others: Vec<Pair> = question
        .candidates(need)
        .into_iter()
        .filter(|pair| solved.plan.leader(need) != Some(pair.leader))
        .collect();
    if all {
        return (others, 0);
    }
    let (may, stopped): (Vec<Pair>, Vec<Pair>) =
        others.iter().partition(|pair| question.eligible(**pair));
    let near = |pair: &Pair| {
        question
            .refusals(*pair)
            .iter()
            .all(|refusal| refusal.rule() != Rule::H2)
    };
    let shown: Vec<Pair> = may
        .into_iter()
        .take(WHO_MAY)
        .chain(stopped.into_iter().filter(near).take(STOPPED))
        .collect();
    let more = others.len() - shown.len();
    (shown, more)
}

#[component]
pub fn WhyNot(state: BoardState, chosen: Chosen) -> impl IntoView {
    let all = RwSignal::new(false);
    let why = RwSignal::new(Why::new());
    let more = RwSignal::new(0);
    Effect::new(move || {
        chosen.need.track();
        all.set(false);
    });
    Effect::new(move || {
        let Some(solved) = state.solved.get() else {
            return;
        };
        let (pairs, rest) = asked(&solved, chosen, all.get());
        more.set(rest);
        state.ask_why(solved, pairs, why);
    });
    let title = move || {
        let solved = state.solved.get()?;
        let need = chosen.need.get()?;
        let names = Names(&solved.board);
        let (school, area) = (names.school(need), names.area(need));
        Some(if solved.plan.leader(need).is_some() {
            format!("Why not someone else for {school}, {area}?")
        } else {
            format!("Who could help {school} with {area}?")
        })
    };
    let answers = move || {
        let solved = state.solved.get()?;
        Some(
            why.get()
                .into_iter()
                .map(|(pair, verdict)| answer(state, chosen, &solved, pair, verdict))
                .collect_view(),
        )
    };
    let rest = move || {
        let more = more.get();
        (more > 0).then(|| {
            view! {
                " " <button type="button" class="link no-print" on:click=move |_| all.set(true)>{more} " more leaders"</button>
            }
        })
    };
    view! {
        <section class="why-not" aria-labelledby="why-not">
            {move || given(state, chosen)}
            <h2 id="why-not" tabindex="-1">{title}</h2>
            <ul class="answers">{answers}</ul>
            <p class="hint">"Each answer was found by solving the whole plan again with that pair forced." {rest}</p>
        </section>
    }
}

fn answer(
    state: BoardState,
    chosen: Chosen,
    solved: &Arc<Solved>,
    pair: Pair,
    verdict: Option<Verdict>,
) -> AnyView {
    let names = Names(&solved.board);
    let (head, sentence, act) = match &verdict {
        None => ("Solving".to_owned(), String::new(), None),
        Some(verdict) => (
            verdict.verdict(),
            verdict.sentence(pair, names),
            act(state, chosen, pair, verdict, names.leader(pair.leader)),
        ),
    };
    let fit = solved
        .question
        .fit(pair)
        .filter(|_| !matches!(verdict, Some(Verdict::Blocked { .. })))
        .map(|fit| view! { <small class="points">{fit.whole()} " points"</small> });
    view! {
        <li>
            <span class="who">{names.leader(pair.leader).to_owned()} " " <small>{names.kind(pair.leader).to_owned()}</small> {fit}</span>
            <span class="what"><b>{head}</b> <span>{sentence}</span></span>
            <span class="act no-print">{act}</span>
        </li>
    }
    .into_any()
}

/// The one thing that can be done about it.
fn act(
    state: BoardState,
    chosen: Chosen,
    pair: Pair,
    verdict: &Verdict,
    name: &str,
) -> Option<AnyView> {
    let (word, said, change) = match verdict {
        Verdict::HeldOff {
            hold: Hold::Exclusion,
            ..
        } => (
            "Allow",
            format!("Allow {name} again"),
            BoardChange::Allow { pair },
        ),
        Verdict::HeldOff {
            hold: Hold::Pins { pins },
            ..
        } => {
            let pin = pins
                .iter()
                .find(|pin| pin.need == pair.need)
                .or(pins.first())?;
            (
                "Unpin",
                format!("Unpin what holds {name} off"),
                BoardChange::Unpin { pair: *pin },
            )
        }
        Verdict::Beaten { .. } | Verdict::AtACost { .. } | Verdict::InTeam { here: true, .. } => (
            "Try",
            format!("Try {name}: pin and see what moves"),
            BoardChange::Pin { pair },
        ),
        Verdict::Blocked { refusals } => return chosen.waives.button(pair, refusals, name),
        Verdict::Chosen | Verdict::InTeam { .. } | Verdict::TeamWaits { .. } => return None,
    };
    Some(
        view! {
            <button type="button" class="link" aria-label=said.clone() title=said on:click=move |_| state.change(change.clone())>{word}</button>
        }
        .into_any(),
    )
}

/// Who is given: where the points come from, what to see to first, and never this pair.
fn given(state: BoardState, chosen: Chosen) -> Option<AnyView> {
    let solved = state.solved.get()?;
    let need = chosen.need.get()?;
    let leader = solved.plan.leader(need)?;
    let pair = Pair { need, leader };
    let names = Names(&solved.board);
    let fit = solved.question.fit(pair)?;
    let (person, asked) = (
        solved.board.leaders.get(&leader)?,
        solved.board.needs.get(&need)?,
    );
    let first: Vec<_> = cautions(person, asked, &solved.board.context(state.today))
        .iter()
        .map(|caution| view! { <li>{caution.words()}</li> })
        .collect();
    let first = (!first.is_empty()).then(|| {
        view! { <p class="label">"See to first"</p> <ul class="cautions">{first}</ul> }
    });
    let name = names.leader(leader).to_owned();
    Some(
        view! {
            <div class="given">
                <details>
                    <summary>"Why " <b>{name.clone()}</b> ": where the " {fit.whole()} " points come from"</summary>
                    {fit_table(fit)}
                </details>
                {first}
                {chosen.waives.back(state, &solved.board, pair)}
                <button type="button" class="link no-print" on:click=move |_| state.change(BoardChange::Exclude { pair })>
                    "Never this pair"
                </button>
            </div>
        }
        .into_any(),
    )
}

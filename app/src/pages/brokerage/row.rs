//! One need of the plan: what is asked, who is given, how well they suit, who would be next.

use domain::api::Pair;
use domain::brokerage::words::{self, Names};
use domain::brokerage::{Fit, near_misses};
use domain::calendar::Date;
use domain::schools::{LeaderId, NeedId};
use leptos::prelude::*;

use super::{Chosen, team};
use crate::components::chip::pressed;
use crate::components::fit_bar::fit_bar;
use crate::components::tier_tag::tier_tag;
use crate::state::brokerage::{BoardState, Solved};

/// What a row shows that another plan may change.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Given(Box<Given>),
    /// Why nobody is, and what it would take.
    Unmet(String, String),
}

#[derive(Debug, Clone, PartialEq)]
struct Given {
    leader: LeaderId,
    name: String,
    kind: String,
    fit: Fit,
    /// A rule is set aside for it.
    waived: bool,
}

fn read(solved: &Solved, need: NeedId, today: Date) -> Option<Outcome> {
    let names = Names(&solved.board);
    if let Some(leader) = solved.plan.leader(need) {
        return Some(Outcome::Given(Box::new(Given {
            leader,
            name: names.leader(leader).to_owned(),
            kind: names.kind(leader).to_owned(),
            fit: *solved.question.fit(Pair { need, leader })?,
            waived: solved
                .board
                .waived(Pair { need, leader }, today)
                .next()
                .is_some(),
        })));
    }
    let reason = solved.plan.unmet.get(&need)?;
    let (why, takes) = words::unmet(reason, &near_misses(&solved.question, need), names);
    Some(Outcome::Unmet(why, takes))
}

/// The id of the link of a row, which takes focus for it.
pub fn link_id(need: NeedId) -> String {
    format!("need-{need}")
}

/// What is asked stays where it is, and keeps focus, whoever is given to it.
#[component]
pub fn PlanRow(state: BoardState, chosen: Chosen, need: NeedId) -> impl IntoView {
    let board = state.board.get_untracked()?;
    let asked = board.needs.get(&need)?;
    let school = asked.school.clone();
    let outcome = Memo::new(move |_| {
        state
            .solved
            .with(|solved| read(solved.as_ref()?, need, state.today))
    });
    let selected = Memo::new(move |_| chosen.need.get() == Some(need));
    let part = asked
        .draft
        .of
        .is_some_and(|lead| board.needs.get(&lead).is_some_and(|lead| lead.open()));
    let team = Memo::new(move |_| (!part).then(|| team::words(state, need)).flatten());
    let team = move || {
        team.get()
            .map(|words| view! { <small class="team-words">{words}</small> })
    };
    let tab = move || if selected.get() { "0" } else { "-1" };
    let choose = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        chosen.choose.run(need);
    };
    let at = school.clone();
    let rest = move || {
        Some(match outcome.get()? {
            Outcome::Given(given) => given_view(state, need, &at, *given, selected),
            Outcome::Unmet(why, takes) => unmet_view(why, takes, chosen, need),
        })
    };
    Some(view! {
        <tr role="row" class="need-row" data-part=part.then_some("") data-selected=move || selected.get().then_some("")
            data-pending=move || state.is_pending(need).then_some("") on:click=move |_| chosen.choose.run(need)>
            <td role="cell" class="tier">{tier_tag(asked.draft.tier)}</td>
            <th scope="row" role="rowheader" class="school">
                <a id=link_id(need) href=format!("/brokerage?show={need}") tabindex=tab
                    aria-current=move || selected.get().then_some("true") on:click=choose>{part.then(|| view! { <span class="visually-hidden">"Specialist, "</span> })}{school}</a>
                {team}
            </th>
            <td role="cell" class="area">{Names(&board).area(need)}</td>
            <td role="cell" class="number days">{asked.draft.half_days.words()}</td>
            {rest}
        </tr>
    })
}

fn given_view(
    state: BoardState,
    need: NeedId,
    school: &str,
    given: Given,
    selected: Memo<bool>,
) -> AnyView {
    let pair = Pair {
        need,
        leader: given.leader,
    };
    let pinned = Memo::new(move |_| state.held.with(|held| held.pins.contains(&pair)));
    let name = format!("Keep {} at {school}", given.name);
    let toggle = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        state.toggle_pin(pair);
    };
    let minutes = given
        .fit
        .minutes()
        .map_or_else(|| "–".to_owned(), |minutes| minutes.to_string());
    view! {
        <td role="cell" class="leader">
            <button type="button" class="pin-button" aria-pressed=move || pressed(pinned.get()) aria-label=name.clone() title=name
                tabindex=move || if selected.get() { "0" } else { "-1" } on:click=toggle>{pin_mark()}</button>
            <span class="leader-name">{given.name} " " <small>{given.kind} {given.waived.then_some(", waived")}</small></span>
        </td>
        <td role="cell" class="number drive">{minutes}<span class="unit">" min"</span></td>
        <td role="cell" class="fit">{fit_bar(&given.fit)}</td>
        <td role="cell" class="number next" data-price=move || pinned.get().then_some("")>{move || next_words(state, pair)}</td>
        <td role="cell" class="change">{move || change_words(state, pair)}</td>
    }
    .into_any()
}

fn unmet_view(why: String, takes: String, chosen: Chosen, need: NeedId) -> AnyView {
    view! {
        <td role="cell" colspan="5" class="unmet">
            <i class="swatch" aria-hidden="true"></i>
            <span><b>{why}</b> " " {takes}</span>
            <button type="button" class="link no-print" on:click=move |_| {
                chosen.choose.run(need);
                crate::browser::focus("why-not");
            }>"See each"</button>
        </td>
    }
    .into_any()
}

/// "17 behind", "costs 9" where it is pinned, "or unmet".
fn next_words(state: BoardState, pair: Pair) -> String {
    let points = |hundredths: i64| (hundredths.max(0) + 50) / 100;
    state.explained.with(|explained| {
        if let Some(price) = explained.prices.get(&pair) {
            return if price.lost.is_empty() {
                format!("costs {}", points(price.points))
            } else {
                "costs a need".to_owned()
            };
        }
        match explained.next.get(&pair) {
            None => String::new(),
            Some(next) if next.leader.is_none() => "or unmet".to_owned(),
            Some(next) if !next.cost.lost.is_empty() => "costs a need".to_owned(),
            Some(next) => format!("{} behind", points(next.cost.points)),
        }
    })
}

/// "was A. Qureshi", "pinned now".
fn change_words(state: BoardState, pair: Pair) -> Option<String> {
    let (last, moves) = state.moved()?;
    if last.change.pair() == Some(pair) {
        return Some("pinned now".to_owned())
            .filter(|_| state.held.with(|held| held.pins.contains(&pair)));
    }
    let moved = moves.into_iter().find(|moved| moved.need == pair.need)?;
    let board = state.board.get()?;
    Some(match moved.from {
        Some(leader) => format!("was {}", Names(&board).brief(leader)),
        None => "was unmet".to_owned(),
    })
}

/// A drawing pin.
fn pin_mark() -> AnyView {
    view! {
        <svg viewBox="0 0 14 16" width="12" height="14" aria-hidden="true">
            <path class="head" d="M3 1h8v1.6L9.6 3.4v3.4L12 9.4V11H2V9.4l2.4-2.6V3.4L3 2.6z"></path>
            <path class="needle" d="M7 11v4.4"></path>
        </svg>
    }
    .into_any()
}

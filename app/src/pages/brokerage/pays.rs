//! Who pays for the need that is looked at: said, and named or changed, before anybody is proposed.

use domain::brokerage::BoardChange;
use domain::brokerage::pots::{PotChoice, WhoPays as Payers};
use domain::brokerage::words::Names;
use leptos::prelude::*;

use super::Chosen;
use super::costs::shared;
use crate::components::chip::pressed;
use crate::state::brokerage::BoardState;
use crate::words::capital;

/// Those who are pressed, in the order they were.
type Pressed = RwSignal<Payers>;

fn nobody() -> Payers {
    Payers {
        pots: Vec::new(),
        school: false,
    }
}

#[component]
pub fn WhoPays(state: BoardState, chosen: Chosen) -> impl IntoView {
    let pressed: Pressed = RwSignal::new(nobody());
    let wrong = RwSignal::new(None::<&'static str>);
    let open = RwSignal::new(false);
    let named = Memo::new(move |_| {
        let need = chosen.need.get()?;
        state
            .board
            .with(|board| board.as_ref()?.pays.get(&need).cloned())
    });
    // Another need begins with whoever is named there; what somebody else names meanwhile takes nothing away from
    // what is pressed here.
    Effect::new(move || {
        chosen.need.track();
        pressed.set(named.get_untracked().unwrap_or_else(nobody));
        wrong.set(None);
        open.set(false);
    });
    Effect::new(move || {
        if let Some(named) = named.get()
            && !open.get_untracked()
        {
            pressed.set(named);
        }
    });
    let title = move || {
        let (need, board) = (chosen.need.get()?, state.board.get()?);
        let names = Names(&board);
        Some(format!(
            "Who pays for {}, {}?",
            names.school(need),
            names.area(need)
        ))
    };
    let choices = Memo::new(move |_| {
        let (need, board) = (chosen.need.get()?, state.board.get()?);
        let ctx = board.context(state.today);
        Some(board.purse.choices(board.needs.get(&need)?, &ctx))
    });
    let name = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(need) = chosen.need.get_untracked() else {
            return;
        };
        let pays = pressed.get_untracked();
        match pays.check() {
            Err(reason) => wrong.set(Some(reason)),
            Ok(()) => {
                wrong.set(None);
                open.set(false);
                state.change(BoardChange::Pays { need, pays });
                crate::browser::focus("who-pays");
            }
        }
    };
    let asks = move || {
        if named.with(Option::is_some) {
            "Change who pays"
        } else {
            "Name who pays"
        }
    };
    let turn = move |_| open.update(|open| *open = !*open);
    let form = move || {
        open.get().then(|| {
            view! {
                <form class="form" novalidate on:submit=name>
                    <fieldset class="field choice" id="payers" tabindex="-1">
                        <legend>"Who pays"</legend>
                        <p class="hint">"In the order you press them: each pays what is left as far as it goes."</p>
                        {move || wrong.get().map(|words| view! { <p class="field-problem">{capital(words)}</p> })}
                        <div class="chip-line">{move || chips(choices, pressed)}</div>
                    </fieldset>
                    <p class="hint" role="status">{move || order(state, pressed)}</p>
                    {move || not_these(choices)}
                    <div class="actions"><button type="submit" class="button small">"Name them"</button></div>
                </form>
            }
        })
    };
    move || {
        chosen.need.get()?;
        Some(view! {
            <section class="who-pays" aria-labelledby="who-pays">
                <h2 id="who-pays" tabindex="-1">{title}</h2>
                <p>{move || stands(state, chosen, named.get())}</p>
                <button type="button" class="link no-print" aria-expanded=move || crate::components::chip::pressed(open.get()) on:click=turn>{asks}</button>
                {form}
            </section>
        })
    }
}

/// Who is named, and what of the match on screen each of them pays.
fn stands(state: BoardState, chosen: Chosen, named: Option<Payers>) -> Option<String> {
    let need = chosen.need.get()?;
    let (board, bill) = (state.board.get()?, state.bill.get()?);
    let cost = bill.costs.get(&need);
    let Some(named) = named else {
        let price = cost.map_or_else(String::new, |cost| {
            format!(" The match costs {}.", cost.whole.words())
        });
        return Some(format!("Nobody is named to pay.{price}"));
    };
    let words = capital(&named.words(&board.purse));
    Some(match cost {
        Some(cost) => format!(
            "{words}. The match costs {}: {}.",
            cost.whole.words(),
            shared(&bill, cost)
        ),
        None => format!("{words}."),
    })
}

fn chips(choices: Memo<Option<Vec<PotChoice>>>, pressed_now: Pressed) -> AnyView {
    let pots = choices.get().unwrap_or_default();
    let pots = pots
        .into_iter()
        .filter(|pot| {
            // One that was named and may not pay any more can be taken out.
            pot.reasons.is_empty() || pressed_now.with_untracked(|now| now.pots.contains(&pot.id))
        })
        .map(|pot| {
            let id = pot.id;
            let on = move || pressed_now.with(|now| now.pots.contains(&id));
            let turn = move |_| {
                pressed_now.update(|now| match now.pots.iter().position(|one| *one == id) {
                    Some(at) => drop(now.pots.remove(at)),
                    None => now.pots.push(id),
                });
            };
            view! {
                <button type="button" class="chip" aria-pressed=move || pressed(on()) on:click=turn>
                    {pot.name} ", " {pot.available.words()} " available"
                </button>
            }
        })
        .collect_view();
    let school = move || pressed_now.with(|now| now.school);
    view! {
        {pots}
        <button type="button" class="chip" aria-pressed=move || pressed(school())
            on:click=move |_| pressed_now.update(|now| now.school = !now.school)>"The school itself"</button>
    }
    .into_any()
}

/// "Forum pot, then the school": as it is pressed so far.
fn order(state: BoardState, pressed: Pressed) -> String {
    let now = pressed.get();
    if now == nobody() {
        return String::new();
    }
    let board = state.board.get();
    board.map_or_else(String::new, |board| {
        format!("{}.", capital(&now.words(&board.purse)))
    })
}

/// Pots that do not pay for this need, whoever comes, each with why.
fn not_these(choices: Memo<Option<Vec<PotChoice>>>) -> Option<AnyView> {
    let not: Vec<_> = choices
        .get()?
        .into_iter()
        .filter(|pot| !pot.reasons.is_empty())
        .map(|pot| {
            let reasons: Vec<String> = pot.reasons.iter().map(|one| one.words()).collect();
            view! { <li>{pot.name} " " {reasons.join("; it ")} "."</li> }
        })
        .collect();
    (!not.is_empty()).then(|| view! { <ul class="plain-list hint">{not}</ul> }.into_any())
}

//! The search box and the chips above the table. Each writes the URL; what is on can be taken off.

use domain::risk::Level;
use domain::schools::Phase;
use leptos::prelude::*;

use super::Table;
use crate::components::chip::{Chip, pressed};
use crate::state::schools::{Asked, GOVERNANCE};

pub fn filters(table: Table) -> AnyView {
    let (asked, ask) = (table.asked, table.ask);
    let open = RwSignal::new(false);
    let find = move |event| {
        let find = event_target_value(&event);
        ask.run(Asked {
            find,
            ..asked.get_untracked()
        });
    };
    let switch = move |label: &'static str, is: fn(&Asked) -> bool, turn: fn(&mut Asked)| {
        let chosen = Signal::derive(move || asked.with(is));
        let on_press = Callback::new(move |()| {
            let mut next = asked.get_untracked();
            turn(&mut next);
            ask.run(next);
        });
        view! { <Chip label chosen on_press/> }.into_any()
    };
    let seen = table.categories;
    let clear = move |_| {
        ask.run(asked.with_untracked(Asked::unfiltered));
    };
    view! {
        <div class="filters" role="search" aria-label="Filter schools">
            <label class="visually-hidden" for="find">"Find a school by name, town, trust or URN"</label>
            <input id="find" type="search" placeholder="Find a school" autocomplete="off" spellcheck="false"
                prop:value=move || asked.with(|asked| asked.find.clone()) on:input=find
                on:keydown=|event| if event.key() == "Escape" { crate::browser::focus("main") }/>
            <button type="button" id="filters" class="button small filters-button" aria-expanded=move || pressed(open.get())
                on:click=move |_| open.update(|open| *open = !*open)>"Filters"</button>
            <div class="chips" data-open=move || open.get().then_some("")>
                {seen.then(|| bands(&table))}
                {seen.then(|| risks(asked, ask))}
                {phases(&table)}
                {partnerships(&table)}
                {kinds(asked, ask)}
                {seen.then(|| switch("Moved", |asked| asked.moved, |asked| asked.moved = !asked.moved))}
                {seen.then(|| switch("Has unknowns", |asked| asked.unknowns, |asked| asked.unknowns = !asked.unknowns))}
                {switch("No support in", |asked| asked.no_support, |asked| asked.no_support = !asked.no_support)}
                {seen.then(|| switch("Review due", |asked| asked.due, |asked| asked.due = !asked.due))}
                {seen.then(|| switch("Not decided", |asked| asked.undecided, |asked| asked.undecided = !asked.undecided))}
                <Show when=move || asked.with(Asked::filters)>
                    <button type="button" class="link" on:click=clear>"Clear"</button>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// The same list as a table or as a map.
pub fn views(asked: Memo<Asked>, ask: Callback<Asked>) -> AnyView {
    view! {
        <div class="view-switch" role="group" aria-label="Show as">
            {view_button("Table", false, asked, ask)}
            {view_button("Map", true, asked, ask)}
        </div>
    }
    .into_any()
}

fn view_button(
    label: &'static str,
    map: bool,
    asked: Memo<Asked>,
    ask: Callback<Asked>,
) -> AnyView {
    let press = move |_| {
        ask.run(Asked {
            map,
            ..asked.get_untracked()
        });
    };
    view! {
        <button type="button" aria-pressed=move || pressed(asked.with(|asked| asked.map) == map) on:click=press>{label}</button>
    }
    .into_any()
}

/// A chip that opens a list to tick. Its words say what is ticked.
fn choice(
    label: &'static str,
    chosen: Signal<Vec<String>>,
    options: Vec<(String, Callback<()>, Signal<bool>)>,
) -> AnyView {
    let words = move || {
        let chosen = chosen.get();
        if chosen.is_empty() {
            label.to_owned()
        } else {
            chosen.join(", ")
        }
    };
    let options = options
        .into_iter()
        .map(|(word, turn, is)| {
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || is.get() on:change=move |_| turn.run(())/>
                    {word}
                </label>
            }
        })
        .collect_view();
    view! {
        <details class="choice">
            <summary class="chip" data-chosen=move || (!chosen.with(Vec::is_empty)).then_some("")>{words}</summary>
            <fieldset>
                <legend class="visually-hidden">{label}</legend>
                {options}
            </fieldset>
        </details>
    }
    .into_any()
}

/// Puts a thing into a list, or takes it out.
fn turn<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|is| *is == one) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(one),
    }
}

fn bands(table: &Table) -> AnyView {
    let (asked, ask, scheme) = (table.asked, table.ask, table.scheme.clone());
    let options = scheme
        .all_bands()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|band| {
            let press = Callback::new(move |()| {
                let mut next = asked.get_untracked();
                turn(&mut next.bands, band.0);
                ask.run(next);
            });
            (
                scheme.band(band).word.clone(),
                press,
                Signal::derive(move || asked.with(|asked| asked.bands.contains(&band.0))),
            )
        })
        .collect();
    let chosen = Signal::derive(move || {
        asked.with(|asked| {
            asked
                .bands
                .iter()
                .map(|band| scheme.band(domain::risk::Band(*band)).word.clone())
                .collect()
        })
    });
    choice("Category", chosen, options)
}

fn risks(asked: Memo<Asked>, ask: Callback<Asked>) -> AnyView {
    let options = Level::ALL
        .into_iter()
        .rev()
        .map(|level| {
            let press = Callback::new(move |()| {
                let mut next = asked.get_untracked();
                turn(&mut next.risks, level);
                ask.run(next);
            });
            (
                level.word().to_owned(),
                press,
                Signal::derive(move || asked.with(|asked| asked.risks.contains(&level))),
            )
        })
        .collect();
    let chosen = Signal::derive(move || {
        asked.with(|asked| {
            asked
                .risks
                .iter()
                .map(|level| format!("Risk {}", level.word().to_lowercase()))
                .collect()
        })
    });
    choice("Risk", chosen, options)
}

fn phases(table: &Table) -> AnyView {
    let (asked, ask) = (table.asked, table.ask);
    let there = |phase: &Phase| table.rows.iter().any(|row| row.school.phase == *phase);
    let options = Phase::ALL
        .into_iter()
        .filter(there)
        .map(|phase| {
            let press = Callback::new(move |()| {
                let mut next = asked.get_untracked();
                turn(&mut next.phases, phase);
                ask.run(next);
            });
            (
                phase.word().to_owned(),
                press,
                Signal::derive(move || asked.with(|asked| asked.phases.contains(&phase))),
            )
        })
        .collect();
    let chosen = Signal::derive(move || {
        asked.with(|asked| {
            asked
                .phases
                .iter()
                .map(|phase| phase.word().to_owned())
                .collect()
        })
    });
    choice("Phase", chosen, options)
}

fn partnerships(table: &Table) -> Option<AnyView> {
    if table.partnerships.len() < 2 {
        return None;
    }
    let (asked, ask, names) = (table.asked, table.ask, table.partnerships.clone());
    let options = names
        .iter()
        .map(|(id, name)| {
            let id = *id;
            let press = Callback::new(move |()| {
                let mut next = asked.get_untracked();
                next.partnership = (next.partnership != Some(id)).then_some(id);
                ask.run(next);
            });
            (
                name.clone(),
                press,
                Signal::derive(move || asked.with(|asked| asked.partnership == Some(id))),
            )
        })
        .collect();
    let chosen = Signal::derive(move || {
        asked.with(|asked| {
            asked
                .partnership
                .and_then(|id| names.get(&id).cloned())
                .into_iter()
                .collect()
        })
    });
    Some(choice("Partnership", chosen, options))
}

fn kinds(asked: Memo<Asked>, ask: Callback<Asked>) -> AnyView {
    let options = GOVERNANCE
        .into_iter()
        .map(|(kind, word)| {
            let press = Callback::new(move |()| {
                let mut next = asked.get_untracked();
                next.governance = (next.governance != Some(kind)).then_some(kind);
                ask.run(next);
            });
            (
                crate::words::capital(word),
                press,
                Signal::derive(move || asked.with(|asked| asked.governance == Some(kind))),
            )
        })
        .collect();
    let chosen = Signal::derive(move || {
        asked.with(|asked| {
            let word = GOVERNANCE
                .iter()
                .find(|(kind, _)| Some(*kind) == asked.governance);
            word.map(|(_, word)| crate::words::capital(word))
                .into_iter()
                .collect()
        })
    });
    choice("Governance", chosen, options)
}

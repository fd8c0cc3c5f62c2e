//! What somebody can help with: areas found by any word for them, phases, kinds of school, ways of working.

use domain::brokerage::{Areas, Depth, Field as Part, Specialism};
use domain::schools::{Key, Phase};
use leptos::prelude::*;

use super::Shared;

/// How many areas are offered at once.
const OFFERED: usize = 6;

pub fn can_help(shared: Shared) -> AnyView {
    if !shared.may(Part::Areas) {
        return ().into_any();
    }
    let written = shared.written;
    let phases = Phase::ALL
        .map(|phase| (phase, phase.word().to_owned()))
        .to_vec();
    let named = |list: &[domain::brokerage::Style]| -> Vec<(Key, String)> {
        list.iter().map(|one| (one.id, one.name.clone())).collect()
    };
    let lists = Areas::standard();
    view! {
        <fieldset class="part">
            <legend>"What they can help with"</legend>
            {chosen(shared)}
            {find(shared)}
        </fieldset>
        {several("phases", "Phases", phases, written.phases, shared.wrong("phases"))}
        {several("contexts", "Knows from working there", named(&lists.contexts), written.contexts, shared.wrong("contexts"))}
        {several("styles", "Ways of working", named(&lists.styles), written.styles, shared.wrong("styles"))}
    }
    .into_any()
}

/// The areas there are, each with how deep it goes.
fn chosen(shared: Shared) -> AnyView {
    let areas = shared.written.areas;
    let problem = shared.wrong("areas");
    let rows = move || {
        areas
            .get()
            .into_iter()
            .map(|own| {
                let word = Areas::standard().word(own.area);
                let deep = move |event| {
                    let depth = if event_target_value(&event) == "primary" {
                        Depth::Primary
                    } else {
                        Depth::Secondary
                    };
                    areas.update(|areas| {
                        for one in areas.iter_mut().filter(|one| one.area == own.area) {
                            one.depth = depth;
                        }
                    });
                };
                let take = move |_| areas.update(|areas| areas.retain(|one| one.area != own.area));
                let named = word.clone();
                view! {
                    <li>
                        <span>{word.clone()}</span>
                        <select aria-label=format!("How deep: {word}") on:change=deep>
                            <option value="primary" selected=own.depth == Depth::Primary>"main"</option>
                            <option value="secondary" selected=own.depth == Depth::Secondary>"second"</option>
                        </select>
                        <button type="button" class="link" on:click=take>"Take away" <span class="visually-hidden">" " {named}</span></button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
        <ul class="chosen-list">{rows}</ul>
    }
    .into_any()
}

/// Finds an area by its name or another word for it, and adds it.
fn find(shared: Shared) -> AnyView {
    let areas = shared.written.areas;
    let text = RwSignal::new(String::new());
    let found = move || {
        let wanted = text.get();
        if wanted.trim().is_empty() {
            return ().into_any();
        }
        let has = areas.get();
        let offered: Vec<_> = Areas::standard()
            .find(&wanted)
            .into_iter()
            .filter(|area| has.iter().all(|own| own.area != area.id))
            .take(OFFERED)
            .collect();
        if offered.is_empty() {
            return view! { <p class="hint">"No area has that word, or it is chosen already."</p> }
                .into_any();
        }
        offered
            .into_iter()
            .map(|area| {
                let id = area.id;
                let add = move |_| {
                    areas.update(|areas| {
                        // The first is what they are asked for first.
                        let depth = if areas.is_empty() { Depth::Primary } else { Depth::Secondary };
                        areas.push(Specialism { area: id, depth });
                    });
                    text.set(String::new());
                    crate::browser::focus("areas");
                };
                view! { <button type="button" class="button small" on:click=add>"Add " {area.name.as_str()}</button> }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <div class="field">
            <label for="areas">"Find an area"</label>
            <p class="hint" id="areas-hint">"Any word for it: ICT, pupil premium, autism, budget"</p>
            <input id="areas" type="search" autocomplete="off" aria-describedby="areas-hint" prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))/>
            <div class="offered" role="status">{found}</div>
        </div>
    }
    .into_any()
}

/// Several of a list, as boxes.
pub fn several<T>(
    id: &'static str,
    legend: &'static str,
    options: Vec<(T, String)>,
    chosen: RwSignal<Vec<T>>,
    problem: Signal<Option<String>>,
) -> AnyView
where
    T: Clone + Copy + PartialEq + Send + Sync + 'static,
{
    let order: Vec<T> = options.iter().map(|(value, _)| *value).collect();
    let order = StoredValue::new(order);
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(at, (value, word))| {
            let box_id = (at == 0).then_some(id);
            let set = move |event| {
                let on = event_target_checked(&event);
                // In the order of the list, so that pressing twice is where one was.
                let next = order.with_value(|order| {
                    chosen.with_untracked(|chosen| {
                        let kept = |one: &&T| {
                            if **one == value { on } else { chosen.contains(one) }
                        };
                        order.iter().filter(kept).copied().collect::<Vec<T>>()
                    })
                });
                chosen.set(next);
            };
            view! {
                <label class="check">
                    <input type="checkbox" id=box_id prop:checked=move || chosen.with(|chosen| chosen.contains(&value)) on:change=set/>
                    {word}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="part several">
            <legend>{legend}</legend>
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <div class="boxes">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

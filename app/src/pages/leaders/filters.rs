//! What is shown of the table of leaders. Everything stands in the address.

use domain::api::LeaderList;
use domain::brokerage::Areas;
use domain::schools::{Key, Phase};
use leptos::prelude::*;

use crate::components::chip::Chip;
use crate::state::leaders::Asked;

#[component]
pub fn Filters(
    list: StoredValue<LeaderList>,
    asked: Memo<Asked>,
    ask: Callback<Asked>,
) -> impl IntoView {
    let change = move |with: &dyn Fn(&mut Asked)| {
        let mut next = asked.get_untracked();
        with(&mut next);
        ask.run(next);
    };
    let active = Signal::derive(move || asked.with(|asked| asked.active));
    let free = Signal::derive(move || asked.with(|asked| asked.free));
    let filtered = move || asked.with(Asked::filters);
    let clear = move |_| {
        let by_free = asked.with_untracked(|asked| asked.by_free);
        ask.run(Asked {
            by_free,
            ..Asked::default()
        });
    };
    view! {
        <form class="leader-filters no-print" role="search" on:submit=move |event| event.prevent_default()>
            <div class="field find">
                <label for="find">"Find"</label>
                <input id="find" type="search" placeholder="Name, school, or what they help with" autocomplete="off"
                    prop:value=move || asked.with(|asked| asked.find.clone())
                    on:input=move |event| change(&|asked| asked.find = event_target_value(&event))/>
            </div>
            <Choice id="type" label="Type" any="Every type" options=types(list)
                chosen=Signal::derive(move || asked.with(|asked| asked.kind.map_or_else(String::new, |kind| kind.to_string())))
                on_choose=Callback::new(move |value: String| change(&|asked| asked.kind = value.parse().ok()))/>
            <Choice id="area" label="Can help with" any="Anything" options=areas(list)
                chosen=Signal::derive(move || asked.with(|asked| asked.area.map_or_else(String::new, |area| area.to_string())))
                on_choose=Callback::new(move |value: String| change(&|asked| asked.area = value.parse().ok()))/>
            <Choice id="phase" label="Phase" any="Every phase" options=phases()
                chosen=Signal::derive(move || asked.with(|asked| asked.phase.map_or_else(String::new, |phase| phase.word().to_owned())))
                on_choose=Callback::new(move |value: String| change(&|asked| {
                    asked.phase = Phase::ALL.into_iter().find(|phase| phase.word() == value);
                }))/>
            <div class="leader-chips">
                <Chip label="Active only" chosen=active on_press=Callback::new(move |()| change(&|asked| asked.active = !asked.active))/>
                <Chip label="Has days free" chosen=free on_press=Callback::new(move |()| change(&|asked| asked.free = !asked.free))/>
                <Show when=filtered>
                    <button type="button" class="link" on:click=clear>"Show every leader"</button>
                </Show>
            </div>
        </form>
    }
}

/// A labelled list of which one, or any, is chosen. Options are value and word.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    any: &'static str,
    options: Vec<(String, String)>,
    chosen: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, word)| {
            let this = value.clone();
            view! { <option value=value selected=move || chosen.get() == this>{word}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=move |event| on_choose.run(event_target_value(&event))>
                <option value="" selected=move || chosen.get().is_empty()>{any}</option>
                {options}
            </select>
        </div>
    }
}

/// Types somebody here has.
fn types(list: StoredValue<LeaderList>) -> Vec<(String, String)> {
    list.with_value(|list| {
        list.types
            .iter()
            .filter(|kind| {
                list.leaders
                    .iter()
                    .any(|leader| leader.designation.kind == kind.id)
            })
            .map(|kind| (kind.id.to_string(), kind.name.clone()))
            .collect()
    })
}

/// Areas somebody here can help with, by name.
fn areas(list: StoredValue<LeaderList>) -> Vec<(String, String)> {
    let somebody = |area: Key| {
        list.with_value(|list| {
            let only = Asked {
                area: Some(area),
                ..Asked::default()
            };
            list.leaders
                .iter()
                .any(|leader| only.takes(leader, &list.types))
        })
    };
    let mut areas: Vec<(String, String)> = Areas::standard()
        .areas
        .iter()
        .filter(|area| somebody(area.id))
        .map(|area| (area.id.to_string(), area.name.clone()))
        .collect();
    areas.sort_by(|a, b| a.1.cmp(&b.1));
    areas
}

fn phases() -> Vec<(String, String)> {
    Phase::ALL
        .into_iter()
        .map(|phase| (phase.word().to_owned(), phase.word().to_owned()))
        .collect()
}

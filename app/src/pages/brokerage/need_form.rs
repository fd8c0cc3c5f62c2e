//! Opening a need: from a decision (`/brokerage?need=URN&tier=3`) or by hand.

mod beside;
mod read;

use domain::api::FieldProblem;
use domain::brokerage::{Areas, Familiarity, Tier};
use domain::schools::{Key, NeedId, Urn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use self::beside::Specialists;
pub use self::read::Written;
use super::super::sign_in::said;
use crate::api;
use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::components::problem::ProblemSummary;
use crate::components::segmented_control::{Segment, SegmentedControl};
use crate::load::load;
use crate::session::SignedIn;
use crate::state::brokerage::BoardState;
use crate::words::school_words;

/// A school one may choose: its number and its name.
type Choice = (Urn, String);

/// The form over the board.
#[component]
pub fn NeedDialog(
    state: BoardState,
    open: RwSignal<bool>,
    written: RwSignal<Written>,
    choose: Callback<NeedId>,
) -> impl IntoView {
    let schools = Signal::derive(move || {
        state.places.with(|places| {
            places
                .iter()
                .map(|school| (school.urn, school.name.clone()))
                .collect::<Vec<Choice>>()
        })
    });
    let on_open = Callback::new(move |need: NeedId| {
        written.update(|written| written.again());
        spawn_local(async move {
            state.read_again().await;
            open.set(false);
            choose.run(need);
        });
    });
    view! {
        <Dialog open title="Open a need">
            <NeedForm schools written on_open/>
        </Dialog>
    }
}

/// The form by itself, for whoever does not broker.
#[component]
pub fn NeedPage(signed: SignedIn) -> impl IntoView {
    let list = load(api::schools);
    let schools = Signal::derive(move || {
        list.value.with(|list| {
            list.iter()
                .flat_map(|list| &list.rows)
                .map(|row| (row.school.urn, row.school.name.clone()))
                .collect::<Vec<Choice>>()
        })
    });
    let written = RwSignal::new(Written::asked(
        &use_query_map().get_untracked(),
        signed.today,
    ));
    let opened = RwSignal::new(None::<String>);
    let on_open = Callback::new(move |_| {
        let school = written.with_untracked(|written| written.school(&schools.get_untracked()));
        opened.set(Some(school));
        written.update(|written| written.again());
    });
    let done = move || {
        opened.get().map(|school| {
            view! { <p class="what-moved" role="status">"The need of " {school} " is open. A broker matches it."</p> }
        })
    };
    view! {
        <div class="page reading">
            <Heading title="Open a need"/>
            <p>"Say what a school needs. The brokers see it at once, with its tier and without the category behind it."</p>
            {done}
            <NeedForm schools written on_open/>
        </div>
    }
}

#[component]
fn NeedForm(
    schools: Signal<Vec<Choice>>,
    written: RwSignal<Written>,
    on_open: Callback<NeedId>,
) -> impl IntoView {
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let busy = RwSignal::new(false);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let read = written.with_untracked(|written| written.read(&schools.get_untracked()));
        let need = match read {
            Ok(need) => need,
            Err(wrong) => return problems.set(wrong),
        };
        problems.set(Vec::new());
        busy.set(true);
        spawn_local(async move {
            match api::open_need(&need).await {
                Ok(need) => on_open.run(need.id),
                Err(failure) => problems.set(said(&failure)),
            }
            busy.try_set(false);
        });
    };
    let beside = Memo::new(move |_| {
        written.with(|written| written.of.as_ref().map(|(_, lead)| lead.clone()))
    });
    let beside = move || beside.get();
    view! {
        <ProblemSummary problems/>
        <form class="form need-form" novalidate on:submit=submit>
            {move || beside().map(|lead| view! { <p class="beside-lead">"A specialist beside the lead for " <b>{lead}</b> ". The team is met whole or not at all."</p> })}
            <What schools written problems/>
            <When written problems/>
            {move || beside().is_none().then(|| view! { <Specialists written problems/> })}
            <How written/>
            <div class="actions">
                <button class="button primary" data-busy=move || busy.get().then_some("")>
                    {move || if busy.get() { "Opening" } else { "Open the need" }}
                </button>
            </div>
        </form>
    }
}

/// What is wrong with one field.
fn wrong(problems: RwSignal<Vec<FieldProblem>>, field: &'static str) -> Signal<Option<String>> {
    wrong_of(problems, field.to_owned())
}

fn wrong_of(problems: RwSignal<Vec<FieldProblem>>, field: String) -> Signal<Option<String>> {
    Signal::derive(move || {
        problems.with(|problems| {
            problems
                .iter()
                .find(|one| one.field == field)
                .map(|one| one.reason.clone())
        })
    })
}

/// Which school, what for, how soon.
#[component]
fn What(
    schools: Signal<Vec<Choice>>,
    written: RwSignal<Written>,
    problems: RwSignal<Vec<FieldProblem>>,
) -> impl IntoView {
    let school_problem = wrong(problems, "urn");
    let area_problem = wrong(problems, "area");
    let options = move || {
        schools
            .get()
            .into_iter()
            .map(|(urn, name)| view! { <option value=school_words(urn, &name)></option> })
            .collect_view()
    };
    let tiers = Signal::derive(|| {
        [4, 3, 2, 1]
            .into_iter()
            .filter_map(|tier| Tier::try_from(tier).ok())
            .map(|tier| Segment {
                label: tier.words().to_owned(),
                ..Segment::default()
            })
            .collect::<Vec<_>>()
    });
    let tier = Signal::derive(move || {
        written.with(|written| Some(4 - usize::from(u8::from(written.tier))))
    });
    let set_tier = Callback::new(move |at: usize| {
        let tier = u8::try_from(4 - at)
            .ok()
            .and_then(|tier| Tier::try_from(tier).ok());
        if let Some(tier) = tier {
            written.update(|written| written.tier = tier);
        }
    });
    view! {
        <div class="field">
            <label for="urn">"School"</label>
            <p class="hint">"Its name or its number"</p>
            {move || school_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <input id="urn" list="need-schools" autocomplete="off" aria-invalid=move || school_problem.get().map(|_| "true")
                prop:value=move || written.with(|written| written.urn.clone())
                on:input=move |event| written.update(|written| written.urn = event_target_value(&event))/>
            <datalist id="need-schools">{options}</datalist>
        </div>
        <div class="field">
            <label for="area">"Needs help with"</label>
            {move || area_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <select id="area" aria-invalid=move || area_problem.get().map(|_| "true")
                prop:value=move || written.with(|written| written.area.map_or_else(String::new, |area| area.to_string()))
                on:change=move |event| written.update(|written| written.area = event_target_value(&event).parse().ok())>
                <option value="">"Choose an area"</option>
                {areas()}
            </select>
        </div>
        <SegmentedControl name="tier" legend="Tier: how soon, where not all can be met" segments=tiers chosen=tier on_choose=set_tier/>
    }
}

/// Every area, by heading.
fn areas() -> AnyView {
    [
        ("Leadership and management", "leadership"),
        ("Pupil achievement", "achievement"),
        ("Quality of teaching", "teaching"),
        ("Behaviour and safety", "behaviour"),
    ]
    .into_iter()
    .map(|(heading, group)| {
        let options = Areas::standard()
            .areas
            .iter()
            .filter(|area| area.group.as_str() == group)
            .map(|area| view! { <option value=area.id.to_string()>{area.name.as_str()}</option> })
            .collect_view();
        view! { <optgroup label=heading>{options}</optgroup> }
    })
    .collect_view()
    .into_any()
}

/// How many days, from when to when.
#[component]
fn When(written: RwSignal<Written>, problems: RwSignal<Vec<FieldProblem>>) -> impl IntoView {
    let (days, from, to) =
        written.with_untracked(|written| (written.days, written.from, written.to));
    view! {
        <Field id="half_days" label="Days" value=days hint="Halves count: 2.5" problem=wrong(problems, "half_days") required=true/>
        <div class="pair-of-fields">
            <Field id="from" label="From" value=from kind="date" problem=wrong(problems, "from") required=true/>
            <Field id="to" label="Until" value=to kind="date" problem=wrong(problems, "to") required=true/>
        </div>
    }
}

/// How it is to be done, and anything else.
#[component]
fn How(written: RwSignal<Written>) -> impl IntoView {
    let note = written.with_untracked(|written| written.note);
    let styles = Areas::standard()
        .styles
        .iter()
        .map(|style| view! { <option value=style.id.to_string()>{style.name.as_str()}</option> })
        .collect_view();
    let familiar = move |event| {
        let wanted = match event_target_value(&event).as_str() {
            "known" => Familiarity::SomeoneKnown,
            "new" => Familiarity::SomeoneNew,
            _ => Familiarity::Either,
        };
        written.update(|written| written.familiarity = wanted);
    };
    let style = move |event| {
        let style: Option<Key> = event_target_value(&event).parse().ok();
        written.update(|written| written.style = style);
    };
    view! {
        <details class="more-fields">
            <summary>"How it should be done"</summary>
            <div class="form">
                <div class="field">
                    <label for="style">"Way of working"</label>
                    <select id="style" on:change=style><option value="">"Any"</option>{styles}</select>
                </div>
                <div class="field">
                    <label for="familiarity">"Who"</label>
                    <select id="familiarity" on:change=familiar>
                        <option value="">"Somebody known or somebody new"</option>
                        <option value="known">"Somebody who has worked with the school"</option>
                        <option value="new">"Somebody new to the school"</option>
                    </select>
                </div>
                <label class="check">
                    <input type="checkbox" prop:checked=move || written.with(|written| written.phase_essential)
                        on:change=move |event| written.update(|written| written.phase_essential = event_target_checked(&event))/>
                    "Only somebody of the school’s own phase"
                </label>
                <label class="check">
                    <input type="checkbox" prop:checked=move || written.with(|written| written.remote)
                        on:change=move |event| written.update(|written| written.remote = event_target_checked(&event))/>
                    "All of it can be done from afar"
                </label>
            </div>
        </details>
        <Field id="note" label="What was tried, what should change" value=note kind="area" voice=true/>
    }
}

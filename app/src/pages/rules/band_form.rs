//! Which categories there are: one more, one fewer, one more or less serious. What a room decided keeps the
//! words it was decided in.

use domain::risk::{Amount, ConditionDoc, Edit, Level, NewBand, RuleText};
use domain::schools::Key;
use leptos::prelude::*;

use super::attempt;
use super::kept::focus_soon;
use crate::components::field::Field;
use crate::state::rules::Lab;

/// The least a new category may ask.
const LEVELS: [Level; 3] = [Level::High, Level::Medium, Level::Low];

/// The risk, not an indicator.
const RISK: &str = "risk";

/// Beside a category: its place among the others, and the way out.
pub fn place(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let fault = RwSignal::new(None::<String>);
    let word = move || {
        lab.with(|lab| {
            let band = lab.tried.bands.iter().find(|band| band.id == id);
            band.map_or_else(String::new, |band| band.word.clone())
        })
    };
    let button = move |act: &'static str, words: &'static str, edit: Edit| {
        let name = format!("{act}-{id}");
        let back = name.clone();
        let press = move |_| {
            let tried = attempt(lab, edit.clone());
            if tried.is_ok() {
                focus_soon(back.clone());
            }
            fault.set(tried.err());
        };
        view! {
            <button type="button" class="button small" id=name aria-label=move || format!("{}: {words}", word()) on:click=press>{words}</button>
        }
    };
    view! {
        <div class="band-place" role="group" aria-label=move || format!("The place of {}", word())>
            {button("up", "More serious", Edit::MoveBand(id, true))}
            {button("down", "Less serious", Edit::MoveBand(id, false))}
            {button("remove", "Take it away", Edit::RemoveBand(id))}
        </div>
        {move || fault.get().map(|why| view! {
            <p class="field-problem" role="alert">"That cannot be, so it is not tried. " {why} "."</p>
        })}
    }
    .into_any()
}

/// One more, with the least it must say; the rest of it is changed where it then stands.
pub fn add(lab: RwSignal<Lab>) -> AnyView {
    let open = RwSignal::new(false);
    let show = move |_| {
        open.set(true);
        focus_soon("new-band-word".to_owned());
    };
    view! {
        <section class="section new-band">
            <div class="section-head"><h2>"Which categories there are"</h2></div>
            <p>"Decisions keep the category they were made in: where one is taken away, what was decided for it says so, with the version that had it."</p>
            <Show when=move || open.get() fallback=move || view! {
                <button type="button" class="button small" id="add-band" on:click=show>"Add a category"</button>
            }>
                <Form lab open/>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Form(lab: RwSignal<Lab>, open: RwSignal<bool>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (word, short, meaning, when) = (text(), text(), text(), text());
    let top = lab.with_untracked(|lab| lab.tried.bands.last().map(|band| band.id));
    let above = RwSignal::new(top);
    let looks = RwSignal::new(RISK.to_owned());
    let level = RwSignal::new(Level::High);
    let none = || RwSignal::new(None::<String>);
    let (problem, word_problem, short_problem, meaning_problem, when_problem) =
        (none(), none(), none(), none(), none());
    let by_sums = lab.with_untracked(|lab| lab.tried.document.by_sums());
    let close = move || {
        open.set(false);
        focus_soon("add-band".to_owned());
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let amount = Amount::AtLeast(level.get_untracked());
        let asked = match looks.get_untracked().parse::<Key>() {
            Ok(id) if id.as_str() != RISK => ConditionDoc::of_indicators(vec![id], amount),
            _ => ConditionDoc::of_risk(amount),
        };
        let new = NewBand {
            word: word.get_untracked(),
            short: short.get_untracked(),
            meaning: meaning.get_untracked(),
            above: above.get_untracked(),
            rule: RuleText {
                words: when.get_untracked(),
                all: vec![asked],
            },
        };
        let (missing, id) = lab.with_untracked(|lab| {
            let document = &lab.tried.document;
            (new.missing(document), new.id(document))
        });
        let fields = [
            ("Give it a name.", word_problem, "new-band-word"),
            ("Give it a short name.", short_problem, "new-band-short"),
            ("Say what it means.", meaning_problem, "new-band-meaning"),
            (
                "Say in words when it is met.",
                when_problem,
                "new-band-when",
            ),
        ];
        for (said, shown, field) in fields {
            let lacks = missing == Some(said);
            shown.set(lacks.then(|| said.to_owned()));
            if lacks {
                focus_soon(field.to_owned());
            }
        }
        if missing.is_some() {
            return;
        }
        match attempt(lab, Edit::AddBand(Box::new(new))) {
            Ok(()) => {
                open.set(false);
                focus_soon(format!("up-{id}"));
            }
            Err(why) => problem.set(Some(why)),
        }
    };
    let bands = lab.with_untracked(|lab| {
        let bands = lab.tried.bands.iter().rev();
        bands
            .map(|band| {
                let id = band.id;
                let words = format!("above {}", band.word);
                view! { <option value=id.to_string() prop:selected=move || above.get() == Some(id)>{words}</option> }
            })
            .collect_view()
    });
    let indicators = lab.with_untracked(|lab| {
        let in_order = lab.tried.reading_order.iter();
        in_order
            .map(|at| &lab.tried.indicators[*at])
            .map(|one| view! { <option value=one.id.to_string()>{one.name.clone()}</option> })
            .collect_view()
    });
    let levels = LEVELS
        .map(|one| {
            let words = Amount::AtLeast(one).words();
            view! { <option value=(one as usize).to_string() prop:selected=move || level.get() == one>{words}</option> }
        })
        .into_iter()
        .collect_view();
    let first = (!by_sums).then(|| {
        view! {
            <Field id="new-band-when" label="A school comes into it when" value=when problem=when_problem required=true/>
            <div class="new-band-asks">
                <span class="quiet">"where"</span>
                <select id="new-band-looks" aria-label="What it looks at" on:change=move |event| looks.set(event_target_value(&event))>
                    <option value=RISK>"The risk"</option>
                    {indicators}
                </select>
                <span class="quiet">"is"</span>
                <select id="new-band-level" aria-label="How serious" on:change=move |event| {
                    let at = event_target_value(&event).parse().unwrap_or(3_usize);
                    level.set(Level::ALL.get(at).copied().unwrap_or(Level::High));
                }>{levels}</select>
            </div>
        }
    });
    view! {
        <form class="form new-band-form" novalidate on:submit=submit>
            <div class="own-pair">
                <Field id="new-band-word" label="Name" value=word problem=word_problem required=true/>
                <Field id="new-band-short" label="Short name" value=short problem=short_problem required=true/>
            </div>
            <Field id="new-band-meaning" label="What it means" value=meaning problem=meaning_problem required=true/>
            <div class="field">
                <label for="new-band-above">"How serious, beside the others"</label>
                <select id="new-band-above" on:change=move |event| above.set(event_target_value(&event).parse().ok())>
                    {bands}
                    <option value="" prop:selected=move || above.get().is_none()>"below all others"</option>
                </select>
            </div>
            {first}
            {by_sums.then(|| view! { <p class="hint">"It takes half of the sums of the one below; where it begins is changed with the points."</p> })}
            {move || problem.get().map(|why| view! {
                <p class="field-problem" role="alert">"That cannot be a category, so it is not tried. " {why} "."</p>
            })}
            <div class="actions">
                <button class="button small primary">"Add it"</button>
                <button type="button" class="button small" on:click=move |_| close()>"Leave it"</button>
            </div>
        </form>
    }
}

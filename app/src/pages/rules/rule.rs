//! A rule of a category being written: when it is met, in words, and everything it asks. Each change is
//! tried at once; what cannot be a rule stays as it was written, and says why.

use domain::risk::{ConditionDoc, Edit, Looks, RuleAt, RuleText};
use leptos::prelude::*;

use super::attempt;
use super::condition::{self, Asks};
use super::kept::focus_soon;
use crate::state::rules::Lab;

/// What was written and is not tried.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    text: RuleText,
    why: String,
    /// The rules of schemes refuse it; else something is not said yet.
    refused: bool,
}

pub fn editor(lab: RwSignal<Lab>, at: RuleAt, close: Callback<()>) -> AnyView {
    let held = RwSignal::new(None::<Held>);
    let shown = Memo::new(move |_| {
        held.with(|held| held.as_ref().map(|held| held.text.clone()))
            .unwrap_or_else(|| lab.with(|lab| RuleText::read(&lab.tried.document, at)))
    });
    let write = Callback::new(move |text: RuleText| {
        let why = match text.missing() {
            Some(missing) => Some((missing.to_owned(), false)),
            None => attempt(lab, Edit::Rule(at, text.clone()))
                .err()
                .map(|why| (why, true)),
        };
        held.set(why.map(|(why, refused)| Held { text, why, refused }));
    });
    let name = format!("{}-{}", at.band, at.nth);
    let words_id = format!("words-{name}");
    let label_id = format!("{words_id}-label");
    let labelled = label_id.clone();
    let problem_id = format!("rule-{name}-problem");
    let wrong = move || held.with(|held| held.as_ref().is_some_and(|held| held.refused));
    let said = {
        let id = problem_id.clone();
        move || {
            held.get().map(|held| {
                if held.refused {
                    view! {
                        <p class="field-problem" id=id.clone() role="alert">"That cannot be a rule, so it is not tried. " {held.why} "."</p>
                    }
                    .into_any()
                } else {
                    view! { <p class="rule-missing" id=id.clone() role="status">"Not tried yet. " {held.why}</p> }.into_any()
                }
            })
        }
    };
    let set_words = move |event| {
        let mut text = shown.get_untracked();
        text.words = event_target_value(&event);
        write.run(text);
    };
    let count = Memo::new(move |_| shown.with(|text| text.all.len()));
    let row = {
        let name = name.clone();
        move |nth: usize| {
            let asks = Asks {
                lab,
                band: at.band,
                of: Memo::new(move |_| {
                    shown
                        .with(|text| text.all.get(nth).cloned())
                        .unwrap_or_default()
                }),
                set: Callback::new(move |condition: ConditionDoc| {
                    let mut text = shown.get_untracked();
                    if let Some(old) = text.all.get_mut(nth) {
                        *old = condition;
                        write.run(text);
                    }
                }),
                id: format!("{name}-{nth}"),
            };
            let also = format!("also-{name}");
            let remove = move |_| {
                let mut text = shown.get_untracked();
                if nth < text.all.len() {
                    text.all.remove(nth);
                    write.run(text);
                    focus_soon(also.clone());
                }
            };
            view! {
                <li class="rule-condition">
                    <span class="quiet">{if nth == 0 { "where" } else { "and" }}</span>
                    {condition::condition(&asks)}
                    <Show when=move || { count.get() > 1 }>
                        <button type="button" class="button small" aria-label=format!("Remove condition {}", nth + 1) on:click=remove.clone()>"Remove"</button>
                    </Show>
                </li>
            }
        }
    };
    let also = move |_| {
        let mut text = shown.get_untracked();
        let nth = text.all.len();
        let first = lab.with_untracked(|lab| {
            ConditionDoc::first(&lab.tried.document, at.band, Looks::Indicators)
        });
        text.all.push(first);
        write.run(text);
        focus_soon(format!("looks-{}-{}-{nth}", at.band, at.nth));
    };
    let is_new = Memo::new(move |_| {
        lab.with(|lab| {
            let mut bands = lab.tried.document.band.iter();
            let band = bands.find(|band| band.id == at.band);
            band.is_none_or(|band| at.nth >= band.when.len())
        })
    });
    let remove_rule = move |_| match attempt(lab, Edit::RemoveRule(at)) {
        Ok(()) => {
            held.set(None);
            close.run(());
        }
        Err(why) => {
            let text = shown.get_untracked();
            held.set(Some(Held {
                text,
                why,
                refused: true,
            }));
        }
    };
    let first = words_id.clone();
    let drop_it = move |_| {
        held.set(None);
        if is_new.get_untracked() {
            close.run(());
        } else {
            focus_soon(first.clone());
        }
    };
    view! {
        <div class="rule-editor" role="group" data-refused=move || wrong().then_some("") aria-labelledby=labelled aria-describedby=problem_id
            on:keydown=move |event| if event.key() == "Escape" { event.stop_propagation(); close.run(()); }>
            {said}
            <div class="field">
                <label for=words_id.clone() id=label_id>"Met when"</label>
                <input id=words_id autocomplete="off" prop:value=move || shown.with(|text| text.words.clone()) on:change=set_words/>
            </div>
            <ul class="rule-asks"><For each=move || 0..count.get() key=|nth| *nth children=row/></ul>
            <div class="actions">
                <button type="button" class="button small" id=format!("also-{name}") on:click=also>"And also…"</button>
                <Show when=move || !is_new.get()>
                    <button type="button" class="button small" on:click=remove_rule>"Remove this rule"</button>
                </Show>
                <Show when=move || held.with(Option::is_some)>
                    <button type="button" class="button small" on:click=drop_it.clone()>
                        "Drop what is not tried"
                    </button>
                </Show>
                <Show when=move || held.with(Option::is_none)>
                    <button type="button" class="button small" on:click=move |_| close.run(())>"Done"</button>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

//! What is written in a note of visit: by section, each opened with a press.

use std::collections::BTreeMap;

use domain::api::FilePage as Page;
use domain::calendar::Date;
use domain::schools::{Key, VisitId};
use domain::support::caseload::{AboutSection, Note, Way};
use domain::support::{Evidence, Mode, Quarters};
use leptos::prelude::*;

use crate::components::chip::pressed;
use crate::words::field_day;

/// What is written.
#[derive(Clone, Copy)]
pub struct Written {
    pub on: RwSignal<String>,
    pub mode: RwSignal<Mode>,
    pub quarters: RwSignal<u32>,
    pub purpose: RwSignal<String>,
    pub met: RwSignal<String>,
    /// Words and evidence by section; a section that is open is there.
    pub about: RwSignal<BTreeMap<String, (String, Vec<Evidence>)>>,
    /// Keys to improvement.
    pub keys: RwSignal<Vec<Key>>,
    pub agreed: RwSignal<String>,
    pub request: RwSignal<String>,
    pub next_visit: RwSignal<String>,
}

impl Written {
    /// Everything known is filled in: today, the purpose the year's calendar asks for next, whole day where it is
    /// the first visit.
    pub fn first(page: &Page) -> Self {
        let due = page.expected.iter().find(|one| one.held.is_none());
        let purpose = due.map(|one| one.purpose);
        let first = page.way.purposes.first().map(|one| one.key);
        let whole = !page.file.first_visit_held(&page.way, page.today);
        Self {
            on: RwSignal::new(page.today.to_string()),
            mode: RwSignal::new(Mode::InPerson),
            quarters: RwSignal::new(if whole { 4 } else { 2 }),
            purpose: RwSignal::new(
                purpose
                    .or(first)
                    .map_or_else(String::new, |key| key.to_string()),
            ),
            met: RwSignal::new("Head".to_owned()),
            about: RwSignal::new(BTreeMap::new()),
            keys: RwSignal::new(Vec::new()),
            agreed: RwSignal::new(String::new()),
            request: RwSignal::new(String::new()),
            next_visit: RwSignal::new(String::new()),
        }
    }

    pub fn fill(self, note: &Note) {
        self.on.set(note.on.to_string());
        self.mode.set(note.mode);
        self.quarters.set(note.time.0);
        self.purpose.set(note.purpose.to_string());
        self.met.set(note.met.join(", "));
        let about = note.about.iter().map(|one| {
            let said = (one.words.clone(), one.evidence.clone());
            (one.section.to_string(), said)
        });
        self.about.set(about.collect());
        self.keys.set(note.keys.clone());
        self.agreed.set(note.agreed.clone());
        self.request.set(note.request.clone());
        self.next_visit.set(
            note.next_visit
                .map_or_else(String::new, |day| day.to_string()),
        );
    }

    pub fn note(self, id: VisitId, way: &Way, today: Date) -> Note {
        let about = self.about.get();
        let about = way.sections.iter().filter_map(|section| {
            let (words, evidence) = about.get(section.key.as_str())?;
            Some(AboutSection {
                section: section.key,
                words: words.trim().to_owned(),
                evidence: evidence.clone(),
            })
        });
        let met = self.met.get();
        let met = met.split(',').map(str::trim).filter(|one| !one.is_empty());
        Note {
            id,
            on: field_day(&self.on.get()).unwrap_or(today),
            mode: self.mode.get(),
            time: Quarters(self.quarters.get()),
            purpose: self.purpose.get().parse().unwrap_or(Key::of("none")),
            met: met.map(str::to_owned).collect(),
            about: about.collect(),
            keys: self.keys.get(),
            agreed: self.agreed.get().trim().to_owned(),
            request: self.request.get().trim().to_owned(),
            next_visit: field_day(&self.next_visit.get()),
        }
    }
}

/// Each section as a chip; pressed, it asks what was seen and on what that rests.
pub fn sections(way: &Way, written: Written, problem: Signal<Option<String>>) -> AnyView {
    let chips = way
        .sections
        .iter()
        .map(|section| {
            let key = StoredValue::new(section.key.to_string());
            let on = move || written.about.with(|about| key.with_value(|key| about.contains_key(key)));
            let turn = move |_| {
                written.about.update(|about| {
                    let key = key.get_value();
                    if about.remove(&key).is_none() {
                        about.insert(key, (String::new(), Vec::new()));
                    }
                });
            };
            view! { <button type="button" class="chip" aria-pressed=move || pressed(on()) on:click=turn>{section.words.clone()}</button> }
        })
        .collect_view();
    let opened = way
        .sections
        .iter()
        .map(|section| one(section.key, section.words.clone(), written))
        .collect_view();
    view! {
        <fieldset class="visit-part" id="about" tabindex="-1">
            <legend>"What you saw, by section"</legend>
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <div class="chip-line">{chips}</div>
            {opened}
        </fieldset>
    }
    .into_any()
}

/// The keys to improvement a visit was about; none where the way has none.
pub fn keys(way: &Way, written: Written, problem: Signal<Option<String>>) -> Option<AnyView> {
    if way.keys.is_empty() {
        return None;
    }
    let chips = way
        .keys
        .iter()
        .map(|one| {
            let key = one.key;
            let on = move || written.keys.with(|keys| keys.contains(&key));
            let turn = move |_| {
                written.keys.update(|keys| match keys.iter().position(|one| *one == key) {
                    Some(at) => {
                        keys.remove(at);
                    }
                    None => keys.push(key),
                });
            };
            view! { <button type="button" class="chip" aria-pressed=move || pressed(on()) on:click=turn>{one.words.clone()}</button> }
        })
        .collect_view();
    Some(
        view! {
            <fieldset class="visit-part" id="keys" tabindex="-1">
                <legend>"Keys to improvement it was about"</legend>
                {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                <div class="chip-line">{chips}</div>
            </fieldset>
        }
        .into_any(),
    )
}

fn one(key: Key, words: String, written: Written) -> AnyView {
    let key = StoredValue::new(key.to_string());
    let id = StoredValue::new(format!("about-{}", key.get_value()));
    let words = StoredValue::new(words);
    let there = move || {
        written
            .about
            .with(|about| key.with_value(|key| about.contains_key(key)))
    };
    let text = move || {
        written.about.with(|about| {
            key.with_value(|key| {
                about
                    .get(key)
                    .map_or_else(String::new, |(words, _)| words.clone())
            })
        })
    };
    let typed = move |event| {
        let value = event_target_value(&event);
        written.about.update(|about| {
            if let Some((words, _)) = key.with_value(|key| about.get_mut(key)) {
                *words = value;
            }
        });
    };
    let evidence = move || {
        Evidence::ALL
            .map(|kind| {
                let on = move || written.about.with(|about| key.with_value(|key| about.get(key).is_some_and(|(_, all)| all.contains(&kind))));
                let turn = move |_| {
                    written.about.update(|about| {
                        if let Some((_, all)) = key.with_value(|key| about.get_mut(key)) {
                            match all.iter().position(|one| *one == kind) {
                                Some(at) => { all.remove(at); }
                                None => all.push(kind),
                            }
                        }
                    });
                };
                view! { <button type="button" class="chip" aria-pressed=move || pressed(on()) on:click=turn>{kind.words()}</button> }
            })
            .into_iter()
            .collect_view()
    };
    view! {
        <Show when=there>
            <div class="about-one">
                <label for=id.get_value()>{words.get_value()}</label>
                <textarea id=id.get_value() rows="3" prop:value=text on:input=typed></textarea>
                <div class="chip-line" role="group" aria-label=format!("It rests on, {}", words.get_value())>{evidence()}</div>
            </div>
        </Show>
    }
    .into_any()
}

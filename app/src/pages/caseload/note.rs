//! The note of a visit, under a thumb: what it was for, what was seen by section, what was agreed and what is
//! asked for. Kept on the device as it is written.

use domain::api::{FilePage as Page, PutEntry};
use domain::schools::{ChangeId, PersonId, VisitId};
use domain::support::caseload::{Entry, EntryRefusal, Note, Seat};
use domain::support::{Mode, Quarters};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::note_fields::{Written, keys, sections};
use super::urn;
use crate::api::{self, Failure};
use crate::browser::{self, clock_words};
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::offline::drawer;
use crate::pages::money::Choose;
use crate::pages::support::visit_draft;
use crate::session::SignedIn;
use crate::words::{capital, long_day};

/// Quarters of a day on the buttons.
const LENGTHS: [(u32, &str); 4] = [(1, "¼ day"), (2, "½ day"), (4, "1 day"), (8, "2 days")];

#[component]
pub fn NotePage(signed: SignedIn) -> impl IntoView {
    let urn = urn();
    let person = signed.actor.person;
    let page = load(move || {
        let urn = urn.get();
        async move {
            match urn {
                Some(urn) => file(person, urn).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    page.page("the file", move |page: Page| {
        if matches!(page.seat, Seat::Officer | Seat::Contact) {
            view! { <NoteForm page person/> }.into_any()
        } else {
            view! {
                <div class="page reading">
                    <Heading title=page.school.clone()/>
                    <p>"Notes are written by the person named for the school."</p>
                    <p><a href=format!("/caseload/{}", page.urn)>"Back to the file"</a></p>
                </div>
            }
            .into_any()
        }
    })
}

/// The file from the server; as this device last saw it where there is no line.
async fn file(person: PersonId, urn: domain::schools::Urn) -> api::Answer<Page> {
    let name = format!("note-file {person} {urn}");
    match api::school_file(urn, None).await {
        Ok(page) => {
            visit_draft::keep(&name, &page).await;
            Ok(page)
        }
        Err(Failure::Offline) => visit_draft::remembered(&name).await.ok_or(Failure::Offline),
        Err(refused) => Err(refused),
    }
}

#[component]
fn NoteForm(page: Page, person: PersonId) -> impl IntoView {
    let (urn, today, base) = (page.urn, page.today, page.file.revision);
    let written = Written::first(&page);
    let draft = StoredValue::new(format!("note-draft {person} {urn}"));
    let visit = StoredValue::new(VisitId(browser::new_id()));
    let change = StoredValue::new(ChangeId(browser::new_id()));
    let kept = RwSignal::new("Kept on this device as you write.".to_owned());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<(String, String)>);
    let read = RwSignal::new(false);
    let way = StoredValue::new(page.way.clone());
    spawn_local(async move {
        if let Some(note) = visit_draft::remembered::<Note>(&draft.get_value()).await {
            visit.try_set_value(note.id);
            written.fill(&note);
        }
        read.try_set(true);
    });
    // Every change is kept; the first run only looks at what is there.
    Effect::new(move |before: Option<Note>| {
        let now = way.with_value(|way| written.note(visit.get_value(), way, today));
        if before.is_some_and(|before| before != now) && read.get() {
            let note = now.clone();
            spawn_local(async move {
                let fine = visit_draft::keep(&draft.get_value(), &note).await;
                let at = clock_words(browser::now(), false);
                kept.try_set(if fine {
                    format!("Saved on this device {at}.")
                } else {
                    "This browser keeps nothing: send before you leave.".to_owned()
                });
            });
        }
        now
    });
    let wrong = move |field: &'static str| {
        Signal::derive(move || {
            problem.with(|problem| {
                let one = problem.as_ref().filter(|(of, _)| of == field);
                one.map(|(_, reason)| capital(reason))
            })
        })
    };
    let checked = page.clone();
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        let note = way.with_value(|way| written.note(visit.get_value(), way, today));
        let entry = Entry::Note {
            note: Box::new(note),
        };
        // The same check the server makes.
        let checks = way.with_value(|way| checked.file.check(&entry, checked.seat, way, today));
        if let Err(refusal) = checks {
            let (field, reason) = match refusal {
                EntryRefusal::Written { field, reason } => (field, reason),
                other => (String::new(), other.to_string()),
            };
            browser::focus(&field);
            return problem.set(Some((field, reason)));
        }
        let asked = PutEntry {
            id: change.get_value(),
            base,
            entry,
        };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = api::write_entry(urn, &asked).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    drawer::forget(&draft.get_value()).await;
                    navigate(&format!("/caseload/{urn}"), NavigateOptions::default());
                }
                Err(Failure::Offline) => problem.set(Some((
                    String::new(),
                    "There is no line. What you wrote is kept on this device: send it when there is one.".to_owned(),
                ))),
                Err(Failure::Refused(refused)) => {
                    let one = refused.fields.first();
                    problem.set(Some(match one {
                        Some(one) => (one.field.clone(), one.reason.clone()),
                        None => (String::new(), refused.title.clone()),
                    }));
                }
            }
        });
    };
    let modes = Mode::ALL
        .map(|mode| {
            view! { <label class="segment"><input type="radio" name="mode" prop:checked=move || written.mode.get() == mode on:change=move |_| written.mode.set(mode)/><span class="word">{mode.words()}</span></label> }
        })
        .into_iter()
        .collect_view();
    let lengths = LENGTHS
        .map(|(quarters, words)| {
            view! { <label class="segment"><input type="radio" name="length" prop:checked=move || written.quarters.get() == quarters on:change=move |_| written.quarters.set(quarters)/><span class="word">{words}</span></label> }
        })
        .into_iter()
        .collect_view();
    let purposes = page
        .way
        .purposes
        .iter()
        .map(|one| (one.key.to_string(), one.words.clone()))
        .collect::<Vec<_>>();
    let drawn = page.drawn;
    let after = move || {
        let after = Quarters(drawn.used.0 + written.quarters.get());
        let over = if after > drawn.given {
            ", more than the school is given"
        } else {
            ""
        };
        format!(
            "{} of {} days used after this{over}.",
            after.words(),
            drawn.given.words()
        )
    };
    let restricted = move || {
        way.with_value(|way| {
            let key = written.purpose.get();
            way.purposes
                .iter()
                .any(|one| one.restricted && one.key.to_string() == key)
        })
    };
    let by_section = StoredValue::new(page.way.clone());
    let rest = move || {
        problem
            .get()
            .filter(|(field, _)| field.is_empty())
            .map(|(_, reason)| {
                view! { <p class="field-problem" role="alert">{capital(&reason)}</p> }
            })
    };
    let under = format!("Note of visit · {}", long_day(today));
    view! {
        <form class="visit-form" novalidate on:submit=submit>
            <header class="visit-head">
                <a href=format!("/caseload/{urn}") aria-label="Back to the file">"‹"</a>
                <p><b>"Note of visit"</b> <small role="status">{move || kept.get()}</small></p>
            </header>
            <div class="visit-fields">
                <Heading title=page.school.clone() page="Note of visit"/>
                <p class="visit-under">{under}</p>
                <fieldset class="visit-part" id="time" tabindex="-1">
                    <legend>"How, and how long"</legend>
                    {move || wrong("time").get().map(|words| view! { <p class="field-problem">{words}</p> })}
                    <div class="segments even">{modes}</div>
                    <div class="segments even">{lengths}</div>
                    <p class="small-print">{after}</p>
                    <div class="note-days">
                        <Field id="on" label="On" kind="date" value=written.on problem=wrong("on")/>
                        <Choose id="purpose" label="What for" all=purposes chosen=written.purpose problem=wrong("purpose")/>
                    </div>
                </fieldset>
                <Show when=restricted><p class="worry">"Only that it took place is kept. Write nothing of what was said."</p></Show>
                <Show when=move || !restricted()>{by_section.with_value(|way| sections(way, written, wrong("about")))}</Show>
                <Show when=move || !restricted()>{by_section.with_value(|way| keys(way, written, wrong("keys")))}</Show>
                <Show when=move || !restricted()>
                    <div class="visit-part"><Field id="agreed" label="What was agreed, and who does it" kind="area" value=written.agreed problem=wrong("agreed") voice=true/></div>
                </Show>
                <div class="visit-part"><Field id="request" label="Support you ask for, with the head" hint="The leadership team answers" kind="area" value=written.request problem=wrong("request") voice=true/></div>
                <div class="visit-part note-days">
                    <Field id="met" label="Who you met" value=written.met/>
                    <Field id="next_visit" label="Next visit" kind="date" value=written.next_visit problem=wrong("next_visit")/>
                </div>
            </div>
            <footer class="visit-foot">
                {rest}
                <button class="button primary" data-busy=move || busy.get().then_some("")>{move || if busy.get() { "Saving" } else { "Save note" }}</button>
            </footer>
        </form>
    }
}

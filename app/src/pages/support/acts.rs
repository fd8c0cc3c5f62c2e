//! What somebody can do in a case: what waits for them first, open; the rest behind one press each.

use domain::api::{CasePage, TakeStep};
use domain::schools::{ChangeId, VisitId};
use domain::support::{Part, Step, StepKind, late};
use leptos::prelude::*;

use super::drafts::Drafts;
use super::form::StepForm;
use super::forms;
use super::objectives::PlanForm;
use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::sending::{Send, Sending};
use crate::words::{capital, near_day};

/// Whose turn it is, and what this person can do.
pub fn turn(page: RwSignal<CasePage>) -> AnyView {
    let now = page.get_untracked();
    let today = now.today;
    let waits = now
        .waits
        .iter()
        .filter(|one| one.now(today))
        .map(|one| {
            let days = late(one, today);
            let own = one.whose == now.part;
            let who = if own {
                "You".to_owned()
            } else {
                capital(one.whose.words())
            };
            let due = match days {
                0 => format!("by {}", near_day(one.due, today)),
                1 => "a working day late".to_owned(),
                days => format!("{days} working days late"),
            };
            view! {
                <li data-own=own.then_some("") data-late=(days > 0).then_some("")>
                    <b>{who}</b> <span>{one.what.clone()}</span> <small>{due}</small>
                </li>
            }
        })
        .collect_view();
    let mine: Vec<StepKind> = now
        .waits
        .iter()
        .filter(|one| one.whose == now.part && one.now(today))
        .map(|one| one.step)
        .filter(|kind| now.offers.contains(kind))
        .collect();
    let first = mine.first().copied();
    let open = first.map(|kind| act(page, kind, true));
    let finds = now.waits.iter().any(|one| one.step == StepKind::Propose);
    let board = now.case.need.filter(|_| finds && matches!(now.part, Part::Broker | Part::Officer)).map(|need| {
        view! { <p class="no-print"><a class="button primary" href=format!("/brokerage?need={need}")>"See it on the board"</a></p> }
    });
    let pair = (first == Some(StepKind::Agree)).then(|| behind(page, StepKind::Decline));
    let rest = now
        .offers
        .iter()
        .copied()
        .filter(|kind| Some(*kind) != first && *kind != StepKind::Confirm)
        .filter(|kind| !(first == Some(StepKind::Agree) && *kind == StepKind::Decline))
        .map(|kind| behind(page, kind))
        .collect_view();
    let nobody = now.waits.iter().all(|one| !one.now(today));
    view! {
        <section class="opens turn">
            <h2 id="stands" tabindex="-1">{now.case.process.stage(now.case.stage_kind()).to_owned()}</h2>
            {nobody.then(|| view! { <p class="quiet">"Nothing waits for anybody now."</p> })}
            <ul class="waits">{waits}</ul>
            {stage_words(&now)}
            {open}
            {board}
            {pair}
            <div class="other-acts no-print">{rest}</div>
            {stranded(&now)}
        </section>
    }
    .into_any()
}

/// What this person wrote for a step that somebody else's made impossible: it can be read, and copied.
fn stranded(page: &CasePage) -> Option<AnyView> {
    let left = Drafts::stranded(page.case.id, &page.offers);
    if left.is_empty() {
        return None;
    }
    let texts = left
        .into_iter()
        .map(|(kind, text)| {
            view! { <p class="small-print">{kind.words()}</p><blockquote class="voice">{text}</blockquote> }
        })
        .collect_view();
    Some(
        view! {
            <div class="no-print">
                <h3>"What you were writing"</h3>
                <p class="quiet">"The case moved on before it was sent. It is kept here while this page is open, for you to copy."</p>
                {texts}
            </div>
        }
        .into_any(),
    )
}

/// What the stage itself says.
fn stage_words(page: &CasePage) -> Option<AnyView> {
    use domain::support::Stage;
    let (who, words) = match &page.case.stage {
        Stage::Returned { question } => ("The broker asks", question),
        Stage::Signposted { offer, .. } => ("This offer fits", offer),
        Stage::Withdrawn { why } => ("Withdrawn because", why),
        Stage::Unmet { why } => ("It could not be met because", why),
        _ => return None,
    };
    Some(view! { <p class="small-print">{who}</p><blockquote class="voice">{words.clone()}</blockquote> }.into_any())
}

/// One act behind a press.
fn behind(page: RwSignal<CasePage>, kind: StepKind) -> AnyView {
    if kind == StepKind::Visit {
        return act(page, kind, false);
    }
    // What was begun stays open.
    let begun = Drafts::of(page.with_untracked(|now| now.case.id), kind).begun();
    let open = RwSignal::new(begun);
    view! {
        <details class="act" open=begun on:toggle=move |event| open.set(toggled(&event))>
            <summary class="button small">{kind.words()}</summary>
            <Show when=move || open.get()>{act(page, kind, false)}</Show>
        </details>
    }
    .into_any()
}

fn toggled(event: &web_sys::Event) -> bool {
    use wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.has_attribute("open"))
}

/// The form of an act, or its one button.
fn act(page: RwSignal<CasePage>, kind: StepKind, primary: bool) -> AnyView {
    let (case, form) = page.with_untracked(|now| (now.case.id, forms::form(kind, now)));
    match (kind, form) {
        (StepKind::Visit, _) => {
            let class = if primary {
                "button primary"
            } else {
                "button small"
            };
            view! { <p><a class=class href=format!("/support/{case}/visit")>"Record a visit or a call"</a></p> }
                .into_any()
        }
        (StepKind::Resubmit, _) => {
            view! { <p><a class="button primary" href=format!("/support/{case}/request")>"Answer, and send it again"</a></p> }
                .into_any()
        }
        (StepKind::SetPlan, _) => view! { <PlanForm page primary/> }.into_any(),
        (StepKind::Confirm, _) => {
            view! { <p class="quiet">"See each record below."</p> }.into_any()
        }
        (_, Some(form)) => view! { <StepForm page form primary/> }.into_any(),
        (_, None) => view! { <OnePress page kind primary/> }.into_any(),
    }
}

/// A step with nothing to write.
#[component]
fn OnePress(page: RwSignal<CasePage>, kind: StepKind, primary: bool) -> impl IntoView {
    let step = match kind {
        StepKind::Take => Some(Step::Take),
        StepKind::Agree => Some(Step::Agree),
        StepKind::Sign => Some(Step::Sign),
        StepKind::AcceptPlan => Some(Step::AcceptPlan),
        StepKind::Publish => Some(Step::Publish),
        _ => None,
    };
    let sending = Sending::new(&[]);
    let (case, base) = page.with_untracked(|now| (now.case.id, now.case.revision));
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(step) = step.clone() else { return };
        let asked = TakeStep {
            id: id.get_value(),
            base,
            step,
        };
        let request = async move { api::take_step(case, &asked).await };
        sending.send(request, move |next: CasePage| {
            page.set(next);
            browser::focus("stands");
        });
    };
    view! {
        <form class="form step-form no-print" novalidate on:submit=submit>
            <div><Send sending words=kind.words() primary/></div>
        </form>
    }
}

/// The school's word on one record.
#[component]
pub fn Confirm(page: RwSignal<CasePage>, visit: VisitId) -> impl IntoView {
    let (case, base) = page.with_untracked(|now| (now.case.id, now.case.revision));
    let draft = Drafts::of(case, StepKind::Confirm);
    let comment = RwSignal::new(String::new());
    let wrong = RwSignal::new(draft.has(&visit.to_string()));
    draft.follow(visit.to_string(), comment);
    let sending = Sending::new(&["comment"]);
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let say = move |accurate: bool| {
        let asked = TakeStep {
            id: id.get_value(),
            base,
            step: Step::Confirm {
                visit,
                accurate,
                comment: comment.get_untracked().trim().to_owned(),
            },
        };
        let request = async move { api::take_step(case, &asked).await };
        sending.send(request, move |next: CasePage| {
            draft.forget();
            page.set(next);
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        say(false);
    };
    view! {
        <div class="confirm no-print">
            <button type="button" class="button small" on:click=move |_| say(true)>"This is right"</button>
            <button type="button" class="button small" aria-expanded=move || crate::components::chip::pressed(wrong.get())
                on:click=move |_| wrong.update(|wrong| *wrong = !*wrong)>"Something is not right"</button>
            <Show when=move || wrong.get()>
                <form class="form" novalidate on:submit=submit>
                    <Field id="comment" label="What is not right" kind="area" value=comment problem=sending.problem("comment") voice=true/>
                    <div><Send sending words="Say so"/></div>
                </form>
            </Show>
            <Show when=move || !wrong.get()>{sending.rest()}</Show>
        </div>
    }
}

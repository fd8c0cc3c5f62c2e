//! The record of a visit: six answers on one page, under a thumb. Everything known is filled in; what is
//! written is kept on the device as it is written.

use domain::api::{CasePage as Page, TakeStep};
use domain::brokerage::Areas;
use domain::calendar::Date;
use domain::schools::{ChangeId, PersonId, VisitId};
use domain::support::{Quarters, Step, Visit};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::visit_draft;
use super::visit_fields::{Written, how, met, next, touched};
use crate::api::{self, Failure};
use crate::browser::{self, clock_words};
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::words::{capital, long_day};

/// Where what is written is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    Nothing,
    Here(String),
    Sending,
    Not,
}

impl Kept {
    fn words(&self) -> String {
        match self {
            Self::Nothing => "Kept on this device as you write.".to_owned(),
            Self::Here(at) if browser::online() => format!("Saved on this device {at}."),
            Self::Here(at) => format!("Saved on this device {at}. Sends when there is a line."),
            Self::Sending => "Sending".to_owned(),
            Self::Not => "This browser keeps nothing: send before you leave.".to_owned(),
        }
    }
}

#[component]
pub fn VisitForm(page: Page, person: PersonId, today: Date) -> impl IntoView {
    let written = Written::first(&page, today);
    let opened = browser::now();
    let visit = StoredValue::new(VisitId(browser::new_id()));
    let change = StoredValue::new(ChangeId(browser::new_id()));
    let kept = RwSignal::new(Kept::Nothing);
    let problem = RwSignal::new(None::<(String, String)>);
    let base = page.case.revision;
    let case = page.case.id;
    let read = RwSignal::new(false);
    spawn_local(async move {
        if let Some(draft) = visit_draft::draft(person, case).await {
            visit.try_set_value(draft.id);
            written.fill(&draft);
        }
        read.try_set(true);
    });
    let seconds = move || {
        let passed = (browser::now().0 - opened.0) / 1000;
        u32::try_from(passed.clamp(1, 3_600)).unwrap_or(1)
    };
    // Every change is kept; the first run only looks at what is there.
    Effect::new(move |before: Option<Visit>| {
        let mut now = written.visit(visit.get_value(), today, 0);
        now.seconds = 0;
        let changed = before.is_some_and(|before| before != now);
        if changed && read.get() {
            let draft = now.clone();
            spawn_local(async move {
                let fine = visit_draft::keep_draft(person, case, &draft).await;
                let at = clock_words(browser::now(), false);
                kept.try_set(if fine { Kept::Here(at) } else { Kept::Not });
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
    let navigate = use_navigate();
    let checked = page.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        let record = written.visit(visit.get_value(), today, seconds());
        let asked = TakeStep {
            id: change.get_value(),
            base,
            step: Step::Visit {
                visit: Box::new(record),
            },
        };
        // The same check the server makes, so that nothing wrong waits for a line.
        if let Err(refusal) = checked.case.check(&asked.step, Some(checked.part), today) {
            let field = refusal.field().unwrap_or_default().to_owned();
            browser::focus(&field);
            return problem.set(Some((field, refusal.to_string())));
        }
        kept.set(Kept::Sending);
        let navigate = navigate.clone();
        spawn_local(async move {
            let go = move |to: &str| navigate(to, leptos_router::NavigateOptions::default());
            match api::take_step(case, &asked).await {
                Ok(_) => {
                    visit_draft::forget_draft(person, case).await;
                    go(&format!("/support/{case}"));
                }
                Err(Failure::Offline) => {
                    if visit_draft::queue(person, case, asked).await {
                        visit_draft::forget_draft(person, case).await;
                        go("/support");
                    } else {
                        kept.set(Kept::Not);
                        problem.set(Some((String::new(), "there is no line, and this browser keeps nothing: leave the page open and send it later".to_owned())));
                    }
                }
                Err(Failure::Refused(refused)) => {
                    kept.set(Kept::Here(clock_words(browser::now(), false)));
                    let one = refused.fields.first();
                    problem.set(Some(match one {
                        Some(one) => (one.field.clone(), one.reason.clone()),
                        None => (String::new(), refused.title.clone()),
                    }));
                }
            }
        });
    };
    let count = page.case.visits.len() + 1;
    let area = page
        .case
        .scope
        .as_ref()
        .map_or(page.case.request.area, |one| one.area);
    let under = format!(
        "{}, visit {count} · {}",
        capital(&Areas::standard().word(area)),
        long_day(today)
    );
    let (used, all) = (page.case.used(), Quarters::from(page.case.half_days()));
    let after = move || {
        let after = Quarters(used.0 + written.quarters.get());
        let over = if after > all {
            ", more than was agreed"
        } else {
            ""
        };
        format!(
            "{} of {} days used after this visit{over}.",
            after.words(),
            all.words()
        )
    };
    let rest = move || {
        problem
            .get()
            .filter(|(field, _)| field.is_empty())
            .map(|(_, reason)| {
                view! { <p class="field-problem" role="alert">{capital(&reason)}</p> }
            })
    };
    let objectives: Vec<String> = page
        .case
        .plan
        .iter()
        .flat_map(|plan| plan.objectives.iter().map(|one| one.words()))
        .collect();
    let (school, back) = (page.case.school.clone(), format!("/support/{case}"));
    view! {
        <form class="visit-form" novalidate on:submit=submit>
            <header class="visit-head">
                <a href=back aria-label="Back to the case">"‹"</a>
                <p><b>"Record of visit"</b> <small role="status">{move || kept.get().words()}</small></p>
            </header>
            <div class="visit-fields">
                <Heading title=school page="Record of visit"/>
                <p class="visit-under">{under}</p>
                {how(written, after, wrong("time"), wrong("on"))}
                {met(written, &page.met)}
                {touched(written, objectives, wrong("touched"))}
                <div class="visit-part"><Field id="done" label="What was done, and what changed" kind="area" value=written.done problem=wrong("done") voice=true required=true/></div>
                {next(written)}
            </div>
            <footer class="visit-foot">
                {rest}
                <label class="check"><input type="checkbox" prop:checked=move || written.worry.get() on:change=move |event| written.worry.set(event_target_checked(&event))/>"A safeguarding worry"</label>
                <button class="button primary" data-busy=move || (kept.get() == Kept::Sending).then_some("")>{move || if kept.get() == Kept::Sending { "Saving" } else { "Save record" }}</button>
                <Show when=move || written.worry.get()><p class="worry">"Tell the school’s designated safeguarding lead today. This tick only says that you have one."</p></Show>
            </footer>
        </form>
    }
}

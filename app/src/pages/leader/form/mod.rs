//! The record of a leader as a form. Each person is offered the fields that are theirs to say; what two
//! people wrote meanwhile is shown side by side, and nothing that was written is lost.

mod areas;
mod bodies;
mod days;
mod papers;
mod who;
mod written;

use std::collections::BTreeSet;

use domain::api::{AddLeader, ChangeLeader, FieldProblem, LeaderPage as Page, SchoolList};
use domain::brokerage::{
    Detail, Field as Part, Leader, LeaderType, Said, apply, check_record, differences,
};
use domain::calendar::Date;
use domain::schools::{LeaderId, Urn};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::written::Written;
use super::{blank_page, first_kind, new_change};
use crate::api::{self, Failure};
use crate::browser;
use crate::components::field::Field;
use crate::components::problem::ProblemSummary;
use crate::pages::sign_in::said;
use crate::words::capital;

/// A school one may choose: its number and its name.
pub type Choice = (Urn, String);

/// What the form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Add,
    Change,
}

/// A record nobody has written anything in yet.
pub fn blank(types: Vec<LeaderType>, schools: SchoolList, today: Date) -> Page {
    let leader = Leader::blank(LeaderId(browser::new_id()), first_kind(&types), today);
    let mut page = blank_page(leader, types);
    page.may = Part::ALL.into();
    page.schools = schools
        .rows
        .into_iter()
        .map(|row| domain::api::NamedSchool {
            urn: row.school.urn,
            name: row.school.name,
        })
        .collect();
    page
}

/// What the parts of the form share.
#[derive(Clone, Copy)]
pub struct Shared {
    pub written: Written,
    pub problems: RwSignal<Vec<FieldProblem>>,
    pub page: RwSignal<Page>,
    pub schools: StoredValue<Vec<Choice>>,
}

impl Shared {
    /// What is wrong with one field.
    pub fn wrong(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problems.with(|problems| {
                let one = problems.iter().find(|one| one.field == field);
                one.map(|one| one.reason.clone())
            })
        })
    }

    pub fn may(self, part: Part) -> bool {
        self.page.with_untracked(|page| page.may.contains(&part))
    }

    /// The name of a school.
    pub fn school(self, urn: Urn) -> String {
        self.schools.with_value(|schools| {
            let one = schools.iter().find(|(of, _)| *of == urn);
            one.map_or_else(|| urn.to_string(), |(_, name)| name.clone())
        })
    }
}

#[component]
pub fn RecordForm(
    page: Page,
    purpose: Purpose,
    on_done: Callback<Page>,
    today: Date,
) -> impl IntoView {
    let schools: Vec<Choice> = page
        .schools
        .iter()
        .map(|school| (school.urn, school.name.clone()))
        .collect();
    let written = Written::of(&page.leader, &schools);
    let shared = Shared {
        written,
        problems: RwSignal::new(Vec::new()),
        page: RwSignal::new(page),
        schools: StoredValue::new(schools),
    };
    let busy = RwSignal::new(false);
    let stale = RwSignal::new(None::<(String, String)>);
    // Made once: pressing twice, or again after a lost answer, is one change.
    let id = StoredValue::new(new_change());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let details = match read(shared, purpose, today) {
            Ok(details) => details,
            Err(wrong) => return shared.problems.set(wrong),
        };
        shared.problems.set(Vec::new());
        stale.set(None);
        busy.set(true);
        spawn_local(async move {
            let answer = send(shared, purpose, id.get_value(), details).await;
            busy.try_set(false);
            match answer {
                Ok(page) => on_done.run(page),
                Err(Failure::Refused(problem)) if problem.kind == "stale" => {
                    stale.set(Some((problem.title, problem.detail)));
                }
                Err(failure) => {
                    let mut wrong = said(&failure);
                    for one in &mut wrong {
                        one.reason = capital(&one.reason);
                    }
                    shared.problems.set(wrong);
                }
            }
        });
    };
    let words = match purpose {
        Purpose::Add => "Add the leader",
        Purpose::Change => "Record the change",
    };
    let why = (purpose == Purpose::Change).then(|| {
        view! { <Field id="why" label="Why, for the record" value=written.why kind="area" voice=true problem=shared.wrong("why")/> }
    });
    view! {
        <ProblemSummary problems=shared.problems/>
        <Meanwhile stale shared id/>
        <form class="form record-form" novalidate on:submit=submit>
            <datalist id="record-schools">{options(shared)}</datalist>
            {who::who(shared)}
            {areas::can_help(shared)}
            {days::availability(shared)}
            {papers::papers(shared)}
            {papers::ties(shared)}
            {bodies::bodies(shared)}
            {papers::release(shared)}
            {why}
            <div class="actions">
                <button class="button primary" data-busy=move || busy.get().then_some("")>
                    {move || if busy.get() { "Recording" } else { words }}
                </button>
            </div>
        </form>
    }
}

fn options(shared: Shared) -> AnyView {
    shared.schools.with_value(|schools| {
        schools
            .iter()
            .map(|(urn, name)| view! { <option value=crate::words::school_words(*urn, name)></option> })
            .collect_view()
            .into_any()
    })
}

/// What differs from the record and is theirs to say, or everything that is wrong with it.
fn read(shared: Shared, purpose: Purpose, today: Date) -> Result<Vec<Detail>, Vec<FieldProblem>> {
    let page = shared.page.get_untracked();
    let base = &page.leader;
    let after = shared
        .schools
        .with_value(|schools| shared.written.read(base, schools))?;
    let own_head = after.home.is_some();
    let mut details: Vec<Detail> = match purpose {
        Purpose::Add => Part::ALL.into_iter().map(|part| part.of(&after)).collect(),
        Purpose::Change => differences(base, &after),
    };
    details.retain(|detail| {
        let part = detail.field();
        page.may.contains(&part) && !(purpose == Purpose::Add && part == Part::Release && own_head)
    });
    let mut next = base.clone();
    apply(&mut next, details.clone());
    let parts: BTreeSet<Part> = details.iter().map(Detail::field).collect();
    let who = if page.may.contains(&Part::Standing) {
        Said::ByOthers
    } else {
        Said::ByThemselves
    };
    check_record(&next, &parts, &page.types, who, today).map_err(|faults| {
        faults
            .iter()
            .map(|fault| FieldProblem {
                field: fault.field().to_owned(),
                reason: capital(&fault.to_string()),
            })
            .collect::<Vec<_>>()
    })?;
    if details.is_empty() {
        return Err(vec![FieldProblem {
            field: String::new(),
            reason: "Nothing here differs from what is known already".to_owned(),
        }]);
    }
    Ok(details)
}

async fn send(
    shared: Shared,
    purpose: Purpose,
    id: domain::schools::ChangeId,
    details: Vec<Detail>,
) -> api::Answer<Page> {
    let (leader, base) = shared
        .page
        .with_untracked(|page| (page.leader.id, page.revision));
    match purpose {
        Purpose::Add => {
            api::add_leader(&AddLeader {
                id,
                leader,
                details,
            })
            .await
        }
        Purpose::Change => {
            let why = shared.written.why.get_untracked();
            let change = ChangeLeader {
                id,
                base,
                details,
                why,
            };
            api::change_leader(leader, &change).await
        }
    }
}

/// Somebody else wrote the same: both values, and a way on that keeps one's own in the form.
#[component]
fn Meanwhile(
    stale: RwSignal<Option<(String, String)>>,
    shared: Shared,
    id: StoredValue<domain::schools::ChangeId>,
) -> impl IntoView {
    let look = move |_| {
        spawn_local(async move {
            let old = shared.page.get_untracked();
            let Ok(now) = api::leader(old.leader.id).await else {
                return;
            };
            let merged = shared.schools.with_value(|schools| {
                let mine = shared.written.read(&old.leader, schools).ok()?;
                let mut merged = now.leader.clone();
                apply(&mut merged, differences(&old.leader, &mine));
                shared.written.fill(&merged, schools);
                Some(())
            });
            if merged.is_some() {
                shared.page.set(now);
                id.set_value(new_change());
                stale.set(None);
                browser::focus("why");
            }
        });
    };
    move || {
        stale.get().map(|(title, detail)| {
            view! {
                <div class="problem-summary" role="alert">
                    <h2>{title}</h2>
                    <p>{detail}</p>
                    <p>"What you wrote is still in the form."</p>
                    <button type="button" class="button small" on:click=look>"Keep mine, on top of theirs"</button>
                </div>
            }
        })
    }
}

//! Asking for support: for a school's head, or for those who ask with it.

use domain::api::{AskSupport, CasePage, FieldProblem, SupportPage, TakeStep};
use domain::brokerage::{Areas, HalfDays};
use domain::calendar::add_months;
use domain::schools::{CaseId, ChangeId, Key, Urn};
use domain::support::{Recipient, Request, Step, check_request};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::tags::Tags;
use crate::api::{self, Answer};
use crate::browser;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::components::problem::ProblemSummary;
use crate::load::load;
use crate::sending::{Send, Sending};
use crate::session::SignedIn;
use crate::words::{capital, field_day, half_days, school_number, school_words};

const FIELDS: &[&str] = &[
    "school",
    "area",
    "priority",
    "tried",
    "outcome",
    "accountable",
    "half_days",
    "from",
    "to",
    "cohort",
    "preferred",
    "others",
    "kind",
    "keys",
];

/// What the form begins with: a new request, or one that was sent back.
#[derive(Clone)]
enum Begins {
    New(SupportPage),
    Again(Box<CasePage>, SupportPage),
}

#[component]
pub fn AskPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let again = params
        .with_untracked(|params| params.get("id"))
        .and_then(|id| id.parse::<CaseId>().ok());
    let begins = load(move || async move { begin(again).await });
    let query = use_query_map();
    let school = query.with_untracked(|query| query.get("school"));
    // A community's analysis comes with its reason written.
    let why = query.with_untracked(|query| query.get("why"));
    let kind = query.with_untracked(|query| query.get("kind"));
    let community = query.with_untracked(|query| query.get("for")).as_deref() == Some("community");
    begins.page("the request", move |begins| {
        let why = why.clone().unwrap_or_default();
        view! { <Ask begins signed=signed.clone() school=school.clone() why community kind=kind.clone()/> }.into_any()
    })
}

async fn begin(again: Option<CaseId>) -> Answer<Begins> {
    match again {
        Some(id) => {
            let page = api::case(id).await?;
            let offered = api::support().await?;
            Ok(Begins::Again(Box::new(page), offered))
        }
        None => api::support().await.map(Begins::New),
    }
}

#[component]
fn Ask(
    begins: Begins,
    signed: SignedIn,
    school: Option<String>,
    why: String,
    community: bool,
    kind: Option<String>,
) -> impl IntoView {
    let before = match &begins {
        Begins::Again(page, _) => Some(page.case.request.clone()),
        Begins::New(_) => None,
    };
    let (Begins::New(offered) | Begins::Again(_, offered)) = &begins;
    let tags = Tags::of(offered, before.as_ref(), kind.as_deref());
    let schools: Vec<(Urn, String)> = match &begins {
        Begins::New(page) => page
            .may_ask
            .iter()
            .map(|one| (one.urn, one.name.clone()))
            .collect(),
        Begins::Again(page, _) => vec![(page.case.urn, page.case.school.clone())],
    };
    let text = |get: fn(&Request) -> &String| {
        RwSignal::new(
            before
                .as_ref()
                .map_or_else(String::new, |one| get(one).clone()),
        )
    };
    let first = match (&schools[..], school) {
        ([(urn, name)], _) => school_words(*urn, name),
        (_, Some(school)) => school,
        _ => String::new(),
    };
    let only = schools.len() == 1;
    let school = RwSignal::new(first);
    let area = RwSignal::new(before.as_ref().map(|one| one.area));
    let find_area = RwSignal::new(before.as_ref().map_or_else(String::new, |one| {
        capital(&Areas::standard().word(one.area))
    }));
    let (priority, tried, outcome) = (
        text(|one| &one.priority),
        text(|one| &one.tried),
        text(|one| &one.outcome),
    );
    if before.is_none() && !why.is_empty() {
        priority.set(why);
    }
    let accountable = RwSignal::new(before.as_ref().map_or_else(
        || {
            if only {
                signed.name.clone()
            } else {
                String::new()
            }
        },
        |one| one.accountable.clone(),
    ));
    let (cohort, preferred, others) = (
        text(|one| &one.cohort),
        text(|one| &one.preferred),
        text(|one| &one.others),
    );
    let days = RwSignal::new(
        before
            .as_ref()
            .map_or_else(|| "6".to_owned(), |one| one.half_days.words()),
    );
    let from = RwSignal::new(
        before
            .as_ref()
            .map_or(signed.today, |one| one.from)
            .to_string(),
    );
    let to = RwSignal::new(
        before
            .as_ref()
            .map_or_else(|| add_months(signed.today, 4), |one| one.to)
            .to_string(),
    );
    let recipient = RwSignal::new(before.as_ref().map_or(
        if community {
            Recipient::Community
        } else {
            Recipient::School
        },
        |one| one.recipient,
    ));
    let sending = Sending::new(FIELDS);
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let case = StoredValue::new(CaseId(browser::new_id()));
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let begins = StoredValue::new(begins);
    let named = StoredValue::new(schools.clone());
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        problems.set(Vec::new());
        let wrong = |field: &str, reason: String| {
            sending.say(field, &reason);
            problems.update(|all| {
                all.push(FieldProblem {
                    field: field.to_owned(),
                    reason,
                })
            });
        };
        let urn = named.with_value(|all| school_number(&school.get_untracked(), all));
        let said = |one: RwSignal<String>| one.get_untracked().trim().to_owned();
        let Some(urn) = urn else {
            return wrong("school", "Choose a school from the list".to_owned());
        };
        let request = Request {
            urn,
            area: area.get_untracked().unwrap_or(Key::of("none")),
            priority: said(priority),
            tried: said(tried),
            outcome: said(outcome),
            accountable: said(accountable),
            half_days: half_days(&days.get_untracked()).unwrap_or(HalfDays(0)),
            from: field_day(&from.get_untracked()).unwrap_or(signed.today),
            to: field_day(&to.get_untracked()).unwrap_or(signed.today),
            recipient: recipient.get_untracked(),
            cohort: said(cohort),
            preferred: said(preferred),
            others: said(others),
            kind: tags.kind(),
            keys: tags.keys(),
        };
        // The same check the server makes: everything at once, before anything is sent.
        if let Err(faults) = check_request(&request) {
            for fault in faults {
                wrong(fault.field(), capital(&fault.to_string()));
            }
            return;
        }
        let begins = begins.get_value();
        let (id, case) = (id.get_value(), case.get_value());
        let navigate = navigate.clone();
        let asked = async move {
            match begins {
                Begins::New(_) => api::ask_support(&AskSupport { case, id, request }).await,
                Begins::Again(page, _) => {
                    let step = TakeStep {
                        id,
                        base: page.case.revision,
                        step: Step::Resubmit {
                            request: Box::new(request),
                        },
                    };
                    api::take_step(page.case.id, &step).await
                }
            }
        };
        sending.send(asked, move |page: CasePage| {
            navigate(
                &format!("/support/{}", page.case.id),
                leptos_router::NavigateOptions::default(),
            );
        });
    };
    let question = begins.with_value(|begins| match begins {
        Begins::Again(page, _) => match &page.case.stage {
            domain::support::Stage::Returned { question } => Some(question.clone()),
            _ => None,
        },
        Begins::New(_) => None,
    });
    let question = question.map(|question| {
        view! { <div class="asked-back"><p class="small-print">"The broker asks"</p><blockquote class="voice">{question}</blockquote></div> }
    });
    let title = if before.is_some() {
        "Answer, and send it again"
    } else {
        "Ask for support"
    };
    let choices = schools
        .iter()
        .map(|(urn, name)| view! { <option value=school_words(*urn, name)></option> })
        .collect_view();
    let recipients = Recipient::ALL
        .map(|one| {
            view! {
                <label class="segment">
                    <input type="radio" name="recipient" prop:checked=move || recipient.get() == one on:change=move |_| recipient.set(one)/>
                    <span class="word">{one.words()}</span>
                </label>
            }
        })
        .into_iter()
        .collect_view();
    let areas = Areas::standard()
        .areas
        .iter()
        .map(|area| view! { <option value=area.name.clone()></option> })
        .collect_view();
    let choose_area = move |event| {
        let text: String = event_target_value(&event);
        let found = Areas::standard().areas.iter().find(|area| {
            area.name.eq_ignore_ascii_case(text.trim())
                || area.short.eq_ignore_ascii_case(text.trim())
                || area
                    .synonyms
                    .iter()
                    .any(|one| one.eq_ignore_ascii_case(text.trim()))
        });
        area.set(found.map(|area| area.id));
        find_area.set(text);
    };
    let area_problem = sending.problem("area");
    let school_problem = sending.problem("school");
    view! {
        <div class="page reading ask-page">
            <Heading title/>
            <p class="lead">"The school asks, leads and answers for it. A broker replies within two working days."</p>
            {question}
            <ProblemSummary problems/>
            <form class="form wide" novalidate on:submit=submit>
                <div class="field" hidden=only>
                    <label for="school">"School"</label>
                    {move || school_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                    <input id="school" list="schools-to-ask" autocomplete="off" prop:value=move || school.get() on:input=move |event| school.set(event_target_value(&event))/>
                    <datalist id="schools-to-ask">{choices}</datalist>
                </div>
                <div class="field">
                    <label for="area">"What it is about"</label>
                    {move || area_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                    <input id="area" list="areas-to-ask" autocomplete="off" prop:value=move || find_area.get() on:input=choose_area/>
                    <datalist id="areas-to-ask">{areas}</datalist>
                </div>
                {tags.draw(sending)}
                <Field id="priority" label="Which priority of your development plan it serves" value=priority problem=sending.problem("priority") voice=true required=true/>
                <Field id="tried" label="What you have tried with what you have" kind="area" value=tried problem=sending.problem("tried") voice=true required=true/>
                <Field id="outcome" label="What should be different afterwards" kind="area" value=outcome problem=sending.problem("outcome") voice=true required=true/>
                <Field id="accountable" label="Who in the school answers for it" value=accountable problem=sending.problem("accountable") required=true/>
                <div class="field-row">
                    <Field id="half_days" label="Days" hint="Half days count: 2½" value=days problem=sending.problem("half_days") required=true/>
                    <Field id="from" label="From" kind="date" value=from problem=sending.problem("from") required=true/>
                    <Field id="to" label="Until" kind="date" value=to problem=sending.problem("to") required=true/>
                </div>
                <fieldset class="field choice"><legend>"Who is helped"</legend><div class="segments">{recipients}</div></fieldset>
                <Field id="cohort" label="A year group or group of pupils, where it is for some" value=cohort problem=sending.problem("cohort") voice=true/>
                <Field id="preferred" label="How you would like it done" hint="Coaching, modelling, somebody you know, somebody new" kind="area" value=preferred problem=sending.problem("preferred") voice=true/>
                <Field id="others" label="Who else is helping you now" kind="area" value=others problem=sending.problem("others") voice=true/>
                <div><Send sending words="Send the request" primary=true/></div>
            </form>
        </div>
    }
}

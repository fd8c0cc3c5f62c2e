//! Handing a caseload over: every school somebody holds goes to somebody else, in one step.

use domain::access::Action;
use domain::api::{CaseloadPage as Page, HandOver};
use domain::calendar::Date;
use domain::schools::{ChangeId, PersonId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::pages::money::Choose;
use crate::sending::{Send, Sending};
use crate::session::SignedIn;
use crate::words::{count_words, field_day};

/// Stands for "the schools that have nobody".
const NOBODY: &str = "nobody";

#[component]
pub fn HandOverPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::caseload);
    let today = signed.today;
    let may = signed.may(Action::ChangeCaseload);
    view! {
        <div class="page reading caseload">
            <Heading title="Hand a caseload over"/>
            <p>"Every school of it goes on the same day, or none does. What was stays in the history of each school."</p>
            {read.view("the caseload", move |page: Page| view! { <Form page today may/> }.into_any())}
        </div>
    }
}

#[component]
fn Form(page: Page, today: Date, may: bool) -> impl IntoView {
    let role = RwSignal::new(
        page.way
            .roles
            .first()
            .map_or_else(String::new, |role| role.key.to_string()),
    );
    let (of, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (from, why) = (
        RwSignal::new(today.to_string()),
        RwSignal::new(String::new()),
    );
    let sending = Sending::new(&["role", "of", "to", "from", "why"]);
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let navigate = use_navigate();
    let choose = |words: &str| (String::new(), words.to_owned());
    let everybody: Vec<(String, String)> = page
        .people
        .iter()
        .map(|one| {
            (
                one.id.to_string(),
                format!("{}, {}", one.name, one.role.words()),
            )
        })
        .collect();
    let roles: Vec<(String, String)> = page
        .way
        .roles
        .iter()
        .map(|one| (one.key.to_string(), one.words.clone()))
        .collect();
    let mut before = vec![
        choose("Choose"),
        (NOBODY.to_owned(), "The schools that have nobody".to_owned()),
    ];
    before.extend(everybody.iter().cloned());
    let mut after = vec![choose("Choose")];
    after.extend(everybody);
    let rows = StoredValue::new(page.rows);
    let count = move || {
        let (role, of) = (role.get(), of.get());
        rows.with_value(|rows| {
            rows.iter()
                .filter(|row| {
                    let held = row.held.iter().find(|one| one.role.to_string() == role);
                    match held {
                        Some(held) => held.by.id.to_string() == of,
                        None => of == NOBODY,
                    }
                })
                .count()
        })
    };
    let says = move || {
        (!of.get().is_empty()).then(|| match count() {
            0 => "There is no such school.".to_owned(),
            1 => "One school is handed over.".to_owned(),
            many => format!(
                "{} schools are handed over.",
                crate::words::capital(&count_words(many))
            ),
        })
    };
    let people = page.people;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let person = |text: String| -> Option<PersonId> {
            people
                .iter()
                .map(|one| one.id)
                .find(|id| id.to_string() == text)
        };
        let before = of.get_untracked();
        let of = person(before.clone());
        if of.is_none() && before != NOBODY {
            return sending.say("of", "Choose whose schools");
        }
        let Some(to) = person(to.get_untracked()) else {
            return sending.say("to", "Choose who takes them on");
        };
        let Some(from) = field_day(&from.get_untracked()) else {
            return sending.say("from", "Write a day");
        };
        let Ok(role) = role.get_untracked().parse() else {
            return sending.say("role", "Choose a role");
        };
        let asked = HandOver {
            id: id.get_value(),
            role,
            of,
            to,
            from,
            why: why.get_untracked(),
            schools: Vec::new(),
        };
        let request = async move { api::hand_over(&asked).await };
        let navigate = navigate.clone();
        sending.send(request, move |_: Page| {
            navigate("/caseload?show=all", NavigateOptions::default())
        });
    };
    may.then(|| {
        view! {
            <form class="form" novalidate on:submit=submit>
                <Choose id="role" label="As" all=roles chosen=role problem=sending.problem("role")/>
                <Choose id="of" label="From" all=before chosen=of problem=sending.problem("of")/>
                <Choose id="to" label="To" all=after chosen=to problem=sending.problem("to")/>
                <Field id="from" label="From the day" kind="date" value=from problem=sending.problem("from")/>
                <Field id="why" label="Why" value=why problem=sending.problem("why") voice=true/>
                <p role="status">{says}</p>
                <div><Send sending words="Hand over" primary=true/></div>
            </form>
        }
    })
}

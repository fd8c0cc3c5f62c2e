//! What every part of the page of money reads, and how something is asked of the book.

use std::collections::BTreeMap;

use domain::api::{MoneyPage, MoneyProposed};
use domain::calendar::Date;
use domain::schools::{ChangeId, CommitmentId, PotId, Urn};
use domain::support::money::{Change, Party, Pence};
use leptos::prelude::*;

use crate::api::{self, Failure};
use crate::browser::new_id;
use crate::sending::Sending;

/// The page as it stands, and today.
#[derive(Clone, Copy)]
pub struct Desk {
    pub page: RwSignal<MoneyPage>,
    pub today: Date,
    pub may: bool,
}

impl Desk {
    /// What a pot is called.
    pub fn pot(self, id: PotId) -> String {
        self.page.with(|page| pot_name(page, id))
    }

    pub fn school(self, urn: Urn) -> String {
        self.page.with(|page| school_name(page, urn))
    }

    pub fn work(self, id: CommitmentId) -> String {
        self.page.with(|page| {
            let found = page.work.iter().find(|one| one.work.id == id);
            found.map_or_else(String::new, |one| one.work.what.clone())
        })
    }

    /// "Copley Bridge Primary", "the broker".
    pub fn party(self, party: Party) -> String {
        match party {
            Party::School(urn) | Party::Home(Some(urn)) => self.school(urn),
            Party::Home(None) => "Leaders of no school".to_owned(),
            Party::Broker => "The broker".to_owned(),
        }
    }

    /// Schools one may choose: number and name.
    pub fn choices(self) -> Vec<(Urn, String)> {
        self.page.with_untracked(|page| {
            page.schools
                .iter()
                .map(|school| (school.urn, school.name.clone()))
                .collect()
        })
    }
}

fn pot_name(page: &MoneyPage, id: PotId) -> String {
    let found = page.pots.iter().find(|one| one.pot.id == id);
    found.map_or_else(String::new, |one| one.pot.name.clone())
}

fn school_name(page: &MoneyPage, urn: Urn) -> String {
    let found = page.schools.iter().find(|one| one.urn == urn);
    found.map_or_else(|| urn.to_string(), |one| one.name.clone())
}

/// Names of schools by number, looked up often.
pub fn names(page: &MoneyPage) -> BTreeMap<Urn, String> {
    page.schools
        .iter()
        .map(|school| (school.urn, school.name.clone()))
        .collect()
}

/// A form that asks one thing of the book: why, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Asking {
    pub desk: Desk,
    pub sending: Sending,
    pub why: RwSignal<String>,
    /// Kept until it is recorded, so that sending it again is the same.
    id: RwSignal<ChangeId>,
}

impl Asking {
    pub fn new(desk: Desk, fields: &'static [&'static str]) -> Self {
        Self {
            desk,
            sending: Sending::new(fields),
            why: RwSignal::new(String::new()),
            id: RwSignal::new(ChangeId(new_id())),
        }
    }

    /// A sum of money as it is written; says so where it is none.
    pub fn sum(self, field: &'static str, text: &str) -> Option<Pence> {
        let found = Pence::read(text);
        if found.is_none() {
            self.sending
                .say(field, "Write a sum of money, such as 450 or 1,200.50");
        }
        found
    }

    /// Asks, and shows how the book stands then. Where somebody else was there first the page is read
    /// again, so that what they did is seen before this is asked once more.
    pub fn ask(self, change: Change, done: impl FnOnce() + 'static) {
        let Self { desk, .. } = self;
        let proposed = MoneyProposed {
            id: self.id.get_untracked(),
            base: desk.page.with_untracked(|page| page.seq),
            why: self.why.get_untracked(),
            change,
        };
        let request = async move {
            let answer = api::change_money(&proposed).await;
            if let Err(Failure::Refused(problem)) = &answer
                && problem.kind == "stale"
                && let Ok(page) = api::money().await
            {
                desk.page.set(page);
            }
            answer
        };
        self.sending.send(request, move |page| {
            desk.page.set(page);
            self.id.set(ChangeId(new_id()));
            self.why.set(String::new());
            done();
        });
    }
}

/// A choice from a list: words, and what stands for them in the form.
pub fn options(all: Vec<(String, String)>, chosen: RwSignal<String>) -> AnyView {
    all.into_iter()
        .map(|(value, words)| {
            let this = value.clone();
            view! { <option value=value selected=move || chosen.get() == this>{words}</option> }
        })
        .collect_view()
        .into_any()
}

/// A labelled list to choose from, with what is wrong with the choice.
#[component]
pub fn Choose(
    id: &'static str,
    #[prop(into)] label: String,
    all: Vec<(String, String)>,
    chosen: RwSignal<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let said = format!("{id}-problem");
    let described = said.clone();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {move || problem.get().map(|words| view! { <p class="field-problem" id=said.clone()>{words}</p> })}
            <select id=id aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || problem.get().map(|_| described.clone())
                on:change=move |event| chosen.set(event_target_value(&event))>{options(all, chosen)}</select>
        </div>
    }
}

/// A school, by its name or its number.
#[component]
pub fn ChooseSchool(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    desk: Desk,
    written: RwSignal<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let list = format!("{id}-schools");
    let choices = desk
        .choices()
        .into_iter()
        .map(|(urn, name)| view! { <option value=crate::words::school_words(urn, &name)></option> })
        .collect_view();
    let said = format!("{id}-problem");
    let described = said.clone();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {move || problem.get().map(|words| view! { <p class="field-problem" id=said.clone()>{words}</p> })}
            <input id=id list=list.clone() autocomplete="off" aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || problem.get().map(|_| described.clone())
                prop:value=move || written.get() on:input=move |event| written.set(event_target_value(&event))/>
            <datalist id=list>{choices}</datalist>
        </div>
    }
}

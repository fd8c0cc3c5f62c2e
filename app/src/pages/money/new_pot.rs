//! A pot is added: who gives it, for which years, how much, what it may pay for, when reports are due.

use domain::api::MoneyPage as Page;
use domain::calendar::Date;
use domain::schools::PotId;
use domain::support::money::{Change, Pot, PotRules, Standing, YearKind, Years};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::desk::{Asking, Choose, Desk};
use super::limits::{self, Limits};
use crate::api;
use crate::browser::new_id;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::sending::Send;
use crate::session::SignedIn;

const FIELDS: [&str; 13] = [
    "why",
    "pot-name",
    "pot-funder",
    "pot-years",
    "pot-amount",
    "pot-rate",
    "pot-brokerage",
    "pot-areas",
    "pot-schools",
    "pot-reports",
    "pot-report-2",
    "pot-report-3",
    "pot-standing",
];

#[component]
pub fn NewPotPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::money);
    let today = signed.today;
    let ready = move |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            today,
            may: true,
        };
        view! { <PotForm desk/> }.into_any()
    };
    view! {
        <div class="page money reading">
            <Heading title="Add a pot"/>
            <p>"A pot is money for support from one funder, under its rules. What is not limited here is not limited."</p>
            {read.view("the book", ready)}
        </div>
    }
}

/// What is in the form.
#[derive(Clone, Copy)]
struct Written {
    id: PotId,
    name: RwSignal<String>,
    funder: RwSignal<String>,
    kind: RwSignal<String>,
    first: RwSignal<String>,
    last: RwSignal<String>,
    amount: RwSignal<String>,
    standing: RwSignal<String>,
    limits: Limits,
}

impl Written {
    fn blank(today: Date) -> Self {
        let text = || RwSignal::new(String::new());
        let year = YearKind::Financial.of(today).to_string();
        Self {
            id: PotId(new_id()),
            name: text(),
            funder: text(),
            kind: RwSignal::new("financial".to_owned()),
            first: RwSignal::new(year.clone()),
            last: RwSignal::new(year),
            amount: text(),
            standing: RwSignal::new("held".to_owned()),
            limits: Limits::of(&PotRules::default(), &[]),
        }
    }

    /// The pot as it is written; what cannot be read is said at its field.
    fn read(self, asking: Asking) -> Option<Pot> {
        let say = |field: &str, words: &str| asking.sending.say(field, words);
        let year = |text: RwSignal<String>| {
            let found = text.get_untracked().trim().parse::<i32>().ok();
            if found.is_none() {
                say("pot-years", "Write years, such as 2026");
            }
            found
        };
        let (first, last) = (year(self.first), year(self.last));
        let amount = asking.sum("pot-amount", &self.amount.get_untracked());
        let (rules, reports) = self.limits.read(asking)?;
        Some(Pot {
            id: self.id,
            name: self.name.get_untracked(),
            funder: self.funder.get_untracked(),
            years: Years {
                kind: if self.kind.get_untracked() == "academic" {
                    YearKind::Academic
                } else {
                    YearKind::Financial
                },
                first: first?,
                last: last?,
            },
            amount: amount?,
            standing: self.stands(asking.desk.today),
            rules,
            reports,
        })
    }

    fn stands(self, today: Date) -> Standing {
        match self.standing.get_untracked().as_str() {
            "asked" => Standing::Asked {
                by: today.saturating_add(time::Duration::days(28)),
            },
            "waiting" => Standing::Waiting {
                since: today,
                answer_by: None,
            },
            _ => Standing::Held,
        }
    }
}

#[component]
fn PotForm(desk: Desk) -> impl IntoView {
    let asking = Asking::new(desk, &FIELDS);
    let written = Written::blank(desk.today);
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let Some(pot) = written.read(asking) else {
            return;
        };
        let navigate = navigate.clone();
        let there = format!("/money/{}", pot.id);
        asking.ask(Change::AddPot { pot: Box::new(pot) }, move || {
            navigate(&there, NavigateOptions::default());
        });
    };
    view! {
        <form class="form record-form" novalidate on:submit=submit>
            {what(asking, written)}
            {limits::may_pay(asking, written.limits)}
            {limits::reports(asking, written.limits)}
            <Field id="why" label="Why, and on what paper" hint="“Grant letter of 3 November”" value=asking.why voice=true
                problem=asking.sending.problem("why") required=true/>
            <div class="actions">
                <Send sending=asking.sending words="Add the pot" primary=true/>
                <a class="button quiet" href="/money">"Leave it"</a>
            </div>
        </form>
    }
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
        .collect()
}

/// Whose it is, how much, for which years.
fn what(asking: Asking, written: Written) -> AnyView {
    let problem = move |field| asking.sending.problem(field);
    let standing = pairs(&[
        ("held", "It is there"),
        ("asked", "It is being asked for"),
        ("waiting", "It is asked for, and with the funder"),
    ]);
    let years = pairs(&[
        ("financial", "Financial, from April"),
        ("academic", "Academic, from September"),
    ]);
    view! {
        <div class="pair-of-fields">
            <Field id="pot-name" label="Name" value=written.name problem=problem("pot-name") required=true/>
            <Field id="pot-funder" label="Who gives it" value=written.funder problem=problem("pot-funder") required=true/>
        </div>
        <div class="pair-of-fields">
            <Field id="pot-amount" label="Pounds awarded, or asked for" value=written.amount problem=problem("pot-amount") required=true/>
            <Choose id="pot-standing" label="Is it there?" all=standing chosen=written.standing problem=problem("pot-standing")/>
        </div>
        <div class="pair-of-fields three">
            <Choose id="pot-kind" label="Years" all=years chosen=written.kind/>
            <Field id="pot-years" label="The first begins in" value=written.first problem=problem("pot-years") required=true/>
            <Field id="pot-last" label="The last begins in" value=written.last required=true/>
        </div>
    }
    .into_any()
}

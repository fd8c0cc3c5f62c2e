//! A pot is added: who gives it, for which years, how much, what it may pay for, when reports are due.

use domain::api::MoneyPage as Page;
use domain::brokerage::Areas;
use domain::calendar::Date;
use domain::schools::{Governance, Key, Phase, PotId};
use domain::support::money::{Change, Pot, PotRules, ReportDue, Standing, YearKind, Years};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::desk::{Asking, Choose, Desk};
use super::rates;
use crate::api;
use crate::browser::new_id;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::sending::Send;
use crate::session::SignedIn;
use crate::words::field_day;

const FIELDS: [&str; 10] = [
    "why",
    "pot-name",
    "pot-funder",
    "pot-years",
    "pot-amount",
    "pot-rate",
    "pot-brokerage",
    "pot-areas",
    "pot-reports",
    "pot-standing",
];

/// How many reports the form has room for.
const REPORTS: usize = 3;
const REPORT_IDS: [&str; REPORTS] = ["pot-reports", "pot-report-2", "pot-report-3"];

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
    phases: RwSignal<Vec<Phase>>,
    governance: RwSignal<Vec<Governance>>,
    types: RwSignal<Vec<Key>>,
    areas: RwSignal<Vec<Key>>,
    most: RwSignal<String>,
    brokerage: RwSignal<String>,
    across: RwSignal<bool>,
    reports: [RwSignal<String>; REPORTS],
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
            phases: RwSignal::default(),
            governance: RwSignal::default(),
            types: RwSignal::default(),
            areas: RwSignal::default(),
            most: text(),
            brokerage: text(),
            across: RwSignal::new(false),
            reports: [text(), text(), text()],
        }
    }

    /// The pot as it is written; what cannot be read is said at its field.
    fn read(self, asking: Asking) -> Option<Pot> {
        let say = |field: &str, words: &str| asking.sending.say(field, words);
        let blank = |text: RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
        let year = |text: RwSignal<String>| {
            let found = text.get_untracked().trim().parse::<i32>().ok();
            if found.is_none() {
                say("pot-years", "Write years, such as 2026");
            }
            found
        };
        let (first, last) = (year(self.first), year(self.last));
        let amount = asking.sum("pot-amount", &self.amount.get_untracked());
        let most = if blank(self.most) {
            Some(None)
        } else {
            asking.sum("pot-rate", &self.most.get_untracked()).map(Some)
        };
        let kept = rates::read(&self.brokerage.get_untracked());
        if kept.is_none() && !blank(self.brokerage) {
            say(
                "pot-brokerage",
                "Write a share, such as 10%, or pounds a day, such as £50",
            );
            return None;
        }
        let mut reports = Vec::new();
        for report in self.reports.into_iter().filter(|report| !blank(*report)) {
            let Some(due) = field_day(&report.get_untracked()) else {
                say("pot-reports", "Choose a day");
                return None;
            };
            let what = "Report to the funder".to_owned();
            reports.push(ReportDue {
                due,
                what,
                accepted: None,
            });
        }
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
            rules: PotRules {
                governance: self.governance.get_untracked(),
                phases: self.phases.get_untracked(),
                areas: self.areas.get_untracked(),
                leader_types: self.types.get_untracked(),
                most_day_rate: most?,
                brokerage: kept,
                cross_organisation: self.across.get_untracked(),
                ..PotRules::default()
            },
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
            {may_pay(asking, written)}
            {reports(asking, written)}
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

/// Boxes to tick: none ticked is no limit.
fn boxes<T: Copy + PartialEq + Send + Sync + 'static>(
    legend: &'static str,
    all: Vec<(T, String)>,
    ticked: RwSignal<Vec<T>>,
) -> AnyView {
    let all = all
        .into_iter()
        .map(|(one, words)| {
            let on = move || ticked.with(|ticked| ticked.contains(&one));
            let turn = move |event| {
                let on = event_target_checked(&event);
                ticked.update(|ticked| {
                    ticked.retain(|other| *other != one);
                    if on {
                        ticked.push(one);
                    }
                });
            };
            view! { <label class="check"><input type="checkbox" prop:checked=on on:change=turn/> {words}</label> }
        })
        .collect_view();
    view! {
        <fieldset class="part">
            <legend>{legend}</legend>
            <div class="boxes">{all}</div>
        </fieldset>
    }
    .into_any()
}

/// The rules.
fn may_pay(asking: Asking, written: Written) -> AnyView {
    let phases = [
        Phase::Nursery,
        Phase::Primary,
        Phase::Secondary,
        Phase::AllThrough,
        Phase::Sixteen,
    ]
    .map(|phase| (phase, phase.word().to_owned()))
    .to_vec();
    let governance = vec![
        (Governance::Maintained, "Maintained schools".to_owned()),
        (Governance::Academy, "Academies".to_owned()),
    ];
    let types = asking.desk.page.with_untracked(|page| {
        page.types
            .iter()
            .map(|kind| (kind.id, kind.name.clone()))
            .collect::<Vec<_>>()
    });
    let areas = Areas::standard()
        .areas
        .iter()
        .map(|area| (area.id, area.name.clone()))
        .collect::<Vec<_>>();
    let problem = move |field| asking.sending.problem(field);
    view! {
        {boxes("Phases it supports; none ticked: any", phases, written.phases)}
        {boxes("Schools it supports; none ticked: any", governance, written.governance)}
        {boxes("Leaders it pays; none ticked: any", types, written.types)}
        <details>
            <summary>"Areas of need it is for; none ticked: any"</summary>
            {boxes("Areas of need", areas, written.areas)}
        </details>
        <div class="pair-of-fields">
            <Field id="pot-rate" label="The most it pays for a day, pounds" value=written.most problem=problem("pot-rate")/>
            <Field id="pot-brokerage" label="The broker keeps" hint="“10%”, or “£50” of every day; empty: as the rate says" value=written.brokerage problem=problem("pot-brokerage")/>
        </div>
        <label class="check">
            <input type="checkbox" prop:checked=move || written.across.get() on:change=move |event| written.across.set(event_target_checked(&event))/>
            "It pays for support between organisations only, not within one trust"
        </label>
    }
    .into_any()
}

fn reports(asking: Asking, written: Written) -> AnyView {
    let fields = written
        .reports
        .into_iter()
        .zip(REPORT_IDS)
        .zip(["A report is due on", "And on", "And on"])
        .map(|((value, id), label)| {
            let problem = asking.sending.problem(id);
            view! { <Field id label kind="date" value problem/> }
        })
        .collect_view();
    view! { <div class="pair-of-fields three">{fields}</div> }.into_any()
}

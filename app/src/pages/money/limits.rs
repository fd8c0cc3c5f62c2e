//! What a pot may pay for and when reports are due, as a form has it: for a new pot, and where the rules of one
//! are changed.

use domain::brokerage::Areas;
use domain::schools::{Governance, Key, Phase, Urn};
use domain::support::money::{PotRules, ReportDue, Subscribers};
use leptos::prelude::*;

use super::desk::{Asking, ChooseSchool};
use super::rates;
use crate::components::field::Field;
use crate::words::{field_day, school_number};

/// How many reports the form has room for.
const REPORTS: usize = 3;
const REPORT_IDS: [&str; REPORTS] = ["pot-reports", "pot-report-2", "pot-report-3"];
/// What a report is called where nobody said.
const REPORT: &str = "Report to the funder";

/// What is in the form.
#[derive(Clone, Copy)]
pub struct Limits {
    phases: RwSignal<Vec<Phase>>,
    governance: RwSignal<Vec<Governance>>,
    schools: RwSignal<Vec<Urn>>,
    school: RwSignal<String>,
    types: RwSignal<Vec<Key>>,
    areas: RwSignal<Vec<Key>>,
    most: RwSignal<String>,
    brokerage: RwSignal<String>,
    across: RwSignal<bool>,
    reports: [RwSignal<String>; REPORTS],
    /// What each of those reports is called.
    called: StoredValue<Vec<String>>,
    /// Reports the form has no room for, and those that were accepted: they stay as they are.
    others: StoredValue<Vec<ReportDue>>,
    /// Changed where schools subscribe, and not here.
    subscribers: StoredValue<Option<Subscribers>>,
}

impl Limits {
    pub fn of(rules: &PotRules, reports: &[ReportDue]) -> Self {
        let (open, mut others): (Vec<ReportDue>, Vec<ReportDue>) = reports
            .iter()
            .cloned()
            .partition(|one| one.accepted.is_none());
        others.extend(open.iter().skip(REPORTS).cloned());
        let day = |at: usize| {
            let due = open.get(at).map(|one| one.due.to_string());
            RwSignal::new(due.unwrap_or_default())
        };
        let called = (0..REPORTS).map(|at| {
            let what = open.get(at).map(|one| one.what.clone());
            what.unwrap_or_else(|| REPORT.to_owned())
        });
        let sum = |sum: Option<domain::support::money::Pence>| {
            sum.map_or_else(String::new, |sum| {
                sum.words().trim_start_matches('£').to_owned()
            })
        };
        let kept = rules.brokerage.map_or_else(String::new, |kept| {
            kept.words().trim_end_matches(" a day").to_owned()
        });
        Self {
            phases: RwSignal::new(rules.phases.clone()),
            governance: RwSignal::new(rules.governance.clone()),
            schools: RwSignal::new(rules.schools.clone()),
            school: RwSignal::new(String::new()),
            types: RwSignal::new(rules.leader_types.clone()),
            areas: RwSignal::new(rules.areas.clone()),
            most: RwSignal::new(sum(rules.most_day_rate)),
            brokerage: RwSignal::new(kept),
            across: RwSignal::new(rules.cross_organisation),
            reports: [day(0), day(1), day(2)],
            called: StoredValue::new(called.collect()),
            others: StoredValue::new(others),
            subscribers: StoredValue::new(rules.subscribers.clone()),
        }
    }

    /// The rules as far as they can be read now: what cannot is as good as empty.
    pub fn now(self) -> PotRules {
        PotRules {
            governance: self.governance.get(),
            phases: self.phases.get(),
            schools: self.schools.get(),
            areas: self.areas.get(),
            leader_types: self.types.get(),
            most_day_rate: domain::support::money::Pence::read(&self.most.get()),
            brokerage: rates::read(&self.brokerage.get()),
            cross_organisation: self.across.get(),
            subscribers: self.subscribers.get_value(),
        }
    }

    /// The rules and reports as they are written; what cannot be read is said at its field.
    pub fn read(self, asking: Asking) -> Option<(PotRules, Vec<ReportDue>)> {
        let say = |field: &str, words: &str| asking.sending.say(field, words);
        let blank = |text: RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
        let rules = untrack(move || self.now());
        if !blank(self.most) {
            asking.sum("pot-rate", &self.most.get_untracked())?;
        }
        if rules.brokerage.is_none() && !blank(self.brokerage) {
            say(
                "pot-brokerage",
                "Write a share, such as 10%, or pounds a day, such as £50",
            );
            return None;
        }
        let mut reports = self.others.get_value();
        for (at, report) in self.reports.into_iter().enumerate() {
            if blank(report) {
                continue;
            }
            let Some(due) = field_day(&report.get_untracked()) else {
                say(REPORT_IDS[at], "Choose a day");
                return None;
            };
            let what = self.called.with_value(|called| called.get(at).cloned());
            reports.push(ReportDue {
                due,
                what: what.unwrap_or_else(|| REPORT.to_owned()),
                accepted: None,
            });
        }
        reports.sort_by_key(|report| report.due);
        Some((rules, reports))
    }
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
pub fn may_pay(asking: Asking, limits: Limits) -> AnyView {
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
        {boxes("Phases it supports; none ticked: any", phases, limits.phases)}
        {boxes("Schools it supports; none ticked: any", governance, limits.governance)}
        {named_schools(asking, limits)}
        {boxes("Leaders it pays; none ticked: any", types, limits.types)}
        <details>
            <summary>"Areas of need it is for; none ticked: any"</summary>
            {boxes("Areas of need", areas, limits.areas)}
        </details>
        <div class="pair-of-fields">
            <Field id="pot-rate" label="The most it pays for a day, pounds" value=limits.most problem=problem("pot-rate")/>
            <Field id="pot-brokerage" label="The broker keeps" hint="“10%”, or “£50” of every day; empty: as the rate says" value=limits.brokerage problem=problem("pot-brokerage")/>
        </div>
        <label class="check">
            <input type="checkbox" prop:checked=move || limits.across.get() on:change=move |event| limits.across.set(event_target_checked(&event))/>
            "It pays for support between organisations only, not within one trust"
        </label>
    }
    .into_any()
}

/// Schools by name: with any, it supports those and no others.
fn named_schools(asking: Asking, limits: Limits) -> AnyView {
    let add = move |_| {
        let all = asking.desk.choices();
        let found = school_number(&limits.school.get_untracked(), &all)
            .filter(|urn| all.iter().any(|(one, _)| one == urn));
        let Some(urn) = found else {
            return asking
                .sending
                .say("pot-schools", "Choose a school of the list");
        };
        limits.schools.update(|schools| {
            if !schools.contains(&urn) {
                schools.push(urn);
            }
        });
        limits.school.set(String::new());
        crate::browser::focus("pot-schools");
    };
    let named = move || {
        limits
            .schools
            .get()
            .into_iter()
            .map(|urn| {
                let name = asking.desk.school(urn);
                let said = format!("Take {name} out");
                let out = move |_| {
                    limits.schools.update(|schools| schools.retain(|one| *one != urn));
                    crate::browser::focus("pot-schools");
                };
                view! { <li>{name} " " <button type="button" class="link" aria-label=said on:click=out>"Take out"</button></li> }
            })
            .collect_view()
    };
    view! {
        <details>
            <summary>"Schools by name; none named: any"</summary>
            <ul class="plain-list">{named}</ul>
            <ChooseSchool id="pot-schools" label="A school it supports" desk=asking.desk written=limits.school problem=asking.sending.problem("pot-schools")/>
            <button type="button" class="button small" on:click=add>"Add the school"</button>
        </details>
    }
    .into_any()
}

pub fn reports(asking: Asking, limits: Limits) -> AnyView {
    let fields = limits
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

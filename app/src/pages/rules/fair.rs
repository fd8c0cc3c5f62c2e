//! Whom the rule pushes: small, faith, special and deprived schools against all others, and whether chance
//! alone would do that.

use domain::api::RulesSchool;
use domain::risk::tried::{self, Group, Traits};
use domain::risk::{Categorisation, Scheme};
use leptos::prelude::*;

use crate::state::rules::Lab;

pub fn pushes(lab: RwSignal<Lab>) -> AnyView {
    let lead = move || {
        lab.with(|lab| {
            let names: Vec<&str> = lab
                .tried
                .bands
                .iter()
                .rev()
                .take(2)
                .rev()
                .map(|band| band.word.as_str())
                .collect();
            names.join(" and ")
        })
    };
    let rows = move || lab.with(rows);
    view! {
        <section class="section">
            <div class="section-head"><h2>"Whom does it push?"</h2> <span>"share in " {lead}</span></div>
            <div class="table-box" role="region" aria-label="Whom the rule pushes" tabindex="0">
                <table class="fair-table">
                    <caption class="visually-hidden">"Share of each group in the most serious categories"</caption>
                    <thead><tr>
                        <th scope="col">"Schools"</th><th scope="col" class="number">"How many"</th>
                        <th scope="col" class="number">"Now"</th><th scope="col" class="number">"Then"</th>
                        <th scope="col" class="number">"All others, then"</th><th scope="col">"Is it noise?"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="small-print">"A difference is not yet unfair, and none is not yet fair: the evidence itself may be uneven. Beyond chance: more than would be seen in nineteen of twenty districts whose schools were alike."</p>
        </section>
    }
    .into_any()
}

fn groups(schools: &[RulesSchool]) -> Vec<Group> {
    let traits: Vec<Traits> = schools
        .iter()
        .map(|one| Traits {
            roll: one.roll,
            disadvantaged: one.disadvantaged,
            faith: one.faith,
            setting: one.evidence.setting,
        })
        .collect();
    tried::groups(&traits)
}

fn rows(lab: &Lab) -> AnyView {
    let pushed = |scheme: &Scheme, all: &[Categorisation], group: &Group| {
        let schools = group
            .within
            .iter()
            .zip(all)
            .map(|(within, one)| (*within, one.band.known));
        tried::Pushed::count(schools, scheme)
    };
    groups(&lab.page.schools)
        .iter()
        .map(|group| {
            let now = pushed(&lab.page.scheme, &lab.now, group);
            let then = pushed(&lab.tried, &lab.then, group);
            let noise = match then.beyond_chance() {
                None => "too few to say",
                Some(false) => "could be chance",
                Some(true) => "beyond chance",
            };
            let changed = now.serious != then.serious;
            view! {
                <tr data-changed=changed.then_some("") data-beyond=(noise == "beyond chance").then_some("")>
                    <th scope="row">{group.name} <small>{group.what.clone()}</small></th>
                    <td class="number">{then.of}</td>
                    <td class="number">{share(now.serious, now.of)}</td>
                    <td class="number">{share(then.serious, then.of)}</td>
                    <td class="number">{share(then.other_serious, then.of_others)}</td>
                    <td>{noise}</td>
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

/// "23%", or nothing of nothing.
fn share(some: u32, of: u32) -> String {
    (some * 100 + of / 2)
        .checked_div(of)
        .map_or_else(|| "–".to_owned(), |share| format!("{share}%"))
}

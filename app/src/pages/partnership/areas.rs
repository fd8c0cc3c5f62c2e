//! Members by area with the level of each; and what that comes to for all of them, in words.

use std::cmp::Reverse;

use domain::api::MemberSchool;
use domain::risk::{AreaFound, AreaSum, Stance, collective, collective_finding, collective_words};
use leptos::prelude::*;

use super::Partnership;
use crate::components::category_tag::{TagSize, UndecidedTag, category_tag};
use crate::components::level_mark::level_mark;

fn sums(this: &Partnership) -> Vec<AreaSum> {
    let found = this.page.members.iter().map(|one| one.areas.as_slice());
    collective(&this.scheme, found)
}

pub fn matrix(this: &Partnership) -> AnyView {
    let scheme = &this.scheme;
    let sums = sums(this);
    let mut members: Vec<&MemberSchool> = this.page.members.iter().collect();
    members.sort_by_key(|one| {
        let watched = &one.school.watched;
        let decided = watched.decided.as_ref().map(|last| last.band);
        (
            Reverse(super::band(decided, watched.band)),
            Reverse(watched.risk.known),
            one.school.name.clone(),
        )
    });
    let heads = scheme
        .areas
        .iter()
        .map(|area| view! { <th scope="col">{area.name.clone()}</th> })
        .collect_view();
    let rows = members
        .into_iter()
        .map(|one| {
            let school = &one.school;
            let tag = match &school.watched.decided {
                Some(last) => category_tag(scheme, last.band, TagSize::Small, false),
                None => view! { <UndecidedTag/> }.into_any(),
            };
            let cells = one
                .areas
                .iter()
                .map(|found| view! { <td data-stance=stance(*found)>{mark(*found)}</td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row"><a href=format!("/schools/{}", school.urn)>{school.name.clone()}</a></th>
                    <td>{tag}</td>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let foot = sums
        .iter()
        .map(|sum| {
            let open = (sum.open > 0).then(|| format!(" · {} open", sum.open));
            view! { <td><b>{sum.weak}</b> " of " {sum.asked()}<small>{open}</small></td> }
        })
        .collect_view();
    view! {
        <section class="section area-section">
            <div class="section-head">
                <h2>{collective_finding(&sums)}</h2>
                <span>"levels by the rules today, category as decided; open: unknowns could make it worse"</span>
            </div>
            <div class="table-box" role="region" aria-label="Members by area" tabindex="0">
                <table class="area-matrix">
                    <caption class="visually-hidden">"Members, most serious first, with the level of each area"</caption>
                    <thead><tr><th scope="col">"School"</th><th scope="col">"Category"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot><tr><th scope="row">"Medium or worse"</th><td></td>{foot}</tr></tfoot>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn stance(found: AreaFound) -> &'static str {
    match found.stance() {
        Stance::Weak => "weak",
        Stance::Strong => "strong",
        Stance::Open => "open",
        Stance::NotAsked => "not-asked",
    }
}

fn mark(found: AreaFound) -> AnyView {
    match found {
        AreaFound::NotAsked => view! { <span class="quiet">"not asked"</span> }.into_any(),
        AreaFound::NotKnown => level_mark(None, "Not known".to_owned(), false),
        AreaFound::Is(level) => {
            let open = (level.highest > level.known)
                .then(|| view! { <span class="left-open">", open"</span> });
            let mark = level_mark(Some(level.known), level.known.word().to_owned(), false);
            view! { {mark} {open} }.into_any()
        }
    }
}

/// What is shared, a sentence each.
pub fn together(this: &Partnership) -> AnyView {
    let words = collective_words(&this.scheme, &sums(this));
    let body = if words.is_empty() {
        view! { <p>"No area is medium or worse in a third of the schools, and none is a strength in more than half."</p> }
            .into_any()
    } else {
        let lines = words
            .into_iter()
            .map(|words| view! { <li>{words}</li> })
            .collect_view();
        view! { <ul class="together">{lines}{asks(this)}</ul> }.into_any()
    };
    view! {
        <section>
            <h2>"Together"</h2>
            {body}
            <p class="small-print">"A weakness is shared where a third of the schools have it, a strength where more than half do. What is not known is neither."</p>
        </section>
    }
    .into_any()
}

/// What is weak in a third of the schools, each as a request that is written already.
fn asks(this: &Partnership) -> AnyView {
    let name = &this.page.partnership.name;
    sums(this)
        .iter()
        .zip(&this.scheme.areas)
        .filter(|(sum, _)| sum.weak > 0 && sum.weak * 3 >= sum.asked())
        .map(|(sum, area)| {
            let (weak, asked) = (sum.weak, sum.asked());
            let why = format!("{}: medium or worse in {weak} of {asked} schools of {name}", area.name);
            let why: String = js_sys::encode_uri_component(&why).into();
            let href = format!("/support/new?for=community&why={why}");
            view! { <li class="no-print"><a href=href>"Ask for support: " {area.name.to_lowercase()}</a></li> }
        })
        .collect_view()
        .into_any()
}

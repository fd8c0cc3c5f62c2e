//! How many members are in each band, and the support they gave and got; whether the weak among them were
//! helped by a fellow.

use std::collections::BTreeMap;

use domain::risk::{CommunitySum, Given, Member, communities, span_words};
use domain::schools::Urn;
use leptos::prelude::*;

use super::Partnership;
use crate::components::category_tag::{TagSize, category_tag};
use crate::pages::district::partnerships::days;
use crate::words::{capital, count_words};

fn sum(this: &Partnership) -> Option<CommunitySum> {
    let community = this.page.partnership.id;
    let members: Vec<Member> = this
        .page
        .members
        .iter()
        .map(|one| {
            let watched = &one.school.watched;
            let decided = watched.decided.as_ref().map(|last| last.band);
            Member {
                school: one.school.urn,
                community,
                band: super::band(decided, watched.band),
            }
        })
        .collect();
    communities(&this.scheme, &members, &this.page.support)
        .into_iter()
        .next()
}

pub fn bands(this: &Partnership) -> Option<AnyView> {
    let scheme = &this.scheme;
    let sum = sum(this)?;
    let most = sum.bands.iter().copied().max().unwrap_or(0).max(1);
    let rows = scheme
        .all_bands()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|band| {
            let count = sum.bands.get(usize::from(band.0)).copied().unwrap_or(0);
            // 96 px for the longest.
            let width = (count * 96).div_ceil(most);
            view! {
                <tr>
                    <th scope="row">{category_tag(scheme, band, TagSize::Small, false)}</th>
                    <td class="bar"><svg width="97" height="10" aria-hidden="true"><rect width=width.to_string() height="10"></rect></svg></td>
                    <td class="number"><b>{count}</b></td>
                </tr>
            }
        })
        .collect_view();
    let gone = sum.members - sum.bands.iter().sum::<u32>();
    let gone = (gone > 0).then(|| {
        view! { <tr><th scope="row">"gone since"</th><td class="bar"></td><td class="number"><b>{gone}</b></td></tr> }
    });
    let weak = format!(
        "{} of {} in {}",
        sum.weak.len(),
        sum.members,
        span_words(scheme, super::weak_span(scheme))
    );
    Some(
        view! {
            <section>
                <h2>{weak}</h2>
                <table class="band-counts">
                    <caption class="visually-hidden">"Members in each category, as decided or, undecided, as suggested"</caption>
                    <thead class="visually-hidden"><tr><th scope="col">"Category"</th><th scope="col">"Drawn"</th><th scope="col">"Members"</th></tr></thead>
                    <tbody>{rows} {gone}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

pub fn support(this: &Partnership) -> Option<AnyView> {
    let sum = sum(this)?;
    let names: BTreeMap<Urn, &str> = this
        .page
        .members
        .iter()
        .map(|one| (one.school.urn, one.school.name.as_str()))
        .collect();
    let finding = if sum.flagged {
        "No weak school gets help from a fellow".to_owned()
    } else if sum.weak.is_empty() {
        "No member is weak".to_owned()
    } else {
        let helped = sum.weak.len() - sum.left_alone.len();
        let verb = if helped == 1 { "gets" } else { "get" };
        format!(
            "{} of {} weak schools {verb} help from a fellow",
            capital(&count_words(helped)),
            count_words(sum.weak.len())
        )
    };
    let flag = sum.flagged.then(|| {
        view! { <p class="flag">"For the equity view: help comes from outside, or not at all."</p> }
    });
    let alone = (!sum.left_alone.is_empty() && !sum.flagged).then(|| {
        let names: Vec<&str> = sum
            .left_alone
            .iter()
            .filter_map(|urn| names.get(urn).copied())
            .collect();
        view! { <p class="small-print">"Without a fellow’s help: " {names.join(", ")} "."</p> }
    });
    let lines = this
        .page
        .support
        .iter()
        .map(|given| line(given, &names))
        .collect_view();
    let none = this.page.support.is_empty().then(|| {
        view! { <p class="small-print">"Nothing was agreed since September."</p> }
    });
    let facts = [
        ("Given by members", sum.given),
        ("Got by members", sum.received),
        ("Of it from fellows", sum.from_fellows),
    ]
    .into_iter()
    .map(|(what, half_days)| view! { <dt>{what}</dt> <dd>{if half_days == 0 { "none".to_owned() } else { format!("{} days", days(half_days)) }}</dd> })
    .collect_view();
    Some(
        view! {
            <section class="community-support" data-flagged=sum.flagged.then_some("")>
                <h2>{finding}</h2>
                {flag} {alone}
                <dl class="facts">{facts}</dl>
                <ul class="support-lines">{lines}</ul>
                {none}
            </section>
        }
        .into_any(),
    )
}

/// "4 days: Copper Row Primary to Rushy Dell Primary". Who is no member is not named.
fn line(given: &Given, names: &BTreeMap<Urn, &str>) -> AnyView {
    let name = |urn| {
        names.get(&urn).map_or_else(
            || "another partnership".to_owned(),
            |name| (*name).to_owned(),
        )
    };
    let fellow = names.contains_key(&given.from) && names.contains_key(&given.to);
    view! {
        <li data-fellow=fellow.then_some("")>
            <b>{days(given.half_days)} " days"</b>
            <span>{name(given.from)} " to " {name(given.to)}</span>
        </li>
    }
    .into_any()
}

//! Each partnership in a line: its schools by band, and whether the weak among them get help from their
//! fellows.

use domain::risk::{Band, Member, Span, communities, span_words, weak_from};
use domain::schools::PartnershipId;
use leptos::prelude::*;

use super::District;
use crate::components::category_tag::{TagSize, category_tag};

pub fn partnerships(district: &District) -> AnyView {
    let scheme = &district.scheme;
    let members: Vec<Member> = district
        .page
        .schools
        .iter()
        .filter_map(|school| {
            let one = &school.watched;
            Some(Member {
                school: school.urn,
                community: one.partnership?,
                band: one
                    .decided
                    .as_ref()
                    .map_or(one.band.known, |last| last.band),
            })
        })
        .collect();
    let mut sums = communities(scheme, &members, &district.page.support);
    let name = |id: PartnershipId| {
        let name = district.partnerships.get(&id);
        name.cloned().unwrap_or_default()
    };
    sums.sort_by_key(|sum| name(sum.community));
    let flagged = sums.iter().filter(|sum| sum.flagged).count();
    let finding = match (sums.len(), flagged) {
        (0, _) => "No school is in a partnership yet".to_owned(),
        (_, 0) => "In every partnership with weak schools, fellows help".to_owned(),
        (all, flagged) => {
            format!("In {flagged} of {all} partnerships no weak school gets help from a fellow")
        }
    };
    let weak = Span {
        lowest: weak_from(scheme),
        known: weak_from(scheme),
        highest: Band(u8::try_from(scheme.bands.len().saturating_sub(1)).unwrap_or(0)),
    };
    let heads = scheme
        .all_bands()
        .map(|band| view! { <th scope="col" class="number">{category_tag(scheme, band, TagSize::Small, true)}</th> })
        .collect_view();
    let rows = sums
        .iter()
        .map(|sum| {
            let counts = sum
                .bands
                .iter()
                .map(|count| view! { <td class="number">{*count}</td> })
                .collect_view();
            let helped = sum.weak.len() - sum.left_alone.len();
            let fellows = match (sum.weak.len(), helped) {
                (0, _) => "no weak school".to_owned(),
                (weak, 0) => format!("none of {weak}"),
                (weak, helped) => format!("{helped} of {weak}"),
            };
            view! {
                <tr data-flagged=sum.flagged.then_some("")>
                    <th scope="row"><a href=format!("/partnerships/{}", sum.community)>{name(sum.community)}</a></th>
                    <td class="number">{sum.members}</td>
                    {counts}
                    <td class="number">{days(sum.given)}</td>
                    <td class="number">{days(sum.received)}</td>
                    <td>{fellows}</td>
                </tr>
            }
        })
        .collect_view();
    let what = format!(
        "weak: {}, as decided or, undecided, as suggested",
        span_words(scheme, weak)
    );
    view! {
        <section class="section">
            <div class="section-head"><h2>{finding}</h2> <span>{what}</span></div>
            <div class="table-box" role="region" aria-label="Partnerships" tabindex="0">
                <table class="partnership-lines">
                    <caption class="visually-hidden">"Partnerships: schools in each category, days of support given and received since September, weak schools helped by a fellow"</caption>
                    <thead><tr>
                        <th scope="col">"Partnership"</th><th scope="col" class="number">"Schools"</th>{heads}
                        <th scope="col" class="number">"Days given"</th><th scope="col" class="number">"Days got"</th>
                        <th scope="col">"Weak schools helped by a fellow"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Whole and half days; a dash for none.
pub fn days(half_days: u32) -> String {
    if half_days == 0 {
        return "–".to_owned();
    }
    domain::brokerage::HalfDays(half_days).words()
}

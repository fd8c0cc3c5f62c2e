//! How many schools are in each band by what was decided, who has them, and what the rules say today.

use domain::risk::{Owner, Scheme};
use leptos::prelude::*;

use super::District;
use crate::components::category_tag::{TagSize, UndecidedTag, category_tag};

/// Length of the longest bar.
const LONGEST: usize = 132;

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    partnership: usize,
    authority: usize,
    /// In this band by what the rules say today, unknowns left aside.
    suggested: usize,
}

impl Count {
    fn all(self) -> usize {
        self.partnership + self.authority
    }
}

fn counts(district: &District) -> (Vec<Count>, usize) {
    let scheme = &district.scheme;
    let mut counts = vec![Count::default(); scheme.bands.len() + scheme.former.len()];
    let mut undecided = 0;
    for school in &district.page.schools {
        let one = &school.watched;
        if let Some(count) = counts.get_mut(usize::from(one.band.known.0)) {
            count.suggested += 1;
        }
        let Some(last) = &one.decided else {
            undecided += 1;
            continue;
        };
        if let Some(count) = counts.get_mut(usize::from(last.band.0)) {
            match one.owner {
                Some(Owner::Authority) => count.authority += 1,
                Some(Owner::Partnership) | None => count.partnership += 1,
            }
        }
    }
    (counts, undecided)
}

pub fn stands(district: &District) -> AnyView {
    let (counts, undecided) = counts(district);
    let most = counts.iter().map(|one| one.all()).max().unwrap_or(0).max(1);
    let authority: usize = counts.iter().map(|one| one.authority).sum();
    let partnership: usize = counts.iter().map(|one| one.partnership).sum();
    let finding = format!("Partnerships have {partnership} schools, the authority {authority}");
    let gone = district.scheme.former_bands().filter_map(|band| {
        let at = usize::from(band.0);
        let tag = || category_tag(&district.scheme, band, TagSize::Small, false);
        (counts[at].all() > 0).then(|| (at, tag()))
    });
    let rows = bands(&district.scheme)
        .chain(gone)
        .map(|(at, tag)| {
            let count = counts[at];
            let width = |schools: usize| (schools * LONGEST).div_ceil(most);
            let (theirs, ours) = (width(count.partnership), width(count.authority));
            view! {
                <tr>
                    <th scope="row">{tag}</th>
                    <td class="bar">
                        <svg width=(LONGEST + 4).to_string() height="14" aria-hidden="true">
                            <rect class="theirs" x=".5" y="1.5" width=theirs.to_string() height="11"></rect>
                            <rect class="ours" x=(theirs + 1).to_string() y="1" width=ours.to_string() height="12"></rect>
                        </svg>
                    </td>
                    <td class="number"><b>{count.all()}</b></td>
                    <td class="number">{count.partnership}</td>
                    <td class="number">{count.authority}</td>
                    <td class="number quiet">{count.suggested}</td>
                </tr>
            }
        })
        .collect_view();
    let without = (undecided > 0).then(|| {
        view! {
            <tr>
                <th scope="row"><UndecidedTag/></th>
                <td class="bar"></td>
                <td class="number"><b>{undecided}</b></td>
                <td></td><td></td><td></td>
            </tr>
        }
    });
    view! {
        <section class="section stands-in">
            <div class="section-head">
                <h2>{finding}</h2>
                <span>"outlined: the partnership has it. Filled: the authority"</span>
            </div>
            <div class="table-box" role="region" aria-label="Schools in each category" tabindex="0">
                <table class="stands-table">
                    <caption class="visually-hidden">"Schools in each category as last decided, who has them, and what the rules suggest today"</caption>
                    <thead><tr>
                        <th scope="col">"Decided"</th><th scope="col"><span class="visually-hidden">"Drawn"</span></th>
                        <th scope="col" class="number">"Schools"</th>
                        <th scope="col" class="number">"Partnership"</th><th scope="col" class="number">"Authority"</th>
                        <th scope="col" class="number">"By the rules today"</th>
                    </tr></thead>
                    <tbody>{rows} {without}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Places and tags of the bands, most serious first.
pub fn bands(scheme: &Scheme) -> impl Iterator<Item = (usize, AnyView)> {
    let bands: Vec<_> = scheme.all_bands().collect();
    bands.into_iter().rev().map(move |band| {
        (
            usize::from(band.0),
            category_tag(scheme, band, TagSize::Small, false),
        )
    })
}

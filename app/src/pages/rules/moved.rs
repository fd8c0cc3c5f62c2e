//! Who would move, by name, and how many of them turn on a single pupil.

use domain::risk::{Categorisation, finding_words, tried};
use leptos::prelude::*;

use super::Chosen;
use crate::components::category_tag::{TagSize, span_tag};
use crate::components::level_mark::LevelMark;
use crate::state::rules::Lab;
use crate::words::{capital, count_words};

/// Rows shown before somebody asks for all.
const FIRST: usize = 25;

pub fn who(lab: RwSignal<Lab>, at: Memo<Chosen>) -> AnyView {
    let all = RwSignal::new(false);
    let moved = Memo::new(move |_| lab.with(Lab::moved));
    let count = move || {
        let of = lab.with(|lab| lab.page.schools.len());
        format!("{} of {of}", moved.with(Vec::len))
    };
    let body = move || {
        lab.with(|lab| {
            if !lab.changed() {
                return view! {
                    <p class="rules-empty">"Nothing is changed yet. Drag a line, or set a number or a level: who would move stands here at once."</p>
                }
                .into_any();
            }
            if !lab.comparable() {
                return view! {
                    <p class="rules-empty">"This scheme puts schools into other categories, so no school can be said to move. How many would stand where is below."</p>
                }
                .into_any();
            }
            moved.with(|moved| {
                if moved.is_empty() {
                    view! { <p class="rules-empty">"Nobody. Every school keeps its category and its risk."</p> }.into_any()
                } else {
                    table(lab, moved, at.get(), all)
                }
            })
        })
    };
    let announced = move || {
        lab.with(|lab| lab.changed() && lab.comparable())
            .then(|| format!("{} schools would move", moved.with(Vec::len)))
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>"Who would move"</h2> <span>{count}</span></div>
            <p class="visually-hidden" role="status">{announced}</p>
            {body}
        </section>
    }
    .into_any()
}

fn table(lab: &Lab, moved: &[usize], at: Chosen, all: RwSignal<bool>) -> AnyView {
    let shown = if all.get() { moved.len() } else { FIRST };
    let one = match at {
        Chosen::Indicator(id) => lab.tried.indicator(id),
        _ => None,
    };
    // A value stands there only where one measure is looked at.
    let measure = one.map(|one| {
        view! {
            <th scope="col" class="number">{one.short.clone()}</th>
            <th scope="col" class="number">"Pupils"</th>
        }
    });
    let rows = moved
        .iter()
        .take(shown)
        .filter_map(|nth| {
            let school = lab.page.schools.get(*nth)?;
            let (now, then) = (lab.was.get(*nth)?, lab.then.get(*nth)?);
            let seen = one.and_then(|one| school.evidence.of(one.id));
            let value = one.map(|one| {
                view! {
                    <td class="number">{seen.map(|seen| finding_words(one, seen.finding))}</td>
                    <td class="number">{seen.and_then(|seen| seen.cohort)}</td>
                }
            });
            let days = tried::more_days((&lab.page.scheme, lab.now.get(*nth)?), (&lab.tried, then));
            let owner = if now.owner == then.owner {
                "no change".to_owned()
            } else {
                format!("{} to {}", now.owner.words(), then.owner.words())
            };
            let tag = |of: &Categorisation| span_tag(&lab.tried, of.band, TagSize::Small, false);
            let then_band = if now.band == then.band {
                view! { <span class="quiet">"stays"</span> }.into_any()
            } else {
                tag(then)
            };
            Some(view! {
                <tr>
                    <th scope="row"><a href=format!("/schools/{}", school.urn)>{school.name.clone()}</a></th>
                    {value}
                    <td><LevelMark level=now.risk.known/></td>
                    <td><LevelMark level=then.risk.known/></td>
                    <td>{tag(now)}</td>
                    <td>{then_band}</td>
                    <td class="owner">{owner}</td>
                    <td class="number">{signed(days)}</td>
                </tr>
            })
        })
        .collect_view();
    let more = (moved.len() > shown).then(|| {
        let rest = moved.len() - shown;
        view! { <button type="button" class="link" on:click=move |_| all.set(true)>{format!("{rest} more")}</button> }
    });
    let note = one.and_then(|one| small_note(lab, moved, one));
    view! {
        <div class="table-box" role="region" aria-label="Who would move" tabindex="0">
            <table class="moved-table">
                <caption class="visually-hidden">"Schools that would move"</caption>
                <thead><tr>
                    <th scope="col">"School"</th>{measure}
                    <th scope="col">"Risk now"</th><th scope="col">"Risk then"</th><th scope="col">"Now"</th><th scope="col">"Then"</th>
                    <th scope="col">"Owner"</th><th scope="col" class="number">"Days a year"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
        {note}
    }
    .into_any()
}

/// "Small schools: two of the three turn on one pupil."
fn small_note(lab: &Lab, moved: &[usize], one: &domain::risk::Indicator) -> Option<AnyView> {
    if !one.one_year {
        return None;
    }
    let turning = moved
        .iter()
        .filter_map(|nth| lab.page.schools.get(*nth))
        .filter(|school| {
            school.evidence.of(one.id).is_some_and(|seen| {
                tried::turns_on_a_pupil(
                    &lab.tried,
                    one,
                    seen,
                    school.evidence.setting,
                    lab.page.today,
                )
            })
        })
        .count();
    let words = match turning {
        0 => return None,
        1 if moved.len() == 1 => "one pupil more or fewer would take it back.".to_owned(),
        some => format!(
            "one pupil more or fewer would take {} of the {} back.",
            count_words(some),
            count_words(moved.len())
        ),
    };
    Some(view! { <p class="rules-note"><b>"Small cohorts: "</b>{words}</p> }.into_any())
}

/// "+5", "−3", "0".
pub fn signed(number: i32) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("\u{2212}{}", number.unsigned_abs()),
    }
}

/// The sum of it in a sentence: days a year and owners.
pub fn sum(lab: &Lab) -> String {
    let moved = lab.moved();
    let each = moved.iter().filter_map(|nth| {
        let now = (&*lab.page.scheme, lab.now.get(*nth)?);
        Some((now, (&*lab.tried, lab.then.get(*nth)?)))
    });
    let burden = tried::burden(each);
    let more = burden.days;
    let mut words = match more {
        0 => "no more days a year".to_owned(),
        1.. => format!("up to {more} more days a year"),
        _ => format!("up to {} fewer days a year", more.unsigned_abs()),
    };
    for (count, way) in [
        (burden.to_authority, "to the local authority’s list"),
        (burden.to_partnership, "to the partnership’s"),
    ] {
        if count > 0 {
            let noun = if count == 1 {
                "school moves"
            } else {
                "schools move"
            };
            words.push_str(&format!("; {} {noun} {way}", count_words(count as usize)));
        }
    }
    capital(&format!("{words}."))
}

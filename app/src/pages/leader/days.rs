//! Where somebody's days go, over the year and in each term. Tentative is hatched, agreed is solid, given is
//! dark; what is too much stands past the limit and is said.

use domain::api::{LeaderDeployment, LeaderPage as Page};
use domain::brokerage::{Days, HalfDays, Sight, Taken, days_of_term, days_of_year};
use domain::calendar::{Date, Term};
use leptos::prelude::*;

use crate::components::chart::Chart;

/// Pixels a half-day, and the longest bar drawn.
const STEP: u32 = 7;
const LONGEST: u32 = 90;

fn windows(of: &[LeaderDeployment]) -> Vec<Taken> {
    of.iter()
        .map(|one| Taken {
            half_days: one.half_days,
            from: one.from,
            to: one.to,
        })
        .collect()
}

/// Year and terms, each with its name.
fn rows(page: &Page, today: Date) -> Vec<(String, Days)> {
    let running: Vec<LeaderDeployment> = page
        .deployments
        .iter()
        .filter(|one| one.ended.is_none())
        .cloned()
        .collect();
    let (running, tentative) = (windows(&running), windows(&page.pinned));
    let year = days_of_year(&page.leader, &running, &tentative);
    let terms = Term::of_year(today).map(|term| {
        let days = days_of_term(&page.leader, term, &running, &tentative);
        (term.words(), days)
    });
    std::iter::once(("This year".to_owned(), year))
        .chain(terms)
        .collect()
}

pub fn days(page: &Page, today: Date) -> AnyView {
    if page.sight == Sight::Directory {
        return ().into_any();
    }
    let rows = StoredValue::new(rows(page, today));
    let finding = rows.with_value(|rows| {
        rows.first().map_or_else(String::new, |(_, year)| {
            format!("This year: {}", year.words())
        })
    });
    let draw = move || {
        let bars = rows.with_value(|rows| {
            rows.iter()
                .map(|(name, days)| row(name, *days))
                .collect_view()
        });
        view! {
            <ul class="day-rows">{bars}</ul>
            <p class="capacity-key">
                <span><i class="part-given"></i>"given"</span>
                <span><i class="part-agreed"></i>"agreed"</span>
                <span><i class="part-tentative"></i>"pinned by a broker, not agreed"</span>
                <span><i class="free"></i>"free, to the limit"</span>
            </p>
        }
    };
    let twin = move || {
        let rows = rows.with_value(|rows| {
            rows.iter()
                .map(|(name, days)| {
                    let limit = days.most.map_or_else(|| "none".to_owned(), HalfDays::words);
                    let free = days.free().map_or_else(|| "–".to_owned(), HalfDays::words);
                    view! {
                        <tr>
                            <th scope="row">{name.clone()}</th>
                            <td class="number">{limit}</td>
                            <td class="number">{days.given.words()}</td>
                            <td class="number">{days.agreed.words()}</td>
                            <td class="number">{days.tentative.words()}</td>
                            <td class="number">{free}</td>
                        </tr>
                    }
                })
                .collect_view()
        });
        view! {
            <div class="table-box"><table>
                <thead><tr>
                    <th scope="col">"Days"</th><th scope="col" class="number">"Limit"</th><th scope="col" class="number">"Given"</th>
                    <th scope="col" class="number">"Agreed"</th><th scope="col" class="number">"Pinned"</th><th scope="col" class="number">"Free"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
    };
    view! {
        <Chart finding unit="days" class="leader-days" draw twin/>
        {elsewhere(page)}
    }
    .into_any()
}

/// What lies in no term.
fn elsewhere(page: &Page) -> Option<AnyView> {
    let here: u32 = page
        .leader
        .profile
        .taken
        .iter()
        .map(|one| one.half_days.0)
        .sum();
    let other = page.leader.used.0.saturating_sub(here);
    (other > 0).then(|| {
        let days = domain::brokerage::days(HalfDays(other));
        view! { <p class="small-print">{days} " of the year were given before they were recorded here, and lie in no term."</p> }.into_any()
    })
}

fn row(name: &str, days: Days) -> AnyView {
    let parts = [
        ("part-given", days.given),
        ("part-agreed", days.agreed),
        ("part-tentative", days.tentative),
    ];
    let mut at = 0;
    let mut bars = Vec::new();
    for (class, part) in parts {
        let width = part.0.min(LONGEST - at.min(LONGEST));
        if width > 0 {
            let (x, width) = (at * STEP, width * STEP);
            bars.push(if class == "part-tentative" {
                hatched(x, width)
            } else {
                view! { <rect class=class x=x.to_string() y="1" width=width.to_string() height="12"></rect> }.into_any()
            });
        }
        at += part.0;
    }
    let limit = days.most.map(|most| most.0.min(LONGEST));
    let free = limit.filter(|limit| *limit > at).map(|limit| {
        let (x, width) = (at * STEP, (limit - at) * STEP);
        view! { <rect class="free" x=format!("{x}.5") y="1.5" width=(width.saturating_sub(1)).to_string() height="11"></rect> }
    });
    let tick = limit.filter(|limit| *limit < at).map(|limit| {
        view! { <path class="limit" d=format!("M{} 0v14", limit * STEP)></path> }
    });
    let whole = at.min(LONGEST).max(limit.unwrap_or(0)).max(1) * STEP + 2;
    let over = days.over().0 > 0;
    view! {
        <li>
            <b>{name.to_owned()}</b>
            <svg viewBox=format!("0 0 {whole} 14") width=whole.to_string() height="14" preserveAspectRatio="xMinYMid meet" aria-hidden="true">
                {bars} {free} {tick}
            </svg>
            <span data-over=over.then_some("")>{days.words()}</span>
        </li>
    }
    .into_any()
}

/// Not agreed yet: an outline with strokes in it.
fn hatched(x: u32, width: u32) -> AnyView {
    let strokes: String = (0..width.saturating_sub(5))
        .step_by(5)
        .map(|step| format!("M{} 12l5 -10", x + step))
        .collect();
    view! {
        <rect class="part-tentative" x=format!("{x}.5") y="1.5" width=(width.saturating_sub(1)).to_string() height="11"></rect>
        <path class="hatching" d=strokes></path>
    }
    .into_any()
}

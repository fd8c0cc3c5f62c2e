//! Foresight: the days of each area that are asked for in the terms to come, and would be if more schools needed
//! support, against what leaders have left. Worked out here, as fast as the number is changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::SchoolList;
use domain::brokerage::{
    AreaAhead, Areas, Board, Context, Days, Foresight, HalfDays, Leader, Need, Suppose, days,
    foresee,
};
use domain::calendar::Term;
use domain::risk::Scheme;
use domain::schools::Key;
use leptos::prelude::*;

use super::bar::{LONGEST, bar};
use crate::api;
use crate::load::load;

/// Supposed where nobody can say how many schools are on their way down.
const FEW: u32 = 3;
/// The most that can be supposed.
const MOST: u32 = 50;
/// Areas shown before the rest is folded away.
const SHOWN: usize = 10;

/// Schools that are suggested for a more serious category than the room last put them in.
fn falling(list: &SchoolList, scheme: &Scheme) -> Option<u32> {
    let mut seen = list
        .rows
        .iter()
        .filter_map(|row| row.standing.as_ref())
        .peekable();
    seen.peek()?;
    let falls = seen.filter(|is| {
        is.decided.as_ref().is_some_and(|was| {
            usize::from(was.band.0) < scheme.bands.len() && is.band.known > was.band
        })
    });
    u32::try_from(falls.count()).ok()
}

#[component]
pub fn Ahead(board: Arc<Board>, context: Arc<Context>, scheme: Arc<Scheme>) -> impl IntoView {
    let today = context.as_at;
    let terms: Vec<Term> = Term::of_year(today)
        .into_iter()
        .filter(|term| term.ends() >= today)
        .collect();
    // What falls now is seen to in the term after this, where this school year has one.
    let first = terms
        .get(1)
        .or(terms.first())
        .copied()
        .unwrap_or(Term::of(today));
    let schools = RwSignal::new(None::<u32>);
    let term = RwSignal::new(first);
    let list = load(api::schools);
    let likely = Memo::new(move |_| {
        list.value
            .with(|list| list.as_ref().and_then(|list| falling(list, &scheme)))
    });
    let number = Memo::new(move |_| schools.get().or(likely.get()).unwrap_or(FEW));
    let seen = Memo::new(move |_| {
        let suppose = Suppose {
            schools: number.get(),
            term: term.get(),
        };
        let leaders: Vec<&Leader> = board.leaders.values().collect();
        let needs: Vec<&Need> = board.needs.values().collect();
        foresee(&leaders, &needs, &context, suppose)
    });
    let options = terms
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let one = *one;
            view! { <option value=at.to_string() selected=move || term.get() == one>{one.words()}</option> }
        })
        .collect_view();
    let choose = move |event: web_sys::Event| {
        let at: Option<usize> = event_target_value(&event).parse().ok();
        if let Some(chosen) = at.and_then(|at| terms.get(at)) {
            term.set(*chosen);
        }
    };
    let type_number = move |event: web_sys::Event| {
        if let Ok(typed) = event_target_value(&event).trim().parse::<u32>() {
            schools.set(Some(typed.min(MOST)));
        }
    };
    let why = move || match likely.get() {
        Some(0) => {
            "No school is suggested for a more serious category than the one it is in.".to_owned()
        }
        Some(1) => {
            "One school is suggested for a more serious category than the one it is in.".to_owned()
        }
        Some(count) => {
            format!(
                "{count} schools are suggested for a more serious category than the one they are in."
            )
        }
        None => String::new(),
    };
    view! {
        <section class="section ahead" aria-labelledby="ahead">
            <div class="section-head"><h2 id="ahead">"Looking ahead"</h2><span>{why}</span></div>
            <div class="ahead-suppose">
                <label for="ahead-schools">"If"</label>
                <input id="ahead-schools" type="number" inputmode="numeric" min="0" max=MOST.to_string() aria-label="More schools that need support"
                    prop:value=move || number.get().to_string() on:input=type_number/>
                <label for="ahead-term">"more schools need support in"</label>
                <select id="ahead-term" aria-label="Term in which they need it" on:change=choose>{options}</select>
            </div>
            <p class="ahead-words" aria-live="polite">{move || seen.with(Foresight::words)}</p>
            {move || seen.with(table)}
            <p class="small-print">{move || seen.with(basis)}</p>
        </section>
    }
}

fn basis(seen: &Foresight) -> String {
    let counted = "Distance, phase and ties are left out here: the board asks for those, need by need. Days of somebody \
                   who covers two areas stand beside both, and are given once in what is short of all together.";
    match seen.usual.schools {
        0 => format!(
            "No need was opened this school year, so nothing can be supposed of further schools. {counted}"
        ),
        count => {
            let all = HalfDays(seen.usual.asked.values().map(|one| one.0).sum());
            format!(
                "A school more is taken to ask what the {count} that asked this school year did: {} in all, in the same areas. {counted}",
                days(all)
            )
        }
    }
}

fn table(seen: &Foresight) -> AnyView {
    let mut areas: BTreeMap<Key, Vec<Option<&AreaAhead>>> = BTreeMap::new();
    for (at, term) in seen.terms.iter().enumerate() {
        for one in &term.areas {
            areas
                .entry(one.area)
                .or_insert_with(|| vec![None; seen.terms.len()])[at] = Some(one);
        }
    }
    if areas.is_empty() {
        return view! { <p>"Nothing is asked for in the terms to come."</p> }.into_any();
    }
    let longest = areas
        .values()
        .flatten()
        .flatten()
        .map(|one| (one.asked.0 + one.supposed.0).max(one.offered.0));
    let longest = longest.max().unwrap_or(1).max(1);
    let mut rows: Vec<(Key, Vec<Option<&AreaAhead>>)> = areas.into_iter().collect();
    rows.sort_by_key(|(area, cells)| {
        let sum =
            |of: fn(&AreaAhead) -> u32| -> u32 { cells.iter().flatten().map(|one| of(one)).sum() };
        let short = sum(|one| one.short().0);
        let wanted = sum(|one| one.asked.0 + one.supposed.0);
        (std::cmp::Reverse((short, wanted)), *area)
    });
    let heads = seen
        .terms
        .iter()
        .map(|one| view! { <th scope="col">{one.term.words()}</th> })
        .collect_view();
    let together = seen
        .terms
        .iter()
        .map(|one| {
            let short = one.short.0 > 0;
            let words = if short {
                format!("{} short", days(one.short))
            } else {
                "enough".to_owned()
            };
            view! { <td data-over=short.then_some("")>{words}</td> }
        })
        .collect_view();
    let left_out = rows.len().saturating_sub(SHOWN);
    let body = rows
        .iter()
        .take(SHOWN)
        .map(|(area, cells)| {
            let cells = cells.iter().map(|one| cell(*one, longest)).collect_view();
            view! { <tr><th scope="row">{Areas::standard().word(*area)}</th>{cells}</tr> }
        })
        .collect_view();
    let more = (left_out > 0).then(|| {
        let words = format!("{left_out} more areas are asked for less, and have days enough or are no shorter than these.");
        view! { <p class="small-print">{words}</p> }
    });
    view! {
        <div class="table-box" role="region" tabindex="0" aria-label="Days by area and term"><table class="leader-table term-table">
            <caption class="visually-hidden">"Days of each area by term: asked for by open needs, by schools supposed to come, and on offer"</caption>
            <thead><tr><th scope="col">"Area"</th>{heads}</tr></thead>
            <tbody>{body}</tbody>
            <tfoot><tr><th scope="row">"All together"</th>{together}</tr></tfoot>
        </table></div>
        {more}
        <p class="capacity-key">
            <span><i class="part-given"></i>"asked for by open needs"</span>
            <span><i class="part-tentative"></i>"by the schools supposed"</span>
            <span><i class="free"></i>"on offer beyond that"</span>
        </p>
    }
    .into_any()
}

fn cell(one: Option<&AreaAhead>, longest: u32) -> AnyView {
    let Some(one) = one else {
        return view! { <td class="quiet">"–"</td> }.into_any();
    };
    // Drawn to one scale, the longest bar as long as a bar may be.
    let drawn = |half_days: HalfDays| {
        if longest <= LONGEST {
            half_days
        } else {
            HalfDays(half_days.0 * LONGEST / longest)
        }
    };
    let bars = Days {
        most: Some(drawn(one.offered)),
        given: drawn(one.asked),
        agreed: HalfDays(0),
        tentative: drawn(one.supposed),
    };
    let wanted = HalfDays(one.asked.0 + one.supposed.0);
    let words = format!("{} of {}", wanted.words(), one.offered.words());
    let short =
        (one.short().0 > 0).then(|| view! { <strong>{days(one.short())} " short"</strong> });
    view! { <td>{bar(bars)} {words} " " {short}</td> }.into_any()
}

//! Where everybody is: the map, and the same as a table.

use domain::brokerage::words::Names;
use domain::brokerage::{Fit, Need, Seen, kilometres};
use domain::schools::NeedId;
use leptos::prelude::*;

use super::Chosen;
use crate::components::map::{Arc, ArcKind, Drawing, Map, Pin, Square};
use crate::components::tier_tag::tone;
use crate::state::brokerage::{BoardState, Solved};

fn drawing(state: BoardState, chosen: Chosen) -> Drawing {
    let Some(solved) = state.solved.get() else {
        return Drawing::default();
    };
    let selected = chosen.need.get();
    let mut drawing = Drawing {
        dots: state
            .places
            .with(|places| places.iter().map(|school| school.place).collect()),
        ..Drawing::default()
    };
    let mut needs: Vec<&Need> = solved.board.open_needs().collect();
    // The selected lies on top.
    needs.sort_by_key(|need| (selected == Some(need.id), need.draft.tier, need.id));
    // A team is one place, with a line from each of its people.
    let lead_of = |id: NeedId| solved.board.needs.get(&id).map(Need::lead);
    let lead = selected.and_then(lead_of);
    for need in needs {
        let Some(place) = need.place else { continue };
        let chosen = lead == Some(need.lead());
        let led = need.draft.of.and_then(|lead| solved.board.needs.get(&lead));
        if led.is_some_and(|lead| lead.open()) {
            give(&mut drawing, &solved, need, chosen);
            continue;
        }
        drawing.pins.push(Pin {
            place,
            name: short(&need.school),
            digit: u8::from(need.draft.tier).to_string(),
            tone: tone(need.draft.tier),
            selected: chosen,
            weight: u8::from(need.draft.tier),
        });
        give(&mut drawing, &solved, need, chosen);
    }
    if let Some((_, moves)) = state.moved() {
        for one in moves {
            let from = one
                .from
                .and_then(|leader| solved.board.leaders.get(&leader)?.place);
            let to = solved
                .board
                .needs
                .get(&one.need)
                .and_then(|need| need.place);
            if let Some((from, to)) = from.zip(to) {
                let kind = ArcKind::Before;
                drawing.arcs.insert(0, Arc { from, to, kind });
            }
        }
    }
    drawing
}

/// The square of who is given, and the line from there.
fn give(drawing: &mut Drawing, solved: &Solved, need: &Need, chosen: bool) {
    let leader = solved.plan.leader(need.id);
    let leader = leader.and_then(|leader| solved.board.leaders.get(&leader));
    let Some((leader, from)) = leader.and_then(|leader| Some((leader, leader.place?))) else {
        return;
    };
    drawing.squares.push(Square {
        place: from,
        name: leader.name.clone(),
        selected: chosen,
    });
    if let Some(to) = need.place {
        let kind = if chosen {
            ArcKind::Selected
        } else {
            ArcKind::Plain
        };
        drawing.arcs.push(Arc { from, to, kind });
    }
}

/// "Lark Edge Primary School" is "Lark Edge" on a map.
fn short(school: &str) -> String {
    const ENDINGS: [&str; 6] = [
        " School", " Academy", " Primary", " Infant", " Junior", " Nursery",
    ];
    let mut name = school;
    while let Some(rest) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        name = rest;
    }
    name.to_owned()
}

#[component]
pub fn Where(state: BoardState, chosen: Chosen) -> impl IntoView {
    let drawn = Memo::new(move |_| drawing(state, chosen));
    let said = Signal::derive(move || {
        drawn.with(|drawn| {
            format!(
                "Map of {} schools with needs and the schools their leaders come from. The table below says the same.",
                drawn.pins.len()
            )
        })
    });
    let before = move || {
        drawn
            .with(|drawn| drawn.arcs.iter().any(|arc| arc.kind == ArcKind::Before))
            .then(|| view! { <span class="key-before">"before"</span> })
    };
    view! {
        <section class="where" aria-labelledby="where">
            <div class="section-head">
                <h2 id="where" tabindex="-1">"Where"</h2>
                <span class="key-school">"tier of need"</span>
                <span class="key-leader">"leader’s school"</span>
                {before}
            </div>
            <Map drawing=drawn said/>
            <details class="twin">
                <summary>"The same as a table"</summary>
                {move || table(state)}
            </details>
        </section>
    }
}

fn table(state: BoardState) -> Option<AnyView> {
    let solved = state.solved.get()?;
    let names = Names(&solved.board);
    let rows = super::plan::order(state)
        .into_iter()
        .filter_map(|need: NeedId| {
            let leader = solved.plan.leader(need)?;
            let pair = domain::api::Pair { need, leader };
            let (far, minutes) = travel(solved.question.fit(pair)?);
            let home = &solved.board.leaders.get(&leader)?.home_name;
            Some(view! {
                <tr>
                    <th scope="row">{names.school(need).to_owned()}</th>
                    <td>{names.leader(leader).to_owned()} <br/> <small>{home.clone()}</small></td>
                    <td class="number">{far}</td>
                    <td class="number">{minutes}</td>
                </tr>
            })
        })
        .collect_view();
    Some(
        view! {
            <table>
                <caption class="visually-hidden">"Distances of the plan"</caption>
                <thead><tr>
                    <th scope="col">"School"</th>
                    <th scope="col">"Leader, from"</th>
                    <th scope="col" class="number">"Straight line"</th>
                    <th scope="col" class="number">"Estimated min"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}

fn travel(fit: &Fit) -> (String, String) {
    fit.parts
        .iter()
        .find_map(|part| match part.seen {
            Seen::Travel { metres, minutes } => Some((kilometres(metres), minutes.to_string())),
            Seen::Remote => Some(("nobody travels".to_owned(), "0".to_owned())),
            _ => None,
        })
        .unwrap_or_else(|| ("not known".to_owned(), "–".to_owned()))
}

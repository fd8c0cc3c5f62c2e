//! Where a pot's money is, as a bar: full where it is gone, hatched where it is promised, empty where it
//! is free. Every part has its figure beside it.

use domain::support::money::{Held, Pence, Place};
use leptos::prelude::*;

/// Pixels of a whole pot.
const WIDE: i64 = 200;

/// The parts from what is gone to what is free.
pub const PARTS: [Place; 5] = [
    Place::Released,
    Place::Drawn,
    Place::Committed,
    Place::Reserved,
    Place::Available,
];

/// "Of £40,000: £11,000 released, …": what the bar says.
pub fn sentence(name: &str, held: Held) -> String {
    let parts: Vec<String> = PARTS
        .iter()
        .filter(|place| held.at(**place) > Pence::ZERO)
        .map(|place| format!("{} {}", held.at(*place).words(), place.word()))
        .collect();
    if parts.is_empty() {
        return format!("{name}: nothing has come in");
    }
    format!("{name}: of {}, {}", held.came_in.words(), parts.join(", "))
}

pub fn pot_bar(name: &str, held: Held) -> AnyView {
    let whole = held.came_in.0.max(1);
    let mut x = 0;
    let mut before = 0_i64;
    let parts = PARTS
        .iter()
        .map(|place| {
            before = before.saturating_add(held.at(*place).0);
            let end = i64::try_from(i128::from(before) * i128::from(WIDE) / i128::from(whole))
                .unwrap_or(WIDE)
                .clamp(x, WIDE);
            let (from, width) = (x, end - x);
            x = end;
            part(*place, from, width)
        })
        .collect_view();
    view! {
        <svg class="pot-bar" viewBox=format!("0 0 {} 14", WIDE + 1) width=(WIDE + 1).to_string() height="14" role="img">
            <title>{sentence(name, held)}</title>
            {parts}
        </svg>
    }
    .into_any()
}

fn part(place: Place, x: i64, width: i64) -> AnyView {
    if width < 1 {
        return ().into_any();
    }
    let step = match place {
        Place::Committed => 3,
        Place::Reserved => 6,
        _ => 0,
    };
    let strokes: String = if step == 0 {
        String::new()
    } else {
        (0..width)
            .step_by(step)
            .map(|at| {
                let run = (width - at).min(6);
                format!("M{} 13l{run} -{}", x + at, run * 2)
            })
            .collect()
    };
    view! {
        <g data-place=place.word()>
            <rect x=format!("{x}.5") y="1.5" width=(width.saturating_sub(1)).max(1).to_string() height="11"></rect>
            {(!strokes.is_empty()).then(|| view! { <path d=strokes></path> })}
        </g>
    }
    .into_any()
}

/// What each part is, in words.
pub fn key() -> AnyView {
    let parts = PARTS
        .iter()
        .map(|place| {
            let means = match place {
                Place::Released => "released: paid on, a report was accepted",
                Place::Drawn => "drawn: used by visits",
                Place::Committed => "committed: agreed and signed",
                Place::Reserved => "reserved: somebody is matched",
                Place::Available => "available",
            };
            view! { <span><i data-place=place.word()></i>{means}</span> }
        })
        .collect_view();
    view! { <p class="pot-key">{parts}</p> }.into_any()
}

//! Ways to pages on a map: one stop for Tab, arrows to the nearest that way, the name where one points.

use domain::schools::Place;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Drawing, Scale};

/// A way to a page that lies on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Of its element; unique on the page.
    pub id: String,
    pub place: Place,
    pub href: String,
    pub name: String,
    /// After the name: "Priority 3, risk high".
    pub says: String,
}

/// The ways over a drawing of the same places.
#[component]
pub fn Ways(
    #[prop(into)] drawing: Signal<Drawing>,
    #[prop(into)] ways: Signal<Vec<Way>>,
    #[prop(into)] label: String,
) -> impl IntoView {
    let current = RwSignal::new(String::new());
    let list = move || {
        let (size, scale) = drawing.with(|drawing| (drawing.size, Scale::of(drawing)));
        ways.with(|ways| {
            let first = ways.first().map(|way| way.id.clone()).unwrap_or_default();
            let is_there = ways
                .iter()
                .any(|way| current.with_untracked(|id| *id == way.id));
            let stop = if is_there {
                current.get_untracked()
            } else {
                first
            };
            ways.iter()
                .map(|way| way_view(way, scale.at(way.place), size, way.id == stop, current))
                .collect_view()
        })
    };
    let walk = move |event: KeyboardEvent| {
        let (across, down) = match event.key().as_str() {
            "ArrowLeft" => (-1.0, 0.0),
            "ArrowRight" => (1.0, 0.0),
            "ArrowUp" => (0.0, -1.0),
            "ArrowDown" => (0.0, 1.0),
            _ => return,
        };
        event.prevent_default();
        let next = drawing.with_untracked(|drawing| {
            let scale = Scale::of(drawing);
            ways.with_untracked(|ways| {
                nearest(ways, &current.get_untracked(), (across, down), |place| {
                    scale.at(place)
                })
            })
        });
        if let Some(id) = next {
            crate::browser::focus(&id);
        }
    };
    view! { <ul class="map-ways" aria-label=label on:keydown=walk>{list}</ul> }
}

fn way_view(
    way: &Way,
    (x, y): (f64, f64),
    size: (f64, f64),
    stop: bool,
    current: RwSignal<String>,
) -> AnyView {
    let id = way.id.clone();
    let tab = move || {
        let here = current.with(|current| {
            if current.is_empty() {
                stop
            } else {
                *current == id
            }
        });
        if here { "0" } else { "-1" }
    };
    let id = way.id.clone();
    let left = format!("{:.3}%", x / size.0 * 100.0);
    let top = format!("{:.3}%", y / size.1 * 100.0);
    // A name that would leave the map stands to the left.
    let side = (x > size.0 * 0.7).then_some("left");
    view! {
        <li style:left=left style:top=top>
            <a id=way.id.clone() href=way.href.clone() tabindex=tab data-side=side
                on:focus=move |_| current.set(id.clone())>
                <span><b>{way.name.clone()}</b> " " {way.says.clone()}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The nearest in a direction: what lies aside counts double.
fn nearest(
    ways: &[Way],
    from: &str,
    (across, down): (f64, f64),
    at: impl Fn(Place) -> (f64, f64),
) -> Option<String> {
    let from = ways.iter().find(|way| way.id == from).or(ways.first())?;
    let (x, y) = at(from.place);
    ways.iter()
        .filter(|way| way.id != from.id)
        .filter_map(|way| {
            let (other_x, other_y) = at(way.place);
            let (dx, dy) = (other_x - x, other_y - y);
            let ahead = dx * across + dy * down;
            let aside = (dx * down).abs() + (dy * across).abs();
            (ahead > 0.5).then_some((ahead + 2.0 * aside, way))
        })
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, way)| way.id.clone())
}

//! A map of the authority from eastings and northings: its own outline, no tiles. The same facts stand
//! in the table beside it, or are the same list shown otherwise.

use domain::schools::Place;
use leptos::prelude::*;

use super::chart::px;

mod labels;
mod outline;
mod ways;

pub use labels::Label;
pub use ways::{Way, Ways};

/// A school that is spoken of.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    pub place: Place,
    pub name: String,
    /// In the circle: the tier or the band. Empty: a plain mark.
    pub digit: String,
    /// "range" is a dashed square; "plain" says nothing of how serious it is.
    pub tone: &'static str,
    pub selected: bool,
    /// Larger goes first where there is no room for every label.
    pub weight: u8,
}

/// A leader's own school.
#[derive(Debug, Clone, PartialEq)]
pub struct Square {
    pub place: Place,
    pub name: String,
    pub selected: bool,
}

/// From a leader's school to a school that is supported.
#[derive(Debug, Clone, PartialEq)]
pub struct Arc {
    pub from: Place,
    pub to: Place,
    pub kind: ArcKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArcKind {
    Plain,
    Selected,
    /// What was there before the last change.
    Before,
}

/// What is drawn. Later things lie on earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Pixels wide and high.
    pub size: (f64, f64),
    /// Every school, small.
    pub dots: Vec<Place>,
    pub pins: Vec<Pin>,
    pub squares: Vec<Square>,
    pub arcs: Vec<Arc>,
}

impl Default for Drawing {
    /// As large as it stands in a column at the side.
    fn default() -> Self {
        Self {
            size: (360.0, 272.0),
            dots: Vec::new(),
            pins: Vec::new(),
            squares: Vec::new(),
            arcs: Vec::new(),
        }
    }
}

/// Room around the outline, and how far it lies outside the outermost school.
const MARGIN: f64 = 8.0;
const BUFFER: f64 = 14.0;
/// Room below for the bar of scale.
const FOOT: f64 = 22.0;

/// From metres on the National Grid to the drawing.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    wide: f64,
    west: f64,
    north: f64,
    /// Pixels a metre.
    per_metre: f64,
    left: f64,
    top: f64,
}

impl Scale {
    /// The scale of everything drawn.
    pub fn of(drawing: &Drawing) -> Self {
        let places = drawing.every();
        let (width, height) = drawing.size;
        let range = |of: fn(&Place) -> i32| {
            let least = places.iter().map(of).min().unwrap_or(0);
            let most = places.iter().map(of).max().unwrap_or(1);
            (f64::from(least), f64::from(most))
        };
        let (west, east) = range(|place| place.easting);
        let (south, north) = range(|place| place.northing);
        let inset = MARGIN + BUFFER;
        let (wide, high) = (width - 2.0 * inset, height - 2.0 * inset - FOOT);
        let per_metre = (wide / (east - west).max(500.0)).min(high / (north - south).max(500.0));
        Self {
            wide: width,
            west,
            north,
            per_metre,
            left: inset + (wide - (east - west) * per_metre) / 2.0,
            top: inset + (high - (north - south) * per_metre) / 2.0,
        }
    }

    /// Where a place lies, pixels from the left and from the top.
    pub fn at(&self, place: Place) -> (f64, f64) {
        (
            self.left + (f64::from(place.easting) - self.west) * self.per_metre,
            self.top + (self.north - f64::from(place.northing)) * self.per_metre,
        )
    }

    /// A round number of kilometres, about a fifth of the drawing wide, and its pixels.
    fn bar(&self) -> (u32, f64) {
        let kilometres = [1_u32, 2, 5, 10, 20, 50]
            .into_iter()
            .rfind(|km| f64::from(*km) * 1_000.0 * self.per_metre <= self.wide / 4.0)
            .unwrap_or(1);
        (kilometres, f64::from(kilometres) * 1_000.0 * self.per_metre)
    }
}

impl Drawing {
    fn every(&self) -> Vec<Place> {
        self.dots
            .iter()
            .copied()
            .chain(self.pins.iter().map(|pin| pin.place))
            .chain(self.squares.iter().map(|square| square.place))
            .collect()
    }
}

/// `said`: the sentence the map shows.
#[component]
pub fn Map(
    #[prop(into)] drawing: Signal<Drawing>,
    #[prop(into)] said: Signal<String>,
) -> impl IntoView {
    let drawn = move || drawing.with(draw);
    let frame =
        move || drawing.with(|drawing| format!("0 0 {} {}", drawing.size.0, drawing.size.1));
    view! {
        <svg class="map" viewBox=frame role="img" aria-label=move || said.get()>
            {drawn}
        </svg>
    }
}

fn draw(drawing: &Drawing) -> AnyView {
    let every = drawing.every();
    let scale = Scale::of(drawing);
    let points: Vec<(f64, f64)> = every.iter().map(|place| scale.at(*place)).collect();
    let outline = outline::path(&outline::hull(&points));
    let edge = 2.0 * BUFFER;
    let dots: String = drawing
        .dots
        .iter()
        .map(|place| {
            let (x, y) = scale.at(*place);
            format!("M{x:.1} {y:.1}h0")
        })
        .collect();
    let arcs = drawing
        .arcs
        .iter()
        .map(|arc| arc_view(arc, &scale))
        .collect_view();
    let squares = drawing
        .squares
        .iter()
        .map(|square| {
            let (x, y) = scale.at(square.place);
            view! {
                <rect class="square" data-selected=square.selected.then_some("") x=px(x - 3.5) y=px(y - 3.5) width="7" height="7"></rect>
            }
        })
        .collect_view();
    let pins = drawing
        .pins
        .iter()
        .map(|pin| pin_view(pin, &scale))
        .collect_view();
    let labels = labels::place(drawing, |place| scale.at(place))
        .into_iter()
        .map(label_view)
        .collect_view();
    let (kilometres, wide) = scale.bar();
    let foot = drawing.size.1 - 8.0;
    view! {
        <path class="outline-edge" d=outline.clone() stroke-width=px(edge)></path>
        <path class="outline" d=outline stroke-width=px(edge - 2.0)></path>
        <path class="dots" d=dots></path>
        {arcs}
        {squares}
        {pins}
        {labels}
        <path class="bar" d=format!("M14 {:.1}v6m0 -3h{wide:.1}m0 -3v6", foot - 6.0)></path>
        <text class="bar-words" x=px(14.0 + wide + 6.0) y=px(foot + 1.0)>{kilometres} " km"</text>
    }
    .into_any()
}

fn arc_view(arc: &Arc, scale: &Scale) -> AnyView {
    let ((x1, y1), (x2, y2)) = (scale.at(arc.from), scale.at(arc.to));
    // Bent to the side by an eighth of its length, so that lines that cross stay apart.
    let (across, along) = (x2 - x1, y2 - y1);
    let (bend_x, bend_y) = (
        (x1 + x2) / 2.0 - along / 8.0,
        (y1 + y2) / 2.0 + across / 8.0,
    );
    let kind = match arc.kind {
        ArcKind::Plain => "plain",
        ArcKind::Selected => "selected",
        ArcKind::Before => "before",
    };
    let line = format!("M{x1:.1} {y1:.1}Q{bend_x:.1} {bend_y:.1} {x2:.1} {y2:.1}");
    view! { <path class="arc" data-kind=kind d=line></path> }.into_any()
}

fn pin_view(pin: &Pin, scale: &Scale) -> AnyView {
    let (x, y) = scale.at(pin.place);
    let mark = match pin.tone {
        "range" => {
            view! { <rect x=px(x - 6.5) y=px(y - 6.5) width="13" height="13" rx="2"></rect> }
                .into_any()
        }
        "plain" => view! { <circle cx=px(x) cy=px(y) r="4"></circle> }.into_any(),
        _ => view! { <circle cx=px(x) cy=px(y) r="7"></circle> }.into_any(),
    };
    view! {
        <g class="pin" data-tone=pin.tone data-selected=pin.selected.then_some("")>
            {mark}
            <text x=px(x) y=px(y + 3.6)>{pin.digit.clone()}</text>
        </g>
    }
    .into_any()
}

fn label_view(label: Label) -> AnyView {
    view! {
        <text class="label" data-selected=label.selected.then_some("") data-of=label.of x=px(label.x) y=px(label.y)
            text-anchor=label.anchor>{label.text}</text>
    }
    .into_any()
}

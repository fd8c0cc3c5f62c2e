//! Names on the map: at most eight, none over another, the selected first.

use domain::schools::Place;

use super::Drawing;

/// The most names.
const MOST: usize = 8;
/// About how wide a letter is.
const LETTER: f64 = 6.1;
const HIGH: f64 = 13.0;

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub x: f64,
    pub y: f64,
    pub anchor: &'static str,
    pub text: String,
    pub selected: bool,
    /// "school" or "leader".
    pub of: &'static str,
}

type Box = (f64, f64, f64, f64);

/// Where the names go: right of the mark, or left, above, below, where there is room.
pub fn place(drawing: &Drawing, at: impl Fn(Place) -> (f64, f64)) -> Vec<Label> {
    let mut taken: Vec<Box> = drawing
        .pins
        .iter()
        .map(|pin| around(at(pin.place), 7.0))
        .chain(drawing.squares.iter().map(|one| around(at(one.place), 4.0)))
        .collect();
    let mut wanted: Vec<(u8, &str, Place, bool, &'static str)> = drawing
        .pins
        .iter()
        .map(|pin| {
            let weight = if pin.selected { 255 } else { pin.weight };
            (weight, pin.name.as_str(), pin.place, pin.selected, "school")
        })
        .chain(
            drawing
                .squares
                .iter()
                .filter(|square| square.selected)
                .map(|square| (254, square.name.as_str(), square.place, true, "leader")),
        )
        .collect();
    wanted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    // A school with several needs is named once.
    wanted.dedup_by(|a, b| a.1 == b.1 && a.4 == b.4);
    let mut labels = Vec::new();
    for (_, text, place, selected, of) in wanted {
        if labels.len() == MOST {
            break;
        }
        let (x, y) = at(place);
        let wide = LETTER * f64::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX));
        let spots = [
            (x + 10.0, y + 4.0, "start", (x + 10.0, x + 10.0 + wide)),
            (x - 10.0, y + 4.0, "end", (x - 10.0 - wide, x - 10.0)),
            (x, y - 11.0, "middle", (x - wide / 2.0, x + wide / 2.0)),
            (x, y + 20.0, "middle", (x - wide / 2.0, x + wide / 2.0)),
        ];
        let found = spots.into_iter().find_map(|(x, y, anchor, (left, right))| {
            let own = (left, y - HIGH + 3.0, right, y + 3.0);
            let inside = left > 2.0 && right < drawing.size.0 - 2.0 && own.1 > 0.0;
            let free = taken.iter().all(|other| apart(own, *other));
            (inside && free).then_some((own, x, y, anchor))
        });
        if let Some((own, x, y, anchor)) = found {
            taken.push(own);
            labels.push(Label {
                x,
                y,
                anchor,
                text: text.to_owned(),
                selected,
                of,
            });
        }
    }
    labels
}

fn around((x, y): (f64, f64), radius: f64) -> Box {
    (x - radius, y - radius, x + radius, y + radius)
}

fn apart(a: Box, b: Box) -> bool {
    a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1
}

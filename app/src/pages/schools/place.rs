//! The same list as a map: every school shown stands where it is, with its category; the others are
//! dots. The table is one press away.

use domain::api::SchoolRow;
use domain::risk::{Scheme, span_words};
use leptos::ev;
use leptos::prelude::*;

use super::Table;
use crate::components::category_tag::tone;
use crate::components::map::{Drawing, Map, Pin, Way, Ways};

/// How high it is, at most and at least, pixels.
const HIGH: f64 = 640.0;
const LOW: f64 = 300.0;

pub fn as_map(table: Table) -> AnyView {
    let wide = RwSignal::new(room());
    let resized = window_event_listener(ev::resize, move |_| wide.set(room()));
    on_cleanup(move || resized.remove());
    let drawing = {
        let table = table.clone();
        Memo::new(move |_| drawing(&table, wide.get()))
    };
    let ways = {
        let table = table.clone();
        Memo::new(move |_| ways(&table))
    };
    let (order, rows) = (table.order, table.rows.clone());
    let nowhere = Memo::new(move |_| {
        order.with(|order| {
            order
                .iter()
                .filter(|at| rows[**at].school.place.is_none())
                .count()
        })
    });
    let said = {
        let table = table.clone();
        Signal::derive(move || said(&table, nowhere.get()))
    };
    let note = move || match nowhere.get() {
        0 => String::new(),
        1 => " One school has no place on the register and is in the table only.".to_owned(),
        many => format!(" {many} schools have no place on the register and are in the table only."),
    };
    let empty = move || order.with(Vec::is_empty);
    let key = table.categories.then(|| {
        view! {
            <span>"The number is the priority. A dashed square is a range."</span>
        }
    });
    view! {
        <section class="school-map opens" aria-label="Map of the schools shown">
            <p class="map-key">
                {key}
                <span class="key-other">"a school the filters leave out"</span>
                <span>{note}</span>
            </p>
            <Show when=empty><p class="empty">"No school is like that."</p></Show>
            <div class="map-box">
                <Map drawing said/>
                <Ways drawing ways label="Schools on the map"/>
            </div>
        </section>
        <div class="school-table-foot">
            <span>"Arrows go to the nearest school that way."</span>
            <span class="keys"><kbd class="key-cap">"M"</kbd> " as a table"</span>
            <span class="keys"><kbd class="key-cap">"Enter"</kbd> " open"</span>
        </div>
    }
    .into_any()
}

/// The room there is, so that words on the map are as large as elsewhere.
fn room() -> f64 {
    let main = crate::browser::by_id("main").map_or(0, |main| main.client_width());
    f64::from(main - 48).clamp(288.0, 1392.0)
}

fn drawing(table: &Table, wide: f64) -> Drawing {
    let mut drawing = Drawing {
        size: (wide, (wide * 0.62).clamp(LOW, HIGH)),
        dots: table
            .rows
            .iter()
            .filter_map(|row| row.school.place)
            .collect(),
        ..Drawing::default()
    };
    table.order.with(|order| {
        for at in order {
            let row = &table.rows[*at];
            let Some(place) = row.school.place else {
                continue;
            };
            let (digit, tone, weight) = mark(row, &table.scheme);
            drawing.pins.push(Pin {
                place,
                name: row.school.name.clone(),
                digit,
                tone,
                selected: false,
                weight,
            });
        }
    });
    // The more serious lies on top.
    drawing.pins.sort_by_key(|pin| pin.weight);
    drawing
}

/// What is in the circle, its tone, and how serious it is.
fn mark(row: &SchoolRow, scheme: &Scheme) -> (String, &'static str, u8) {
    let Some(is) = &row.standing else {
        return (String::new(), "plain", 0);
    };
    match is.band.settled() {
        Some(band) => {
            let rule = scheme.band(band);
            let digit = rule.short.trim_start_matches(char::is_alphabetic);
            let digit = if digit.is_empty() {
                rule.short.as_str()
            } else {
                digit
            };
            (digit.to_owned(), tone(rule.tone), band.0 + 1)
        }
        None => ("?".to_owned(), "range", is.band.highest.0 + 1),
    }
}

fn ways(table: &Table) -> Vec<Way> {
    table.order.with(|order| {
        order
            .iter()
            .filter_map(|at| {
                let row = &table.rows[*at];
                let school = &row.school;
                let says = row.standing.as_ref().map_or_else(
                    || school.phase.word().to_owned(),
                    |is| {
                        format!(
                            "{}, risk {}",
                            span_words(&table.scheme, is.band),
                            is.risk.known.word().to_lowercase()
                        )
                    },
                );
                Some(Way {
                    id: format!("map-{}", school.urn),
                    place: school.place?,
                    href: format!("/schools/{}", school.urn),
                    name: school.name.clone(),
                    says,
                })
            })
            .collect()
    })
}

/// "Map of 58 schools: 4 Priority 4, 9 Priority 3, 20 Priority 2, 24 Priority 1, 1 range."
fn said(table: &Table, nowhere: usize) -> String {
    let scheme = &table.scheme;
    let mut counts = vec![0_usize; scheme.bands.len() + 1];
    let shown = table.order.with(|order| {
        for at in order {
            if let Some(is) = &table.rows[*at].standing {
                let place = is
                    .band
                    .settled()
                    .map_or(scheme.bands.len(), |band| usize::from(band.0));
                if let Some(count) = counts.get_mut(place) {
                    *count += 1;
                }
            }
        }
        order.len() - nowhere
    });
    let mut parts: Vec<String> = scheme
        .all_bands()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|band| (counts[usize::from(band.0)], scheme.band(band).word.clone()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    match counts.last() {
        Some(0) | None => {}
        Some(1) => parts.push("1 range".to_owned()),
        Some(many) => parts.push(format!("{many} ranges")),
    }
    if parts.is_empty() {
        return format!("Map of {shown} schools.");
    }
    format!("Map of {shown} schools: {}.", parts.join(", "))
}

//! What may be shown on the wall of the school the chair shows, and nothing else.

use domain::calendar::Date;
use domain::meetings::{Board, Item};
use domain::risk::{
    Band, IndicatorRow, Judged, Level, Said, Scheme, Span, Unit, explain, finding_words,
};

use crate::pages::meeting::otherwise_of;
use crate::state::meeting::MeetingState;

/// The most indicators on the wall.
const MOST: usize = 3;
/// The most of the school's words there is room for, characters: two lines.
const ROOM: usize = 130;

/// What may be shown, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    pub school: String,
    pub place: String,
    pub band: Span<Band>,
    pub risk: Level,
    pub decided: Option<(Band, Level)>,
    pub last: Option<(Date, Band)>,
    pub rows: Vec<WallRow>,
    pub unknown: Option<String>,
    pub otherwise: Vec<Said>,
    pub words: Option<String>,
    /// Own views come first: so many have chosen, and what the rules make of it is not shown.
    pub choosing: Option<u32>,
    /// How they were spread; counts, never names.
    pub spread: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallRow {
    pub name: String,
    pub judged: Judged,
    /// `None`: a judgement of people, not shown here.
    pub measure: Option<Measure>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub value: String,
    pub before: Option<String>,
    pub line: String,
}

/// What may be shown of the school the chair shows.
pub fn wall(state: &MeetingState) -> Option<Wall> {
    let board: &Board = state.confirmed_board();
    let urn = board
        .current
        .or_else(|| state.order().first().map(|entry| entry.urn))?;
    let item = board.items.get(&urn)?;
    let scheme = &state.scheme;
    let on = board.meeting.on;
    let now = item.suggestion(scheme, on);
    let why = explain(scheme, &item.evidence(scheme), &now);
    let discussed: Vec<_> = state
        .order()
        .iter()
        .filter(|entry| entry.why.is_some())
        .collect();
    let place = discussed
        .iter()
        .position(|entry| entry.urn == urn)
        .map_or_else(String::new, |at| {
            format!("Item {} of {}", at + 1, discussed.len())
        });
    let hidden = item.views.hide();
    let rows = if hidden {
        measured(scheme, &why.rows)
    } else {
        telling(&why.rows)
    };
    let spread = item.views.shown().filter(|spread| spread.all() > 0);
    let spread = spread.map(|spread| {
        format!(
            "{}. {}.",
            spread.counts(scheme),
            spread.finding(scheme, now.band)
        )
    });
    let unknown = why
        .rows
        .iter()
        .filter(|row| matches!(row.judged, Judged::Unknown(_)))
        .count();
    let matter = if why.unknowns.is_empty() {
        "they could not change this"
    } else {
        "they could change this"
    };
    Some(Wall {
        school: item.school.name.clone(),
        place,
        band: now.band,
        risk: now.risk.known,
        decided: item
            .decision
            .as_ref()
            .map(|(decision, _, _)| (decision.band, decision.risk)),
        last: item.last.as_ref().map(|last| (last.on, last.band)),
        rows: rows
            .into_iter()
            .take(MOST)
            .map(|row| wall_row(scheme, item, row))
            .collect(),
        unknown: (unknown > 0 && !hidden).then(|| {
            format!(
                "{unknown} of {} indicators not known; {matter}.",
                why.rows.len()
            )
        }),
        otherwise: if hidden {
            Vec::new()
        } else {
            otherwise_of(item, scheme, on, true)
        },
        // There is room for one of the two.
        words: item
            .reply
            .as_ref()
            .filter(|_| spread.is_none())
            .map(|reply| first_words(&reply.text)),
        choosing: hidden.then(|| state.given(urn)),
        spread,
    })
}

/// The reasons that tell most: the most serious of each area, areas in order of their worst; then the rest.
fn telling(rows: &[IndicatorRow]) -> Vec<&IndicatorRow> {
    let mut reasons: Vec<&IndicatorRow> = rows.iter().filter(|row| row.counts).collect();
    reasons.sort_by_key(|row| std::cmp::Reverse(row.judged.known()));
    let mut areas: Vec<&str> = Vec::new();
    let (first, rest): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|row| {
        let new = !areas.contains(&row.area.as_str());
        if new {
            areas.push(&row.area);
        }
        new
    });
    first.into_iter().chain(rest).collect()
}

/// Measures in the order of the scheme, whatever the rules make of them.
fn measured<'a>(scheme: &Scheme, rows: &'a [IndicatorRow]) -> Vec<&'a IndicatorRow> {
    rows.iter()
        .filter(|row| {
            let rule = scheme.indicator(row.indicator);
            let measure = rule.is_some_and(|rule| rule.unit != Unit::Choice);
            measure && !matches!(row.judged, Judged::Unknown(_) | Judged::NotCollected)
        })
        .collect()
}

fn wall_row(scheme: &Scheme, item: &Item, row: &IndicatorRow) -> WallRow {
    let measure = scheme
        .indicator(row.indicator)
        .filter(|rule| rule.unit != Unit::Choice)
        .map(|rule| Measure {
            value: row.value.clone(),
            before: item
                .before
                .get(&row.indicator)
                .map(|finding| finding_words(rule, *finding)),
            line: row.line.clone(),
        });
    WallRow {
        name: row.name.clone(),
        judged: row.judged,
        measure,
    }
}

/// The school's words as far as the wall has room: whole sentences while they fit, else part of one.
fn first_words(text: &str) -> String {
    let mut kept = String::new();
    for sentence in text.split_inclusive(['.', '?', '\n']) {
        if kept.chars().count() + sentence.chars().count() > ROOM {
            break;
        }
        kept.push_str(sentence);
    }
    if !kept.trim().is_empty() {
        return kept.trim().to_owned();
    }
    let cut: String = text.chars().take(ROOM).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{whole} …")
}

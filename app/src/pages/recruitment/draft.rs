//! What is asked of a round, opened or changed.

use domain::api::{OFFERED_PHASES, OpenRound, RecruitmentPage as Page, RoundRow};
use domain::brokerage::Areas;
use domain::brokerage::recruitment::{RoundDraft, RoundEntry};
use domain::calendar::{Date, add_weeks};
use domain::schools::{ChangeId, Key, Phase};
use leptos::prelude::*;

use super::{Desk, entry};
use crate::api;
use crate::browser;
use crate::pages::organisations::act::{Act, act, choices};
use crate::pages::support::form::{Ask, How, Written, Wrong};
use crate::words::capital;

const FIELDS: &[&str] = &[
    "title",
    "kind",
    "why",
    "areas",
    "phases",
    "places",
    "body",
    "opens",
    "closes",
    "interviews",
    "again",
    "then",
    "panel",
];

/// The choices every form of these pages has of areas.
pub fn area_choices() -> How {
    let areas = Areas::standard().areas.iter();
    How::AnyOf(choices(areas.map(|area| (area.id, capital(&area.short)))))
}

pub fn phase_choices() -> How {
    let phases = OFFERED_PHASES.iter();
    How::AnyOf(choices(
        phases.map(|phase| (phase.word(), phase.word().to_owned())),
    ))
}

pub fn areas_of(written: &Written) -> Vec<Key> {
    let areas = written.many("areas");
    areas.iter().filter_map(|area| area.parse().ok()).collect()
}

pub fn phases_of(written: &Written) -> Vec<Phase> {
    let chosen = written.many("phases");
    OFFERED_PHASES
        .into_iter()
        .filter(|phase| chosen.iter().any(|word| word == phase.word()))
        .collect()
}

/// Opens a round.
pub fn open(desk: Desk, page: &Page) -> AnyView {
    let id = ChangeId(browser::new_id());
    let form = Act {
        key: "open".to_owned(),
        words: "Open a round".to_owned(),
        asks: asks(page, None),
        fields: FIELDS,
    };
    let send = move |written: &Written| {
        let asked = OpenRound {
            id,
            round: draft(written)?,
        };
        Ok(async move { api::open_round(&asked).await })
    };
    act(desk.open, form, send, move |next| desk.page.set(next))
}

/// Changes one.
pub fn change(desk: Desk, row: &RoundRow, page: &Page) -> AnyView {
    let key = (format!("change-{}", row.id), "Change the round");
    let asks = asks(page, Some(&row.round.draft));
    entry(desk, row, key, asks, FIELDS, |written| {
        let round = Box::new(draft(written)?);
        Ok(RoundEntry::Change { round })
    })
}

fn asks(page: &Page, now: Option<&RoundDraft>) -> Vec<Ask> {
    let at = |of: fn(&RoundDraft) -> String| now.map(of).unwrap_or_default();
    let kinds = choices(page.types.iter().map(|kind| (kind.id, kind.name.clone())));
    let people = choices(page.people.iter().cloned());
    let opens = now.map_or(page.today, |one| one.opens);
    let closes = now.map_or(Some(add_weeks(page.today, 4)), |one| one.closes);
    let day = |of: Option<Date>| of.map_or_else(String::new, |day| day.to_string());
    let interview = |place: usize| day(now.and_then(|one| one.interviews.get(place).copied()));
    vec![
        Ask::new("title", "Name of the round", How::Line).at_first(at(|one| one.title.clone())),
        Ask::new("kind", "Who is sought", How::From(kinds))
            .at_first(at(|one| one.kind.to_string())),
        Ask::new("why", "What they are needed for", How::Words).at_first(at(|one| one.why.clone())),
        Ask::new("areas", "Areas of expertise", area_choices())
            .hint("None chosen: any area")
            .at_first(at(|one| {
                let areas: Vec<String> = one.areas.iter().map(ToString::to_string).collect();
                areas.join(",")
            })),
        Ask::new("phases", "For", phase_choices())
            .hint("None chosen: any phase")
            .at_first(at(|one| {
                let phases: Vec<&str> = one.phases.iter().map(|phase| phase.word()).collect();
                phases.join(",")
            })),
        Ask::new("places", "How many places", How::Line).at_first(at(|one| one.places.to_string())),
        Ask::new("body", "Which body designates them", How::Line)
            .at_first(at(|one| one.body.clone())),
        Ask::new("opens", "Applications from", How::Day).at_first(day(Some(opens))),
        Ask::new("closes", "Until", How::Day)
            .hint("Left empty: not set yet")
            .at_first(day(closes)),
        Ask::new("interviews", "Interviews on", How::Day)
            .hint("Left empty: not set yet")
            .at_first(interview(0)),
        Ask::new("again", "Interviews again on", How::Day).at_first(interview(1)),
        Ask::new("then", "And again on", How::Day).at_first(interview(2)),
        Ask::new("panel", "Who may interview", How::AnyOf(people))
            .hint("At least two; none chosen: not set yet")
            .at_first(now.map_or_else(String::new, |one| {
                let ids: Vec<String> = one.panel.iter().map(ToString::to_string).collect();
                ids.join(",")
            })),
    ]
}

/// What was written.
fn draft(written: &Written) -> Result<RoundDraft, Wrong> {
    let places = written.text("places").parse();
    let mut interviews = Vec::new();
    for field in ["interviews", "again", "then"] {
        interviews.extend(written.day_if(field)?);
    }
    interviews.sort_unstable();
    interviews.dedup();
    let panel = written.many("panel");
    Ok(RoundDraft {
        title: written.text("title"),
        kind: written
            .text("kind")
            .parse()
            .map_err(|_| ("kind", "Choose which type of leader is sought"))?,
        why: written.text("why"),
        areas: areas_of(written),
        phases: phases_of(written),
        places: places.map_err(|_| ("places", "Write a number of places"))?,
        body: written.text("body"),
        opens: written.day("opens")?,
        closes: written.day_if("closes")?,
        interviews,
        panel: panel.iter().filter_map(|id| id.parse().ok()).collect(),
    })
}

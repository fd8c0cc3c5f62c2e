//! How minutes are made: from how the meeting opened, how it stands, and every change between.

use super::offices::{chairs_of, counted, offices};
use super::{BandCount, CarriedAction, LeftOver, Minute, MinuteAction, MinuteItem, Minutes};
use crate::meetings::agenda::{Section, agenda};
use crate::meetings::board::Board;
use crate::meetings::change::{Attendance, Before, By, Change, Recorded};
use crate::meetings::decision::Decision;
use crate::meetings::item::Item;
use crate::meetings::year::Purpose;
use crate::risk::{Band, Scheme, explain, finding_words, span_words};
use crate::schools::Finding;

/// The minutes of a meeting as it stands: `opened` as it began, `board` now, every change between, and the
/// support asked for there.
pub fn minutes(
    scheme: &Scheme,
    opened: &Board,
    board: &Board,
    log: &[Recorded],
    requests: Vec<String>,
) -> Minutes {
    let meeting = &board.meeting;
    let order = agenda(board, opened, scheme);
    let mut discussed = Vec::new();
    let mut as_proposed = Vec::new();
    let mut left = Vec::new();
    for entry in &order {
        let Some(item) = board.items.get(&entry.urn) else {
            continue;
        };
        let Some((decision, _, _)) = &item.decision else {
            left.push(LeftOver {
                urn: entry.urn,
                school: entry.name.clone(),
                parked: entry.section() == Section::Parked,
            });
            continue;
        };
        let one = minute_item(scheme, board, item, decision, log);
        // What nobody spoke of was agreed as proposed, wherever it stood on the agenda.
        if one.said.is_empty() && !one.differs && !item.came_for() {
            as_proposed.push(one);
        } else {
            discussed.push(one);
        }
    }
    let mut actions: Vec<MinuteAction> = board
        .items
        .values()
        .flat_map(|item| {
            item.actions.iter().map(|action| MinuteAction {
                school: item.school.name.clone(),
                text: action.text.clone(),
                owner: action.owner.clone(),
                due: action.due,
            })
        })
        .collect();
    actions.sort_by(|one, other| (one.due, &one.school).cmp(&(other.due, &other.school)));
    let named = |how: Attendance| -> Vec<String> {
        let of = board.attendance.iter().filter(|(_, is)| **is == how);
        of.map(|(who, _)| who.clone()).collect()
    };
    let mut made = Minutes {
        title: meeting.title.clone(),
        partnership: meeting.partnership_name.clone(),
        purpose: match board.purpose {
            Purpose::Routine => String::new(),
            other => other.words().to_owned(),
        },
        on: meeting.on,
        scheme: format!("{}, version {}", meeting.scheme, meeting.scheme_version),
        frozen: meeting.frozen,
        chairs: chairs(&meeting.chair, log),
        present: present(board, log, named(Attendance::Present)),
        apologies: named(Attendance::Apologies),
        began: in_the_room(log).next().map(|one| one.at),
        ended: in_the_room(log).last().map(|one| one.at),
        closed: board.closed,
        discussed,
        as_proposed,
        left,
        actions,
        carried: carried(board),
        requests,
        bands: bands(scheme, board),
        offices: Vec::new(),
    };
    made.offices = counted(&made);
    made
}

/// What people in the room recorded.
fn in_the_room(log: &[Recorded]) -> impl Iterator<Item = &Recorded> {
    log.iter()
        .filter(|one| !matches!(one.change, Change::Replied { .. }))
}

fn chairs(first: &By, log: &[Recorded]) -> Vec<String> {
    let mut chairs = vec![first.name.clone()];
    for recorded in log {
        if let Change::Chair { to } = &recorded.change
            && chairs.last() != Some(&to.name)
        {
            chairs.push(to.name.clone());
        }
    }
    chairs
}

/// Who was put down as there, and everybody who recorded anything: they were.
fn present(board: &Board, log: &[Recorded], named: Vec<String>) -> Vec<String> {
    let mut present = named;
    // A school's words come from outside the room.
    let spoke = in_the_room(log).map(|one| &one.by.name);
    for name in [&board.meeting.chair.name].into_iter().chain(spoke) {
        // "Rashida Dalal, head of Millbeck" is Rashida Dalal.
        let is = |one: &String| one == name || one.starts_with(&format!("{name},"));
        if !present.iter().any(is) {
            present.push(name.clone());
        }
    }
    present.sort();
    present
}

fn carried(board: &Board) -> Vec<CarriedAction> {
    let mut carried: Vec<CarriedAction> = board
        .items
        .values()
        .flat_map(|item| {
            item.carried.iter().map(|(action, said)| CarriedAction {
                action: MinuteAction {
                    school: item.school.name.clone(),
                    text: action.text.clone(),
                    owner: action.owner.clone(),
                    due: action.due,
                },
                agreed: action.agreed,
                said: said
                    .as_ref()
                    .map_or_else(String::new, |said| said.text.clone()),
            })
        })
        .collect();
    carried.sort_by(|one, other| {
        (one.action.due, &one.action.school).cmp(&(other.action.due, &other.action.school))
    });
    carried
}

/// Before: the last decision of each school; after: what was decided here, else as before.
fn bands(scheme: &Scheme, board: &Board) -> Vec<BandCount> {
    let gone = scheme.former_bands().filter(|band| {
        let before = |item: &Item| item.last.as_ref().is_some_and(|last| last.band == *band);
        board.items.values().any(before)
    });
    scheme
        .all_bands()
        .chain(gone)
        .map(|band| {
            let count = |of: &dyn Fn(&Item) -> Option<Band>| {
                let within = board.items.values().filter(|item| of(item) == Some(band));
                Some(u32::try_from(within.count()).unwrap_or(u32::MAX))
            };
            let before = |item: &Item| item.last.as_ref().map(|last| last.band);
            let after = |item: &Item| {
                let decided = item.decision.as_ref().map(|(decision, _, _)| decision.band);
                decided.or_else(|| before(item))
            };
            BandCount {
                band,
                word: scheme.band(band).word.clone(),
                before: count(&before),
                after: count(&after),
            }
        })
        .collect()
}

fn minute_item(
    scheme: &Scheme,
    board: &Board,
    item: &Item,
    decision: &Decision,
    log: &[Recorded],
) -> MinuteItem {
    let suggestion = item.suggestion(scheme, board.meeting.on);
    let reasons = explain(scheme, &item.evidence(scheme), &suggestion);
    let outcome = board.outcome(scheme, item, decision).ok();
    let differs = outcome.is_some_and(|outcome| outcome.differs);
    let mut how = if differs {
        "Otherwise than suggested"
    } else {
        "As suggested"
    }
    .to_owned();
    match &item.last {
        None => how.push_str("; not decided before."),
        Some(last) => match scheme.moved_words(last.band, decision.band, false) {
            None => how.push_str(", no change."),
            Some(words) => how.push_str(&format!(", {words}.")),
        },
    }
    if outcome.is_some_and(|outcome| outcome.second_reader) {
        how.push_str(" A second reader is asked for.");
    }
    MinuteItem {
        urn: item.school.urn,
        school: item.school.name.clone(),
        band: decision.band,
        band_word: scheme.band(decision.band).word.clone(),
        risk: decision.risk,
        owner: outcome.map_or_else(String::new, |outcome| outcome.owner.words().to_owned()),
        next_review: decision.next_review,
        how,
        suggested: format!(
            "{}, risk {}",
            span_words(scheme, suggestion.band),
            suggestion.risk.known.word().to_lowercase()
        ),
        reasons: reasons.sentence,
        differs,
        offices: offices(item),
        led: item.led_by().unwrap_or_default(),
        chairs: chairs_of(&board.meeting.chair, log, item.school.urn),
        said: said(scheme, item, decision, log),
    }
}

fn said(scheme: &Scheme, item: &Item, decision: &Decision, log: &[Recorded]) -> Vec<Minute> {
    let urn = item.school.urn;
    let mut said: Vec<Minute> = item
        .reply
        .iter()
        .map(|reply| Minute::Reply {
            text: reply.text.clone(),
            by: reply.by.clone(),
        })
        .collect();
    // A value somebody changed twice is minuted once, from what it was to what it is.
    let changes = log.iter().filter(|one| one.change.urn() == Some(urn));
    for recorded in changes {
        match &recorded.change {
            Change::Record {
                indicator,
                finding,
                note,
                ..
            } => {
                let latest = item
                    .cells
                    .get(indicator)
                    .is_some_and(|cell| cell.version == recorded.seq);
                if !latest {
                    continue;
                }
                let first = log.iter().find(|one| {
                    matches!(&one.change, Change::Record { urn: of, indicator: key, .. }
                        if *of == urn && key == indicator)
                });
                let Some(rule) = scheme.indicator(*indicator) else {
                    continue;
                };
                let words = |finding: Finding| finding_words(rule, finding);
                let was = match first.and_then(|first| first.from.clone()) {
                    Some(Before::Finding(was)) => words(was),
                    _ => "not recorded".to_owned(),
                };
                said.push(Minute::Changed {
                    text: format!("{} changed from {was} to {}", rule.name, words(*finding)),
                    note: note.clone(),
                    by: recorded.by.name.clone(),
                });
            }
            Change::Point {
                text, raised_by, ..
            } => said.push(Minute::Point {
                text: text.clone(),
                by: if raised_by.is_empty() {
                    recorded.by.name.clone()
                } else {
                    raised_by.clone()
                },
            }),
            Change::Know { entry, .. } => said.push(Minute::Known {
                text: entry.text.clone(),
                source: entry.source.clone(),
            }),
            Change::Dissent { text, by, .. } => said.push(Minute::Dissent {
                text: text.clone(),
                by: by.clone(),
            }),
            Change::Recuse { who, why, .. } => said.push(Minute::Recused {
                who: who.clone(),
                why: why.clone(),
            }),
            Change::Suppose { text, .. } => {
                let one = item.hypotheses.iter().find(|one| one.id == recorded.id);
                let settled = match one.and_then(|one| one.settled.as_ref()) {
                    Some((true, _, _)) => "confirmed",
                    Some((false, _, _)) => "rejected",
                    None => "neither confirmed nor rejected",
                };
                let by = &recorded.by.name;
                said.push(Minute::Hypothesis {
                    text: format!("{text} ({by}): {settled}."),
                });
            }
            Change::Replied { reply, .. } => said.push(Minute::Reply {
                text: reply.text.clone(),
                by: reply.by.clone(),
            }),
            Change::ShowViews {
                spread: Some(spread),
                ..
            } => said.push(Minute::Views {
                text: match spread.all() {
                    0 => "Asked for before the suggestion was seen; nobody gave one.".to_owned(),
                    _ => format!(
                        "Given before the suggestion was seen. {}.",
                        spread.counts(scheme)
                    ),
                },
            }),
            Change::Act {
                text, owner, due, ..
            } => said.push(Minute::Action(MinuteAction {
                school: item.school.name.clone(),
                text: text.clone(),
                owner: owner.clone(),
                due: *due,
            })),
            _ => {}
        }
    }
    if !decision.rationale.trim().is_empty() {
        said.push(Minute::Reason {
            text: decision.rationale.clone(),
            rests_on: decision
                .rests_on
                .iter()
                .filter_map(|key| Some(scheme.indicator(*key)?.name.clone()))
                .collect(),
        });
    }
    said
}

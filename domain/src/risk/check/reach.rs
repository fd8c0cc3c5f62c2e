//! Every band can be reached: some evidence leads there. Found by making it: the least that a rule asks,
//! then worse and worse results as long as they do not lead past the band.

use super::Checker;
use crate::risk::categorise::History;
use crate::risk::fault::Place;
use crate::risk::level::{Band, Level};
use crate::risk::scheme::{Before, Condition, Scheme, When};
use crate::risk::weigh::Sum;

pub(super) fn check(checker: &mut Checker, scheme: &Scheme) {
    for band in scheme.all_bands() {
        let rule = scheme.band(band);
        let at = Place::of("band", rule.id);
        for (nth, when) in rule.when.iter().enumerate() {
            if let Some(reason) = never(scheme, when) {
                checker.fault(at.within("when", nth), reason);
            }
        }
        if !reached(scheme, band) {
            checker.fault(
                at,
                "cannot be reached: whatever is found, another is suggested before it",
            );
        }
    }
}

/// Why a rule can never be met.
fn never(scheme: &Scheme, when: &When) -> Option<String> {
    when.all.iter().find_map(|condition| match condition {
        Condition::AnyAtLeast(places, level)
            if places.list.iter().all(|at| worst(scheme, *at) < *level) =>
        {
            let names: Vec<&str> = places
                .list
                .iter()
                .map(|at| scheme.indicators[*at].name.as_str())
                .collect();
            Some(format!(
                "can never be met: {} is never {}",
                names.join(" or "),
                level.word().to_lowercase()
            ))
        }
        _ => None,
    })
}

fn worst(scheme: &Scheme, at: usize) -> Level {
    let raised = scheme
        .raises
        .iter()
        .filter(|raise| raise.indicator == at)
        .map(|raise| raise.to)
        .max();
    scheme.indicators[at].worst.max(raised.unwrap_or_default())
}

fn reached(scheme: &Scheme, band: Band) -> bool {
    let rule = scheme.band(band);
    if rule.when.is_empty() {
        return climbs(scheme, band, &Vec::new(), None);
    }
    rule.when.iter().any(|when| {
        let before = when.all.iter().find_map(|condition| match condition {
            Condition::Before(asked) => Some(history(asked)),
            _ => None,
        });
        let mut starts: Vec<Vec<(usize, Level)>> = vec![Vec::new()];
        for condition in &when.all {
            if let Condition::AnyAtLeast(places, level) = condition {
                starts = starts
                    .iter()
                    .flat_map(|start| {
                        places.list.iter().filter_map(|at| {
                            let own = (*level as usize..4)
                                .map(|level| Level::ALL[level])
                                .find(|level| scheme.indicators[*at].can_be(*level))?;
                            let mut start = start.clone();
                            start.push((*at, own));
                            Some(start)
                        })
                    })
                    .take(64)
                    .collect();
            }
        }
        starts.push(Vec::new());
        starts
            .iter()
            .any(|start| climbs(scheme, band, start, before.as_ref()))
    })
}

/// Something that was decided before, as a rule asks for it.
fn history(asked: &Before) -> History {
    History {
        band: asked.was.first().copied(),
        months: asked.months_at_least.unwrap_or(0),
        on_track: asked.on_track_at_least.unwrap_or(0),
        without_progress: asked.without_progress_at_least.unwrap_or(0),
        met: asked.met.unwrap_or(false),
    }
}

/// Whether results that get worse step by step come to the band, in one of a few orders.
fn climbs(
    scheme: &Scheme,
    band: Band,
    start: &Vec<(usize, Level)>,
    before: Option<&History>,
) -> bool {
    let count = scheme.indicators.len();
    let forwards: Vec<usize> = (0..count).collect();
    let backwards: Vec<usize> = (0..count).rev().collect();
    let mut of_area = vec![Vec::new(); scheme.areas.len()];
    for (at, indicator) in scheme.indicators.iter().enumerate() {
        of_area[indicator.area].push(at);
    }
    let turn = |nth| {
        of_area
            .iter()
            .filter_map(move |area| area.get(nth).copied())
    };
    let by_turns: Vec<usize> = (0..count).flat_map(turn).collect();
    [forwards, backwards, by_turns].iter().any(|order| {
        let mut levels = vec![Level::None; count];
        for (at, level) in start {
            levels[*at] = levels[*at].max(*level);
        }
        if result(scheme, &levels, before) == band {
            return true;
        }
        for at in order {
            for level in Level::ALL {
                if level <= levels[*at] || !scheme.indicators[*at].can_be(level) {
                    continue;
                }
                let was = levels[*at];
                levels[*at] = level;
                match result(scheme, &levels, before) {
                    found if found == band => return true,
                    found if found > band => levels[*at] = was,
                    _ => {}
                }
            }
        }
        false
    })
}

fn result(scheme: &Scheme, levels: &[Level], before: Option<&History>) -> Band {
    let mut sum = Sum::default();
    for (at, level) in levels.iter().enumerate() {
        sum.add(scheme, at, *level);
    }
    sum.come_to(scheme, before).band
}

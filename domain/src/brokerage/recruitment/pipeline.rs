//! How many stand where, and whether those sought are those the district is short of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::foresight::Foresight;
use super::super::leader::HalfDays;
use super::draft::RoundDraft;
use super::round::Round;
use super::stage::StageKind;
use crate::schools::Key;

/// A round in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipeline {
    /// How many stand at each stage, in the order of the way through.
    pub stages: Vec<(StageKind, usize)>,
    pub places: u16,
    /// Places nobody was designated for.
    pub left: u16,
}

pub fn pipeline(round: &Round) -> Pipeline {
    Pipeline {
        stages: StageKind::ALL
            .into_iter()
            .map(|kind| (kind, round.count(kind)))
            .collect(),
        places: round.draft.places,
        left: round.left(),
    }
}

/// What a round says of areas: what it seeks, and what those put forward in it can help with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought<'a> {
    pub draft: &'a RoundDraft,
    /// Areas and stage of each applicant.
    pub applicants: Vec<(&'a [Key], StageKind)>,
}

/// One area beside what is short of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaSought {
    pub area: Key,
    /// Days short to the end of the school year, even if those who cover it did nothing else.
    pub short: HalfDays,
    /// Rounds that name it.
    pub rounds: usize,
    /// Applicants who can help with it and of whom nothing is decided yet.
    pub applied: usize,
    pub designated: usize,
}

/// Areas that are short or sought or applied for: the shortest first.
pub fn sought(rounds: &[Sought], foresight: &Foresight) -> Vec<AreaSought> {
    let mut areas: BTreeMap<Key, AreaSought> = BTreeMap::new();
    let none = |area| AreaSought {
        area,
        short: HalfDays(0),
        rounds: 0,
        applied: 0,
        designated: 0,
    };
    let ahead = foresight.terms.iter().flat_map(|term| &term.areas);
    for one in ahead.filter(|one| one.short().0 > 0) {
        let short = one.short().0;
        areas
            .entry(one.area)
            .or_insert_with(|| none(one.area))
            .short
            .0 += short;
    }
    for round in rounds {
        for area in &round.draft.areas {
            areas.entry(*area).or_insert_with(|| none(*area)).rounds += 1;
        }
        for (of, stage) in &round.applicants {
            for area in *of {
                let one = areas.entry(*area).or_insert_with(|| none(*area));
                if stage.open() {
                    one.applied += 1;
                } else if *stage == StageKind::Designated {
                    one.designated += 1;
                }
            }
        }
    }
    let mut all: Vec<AreaSought> = areas.into_values().collect();
    all.sort_by(|one, other| {
        let by = |it: &AreaSought| (it.short, it.rounds, it.applied);
        by(other).cmp(&by(one)).then(one.area.cmp(&other.area))
    });
    all
}

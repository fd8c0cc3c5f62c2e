//! Where the points of a fit come from, as data, with the words for it.

use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::eligibility::Cover;
use super::leader::HalfDays;
use super::need::Familiarity;
use super::preference::{Part, Preference};
use super::refusal::days;
use super::travel::kilometres;
use crate::schools::{Key, Phase};

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seen", rename_all = "snake_case")]
pub enum Seen {
    NotKnown,
    Cover {
        area: Key,
        cover: Option<Cover>,
    },
    /// Scores in hundredths of a point: their own mean, and what it counts as.
    Track {
        evaluations: u32,
        own: u32,
        counted: u32,
    },
    Phase {
        phase: Phase,
        likeness: Likeness,
    },
    /// Likeness of roll and of disadvantage, hundredths of a per cent.
    Context {
        roll: Option<u32>,
        disadvantaged: Option<u32>,
        same_faith: bool,
    },
    /// Estimated from the straight line.
    Travel {
        metres: u32,
        minutes: u32,
    },
    Remote,
    /// Share of the year used, hundredths of a per cent: theirs, and all leaders'.
    Spread {
        used: u32,
        all: u32,
    },
    Room {
        room: HalfDays,
        asked: HalfDays,
    },
    Style {
        asked: Option<Key>,
        has: bool,
    },
    Together {
        before: bool,
        wanted: Familiarity,
    },
    Partnership {
        same: bool,
    },
    Development {
        evaluations: u32,
    },
}

/// How like one phase is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    Other,
    Next,
    Same,
}

/// What one preference gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    pub preference: Preference,
    /// Hundredths of a point.
    pub points: u32,
    /// Hundredths of a point at most: the weight.
    pub most: u32,
    pub seen: Seen,
}

/// How well a leader suits a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fit {
    /// Hundredths of a point, 0 to 10,000.
    pub total: u32,
    /// Every preference, in order.
    pub parts: [Contribution; 11],
}

impl Fit {
    /// Hundredths of a point of one part of the fit bar.
    pub fn of_part(&self, part: Part) -> u32 {
        self.parts
            .iter()
            .filter(|contribution| contribution.preference.part() == part)
            .map(|contribution| contribution.points)
            .sum()
    }

    /// Whole points of the four parts that add up to the whole points of the total: each rounded
    /// down, and what is left given to those that lost most.
    pub fn whole_parts(&self) -> [u32; 4] {
        let exact = Part::ALL.map(|part| self.of_part(part));
        let mut whole = exact.map(|points| points / 100);
        let mut order = [0, 1, 2, 3];
        order.sort_by_key(|at: &usize| std::cmp::Reverse(exact[*at] % 100));
        let left = self.whole().saturating_sub(whole.iter().sum());
        for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            whole[at] += 1;
        }
        whole
    }

    /// The total in whole points, to the nearest.
    pub fn whole(&self) -> u32 {
        (self.total + 50) / 100
    }

    /// Estimated minutes of travel, where both places are known and somebody travels.
    pub fn minutes(&self) -> Option<u32> {
        self.parts
            .iter()
            .find_map(|contribution| match contribution.seen {
                Seen::Travel { minutes, .. } => Some(minutes),
                _ => None,
            })
    }
}

impl Contribution {
    /// What was looked at, in a few words.
    pub fn words(&self) -> String {
        match self.seen {
            Seen::NotKnown => "not known, counts as the middle".to_owned(),
            Seen::Cover { area, cover } => cover_words(area, cover),
            Seen::Track {
                evaluations: 0,
                counted,
                ..
            } => {
                format!(
                    "no evaluations yet, counts as the average {}",
                    points(counted)
                )
            }
            Seen::Track {
                evaluations,
                own,
                counted,
            } => format!(
                "{} of 100 from {evaluations} {}, counts as {}",
                points(own),
                if evaluations == 1 {
                    "school"
                } else {
                    "schools"
                },
                points(counted)
            ),
            Seen::Phase { phase, likeness } => match likeness {
                Likeness::Same => format!("{}, the same", phase.word()),
                Likeness::Next => format!("next to {}", phase.word()),
                Likeness::Other => format!("not {}", phase.word()),
            },
            Seen::Context {
                roll,
                disadvantaged,
                same_faith,
            } => {
                let part = |name: &str, share: Option<u32>| match share {
                    Some(share) => format!("{name} {}% alike", share / 100),
                    None => format!("{name} not known"),
                };
                format!(
                    "{}, {}, {}",
                    part("size", roll),
                    part("disadvantage", disadvantaged),
                    if same_faith {
                        "same kind of faith"
                    } else {
                        "other kind of faith"
                    }
                )
            }
            Seen::Travel { metres, minutes } => format!(
                "about {minutes} min, estimated from {} in a straight line",
                kilometres(metres)
            ),
            Seen::Remote => "nobody travels".to_owned(),
            Seen::Spread { used, all } => format!(
                "{}% of their year used, {}% over all leaders",
                used / 100,
                all / 100
            ),
            Seen::Room { room, asked } => {
                format!("{} free in the calendar for {}", days(room), asked.words())
            }
            Seen::Style { asked: None, .. } => "none asked for".to_owned(),
            Seen::Style {
                asked: Some(style),
                has,
            } => {
                let name = Areas::standard()
                    .style(style)
                    .map_or_else(|| style.to_string(), |style| style.name.to_lowercase());
                if has { name } else { format!("not {name}") }
            }
            Seen::Together { before, wanted } => match (before, wanted) {
                (true, Familiarity::SomeoneNew) => "yes, and somebody new was asked for",
                (true, _) => "yes",
                (false, Familiarity::SomeoneKnown) => "no, and somebody known was asked for",
                (false, _) => "no",
            }
            .to_owned(),
            Seen::Partnership { same } => if same { "yes" } else { "no" }.to_owned(),
            Seen::Development { evaluations } => match evaluations {
                0 => "would be their first".to_owned(),
                1 => "has one behind them".to_owned(),
                more => format!("has {more} behind them"),
            },
        }
    }
}

fn cover_words(area: Key, cover: Option<Cover>) -> String {
    let areas = Areas::standard();
    let word = areas.word(area);
    match cover {
        Some(Cover::Primary) => format!("{word}, main specialism"),
        Some(Cover::Secondary) => format!("{word}, second specialism"),
        Some(Cover::Role) => format!("{word}, by role"),
        Some(Cover::Wider { area, .. }) => format!("{word} through {}", areas.word(area)),
        None => format!("not {word}"),
    }
}

/// Hundredths as whole points, to the nearest.
fn points(hundredths: u32) -> u32 {
    (hundredths + 50) / 100
}

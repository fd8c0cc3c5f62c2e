//! All support going into a school, and where it gets in its own way: whoever leads for the authority sees it all.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::Duration;

use super::way::Way;
use crate::calendar::{Date, day_words};

/// Somebody who comes to a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    pub who: String,
    /// What for: "phonics", "Link officer".
    pub what: String,
    /// The day they come next, where it is known.
    pub on: Option<Date>,
    /// Where it is to be read.
    pub href: String,
}

/// Where support gets in its own way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "clash", rename_all = "snake_case")]
pub enum Clash {
    /// Different people in one week, from this Monday.
    Week { monday: Date, who: Vec<String> },
    /// More people at once than a school should have.
    Many { count: usize, most: u32 },
}

impl Clash {
    /// "Two people come in the week of 1 Dec 2026: …".
    pub fn words(&self) -> String {
        match self {
            Self::Week { monday, who } => {
                format!("In the week of {} come {}", day_words(*monday), listed(who))
            }
            Self::Many { count, most } => {
                format!(
                    "{count} people support this school at once; more than {most} is a lot to host"
                )
            }
        }
    }
}

fn listed(who: &[String]) -> String {
    match who {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Where these get in each other's way, the soonest first.
pub fn clashes(way: &Way, coming: &[Coming], today: Date) -> Vec<Clash> {
    let mut weeks: BTreeMap<Date, BTreeSet<&str>> = BTreeMap::new();
    for one in coming {
        if let Some(on) = one.on.filter(|on| *on >= monday(today)) {
            weeks.entry(monday(on)).or_default().insert(&one.who);
        }
    }
    let people: BTreeSet<&str> = coming.iter().map(|one| one.who.as_str()).collect();
    let many = usize::try_from(way.at_once).unwrap_or(usize::MAX);
    weeks
        .into_iter()
        .filter(|(_, who)| who.len() > 1)
        .map(|(monday, who)| Clash::Week {
            monday,
            who: who.into_iter().map(str::to_owned).collect(),
        })
        .chain((people.len() > many).then_some(Clash::Many {
            count: people.len(),
            most: way.at_once,
        }))
        .collect()
}

fn monday(day: Date) -> Date {
    day.saturating_sub(Duration::days(i64::from(
        day.weekday().number_days_from_monday(),
    )))
}

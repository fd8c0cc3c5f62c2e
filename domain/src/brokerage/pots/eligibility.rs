//! Whether a pot may pay for something: rules H10 and H11. A refusal says every reason there is.

use serde::{Deserialize, Serialize};

use super::pence::Pence;
use super::pot::Pot;
use super::standing::Standing;
use crate::brokerage::Areas;
use crate::calendar::{Date, day_words};
use crate::schools::{Governance, Key, Phase, Urn};

/// What is to be paid for, as far as the rules of a pot look at it.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    pub school: Urn,
    pub name: &'a str,
    /// None: not known.
    pub governance: Option<Governance>,
    pub phase: Phase,
    /// Whom the school belongs to beside itself.
    pub organisation: Option<&'a str>,
    pub area: Option<Key>,
    pub leader_type: Key,
    /// The leader's school; none: they belong to no school.
    pub home: Option<Urn>,
    pub home_organisation: Option<&'a str>,
    /// The first day of the support.
    pub from: Date,
    /// What a day costs.
    pub day: Pence,
}

/// Why a pot does not pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum PotRefusal {
    /// Nobody has won it.
    NotThere {
        standing: String,
    },
    /// The support begins outside its years.
    OutsideYears {
        begins: Date,
        ends: Date,
    },
    Governance {
        governance: Governance,
    },
    Phase {
        phase: Phase,
    },
    School,
    Area {
        area: Option<Key>,
    },
    LeaderType {
        kind: Key,
    },
    Rate {
        day: Pence,
        most: Pence,
    },
    SameOrganisation {
        organisation: String,
    },
    /// It pays for those who subscribe.
    NotSubscribed,
    /// The subscription does not cover this.
    Excepted,
    ReportsOverdue {
        reports: u32,
        since: Date,
    },
}

impl PotRefusal {
    /// The sentence on screen, after the pot's name.
    pub fn words(&self) -> String {
        match self {
            Self::NotThere { standing } => format!("is {standing}: there is no money in it"),
            Self::OutsideYears { begins, ends } => {
                format!("pays from {} to {}", day_words(*begins), day_words(*ends))
            }
            Self::Governance { governance } => {
                format!("does not pay for {}", governance_word(*governance))
            }
            Self::Phase { phase } => {
                format!(
                    "does not pay for this phase ({})",
                    phase.word().to_lowercase()
                )
            }
            Self::School => "does not pay for this school".to_owned(),
            Self::Area { area: Some(area) } => {
                format!("does not pay for {}", Areas::standard().word(*area))
            }
            Self::Area { area: None } => {
                "pays for some areas of need only: say which this is".to_owned()
            }
            Self::LeaderType { kind } => format!("does not pay for leaders of type {kind}"),
            Self::Rate { day, most } => {
                format!(
                    "pays {} a day at most, and this is {}",
                    most.words(),
                    day.words()
                )
            }
            Self::SameOrganisation { organisation } => {
                format!("pays for support between organisations, and both belong to {organisation}")
            }
            Self::NotSubscribed => {
                "pays for schools that subscribe, and this one does not".to_owned()
            }
            Self::Excepted => "does not cover this: the school pays".to_owned(),
            Self::ReportsOverdue { reports: 1, since } => {
                format!("has a report overdue since {}", day_words(*since))
            }
            Self::ReportsOverdue { reports, since } => format!(
                "has {reports} reports overdue, the first since {}",
                day_words(*since)
            ),
        }
    }
}

fn governance_word(governance: Governance) -> &'static str {
    match governance {
        Governance::Maintained => "maintained schools",
        Governance::Academy => "academies",
        Governance::Independent => "independent schools",
        Governance::Other => "schools of other kinds",
    }
}

/// Every reason why a pot may not pay for this. Whether there is enough in it is asked elsewhere.
pub fn eligible(pot: &Pot, work: &Work<'_>, today: Date) -> Vec<PotRefusal> {
    let rules = &pot.rules;
    fn outside<T: PartialEq>(limits: &[T], is: &T) -> bool {
        !limits.is_empty() && !limits.contains(is)
    }
    let not_there = match &pot.standing {
        Standing::Held | Standing::Won { .. } => None,
        other => Some(PotRefusal::NotThere {
            standing: other.word().to_owned(),
        }),
    };
    let same = work
        .organisation
        .filter(|_| rules.cross_organisation)
        .filter(|theirs| work.home_organisation == Some(*theirs))
        // A school helps itself.
        .or_else(|| {
            let itself = rules.cross_organisation && work.home == Some(work.school);
            itself.then_some(work.name)
        })
        .map(str::to_owned);
    let area = match work.area {
        None => !rules.areas.is_empty(),
        Some(area) => outside(&rules.areas, &area),
    };
    let subscribers = rules.subscribers.as_ref().and_then(|all| {
        if all.free(work.school, work.area, work.leader_type) {
            None
        } else if all.schools.contains(&work.school) {
            Some(PotRefusal::Excepted)
        } else {
            Some(PotRefusal::NotSubscribed)
        }
    });
    let mut overdue = pot.overdue(today).map(|report| report.due);
    let late = overdue.next().map(|first| {
        let (mut since, mut reports) = (first, 1_u32);
        for due in overdue {
            since = since.min(due);
            reports = reports.saturating_add(1);
        }
        PotRefusal::ReportsOverdue { reports, since }
    });
    [
        not_there,
        (!pot.years.holds(work.from)).then(|| PotRefusal::OutsideYears {
            begins: pot.years.begins(),
            ends: pot.years.ends(),
        }),
        work.governance
            .filter(|governance| outside(&rules.governance, governance))
            .map(|governance| PotRefusal::Governance { governance }),
        outside(&rules.phases, &work.phase).then_some(PotRefusal::Phase { phase: work.phase }),
        outside(&rules.schools, &work.school).then_some(PotRefusal::School),
        area.then_some(PotRefusal::Area { area: work.area }),
        outside(&rules.leader_types, &work.leader_type).then_some(PotRefusal::LeaderType {
            kind: work.leader_type,
        }),
        rules
            .most_day_rate
            .filter(|most| work.day > *most)
            .map(|most| PotRefusal::Rate {
                day: work.day,
                most,
            }),
        same.map(|organisation| PotRefusal::SameOrganisation { organisation }),
        subscribers,
        late,
    ]
    .into_iter()
    .flatten()
    .collect()
}

//! One school of a meeting: how it came in, and what has been said of it since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::attended::{Held, Led};
use super::change::By;
use super::decision::Decision;
use super::holds::Approval;
use super::views::Views;
use crate::calendar::{Date, Moment};
use crate::risk::{Band, Categorisation, Level, Scheme, Span, categorise};
use crate::schools::{
    ChangeId, Evidence, Finding, Holders, Key, Known, Office, Prior, Reading, School,
};

/// A decision of an earlier meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub on: Date,
    pub band: Band,
    /// The day the school came into that band and stayed; none: that same day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    pub risk: Level,
    pub differed: bool,
    /// Its band is one that a second person reads.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_reader: bool,
    #[serde(default)]
    pub rationale: String,
    /// What the rules suggested beside it, where that is told: always where the room differed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Span<Band>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested_risk: Option<Level>,
    /// The indicators the room rests a different decision on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<Key>,
    /// The day it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Date>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What a second person said of it; none yet, or none needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
}

impl Past {
    /// A decision as the rules suggested, and no more known of it.
    pub fn as_suggested(on: Date, band: Band, risk: Level) -> Self {
        Self {
            on,
            band,
            since: None,
            risk,
            differed: false,
            second_reader: false,
            rationale: String::new(),
            suggested: None,
            suggested_risk: None,
            rests_on: Vec::new(),
            review: None,
            by: String::new(),
            approval: None,
        }
    }

    /// What rules may look at of it. What its reviews found since is not recorded yet.
    pub fn prior(&self, scheme: &Scheme) -> Prior {
        Prior {
            band: scheme.band(self.band).id,
            since: self.since.unwrap_or(self.on),
            on_track: 0,
            without_progress: 0,
            met: false,
        }
    }
}

/// A school on the agenda, as the meeting opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub school: School,
    pub readings: Vec<Reading>,
    #[serde(default)]
    pub last: Option<Past>,
    /// The readings of the last meeting, where they differ.
    #[serde(default)]
    pub before: BTreeMap<Key, Finding>,
    /// Values of earlier years of a measure, oldest first, hundredths of its unit.
    #[serde(default)]
    pub history: BTreeMap<Key, Vec<Option<i32>>>,
    /// The school's own words, and who sent them.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// What people know of it; never what is about a person.
    #[serde(default)]
    pub known: Vec<Known>,
    /// Actions of earlier meetings that nobody has said are done.
    #[serde(default)]
    pub carried: Vec<Carried>,
    /// What the school says against the last decision, where it has appealed.
    #[serde(default)]
    pub appeal: Option<Reply>,
    /// Who heads it and who chairs its governors, as recorded then.
    #[serde(default)]
    pub holders: Holders,
}

/// An action of an earlier meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The change that agreed it.
    pub id: ChangeId,
    pub text: String,
    pub owner: String,
    pub due: Date,
    /// The day of the meeting that agreed it.
    pub agreed: Date,
}

/// The longest reply, characters.
pub const LONGEST_REPLY: usize = 4_000;

/// What the school says about its evidence, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub text: String,
    pub by: String,
    pub on: Date,
}

/// A value on the board, and which change put it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub reading: Reading,
    /// Sequence number of the change; 0 where it is as the meeting opened.
    pub version: u64,
    pub changed: Option<(By, Moment)>,
}

/// A point raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub text: String,
    pub raised_by: String,
    pub by: By,
    pub at: Moment,
}

/// Somebody who left the room for a school, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recusal {
    pub who: String,
    pub why: String,
    pub at: Moment,
}

/// An action agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The change that agreed it.
    pub id: ChangeId,
    pub text: String,
    pub owner: String,
    pub due: Date,
    pub by: By,
    pub at: Moment,
}

/// What the data make somebody suppose of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hypothesis {
    /// The change that supposed it.
    pub id: ChangeId,
    pub text: String,
    pub by: By,
    pub at: Moment,
    /// Confirmed or rejected, by whom and when.
    pub settled: Option<(bool, By, Moment)>,
}

/// One school of the meeting, now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub school: School,
    pub last: Option<Past>,
    pub before: BTreeMap<Key, Finding>,
    pub history: BTreeMap<Key, Vec<Option<i32>>>,
    pub reply: Option<Reply>,
    /// What the school sent since the meeting opened, and when.
    pub arrived: Vec<(Reply, Moment)>,
    /// What people know, newest last.
    pub known: Vec<Known>,
    /// Actions of earlier meetings, each with what was said of it here.
    pub carried: Vec<(Carried, Option<Point>)>,
    pub appeal: Option<Reply>,
    pub holders: Holders,
    /// What the room said of who holds the two offices, by whom and when.
    pub offices: BTreeMap<Office, (Held, By, Moment)>,
    /// Who led the item for the school.
    pub led: Option<(Led, By, Moment)>,
    pub cells: BTreeMap<Key, Cell>,
    pub decision: Option<(Decision, By, Moment)>,
    /// Sequence number of the decision; 0 where there is none yet.
    pub decision_version: u64,
    pub points: Vec<Point>,
    pub dissents: Vec<Point>,
    pub recusals: Vec<Recusal>,
    pub actions: Vec<Action>,
    pub hypotheses: Vec<Hypothesis>,
    /// Set aside until the rest is done.
    pub parked: bool,
    /// Pulled out of the block agreed as proposed, by whom.
    pub pulled: Option<By>,
    /// Everybody's own, given before the suggestion is seen.
    pub views: Views,
    /// How long it was shown in turns that are over, milliseconds.
    pub shown_for: i64,
}

impl Item {
    /// The item as the meeting opens.
    pub fn open(opening: Opening) -> Self {
        let cells = opening
            .readings
            .into_iter()
            .map(|reading| {
                (
                    reading.indicator,
                    Cell {
                        reading,
                        version: 0,
                        changed: None,
                    },
                )
            })
            .collect();
        Self {
            school: opening.school,
            last: opening.last,
            before: opening.before,
            history: opening.history,
            reply: opening.reply,
            arrived: Vec::new(),
            known: opening.known,
            carried: opening
                .carried
                .into_iter()
                .map(|action| (action, None))
                .collect(),
            appeal: opening.appeal,
            holders: opening.holders,
            offices: BTreeMap::new(),
            led: None,
            cells,
            decision: None,
            decision_version: 0,
            points: Vec::new(),
            dissents: Vec::new(),
            recusals: Vec::new(),
            actions: Vec::new(),
            hypotheses: Vec::new(),
            parked: false,
            pulled: None,
            views: Views::NotAsked,
            shown_for: 0,
        }
    }

    /// The evidence as the rules look at it.
    pub fn evidence(&self, scheme: &Scheme) -> Evidence {
        let seen = self
            .cells
            .iter()
            .map(|(key, cell)| (*key, cell.reading.seen));
        Evidence::new(self.school.phase, self.school.setting, seen)
            .after(self.last.as_ref().map(|last| last.prior(scheme)))
    }

    /// Whether somebody of that name has left the room: "Rashida Dalal, head of Millbeck" is Rashida Dalal.
    pub fn has_left(&self, name: &str) -> bool {
        self.left_by_name()
            .any(|who| who.to_lowercase() == name.trim().to_lowercase())
    }

    /// The names of those who left, without what they are.
    pub fn left_by_name(&self) -> impl Iterator<Item = &str> {
        self.recusals
            .iter()
            .map(|one| one.who.split(',').next().unwrap_or_default().trim())
    }

    /// What the rules suggest now.
    pub fn suggestion(&self, scheme: &Scheme, on: Date) -> Categorisation {
        categorise(&self.evidence(scheme), scheme, on)
    }
}

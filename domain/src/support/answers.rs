//! Consent. A match stands when the school, the leader and the leader's own head have each said yes; nobody
//! says it for another.

use serde::{Deserialize, Serialize};

use super::part::Part;
use crate::brokerage::{HalfDays, Leader, Release};
use crate::calendar::Moment;
use crate::schools::{By, LeaderId, Urn};

/// Who is to help, and how much of their time is held for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    pub leader: LeaderId,
    pub name: String,
    /// Their own school, where it is in the register.
    pub home: Option<Urn>,
    pub home_name: String,
    pub half_days: HalfDays,
    /// Their own head has said yes to every time.
    pub released: bool,
}

impl Helper {
    /// A leader, held for a need.
    pub fn of(leader: &Leader, half_days: HalfDays) -> Self {
        Self {
            leader: leader.id,
            name: leader.name.clone(),
            home: leader.home,
            home_name: leader.home_name.clone(),
            half_days,
            released: leader.release == Release::Agreed,
        }
    }
}

/// What one of the three said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Answer {
    Waits,
    /// No need to ask: said yes beforehand, or has no head to ask.
    Standing,
    Yes {
        by: By,
        at: Moment,
    },
}

impl Answer {
    pub fn settled(&self) -> bool {
        !matches!(self, Self::Waits)
    }
}

/// The three answers. A no is no answer kept here: it ends the asking ([`Declined`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub head: Answer,
    pub leader: Answer,
    pub home: Answer,
}

impl Answers {
    /// As they are when a helper is first asked.
    pub fn asked(helper: &Helper) -> Self {
        Self {
            head: Answer::Waits,
            leader: Answer::Waits,
            home: if helper.released || helper.home.is_none() {
                Answer::Standing
            } else {
                Answer::Waits
            },
        }
    }

    /// The answer of one part; none: they are not asked.
    pub fn of(&self, part: Part) -> Option<&Answer> {
        match part {
            Part::Head => Some(&self.head),
            Part::Leader => Some(&self.leader),
            Part::HomeHead => Some(&self.home),
            _ => None,
        }
    }

    pub(super) fn of_mut(&mut self, part: Part) -> Option<&mut Answer> {
        match part {
            Part::Head => Some(&mut self.head),
            Part::Leader => Some(&mut self.leader),
            Part::HomeHead => Some(&mut self.home),
            _ => None,
        }
    }

    /// All three have said yes.
    pub fn all(&self) -> bool {
        self.head.settled() && self.leader.settled() && self.home.settled()
    }
}

/// Somebody who was asked for and did not come, and who said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub leader: LeaderId,
    pub name: String,
    pub part: Part,
    pub by: By,
    pub at: Moment,
    pub why: String,
}

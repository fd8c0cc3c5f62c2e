//! A rule set aside for one pair: by whom, why and until when. Only who the rule names may.

use serde::{Deserialize, Serialize};

use super::change::Pair;
use super::refusal::{Override, Rule};
use crate::access::{Action, Actor, Resource, may};
use crate::calendar::{Date, day_words};
use crate::schools::{LeaderId, NeedId};

/// The longest reason, characters.
pub const LONGEST_WHY: usize = 400;

/// Somebody who may has set a rule aside for one pair, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    pub need: NeedId,
    pub leader: LeaderId,
    pub rule: Rule,
    /// In which capacity they may.
    pub by: Override,
    pub name: String,
    pub reason: String,
    /// Good until this day; none said: as long as the need is open.
    #[serde(default)]
    pub until: Option<Date>,
}

/// What is wrong with a waiver as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverFault {
    #[error("say why, in 1 to 400 characters")]
    NoReason,
    #[error("the last day is before today")]
    Over,
}

impl WaiverFault {
    /// The field of the form it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::NoReason => "reason",
            Self::Over => "until",
        }
    }
}

impl Waiver {
    pub fn pair(&self) -> Pair {
        Pair {
            need: self.need,
            leader: self.leader,
        }
    }

    /// "Waived by Pearl Okafor until 26 Mar 2027: nobody else knows the phase."
    pub fn words(&self) -> String {
        let until = self
            .until
            .map_or_else(String::new, |until| format!(" until {}", day_words(until)));
        format!("Waived by {}{until}: {}", self.name, self.reason.trim())
    }

    /// Whether it can be given as it is written.
    ///
    /// # Errors
    /// What is wrong with it, in the order of the form.
    pub fn check(&self, today: Date) -> Result<(), Vec<WaiverFault>> {
        let length = self.reason.trim().chars().count();
        let faults: Vec<WaiverFault> = [
            (length == 0 || length > LONGEST_WHY).then_some(WaiverFault::NoReason),
            self.until
                .is_some_and(|until| until < today)
                .then_some(WaiverFault::Over),
        ]
        .into_iter()
        .flatten()
        .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

/// Whether somebody may set aside, on the board, a rule that is this one's to set aside. Their own head, the
/// school and the funder are no brokers: they say it where it is theirs to say.
pub fn may_waive(actor: &Actor, by: Override, on: &Resource) -> bool {
    match by {
        Override::AuthorityLead => may(actor, Action::Waive, on),
        Override::Broker => may(actor, Action::Plan, on),
        Override::Nobody
        | Override::HomeHead
        | Override::ThatSide(_)
        | Override::Funder
        | Override::Head => false,
    }
}

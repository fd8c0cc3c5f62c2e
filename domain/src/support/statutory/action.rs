//! Action about a school: what its steps made it.

use serde::{Deserialize, Serialize};

use super::power::{Found, Power, Route};
use super::step::{Notice, Step, StepKind};
use crate::calendar::{Date, add_months};
use crate::support::{Kept, Word};

/// A notice that was given, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub notice: Notice,
    /// The day it was given.
    pub on: Date,
    pub by: String,
    pub represented: Option<Word>,
    /// Whether it stands, as answered.
    pub answered: Option<(bool, Word)>,
    pub complied: Option<(bool, Word)>,
}

impl Given {
    /// In force: neither withdrawn nor settled.
    pub fn open(&self) -> bool {
        self.complied.is_none() && self.stands()
    }

    pub fn stands(&self) -> bool {
        self.answered.as_ref().is_none_or(|(stands, _)| *stands)
    }

    /// The last day powers that have two months may be used.
    pub fn powers_until(&self) -> Date {
        add_months(self.notice.comply_by, 2)
    }
}

/// A power in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    pub power: Power,
    pub from: Date,
    pub to: Option<Date>,
}

/// Where action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Nothing,
    Early,
    PreWarned,
    Warned,
    /// Complied with: looked after until it is closed.
    Complied,
    /// Eligible for intervention.
    Eligible,
    Intervening,
    Closed,
}

impl Stage {
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "No action",
            Self::Early => "Early action",
            Self::PreWarned => "Pre-warning sent",
            Self::Warned => "Warning notice in force",
            Self::Complied => "Warning notice complied with",
            Self::Eligible => "Eligible for intervention",
            Self::Intervening => "Powers in use",
            Self::Closed => "Closed",
        }
    }
}

/// Who looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eye {
    Officer,
    Head,
    Governor,
}

/// The action about a school; closed and begun again, it is a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub route: Route,
    /// How many steps its logbook has, of earlier actions too.
    pub revision: u64,
    pub stage: Stage,
    /// A letter or notice has gone to the school: its head and governors read of it.
    pub told: bool,
    pub plan_by: Option<Date>,
    pub notices: Vec<Given>,
    pub found: Option<(Found, Date)>,
    /// Powers proposed in writing.
    pub proposed: Vec<Power>,
    pub consulted: Vec<(Power, String)>,
    pub consent: Option<Date>,
    pub used: Vec<Used>,
    pub order: Option<Date>,
    /// Every step of it: when, who, what.
    pub history: Vec<(StepKind, String, Word)>,
}

impl Action {
    pub fn none(route: Route) -> Self {
        Self {
            route,
            revision: 0,
            stage: Stage::Nothing,
            told: false,
            plan_by: None,
            notices: Vec::new(),
            found: None,
            proposed: Vec::new(),
            consulted: Vec::new(),
            consent: None,
            used: Vec::new(),
            order: None,
            history: Vec::new(),
        }
    }

    /// What these steps, in order, come to.
    pub fn of<'a>(route: Route, steps: impl IntoIterator<Item = &'a Kept<Step>>) -> Self {
        let mut action = Self::none(route);
        for kept in steps {
            action.take(kept);
        }
        action
    }

    pub fn take(&mut self, kept: &Kept<Step>) {
        if matches!(kept.entry, Step::Begin { .. }) {
            *self = Self::none(self.route);
        }
        self.revision = kept.revision;
        match &kept.entry {
            Step::Begin { .. }
            | Step::Early { .. }
            | Step::Lead { .. }
            | Step::Inform { .. }
            | Step::Close { .. } => {}
            Step::PreWarn { plan_by, .. } => {
                self.told = true;
                self.plan_by = Some(*plan_by);
            }
            Step::Warn { notice } => {
                self.told = true;
                self.notices.push(Given {
                    notice: (**notice).clone(),
                    on: kept.at.day(),
                    by: kept.by.name.clone(),
                    represented: None,
                    answered: None,
                    complied: None,
                });
            }
            Step::Represent { words, .. } => {
                let word = kept.word(words);
                self.last(|given| given.represented = Some(word));
            }
            Step::Answer { stands, words } => {
                let word = kept.word(words);
                self.last(|given| given.answered = Some((*stands, word)));
            }
            Step::Outcome { complied, words } => {
                let word = kept.word(words);
                self.last(|given| given.complied = Some((*complied, word)));
            }
            Step::Found { found, on, .. } => self.found = Some((*found, *on)),
            Step::Propose { powers, .. } => self.proposed.extend(powers),
            Step::Consult { power, whom, .. } => self.consulted.push((*power, whom.clone())),
            Step::Consent { on, .. } => self.consent = Some(*on),
            Step::Use { power, from, .. } => {
                self.told = true;
                self.used.push(Used {
                    power: *power,
                    from: *from,
                    to: None,
                });
            }
            Step::End { power, on, .. } => {
                let open = self
                    .used
                    .iter_mut()
                    .find(|one| one.power == *power && one.to.is_none());
                if let Some(one) = open {
                    one.to = Some(*on);
                }
            }
            Step::Order { on, .. } => self.order = Some(*on),
        }
        let word = kept.word("");
        self.history
            .push((kept.entry.kind(), kept.entry.words(), word));
        self.stage = self.stands(&kept.entry);
    }

    fn last(&mut self, change: impl FnOnce(&mut Given)) {
        if let Some(given) = self.notices.last_mut() {
            change(given);
        }
    }

    fn stands(&self, last: &Step) -> Stage {
        if matches!(last, Step::Close { .. }) {
            return Stage::Closed;
        }
        let notice = self.notices.last();
        if self.used.iter().any(|one| one.to.is_none()) {
            Stage::Intervening
        } else if self.eligible() {
            Stage::Eligible
        } else if notice.is_some_and(Given::open) {
            Stage::Warned
        } else if notice.is_some_and(|one| one.stands() && one.complied.is_some()) {
            Stage::Complied
        } else if self.plan_by.is_some() {
            Stage::PreWarned
        } else {
            Stage::Early
        }
    }

    /// Eligible for intervention: by an inspection, or by a notice that was not complied with.
    pub fn eligible(&self) -> bool {
        self.found.is_some() || self.failed().is_some()
    }

    /// The notice that was not complied with.
    pub fn failed(&self) -> Option<&Given> {
        let last = self.notices.last()?;
        let failed = last
            .complied
            .as_ref()
            .is_some_and(|(complied, _)| !complied);
        (failed && last.stands()).then_some(last)
    }

    pub fn under_way(&self) -> bool {
        !matches!(self.stage, Stage::Nothing | Stage::Closed)
    }

    /// What is to be done next and by when, for the authority.
    pub fn due(&self) -> Option<(Date, &'static str)> {
        match self.stage {
            Stage::PreWarned => Some((self.plan_by?, "The governors’ plan is due")),
            Stage::Warned => {
                let given = self.notices.last()?;
                if given.represented.is_some() && given.answered.is_none() {
                    return Some((given.notice.comply_by, "Answer the governing body"));
                }
                Some((
                    given.notice.comply_by,
                    "Say whether the notice was complied with",
                ))
            }
            Stage::Eligible => {
                let given = self.failed()?;
                Some((given.powers_until(), "Powers that have two months end"))
            }
            _ => None,
        }
    }

    /// What this eye sees: the school reads of it once it was written to, and not whom else the authority told.
    #[must_use]
    pub fn seen(mut self, eye: Eye) -> Option<Self> {
        if eye == Eye::Officer {
            return Some(self);
        }
        if !self.told {
            return None;
        }
        self.history
            .retain(|(kind, ..)| !matches!(kind, StepKind::Begin | StepKind::Inform));
        Some(self)
    }
}

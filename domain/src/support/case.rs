//! A case: what its steps made it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::agreement::Agreement;
use super::answers::{Declined, Helper};
use super::money::WhoPays;
use super::overseer::Overseer;
use super::part::Part;
use super::plan::{Plan, Rag};
use super::process::Process;
use super::report::{Assurance, Evaluation, Impact, Report};
use super::request::Request;
use super::review::Review;
use super::scope::Scope;
use super::stage::{Stage, StageKind};
use super::step::Step;
use super::study::Study;
use super::time_used::Quarters;
use super::visit::{Checked, Visit};
use crate::brokerage::HalfDays;
use crate::calendar::{Date, Moment};
use crate::schools::{By, CaseId, ChangeId, NeedId, PartnershipId, Urn};

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Gap-free from 1 within its case.
    pub revision: u64,
    pub id: ChangeId,
    pub at: Moment,
    pub by: By,
    /// What they were to the case. None: the program did it, by a rule.
    pub part: Option<Part>,
    #[serde(flatten)]
    pub step: Step,
}

/// A visit, and the school's word on its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visited {
    pub visit: Visit,
    pub by: By,
    pub at: Moment,
    #[serde(default)]
    pub checked: Option<Checked>,
}

/// Something that is wrong, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    pub text: String,
    pub by: By,
    pub at: Moment,
}

/// A talk that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    pub text: String,
    pub by: By,
    pub at: Moment,
}

/// One piece of support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub id: CaseId,
    pub urn: Urn,
    pub school: String,
    pub partnership: Option<PartnershipId>,
    /// How many steps it took to get here.
    pub revision: u64,
    pub stage: Stage,
    /// When it came to this stage.
    pub since: Moment,
    pub opened: Moment,
    pub opened_by: By,
    pub request: Request,
    pub need: Option<NeedId>,
    /// The broker who leads it.
    pub broker: Option<By>,
    pub scope: Option<Scope>,
    /// Who was named to pay; none: nobody yet, and no money moves.
    #[serde(default)]
    pub pays: Option<WhoPays>,
    pub helper: Option<Helper>,
    /// Who comes next should the helper be lost, the best first.
    pub reserves: Vec<Helper>,
    pub declined: Vec<Declined>,
    /// Why it was passed on, each time.
    pub escalated: Vec<String>,
    pub agreement: Option<Agreement>,
    pub plan: Option<Plan>,
    pub plan_accepted: bool,
    pub visits: Vec<Visited>,
    pub reviews: Vec<Review>,
    pub reports: Vec<Report>,
    /// How what was reached is kept up.
    pub exit: String,
    pub evaluation: Option<Evaluation>,
    pub assurance: Vec<Assurance>,
    pub impact: Option<Impact>,
    pub study: Option<Study>,
    pub concerns: Vec<Concern>,
    pub talks: Vec<Talk>,
    /// Why it ended before its end.
    pub ended_early: Option<String>,
    /// Who oversees it.
    #[serde(default)]
    pub overseer: Option<Overseer>,
    /// The process it began under.
    #[serde(default)]
    pub process: Process,
}

/// What the register says of the school a case is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub id: CaseId,
    pub school: String,
    pub partnership: Option<PartnershipId>,
    /// The process of the way of working in force.
    pub process: Process,
}

impl Case {
    /// A case from its first step; none: this step begins none.
    pub fn begin(about: About, taken: &Taken) -> Option<Self> {
        let (request, need, stage) = match &taken.step {
            Step::Submit { request } => (request, None, Stage::Submitted),
            Step::FromNeed { request, need } => (request, Some(*need), Stage::Scoped),
            _ => return None,
        };
        Some(Self {
            id: about.id,
            urn: request.urn,
            school: about.school,
            partnership: about.partnership,
            revision: taken.revision,
            stage,
            since: taken.at,
            opened: taken.at,
            opened_by: taken.by.clone(),
            request: (**request).clone(),
            need,
            broker: None,
            scope: None,
            pays: None,
            helper: None,
            reserves: Vec::new(),
            declined: Vec::new(),
            escalated: Vec::new(),
            agreement: None,
            plan: None,
            plan_accepted: false,
            visits: Vec::new(),
            reviews: Vec::new(),
            reports: Vec::new(),
            exit: String::new(),
            evaluation: None,
            assurance: Vec::new(),
            impact: None,
            study: None,
            concerns: Vec::new(),
            talks: Vec::new(),
            ended_early: None,
            overseer: None,
            process: about.process,
        })
    }

    /// Half-days that are agreed; before that what is asked for.
    pub fn half_days(&self) -> HalfDays {
        self.agreement
            .as_ref()
            .map(|one| one.terms.half_days)
            .or_else(|| self.helper.as_ref().map(|one| one.half_days))
            .or_else(|| self.scope.as_ref().map(|one| one.half_days))
            .unwrap_or(self.request.half_days)
    }

    /// Time given so far, by the records.
    pub fn used(&self) -> Quarters {
        Quarters(self.visits.iter().map(|one| one.visit.time.0).sum())
    }

    /// Half-days that were given, a begun one as a whole: what counts in a leader's year.
    pub fn given(&self) -> HalfDays {
        HalfDays(self.used().0.div_ceil(2))
    }

    /// Whether a step that led here from `before` was the end of giving: days are settled and the need closed.
    pub fn ended_since(&self, before: StageKind) -> bool {
        let ended = |stage| {
            matches!(
                stage,
                StageKind::Withdrawn | StageKind::Unmet | StageKind::Signposted
            ) || stage >= StageKind::Ending
        };
        ended(self.stage.kind()) && !ended(before)
    }

    /// First and last day, as far as they are agreed.
    pub fn days(&self) -> (Date, Date) {
        let agreed = self
            .agreement
            .as_ref()
            .map(|one| (one.terms.from, one.terms.to));
        let scoped = self.scope.as_ref().map(|one| (one.from, one.to));
        agreed
            .or(scoped)
            .unwrap_or((self.request.from, self.request.to))
    }

    /// How an objective was when it was last looked at, in a visit or a review.
    pub fn last_rag(&self, objective: u16) -> Option<Rag> {
        let visits = self.visits.iter().flat_map(|one| {
            let on = one.visit.on;
            one.visit
                .touched
                .iter()
                .map(move |one| (on, one.objective, one.rag))
        });
        let reviews = self.reviews.iter().flat_map(|one| {
            let on = one.on;
            one.weighed
                .iter()
                .map(move |one| (on, one.objective, one.rag))
        });
        visits
            .chain(reviews)
            .filter(|(_, at, _)| *at == objective)
            .max_by_key(|(on, _, _)| *on)
            .map(|(_, _, rag)| rag)
    }

    /// The day the next visit is meant to be, by the last record.
    pub fn next_visit(&self) -> Option<Date> {
        self.visits.last().and_then(|one| one.visit.next_visit)
    }

    /// Who was met on visits, most often first, then by name.
    pub fn met(&self) -> Vec<String> {
        let mut times: BTreeMap<&String, usize> = BTreeMap::new();
        for name in self.visits.iter().flat_map(|one| &one.visit.met) {
            *times.entry(name).or_default() += 1;
        }
        let mut met: Vec<(&String, usize)> = times.into_iter().collect();
        met.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        met.into_iter().map(|(name, _)| name.clone()).collect()
    }

    /// Whether the leader's own school is in the register, and its head signs.
    pub fn has_home(&self) -> bool {
        self.helper.as_ref().is_some_and(|one| one.home.is_some())
    }

    /// Whether the last objective of the plan is there: what a touched objective may name.
    pub(super) fn has_objective(&self, objective: u16) -> bool {
        self.plan
            .as_ref()
            .is_some_and(|plan| usize::from(objective) < plan.objectives.len())
    }

    /// Nothing is due any more.
    pub fn over(&self) -> bool {
        self.stage.kind().over()
    }

    /// In one word where it stands.
    pub fn stage_kind(&self) -> StageKind {
        self.stage.kind()
    }
}

//! What can be done to a case. One row says from which stages and by whom.
//!
//! Long because every step has its row here.

use serde::{Deserialize, Serialize};

use super::agreement::Terms;
use super::answers::Helper;
use super::money::WhoPays;
use super::overseer::Overseer;
use super::part::Part;
use super::plan::Plan;
use super::report::{Evaluation, Impact, Report};
use super::request::Request;
use super::review::Review;
use super::scope::Scope;
use super::stage::{Body, StageKind};
use super::study::ToldTo;
use super::visit::Visit;
use crate::schools::{NeedId, OfferId, VisitId};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The school asks.
    Submit {
        request: Box<Request>,
    },
    /// A need the board has already: the case begins where it is agreed on.
    FromNeed {
        request: Box<Request>,
        need: NeedId,
    },
    Return {
        question: String,
    },
    Resubmit {
        request: Box<Request>,
    },
    Signpost {
        /// The offer in words: which, and how to reach it.
        offer: String,
        /// Where it is one that stands here: a place in it is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<OfferId>,
    },
    /// The broker who does this leads the case from here.
    Take,
    Scope {
        scope: Box<Scope>,
        need: NeedId,
    },
    Escalate {
        to: Body,
        why: String,
    },
    /// Whoever it was passed on to has somebody: the need is looked for again, with their means.
    Commission {
        why: String,
    },
    Refuse {
        why: String,
    },
    /// A leader is held for it, and the three are asked.
    Propose {
        helper: Helper,
        reserves: Vec<Helper>,
    },
    Agree,
    Decline {
        why: String,
    },
    Draft {
        terms: Box<Terms>,
    },
    Sign,
    SetPlan {
        plan: Box<Plan>,
    },
    AcceptPlan,
    Visit {
        visit: Box<Visit>,
    },
    /// The school says whether a record is right.
    Confirm {
        visit: VisitId,
        accurate: bool,
        comment: String,
    },
    Review {
        review: Box<Review>,
    },
    Resume {
        why: String,
    },
    End {
        exit: String,
    },
    Report {
        report: Box<Report>,
    },
    Evaluate {
        evaluation: Box<Evaluation>,
    },
    Assure {
        passed: bool,
        note: String,
    },
    Impact {
        impact: Box<Impact>,
    },
    Study {
        title: String,
        text: String,
        quote: String,
        #[serde(default)]
        told_to: ToldTo,
    },
    Publish,
    /// Before anything is agreed.
    Withdraw {
        why: String,
    },
    /// After: with notice.
    EndEarly {
        why: String,
    },
    /// Anybody, at any time: something is wrong that the plan does not cover.
    Concern {
        text: String,
    },
    /// A talk worth keeping.
    Talk {
        text: String,
    },
    /// Who pays is named, or named anew.
    Fund {
        pays: WhoPays,
    },
    /// Who oversees it is named, or named anew.
    Oversee {
        overseer: Box<Overseer>,
    },
}

/// A step without what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    Submit,
    FromNeed,
    Return,
    Resubmit,
    Signpost,
    Take,
    Scope,
    Escalate,
    Commission,
    Refuse,
    Propose,
    Agree,
    Decline,
    Draft,
    Sign,
    SetPlan,
    AcceptPlan,
    Visit,
    Confirm,
    Review,
    Resume,
    End,
    Report,
    Evaluate,
    Assure,
    Impact,
    Study,
    Publish,
    Withdraw,
    EndEarly,
    Concern,
    Talk,
    Fund,
    Oversee,
}

use Part as P;
use StageKind as S;
use StepKind as K;

const BROKERS: &[Part] = &[P::Broker, P::Officer];
const SCHOOL_OR_THEIRS: &[Part] = &[P::Head, P::Officer, P::PartnershipLead];
const ANYBODY: &[Part] = &[
    P::Head,
    P::Governor,
    P::Leader,
    P::HomeHead,
    P::Broker,
    P::Officer,
    P::PartnershipLead,
];
const THE_THREE: &[Part] = &[P::Head, P::Leader, P::HomeHead];
const BEFORE_AGREED: &[StageKind] = &[
    S::Submitted,
    S::Returned,
    S::Scoping,
    S::Scoped,
    S::Escalated,
    S::Asked,
    S::Matched,
];
const OVERSEEN: &[StageKind] = &[
    S::Scoping,
    S::Scoped,
    S::Escalated,
    S::Asked,
    S::Matched,
    S::Agreed,
    S::Active,
    S::InReview,
    S::Paused,
    S::Ending,
    S::Reported,
    S::Evaluated,
];
const GIVEN: &[StageKind] = &[S::Agreed, S::Active, S::InReview];

impl StepKind {
    pub const ALL: [Self; 34] = [
        K::Submit,
        K::FromNeed,
        K::Return,
        K::Resubmit,
        K::Signpost,
        K::Take,
        K::Scope,
        K::Escalate,
        K::Commission,
        K::Refuse,
        K::Propose,
        K::Agree,
        K::Decline,
        K::Draft,
        K::Sign,
        K::SetPlan,
        K::AcceptPlan,
        K::Visit,
        K::Confirm,
        K::Review,
        K::Resume,
        K::End,
        K::Report,
        K::Evaluate,
        K::Assure,
        K::Impact,
        K::Study,
        K::Publish,
        K::Withdraw,
        K::EndEarly,
        K::Concern,
        K::Talk,
        K::Fund,
        K::Oversee,
    ];

    /// The stages it is taken from. None: it begins a case.
    pub fn from(self) -> &'static [StageKind] {
        match self {
            K::Submit | K::FromNeed => &[],
            K::Return | K::Take => &[S::Submitted],
            // Before somebody is asked to come.
            K::Signpost => &[S::Submitted, S::Scoping, S::Scoped, S::Escalated],
            K::Resubmit => &[S::Returned],
            K::Scope => &[S::Scoping],
            K::Escalate => &[S::Scoped, S::Escalated],
            K::Commission | K::Refuse => &[S::Escalated],
            K::Propose => &[S::Scoped, S::Escalated, S::Asked],
            K::Agree | K::Decline => &[S::Asked],
            K::Draft => &[S::Matched],
            K::Sign => &[S::Matched],
            K::SetPlan | K::AcceptPlan | K::Visit => GIVEN,
            K::Confirm => &[
                S::Agreed,
                S::Active,
                S::InReview,
                S::Paused,
                S::Ending,
                S::Reported,
                S::Evaluated,
                S::Closed,
            ],
            K::Review => &[S::Active, S::InReview],
            K::Resume => &[S::Paused],
            K::End => &[S::Active, S::InReview, S::Paused],
            K::Report => &[S::Active, S::InReview, S::Paused, S::Ending],
            K::Evaluate => &[S::Reported],
            K::Assure => &[S::Evaluated],
            K::Impact => &[S::Closed],
            K::Study | K::Publish => &[S::ImpactKnown],
            K::Withdraw => BEFORE_AGREED,
            K::EndEarly => &[S::Agreed, S::Active, S::InReview, S::Paused],
            K::Concern | K::Talk => &StageKind::ALL,
            K::Oversee => OVERSEEN,
            K::Fund => &[
                S::Scoped,
                S::Escalated,
                S::Asked,
                S::Matched,
                S::Agreed,
                S::Active,
                S::InReview,
            ],
        }
    }

    /// Who may take it. Consent, the school's word and its evaluation are set by nobody else; what no part may
    /// is done by accepting a plan.
    pub fn by(self) -> &'static [Part] {
        match self {
            K::Submit => SCHOOL_OR_THEIRS,
            K::FromNeed | K::Propose => &[],
            K::Return | K::Signpost | K::Take | K::Scope | K::Escalate | K::Fund | K::Oversee => {
                BROKERS
            }
            K::Resubmit => SCHOOL_OR_THEIRS,
            K::Commission | K::Refuse => &[P::Officer],
            K::Agree | K::Decline => THE_THREE,
            K::Draft => BROKERS,
            K::Sign => &[
                P::Head,
                P::Governor,
                P::Leader,
                P::HomeHead,
                P::Broker,
                P::Officer,
            ],
            K::SetPlan => &[P::Head, P::Leader],
            K::AcceptPlan | K::Confirm => &[P::Head],
            K::Visit => &[P::Leader],
            K::Review => &[P::Head, P::Leader],
            K::Resume => BROKERS,
            K::End => &[P::Leader, P::Broker, P::Officer],
            K::Report => &[P::Leader],
            K::Evaluate => &[P::Head],
            K::Assure => BROKERS,
            K::Impact => &[P::Head, P::Broker, P::Officer],
            K::Study => &[P::Leader, P::Broker, P::Officer],
            K::Publish => &[P::Head, P::HomeHead],
            K::Withdraw => &[P::Head, P::Broker, P::Officer],
            K::EndEarly => &[P::Head, P::Leader, P::HomeHead, P::Broker, P::Officer],
            K::Concern => ANYBODY,
            K::Talk => &[
                P::Head,
                P::Leader,
                P::Broker,
                P::Officer,
                P::PartnershipLead,
            ],
        }
    }
}

impl StepKind {
    /// Puts a text in the place of another: refused where somebody else wrote meanwhile. Everything else adds
    /// to what is there and is judged by where the case stands now, so that a record written on a train is
    /// taken when the train is out of the tunnel.
    pub fn replaces(self) -> bool {
        matches!(
            self,
            K::Resubmit | K::Scope | K::Draft | K::SetPlan | K::Study | K::Fund | K::Oversee
        )
    }
}

/// Every step this part may take from here, as far as stage and part decide it: what the page offers.
pub fn steps(stage: StageKind, part: Part) -> impl Iterator<Item = StepKind> {
    StepKind::ALL
        .into_iter()
        .filter(move |step| step.by().contains(&part) && step.from().contains(&stage))
}

impl Step {
    pub fn kind(&self) -> StepKind {
        match self {
            Self::Submit { .. } => K::Submit,
            Self::FromNeed { .. } => K::FromNeed,
            Self::Return { .. } => K::Return,
            Self::Resubmit { .. } => K::Resubmit,
            Self::Signpost { .. } => K::Signpost,
            Self::Take => K::Take,
            Self::Scope { .. } => K::Scope,
            Self::Escalate { .. } => K::Escalate,
            Self::Commission { .. } => K::Commission,
            Self::Refuse { .. } => K::Refuse,
            Self::Propose { .. } => K::Propose,
            Self::Agree => K::Agree,
            Self::Decline { .. } => K::Decline,
            Self::Draft { .. } => K::Draft,
            Self::Sign => K::Sign,
            Self::SetPlan { .. } => K::SetPlan,
            Self::AcceptPlan => K::AcceptPlan,
            Self::Visit { .. } => K::Visit,
            Self::Confirm { .. } => K::Confirm,
            Self::Review { .. } => K::Review,
            Self::Resume { .. } => K::Resume,
            Self::End { .. } => K::End,
            Self::Report { .. } => K::Report,
            Self::Evaluate { .. } => K::Evaluate,
            Self::Assure { .. } => K::Assure,
            Self::Impact { .. } => K::Impact,
            Self::Study { .. } => K::Study,
            Self::Publish => K::Publish,
            Self::Withdraw { .. } => K::Withdraw,
            Self::EndEarly { .. } => K::EndEarly,
            Self::Concern { .. } => K::Concern,
            Self::Talk { .. } => K::Talk,
            Self::Fund { .. } => K::Fund,
            Self::Oversee { .. } => K::Oversee,
        }
    }
}

//! Steps in words: the history of a case as people read it.

use super::case::Taken;
use super::part::Part;
use super::step::{Step, StepKind};
use crate::calendar::day_words;

impl StepKind {
    /// On a button.
    pub fn words(self) -> &'static str {
        match self {
            Self::Submit => "Ask for support",
            Self::FromNeed => "Begin",
            Self::Return => "Ask the school a question",
            Self::Resubmit => "Send it again",
            Self::Signpost => "Point to another offer",
            Self::Take => "Take it on",
            Self::Scope => "Agree the scope",
            Self::Escalate => "Pass it on",
            Self::Commission => "Commission it",
            Self::Refuse => "Nobody can",
            Self::Propose => "Propose somebody",
            Self::Agree => "Say yes",
            Self::Decline => "Say no",
            Self::Draft => "Write the agreement",
            Self::Sign => "Sign",
            Self::SetPlan => "Write the plan",
            Self::AcceptPlan => "Accept the plan",
            Self::Visit => "Record a visit",
            Self::Confirm => "Say whether it is right",
            Self::Review => "Hold a review",
            Self::Resume => "Resume",
            Self::End => "End it",
            Self::Report => "Write a report",
            Self::Evaluate => "Say what it was worth",
            Self::Assure => "Check the report",
            Self::Impact => "Say what came of it",
            Self::Study => "Write a case study",
            Self::Publish => "Agree to the case study",
            Self::Withdraw => "Withdraw",
            Self::EndEarly => "End early",
            Self::Concern => "Raise a concern",
            Self::Talk => "Keep a talk",
            Self::Fund => "Say who pays",
            Self::Oversee => "Name who oversees it",
        }
    }
}

impl StepKind {
    /// What somebody is waited for, in a word or two: "Consent".
    pub fn waited_for(self) -> &'static str {
        match self {
            Self::Agree => "Consent",
            Self::Sign => "Signature",
            Self::Visit => "Record of visit",
            Self::Confirm => "Word on a record",
            Self::Review => "Review",
            Self::Report => "Final report",
            Self::Evaluate => "Evaluation",
            Self::SetPlan => "Plan",
            Self::AcceptPlan => "Plan accepted",
            Self::Resubmit => "Answer",
            Self::End => "End of it",
            Self::Publish => "Case study",
            other => other.words(),
        }
    }
}

impl Taken {
    /// Whether this part reads of it in the history.
    pub fn seen_by(&self, reader: Part) -> bool {
        let own = self.part == Some(reader);
        match self.step.kind() {
            StepKind::Talk | StepKind::Concern => {
                own || !matches!(reader, Part::HomeHead | Part::Governor)
            }
            StepKind::Return | StepKind::Resubmit | StepKind::Scope | StepKind::Escalate => {
                reader != Part::HomeHead
            }
            // Who was asked and did not come is between those who broker and who asked.
            StepKind::Decline => {
                own || !matches!(reader, Part::Leader | Part::HomeHead | Part::Governor)
            }
            StepKind::Confirm => !matches!(reader, Part::HomeHead | Part::Governor),
            StepKind::Commission | StepKind::Refuse | StepKind::Review | StepKind::Assure => {
                reader != Part::HomeHead
            }
            _ => true,
        }
    }

    /// What happened, without who and when: "took it on".
    pub fn words(&self) -> String {
        match &self.step {
            Step::Submit { .. } => "asked for support".to_owned(),
            Step::FromNeed { .. } => "began the case from a need on the board".to_owned(),
            Step::Return { question } => format!("asked the school: {question}"),
            Step::Resubmit { .. } => "answered, and sent the request again".to_owned(),
            Step::Signpost { offer, .. } => format!("pointed to another offer: {offer}"),
            Step::Take => "took it on".to_owned(),
            Step::Scope { scope, .. } => {
                format!("agreed the scope: {} days", scope.half_days.words())
            }
            Step::Escalate { to, why } => format!("passed it on to {}: {why}", to.words()),
            Step::Commission { why } => format!("commissions it: {why}"),
            Step::Refuse { why } => format!("said that nobody can: {why}"),
            Step::Propose { helper, .. } => format!(
                "proposed {}, {} days held",
                helper.name,
                helper.half_days.words()
            ),
            Step::Agree => "said yes".to_owned(),
            Step::Decline { why } => format!("said no: {why}"),
            Step::Draft { terms } => {
                format!("wrote an agreement: {} days", terms.half_days.words())
            }
            Step::Sign => "signed".to_owned(),
            Step::SetPlan { plan } => match plan.objectives.len() {
                0 if plan.file.is_some() => "sent the school’s own plan".to_owned(),
                0 => "pointed to the school’s own plan".to_owned(),
                1 => "wrote a plan with one objective".to_owned(),
                count => format!("wrote a plan with {count} objectives"),
            },
            Step::AcceptPlan => "accepted the plan".to_owned(),
            Step::Visit { visit } => format!(
                "recorded {} of {}, {} day",
                match visit.mode {
                    super::Mode::InPerson => "the visit",
                    super::Mode::Video => "the video call",
                    super::Mode::Phone => "the call",
                },
                day_words(visit.on),
                visit.time.words()
            ),
            Step::Confirm { accurate: true, .. } => "says the record is right".to_owned(),
            Step::Confirm { comment, .. } => format!("says the record is not right: {comment}"),
            Step::Review { review } => format!(
                "review of {}: {}",
                day_words(review.on),
                review.outcome.words().to_lowercase()
            ),
            Step::Resume { why } => format!("resumed it: {why}"),
            Step::End { .. } => "ended it, with what keeps it up".to_owned(),
            Step::Report { report } => {
                format!("filed the {}", report.kind.words().to_lowercase())
            }
            Step::Evaluate { .. } => "said what it was worth".to_owned(),
            Step::Assure { passed: true, .. } => {
                "checked the report, and closed the case".to_owned()
            }
            Step::Assure { note, .. } => format!("sent the report back: {note}"),
            Step::Impact { .. } => "said what came of it".to_owned(),
            Step::Study { .. } => "wrote a case study".to_owned(),
            Step::Publish => "agreed to the case study".to_owned(),
            Step::Withdraw { why } => format!("withdrew it: {why}"),
            Step::EndEarly { why } => format!("ended it early: {why}"),
            Step::Concern { .. } => "raised a concern".to_owned(),
            Step::Talk { .. } => "kept a talk".to_owned(),
            Step::Oversee { overseer } => match overseer.duties.len() {
                1 => format!("named {} to oversee it, with one duty", overseer.body),
                count => format!("named {} to oversee it, with {count} duties", overseer.body),
            },
            Step::Fund { pays } => match (pays.pots.len(), pays.school) {
                (0, _) => "said who pays: the school".to_owned(),
                (1, false) => "said who pays: a pot".to_owned(),
                (pots, false) => format!("said who pays: {pots} pots"),
                (_, true) => "said who pays: what no pot does, the school".to_owned(),
            },
        }
    }
}

//! What a step makes of a case.

use super::agreement::{Agreement, Signature};
use super::answers::{Answer, Answers, Declined};
use super::case::{Case, Concern, Taken, Talk, Visited};
use super::part::Part;
use super::report::{Assurance, ReportKind};
use super::review::Outcome;
use super::stage::Stage;
use super::step::Step;
use super::study::Study;
use super::time_used::Quarters;
use super::visit::{Checked, Visit};
use crate::calendar::Moment;

impl Case {
    fn comes_to(&mut self, stage: Stage, at: Moment) {
        self.stage = stage;
        self.since = at;
    }

    /// Takes a step that [`Case::check`] let through.
    pub fn take(&mut self, taken: &Taken) {
        self.revision = taken.revision;
        let (at, by) = (taken.at, &taken.by);
        match &taken.step {
            Step::Submit { .. } | Step::FromNeed { .. } => {}
            Step::Return { question } => {
                let question = question.clone();
                self.comes_to(Stage::Returned { question }, at);
            }
            Step::Resubmit { request } => {
                self.request = (**request).clone();
                self.comes_to(Stage::Submitted, at);
            }
            Step::Signpost { offer, of } => {
                let (offer, of) = (offer.clone(), *of);
                self.comes_to(Stage::Signposted { offer, of }, at);
            }
            Step::Take => {
                self.broker = Some(by.clone());
                self.comes_to(Stage::Scoping, at);
            }
            Step::Scope { scope, need } => {
                self.scope = Some((**scope).clone());
                self.pays.clone_from(&scope.pays);
                self.need = Some(*need);
                self.comes_to(Stage::Scoped, at);
            }
            Step::Escalate { to, why } => {
                self.escalated.push(why.clone());
                self.comes_to(Stage::Escalated { to: *to }, at);
            }
            Step::Commission { why } => {
                self.escalated.push(why.clone());
                self.comes_to(Stage::Scoped, at);
            }
            Step::Refuse { why } => self.comes_to(Stage::Unmet { why: why.clone() }, at),
            Step::Propose { helper, reserves } => {
                if self.broker.is_none() {
                    self.broker = Some(by.clone());
                }
                let answers = Answers::asked(helper);
                self.helper = Some(helper.clone());
                self.reserves.clone_from(reserves);
                self.comes_to(Stage::Asked { answers }, at);
            }
            Step::Agree => self.agreed(taken),
            Step::Decline { why } => {
                if let (Some(helper), Some(part)) = (self.helper.take(), taken.part) {
                    self.declined.push(Declined {
                        leader: helper.leader,
                        name: helper.name,
                        part,
                        by: by.clone(),
                        at,
                        why: why.clone(),
                    });
                }
                // Whoever comes next is proposed in the same moment; until then a leader is looked for.
                self.comes_to(Stage::Scoped, at);
            }
            Step::Draft { terms } => {
                let version = self.agreement.as_ref().map_or(1, |one| one.version + 1);
                self.agreement = Some(Agreement {
                    version,
                    drafted: at,
                    terms: (**terms).clone(),
                    signatures: Vec::new(),
                });
            }
            Step::Sign => self.signed(taken),
            Step::SetPlan { plan } => {
                self.plan = Some((**plan).clone());
                self.plan_accepted = taken.part == Some(Part::Head);
                self.starts(at);
            }
            Step::AcceptPlan => {
                self.plan_accepted = true;
                self.starts(at);
            }
            Step::Visit { visit } => self.visited(visit, taken),
            Step::Confirm {
                visit,
                accurate,
                comment,
            } => {
                let checked = Checked {
                    accurate: *accurate,
                    comment: comment.clone(),
                    by: by.clone(),
                    at,
                };
                if let Some(one) = self.visits.iter_mut().find(|one| one.visit.id == *visit) {
                    one.checked = Some(checked);
                }
            }
            Step::Review { review } => {
                self.reviews.push((**review).clone());
                let stage = match review.outcome {
                    Outcome::Continue => Stage::Active,
                    Outcome::Revise => Stage::Matched,
                    Outcome::Pause => Stage::Paused,
                    Outcome::Stop => Stage::Ending,
                };
                if review.outcome == Outcome::Stop {
                    self.exit.clone_from(&review.reason);
                }
                self.comes_to(stage, at);
            }
            Step::Resume { .. } => self.comes_to(Stage::Active, at),
            Step::End { exit } => {
                self.exit.clone_from(exit);
                self.comes_to(Stage::Ending, at);
            }
            Step::Report { report } => {
                self.reports.push((**report).clone());
                if report.kind == ReportKind::Final {
                    self.comes_to(Stage::Reported, at);
                }
            }
            Step::Evaluate { evaluation } => {
                self.evaluation = Some((**evaluation).clone());
                self.comes_to(Stage::Evaluated, at);
            }
            Step::Assure { passed, note } => {
                self.assurance.push(Assurance {
                    passed: *passed,
                    note: note.clone(),
                    by: by.clone(),
                    at,
                });
                self.comes_to(
                    if *passed {
                        Stage::Closed
                    } else {
                        Stage::Ending
                    },
                    at,
                );
            }
            Step::Impact { impact } => {
                self.impact = Some((**impact).clone());
                self.comes_to(Stage::ImpactKnown, at);
            }
            Step::Study {
                title,
                text,
                quote,
                told_to,
            } => {
                self.study = Some(Study {
                    title: title.clone(),
                    text: text.clone(),
                    quote: quote.clone(),
                    told_to: *told_to,
                    head: None,
                    home: None,
                });
            }
            Step::Publish => self.published(taken),
            Step::Withdraw { why } => self.comes_to(Stage::Withdrawn { why: why.clone() }, at),
            Step::EndEarly { why } => {
                self.ended_early = Some(why.clone());
                self.exit.clone_from(why);
                self.comes_to(Stage::Ending, at);
            }
            Step::Fund { pays } => self.pays = Some(pays.clone()),
            Step::Oversee { overseer } => self.overseer = Some((**overseer).clone()),
            Step::Concern { text } => self.concerns.push(Concern {
                text: text.clone(),
                by: by.clone(),
                at,
            }),
            Step::Talk { text } => self.talks.push(Talk {
                text: text.clone(),
                by: by.clone(),
                at,
            }),
        }
    }

    fn agreed(&mut self, taken: &Taken) {
        let Stage::Asked { answers } = &mut self.stage else {
            return;
        };
        if let Some(answer) = taken.part.and_then(|part| answers.of_mut(part)) {
            *answer = Answer::Yes {
                by: taken.by.clone(),
                at: taken.at,
            };
        }
        if !answers.all() {
            return;
        }
        let short = self.half_days() <= self.process.one_off;
        let stage = if short { Stage::Active } else { Stage::Matched };
        self.comes_to(stage, taken.at);
    }

    fn signed(&mut self, taken: &Taken) {
        let has_home = self.has_home();
        let (Some(agreement), Some(part)) = (&mut self.agreement, taken.part) else {
            return;
        };
        agreement.signatures.push(Signature {
            part,
            by: taken.by.clone(),
            at: taken.at,
        });
        if !agreement.unsigned(has_home).is_empty() {
            return;
        }
        // A revision is signed while the work goes on.
        let stage = if self.visits.is_empty() {
            Stage::Agreed
        } else {
            Stage::Active
        };
        self.comes_to(stage, taken.at);
    }

    /// Under way once the first visit was held and the school has accepted the plan.
    fn starts(&mut self, at: Moment) {
        let planned = self.plan.is_some() && self.plan_accepted;
        if matches!(self.stage, Stage::Agreed) && planned && !self.visits.is_empty() {
            self.comes_to(Stage::Active, at);
        }
    }

    fn visited(&mut self, visit: &Visit, taken: &Taken) {
        self.visits.push(Visited {
            visit: visit.clone(),
            by: taken.by.clone(),
            at: taken.at,
            checked: None,
        });
        self.visits.sort_by_key(|one| (one.visit.on, one.at));
        self.starts(taken.at);
        let half = self.used().0 * 2 >= Quarters::from(self.half_days()).0;
        let short = self.half_days() <= self.process.one_off;
        if matches!(self.stage, Stage::Active) && half && self.reviews.is_empty() && !short {
            self.comes_to(Stage::InReview, taken.at);
        }
    }

    fn published(&mut self, taken: &Taken) {
        let has_home = self.has_home();
        let Some(study) = &mut self.study else { return };
        let said = Some((taken.by.clone(), taken.at));
        match taken.part {
            Some(Part::Head) => study.head = said,
            Some(Part::HomeHead) => study.home = said,
            _ => {}
        }
        if study.head.is_some() && (study.home.is_some() || !has_home) {
            self.comes_to(Stage::Published, taken.at);
        }
    }
}

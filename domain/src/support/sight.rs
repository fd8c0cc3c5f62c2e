//! What each part sees of a case. Built from what may be seen, by leaving out.

use super::case::Case;
use super::part::Part;
use super::stage::Stage;
use super::summary::Summary;

impl Case {
    /// The case as this part may read it.
    ///
    /// The head who lends a leader sees days, dates, money and signatures, and nothing of how the other school
    /// is doing. Governors see what was agreed and reached, not single records. A safeguarding worry is for the
    /// school, the leader and the authority.
    #[must_use]
    pub fn seen(mut self, part: Part) -> Self {
        if part == Part::HomeHead {
            self.request.priority.clear();
            self.request.tried.clear();
            self.request.outcome.clear();
            self.request.preferred.clear();
            self.request.others.clear();
            self.request.cohort.clear();
            if let Some(scope) = &mut self.scope {
                scope.talked.clear();
            }
            self.plan = None;
            self.reviews.clear();
            self.reports.clear();
            self.evaluation = None;
            self.assurance.clear();
            self.concerns.clear();
            self.talks.clear();
            self.impact = None;
            self.declined.clear();
            self.escalated.clear();
            self.reserves.clear();
            self.exit.clear();
        }
        if part == Part::HomeHead || part == Part::Governor {
            for one in &mut self.visits {
                one.visit.done.clear();
                one.visit.met.clear();
                one.visit.touched.clear();
                one.visit.next = None;
                one.checked = None;
            }
        }
        if !matches!(part, Part::Head | Part::Leader | Part::Officer) {
            for one in &mut self.visits {
                one.visit.worry = false;
            }
        }
        // Which pot pays is read by those who keep the money; that it is paid is for all.
        if !matches!(part, Part::Broker | Part::Officer) {
            self.pays = None;
            if let Some(scope) = &mut self.scope {
                scope.pays = None;
            }
        }
        // Who else could come, and who did not want to, is between those who broker and who asked.
        if matches!(part, Part::Leader | Part::Governor) {
            self.reserves.clear();
            self.declined.clear();
        }
        if part == Part::Governor {
            self.talks.clear();
            self.concerns.clear();
        }
        self
    }
}

impl Case {
    /// What is left of a case to somebody who said no to it: where it was, and nothing of who comes next.
    #[must_use]
    pub fn after_no(self) -> Self {
        Self {
            stage: Stage::Scoped,
            helper: None,
            broker: None,
            agreement: None,
            visits: Vec::new(),
            study: None,
            ..self.seen(Part::HomeHead)
        }
    }
}

impl Summary {
    /// The row as this part may read it.
    #[must_use]
    pub fn seen(mut self, part: Part) -> Self {
        if matches!(part, Part::HomeHead | Part::Governor) {
            self.worst = None;
        }
        self
    }
}

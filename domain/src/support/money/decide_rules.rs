//! The rules of a pot are changed: what was put aside before keeps its price and stands.

use std::collections::BTreeMap;

use super::book::{Book, Done, Kept};
use super::commitment::Commitment;
use super::decide::Facts;
use super::eligibility::eligible;
use super::refusal::Refusal;
use super::{Pot, PotFault, PotRefusal, PotRules, ReportDue};
use crate::brokerage::pots::check_rules;
use crate::calendar::Date;
use crate::schools::{PotId, School, Urn};

impl Book {
    pub(super) fn set_rules(
        &self,
        id: PotId,
        rules: &PotRules,
        reports: &[ReportDue],
        facts: Facts<'_>,
    ) -> Result<Done, Refusal> {
        let before = self.pot(id)?;
        let mut pot = before.clone();
        pot.rules = rules.clone();
        pot.reports = reports.to_vec();
        pot.reports.sort_by_key(|report| report.due);
        let mut faults = check_rules(&pot.rules, &pot.reports);
        let unknown = pot
            .rules
            .schools
            .iter()
            .find(|urn| !facts.schools.contains_key(urn));
        faults.extend(unknown.map(|urn| PotFault::NoSuchSchool(*urn)));
        fn accepted(pot: &Pot) -> Vec<&ReportDue> {
            let all = pot.reports.iter();
            all.filter(|one| one.accepted.is_some()).collect()
        }
        if accepted(&pot) != accepted(before) {
            faults.push(PotFault::Accepted);
        }
        if !faults.is_empty() {
            return Err(Refusal::Pot(faults));
        }
        if pot == *before {
            return Err(Refusal::NothingNew);
        }
        Ok(Done::default().keeping(Kept::Pot(Box::new(pot))))
    }
}

/// What a pot pays for now and goes on, and its rules as they are written would not allow.
pub fn not_allowed<'a>(
    pot: &Pot,
    work: impl IntoIterator<Item = &'a Commitment>,
    schools: &BTreeMap<Urn, School>,
    today: Date,
) -> Vec<(&'a Commitment, Vec<PotRefusal>)> {
    work.into_iter()
        .filter(|one| one.used < one.half_days && one.of_pot(pot.id).is_some())
        .filter_map(|one| {
            let recipient = schools.get(&one.recipient)?;
            let home = one.home.and_then(|home| schools.get(&home));
            let mut reasons = eligible(pot, one, recipient, home, today);
            // A report that is late is no rule, and stops nothing that was put aside before.
            reasons.retain(|reason| {
                !matches!(
                    reason,
                    PotRefusal::ReportsOverdue { .. } | PotRefusal::NotThere { .. }
                )
            });
            (!reasons.is_empty()).then_some((one, reasons))
        })
        .collect()
}

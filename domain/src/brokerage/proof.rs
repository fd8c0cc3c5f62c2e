//! What is kept with an accepted plan, so that it can be judged without solving again.

use serde::{Deserialize, Serialize};

use super::certificate::{self, Certificate, Fault};
use super::change::Pair;
use super::plan::{PinFault, Plan};
use super::question::{Held, Question};
use super::solve::{self, Instance};

/// A plan in the solver's terms, what it solves, and the prices that prove it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    pub instance: Instance,
    pub plan: solve::Plan,
    pub certificate: Certificate,
    /// Pairs taken apart so that no term is overrun: the prices prove the plan among those without them.
    pub apart: Vec<Pair>,
}

impl Proof {
    /// Judges it with the checker that knows nothing of the search.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<certificate::Verified, Fault> {
        let checked = self
            .instance
            .clone()
            .check()
            .map_err(|_| Fault::Certificate)?;
        certificate::check(&checked, &self.plan, &self.certificate)
    }
}

impl Question {
    /// The proof of a plan that was found with these held; none where nothing was found at all.
    pub fn proof(&self, held: &Held, plan: &Plan) -> Option<Proof> {
        let solved = plan.solved.as_ref()?;
        Some(Proof {
            instance: self.instance(&solved_with(held, plan)),
            plan: solved.plan.clone(),
            certificate: solved.certificate.clone(),
            apart: plan.apart.iter().copied().collect(),
        })
    }
}

/// What was held when a plan was found: without the pins that terms broke, and with its pairs taken apart.
pub(super) fn solved_with(held: &Held, plan: &Plan) -> Held {
    let over: Vec<Pair> = plan
        .broken_pins
        .iter()
        .filter(|one| one.reason == PinFault::OverTerm)
        .map(|one| one.pair)
        .collect();
    let mut held = held.without(&over);
    held.exclusions.extend(&plan.apart);
    held
}

//! Proposing the plan: the server solves again itself, and refuses where its own plan differs.

use domain::api::AcceptPlan;
use domain::schools::ChangeId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BoardState, Trouble};
use crate::api::{self, Failure};
use crate::browser;

impl BoardState {
    /// Proposes every match of the plan to its school: days are reserved.
    pub fn accept(self) {
        let Some(solved) = self.solved.get_untracked() else {
            return;
        };
        if self.accepting.get_untracked() || !self.settled() {
            return;
        }
        let matches = solved.plan.pairs();
        // The same plan keeps its id, so that pressing again after a lost answer accepts it once.
        let id = match self.accept_id.get_value() {
            Some((id, same)) if same == matches => id,
            _ => ChangeId(browser::new_id()),
        };
        self.accept_id.set_value(Some((id, matches.clone())));
        self.accepting.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let plan = AcceptPlan {
                id,
                base: self.revision(),
                matches,
                even: self.sharing.get_untracked(),
            };
            match api::accept_plan(&plan).await {
                Ok(recorded) => {
                    self.last.try_set(None);
                    self.record(&recorded);
                    self.read_again().await;
                }
                Err(Failure::Offline) => {
                    self.reachable.try_set(false);
                    self.trouble.try_set(Some(Trouble {
                        problem: unreachable(),
                        sent: None,
                    }));
                }
                Err(Failure::Refused(problem)) => {
                    self.read_again().await;
                    self.last.try_set(None);
                    self.trouble.try_set(Some(Trouble {
                        problem: *problem,
                        sent: Some(plan.matches),
                    }));
                }
            }
            self.accepting.try_set(false);
        });
    }
}

fn unreachable() -> domain::api::Problem {
    domain::api::Problem {
        kind: "offline".to_owned(),
        status: 0,
        title: "The server cannot be reached".to_owned(),
        detail: "Nothing is lost. Press again: the plan is taken once.".to_owned(),
        fields: Vec::new(),
        refusal: None,
    }
}

//! Solving after every change, without holding up the frame: what took longer than one last time is
//! put off until the change itself has been painted, and "solving" is said meanwhile.

use std::sync::Arc;

use domain::brokerage::solve::{Continue, Limit};
use domain::brokerage::{Board, Even, Held, Plan, Question};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::BoardState;
use crate::browser;

/// A frame, milliseconds.
const FRAME: i64 = 16;
/// The longest search, milliseconds; after it the best plan so far is shown with its bound.
const LONGEST: i64 = 3_000;

/// A plan, and what it is the plan of.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    pub plan: Arc<Plan>,
    pub held: Held,
    pub question: Arc<Question>,
    pub board: Arc<Board>,
    /// What sharing the days evenly comes to, where it is asked for.
    pub even: Option<Arc<Even>>,
}

impl BoardState {
    /// Solves whenever the people, the needs or what is held change.
    pub(super) fn keep_solving(self) {
        let slow = StoredValue::new(false);
        Effect::new(move || {
            let (Some(question), held) = (self.question.get(), self.held.get()) else {
                return;
            };
            let sharing = self.sharing.get();
            let Some(board) = self.board.get_untracked() else {
                return;
            };
            let mine = self.next_turn();
            let solve = move || {
                let began = browser::now().0;
                let mut patient = |_| {
                    if browser::now().0 - began > LONGEST {
                        Continue::No
                    } else {
                        Continue::Yes
                    }
                };
                let plan = question.plan(&held, Limit::default(), &mut patient);
                let even = sharing.then(|| Arc::new(question.even(&held, &plan, &mut patient)));
                let plan = even.as_ref().map_or(plan, |even| even.plan.clone());
                slow.set_value(browser::now().0 - began > FRAME);
                self.solving.set(false);
                let solved = Arc::new(Solved {
                    plan: Arc::new(plan),
                    held,
                    question,
                    board,
                    even,
                });
                self.solved.set(Some(solved.clone()));
                // What was kept stands for these needs; of others there is nothing to compare.
                if self.comparison_is_stale() {
                    self.keep();
                }
                self.explain(solved, mine);
            };
            if slow.get_value() {
                self.solving.set(true);
                spawn_local(async move {
                    TimeoutFuture::new(0).await;
                    if self.is_turn(mine) {
                        solve();
                    }
                });
            } else {
                solve();
            }
        });
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Whether nothing has changed since, and the page is still there.
    pub(super) fn is_turn(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }
}

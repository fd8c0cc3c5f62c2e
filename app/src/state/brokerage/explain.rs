//! Explanations of the plan on screen, worked out a few at a time between frames: each is a whole plan
//! solved again.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::Pair;
use domain::brokerage::{Cost, NextBest, WhyNot, next_best, price, why_not};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BoardState, Solved};
use crate::browser;

/// How long one may think before the frame is due, milliseconds.
const BETWEEN_FRAMES: i64 = 8;

/// What is worked out of the plan on screen so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explained {
    /// What each pin costs by itself.
    pub prices: BTreeMap<Pair, Cost>,
    /// What all pins cost together.
    pub joint: Option<Cost>,
    /// Who would be next for each need that has somebody.
    pub next: BTreeMap<Pair, NextBest>,
}

/// Why a need has not gone to somebody; none: being worked out.
pub type Why = Vec<(Pair, Option<WhyNot>)>;

impl BoardState {
    /// Prices of pins first, then the next best for every need. What was found of the plan before
    /// stands for the same pair until it is found anew, so that nothing flickers.
    pub(super) fn explain(self, solved: Arc<Solved>, turn: u32) {
        let mut found = self.explained.get_untracked();
        found.prices.retain(|pin, _| solved.held.pins.contains(pin));
        found
            .next
            .retain(|pair, _| solved.plan.leader(pair.need) == Some(pair.leader));
        if solved.held.pins.is_empty() {
            found.joint = None;
        }
        self.explained.set(found.clone());
        spawn_local(async move {
            let Solved {
                plan,
                held,
                question,
                ..
            } = &*solved;
            let mut pause = Pause::new();
            for pin in &held.pins {
                if !pause
                    .over(self, turn, || self.explained.set(found.clone()))
                    .await
                {
                    return;
                }
                let cost = price(question, held, plan, &[*pin]);
                found.prices.insert(*pin, cost);
            }
            let pins: Vec<Pair> = held.pins.iter().copied().collect();
            if !pins.is_empty() {
                found.joint = Some(price(question, held, plan, &pins));
            }
            for pair in plan.pairs() {
                if !pause
                    .over(self, turn, || self.explained.set(found.clone()))
                    .await
                {
                    return;
                }
                if let Some(next) = next_best(question, held, plan, pair.need) {
                    found.next.insert(pair, next);
                }
            }
            if self.is_turn(turn) {
                self.explained.set(found);
            }
        });
    }

    /// Why these have not got their need: into `into`, one after the other.
    pub fn ask_why(self, solved: Arc<Solved>, pairs: Vec<Pair>, into: RwSignal<Why>) {
        let turn = self.turn.get_value();
        // The answer of the plan before stands until there is a new one.
        into.update(|why| {
            let before: BTreeMap<Pair, Option<WhyNot>> = why.drain(..).collect();
            why.extend(
                pairs
                    .iter()
                    .map(|pair| (*pair, before.get(pair).cloned().flatten())),
            );
        });
        spawn_local(async move {
            let mut pause = Pause::new();
            for (at, pair) in pairs.iter().enumerate() {
                let mine = || {
                    into.try_with_untracked(|why| why.get(at).map(|(pair, _)| *pair))
                        == Some(Some(*pair))
                };
                if !mine() || !pause.over(self, turn, || ()).await || !mine() {
                    return;
                }
                let found = why_not(&solved.question, &solved.held, &solved.plan, *pair);
                into.update(|why| {
                    if let Some((_, place)) = why.get_mut(at) {
                        *place = Some(found);
                    }
                });
            }
        });
    }
}

/// Gives the frame back when it is due.
pub(super) struct Pause {
    began: i64,
}

impl Pause {
    pub fn new() -> Self {
        // The first thing is to let the plan itself be painted.
        Self { began: 0 }
    }

    /// Lets the browser paint where it is time to, telling so first. False where the plan is no longer
    /// the one on screen.
    pub async fn over(&mut self, state: BoardState, turn: u32, tell: impl Fn()) -> bool {
        if browser::now().0 - self.began > BETWEEN_FRAMES {
            if !state.is_turn(turn) {
                return false;
            }
            if self.began > 0 {
                tell();
            }
            TimeoutFuture::new(0).await;
            self.began = browser::now().0;
        }
        state.is_turn(turn)
    }
}

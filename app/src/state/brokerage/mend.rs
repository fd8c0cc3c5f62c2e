//! What would make an unmet need possible, found a little at a time between frames, and the one that is
//! being tried: a plan of something that is not so, shown as that and never proposed.

use std::sync::Arc;

use domain::brokerage::{Ground, Mended, Weights};
use domain::schools::NeedId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::explain::Pause;
use super::{BoardState, Solved};

/// What was found for a need so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mends {
    pub found: Vec<Mended>,
    /// Everything was tried.
    pub done: bool,
}

impl BoardState {
    /// What a plan on screen was made from.
    fn ground(self, solved: &Solved) -> Ground {
        Ground {
            board: (*solved.board).clone(),
            ctx: solved.board.context(self.today),
            held: solved.held.clone(),
            weights: Weights::default(),
        }
    }

    /// What would make this need possible: into `into`, one after the other.
    pub fn ask_mends(self, solved: Arc<Solved>, need: NeedId, into: RwSignal<Mends>) {
        let turn = self.turn.get_value();
        into.set(Mends::default());
        spawn_local(async move {
            let mut pause = Pause::new();
            let ground = self.ground(&solved);
            for mend in ground.mends(&solved.question, need) {
                if !pause.over(self, turn, || ()).await {
                    return;
                }
                if let Some(mended) = ground.least(&solved.plan, need, &mend)
                    && into.try_update(|mends| mends.found.push(mended)).is_none()
                {
                    return;
                }
            }
            into.try_update(|mends| mends.done = true);
        });
    }
}

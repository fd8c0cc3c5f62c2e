//! What other brokers do, as it happens: the board's log is asked for what comes after the last change
//! here, and the server answers when there is something.

use domain::api::{BoardDone, BoardRecorded};
use leptos::prelude::*;

use super::{BoardState, LastChange};
use crate::api::{self, Failure};
use crate::following::{Heard, follow};

impl BoardState {
    /// Follows the board while the page lives and somebody looks at it.
    pub(super) fn follow(self) {
        follow(move || self.ask());
    }

    async fn ask(self) -> Heard {
        if !self.there() {
            return Heard::Over;
        }
        match api::board_events(self.revision()).await {
            Ok(_) | Err(_) if !self.there() => Heard::Over,
            Ok(events) => {
                self.reachable.set(true);
                for event in &events {
                    self.hear(event);
                }
                if events.is_empty() {
                    Heard::Nothing
                } else {
                    Heard::News
                }
            }
            Err(Failure::Offline) => {
                self.reachable.set(false);
                Heard::Nothing
            }
            Err(Failure::Refused(_)) => Heard::Over,
        }
    }

    fn there(self) -> bool {
        self.confirmed.try_with_untracked(|_| ()).is_some()
    }

    /// Folds in what somebody did, and shows what moved by it.
    fn hear(self, recorded: &BoardRecorded) {
        if recorded.revision <= self.revision() {
            return;
        }
        let theirs = recorded.by.id != self.person;
        if let (true, BoardDone::Changed { change }, Some(solved)) =
            (theirs, &recorded.change, self.solved.get_untracked())
        {
            self.last.set(Some(LastChange {
                change: change.clone(),
                by: Some(recorded.by.name.clone()),
                undo: Vec::new(),
                before: solved.plan.clone(),
            }));
        }
        self.fold(recorded);
    }
}

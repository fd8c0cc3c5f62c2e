//! What other brokers do, as it happens: the board's log is asked for what comes after the last change
//! here, and the server answers when there is something.

use domain::api::{BoardDone, BoardRecorded};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BoardState, LastChange};
use crate::api::{self, Failure};
use crate::browser::hidden;

/// How long to wait before asking again where the answer came at once or not at all, milliseconds.
const PATIENCE: u32 = 2_000;

impl BoardState {
    /// Follows the board while the page lives and somebody looks at it.
    pub(super) fn follow(self) {
        spawn_local(async move {
            // The page is painted first.
            TimeoutFuture::new(PATIENCE).await;
            while self.there() {
                if hidden() {
                    TimeoutFuture::new(PATIENCE).await;
                    continue;
                }
                match api::board_events(self.revision()).await {
                    Ok(events) => {
                        if !self.there() {
                            return;
                        }
                        self.reachable.set(true);
                        let none = events.is_empty();
                        for event in &events {
                            self.hear(event);
                        }
                        if none {
                            TimeoutFuture::new(PATIENCE).await;
                        }
                    }
                    Err(Failure::Offline) => {
                        self.reachable.try_set(false);
                        TimeoutFuture::new(PATIENCE).await;
                    }
                    // Not for this person any more: the page says so when they do something.
                    Err(Failure::Refused(_)) => return,
                }
            }
        });
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

//! Changes on their way to the server: one at a time, in order, tried again while there is no network.

use domain::api::{BoardDone, BoardProposed, BoardRecorded, Pair};
use domain::brokerage::BoardChange;
use domain::schools::ChangeId;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{BoardState, LastChange, Trouble};
use crate::api::{self, Failure};
use crate::browser;

/// How long to wait before trying again, milliseconds.
const PATIENCE: u32 = 2_000;

impl BoardState {
    /// Makes a change: seen at once, sent, and gone again if the server refuses it.
    pub fn change(self, change: BoardChange) {
        let Some(solved) = self.solved.get_untracked() else {
            return;
        };
        let Some(board) = self.board.get_untracked() else {
            return;
        };
        let undo = board.undo(&change);
        // Who pays may be named where nobody was: there is no way back from that, only another name.
        let first =
            matches!(&change, BoardChange::Pays { need, .. } if !board.pays.contains_key(need));
        if undo.is_empty() && !first {
            return;
        }
        self.last.set(Some(LastChange {
            change: change.clone(),
            by: None,
            undo,
            before: solved.plan.clone(),
        }));
        self.queue([change]);
    }

    /// Takes the last change back.
    pub fn undo(self) {
        if let Some(last) = self.last.get_untracked() {
            self.last.set(None);
            self.queue(last.undo);
        }
    }

    /// Holds to what was held with the plan that was kept: the plan comes back.
    pub fn go_back(self) {
        if let Some(kept) = self.kept.get_untracked() {
            let changes = self.held.with_untracked(|held| held.towards(&kept.held));
            self.last.set(None);
            self.queue(changes);
        }
    }

    /// Pins the pair, or lets go of it where it is pinned.
    pub fn toggle_pin(self, pair: Pair) {
        let pinned = self.held.with_untracked(|held| held.pins.contains(&pair));
        self.change(if pinned {
            BoardChange::Unpin { pair }
        } else {
            BoardChange::Pin { pair }
        });
    }

    fn queue(self, changes: impl IntoIterator<Item = BoardChange>) {
        self.trouble.set(None);
        self.accepted.set(None);
        self.pending.update(|pending| {
            pending.extend(changes.into_iter().map(|change| BoardProposed {
                id: ChangeId(browser::new_id()),
                base: 0,
                change,
            }));
        });
        self.send();
    }

    fn send(self) {
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            while let Some(Some(next)) = self
                .pending
                .try_with_untracked(|pending| pending.first().cloned())
            {
                let base = self.revision();
                match api::change_board(&BoardProposed {
                    base,
                    ..next.clone()
                })
                .await
                {
                    Ok(recorded) => {
                        // Read before it leaves the list, so that nothing flickers.
                        let gap = recorded.revision > base + 1;
                        self.record(&recorded);
                        self.settle(next.id);
                        if gap {
                            self.read_again().await;
                        }
                    }
                    Err(Failure::Offline) => {
                        self.reachable.try_set(false);
                        TimeoutFuture::new(PATIENCE).await;
                    }
                    Err(Failure::Refused(problem)) => {
                        self.settle(next.id);
                        self.last.try_set(None);
                        self.trouble.try_set(Some(Trouble {
                            problem: *problem,
                            sent: None,
                        }));
                        self.read_again().await;
                    }
                }
            }
            self.sending.try_set_value(false);
        });
    }

    pub(super) fn revision(self) -> u64 {
        self.confirmed
            .try_with_untracked(|board| board.as_ref().map(|board| board.revision))
            .flatten()
            .unwrap_or(0)
    }

    /// Takes the server's answer to what was sent.
    pub(super) fn record(self, recorded: &BoardRecorded) {
        self.reachable.try_set(true);
        self.saved.try_set(Some(recorded.at));
        self.fold(recorded);
        if let BoardDone::Accepted { matches } = &recorded.change {
            self.accepted.try_set(Some(matches.len()));
        }
    }

    pub(super) fn fold(self, recorded: &BoardRecorded) {
        self.confirmed.try_update(|board| {
            if let Some(board) = board {
                board.apply(recorded.revision, &recorded.change);
            }
        });
    }

    fn settle(self, id: ChangeId) {
        self.pending
            .try_update(|pending| pending.retain(|proposed| proposed.id != id));
    }

    /// Reads the board again: others may have changed it.
    pub async fn read_again(self) {
        match api::brokerage().await {
            Ok(page) if page.revision >= self.revision() => {
                if self.confirmed.try_with_untracked(|_| ()).is_some() {
                    self.take(page);
                    self.reachable.set(true);
                }
            }
            Ok(_) | Err(Failure::Refused(_)) => {}
            Err(Failure::Offline) => {
                self.reachable.try_set(false);
            }
        }
    }
}

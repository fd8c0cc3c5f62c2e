//! What the decision bar comes to as it stands, and what agreeing does.

use domain::meetings::{Change, Decision, DecisionFault, Outcome, Refusal, Spot};
use domain::risk::{Band, Level};
use domain::schools::Urn;
use leptos::prelude::*;

use super::history::{minute, short_name};
use super::in_meeting::InMeeting;
use crate::browser;

/// What the bar comes to, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub urn: Urn,
    pub decision: Decision,
    pub checked: Result<Outcome, Refusal>,
    /// The scheme refuses this pair of band and risk, whatever the reason given.
    pub pair: Option<DecisionFault>,
    /// The room has chosen a band, or the suggestion does not hang on unknowns.
    pub chosen: bool,
    pub touched: bool,
    /// Decided already: by whom and when, as words.
    pub decided: Option<String>,
    pub sending: bool,
}

pub fn verdict(here: InMeeting) -> Option<Verdict> {
    let urn = here.urn.get()?;
    let room = here.room();
    let scheme = here.scheme();
    here.item.with(|item| {
        let item = item.as_ref()?;
        here.board.with(|board| {
            here.suggestion.with(|now| {
                let now = now.as_ref()?;
                let before = item.decision.as_ref();
                let decision = room.decision(
                    &scheme,
                    now,
                    before.map(|(decision, _, _)| decision),
                    board.meeting.on,
                );
                Some(Verdict {
                    urn,
                    checked: board.outcome(&scheme, item, &decision),
                    pair: match board.outcome(&scheme, item, &reasoned(&decision)) {
                        Err(Refusal::Decision { fault }) => Some(fault),
                        _ => None,
                    },
                    chosen: room.band.is_some() || before.is_some() || now.band.settled().is_some(),
                    touched: room.touched(),
                    decided: before
                        .map(|(_, by, at)| format!("{}, {}", short_name(&by.name), minute(*at))),
                    sending: here
                        .state
                        .with(|state| state.pending_at((urn, Spot::Decision)).is_some()),
                    decision,
                })
            })
        })
    })
}

/// The same decision as if a reason had been given: what is wrong with the pair itself shows at once.
fn reasoned(decision: &Decision) -> Decision {
    Decision {
        rationale: "given".to_owned(),
        ..decision.clone()
    }
}

/// Chooses the room's band, if there is such a band.
pub fn choose_band(here: InMeeting, band: Band) -> bool {
    let there = usize::from(band.0) < here.scheme().bands.len();
    if there && untrack(|| here.decides()) {
        here.change_room(|room| room.band = Some(band));
    }
    there
}

/// Chooses the room's risk.
pub fn choose_risk(here: InMeeting, risk: Level) -> bool {
    if !here.hidden.get_untracked() && untrack(|| here.decides()) {
        here.change_room(|room| room.risk = Some(risk));
    }
    true
}

/// Agrees what the bar says and goes on to the next school nobody has decided. Where something is
/// missing, goes to that instead.
pub fn agree(here: InMeeting) -> bool {
    if !untrack(|| here.decides()) {
        return false;
    }
    // What is hidden is not agreed to.
    if here.hidden.get_untracked() {
        return true;
    }
    here.keep_draft();
    let Some(verdict) = untrack(|| verdict(here)) else {
        return false;
    };
    if verdict.decided.is_some() && !verdict.touched {
        go_on(here, verdict.urn);
        return true;
    }
    if !verdict.chosen {
        here.tried.set(true);
        return true;
    }
    match verdict.checked {
        Ok(_) => {
            let base = here.state.with_untracked(|state| {
                let item = state.confirmed_board().items.get(&verdict.urn);
                item.map_or(0, |item| item.decision_version)
            });
            let change = Change::Decide {
                urn: verdict.urn,
                decision: verdict.decision,
            };
            if here.propose_from(base, change) {
                here.rooms.update(|rooms| {
                    rooms.remove(&verdict.urn);
                });
                here.tried.set(false);
                here.agreed.set(Some(verdict.urn));
                go_on(here, verdict.urn);
            }
        }
        Err(_) => {
            here.tried.set(true);
            browser::focus("reason");
        }
    }
    true
}

fn go_on(here: InMeeting, from: Urn) {
    let next = here.state.with_untracked(|state| {
        let board = state.shown();
        state
            .next_open(&board, from)
            .or_else(|| state.beside(Some(from), 1))
    });
    if let Some(urn) = next {
        here.go(urn);
    }
}

//! What this person may do in the meeting; the server asks the same table again.

use domain::access::{self, Action, Resource};
use leptos::prelude::*;

use crate::session::SignedIn;
use crate::state::meeting::MeetingState;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    pub take_part: bool,
    /// May be in the chair; whoever is decides.
    pub chair: bool,
    pub confirm_pair: bool,
    pub open_need: bool,
}

/// Asked once: nobody's rights change while the page is open.
pub fn rights(state: RwSignal<MeetingState>, signed: &SignedIn) -> Rights {
    let partnership = state.with_untracked(|state| state.confirmed_board().meeting.partnership);
    let here = Resource::of(signed.actor.authority).partnership(Some(partnership));
    let may = |action| access::may(&signed.actor, action, &here);
    Rights {
        take_part: may(Action::TakePart),
        chair: may(Action::Decide),
        confirm_pair: may(Action::ConfirmRefusedPair),
        open_need: may(Action::RecordNeed),
    }
}

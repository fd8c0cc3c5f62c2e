//! What the meeting page knows: how the meeting opened, what the server confirmed, and what is still
//! on its way there. No view code and no browser, so all of it is tested natively.
//!
//! The rule: on screen is *confirmed* with *pending* on top. A refused change undoes itself by leaving
//! the pending list; two people's values are both kept until somebody chooses.

mod conflict;
mod line;
mod order;
#[cfg(test)]
mod protocol;
mod room;
#[cfg(test)]
mod tests;
mod typed;
mod views;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::{MeetingEvent, MeetingPage};
use domain::calendar::Moment;
use domain::meetings::{
    Before, Board, By, Change, Entry, Proposed, Recorded, Refusal, Spot, agenda, settle,
};
use domain::risk::{Band, Categorisation, Scheme};
use domain::schools::{ChangeId, Urn};
use domain::support::SupportSince;

use conflict::came_before;
pub use conflict::{Conflict, Keep};
pub use line::{CHANGED_SHOWN, LineState, REFUSED_SHOWN, Stream, UNDO_OFFERED};
pub use order::section_of;
pub use room::Room;
pub use typed::{number_text, read_number};

/// A change that was not accepted, and why, as long as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub proposed: Proposed,
    pub reason: String,
    pub at: Moment,
}

/// A value of the board: an indicator of a school, its decision, who came for it.
pub type Place = (Urn, Spot);

/// Which value a change puts in place of another, if it does.
pub fn place_of(change: &Change) -> Option<Place> {
    change.spot()
}

/// The meeting, as this page has it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingState {
    pub scheme: Arc<Scheme>,
    pub me: By,
    /// As the meeting opened.
    opened: Arc<Board>,
    confirmed: Arc<Board>,
    /// Changes that stand, oldest first.
    log: Arc<Vec<Recorded>>,
    /// Changes that came before the one they follow: a reply may overtake the stream.
    ahead: BTreeMap<u64, Recorded>,
    pending: Vec<Proposed>,
    pub refused: Vec<Refused>,
    pub conflicts: Vec<Conflict>,
    pub present: Vec<By>,
    /// How many have given a view of their own, by school.
    views: BTreeMap<Urn, u32>,
    /// Schools this person has given one of; what it was is known to the page it was chosen on alone.
    pub own_views: BTreeMap<Urn, Option<Band>>,
    /// What support brought to each school since a room last decided on it.
    pub support: BTreeMap<Urn, Vec<SupportSince>>,
    pub stream: Stream,
    /// The last attempt to send failed for want of a line.
    pub stuck: bool,
    /// The queue is also kept in the browser, encrypted.
    pub kept: bool,
    /// The order of discussion, fixed when the meeting opened.
    order: Arc<Vec<Entry>>,
}

impl MeetingState {
    /// The page as the server sent it.
    pub fn open(page: MeetingPage, me: By) -> Self {
        let scheme = page.scheme;
        let opened = Board::open(page.meeting, page.openings);
        let order = agenda(&opened, &opened, &scheme);
        let mut state = Self {
            scheme,
            me,
            confirmed: Arc::new(opened.clone()),
            opened: Arc::new(opened),
            log: Arc::default(),
            ahead: BTreeMap::new(),
            pending: Vec::new(),
            refused: Vec::new(),
            conflicts: Vec::new(),
            present: page.present,
            views: BTreeMap::new(),
            own_views: page.own_views.into_iter().map(|urn| (urn, None)).collect(),
            support: page.support,
            stream: Stream::Opening,
            stuck: false,
            kept: false,
            order: Arc::new(order),
        };
        state.views_given(&page.views);
        for recorded in page.changes {
            state.confirmed(recorded);
        }
        state
    }

    /// How many changes stand.
    pub fn changes(&self) -> usize {
        self.log.len()
    }

    /// The change of that place in the log, from 1.
    pub fn change_at(&self, nth: usize) -> Option<&Recorded> {
        self.log.get(nth.checked_sub(1)?)
    }

    /// The room as it was after so many changes; nothing in it can be changed any more.
    pub fn as_it_was(&self, after: usize) -> Arc<Board> {
        let mut board = Board::clone(&self.opened);
        let mut at = Moment(0);
        for recorded in self.log.iter().take(after) {
            board.apply(recorded);
            at = recorded.at;
        }
        Arc::new(board.at_rest(at))
    }

    /// What is on screen: confirmed, with pending on top.
    pub fn shown(&self) -> Arc<Board> {
        self.shown_with(None)
    }

    /// What is on screen with a change on top that is still being typed.
    pub fn shown_with(&self, draft: Option<&Proposed>) -> Arc<Board> {
        if self.pending.is_empty() && draft.is_none() {
            return Arc::clone(&self.confirmed);
        }
        Arc::new(
            self.confirmed
                .with_pending(self.pending.iter().chain(draft), &self.me),
        )
    }

    /// The board as the server has it.
    pub fn confirmed_board(&self) -> &Board {
        &self.confirmed
    }

    /// Every school in the order of discussion, with why it is worth discussing.
    pub fn order(&self) -> &Arc<Vec<Entry>> {
        &self.order
    }

    pub fn pending(&self) -> &[Proposed] {
        &self.pending
    }

    /// The last sequence number this page has, to catch up from.
    pub fn seq(&self) -> u64 {
        self.confirmed.seq
    }

    /// A change is missing between those this page has: it must ask again.
    pub fn behind(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Puts a change on the list of what is on its way. `base` is the version the person was looking
    /// at. What cannot stand is refused here, without asking the server; who is late is for the
    /// server to say.
    pub fn propose(&mut self, id: ChangeId, base: u64, change: Change, now: Moment) -> bool {
        let proposed = Proposed { id, base, change };
        match self.shown().check(&self.scheme, &proposed, self.me.id) {
            Ok(()) | Err(Refusal::Stale { .. }) => {
                self.refused
                    .retain(|old| place_of(&old.proposed.change) != place_of(&proposed.change));
                self.pending.push(proposed);
                true
            }
            Err(refusal) => {
                self.refuse(proposed, refusal.to_string(), now);
                false
            }
        }
    }

    /// The next change to send. One at a time and in order, so that they arrive in order.
    pub fn next_to_send(&self) -> Option<&Proposed> {
        self.pending
            .iter()
            .find(|one| !self.ahead.values().any(|ahead| ahead.id == one.id))
    }

    /// A change stands. It is folded in once everything before it is.
    pub fn confirmed(&mut self, recorded: Recorded) {
        if recorded.seq <= self.confirmed.seq {
            settle(&mut self.pending, recorded.id);
            return;
        }
        self.ahead.insert(recorded.seq, recorded);
        while let Some(next) = self.ahead.remove(&(self.confirmed.seq + 1)) {
            settle(&mut self.pending, next.id);
            Arc::make_mut(&mut self.confirmed).apply(&next);
            Arc::make_mut(&mut self.log).push(next);
        }
    }

    /// The server did not accept a change: it leaves the list. Where somebody else was quicker both
    /// values are shown.
    pub fn refused(&mut self, id: ChangeId, refusal: Option<Refusal>, words: String, now: Moment) {
        let Some(at) = self.pending.iter().position(|one| one.id == id) else {
            return;
        };
        let yours = self.pending.remove(at);
        match refusal {
            Some(Refusal::Stale { theirs }) => {
                let place = place_of(&yours.change);
                self.conflicts.retain(|old| old.place() != place);
                self.conflicts.push(Conflict {
                    yours,
                    yours_at: now,
                    theirs: *theirs,
                });
            }
            Some(other) => self.refuse(yours, other.to_string(), now),
            None => self.refuse(yours, words, now),
        }
    }

    fn refuse(&mut self, proposed: Proposed, reason: String, at: Moment) {
        self.refused.push(Refused {
            proposed,
            reason,
            at,
        });
    }

    /// Something came down the stream.
    pub fn heard(&mut self, event: MeetingEvent) {
        match event {
            MeetingEvent::Change(recorded) => self.confirmed(*recorded),
            MeetingEvent::Present { people } => self.present = people,
            MeetingEvent::Views { given } => self.views_given(&given),
            MeetingEvent::Bye => {}
        }
    }

    /// Drops what has been shown long enough. `false`: nothing to drop.
    pub fn forget(&mut self, now: Moment) -> bool {
        let had = self.refused.len();
        self.refused.retain(|one| now.0 - one.at.0 < REFUSED_SHOWN);
        had != self.refused.len()
    }

    /// What the person is told about saving.
    pub fn line(&self) -> LineState {
        let count = self.pending.len();
        match (self.stream, count) {
            (_, 1..) if self.stuck && self.kept => LineState::ThisDeviceOnly(count),
            (_, 1..) if self.stuck => LineState::NotSaved(count),
            (Stream::Live, _) => LineState::Live,
            (Stream::Opening | Stream::Lost, _) => LineState::Reconnecting,
        }
    }

    /// When the last change of this page's person or anybody's was recorded.
    pub fn saved_at(&self) -> Option<Moment> {
        self.log.last().map(|one| one.at)
    }

    /// The last change of a value that stands.
    pub fn last_change(&self, place: Place) -> Option<&Recorded> {
        self.log
            .iter()
            .rev()
            .find(|one| place_of(&one.change) == Some(place))
    }

    /// The change on its way that is about a value.
    pub fn pending_at(&self, place: Place) -> Option<&Proposed> {
        self.pending
            .iter()
            .rev()
            .find(|one| place_of(&one.change) == Some(place))
    }

    /// The refused change still shown at a value.
    pub fn refused_at(&self, place: Place) -> Option<&Refused> {
        self.refused
            .iter()
            .rev()
            .find(|one| place_of(&one.proposed.change) == Some(place))
    }

    /// The change that takes back this person's own last change of an indicator, or of who came for a school: a
    /// new change to what stood there before.
    pub fn undo_of(&self, place: Place) -> Option<(u64, Change)> {
        let last = self.last_change(place)?;
        if last.by.id != self.me.id || self.pending_at(place).is_some() {
            return None;
        }
        let change = match (&last.change, &last.from) {
            (Change::Record { urn, indicator, .. }, Some(Before::Finding(finding))) => {
                Change::Record {
                    urn: *urn,
                    indicator: *indicator,
                    finding: *finding,
                    note: "Taken back".to_owned(),
                }
            }
            (change, Some(before)) => came_before(change, before)?,
            _ => return None,
        };
        Some((last.seq, change))
    }

    /// Where this person's own last change was, for one key that takes it back.
    pub fn own_last(&self) -> Option<Place> {
        self.log
            .iter()
            .rev()
            .filter(|one| one.by.id == self.me.id)
            .find_map(|one| place_of(&one.change))
    }

    /// What the rules would suggest for a school with a change on top.
    pub fn suggestion_with(&self, urn: Urn, change: &Change) -> Option<Categorisation> {
        let proposed = Proposed {
            id: ChangeId(uuid::Uuid::nil()),
            base: 0,
            change: change.clone(),
        };
        let board = self.shown_with(Some(&proposed));
        let item = board.items.get(&urn)?;
        Some(item.suggestion(&self.scheme, board.meeting.on))
    }
}

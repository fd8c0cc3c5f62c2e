//! The whole protocol, the app's own screens against a server that does what ours does: changes queue,
//! arrive late, twice or not at all, replies overtake streams, pages are closed and opened again, the server
//! is killed, and one person works in two tabs. Whatever happens, once it is quiet every screen shows the
//! server's board, nothing acknowledged is lost or stands twice, and every conflict was shown.
//!
//! In small here; `cargo xtask soak protocol` does 30,000 of these with each of a hundred seeds.

mod ask;
mod check;
mod server;

#[cfg(test)]
pub mod model {
    use std::collections::{BTreeMap, BTreeSet, VecDeque};
    use std::sync::Arc;

    use domain::api::MeetingPage;
    use domain::calendar::Moment;
    use domain::meetings::{Board, By, Change, Recorded, Refusal};
    use domain::schools::ChangeId;
    use uuid::Uuid;

    use crate::state::meeting::protocol::server::model::{Dice, Server};
    use crate::state::meeting::tests::cases::{page, person};
    use crate::state::meeting::{Keep, MeetingState, place_of};

    /// A reply on its way back.
    struct Reply {
        id: ChangeId,
        answer: Result<Recorded, Refusal>,
    }

    /// One tab, and the lines between it and the server.
    pub struct Tab {
        pub me: By,
        pub state: MeetingState,
        /// What came down the stream and was not read yet, from this place in the log on; `None`: no stream.
        stream: Option<VecDeque<u64>>,
        /// How far the stream has been filled.
        filled: u64,
        /// One request at a time.
        waiting: Option<ChangeId>,
        replies: VecDeque<Reply>,
        /// What this person asked for and the page took: each must come to an end.
        pub asked: BTreeSet<ChangeId>,
        /// Conflicts shown.
        pub shown: BTreeSet<ChangeId>,
        /// Refusals of another kind shown.
        pub refused: BTreeSet<ChangeId>,
    }

    pub struct World {
        pub dice: Dice,
        pub server: Server,
        pub tabs: Vec<Tab>,
        pub next_id: u128,
        pub acknowledged: BTreeMap<ChangeId, u64>,
        /// Stale refusals that reached a page.
        conflicts: usize,
    }

    impl World {
        fn new(seed: u64) -> Self {
            let opening = page();
            let scheme = Arc::clone(&opening.scheme);
            let board = Board::open(opening.meeting.clone(), opening.openings.clone());
            // The last two tabs are one person's.
            let people = [1, 2, 3, 3].map(|number| person(number, &format!("Person {number}")));
            let tabs = people
                .into_iter()
                .map(|me| Tab {
                    state: MeetingState::open(page(), me.clone()),
                    me,
                    stream: None,
                    filled: 0,
                    waiting: None,
                    replies: VecDeque::new(),
                    asked: BTreeSet::new(),
                    shown: BTreeSet::new(),
                    refused: BTreeSet::new(),
                })
                .collect();
            Self {
                dice: Dice(seed),
                server: Server {
                    scheme,
                    board,
                    log: Vec::new(),
                    by_id: BTreeMap::new(),
                },
                tabs,
                next_id: 1,
                acknowledged: BTreeMap::new(),
                conflicts: 0,
            }
        }

        fn page(&self) -> MeetingPage {
            MeetingPage {
                changes: self.server.log.clone(),
                ..page()
            }
        }

        fn propose(&mut self, at: usize, change: Change) {
            let id = ChangeId(Uuid::from_u128(self.next_id));
            self.next_id += 1;
            let tab = &mut self.tabs[at];
            // What the person is looking at.
            let base = tab.state.confirmed_board().version(&change);
            if tab.state.propose(id, base, change, Moment(0)) {
                tab.asked.insert(id);
            }
        }

        /// The page sends the next change, if it has nothing on its way.
        fn send(&mut self, at: usize) {
            let Some(next) = self.tabs[at].state.next_to_send().cloned() else {
                return;
            };
            // A lost request, or one that arrives and whose answer is lost, looks the same from here.
            if self.dice.one_in(6) {
                return;
            }
            let me = self.tabs[at].me.clone();
            let answer = self.server.take(&next, &me);
            if self.dice.one_in(8) {
                // The network sends it twice.
                let again = self.server.take(&next, &me);
                if answer.is_ok() {
                    assert_eq!(answer, again, "a repeat is answered as the first was");
                }
            }
            if !self.dice.one_in(6) {
                self.tabs[at].waiting = Some(next.id);
                self.tabs[at].replies.push_back(Reply {
                    id: next.id,
                    answer,
                });
            }
        }

        fn read_reply(&mut self, at: usize) {
            let Some(reply) = self.tabs[at].replies.pop_front() else {
                return;
            };
            self.tabs[at].waiting = None;
            let tab = &mut self.tabs[at];
            match reply.answer {
                Ok(recorded) => {
                    self.acknowledged.insert(recorded.id, recorded.seq);
                    tab.state.confirmed(recorded);
                }
                Err(refusal) => {
                    let stale = matches!(refusal, Refusal::Stale { .. });
                    let words = refusal.to_string();
                    let waited = tab.state.pending().iter().any(|one| one.id == reply.id);
                    tab.state.refused(reply.id, Some(refusal), words, Moment(0));
                    if !waited {
                        return;
                    }
                    if stale {
                        self.conflicts += 1;
                        assert!(
                            tab.state
                                .conflicts
                                .iter()
                                .any(|one| one.yours.id == reply.id),
                            "a conflict is shown"
                        );
                        tab.shown.insert(reply.id);
                    } else {
                        assert!(
                            tab.state
                                .refused
                                .iter()
                                .any(|one| one.proposed.id == reply.id),
                            "a refusal is shown"
                        );
                        tab.refused.insert(reply.id);
                    }
                }
            }
        }

        /// The stream is filled with what is in the log; it starts where the page says it is, or before.
        fn open_stream(&mut self, at: usize) {
            let tab = &mut self.tabs[at];
            let mut after = tab.state.seq();
            if self.dice.one_in(4) {
                after = after.saturating_sub(3);
            }
            tab.stream = Some(VecDeque::new());
            tab.filled = after;
        }

        fn fill(&mut self, at: usize) {
            let end = u64::try_from(self.server.log.len()).unwrap();
            let tab = &mut self.tabs[at];
            if let Some(stream) = &mut tab.stream {
                stream.extend(tab.filled + 1..=end);
                tab.filled = end;
            }
        }

        fn read_stream(&mut self, at: usize, most: usize) {
            let tab = &mut self.tabs[at];
            let Some(stream) = &mut tab.stream else {
                return;
            };
            for _ in 0..most {
                let Some(seq) = stream.pop_front() else {
                    return;
                };
                let recorded = self.server.log[usize::try_from(seq).unwrap() - 1].clone();
                tab.state.confirmed(recorded);
            }
        }

        /// The page is loaded again: what is kept on the device comes back.
        fn reload(&mut self, at: usize) {
            let page = self.page();
            let tab = &mut self.tabs[at];
            let kept = tab.state.unsettled();
            tab.state = MeetingState::open(page, tab.me.clone());
            tab.state.take_back(kept);
            tab.stream = None;
            tab.waiting = None;
            tab.replies.clear();
        }

        /// Nothing on its way arrives; what was recorded stays.
        fn kill(&mut self) {
            for tab in &mut self.tabs {
                tab.stream = None;
                tab.waiting = None;
                tab.replies.clear();
            }
        }

        fn settle(&mut self, at: usize) {
            let Some(place) = self.tabs[at]
                .state
                .conflicts
                .first()
                .and_then(|one| one.place())
            else {
                return;
            };
            let keep = [Keep::Yours, Keep::Theirs, Keep::Earlier][self.dice.below(3)];
            if let Some((base, change)) = self.tabs[at].state.settle_conflict(place, keep) {
                let id = ChangeId(Uuid::from_u128(self.next_id));
                self.next_id += 1;
                if self.tabs[at].state.propose(id, base, change, Moment(0)) {
                    self.tabs[at].asked.insert(id);
                }
            }
        }

        fn undo(&mut self, at: usize) {
            let state = &self.tabs[at].state;
            let Some((base, change)) = state.own_last().and_then(|place| state.undo_of(place))
            else {
                return;
            };
            let last = state.last_change(place_of(&change).unwrap()).unwrap();
            assert_eq!(last.by.id, state.me.id, "only one's own is taken back");
            let id = ChangeId(Uuid::from_u128(self.next_id));
            self.next_id += 1;
            if self.tabs[at].state.propose(id, base, change, Moment(0)) {
                self.tabs[at].asked.insert(id);
            }
        }

        fn step(&mut self) {
            let at = self.dice.below(self.tabs.len());
            match self.dice.below(100) {
                0..25 => {
                    let change = self.some_change(at);
                    self.propose(at, change);
                }
                25..50 if self.tabs[at].waiting.is_none() => self.send(at),
                25..65 => self.read_reply(at),
                65..85 => {
                    self.fill(at);
                    let most = 1 + self.dice.below(6);
                    self.read_stream(at, most);
                }
                85..92 => self.open_stream(at),
                92..94 => self.tabs[at].stream = None,
                94..96 => self.settle(at),
                96 | 97 => self.undo(at),
                98 => self.reload(at),
                _ => {
                    if self.dice.one_in(4) {
                        self.kill();
                    }
                }
            }
        }

        /// The lines come back and everybody sends until nothing waits.
        fn quiet(&mut self) {
            for at in 0..self.tabs.len() {
                while self.tabs[at].state.next_to_send().is_some()
                    || self.tabs[at].waiting.is_some()
                {
                    if self.tabs[at].waiting.is_none() {
                        self.send(at);
                    }
                    self.read_reply(at);
                    self.open_stream(at);
                    self.fill(at);
                    self.read_stream(at, usize::MAX);
                }
            }
            for at in 0..self.tabs.len() {
                self.open_stream(at);
                self.fill(at);
                self.read_stream(at, usize::MAX);
            }
        }
    }

    #[test]
    fn all_screens_show_the_servers_board_whatever_the_network_does() {
        // "30000 100": so many steps with each of so many seeds.
        let asked = std::env::var("ALONGSIDE_SOAK").unwrap_or_default();
        let (steps, seeds) = asked
            .split_once(' ')
            .and_then(|(steps, seeds)| Some((steps.parse().ok()?, seeds.parse().ok()?)))
            .unwrap_or((3_000, 5));
        let (mut changes, mut conflicts) = (0, 0);
        for seed in 0..seeds {
            let mut world = World::new(seed);
            for at in 0..steps {
                world.step();
                // Now and then the room falls quiet, and everything must agree.
                if at % (steps / 5) == steps / 5 - 1 {
                    world.quiet();
                    world.check();
                }
            }
            changes += world.server.log.len();
            conflicts += world.conflicts;
        }
        println!(
            "protocol: {steps} steps with each of {seeds} seeds: {changes} changes stand, {conflicts} conflicts \
             shown, every screen as the server"
        );
        assert!(conflicts > 0 && changes > 1_000);
    }
}

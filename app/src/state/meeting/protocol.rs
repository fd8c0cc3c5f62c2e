//! The whole protocol, the app's own screens against a server that does what ours does: changes queue,
//! arrive late, twice or not at all, replies overtake streams, pages are closed and opened again, the server
//! is killed, and one person works in two tabs. Whatever happens, once it is quiet every screen shows the
//! server's board, nothing acknowledged is lost or stands twice, and every conflict was shown.
//!
//! In small here; `cargo xtask soak protocol` does 30,000 of these with each of a hundred seeds.

#[cfg(test)]
mod model {
    use std::collections::{BTreeMap, BTreeSet, VecDeque};
    use std::sync::Arc;

    use domain::api::MeetingPage;
    use domain::calendar::Moment;
    use domain::meetings::{
        Attendance, Before, Board, By, Change, Decision, Proposed, Recorded, Refusal, next_review,
    };
    use domain::risk::Scheme;
    use domain::schools::{ChangeId, Finding, Key, Urn};
    use uuid::Uuid;

    use crate::state::meeting::tests::cases::{DAY, page, person, urn};
    use crate::state::meeting::{Keep, MeetingState, place_of};

    const INDICATORS: [Key; 3] = [Key::of("I30"), Key::of("I31"), Key::of("I10")];

    /// Chance that is the same every time (splitmix64).
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        fn below(&mut self, most: usize) -> usize {
            usize::try_from(self.roll() % u64::try_from(most).unwrap()).unwrap()
        }

        fn one_in(&mut self, many: usize) -> bool {
            self.below(many) == 0
        }
    }

    /// What ours does: one log, taken in turns, each change once.
    struct Server {
        scheme: Arc<Scheme>,
        board: Board,
        log: Vec<Recorded>,
        by_id: BTreeMap<ChangeId, usize>,
    }

    impl Server {
        fn take(&mut self, proposed: &Proposed, by: &By) -> Result<Recorded, Refusal> {
            if let Some(at) = self.by_id.get(&proposed.id) {
                return Ok(self.log[*at].clone());
            }
            self.board.check(&self.scheme, proposed, by.id)?;
            let recorded = Recorded {
                seq: u64::try_from(self.log.len()).unwrap() + 1,
                id: proposed.id,
                at: Moment(0),
                by: by.clone(),
                change: proposed.change.clone(),
                from: self.board.before(&proposed.change),
            };
            self.board.apply(&recorded);
            self.by_id.insert(recorded.id, self.log.len());
            self.log.push(recorded.clone());
            Ok(recorded)
        }
    }

    /// A reply on its way back.
    struct Reply {
        id: ChangeId,
        answer: Result<Recorded, Refusal>,
    }

    /// One tab, and the lines between it and the server.
    struct Tab {
        me: By,
        state: MeetingState,
        /// What came down the stream and was not read yet, from this place in the log on; `None`: no stream.
        stream: Option<VecDeque<u64>>,
        /// How far the stream has been filled.
        filled: u64,
        /// One request at a time.
        waiting: Option<ChangeId>,
        replies: VecDeque<Reply>,
        /// What this person asked for and the page took: each must come to an end.
        asked: BTreeSet<ChangeId>,
        /// Conflicts shown.
        shown: BTreeSet<ChangeId>,
        /// Refusals of another kind shown.
        refused: BTreeSet<ChangeId>,
    }

    struct World {
        dice: Dice,
        server: Server,
        tabs: Vec<Tab>,
        next_id: u128,
        acknowledged: BTreeMap<ChangeId, u64>,
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

        fn some_change(&mut self, at: usize) -> Change {
            let school = urn(100_001 + u32::try_from(self.dice.below(3)).unwrap());
            let text = format!("Said {}", self.next_id);
            let who = format!("Person {}", self.dice.below(4));
            let scheme = Arc::clone(&self.server.scheme);
            match self.dice.below(40) {
                0 => Change::Point {
                    urn: school,
                    text,
                    raised_by: who,
                },
                1 => Change::Act {
                    urn: school,
                    text,
                    owner: who,
                    due: DAY,
                },
                2 => Change::Dissent {
                    urn: school,
                    text,
                    by: who,
                },
                3 => Change::Recuse {
                    urn: school,
                    who,
                    why: text,
                },
                4 | 5 => Change::Park {
                    urn: school,
                    parked: self.dice.one_in(2),
                },
                6 => Change::Pull { urn: school },
                7 => Change::Attend {
                    who,
                    how: Attendance::Present,
                },
                8 => Change::Chair {
                    to: self.tabs[at].me.clone(),
                },
                9 | 10 => Change::Show { urn: school },
                11..=16 => self.decision(at, school, &scheme),
                _ => Change::Record {
                    urn: school,
                    indicator: INDICATORS[self.dice.below(INDICATORS.len())],
                    finding: Finding::number(400 + i32::try_from(self.dice.below(500)).unwrap()),
                    note: String::new(),
                },
            }
        }

        /// As the screen suggests it, or with another word and a reason.
        fn decision(&mut self, at: usize, urn: Urn, scheme: &Scheme) -> Change {
            let board = self.tabs[at].state.shown();
            let suggestion = board.items[&urn].suggestion(scheme, DAY);
            let (band, risk) = (suggestion.band.known, suggestion.risk.known);
            Change::Decide {
                urn,
                decision: Decision {
                    band,
                    risk,
                    rationale: format!("Because {}", self.next_id),
                    next_review: next_review(scheme, band, risk, DAY),
                    rests_on: Vec::new(),
                    confirmed: None,
                },
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

        fn check(&self) {
            let ids: BTreeSet<ChangeId> = self.server.log.iter().map(|one| one.id).collect();
            assert_eq!(ids.len(), self.server.log.len(), "nothing stands twice");
            for (at, one) in self.server.log.iter().enumerate() {
                assert_eq!(one.seq, u64::try_from(at).unwrap() + 1);
            }
            for (id, seq) in &self.acknowledged {
                assert_eq!(
                    self.server.log[usize::try_from(*seq).unwrap() - 1].id,
                    *id,
                    "what was acknowledged stands where it was said to"
                );
            }
            let mut values: BTreeMap<(Urn, Key), Finding> = BTreeMap::new();
            for one in &self.server.log {
                if let Change::Record {
                    urn,
                    indicator,
                    finding,
                    ..
                } = &one.change
                {
                    if let Some(before) = values.insert((*urn, *indicator), *finding) {
                        assert_eq!(one.from, Some(Before::Finding(before)));
                    }
                }
            }
            for tab in &self.tabs {
                assert!(tab.state.pending().is_empty(), "nothing waits");
                assert!(
                    *tab.state.confirmed_board() == self.server.board,
                    "a screen shows something else than the server has"
                );
                assert!(*tab.state.shown() == self.server.board);
                for id in &tab.asked {
                    let kept = ids.contains(id);
                    let said = tab.shown.contains(id) || tab.refused.contains(id);
                    assert!(kept || said, "{id} came to nothing and nobody was told");
                }
            }
        }
    }

    #[test]
    fn all_screens_show_the_servers_board_whatever_the_network_does() {
        let (steps, seeds) = match std::env::var_os("ALONGSIDE_SOAK") {
            Some(_) => (30_000, 100),
            None => (3_000, 5),
        };
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

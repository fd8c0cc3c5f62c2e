//! What every part of the meeting page shares: the state, the school shown, what is being typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::calendar::Moment;
use domain::meetings::{Board, Change, Item, Proposed};
use domain::risk::{Categorisation, Explanation, Scheme, explain};
use domain::schools::{ChangeId, Finding, Key, Urn};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::SCHOOL;
use super::rights::{Rights, rights};
use crate::browser;
use crate::session::SignedIn;
use crate::state::meeting::{MeetingState, Place, Room};

/// A value being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    pub urn: Urn,
    pub indicator: Key,
    /// The version the person was looking at when they began.
    pub base: u64,
    pub was: Option<Finding>,
    pub finding: Option<Finding>,
}

impl Draft {
    fn proposed(self) -> Option<Proposed> {
        let finding = self.finding.filter(|finding| Some(*finding) != self.was)?;
        Some(Proposed {
            id: ChangeId(uuid::Uuid::nil()),
            base: self.base,
            change: Change::Record {
                urn: self.urn,
                indicator: self.indicator,
                finding,
                note: String::new(),
            },
        })
    }
}

/// The meeting as the parts of its page share it.
#[derive(Clone, Copy)]
pub struct InMeeting {
    pub state: RwSignal<MeetingState>,
    pub rights: Rights,
    /// Schools this person heads.
    own_schools: StoredValue<Vec<Urn>>,
    /// Why a view of one's own was not taken.
    pub view_fault: RwSignal<Option<String>>,
    /// The scheme of the meeting; never changes while it is open.
    scheme: StoredValue<Arc<Scheme>>,
    /// Confirmed, pending, and what is being typed.
    pub board: Memo<Arc<Board>>,
    /// The school on the page.
    pub urn: Memo<Option<Urn>>,
    pub item: Memo<Option<Item>>,
    pub suggestion: Memo<Option<Categorisation>>,
    /// Own views come first: what the rules make of it is not shown.
    pub hidden: Memo<bool>,
    pub explanation: Memo<Option<Explanation>>,
    pub draft: RwSignal<Option<Draft>>,
    /// What the room is about to say, by school.
    pub rooms: RwSignal<BTreeMap<Urn, Room>>,
    /// Whether a decision was tried and lacks something.
    pub tried: RwSignal<bool>,
    /// The school whose decision was just agreed.
    pub agreed: RwSignal<Option<Urn>>,
    /// The time, once a second.
    pub now: RwSignal<Moment>,
    /// Whether similar schools stand beside it.
    pub beside: RwSignal<bool>,
    pub agree_all: RwSignal<bool>,
    pub closing: RwSignal<bool>,
    pub agenda_open: RwSignal<bool>,
    /// After how many changes a closed meeting is looked at; none: as it ended.
    pub replay: RwSignal<Option<usize>>,
    go: StoredValue<Arc<dyn Fn(Urn) + Send + Sync>>,
}

impl InMeeting {
    /// Puts the meeting into the context of everything below.
    pub fn provide(state: RwSignal<MeetingState>, signed: &SignedIn) -> Self {
        let query = use_query_map();
        let draft = RwSignal::new(None::<Draft>);
        let asked = Memo::new(move |_| {
            let text = query.read().get(SCHOOL)?;
            Urn::try_from(text.parse::<u32>().ok()?).ok()
        });
        // Without a school in the address: where the room was when the page was opened. The room moving
        // on is said, never followed under somebody's hand.
        let first = state.with_untracked(|state| {
            let board = state.confirmed_board();
            let shown = board.current.filter(|urn| board.items.contains_key(urn));
            shown.or_else(|| state.order().first().map(|entry| entry.urn))
        });
        let urn = Memo::new(move |_| {
            let asked = asked.get().filter(|urn| {
                state.with_untracked(|state| state.confirmed_board().items.contains_key(urn))
            });
            asked.or(first)
        });
        let replay = RwSignal::new(None::<usize>);
        let board = Memo::new(move |_| {
            if let Some(after) = replay.get() {
                return state.with(|state| state.as_it_was(after));
            }
            let typed = draft.get().and_then(Draft::proposed);
            state.with(|state| state.shown_with(typed.as_ref()))
        });
        let scheme = StoredValue::new(state.with_untracked(|state| Arc::clone(&state.scheme)));
        let item = Memo::new(move |_| {
            let urn = urn.get()?;
            board.with(|board| board.items.get(&urn).cloned())
        });
        let suggestion = Memo::new(move |_| {
            let on = board.with(|board| board.meeting.on);
            item.with(|item| Some(item.as_ref()?.suggestion(&scheme.get_value(), on)))
        });
        let hidden = Memo::new(move |_| {
            item.with(|item| item.as_ref().is_some_and(|item| item.views.hide()))
        });
        let explanation = Memo::new(move |_| {
            item.with(|item| {
                let scheme = scheme.get_value();
                let evidence = item.as_ref()?.evidence(&scheme);
                suggestion.with(|now| Some(explain(&scheme, &evidence, now.as_ref()?)))
            })
        });
        let go = {
            let navigate = use_navigate();
            let go = move |urn: Urn| {
                let options = NavigateOptions {
                    replace: true,
                    scroll: true,
                    ..NavigateOptions::default()
                };
                navigate(&address(state, urn), options);
            };
            let go: Arc<dyn Fn(Urn) + Send + Sync> = Arc::new(go);
            StoredValue::new(go)
        };
        let now = browser::now();
        let this = Self {
            state,
            rights: rights(state, signed),
            own_schools: StoredValue::new(signed.actor.schools.clone()),
            view_fault: RwSignal::new(None),
            scheme,
            board,
            urn,
            item,
            suggestion,
            hidden,
            explanation,
            draft,
            rooms: RwSignal::new(BTreeMap::new()),
            tried: RwSignal::new(false),
            agreed: RwSignal::new(None),
            now: RwSignal::new(now),
            beside: RwSignal::new(false),
            agree_all: RwSignal::new(false),
            closing: RwSignal::new(false),
            agenda_open: RwSignal::new(false),
            replay,
            go,
        };
        provide_context(this);
        this.tick();
        this.show_the_room();
        this
    }

    /// The scheme of the meeting.
    pub fn scheme(self) -> Arc<Scheme> {
        self.scheme.get_value()
    }

    pub fn closed(self) -> bool {
        self.board.with(|board| board.closed)
    }

    /// Whether this person heads it.
    pub fn own_school(self, urn: Urn) -> bool {
        self.own_schools.with_value(|own| own.contains(&urn))
    }

    /// Whether this person may change values here now.
    pub fn may_record(self) -> bool {
        self.rights.take_part && !self.closed()
    }

    /// Proposes a change as of the version on screen.
    pub fn propose(self, change: Change) -> bool {
        let base = self
            .state
            .with_untracked(|state| state.confirmed_board().version(&change));
        self.propose_from(base, change)
    }

    /// Proposes a change as of a version.
    pub fn propose_from(self, base: u64, change: Change) -> bool {
        let id = ChangeId(browser::new_id());
        self.state
            .try_update(|state| state.propose(id, base, change, browser::now()))
            .unwrap_or_default()
    }

    /// Goes to a school.
    pub fn go(self, urn: Urn) {
        self.keep_draft();
        self.tried.set(false);
        self.agenda_open.set(false);
        self.go.with_value(|go| go(urn));
    }

    /// Where a school of this meeting is.
    pub fn href(self, urn: Urn) -> String {
        address(self.state, urn)
    }

    /// One school on or back.
    pub fn step(self, by: isize) {
        let next = self
            .state
            .with_untracked(|state| state.beside(self.urn.get_untracked(), by));
        if let Some(urn) = next {
            self.agreed.set(None);
            self.go(urn);
        }
    }

    /// Begins to type a value.
    pub fn edit(self, indicator: Key) {
        let Some(urn) = self.urn.get_untracked().filter(|_| self.may_record()) else {
            return;
        };
        self.keep_draft();
        let was = self.item.with_untracked(|item| {
            let cell = item.as_ref()?.cells.get(&indicator)?;
            Some(cell.reading.seen.finding)
        });
        let base = self.state.with_untracked(|state| {
            let item = state.confirmed_board().items.get(&urn);
            item.and_then(|item| item.cells.get(&indicator))
                .map_or(0, |cell| cell.version)
        });
        self.draft.set(Some(Draft {
            urn,
            indicator,
            base,
            was,
            finding: was,
        }));
    }

    /// Proposes what was typed, if it is anything new.
    pub fn keep_draft(self) {
        let Some(draft) = self.draft.get_untracked() else {
            return;
        };
        self.draft.set(None);
        if let Some(proposed) = draft.proposed() {
            self.propose_from(proposed.base, proposed.change);
        }
    }

    pub fn drop_draft(self) {
        self.draft.set(None);
    }

    /// What the room is about to say of the school shown.
    pub fn room(self) -> Room {
        let Some(urn) = self.urn.get() else {
            return Room::default();
        };
        self.rooms
            .with(|rooms| rooms.get(&urn).cloned().unwrap_or_default())
    }

    /// Changes what the room is about to say.
    pub fn change_room(self, change: impl FnOnce(&mut Room)) {
        if let Some(urn) = self.urn.get_untracked() {
            self.rooms
                .update(|rooms| change(rooms.entry(urn).or_default()));
        }
    }

    /// Takes back this person's own last change of a value.
    pub fn undo(self, place: Place) {
        let undo = self.state.with_untracked(|state| state.undo_of(place));
        if let Some((base, change)) = undo {
            self.propose_from(base, change);
        }
    }

    /// In the chair of a meeting that is open: this page leads the room, and decides.
    pub fn decides(self) -> bool {
        let me = self.state.with_untracked(|state| state.me.id);
        self.rights.chair
            && self
                .board
                .with(|board| !board.closed && board.chair.id == me)
    }

    /// The address of the minutes.
    pub fn minutes(self) -> String {
        let id = self
            .state
            .with_untracked(|state| state.confirmed_board().meeting.id);
        format!("/meetings/{id}/minutes")
    }

    /// The clock of the page; what was shown long enough goes.
    fn tick(self) {
        spawn_local(async move {
            loop {
                TimeoutFuture::new(1_000).await;
                let now = browser::now();
                if self.now.try_set(now).is_some() {
                    return;
                }
                let old = self
                    .state
                    .try_with_untracked(|state| !state.refused.is_empty());
                if old == Some(true) {
                    self.state.try_update(|state| state.forget(now));
                }
            }
        });
    }

    /// The chair's page moves the room, once it has stayed a moment: a quick look through the agenda
    /// is nobody else's business.
    fn show_the_room(self) {
        Effect::new(move || {
            let urn = self.urn.get();
            let Some(urn) = urn.filter(|_| untrack(|| self.decides())) else {
                return;
            };
            spawn_local(async move {
                TimeoutFuture::new(800).await;
                let still = self.urn.try_get_untracked() == Some(Some(urn));
                let news = self.state.try_with_untracked(|state| {
                    let board = state.shown();
                    !board.closed && board.current != Some(urn)
                });
                if still && news == Some(true) && untrack(|| self.decides()) {
                    self.propose(Change::Show { urn });
                }
            });
        });
    }
}

/// The address of a school in this meeting.
fn address(state: RwSignal<MeetingState>, urn: Urn) -> String {
    let id = state.with_untracked(|state| state.confirmed_board().meeting.id);
    format!("/meetings/{id}?{SCHOOL}={urn}")
}

/// The meeting of the page around this.
pub fn use_meeting() -> InMeeting {
    expect_context()
}

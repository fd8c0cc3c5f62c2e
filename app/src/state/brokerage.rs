//! What the brokerage page knows: the board as the server has it, changes on their way on top, and the
//! best plan there is, solved here with the domain's own code after every change.

mod accept;
mod explain;
mod follow;
mod mend;
mod send;
mod solving;

use std::sync::Arc;

use domain::api::{BoardProposed, BrokeragePage, MapSchool, Pair, Problem};
use domain::brokerage::pots::Bill;
use domain::brokerage::{
    Board, BoardChange, Comparison, Ground, Held, Mended, Moved, Plan, Question, Weights, compare,
    differs, moved,
};
use domain::calendar::{Date, Moment};
use domain::schools::{ChangeId, NeedId, PersonId};
use leptos::prelude::*;

pub use explain::{Explained, Why};
pub use mend::Mends;
pub use solving::Solved;

/// The last thing somebody did, so that it can be seen what moved by it, and undone where it was one's
/// own.
#[derive(Debug, Clone, PartialEq)]
pub struct LastChange {
    pub change: BoardChange,
    /// Who, where it was somebody else.
    pub by: Option<String>,
    pub undo: Vec<BoardChange>,
    /// The plan it was done to.
    pub before: Arc<Plan>,
}

/// A plan that was kept to compare others with.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub plan: Arc<Plan>,
    pub held: Held,
    pub at: Moment,
}

/// Something the server refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    pub problem: Problem,
    /// The plan that was proposed, where that is what was refused: it is compared with the one now.
    pub sent: Option<Vec<Pair>>,
}

/// The page's signals. Cheap to copy.
#[derive(Clone, Copy)]
pub struct BoardState {
    pub today: Date,
    person: PersonId,
    confirmed: RwSignal<Option<Board>>,
    pending: RwSignal<Vec<BoardProposed>>,
    /// Every school, for the map and the form.
    pub places: RwSignal<Arc<Vec<MapSchool>>>,
    /// Confirmed with pending on top.
    pub board: Memo<Option<Arc<Board>>>,
    question: Memo<Option<Arc<Question>>>,
    pub held: Memo<Held>,
    /// What is tried: the plan on screen is of something that is not so.
    pub trial: RwSignal<Option<Mended>>,
    pub solved: RwSignal<Option<Arc<Solved>>>,
    /// What the plan on screen costs, and who would pay.
    pub bill: Memo<Option<Arc<Bill>>>,
    pub solving: RwSignal<bool>,
    /// Whether the most even of the plans as good is asked for.
    pub sharing: RwSignal<bool>,
    pub explained: RwSignal<Explained>,
    pub last: RwSignal<Option<LastChange>>,
    /// The plan others are compared with: the one the page opened with, or one that was kept since.
    pub kept: RwSignal<Option<Kept>>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether the server answered last time.
    pub reachable: RwSignal<bool>,
    pub saved: RwSignal<Option<Moment>>,
    /// Counts matches that were accepted, to say so.
    pub accepted: RwSignal<Option<usize>>,
    pub accepting: RwSignal<bool>,
    accept_id: StoredValue<Option<(ChangeId, Vec<Pair>)>>,
    sending: StoredValue<bool>,
    turn: StoredValue<u32>,
}

impl BoardState {
    /// The board as it was read. Solves at once.
    pub fn open(page: BrokeragePage, today: Date, person: PersonId) -> Self {
        let confirmed = RwSignal::new(None);
        let pending = RwSignal::new(Vec::<BoardProposed>::new());
        let trial = RwSignal::new(None::<Mended>);
        let tried = move |board: Board| {
            let ground = Ground {
                ctx: board.context(today),
                board,
                held: Held::default(),
                weights: Weights::default(),
            };
            trial.with(|trial| match trial {
                Some(mended) => ground.with(&mended.mend),
                None => ground,
            })
        };
        let board = Memo::new(move |_| {
            confirmed.with(|board: &Option<Board>| {
                let board = board.as_ref()?;
                let changes = pending.get();
                let changes = changes.iter().map(|proposed| &proposed.change);
                Some(Arc::new(tried(board.with_pending(changes)).board))
            })
        });
        // Pins change nothing about the pairs: these are worked out again only when people, needs, what is waived
        // or who pays do.
        let people = Memo::new(move |_| {
            confirmed.with(|board| {
                let waived = pending.with(|pending| {
                    pending
                        .iter()
                        .map(|proposed| proposed.change.clone())
                        .filter(BoardChange::changes_who_may)
                        .collect::<Vec<_>>()
                });
                board.as_ref().map(|board| Board {
                    pins: Default::default(),
                    exclusions: Default::default(),
                    revision: 0,
                    ..board.with_pending(&waived)
                })
            })
        });
        let question = Memo::new(move |_| {
            let ground = tried(people.get()?);
            Some(Arc::new(Question::of(
                &ground.board,
                &ground.weights,
                &ground.ctx,
            )))
        });
        let held = Memo::new(move |_| {
            board.with(|board| {
                board
                    .as_ref()
                    .map(|board| Held::on(board))
                    .unwrap_or_default()
            })
        });
        let solved = RwSignal::new(None::<Arc<Solved>>);
        // Of the board as it is: who pays may change while the plan does not.
        let bill = Memo::new(move |_| {
            let board = board.get()?;
            let pairs = solved.with(|solved| solved.as_ref().map(|solved| solved.plan.pairs()))?;
            Some(Arc::new(Bill::of(&board, &pairs, &board.context(today))))
        });
        let state = Self {
            today,
            person,
            confirmed,
            pending,
            places: RwSignal::new(Arc::default()),
            board,
            question,
            held,
            trial,
            solved,
            bill,
            solving: RwSignal::new(false),
            sharing: RwSignal::new(false),
            explained: RwSignal::new(Explained::default()),
            last: RwSignal::new(None),
            kept: RwSignal::new(None),
            trouble: RwSignal::new(None),
            reachable: RwSignal::new(true),
            saved: RwSignal::new(None),
            accepted: RwSignal::new(None),
            accepting: RwSignal::new(false),
            accept_id: StoredValue::new(None),
            sending: StoredValue::new(false),
            turn: StoredValue::new(0),
        };
        state.take(page);
        state.keep_solving();
        state.follow();
        state
    }

    /// Takes the board as it was read, in place of what was known. What is pending stays on top.
    pub fn take(self, page: BrokeragePage) {
        self.confirmed.set(Some(page.board()));
        self.places.set(Arc::new(page.places));
    }

    /// Whether every change has been recorded and the plan on screen is of what is so now.
    pub fn settled(self) -> bool {
        self.pending.with(Vec::is_empty) && !self.solving.get() && self.trial.with(Option::is_none)
    }

    /// Whether the change of this pair is on its way still.
    pub fn is_pending(self, need: NeedId) -> bool {
        self.pending.with(|pending| {
            pending
                .iter()
                .any(|proposed| proposed.change.need() == need)
        })
    }

    /// What moved by the last change; none: nothing was changed.
    pub fn moved(self) -> Option<(LastChange, Vec<Moved>)> {
        let last = self.last.get()?;
        let moves = self.solved.with(|solved| {
            solved
                .as_ref()
                .map(|solved| moved(&last.before, &solved.plan))
        })?;
        Some((last, moves))
    }

    /// Keeps the plan on screen to compare others with.
    pub fn keep(self) {
        if let Some(solved) = self.solved.get_untracked() {
            self.kept.set(Some(Kept {
                plan: solved.plan.clone(),
                held: solved.held.clone(),
                at: crate::browser::now(),
            }));
        }
    }

    fn comparison_is_stale(self) -> bool {
        untrack(move || self.comparison().is_none())
    }

    /// The plan that was kept beside the one now; none where they are of other needs.
    pub fn comparison(self) -> Option<Comparison> {
        let kept = self.kept.get()?;
        let solved = self.solved.get()?;
        let of = |plan: &Plan| -> Vec<NeedId> {
            let mut needs: Vec<NeedId> = plan
                .matches
                .keys()
                .chain(plan.unmet.keys())
                .copied()
                .collect();
            needs.sort_unstable();
            needs
        };
        (of(&kept.plan) == of(&solved.plan)).then(|| compare(&kept.plan, &solved.plan))
    }

    /// How the plan that was refused differs from the one now.
    pub fn refused_difference(self) -> Vec<Moved> {
        let Some(sent) = self.trouble.get().and_then(|trouble| trouble.sent) else {
            return Vec::new();
        };
        self.solved.with(|solved| {
            solved.as_ref().map_or_else(Vec::new, |solved| {
                differs(&sent, &solved.question, &solved.plan)
            })
        })
    }
}

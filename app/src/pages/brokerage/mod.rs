//! The brokerage board: the best plan there is, what holds it, and why.

mod compare;
mod costs;
mod even;
mod head;
mod mend;
mod moved;
mod need_form;
mod not_kept;
mod pays;
mod place;
mod plan;
mod propose;
mod row;
mod team;
mod waive;
mod why;

use domain::access::Action;
use domain::api::{BrokeragePage as Page, Pair};
use domain::brokerage::words::Names;
use domain::brokerage::{BoardChange, LeaderType};
use domain::schools::NeedId;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use web_sys::KeyboardEvent;

use self::need_form::{NeedDialog, NeedPage, Written};
use self::waive::Waives;
use crate::components::connection::Connected;
use crate::components::heading::Heading;
use crate::components::key_cap::KeyCap;
use crate::frame::use_bar;
use crate::keyboard::{KeyHelp, page_keys};
use crate::load::load;
use crate::session::SignedIn;
use crate::state::brokerage::BoardState;
use crate::{api, browser};

const KEYS: [KeyHelp; 7] = [
    KeyHelp {
        keys: "↑ ↓",
        does: "the need above or below",
    },
    KeyHelp {
        keys: "Space",
        does: "pin or unpin the leader of this need",
    },
    KeyHelp {
        keys: "X",
        does: "never this pair",
    },
    KeyHelp {
        keys: "Y",
        does: "why not someone else",
    },
    KeyHelp {
        keys: "M",
        does: "show on the map",
    },
    KeyHelp {
        keys: "P",
        does: "who pays for this need",
    },
    KeyHelp {
        keys: "U",
        does: "undo the last change",
    },
];

/// Whoever may not plan but may open a need gets the form alone.
#[component]
pub fn BrokeragePage(signed: SignedIn) -> impl IntoView {
    if !signed.may(Action::Plan) {
        return view! { <NeedPage signed/> }.into_any();
    }
    let page = load(api::brokerage);
    // Once the board is there its claim is the heading.
    let failed = move || {
        (page.value.with(Option::is_none) && page.failure.with(Option::is_some))
            .then(|| view! { <div class="page"><Heading title="Brokerage"/></div> })
    };
    let ready = move |page: Page| {
        let signed = signed.clone();
        view! { <BoardView page signed/> }.into_any()
    };
    view! { {failed} {page.page("the board", ready)} }.into_any()
}

/// What the parts of the page share besides the board.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// The need that is looked at.
    pub need: Memo<Option<NeedId>>,
    pub choose: Callback<NeedId>,
    /// Needs in the order of the table.
    pub order: Memo<Vec<NeedId>>,
    pub waives: Waives,
}

impl Chosen {
    fn provide(state: BoardState, signed: &SignedIn) -> Self {
        let order = Memo::new(move |_| plan::order(state));
        let query = use_query_map();
        let need = Memo::new(move |_| {
            let asked: Option<NeedId> = query
                .with(|query| query.get("show"))
                .and_then(|id| id.parse().ok());
            order.with(|order| {
                asked
                    .filter(|asked| order.contains(asked))
                    .or_else(|| order.first().copied())
            })
        });
        let navigate = use_navigate();
        let choose = Callback::new(move |need: NeedId| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&format!("/brokerage?show={need}"), options);
        });
        Self {
            need,
            choose,
            order,
            waives: Waives::of(signed),
        }
    }

    /// The need and who has it, where somebody has.
    pub fn pair(self, state: BoardState) -> Option<Pair> {
        let need = self.need.get_untracked()?;
        let leader = state
            .solved
            .with_untracked(|solved| solved.as_ref()?.plan.leader(need))?;
        Some(Pair { need, leader })
    }
}

#[component]
fn BoardView(page: Page, signed: SignedIn) -> impl IntoView {
    let types = page.types.clone();
    let state = BoardState::open(page, signed.today, signed.actor.person);
    let chosen = Chosen::provide(state, &signed);
    let written = RwSignal::new(Written::asked(
        &use_query_map().get_untracked(),
        signed.today,
    ));
    let form = RwSignal::new(use_query_map().with_untracked(|query| query.get("need").is_some()));
    let proposing = RwSignal::new(false);
    let comparing = RwSignal::new(false);
    stay_fresh(state);
    page_keys(&KEYS, move |event| keys(event, state, chosen));
    let beside = Callback::new(move |lead: NeedId| {
        let board = state.board.get_untracked();
        if let Some((board, lead)) = board
            .as_ref()
            .and_then(|board| Some((board, board.needs.get(&lead)?)))
        {
            let area = Names(board).area(lead.id);
            written.update(|written| written.beside(lead, &area));
            form.set(true);
        }
    });
    let may_accept = signed.may(Action::AcceptPlan);
    view! {
        <div class="two-columns brokerage">
            <div class="main-column">
                <head::Head state may_accept comparing on_propose=Callback::new(move |()| proposing.set(true))
                    on_open=Callback::new(move |()| {
                        written.update(|written| written.of = None);
                        form.set(true);
                    })/>
                <moved::Trouble state/>
                <mend::Trial state/>
                <moved::Moved state/>
                <compare::Compare state open=comparing/>
                <not_kept::NotKept state/>
                <costs::Overspent state/>
                <plan::PlanTable state chosen/>
                <costs::Costs state/>
                <even::Evenly state/>
                <Foot types/>
            </div>
            <aside>
                <place::Where state chosen/>
                <pays::WhoPays state chosen/>
                <team::Beside state chosen on_beside=beside/>
                <mend::Possible state chosen/>
                <why::WhyNot state chosen/>
            </aside>
        </div>
        <propose::Propose state open=proposing/>
        <waive::Waive state waives=chosen.waives/>
        <NeedDialog state open=form written choose=chosen.choose/>
    }
}

/// What the letters mean, and the keys.
#[component]
fn Foot(types: Vec<LeaderType>) -> impl IntoView {
    let types = types
        .iter()
        .map(|kind| format!("{} {}", kind.short, kind.name.to_lowercase()))
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <footer class="board-foot">
            <p>{types} "."</p>
            <p class="board-keys no-print">
                <span><KeyCap key="Space"/> " pin"</span>
                <span><KeyCap key="X"/> " never"</span>
                <span><KeyCap key="Y"/> " why not"</span>
                <span><KeyCap key="?"/> " all keys"</span>
            </p>
        </footer>
    }
}

/// Says in the bar how the page is joined, and reads the board again when one comes back to it.
fn stay_fresh(state: BoardState) {
    let bar = use_bar();
    bar.is_live();
    Effect::new(move || {
        bar.connection.set(Some(if state.reachable.get() {
            Connected::Live
        } else {
            Connected::Reconnecting
        }));
        bar.saved
            .set(state.saved.get().map_or_else(String::new, |at| {
                format!("saved {}", browser::clock_words(at, true))
            }));
    });
    let back = window_event_listener(ev::focus, move |_| {
        if state.settled() {
            spawn_local(state.read_again());
        }
    });
    on_cleanup(move || back.remove());
}

fn keys(event: &KeyboardEvent, state: BoardState, chosen: Chosen) -> bool {
    let key = event.key();
    let in_plan = within(event, ".plan");
    match key.as_str() {
        "ArrowDown" | "ArrowUp" if in_plan => step(chosen, key == "ArrowDown"),
        " " if in_plan && !within(event, "button") => match chosen.pair(state) {
            Some(pair) => state.toggle_pin(pair),
            None => return false,
        },
        "x" | "X" => match chosen.pair(state) {
            Some(pair) => state.change(BoardChange::Exclude { pair }),
            None => return false,
        },
        "y" | "Y" => browser::focus("why-not"),
        "m" | "M" => browser::focus("where"),
        "p" | "P" => browser::focus("who-pays"),
        "u" | "U" => state.undo(),
        _ => return false,
    }
    true
}

/// Chooses and focuses the need below or above.
fn step(chosen: Chosen, down: bool) {
    let order = chosen.order.get_untracked();
    let at = chosen
        .need
        .get_untracked()
        .and_then(|need| order.iter().position(|one| *one == need));
    let next = match at {
        Some(at) if down => at + 1,
        Some(at) => at.wrapping_sub(1),
        None => 0,
    };
    if let Some(need) = order.get(next) {
        chosen.choose.run(*need);
        browser::focus(&row::link_id(*need));
    }
}

fn within(event: &KeyboardEvent, selector: &str) -> bool {
    use wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

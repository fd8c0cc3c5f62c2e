//! Setting a rule aside for a pair, and taking that back: by who may, with a reason and an end.

use domain::access::Resource;
use domain::api::{FieldProblem, Pair};
use domain::brokerage::words::Names;
use domain::brokerage::{Board, BoardChange, Override, Refusal, Waiver, may_waive};
use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::field::Field;
use crate::session::SignedIn;
use crate::state::brokerage::BoardState;
use crate::words::{capital, field_day};

/// What is to be waived, and what of that is this person's to waive. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Waives {
    signed: StoredValue<SignedIn>,
    asked: RwSignal<Option<(Pair, Refusal)>>,
}

impl Waives {
    pub fn of(signed: &SignedIn) -> Self {
        Self {
            signed: StoredValue::new(signed.clone()),
            asked: RwSignal::new(None),
        }
    }

    fn may(self, by: Override) -> bool {
        self.signed.with_value(|signed| {
            may_waive(&signed.actor, by, &Resource::of(signed.actor.authority))
        })
    }

    /// Where everything in the way is theirs to set aside: the first of it.
    pub fn button(self, pair: Pair, refusals: &[Refusal], name: &str) -> Option<AnyView> {
        let refusal = refusals.first()?.clone();
        let all = refusals
            .iter()
            .all(|refusal| self.may(refusal.may_override()));
        let said = format!("Waive the rule that stops {name}");
        all.then(|| {
            view! {
                <button type="button" class="link" aria-label=said.clone() title=said
                    on:click=move |_| self.asked.set(Some((pair, refusal.clone())))>"Waive"</button>
            }
            .into_any()
        })
    }

    /// Takes back what is waived for the pair.
    pub fn back(self, state: BoardState, board: &Board, pair: Pair) -> AnyView {
        board
            .waived(pair, state.today)
            .filter(|waiver| self.may(waiver.by))
            .map(|waiver| {
                let change = BoardChange::Unwaive {
                    pair,
                    rule: waiver.rule,
                };
                view! {
                    <button type="button" class="link no-print" on:click=move |_| state.change(change.clone())>"Take the waiver back"</button>
                    " "
                }
            })
            .collect_view()
            .into_any()
    }
}

#[component]
pub fn Waive(state: BoardState, waives: Waives) -> impl IntoView {
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let until = RwSignal::new(String::new());
    let wrong = RwSignal::new(Vec::<FieldProblem>::new());
    Effect::new(move || {
        let asked = waives.asked.get();
        if let Some((pair, _)) = &asked {
            reason.set(String::new());
            wrong.set(Vec::new());
            let last = state.board.with_untracked(|board| {
                let need = board.as_ref()?.needs.get(&pair.need)?;
                Some(need.draft.to.to_string())
            });
            until.set(last.unwrap_or_default());
        }
        open.set(asked.is_some());
    });
    Effect::new(move || {
        if !open.get() && waives.asked.with_untracked(Option::is_some) {
            waives.asked.set(None);
        }
    });
    let problem = move |field: &'static str| {
        Signal::derive(move || {
            wrong.with(|wrong| {
                let one = wrong.iter().find(|one| one.field == field);
                one.map(|one| one.reason.clone())
            })
        })
    };
    let give = move |_| {
        let Some((pair, refusal)) = waives.asked.get_untracked() else {
            return;
        };
        match written(waives, pair, &refusal, reason, until) {
            Ok(waiver) => match waiver.check(state.today) {
                Ok(()) => {
                    state.change(BoardChange::Waive { waiver });
                    open.set(false);
                }
                Err(faults) => wrong.set(
                    faults
                        .iter()
                        .map(|fault| field(fault.field(), &fault.to_string()))
                        .collect(),
                ),
            },
            Err(fault) => wrong.set(vec![fault]),
        }
    };
    view! {
        <Dialog open title="Waive a rule for one match">
            <div class="form">
            {move || what(state, waives)}
            <Field id="reason" label="Why it may be set aside" hint="Kept with the plan and shown with who gets the work" kind="area" voice=true value=reason problem=problem("reason")/>
            <Field id="until" label="Until" hint="Empty: as long as the need is open" kind="date" value=until problem=problem("until")/>
            <div class="actions">
                <button type="button" class="button primary" on:click=give>"Waive it"</button>
                <button type="button" class="button" on:click=move |_| open.set(false)>"Leave it as it is"</button>
            </div>
            </div>
        </Dialog>
    }
}

fn written(
    waives: Waives,
    pair: Pair,
    refusal: &Refusal,
    reason: RwSignal<String>,
    until: RwSignal<String>,
) -> Result<Waiver, FieldProblem> {
    let day = until.get_untracked();
    let until = field_day(&day);
    if until.is_none() && !day.trim().is_empty() {
        return Err(field("until", "enter a day"));
    }
    Ok(Waiver {
        need: pair.need,
        leader: pair.leader,
        rule: refusal.rule(),
        by: refusal.may_override(),
        name: waives.signed.with_value(|signed| signed.name.clone()),
        reason: reason.get_untracked().trim().to_owned(),
        until,
    })
}

fn field(name: &str, reason: &str) -> FieldProblem {
    FieldProblem {
        field: name.to_owned(),
        reason: capital(reason),
    }
}

fn what(state: BoardState, waives: Waives) -> Option<AnyView> {
    let (pair, refusal) = waives.asked.get()?;
    let board = state.board.get()?;
    let names = Names(&board);
    Some(
        view! {
            <p>
                <b>{names.leader(pair.leader).to_owned()}</b> " for " <b>{names.school(pair.need).to_owned()}</b> ", "
                {names.area(pair.need)} ". " {refusal.words()}
            </p>
            <p class="hint">"Everybody who brokers sees it at once; it is in the log of the board, and can be taken back."</p>
        }
        .into_any(),
    )
}

//! The agenda: to discuss, agree as proposed, done. Its order was fixed when the meeting opened, so it
//! never moves under anybody's hand.

use domain::meetings::{Entry, Purpose, Section};
use domain::schools::Urn;
use leptos::prelude::*;

use super::history::short_name;
use super::in_meeting::{InMeeting, use_meeting};
use super::pace::Planned;
use super::replay::Replay;
use crate::components::category_tag::{TagSize, category_tag, span_tag};
use crate::components::dialog::Dialog;
use crate::components::key_cap::KeyCap;
use crate::state::meeting::section_of;

#[component]
pub fn Agenda() -> impl IntoView {
    let here = use_meeting();
    let counts = move || {
        let board = here.board.get();
        here.state.with(|state| {
            let decided = state.section(&board, Section::Done).len();
            format!("{} schools · {decided} decided", state.order().len())
        })
    };
    let purpose = move || {
        let purpose = here.board.with(|board| board.purpose);
        (purpose != Purpose::Routine)
            .then(|| view! { <p class="agenda-note">{purpose.words()} "."</p> })
    };
    let open = move || here.agenda_open.get().then_some("open");
    view! {
        <nav class="agenda" aria-label="Agenda" data-open=open>
            <button type="button" class="button agenda-close" on:click=move |_| here.agenda_open.set(false)>"Close the agenda"</button>
            <header>
                <h2>"Agenda"</h2>
                <span>{counts}</span>
            </header>
            {purpose}
            <Part here section=Section::Discuss title="To discuss"/>
            <Part here section=Section::AsProposed title="Agree as proposed"/>
            <AgreeAllButton here/>
            <Part here section=Section::Parked title="Set aside"/>
            <Part here section=Section::Done title="Done"/>
            <Foot here/>
        </nav>
    }
}

#[component]
fn Part(here: InMeeting, section: Section, title: &'static str) -> impl IntoView {
    let entries = Memo::new(move |_| {
        let board = here.board.get();
        here.state.with(|state| {
            state
                .order()
                .iter()
                .filter(|entry| section_of(&board, entry) == section)
                .cloned()
                .collect::<Vec<Entry>>()
        })
    });
    let total = Memo::new(move |_| {
        let board = here.board.get();
        let pulled = |urn: &Urn| {
            board
                .items
                .get(urn)
                .is_some_and(|item| item.pulled.is_some())
        };
        here.state.with(|state| {
            let discussed = state.order().iter();
            discussed
                .filter(|entry| entry.why.is_some() || pulled(&entry.urn))
                .count()
        })
    });
    let count = move || {
        let left = entries.with(Vec::len);
        match section {
            Section::Discuss => format!("{left} of {} left", total.get()),
            _ => left.to_string(),
        }
    };
    let note = (section == Section::AsProposed).then(|| {
        view! {
            <p class="agenda-note">
                "No change, no line within reach, nobody objects. Open any school to discuss it."
            </p>
        }
    });
    view! {
        <section class="agenda-part" hidden=move || entries.with(Vec::is_empty)>
            <h3>{title} " " <span>{count}</span></h3>
            {note}
            <ul>
                <For each=move || entries.get() key=|entry| entry.urn let:entry>
                    <Row here entry/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Row(here: InMeeting, entry: Entry) -> impl IntoView {
    let urn = entry.urn;
    let scheme = here.scheme();
    let standing = Memo::new(move |_| {
        let board = here.board.get();
        let item = board.items.get(&urn)?;
        Some(match &item.decision {
            Some((decision, _, _)) => (true, domain::risk::Span::only(decision.band)),
            None => {
                let now = item.suggestion(&here.scheme(), board.meeting.on);
                (false, now.band)
            }
        })
    });
    let hidden = Memo::new(move |_| {
        here.board
            .with(|board| board.items.get(&urn).is_some_and(|item| item.views.hide()))
    });
    let tag = move || {
        standing
            .get()
            .filter(|_| !hidden.get())
            .map(|(decided, band)| {
                if decided {
                    category_tag(&scheme, band.known, TagSize::Small, true)
                } else {
                    span_tag(&scheme, band, TagSize::Small, true)
                }
            })
    };
    let current = move || (here.urn.get() == Some(urn)).then_some("true");
    let pending = move || {
        let waits = here
            .state
            .with(|state| state.pending().iter().any(|one| about(one) == Some(urn)));
        waits.then_some("")
    };
    let conflict = move || {
        let two = here.state.with(|state| {
            state
                .conflicts
                .iter()
                .any(|one| about(&one.yours) == Some(urn))
        });
        two.then(|| view! { <span class="two-values">"2 values"</span> })
    };
    let why = entry.why.clone();
    let pulled = Memo::new(move |_| {
        let board = here.board.get();
        let by = board.items.get(&urn)?.pulled.as_ref()?;
        Some(format!("pulled out by {}", short_name(&by.name)))
    });
    let why = move || {
        let done = standing.with(|standing| standing.is_some_and(|(done, _)| done));
        // Why it is discussed may say what the rules suggest.
        let said = if hidden.get() {
            Some("own views first".to_owned())
        } else {
            why.clone()
        };
        said.or_else(|| pulled.get())
            .filter(|_| !done)
            .map(|why| view! { <small>{why}</small> })
    };
    view! {
        <li>
            <a class="agenda-row" href=here.href(urn) aria-current=current data-pending=pending
                on:click=move |event| {
                    // Opening in another window stays the browser's.
                    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                        event.prevent_default();
                        here.agreed.set(None);
                        here.go(urn);
                    }
                }>
                <span class="agenda-name">{entry.name}</span>
                {tag}
                {conflict}
                {why}
            </a>
        </li>
    }
}

fn about(proposed: &domain::meetings::Proposed) -> Option<Urn> {
    crate::state::meeting::place_of(&proposed.change).map(|(urn, _)| urn)
}

/// What can be agreed together: undecided, nothing to discuss, and the answer does not hang on unknowns.
fn agreeable(here: InMeeting) -> Vec<(Urn, String)> {
    let board = here.board.get();
    here.state.with(|state| {
        state
            .section(&board, Section::AsProposed)
            .into_iter()
            .filter_map(|urn| {
                let item = board.items.get(&urn)?;
                let now = item.suggestion(&state.scheme, board.meeting.on);
                now.band.settled().filter(|_| !item.views.hide())?;
                Some((urn, item.school.name.clone()))
            })
            .collect()
    })
}

#[component]
fn AgreeAllButton(here: InMeeting) -> impl IntoView {
    let count = Memo::new(move |_| agreeable(here).len());
    let shown = move || here.decides() && count.get() > 0;
    view! {
        <Show when=shown>
            <button type="button" class="button agree-all" on:click=move |_| here.agree_all.set(true)>
                "Agree all " {move || count.get()} " "
                <KeyCap key="Shift"/> <KeyCap key="A"/>
            </button>
        </Show>
    }
}

/// The page that asks before many schools are decided at once.
#[component]
pub fn AgreeAll() -> impl IntoView {
    let here = use_meeting();
    let rows = move || {
        let board = here.board.get();
        let scheme = here.scheme();
        agreeable(here)
            .into_iter()
            .filter_map(|(urn, name)| {
                let now = board.items.get(&urn)?.suggestion(&scheme, board.meeting.on);
                let tag = category_tag(&scheme, now.band.known, TagSize::Small, false);
                let risk = scheme.risk_word(now.risk.known).to_owned();
                Some(view! { <tr><th scope="row">{name}</th><td>{tag}</td><td>{risk}</td></tr> })
            })
            .collect_view()
    };
    let agree = move |_| {
        let all = untrack(|| agreeable(here));
        let board = here.board.get_untracked();
        let scheme = here.scheme();
        for (urn, _) in all {
            let Some(item) = board.items.get(&urn) else {
                continue;
            };
            let now = item.suggestion(&scheme, board.meeting.on);
            let decision = crate::state::meeting::Room::default().decision(
                &scheme,
                &now,
                None,
                board.meeting.on,
            );
            here.propose(domain::meetings::Change::Decide { urn, decision });
        }
        here.agree_all.set(false);
    };
    view! {
        <Dialog open=here.agree_all title="Agree all as proposed">
            <p>"Each school below is decided as the rules suggest. None of them has moved, is near a line, or has replied."</p>
            <table class="agree-table">
                <caption class="visually-hidden">"Schools to agree as proposed"</caption>
                <thead><tr><th scope="col">"School"</th><th scope="col">"Category"</th><th scope="col">"Risk"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="dialog-actions">
                <button type="button" class="button primary" on:click=agree>"Agree " {move || agreeable(here).len()} " schools"</button>
                <button type="button" class="button" on:click=move |_| here.agree_all.set(false)>"Not yet"</button>
            </p>
        </Dialog>
    }
}

#[component]
fn Foot(here: InMeeting) -> impl IntoView {
    let close = move || {
        here.decides().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| here.closing.set(true)>"Close the meeting"</button>
            }
        })
    };
    view! {
        <div class="agenda-foot">
            <Planned here/>
            {close}
            <Replay here/>
            <a href=here.minutes()>"Minutes so far"</a>
            <p class="agenda-keys">
                <span><KeyCap key="J"/> " next"</span>
                <span><KeyCap key="K"/> " back"</span>
                <span><KeyCap key="B"/> " blank"</span>
                <span><KeyCap key="?"/> " keys"</span>
            </p>
        </div>
    }
}

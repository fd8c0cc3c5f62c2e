//! Who came for the school: its headteacher and who chairs its governors, what each does for the improvement,
//! and who led the item for the school. One press or one key says that somebody is here.

use domain::meetings::{Came, Change, Held, Item, Led, Spot};
use domain::schools::{Charge, Office};
use leptos::prelude::*;

use super::conflict::ConflictFrame;
use super::in_meeting::InMeeting;
use super::notes::leave;
use crate::browser;
use crate::components::key_cap::KeyCap;
use crate::words::capital;

#[component]
pub fn ForTheSchool(here: InMeeting) -> impl IntoView {
    view! {
        <section class="for-school">
            <h2>"For the school"</h2>
            <HolderOf here office=Office::Head/>
            <HolderOf here office=Office::Chair/>
            <WhoLed here/>
        </section>
    }
}

/// One key: here, sent word, not said.
pub fn press(here: InMeeting, office: Office) -> bool {
    let may = untrack(|| here.may_record());
    let now = here
        .item
        .with_untracked(|item| item.as_ref().map(|item| item.held(office)));
    if let Some(held) = now.filter(|_| may) {
        say(here, office, held.pressed());
    }
    may
}

fn say(here: InMeeting, who: Office, held: Held) -> bool {
    let urn = here.urn.get_untracked();
    urn.is_some_and(|urn| here.propose(Change::Office { urn, who, held }))
}

fn of_item<T>(here: InMeeting, read: impl Fn(&Item) -> T) -> Option<T> {
    here.item.with(|item| item.as_ref().map(read))
}

/// The ids of the fields of an office.
struct Fields {
    row: &'static str,
    stood: &'static str,
    name: &'static str,
    does: &'static str,
    key: &'static str,
}

fn fields(office: Office) -> Fields {
    match office {
        Office::Head => Fields {
            row: "holds-head",
            stood: "stood-head",
            name: "name-head",
            does: "does-head",
            key: "Y",
        },
        Office::Chair => Fields {
            row: "holds-chair",
            stood: "stood-chair",
            name: "name-chair",
            does: "does-chair",
            key: "O",
        },
    }
}

/// What is asked for under the buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    StoodFor,
    Name,
}

/// What is open is about the school it was opened on.
fn asks(here: InMeeting) -> RwSignal<Option<Asks>> {
    let asks = RwSignal::new(None::<Asks>);
    Effect::new(move || {
        here.urn.track();
        asks.set(None);
    });
    asks
}

fn ask_for(asks: RwSignal<Option<Asks>>, what: Asks, field: &'static str) {
    asks.set(Some(what));
    request_animation_frame(move || browser::focus(field));
}

#[component]
fn HolderOf(here: InMeeting, office: Office) -> impl IntoView {
    let id = fields(office);
    let name =
        Memo::new(move |_| of_item(here, |item| item.holder(office).map(str::to_owned)).flatten());
    let held = Memo::new(move |_| of_item(here, |item| item.held(office)).unwrap_or_default());
    let asks = asks(here);
    let who = move || match name.get() {
        Some(name) => view! { <span>{name}</span> }.into_any(),
        None => view! { <span class="quiet">"not recorded"</span> }.into_any(),
    };
    let read = move || {
        let held = held.get();
        let came = came_words(&held);
        let does = held.does.map(|does| format!(". {}", does.words()));
        view! { <p class="quiet">{came} {does}</p> }
    };
    view! {
        <div class="holder" id=id.row>
            <p><b>{office.word()}</b> " " {who} <Marks here spot=Spot::Office(office)/>
                <Show when=move || here.may_record()><KeyCap key=id.key/></Show></p>
            <Show when=move || here.may_record() fallback=read>
                <CameButtons here office held asks/>
                <Does here office held/>
                <NameIt office asks/>
                <Typed here office held asks/>
            </Show>
            <Both here spot=Spot::Office(office)/>
        </div>
    }
}

/// Esc leaves it, so that the keys of the page work again.
fn out_of_it(event: web_sys::KeyboardEvent) {
    if event.key() == "Escape" {
        leave(&event);
    }
}

fn came_words(held: &Held) -> String {
    match &held.came {
        Some(Came::There) => "Here".to_owned(),
        Some(Came::Apologies) => "Sent word".to_owned(),
        Some(Came::Represented { by }) => format!("Represented by {by}"),
        None => "Not said whether here".to_owned(),
    }
}

#[component]
fn CameButtons(
    here: InMeeting,
    office: Office,
    held: Memo<Held>,
    asks: RwSignal<Option<Asks>>,
) -> impl IntoView {
    let id = fields(office);
    let put = move |came: Came| {
        let before = held.get_untracked();
        // Pressed again it is taken back.
        let came = (before.came.as_ref() != Some(&came)).then_some(came);
        asks.set(None);
        say(here, office, Held { came, ..before });
    };
    let is = move |wanted: Came| {
        let is = held.with(|held| held.came.as_ref() == Some(&wanted));
        if is { "true" } else { "false" }
    };
    let stood = Memo::new(move |_| {
        held.with(|held| match &held.came {
            Some(Came::Represented { by }) => Some(by.clone()),
            _ => None,
        })
    });
    let stands = move || {
        if stood.with(Option::is_some) {
            "true"
        } else {
            "false"
        }
    };
    let ask = move |_| {
        ask_for(asks, Asks::StoodFor, id.stood);
    };
    let by = move || {
        stood
            .get()
            .map(|by| view! { <p class="quiet">"By " {by}</p> })
    };
    view! {
        <span class="came" role="group" aria-label=format!("{}, here or not", office.word())>
            <button type="button" class="button small" aria-pressed=move || is(Came::There) on:click=move |_| put(Came::There)>"Here"</button>
            <button type="button" class="button small" aria-pressed=move || is(Came::Apologies) on:click=move |_| put(Came::Apologies)>"Sent word"</button>
            <button type="button" class="button small" aria-pressed=stands on:click=ask>"Represented"</button>
        </span>
        {by}
    }
}

#[component]
fn Does(here: InMeeting, office: Office, held: Memo<Held>) -> impl IntoView {
    let id = fields(office).does;
    let choose = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        let does = at.and_then(|at| Charge::ALL.get(at).copied());
        let before = held.get_untracked();
        say(here, office, Held { does, ..before });
    };
    let choices = Charge::ALL
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            let chosen = move || held.with(|held| held.does == Some(one));
            view! { <option value=at.to_string() prop:selected=chosen>{one.words()}</option> }
        })
        .collect_view();
    let none = move || held.with(|held| held.does.is_none());
    let label = format!("{}, role in the improvement", office.word());
    view! {
        <label class="visually-hidden" for=id>{label}</label>
        <select id=id on:change=choose on:keydown=out_of_it>
            <option value="" prop:selected=none>"Role in the improvement: not said"</option>
            {choices}
        </select>
    }
}

#[component]
fn NameIt(office: Office, asks: RwSignal<Option<Asks>>) -> impl IntoView {
    let words = format!("Name the {}", office.word().to_lowercase());
    let ask = move |_| {
        ask_for(asks, Asks::Name, fields(office).name);
    };
    view! { <button type="button" class="link" on:click=ask>{words}</button> }
}

/// The name that is asked for.
#[component]
fn Typed(
    here: InMeeting,
    office: Office,
    held: Memo<Held>,
    asks: RwSignal<Option<Asks>>,
) -> impl IntoView {
    let id = fields(office);
    let stood = Callback::new(move |by: String| {
        let came = Some(Came::Represented { by: by.clone() });
        let before = held.get_untracked();
        !by.is_empty() && say(here, office, Held { came, ..before })
    });
    let named = Callback::new(move |name: String| {
        let before = held.get_untracked();
        say(here, office, Held { name, ..before })
    });
    move || match asks.get() {
        Some(Asks::StoodFor) => {
            view! { <NameField id=id.stood label="Who stands for them" asks take=stood/> }
                .into_any()
        }
        Some(Asks::Name) => {
            view! { <NameField id=id.name label="Name" asks take=named/> }.into_any()
        }
        None => ().into_any(),
    }
}

/// A name to be typed; it stays where it was not taken.
#[component]
fn NameField(
    id: &'static str,
    label: &'static str,
    asks: RwSignal<Option<Asks>>,
    take: Callback<String, bool>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if take.run(text.get_untracked().trim().to_owned()) {
            asks.set(None);
        } else {
            browser::focus(id);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
            asks.set(None);
        }
    };
    view! {
        <form class="holder-name" on:submit=submit on:keydown=keys>
            <label for=id>{label}</label>
            <input id=id type="text" autocomplete="off" prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))/>
            <button type="submit" class="button small">"Put it down"</button>
        </form>
    }
}

/// Whether it is on its way, why it was not accepted, and the way back for whoever said it.
#[component]
fn Marks(here: InMeeting, spot: Spot) -> impl IntoView {
    move || {
        let place = (here.urn.get()?, spot);
        let may = here.may_record();
        here.state.with(|state| {
            if state.pending_at(place).is_some() {
                let waits = if state.stuck { " on this device" } else { " sending" };
                return Some(view! { <small class="sending">{waits}</small> }.into_any());
            }
            if let Some(refused) = state.refused_at(place) {
                let reason = format!(" not accepted: {}", refused.reason);
                return Some(
                    view! { <small class="refused" role="status">{reason}</small> }.into_any(),
                );
            }
            let what = match spot {
                Spot::Office(office) => office.word().to_lowercase(),
                _ => "who led for the school".to_owned(),
            };
            let label = format!("undo, {what}");
            let mine = may && state.undo_of(place).is_some();
            mine.then(|| {
                view! { " " <button type="button" class="link" aria-label=label on:click=move |_| here.undo(place)>"undo"</button> }
                    .into_any()
            })
        })
    }
}

/// Two people said it: both stand here until one is chosen.
#[component]
fn Both(here: InMeeting, spot: Spot) -> impl IntoView {
    let conflict = Memo::new(move |_| {
        let urn = here.urn.get()?;
        here.state
            .with(|state| state.conflict_at((urn, spot)).cloned())
    });
    move || {
        conflict
            .get()
            .map(|conflict| view! { <ConflictFrame here conflict/> })
    }
}

#[component]
fn WhoLed(here: InMeeting) -> impl IntoView {
    let led = Memo::new(move |_| {
        of_item(here, |item| {
            item.led.as_ref().map(|(led, _, _)| led.clone())
        })
        .flatten()
        .unwrap_or(Led::NotSaid)
    });
    let named = Memo::new(move |_| of_item(here, Item::led_by).flatten());
    let asks = asks(here);
    let put = move |led: Led| {
        let urn = here.urn.get_untracked();
        urn.is_some_and(|urn| here.propose(Change::Led { urn, led }))
    };
    let choose = move |event: web_sys::Event| {
        asks.set(None);
        match event_target_value(&event).as_str() {
            "head" => put(Led::Head),
            "chair" => put(Led::Chair),
            "other" => {
                ask_for(asks, Asks::Name, "led-name");
                true
            }
            _ => put(Led::NotSaid),
        };
    };
    let is = move |wanted: Led| led.with(|led| *led == wanted);
    let other = move || led.with(|led| matches!(led, Led::Other { .. }));
    let read = move || {
        let words = named.get().unwrap_or_else(|| "not said".to_owned());
        view! { <p class="quiet">{capital(&words)}</p> }
    };
    let name = move || {
        let name = named.get().filter(|_| other());
        name.map(|name| view! { <p class="quiet">{name}</p> })
    };
    let take = Callback::new(move |name: String| !name.is_empty() && put(Led::Other { name }));
    view! {
        <div class="holder" id="led">
            <p><b>"Led for the school"</b> <Marks here spot=Spot::Led/></p>
            <Show when=move || here.may_record() fallback=read>
                <label class="visually-hidden" for="led-by">"Led for the school"</label>
                <select id="led-by" on:change=choose on:keydown=out_of_it>
                    <option value="" prop:selected=move || is(Led::NotSaid)>"Not said"</option>
                    <option value="head" prop:selected=move || is(Led::Head)>{Office::Head.word()}</option>
                    <option value="chair" prop:selected=move || is(Led::Chair)>{Office::Chair.word()}</option>
                    <option value="other" prop:selected=other>"Somebody else"</option>
                </select>
                {name}
                <Show when=move || asks.get() == Some(Asks::Name)>
                    <NameField id="led-name" label="Who led for the school" asks take/>
                </Show>
            </Show>
            <Both here spot=Spot::Led/>
        </div>
    }
}

//! What is on offer: by schools, hubs, trusts and others; put up here by a head for their own school.

use domain::api::{ChangeOffer, OfferRow, OffersPage as Page, PutOffer};
use domain::brokerage::Areas;
use domain::calendar::day_words;
use domain::schools::ChangeId;
use domain::support::offers::{OfferEntry, OfferStanding};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::act::{Act, Open, act, choices};
use super::{offer_form, offer_row};
use crate::api;
use crate::browser;
use crate::components::chip::Chip;
use crate::components::heading::Heading;
use crate::load::load;
use crate::pages::money::Choose;
use crate::pages::support::form::{Ask, How, Written, Wrong};
use crate::session::SignedIn;
use crate::words::{capital, count_words};

/// The page, and which of its forms is open.
#[derive(Clone, Copy)]
pub struct Desk {
    pub page: RwSignal<Page>,
    pub open: Open,
}

/// Which offers are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Open,
    Mine,
    Full,
    Over,
}

const SHOWN: [(Shown, &str, &str); 4] = [
    (Shown::Open, "open", "Open and to come"),
    (Shown::Mine, "mine", "Yours to change"),
    (Shown::Full, "full", "No place left"),
    (Shown::Over, "over", "Lapsed or withdrawn"),
];

impl Shown {
    fn takes(self, row: &OfferRow) -> bool {
        match self {
            Self::Open => matches!(row.standing, OfferStanding::Open | OfferStanding::ToCome),
            Self::Mine => row.may_change,
            Self::Full => row.standing == OfferStanding::Full,
            Self::Over => row.standing.over(),
        }
    }
}

#[component]
pub fn OffersPage(signed: SignedIn) -> impl IntoView {
    let page = load(api::offers);
    let _ = signed;
    let ready = move |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            open: RwSignal::new(String::new()),
        };
        view! { <Drawn desk/> }.into_any()
    };
    view! {
        <div class="page organisations">
            <div class="leaders-head"><Heading title="Offers"/><div class="actions"><a class="button small no-print" href="/schools/organisations">"Organisations"</a></div></div>
            {page.view("what is on offer", ready)}
        </div>
    }
}

#[component]
fn Drawn(desk: Desk) -> impl IntoView {
    let query = use_query_map();
    let navigate = use_navigate();
    let asked = move |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
    let shown = Memo::new(move |_| {
        let key = asked("show");
        let found = SHOWN.iter().find(|(_, of, _)| *of == key);
        found.map_or(Shown::Open, |(shown, ..)| *shown)
    });
    let area = RwSignal::new(asked("area"));
    let go = {
        let navigate = navigate.clone();
        move |show: &str, area: &str| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&format!("/support/offers?show={show}&area={area}"), options);
        }
    };
    let chips = SHOWN
        .iter()
        .map(|(of, key, words)| {
            let chosen = Signal::derive(move || shown.get() == *of);
            let label = Signal::derive(move || {
                let count = desk
                    .page
                    .with(|page| page.rows.iter().filter(|row| of.takes(row)).count());
                format!("{words} {count}")
            });
            let go = go.clone();
            let press = Callback::new(move |()| area.with_untracked(|area| go(key, area)));
            view! { <Chip label chosen on_press=press/> }
        })
        .collect_view();
    let areas = desk.page.with_untracked(|page| {
        let mut all: Vec<(String, String)> = page
            .rows
            .iter()
            .flat_map(|row| &row.offer.draft.areas)
            .map(|area| (area.to_string(), capital(&Areas::standard().word(*area))))
            .collect();
        all.sort_by(|one, other| one.1.cmp(&other.1));
        all.dedup();
        all.insert(0, (String::new(), "Any area".to_owned()));
        all
    });
    // The address follows what is chosen.
    Effect::new(move |before: Option<String>| {
        let now = area.get();
        if before.is_some_and(|before| before != now) {
            let (_, key, _) = SHOWN
                .iter()
                .find(|(of, ..)| *of == shown.get_untracked())
                .unwrap_or(&SHOWN[0]);
            go(key, &now);
        }
        now
    });
    let rows = move || {
        desk.page.with(|page| {
            let area = area.get();
            let about = |row: &&OfferRow| {
                area.is_empty() || row.offer.draft.areas.iter().any(|one| one.as_str() == area)
            };
            let shown = shown.get();
            let all: Vec<AnyView> = page
                .rows
                .iter()
                .filter(|row| shown.takes(row))
                .filter(about)
                .map(|row| one(desk, row, page))
                .collect();
            if all.is_empty() {
                return view! { <p class="empty">"No offer is like that."</p> }.into_any();
            }
            view! { <h2 class="visually-hidden">"What there is"</h2> <ul class="offers">{all}</ul> }
                .into_any()
        })
    };
    view! {
        <p class="lead" role="status">{move || desk.page.with(said)}</p>
        {move || desk.page.with(|page| offer_form::new(desk, page))}
        <div class="leader-chips no-print">{chips} <Choose id="area" label="About" all=areas chosen=area/></div>
        {rows}
    }
}

/// "Nine offers are open, of six schools and organisations; 31 places are left."
fn said(page: &Page) -> String {
    let open: Vec<&OfferRow> = page.rows.iter().filter(|row| row.standing.open()).collect();
    let whole = match open.len() {
        0 => return "Nothing is on offer now.".to_owned(),
        1 => "One offer is open".to_owned(),
        count => format!("{} offers are open", capital(&count_words(count))),
    };
    let left: u32 = open.iter().filter_map(|row| row.left).map(u32::from).sum();
    let free = open.iter().any(|row| row.left.is_none());
    let rest = if free {
        ", and to some all can come"
    } else {
        ""
    };
    format!("{whole}. {left} places are left{rest}.")
}

fn one(desk: Desk, row: &OfferRow, page: &Page) -> AnyView {
    let id = row.id;
    let placed = row
        .offer
        .places
        .iter()
        .zip(&row.placed)
        .map(|(place, (urn, name))| {
            let back = place.back.as_ref().map(|word| format!(", given back {}: {}", day_words(word.at.day()), word.words));
            view! { <li><a href=format!("/schools/{urn}")>{name.clone()}</a> <span>{day_words(place.word.at.day())} {back}</span></li> }
        })
        .collect_view();
    let placed = (!row.placed.is_empty()).then(|| view! { <div class="placed"><h4>"Schools that were pointed to it"</h4><ul class="plain-list">{placed}</ul></div> });
    let acts = row.may_change.then(|| {
        let over = row.offer.withdrawn.is_some();
        let change = (!over).then(|| offer_form::change(desk, row, page));
        let withdraw = (!over).then(|| {
            let asks = vec![Ask::new("why", "Why", How::Words)];
            entry(
                desk,
                row,
                format!("withdraw-{id}"),
                "Withdraw it",
                asks,
                |written| {
                    Ok(OfferEntry::Withdraw {
                        why: written.text("why"),
                    })
                },
            )
        });
        let held: Vec<(String, String)> = choices(
            row.offer
                .places
                .iter()
                .zip(&row.placed)
                .filter(|(place, _)| place.back.is_none())
                .map(|(place, (_, name))| (place.case, name.clone())),
        );
        let back = (!held.is_empty()).then(|| {
            let asks = vec![
                Ask::new("case", "Which school does not come", How::From(held)),
                Ask::new("why", "Why", How::Words),
            ];
            entry(
                desk,
                row,
                format!("back-{id}"),
                "A place is free again",
                asks,
                |written| {
                    let case = written.text("case").parse();
                    Ok(OfferEntry::GiveBack {
                        case: case.map_err(|_| ("case", "Choose the school"))?,
                        why: written.text("why"),
                    })
                },
            )
        });
        view! { <div class="other-acts no-print">{change} {withdraw} {back}</div> }
    });
    view! { <li id=format!("offer-{id}")>{offer_row::about(row)} {placed} {acts}</li> }.into_any()
}

/// An act that writes an entry of an offer.
pub fn entry(
    desk: Desk,
    row: &OfferRow,
    key: String,
    words: &str,
    asks: Vec<Ask>,
    make: impl Fn(&Written) -> Result<OfferEntry, Wrong> + Send + Sync + Clone + 'static,
) -> AnyView {
    let (of, base) = (row.id, row.offer.revision);
    // Made once: pressing twice, or again after a lost answer, is one entry.
    let id = ChangeId(browser::new_id());
    let form = Act {
        key,
        words: words.to_owned(),
        asks,
        fields: offer_form::FIELDS,
    };
    let send = move |written: &Written| {
        let asked = ChangeOffer {
            id,
            base,
            entry: make(written)?,
        };
        Ok(async move { api::change_offer(of, &asked).await })
    };
    act(desk.open, form, send, move |next| desk.page.set(next))
}

/// An act that puts up an offer.
pub fn put(
    desk: Desk,
    words: &str,
    asks: Vec<Ask>,
    make: impl Fn(&Written) -> Result<domain::support::offers::OfferDraft, Wrong>
    + Send
    + Sync
    + Clone
    + 'static,
) -> AnyView {
    let id = ChangeId(browser::new_id());
    let form = Act {
        key: "new".to_owned(),
        words: words.to_owned(),
        asks,
        fields: offer_form::FIELDS,
    };
    let send = move |written: &Written| {
        let asked = PutOffer {
            id,
            offer: make(written)?,
        };
        Ok(async move { api::put_offer(&asked).await })
    };
    act(desk.open, form, send, move |next| desk.page.set(next))
}

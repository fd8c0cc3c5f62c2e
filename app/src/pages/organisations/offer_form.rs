//! What is asked of an offer, put up or changed.

use domain::api::{OFFERED_PHASES, OfferRow, OffersPage as Page};
use domain::brokerage::{Areas, HalfDays};
use domain::calendar::add_months;
use domain::schools::{OrganisationId, Phase, Urn};
use domain::support::money::Pence;
use domain::support::offers::{OfferDraft, OfferEntry, Offerer};
use leptos::prelude::*;

use super::act::choices;
use super::offers::{Desk, entry, put};
use crate::pages::support::form::{Ask, How, Written, Wrong};
use crate::words::{capital, half_days};

pub const FIELDS: &[&str] = &[
    "by", "title", "areas", "phases", "about", "places", "days", "from", "to", "contact", "price",
    "free_to", "within", "why", "case",
];

/// Who one may offer for, as a list holds them.
fn offerers(page: &Page) -> Vec<(String, String)> {
    let schools = page
        .schools
        .iter()
        .map(|one| (format!("school {}", one.urn), one.name.clone()));
    let organisations = page
        .organisations
        .iter()
        .map(|(id, name)| (format!("organisation {id}"), name.clone()));
    organisations.chain(schools).collect()
}

fn offerer(text: &str) -> Option<Offerer> {
    let (kind, id) = text.split_once(' ')?;
    match kind {
        "school" => Some(Offerer::School(
            Urn::try_from(id.parse::<u32>().ok()?).ok()?,
        )),
        _ => Some(Offerer::Organisation(id.parse().ok()?)),
    }
}

/// Puts up a new one: for whoever may offer for somebody.
pub fn new(desk: Desk, page: &Page) -> Option<AnyView> {
    let who = offerers(page);
    let (first, name) = who.first()?.clone();
    let alone = who.len() == 1;
    let mut asks = Vec::new();
    if !alone {
        asks.push(Ask::new("by", "Who offers it", How::From(who)));
    }
    asks.extend(rest(page, None));
    let words = if alone {
        format!("Offer something for {name}")
    } else {
        "Put up an offer".to_owned()
    };
    let form = put(desk, &words, asks, move |written| {
        let by = if alone {
            first.clone()
        } else {
            written.text("by")
        };
        let by = offerer(&by).ok_or(("by", "Choose who offers it"))?;
        draft(by, written)
    });
    Some(view! { <div class="other-acts no-print">{form}</div> }.into_any())
}

/// Changes one.
pub fn change(desk: Desk, row: &OfferRow, page: &Page) -> AnyView {
    let now = &row.offer.draft;
    let by = now.by;
    let asks = rest(page, Some(now));
    let key = format!("change-{}", row.id);
    entry(desk, row, key, "Change it", asks, move |written| {
        let offer = Box::new(draft(by, written)?);
        Ok(OfferEntry::Change { offer })
    })
}

fn rest(page: &Page, now: Option<&OfferDraft>) -> Vec<Ask> {
    let areas = Areas::standard().areas.iter();
    let areas = choices(areas.map(|area| (area.id, capital(&area.short))));
    let phases = OFFERED_PHASES.iter();
    let phases = choices(phases.map(|phase| (phase.word(), phase.word().to_owned())));
    let around = || How::From(choices(page.all.iter().cloned()));
    let at = |of: fn(&OfferDraft) -> String| now.map(of).unwrap_or_default();
    let day = |of: fn(&OfferDraft) -> String, first: domain::calendar::Date| {
        now.map_or_else(|| first.to_string(), of)
    };
    let id = |of: Option<OrganisationId>| of.map_or_else(String::new, |id| id.to_string());
    vec![
        Ask::new("title", "What it is, in a line", How::Line).at_first(at(|one| one.title.clone())),
        Ask::new("areas", "What it is about", How::AnyOf(areas)).at_first(at(|one| {
            let areas: Vec<String> = one.areas.iter().map(ToString::to_string).collect();
            areas.join(",")
        })),
        Ask::new("phases", "For", How::AnyOf(phases))
            .hint("None chosen: any phase")
            .at_first(at(|one| {
                let phases: Vec<&str> = one.phases.iter().map(|phase| phase.word()).collect();
                phases.join(",")
            })),
        Ask::new("about", "What happens, and for whom", How::Words)
            .at_first(at(|one| one.about.clone())),
        Ask::new("places", "Schools it can take", How::Line)
            .hint("Left empty: all that come")
            .at_first(at(|one| {
                one.places.map_or_else(String::new, |it| it.to_string())
            })),
        Ask::new("days", "Days for each school", How::Line)
            .hint("Left empty: it is not counted in days")
            .at_first(at(|one| match one.half_days {
                HalfDays(0) => String::new(),
                days => days.words(),
            })),
        Ask::new("from", "From", How::Day).at_first(day(|one| one.from.to_string(), page.today)),
        Ask::new("to", "Until", How::Day)
            .at_first(day(|one| one.to.to_string(), add_months(page.today, 6))),
        Ask::new("contact", "Whom to ask, and how", How::Line)
            .at_first(at(|one| one.contact.clone())),
        Ask::new("price", "What a school pays, in pounds", How::Line)
            .hint("Left empty: it is free")
            .at_first(at(|one| match one.price {
                Pence::ZERO => String::new(),
                price => price.figures(),
            })),
        Ask::new("free_to", "Free to schools of", around())
            .at_first(id(now.and_then(|one| one.free_to))),
        Ask::new("within", "Only for schools of", around())
            .at_first(id(now.and_then(|one| one.within))),
    ]
}

/// What was written.
fn draft(by: Offerer, written: &Written) -> Result<OfferDraft, Wrong> {
    let areas = written.many("areas");
    let phases = written.many("phases");
    let phase = |word: &String| -> Option<Phase> {
        OFFERED_PHASES
            .into_iter()
            .find(|phase| phase.word() == word)
    };
    let places = match written.text("places").as_str() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| ("places", "Write a number of schools, or nothing"))?,
        ),
    };
    let days = match written.text("days").as_str() {
        "" => HalfDays(0),
        text => half_days(text).ok_or(("days", "Write days in whole or half: 2, or 1½"))?,
    };
    let price = match written.text("price").as_str() {
        "" => Pence::ZERO,
        text => Pence::read(text).ok_or(("price", "Write a sum of money, such as 450"))?,
    };
    Ok(OfferDraft {
        by,
        title: written.text("title"),
        about: written.text("about"),
        areas: areas.iter().filter_map(|area| area.parse().ok()).collect(),
        phases: phases.iter().filter_map(phase).collect(),
        places,
        half_days: days,
        from: written.day("from")?,
        to: written.day("to")?,
        contact: written.text("contact"),
        price,
        free_to: written.text("free_to").parse().ok(),
        within: written.text("within").parse().ok(),
    })
}

//! An offer as it is read in a list.

use domain::api::OfferRow;
use domain::calendar::day_words;
use domain::support::money::Pence;
use domain::support::offers::{OfferStanding, Offerer};
use leptos::prelude::*;

use crate::words::capital;

/// What it is, for whom, until when, how many places are left, what it costs, and whom to ask.
pub fn about(row: &OfferRow) -> AnyView {
    let draft = &row.offer.draft;
    let by = match draft.by {
        Offerer::School(urn) => format!("/schools/{urn}"),
        Offerer::Organisation(id) => format!("/schools/organisations/{id}"),
    };
    let left = match (row.left, draft.places) {
        (Some(left), Some(places)) => format!("{left} of {places} places left"),
        _ => "all can come".to_owned(),
    };
    let price = match (&row.free_to, draft.price) {
        (_, Pence::ZERO) => "free".to_owned(),
        (Some(to), price) => format!("{} a school, free to schools of {to}", price.words()),
        (None, price) => format!("{} a school", price.words()),
    };
    let open = row.standing == OfferStanding::Open;
    let standing = match row.standing {
        OfferStanding::Open => None,
        OfferStanding::ToCome => Some(format!("From {}", day_words(draft.from))),
        OfferStanding::Withdrawn => {
            let why = row.offer.withdrawn.as_ref();
            let why = why.map_or_else(String::new, |word| format!(": {}", word.words));
            Some(format!("Withdrawn{why}"))
        }
        other => Some(other.words().to_owned()),
    };
    let within = row
        .within
        .as_ref()
        .map(|of| view! { <p class="offer-within">"Only for schools of " {of.clone()} "."</p> });
    view! {
        <div class="offer" data-standing=(!open).then_some("not")>
            <h3>{draft.title.clone()} {standing.map(|words| view! { " " <small>{words}</small> })}</h3>
            <p class="offer-facts"><a href=by>{row.by.clone()}</a> ". " {capital(&draft.area_words())} "; " {draft.phase_words()} ". " {capital(&draft.length_words())} ". " <b>{capital(&left)}</b> ", " {price} "."</p>
            {within}
            {(!draft.about.is_empty()).then(|| view! { <p class="voice">{draft.about.clone()}</p> })}
            <p class="small-print">"Ask: " {draft.contact.clone()}</p>
        </div>
    }
    .into_any()
}

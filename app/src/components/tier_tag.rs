//! The tier of a need: how soon it is met where not all can be. A broker sees this and never the
//! category behind it.

use domain::brokerage::Tier;
use domain::risk::Band;
use leptos::prelude::*;

use super::category_tag::ladder;

/// Tiers there are.
const TIERS: usize = 4;

/// A boxed tag with a ladder, as a category has.
pub fn tier_tag(tier: Tier) -> AnyView {
    let number = u8::from(tier);
    view! {
        <span class="category-tag tier-tag" data-tone=tone(tier)>
            {ladder(Band(number - 1), TIERS)}
            {tier.words()}
            <span class="visually-hidden">" tier"</span>
        </span>
    }
    .into_any()
}

/// The tone of a tier: the more serious, the more ink.
pub fn tone(tier: Tier) -> &'static str {
    match u8::from(tier) {
        1 => "0",
        2 => "1",
        3 => "2",
        _ => "4",
    }
}

//! One condition of a rule: what it looks at, then how much.

use domain::risk::{Amount, ConditionDoc, Looks, Unit, number_words};
use domain::schools::Key;
use leptos::prelude::*;

use super::kept::{KeptField, Look, focus_soon};
use crate::state::meeting::read_number;
use crate::state::rules::Lab;

/// A condition as it is written, and where a change of it goes.
#[derive(Clone)]
pub struct Asks {
    pub lab: RwSignal<Lab>,
    /// The category it leads into.
    pub band: Key,
    pub of: Memo<ConditionDoc>,
    pub set: Callback<ConditionDoc>,
    /// Unique on the page.
    pub id: String,
}

const LOOKS: [(Looks, &str, &str); 4] = [
    (Looks::Indicators, "indicators", "Indicators"),
    (Looks::Risk, "risk", "The risk"),
    (Looks::Points, "points", "The sum of points"),
    (Looks::Before, "before", "What was decided before"),
];

pub fn condition(asks: &Asks) -> AnyView {
    let (lab, band, of, set) = (asks.lab, asks.band, asks.of, asks.set);
    let looks = Memo::new(move |_| of.with(ConditionDoc::looks));
    let sums = lab.with_untracked(|lab| lab.tried.sums_points());
    let options = LOOKS
        .into_iter()
        .filter(|(one, ..)| sums || *one != Looks::Points)
        .map(|(one, value, words)| {
            view! { <option value=value prop:selected=move || looks.get() == one>{words}</option> }
        })
        .collect_view();
    let choose = move |event| {
        let value: String = event_target_value(&event);
        if let Some((one, ..)) = LOOKS.into_iter().find(|(_, name, _)| *name == value) {
            let first =
                lab.with_untracked(|lab| ConditionDoc::first(&lab.tried.document, band, one));
            set.run(first);
        }
    };
    let body = {
        let asks = asks.clone();
        move || match looks.get() {
            Looks::Indicators => indicators(&asks),
            Looks::Risk => amount(&asks),
            Looks::Points => points(&asks),
            Looks::Before => before(&asks),
        }
    };
    view! {
        <div class="condition">
            <select id=format!("looks-{}", asks.id) aria-label="What it looks at" on:change=choose>{options}</select>
            {body}
        </div>
    }
    .into_any()
}

/// How serious it has to be.
fn amount(asks: &Asks) -> AnyView {
    let (of, set) = (asks.of, asks.set);
    let now = Memo::new(move |_| of.with(ConditionDoc::amount));
    let options = Amount::ALL
        .into_iter()
        .enumerate()
        .map(|(nth, one)| {
            view! { <option value=nth.to_string() prop:selected=move || now.get() == Some(one)>{one.words()}</option> }
        })
        .collect_view();
    let choose = move |event| {
        let nth: Option<usize> = event_target_value(&event).parse().ok();
        let Some(amount) = nth.and_then(|nth| Amount::ALL.get(nth)).copied() else {
            return;
        };
        let was = of.get_untracked();
        set.run(match was.looks() {
            Looks::Risk => ConditionDoc::of_risk(amount),
            _ => ConditionDoc::of_indicators(was.indicators().to_vec(), amount),
        });
    };
    view! {
        <span class="quiet">"is"</span>
        <select aria-label="How serious" on:change=choose>{options}</select>
    }
    .into_any()
}

/// "Any of" these, "each of" these.
fn indicators(asks: &Asks) -> AnyView {
    let (lab, of, set) = (asks.lab, asks.of, asks.set);
    let which = move || match of.with(|of| (of.amount(), of.indicators().len())) {
        (_, 0 | 1) => "",
        (Some(Amount::AtMost(_)), _) => "each of",
        _ => "any of",
    };
    let put = move |ids: Vec<Key>| {
        let amount = of.with_untracked(ConditionDoc::amount);
        if let Some(amount) = amount {
            set.run(ConditionDoc::of_indicators(ids, amount));
        }
    };
    let taken = Memo::new(move |_| of.with(|of| of.indicators().to_vec()));
    let named = move |id: Key| {
        lab.with(|lab| {
            let one = lab.tried.indicator(id);
            one.map_or_else(|| id.to_string(), |one| one.short.clone())
        })
    };
    let areas = move || {
        lab.with(|lab| {
            let scheme = &lab.tried;
            scheme
                .areas
                .iter()
                .enumerate()
                .map(|(at, area)| {
                    let options = scheme
                        .reading_order
                        .iter()
                        .map(|one| &scheme.indicators[*one])
                        .filter(|one| one.area == at && !taken.with(|taken| taken.contains(&one.id)))
                        .map(|one| view! { <option value=one.id.to_string()>{one.name.clone()}</option> })
                        .collect_view();
                    view! { <optgroup label=area.name.clone()>{options}</optgroup> }
                })
                .collect_view()
        })
    };
    view! {
        <span class="quiet">{which}</span>
        {chosen(asks, taken, named, put, "Another indicator", areas)}
        {amount(asks)}
    }
    .into_any()
}

/// Things chosen, each to be taken away, and a list to take one more from.
fn chosen<V: IntoView + 'static>(
    asks: &Asks,
    taken: Memo<Vec<Key>>,
    named: impl Fn(Key) -> String + Copy + Send + Sync + 'static,
    put: impl Fn(Vec<Key>) + Copy + Send + Sync + 'static,
    more: &'static str,
    options: impl Fn() -> V + Send + Sync + 'static,
) -> AnyView {
    let add_id = format!("add-{}", asks.id);
    let back = add_id.clone();
    let chip = move |id: Key| {
        let back = back.clone();
        let remove = move |_| {
            let mut ids = taken.get_untracked();
            ids.retain(|one| *one != id);
            put(ids);
            focus_soon(back.clone());
        };
        view! {
            <button type="button" class="chip" aria-label=move || format!("Without {}", named(id)) on:click=remove>
                {move || named(id)} <span class="cross" aria-hidden="true">"✕"</span>
            </button>
        }
    };
    let add = move |event: web_sys::Event| {
        let id: Result<Key, _> = event_target_value(&event).parse();
        if let Ok(id) = id {
            let mut ids = taken.get_untracked();
            if !ids.contains(&id) {
                ids.push(id);
                put(ids);
            }
        }
    };
    view! {
        <For each=move || taken.get() key=|id| *id children=chip/>
        <select class="add-one" id=add_id aria-label=more prop:value="" on:change=add>
            <option value="">{move || if taken.with(Vec::is_empty) { "Choose…" } else { "Another…" }}</option>
            {options}
        </select>
    }
    .into_any()
}

fn points(asks: &Asks) -> AnyView {
    let (of, set) = (asks.of, asks.set);
    let now = Memo::new(move |_| of.with(ConditionDoc::points).unwrap_or((0, true)));
    let side = move |event| {
        let (sum, _) = now.get_untracked();
        let least = event_target_value(&event) == "least";
        set.run(ConditionDoc::of_points(sum, least));
    };
    let value = Signal::derive(move || number_words(Unit::Count, now.get().0));
    let keep = Callback::new(move |text: String| match read_number(&text) {
        Ok(Some(sum)) => {
            set.run(ConditionDoc::of_points(sum, now.get_untracked().1));
            Ok(())
        }
        _ => Err("Write a number.".to_owned()),
    });
    view! {
        <span class="quiet">"is"</span>
        <select aria-label="At least or at most" on:change=side>
            <option value="least" prop:selected=move || now.get().1>"at least"</option>
            <option value="most" prop:selected=move || !now.get().1>"at most"</option>
        </select>
        <KeptField id=format!("sum-{}", asks.id) label="Points" value keep look=Look::Number named=true/>
    }
    .into_any()
}

/// What was decided before, and what has been found since; what is left empty is not asked.
fn before(asks: &Asks) -> AnyView {
    let (lab, of, set) = (asks.lab, asks.of, asks.set);
    let taken = Memo::new(move |_| of.with(|of| of.was.clone()));
    let named = move |id: Key| {
        lab.with(|lab| {
            let band = lab.tried.band_named(id);
            band.map_or_else(|| id.to_string(), |band| lab.tried.band(band).word.clone())
        })
    };
    let put = move |was: Vec<Key>| {
        set.run(ConditionDoc {
            was,
            ..of.get_untracked()
        });
    };
    let bands = move || {
        lab.with(|lab| {
            lab.tried
                .bands
                .iter()
                .filter(|band| !taken.with(|taken| taken.contains(&band.id)))
                .map(
                    |band| view! { <option value=band.id.to_string()>{band.word.clone()}</option> },
                )
                .collect_view()
        })
    };
    let number = |label: &'static str,
                  read: fn(&ConditionDoc) -> Option<u16>,
                  put: fn(&mut ConditionDoc, Option<u16>)| {
        let value = Signal::derive(move || {
            of.with(read)
                .map_or_else(String::new, |count| count.to_string())
        });
        let keep = Callback::new(move |text: String| {
            let text = text.trim();
            let count = match (text.is_empty(), text.parse::<u16>()) {
                (true, _) => None,
                (false, Ok(count @ 0..=240)) => Some(count),
                _ => return Err("A whole number, or nothing.".to_owned()),
            };
            let mut now = of.get_untracked();
            put(&mut now, count);
            set.run(now);
            Ok(())
        });
        let id = format!("{}-{}", asks.id, label.replace(' ', "-"));
        view! { <KeptField id label value keep look=Look::Number/> }
    };
    let met = move |event| {
        let met = match event_target_value(&event).as_str() {
            "met" => Some(true),
            "not" => Some(false),
            _ => None,
        };
        set.run(ConditionDoc {
            met,
            ..of.get_untracked()
        });
    };
    let is = move |met: Option<bool>| of.with(|of| of.met == met);
    view! {
        <span class="quiet">"it was last decided"</span>
        {chosen(asks, taken, named, put, "Another category", bands)}
        <div class="condition-before">
            {number("for at least so many months", |of| of.months_at_least, |of, count| of.months_at_least = count)}
            {number("on track at so many reviews in a row, or more", |of| of.on_track_at_least.map(u16::from), |of, count| of.on_track_at_least = few(count))}
            {number("on track at no more than so many", |of| of.on_track_at_most.map(u16::from), |of, count| of.on_track_at_most = few(count))}
            {number("no progress at so many reviews in a row, or more", |of| of.without_progress_at_least.map(u16::from), |of, count| of.without_progress_at_least = few(count))}
            <div class="field">
                <label for=format!("met-{}", asks.id)>"its plan"</label>
                <select id=format!("met-{}", asks.id) on:change=met>
                    <option value="" prop:selected=move || is(None)>"met or not"</option>
                    <option value="met" prop:selected=move || is(Some(true))>"was met"</option>
                    <option value="not" prop:selected=move || is(Some(false))>"was not met"</option>
                </select>
            </div>
        </div>
    }
    .into_any()
}

fn few(count: Option<u16>) -> Option<u8> {
    count.and_then(|count| u8::try_from(count).ok())
}

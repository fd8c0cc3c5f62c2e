//! Where a scheme sums points: what a level gives, how often each indicator counts, and the sums at which
//! the risk and the categories begin.

use domain::risk::{Edit, Level, Unit, number_words};
use domain::schools::Key;
use leptos::prelude::*;

use super::attempt;
use super::kept::{KeptField, Look};
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::level_mark::LevelMark;
use crate::state::meeting::read_number;
use crate::state::rules::Lab;

pub fn points(lab: RwSignal<Lab>) -> AnyView {
    view! {
        <p class="facts-line">"Each indicator gives points by its level; the sum decides the category. "
            {move || lab.with(|lab| format!("The most there can be is {}.", plain(lab.tried.document.most_points())))}</p>
        {levels(lab)}
        {weights(lab)}
        {risk(lab)}
        {bands(lab)}
    }
    .into_any()
}

/// A number as it is typed.
fn plain(hundredths: i32) -> String {
    number_words(Unit::Count, hundredths).replace('\u{2212}', "-")
}

fn hundredths(text: &str) -> Result<i32, String> {
    match read_number(text) {
        Ok(Some(number)) if number >= 0 => Ok(number),
        Ok(_) => Err("Write a number, 0 or more.".to_owned()),
        Err(why) => Err(format!("{why}.")),
    }
}

/// Three numbers that go together, for low, medium and high.
fn three(
    lab: RwSignal<Lab>,
    (id, words): (&'static str, &'static str),
    read: fn(&Lab) -> [i32; 3],
    edit: fn([i32; 3]) -> Edit,
) -> AnyView {
    let fields = [Level::Low, Level::Medium, Level::High].map(|level| {
        let at = level as usize - 1;
        let value = Signal::derive(move || plain(lab.with(read)[at]));
        let keep = Callback::new(move |text: String| {
            let mut all = lab.with_untracked(read);
            all[at] = hundredths(&text)?;
            attempt(lab, edit(all))
        });
        let name = level.word().to_lowercase();
        view! {
            <tr>
                <th scope="row"><LevelMark level/></th>
                <td><KeptField id=format!("{id}-{name}") label=format!("{words}, {name}") value keep look=Look::Number named=true/></td>
            </tr>
        }
    });
    view! { <tbody>{fields.into_iter().collect_view()}</tbody> }.into_any()
}

fn levels(lab: RwSignal<Lab>) -> AnyView {
    let read = |lab: &Lab| {
        let [_, low, medium, high] = lab.tried.points;
        [low, medium, high]
    };
    let from = lab.with_untracked(|lab| {
        let points = lab.tried.document.points.as_ref();
        points.map(|points| {
            let words = super::versions::standing_words(points.standing, &points.source);
            crate::words::capital(&words)
        })
    });
    view! {
        <section class="section">
            <div class="section-head"><h2>"What a level gives"</h2> <span>"none gives nothing"</span></div>
            <table class="tally-table">
                <caption class="visually-hidden">"Points a level gives"</caption>
                <thead><tr><th scope="col">"Level"</th><th scope="col">"Points"</th></tr></thead>
                {three(lab, ("points", "Points"), read, Edit::Points)}
            </table>
            <p class="small-print">{from}</p>
        </section>
    }
    .into_any()
}

fn weights(lab: RwSignal<Lab>) -> AnyView {
    let ids = Memo::new(move |_| {
        lab.with(|lab| {
            let all = lab.tried.reading_order.iter();
            all.map(|at| lab.tried.indicators[*at].id)
                .collect::<Vec<Key>>()
        })
    });
    let row = move |id: Key| {
        let one = move |lab: &Lab| {
            let one = lab.tried.indicator(id)?;
            Some((one.name.clone(), one.weight))
        };
        let weight = move || lab.with(one).map_or(0, |(_, weight)| weight);
        let name = lab
            .with_untracked(one)
            .map_or_else(String::new, |(name, _)| name);
        let value = Signal::derive(move || weight().to_string());
        let keep = Callback::new(move |text: String| match text.trim().parse() {
            Ok(times @ 0..=20) => attempt(lab, Edit::Weight(id, times)),
            _ => Err("Write a whole number, 0 to 20.".to_owned()),
        });
        let most = move || {
            let high = lab.with(|lab| lab.tried.points[3]);
            plain(high.saturating_mul(i32::from(weight())))
        };
        let changed = move || {
            let before = lab.with(|lab| lab.page.scheme.indicator(id).map(|one| one.weight));
            before
                .is_some_and(|before| before != weight())
                .then_some("")
        };
        view! {
            <tr data-changed=changed>
                <th scope="row">{name.clone()}</th>
                <td><KeptField id=format!("weight-{id}") label=format!("{name}: how often it counts") value keep look=Look::Number named=true/></td>
                <td class="number">{most}</td>
            </tr>
        }
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>"How often each counts"</h2> <span>"a number of times; 0 leaves it out of the sum"</span></div>
            <div class="table-box" role="region" aria-label="How often each indicator counts" tabindex="0">
                <table class="tally-table">
                    <caption class="visually-hidden">"How often each indicator counts"</caption>
                    <thead><tr><th scope="col">"Indicator"</th><th scope="col">"Times"</th><th scope="col" class="number">"At high"</th></tr></thead>
                    <tbody><For each=move || ids.get() key=|id| *id children=row/></tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn risk(lab: RwSignal<Lab>) -> Option<AnyView> {
    lab.with_untracked(|lab| lab.tried.risk_points)?;
    let read = |lab: &Lab| lab.tried.risk_points.unwrap_or_default();
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>"Where the risk begins"</h2> <span>"sum of points"</span></div>
                <table class="tally-table">
                    <caption class="visually-hidden">"Sums at which the risk begins"</caption>
                    <thead><tr><th scope="col">"Risk"</th><th scope="col">"From a sum of"</th></tr></thead>
                    {three(lab, ("risk-from", "From a sum of"), read, Edit::RiskPoints)}
                </table>
            </section>
        }
        .into_any(),
    )
}

/// Each category with the sum it begins at; it ends where the next begins.
fn bands(lab: RwSignal<Lab>) -> Option<AnyView> {
    let sums = move |lab: &Lab| -> Vec<(Key, [i32; 2])> {
        let bands = lab.tried.document.band.iter().rev();
        bands
            .filter_map(|band| Some((band.id, band.points?.map(|one| one.0))))
            .collect()
    };
    let ids: Vec<Key> = lab
        .with_untracked(sums)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    if ids.is_empty() {
        return None;
    }
    let row = move |id: Key| {
        let own = move |lab: &Lab| sums(lab).into_iter().find(|(one, _)| *one == id);
        let tag = move || {
            lab.with(|lab| {
                let band = lab.tried.band_named(id)?;
                Some(category_tag(&lab.tried, band, TagSize::Small, false))
            })
        };
        let word = lab.with_untracked(|lab| {
            let band = lab.tried.band_named(id);
            band.map_or_else(String::new, |band| lab.tried.band(band).word.clone())
        });
        let value = Signal::derive(move || plain(lab.with(own).map_or(0, |(_, [from, _])| from)));
        let until = move || lab.with(own).map(|(_, [_, to])| plain(to));
        let first =
            lab.with_untracked(|lab| lab.tried.document.band.first().map(|band| band.id == id));
        let keep =
            Callback::new(move |text: String| attempt(lab, Edit::SumFrom(id, hundredths(&text)?)));
        let from = if first == Some(true) {
            view! { "0" }.into_any()
        } else {
            view! { <KeptField id=format!("sum-{id}") label=format!("{word}: from a sum of") value keep look=Look::Number named=true/> }
                .into_any()
        };
        view! { <tr><th scope="row">{tag}</th><td>{from}</td><td class="number">{until}</td></tr> }
    };
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>"Where categories begin"</h2> <span>"sum of points"</span></div>
                <table class="tally-table">
                    <caption class="visually-hidden">"Sums at which categories begin"</caption>
                    <thead><tr><th scope="col">"Category"</th><th scope="col">"From"</th><th scope="col" class="number">"To under"</th></tr></thead>
                    <tbody>{ids.into_iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

//! Each category: the rules that lead into it, its own words, who has the school, how soon it is reviewed
//! and how many days it may have.

use domain::risk::{
    BandDoc, BandText, Edit, Level, OwnerDoc, RuleAt, Unit, condition_in_short, number_words,
};
use domain::schools::Key;
use leptos::prelude::*;

use super::kept::{Keep, KeptField, Look, focus_soon};
use super::{attempt, band_form, rule};
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::level_mark::mark;
use crate::state::rules::Lab;

pub fn categories(lab: RwSignal<Lab>) -> AnyView {
    let ids = Memo::new(move |_| {
        lab.with(|lab| {
            let ids = lab.tried.bands.iter().rev();
            ids.map(|band| band.id).collect::<Vec<Key>>()
        })
    });
    view! {
        <p class="facts-line">{move || lab.with(order)}</p>
        {read_twice(lab)}
        {band_form::add(lab)}
        <div class="band-list"><For each=move || ids.get() key=|id| *id children=move |id| category(lab, id)/></div>
    }
    .into_any()
}

/// In which order categories are tried.
fn order(lab: &Lab) -> String {
    let words: Vec<&str> = lab
        .tried
        .decide
        .iter()
        .map(|band| lab.tried.band(*band).word.as_str())
        .collect();
    format!(
        "Tried in this order, and the first that is met is suggested: {}.",
        words.join(", then ")
    )
}

/// From which category on a second person reads a decision before it is told, and who that is.
fn read_twice(lab: RwSignal<Lab>) -> AnyView {
    let from =
        Memo::new(move |_| lab.with(|lab| lab.tried.document.read_twice().map(|band| band.id)));
    let choices = move || {
        lab.with(|lab| {
            let last = lab.tried.bands.len().saturating_sub(1);
            let bands = lab.tried.bands.iter().enumerate().rev();
            bands
                .map(|(at, band)| {
                    let id = band.id;
                    let words = if at == last {
                        band.word.clone()
                    } else {
                        format!("{} and what is more serious", band.word)
                    };
                    view! { <option value=id.to_string() prop:selected=move || from.get() == Some(id)>{words}</option> }
                })
                .collect_view()
        })
    };
    let set = move |event| {
        let from = event_target_value(&event).parse().ok();
        lab.update(|lab| lab.change(Edit::SecondReader(from), false));
    };
    view! {
        <section class="section second-reader">
            <div class="section-head"><h2>"Second reader"</h2></div>
            <p>"Somebody who neither made the decision nor has to do with the school reads it before its head is told, though it is as the rules suggest. A decision otherwise than suggested waits for them always."</p>
            <div class="field">
                <label for="second-reader">"A second reader is asked for"</label>
                <select id="second-reader" on:change=set>
                    <option value="" prop:selected=move || from.get().is_none()>"No category"</option>
                    {choices}
                </select>
            </div>
        </section>
    }
    .into_any()
}

/// One category as the document has it.
fn band(lab: &Lab, id: Key) -> Option<&BandDoc> {
    lab.tried.document.band.iter().find(|band| band.id == id)
}

fn category(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let tag = move || {
        lab.with(|lab| {
            let band = lab.tried.band_named(id)?;
            Some(category_tag(&lab.tried, band, TagSize::Medium, false))
        })
    };
    let meaning = move || lab.with(|lab| band(lab, id).map(|band| band.meaning.clone()));
    view! {
        <section class="section band-section" id=format!("band-{id}")>
            <div class="section-head"><h2>{tag}</h2> <span>{meaning}</span> {band_form::place(lab, id)}</div>
            <h3>"When"</h3>
            {rules(lab, id)}
            <div class="band-parts">
                <div>
                    {days(lab, id)}
                    {words(lab, id)}
                </div>
                {owners(lab, id)}
            </div>
        </section>
    }
    .into_any()
}

/// The rules that lead into it, each to be changed, and one more.
fn rules(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let count = Memo::new(move |_| lab.with(|lab| band(lab, id).map_or(0, |band| band.when.len())));
    let sums = move || {
        lab.with(|lab| {
            let [from, to] = band(lab, id)?
                .points?
                .map(|one| number_words(Unit::Count, one.0));
            Some(view! {
                <p class="band-sum">"The sum of points is from " {from} " to under " {to} ". "
                    <a href=format!("/rules?at={}", super::COUNTING)>"Change the points"</a></p>
            })
        })
    };
    let open = RwSignal::new(None::<usize>);
    let add_id = format!("add-rule-{id}");
    // The new one stands after the last until it is taken, and then is the last.
    let places = move || {
        let shown = open.get().map_or(0, |nth| nth + 1).max(count.get());
        0..shown
    };
    let word =
        move || lab.with(|lab| band(lab, id).map_or_else(String::new, |band| band.word.clone()));
    let back = add_id.clone();
    let row = move |nth: usize| {
        let at = RuleAt { band: id, nth };
        let back = back.clone();
        let close = Callback::new(move |()| {
            let next = if nth < count.get_untracked() {
                format!("rule-{id}-{nth}")
            } else {
                back.clone()
            };
            open.set(None);
            focus_soon(next);
        });
        let body = move || {
            if open.get() == Some(nth) {
                rule::editor(lab, at, close)
            } else {
                line(lab, at, open)
            }
        };
        view! { <li>{body}</li> }
    };
    let rest = move || {
        let takes_rest = lab.with(|lab| {
            let last = lab.tried.decide.last();
            last.is_some_and(|last| lab.tried.band(*last).id == id)
        });
        takes_rest.then(|| {
            view! { <p class="band-sum">"Every school that no other category takes."</p> }
        })
    };
    let may_add = move || {
        let by_sums = lab.with(|lab| band(lab, id).is_some_and(|band| band.points.is_some()));
        let last = lab.with(|lab| {
            let last = lab.tried.decide.last();
            last.is_some_and(|last| lab.tried.band(*last).id == id)
        });
        !by_sums && !last
    };
    let add = move |_| {
        let nth = count.get_untracked();
        open.set(Some(nth));
        focus_soon(format!("words-{id}-{nth}"));
    };
    view! {
        {sums}
        {rest}
        <ul class="band-when"><For each=places key=|nth| *nth children=row/></ul>
        <Show when=may_add>
            <button type="button" class="button small" id=add_id.clone() aria-label=move || format!("Add a rule to {}", word())
                disabled=move || open.get().is_some_and(|nth| nth >= count.get()) on:click=add>"Add a rule"</button>
        </Show>
    }
    .into_any()
}

/// A rule as it stands: its words, what it asks, where that comes from.
fn line(lab: RwSignal<Lab>, at: RuleAt, open: RwSignal<Option<usize>>) -> AnyView {
    let rule = Memo::new(move |_| {
        lab.with(|lab| {
            let rule = band(lab, at.band)?.when.get(at.nth)?;
            let asked: Vec<String> = rule
                .all
                .iter()
                .map(|one| condition_in_short(&lab.tried.document, one))
                .collect();
            let from = super::versions::standing_words(rule.standing, &rule.source);
            Some((rule.words.clone(), asked.join(", and "), from))
        })
    });
    let words = move || rule.get().map(|(words, ..)| words);
    let asks = move || rule.get().map(|(_, asks, _)| crate::words::capital(&asks));
    let from = move || rule.get().map(|(.., from)| crate::words::capital(&from));
    let id = format!("rule-{}-{}", at.band, at.nth);
    let change = move |_| {
        open.set(Some(at.nth));
        focus_soon(format!("words-{}-{}", at.band, at.nth));
    };
    view! {
        <div class="band-rule">
            <p>{words} <small>{asks} ". " <span class="quiet">{from} "."</span></small></p>
            <button type="button" class="button small" id=id aria-label=move || format!("Change the rule: {}", words().unwrap_or_default())
                on:click=change>"Change"</button>
        </div>
    }
    .into_any()
}

fn days(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let value = Signal::derive(move || {
        lab.with(|lab| band(lab, id).map_or(0, |band| band.days))
            .to_string()
    });
    let keep = Callback::new(move |text: String| match text.trim().parse() {
        Ok(days) => attempt(lab, Edit::Days(id, days)),
        Err(_) => Err("Write a whole number, 0 to 255.".to_owned()),
    });
    view! {
        <div class="band-days">
            <KeptField id=format!("days-{id}") label="Days of support a year, at most" value keep look=Look::Number/>
        </div>
    }
    .into_any()
}

/// Its name and what it says.
fn words(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let text = move |read: fn(&BandDoc) -> String| {
        Signal::derive(move || lab.with(|lab| band(lab, id).map(read)).unwrap_or_default())
    };
    let keep = move |make: fn(String) -> BandText| -> Keep {
        Callback::new(move |text| attempt(lab, Edit::Words(id, make(text))))
    };
    let follows = |text: String| BandText::Follows(text.lines().map(str::to_owned).collect());
    view! {
        <details class="band-words">
            <summary>"Its words"</summary>
            <div class="form">
                <KeptField id=format!("word-{id}") label="Name" value=text(|band| band.word.clone()) keep=keep(BandText::Word)/>
                <KeptField id=format!("short-{id}") label="Short name" value=text(|band| band.short.clone()) keep=keep(BandText::Short)/>
                <KeptField id=format!("meaning-{id}") label="What it means" value=text(|band| band.meaning.clone()) keep=keep(BandText::Meaning)/>
                <KeptField id=format!("follows-{id}") label="What follows" hint="One thing a line" value=text(|band| band.follows.join("\n"))
                    keep=keep(follows) look=Look::Area/>
            </div>
        </details>
    }
    .into_any()
}

/// Who has a school of it and how soon it is looked at again, by risk.
fn owners(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let word =
        move || lab.with(|lab| band(lab, id).map_or_else(String::new, |band| band.word.clone()));
    let cells = Level::ALL
        .map(|risk| {
            let at = risk as usize;
            let owner = move || lab.with(|lab| band(lab, id).map(|band| band.owner[at]));
            let months = Signal::derive(move || {
                lab.with(|lab| band(lab, id).map_or(0, |band| band.review_months[at]))
                    .to_string()
            });
            let set_owner = move |event| {
                let owner = match event_target_value(&event).as_str() {
                    "authority" => OwnerDoc::Authority,
                    "refuse" => OwnerDoc::Refuse,
                    _ => OwnerDoc::Partnership,
                };
                lab.update(|lab| lab.change(Edit::Owner(id, risk, owner), false));
            };
            let set_months = Callback::new(move |text: String| match text.trim().parse() {
                Ok(months @ 1..=24) => attempt(lab, Edit::Review(id, risk, months)),
                _ => Err("A whole number, 1 to 24.".to_owned()),
            });
            let owners = [
                (OwnerDoc::Partnership, "partnership", "Partnership"),
                (OwnerDoc::Authority, "authority", "Local authority"),
                (OwnerDoc::Refuse, "refuse", "Cannot stand"),
            ]
            .map(|(one, value, words)| {
                view! { <option value=value prop:selected=move || owner() == Some(one)>{words}</option> }
            });
            let name = risk.word().to_lowercase();
            let said = name.clone();
            view! {
                <tr>
                    <th scope="row"><span class="level-mark" data-level=name.clone()>{mark(Some(risk))} {risk.word()}</span></th>
                    <td><select aria-label=move || format!("{}, risk {said}: who has the school", word()) on:change=set_owner>{owners.into_iter().collect_view()}</select></td>
                    <td><KeptField id=format!("review-{id}-{at}") label=format!("Risk {name}: months to the next review") value=months keep=set_months
                        look=Look::Number named=true/></td>
                </tr>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <table>
            <caption class="visually-hidden">{move || format!("{}: owner and review by risk", word())}</caption>
            <thead><tr><th scope="col">"Risk"</th><th scope="col">"Who has it"</th><th scope="col">"Months to review"</th></tr></thead>
            <tbody>{cells}</tbody>
        </table>
    }
    .into_any()
}

//! How levels make areas and areas make risk, and what each category means: who has the school, how soon
//! it is reviewed, how many days it may have.

use domain::risk::{Counting, Edit, Level, OwnerDoc, Scheme, Tally, count_words};
use domain::schools::Key;
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, category_tag};
use crate::components::level_mark::{LevelMark, mark};
use crate::state::rules::Lab;

pub fn counting(lab: RwSignal<Lab>) -> AnyView {
    let part = move |title: &'static str, lead: &'static str, of: Counting| {
        let count = Memo::new(move |_| lab.with(|lab| rules(&lab.tried, of).len()));
        let rows = move || {
            (0..count.get())
                .map(|nth| tally(lab, of, nth))
                .collect_view()
        };
        view! {
            <section class="section">
                <div class="section-head"><h2>{title}</h2> <span>{lead}</span></div>
                <div class="table-box" role="region" aria-label=title tabindex="0">
                    <table class="tally-table">
                        <caption class="visually-hidden">{title}</caption>
                        <thead><tr>
                            <th scope="col">"Makes"</th><th scope="col">"Critical"</th>
                            <th scope="col">"High"</th><th scope="col">"Medium"</th><th scope="col">"Low"</th><th scope="col"><span class="visually-hidden">"In words"</span></th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    };
    view! {
        <p class="facts-line">"The most serious rule that is met. A more serious level also serves where a less serious one is asked for beside it."</p>
        {part("Indicators make an area", "so many indicators at each level, at least", Counting::Areas)}
        {part("Areas make the risk", "so many areas at each level, at least", Counting::Risk)}
    }
    .into_any()
}

fn rules(scheme: &Scheme, of: Counting) -> &[Tally] {
    match of {
        Counting::Areas => &scheme.area_rule,
        Counting::Risk => &scheme.risk_rule,
    }
}

fn tally(lab: RwSignal<Lab>, of: Counting, nth: usize) -> AnyView {
    let rule = Memo::new(move |_| lab.with(|lab| rules(&lab.tried, of).get(nth).copied()));
    let Some(first) = rule.get_untracked() else {
        return ().into_any();
    };
    let field = move |at: usize, level: Level| {
        let value = move || rule.get().map_or(0, |rule| rule.at[at]).to_string();
        let change = move |event| {
            let text: String = event_target_value(&event);
            let Some(mut counts) = rule.get_untracked().map(|rule| rule.at) else {
                return;
            };
            match text.trim().parse() {
                Ok(count) => {
                    counts[at] = count;
                    lab.update(|lab| lab.change(Edit::Tally { of, nth, counts }, false));
                }
                Err(_) => lab.update(|lab| {
                    lab.fault = Some(format!("“{text}” is not a whole number from 0 to 12"));
                }),
            }
        };
        view! {
            <td><input class="count" type="number" min="0" max="12" prop:value=value on:change=change
                aria-label=format!("{} for {}, rule {}", level.word(), first.level.word().to_lowercase(), nth + 1)/></td>
        }
    };
    let words = move || {
        lab.with(|lab| {
            let document = &lab.tried.document;
            let rules = match of {
                Counting::Areas => &document.area_rule,
                Counting::Risk => &document.risk_rule,
            };
            rules.get(nth).map(count_words)
        })
    };
    let critical = (first.critical > 0).then(|| first.critical.to_string());
    view! {
        <tr>
            <th scope="row"><LevelMark level=first.level/></th>
            <td class="number">{critical}</td>
            {field(2, Level::High)} {field(1, Level::Medium)} {field(0, Level::Low)}
            <td class="quiet">{words}</td>
        </tr>
    }
    .into_any()
}

pub fn categories(lab: RwSignal<Lab>) -> AnyView {
    let ids = Memo::new(move |_| {
        lab.with(|lab| {
            let mut ids: Vec<Key> = lab.tried.bands.iter().map(|band| band.id).collect();
            ids.reverse();
            ids
        })
    });
    let bands = move || {
        ids.get()
            .into_iter()
            .map(|id| category(lab, id))
            .collect_view()
    };
    view! { <div class="band-list">{bands}</div> }.into_any()
}

fn category(lab: RwSignal<Lab>, id: Key) -> AnyView {
    let Some((tag, meaning, rules)) = lab.with_untracked(|lab| {
        let band = lab.tried.band_named(id)?;
        let rule = lab.tried.band(band);
        let rules: Vec<(String, String)> = rule
            .when
            .iter()
            .map(|when| {
                (
                    when.words.clone(),
                    super::versions::standing_words(when.standing, &when.source),
                )
            })
            .collect();
        let tag = category_tag(&lab.tried, band, TagSize::Medium, false);
        Some((tag, rule.meaning.clone(), rules))
    }) else {
        return ().into_any();
    };
    let word = lab.with_untracked(|lab| {
        let band = lab.tried.band_named(id);
        band.map(|band| lab.tried.band(band).word.clone())
            .unwrap_or_default()
    });
    let rule = move |lab: &Lab| {
        lab.tried
            .band_named(id)
            .map(|band| lab.tried.band(band).clone())
    };
    let days = move || lab.with(rule).map_or(0, |rule| rule.days).to_string();
    let set_days = move |event| {
        let text: String = event_target_value(&event);
        match text.trim().parse() {
            Ok(days) => lab.update(|lab| lab.change(Edit::Days(id, days), false)),
            Err(_) => wrong(lab, &text),
        }
    };
    let cells = Level::ALL
        .map(|risk| {
            let at = risk as usize;
            let owner = move || lab.with(rule).map(|rule| rule.owner[at]);
            let months = move || {
                lab.with(rule)
                    .map_or(0, |rule| rule.review_months[at])
                    .to_string()
            };
            let set_owner = move |event| {
                let owner = match event_target_value(&event).as_str() {
                    "authority" => OwnerDoc::Authority,
                    "refuse" => OwnerDoc::Refuse,
                    _ => OwnerDoc::Partnership,
                };
                lab.update(|lab| lab.change(Edit::Owner(id, risk, owner), false));
            };
            let set_months = move |event| {
                let text: String = event_target_value(&event);
                match text.trim().parse() {
                    Ok(months) => lab.update(|lab| lab.change(Edit::Review(id, risk, months), false)),
                    Err(_) => wrong(lab, &text),
                }
            };
            let owners = [
                (OwnerDoc::Partnership, "partnership", "Partnership"),
                (OwnerDoc::Authority, "authority", "Local authority"),
                (OwnerDoc::Refuse, "refuse", "Cannot stand"),
            ]
            .map(|(one, value, words)| {
                view! { <option value=value selected=move || owner() == Some(one)>{words}</option> }
            });
            let name = risk.word().to_lowercase();
            view! {
                <tr>
                    <th scope="row"><span class="level-mark" data-level=name.clone()>{mark(Some(risk))} {risk.word()}</span></th>
                    <td><select aria-label=format!("{word}, risk {name}: who has the school") on:change=set_owner>{owners.into_iter().collect_view()}</select></td>
                    <td><input class="count" type="number" min="1" max="24" aria-label=format!("{word}, risk {name}: months to the next review")
                        prop:value=months on:change=set_months/></td>
                </tr>
            }
        })
        .into_iter()
        .collect_view();
    let rest = rules
        .is_empty()
        .then(|| view! { <li>"every school that no other category takes"</li> });
    let why = rules
        .into_iter()
        .map(|(words, from)| view! { <li>{words} <small>{from}</small></li> })
        .collect_view();
    view! {
        <section class="section band-section">
            <div class="section-head"><h2>{tag}</h2> <span>{meaning}</span></div>
            <div class="band-parts">
                <div>
                    <h3>"When"</h3>
                    <ul class="band-when">{rest} {why}</ul>
                    <label class="band-days">"Days of support a year, at most "
                        <input class="count" type="number" min="0" max="250" prop:value=days on:change=set_days/></label>
                </div>
                <table>
                    <caption class="visually-hidden">{format!("{word}: owner and review by risk")}</caption>
                    <thead><tr><th scope="col">"Risk"</th><th scope="col">"Who has it"</th><th scope="col">"Months to review"</th></tr></thead>
                    <tbody>{cells}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn wrong(lab: RwSignal<Lab>, text: &str) {
    let text = text.to_owned();
    lab.update(|lab| lab.fault = Some(format!("“{text}” is not a whole number in its bounds")));
}

//! One indicator: its lines as a drawing one can drag and as numbers one can type, or its judgements and
//! the level of each.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::risk::{
    Edit, Indicator, Level, LineAt, Unit, line_number, line_words, lines_of, number_words,
};
use domain::schools::Key;
use leptos::prelude::*;

use super::drawing::{self, Drawn};
use super::own;
use crate::components::level_mark::LevelMark;
use crate::components::segmented_control::{Glyph, Segment, SegmentedControl};
use crate::state::rules::Lab;

pub fn indicator(lab: RwSignal<Lab>, id: Key, may: bool) -> AnyView {
    let Some(one) = lab.with_untracked(|lab| lab.tried.indicator(id).cloned()) else {
        return ().into_any();
    };
    let special = RwSignal::new(false);
    let both = !one.special_lines.is_empty();
    let switch = both.then(|| {
        let segments = ["Mainstream", "Special and alternative"]
            .map(|label| Segment {
                label: label.to_owned(),
                ..Segment::default()
            })
            .to_vec();
        let chosen = Signal::derive(move || Some(usize::from(special.get())));
        view! {
            <SegmentedControl name="setting" legend="Lines for" segments chosen on_choose=Callback::new(move |at| special.set(at == 1))/>
        }
    });
    let choices = (!one.choices.is_empty()).then(|| judgements(lab, &one));
    let has_lines = !one.lines.is_empty();
    let facts = facts(&one);
    let lines = move || has_lines.then(|| lines(lab, &one, special.get()));
    let own = if may { own::own(lab, id) } else { None };
    view! {
        <p class="facts-line">{facts}</p>
        {switch}
        {lines}
        {choices}
        {own}
    }
    .into_any()
}

/// "One year's figure; not known for cohorts under the small cohort. Kept 24 months."
fn facts(one: &Indicator) -> String {
    let mut words = Vec::new();
    if one.one_year {
        words.push("one year’s figure, not known for a small cohort".to_owned());
    }
    words.push(format!("out of date after {} months", one.shelf_months));
    if one.critical {
        words.push("high here is high risk whatever else is known".to_owned());
    }
    crate::words::capital(&format!("{}.", words.join("; ")))
}

fn lines(lab: RwSignal<Lab>, one: &Indicator, special: bool) -> AnyView {
    let all = lines_of(one, special);
    let moved =
        Memo::new(move |_| Arc::new(lab.with(Lab::moved).into_iter().collect::<BTreeSet<_>>()));
    let nationals = lab.with_untracked(|lab| drawing::nationals(lab, one, special));
    let held = RwSignal::new(0_usize);
    let against = (nationals.len() > 1).then(|| {
        let segments: Vec<Segment> = nationals
            .iter()
            .map(|(figure, count)| Segment {
                label: format!(
                    "{}: {count} schools",
                    number_words(Unit::Count, *figure)
                ),
                ..Segment::default()
            })
            .collect();
        let chosen = Signal::derive(move || Some(held.get()));
        view! {
            <SegmentedControl name="national" legend="Held against a national figure of" segments chosen
                on_choose=Callback::new(move |at| held.set(at))/>
        }
    });
    let drawn = one.clone();
    let drawing = move || {
        drawing::drawing(&Drawn {
            lab,
            national: nationals.get(held.get()).map(|(figure, _)| *figure),
            moved,
            indicator: drawn.clone(),
            special,
        })
    };
    let id = one.id;
    let fields = (0..all.len())
        .map(|nth| {
            let at = LineAt {
                indicator: id,
                special,
                nth,
            };
            field(lab, at)
        })
        .collect_view();
    view! {
        {against}
        {drawing}
        <div class="line-fields">{fields}</div>
    }
    .into_any()
}

/// A line as a number to type, with what it says and where it comes from.
fn field(lab: RwSignal<Lab>, at: LineAt) -> AnyView {
    let line = Memo::new(move |_| {
        lab.with(|lab| {
            let one = lab.tried.indicator(at.indicator)?;
            let line = lines_of(one, at.special).get(at.nth)?;
            Some((
                line.level,
                line_number(line),
                line_words(one, line),
                line.source.clone(),
                line.standing,
            ))
        })
    });
    let Some((level, number, _, source, standing)) = line.get_untracked() else {
        return ().into_any();
    };
    let words = move || line.get().map(|(_, _, words, ..)| words);
    let typed = number.map(|_| {
        let id = format!("line-{}-{}", at.nth, u8::from(at.special));
        let value = move || {
            let number = line.get().and_then(|(_, number, ..)| number).unwrap_or(0);
            number_words(Unit::Count, number).replace('\u{2212}', "-")
        };
        let change = move |event| {
            let text: String = event_target_value(&event);
            match crate::state::meeting::read_number(&text) {
                Ok(Some(to)) => lab.update(|lab| lab.change(Edit::Line(at, to), false)),
                _ => lab.update(|lab| {
                    lab.fault = Some(format!("“{text}” is not a number of at most two decimals"));
                }),
            }
        };
        view! {
            <input id=id inputmode="decimal" autocomplete="off" size="6" prop:value=value on:change=change
                aria-label=format!("{} line, number", level.word())/>
        }
    });
    let from = super::versions::standing_words(standing, &source);
    view! {
        <div class="line-field">
            <LevelMark level/>
            {typed}
            <span>{words}</span>
            <small>{from}</small>
        </div>
    }
    .into_any()
}

/// The words an indicator can have, and the level of each.
fn judgements(lab: RwSignal<Lab>, one: &Indicator) -> AnyView {
    let id = one.id;
    let rows = one
        .choices
        .iter()
        .map(|choice| {
            let choice_id = choice.id;
            let level = Memo::new(move |_| {
                lab.with(|lab| {
                    let one = lab.tried.indicator(id)?;
                    let choice = one.choices.iter().find(|one| one.id == choice_id)?;
                    Some(choice.level as usize)
                })
            });
            let segments: Vec<Segment> = Level::ALL
                .map(|level| Segment {
                    label: level.word().to_owned(),
                    glyph: Glyph::Level(level),
                    ..Segment::default()
                })
                .to_vec();
            let on_choose = Callback::new(move |nth: usize| {
                let edit = Edit::Choice {
                    indicator: id,
                    choice: choice_id,
                    level: Level::ALL[nth.min(3)],
                };
                lab.update(|lab| lab.change(edit, false));
            });
            let name = format!("choice-{choice_id}");
            let held = move || {
                lab.with(|lab| {
                    let found = domain::schools::Finding::choice(choice_id);
                    lab.page
                        .schools
                        .iter()
                        .filter(|school| {
                            school.evidence.of(id).is_some_and(|seen| seen.finding == found)
                        })
                        .count()
                })
            };
            let from = super::versions::standing_words(choice.standing, &choice.source);
            view! {
                <tr>
                    <th scope="row">{choice.words.clone()}<small>{from}</small></th>
                    <td class="number">{held}</td>
                    <td><SegmentedControl name legend=choice.words.clone() segments chosen=level on_choose/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label="Judgements and their levels" tabindex="0">
            <table class="judgement-table">
                <caption class="visually-hidden">"Judgements and their levels"</caption>
                <thead><tr><th scope="col">"Judgement"</th><th scope="col" class="number">"Schools"</th><th scope="col">"Level"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

//! The fields of an own indicator, in the order one thinks of them.

use domain::risk::{Answer, Level, OwnField, OwnIndicator, Standing, Unit};
use domain::schools::Phase;
use leptos::prelude::*;

use super::super::kept::focus_soon;
use super::written::Written;
use crate::components::level_mark::LevelMark;
use crate::components::segmented_control::{Segment, SegmentedControl};
use crate::state::rules::Lab;

/// The first input of a field, to go to where it is wrong.
pub fn input(field: OwnField) -> &'static str {
    match field {
        OwnField::Name => "own-name",
        OwnField::Area => "own-area",
        OwnField::Lines => "own-line-low",
        OwnField::Answers => "own-answer-0",
        OwnField::Phases => "own-phase-0",
        OwnField::Shelf => "own-shelf",
        OwnField::Source => "own-source",
    }
}

type Problems = RwSignal<Vec<(OwnField, String)>>;

pub fn fields(lab: RwSignal<Lab>, written: RwSignal<Written>, problems: Problems) -> AnyView {
    let judged = Memo::new(move |_| written.with(|written| written.own.unit == Unit::Choice));
    let values = move || {
        if judged.get() {
            answers(written, problems)
        } else {
            lines(written, problems)
        }
    };
    view! {
        {names(written, problems)}
        {what(lab, written, problems)}
        {values}
        {whom(written, problems)}
        {where_from(written, problems)}
    }
    .into_any()
}

/// What is wrong with a field, said beside it.
fn problem(problems: Problems, field: OwnField) -> impl Fn() -> Option<AnyView> + Clone + Send {
    move || {
        let found = problems.with(|all| {
            let found = all.iter().find(|(one, _)| *one == field);
            found.map(|(_, why)| why.clone())
        });
        found.map(|why| {
            view! { <p class="field-problem" id=format!("{}-problem", input(field))>{why}</p> }
                .into_any()
        })
    }
}

fn is_wrong(
    problems: Problems,
    field: OwnField,
) -> impl Fn() -> Option<&'static str> + Clone + Send {
    move || {
        let wrong = problems.with(|all| all.iter().any(|(one, _)| *one == field));
        wrong.then_some("true")
    }
}

/// A line of text.
fn text(
    (id, label, hint): (&'static str, &'static str, &'static str),
    wrong: Option<(Problems, OwnField)>,
    value: Signal<String>,
    set: impl Fn(String) + Send + 'static,
) -> AnyView {
    let said = wrong.map(|(problems, field)| problem(problems, field));
    let invalid = wrong.map(|(problems, field)| is_wrong(problems, field));
    let describes = wrong.map(|_| format!("{id}-problem"));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {said}
            <input id=id autocomplete="off" aria-describedby=describes aria-invalid=move || invalid.as_ref().and_then(|wrong| wrong())
                prop:value=move || value.get() on:input=move |event| set(event_target_value(&event))/>
        </div>
    }
    .into_any()
}

fn names(written: RwSignal<Written>, problems: Problems) -> AnyView {
    let name = Signal::derive(move || written.with(|written| written.own.name.clone()));
    let short = Signal::derive(move || written.with(|written| written.own.short.clone()));
    view! {
        <div class="own-pair">
            {text(("own-name", "Name", "As it stands on a school’s page"), Some((problems, OwnField::Name)), name,
                move |text| written.update(|written| written.own.name = text))}
            {text(("own-short", "Short name", "Where there is little room; empty, the name"), None, short,
                move |text| written.update(|written| written.own.short = text))}
        </div>
    }
    .into_any()
}

const UNITS: [&str; 8] = [
    "A per cent",
    "A count",
    "A score",
    "Points",
    "A national centile",
    "Years",
    "A ratio",
    "A judgement from a list",
];

/// Which area it speaks of, and what it is.
fn what(lab: RwSignal<Lab>, written: RwSignal<Written>, problems: Problems) -> AnyView {
    let areas = lab.with_untracked(|lab| {
        let areas = lab.tried.areas.iter();
        areas
            .map(|area| (area.id, area.name.clone()))
            .collect::<Vec<_>>()
    });
    let keys: Vec<_> = areas.iter().map(|(id, _)| *id).collect();
    let options = areas
        .into_iter()
        .map(|(id, name)| {
            let chosen = move || written.with(|written| written.own.area == Some(id));
            view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
        })
        .collect_view();
    let set_area = move |event| {
        let value: String = event_target_value(&event);
        let area = keys.iter().find(|id| id.as_str() == value).copied();
        written.update(|written| written.own.area = area);
    };
    let units = UNITS
        .into_iter()
        .zip(OwnIndicator::UNITS)
        .enumerate()
        .map(|(nth, (words, unit))| {
            let chosen = move || written.with(|written| written.own.unit == unit);
            view! { <option value=nth.to_string() prop:selected=chosen>{words}</option> }
        })
        .collect_view();
    let set_unit = move |event| {
        let nth: Option<usize> = event_target_value(&event).parse().ok();
        if let Some(unit) = nth.and_then(|nth| OwnIndicator::UNITS.get(nth)) {
            written.update(|written| written.own.unit = *unit);
        }
    };
    view! {
        <div class="own-pair">
            <div class="field">
                <label for="own-area">"Area"</label>
                <p class="hint">"With what it is counted together"</p>
                {problem(problems, OwnField::Area)}
                <select id="own-area" aria-describedby="own-area-problem" aria-invalid=is_wrong(problems, OwnField::Area) on:change=set_area>
                    <option value="">"Choose one"</option>
                    {options}
                </select>
            </div>
            <div class="field">
                <label for="own-unit">"What it is"</label>
                <p class="hint">"A number, or a judgement people make"</p>
                <select id="own-unit" on:change=set_unit>{units}</select>
            </div>
        </div>
    }
    .into_any()
}

fn segments(words: &[&str]) -> Vec<Segment> {
    words
        .iter()
        .map(|words| Segment {
            label: (*words).to_owned(),
            ..Segment::default()
        })
        .collect()
}

/// Which way is worse, and where each level begins.
fn lines(written: RwSignal<Written>, problems: Problems) -> AnyView {
    let high = Memo::new(move |_| written.with(|written| written.own.high_is_worse));
    let chosen = Signal::derive(move || Some(usize::from(high.get())));
    let begin = move || {
        if high.get() {
            "From this value up. A level may be left out."
        } else {
            "From this value down. A level may be left out."
        }
    };
    let fields = [Level::Low, Level::Medium, Level::High].map(|level| {
        let at = level as usize - 1;
        let id = format!("own-line-{}", level.word().to_lowercase());
        let set = move |event| {
            let text: String = event_target_value(&event);
            written.update(|written| written.lines[at] = text);
        };
        let value = move || written.with(|written| written.lines[at].clone());
        view! {
            <div class="own-line">
                <label for=id.clone()><LevelMark level/></label>
                <input id=id class="count" inputmode="decimal" autocomplete="off" aria-describedby="own-line-low-problem"
                    aria-invalid=is_wrong(problems, OwnField::Lines) prop:value=value on:input=set/>
            </div>
        }
    });
    let per_cent = move || written.with(|written| written.own.unit == Unit::PerCent);
    view! {
        <div class="own-pair">
            <SegmentedControl name="own-worse" legend="Which is worse" segments=segments(&["Lower", "Higher"]) chosen
                on_choose=Callback::new(move |nth| written.update(|written| written.own.high_is_worse = nth == 1))/>
            <fieldset class="field">
                <legend>"Where each level begins"</legend>
                <p class="hint">{begin}</p>
                {problem(problems, OwnField::Lines)}
                <div class="own-lines">{fields.into_iter().collect_view()}</div>
            </fieldset>
        </div>
        <Show when=per_cent>
            <label class="check">
                <input type="checkbox" prop:checked=move || written.with(|written| written.own.one_year)
                    on:change=move |event| written.update(|written| written.own.one_year = event_target_checked(&event))/>
                "One year’s figure of a cohort: not known where the cohort is small"
            </label>
        </Show>
    }
    .into_any()
}

/// The answers of a judgement, each with its level.
fn answers(written: RwSignal<Written>, problems: Problems) -> AnyView {
    let count = Memo::new(move |_| written.with(|written| written.own.answers.len()));
    let row = move |nth: usize| {
        let words = move || {
            written.with(|written| {
                let answer = written.own.answers.get(nth);
                answer.map_or_else(String::new, |one| one.words.clone())
            })
        };
        let level = move |level: Level| {
            written.with(|written| {
                let answer = written.own.answers.get(nth);
                answer.is_some_and(|one| one.level == level)
            })
        };
        let options = Level::ALL.map(|one| {
            view! { <option value=(one as usize).to_string() prop:selected=move || level(one)>{one.word()}</option> }
        });
        let set_level = move |event| {
            let at: Option<usize> = event_target_value(&event).parse().ok();
            if let Some(level) = at.and_then(|at| Level::ALL.get(at)) {
                written.update(|written| written.answer(nth, |one| one.level = *level));
            }
        };
        let set_words = move |event| {
            let text: String = event_target_value(&event);
            written.update(|written| written.answer(nth, |one| one.words = text));
        };
        let remove = move |_| {
            written.update(|written| {
                if nth < written.own.answers.len() {
                    written.own.answers.remove(nth);
                }
            });
            focus_soon("own-add-answer".to_owned());
        };
        view! {
            <li class="own-answer">
                <input id=format!("own-answer-{nth}") autocomplete="off" aria-label=format!("Answer {}", nth + 1)
                    aria-describedby="own-answer-0-problem" aria-invalid=is_wrong(problems, OwnField::Answers) prop:value=words on:input=set_words/>
                <select aria-label=format!("Level of answer {}", nth + 1) on:change=set_level>{options.into_iter().collect_view()}</select>
                <button type="button" class="button small" aria-label=format!("Remove answer {}", nth + 1) on:click=remove>"Remove"</button>
            </li>
        }
    };
    let add = move |_| {
        let nth = count.get_untracked();
        written.update(|written| written.own.answers.push(Answer::default()));
        focus_soon(format!("own-answer-{nth}"));
    };
    view! {
        <fieldset class="field">
            <legend>"Its answers"</legend>
            <p class="hint">"In the words people use, with the level of each. What is left empty is no answer."</p>
            {problem(problems, OwnField::Answers)}
            <ul class="own-answers"><For each=move || 0..count.get() key=|nth| *nth children=row/></ul>
            <div class="actions"><button type="button" class="button small" id="own-add-answer" on:click=add>"Another answer"</button></div>
        </fieldset>
    }
    .into_any()
}

/// Which schools are asked, how long a value counts, and whether it decides by itself.
fn whom(written: RwSignal<Written>, problems: Problems) -> AnyView {
    let phases = Phase::ALL
        .into_iter()
        .enumerate()
        .map(|(nth, phase)| {
            let asked = move || written.with(|written| written.own.phases.contains(&phase));
            let set = move |event| {
                let yes = event_target_checked(&event);
                written.update(|written| {
                    let all = Phase::ALL.into_iter();
                    let now = &written.own.phases;
                    written.own.phases = all
                        .filter(|one| if *one == phase { yes } else { now.contains(one) })
                        .collect();
                });
            };
            view! {
                <label class="check"><input type="checkbox" id=format!("own-phase-{nth}") prop:checked=asked on:change=set/> {phase.word()}</label>
            }
        })
        .collect_view();
    let shelf = Signal::derive(move || written.with(|written| written.shelf.clone()));
    view! {
        <fieldset class="field">
            <legend>"Asked of"</legend>
            {problem(problems, OwnField::Phases)}
            <div class="own-phases">{phases}</div>
        </fieldset>
        <div class="own-pair">
            {text(("own-shelf", "Out of date after, months", ""), Some((problems, OwnField::Shelf)), shelf,
                move |text| written.update(|written| written.shelf = text))}
            <label class="check">
                <input type="checkbox" prop:checked=move || written.with(|written| written.own.critical)
                    on:change=move |event| written.update(|written| written.own.critical = event_target_checked(&event))/>
                "High here is high risk whatever else is known"
            </label>
        </div>
    }
    .into_any()
}

/// Whose its lines are.
fn where_from(written: RwSignal<Written>, problems: Problems) -> AnyView {
    const ALL: [Standing; 3] = [Standing::Proposed, Standing::Mapped, Standing::Sourced];
    let chosen = Signal::derive(move || {
        let standing = written.with(|written| written.own.standing);
        ALL.iter().position(|one| *one == standing)
    });
    let source = Signal::derive(move || written.with(|written| written.own.source.clone()));
    let words = segments(&["Proposed by us", "Published, levels by us", "Published"]);
    view! {
        <div class="own-pair">
            <SegmentedControl name="own-standing" legend="Where its levels come from" segments=words chosen
                on_choose=Callback::new(move |nth: usize| written.update(|written| written.own.standing = ALL[nth.min(2)]))/>
            {text(("own-source", "Source", ""), Some((problems, OwnField::Source)), source,
                move |text| written.update(|written| written.own.source = text))}
        </div>
    }
    .into_any()
}

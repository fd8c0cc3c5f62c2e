//! One indicator: its level, value, line, what it was last time, five years. What happens to a value is
//! said in its own row.

use domain::calendar::day_words;
use domain::meetings::{Before, Change, Spot};
use domain::risk::{IndicatorRow, Judged, Level, finding_words};
use domain::schools::{Finding, Key};
use leptos::prelude::*;

use super::conflict::ConflictFrame;
use super::edit::Editor;
use super::history::{minute, second, short_name};
use super::in_meeting::InMeeting;
use super::standing::level_then;
use crate::browser;
use crate::components::level_mark::{JudgedMark, UnknownSwatch};
use crate::components::sparkline::sparkline;
use crate::state::meeting::{CHANGED_SHOWN, UNDO_OFFERED};

/// What is said at the right of a value, apart from what it was last time.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    /// As it was last time, if it was anything.
    Before(String),
    Sending(String),
    /// Changed in this meeting a moment ago: who and when, and whether it can be taken back.
    Changed {
        who: String,
        undo: bool,
    },
    /// Changed earlier in this meeting: what it was until when.
    Until(String),
    /// Not accepted: the value that was not taken, and why.
    Refused {
        value: String,
        reason: String,
    },
}

#[component]
pub fn IndicatorLine(
    here: InMeeting,
    indicator: Key,
    area: Option<(String, usize)>,
) -> impl IntoView {
    let row = Memo::new(move |_| {
        here.explanation.with(|why| {
            let rows = &why.as_ref()?.rows;
            rows.iter().find(|row| row.indicator == indicator).cloned()
        })
    });
    let note = Memo::new(move |_| note(here, indicator));
    let editing = Memo::new(move |_| {
        let urn = here.urn.get();
        here.draft.with(|draft| {
            draft.is_some_and(|draft| draft.indicator == indicator && Some(draft.urn) == urn)
        })
    });
    let conflict = Memo::new(move |_| {
        let urn = here.urn.get()?;
        here.state
            .with(|state| state.conflict_at((urn, Spot::Finding(indicator))).cloned())
    });
    let level = move || {
        row.with(|row| row.as_ref().map(|row| row.judged))
            .map(|judged| view! { <JudgedMark judged/> })
    };
    let name = row.with_untracked(|row| row.as_ref().map(|row| row.name.clone()));
    let serious = move || {
        row.with(|row| {
            row.as_ref()
                .is_some_and(|row| row.judged.known() == Level::High)
        })
        .then_some("high")
    };
    let mark = move || match note.get() {
        Note::Sending(_) => Some("pending"),
        Note::Changed { .. } => Some("changed"),
        Note::Refused { .. } => Some("refused"),
        _ => None,
    };
    let line = Memo::new(move |_| {
        row.with(|row| row.as_ref().map(|row| row.line.clone()))
            .unwrap_or_default()
    });
    // A judgement that is its own line takes the room of the line too.
    let says_it = move || line.with(String::is_empty);
    let past = Memo::new(move |_| past(here, indicator));
    let years = move || {
        past.get()
            .and_then(|past| sparkline(&past.years, past.line, past.least))
    };
    let wide = if area.is_some() { 6 } else { 7 };
    view! {
        <tr data-level=serious data-state=mark>
            {area.map(|(area, rows)| view! { <th scope="rowgroup" rowspan=rows class="area">{area}</th> })}
            <th scope="row">{name}</th>
            <td class="level">{level}</td>
            <td class="value" colspan=move || if says_it() { 2 } else { 1 }>
                {move || if editing.get() {
                    view! { <Editor here indicator/> }.into_any()
                } else {
                    view! { <ValueCell here indicator row/> }.into_any()
                }}
            </td>
            <td class="line" hidden=says_it>{move || line.get()}</td>
            <td class="before">{move || note_view(here, indicator, note.get())}</td>
            <td class="years">{years}</td>
        </tr>
        {move || conflict.get().map(|conflict| view! {
            <tr class="conflict-row"><td colspan=wide><ConflictFrame here conflict/></td></tr>
        })}
    }
}

/// The value: a button where it can be changed, with where it comes from on pointing at it.
#[component]
fn ValueCell(here: InMeeting, indicator: Key, row: Memo<Option<IndicatorRow>>) -> impl IntoView {
    let id = format!("value-{indicator}");
    let source_id = format!("source-{indicator}");
    let shut = RwSignal::new(false);
    let words = move || {
        row.with(|row| {
            let row = row.as_ref()?;
            let unknown = matches!(row.judged, Judged::Unknown(_) | Judged::NotCollected);
            Some(if unknown {
                view! { <UnknownSwatch reason=row.value.clone()/> }.into_any()
            } else {
                view! { <b>{row.value.clone()}</b> }.into_any()
            })
        })
    };
    let beside = move || {
        row.with(|row| {
            let beside = row.as_ref().map(|row| row.beside.clone())?;
            (!beside.is_empty()).then(|| view! { " " <small>{beside}</small> })
        })
    };
    let press = move |_| here.edit(indicator);
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            focus_beside(&event.code(), indicator);
        }
        "Escape" => shut.set(true),
        "s" | "S" => {
            event.prevent_default();
            shut.set(false);
        }
        _ => {}
    };
    let source = move || source(here, indicator);
    let names = move || {
        row.with(|row| {
            row.as_ref()
                .map(|row| format!("{}: {} {}. Change it", row.name, row.value, row.beside))
        })
    };
    view! {
        <span class="value-cell" data-shut=move || shut.get().then_some("") on:pointerleave=move |_| { shut.try_set(false); }>
            <Show when=move || here.may_record() fallback=move || view! { <span>{words} {beside}</span> }>
                <button type="button" class="value-button" id=id.clone() aria-label=names aria-describedby=source_id.clone()
                    on:click=press on:keydown=keys on:blur=move |_| { shut.try_set(false); }>{words} {beside}</button>
            </Show>
            <span class="source-panel" role="tooltip" id=format!("source-{indicator}")>{source}</span>
        </span>
    }
}

/// The arrows go from value to value, down and up the table.
fn focus_beside(code: &str, indicator: Key) {
    let Some(all) =
        browser::document().and_then(|page| page.query_selector_all(".value-button").ok())
    else {
        return;
    };
    let wanted = format!("value-{indicator}");
    let ids: Vec<String> = (0..all.length())
        .filter_map(|at| {
            let element: web_sys::Element = wasm_bindgen::JsCast::dyn_into(all.get(at)?).ok()?;
            Some(element.id())
        })
        .collect();
    let Some(at) = ids.iter().position(|id| *id == wanted) else {
        return;
    };
    let next = if code == "ArrowDown" {
        ids.get(at + 1)
    } else {
        at.checked_sub(1).and_then(|at| ids.get(at))
    };
    if let Some(id) = next {
        browser::focus(id);
    }
}

/// Where a value comes from, and which rule draws its line.
fn source(here: InMeeting, indicator: Key) -> Option<String> {
    let scheme = here.scheme();
    here.item.with(|item| {
        let rule = format!(
            "The line is rule {indicator} of {}, version {}.",
            scheme.name, scheme.version
        );
        let Some(cell) = item.as_ref()?.cells.get(&indicator) else {
            return Some(format!("Nobody has recorded this for the school. {rule}"));
        };
        let from = &cell.reading.from;
        let seen = &cell.reading.seen;
        let mut words = from.source.clone();
        for more in [&from.period, &from.by] {
            if !more.is_empty() {
                words.push_str(", ");
                words.push_str(more);
            }
        }
        if let Some(cohort) = seen.cohort {
            words.push_str(&format!(", {cohort} pupils"));
        }
        words.push_str(&format!(". As at {}. ", day_words(seen.as_at)));
        if let Some(national) = seen.comparator
            && let Some(rule) = scheme.indicator(indicator)
        {
            let national = finding_words(rule, Finding::number(national));
            words.push_str(&format!("National: {national}. "));
        }
        if !from.note.is_empty() {
            words.push_str(&format!("{}. ", from.note));
        }
        words.push_str(&rule);
        Some(words)
    })
}

fn note(here: InMeeting, indicator: Key) -> Note {
    let Some(urn) = here.urn.get() else {
        return Note::Before(String::new());
    };
    let place = (urn, Spot::Finding(indicator));
    let scheme = here.scheme();
    let words = |finding: Finding| {
        scheme
            .indicator(indicator)
            .map_or_else(String::new, |rule| finding_words(rule, finding))
    };
    let now = here.now.get();
    let said = here.state.with(|state| {
        if state.pending_at(place).is_some() {
            let waits = if state.stuck {
                "on this device"
            } else {
                "sending"
            };
            return Some(Note::Sending(waits.to_owned()));
        }
        if let Some(refused) = state.refused_at(place)
            && let Change::Record { finding, .. } = &refused.proposed.change
        {
            return Some(Note::Refused {
                value: words(*finding),
                reason: refused.reason.clone(),
            });
        }
        let last = state.last_change(place)?;
        let age = now.0 - last.at.0;
        if age < CHANGED_SHOWN {
            return Some(Note::Changed {
                who: format!("{}, {}", short_name(&last.by.name), second(last.at)),
                undo: last.by.id == state.me.id
                    && age < UNDO_OFFERED
                    && !state.confirmed_board().closed,
            });
        }
        match &last.from {
            Some(Before::Finding(was)) => Some(Note::Until(format!(
                "{} until {}",
                words(*was),
                minute(last.at)
            ))),
            _ => Some(Note::Until(format!("new at {}", minute(last.at)))),
        }
    });
    said.unwrap_or_else(|| {
        let then = here.item.with(|item| {
            let item = item.as_ref()?;
            let before = *item.before.get(&indicator)?;
            // The level is named where it has moved.
            let now = here.explanation.with(|why| {
                let rows = &why.as_ref()?.rows;
                let row = rows.iter().find(|row| row.indicator == indicator)?;
                Some(row.judged.known())
            });
            Some(match level_then(&scheme, item, indicator) {
                Some(level) if now != Some(level) => {
                    format!("was {}, {}", level.word(), words(before))
                }
                _ => words(before),
            })
        });
        Note::Before(then.unwrap_or_default())
    })
}

fn note_view(here: InMeeting, indicator: Key, note: Note) -> AnyView {
    match note {
        Note::Before(words) => words.into_any(),
        Note::Sending(words) => view! { <span class="sending">{words}</span> }.into_any(),
        Note::Until(words) => view! { <span class="until">{words}</span> }.into_any(),
        Note::Changed { who, undo } => {
            let undo = undo.then(|| {
                let press = move |_| {
                    if let Some(urn) = here.urn.get_untracked() {
                        here.undo((urn, Spot::Finding(indicator)));
                    }
                };
                view! { " · " <button type="button" class="link" on:click=press>"undo"</button> }
            });
            view! { <span class="changed-by">{who} {undo}</span> }.into_any()
        }
        Note::Refused { value, reason } => view! {
            <span class="refused" role="status"><s>{value}</s> " not accepted: " {reason}</span>
        }
        .into_any(),
    }
}

/// What five years are drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Past {
    years: Vec<Option<i32>>,
    /// The line to cross, where it is drawn on the value itself.
    line: Option<i32>,
    least: i32,
}

fn past(here: InMeeting, indicator: Key) -> Option<Past> {
    let scheme = here.scheme();
    let rule = scheme.indicator(indicator)?;
    here.item.with(|item| {
        let item = item.as_ref()?;
        let years = item.history.get(&indicator)?.clone();
        Some(Past {
            years,
            line: rule.line_to_cross(item.school.setting),
            least: rule.least_range(),
        })
    })
}

//! A view of one's own first: while it is asked for, the suggestion is hidden and everybody chooses a band;
//! then the chair shows how they were spread. Who chose what is nobody's to see.

use domain::api::GiveView;
use domain::meetings::{Change, Spread, Views};
use domain::risk::Band;
use domain::schools::ChangeId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::in_meeting::InMeeting;
use crate::api::{self, Failure};
use crate::browser;
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::key_cap::KeyCap;
use crate::components::segmented_control::{Glyph, Segment, SegmentedControl};

const KEYS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];

/// Asks everybody, or shows what they said: the chair's one key for both.
pub fn ask_or_show(here: InMeeting) -> bool {
    let Some(urn) = here.urn.get_untracked() else {
        return false;
    };
    let views = untrack(|| views(here));
    untrack(|| here.decides())
        && match views {
            Some(Views::NotAsked) => {
                here.keep_draft();
                here.propose(Change::AskViews { urn })
            }
            Some(Views::Asked { .. }) => here.propose(Change::ShowViews { urn, spread: None }),
            _ => false,
        }
}

fn views(here: InMeeting) -> Option<Views> {
    here.item
        .with(|item| item.as_ref().map(|item| item.views.clone()))
}

/// Whether this person may give one now: who heads the school or has left the room for it does not.
fn may_give(here: InMeeting) -> bool {
    let me = here.state.with_untracked(|state| state.me.name.clone());
    here.may_record()
        && here.item.with(|item| {
            item.as_ref()
                .is_some_and(|item| !here.own_school(item.school.urn) && !item.has_left(&me))
        })
}

/// Gives a view. What is chosen shows at once, and goes again where it was not taken.
pub fn choose(here: InMeeting, band: Band) -> bool {
    let Some(urn) = here.urn.get_untracked() else {
        return false;
    };
    let there = usize::from(band.0) < here.scheme().bands.len();
    if !there || !untrack(|| may_give(here)) {
        return there;
    }
    let meeting = here
        .state
        .with_untracked(|state| state.confirmed_board().meeting.id);
    let before = here
        .state
        .try_update(|state| state.own_views.insert(urn, Some(band)))
        .flatten();
    here.view_fault.set(None);
    spawn_local(async move {
        let view = GiveView {
            id: ChangeId(browser::new_id()),
            urn,
            band,
        };
        match api::give_view(meeting, &view).await {
            Ok(given) => {
                here.state.try_update(|state| state.views_given(&[given]));
            }
            Err(failure) => {
                here.state.try_update(|state| match before {
                    Some(before) => state.own_views.insert(urn, before),
                    None => state.own_views.remove(&urn),
                });
                here.view_fault.try_set(Some(match failure {
                    Failure::Offline => "Not sent: there is no line. Choose again.".to_owned(),
                    Failure::Refused(problem) => problem.detail.clone(),
                }));
            }
        }
    });
    true
}

/// "3 have chosen, 5 are here."
fn chosen_words(here: InMeeting) -> String {
    // Looked at afterwards: how many had chosen by then is nobody's to know.
    if here.closed() {
        return String::new();
    }
    let urn = here.urn.get();
    here.state.with(|state| {
        let given = urn.map_or(0, |urn| state.given(urn));
        let here = state.present.len();
        match given {
            0 => format!("Nobody has chosen yet, {here} here."),
            1 => format!("1 has chosen, {here} here."),
            many => format!("{many} have chosen, {here} here."),
        }
    })
}

/// In the place of the decision, while views are given.
#[component]
pub fn OwnViews(here: InMeeting) -> impl IntoView {
    let segments: Vec<Segment> = {
        let scheme = here.scheme();
        let bands = scheme.all_bands();
        bands
            .map(|band| {
                let rule = scheme.band(band);
                Segment {
                    label: rule.word.clone(),
                    short: Some(rule.short.clone()),
                    key: KEYS.get(usize::from(band.0)).copied(),
                    glyph: Glyph::Ladder(band, scheme.bands.len()),
                    refused: None,
                }
            })
            .collect()
    };
    let segments = StoredValue::new(segments);
    let mine = Memo::new(move |_| {
        let urn = here.urn.get()?;
        here.state.with(|state| state.own_views.get(&urn).copied())
    });
    let chosen = Memo::new(move |_| mine.get().flatten().map(|band| usize::from(band.0)));
    let gives = Memo::new(move |_| may_give(here));
    let words = move || {
        let own = match mine.get() {
            _ if here.closed() => "Own views were being given then.",
            _ if !gives.get() => "Others give their view of this school.",
            None => "Choose before the rules’ suggestion is shown. Nobody sees who chose what.",
            Some(None) => "You have chosen; choosing again takes its place.",
            Some(Some(_)) => "You have chosen. Nobody sees who chose what.",
        };
        format!("{own} {}", chosen_words(here))
    };
    view! {
        <section class="decision-bar own-views" aria-label="A view of your own">
            <div class="decision-controls">
                <Show when=move || gives.get()>
                    <SegmentedControl name="own-view" legend="Your own view" segments=Signal::stored(segments.get_value()) chosen=chosen
                        on_choose=Callback::new(move |at: usize| {
                            if let Ok(at) = u8::try_from(at) {
                                choose(here, Band(at));
                            }
                        })/>
                </Show>
                <p class="own-views-words" role="status">{words}</p>
                {move || here.view_fault.get().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
                <Show when=move || here.decides()>
                    <div class="agree">
                        <button type="button" class="button primary" on:click=move |_| { ask_or_show(here); }>
                            "Show the views " <KeyCap key="V"/>
                        </button>
                    </div>
                </Show>
            </div>
        </section>
    }
}

/// Where the suggestion stands otherwise.
#[component]
pub fn Hidden(here: InMeeting) -> impl IntoView {
    view! {
        <p class="standing-tags"><span class="category-tag" data-tone="undecided" data-size="large">"Own views first"</span></p>
        <p class="standing-why">
            "The suggestion, its reasons and what would change it are hidden until the chair shows the views. "
            {move || chosen_words(here)}
        </p>
    }
}

/// The chair's way to ask, where nobody was asked and nothing is decided.
#[component]
pub fn AskForViews(here: InMeeting) -> impl IntoView {
    let open = Memo::new(move |_| {
        here.decides()
            && here.item.with(|item| {
                item.as_ref()
                    .is_some_and(|item| item.views == Views::NotAsked && item.decision.is_none())
            })
    });
    view! {
        <Show when=move || open.get()>
            <button type="button" class="link" on:click=move |_| { ask_or_show(here); }>"Own views first " <KeyCap key="V"/></button>
        </Show>
    }
}

/// How the views were spread, beside the suggestion: bars with their numbers, which is their table too.
#[component]
pub fn SpreadOfViews(here: InMeeting) -> impl IntoView {
    let spread = Memo::new(move |_| views(here).and_then(|views| views.shown().cloned()));
    let suggested =
        Memo::new(move |_| here.suggestion.with(|now| now.as_ref().map(|now| now.band)));
    move || {
        let (spread, suggested) = (spread.get()?, suggested.get()?);
        let scheme = here.scheme();
        let finding = spread.finding(&scheme, suggested);
        let rows = (spread.all() > 0).then(|| bars(here, &spread));
        Some(view! {
            <table class="spread">
                <caption>"Own views: " {finding} "."</caption>
                <tbody>{rows}</tbody>
            </table>
        })
    }
}

fn bars(here: InMeeting, spread: &Spread) -> AnyView {
    let scheme = here.scheme();
    let all = spread.all().max(1);
    scheme
        .all_bands()
        .map(|band| {
            let count = spread.of(band);
            let width = count * 100 / all;
            view! {
                <tr>
                    <th scope="row">{category_tag(&scheme, band, TagSize::Small, false)}</th>
                    <td class="spread-bar">
                        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                            <rect width=width.to_string() height="10"></rect>
                        </svg>
                    </td>
                    <td class="number">{count}</td>
                </tr>
            }
        })
        .collect_view()
        .into_any()
}

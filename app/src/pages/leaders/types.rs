//! The types of leader there are, and a form for one more, or for another word, cap or rate.

use domain::api::PutLeaderType;
use domain::brokerage::{Areas, HalfDays, LeaderType, check_type, type_id};
use domain::schools::Key;
use leptos::prelude::*;

use crate::api;
use crate::components::field::Field;
use crate::sending::{Send, Sending};
use crate::words::half_days;

const FIELDS: [&str; 5] = [
    "type-name",
    "type-short",
    "type-covers",
    "type-cap",
    "type-rate",
];

/// "£450", "£450.50".
fn pounds(pence: u32) -> String {
    match pence % 100 {
        0 => format!("£{}", pence / 100),
        rest => format!("£{}.{rest:02}", pence / 100),
    }
}

/// "450", "£1,200.50": pence, or not a sum of money.
fn pence(text: &str) -> Option<u32> {
    let text = text.trim().trim_start_matches('£').replace(',', "");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
    let rest = match rest.len() {
        2 => rest.parse::<u32>().ok()?,
        _ => return None,
    };
    whole
        .parse::<u32>()
        .ok()?
        .checked_mul(100)?
        .checked_add(rest)
}

/// What is in the form.
#[derive(Clone, Copy)]
struct Written {
    was: RwSignal<Option<LeaderType>>,
    name: RwSignal<String>,
    short: RwSignal<String>,
    covers: RwSignal<Vec<Key>>,
    cap: RwSignal<String>,
    own_school: RwSignal<bool>,
    rate: RwSignal<String>,
}

impl Written {
    fn blank() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            was: RwSignal::new(None),
            name: text(),
            short: text(),
            covers: RwSignal::default(),
            cap: text(),
            own_school: RwSignal::new(false),
            rate: text(),
        }
    }

    fn fill(self, kind: Option<LeaderType>) {
        let of = |part: fn(&LeaderType) -> String| kind.as_ref().map(part).unwrap_or_default();
        self.name.set(of(|kind| kind.name.clone()));
        self.short.set(of(|kind| kind.short.clone()));
        self.covers.set(
            kind.as_ref()
                .map(|kind| kind.covers.clone())
                .unwrap_or_default(),
        );
        self.cap.set(of(|kind| kind.yearly_cap.words()));
        self.own_school
            .set(kind.as_ref().is_some_and(|kind| kind.own_school_in_order));
        self.rate.set(of(|kind| {
            pounds(kind.day_rate).trim_start_matches('£').to_owned()
        }));
        self.was.set(kind);
    }

    /// The type as it is written; what cannot be read is written as what no check lets through.
    fn read(self, kinds: &[LeaderType]) -> Result<LeaderType, (&'static str, &'static str)> {
        let short = self.short.get_untracked().trim().to_owned();
        let id = self
            .was
            .with_untracked(|was| was.as_ref().map(|kind| kind.id))
            .or_else(|| type_id(&short, kinds))
            .ok_or(("type-short", "Write letters or digits"))?;
        Ok(LeaderType {
            id,
            name: self.name.get_untracked().trim().to_owned(),
            short,
            covers: self.covers.get_untracked(),
            yearly_cap: half_days(&self.cap.get_untracked()).unwrap_or(HalfDays(0)),
            own_school_in_order: self.own_school.get_untracked(),
            day_rate: pence(&self.rate.get_untracked())
                .ok_or(("type-rate", "Write a sum of money, such as 450 or 450.50"))?,
        })
    }
}

#[component]
pub fn Types(kinds: RwSignal<Vec<LeaderType>>) -> impl IntoView {
    let written = Written::blank();
    let open = RwSignal::new(false);
    let change = move |kind: Option<LeaderType>| {
        written.fill(kind);
        open.set(true);
        request_animation_frame(|| crate::browser::focus("type-name"));
    };
    let rows = move || {
        kinds
            .get()
            .into_iter()
            .map(|kind| {
                let covers: Vec<String> = kind.covers.iter().map(|area| Areas::standard().word(*area)).collect();
                let own = if kind.own_school_in_order { "in order" } else { "does not count" };
                let name = kind.name.clone();
                let this = kind.clone();
                view! {
                    <tr>
                        <th scope="row">{kind.name.clone()} " " <span class="kind">{kind.short.clone()}</span></th>
                        <td>{covers.join(", ")}</td>
                        <td class="number">{kind.yearly_cap.words()}</td>
                        <td>{own}</td>
                        <td class="number">{pounds(kind.day_rate)}</td>
                        <td class="no-print"><button type="button" class="link" on:click=move |_| change(Some(this.clone()))>"Change" <span class="visually-hidden">" " {name}</span></button></td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <section class="section leader-types">
            <div class="section-head">
                <h2 id="types" tabindex="-1">"Types of leader"</h2>
                <button type="button" class="link no-print" on:click=move |_| change(None)>"Add a type"</button>
            </div>
            <Show when=move || open.get()><TypeForm kinds written open/></Show>
            <div class="table-box"><table class="leader-table">
                <thead><tr>
                    <th scope="col">"Type"</th><th scope="col">"Covers by itself"</th><th scope="col" class="number">"Days a year, at most"</th>
                    <th scope="col">"Own school"</th><th scope="col" class="number">"A day"</th><th scope="col" class="no-print"><span class="visually-hidden">"Change"</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
}

#[component]
fn TypeForm(
    kinds: RwSignal<Vec<LeaderType>>,
    written: Written,
    open: RwSignal<bool>,
) -> impl IntoView {
    let sending = Sending::new(&FIELDS);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let becomes = match written.read(&kinds.get_untracked()) {
            Ok(kind) => kind,
            Err((field, reason)) => return sending.say(field, reason),
        };
        if let Err(faults) = check_type(&becomes) {
            for fault in faults {
                sending.say(fault.field(), &fault.to_string());
            }
            return;
        }
        let put = PutLeaderType {
            was: written.was.get_untracked(),
            becomes,
        };
        let request = async move { api::put_leader_type(&put).await };
        sending.send(request, move |now| {
            kinds.set(now);
            open.set(false);
            request_animation_frame(|| crate::browser::focus("types"));
        });
    };
    let area = RwSignal::new(String::new());
    let chosen = move || {
        let covers = written.covers.get();
        covers
            .into_iter()
            .map(|id| {
                let word = Areas::standard().word(id);
                let take = move |_| written.covers.update(|covers| covers.retain(|one| *one != id));
                view! { <li><span>{word.clone()}</span><button type="button" class="link" on:click=take>"Take away" <span class="visually-hidden">" " {word}</span></button></li> }
            })
            .collect_view()
    };
    let add = move |_| {
        let found = Areas::standard()
            .find(&area.get_untracked())
            .first()
            .map(|area| area.id);
        if let Some(id) = found.filter(|_| !area.get_untracked().trim().is_empty()) {
            written.covers.update(|covers| {
                if !covers.contains(&id) {
                    covers.push(id);
                }
            });
        }
        area.set(String::new());
    };
    let names = Areas::standard()
        .areas
        .iter()
        .map(|area| view! { <option value=area.name.as_str()></option> })
        .collect_view();
    view! {
        <form class="form record-form" novalidate on:submit=submit>
            <div class="pair-of-fields">
                <Field id="type-name" label="Name" hint="“Hub adviser”" value=written.name problem=sending.problem("type-name") required=true/>
                <Field id="type-short" label="In a table" hint="“Hub”" value=written.short problem=sending.problem("type-short") required=true/>
            </div>
            <div class="field">
                <label for="type-covers">"Covers by itself, whatever the person’s own areas"</label>
                {move || sending.problem("type-covers").get().map(|words| view! { <p class="field-problem">{words}</p> })}
                <ul class="chosen-list">{chosen}</ul>
                <input id="type-covers" list="type-areas" autocomplete="off" prop:value=move || area.get() on:input=move |event| area.set(event_target_value(&event))/>
                <datalist id="type-areas">{names}</datalist>
                <div><button type="button" class="button small" on:click=add>"Add the area"</button></div>
            </div>
            <div class="pair-of-fields">
                <Field id="type-cap" label="Days a year, at most" value=written.cap problem=sending.problem("type-cap") required=true/>
                <Field id="type-rate" label="Pounds a day" value=written.rate problem=sending.problem("type-rate") required=true/>
            </div>
            <label class="check">
                <input type="checkbox" prop:checked=move || written.own_school.get() on:change=move |event| written.own_school.set(event_target_checked(&event))/>
                "Their own school has to be in order, with 18 months’ grace"
            </label>
            <div class="actions">
                <Send sending words="Record the type" primary=true/>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>"Leave it"</button>
            </div>
        </form>
    }
}

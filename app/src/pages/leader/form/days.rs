//! How many days somebody gives, in which terms, on which days of the week, to how many schools at a time.

use domain::brokerage::Field as Part;
use leptos::prelude::*;

use super::Shared;
use super::areas::several;
use crate::components::field::Field;

const WEEK: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

pub fn availability(shared: Shared) -> AnyView {
    if !shared.may(Part::Yearly) {
        return ().into_any();
    }
    let written = shared.written;
    let [autumn, spring, summer] = written.terms;
    let terms_problem = shared.wrong("terms");
    let week = WEEK
        .iter()
        .zip(0_u8..)
        .map(|(day, at)| (at, (*day).to_owned()))
        .collect();
    view! {
        <fieldset class="part">
            <legend>"Days"</legend>
            <div class="pair-of-fields">
                <Field id="yearly" label="Days a year" hint="Halves count: 7.5" value=written.yearly problem=shared.wrong("yearly") required=true/>
                <Field id="at-once" label="Schools at a time" hint="At most" value=written.at_once problem=shared.wrong("at-once") required=true/>
            </div>
            <label class="check">
                <input type="checkbox" id="by-term" prop:checked=move || written.by_term.get()
                    on:change=move |event| written.by_term.set(event_target_checked(&event))/>
                "Say what each term can take"
            </label>
            <Show when=move || written.by_term.get()>
                {move || terms_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                <div class="pair-of-fields three">
                    <Field id="terms" label="Autumn" value=autumn/>
                    <Field id="spring" label="Spring" value=spring/>
                    <Field id="summer" label="Summer" value=summer/>
                </div>
            </Show>
        </fieldset>
        {several("weekdays", "Days of the week", week, written.weekdays, shared.wrong("weekdays"))}
    }
    .into_any()
}

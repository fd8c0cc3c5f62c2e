//! The signature: who signed, when, and the seal of what was signed; or the form to sign it.

use domain::api::{MinutesPage, SignMinutes, Signed};
use domain::calendar::day_words;
use domain::schools::MeetingId;
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::sending::{Send, Sending};

pub fn signature(id: MeetingId, page: &MinutesPage, again: Callback<()>) -> AnyView {
    if let Some(signed) = &page.signed {
        return signed_view(signed);
    }
    if page.may_sign {
        return view! { <Sign id seal=page.seal.clone() again/> }.into_any();
    }
    ().into_any()
}

fn signed_view(signed: &Signed) -> AnyView {
    let when = format!(
        "{}, {}",
        day_words(signed.at.day()),
        browser::clock_words(signed.at, false)
    );
    let note =
        (!signed.note.is_empty()).then(|| view! { <p class="voice">{signed.note.clone()}</p> });
    view! {
        <section class="section signature" id="signature" tabindex="-1">
            <div>
                <p class="signed-name voice">{signed.by.clone()}</p>
                <p class="small-print">"Signed, " {when}</p>
                {note}
            </div>
            <div>
                <p><b>"Seal " <span class="seal">{grouped(&signed.seal)}</span></b></p>
                <p class="small-print">"SHA-256 of these minutes as signed. They cannot be changed; a later correction is a new decision."</p>
            </div>
        </section>
    }
    .into_any()
}

/// "41f8 d2c0 97ae 5b13 …": four at a time, as people compare them.
fn grouped(seal: &str) -> String {
    let mut words = String::new();
    for (at, one) in seal.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            words.push(' ');
        }
        words.push(one);
    }
    words
}

#[component]
fn Sign(id: MeetingId, seal: String, again: Callback<()>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let sending = Sending::new(&["note"]);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let asked = SignMinutes {
            seal: seal.clone(),
            note: note.get_untracked(),
        };
        let request = async move { api::sign_minutes(id, &asked).await };
        sending.send(request, move |_: Signed| again.run(()));
    };
    view! {
        <section class="section signature no-print">
            <form class="form" novalidate on:submit=submit>
                <p>"Signing freezes these minutes as they are. Nobody can change them afterwards."</p>
                <Field id="sign-note" label="A correction or an addition" hint="Stands under the signature" kind="area" voice=true value=note problem=sending.problem("note")/>
                <div><Send sending words="Sign the minutes" primary=true/></div>
            </form>
        </section>
    }
}
